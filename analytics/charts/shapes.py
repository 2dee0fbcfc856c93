"""The districts of a place as the charts need them: outlines, where a name stands, and which of them had a project."""

import datetime as dt
import itertools
from functools import lru_cache

from analytics import coverage
from analytics import format as fmt
from analytics.answer import Answer, Missing
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from data import geography
from data.store import Snapshot


@lru_cache(maxsize=128)
def shapes(map_code: str) -> tuple[dict, dict]:
    """The districts of a province as of 30/06/2025: GeoJSON, and code -> (lon, lat) where a label stands."""
    features = geography.districts_on(geography.LAST_DAY, map_code)
    return features, {f["properties"]["code"]: _middle(f["geometry"]) for f in features["features"]}


def _middle(geometry: dict) -> tuple[float, float]:
    """The centroid of the largest polygon."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    ring = max((polygon[0] for polygon in polygons), key=lambda r: abs(_area(r)))
    area = _area(ring)
    if not area:
        return ring[0][0], ring[0][1]
    x = y = 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        cross = ax * by - bx * ay
        x, y = x + (ax + bx) * cross, y + (ay + by) * cross
    return round(x / (6 * area), 4), round(y / (6 * area), 4)


def _area(ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def districts(words: Words):
    """(code, name, (lon, lat)) of each district of the place, those chosen where some are."""
    _, points = shapes(words.place.map_code)
    for code, point in points.items():
        if words.filters.districts and code not in words.filters.districts:
            continue
        yield code, words.label("district", code), point


def joined(words: Words) -> tuple[str, ...]:
    """One line on the districts that were part of the period and lie within another one of the map since; nothing where there is none."""
    years, known = words.filters.years or words.place.years, words.codes.districts
    gone = [
        (words.label("district", code), fmt.date_text(d["valid_to"] - dt.timedelta(days=1), words.language), words.label("district", d["now_code"]))
        for code, d in known.items()
        if years and d["province_code"] == words.place.map_code and d["now_code"] not in (None, code) and d["valid_to"].year >= years[0]
    ]  # fmt: skip
    if not gone:
        return ()
    told = "; ".join(words.say("map.joined_one", old=old, day=day, now=now) for old, day, now in sorted(gone))
    return (words.say("map.joined", told=told),)


def touched(snapshot: Snapshot, filters: Filters) -> dict[str, int]:
    """District -> projects that touch it in the period: the one count by which a district is called unserved.

    Money cannot tell that: a group project over several districts serves each of them, and its money stands in none.
    """
    counts: dict[str, int] = {}
    for row in coverage.grid(snapshot, filters).rows:
        counts[row["district"]] = counts.get(row["district"], 0) + row["projects"]
    return counts


def never(words: Words) -> str:
    """How a district without a project is spoken of: "never" only where the whole time and everything is asked."""
    filters, place = words.filters, words.place
    whole = place.years and filters.years == (place.years[0], place.last_complete or place.years[1])
    if whole and not filters.tier and not filters.narrowed:
        return words.say("never.ever")
    if filters.tier or filters.narrowed:
        return words.say("never.chosen", years=words.years())
    return words.say("never.period", years=words.years())


def placed(snapshot: Snapshot, answer: Answer) -> Answer:
    """An answer by district with what stands in none of them told as left out: M and the state money behind it."""
    n = sum(row["n"] for row in answer.rows if row["district"] in (None, "group"))
    if not n:
        return answer
    support = ask(snapshot, "state_support", ("district",), answer.filters)
    money = sum(row["numerator"] or 0 for row in support.rows if row["district"] in (None, "group"))
    return answer.but(n=answer.n - n, missing=(*answer.missing, Missing("no_single_district", n, money)))
