"""Repayable support is a loan, not a grant: in no figure of the projects, and told by each of them as the tasks are."""

import pytest

from analytics import records
from analytics.codes import codes
from analytics.filters import Filters
from analytics.notes import answer_notes, apart_text
from analytics.query import ask
from tests import worlds
from tests.test_apart import LOAN, TASK, told
from tests.test_attainment_worlds import plan
from tests.worlds import MILLION, figure, money, project, served

HERE = Filters(province="gia-lai")


def world(**more):
    """A grant, one of which it is not recorded whether it is repaid, a loan over two districts, a loan under way, one that was
    stopped, a loan of another place, and a task that is repayable."""
    return worlds.make(
        [
            project("A"),
            project("B", repayable="unknown"),
            project("L", repayable="yes", district_as_reported=None, content_code="trademark"),
            project("U", repayable="yes", status="in_progress", plan_year=2016, tier="national"),
            project("E", repayable="yes", status="stopped", plan_year=2016),
            project("T", kind="task", repayable="yes"),
            project("K", repayable="unknown", province="binh-dinh", district_as_reported=None),
        ],
        [
            money("A", "local", 2000), money("A", "counterpart", 900), money("B", "local", 100), money("B", "counterpart", 50),
            money("L", "local", 300, "settled"), money("L", "local", 280, "planned"), money("L", "counterpart", 60),
            money("U", "national", 40, "contracted"), money("E", "local", 25, "planned"), money("T", "local", 15), money("K", "local", 7, province="binh-dinh"),
        ],
        [
            served("L", "Cơ sở A", 100, 20),
            served("L", "Cơ sở B", 200, 40, beneficiary_type="cooperative", district_as_reported="Thành phố Pleiku"),
        ],
        **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def here():
    return world()


def test_the_sum_is_of_grants_and_of_what_may_be_one_and_tells_the_loan_beside_it(here):
    answer = ask(here, "state_support", (), HERE)

    assert answer.value == 2100 * MILLION and answer.n == 2
    assert told(answer) == {TASK: (1, 15 * MILLION), LOAN: (1, 300 * MILLION)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"districts": ("622",)}, {LOAN: (1, 200 * MILLION)}),
        ({"beneficiary_types": ("sme",)}, {LOAN: (1, 100 * MILLION)}),
        ({"contents": ("trademark",)}, {LOAN: (1, 300 * MILLION)}),
        ({"years": (2016, 2016)}, {}),
        ({"tier": "national", "basis": "underway"}, {LOAN: (1, 40 * MILLION)}),
        ({"basis": "plan"}, {LOAN: (2, 305 * MILLION)}),
    ],
)
def test_what_is_told_follows_the_filters_and_the_reading_of_the_answer(here, changes, expected):
    assert told(ask(here, "state_support", (), HERE.but(**changes))) == expected


@pytest.mark.parametrize("key", ["disbursement", "work_started", "completion", "lead_time"])
def test_a_figure_of_every_status_tells_those_of_every_status(here, key):
    assert told(ask(here, key, (), HERE)) == {TASK: (1, 15 * MILLION), LOAN: (3, 340 * MILLION)}


@pytest.mark.parametrize("key", ["beneficiaries", "support_median", "support_per_beneficiary"])
def test_a_figure_of_establishments_tells_the_loan_that_names_one(here, key):
    assert told(ask(here, key, (), HERE)) == {LOAN: (1, 300 * MILLION)}


@pytest.mark.parametrize("key", ["coverage", "gini", "leverage", "leverage_median", "jobs_new", "complete_share"])  # fmt: skip
def test_every_other_figure_of_projects_tells_those_that_are_done(here, key):
    assert told(ask(here, key, (), HERE)) == {TASK: (1, 15 * MILLION), LOAN: (1, 300 * MILLION)}


def test_a_place_without_loans_tells_none_and_is_asked_nothing(here):
    binh_dinh = Filters(province="binh-dinh")

    assert not codes(here).places["binh-dinh"].has_apart
    assert told(ask(here, "state_support", (), binh_dinh)) == {}
    assert ask(here, "state_support", (), binh_dinh).value == 7 * MILLION


@pytest.mark.parametrize("grants", [True, False])
def test_the_attainment_of_a_plan_tells_the_loans_of_its_years_even_where_nothing_else_was_done(grants):
    rows = [project("L", repayable="yes"), *([project("A")] if grants else [])]
    snapshot = worlds.make(
        rows, [money(row["code"], "local", 300) for row in rows], plans=[plan("state_support", 2500, 2015)]
    )

    assert told(ask(snapshot, "attainment", (), HERE)) == {LOAN: (1, 300 * MILLION)}


def test_where_all_support_is_repayable_there_is_no_sum_and_the_loan_is_told():
    snapshot = worlds.make([project("L", repayable="yes")], [money("L", "local", 300)])
    answer = ask(snapshot, "state_support", (), HERE)

    assert answer.value is None and answer.n == 0
    assert told(answer) == {LOAN: (1, 300 * MILLION)}


def test_a_loan_stands_in_for_no_reported_year():
    snapshot = worlds.make(
        [project("A", plan_year=2014), project("L", repayable="yes", plan_year=2015)],
        [money("A", "local", 100), money("L", "local", 300)],
        figures=[figure(1, "state_support", 900 * MILLION, 2015)],
    )
    answer = ask(snapshot, "state_support", (), HERE)

    assert answer.value == 1000 * MILLION
    assert told(answer)[LOAN] == (1, 300 * MILLION)


# In words, and behind the number


def test_it_is_said_in_both_languages(here):
    answer = ask(here, "state_support", (), HERE)
    lines = {language: answer_notes(answer, codes(here), language) for language in ("vi", "en")}

    assert "Chưa tính: 1 đề án có thu hồi đứng riêng, không cộng vào số của đề án hỗ trợ không hoàn lại (300 triệu đồng)." in lines["vi"]  # fmt: skip
    assert any("repayable projects (loans, not grants) kept apart" in line for line in lines["en"])
    assert apart_text(answer.missing, "vi") == "đứng riêng, không cộng: 1 nhiệm vụ (15 triệu đồng) và 1 đề án có thu hồi (300 triệu đồng)"  # fmt: skip
    assert apart_text(answer.missing, "en") == "kept apart, not added: 1 task (15 VND million) and 1 repayable project (300 VND million)"  # fmt: skip


def test_three_kinds_stand_in_one_sentence(shipped):
    missing = ask(shipped, "state_support", (), Filters()).missing

    assert apart_text(missing, "vi") == "đứng riêng, không cộng: 1 nhiệm vụ (60 triệu đồng), 1 hạng mục kế hoạch (30 triệu đồng) và 2 đề án có thu hồi (700 triệu đồng)"  # fmt: skip
    assert apart_text(missing, "en").startswith("kept apart, not added: 1 task (60 VND million), 1 plan item (30 VND million) and 2 repayable projects (700 ")  # fmt: skip


def test_behind_a_mark_the_loan_stands_apart_from_its_sums(here):
    found = records.behind(here, records.mark_id(year=2015, district="633"), HERE)

    assert (found.sums["state_vnd"], found.projects) == (2100 * MILLION, 2)
    assert [(row["code"], row["kind"], row["state_vnd"]) for row in found.apart] == [("L", "repayable", 100 * MILLION), ("T", "task", 15 * MILLION)]  # fmt: skip
