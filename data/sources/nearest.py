"""What an officer most likely meant: known names close to one that is not known."""

import datetime as dt
from collections.abc import Iterable
from difflib import SequenceMatcher

from data import geography
from data.text import search_key

CLOSE = 0.72  # share of letters in common below which a suggestion would be a guess
APART = 0.1  # how far behind the best one another suggestion may lie
MOST = 3


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The closest of the names, each with a question mark ("Di Linh? | Lâm Hà?"); None where none is close."""
    key = search_key(text)
    rated = sorted(((SequenceMatcher(None, key, search_key(n)).ratio(), n) for n in names), reverse=True)
    close = [name for rate, name in rated if rate >= CLOSE and rate >= rated[0][0] - APART]
    return " | ".join(f"{name}?" for name in close[:MOST]) or None


def nearest_district(name: str, province_code: str, day: dt.date) -> str | None:
    """What to write instead of a district that the province did not have on that day; None where nothing is close.

    Names of the province itself, with their type; and whose the district is, if another province has that very name.
    """
    bare = geography.bare_district(name)
    own = {
        row["name"]: geography.bare_district(row["name"])
        for row in geography.districts_of(province_code, day)
    }
    close = nearest(bare, own.values())
    said = [f"{full}?" for full, short in own.items() if close and f"{short}?" in close.split(" | ")]
    others = geography.provinces_with_district(name, day) if len(search_key(name)) > 2 else []
    if 0 < len(others) <= MOST:
        said += [f"thuộc {full_name}" for full_name in others]
    return " | ".join(said) or None
