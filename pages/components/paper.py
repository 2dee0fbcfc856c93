"""Charts of a dark screen on white paper: each colour they were drawn in becomes that of the light palette, by rules for print."""

from analytics.charts.theme import DARK, LIGHT

_DRAWN = ":is(path, rect, circle, text, tspan, stop)"


def rules() -> str:
    """The rules, to stand inside `@media print`: one for whatever is filled, outlined or written in a colour of the dark palette."""
    return "\n".join(_rule(dark, light) for dark, light in pairs().items())


def pairs() -> dict[str, str]:
    """Dark colour -> light one. Where two roles share a dark colour, the first in the palette tells; both are told apart elsewhere."""
    out: dict[str, str] = {}
    for role, dark in DARK.items():
        for one, other in zip(_listed(dark), _listed(LIGHT[role]), strict=True):
            out.setdefault(one, other)
    return out


def _listed(colour) -> list[str]:
    return [colour] if isinstance(colour, str) else colour


def _rule(dark: str, light: str) -> str:
    written = "rgb({}, {}, {})".format(*(int(dark[i : i + 2], 16) for i in (1, 3, 5)))
    drawn = [
        f'.dark-theme .plot {_DRAWN}:is([style*="{key}: {written}"], [{key}="{written}"]) {{ {key}: {light} !important; }}'
        for key in ("fill", "stroke", "stop-color")
    ]
    # A part of a text keeps its colour as it was written in the figure.
    drawn.append(f'.dark-theme .plot tspan[style*="{dark}" i] {{ fill: {light} !important; }}')
    return "\n".join(drawn)
