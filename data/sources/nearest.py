"""What an officer most likely meant: known names close to one that is not known."""

import datetime as dt
from collections.abc import Iterable
from difflib import SequenceMatcher

from data import geography
from data.text import search_key

CLOSE = 0.72  # share of letters in common below which a suggestion would be a guess
APART = 0.1  # how far behind the best one another suggestion may lie
MOST = 3
FEW = 6  # words that a refused cell is told all of


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The closest of the names, each with a question mark ("Di Linh? | Lâm Hà?"); None where none is close."""
    rated = _rated(text, names)
    close = [name for rate, name in rated if rate >= CLOSE and rate >= rated[0][0] - APART]
    return " | ".join(f"{name}?" for name in close[:MOST]) or None


def nearest_or_all(text: str, names: Iterable[str], listed: str) -> str:
    """What a word that is not known may have been: the closest; of a long list the three nearest, however far, and where the
    whole list is; a short list whole. `listed`: the file of the list."""
    names = list(names)
    close = nearest(text, names)
    if close or len(names) <= FEW:
        return close or " | ".join(names)
    three = " | ".join(f"{name}?" for _, name in _rated(text, names)[:MOST])
    return f"{three}; danh mục đầy đủ: {listed}"


def _rated(text: str, names: Iterable[str]) -> list[tuple[float, str]]:
    """Each name with its share of letters in common, the nearest first."""
    key = search_key(text)
    return sorted(((SequenceMatcher(None, key, search_key(n)).ratio(), n) for n in names), reverse=True)


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
