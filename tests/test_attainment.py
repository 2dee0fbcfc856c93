"""Plans against what was done: published figures, invented worlds against the oracle, money paid and work begun, the bullets."""

import datetime as dt

import pytest

from analytics import delivery, plan_stated
from analytics.cli.output import answer_as_text
from analytics.codes import codes
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import behind
from analytics.text import LANGUAGES
from tests import worlds
from tests.test_attainment_worlds import plan
from tests.test_pages import fresh, words_of

DEMO = Filters(province="demo", years=(2012, 2022))
SOC_TRANG = Filters(province="soc-trang", years=(2016, 2018))
DAK_LAK = Filters(province="dak-lak", years=(2022, 2022))
HERE = Filters(province="gia-lai")
MILLION = worlds.MILLION


def rates(answer) -> dict:
    return {row["measure"]: round(row["value"], 3) for row in answer.rows if row["value"] is not None}


# What was published


def test_soc_trang_2016_2018_reaches_its_published_rates_each_alone(shipped):
    answer = ask(shipped, "attainment", (), SOC_TRANG)

    assert rates(answer) == {
        "projects": 1.347, "state_support": 0.819, "national_support": 2.467, "local_support": 0.612, "counterpart": 2.439,
    }  # fmt: skip
    assert (answer.value, answer.reason) == (None, "never_blended")
    assert all((row["plan"], row["actual"]) == ("2016-2018", "2016-2018") for row in answer.rows)


def test_what_the_parts_give_and_the_five_year_plan_are_told_beside_it(shipped):
    answer = ask(shipped, "attainment", (), SOC_TRANG)
    told = {(o.why, o.values["measure"]): (round(o.value, 3), o.values["plan"], o.values["actual"]) for o in answer.alternatives}  # fmt: skip

    assert told["plan_parts", "counterpart"] == (2.435, "2016-2018", "2016-2018")
    assert told["plan_parts", "state_support"] == (0.831, "2016-2018", "2016-2018")
    assert told["plan_other", "projects"] == (0.407, "2016-2020", "2016-2018")


def test_both_periods_are_named_where_the_plan_is_of_other_years(shipped):
    answer = ask(shipped, "attainment", ("measure", "plan_period"), SOC_TRANG)
    row = next(r for r in answer.rows if (r["measure"], r["plan_period"]) == ("projects", "2016-2020"))

    assert (round(row["value"], 3), row["plan"], row["actual"]) == (0.407, "2016-2020", "2016-2018")
    for language in LANGUAGES:
        text = answer_as_text(answer, codes(shipped), language, years_typed=True)
        assert "2016-2020" in text and "None" not in text


def test_the_first_half_of_2022_in_dak_lak_is_work_begun_and_no_attainment(shipped):
    attained, begun = ask(shipped, "attainment", (), DAK_LAK), ask(shipped, "work_started", (), DAK_LAK)

    assert rates(begun) == {"projects": 0.478, "local_support": 0.439}
    assert {row["until"] for row in begun.rows} == {dt.date(2022, 6, 30)}
    assert {(s.field, s.code) for s in begun.scope} == {("tier", "local"), ("batch", "1")}
    assert {row["reason"] for row in attained.rows} == {"part_year"} and rates(attained) == {}
    assert {round(o.value, 3) for o in attained.alternatives if o.why == "work_begun"} == {0.478, 0.439}


def test_the_first_three_years_of_soc_trang_were_asked_for_less_than_their_share(shipped):
    answer = ask(shipped, "plan_share", (), SOC_TRANG)

    assert rates(answer) == {
        "projects": 0.302, "state_support": 0.288, "national_support": 0.060, "local_support": 0.581, "counterpart": 0.147,
    }  # fmt: skip
    assert {(row["part"], row["plan"], row["share_years"]) for row in answer.rows} == {
        ("2016-2018", "2016-2020", 0.6)
    }


def test_contents_that_sources_say_were_not_done_come_with_their_words(shipped):
    told = {r["content"]: r for r in delivery.quoted(shipped, "soc-trang")}

    assert set(told) == {"vocational_training", "cluster_infrastructure", "cluster_pollution_treatment"}
    assert "chưa có nhu cầu" in told["vocational_training"]["quote"]
    assert {r["content"] for r in delivery.quoted(shipped, "long-an")} == {"startup_support"}
    assert delivery.quoted(shipped, "demo") == []


def test_which_stated_periods_can_be_compared_is_found_in_the_figures(shipped):
    assert plan_stated.comparisons(shipped, "soc-trang") == [(2016, 2018)]
    assert plan_stated.begun(shipped, "dak-lak") == [2022]
    assert not plan_stated.has_plan(shipped, "gia-lai")
    assert [p["years"] for p in plan_stated.plans_alone(shipped, "soc-trang")] == [(2023, 2023)]


def test_the_day_told_above_a_comparison_is_the_last_of_its_own_years(shipped):
    """Both places have figures of later years that the comparison does not use."""
    assert plan_stated.last_day(shipped, "soc-trang", 2018) == dt.date(2018, 12, 31)
    assert plan_stated.last_day(shipped, "soc-trang", 2024) > dt.date(2018, 12, 31)
    assert plan_stated.last_day(shipped, "dak-lak", 2022) <= dt.date(2022, 12, 31)
    assert plan_stated.last_day(shipped, "soc-trang", 1990) is None


# The simulated province


def test_the_simulated_province_is_set_against_both_versions_of_its_yearly_plans(shipped):
    answer = ask(shipped, "attainment", ("version",), DEMO)
    both = {(r["measure"], r["version"]): r for r in answer.rows}

    done = ask(shipped, "state_support", (), DEMO).value
    assert both["state_support", "original"]["numerator"] == done
    assert both["state_support", "original"]["denominator"] == 19_680 * MILLION
    assert both["state_support", "adjusted"]["denominator"] == 18_700 * MILLION
    assert answer.simulated


def test_yearly_plans_of_every_year_go_before_the_plan_of_five_years(shipped):
    filters = DEMO.but(years=(2016, 2020))
    chosen = {r["plan_kind"] for r in ask(shipped, "attainment", (), filters).rows}
    every = {r["plan_period"] for r in ask(shipped, "attainment", ("plan_period",), filters).rows}

    assert (chosen, every) == ({"yearly"}, {"yearly", "2016-2020"})
    assert {r["part"] for r in ask(shipped, "plan_share", (), DEMO).rows} == {"2016-2018"}


def test_years_and_both_bands_add_up_to_the_whole(shipped):
    attained = ask(shipped, "attainment", ("year",), DEMO)
    whole = {r["measure"]: r for r in ask(shipped, "attainment", (), DEMO).rows}
    for measure, row in whole.items():
        mine = [r for r in attained.rows if r["measure"] == measure]
        assert sum(r["numerator"] for r in mine) == row["numerator"]
        assert sum(r["denominator"] for r in mine) == row["denominator"]
    paid = ask(shipped, "disbursement", ("year",), DEMO)
    assert sum(r["numerator"] for r in paid.rows) == paid.total["numerator"]
    assert paid.total["settled"] + paid.total["advance"] == paid.total["numerator"]


@pytest.mark.parametrize("by", [{}, {"districts": ("622",)}, {"tier": "local"}])
def test_a_band_opens_to_the_projects_whose_sum_it_is(shipped, by):
    filters = DEMO.but(**by)
    for row in ask(shipped, "disbursement", ("year",), filters).rows:
        for key, amount in (
            ("settled", row["settled"]),
            ("advance", row["advance"]),
            ("assigned", row["denominator"]),
            ("paid", row["numerator"] or None),
        ):
            found = behind(shipped, f"year={row['year']}&pay={key}", filters)
            assert found.sums["state_vnd"] == amount, (row["year"], key)


def test_work_begun_opens_to_the_money_assigned_to_it(shipped):
    filters = DEMO.but(years=(2023, 2023))
    begun = ask(shipped, "work_started", (), filters).by("measure")
    found = behind(shipped, "years=2023-2023&pay=begun", filters)

    assert found.sums["state_vnd"] == begun["state_support"]["numerator"]
    assert found.projects == begun["projects"]["numerator"]


def test_a_filter_that_plans_are_not_told_by_is_refused_and_not_passed_over(shipped):
    for changes in ({"districts": ("622",)}, {"contents": ("trademark",)}, {"management": False}):
        answer = ask(shipped, "attainment", (), DEMO.but(**changes))
        assert (answer.rows, answer.reason) == ((), "plan_not_split")


# Rules, in small worlds


def test_a_year_without_a_plan_stands_in_neither_side(make_snapshot):
    world = make_snapshot(
        projects=[worlds.project("A"), worlds.project("B", plan_year=2016)],
        funding=[worlds.money("A", "local", 80), worlds.money("B", "local", 999)],
        plans=[plan("state_support", 100)],
    )
    row = ask(world, "attainment", (), HERE.but(years=(2015, 2016))).by("measure")["local_support"]

    assert (row["numerator"], row["denominator"]) == (80 * MILLION, 100 * MILLION)


def test_a_year_whose_projects_were_all_given_up_is_zero_and_one_under_way_is_not_known(make_snapshot):
    plans = [plan("projects", 4), plan("projects", 5, 2016)]
    world = make_snapshot(
        projects=[worlds.project("A", status="stopped"), worlds.project("B", plan_year=2016, status="in_progress")],
        plans=plans,
    )  # fmt: skip
    answer = ask(world, "attainment", ("year",), HERE)

    assert [(r["year"], r["value"]) for r in answer.rows if r["measure"] == "projects"] == [(2015, 0.0)]


def test_the_adjusted_plan_takes_the_original_where_nothing_was_adjusted(make_snapshot):
    world = make_snapshot(
        projects=[worlds.project("A"), worlds.project("B", plan_year=2016)],
        plans=[plan("projects", 4), plan("projects", 2, version="adjusted"), plan("projects", 6, 2016)],
    )
    rows = ask(world, "attainment", ("version",), HERE).rows

    assert {r["version"]: r["denominator"] for r in rows} == {"original": 10, "adjusted": 8}


def test_an_adjusted_plan_told_by_fund_replaces_an_original_told_as_a_whole(make_snapshot):
    world = make_snapshot(
        projects=[worlds.project("A")],
        plans=[
            plan("projects", 10, tier="all"), plan("projects", 3, tier="national", version="adjusted"), plan("projects", 4, version="adjusted"),
        ],
    )  # fmt: skip
    rows = ask(world, "attainment", ("version",), HERE).rows

    assert {r["version"]: r["denominator"] for r in rows} == {"original": 10, "adjusted": 7}


def test_a_settled_amount_takes_the_advance_in_and_a_done_project_without_payment_is_missing(make_snapshot):
    world = make_snapshot(
        projects=[worlds.project("A"), worlds.project("B"), worlds.project("C", status="in_progress")],
        funding=[
            worlds.money("A", "local", 100, "planned"), worlds.money("A", "local", 40, "advanced"), worlds.money("A", "local", 90, "settled"),
            worlds.money("B", "local", 50, "planned"), worlds.money("B", "local", 50, "accepted"),
            worlds.money("C", "local", 200, "planned"), worlds.money("C", "local", 60, "advanced"),
        ],
    )  # fmt: skip
    answer = ask(world, "disbursement", (), HERE)

    assert (answer.total["settled"], answer.total["advance"]) == (90 * MILLION, 60 * MILLION)
    assert (answer.total["denominator"], answer.n) == (300 * MILLION, 2)
    assert [(m.reason, m.n, m.state_vnd) for m in answer.missing] == [("no_payment", 1, 50 * MILLION)]


@pytest.mark.parametrize("planned, adjusted, assigned", [(0, 50, 50), (120, None, 120)])
def test_money_assigned_is_kept_whole_where_no_project_is_done_yet(
    make_snapshot, planned, adjusted, assigned
):
    """DuckDB 2.0.0 wrote -128 đồng for the 50 million and 0 for the 120 (RIGHT_SUMS)."""
    funding = [worlds.money("A", "national", 0, "planned"), worlds.money("A", "local", planned, "planned")]
    funding += [] if adjusted is None else [worlds.money("A", "local", adjusted, "adjusted")]
    world = make_snapshot(projects=[worlds.project("A", status="in_progress")], funding=funding)
    row = ask(world, "work_started", (), HERE).by("measure")["state_support"]

    assert (row["numerator"], row["denominator"]) == (assigned * MILLION, assigned * MILLION)


def test_a_plan_of_zero_has_no_rate(make_snapshot):
    world = make_snapshot(projects=[worlds.project("A")], plans=[plan("projects", 0)])
    row = ask(world, "attainment", (), HERE).rows[0]

    assert (row["value"], row["reason"]) == (None, "denominator_zero")


def test_contents_planned_and_not_done_are_told_apart_from_those_in_no_plan(make_snapshot):
    world = make_snapshot(
        projects=[worlds.project("A", content_code="trademark"), worlds.project("B", content_code="showroom", status="stopped")],
        plans=[
            plan("projects", 4, content_code="trademark"), plan("projects", 2, content_code="fair_domestic_organise"),
            plan("projects", 2, first=2010, content_code="fair_abroad"),  # a plan of other years
        ],
    )  # fmt: skip
    rows, _ = delivery.contents(world, HERE.but(years=(2015, 2016)))
    left = delivery.unused(rows)

    assert left.by_content
    assert {row["content"] for row in left.planned} == {"fair_domestic_organise", "showroom"}
    assert {"fair_abroad", "artisan_training"} <= {row["content"] for row in left.never}
    assert len(left.planned) + len(left.unsure) + len(left.never) == sum(not row["projects"] for row in rows)


def test_a_plan_of_a_group_says_nothing_sure_of_its_contents(make_snapshot):
    parent = {r["content"]: r["content_parent"] for r in delivery.contents(make_snapshot(projects=[worlds.project("A")]), HERE)[0]}["fair_domestic_organise"]  # fmt: skip
    world = make_snapshot(projects=[worlds.project("A")], plans=[plan("projects", 2, content_code=parent)])
    left = delivery.unused(delivery.contents(world, HERE.but(years=(2015, 2015)))[0])

    assert left.by_content and not left.planned
    assert "fair_domestic_organise" in {row["content"] for row in left.unsure}


def test_plans_that_do_not_tell_contents_are_said_not_to(shipped, shipped_home, monkeypatch):
    left = delivery.unused(delivery.contents(shipped, DEMO)[0])
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))
    told = words_of(fresh("ke-hoach"))

    assert not left.by_content and len(left.planned) + len(left.never) == 17
    assert "17 trong 31 nội dung của danh mục chưa có đề án nào" in told
    assert "không chia theo nội dung" in told
