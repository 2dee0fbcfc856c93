"""The words that may be typed on the command line: each list with its names, and what of it is like a word that does not exist."""

import difflib

from analytics.codes import Codes, Place
from analytics.metrics import METRICS
from analytics.text import Text
from data.errors import UnknownValue
from data.store import Snapshot
from data.text import search_key

LISTS = ("metric", "content", "district", "province", "type", "source")
CLOSE = 3
# A list no longer than this is told whole, and one that `codes` does not list.
SHORT = 12

Words = dict[str, Text | None]


def metrics() -> Words:
    return {key: metric.label for key, metric in METRICS.items()}


def contents(known: Codes) -> Words:
    return {code: Text(row["label_vi"], row["label_en"]) for code, row in known.contents.items()}


def types(known: Codes) -> Words:
    return {code: Text(row["label_vi"], row["label_en"]) for code, row in known.beneficiary_types.items()} | {
        "group": None
    }


def districts(known: Codes, place: Place) -> Words:
    """The districts of a place, in the order of their codes."""
    maps = {known.places[part].map_code for part in place.parts if part in known.places}
    return {
        code: Text(row["name"], row["name"])
        for code, row in sorted(known.districts.items())
        if row["province_code"] in maps
    }


def provinces(known: Codes) -> Words:
    return {
        slug: Text(known.places[slug].timed("vi"), known.places[slug].timed("en"))
        for slug in sorted(known.places)
    }


def sources(snapshot: Snapshot) -> Words:
    """Those described, and those of imported figures."""
    rows = snapshot.rows(
        """SELECT source_id, MAX(title) AS title FROM (
             SELECT source_id, title FROM staging.source UNION ALL SELECT source_id, NULL FROM reported_figure
           ) GROUP BY source_id ORDER BY source_id"""
    )
    return {row["source_id"]: Text(row["title"], row["title"]) if row["title"] else None for row in rows}


def listed(snapshot: Snapshot, known: Codes, name: str, place: Place) -> Words:
    """One of LISTS; the districts are those of `place`."""
    if name == "metric":
        return metrics()
    if name == "district":
        return districts(known, place)
    if name == "source":
        return sources(snapshot)
    return {"content": contents, "province": provinces, "type": types}[name](known)


def unknown(field: str, value: str, words: Words, place: Place | None = None) -> UnknownValue:
    """The error of a word that does not exist, with the three most like it by code or name; `place` whose districts they are."""
    near = sorted(words, key=lambda code: -_likeness(value, code, words[code]))[:CLOSE]
    close = tuple((code, words[code]) for code in near) if search_key(value) else ()
    known = tuple(words) if len(words) <= SHORT or field not in LISTS else ()
    return UnknownValue(
        field=field, value=value, known=known, n=len(words), close=close, place=place and place.slug
    )


def _likeness(typed: str, code: str, name: Text | None) -> float:
    """0 to 1, of the code or a name, whichever is nearer; a part of it is nearer than any other word."""
    key = search_key(typed)
    keys = [search_key(word) for word in (code, *((name.vi, name.en) if name else ()))]
    best = max(difflib.SequenceMatcher(None, key, word).ratio() for word in keys)
    return 1 + best if key and any(key in word for word in keys) else best
