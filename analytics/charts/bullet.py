"""Bullets: a bar of what was done, an upright mark of the plan that stays visible when the bar passes it, a diamond for a second plan.

As Plotly dicts; registered in analytics/charts/plotly.py, whose axes and sizes it shares.
"""

from analytics.charts import bullet_words, narrow
from analytics.charts.axes import SIZE, axis, axis_title
from analytics.charts.spec import ChartSpec

ROOM, PHONE_ROOM = 1.38, 1.5  # of the longest bar, so that its number finds a place beside it, on a phone too


def draw(spec: ChartSpec, colours: dict, language: str):
    """Rows from top to bottom: bands of `spec.series` one after another, `plan` and `adjusted` as marks, `text` at the end.

    Rows: label, sub (a second, quieter line), plan, adjusted (None: no mark), text, hover, mark, unfinished (hatched where there is one
    band; several keep their patterns, with an outline). Options: scale, x_title, suffix (after the ticks), plan_key and adjusted_key
    (what the marks are, written above the bars), plan_mark (the plan's words at the mark itself, where all stand at one value), mark_size (pixels).
    """
    rows, scale = list(spec.rows), spec.options["scale"]
    at = list(range(len(rows)))
    tops = [max([_length(row, spec) / scale, *((row.get(k) or 0) / scale for k in ("plan", "adjusted"))]) for row in rows]  # fmt: skip
    data = [_band(spec, series, rows, at, colours, scale) for series in spec.series]
    data += _marks(rows, at, colours, scale, spec.options.get("mark_size", 34))
    longest = max(tops, default=1) or 1
    wide = bullet_words.spots(spec, longest * ROOM, bullet_words.NARROWEST, SIZE)
    slim = bullet_words.spots(spec, longest * PHONE_ROOM, narrow.WIDTH, narrow.SMALL + 1, 18)
    words = {"type": "scatter", "mode": "text", "y": at, "text": [f"  {_escape(row['text'])} " for row in rows], "hoverinfo": "skip", "cliponaxis": False}  # fmt: skip
    on_phone = bullet_words.trace(spec, slim, colours)
    small = {f"data.{len(data)}.{key}": on_phone[key] for key in ("x", "textposition")}
    small |= {f"data.{len(data)}.textfont.{key}": on_phone["textfont"][key] for key in ("color", "shadow")}
    data.append(words | bullet_words.trace(spec, wide, colours))
    labels = [f"{_escape(row['label'])}{_sub(row, colours, SIZE)}" for row in rows]
    above = _above(spec, colours)
    layout = narrow.meta(_narrow(rows, colours, longest), small) | {
        "barmode": "stack", "bargap": 0.46, "margin": {"l": 8, "r": 12, "t": 12 + 22 * len(above), "b": 8}, "annotations": above,
        "xaxis": axis(colours, title=axis_title(colours, spec.options["x_title"]), range=[0, longest * ROOM], ticksuffix=spec.options.get("suffix", ""), tickformat=",~f", nticks=6),
        "yaxis": axis(colours, autorange=False, range=[len(rows) - 0.45, -0.55], tickvals=at, ticktext=labels, showgrid=False, ticks="outside", ticklen=6, tickcolor="rgba(0,0,0,0)", tickfont={"size": SIZE - 1, "color": colours["text"]}),
    }  # fmt: skip
    return data, layout


def _above(spec: ChartSpec, colours: dict) -> list[dict]:
    """What bands and marks are, above the bars: the plan's words at its mark where it has one place, the rest in a line at the right."""
    line = {
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": SIZE - 1, "color": colours["muted"]},
    }
    out, at_mark = [], _at_mark(spec)
    if at_mark:
        x, top = spec.rows[0]["plan"], max((_length(row, spec) for row in spec.rows), default=0)
        aside = (
            {"xanchor": "right", "xshift": 40} if x >= 0.8 * top else {"xanchor": "center"}
        )  # near the right edge
        out.append(line | aside | {"x": x / spec.options["scale"], "yshift": 4, "text": _escape(at_mark)})
    key = _key(spec, colours)
    if key:
        out.append(line | {"xref": "paper", "x": 1, "xanchor": "right", "yshift": 10 + 22 * len(out), "text": key, "align": "left"})  # fmt: skip
    return out


def _at_mark(spec: ChartSpec) -> str:
    """The words at the plan's mark, where all rows have it at one value; "" else."""
    return spec.options.get("plan_mark", "") if len({row["plan"] for row in spec.rows}) == 1 else ""


def _narrow(rows: list[dict], colours: dict, longest: float) -> dict:
    """On a phone: names on two lines, and more room for the number at the end."""
    labels = [f"{narrow.wrapped(row['label'], 18)}{_sub(row, colours, narrow.SMALL)}" for row in rows]
    return {
        "layout.yaxis.ticktext": labels, "layout.yaxis.tickfont.size": narrow.SMALL, "layout.xaxis.nticks": 4,
        "layout.xaxis.range": [0, longest * PHONE_ROOM],
    }  # fmt: skip


def _escape(text) -> str:
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _length(row: dict, spec: ChartSpec) -> float:
    return sum(row.get(series.key) or 0 for series in spec.series)


def _sub(row: dict, colours: dict, size: int) -> str:
    if not row.get("sub"):
        return ""
    return f"<br><span style='font-size:{size - 2}px;color:{colours['muted']}'>{_escape(row['sub'])}</span>"


def _band(spec: ChartSpec, series, rows: list[dict], at: list[int], colours: dict, scale: float) -> dict:
    """One part of the bars. Neighbouring bands differ by pattern too, so that they hold in mono print."""
    colour = colours[series.role]
    own_pattern = "." if series is not spec.series[0] else ""
    hatch = ["/" if row.get("unfinished") and len(spec.series) == 1 else own_pattern for row in rows]
    own = [f"mark_{series.key}" if f"mark_{series.key}" in row else "mark" for row in rows]
    return {
        "type": "bar", "orientation": "h", "name": series.label, "y": at, "x": [(row.get(series.key) or 0) / scale for row in rows],
        "customdata": [row[key] or None for row, key in zip(rows, own, strict=True)],
        "marker": {
            "color": [colour for _ in rows],
            "line": {"color": [colour if row.get("unfinished") else colours["paper"] for row in rows], "width": [2 if row.get("unfinished") else 1 for row in rows]},
            "pattern": {"shape": hatch, "size": 6, "solidity": 0.25, "fillmode": "replace"},
        },
        "hovertext": [_escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _marks(rows: list[dict], at: list[int], colours: dict, scale: float, tall: int) -> list[dict]:
    """The plan twice, a broad stroke in the page's colour under a narrow one in the ink: it stands out on the bar and off it."""
    out = []
    planned = [(i, row) for i, row in zip(at, rows, strict=True) if row.get("plan") is not None]
    for width, size, colour in ((8, tall - 2, colours["paper"]), (3.5, tall, colours["text"])):
        out.append(
            {
                "type": "scatter", "mode": "markers", "x": [row["plan"] / scale for _, row in planned], "y": [i for i, _ in planned], "hoverinfo": "skip", "cliponaxis": False,
                "marker": {"symbol": "line-ns", "size": size, "line": {"width": width, "color": colour}, "color": colour},
            }
        )  # fmt: skip
    second = [(i, row) for i, row in zip(at, rows, strict=True) if row.get("adjusted") is not None]
    if second:
        out.append(
            {
                "type": "scatter", "mode": "markers", "x": [row["adjusted"] / scale for _, row in second], "y": [i for i, _ in second], "hoverinfo": "skip", "cliponaxis": False,
                "marker": {"symbol": "diamond", "size": 12 if tall > 30 else 11, "color": colours["accent"], "line": {"width": 2, "color": colours["paper"]}},
            }
        )  # fmt: skip
    return out


def _key(spec: ChartSpec, colours: dict) -> str:
    """One line above the bars: what bands and marks are, each in its colour and shape."""
    parts = []
    if len(spec.series) > 1:
        parts += [f"<span style='color:{colours[s.role]}'>{'▨' if i else '■'}</span> {_escape(s.label)}" for i, s in enumerate(spec.series)]  # fmt: skip
    if spec.options.get("plan_key") and not _at_mark(spec):
        parts.append(
            f"<b><span style='color:{colours['text']}'>┃</span></b> {_escape(spec.options['plan_key'])}"
        )
    if spec.options.get("adjusted_key"):
        parts.append(
            f"<span style='color:{colours['accent']}'>◆</span> {_escape(spec.options['adjusted_key'])}"
        )
    return "   ".join(parts)
