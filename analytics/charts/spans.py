"""The adapter of kind `spans`: a dot for the middle, a line for the middle half, one row a thing."""

from analytics.charts import narrow
from analytics.charts.axes import SIZE, axis, axis_title, escape
from analytics.charts.parts import row_words
from analytics.charts.spec import ChartSpec

DOT, DOT_ON_PHONE = 11, 8  # pixels: the middle half stays in sight on both sides of it


def spans(spec: ChartSpec, colours: dict, language: str):
    """Lower to upper quartile as a thick line, the median as a dot on it, name and figures of the row above; a linear axis from zero."""
    rows = list(spec.rows)
    labels = [escape(row["label"]) for row in rows]
    data = [
        {
            "type": "scatter", "mode": "lines", "x": [row["lower"], row["upper"]], "y": [label, label], "hoverinfo": "skip",
            "line": {"width": 9, "color": colours["second"]},
        }
        for row, label in zip(rows, labels, strict=True)
    ]  # fmt: skip
    data.append(
        {
            "type": "scatter", "mode": "markers", "x": [row["value"] for row in rows], "y": labels, "customdata": [row["mark"] for row in rows],
            "marker": {"size": DOT, "color": [colours[row.get("role", "focus")] for row in rows], "line": {"width": 1.5, "color": colours["paper"]}}, "cliponaxis": False,
            "hovertext": [escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
        }
    )  # fmt: skip
    top = max((row["upper"] for row in rows), default=1) or 1
    layout = narrow.meta({f"data.{len(data) - 1}.marker.size": DOT_ON_PHONE}) | {
        "annotations": row_words(rows, labels, SIZE, colours, escape), "margin": {"l": 4, "r": 16, "t": 16, "b": 8},
        "xaxis": axis(colours, title=axis_title(colours, spec.options["x_title"]), range=[-top * 0.02, top * 1.04], tickformat=",d", nticks=7),
        "yaxis": axis(colours, type="category", categoryorder="array", categoryarray=labels, range=[len(rows) - 0.5, -0.7], showticklabels=False),
    }  # fmt: skip
    return data, layout
