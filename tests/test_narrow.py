"""What charts are on a phone, and where the names of a map stand: without a browser."""

import copy
import itertools

import plotly.graph_objects as go
import pytest

from analytics.charts import (
    activities,
    attainment,
    compare,
    map_names,
    money,
    narrow,
    places,
    projects,
    quality,
    ratio,
    shapes,
)
from analytics.charts.plotly import figure
from analytics.filters import Filters
from data import geography

DEMO = Filters(province="demo", years=(2012, 2022), lens="total")
RATIO = DEMO.but(lens="ratio")
MAKERS = {
    "year": (money.by_year, DEMO),
    "year_ratio": (money.by_year, RATIO),
    "ratio_content": (ratio.by_content, RATIO),
    "ratio_district": (ratio.by_district, RATIO),
    "projects": (projects.by_project, RATIO),
    "spread": (projects.spread, RATIO),
    "change": (ratio.change, RATIO),
    "map_money": (places.map_by_district, DEMO),
    "map_ratio": (places.map_by_district, RATIO),
    "grid": (places.grid, DEMO),
    "lacking": (quality.every_year, DEMO),
    "attained": (attainment.measures, DEMO),
    "classes": (activities.classes, DEMO),
    "terms_content": (compare.between(compare.by_content, (2012, 2016), (2018, 2022)), DEMO),
    "terms_type": (compare.between(compare.by_type, (2012, 2016), (2018, 2022)), DEMO),
}
PROVINCES = {"Gia Lai": "64", "Đắk Lắk": "66", "Sóc Trăng": "94", "Thanh Hóa": "38", "Hà Nội": "01"}


def on_a_phone(drawing: dict) -> dict:
    """The figure as plot.js draws it below 480 pixels. Raises KeyError or IndexError where a path leads nowhere."""
    drawing = copy.deepcopy(drawing)
    for path, value in drawing["layout"]["meta"]["narrow"].items():
        *way, last = path.split(".")
        part = drawing
        for key in way:
            part = part[int(key)] if isinstance(part, list) else part[key]
        part[last] = value
    return drawing


@pytest.mark.parametrize("name", MAKERS)
def test_what_a_phone_puts_into_a_chart_has_its_place_there_and_plotly_reads_it(shipped, name):
    make, filters = MAKERS[name]
    drawing = on_a_phone(figure(make(shipped, filters, "vi").spec, "light", "vi"))
    data = [trace | {"geojson": {}} if "geojson" in trace else trace for trace in drawing["data"]]

    go.Figure({"data": data, "layout": drawing["layout"]})  # raises ValueError for what Plotly does not know


def test_a_long_name_takes_two_lines_at_most_and_stays_as_it_is_written():
    assert narrow.wrapped("Hiệp hội, liên kết doanh nghiệp") == "Hiệp hội, liên kết<br>doanh nghiệp"
    assert narrow.wrapped("Máy <b> & dây chuyền") == "Máy &lt;b&gt; &amp; dây chuyền"
    assert narrow.wrapped("một hai ba bốn năm sáu", 8) == "một hai<br>ba bốn…"


def test_numbers_above_columns_give_way_to_the_largest_and_the_last_where_they_would_touch():
    assert narrow.shown(["8", "9", "10"], [8, 9, 10]) == [True] * 3
    values = [100, 900, None, 300, 400, *range(10)]
    told = narrow.shown([f"{v},5 tỷ" if v is not None else "" for v in values], values)
    assert [i for i, yes in enumerate(told) if yes] == [1, len(values) - 1]


def test_years_on_a_phone_are_short_and_the_last_is_always_told():
    few, many = narrow.years(range(2012, 2024)), narrow.years(range(1990, 2024))

    assert few["layout.xaxis.ticktext"] == [f"'{year % 100}" for year in range(2012, 2024)]
    assert len(many["layout.xaxis.ticktext"]) < 20 and many["layout.xaxis.tickvals"][-1] == 2023


def test_on_a_phone_the_parts_of_a_stack_are_named_above_it_and_not_beside(shipped):
    spec = money.by_year(shipped, DEMO, "vi").spec
    drawing = on_a_phone(figure(spec, "light", "vi"))
    labels = tuple(f"<b>{series.label}</b>" for series in spec.series)

    assert drawing["layout"]["showlegend"]
    assert [trace["name"] for trace in drawing["data"]] == [series.label for series in spec.series]
    assert [
        note["visible"] for note in drawing["layout"]["annotations"] if note["text"].endswith(labels)
    ] == [False] * 4


def boxes(names: list, sheet: map_names.Sheet, size: float) -> list:
    out = []
    for name in names:
        x, y = sheet.pixel(name.lon, name.lat)
        lines = name.text.split("\n")
        half = (
            max(map(len, lines)) * size * map_names.LETTER / 2 - 1,
            len(lines) * size * map_names.LINE / 2 - 1,
        )
        out.append((x - half[0], y - half[1], x + half[0], y + half[1]))
    return out


@pytest.mark.parametrize("radius", [0, 14])
@pytest.mark.parametrize("room", [(520, 500, 14.4), (350, 430, 11)])
@pytest.mark.parametrize("province", PROVINCES)
def test_no_two_names_of_a_map_touch_and_what_stands_beside_its_district_has_a_line_to_it(
    province, room, radius
):
    areas, points = shapes.shapes(PROVINCES[province])
    middles = {geography.bare_district(a["properties"]["name"]): points[a["id"]] for a in areas["features"]}
    rows = [{"label": name, "lon": lon, "lat": lat, "radius": radius} for name, (lon, lat) in middles.items()]
    sheet = map_names.Sheet(map_names.bounds(areas), *room[:2])
    placed = map_names.placed(rows, sheet, room[2])

    for one, other in itertools.combinations(boxes(placed, sheet, room[2]), 2):
        assert not (one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3])
    for name in placed:
        away = zip(sheet.pixel(*middles[name.text]), sheet.pixel(name.lon, name.lat), strict=True)
        assert max(abs(a - b) for a, b in away) <= 70 or name.of == middles[name.text]
    assert len(placed) >= len(rows) * 0.65


def test_a_map_of_names_knows_its_pixels_both_ways():
    sheet = map_names.Sheet((107.0, 13.0, 109.0, 15.0), 400, 500)

    assert sheet.pixel(107.0, 13.0) == pytest.approx((0, 0))
    assert sheet.pixel(109.0, 15.0)[0] == pytest.approx(400)
    assert sheet.degrees(*sheet.pixel(108.2, 14.1)) == pytest.approx((108.2, 14.1))
