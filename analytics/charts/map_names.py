"""Where the names of a map stand: in the middle of their district or under its circle, beside it at the end of a line, or nowhere.

A name that would touch another is moved; one that finds no room is left out (the mark's words and the table have it). Reckoned in
pixels of a map of a given room, told in degrees, so that a drawing of another size keeps the same order of things.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

LETTER, LINE = 0.56, 1.3  # of the size of letters: width of one, height of a line
NEAR = 0.75  # of a line: how far a name may move before it needs a line to its district
RINGS = (26, 38, 52, 68)  # pixels from a district to a name beside it
SIDES = tuple((math.cos(math.radians(a)), math.sin(math.radians(a))) for a in range(0, 360, 30))


@dataclass(frozen=True)
class Placed:
    """A name at (lon, lat), its middle; `of` is the middle of its district, where a line leads from it."""

    text: str
    lon: float
    lat: float
    of: tuple[float, float] | None = None


@dataclass(frozen=True)
class Sheet:
    """A map of `bounds` (west, south, east, north in degrees) as large as a room of `width` × `height` pixels lets it be."""

    bounds: tuple[float, float, float, float]
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels a radian at the equator (Mercator, as the drawing)."""
        west, south, east, north = self.bounds
        across, up = math.radians(east - west), _up(north) - _up(south)
        return min(self.width / across, self.height / up)

    def pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the south-west corner, upwards."""
        return math.radians(lon - self.bounds[0]) * self.scale, (_up(lat) - _up(self.bounds[1])) * self.scale

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a pixel."""
        up = y / self.scale + _up(self.bounds[1])
        return math.degrees(x / self.scale) + self.bounds[0], math.degrees(
            2 * math.atan(math.exp(up)) - math.pi / 2
        )


def _up(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def bounds(geojson: dict) -> tuple[float, float, float, float]:
    """(west, south, east, north) of the areas, in degrees."""
    points = [p for f in geojson["features"] for p in _points(f["geometry"]["coordinates"])]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons), min(lats), max(lons), max(lats)


def _points(part) -> Iterator:
    if isinstance(part[0], (int, float)):
        yield part
        return
    for inner in part:
        yield from _points(inner)


def placed(rows: list[dict], sheet: Sheet, size: float) -> list[Placed]:
    """Names in the order of `rows` (the first has the first choice), letters of `size` pixels; a row has lon, lat, label, radius (pixels; 0: no circle)."""
    taken = [_round(sheet.pixel(row["lon"], row["lat"]), row["radius"]) for row in rows if row["radius"]]
    out = []
    for row in rows:
        x, y = sheet.pixel(row["lon"], row["lat"])
        lines = row["label"].split("\n")
        half = (max(map(len, lines)) * size * LETTER / 2, len(lines) * size * LINE / 2)
        for at, far in _places(x, y, row["radius"], half, size):
            box = (at[0] - half[0], at[1] - half[1], at[0] + half[0], at[1] + half[1])
            if _inside(box, sheet) and not any(_touch(box, other) for other in taken):
                taken.append(box)
                lon, lat = sheet.degrees(*at)
                out.append(
                    Placed(
                        row["label"], round(lon, 4), round(lat, 4), (row["lon"], row["lat"]) if far else None
                    )
                )
                break
    return out


def _places(x: float, y: float, radius: float, half: tuple[float, float], size: float) -> Iterator:
    """Places for a name, the best first, and whether a line has to lead to it."""
    if radius:
        beside = radius + half[1] + 1
        yield (x, y - beside), False
        yield (x, y + beside), False
        yield (x + radius + half[0] + 3, y), False
        yield (x - radius - half[0] - 3, y), False
    else:
        step = size * LINE * NEAR
        for dx, dy in ((0, 0), (0, step), (0, -step), (step, 0), (-step, 0)):
            yield (x + dx, y + dy), False
    for ring in RINGS:
        for dx, dy in SIDES:
            yield (x + dx * (radius + ring + half[0] * abs(dx)), y + dy * (radius + ring)), True


def _round(at: tuple[float, float], radius: float) -> tuple[float, float, float, float]:
    """The box of a circle, which no name covers."""
    inner = radius * 0.95
    return at[0] - inner, at[1] - inner, at[0] + inner, at[1] + inner


def _inside(box, sheet: Sheet) -> bool:
    """Within the drawing's room around the middle of the map, which is as wide or as high as the room."""
    east, north = sheet.bounds[2:]
    across, up = sheet.pixel(east, north)
    left, low = (sheet.width - across) / 2, (sheet.height - up) / 2
    return (
        box[0] >= -left - 2 and box[2] <= across + left + 2 and box[1] >= -low - 2 and box[3] <= up + low + 2
    )


def _touch(a, b) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
