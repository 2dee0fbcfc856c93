"""Evenness over districts, support beside people and lists, the communes of today: numbers against the oracle, and what the charts say."""

import itertools
import math
import re

import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, given, settings

from analytics import spread
from analytics.charts import maps, tile_map, tiles
from analytics.charts import spread as drawn
from analytics.charts.plotly import figure
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import behind
from pages import coverage, evenness
from pages.components.choice import Choice
from tests import worlds
from tests.comparison import disagreements
from tests.invented import CHOICES, worlds_of_projects
from tests.reference import Oracle
from tests.reference_records import staged
from tests.reference_spread import KEYS
from tests.worlds import money, project, served

DEMO = Filters(years=(2012, 2022), lens="total")
CHARTS = (drawn.lorenz, drawn.multiples, drawn.per_person, drawn.crosswalk, tile_map.tile_map)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(worlds_of_projects(), CHOICES)
def test_in_any_small_world_evenness_is_what_the_oracle_says(world, filters):
    snapshot = world.snapshot()
    oracle = Oracle(staged(snapshot))
    dims = {"support_per_1000_people": ("district",), "communes_in_one_district": ("district",)}
    for key in KEYS:
        assert disagreements(snapshot, key, (), filters, oracle) == []
        assert disagreements(snapshot, key, dims.get(key, ()), filters, oracle) == []


def test_a_place_of_an_ended_loan_and_a_list_alone_has_the_years_of_the_list():
    here = worlds.make(
        [project("A", plan_year=2015, status="stopped", repayable="yes")],
        [money("A", "national", 0)],
        awards=[worlds.award("a")],
    )
    filters = Filters(province="gia-lai")
    oracle = Oracle(staged(here))

    assert oracle.years(filters) == (2015, 2015)
    for key in KEYS:
        assert disagreements(here, key, (), filters, oracle) == []


def placed(code: str, district: str, amount: int) -> tuple[dict, dict]:
    return project(code, district_as_reported=district), money(code, "local", amount)


def world_of(make_snapshot, amounts: dict[str, int], **more):
    rows = [placed(f"P{i}", district, amount) for i, (district, amount) in enumerate(amounts.items())]
    return make_snapshot(
        projects=[p for p, _ in rows] + more.get("projects", []),
        funding=[m for _, m in rows] + more.get("funding", []),
        support=more.get("support", []),
    )


GIA_LAI = Filters(province="gia-lai")


def test_one_district_with_everything_is_as_uneven_as_seventeen_allow(make_snapshot):
    world = world_of(make_snapshot, {"622": 50})

    assert ask(world, "gini", (), GIA_LAI).value == pytest.approx(16 / 17)
    assert ask(world, "hhi", (), GIA_LAI).value == 1


def test_a_district_served_only_within_a_group_is_left_out_not_counted_as_zero(make_snapshot):
    group = project("G", district_as_reported=None)
    both = [
        served("G", "Cơ sở A", district_as_reported="623"),
        served("G", "Cơ sở B", district_as_reported="624"),
    ]
    world = world_of(
        make_snapshot, {"622": 50}, projects=[group], funding=[money("G", "local", 30)], support=both
    )

    total = ask(world, "gini", (), GIA_LAI).total
    assert total["unknown"] == ("623", "624")
    assert total["units"] == 15
    rows = {
        r["district"]: r["value"] for r in ask(world, "support_per_1000_people", ("district",), GIA_LAI).rows
    }
    assert rows["623"] is None and rows["625"] == 0


def test_under_ten_districts_only_the_top_share_is_told_and_nothing_is_drawn(make_snapshot):
    world = world_of(make_snapshot, {"622": 50, "623": 10})
    few = GIA_LAI.but(districts=("622", "623", "624"))

    assert ask(world, "gini", (), few).reason == "few_districts"
    assert ask(world, "top_share", (), few).value == 1
    chart = drawn.lorenz(world, few, "vi")
    assert chart.spec.empty
    assert any("10" in note for note in chart.spec.notes)


def test_support_per_1000_people_names_both_sides(shipped):
    row = ask(shipped, "support_per_1000_people", ("district",), DEMO).by()["622"]

    assert row["people"] == 254_802
    assert row["value"] == pytest.approx(row["numerator"] / 254.802)


def test_a_place_whose_districts_are_on_no_list_found_has_no_listed_share_rather_than_zero(
    shipped, make_snapshot
):
    listed = ask(shipped, "listed_district_share", (), DEMO)
    assert listed.total["listed"] == ("625", "630", "635", "637")
    assert listed.value == pytest.approx(listed.total["numerator"] / listed.total["denominator"])

    world = world_of(make_snapshot, {"622": 50})
    assert ask(world, "listed_district_share", (), GIA_LAI.but(districts=("622",))).value is None


def test_the_communes_of_gia_lai_lead_back_to_its_districts(shipped):
    answer = spread.communes(shipped, Filters(province="gia-lai"))

    assert (answer.total["numerator"], answer.total["denominator"], answer.total["split"]) == (71, 77, 6)
    assert answer.by()["622"]["split_names"] == ("Xã Biển Hồ", "Xã Gào")
    # A place of today holds the districts of all its parts; its whole counts a commune once.
    both = spread.communes(shipped, Filters(province="gia-lai-2025"))
    assert both.total["denominator"] == 135
    assert sum(row["denominator"] for row in both.rows) > 135


def test_what_is_carried_over_adds_up_to_the_state_support(shipped):
    told = spread.carried(shipped, DEMO)

    assert told["whole_vnd"] + told["shared_vnd"] + told["nowhere_vnd"] == told["state_vnd"] == 17_187_000_000
    assert not told["any_later"]


@pytest.mark.parametrize("make", CHARTS)
@pytest.mark.parametrize("lens", ["total", "ratio"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_chart_of_evenness_has_its_words_and_plotly_reads_it(shipped, make, lens, language):
    chart = make(shipped, DEMO.but(lens=lens), language)

    spec = chart.spec
    assert spec.title and spec.subtitle and spec.alt and spec.summary and spec.fields and not spec.empty
    for theme in ("light", "dark"):
        go.Figure(figure(spec, theme, language))
    for row in spec.rows:
        assert all(field.key in row for field in spec.fields)


def test_the_columns_of_every_panel_open_to_the_projects_whose_support_they_are(shipped):
    chart = drawn.multiples(shipped, DEMO, "vi")
    some = [row for row in chart.spec.rows if row["value"]][::9]

    assert some
    for row in some:
        assert behind(shipped, row["mark"], DEMO).sums["state_vnd"] == row["value"]


def test_a_year_with_a_project_and_no_placed_amount_is_a_cross_and_a_year_without_is_nothing(shipped):
    rows = drawn.multiples(shipped, DEMO, "vi").spec.rows

    assert any(row["value"] is None and row["projects"] and row["mark"] for row in rows)
    assert all(row["mark"] == "" for row in rows if not row["projects"])


def test_small_multiples_are_tall_say_what_their_marks_are_and_name_the_largest(shipped):
    spec = drawn.multiples(shipped, DEMO, "vi").spec
    plot = figure(spec, "light", "vi")
    lines = math.ceil(len(spec.options["panels"]) / 6)
    highest = max(row["value"] or 0 for row in spec.rows) / spec.options["scale"]

    assert spec.height / lines >= 190
    assert (
        spec.options["ticks"][-1] >= highest
        and plot["layout"]["yaxis"]["range"][1] > spec.options["ticks"][-1]
    )
    key = plot["layout"]["annotations"][-1]["text"]
    assert "×" in key and "chưa ghi số tiền gắn với huyện" in key
    crosses = [trace for trace in plot["data"] if trace.get("marker", {}).get("symbol") == "x-thin"]
    assert [y for trace in crosses for y in trace["y"]] and all(
        y > 0 for trace in crosses for y in trace["y"]
    )
    for name in spec.options["panels"]:
        own = [row for row in spec.rows if row["y"] == name]
        most = max((row["value"] or 0 for row in own), default=0)
        assert [row["value"] for row in own if row.get("text")] == ([most] if most else [])


@pytest.mark.parametrize(("top", "ticks"), [(756, [0, 200, 400, 600, 800]), (0.9, [0, 0.25, 0.5, 0.75, 1]), (3, [0, 1, 2, 3]), (0, [0, 1])])  # fmt: skip
def test_the_axis_of_small_multiples_ends_at_a_round_number_at_or_above_the_highest_column(top, ticks):
    assert drawn._ticks(top) == pytest.approx(ticks)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_moves_to_the_communes_is_one_bar_of_all_state_money_on_one_basis(shipped, language):
    told = evenness._whole(Choice(shipped, DEMO, language, "light"))
    shares = [
        float(share.replace(",", ".")) for share in re.findall(r"<li><i class='\w+'></i><b>([\d.,]+)", told)
    ]

    assert len(shares) == 3 and sum(shares) == pytest.approx(100, abs=0.15)
    assert shares[0] == pytest.approx(21.2) and shares[2] == pytest.approx(35.3)


def test_the_card_of_the_largest_three_tells_those_of_the_chosen_money_too(shipped):
    def told(lens):
        return coverage._top_of_lens(Choice(shipped, DEMO.but(lens=lens), "vi", "light"))

    assert told("total") == "· theo tổng kinh phí: 59\u00a0%, An Khê, Pleiku, Chư Păh"
    assert told("state") == told("ratio") == ""


def test_the_points_of_the_lorenz_curve_rise_to_one_and_open_to_their_district(shipped):
    rows = drawn.lorenz(shipped, DEMO, "vi").spec.rows

    assert len(rows) == 17 and rows[-1]["x"] == rows[-1]["y"] == 1
    assert all(a["y"] <= b["y"] and a["value"] <= b["value"] for a, b in itertools.pairwise(rows))
    assert behind(shipped, rows[-1]["mark"], DEMO).sums["state_vnd"] == rows[-1]["value"]
    assert [row["mark"] for row in rows if not row["value"]] == [""] * 3


def test_each_district_has_a_tile_of_its_own_and_north_stays_above_south():
    points = {
        "a": (108.0, 14.5),
        "b": (108.0, 13.0),
        "c": (108.9, 14.4),
        "d": (108.01, 13.02),
        "e": (107.5, 13.9),
    }
    at = tiles.places(points)

    assert len(set(at.values())) == len(points)
    assert at["a"][1] < at["b"][1] and at["a"][0] <= at["c"][0]


def test_the_assignment_of_tiles_costs_as_little_as_the_best_of_all_orders():
    cost = [[4, 1, 3, 9], [2, 0, 5, 8], [3, 2, 2, 7], [1, 6, 4, 2]]
    best = min(sum(cost[i][j] for i, j in enumerate(order)) for order in itertools.permutations(range(4)))

    got = tiles._assigned(cost)
    assert sorted(got) == [0, 1, 2, 3]
    assert math.isclose(sum(cost[i][j] for i, j in enumerate(got)), best)


@pytest.mark.parametrize(("years", "told"), [((2018, 2020), True), ((2021, 2022), False)])
def test_a_district_that_lies_in_another_one_of_the_map_since_is_named_where_the_period_had_it(
    make_snapshot, years, told
):
    here = {"province": "quang-ngai"}
    world = make_snapshot(
        projects=[
            project(f"P{y}", plan_year=y, district_as_reported="Huyện Trà Bồng", **here) for y in (2018, 2022)
        ],
        funding=[money(f"P{y}", "local", 10, **here) for y in (2018, 2022)],
    )
    filters = Filters(province="quang-ngai", years=years, lens="total")

    for make in (maps.map_by_district, tile_map.tile_map):
        notes = " ".join(make(world, filters, "vi").spec.notes)
        assert ("Trà Bồng gồm cả Tây Trà (riêng đến 31/01/2020)" in notes) == told
