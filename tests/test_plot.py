"""What Python sends to the chart component, and the file the browser draws with."""

import gzip
import json
import re
from datetime import date
from decimal import Decimal

import numpy
import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from data.paths import PROGRAM
from pages.components.plot import figure_json
from pages.components.plotly_route import VERSION, plotly_path, plotly_route


def test_missing_values_stay_missing():
    figure = {"data": [{"type": "bar", "y": [1.5, float("nan"), None]}], "layout": {}}

    assert json.loads(figure_json(figure))["data"][0]["y"] == [1.5, None, None]


def test_arrays_and_dates_are_written_as_plotly_reads_them():
    figure = {"data": [{"x": [date(2016, 3, 1)], "y": numpy.array([1, 2])}]}

    assert json.loads(figure_json(figure)) == {"data": [{"x": ["2016-03-01"], "y": [1, 2]}], "layout": {}}


def test_a_value_without_a_json_form_is_refused():
    with pytest.raises(TypeError):
        figure_json({"data": [{"y": [Decimal("1.5")]}], "layout": {}})


def page_with_a_chart():
    import streamlit as st

    from pages.components.plot import plot

    figure = {"data": [{"type": "bar", "x": ["a"], "y": [1], "customdata": ["A"]}], "layout": {}}
    chosen = plot(figure, key="chart", height=200, alt="Tên", summary="Một câu.", language="en")
    st.write(f"chosen: {chosen}")


def test_a_page_with_a_chart_runs_without_a_browser():
    page = AppTest.from_function(page_with_a_chart, default_timeout=60).run()

    assert not page.exception
    assert page.markdown[0].value == "chosen: None"
    sent = json.loads(page.get("bidi_component")[0].proto.json)
    assert (sent["alt"], sent["summary"], sent["height"]) == ("Tên", "Một câu.", 200)
    assert json.loads(sent["figure"])["data"][0]["y"] == [1]
    assert sent["source"] == plotly_path()


def answer(accept_encoding: str):
    headers = [(b"accept-encoding", accept_encoding.encode("ascii"))]
    return plotly_route().endpoint(Request({"type": "http", "method": "GET", "headers": headers}))


def test_plotly_is_sent_compressed_to_those_who_accept_it_and_is_the_same_file():
    small, whole = answer("br, gzip"), answer("identity")

    assert small.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in whole.headers
    assert gzip.decompress(small.body) == whole.body
    assert len(small.body) < len(whole.body) / 2


def test_the_bundle_is_of_the_version_that_checks_our_figures_and_its_address_names_it():
    from plotly.offline import get_plotlyjs_version

    assert get_plotlyjs_version() == VERSION
    assert f"plotly.js v{VERSION}:".encode() in answer("identity").body[:100]
    assert VERSION in plotly_path()
    assert answer("gzip").headers["cache-control"] == "public, max-age=31536000, immutable"


def test_the_bundle_holds_every_kind_of_trace_that_a_chart_draws_with():
    """What stands as `type` in the charts and is no trace: shapes, axes, projections."""
    told = answer("identity").body[:100].decode("ascii").split(": ", 1)[1].splitlines()[0]
    named = set()
    for path in (PROGRAM / "analytics" / "charts").rglob("*.py"):
        named |= set(re.findall(r'"type": "(\w+)"', path.read_text(encoding="utf-8")))

    traces = named - {"line", "rect", "path", "log", "mercator", "category"}
    assert {"bar", "scatter", "choropleth"} <= traces <= set(told.split(", "))
