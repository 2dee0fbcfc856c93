"""Projects as dots, district × year as marks: each a ChartSpec's kind as Plotly draws it."""

import math

from analytics.charts import narrow
from analytics.charts.axes import SIZE, axis, axis_title, escape
from analytics.charts.spec import ChartSpec
from analytics.text import say

WRITTEN = ("value", "few", "underway")  # marks of a grid that carry their number


def scatter(spec: ChartSpec, colours: dict, language: str):
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
                "hovertext": [escape(row["hover"]).replace("\n", "<br>") for row in mine], "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )  # fmt: skip
    box = (math.log10(low_x), math.log10(high_x), math.log10(low_y), math.log10(high_y))
    annotations = []
    for i, group in enumerate(spec.series):
        sign = "●" if group.role == "national" else "◆"
        annotations.append({"xref": "paper", "yref": "paper", "x": 0.01, "y": 0.99 - 0.06 * i, "xanchor": "left", "text": f"<b>{sign} {escape(group.label)}</b>", "showarrow": False, "font": {"size": SIZE - 1, "color": colours[group.role]}})  # fmt: skip
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
    legend = max((len(group.label) for group in spec.series), default=0) + 2, len(spec.series)
    on_phone = annotations + _names(rows, scale, box, colours, legend, (270, 380))
    annotations += _names(rows, scale, box, colours, legend, (620, 380))
    ticks = [v for p in range(-1, 7) for v in (10**p, 3 * 10**p)]
    text = [
        say("chart.number", language, n=f"{v:g}").replace(".", "," if language == "vi" else ".")
        if v < 1
        else f"{v:,.0f}".replace(",", "." if language == "vi" else ",")
        for v in ticks
    ]
    logarithmic = {"type": "log", "tickvals": ticks, "ticktext": text}
    layout = narrow.meta(narrow.CLOSE, {"layout.annotations": on_phone}) | {
        "annotations": annotations, "margin": {"l": 80, "r": 16, "t": 12, "b": 52},
        "xaxis": axis(colours, title=axis_title(colours, spec.options["x_title"]), range=[math.log10(low_x), math.log10(high_x)], **logarithmic),
        "yaxis": axis(colours, title=axis_title(colours, spec.options["y_title"]), range=[math.log10(low_y), math.log10(high_y)], **logarithmic),
    }  # fmt: skip
    return data, layout


def _names(
    rows: list[dict],
    scale: int,
    box: tuple[float, float, float, float],
    colours: dict,
    legend: tuple[int, int],
    room: tuple[int, int],
) -> list[dict]:
    """The names of the largest, each on the side where it touches no other and no mark; one that finds no room stays unnamed (the table has it).

    `legend`: letters and lines at the top left; `room`: pixels, about, since the chart is as wide as its column.
    """  # fmt: skip
    (width, height), letter, line = room, 6.6, 15

    def pixel(row: dict) -> tuple[float, float]:
        x, y = math.log10(row["x"] / scale), math.log10(row["y"] / scale)
        return (x - box[0]) / (box[1] - box[0]) * width, (y - box[2]) / (box[3] - box[2]) * height

    taken = [(px - 4, py - 4, px + 4, py + 4) for px, py in map(pixel, rows)]
    taken.append((0, height - legend[1] * 0.06 * height - line, legend[0] * 8.2, height))
    out = []
    for row in (row for row in rows if row.get("named")):
        x, y = math.log10(row["x"] / scale), math.log10(row["y"] / scale)
        px, py = pixel(row)
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
                        "text": escape(row["name"]),
                        "showarrow": False,
                        "xanchor": anchor,
                        "xshift": dx,
                        "yshift": dy,
                        "font": {"size": SIZE - 3, "color": colours["muted"]},
                    }
                )
                break
    return out


def grid(spec: ChartSpec, colours: dict, language: str):
    """District × year as square marks, which can be clicked. Filled: a number; outlined in grey: too few for a rate; ring: none; cross: not recorded; dash: the district did not exist."""
    years, names = spec.options["x"], spec.options["y"]
    levels = spec.options["levels"]
    width = spec.options.get("mark_size", 22)
    looks = {
        "value": {"symbol": "square", "size": width},
        "few": {"symbol": "square-open", "size": width},
        "none": {"symbol": "square-open", "size": width - 6},
        "missing": {"symbol": "x-thin", "size": 9},
        "unsplit": {"symbol": "diamond", "size": 13},
        "absent": {"symbol": "line-ew", "size": 9},
        "underway": {"symbol": "square-open", "size": width},
    }
    data: list[dict] = []
    small: dict = {}
    pitch = _narrow_pitch(names, years)
    for state, look in looks.items():
        cells = [row for row in spec.rows if row["state"] == state]
        if not cells:
            continue
        small |= _narrow_cells(len(data), look["size"] * min(1, (pitch - 3) / width), cells, pitch)
        level = [_level(row["value"], levels) for row in cells]
        fill = {
            "value": [colours["scale"][i] for i in level], "few": colours["pale"], "none": colours["pale"], "missing": colours["accent"], "unsplit": colours["second"], "absent": colours["axis"], "underway": colours["focus"],
        }[state]  # fmt: skip
        data.append(
            {
                "type": "scatter", "mode": "markers+text" if state in WRITTEN else "markers", "x": [row["x"] for row in cells], "y": [escape(row["y"]) for row in cells],
                "customdata": [row["mark"] for row in cells], "marker": look | {"color": fill, "opacity": 1, "line": {"width": 1.6 if state != "value" else 0, "color": fill}},
                "text": [row["text"] if state in WRITTEN else "" for row in cells], "textposition": "middle center",
                "textfont": {"size": SIZE - 3, "color": [colours["on_scale"][i] for i in level] if state == "value" else colours["text" if state == "few" else "focus"]},
                "hovertext": [escape(row["hover"]).replace("\n", "<br>") for row in cells], "hovertemplate": "%{hovertext}<extra></extra>", "cliponaxis": False,
            }
        )  # fmt: skip
    layout = narrow.meta(narrow.names(names), narrow.years(years), small) | {
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "xaxis": axis(colours, side="top", tickvals=years, ticktext=[str(y) for y in years], showgrid=False, range=[years[0] - 0.6, years[-1] + 0.6]),
        "yaxis": axis(colours, autorange="reversed", categoryorder="array", categoryarray=[escape(n) for n in names], type="category", tickfont={"size": SIZE - 1, "color": colours["text"]}, gridcolor=colours["faint"]),
    }  # fmt: skip
    return data, layout


def _narrow_pitch(names: list, years: list) -> float:
    """Pixels from one year to the next on a phone, beside the longest name."""
    longest = max(
        (narrow.wide(line) for name in names for line in narrow.wrapped(name).split("<br>")), default=0
    )
    return (narrow.WIDTH - 20 - longest) / (years[-1] - years[0] + 1.2)


def _narrow_cells(trace: int, size: float, cells: list[dict], pitch: float) -> dict:
    """Marks that do not touch, their numbers small; where a number is wider than its mark, none is written (the mark's words have it)."""
    letters = narrow.SMALL - 2
    fits = max((narrow.wide(str(row["text"]), letters) for row in cells), default=0) < pitch
    look = {f"data.{trace}.marker.size": max(size, 5), f"data.{trace}.textfont.size": letters}
    return look if fits else look | {f"data.{trace}.mode": "markers"}


def _level(value, levels) -> int:
    return sum(1 for bound in levels if (value or 0) >= bound) - 1 if value else 0
