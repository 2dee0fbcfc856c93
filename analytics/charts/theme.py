"""One palette for light and one for dark, by role. Colour-blind safe; neighbours at least 3:1 apart, so that they hold in mono print."""

FONT = "'Be Vietnam Pro', sans-serif"

LIGHT = {
    "text": "#17212B", "muted": "#5A6876", "grid": "#E3E8ED", "axis": "#9AA7B3", "paper": "#FFFFFF", "panel": "#F4F6F8",
    "national": "#12436D", "local": "#28A197", "counterpart": "#C3CCD6", "counterpart_line": "#7D8A97", "other_state": "#801650", "untold": "#2073BC",
    "focus": "#12436D", "second": "#6BACE6", "accent": "#C24A0A", "pale": "#BFC8D1", "faint": "#EEF1F4", "up": "#28A197", "down": "#C24A0A", "mix": "#801650", "within": "#28A197",
    "scale": ["#DCE9F4", "#9CC4E6", "#5B9BD0", "#2073BC", "#12436D"], "on_scale": ["#17212B", "#17212B", "#17212B", "#FFFFFF", "#FFFFFF"], "border": "#FFFFFF",
}  # fmt: skip
DARK = {
    "text": "#E8EEF4", "muted": "#A9B6C2", "grid": "#25323E", "axis": "#5C6B79", "paper": "#0F1720", "panel": "#182430",
    "national": "#8FC4EE", "local": "#23887E", "counterpart": "#46566A", "counterpart_line": "#8796A5", "other_state": "#E59AC6", "untold": "#C3AEE8",
    "focus": "#8FC4EE", "second": "#3B7FB8", "accent": "#F79561", "pale": "#4A5968", "faint": "#1C2935", "up": "#4CC7BC", "down": "#F79561", "mix": "#E59AC6", "within": "#4CC7BC",
    "scale": ["#1D3A55", "#285A85", "#3B7FB8", "#6FAEE0", "#B5DAF7"], "on_scale": ["#E8EEF4", "#FFFFFF", "#FFFFFF", "#0F1720", "#0F1720"], "border": "#0F1720",
}  # fmt: skip
PALETTES = {"light": LIGHT, "dark": DARK}

# Steps of lightness (CIE L*, 0 to 100) that are told apart on a grey print without a scale beside them.
GREY_STEP = 20
_PATTERNS = ("\\", "x", ".")


def lightness(colour: str) -> float:
    """How light a colour prints in grey: CIE L* of "#RRGGBB", 0 (black) to 100 (white)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * luminance ** (1 / 3) - 16 if luminance > 216 / 24389 else luminance * 24389 / 27


def patterns(roles: tuple[str, ...]) -> tuple[str, ...]:
    """For each colour role of a stack "" or a pattern: whatever is not a step of grey from all plain ones before it has one.

    Any two may touch, where those between are zero. Reckoned on the light palette, which is what is printed.
    """
    plain, out, left = [], [], iter(_PATTERNS)
    for role in roles:
        shade = lightness(LIGHT[role])
        apart = all(abs(shade - other) >= GREY_STEP for other in plain)
        out.append("" if apart else next(left))
        if apart:
            plain.append(shade)
    return tuple(out)
