"""What a drawing is on a phone, where letters take more of it: paths into the figure and what stands there then.

A chart's layout carries them as `meta.narrow` ("layout.xaxis.range", "data.0.marker.size"); plot.js puts them in below 480 pixels.
The drawing stays one figure for every screen: nothing is asked anew when a telephone is turned.
"""

import textwrap

from analytics.charts.axes import SIZE, escape

WIDTH = 350  # pixels of a chart on a telephone
LETTER = 0.52  # of its size: how wide a letter is on average
LINE = 20  # letters of a name in one line, and at most two lines of them
SMALL = SIZE - 3


# A phone has no room to spare: as much beside a chart as its numbers take.
CLOSE = {"layout.margin.l": 8, "layout.margin.b": 8}


def meta(*patches: dict) -> dict:
    """The key of a layout that carries the patches, later ones over earlier ones."""
    return {"meta": {"narrow": {path: value for patch in patches for path, value in patch.items()}}}


def wide(text: str, size: float = SMALL) -> float:
    """Pixels that a text takes, about."""
    return len(text) * size * LETTER


def wrapped(text: str, letters: int = LINE) -> str:
    """A name on at most two lines, escaped; what does not fit on the second ends in "…" (mark and table have it whole)."""
    lines = textwrap.wrap(str(text), letters, max_lines=2, placeholder="…", break_on_hyphens=False)
    return "<br>".join(escape(line) for line in lines)


def names(labels, letters: int = LINE) -> dict:
    """The names of the rows (the categories of the y axis) on two lines, in smaller letters."""
    return {
        "layout.yaxis.tickvals": [escape(label) for label in labels],
        "layout.yaxis.ticktext": [wrapped(label, letters) for label in labels],
        "layout.yaxis.tickfont.size": SMALL,
    }


def years(values, axis: str = "xaxis") -> dict:
    """Years upright and short ('12), as many as find room."""
    values = list(values)
    every = 1 + int(len(values) * (wide("'12") + 6) / WIDTH)
    shown = values[::-1][::every][::-1]  # the last is always told
    return {
        f"layout.{axis}.tickvals": shown,
        f"layout.{axis}.ticktext": [f"'{year % 100:02d}" for year in shown],
        f"layout.{axis}.tickangle": 0,
        f"layout.{axis}.tickfont.size": SMALL,
    }


def title(text: str, axis: str = "xaxis", letters: int = 26) -> dict:
    """The title of an axis on two lines."""
    return {f"layout.{axis}.title.text": wrapped(text, letters), f"layout.{axis}.title.font.size": SMALL}


def legend(labels, first: int, last: int) -> dict:
    """A legend above in place of annotations `first` to `last`, the names beside a stack's last column."""
    lines = 1 + int(sum(wide(label, SIZE - 1) + 48 for label in labels) / WIDTH)
    hidden = {f"layout.annotations.{i}.visible": False for i in range(first, last)}
    return hidden | {
        "layout.showlegend": True,
        "layout.legend": {
            "orientation": "h", "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top", "traceorder": "normal",
            "itemclick": False, "itemdoubleclick": False, "font": {"size": SIZE - 2},
        },
        "layout.margin.t": 14 + 22 * lines, "layout.margin.r": 8,
    }  # fmt: skip


def shown(texts: list[str], values: list, size: float = SMALL) -> list[bool]:
    """Which of the numbers above columns are told: all where they find room beside one another, else the largest and the last."""
    if max(map(len, texts), default=0) * size * LETTER + 3 < (WIDTH - 45) / max(len(texts), 1):
        return [True] * len(texts)
    known = [i for i, value in enumerate(values) if value is not None]
    told = {max(known, key=lambda i: values[i]), known[-1]} if known else set()
    return [i in told for i in range(len(texts))]
