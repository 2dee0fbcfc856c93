"""A page with every kind of chart the component draws; the figures are made up and mean nothing."""

import json
from pathlib import Path

import streamlit as st

from pages.components.plot import plot

AREAS = json.loads((Path(__file__).parents[1] / "data" / "gia_lai.json").read_text(encoding="utf-8"))
COLOURS = ["#12436D", "#28A197", "#801650", "#F46A25"]


def bars(factor: float) -> dict:
    names = ["Chư Păh", "Đak Đoa", "Ia Grai"]
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": names,
                "x": [1234.5 * factor, 800, 400],
                "customdata": ["627", "626", "628"],
                "hovertemplate": "%{y}<br>%{x:,.1f} triệu đồng<extra></extra>",
                "marker": {"color": COLOURS[0]},
            }
        ],
        "layout": {
            "separators": ",.",
            "margin": {"l": 90, "r": 20, "t": 10, "b": 40},
            "xaxis": {"tickformat": ",.0f"},
        },
    }


def dots() -> dict:
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "markers",
                "x": [0.25, 0.5, 1, 2, 4],
                "y": ["a", "b", "c", "d", "e"],
                "customdata": [["d1", "x"], ["d2", "x"], ["d3", "x"], ["d4", "x"], None],
                "marker": {"size": 14, "color": COLOURS[1]},
            }
        ],
        "layout": {"separators": ",.", "xaxis": {"type": "log", "tickvals": [0.25, 0.5, 1, 2, 4]}},
    }


def area_map() -> dict:
    codes = [area["id"] for area in AREAS["features"]]
    return {
        "data": [
            {
                "type": "choropleth",
                "geojson": AREAS,
                "featureidkey": "properties.code",
                "locations": codes,
                "customdata": codes,
                "text": [area["properties"]["name"] for area in AREAS["features"]],
                "hovertemplate": "%{text}: %{z:,.2f}<extra></extra>",
                "z": [index + 0.5 for index in range(len(codes))],
                "colorscale": [[0, "#6BACE6"], [1, "#12436D"]],
            }
        ],
        "layout": {
            "separators": ",.",
            "geo": {"visible": False, "fitbounds": "locations"},
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        },
    }


def months() -> dict:
    return {
        "data": [{"type": "scatter", "x": ["2016-01-01", "2016-02-01", "2016-03-01"], "y": [1, 3, 2]}],
        "layout": {"separators": ",.", "xaxis": {"tickformat": "%b %Y", "dtick": "M1"}},
    }


def charts() -> None:
    factor = st.radio("Hệ số", [1, 2], horizontal=True, key="factor")
    left, right = st.columns(2)
    with left:
        chosen_bar = plot(
            bars(factor), key="bars", height=260, alt="Cột theo huyện", summary="Chư Păh cao nhất."
        )
    with right:
        # Its words change with the factor, its figure does not.
        words = f"Từ ¼ đến 4, hệ số {factor}."
        chosen_dot = plot(dots(), key="dots", height=260, alt="Điểm trên trục log", summary=words)
    chosen_area = plot(area_map(), key="map", height=420, alt="Bản đồ Gia Lai", summary="17 huyện.")
    plot(months(), key="months", height=200, alt="Theo tháng", summary="Ba tháng.", selectable=False)
    chosen = chosen_bar or chosen_dot or chosen_area
    st.session_state.setdefault("log", [])
    if chosen:
        st.session_state.log.append(chosen)
    st.markdown(f"Đã chọn: [{chosen}]; tất cả: [{' '.join(st.session_state.log)}]")
    st.dataframe({"a": [1, 2]})


def other() -> None:
    st.title("Trang khác")
    plot(bars(1), key="other", height=200, alt="Cột", summary="Một biểu đồ.")


pages = [
    st.Page(charts, title="Biểu đồ", url_path="bieu-do", default=True),
    st.Page(other, title="Trang khác", url_path="trang-khac"),
]
st.navigation(pages, position="top").run()
