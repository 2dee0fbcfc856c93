"""Simulated projects in numbers: the same order gives the same rows, through the one door, apart from every real figure."""

import duckdb
import pytest

import manage
from analytics.codes import codes
from analytics.filters import Filters
from analytics.query import ask
from data import batches, generator, inbox
from data.build import build, import_file, take_order
from data.errors import ImportRefused
from data.paths import Home
from data.store import current
from tests.comparison import disagreements
from tests.reference import Oracle
from tests.reference_records import staged

PROJECTS = 3000
TABLES = {"province", "province_part", "project", "funding", "support"}


def made(folder, order: generator.Order) -> dict:
    """The tables of an order, each an unordered multitude of rows."""
    folder.mkdir()
    rows = {}
    for table, write in generator.writers(order, "x.csv").items():
        write(folder / f"{table}.parquet")
        rows[table] = sorted(
            duckdb.sql(f"SELECT * FROM '{folder.as_posix()}/{table}.parquet'").fetchall(), key=repr
        )
    return rows


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> Home:
    """A home with an order taken and built."""
    home = Home(tmp_path_factory.mktemp("generated"))
    take_order(home, generator.Order(PROJECTS))
    build(home)
    return home


@pytest.fixture(scope="module")
def snapshot(generated):
    return current(generated)


def test_the_same_order_gives_the_same_rows_and_another_seed_others(tmp_path):
    first = made(tmp_path / "1", generator.Order(500))

    assert set(first) == TABLES
    assert made(tmp_path / "2", generator.Order(500)) == first
    assert made(tmp_path / "3", generator.Order(500, seed=7))["funding"] != first["funding"]


def test_a_longer_order_begins_with_the_projects_of_a_shorter_one(tmp_path):
    short, long = (made(tmp_path / str(n), generator.Order(n)) for n in (200, 400))

    assert set(short["project"]) < set(long["project"])


def test_every_project_is_of_one_of_63_simulated_provinces_and_says_so(snapshot):
    rows = snapshot.rows(
        "SELECT DISTINCT p.simulated, v.kind, v.slug, v.name FROM project p JOIN staging.province v ON v.slug = p.province WHERE p.province <> 'demo'"
    )

    assert len(rows) == 63
    assert {(row["simulated"], row["kind"]) for row in rows} == {(True, "simulated")}
    assert all(row["slug"].startswith("demo-") and "(mô phỏng)" in row["name"] for row in rows)
    assert snapshot.value("SELECT COUNT(*) FROM project WHERE province <> 'demo'") == PROJECTS


def test_nothing_is_added_to_a_real_province(snapshot, shipped):
    for province in ("gia-lai", "gia-lai-2025", "viet-nam"):
        filters = Filters(province=province)
        assert ask(snapshot, "state_support", (), filters).total == ask(shipped, "state_support", (), filters).total  # fmt: skip


def test_answers_say_that_they_are_simulated(snapshot):
    assert codes(snapshot).places["demo-gia-lai"].simulated
    assert ask(snapshot, "leverage", (), Filters(province="demo-gia-lai")).simulated


@pytest.mark.parametrize(
    "key",
    [
        "leverage",
        "coverage",
        "coverage_years",
        "support_per_beneficiary",
        "employees_median",
        "gini",
        "repeat_rate",
    ],
)
def test_metrics_are_what_the_oracle_says(snapshot, oracle, key):
    filters = Filters(province="demo-gia-lai", years=(generator.FIRST_YEAR, generator.LAST_YEAR))
    for asked in (filters, filters.but(tier="local"), filters.but(beneficiary_types=("sme",))):
        assert disagreements(snapshot, key, (), asked, oracle) == []


@pytest.fixture(scope="module")
def oracle(snapshot):
    return Oracle(staged(snapshot))


def test_values_are_spread_as_published_ones_are(snapshot):
    ratios = [
        row["ratio"]
        for row in snapshot.rows(
            "SELECT m.counterpart_vnd / m.state_vnd AS ratio FROM project_money m JOIN project p ON p.project_id = m.project_id "
            "WHERE m.basis = 'plan' AND p.province <> 'demo' AND p.content_code = 'machinery_application' AND m.counterpart_vnd IS NOT NULL"
        )
    ]
    at_the_wall = sum(ratio <= 1.05 for ratio in ratios) / len(ratios)

    assert min(ratios) >= 1 and max(ratios) <= 8
    assert 0.3 < at_the_wall < 0.6
    assert sum(ratio > 2.6 for ratio in ratios) / len(ratios) < 0.06
    share = snapshot.value(
        "SELECT AVG(CASE WHEN m.counterpart_vnd IS NULL THEN 1 ELSE 0 END) FROM project_money m JOIN project p ON p.project_id = m.project_id "
        "WHERE m.basis = 'actual' AND p.province <> 'demo'"
    )
    assert 0 < share < 0.03


def test_the_inbox_keeps_the_order_so_that_the_rows_can_be_made_again(generated, snapshot):
    entry = next(e for e in inbox.entries(generated) if not e.shipped)
    before = batches.counts(generated, entry)
    for path in batches.folder(generated, entry).iterdir():
        path.unlink()

    assert entry.path(generated).read_text(encoding="utf-8") == generator.Order(PROJECTS).as_csv()
    assert batches.ensure(generated, entry) == []
    assert batches.counts(generated, entry) == before
    assert build(generated).id == snapshot.id


def test_the_command_makes_the_rows_and_says_how_to_use_them(tmp_path, capsys):
    code = manage.main(["demo", "--projects", "100", "--out", str(tmp_path / "new" / "big")])
    said = capsys.readouterr().out

    assert code == 0
    assert "100" in said and "DONBAY_HOME" in said
    assert len(list((tmp_path / "new" / "big" / "batches").glob("*/project.parquet"))) == 1


@pytest.mark.parametrize("rows", ["0,1", "x,1", "10,1\n20,1"])
def test_an_order_that_is_none_is_refused_with_its_place(home, tmp_path, rows):
    path = tmp_path / "order.csv"
    path.write_text(f"simulated_projects,seed\n{rows}\n", encoding="utf-8")

    with pytest.raises(ImportRefused) as refused:
        import_file(home, path)
    (finding,) = refused.value.values["findings"]
    assert finding.row in (2, 3) and finding.column == "simulated_projects"


def test_simulated_data_never_go_where_something_else_is(home, workbook, tmp_path, capsys):
    import_file(home, workbook(120))
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "thu.txt").write_text("x", encoding="utf-8")
    before = inbox.entries(home)

    for folder in (home.root, tmp_path / "letters"):
        assert manage.main(["demo", "--projects", "5", "--out", str(folder)]) == 45
    assert "mô phỏng" in capsys.readouterr().err
    assert inbox.entries(home) == before
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["thu.txt"]


def test_the_same_order_twice_is_one_and_another_needs_a_folder_of_its_own(tmp_path):
    first = [manage.main(["demo", "--projects", "50", "--out", str(tmp_path / "a")]) for _ in range(2)]

    assert first == [0, 0]
    assert manage.main(["demo", "--projects", "60", "--out", str(tmp_path / "a")]) == 45
