"""Which district a written name means, within one province and on a given day; from the names in the register."""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from data.register import FIRST_DAY, LAST_DAY, in_force, known_day, register_rows
from data.text import clean, search_key

# How each type of district is shortened in letters and tables.
_SHORT = {"Thành phố": ("TP", "T P"), "Thị xã": ("TX", "T X"), "Huyện": ("H", "huyện đảo"), "Quận": ("Q",)}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


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
    now, ever = _names(province_code, known_day(day))
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
    if any(
        row["code"] == name and row["province_code"] == province_code for row in register_rows("district.csv")
    ):
        return name, False
    return district_code(name, province_code, dt.date(year, 6, 30)), False


def ever_a_district(name: str, province_code: str) -> bool:
    """Whether a record's district cell means anything in its province in any plan year that the register knows."""
    return any(
        district_of_record(name, province_code, year) != (None, False)
        for year in range(FIRST_DAY.year, LAST_DAY.year + 1)
    )


def districts_of(province_code: str, day: dt.date) -> list[dict]:
    """The register's rows of a province's districts on a day."""
    known = known_day(day)
    return [
        r for r in register_rows("district.csv") if r["province_code"] == province_code and in_force(r, known)
    ]


def provinces_with_district(name: str, day: dt.date) -> list[str]:
    """Full names of the provinces of 63 that had one district of this name on a day."""
    units = [row for row in register_rows("province.csv") if row["kind"] == "province_63"]
    return [row["full_name"] for row in units if district_code(name, row["map_code"], day)]


def bare_district(name: str) -> str:
    """A district's name without its type, in full or short: "TX. Kỳ Anh" -> "Kỳ Anh"."""
    return re.sub(r"(?i)^(thành phố|thị xã|huyện đảo|huyện|quận|tp|tx|h|q)[. ]\s*", "", clean(name))


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
    rows = [row for row in register_rows("district.csv") if row["province_code"] == province_code]
    alive = {row["code"] for row in rows if in_force(row, day)}
    now: dict[str, set] = {}
    ever: dict[str, set] = {}
    for row in rows:
        for key in _written_forms(row) if row["code"] in alive else ():
            ever.setdefault(key, set()).add(row["code"])
            if in_force(row, day):
                now.setdefault(key, set()).add(row["code"])
    return now, ever
