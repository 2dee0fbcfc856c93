"""Where the number of a bullet stands: at the end of its bar, on it or beside it; beyond a mark only where there is no room before it."""

from dataclasses import dataclass

from analytics.charts import narrow
from analytics.charts.axes import SIZE, halo
from analytics.charts.spec import ChartSpec
from analytics.charts.theme import lightness

NARROWEST = 480  # pixels of a chart that is no phone's (plot.js)
# Pixels: from a bar or a mark to the number beside it; from a number on a bar to its end; half a mark with its halo.
GAP, EDGE, DIAMOND = 14, 5, 9


@dataclass(frozen=True)
class Spot:
    """A place on the axis, in its unit; the number ends there on the bar (`inside`), else begins there."""

    x: float
    inside: bool = False


def spots(spec: ChartSpec, span: float, chart: float, letter: int, most: int = 99) -> list[Spot]:
    """A place for the number of each row. `span`: what the axis shows; `chart`: pixels of the whole chart; `letter`: pixels of its
    letters; `most`: letters of a name in one line."""
    names = [min(len(row["label"]), most) * (letter - 1) for row in spec.rows]
    subs = [len(row.get("sub") or "") * (letter - 3) for row in spec.rows]
    room = max(chart - narrow.LETTER * max([*names, *subs, 0]) - 26, 80)
    return [_spot(row, spec, span / room) for row in spec.rows]


def _spot(row: dict, spec: ChartSpec, unit: float) -> Spot:
    """`unit`: how much of the axis one pixel is."""
    scale, wide = spec.options["scale"], narrow.wide(row["text"], SIZE)
    takes, on_bar = (wide + GAP) * unit, (wide + EDGE) * unit
    bands = [(row.get(series.key) or 0) / scale for series in spec.series]
    end = sum(bands)
    marks = sorted((row.get(key) or 0) / scale for key in ("plan", "adjusted") if row.get(key) is not None)
    ahead = [at for at in marks if at > end]
    if not ahead or ahead[0] - end >= takes:
        return Spot(end)
    until = min(end, ahead[0] - DIAMOND * unit)  # a mark just beyond the bar covers its end
    last = next((band for band in reversed(bands) if band), 0)
    if until - on_bar >= end - last and not any(until - on_bar < at <= end for at in marks):
        return Spot(until, inside=True)
    after = (at for at, following in zip(ahead, [*ahead[1:], float("inf")], strict=True) if following - at >= takes)  # fmt: skip
    return Spot(next(after))


def trace(spec: ChartSpec, found: list[Spot], colours: dict) -> dict:
    """What the places make of the trace of the numbers: x, textposition, and the colours of its letters."""
    inks = [_ink(row, spec, colours) if spot.inside else (colours["text"], "none") for row, spot in zip(spec.rows, found, strict=True)]  # fmt: skip
    return {
        "x": [spot.x for spot in found],
        "textposition": ["middle left" if spot.inside else "middle right" for spot in found],
        "textfont": {"size": SIZE, "color": [ink for ink, _ in inks], "shadow": [halo for _, halo in inks]},
    }


def _ink(row: dict, spec: ChartSpec, colours: dict) -> tuple[str, str]:
    """(colour, shadow) of a number on its bar: whichever of the two inks stands out; on a pattern the page's colour around it."""
    last = max((i for i, series in enumerate(spec.series) if row.get(series.key)), default=0)
    if last or row.get("unfinished"):
        return colours["text"], halo(colours["paper"])
    under = lightness(colours[spec.series[last].role])
    return max((colours["text"], colours["paper"]), key=lambda ink: abs(lightness(ink) - under)), "none"
