"""The adapter of kind `labelled`: horizontal bars whose name stands above them and whose value at their end; for long names on narrow screens."""

from analytics.charts.axes import SIZE, axis, escape
from analytics.charts.spec import ChartSpec

ROW = 52  # pixels a row: a line of text and a bar
ROOM = 1.65  # the longest bar leaves this much of its length for the words at its end


def labelled(spec: ChartSpec, colours: dict, language: str):
    """One bar a row from zero on one unit, without an axis: every bar says its value."""
    rows = list(spec.rows)
    top = max((row["value"] or 0 for row in rows), default=0) or 1
    places = list(range(len(rows)))
    data = [
        {
            "type": "bar", "orientation": "h", "x": [row["value"] or 0 for row in rows], "y": [at + 0.18 for at in places], "width": 0.36, "customdata": [row["mark"] for row in rows],
            "marker": {"color": [colours[row.get("role", "focus")] for row in rows]}, "text": [f" {escape(row['text'])}" for row in rows], "textposition": "outside", "cliponaxis": False,
            "textfont": {"size": SIZE - 1, "color": colours["text"]}, "hovertext": [escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]  # fmt: skip
    names = [
        {
            "x": 0, "y": at - 0.22, "xanchor": "left", "yanchor": "middle", "text": escape(row["label"]), "showarrow": False, "align": "left",
            "font": {"size": SIZE - 1, "color": colours["text"]},
        }
        for at, row in zip(places, rows, strict=True)
    ]  # fmt: skip
    base = {"type": "line", "x0": 0, "x1": 0, "y0": -0.5, "y1": len(rows) - 0.5, "line": {"color": colours["axis"], "width": 1}, "layer": "below"}  # fmt: skip
    layout = {
        "annotations": names, "shapes": [base], "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
        "xaxis": axis(colours, range=[0, top * ROOM], visible=False),
        "yaxis": axis(colours, range=[len(rows) - 0.5, -0.5], visible=False),
    }  # fmt: skip
    return data, layout


def height(rows) -> int:
    """Pixels that the rows need."""
    return max(1, len(rows)) * ROW + 8
