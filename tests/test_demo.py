"""The simulated province is made up, but its sums are not free: each is held to what it was calibrated to."""

import subprocess
import sys
import zipfile
from collections import Counter, defaultdict

import duckdb
import pytest

from data import batches, demo
from data.paths import PROGRAM
from data.sources.projects import FORMATS
from data.sources.workbook import read_sheets
from tests.staged_demo import MODELS, SEEDS, Staged, stage

PRODUCT = {"product_voting", "fair_domestic_join", "trademark", "showroom"}
REST = {"association_linkage", "cluster_planning", "programme_management", "staff_training"}
REST |= {"review_conference", "collaborator_network", "management_training"}


@pytest.fixture(scope="module", params=SEEDS)
def staged(request, tmp_path_factory) -> Staged:
    return stage(request.param, tmp_path_factory.mktemp("demo"))


def test_the_workbook_is_recognised_and_read_without_a_finding(tmp_path):
    path = tmp_path / "demo.xlsx"
    demo.write(path)
    sheets = read_sheets(path, path.name)

    assert FORMATS[0].recognise(sheets)
    assert FORMATS[0].read(sheets, path.name).findings == []


def test_what_is_read_back_is_what_was_generated(tmp_path):
    path = tmp_path / "demo.xlsx"
    demo.write(path)
    read = FORMATS[0].read(read_sheets(path, path.name), path.name).tables

    place = {"file", "sheet", "row"}
    for table, rows in demo.generate().items():
        assert [{k: v for k, v in row.items() if k not in place} for row in read[table]] == rows


def test_the_same_seed_gives_the_same_bytes_on_any_day(tmp_path):
    first, second, third = (tmp_path / f"{n}.xlsx" for n in "123")
    demo.write(first)
    demo.write(second)
    subprocess.run([sys.executable, "-m", "data.demo", str(third)], check=True, cwd=PROGRAM)

    assert first.read_bytes() == second.read_bytes() == third.read_bytes()
    # No time of writing hides in the file: it would show only when the clock has moved on.
    with zipfile.ZipFile(first) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2023-07-01T00:00:00Z" in book.read("docProps/core.xml")


def test_another_seed_gives_other_rows(tmp_path):
    assert demo.generate(1)["funding"] != demo.generate(2)["funding"]


def test_every_row_fits_the_staging_tables(staged):
    with duckdb.connect() as connection:
        connection.execute(batches.STAGING.read_text(encoding="utf-8")).fetchall()
        for table, rows in staged.tables.items():
            arrow = batches.as_arrow(table, rows)
            connection.register("received", arrow)
            connection.execute(f"INSERT INTO staging.{table} BY NAME SELECT * FROM received").fetchall()
            assert connection.execute(f"SELECT COUNT(*) FROM staging.{table}").fetchall() == [(len(rows),)]


def test_the_totals_are_those_of_the_calibration_to_the_dong(staged):
    assert staged.total("national") == 12_982_000_000
    assert staged.total("local") == 4_205_000_000
    assert staged.total("counterpart") == 42_995_000_000


def test_accepted_and_settled_amounts_agree(staged):
    for project in staged.done:
        stages = staged.amounts[project["code"], project["tier"]]
        assert stages["accepted"] == stages.get("settled", stages["accepted"])
        assert ("settled" in stages) == (project["status"] == "settled")


def test_the_contents_have_the_stated_support(staged):
    assert staged.state_total({"machinery_application"}) == 7_318_000_000
    assert staged.total("national", MODELS) == staged.state_total(MODELS) == 2_630_000_000
    assert staged.total("counterpart", MODELS) == 29_916_000_000
    assert staged.state_total({"vocational_training"}) == 478_000_000
    assert staged.total("counterpart", {"vocational_training"}) == 0
    assert staged.state_total(PRODUCT) == 2_641_000_000
    assert staged.state_total(REST) == 4_120_000_000
    assert {p["content_code"] for p in staged.done} == (
        MODELS | PRODUCT | REST | {"machinery_application", "vocational_training"}
    )


def test_fifteen_per_cent_of_support_goes_with_seventy_of_counterpart(staged):
    support, counterpart = staged.state_total(), staged.total("counterpart")

    assert round(100 * staged.state_total(MODELS) / support) == 15
    assert round(100 * staged.total("counterpart", MODELS) / counterpart) == 70


def test_leverage_is_two_and_a_half_and_below_one_without_models(staged):
    recorded = [p for p in staged.done if staged.latest(p, "counterpart") is not None]
    rest = [p for p in recorded if p["content_code"] not in MODELS]

    def leverage(projects: list[dict]) -> float:
        return sum(staged.latest(p, "counterpart") for p in projects) / sum(staged.state(p) for p in projects)

    assert round(leverage(recorded), 2) == 2.50
    assert round(leverage(rest), 2) == 0.90


def test_forty_nine_establishments_of_three_forms(staged):
    units = staged.units(staged.done)

    assert Counter(row["beneficiary_type"] for row in units.values()) == {
        "sme": 23,
        "cooperative": 8,
        "business_household": 18,
    }
    assert {row["beneficiary_type"] for row in staged.tables["support"]} == {
        "sme",
        "cooperative",
        "business_household",
    }


def test_three_establishments_stand_in_difficult_areas_and_all_are_known(staged):
    flags = defaultdict(set)
    for project in staged.done:
        for row in staged.support[project["code"]]:
            flags[row["beneficiary_code"]].add(row["difficult_area"])

    assert Counter(frozenset(seen) for seen in flags.values()) == {
        frozenset({True}): 3,
        frozenset({False}): 46,
    }


def test_an_unknown_flag_stands_in_the_unfinished_year_only(staged):
    year = {p["code"]: p["plan_year"] for p in staged.projects}
    unknown = {year[row["code"]] for row in staged.tables["support"] if row["difficult_area"] is None}

    assert unknown == {2023}
