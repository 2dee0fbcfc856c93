"""The adapter of kind `dots`: one dot a row on a log axis, its number beside it, a line for the whole."""

import math

from analytics.charts import narrow
from analytics.charts.axes import BELOW_TITLED, SIZE, axis, escape, halo, log_axis
from analytics.charts.spec import ChartSpec

HALF_PAGE = 500  # pixels of a chart in one of two columns on a laptop


def dots(spec: ChartSpec, colours: dict, language: str):
    """One dot a row on a log axis, the province's ratio as a line; rows on few projects are grey rings."""
    rows = [row for row in spec.rows if row["value"]]
    lines = [line for line in spec.options.get("lines", ()) if line["value"]]
    values = [row["value"] for row in rows] + [line["value"] for line in lines]
    low, high = (min(values), max(values)) if values else (0.5, 2)
    sizes = [row.get("size", 12) for row in rows]
    data = [
        {
            "type": "scatter", "mode": "markers+text", "x": [row["value"] for row in rows], "y": [escape(row["label"]) for row in rows], "customdata": [row["mark"] for row in rows],
            "marker": {
                "size": sizes, "opacity": 1, "color": [colours["paper"] if row.get("few") else colours[row.get("role", "focus")] for row in rows],
                "line": {"width": 2, "color": [colours["muted"] if row.get("few") else colours[row.get("role", "focus")] for row in rows]},
            },
            "text": [f"  {escape(row['text'])}" for row in rows], "textposition": "middle right", "textfont": {"size": SIZE - 1, "color": [colours["muted"] if row.get("few") else colours["text"] for row in rows], "shadow": halo(colours["paper"])},
            "hovertext": [escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>", "cliponaxis": False,
        }
    ]  # fmt: skip
    shapes, annotations = [], []
    for i, line in enumerate(lines):
        colour = colours["accent"] if not i else colours["axis"]
        shapes.append(
            {
                "type": "line",
                "x0": line["value"],
                "x1": line["value"],
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": colour, "width": 1.5, "dash": "dot"},
                "layer": "below",
            }
        )
        annotations.append(
            {"x": math.log10(line["value"]), "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": line.get("side", "center"), "text": escape(line["text"]), "showarrow": False,
             "font": {"size": SIZE - 1, "color": colour if not i else colours["muted"]}}
        )  # fmt: skip
    told = {
        f"layout.annotations.{i}.{key}": value
        for i in range(len(lines))
        for key, value in (("xref", "paper"), ("x", 1), ("xanchor", "right"), ("yshift", 20 * i), ("font.size", narrow.SMALL))
    }  # fmt: skip
    patches = (
        narrow.names([row["label"] for row in rows]), narrow.title(spec.options["x_title"]), told,
        {"layout.margin.t": 10 + 20 * len(lines), "layout.margin.r": 40, "layout.margin.b": 8},
    )  # fmt: skip
    across = log_axis(colours, low, high * 1.15, spec.options["x_title"])
    phone_range = _clear_of_names(rows, across["range"], narrow.WIDTH / 2)
    across["range"] = _clear_of_names(rows, across["range"], HALF_PAGE / 2)
    layout = narrow.meta(*patches, {"layout.xaxis.range": phone_range}) | {
        "shapes": shapes, "annotations": annotations, "margin": {"l": 8, "r": 52, "t": 28, "b": BELOW_TITLED},
        "xaxis": across,
        "yaxis": axis(colours, autorange="reversed", tickfont={"size": SIZE - 1, "color": colours["text"]}, type="category"),
    }  # fmt: skip
    return data, layout


def _clear_of_names(rows: list[dict], ends: list[float], room: float) -> list[float]:
    """A log range (its two exponents) that begins early enough for no dot to touch the names left of it; `room`: pixels of the axis."""
    span = ends[1] - ends[0]
    reach = [math.log10(row["value"]) - (row.get("size", 12) / 2 + 8) / room * span for row in rows]
    return [min([ends[0], *reach]), ends[1]]
