"""What names in a report mean: provinces, contents and legal forms, from the lists in `data/reference`.

Read from the shipped files and not from the database: a file is read before there is a snapshot.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data.geography import LAST_DAY, district_code, ever_a_district
from data.sources.nearest import nearest, nearest_district, nearest_or_all
from data.sources.numbers import BadCell
from data.sources.project_words import list_of
from data.text import clean, search_key

FOLDER = Path(__file__).parents[1] / "reference"
UNKNOWN = "unknown"  # the place of a figure whose source names none
UNCLASSIFIED = "unclassified"


@dataclass(frozen=True)
class Place:
    """A province as a row names it. `other`: the unit of the same name on the other side of 01/07/2025, where the
    period lies on both sides and the two are not the same area; the reader is then asked which was meant."""

    slug: str
    other: str | None = None


@dataclass(frozen=True)
class Names:
    """Every known name by its search key. `old`, `new`: provinces to and since 01/07/2025 (a place with no dates is
    in both); `parts`: what each place is made of; `map_codes`: whose districts a place has, '' where none."""

    old: dict[str, str]
    new: dict[str, str]
    parts: dict[str, tuple[str, ...]]
    map_codes: dict[str, str]
    contents: dict[str, str]
    types: dict[str, str]
    units: tuple[str, ...]  # the names of single provinces, as they are written
    written: dict[str, str]  # slug -> name

    def place(self, text: str, start: dt.date | None, end: dt.date | None) -> Place:
        """The place a name or slug means in a period. A slug is taken as it stands; a name as of the first day,
        or of the last if only that is stated, or as before 01/07/2025 if neither is. Raises BadCell."""
        written = clean(text).lower()
        if written in self.map_codes:
            return Place(written)
        key = _bare(text)
        old, new = self.old.get(key), self.new.get(key)
        if old is None and new is None:
            raise BadCell(nearest(text, self.units) or "tên tỉnh, ví dụ Gia Lai")
        if (start or end or LAST_DAY) > LAST_DAY:
            if new is None:
                # Of such a day a name means the province of today: its own name is all that need be written.
                into = (s for s, parts in self.parts.items() if s != old and old in parts)
                raise BadCell(" | ".join(sorted(self.written[slug] for slug in into)))
            return Place(new)
        if old is None:
            raise BadCell(" | ".join(sorted(self.written[s] for s in self.parts[new] if s != new)))
        merged = (
            new not in (None, old) and len(self.parts.get(new, ())) > 2
        )  # itself, its old self, and another
        return Place(old, new if merged and end is not None and end > LAST_DAY else None)

    def two_units(self, place: Place) -> str:
        """Both units that a name may mean, each with its time and the code that says which is meant."""
        name, other = self.written[place.slug], self.written[place.other or place.slug]
        return f"{name} (đến 30/06/2025): {place.slug} | {other} (từ 01/07/2025): {place.other}"

    def content(self, text: str) -> str | None:
        return self.contents.get(search_key(text))

    def beneficiary_type(self, text: str) -> str:
        """The code of a legal form. Raises BadCell with the closest names."""
        try:
            return self.types[search_key(text)]
        except KeyError as error:
            labels = [row["label_vi"] for row in _rows("beneficiary_type")]
            raise BadCell(nearest_or_all(text, labels, list_of("beneficiary_type"))) from error

    def district(self, name: str, slug: str, day: dt.date | None) -> str | None:
        """The district's code; None where the place has no districts or the name fits none or several."""
        code = self.map_codes.get(slug, "")
        return district_code(name, code, min(day or LAST_DAY, LAST_DAY)) if code else None

    def ever_a_district(self, name: str, slug: str) -> bool:
        """Whether the name was one of the place's districts at any time."""
        return ever_a_district(name, self.map_codes.get(slug, ""))

    def close_district(self, name: str, slug: str, day: dt.date | None) -> str | None:
        """What a district that is not known was most likely meant to be; None where nothing is close."""
        return nearest_district(name, self.map_codes.get(slug, ""), min(day or LAST_DAY, LAST_DAY))


def _bare(name: str) -> str:
    """A place's search key without its type: "Tỉnh Gia Lai", "TP. Hồ Chí Minh"."""
    key = search_key(name)
    for kind in ("tinh ", "thanh pho ", "tp "):
        if key.startswith(kind) and not key.startswith("tinh mau"):
            return key.removeprefix(kind)
    return key


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _codes(name: str) -> dict[str, str]:
    """Code, alias and label of one list, each by its search key, to the code."""
    known = {search_key(row["label_vi"]): row["code"] for row in _rows(name)}
    known |= {search_key(row["alias"]): row["code"] for row in _rows(f"{name}_alias")}
    return known | {search_key(row["code"]): row["code"] for row in _rows(name)}


@lru_cache(maxsize=1)
def names() -> Names:
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    provinces = _rows("province")
    for row in provinces:
        for side, ends in ((old, row["valid_from"]), (new, row["valid_to"])):
            if not ends:
                side |= {_bare(row[name]): row["slug"] for name in ("name", "full_name", "name_en")}
    for row in _rows("province_alias"):
        for side, slug in ((old, row["slug"]), (new, f"{row['slug']}-2025")):
            if slug in side.values():
                side.setdefault(_bare(row["alias"]), slug)
    parts: dict[str, tuple[str, ...]] = {}
    for row in _rows("province_part"):
        parts[row["slug"]] = (*parts.get(row["slug"], ()), row["part_slug"])
    map_codes = {row["slug"]: row["map_code"] for row in provinces} | {UNKNOWN: ""}
    units = dict.fromkeys(r["name"] for r in provinces if r["kind"] in ("province_63", "province_34"))
    written = {r["slug"]: r["name"] for r in provinces}
    return Names(
        old, new, parts, map_codes, _codes("content"), _codes("beneficiary_type"), tuple(units), written
    )
