"""ChartSpec -> two dots a row, joined: a term as a ring, the later one filled; never colour alone."""

import math

from analytics.charts import axes, narrow
from analytics.charts.spec import ChartSpec


def draw(spec: ChartSpec, colours: dict, language: str):
    """Rows with before, after, few, text; `options`: log, scale, x_title. Rows that are not `drawn` stand in the table only."""
    rows, log, scale = [r for r in spec.rows if r["drawn"]], spec.options["log"], spec.options["scale"]
    old, new = spec.series
    data = [_joint(row, scale, colours) for row in rows if None not in (row["before"], row["after"])]
    data += [_dots(rows, series, scale, colours) for series in (old, new)]
    values = [row[s.key] / scale for row in rows for s in (old, new) if row[s.key] is not None]
    low, high = min(values, default=0), max(values, default=1)
    if log:
        axis = axes.log_axis(colours, low / 1.15, high * 1.6, spec.options["x_title"])
    else:
        axis = axes.axis(
            colours,
            title=axes.axis_title(colours, spec.options["x_title"]),
            range=[min(0, low) - high * 0.04, high * 1.22],
            tickformat=",~f",
        )
    first, last = axis["range"]
    texts = _texts(rows, scale, log, colours)
    small = {f"layout.annotations.{i}.font.size": narrow.SMALL for i in range(len(texts) + 1)}
    small |= {f"layout.annotations.{len(texts)}.x": 1, f"layout.annotations.{len(texts)}.xanchor": "right"}
    wider = {"layout.xaxis.range": [first, last + 0.3 * (last - first)], "layout.xaxis.nticks": 4}
    layout = narrow.meta(narrow.names([row["label"] for row in rows]), small, wider) | {
        "margin": {"l": 8, "r": 12, "t": 40, "b": 8}, "xaxis": axis, "annotations": texts + _terms(spec.series, colours),
        "yaxis": axes.axis(colours, autorange="reversed", type="category", tickfont={"size": axes.SIZE - 1, "color": colours["text"]}),
    }  # fmt: skip
    return data, layout


def _joint(row: dict, scale: int, colours: dict) -> dict:
    name = axes.escape(row["label"])
    return {
        "type": "scatter", "mode": "lines", "x": [row["before"] / scale, row["after"] / scale], "y": [name, name], "hoverinfo": "skip",
        "line": {"width": 3, "color": colours["pale"] if row["few"] else colours["axis"]},
    }  # fmt: skip


def _dots(rows: list[dict], series, scale: int, colours: dict) -> dict:
    mine = [row for row in rows if row[series.key] is not None]
    ring = series.key == "before"
    line = [colours["axis"] if row["few"] else colours["focus"] for row in mine]
    return {
        "type": "scatter", "mode": "markers", "name": series.label, "x": [row[series.key] / scale for row in mine], "y": [axes.escape(row["label"]) for row in mine],
        "customdata": [row[f"mark_{series.key}"] for row in mine], "cliponaxis": False,
        "marker": {"size": 13, "opacity": 1, "color": [colours["paper"] if ring else c for c in line], "line": {"width": 2.5, "color": line}},
        "hovertext": [axes.escape(row[f"hover_{series.key}"]).replace("\n", "<br>") for row in mine], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _at(value: float, log: bool) -> float:
    return math.log10(value) if log else value


def _texts(rows: list[dict], scale: int, log: bool, colours: dict) -> list[dict]:
    """The change beside the right-hand dot of each row."""
    out = []
    for row in rows:
        right = max(v for v in (row["before"], row["after"]) if v is not None) / scale
        out.append(
            {
                "x": _at(right, log), "y": axes.escape(row["label"]), "text": axes.escape(row["text"]), "showarrow": False, "xanchor": "left", "xshift": 13,
                "font": {"size": axes.SIZE - 1, "color": colours["muted"] if row["few"] or row["change"] is None else colours["text"]},
            }
        )  # fmt: skip
    return out


def _terms(series, colours: dict) -> list[dict]:
    """Both terms named once above the rows, each beside the mark it is drawn with."""
    old, new = (axes.escape(one.label) for one in series)
    font = {"size": axes.SIZE, "color": colours["text"]}
    where = {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 8,
        "showarrow": False,
    }
    return [where | {"text": f"<b>○ {old}     ● {new}</b>", "font": font}]
