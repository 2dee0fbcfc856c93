"""What every chart says and draws, without a browser: words, marks, missing values, colours, and that Plotly can read it."""

import json
import math
import re

import plotly.graph_objects as go
import pytest

from analytics.charts import money, places, progress, projects, ratio, support
from analytics.charts.plotly import figure
from analytics.charts.theme import PALETTES, lightness
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import behind
from pages.components.plot import figure_json
from tests import worlds

DEMO = Filters(province="demo", years=(2012, 2022), lens="total")
MAKERS = {
    "year": money.by_year,
    "content": money.by_content,
    "ratio_content": ratio.by_content,
    "ratio_district": ratio.by_district,
    "projects": projects.by_project,
    "spread": projects.spread,
    "change": ratio.change,
    "map": places.map_by_district,
    "grid": places.grid,
    "district_money": places.support_by_district,
}
LENSES = ("state", "counterpart", "total", "ratio")
# A key of the catalogue that was not found, a value that was not put in, a Python value that slipped through.
SLIPS = re.compile(r"\{\w*\}|\bNone\b|\bnan\b|\bNaN\b|\binf\b|\b(?:chart|unit|field|lens|payer|none)\.\w+")


def drawn(make, snapshot, filters, language="vi"):
    """A chart; money by content has no ratio of its own, the screens draw `ratio.by_content` there."""
    if make is money.by_content and filters.lens == "ratio":
        make = ratio.by_content
    return make(snapshot, filters, language)


def texts(spec) -> list[str]:
    """All that a reader can meet of a chart."""
    rows = [str(row[key]) for row in spec.rows for key in ("label", "full", "text", "hover") if key in row]
    labels = [field.label for field in spec.fields] + [series.label for series in spec.series]
    options = [value for value in spec.options.values() if isinstance(value, str)]
    return [spec.title, spec.subtitle, spec.alt, spec.summary, *spec.notes, *rows, *labels, *options]


def marks(drawing: dict) -> list[str]:
    return [mark for trace in drawing["data"] for mark in trace.get("customdata", ()) if mark]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("name", MAKERS)
def test_a_chart_has_its_finding_its_text_alternative_and_no_slip(shipped, name, lens, language):
    spec = drawn(MAKERS[name], shipped, DEMO.but(lens=lens), language).spec

    assert spec.title and spec.subtitle and spec.alt and spec.summary and spec.fields
    assert not spec.empty
    assert [text for text in texts(spec) if SLIPS.search(text)] == []
    assert "2012–2022" in spec.alt
    assert {"vi": "Tỉnh mẫu (mô phỏng)", "en": "(simulated)"}[language] in spec.alt


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("name", MAKERS)
def test_plotly_reads_every_figure_in_both_themes_and_only_the_colours_differ(shipped, name, lens):
    spec = drawn(MAKERS[name], shipped, DEMO.but(lens=lens)).spec
    light, dark = (figure(spec, theme, "vi") for theme in ("light", "dark"))

    for drawing in (light, dark):
        go.Figure(_without_shapes(drawing))  # raises ValueError for what Plotly does not know
        json.loads(figure_json(drawing))
    assert light != dark
    assert without_colours(light) == without_colours(dark)


def _without_shapes(drawing: dict) -> dict:
    """The figure with an empty map: plotly checks the keys of traces, not the thousands of points inside."""
    data = [trace | {"geojson": {}} if "geojson" in trace else trace for trace in drawing["data"]]
    return {"data": data, "layout": drawing["layout"]}


def without_colours(drawing: dict) -> str:
    text = json.dumps(_without_shapes(drawing), sort_keys=True)
    return re.sub(r"#[0-9A-F]{6}", "#", text)


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("name", MAKERS)
def test_every_mark_that_can_be_chosen_opens_to_projects_or_is_of_a_place_without_any(shipped, name, lens):
    filters = DEMO.but(lens=lens)
    chart = drawn(MAKERS[name], shipped, filters)
    found = marks(figure(chart.spec, "light", "vi"))
    without = {row["mark"] for row in chart.spec.rows if "n" in row and not row["n"]}
    without |= {row["mark"] for row in chart.spec.rows if name == "spread" and not row["value"]}

    assert len(found) >= 2
    for mark in list(dict.fromkeys(found))[:25]:
        # A bar of nothing opens to nothing; a part that nobody paid is not drawn, but has its column's mark.
        assert behind(shipped, mark, filters).rows or mark in without or "measure=" in mark, mark


def test_the_map_has_seventeen_distinct_areas_and_says_whose_they_are(shipped):
    for lens in ("total", "ratio"):
        spec = places.map_by_district(shipped, DEMO.but(lens=lens), "vi").spec
        features = spec.options["geojson"]["features"]
        drawing = figure(spec, "light", "vi")
        areas = [trace for trace in drawing["data"] if trace["type"] == "choropleth"]
        located = [code for trace in areas for code in trace["locations"]]

        assert len({json.dumps(feature["geometry"]) for feature in features}) == 17
        assert sorted(located) == sorted({feature["properties"]["code"] for feature in features})
        assert len({row["full"] for row in spec.rows}) == 17
        assert any("mượn của tỉnh Gia Lai" in note and "mô phỏng" in note for note in spec.notes)
        assert "censusVN2009" in spec.options["credit"]


def test_totals_are_circles_by_area_and_only_a_ratio_is_shaded(shipped):
    shades = figure(places.map_by_district(shipped, DEMO.but(lens="ratio"), "vi").spec, "light", "vi")
    spec = places.map_by_district(shipped, DEMO.but(lens="state"), "vi").spec
    circles = next(
        t for t in figure(spec, "light", "vi")["data"] if t["type"] == "scattergeo" and "marker" in t
    )
    values = [row["value"] for row in spec.rows if row["value"]]
    areas = [(size - 6) ** 2 for size in circles["marker"]["size"]]

    assert any(trace.get("showscale") for trace in shades["data"])
    assert not any("size" in trace.get("marker", {}) for trace in shades["data"])
    assert [area / max(areas) for area in areas] == pytest.approx([v / max(values) for v in values])


def test_few_projects_are_grey_rings_and_are_never_in_a_title(shipped):
    spec = ratio.by_district(shipped, DEMO.but(years=(2012, 2016)), "vi").spec
    few = [row for row in spec.rows if row["few"]]
    dots = figure(spec, "light", "vi")["data"][0]
    shown = [row for row in spec.rows if row["value"]]

    assert few and all(row["n"] < 5 for row in few)
    for row, colour in zip(shown, dots["marker"]["color"], strict=True):
        assert (colour == PALETTES["light"]["paper"]) == row["few"]
    assert not any(row["full"] in spec.title for row in few)
    assert all(any(row["full"] in note for note in spec.notes) for row in few)


def test_money_that_is_not_recorded_is_a_gap_and_a_zero_is_a_zero():
    snapshot = worlds.make(
        projects=[worlds.project("A", plan_year=2015), worlds.project("B", plan_year=2017)],
        funding=[
            worlds.money("A", "local", 100),
            worlds.money("A", "counterpart", 0),
            worlds.money("B", "local", 50),
        ],
    )
    filters = Filters(province="gia-lai", years=(2015, 2017), lens="counterpart")
    chart = money.by_year(snapshot, filters, "vi")
    drawing = figure(chart.spec, "light", "vi")

    assert [row["top"] for row in chart.spec.rows] == [0, None, None]
    assert json.loads(figure_json(drawing))["data"][0]["y"] == [0, None, None]
    assert any("2016" in note and "2017" in note for note in chart.spec.notes)
    assert {m.reason: m.n for m in chart.answer.missing} == {"no_counterpart": 1}


def test_a_ratio_without_its_denominator_is_a_gap_in_the_line_of_years():
    snapshot = worlds.make(
        projects=[worlds.project("A", plan_year=2015), worlds.project("B", plan_year=2016)],
        funding=[
            worlds.money("A", "local", 100),
            worlds.money("A", "counterpart", 250),
            worlds.money("B", "counterpart", 80),
        ],
    )
    filters = Filters(province="gia-lai", years=(2015, 2016), lens="ratio")
    rows = money.by_year(snapshot, filters, "vi").spec.rows

    assert [row["value"] for row in rows] == [2.5, None]
    assert rows[1]["text_value"] == "—"
    assert ask(snapshot, "leverage", (), filters.but(years=(2016, 2016))).reason == "not_recorded"


def test_text_of_a_file_is_shown_as_it_is_written_and_is_never_markup():
    nasty = "<img src=x onerror=alert(1)> & <b>máy</b>"
    snapshot = worlds.make(
        projects=[worlds.project("A", title=nasty)],
        funding=[worlds.money("A", "local", 100), worlds.money("A", "counterpart", 250)],
    )
    filters = Filters(province="gia-lai", years=(2015, 2015), lens="ratio")
    drawing = figure(projects.by_project(snapshot, filters, "vi").spec, "light", "vi")
    text = figure_json(drawing)

    assert "&lt;img src=x onerror=alert(1)&gt; &amp; &lt;b&gt;máy&lt;/b&gt;" in text
    assert "<img" not in text and "<b>máy" not in text


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_choice_that_leaves_nothing_says_so_in_every_chart(shipped, name, language):
    nothing = DEMO.but(contents=("machinery_application",), districts=("622",), years=(2012, 2012))
    for lens in LENSES:
        chart = drawn(MAKERS[name], shipped, nothing.but(lens=lens), language)
        if chart is None:
            continue
        figure(chart.spec, "light", language)
        assert chart.answer.n == 0
        assert chart.spec.title and not SLIPS.search(chart.spec.title)
        assert not any(row.get("value") for row in chart.spec.rows)


@pytest.mark.parametrize("province", ["soc-trang", "gia-lai-2025", "viet-nam", "ha-giang", "can-tho-2025"])
def test_no_map_and_no_grid_is_drawn_of_a_place_without_records(shipped, province):
    filters = Filters(province=province, years=(2016, 2022), lens="total")
    for make in (places.grid, places.map_by_district, places.support_by_district):
        chart = make(shipped, filters, "vi")
        assert chart is None or not any(row.get("n") or row.get("value") for row in chart.spec.rows)


def test_the_unfinished_year_is_hatched_and_stands_outside_the_total(shipped):
    chart = money.by_year(shipped, DEMO, "vi")
    last = chart.spec.rows[-1]
    bars = figure(chart.spec, "light", "vi")["data"]

    assert (last["x"], last["unfinished"]) == (2023, True)
    for trace in bars:  # the pattern of the unfinished year is no part's own
        *finished, unfinished = trace["marker"]["pattern"]["shape"]
        assert len(finished) == 11 and "/" not in finished and unfinished == "/"
    assert sum(row["top"] for row in chart.spec.rows[:-1]) == chart.answer.total["numerator"]
    assert any("2023" in note for note in chart.spec.notes)


def test_of_many_projects_the_largest_are_drawn_and_the_others_are_counted(shipped, monkeypatch):
    whole = projects.by_project(shipped, DEMO, "vi").spec
    monkeypatch.setattr(projects, "DOTS", 5)
    cut = projects.by_project(shipped, DEMO, "vi").spec

    assert [row["mark"] for row in cut.rows] == [row["mark"] for row in whole.rows][:5]
    assert cut.notes[:-1] == whole.notes
    assert f"5 đề án đối ứng lớn nhất trong {len(whole.rows)}" in cut.notes[-1]


@pytest.mark.parametrize(
    ("years", "title"),
    [
        ((2015,), "Hệ số năm 2015 là 2,00"),
        ((2015, 2016), "Hệ số năm nào cũng là 2,00"),
        ((2015, 2017), "Hệ số theo năm đi từ 2,00 (2015) đến 3,00 (2017)"),
    ],
)
def test_a_ratio_of_one_year_or_one_value_does_not_run_from_itself_to_itself(years, title):
    figures = []
    for year in years:
        figures.append(worlds.figure(year, "state_support", 1_000_000_000, year))
        figures.append(worlds.figure(year + 100, "counterpart", (3 if year == 2017 else 2) * 1_000_000_000, year))  # fmt: skip
    filters = Filters(province="gia-lai", years=(2015, 2017), lens="ratio")

    assert money.by_year(worlds.make(figures=figures), filters, "vi").spec.title == title


def test_a_series_is_named_in_the_ink_of_the_page_after_a_mark_of_its_colour(shipped):
    spec = money.by_year(shipped, DEMO, "vi").spec
    for theme, colours in PALETTES.items():
        named = [a for a in figure(spec, theme, "vi")["layout"]["annotations"] if "■" in a["text"]]
        assert len(named) == len(spec.series)
        for series, note in zip(spec.series, named, strict=True):
            assert (
                note["font"]["color"] == colours["text"]
                and f"color:{colours[series.role]}'>■" in note["text"]
            )


def test_the_hatching_of_an_unfinished_year_stands_out_on_both_pages(shipped):
    """At least 3 : 1 against the page, or the stroke of the role where it has one."""
    spec = progress.cohorts(shipped, DEMO, "vi").spec
    for theme, colours in PALETTES.items():
        for series, trace in zip(spec.series, figure(spec, theme, "vi")["data"], strict=True):
            assert trace["marker"]["pattern"]["solidity"][-1] > trace["marker"]["pattern"]["solidity"][0]
            if spec.rows[-1][series.key]:
                light = sorted(lightness(c) for c in (trace["marker"]["color"][-1], colours["paper"]))
                assert light[1] - light[0] > 40, (theme, series.key)


def test_names_on_a_map_have_the_ink_and_the_halo_of_the_shade_under_them(shipped):
    spec = places.map_by_district(shipped, DEMO.but(lens="ratio"), "vi").spec
    shades = {row["label"]: row["class"] for row in spec.rows}
    for theme, colours in PALETTES.items():
        drawing = figure(spec, theme, "vi")
        names = drawing["data"][-1]
        for text, ink, shadow in zip(
            names["text"], names["textfont"]["color"], names["textfont"]["shadow"], strict=True
        ):
            shade = shades.get(text.replace("<br>", "\n"))
            if shadow != "none":
                assert (ink, colours["scale"][shade] in shadow) == (colours["on_scale"][shade], True)
        deep = [
            ink
            for text, ink in zip(names["text"], names["textfont"]["color"], strict=True)
            if shades.get(text) == 4
        ]
        assert deep and set(deep) == {colours["on_scale"][4]}
        at = len(drawing["data"]) - 1
        patches = drawing["layout"]["meta"]["narrow"]
        assert len(patches[f"data.{at}.textfont.color"]) == len(patches[f"data.{at}.text"])


@pytest.mark.parametrize("lens", ["total", "ratio"])
def test_the_classes_of_a_histogram_are_few_upright_and_no_log_scale(shipped, lens):
    for spec in (
        projects.spread(shipped, DEMO.but(lens=lens), "vi").spec,
        support.spread(shipped, DEMO, "vi").spec,
    ):
        layout = figure(spec, "light", "vi")["layout"]
        assert len(spec.rows) <= 11 and layout["xaxis"]["tickangle"] == 0
        assert "log" not in layout["xaxis"]["title"]["text"]
        lines = [line for text in layout["xaxis"].get("ticktext", ()) for line in text.split("<br>")]
        assert all(len(line) <= 6 for line in lines)


def test_no_dot_touches_the_names_and_its_number_has_a_halo(shipped):
    for spec in (ratio.by_content(shipped, DEMO, "vi").spec, ratio.by_district(shipped, DEMO, "vi").spec):
        drawing = figure(spec, "light", "vi")
        trace = drawing["data"][0]
        for ends, room in (
            (drawing["layout"]["xaxis"]["range"], 250),
            (drawing["layout"]["meta"]["narrow"]["layout.xaxis.range"], 175),
        ):
            for value, size in zip(trace["x"], trace["marker"]["size"], strict=True):
                assert (math.log10(value) - ends[0]) / (ends[1] - ends[0]) * room >= size / 2 + 4
        assert PALETTES["light"]["paper"] in trace["textfont"]["shadow"]


def test_the_dot_of_a_middle_leaves_the_middle_half_in_sight_on_a_phone(shipped):
    spec = progress.lead_times(shipped, DEMO, "vi").spec
    drawing = figure(spec, "light", "vi")
    at = len(drawing["data"]) - 1

    assert drawing["layout"]["meta"]["narrow"][f"data.{at}.marker.size"] < drawing["data"][0]["line"]["width"]
    span = drawing["layout"]["xaxis"]["range"][1]
    row = next(row for row in spec.rows if row["step"] == "approved_contracted")
    assert (row["upper"] - row["lower"]) / span * 330 > 2 * drawing["layout"]["meta"]["narrow"][
        f"data.{at}.marker.size"
    ]
