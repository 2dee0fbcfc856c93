"""The marts by their rules: what adds up, what is told apart, and where a record lies."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings

from data.making import MARTS
from data.paths import PROGRAM
from tests import planted
from tests.invented import worlds_of_projects
from tests.worlds import MILLION, figure, money, project, served

FOLDER = PROGRAM / "data" / "marts"


@pytest.fixture(scope="module")
def world():
    return planted.rows().snapshot()


def test_every_mart_is_built_and_tells_its_grain_columns_and_source():
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(MARTS)
    for mart in MARTS:
        header = [
            line
            for line in (FOLDER / f"{mart}.sql").read_text(encoding="utf-8").splitlines()
            if line.startswith("--")
        ]
        text = "\n".join(header)
        assert all(word in text for word in ("Grain:", "Columns:", "Source:")), mart


PARTS_AND_WHOLES = """
SELECT m.project_id, m.basis
FROM project_money m
LEFT JOIN (SELECT project_id, basis, SUM(national_vnd) AS national_vnd, SUM(local_vnd) AS local_vnd, SUM(state_vnd) AS state_vnd,
                  SUM(other_state_vnd) AS other_state_vnd, SUM(counterpart_vnd) AS counterpart_vnd
           FROM money_part GROUP BY project_id, basis) p ON p.project_id = m.project_id AND p.basis = m.basis
WHERE p.national_vnd IS DISTINCT FROM m.national_vnd OR p.local_vnd IS DISTINCT FROM m.local_vnd OR p.state_vnd IS DISTINCT FROM m.state_vnd
   OR p.other_state_vnd IS DISTINCT FROM m.other_state_vnd OR p.counterpart_vnd IS DISTINCT FROM m.counterpart_vnd
"""


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds_of_projects())
def test_in_any_world_the_parts_of_a_project_add_up_to_it_and_the_cube_to_the_parts(rows):
    snapshot = rows.snapshot()

    assert snapshot.rows(PARTS_AND_WHOLES) == []
    sums = "SELECT basis, SUM(state_vnd) AS s, SUM(counterpart_vnd) AS c, SUM(other_state_vnd) AS o FROM {} GROUP BY basis ORDER BY basis"
    assert snapshot.rows(sums.format("cube WHERE evidence = 'record'")) == snapshot.rows(
        sums.format("money_part")
    )
    assert snapshot.rows(sums.format("money_part")) == snapshot.rows(sums.format("project_money"))


def test_the_parts_add_up_on_the_simulated_province_too(shipped):
    assert shipped.rows(PARTS_AND_WHOLES) == []
    assert shipped.value("SELECT COUNT(*) FROM money_part WHERE part_of > 1") > 0


def test_any_dimension_with_its_group_row_adds_up_to_the_whole(world):
    whole = world.value("SELECT SUM(state_vnd) FROM cube WHERE basis = 'actual'")
    for column in ("district_code", "beneficiary_type", "content_parent", "tier", "year"):
        rows = world.rows(
            f"SELECT {column}, SUM(state_vnd) AS s FROM cube WHERE basis = 'actual' GROUP BY {column}"
        )
        assert sum(row["s"] or 0 for row in rows) == whole, column


def money_of(snapshot, code: str, basis: str = "actual") -> dict:
    (row,) = snapshot.rows(
        "SELECT * FROM project_money WHERE project_id = $id AND basis = $basis",
        {"id": f"gia-lai/{code}", "basis": basis},
    )
    return row


def test_the_amount_is_that_of_the_latest_stage_and_an_advance_is_never_it(make_snapshot):
    world = make_snapshot(
        [project("A", status="settled")],
        [money("A", "local", 90, "contracted"), money("A", "local", 80, "accepted"), money("A", "local", 30, "advanced"), money("A", "counterpart", 5, "registered")],
    )  # fmt: skip
    row = money_of(world, "A")

    assert (row["state_vnd"], row["state_stage"]) == (80 * MILLION, "accepted")
    assert (row["counterpart_vnd"], row["counterpart_stage"]) == (5 * MILLION, "registered")


def test_a_planned_amount_never_stands_for_what_the_state_has_done(make_snapshot):
    world = make_snapshot(
        [project("A")], [money("A", "local", 90, "planned"), money("A", "local", 70, "adjusted")]
    )

    assert money_of(world, "A")["state_vnd"] is None
    assert money_of(world, "A", "plan")["state_vnd"] == 90 * MILLION
    assert money_of(world, "A", "adjusted")["state_vnd"] == 70 * MILLION


def test_other_state_money_is_in_the_total_and_never_in_the_counterpart(make_snapshot):
    world = make_snapshot(
        [project("A")], [money("A", "local", 100), money("A", "other_state", 40), money("A", "non_budget", 7)]
    )
    row = money_of(world, "A")

    assert (row["counterpart_vnd"], row["other_state_vnd"], row["total_vnd"]) == (
        None,
        40 * MILLION,
        140 * MILLION,
    )


def test_zero_is_recorded_and_missing_stays_missing(make_snapshot):
    world = make_snapshot(
        [project("A"), project("B")],
        [money("A", "local", 0), money("A", "counterpart", 0), money("B", "local", 5)],
    )

    assert (money_of(world, "A")["state_vnd"], money_of(world, "A")["counterpart_vnd"]) == (0, 0)
    assert money_of(world, "B")["counterpart_vnd"] is None


SPANNING = [project("A")], [money("A", "local", 100), money("A", "counterpart", 200)]


def test_a_spanning_project_with_complete_shares_is_split_and_counted_once(make_snapshot):
    world = make_snapshot(
        *SPANNING,
        [served("A", "X", 60, 150), served("A", "Y", 40, 50, district_as_reported="Thành phố Pleiku")],
    )

    parts = world.rows("SELECT district_code, state_vnd FROM money_part WHERE basis = 'actual' ORDER BY 1")
    assert parts == [
        {"district_code": "622", "state_vnd": 40 * MILLION},
        {"district_code": "633", "state_vnd": 60 * MILLION},
    ]
    assert (
        world.value("SELECT SUM(projects) + COUNT(DISTINCT split_project) FROM cube WHERE basis = 'actual'")
        == 1
    )


@pytest.mark.parametrize("state, counterpart", [(None, 50), (40, None), (39, 50), (40, 51)])
def test_a_spanning_project_is_not_split_where_a_share_is_missing_or_does_not_add_up(
    make_snapshot, state, counterpart
):
    world = make_snapshot(
        *SPANNING,
        [
            served("A", "X", 60, 150),
            served("A", "Y", state, counterpart, district_as_reported="Thành phố Pleiku"),
        ],
    )

    parts = world.rows("SELECT district_code, state_vnd, part_of FROM money_part WHERE basis = 'actual'")
    assert parts == [{"district_code": "group", "state_vnd": 100 * MILLION, "part_of": 1}]


@pytest.mark.parametrize(
    "written, code, gap",
    [
        ("Huyện Chư Sê", "633", None),
        ("chư sê", "633", None),
        ("633", "633", None),
        ("Toàn tỉnh", None, "province_wide"),
        (None, None, "not_recorded"),
        ("Huyện Không Có", None, "unknown_name"),
        ("769", None, "unknown_name"),  # a district of another province
    ],
)
def test_where_a_record_lies_and_why_it_lies_nowhere(make_snapshot, written, code, gap):
    world = make_snapshot([project("A", district_as_reported=written)])

    assert world.rows("SELECT district_code, district_gap FROM project") == [
        {"district_code": code, "district_gap": gap}
    ]


def test_a_later_file_supersedes_the_whole_record_with_its_money_and_establishments(make_snapshot):
    world = make_snapshot(
        [project("A", title="cũ"), project("A", title="mới", sequence=2)],
        [money("A", "local", 100), money("A", "counterpart", 100), money("A", "local", 30, sequence=2)],
        [served("A", "X"), served("A", "Y", sequence=2)],
    )

    assert world.rows("SELECT title FROM project") == [{"title": "mới"}]
    assert (money_of(world, "A")["state_vnd"], money_of(world, "A")["counterpart_vnd"]) == (
        30 * MILLION,
        None,
    )
    assert world.rows("SELECT beneficiary_name FROM support") == [{"beneficiary_name": "Y"}]


# The grid of districts and years


def grid(snapshot, year: int) -> dict[str, dict]:
    rows = snapshot.rows("SELECT * FROM district_year WHERE year = $year", {"year": year})
    return {row["district_code"]: row for row in rows}


def test_every_district_stands_in_every_year_between_the_first_and_the_last_record(make_snapshot):
    world = make_snapshot(
        [project("A", plan_year=2013), project("B", plan_year=2016)], [money("A", "local", 0)]
    )

    assert world.value("SELECT COUNT(*) FROM district_year") == 17 * 4
    assert (grid(world, 2013)["633"]["projects"], grid(world, 2013)["633"]["state_vnd"]) == (1, 0)
    assert (grid(world, 2014)["633"]["projects"], grid(world, 2014)["633"]["state_vnd"]) == (0, None)


def test_a_district_made_later_did_not_exist_before(make_snapshot):
    place = {"province": "son-la", "district_as_reported": "Huyện Mộc Châu"}
    world = make_snapshot([project("A", plan_year=2012, **place), project("B", plan_year=2014, **place)])

    assert [grid(world, year)["128"]["existed"] for year in (2012, 2013, 2014)] == [
        False,
        True,
        True,
    ]  # Vân Hồ, from June 2013


@pytest.mark.parametrize("year", [2008, 2011, 2026])
def test_a_year_outside_the_register_is_answered_as_of_its_nearer_end(make_snapshot, year):
    world = make_snapshot([project("A", plan_year=year)])

    assert all(row["existed"] for row in grid(world, year).values())
    assert len(grid(world, year)) == 17


def test_a_project_in_the_grid_is_done_and_no_loan(make_snapshot):
    others = [
        project("B", repayable="yes"),
        project("C", kind="task"),
        project("D", status="stopped"),
        project("E", status="in_progress"),
    ]
    world = make_snapshot([project("A"), *others])

    assert (grid(world, 2015)["633"]["projects"], grid(world, 2015)["633"]["underway"]) == (1, 1)


# Reported figures


def test_a_one_year_figure_stands_only_where_no_record_of_its_tier_does(make_snapshot):
    figures = [
        figure(1, "state_support", 5, 2015, "national"),
        figure(2, "state_support", 7, 2015, "local"),
        figure(3, "state_support", 9, 2016),
    ]
    world = make_snapshot([project("A", tier="local")], [money("A", "local", 1)], figures=figures)

    rows = world.rows(
        "SELECT year, tier, state_vnd FROM cube WHERE evidence = 'reported' AND basis = 'actual' ORDER BY year"
    )
    assert rows == [
        {"year": 2015, "tier": "national", "state_vnd": 5},
        {"year": 2016, "tier": "all", "state_vnd": 9},
    ]


def test_a_stated_whole_stays_the_stated_one_whatever_its_tiers_say(make_snapshot):
    figures = [
        figure(1, "state_support", 100),
        figure(2, "state_support", 30, tier="national"),
        figure(3, "state_support", 80, tier="local"),
    ]
    world = make_snapshot(figures=figures)

    assert world.value("SELECT SUM(state_vnd) FROM cube") == 100
    assert world.value("SELECT state_vnd FROM cube WHERE tier = 'all'") == -10


def test_a_year_with_a_number_of_projects_alone_has_no_cost_not_a_cost_of_zero(make_snapshot):
    world = make_snapshot(figures=[figure(1, "projects", 4)])

    assert world.rows("SELECT projects, state_vnd, total_vnd FROM cube") == [
        {"projects": 4, "state_vnd": None, "total_vnd": None}
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"verified": "no"},
        {"subject": "advised"},
        {"is_rate": True},
        {"qualifier": "from"},
        {"content_as_stated": "một phần"},
        {"batch": 1},
        {"period_end": dt.date(2018, 12, 31)},
        {"period_start": dt.date(2016, 7, 1)},
    ],
)
def test_what_is_narrower_unsure_or_no_calendar_year_never_stands_for_a_year(make_snapshot, changes):
    world = make_snapshot(figures=[figure(1, "state_support", 100) | changes])

    assert world.value("SELECT COUNT(*) FROM reported_year") == 0


def test_the_department_s_own_figure_counts_before_a_shipped_one_and_the_rival_is_told(make_snapshot):
    figures = [figure(1, "state_support", 100), figure(1, "state_support", 120, source_id="own", sequence=3)]
    world = make_snapshot(figures=figures)

    assert world.rows("SELECT value, source_id, rivals, own FROM reported_year") == [
        {"value": 120, "source_id": "own", "rivals": 1, "own": True}
    ]
