"""The bullets of plan against done: what they say, and that the plan's mark stays within sight."""

import csv
import io
from decimal import Decimal

import pytest

from analytics import delivery
from analytics.charts import attainment as charts
from analytics.charts import payments
from analytics.charts.plotly import figure
from analytics.exports import csv_file
from analytics.sheet import Sheet
from analytics.text import LANGUAGES
from pages.components import drawer_parts
from tests.test_attainment import DAK_LAK, DEMO, SOC_TRANG


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [charts.measures, charts.years, charts.early, payments.paid, payments.begun])
def test_a_chart_of_the_screen_says_what_it_shows_in_both_languages(shipped, make, language):
    for filters in (DEMO, DEMO.but(tier="local", lens="counterpart"), SOC_TRANG, DAK_LAK):
        chart = make(shipped, filters, language)
        if chart is None:
            continue
        spec = chart.spec
        drawn = figure(spec, "dark", language)
        said = [spec.title, spec.subtitle, spec.alt, *spec.notes, *(r["hover"] for r in spec.rows)]
        assert spec.title and not any("None" in text or "{" in text for text in said)
        assert drawn["layout"]["yaxis"]["tickvals"] == list(range(len(spec.rows)))
        assert all(set(f.key for f in spec.fields) <= set(row) for row in spec.rows)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [charts.measures, charts.years, charts.early, payments.begun])
@pytest.mark.parametrize("filters", [DEMO, SOC_TRANG, DAK_LAK])
def test_each_share_of_a_download_can_be_made_again_from_the_numbers_beside_it(
    shipped, make, filters, language
):
    chart = make(shipped, filters, language)
    if chart is None or not chart.spec.rows:
        return
    spec = chart.spec
    plan = "plan" if make is charts.years else "planned"
    sheet = Sheet("t", spec.title, spec.fields, spec.rows, language=language)
    at = [field.key for field in spec.fields]
    heads, *lines = csv.reader(io.StringIO(csv_file.write(sheet).decode("utf-8-sig")))
    cells = [dict(zip(at, line, strict=True)) for line in lines[: len(spec.rows)]]

    assert len(set(heads)) == len(heads)
    for row in cells:
        assert Decimal(row["done"]) * 100 / Decimal(row[plan]) == pytest.approx(Decimal(row["value"]))
        if row.get("adjusted_plan"):
            again = Decimal(row["done"]) * 100 / Decimal(row["adjusted_plan"])
            assert again == pytest.approx(Decimal(row["adjusted_value"]))


def test_a_download_of_the_measures_has_whole_amounts_with_their_unit(shipped):
    rows = {row["label"]: row for row in charts.measures(shipped, SOC_TRANG, "vi").spec.rows}

    told = [
        (rows[name]["done"], rows[name]["planned"], rows[name]["unit"])
        for name in ("Vốn đối ứng", "Số đề án")
    ]
    assert told == [(45_251_840_000, 18_550_000_000, "đồng"), (66, 49, "đề án")]


def test_the_mark_of_the_plan_stays_within_sight_where_the_bar_passes_it(shipped):
    spec = charts.measures(shipped, SOC_TRANG, "vi").spec
    data = figure(spec, "light", "vi")["data"]
    kinds = [(trace["type"], trace["mode"] if trace["type"] == "scatter" else "") for trace in data]
    marks = [t for t in data if t["type"] == "scatter" and t["mode"] == "markers"]

    assert max(data[0]["x"]) > 246
    assert kinds.index(("bar", "")) < kinds.index(("scatter", "markers"))  # drawn over the bar, not under it
    assert all(x == 100 for trace in marks for x in trace["x"])
    assert marks[0]["marker"]["line"]["width"] > marks[1]["marker"]["line"]["width"]  # a halo under the ink
    assert marks[0]["marker"]["line"]["color"] != marks[1]["marker"]["line"]["color"]


def test_the_unfinished_year_is_outlined_named_and_outside_the_share_that_the_title_states(shipped):
    chart = payments.paid(shipped, DEMO, "vi")
    last = chart.spec.rows[-1]

    assert (last["label"], last["unfinished"]) == ("2023", True)
    assert chart.answer.total["denominator"] == sum(r["plan"] for r in chart.spec.rows if not r["unfinished"])
    assert "89,9" in chart.spec.title
    settled, advance = figure(chart.spec, "light", "vi")["data"][:2]
    assert last["sub"] == "chưa hết năm" and not any(row["sub"] for row in chart.spec.rows[:-1])
    for band, pattern in (
        (settled, ""),
        (advance, "."),
    ):  # settled money and advances are told apart in it too
        assert set(band["marker"]["pattern"]["shape"]) == {pattern}
        assert band["marker"]["line"]["width"][-1] == 2 and set(band["marker"]["line"]["width"][:-1]) == {1}


def bullets(shipped):
    """Every bullet of the shipped places: (spec, its figure)."""
    for make in (charts.measures, charts.years, charts.early, payments.paid, payments.begun):
        for filters in (DEMO, SOC_TRANG, DAK_LAK):
            chart = make(shipped, filters, "vi")
            if chart and chart.spec.rows:
                yield chart.spec, figure(chart.spec, "light", "vi")


@pytest.mark.parametrize("phone", [False, True])
def test_the_number_of_a_bar_stands_at_its_end_and_touches_no_mark(shipped, phone):
    """Beyond a mark only where the bar passes it, or where neither the bar nor the way to the mark has room for the number."""
    for spec, drawn in bullets(shipped):
        at = next(i for i, trace in enumerate(drawn["data"]) if trace.get("mode") == "text")
        trace, patches = drawn["data"][at], drawn["layout"]["meta"]["narrow"]
        x = patches[f"data.{at}.x"] if phone else trace["x"]
        sides = patches[f"data.{at}.textposition"] if phone else trace["textposition"]
        span = (patches["layout.xaxis.range"] if phone else drawn["layout"]["xaxis"]["range"])[1]
        for row, place, side in zip(spec.rows, x, sides, strict=True):
            end = sum(row.get(s.key) or 0 for s in spec.series) / spec.options["scale"]
            marks = [row[k] / spec.options["scale"] for k in ("plan", "adjusted") if row.get(k)]
            takes = (
                span * len(row["text"]) * 7.8 / (300 if phone else 440)
            )  # at least, in the widest room there is
            if place == end or side == "middle left":
                assert place > end - 0.4 * takes, (spec.key, row["label"])
                words = (place - takes, place) if side == "middle left" else (end, end + takes)
                assert not any(words[0] < mark < words[1] for mark in marks), (spec.key, row["label"])
            else:
                assert place in marks and place - end < 2.2 * takes, (spec.key, row["label"])


def test_the_plan_is_named_once_at_its_mark(shipped):
    spec = charts.measures(shipped, SOC_TRANG, "vi").spec
    named = [a for a in figure(spec, "light", "vi")["layout"]["annotations"] if "kế hoạch" in a["text"]]
    x = figure(spec, "light", "vi")["data"][-1]["x"]

    assert [(a["text"], a["x"]) for a in named] == [("kế hoạch ban đầu (100\u00a0%)", 100)]
    assert x[[row["label"] for row in spec.rows].index("Khuyến công địa phương")] == pytest.approx(
        61.2, abs=0.1
    )


def test_work_begun_never_looks_like_money_paid(shipped):
    rows = payments.begun(shipped, DEMO, "vi").spec.rows

    assert [row["unfinished"] for row in rows] == [True, True, False]
    assert all(row["mark"].startswith("year=2023&pay=") for row in rows)


def test_contents_without_a_project_are_those_that_no_record_names(shipped):
    rows, _ = delivery.contents(shipped, DEMO)
    used = {r["content_code"] for r in shipped.rows("SELECT content_code FROM project WHERE province = 'demo' AND kind = 'project' AND repayable <> 'yes' AND year <= 2022")}  # fmt: skip

    assert {row["content"] for row in rows if row["projects"] or row["given_up"]} == used - {"unclassified"}
    assert not any(row["content"] == "digital_transformation" for row in rows)


def test_the_state_keeps_its_capital_letter_within_a_sentence(shipped):
    said = [
        *charts.measures(shipped, SOC_TRANG, "vi").spec.notes,
        *charts.measures(shipped, DEMO, "vi").spec.notes,
    ]

    assert any("Nhà nước hỗ trợ 23,6" in text for text in said)
    assert any("số đề án 40,7" in text for text in said) and not any("nhà nước" in text for text in said)


def test_the_grid_is_wide_enough_for_amounts_in_dong_and_narrow_for_counts(shipped):
    spec = charts.measures(shipped, SOC_TRANG, "vi").spec
    done = next(field for field in spec.fields if field.key == "done")
    counts = tuple(row for row in spec.rows if row["unit"] == "đề án")

    wide, narrow = (
        drawer_parts._width(done, Sheet("t", "", spec.fields, rows)) for rows in (spec.rows, counts)
    )
    assert wide == "medium" != narrow
