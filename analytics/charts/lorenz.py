"""ChartSpec -> a Lorenz curve: the districts from the least to the most, against what they hold together."""

from analytics.charts import axes
from analytics.charts.spec import ChartSpec


def draw(spec: ChartSpec, colours: dict, language: str):
    """Rows with x, y (cumulative shares, 0 to 1), label, named, hover, mark; `options`: x_title, y_title, even (the name of the diagonal)."""
    rows = list(spec.rows)
    font = {"size": axes.SIZE - 1, "color": colours["text"]}
    data = [
        {"type": "scatter", "mode": "lines", "x": [0, 1], "y": [0, 1], "hoverinfo": "skip", "line": {"width": 1.5, "dash": "dash", "color": colours["axis"]}},
        {
            "type": "scatter", "mode": "lines", "x": [0, *[r["x"] for r in rows]], "y": [0, *[r["y"] for r in rows]], "hoverinfo": "skip",
            "line": {"width": 2.5, "color": colours["focus"]},
        },
        {
            "type": "scatter", "mode": "markers", "x": [r["x"] for r in rows], "y": [r["y"] for r in rows], "customdata": [r["mark"] for r in rows], "cliponaxis": False,
            "marker": {"size": 10, "opacity": 1, "color": [colours["accent"] if r["named"] else colours["focus"] for r in rows], "symbol": ["diamond" if r["named"] else "circle" for r in rows]},
            "hovertext": [axes.escape(r["hover"]).replace("\n", "<br>") for r in rows], "hovertemplate": "%{hovertext}<extra></extra>",
        },
    ]  # fmt: skip
    annotations = [
        {
            "x": r["x"],
            "y": r["y"],
            "text": axes.escape(r["label"]),
            "showarrow": False,
            "xanchor": "right",
            "xshift": -11,
            "yshift": 4,
            "font": font,
        }
        for r in rows
        if r["named"]
    ]
    annotations.append(
        {
            "x": 0.3,
            "y": 0.3,
            "text": axes.escape(spec.options["even"]),
            "showarrow": False,
            "xanchor": "right",
            "xshift": -8,
            "yshift": 8,
            "font": font | {"color": colours["muted"]},
        }
    )
    axis = {
        "range": [-0.01, 1.03],
        "tickvals": [0, 0.25, 0.5, 0.75, 1],
        "ticktext": ["0 %", "25 %", "50 %", "75 %", "100 %"],
    }
    layout = {
        "annotations": annotations, "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "xaxis": axes.axis(colours, title=axes.axis_title(colours, spec.options["x_title"]), **axis),
        "yaxis": axes.axis(colours, title=axes.axis_title(colours, spec.options["y_title"]), **axis),
    }  # fmt: skip
    return data, layout
