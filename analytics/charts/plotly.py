"""ChartSpec -> Plotly figure, as plain dicts: the first adapter, and the only one that speaks Plotly.

Dicts in the form that Plotly.js reads; building them through graph_objects validates every key at about
a millisecond a chart, which tests do instead (`tests/test_charts.py` passes each figure through plotly).
"""

import math
from collections.abc import Callable

from analytics.charts import bullet, dumbbell, lorenz, multiples, slope, stacked, tiles
from analytics.charts import theme as themes
from analytics.charts.labelled import labelled
from analytics.charts.parts import parts
from analytics.charts.spans import spans
from analytics.charts.spec import ChartSpec
from analytics.text import say

SIZE = 15
SEPARATORS = {"vi": ",.", "en": ".,"}
_TICKS = (1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
_FRACTIONS = {1 / 64: "1/64", 1 / 32: "1/32", 1 / 16: "1/16", 1 / 8: "⅛", 1 / 4: "¼", 1 / 2: "½"}


def figure(spec: ChartSpec, theme: str = "light", language: str = "vi") -> dict:
    """The figure of a spec in the colours of a theme: {data, layout}. Raises KeyError for a kind without an adapter."""
    colours = themes.PALETTES[theme]
    data, layout = _ADAPTERS[spec.kind](spec, colours, language)
    return {"data": data, "layout": _layout(spec, colours, language, layout)}


def _layout(spec: ChartSpec, colours: dict, language: str, extra: dict) -> dict:
    base = {
        "height": spec.height, "margin": {"l": 8, "r": 8, "t": 8, "b": 8}, "showlegend": False, "separators": SEPARATORS[language],
        "font": {"family": themes.FONT, "size": SIZE, "color": colours["text"]}, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"bgcolor": colours["panel"], "bordercolor": colours["axis"], "font": {"family": themes.FONT, "size": SIZE, "color": colours["text"]}, "align": "left"},
        "hovermode": "closest", "dragmode": False, "bargap": 0.28,
    }  # fmt: skip
    for key, value in extra.items():
        base[key] = (
            {**base[key], **value} if isinstance(value, dict) and isinstance(base.get(key), dict) else value
        )
    return base


def _axis(colours: dict, **extra) -> dict:
    return {
        "gridcolor": colours["grid"], "linecolor": colours["axis"], "zeroline": False, "showline": False, "ticks": "", "fixedrange": True,
        "tickfont": {"color": colours["muted"], "size": SIZE - 1}, "automargin": True, "title": {"font": {"color": colours["muted"], "size": SIZE - 1}, "standoff": 8},
    } | extra  # fmt: skip


def _title(colours: dict, text: str) -> dict:
    return {"text": text, "font": {"color": colours["muted"], "size": SIZE - 1}, "standoff": 8}


def _escape(text) -> str:
    """Plotly reads a little HTML in texts; names are shown as they are written."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _log_axis(colours: dict, low: float, high: float, title: str) -> dict:
    ticks = [t for t in _TICKS if low / 2.1 <= t <= high * 2.1]
    return _axis(
        colours, type="log", tickvals=ticks, ticktext=[_FRACTIONS.get(t, f"{t:g}") for t in ticks], title=_title(colours, title),
        range=[math.log10(low) - 0.08, math.log10(high) + 0.14],
    )  # fmt: skip


def _columns(spec: ChartSpec, colours: dict, language: str):
    """Columns by year, stacked where there are several series; unfinished years are hatched; direct labels at the right."""
    data, annotations = [], []
    years = [row["x"] for row in spec.rows]
    for series in spec.series:
        values = [row.get(series.key) for row in spec.rows]
        hatch = ["/" if row.get("unfinished") else "" for row in spec.rows]
        data.append(
            {
                "type": "bar", "name": series.label, "x": years, "y": [None if v is None else v / spec.options["scale"] for v in values],
                "customdata": [row[f"mark_{series.key}"] if f"mark_{series.key}" in row else row["mark"] for row in spec.rows],
                "marker": {
                    "color": [colours["faint"] if row.get("unfinished") else colours[series.role] for row in spec.rows],
                    "line": {"color": [colours[series.role] if row.get("unfinished") else colours["paper"] for row in spec.rows], "width": 1},
                    "pattern": {"shape": hatch, "fgcolor": colours[series.role], "bgcolor": colours["faint"], "size": 7, "solidity": 0.28, "fillmode": "replace"},
                },
                "text": [_escape(row.get(f"text_{series.key}", "")) for row in spec.rows], "textposition": "none",
                "hovertemplate": "<b>%{x}</b><br>" + _escape(series.label) + ": %{text}<extra></extra>",
            }
        )  # fmt: skip
    if len(spec.series) > 1:
        annotations += _stack_labels(spec, colours)
    elif spec.options.get("label_values", True):
        for trace in data:
            trace |= {
                "textposition": "outside",
                "cliponaxis": False,
                "textfont": {"size": SIZE - 2, "color": colours["muted"]},
            }
    for row in spec.rows:
        if row.get("over") and len(spec.series) > 1:
            annotations.append(
                {
                    "x": row["x"],
                    "y": (row["top"] or 0) / spec.options["scale"],
                    "text": _escape(row.get("over_short", row["over"])),
                    "showarrow": False,
                    "yanchor": "bottom",
                    "font": {"size": SIZE - 2, "color": colours["muted"]},
                }
            )
    layout = {
        "barmode": "stack", "annotations": annotations, "margin": {"l": 8, "r": spec.options.get("label_room", 150) if len(spec.series) > 1 else 12, "t": 18, "b": 8},
        "xaxis": _axis(colours, tickvals=years, ticktext=[str(y) for y in years], showgrid=False),
        "yaxis": _axis(colours, title=_title(colours, spec.options["y_title"]), rangemode="tozero", tickformat=",~f"),
    }  # fmt: skip
    return data, layout


def _stack_labels(spec: ChartSpec, colours: dict) -> list[dict]:
    """Each part named beside the last finished column, pushed apart where they would touch."""
    done = [row for row in spec.rows if not row.get("unfinished")] or list(spec.rows)
    last, top = done[-1], max((row.get("top") or 0) for row in spec.rows) or 1
    labels, below = [], 0
    for series in spec.series:
        value = last.get(series.key) or 0
        labels.append([series, below + value / 2])
        below += value
    gap = top * 0.075
    for i in range(1, len(labels)):
        labels[i][1] = max(labels[i][1], labels[i - 1][1] + gap)
    return [
        {
            "xref": "paper", "x": 1.0, "xanchor": "left", "xshift": 8, "y": at / spec.options["scale"], "text": f"<b>{_escape(series.label)}</b>", "showarrow": False,
            "font": {"size": SIZE - 1, "color": colours.get(f"{series.role}_line", colours[series.role])}, "align": "left",
        }
        for series, at in labels
    ]  # fmt: skip


def _dots(spec: ChartSpec, colours: dict, language: str):
    """One dot a row on a log axis, the province's ratio as a line; rows on few projects are grey rings."""
    rows = [row for row in spec.rows if row["value"]]
    lines = [line for line in spec.options.get("lines", ()) if line["value"]]
    values = [row["value"] for row in rows] + [line["value"] for line in lines]
    low, high = (min(values), max(values)) if values else (0.5, 2)
    sizes = [row.get("size", 12) for row in rows]
    data = [
        {
            "type": "scatter", "mode": "markers+text", "x": [row["value"] for row in rows], "y": [_escape(row["label"]) for row in rows], "customdata": [row["mark"] for row in rows],
            "marker": {
                "size": sizes, "opacity": 1, "color": [colours["paper"] if row.get("few") else colours[row.get("role", "focus")] for row in rows],
                "line": {"width": 2, "color": [colours["muted"] if row.get("few") else colours[row.get("role", "focus")] for row in rows]},
            },
            "text": [f"  {_escape(row['text'])}" for row in rows], "textposition": "middle right", "textfont": {"size": SIZE - 1, "color": [colours["muted"] if row.get("few") else colours["text"] for row in rows]},
            "hovertext": [_escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>", "cliponaxis": False,
        }
    ]  # fmt: skip
    shapes, annotations = [], []
    for i, line in enumerate(lines):
        colour = colours["accent"] if not i else colours["axis"]
        shapes.append(
            {
                "type": "line",
                "x0": line["value"],
                "x1": line["value"],
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": colour, "width": 1.5, "dash": "dot"},
                "layer": "below",
            }
        )
        annotations.append(
            {"x": math.log10(line["value"]), "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": line.get("side", "center"), "text": _escape(line["text"]), "showarrow": False,
             "font": {"size": SIZE - 1, "color": colour if not i else colours["muted"]}}
        )  # fmt: skip
    layout = {
        "shapes": shapes, "annotations": annotations, "margin": {"l": 8, "r": 52, "t": 28, "b": 8},
        "xaxis": _log_axis(colours, low, high * 1.15, spec.options["x_title"]),
        "yaxis": _axis(colours, autorange="reversed", tickfont={"size": SIZE - 1, "color": colours["text"]}, type="category"),
    }  # fmt: skip
    return data, layout


def _bars(spec: ChartSpec, colours: dict, language: str):
    """Horizontal bars from zero with their values beside them."""
    rows = list(spec.rows)
    data = [
        {
            "type": "bar", "orientation": "h", "x": [(row["value"] or 0) / spec.options["scale"] for row in rows], "y": [_escape(row["label"]) for row in rows], "customdata": [row["mark"] for row in rows],
            "marker": {"color": [colours[row.get("role", "focus")] for row in rows]}, "text": [_escape(row["text"]) for row in rows], "textposition": "outside", "cliponaxis": False,
            "textfont": {"size": SIZE - 1, "color": colours["text"]}, "hovertext": [_escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]  # fmt: skip
    top = max((row["value"] or 0) for row in rows) / spec.options["scale"] if rows else 1
    layout = {
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8}, "bargap": 0.34,
        "xaxis": _axis(colours, title=_title(colours, spec.options["x_title"]), rangemode="tozero", range=[0, (top or 1) * 1.36], tickformat=spec.options.get("tickformat", ",~f")),
        "yaxis": _axis(colours, autorange="reversed", showgrid=False, tickfont={"size": SIZE - 1, "color": colours["text"]}, type="category"),
    }  # fmt: skip
    return data, layout


def _scatter(spec: ChartSpec, colours: dict, language: str):
    """State against counterpart, both log, with the diagonals 1:1, 1:2, 1:4; the largest are named."""
    rows = list(spec.rows)
    scale = spec.options["scale"]
    xs, ys = [row["x"] / scale for row in rows], [row["y"] / scale for row in rows]
    low_x, high_x = (min(xs) / 1.5, max(xs) * 2.2) if xs else (1, 10)
    low_y, high_y = (min(ys) / 1.6, max(ys) * 1.8) if ys else (1, 10)
    data = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [low_x, high_x],
            "y": [low_x * k, high_x * k],
            "line": {"color": colours["axis"], "width": 1, "dash": dash},
            "hoverinfo": "skip",
        }
        for k, dash in ((1, "solid"), (2, "dash"), (4, "dot"))
    ]
    for group in spec.series:
        mine = [row for row in rows if row["group"] == group.key]
        data.append(
            {
                "type": "scatter", "mode": "markers", "name": group.label, "x": [row["x"] / scale for row in mine], "y": [row["y"] / scale for row in mine], "customdata": [row["mark"] for row in mine],
                "marker": {"size": 10, "color": colours[group.role], "opacity": 0.85, "symbol": "circle" if group.role == "national" else "diamond", "line": {"color": colours["paper"], "width": 1}},
                "hovertext": [_escape(row["hover"]).replace("\n", "<br>") for row in mine], "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )  # fmt: skip
    annotations = _names(
        rows, scale, (math.log10(low_x), math.log10(high_x), math.log10(low_y), math.log10(high_y)), colours
    )
    for i, group in enumerate(spec.series):
        sign = "●" if group.role == "national" else "◆"
        annotations.append({"xref": "paper", "yref": "paper", "x": 0.01, "y": 0.99 - 0.06 * i, "xanchor": "left", "text": f"<b>{sign} {_escape(group.label)}</b>", "showarrow": False, "font": {"size": SIZE - 1, "color": colours[group.role]}})  # fmt: skip
    for k in (1, 2, 4):
        x = min(high_x, high_y / k) / 1.12
        annotations.append(
            {
                "x": math.log10(x),
                "y": math.log10(x * k),
                "text": f"1 : {k}",
                "showarrow": False,
                "xshift": -4,
                "yshift": 10,
                "font": {"size": SIZE - 2, "color": colours["axis"]},
            }
        )
    ticks = [v for p in range(-1, 7) for v in (10**p, 3 * 10**p)]
    text = [
        say("chart.number", language, n=f"{v:g}").replace(".", "," if language == "vi" else ".")
        if v < 1
        else f"{v:,.0f}".replace(",", "." if language == "vi" else ",")
        for v in ticks
    ]
    axis = {"type": "log", "tickvals": ticks, "ticktext": text}
    layout = {
        "annotations": annotations, "margin": {"l": 8, "r": 16, "t": 12, "b": 8},
        "xaxis": _axis(colours, title=_title(colours, spec.options["x_title"]), range=[math.log10(low_x), math.log10(high_x)], **axis),
        "yaxis": _axis(colours, title=_title(colours, spec.options["y_title"]), range=[math.log10(low_y), math.log10(high_y)], **axis),
    }  # fmt: skip
    return data, layout


def _names(rows: list[dict], scale: int, box: tuple[float, float, float, float], colours: dict) -> list[dict]:
    """The names of the largest, each on the side where it touches none of the others; one that finds no room stays unnamed (the table has it)."""
    width, height, letter, line = 620, 380, 6.6, 15  # pixels, about: the chart is as wide as its column
    taken: list[tuple[float, float, float, float]] = []
    out = []
    for row in (row for row in rows if row.get("named")):
        x, y = math.log10(row["x"] / scale), math.log10(row["y"] / scale)
        px, py = (x - box[0]) / (box[1] - box[0]) * width, (y - box[2]) / (box[3] - box[2]) * height
        length = len(row["name"]) * letter
        sides = (
            ("left", 9, 0, px + 9),
            ("right", -9, 0, px - 9 - length),
            ("center", 0, 14, px - length / 2),
            ("center", 0, -14, px - length / 2),
        )
        for anchor, dx, dy, start in sides:
            place = (start, py + dy - line / 2, start + length, py + dy + line / 2)
            if (
                start >= 0
                and place[2] <= width
                and not any(
                    place[0] < t[2] and t[0] < place[2] and place[1] < t[3] and t[1] < place[3] for t in taken
                )
            ):
                taken.append(place)
                out.append(
                    {
                        "x": x,
                        "y": y,
                        "text": _escape(row["name"]),
                        "showarrow": False,
                        "xanchor": anchor,
                        "xshift": dx,
                        "yshift": dy,
                        "font": {"size": SIZE - 3, "color": colours["muted"]},
                    }
                )
                break
    return out


def _histogram(spec: ChartSpec, colours: dict, language: str):
    """Counts of projects by class of ratio; classes are equal on a log axis, zero has a bar of its own."""
    rows = list(spec.rows)
    data = [
        {
            "type": "bar", "x": [row["label"] for row in rows], "y": [row["value"] for row in rows], "customdata": [row["mark"] for row in rows],
            "marker": {"color": [colours[row.get("role", "focus")] for row in rows]}, "text": [str(row["value"]) if row["value"] else "" for row in rows], "textposition": "outside", "cliponaxis": False,
            "textfont": {"size": SIZE - 1, "color": colours["muted"]}, "hovertext": [_escape(row["hover"]) for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]  # fmt: skip
    layout = {
        "bargap": 0.06,
        "margin": {"l": 8, "r": 8, "t": 20, "b": 8},
        "xaxis": _axis(
            colours,
            title=_title(colours, spec.options["x_title"]),
            showgrid=False,
            type="category",
            tickangle=0,
            tickfont={"size": SIZE - 4, "color": colours["muted"]},
        ),
        "yaxis": _axis(colours, title=_title(colours, spec.options["y_title"]), rangemode="tozero"),
    }
    return data, layout


def _map(spec: ChartSpec, colours: dict, language: str):
    """Districts shaded by a rate, in five classes with their bounds named; circles over pale districts for totals."""
    rows = list(spec.rows)
    circles = spec.options.get("circles", False)
    data = []
    plain = [row for row in rows if row["class"] is None or circles]
    classed = [row for row in rows if row["class"] is not None and not circles]
    steps = len(colours["scale"])
    if classed:
        scale = [[i / steps, c] for i, c in enumerate(colours["scale"])] + [
            [(i + 1) / steps, c] for i, c in enumerate(colours["scale"])
        ]
        scale.sort(key=lambda item: (item[0], colours["scale"].index(item[1])))
        data.append(
            _areas(spec, colours, classed) | {
                "z": [row["class"] + 0.5 for row in classed], "zmin": 0, "zmax": steps, "colorscale": scale, "showscale": True,
                "colorbar": {
                    "title": {"text": _escape(spec.options["scale_title"]), "font": {"size": SIZE - 2, "color": colours["muted"]}, "side": "top"}, "tickvals": [i + 0.5 for i in range(steps)],
                    "ticktext": spec.options["classes"], "tickfont": {"size": SIZE - 2, "color": colours["muted"]}, "thickness": 14, "len": 0.6, "outlinewidth": 0, "x": 1.0, "xpad": 4, "y": 0.55,
                },
            }
        )  # fmt: skip
    if plain:
        data.append(
            _areas(spec, colours, plain) | {
                "z": [0] * len(plain), "zmin": 0, "zmax": 1, "showscale": False, "colorscale": [[0, colours["faint"]], [1, colours["faint"]]],
                "marker": {"line": {"color": [colours["accent"] if row.get("never") else colours["axis"] for row in plain], "width": [2.5 if row.get("never") else 1 for row in plain]}},
            }
        )  # fmt: skip
    if circles:
        top = max((row["value"] or 0) for row in rows) or 1
        shown = [row for row in rows if row["value"]]
        # Names stand under their circles, so that neither hides the other; Plotly keeps the distance.
        data.append(
            {
                "type": "scattergeo", "mode": "markers+text", "lon": [row["lon"] for row in shown], "lat": [row["lat"] for row in shown], "customdata": [row["mark"] for row in shown],
                "marker": {"size": [6 + 40 * (row["value"] / top) ** 0.5 for row in shown], "color": colours[spec.options.get("role", "focus")], "opacity": 0.6, "line": {"color": colours["paper"], "width": 1}},
                "text": [_escape(row["label"]).replace("\n", "<br>") for row in shown], "textposition": "bottom center", "textfont": {"size": SIZE - 3, "color": colours["text"], "family": themes.FONT},
                "hovertext": [_escape(row["hover"]).replace("\n", "<br>") for row in shown], "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )  # fmt: skip
    named = [row for row in rows if row.get("lon") is not None and not (circles and row["value"])]
    data.append(
        {
            "type": "scattergeo", "mode": "text", "lon": [row["lon"] for row in named], "lat": [row["lat"] for row in named], "text": [_escape(row["label"]) for row in named],
            "textposition": "middle center", "hoverinfo": "skip",
            "textfont": {"size": SIZE - 3, "color": colours["text"], "family": themes.FONT},  # with a halo of the page's colour: style.css
        }
    )  # fmt: skip
    layout = {
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "geo": {
            "visible": False,
            "fitbounds": "geojson",
            "bgcolor": "rgba(0,0,0,0)",
            "projection": {"type": "mercator"},
            "domain": {"x": [0, 1], "y": [0, 1]},
        },
    }
    return data, layout


def _areas(spec: ChartSpec, colours: dict, rows: list[dict]) -> dict:
    return {
        "type": "choropleth", "geojson": spec.options["geojson"], "featureidkey": "properties.code", "locations": [row["code"] for row in rows], "customdata": [row["mark"] for row in rows],
        "marker": {"line": {"color": colours["border"], "width": 1.5}}, "hovertext": [_escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _grid(spec: ChartSpec, colours: dict, language: str):
    """District × year as square marks, which can be clicked. Filled: a number; ring: none; cross: not recorded; dash: the district did not exist."""
    years, names = spec.options["x"], spec.options["y"]
    levels = spec.options["levels"]
    width = spec.options.get("mark_size", 22)
    looks = {
        "value": {"symbol": "square", "size": width},
        "none": {"symbol": "square-open", "size": width - 6},
        "missing": {"symbol": "x-thin", "size": 9},
        "unsplit": {"symbol": "diamond", "size": 13},
        "absent": {"symbol": "line-ew", "size": 9},
        "underway": {"symbol": "square-open", "size": width},
    }
    data = []
    for state, look in looks.items():
        cells = [row for row in spec.rows if row["state"] == state]
        if not cells:
            continue
        level = [_level(row["value"], levels) for row in cells]
        fill = {
            "value": [colours["scale"][i] for i in level], "none": colours["pale"], "missing": colours["accent"], "unsplit": colours["second"], "absent": colours["axis"], "underway": colours["focus"],
        }[state]  # fmt: skip
        data.append(
            {
                "type": "scatter", "mode": "markers+text" if state in ("value", "underway") else "markers", "x": [row["x"] for row in cells], "y": [_escape(row["y"]) for row in cells],
                "customdata": [row["mark"] for row in cells], "marker": look | {"color": fill, "opacity": 1, "line": {"width": 1.6 if state != "value" else 0, "color": fill}},
                "text": [row["text"] if state in ("value", "underway") else "" for row in cells], "textposition": "middle center",
                "textfont": {"size": SIZE - 3, "color": [colours["on_scale"][i] for i in level] if state == "value" else colours["focus"]},
                "hovertext": [_escape(row["hover"]).replace("\n", "<br>") for row in cells], "hovertemplate": "%{hovertext}<extra></extra>", "cliponaxis": False,
            }
        )  # fmt: skip
    layout = {
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": _axis(colours, side="top", tickvals=years, ticktext=[str(y) for y in years], showgrid=False, range=[years[0] - 0.6, years[-1] + 0.6]),
        "yaxis": _axis(colours, autorange="reversed", categoryorder="array", categoryarray=[_escape(n) for n in names], type="category", tickfont={"size": SIZE - 1, "color": colours["text"]}, gridcolor=colours["faint"]),
    }  # fmt: skip
    return data, layout


def _level(value, levels) -> int:
    return sum(1 for bound in levels if (value or 0) >= bound) - 1 if value else 0


def _waterfall(spec: ChartSpec, colours: dict, language: str):
    """From the old ratio to the new one: floating bars for the effects, whole bars for the ratios."""
    data, annotations, at = [], [], 0.0
    for row in spec.rows:
        whole = row["whole"]
        base = 0 if whole else min(at, at + row["value"])
        height = row["value"] if whole else abs(row["value"])
        data.append(
            {
                "type": "bar", "x": [row["label"]], "y": [height], "base": [base], "customdata": [row["mark"]], "marker": {"color": colours[row["role"]]},
                "hovertext": [_escape(row["hover"])], "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )  # fmt: skip
        at = row["value"] if whole else at + row["value"]
        annotations.append(
            {
                "x": row["label"],
                "y": max(base + height, at),
                "text": _escape(row["text"]),
                "showarrow": False,
                "yanchor": "bottom",
                "font": {"size": SIZE, "color": colours["text"]},
            }
        )
    layout = {
        "annotations": annotations,
        "bargap": 0.4,
        "margin": {"l": 8, "r": 8, "t": 24, "b": 8},
        "xaxis": _axis(
            colours, showgrid=False, type="category", tickfont={"size": SIZE - 1, "color": colours["text"]}
        ),
        "yaxis": _axis(colours, title=_title(colours, spec.options["y_title"]), rangemode="tozero"),
    }
    return data, layout


_ADAPTERS: dict[str, Callable] = {
    "columns": _columns, "dots": _dots, "bars": _bars, "scatter": _scatter, "histogram": _histogram, "map": _map, "grid": _grid, "waterfall": _waterfall,
    "parts": parts, "spans": spans, "labelled": labelled, "bullet": bullet.draw,
    "dumbbell": dumbbell.draw, "slope": slope.draw, "lorenz": lorenz.draw, "multiples": multiples.draw, "tiles": tiles.draw, "stacked": stacked.draw,
}  # fmt: skip
