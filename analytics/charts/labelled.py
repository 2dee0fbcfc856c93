"""The adapter of kind `labelled`: horizontal bars whose name stands above them and whose value at their end; for long names on narrow screens."""

from analytics.charts.axes import SIZE, axis, escape
from analytics.charts.spec import ChartSpec

ROW = 52  # pixels a row: a line of text and a bar
ROOM_OF_REST = 0.72  # the longest bar beside which the rest is named in its outline, on a phone too
ROOM = 1.65  # the longest bar leaves this much of its length for the words at its end


SCALE = 28  # pixels of the axis of shares


def labelled(spec: ChartSpec, colours: dict, language: str):
    """One bar a row from zero on one unit, without an axis: every bar says its value.

    Shares of a whole (option `ticks`, the words for 0, a half and all of it) are drawn on all of it: an axis to 100 %, each bar in
    an outline whose rest is named by the option `rest`, the value beside the name.
    """
    if spec.options.get("ticks"):
        return _shares(spec, colours)
    rows = list(spec.rows)
    top = max((row["value"] or 0 for row in rows), default=0) or 1
    places = list(range(len(rows)))
    data = [
        _bars(rows, colours) | {
            "text": [f" {escape(row['text'])}" for row in rows], "textposition": "outside", "cliponaxis": False, "textfont": {"size": SIZE - 1, "color": colours["text"]},
        }
    ]  # fmt: skip
    names = [_name(at, escape(row["label"]), colours) for at, row in zip(places, rows, strict=True)]
    base = {"type": "line", "x0": 0, "x1": 0, "y0": -0.5, "y1": len(rows) - 0.5, "line": {"color": colours["axis"], "width": 1}, "layer": "below"}  # fmt: skip
    layout = {
        "annotations": names, "shapes": [base], "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
        "xaxis": axis(colours, range=[0, top * ROOM], visible=False),
        "yaxis": axis(colours, range=[len(rows) - 0.5, -0.5], visible=False),
    }  # fmt: skip
    return data, layout


def _bars(rows: list[dict], colours: dict) -> dict:
    return {
        "type": "bar", "orientation": "h", "x": [row["value"] or 0 for row in rows], "y": [at + 0.18 for at in range(len(rows))], "width": 0.36, "customdata": [row["mark"] for row in rows],
        "marker": {"color": [colours[row.get("role", "focus")] for row in rows]},
        "hovertext": [escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _name(at: int, text: str, colours: dict) -> dict:
    return {
        "x": 0, "y": at - 0.22, "xanchor": "left", "yanchor": "middle", "text": text, "showarrow": False, "align": "left",
        "font": {"size": SIZE - 1, "color": colours["text"]},
    }  # fmt: skip


def _shares(spec: ChartSpec, colours: dict):
    """Bars of shares in outlines of the whole; what is left of an outline is named where it has room."""
    rows, rest = list(spec.rows), spec.options.get("rest", "")
    words = [_name(at, f"{escape(row['label'])}  <b>{escape(row['text'])}</b>", colours) for at, row in enumerate(rows)]  # fmt: skip
    left = {"x": 1, "xanchor": "right", "yanchor": "middle", "text": escape(rest), "showarrow": False, "xshift": -6, "font": {"size": SIZE - 2, "color": colours["muted"]}}  # fmt: skip
    words += [left | {"y": at + 0.18} for at, row in enumerate(rows) if rest and (row["value"] or 0) <= ROOM_OF_REST]  # fmt: skip
    line = {"color": colours["axis"], "width": 1}
    boxes = [{"type": "rect", "x0": 0, "x1": 1, "y0": at, "y1": at + 0.36, "line": line} for at in range(len(rows))]  # fmt: skip
    layout = {
        "annotations": words, "shapes": boxes, "margin": {"l": 16, "r": 24, "t": 4, "b": SCALE},
        "xaxis": axis(colours, range=[0, 1], tickvals=[0, 0.5, 1], ticktext=list(spec.options["ticks"]), automargin=False),
        "yaxis": axis(colours, range=[len(rows) - 0.5, -0.5], visible=False),
    }  # fmt: skip
    return [_bars(rows, colours)], layout


def ticks(words) -> tuple[str, str, str]:
    """The option that draws shares on the whole: 0, half and all of it in the reader's way of writing per cent."""
    return tuple(words.percent(share, 0) for share in (0, 0.5, 1))


def height(rows, shares: bool = False) -> int:
    """Pixels that the rows need; shares have an axis below."""
    return max(1, len(rows)) * ROW + (SCALE + 4 if shares else 8)
