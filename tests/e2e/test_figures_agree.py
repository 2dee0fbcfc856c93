"""One choice, one set of numbers: card, columns, bars, map, grid and the projects behind each of them agree.

In this process, through the functions that draw the screens; `test_review.py` reads a few of the same numbers off
the screen itself.
"""

import pytest

from analytics.charts import money, places, projects, ratio
from analytics.charts.money import LENS_METRIC
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import behind, mark_id
from pages.components import drawer
from pages.components.frame import Choice

WHOLE = Filters(province="demo", years=(2012, 2022))
CHOICES = {
    "everything": {},
    "three-years": {"years": (2016, 2018)},
    "one-year": {"years": (2020, 2020)},
    "national": {"tier": "national"},
    "local": {"tier": "local"},
    "one-content": {"contents": ("machinery_application",)},
    "a-parent-content": {"contents": ("product_development",)},
    "cooperatives": {"beneficiary_types": ("cooperative",)},
    "two-districts": {"districts": ("622", "627")},
    "without-management": {"management": False},
    "local-machines-of-small-firms": {
        "tier": "local",
        "contents": ("machinery_application",),
        "beneficiary_types": ("sme",),
    },
}
MONEY_LENSES = ("state", "counterpart", "total")
# Everything through each lens, each narrower choice through one.
SEEN = [("everything", lens) for lens in MONEY_LENSES] + [
    (name, MONEY_LENSES[i % 3]) for i, name in enumerate(CHOICES) if name != "everything"
]


@pytest.fixture(params=CHOICES.values(), ids=CHOICES.keys())
def choice(request) -> Filters:
    return WHOLE.but(**request.param)


@pytest.fixture(params=SEEN, ids="-".join)
def seen(request) -> Filters:
    """A choice through a lens of money."""
    name, lens = request.param
    return WHOLE.but(**CHOICES[name], lens=lens)


def amount(sums: dict, lens: str) -> int | None:
    """A sum of records as a lens counts it; None where nothing of it is recorded."""
    names = {
        "state": ["state_vnd"],
        "counterpart": ["counterpart_vnd"],
        "total": ["state_vnd", "other_state_vnd", "counterpart_vnd"],
    }[lens]
    known = [sums[name] for name in names if sums[name] is not None]
    return sum(known) if known else None


def summed(values) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def pair_ratio(rows) -> float | None:
    """Counterpart over state of the rows that record both: the ratio as anyone would count it by hand."""
    pairs = [(row["state_vnd"], row["counterpart_vnd"]) for row in rows]
    pairs = [(state, other) for state, other in pairs if state is not None and other is not None]
    state = sum(state for state, _ in pairs)
    return sum(other for _, other in pairs) / state if state else None


def test_the_card_is_the_sum_of_the_columns_and_each_column_of_its_projects(shipped, seen):
    card = ask(shipped, LENS_METRIC[seen.lens], (), seen).value
    rows = money.by_year(shipped, seen, "vi").spec.rows

    assert summed(row["top"] for row in rows if not row["unfinished"]) == card
    assert [row["x"] for row in rows if not row["unfinished"]] == list(
        range(seen.years[0], seen.years[1] + 1)
    )
    for row in rows:
        assert amount(behind(shipped, row["mark"], seen).sums, seen.lens) == row["top"], row["x"]


def test_each_part_of_a_column_is_the_sum_of_what_it_opens(shipped, seen):
    spec = money.by_year(shipped, seen, "vi").spec
    for row in spec.rows:
        assert summed(row[series.key] for series in spec.series) == row["top"], row["x"]
        for key in {series.key for series in spec.series} & {"national", "local", "counterpart"}:
            found = behind(shipped, row[f"mark_{key}"], seen)
            assert found.sums[f"{key}_vnd"] == row[key], (row["x"], key)


def test_the_bars_by_content_add_up_to_the_card_and_open_to_their_projects(shipped, seen):
    bars = money.by_content(shipped, seen, "vi").spec.rows
    card = ask(shipped, LENS_METRIC[seen.lens], (), seen).value

    assert sum(bar["value"] for bar in bars) == (card or 0)
    for bar in bars:
        found = behind(shipped, bar["mark"], seen)
        assert amount(found.sums, seen.lens) == bar["value"], bar["full"]
        assert found.projects == bar["n"], bar["full"]


def test_map_and_bars_by_district_hold_the_same_money_and_with_the_unplaced_all_of_it(shipped, seen):
    areas = places.map_by_district(shipped, seen, "vi").spec.rows
    bars = places.support_by_district(shipped, seen, "vi").spec.rows
    card = ask(shipped, LENS_METRIC[seen.lens], (), seen).value
    by_mark = {bar["mark"]: bar["value"] for bar in bars}

    assert {area["mark"]: area["value"] for area in areas}.items() <= by_mark.items()
    assert set(by_mark) - {area["mark"] for area in areas} <= {
        mark_id(district="group"),
        mark_id(district=None),
    }
    assert sum(bar["value"] or 0 for bar in bars) == (card or 0)
    for bar in bars:
        assert amount(behind(shipped, bar["mark"], seen).sums, seen.lens) == bar["value"], bar["full"]


def test_each_cell_of_the_grid_opens_to_its_projects_and_a_district_adds_up_over_the_years(shipped, choice):
    chosen = choice.but(lens="state")
    chart = places.grid(shipped, chosen, "vi")
    by_district: dict = {}
    for cell in chart.spec.rows:
        if not cell["mark"]:
            assert cell["projects"] == 0
            continue
        found = behind(shipped, cell["mark"], chosen)
        assert found.projects == cell["projects"], cell["mark"]
        if cell["state"] == "underway":
            continue
        assert found.sums["state_vnd"] == cell["state_vnd"], cell["mark"]
        by_district.setdefault(cell["y"], []).append(cell["state_vnd"])
    areas = places.map_by_district(shipped, chosen, "vi").spec.rows
    assert {area["full"]: area["value"] for area in areas if area["value"] is not None} == {
        name: summed(values) for name, values in by_district.items() if summed(values) is not None
    }


def test_the_coverage_card_counts_the_districts_that_the_grid_fills(shipped, choice):
    cells = places.grid(shipped, choice, "vi").spec.rows
    reached = {cell["y"] for cell in cells if cell["state"] in ("value", "missing")}
    filled = sum(1 for cell in cells if cell["state"] in ("value", "missing"))

    assert ask(shipped, "coverage", (), choice).total["numerator"] == len(reached)
    assert ask(shipped, "coverage_years", (), choice).total["numerator"] == filled


@pytest.mark.parametrize(
    "make",
    [money.by_year, ratio.by_content, ratio.by_district, places.map_by_district],
    ids=["year", "content", "district", "map"],
)
def test_a_ratio_is_the_ratio_of_the_projects_it_opens(shipped, choice, make):
    chosen = choice.but(lens="ratio")
    for row in make(shipped, chosen, "vi").spec.rows:
        found = behind(shipped, row["mark"], chosen)
        assert row["value"] == pytest.approx(pair_ratio(found.rows)), row["mark"]


def test_the_leverage_card_is_the_ratio_of_all_projects(shipped, choice):
    card = ask(shipped, "leverage", (), choice)
    years = ask(shipped, "leverage", ("year",), choice)

    assert card.value == pytest.approx(pair_ratio(behind(shipped, "", choice).rows))
    assert sum(row["numerator"] or 0 for row in years.rows) == (card.total["numerator"] or 0)
    assert sum(row["denominator"] or 0 for row in years.rows) == (card.total["denominator"] or 0)


def test_the_bars_of_the_spread_hold_every_project_once_and_open_to_them(shipped, choice):
    chart = projects.spread(shipped, choice, "vi")

    assert sum(row["value"] for row in chart.spec.rows) == chart.answer.n
    for row in chart.spec.rows:
        assert behind(shipped, row["mark"], choice).projects == row["value"], row["label"]


def test_a_dot_of_the_scatter_opens_to_its_own_project(shipped, choice):
    rows = projects.by_project(shipped, choice, "vi").spec.rows
    assert len({row["mark"] for row in rows}) == len(rows)
    for row in rows[:12]:
        found = behind(shipped, row["mark"], choice)
        assert found.projects == 1
        assert (found.sums["state_vnd"], found.sums["counterpart_vnd"]) == (row["x"], row["y"])


def test_the_two_terms_of_the_change_open_to_their_projects_and_the_effects_fill_the_gap(shipped, choice):
    rows = {row["label"]: row for row in ratio.change(shipped, choice, "vi").spec.rows}
    whole = [row for row in rows.values() if row["whole"]]
    if not whole:  # one year, or a term without state money: no two terms, and a reason for it
        assert choice != WHOLE
        assert ask(shipped, "leverage_change", ("content",), choice).reason
        return
    before, after = whole
    effects = sum(row["value"] for row in rows.values() if not row["whole"])
    assert before["value"] + effects == pytest.approx(after["value"])
    for term in whole:
        found = behind(shipped, term["mark"], choice)
        assert term["value"] == pytest.approx(pair_ratio(found.rows)), term["label"]


@pytest.mark.parametrize("lens", MONEY_LENSES)
@pytest.mark.parametrize("base", [2012, 2022])
def test_in_prices_of_one_year_the_columns_still_add_up_to_the_card(shipped, lens, base):
    chosen = WHOLE.but(lens=lens, prices=base)
    card = ask(shipped, LENS_METRIC[lens], (), chosen).value
    tops = [row["top"] for row in money.by_year(shipped, chosen, "vi").spec.rows if row["top"] is not None]
    nominal = ask(shipped, LENS_METRIC[lens], (), chosen.but(prices=None)).value

    assert sum(tops[:11]) == pytest.approx(card, abs=11)  # each year is rounded to the đồng
    assert card != nominal
    assert (card < nominal) == (base == 2012)


@pytest.mark.parametrize("base", [2012, 2022])
def test_in_prices_of_one_year_the_cells_of_the_grid_add_up_to_the_map(shipped, base):
    chosen = WHOLE.but(lens="state", prices=base)
    chart = places.grid(shipped, chosen, "vi")
    cells = [cell for cell in chart.spec.rows if cell["state"] == "value"]
    areas = places.map_by_district(shipped, chosen, "vi").spec.rows

    assert str(base) in chart.spec.subtitle and str(base) in chart.spec.alt
    for area in areas:
        mine = summed(cell["state_vnd"] for cell in cells if cell["y"] == area["full"])
        assert mine == (None if area["value"] is None else pytest.approx(area["value"], abs=11)), area["full"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_row_that_opens_names_its_file_sheet_and_row_and_says_that_it_is_simulated(shipped, language):
    found = behind(shipped, mark_id(year=2020), WHOLE)
    sheet = drawer.records_sheet(Choice(shipped, WHOLE, language, "light"), found, "year=2020")

    assert sheet.simulated
    assert sheet.rows
    for row in sheet.rows:
        assert row["file"].endswith(".xlsx") and row["sheet"] and row["row"] >= 2
    assert {"file", "sheet", "row", "code", "national_vnd", "local_vnd", "counterpart_vnd"} <= {
        field.key for field in sheet.fields
    }
    assert (
        summed(row[key] for row in sheet.rows for key in ("national_vnd", "local_vnd"))
        == ask(shipped, "state_support", ("year",), WHOLE).by()[2020]["numerator"]
    )


def test_a_choice_that_leaves_nothing_is_missing_everywhere_and_zero_nowhere(shipped):
    nothing = WHOLE.but(contents=("machinery_application",), districts=("622",), years=(2012, 2012))
    for key in ("total_cost", "state_support", "counterpart", "leverage"):
        answer = ask(shipped, key, (), nothing)
        assert answer.value is None and answer.reason, key
    assert behind(shipped, "", nothing).rows == ()
    assert {row["top"] for row in money.by_year(shipped, nothing.but(lens="state"), "vi").spec.rows} == {None}
    assert money.by_content(shipped, nothing.but(lens="state"), "vi").spec.empty
