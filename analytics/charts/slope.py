"""ChartSpec -> one line a unit between two terms, named at its ends."""

import math

from analytics.charts import axes, narrow
from analytics.charts.spec import ChartSpec


def draw(spec: ChartSpec, colours: dict, language: str):
    """Rows with before, after, text_before, text_after, label, few; `options`: log, scale, y_title. At most ten are `drawn`."""
    rows, log, scale = [r for r in spec.rows if r["drawn"]], spec.options["log"], spec.options["scale"]
    names = [series.label for series in spec.series]
    data = [_line(row, names, scale, colours) for row in rows]
    values = [row[key] / scale for row in rows for key in ("before", "after") if row[key] is not None]
    low, high = min(values), max(values)
    where = (lambda v: math.log10(v)) if log else (lambda v: v)
    bottom, top = (where(low) - 0.08, where(high) + 0.12) if log else (min(0, low) - high * 0.04, high * 1.08)
    gap = (top - bottom) / (spec.height - 70) * 19
    annotations, on_phone = (
        [note for key in ("before", "after") for note in _ends(rows, key, scale, where, gap, colours, short)]
        for short in (False, True)
    )
    axis = (
        axes.log_axis(colours, low, high, spec.options["y_title"])
        if log
        else axes.axis(colours, title=axes.axis_title(colours, spec.options["y_title"]))
    )
    layout = narrow.meta(_narrow(on_phone)) | {
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "annotations": annotations,
        "xaxis": axes.axis(colours, tickvals=[0, 1], ticktext=[f"<b>{n}</b>" for n in names], range=[-1.75, 2.85], showgrid=True, side="top", tickfont={"size": axes.SIZE, "color": colours["text"]}),
        "yaxis": axis | {"range": [bottom, top], "showticklabels": False, "showgrid": False},
    }  # fmt: skip
    return data, layout


NAME = 10  # letters of a name that a phone has room for at either side


def _narrow(annotations: list[dict]) -> dict:
    """On a phone the lines get a third of the width, the names at either side are cut to their room (mark and table have them whole)."""
    out: dict = {
        "layout.annotations": annotations,
        "layout.xaxis.range": [-1.3, 2.3],
        "layout.xaxis.tickangle": 0,
    }
    return out | {"layout.yaxis.title.text": "", "layout.xaxis.tickfont.size": narrow.SMALL}


def _line(row: dict, names: list[str], scale: int, colours: dict) -> dict:
    colour = (
        colours["axis"]
        if row["few"]
        else colours["focus"]
        if (row["change"] or 0) >= 0
        else colours["accent"]
    )
    known = [(at, key) for at, key in ((0, "before"), (1, "after")) if row[key] is not None]
    return {
        "type": "scatter", "mode": "lines+markers", "name": row["full"], "x": [at for at, _ in known], "y": [row[key] / scale for _, key in known], "customdata": [row[f"mark_{key}"] for _, key in known],
        "line": {"width": 2.5, "color": colour, "dash": "dot" if row["few"] else "dash" if (row["change"] or 0) < 0 else "solid"},
        "marker": {"size": 11, "color": [colours["paper"] if at == 0 else colour for at, _ in known], "line": {"width": 2.5, "color": colour}}, "cliponaxis": False,
        "hovertext": [axes.escape(row[f"hover_{key}"]).replace("\n", "<br>") for _, key in known], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _ends(
    rows: list[dict], key: str, scale: int, where, gap: float, colours: dict, short: bool
) -> list[dict]:
    """The value at one end of each line with its name, pushed apart where two would touch."""
    items = sorted(
        ([where(row[key] / scale), row] for row in rows if row[key] is not None), key=lambda item: item[0]
    )
    for i in range(1, len(items)):
        items[i][0] = max(items[i][0], items[i - 1][0] + gap)
    out = []
    for at, row in items:
        side = "right" if key == "before" else "left"
        name = (
            row["label"]
            if not short or len(row["label"]) <= NAME
            else row["label"][: NAME - 1].rstrip(" ,") + "…"
        )
        words = [name, row[f"text_{key}"]]
        if key == "after":
            words.reverse()
        out.append(
            {
                "x": 0 if key == "before" else 1, "y": at, "text": axes.escape("  ".join(words)), "showarrow": False, "xanchor": side, "xshift": -12 if side == "right" else 12,
                "align": "left", "font": {"size": narrow.SMALL - 1 if short else axes.SIZE - 1, "color": colours["muted"] if row["few"] else colours["text"]},
            }
        )  # fmt: skip
    return out
