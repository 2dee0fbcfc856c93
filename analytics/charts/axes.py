"""What every drawn chart shares: the size of letters, axes in the colours of the theme, names shown as they are written."""

import math

SIZE = 15
_TICKS = (1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
_FRACTIONS = {1 / 64: "1/64", 1 / 32: "1/32", 1 / 16: "1/16", 1 / 8: "⅛", 1 / 4: "¼", 1 / 2: "½"}


# What the numbers, and the title, of an axis take beside a chart: Plotly makes room by itself, but draws all of it anew for that.
NUMBERS, NUMBERS_TITLED, BELOW, BELOW_TITLED = 50, 68, 28, 46


def axis(colours: dict, **extra) -> dict:
    return {
        "gridcolor": colours["grid"], "linecolor": colours["axis"], "zeroline": False, "showline": False, "ticks": "", "fixedrange": True,
        "tickfont": {"color": colours["muted"], "size": SIZE - 1}, "automargin": True, "title": {"font": {"color": colours["muted"], "size": SIZE - 1}, "standoff": 8},
    } | extra  # fmt: skip


def axis_title(colours: dict, text: str) -> dict:
    return {"text": text, "font": {"color": colours["muted"], "size": SIZE - 1}, "standoff": 8}


def escape(text) -> str:
    """Plotly reads a little HTML in texts; names are shown as they are written."""
    return str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def halo(colour: str) -> str:
    """The shadow of letters that keeps them apart from what they stand on."""
    return ", ".join(f"0 0 {blur}px {colour}" for blur in (1, 2, 2, 3, 3, 4))


def log_axis(colours: dict, low: float, high: float, title: str) -> dict:
    ticks = [t for t in _TICKS if low / 2.1 <= t <= high * 2.1]
    return axis(
        colours, type="log", tickvals=ticks, ticktext=[_FRACTIONS.get(t, f"{t:g}") for t in ticks], title=axis_title(colours, title),
        range=[math.log10(low) - 0.08, math.log10(high) + 0.14],
    )  # fmt: skip
