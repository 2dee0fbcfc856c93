"""ChartSpec -> horizontal bars of parts that make a whole count; the second part is hatched as well as coloured."""

from analytics.charts import axes, narrow
from analytics.charts.spec import ChartSpec

PATTERNS, SIGNS = ("", "/", ".", "x"), "■▨▩▦"


def draw(spec: ChartSpec, colours: dict, language: str):
    """Rows with label, a number for each series (None: not recorded), text (beside the bar), hover or hover_KEY, mark_KEY where a part opens; `options`: x_title, dtick."""
    rows = list(spec.rows)
    names = [axes.escape(row["label"]) for row in rows]
    data = []
    for i, series in enumerate(spec.series):
        pattern = {
            "shape": PATTERNS[i],
            "bgcolor": colours[series.role],
            "fgcolor": colours["paper"],
            "size": 7,
            "solidity": 0.25,
        }
        data.append(
            {
                "type": "bar", "orientation": "h", "name": series.label, "y": names, "x": [row[series.key] for row in rows], "customdata": [row.get(f"mark_{series.key}", "") for row in rows],
                "marker": {"color": colours[series.role], "line": {"color": colours["paper"], "width": 1}, "pattern": pattern},
                "hovertext": [axes.escape(row.get(f"hover_{series.key}") or row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )  # fmt: skip
    named = "   ".join(f"<span style='color:{colours[s.role]}'>{sign}</span> {axes.escape(s.label)}" for sign, s in zip(SIGNS, spec.series, strict=False))  # fmt: skip
    above = {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6,
        "showarrow": False,
    }
    font = {"size": axes.SIZE - 1, "color": colours["text"]}
    ends = [
        {"x": sum(row[s.key] or 0 for s in spec.series), "y": name, "text": axes.escape(row["text"]), "showarrow": False, "xanchor": "left", "xshift": 6, "font": font}
        for name, row in zip(names, rows, strict=True)
    ]  # fmt: skip
    top = max((sum(row[s.key] or 0 for s in spec.series) for row in rows), default=1) or 1
    small = {"layout.xaxis.range": [0, top * 1.75]} | {f"layout.annotations.{i}.font.size": narrow.SMALL for i in range(len(rows) + 1)}  # fmt: skip
    layout = narrow.meta(small) | {
        "barmode": "stack", "bargap": 0.3, "margin": {"l": 8, "r": 12, "t": 34, "b": 8}, "annotations": [above | {"text": f"<b>{named}</b>", "font": font}, *ends],
        "xaxis": axes.axis(colours, title=axes.axis_title(colours, spec.options["x_title"]), range=[0, top * 1.32], tickformat=",d", dtick=spec.options.get("dtick")),
        "yaxis": axes.axis(colours, autorange="reversed", showgrid=False, type="category", tickfont=font, ticks="outside", ticklen=5, tickcolor="rgba(0,0,0,0)"),
    }  # fmt: skip
    return data, layout
