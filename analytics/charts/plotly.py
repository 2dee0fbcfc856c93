"""ChartSpec -> Plotly figure, as plain dicts: the first adapter, and the only one that speaks Plotly.

Dicts in the form that Plotly.js reads; building them through graph_objects validates every key at about
a millisecond a chart, which tests do instead (`tests/test_charts.py` passes each figure through plotly).
"""

from collections.abc import Callable

from analytics.charts import (
    area_kinds,
    basic_kinds,
    bullet,
    dots,
    dumbbell,
    lorenz,
    multiples,
    place_kinds,
    slope,
    stacked,
    tiles,
)
from analytics.charts import theme as themes
from analytics.charts.axes import SIZE
from analytics.charts.labelled import labelled
from analytics.charts.parts import parts
from analytics.charts.spans import spans
from analytics.charts.spec import ChartSpec

SEPARATORS = {"vi": ",.", "en": ".,"}


def figure(spec: ChartSpec, theme: str = "light", language: str = "vi") -> dict:
    """The figure of a spec in the colours of a theme: {data, layout}. Raises KeyError for a kind without an adapter."""
    colours = themes.PALETTES[theme]
    data, layout = _ADAPTERS[spec.kind](spec, colours, language)
    return {"data": data, "layout": _layout(spec, colours, language, layout)}


def _layout(spec: ChartSpec, colours: dict, language: str, extra: dict) -> dict:
    base = {
        "height": spec.height, "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "showlegend": False, "separators": SEPARATORS[language],
        "font": {"family": themes.FONT, "size": SIZE, "color": colours["text"]}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"bgcolor": colours["panel"], "bordercolor": colours["axis"], "font": {"family": themes.FONT, "size": SIZE, "color": colours["text"]}, "align": "left"},
        "hovermode": "closest", "dragmode": False, "bargap": 0.28,
    }  # fmt: skip
    for key, value in extra.items():
        base[key] = (
            {**base[key], **value} if isinstance(value, dict) and isinstance(base.get(key), dict) else value
        )
    return base


_ADAPTERS: dict[str, Callable] = {
    "columns": basic_kinds.columns, "dots": dots.dots, "bars": basic_kinds.bars, "scatter": place_kinds.scatter, "histogram": basic_kinds.histogram, "map": area_kinds.areas_map, "grid": place_kinds.grid, "waterfall": basic_kinds.waterfall,
    "parts": parts, "spans": spans, "labelled": labelled, "bullet": bullet.draw,
    "dumbbell": dumbbell.draw, "slope": slope.draw, "lorenz": lorenz.draw, "multiples": multiples.draw, "tiles": tiles.draw, "stacked": stacked.draw,
}  # fmt: skip
