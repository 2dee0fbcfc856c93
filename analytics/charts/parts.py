"""The adapter of kind `parts`: horizontal bars made of parts, each part a set of projects of its own."""

from analytics.charts.axes import SIZE, axis, axis_title, escape
from analytics.charts.spec import ChartSpec

# A row with its words above its bar: long names and phones both have room.
ROW = 54
TOP = 40  # pixels above the first row, for the line that names the series


def parts(spec: ChartSpec, colours: dict, language: str):
    """One bar a row, its series one after another from zero; the name and the words of the row stand above it, the series in a line on top.

    A series of role `accent` is hatched too, so that it is told apart without colour.
    """
    rows = list(spec.rows)
    labels = [escape(row["label"]) for row in rows]
    data = []
    for series in spec.series:
        hatched = series.role == "accent"
        data.append(
            {
                "type": "bar", "orientation": "h", "name": escape(series.label), "y": labels, "x": [row.get(series.key) or None for row in rows],
                "customdata": [row[f"mark_{series.key}"] for row in rows],
                "marker": {
                    "color": colours[series.role], "line": {"color": colours["paper"], "width": 1},
                    "pattern": {"shape": "/" if hatched else "", "fgcolor": colours["paper"], "bgcolor": colours[series.role], "fillmode": "replace", "size": 6, "solidity": 0.2},
                },
                "hovertext": [escape(row[f"hover_{series.key}"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>", "textposition": "none",
            }
        )  # fmt: skip
    several = len(spec.series) > 1
    layout = {
        "barmode": "stack", "bargap": 0.66, "annotations": row_words(rows, labels, SIZE, colours, escape), "margin": {"l": 10, "r": 12, "t": TOP if several else 16, "b": 8},
        "showlegend": several,
        "legend": {
            "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top", "itemclick": False, "itemdoubleclick": False, "traceorder": "normal",
            "font": {"size": SIZE - 1, "color": colours["text"]},
        },
        "xaxis": axis(colours, title=axis_title(colours, spec.options["x_title"]), rangemode="tozero", tickformat=",d", nticks=6, dtick=spec.options.get("dtick")),
        "yaxis": axis(colours, autorange="reversed", showgrid=False, showticklabels=False, type="category", categoryorder="array", categoryarray=labels),
    }  # fmt: skip
    return data, layout


def row_words(rows: list[dict], labels: list[str], size: int, colours: dict, escape) -> list[dict]:
    """The name of each row and its figures, in one line above its mark."""
    return [
        {
            "xref": "paper", "x": 0, "xanchor": "left", "y": label, "yanchor": "bottom", "yshift": 10, "showarrow": False, "align": "left",
            "text": f"{label}  <b>{escape(row['text'])}</b>", "font": {"size": size - 1, "color": colours["text"]},
        }
        for row, label in zip(rows, labels, strict=True)
    ]  # fmt: skip
