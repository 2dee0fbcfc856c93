"""Where districts and provinces lie, and which district a written name means, on a given day.

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

import csv
import datetime as dt
import json
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from data.text import clean, search_key

FOLDER = Path(__file__).parent / "reference"
FIRST_DAY = dt.date(2012, 1, 1)
LAST_DAY = dt.date(2025, 6, 30)
DECIMALS = 4

Point = tuple[int, int]
# How each type of district is shortened in letters and tables.
_SHORT = {"Thành phố": ("TP", "T P"), "Thị xã": ("TX", "T X"), "Huyện": ("H", "huyện đảo"), "Quận": ("Q",)}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def districts_on(day: dt.date | str, province_code: str | None = None) -> dict:
    """The districts as they stood on a day: a GeoJSON FeatureCollection in order of code.

    `day` is a date or ISO text; `province_code` the register's two digits of a province of 63, None for the
    whole country. Feature id = properties.code; properties code, name (with type), type, province_code.
    No features for a code that is none. Raises ValueError if `day` is no date.
    """
    return _districts(_known_day(day), province_code)


def provinces_63() -> dict:
    """The provinces as of 30/06/2025 as GeoJSON; properties code, name, type, new_province_code; id = code."""
    return _layer("provinces_63")


def provinces_34() -> dict:
    """The provinces since 01/07/2025 as GeoJSON; properties code, name, type; id = code. Codes are those of
    today's register: 52 was Bình Định among the 63 and is Gia Lai among the 34."""
    return _layer("provinces_34")


def district_code(name: str | None, province_code: str, day: dt.date | str) -> str | None:
    """The code of the district a name means, within one province of 63 and on one day.

    Understood: name with its type, in full or short ("Thị xã Kỳ Anh", "TX. Kỳ Anh"), name alone, the code itself.
    Tried in this order: the name of that day with its marks; without marks, case and spaces; then the same with
    other names that districts alive on that day had at another time (a source may use the name from before an upgrade).
    None where nothing is found, or where several districts answer: "Kỳ Anh" alone is a town and a rural district.
    """
    text = clean(name or "")
    if not text:
        return None
    now, ever = _names(province_code, _known_day(day))
    for names in (now, ever):
        for key in (_toned_key(text), _folded_key(text)):
            codes = names.get(key, frozenset())
            if codes:
                return next(iter(codes)) if len(codes) == 1 else None
    return None


def district_of_record(name: str, province_code: str, year: int) -> tuple[str | None, bool]:
    """What a record's district cell means in its plan year (on 30 June): the code, and whether it says province-wide.

    A code is one of the province's own, of whatever day; another province's district is no place of its record.
    """
    if search_key(name) in {"toan tinh", "toan thanh pho"}:
        return None, True
    if any(row["code"] == name and row["province_code"] == province_code for row in _rows("district.csv")):
        return name, False
    return district_code(name, province_code, dt.date(year, 6, 30)), False


def districts_of(province_code: str, day: dt.date) -> list[dict]:
    """The register's rows of a province's districts on a day."""
    known = _known_day(day)
    return [r for r in _rows("district.csv") if r["province_code"] == province_code and _in_force(r, known)]


def provinces_with_district(name: str, day: dt.date) -> list[str]:
    """Full names of the provinces of 63 that had one district of this name on a day."""
    units = [row for row in _rows("province.csv") if row["kind"] == "province_63"]
    return [row["full_name"] for row in units if district_code(name, row["map_code"], day)]


def bare_district(name: str) -> str:
    """A district's name without its type, in full or short: "TX. Kỳ Anh" -> "Kỳ Anh"."""
    return re.sub(r"(?i)^(thành phố|thị xã|huyện đảo|huyện|quận|tp|tx|h|q)[. ]\s*", "", clean(name))


def _known_day(day: dt.date | str) -> dt.date:
    if isinstance(day, str):
        day = dt.date.fromisoformat(day)
    elif isinstance(day, dt.datetime):
        day = day.date()
    return min(max(day, FIRST_DAY), LAST_DAY)


# Names


def _toned_key(text: str) -> str:
    """Letters with their marks, the tone moved to the end of its word: "hoà" and "hòa" are one, "hóa" is another."""
    words = []
    for word in re.sub(r"[^\w]+", " ", clean(text).lower()).split():
        letters = unicodedata.normalize("NFD", word)
        tone = "".join(letter for letter in letters if letter in _TONES)
        words.append("".join(letter for letter in letters if letter not in _TONES) + tone)
    return " ".join(words)


def _folded_key(text: str) -> str:
    """Without marks and spaces ("Cư M'gar", "Cư Mgar"): told apart from the other key by its first sign."""
    return "=" + search_key(text).replace(" ", "")


def _written_forms(row: dict) -> set[str]:
    """Every key by which one district of the register may be written."""
    bare = row["name"].removeprefix(row["type"]).strip()
    forms = {row["name"], bare, row["code"], *(f"{short} {bare}" for short in _SHORT.get(row["type"], ()))}
    return {_toned_key(form) for form in forms} | {_folded_key(form) for form in forms}


@lru_cache(maxsize=1024)
def _names(province_code: str, day: dt.date) -> tuple[dict, dict]:
    """Key -> codes: by the names of that day, and by all names ever of the districts alive on that day."""
    rows = [row for row in _rows("district.csv") if row["province_code"] == province_code]
    alive = {row["code"] for row in rows if _in_force(row, day)}
    now: dict[str, set] = {}
    ever: dict[str, set] = {}
    for row in rows:
        for key in _written_forms(row) if row["code"] in alive else ():
            ever.setdefault(key, set()).add(row["code"])
            if _in_force(row, day):
                now.setdefault(key, set()).add(row["code"])
    return now, ever


def _in_force(row: dict, day: dt.date) -> bool:
    return row["valid_from"] <= day.isoformat() < row["valid_to"]


@lru_cache
def _rows(file: str) -> tuple[dict, ...]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


# Shapes. Until the very end points stay the whole numbers of the file, so that shared lines are equal exactly.


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
        for row in _rows("district.csv")
        if _in_force(row, day) and province_code in (None, row["province_code"])
    }
    owner = {row["atom"]: row["district_code"] for row in _rows("district_atom.csv") if _in_force(row, day)}
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
