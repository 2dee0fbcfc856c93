"""The adapter of kind `parts`: horizontal bars made of parts, each part a set of projects of its own."""

from analytics.charts.spec import ChartSpec


def parts(spec: ChartSpec, colours: dict, language: str):
    """One bar a row, its series one after another from zero; the words of the row stand at its end, the series in a line above.

    A series of role `accent` is hatched too, so that it is told apart without colour.
    """
    # Here and not above: the module that lists the adapters imports this one.
    from analytics.charts.plotly import SIZE, _axis, _escape, _title

    rows = list(spec.rows)
    labels = [_escape(row["label"]) for row in rows]
    data = []
    for series in spec.series:
        hatched = series.role == "accent"
        data.append(
            {
                "type": "bar", "orientation": "h", "name": _escape(series.label), "y": labels, "x": [row.get(series.key) or None for row in rows],
                "customdata": [row[f"mark_{series.key}"] for row in rows],
                "marker": {
                    "color": colours[series.role], "line": {"color": colours["paper"], "width": 1},
                    "pattern": {"shape": "/" if hatched else "", "fgcolor": colours["paper"], "bgcolor": colours[series.role], "fillmode": "replace", "size": 6, "solidity": 0.2},
                },
                "hovertext": [_escape(row[f"hover_{series.key}"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>", "textposition": "none",
            }
        )  # fmt: skip
    totals = [sum(row.get(s.key) or 0 for s in spec.series) for row in rows]
    annotations = [
        {
            "x": total, "y": label, "text": _escape(row["text"]), "showarrow": False, "xanchor": "left", "xshift": 6, "align": "left",
            "font": {"size": SIZE - 1, "color": colours["text"]},
        }
        for row, label, total in zip(rows, labels, totals, strict=True)
    ]  # fmt: skip
    room = spec.options.get("room", 1.35)  # so that the words at the end of the longest bar stay inside
    layout = {
        "barmode": "stack", "bargap": 0.34, "annotations": annotations, "margin": {"l": 8, "r": 8, "t": 34 if len(spec.series) > 1 else 8, "b": 8},
        "showlegend": len(spec.series) > 1,
        "legend": {"orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top", "itemclick": False, "itemdoubleclick": False, "traceorder": "normal", "font": {"size": SIZE - 1, "color": colours["text"]}},
        "xaxis": _axis(colours, title=_title(colours, spec.options["x_title"]), range=[0, (max(totals, default=1) or 1) * room], tickformat=",d", nticks=6),
        "yaxis": _axis(colours, autorange="reversed", showgrid=False, type="category", categoryorder="array", categoryarray=labels, tickfont={"size": SIZE - 1, "color": colours["text"]}),
    }  # fmt: skip
    return data, layout
