"""Printed in grey, what a chart tells apart by colour is still told apart: by a step of lightness, a pattern or the shape of a mark."""

import itertools
import json

import pytest

from analytics.charts.theme import GREY_STEP, LIGHT, lightness, patterns
from tests.test_pages import KEYS, PAGES, charts, fresh

# Orders of a stack as the screens draw them.
STACKS = (
    ("local", "national", "other_state", "counterpart"),
    ("national", "second", "counterpart", "accent"),
)


@pytest.fixture
def open_page(shipped_home, monkeypatch):
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))
    return fresh


def test_lightness_is_that_of_the_cie():
    assert lightness("#000000") == 0
    assert lightness("#FFFFFF") == pytest.approx(100)
    assert lightness("#777777") == pytest.approx(50, abs=0.5)
    assert lightness("#FF0000") == pytest.approx(53.2, abs=0.1)


@pytest.mark.parametrize("roles", STACKS)
def test_parts_of_a_stack_that_print_alike_have_different_patterns(roles):
    told = list(zip((lightness(LIGHT[role]) for role in roles), patterns(roles), strict=True))

    for (one, pattern), (other, other_pattern) in itertools.combinations(told, 2):
        assert pattern != other_pattern or abs(one - other) >= GREY_STEP
    assert "" in patterns(roles)


def first(value):
    """A colour, pattern or symbol of a trace: of its marks that are not the unfinished year's, which is hatched by itself."""
    if isinstance(value, list):
        return next((v for v in value if v not in (LIGHT["faint"], "/")), value[0] if value else "")
    return value or ""


def look(trace: dict) -> tuple[str, float, str]:
    """(kind of mark, its lightness, its pattern or symbol)."""
    marker = trace["marker"]
    if trace["type"] == "bar":
        return "bar", lightness(first(marker["color"])), first(marker.get("pattern", {}).get("shape"))
    return "mark", lightness(first(marker["color"])), first(marker.get("symbol"))


def category(trace: dict) -> set:
    """Where the marks of a trace stand: bars at other places are other rows with names of their own."""
    if trace["type"] != "bar":
        return {"anywhere"}
    return {str(value) for value in trace["y" if trace.get("orientation") == "h" else "x"]}


@pytest.mark.parametrize("at", PAGES, ids=KEYS.get)
def test_no_two_series_of_a_chart_look_the_same_in_grey(open_page, at):
    for key, chart in charts(open_page(at)).items():
        traces = [
            trace
            for trace in json.loads(chart["figure"])["data"]
            if trace["type"] == "bar" or (trace["type"] == "scatter" and trace.get("mode") == "markers")
        ]
        named = [trace for trace in traces if trace.get("name") and "marker" in trace]
        for one, other in itertools.combinations(named, 2):
            if one["name"] == other["name"] or not category(one) & category(other):
                continue
            (kind, light, shape), (other_kind, other_light, other_shape) = look(one), look(other)
            apart = kind != other_kind or shape != other_shape or abs(light - other_light) >= GREY_STEP
            assert apart, (key, one["name"], other["name"])
