"""ChartSpec -> small multiples: one panel a unit, the same axis for all, the average of all as a grey line in each."""

import math

from analytics.charts import axes, narrow
from analytics.charts.spec import ChartSpec

COLUMNS = 4  # also on a phone: a panel is read by its shape, its name fits
GAP = 0.012  # of the width, on either side of a panel
KEY = 34  # pixels over the panels, where they have a key
AT_ZERO = 0.05  # of the axis: how far above it a mark without a number stands, clear of the years below


def draw(spec: ChartSpec, colours: dict, language: str):
    """Rows with y (the panel), x (the year), value (None: not recorded), hover, mark, and text where a column says its number; `options`: panels (in order), x, average (by year), scale, y_title;

    columns (panels a line; on_phone: there), own_years (name each column, not the ends), heads (a second line under each panel's name), ticks (numbers of the axis, which ends a little above the last), key (what column, line and cross are, in words).
    """
    panels, scale = spec.options["panels"], spec.options["scale"]
    across, ticks = spec.options.get("columns", COLUMNS), spec.options.get("ticks")
    most = max([r["value"] or 0 for r in spec.rows] + [v or 0 for v in spec.options["average"]]) / scale
    heads = spec.options.get("heads", [""] * len(panels))
    above = 1.3 if any(heads) else 1.06  # the number of the highest column stands under the second line
    top = ticks[-1] * 1.12 if ticks else most * above or 1
    data, layout = [], {}
    boxes = _boxes(len(panels), across, tall=bool(ticks))
    annotations = [_name(*one, colours) for one in zip(panels, heads, boxes, strict=True)]
    for i, (panel, box) in enumerate(zip(panels, boxes, strict=True)):
        own, n = [r for r in spec.rows if r["y"] == panel], _number(i)
        data += _panel(own, spec, top, n, colours)
        layout |= _axes(own, spec, box, n, colours, (top, i % across == 0))
    small = {}
    if spec.options.get("on_phone"):
        small = _on_phone(_boxes(len(panels), spec.options["on_phone"], tall=False), spec.options["on_phone"])
    if spec.options.get("key"):
        annotations.append(_key(spec.options["key"], colours))
        small[f"layout.annotations.{len(annotations) - 1}.text"] = annotations[-1]["text"].replace(BETWEEN, "<br>")  # fmt: skip
        small["layout.margin.t"] = 2 * KEY
    over = KEY if spec.options.get("key") else 4
    layout |= {"annotations": annotations, "margin": {"l": 34, "r": 4, "t": over, "b": 4}, "bargap": 0.2}
    return data, layout | (narrow.meta(small) if small else {})


def _number(at: int) -> str:
    """What Plotly puts behind the name of the axes of a panel."""
    return "" if at == 0 else str(at + 1)


def _boxes(n: int, across: int, *, tall: bool) -> list[dict]:
    """Where each panel lies: x and y as parts of the drawing, with room for its name above and its years below."""
    lines = math.ceil(n / across)
    above, below = (0.15, 0.86) if tall else (0.20, 0.80)
    out = []
    for i in range(n):
        left, high = (i % across) / across, 1 - (i // across) / lines
        out.append({"x": [left + GAP, left + 1 / across - GAP], "y": [high - below / lines, high - above / lines]})  # fmt: skip
    return out


def _on_phone(boxes: list[dict], across: int) -> dict:
    """The same panels in fewer columns."""
    out: dict = {}
    for i, box in enumerate(boxes):
        out |= {f"layout.{axis}axis{_number(i)}.domain": box[axis] for axis in ("x", "y")}
        out |= {f"layout.annotations.{i}.x": box["x"][0], f"layout.annotations.{i}.y": box["y"][1]}
        out[f"layout.yaxis{_number(i)}.showticklabels"] = i % across == 0
    return out


def _name(panel: str, head: str, box: dict, colours: dict) -> dict:
    text = f"<b>{axes.escape(panel)}</b>" + (f"<br>{axes.escape(head)}" if head else "")
    return {
        "xref": "paper", "yref": "paper", "x": box["x"][0], "y": box["y"][1], "xanchor": "left", "yanchor": "bottom", "align": "left", "text": text, "showarrow": False,
        "font": {"size": axes.SIZE - 2, "color": colours["text"]},
    }  # fmt: skip


BETWEEN = "&#160;&#160;&#160;&#160;&#160;"


def _key(words: tuple[str, str, str], colours: dict) -> dict:
    """What a column, the dotted line and the cross are, above the panels."""
    column, line, cross = (axes.escape(text) for text in words)
    parts = (
        f"<span style='color:{colours['focus']}'>■</span> {column}",
        f"<span style='color:{colours['counterpart_line']}'>┄┄</span> {line}",
        f"<span style='color:{colours['accent']}'><b>×</b></span> {cross}",
    )
    return {
        "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "align": "left", "yshift": 2, "text": BETWEEN.join(parts), "showarrow": False,
        "font": {"size": axes.SIZE - 1, "color": colours["text"]},
    }  # fmt: skip


def _axes(own: list[dict], spec: ChartSpec, box: dict, n: str, colours: dict, of: tuple[float, bool]) -> dict:
    """The years and the amounts of one panel; `of`: how high its axis goes, and whether it tells its numbers."""
    years, ticks, (top, told) = spec.options["x"], spec.options.get("ticks"), of
    named = [r["x"] for r in own] if spec.options.get("own_years") else [years[0], years[-1]]
    small = {"size": axes.SIZE - 3, "color": colours["muted"]}
    across = axes.axis(
        colours, domain=box["x"], anchor=f"y{n}", showgrid=False, range=[years[0] - 0.7, years[-1] + 0.7], tickfont=small, automargin=False,
        tickvals=named, ticktext=[f"’{year % 100:02d}" for year in named],
    )  # fmt: skip
    numbers = {"tickvals": ticks} if ticks else {"nticks": 3}
    up = axes.axis(
        colours, domain=box["y"], anchor=f"x{n}", range=[0, top], showticklabels=told, tickfont=small, tickformat=",~f", automargin=told, **numbers,
    )  # fmt: skip
    return {f"xaxis{n}": across, f"yaxis{n}": up}


def _filled(known: list[dict], colours: dict) -> dict:
    """The columns of a panel; those of an unfinished year are hatched."""
    if not any(row.get("unfinished") for row in known):
        return {"color": colours["focus"]}
    hatch = ["/" if row.get("unfinished") else "" for row in known]
    return {"color": [colours["focus"] for _ in known], "pattern": {"shape": hatch, "size": 7, "solidity": 0.28, "fillmode": "replace"}}  # fmt: skip


def _panel(own: list[dict], spec: ChartSpec, top: float, n: str, colours: dict) -> list[dict]:
    own_axes, scale = {"xaxis": f"x{n}", "yaxis": f"y{n}"}, spec.options["scale"]
    known = [r for r in own if r["value"]]
    lost = [r for r in own if r["value"] is None and r["mark"]]
    return [
        {
            "type": "bar", "width": 0.78, "x": [r["x"] for r in known], "y": [r["value"] / scale for r in known], "customdata": [r["mark"] for r in known], "marker": _filled(known, colours),
            "text": [axes.escape(r.get("text", "")) for r in known], "textposition": "outside" if any("text" in r for r in known) else "none", "cliponaxis": False,
            "textfont": {"size": axes.SIZE - 2, "color": colours["text"]}, "textangle": 0, "constraintext": "none",
            "hovertext": [axes.escape(r["hover"]).replace("\n", "<br>") for r in known], "hovertemplate": "%{hovertext}<extra></extra>",
        } | own_axes,
        {
            "type": "scatter", "mode": "lines", "x": list(spec.options["x"]), "y": [None if v is None else v / scale for v in spec.options["average"]], "hoverinfo": "skip",
            "line": {"color": colours["counterpart_line"], "width": 1.6, "dash": "dot"},
        } | own_axes,
        {
            "type": "scatter", "mode": "markers", "x": [r["x"] for r in lost], "y": [top * AT_ZERO for _ in lost], "customdata": [r["mark"] for r in lost], "cliponaxis": False,
            "marker": {"symbol": "x-thin", "size": 9, "color": colours["accent"], "line": {"width": 2, "color": colours["accent"]}},
            "hovertext": [axes.escape(r["hover"]).replace("\n", "<br>") for r in lost], "hovertemplate": "%{hovertext}<extra></extra>",
        } | own_axes,
    ]  # fmt: skip
