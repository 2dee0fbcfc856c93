"""Where districts and provinces lie on a given day; which district a written name means: `data/district_names.py`.

Polygons come from `reference/vn_layers.topojson`: lines are stored once and shared by neighbours, so that a
district of any day is put together from its "atoms" (`reference/district_atom.csv`) by dropping the lines that
two of them share. Names come from `reference/district.csv`. Only the standard library is needed.

Days: the register is known from 2012-01-01 to 2025-06-30. An earlier day is answered as of the first of these,
since nothing is known before; a later one as of the last, since there are no districts any more and what is
drawn is the old ones. A row is in force from `valid_from` up to, not including, `valid_to`.

GeoJSON: WGS 84, four decimals (about 11 m; the lines themselves are good to 100-300 m), outer rings clockwise as
Plotly's `choropleth` wants them: turned round, they would paint the rest of the globe. What is returned is
cached and shared: do not change it.
"""

import datetime as dt
import json
from functools import lru_cache
from itertools import pairwise

from data.district_names import (
    bare_district,
    district_code,
    district_of_record,
    districts_of,
    ever_a_district,
    provinces_with_district,
)
from data.register import FIRST_DAY, FOLDER, LAST_DAY, in_force, known_day, register_rows

__all__ = (
    "FIRST_DAY", "FOLDER", "LAST_DAY", "bare_district", "district_code", "district_of_record", "districts_of", "districts_on", "ever_a_district",
    "provinces_34", "provinces_63", "provinces_with_district",
)  # fmt: skip
DECIMALS = 4

Point = tuple[int, int]


def districts_on(day: dt.date | str, province_code: str | None = None) -> dict:
    """The districts as they stood on a day: a GeoJSON FeatureCollection in order of code.

    `day` is a date or ISO text; `province_code` the register's two digits of a province of 63, None for the
    whole country. Feature id = properties.code; properties code, name (with type), type, province_code.
    No features for a code that is none. Raises ValueError if `day` is no date.
    """
    return _districts(known_day(day), province_code)


def provinces_63() -> dict:
    """The provinces as of 30/06/2025 as GeoJSON; properties code, name, type, new_province_code; id = code."""
    return _layer("provinces_63")


def provinces_34() -> dict:
    """The provinces since 01/07/2025 as GeoJSON; properties code, name, type; id = code. Codes are those of
    today's register: 52 was Bình Định among the 63 and is Gia Lai among the 34."""
    return _layer("provinces_34")


# Until the very end points stay the whole numbers of the file, so that shared lines are equal exactly.


class _Topology:
    """The stored lines ("arcs"), and rings as lists of references: ~n is arc n walked backwards."""

    def __init__(self, stored: dict):
        self.scale, self.origin = stored["transform"]["scale"], stored["transform"]["translate"]
        self.objects = {name: layer["geometries"] for name, layer in stored["objects"].items()}
        self.arcs = [self._points(arc) for arc in stored["arcs"]]

    @staticmethod
    def _points(steps: list) -> list[Point]:
        x = y = 0
        points = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            points.append((x, y))
        return points

    def line(self, reference: int) -> list[Point]:
        return self.arcs[reference] if reference >= 0 else self.arcs[~reference][::-1]

    def ring(self, references: list[int]) -> list[Point]:
        points: list[Point] = []
        for reference in references:
            line = self.line(reference)
            points += line[1:] if points else line
        return points

    def degrees(self, ring: list[Point]) -> list[list[float]]:
        """A ring in degrees, rounded; points that become one are kept once, unless too few would be left."""
        (scale_x, scale_y), (left, bottom) = self.scale, self.origin
        full = [[round(x * scale_x + left, DECIMALS), round(y * scale_y + bottom, DECIMALS)] for x, y in ring]
        thin = full[:1] + [after for before, after in pairwise(full) if after != before]
        return thin if len(thin) >= 4 else full


@lru_cache
def _topology() -> _Topology:
    return _Topology(json.loads((FOLDER / "vn_layers.topojson").read_text(encoding="utf-8")))


@lru_cache
def _layer(name: str) -> dict:
    topology = _topology()
    features = []
    for geometry in topology.objects[name]:
        polygons = [[topology.ring(ring) for ring in polygon] for polygon in _polygons(geometry)]
        features.append(_feature(geometry["properties"], polygons))
    return {"type": "FeatureCollection", "features": features}


@lru_cache(maxsize=256)
def _districts(day: dt.date, province_code: str | None) -> dict:
    districts = {
        row["code"]: {key: row[key] for key in ("code", "name", "type", "province_code")}
        for row in register_rows("district.csv")
        if in_force(row, day) and province_code in (None, row["province_code"])
    }
    owner = {
        row["atom"]: row["district_code"] for row in register_rows("district_atom.csv") if in_force(row, day)
    }
    atoms: dict[str, list] = {}
    for geometry in _topology().objects["atoms"]:
        atoms.setdefault(owner[geometry["properties"]["atom"]], []).append(geometry)
    features = [
        _feature(districts[code], _union(atoms[code])) for code in sorted(districts.keys() & atoms.keys())
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(properties: dict, polygons: list) -> dict:
    rings = [[_topology().degrees(ring) for ring in polygon] for polygon in polygons]
    shape = (
        {"type": "Polygon", "coordinates": rings[0]}
        if len(rings) == 1
        else {"type": "MultiPolygon", "coordinates": rings}
    )
    return {"type": "Feature", "id": properties["code"], "properties": properties, "geometry": shape}


def _polygons(geometry: dict) -> list:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def _union(geometries: list[dict]) -> list[list[list[Point]]]:
    """One shape from neighbours: a line that two of them share lies inside and goes away."""
    references = [
        reference
        for shape in geometries
        for polygon in _polygons(shape)
        for ring in polygon
        for reference in ring
    ]
    have = set(references)
    rings = _closed_rings([_topology().line(r) for r in references if ~r not in have])
    outer = [[ring] for ring in rings if _area(ring) <= 0]
    for hole in rings:
        if _area(hole) > 0:
            around = [
                polygon
                for polygon in outer
                if _inside(hole[0], polygon[0]) or _inside(hole[len(hole) // 2], polygon[0])
            ]
            if around:
                min(around, key=lambda polygon: -_area(polygon[0])).append(hole)
    return outer


def _closed_rings(lines: list[list[Point]]) -> list[list[Point]]:
    """The lines joined end to start until each ring comes back to where it began."""
    from_point: dict[Point, list] = {}
    for line in lines:
        from_point.setdefault(line[0], []).append(line)
    rings = []
    while from_point:
        start = here = next(iter(from_point))
        ring: list[Point] = []
        while here in from_point and (not ring or here != start):
            waiting = from_point[here]
            line = waiting.pop()
            if not waiting:
                del from_point[here]
            ring += line[1:] if ring else line
            here = ring[-1]
        rings.append(ring)
    return rings


def _area(ring: list[Point]) -> float:
    """Above 0 where the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _inside(point: Point, ring: list[Point]) -> bool:
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd
