"""The single records of the simulated province: plausible one by one, as published projects are, and marked as made up."""

import datetime as dt
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from data.demo_units import HOMES, district_names
from tests.staged_demo import DONE, MILLION, MODELS, SEEDS, Staged, place_of, spanning, stage


@pytest.fixture(scope="module", params=SEEDS)
def staged(request, tmp_path_factory) -> Staged:
    return stage(request.param, tmp_path_factory.mktemp("demo"))


def test_machinery_is_25_projects_for_39_establishments(staged):
    machinery = staged.of("machinery_application")

    assert len(machinery) == 25
    assert len(staged.units(machinery)) == 39
    assert sum(len(staged.support[p["code"]]) for p in machinery) == 39


def test_some_establishments_come_again_in_another_year(staged):
    years = defaultdict(set)
    for project in staged.done:
        for row in staged.support[project["code"]]:
            years[row["beneficiary_code"]].add(project["plan_year"])

    again = sum(len(seen) > 1 for seen in years.values())
    assert 15 <= again <= 35


def test_management_training_is_seven_classes_of_fifty(staged):
    training = staged.of("management_training")

    assert sum(p["classes"] for p in training) == 7
    assert sum(p["trainees"] for p in training) == 350
    # Published costs run from 0,5 to 1,5 triệu a trainee.
    for project in [*training, *staged.of("vocational_training")]:
        assert 0.5 * MILLION <= staged.state(project) / project["trainees"] <= 1.5 * MILLION


def test_machinery_ratios_stand_at_a_wall_with_a_short_tail(staged):
    machinery = staged.of("machinery_application")
    ratios = sorted(staged.latest(p, "counterpart") / staged.state(p) for p in machinery)

    assert ratios[0] == 1.0
    assert sum(ratio <= 1.1 for ratio in ratios) >= 10
    assert ratios[-1] <= 2.5
    assert 1 <= sum(ratio > 2.2 for ratio in ratios) <= 4


def test_model_ratios_reach_from_five_to_a_hundred(staged):
    ratios = [staged.latest(p, "counterpart") / staged.state(p) for p in staged.of(*MODELS)]

    assert min(ratios) >= 5
    assert max(ratios) <= 100
    assert max(ratios) > 5 * sorted(ratios)[len(ratios) // 2]


def test_activities_of_the_centre_record_a_counterpart_of_zero(staged):
    quiet = {"vocational_training", "management_training", "fair_domestic_join", "product_voting"}
    quiet |= {"programme_management", "staff_training", "review_conference", "collaborator_network"}

    assert {staged.latest(p, "counterpart") for p in staged.of(*quiet)} == {0}
    assert all(not staged.support[p["code"]] for p in staged.of(*quiet))


def test_support_an_establishment_keeps_to_the_ceiling_in_force_at_approval(staged):
    for project in staged.of("machinery_application"):
        served = staged.support[project["code"]]
        ceiling = 200 if project["approved_on"] < dt.date(2018, 5, 11) else 300
        shares = [row["state_share_vnd"] for row in served if row["state_share_vnd"] is not None]
        each = shares or [staged.state(project) / len(served)]
        assert max(each) <= ceiling * MILLION


def test_support_amounts_are_round_but_one_a_content(staged):
    for content in {p["content_code"] for p in staged.done}:
        odd = [p for p in staged.of(content) if staged.state(p) % (5 * MILLION)]
        assert len(odd) <= 1


def test_each_project_is_paid_by_the_tier_that_manages_it(staged):
    for row in staged.tables["funding"]:
        assert row["payer"] in {"national", "local", "counterpart", "other_state"}
    tiers = {p["code"]: p["tier"] for p in staged.projects}
    payers = {(code, payer) for code, payer in staged.amounts if payer in {"national", "local"}}
    assert payers == set(tiers.items())


def test_yearly_money_rises_over_time(staged):
    years = Counter()
    for project in staged.done:
        years[project["plan_year"]] += staged.state(project)

    assert set(years) == set(range(2012, 2023))
    thirds = [
        sum(years[y] for y in span) for span in (range(2012, 2016), range(2016, 2020), range(2020, 2023))
    ]
    assert thirds[0] < thirds[1]
    assert thirds[1] / 4 < thirds[2] / 3
    assert max(years.values()) > 5 * min(years.values())


def test_about_two_hundred_records_of_which_sixty_to_eighty_are_at_establishments(staged):
    assert 200 <= len(staged.projects) <= 220
    assert 60 <= sum(bool(staged.support[p["code"]]) for p in staged.done) <= 80


def test_eight_districts_have_five_projects_with_a_positive_ratio(staged):
    counts = Counter(place_of(staged, p) for p in staged.done if staged.latest(p, "counterpart"))
    named = set(district_names().values())

    assert sum(count >= 5 for place, count in counts.items() if place in named) >= 8


def test_three_districts_are_never_served_and_some_for_years_not(staged):
    served = defaultdict(set)
    for project in staged.projects:
        served[project["district_as_reported"]].add(project["plan_year"])
        for row in staged.support[project["code"]]:
            served[row["district_as_reported"]].add(project["plan_year"])
    names = set(district_names().values())

    assert len(names) == 17
    assert len(names - set(served)) == 3
    assert set(served) - names == {"Toàn tỉnh", None}
    gaps = [max((b - a for a, b in pairwise(sorted(served[n]))), default=0) for n in names & set(served)]
    assert sum(gap >= 4 for gap in gaps) >= 2


def test_the_districts_are_those_of_the_borrowed_map():
    names = district_names()

    assert len(names) == 17
    assert names["622"] == "Thành phố Pleiku"
    assert set(HOMES) < set(names)


def test_every_accepted_project_has_its_counterpart_recorded_so_that_the_ratio_is_the_stated_one(staged):
    assert all(staged.latest(p, "counterpart") is not None for p in staged.done)


def test_some_accepted_projects_lack_a_place(staged):
    no_place = [p for p in staged.done if place_of(staged, p) is None]

    assert 0.02 <= len(no_place) / len(staged.done) <= 0.06


def test_some_projects_of_the_unfinished_year_lack_a_counterpart_or_a_place(staged):
    coming = [p for p in staged.projects if p["plan_year"] == 2023 and p["kind"] == "project"]

    assert sum((p["code"], "counterpart") not in staged.amounts for p in coming) >= 2
    assert sum(p["district_as_reported"] is None and not staged.support[p["code"]] for p in coming) >= 1


def test_spanning_groups_stand_with_and_without_recorded_shares(staged):
    recorded = [all(row["state_share_vnd"] is not None for row in group) for group in spanning(staged)]

    assert recorded.count(True) >= 2
    assert recorded.count(False) >= 2


def test_recorded_shares_add_up_exactly_and_keep_the_half(staged):
    for project in staged.done:
        rows = staged.support[project["code"]]
        if not rows or rows[0]["state_share_vnd"] is None:
            continue
        assert sum(row["state_share_vnd"] for row in rows) == staged.state(project)
        assert sum(row["counterpart_share_vnd"] for row in rows) == staged.latest(project, "counterpart")
        if project["content_code"] == "machinery_application":
            assert all(row["counterpart_share_vnd"] >= row["state_share_vnd"] for row in rows)


def test_the_unfinished_year_has_nothing_accepted(staged):
    year = [p for p in staged.projects if p["plan_year"] == 2023]

    assert {p["status"] for p in year} == {"registered", "approved", "contracted", "in_progress"}
    for project in year:
        reached = {
            s for (code, _), stages in staged.amounts.items() if code == project["code"] for s in stages
        }
        assert reached.isdisjoint({"accepted", "settled"})
        assert project["accepted_on"] is None


def test_ended_projects_carry_a_plan_a_reason_and_no_acceptance(staged):
    ended = [p for p in staged.projects if p["status"] in {"stopped", "withdrawn"}]
    reasons = {
        row["code"]: row["reason"]
        for row in staged.tables["event"]
        if row["kind"] in {"stopped", "withdrawn"}
    }

    assert {p["status"] for p in ended} == {"stopped", "withdrawn"}
    for project in ended:
        assert 2012 <= project["plan_year"] <= 2022
        assert staged.amounts[project["code"], project["tier"]].keys() == {"planned"}
        assert reasons[project["code"]] is not None


def test_other_state_money_stands_in_the_unfinished_year_only(staged):
    years = {p["plan_year"] for p in staged.projects if (p["code"], "other_state") in staged.amounts}

    assert years == {2023}


def test_repayable_support_tasks_and_plan_items_stand_apart(staged):
    repayable = Counter(p["repayable"] for p in staged.projects if p["status"] in DONE)

    assert repayable["yes"] == 2
    assert sum(p["repayable"] == "unknown" for p in staged.done) == 4
    assert Counter(p["kind"] for p in staged.projects if p["kind"] != "project") == {
        "task": 1,
        "plan_item": 1,
    }


def test_dates_follow_the_course_of_a_project(staged):
    names = ("registered_on", "approved_on", "contracted_on", "started_on", "accepted_on", "settled_on")
    for project in staged.projects:
        days = [project[name] for name in names if project[name] is not None]
        assert days == sorted(days)
        year = project["plan_year"]
        if project["registered_on"]:
            assert project["registered_on"] < dt.date(year - 1, 6, 20)
        if project["approved_on"]:
            assert dt.date(year, 1, 1) <= project["approved_on"] <= dt.date(year, 3, 31)
        if project["accepted_on"]:
            assert project["accepted_on"].year == year
        assert (project["accepted_on"] is not None) == (project["status"] in DONE)
        assert (project["settled_on"] is not None) == (project["status"] == "settled")


def test_one_project_in_eight_was_adjusted_with_a_reason(staged):
    adjusted = [row for row in staged.tables["event"] if row["kind"] == "adjusted"]
    with_amount = {code for (code, _), stages in staged.amounts.items() if "adjusted" in stages}

    assert 0.10 <= len(adjusted) / len(staged.done) <= 0.14
    assert {row["code"] for row in adjusted} == with_amount
    assert all(row["reason"] and row["level"] and row["document"] for row in adjusted)


def test_every_date_of_a_project_has_its_event(staged):
    kinds = {"registered", "approved", "contracted", "started", "accepted", "settled"}
    told = {
        (row["code"], row["kind"], row["event_on"]) for row in staged.tables["event"] if row["kind"] in kinds
    }
    dated = {(p["code"], kind, p[f"{kind}_on"]) for p in staged.projects for kind in kinds if p[f"{kind}_on"]}

    assert told == dated


def test_jobs_are_recorded_on_some_projects_at_establishments_only(staged):
    with_jobs = [p for p in staged.done if p["jobs_new"] is not None]

    assert 10 <= len(with_jobs) < len(staged.of("machinery_application", *MODELS))
    assert all(staged.support[p["code"]] for p in with_jobs)


def test_plans_are_yearly_original_and_adjusted_with_one_of_five_years(staged):
    plans = staged.tables["plan"]
    yearly = Counter(
        (row["period_start"].year, row["tier"], row["measure"], row["version"])
        for row in plans
        if row["period_start"].year == row["period_end"].year
    )
    expected = {
        (year, tier, measure, version)
        for year in range(2012, 2023)
        for tier in ("national", "local")
        for measure in ("projects", "state_support", "counterpart")
        for version in ("original", "adjusted")
    }
    five = {
        (r["tier"], r["measure"])
        for r in plans
        if (r["period_start"].year, r["period_end"].year) == (2016, 2020)
    }

    assert yearly == dict.fromkeys(expected, 1)
    assert len(five) == 6
    assert len(plans) == len(expected) + 6


def test_yearly_plans_are_reached_to_the_published_extent(staged):
    planned = sum(
        row["value"]
        for row in staged.tables["plan"]
        if row["measure"] == "state_support"
        and row["version"] == "original"
        and row["period_start"].year == row["period_end"].year
    )

    assert 0.77 <= staged.state_total() / planned <= 0.98


def test_every_record_says_that_it_is_simulated(staged):
    assert all(p["simulated"] and p["province"] == "demo" for p in staged.projects)
    assert all("(mô phỏng)" in p["title"] for p in staged.projects)
    assert all("mô phỏng" in row["beneficiary_name"] for row in staged.tables["support"])
    documents = [row["document"] for table in ("event", "plan") for row in staged.tables[table]]
    assert all("mô phỏng" in document for document in documents if document is not None)
    assert {row["province"] for rows in staged.tables.values() for row in rows} == {"demo"}
