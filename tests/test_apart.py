"""Tasks, plan items and repayable projects: in no figure of the projects, and told by each of them, under its own filters, by row, in words and behind it."""

import csv
import io

import pytest

from analytics import records
from analytics.apart import REASONS
from analytics.cli import output
from analytics.codes import codes
from analytics.filters import Filters
from analytics.metrics import METRICS
from analytics.notes import answer_notes, apart_text
from analytics.query import ask
from tests import worlds
from tests.test_attainment_worlds import plan
from tests.worlds import MILLION, money, project, served

HERE = Filters(province="gia-lai")
PROJECTS_ONLY = Filters(province="binh-dinh")


def world(**more):
    """A project, a settled task over two districts with recorded shares, a task under way and a plan item that is only planned."""
    return worlds.make(
        [
            project("A"),
            project("B", province="binh-dinh", district_as_reported=None),
            project("T", kind="task", district_as_reported=None, content_code="trademark"),
            project("U", kind="task", status="in_progress", plan_year=2016, tier="national"),
            project("P", kind="plan_item", plan_year=2009),
        ],
        [
            money("A", "local", 2000), money("A", "counterpart", 900), money("B", "local", 7, province="binh-dinh"),
            money("T", "local", 300, "settled"), money("T", "local", 280, "planned"), money("T", "counterpart", 60),
            money("U", "national", 40, "contracted"), money("P", "local", 90), money("P", "local", 80, "planned"),
        ],
        [
            served("T", "Cơ sở A", 100, 20),
            served("T", "Cơ sở B", 200, 40, beneficiary_type="cooperative", district_as_reported="Thành phố Pleiku"),
        ],
        **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def here():
    return world()


def told(answer) -> dict:
    return {m.reason: (m.n, m.state_vnd) for m in answer.missing if m.reason in REASONS.values()}


TASK, ITEM, LOAN = "tasks_apart", "plan_items_apart", "repayable_apart"


def test_the_sum_is_of_the_projects_and_tells_the_tasks_beside_it(here):
    answer = ask(here, "state_support", (), HERE)

    assert answer.value == 2000 * MILLION and answer.n == 1
    assert told(answer) == {TASK: (1, 300 * MILLION), ITEM: (1, 90 * MILLION)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"districts": ("622",)}, {TASK: (1, 200 * MILLION)}),
        ({"districts": ("622", "633")}, {TASK: (1, 300 * MILLION), ITEM: (1, 90 * MILLION)}),
        ({"beneficiary_types": ("sme",)}, {TASK: (1, 100 * MILLION)}),
        ({"years": (2015, 2016)}, {TASK: (1, 300 * MILLION)}),
        ({"contents": ("trademark",)}, {TASK: (1, 300 * MILLION)}),
        ({"tier": "national"}, {}),
        ({"basis": "underway"}, {TASK: (1, 40 * MILLION)}),
        ({"basis": "plan"}, {TASK: (1, 280 * MILLION), ITEM: (1, 80 * MILLION)}),
    ],
)
def test_what_is_told_follows_the_filters_and_the_reading_of_the_answer(here, changes, expected):
    assert told(ask(here, "state_support", (), HERE.but(**changes))) == expected


def test_a_place_with_projects_alone_tells_nothing(here):
    assert not codes(here).places["binh-dinh"].has_apart
    assert told(ask(here, "state_support", (), PROJECTS_ONLY)) == {}


def test_money_in_prices_of_one_year_is_in_them_and_not_known_of_a_year_without_index(here):
    index = {r["year"]: r["value"] for r in here.rows("SELECT year, value FROM staging.price_index")}
    expected = round(300 * MILLION * float(index[2020] / index[2015]))

    assert told(ask(here, "state_support", (), HERE.but(prices=2020))) == {TASK: (1, expected), ITEM: (1, None)}  # fmt: skip


def test_each_row_tells_its_own_and_rows_add_up_to_the_whole(here):
    rows = ask(here, "state_support", ("year",), HERE).by()
    text = output.answers_as_csv([ask(here, "state_support", ("year",), HERE)], "vi")

    assert rows[2015]["own_missing"][TASK] == (1, 300 * MILLION)
    assert rows[2015]["own_missing"][ITEM] == (0, None)
    assert 2009 not in rows  # only a plan item stands there: the whole tells it
    (line,) = csv.DictReader(io.StringIO(text))
    assert (line["missing_n"], line["missing_state_vnd"]) == ("1", str(300 * MILLION))


@pytest.mark.parametrize("key", ["disbursement", "work_started", "completion", "lead_time"])
def test_a_figure_of_every_status_tells_those_of_every_status(here, key):
    assert told(ask(here, key, (), HERE)) == {TASK: (2, 340 * MILLION), ITEM: (1, 90 * MILLION)}


@pytest.mark.parametrize("key", ["beneficiaries", "support_median", "support_per_beneficiary"])
def test_a_figure_of_establishments_tells_those_that_name_one(here, key):
    assert told(ask(here, key, (), HERE)) == {TASK: (1, 300 * MILLION)}


@pytest.mark.parametrize("key", ["activities", "awarded_products", "collaborators", "communes_in_one_district"])  # fmt: skip
def test_a_figure_of_something_else_tells_none(here, key):
    assert told(ask(here, key, (), HERE)) == {}


def test_the_attainment_of_a_plan_tells_those_of_the_years_it_is_of():
    snapshot = world(plans=[plan("state_support", 2500, 2015)])

    assert told(ask(snapshot, "attainment", (), HERE)) == {TASK: (1, 300 * MILLION)}


def test_a_place_of_which_only_tasks_are_recorded_tells_them_beside_what_its_reports_state():
    snapshot = worlds.make(
        [project("T", kind="task")],
        [money("T", "local", 300)],
        figures=[worlds.figure(1, "state_support", 900 * MILLION, 2015)],
    )
    answer = ask(snapshot, "state_support", (), HERE.but(years=(2015, 2015)))

    assert (answer.value, answer.basis) == (900 * MILLION, "reported")
    assert told(answer) == {TASK: (1, 300 * MILLION)}


# In words, and behind the number


def test_it_is_said_in_both_languages(here):
    answer = ask(here, "state_support", (), HERE)
    known = codes(here)

    assert "Chưa tính: 1 nhiệm vụ đứng riêng, không cộng vào số của đề án (300 triệu đồng)." in answer_notes(answer, known, "vi")  # fmt: skip
    assert any("tasks kept apart" in line for line in answer_notes(answer, known, "en"))
    assert apart_text(answer.missing, "vi") == "đứng riêng, không cộng: 1 nhiệm vụ (300 triệu đồng) và 1 hạng mục kế hoạch (90 triệu đồng)"  # fmt: skip
    assert apart_text(answer.missing, "en").startswith(
        "kept apart, not added: 1 task (300 VND million) and 1 plan item (90 "
    )
    assert apart_text(ask(here, "state_support", (), PROJECTS_ONLY).missing, "vi") == ""


def test_behind_a_mark_they_stand_apart_from_its_sums(here):
    found = records.behind(here, records.mark_id(year=2015, district="633"), HERE)

    assert (found.sums["state_vnd"], found.projects) == (2000 * MILLION, 1)
    assert [(row["code"], row["kind"], row["state_vnd"]) for row in found.apart] == [("T", "task", 100 * MILLION)]  # fmt: skip
    assert records.behind(here, "lacks=any", HERE).apart == ()


def test_behind_every_number_are_the_records_that_it_tells(shipped):
    apart = {"attainment", "plan_share", "contents_used"}  # of the years of plans, and of contents
    for key in METRICS.keys() - apart:
        rows = records.beside(shipped, key, Filters())
        expected = {}
        for kind, reason in REASONS.items():
            mine = {row["project_id"]: row["state_vnd"] for row in rows if row["kind"] == kind}
            expected |= {reason: (len(mine), sum(mine.values()))} if mine else {}
        assert told(ask(shipped, key, (), Filters())) == expected, key


def test_the_simulated_province_tells_its_task_its_plan_item_and_its_two_repayable_projects(shipped):
    expected = {TASK: (1, 60 * MILLION), ITEM: (1, 30 * MILLION), LOAN: (2, 700 * MILLION)}
    for key in ("state_support", "leverage", "projects", "leverage_median", "top_share", "gini", "coverage"):
        assert told(ask(shipped, key, (), Filters())) == expected, key
