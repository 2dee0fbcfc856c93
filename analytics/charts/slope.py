"""ChartSpec -> one line a unit between two terms, named at its ends; a name that stands away from its point is led back to it."""

import math

from analytics.charts import axes, narrow
from analytics.charts.spec import ChartSpec

ROOM = (0.62, 0.74)  # of the width between the terms: for the names at the left and at the right
ON_PHONE = (0.52, 1.3)  # there the left has the amounts alone
LEAD = 0.045  # of the width between the terms: how far a name stands from its point
NAME = 26  # letters of a line of a name on a phone
LETTERS, LINES = 19, 31  # pixels a name takes, and at the right of a phone, where it stands under its amount


def draw(spec: ChartSpec, colours: dict, language: str):
    """Rows with before, after, text_before, text_after, label, full, few; `options`: log, scale, y_title. At most ten are `drawn`."""
    rows, log, scale = [r for r in spec.rows if r["drawn"]], spec.options["log"], spec.options["scale"]
    names = [series.label for series in spec.series]
    data = [_line(row, names, scale, colours) for row in rows]
    values = [row[key] / scale for row in rows for key in ("before", "after") if row[key] is not None]
    low, high = min(values), max(values)
    where = (lambda v: math.log10(v)) if log else (lambda v: v)
    bottom, top = (where(low) - 0.08, where(high) + 0.12) if log else (min(0, low) - high * 0.04, high * 1.08)
    pixel = (top - bottom) / (spec.height - 70)
    wide, small = (
        [_placed(rows, key, scale, where, pixel * size, (bottom, top)) for key, size in sizes.items()]
        for sizes in ({"before": LETTERS, "after": LETTERS}, {"before": LETTERS, "after": LINES})
    )
    axis = (
        axes.log_axis(colours, low, high, spec.options["y_title"])
        if log
        else axes.axis(colours, title=axes.axis_title(colours, spec.options["y_title"]))
    )
    data.append(_leads(wide, where, log, colours))
    patches = _narrow(_names(small, colours, True), _leads(small, where, log, colours), len(data) - 1)
    layout = narrow.meta(patches) | {
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "annotations": _names(wide, colours, False),
        "xaxis": axes.axis(colours, tickvals=[0, 1], ticktext=[f"<b>{n}</b>" for n in names], range=[-ROOM[0], 1 + ROOM[1]], showgrid=True, side="top", tickfont={"size": axes.SIZE, "color": colours["text"]}),
        "yaxis": axis | {"range": [bottom, top], "showticklabels": False, "showgrid": False},
    }  # fmt: skip
    return data, layout


def _narrow(annotations: list[dict], leads: dict, at: int) -> dict:
    """On a phone the amounts stand at the left, the amounts over the whole names at the right."""
    return {
        "layout.annotations": annotations,
        "layout.xaxis.range": [-ON_PHONE[0], 1 + ON_PHONE[1]],
        "layout.xaxis.tickangle": 0,
        "layout.yaxis.title.text": "",
        "layout.xaxis.tickfont.size": narrow.SMALL,
        f"data.{at}.y": leads["y"],
    }


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


def _placed(rows: list[dict], key: str, scale: int, where, gap: float, within: tuple[float, float]) -> list[tuple]:  # fmt: skip
    """(side, where the point is, where its name stands, row) of one end, in units of the axis."""
    points = sorted(((where(row[key] / scale), row) for row in rows if row[key] is not None), key=lambda p: p[0])  # fmt: skip
    placed = apart([at for at, _ in points], gap, within)
    return [(key, at, name, row) for (at, row), name in zip(points, placed, strict=True)]


def apart(points: list[float], gap: float, within: tuple[float, float]) -> list[float]:
    """Rising positions moved as little as it takes to stand `gap` from one another, and `within` where they find room there."""
    groups: list[
        list[float]
    ] = []  # [sum of what each would shift to, how many]: pools of neighbours that touch
    for i, point in enumerate(points):
        groups.append([point - i * gap, 1])
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            total, n = groups.pop()
            groups[-1][0] += total
            groups[-1][1] += n
    flat = [total / n for total, n in groups for _ in range(n)]
    out = [base + i * gap for i, base in enumerate(flat)]
    if out and out[0] < within[0] + gap / 2:
        low = within[0] + gap / 2
        out = [max(at, low + i * gap) for i, at in enumerate(out)]
    if out and out[-1] > within[1]:
        out = [min(at, within[1] - (len(out) - 1 - i) * gap) for i, at in enumerate(out)]
    return out


def _leads(sides: list[list[tuple]], where, log: bool, colours: dict) -> dict:
    """A thin line from each point to its name."""
    raw = (lambda v: 10**v) if log else (lambda v: v)
    xs, ys = [], []
    for key, at, name, _ in (one for side in sides for one in side):
        xs += [0, -LEAD, None] if key == "before" else [1, 1 + LEAD, None]
        ys += [raw(at), raw(name), None]
    return {
        "type": "scatter", "mode": "lines", "x": xs, "y": ys, "hoverinfo": "skip", "cliponaxis": False, "line": {"width": 1, "color": colours["axis"]},
    }  # fmt: skip


def _names(sides: list[list[tuple]], colours: dict, short: bool) -> list[dict]:
    """The amount at each end with the name; on a phone the name at the right alone, whole, under its amount."""
    out = []
    for key, _, at, row in (one for side in sides for one in side):
        before, amount = key == "before", axes.escape(row[f"text_{key}"])
        name = narrow.wrapped(row["full"], NAME) if short else axes.escape(row["label"])
        words = f"{name}  {amount}" if before else f"{amount}  {name}"
        if short:
            words = amount if before else f"<b>{amount}</b><br>{name}"
        out.append(
            {
                "x": -LEAD if before else 1 + LEAD, "y": at, "text": words, "showarrow": False, "xanchor": "right" if before else "left", "xshift": -3 if before else 3,
                "align": "left", "font": {"size": narrow.SMALL - 1 if short else axes.SIZE - 1, "color": colours["muted"] if row["few"] else colours["text"]},
            }
        )  # fmt: skip
    return out
