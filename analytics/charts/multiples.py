"""ChartSpec -> small multiples: one panel a unit, the same axis for all, the average of all as a grey line in each."""

import math

from analytics.charts import axes
from analytics.charts.spec import ChartSpec

COLUMNS = 4  # also on a phone: a panel is read by its shape, its name fits


def draw(spec: ChartSpec, colours: dict, language: str):
    """Rows with y (the panel), x (the year), value (None: not recorded), hover, mark, and text where a column says its number; `options`: panels (in order), x, average (by year), scale, y_title; columns (panels a line), own_years (name each column, not the ends), heads (a second line under each panel's name)."""
    panels, years, scale = spec.options["panels"], spec.options["x"], spec.options["scale"]
    across = spec.options.get("columns", COLUMNS)
    lines = math.ceil(len(panels) / across)
    heads = spec.options.get("heads", [""] * len(panels))
    above = 1.3 if any(heads) else 1.06  # the number of the highest column stands under the second line
    top = (
        max([r["value"] or 0 for r in spec.rows] + [v or 0 for v in spec.options["average"]]) / scale * above
        or 1
    )
    data, annotations, layout = [], [], {}
    for i, panel in enumerate(panels):
        column, line = i % across, i // across
        own, n = [r for r in spec.rows if r["y"] == panel], "" if i == 0 else str(i + 1)
        left, width = column / across, 1 / across
        high = 1 - line / lines
        box = {
            "x": [left + 0.012, left + width - 0.012],
            "y": [high - (1 / lines) * 0.80, high - (1 / lines) * 0.20],
        }
        data += _panel(own, years, spec.options["average"], scale, n, colours)
        annotations.append(
            {
                "xref": "paper",
                "yref": "paper",
                "x": box["x"][0],
                "y": box["y"][1],
                "xanchor": "left",
                "yanchor": "bottom",
                "align": "left",
                "text": f"<b>{axes.escape(panel)}</b>" + (f"<br>{axes.escape(heads[i])}" if heads[i] else ""),
                "showarrow": False,
                "font": {"size": axes.SIZE - 2, "color": colours["text"]},
            }
        )
        named = [r["x"] for r in own] if spec.options.get("own_years") else [years[0], years[-1]]
        ends = {"tickvals": named, "ticktext": [f"’{year % 100:02d}" for year in named]}
        small = {"size": axes.SIZE - 3, "color": colours["muted"]}
        layout[f"xaxis{n}"] = axes.axis(
            colours,
            domain=box["x"],
            anchor=f"y{n}",
            showgrid=False,
            range=[years[0] - 0.7, years[-1] + 0.7],
            tickfont=small,
            automargin=False,
            **ends,
        )
        layout[f"yaxis{n}"] = axes.axis(
            colours,
            domain=box["y"],
            anchor=f"x{n}",
            range=[0, top],
            nticks=3,
            showticklabels=column == 0,
            tickfont=small,
            tickformat=",~f",
            automargin=column == 0,
        )
    layout |= {"annotations": annotations, "margin": {"l": 34, "r": 4, "t": 4, "b": 4}, "bargap": 0.2}
    return data, layout


def _filled(known: list[dict], colours: dict) -> dict:
    """The columns of a panel; those of an unfinished year are hatched."""
    if not any(row.get("unfinished") for row in known):
        return {"color": colours["focus"]}
    hatch = ["/" if row.get("unfinished") else "" for row in known]
    return {"color": [colours["focus"] for _ in known], "pattern": {"shape": hatch, "size": 7, "solidity": 0.28, "fillmode": "replace"}}  # fmt: skip


def _panel(own: list[dict], years, average, scale: int, n: str, colours: dict) -> list[dict]:
    own_axes = {"xaxis": f"x{n}", "yaxis": f"y{n}"}
    known = [r for r in own if r["value"]]
    lost = [r for r in own if r["value"] is None and r["mark"]]
    return [
        {
            "type": "bar", "width": 0.78, "x": [r["x"] for r in known], "y": [r["value"] / scale for r in known], "customdata": [r["mark"] for r in known], "marker": _filled(known, colours),
            "text": [axes.escape(r.get("text", "")) for r in known], "textposition": "outside" if any("text" in r for r in known) else "none", "cliponaxis": False, "constraintext": "none",
            "textfont": {"size": axes.SIZE - 2, "color": colours["text"]},
            "hovertext": [axes.escape(r["hover"]).replace("\n", "<br>") for r in known], "hovertemplate": "%{hovertext}<extra></extra>",
        } | own_axes,
        {
            "type": "scatter", "mode": "lines", "x": list(years), "y": [None if v is None else v / scale for v in average], "hoverinfo": "skip",
            "line": {"color": colours["counterpart_line"], "width": 1.6, "dash": "dot"},
        } | own_axes,
        {
            "type": "scatter", "mode": "markers", "x": [r["x"] for r in lost], "y": [0 for _ in lost], "customdata": [r["mark"] for r in lost], "cliponaxis": False,
            "marker": {"symbol": "x-thin", "size": 8, "color": colours["accent"], "line": {"width": 1.8, "color": colours["accent"]}},
            "hovertext": [axes.escape(r["hover"]).replace("\n", "<br>") for r in lost], "hovertemplate": "%{hovertext}<extra></extra>",
        } | own_axes,
    ]  # fmt: skip
