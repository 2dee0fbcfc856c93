"""What Python sends to the chart component, and the file the browser draws with."""

import gzip
import json
from datetime import date
from decimal import Decimal

import numpy
import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from pages.components.plot import figure_json
from pages.components.plotly_route import plotly_path, plotly_route


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
    page = AppTest.from_function(page_with_a_chart).run()

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
    assert len(small.body) < len(whole.body) / 3
    assert b"plotly.js v" in whole.body[:100]


def test_plotly_may_be_kept_for_a_year_since_its_address_names_the_version():
    from importlib.metadata import version

    assert version("plotly") in plotly_path()
    assert answer("gzip").headers["cache-control"] == "public, max-age=31536000, immutable"
