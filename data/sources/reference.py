"""The reference lists that ship with the product: which columns each has, and how each is read.

One CSV a list, in `data/reference/`, into the staging table of the file's name (columns in `docs/data.md`).
A code is text and keeps its leading zeros; a decimal has a point; a day is yyyy-mm-dd. In every list a row holds
from `valid_from` up to, not including, `valid_to`; an empty end is open. Empty cells are NULL, except those
columns that mean '' (none). Where the lists come from: `data/reference/LICENSES.md`.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from data.sources.numbers import BadCell, read_integer
from data.sources.table import (
    Column,
    Format,
    Received,
    Table,
    headings_of,
    read_date,
    read_flag,
    read_table,
    read_text,
)
from data.text import search_key

FOLDER = Path(__file__).parents[1] / "reference"


def _read_decimal(cell) -> Decimal:
    """A number with a decimal point: these files are written by programs, not by hand."""
    try:
        return Decimal(str(cell).strip())
    except InvalidOperation as error:
        raise BadCell("189.70") from error


# A column of this name is read so in every list; every other one is text.
_READERS = {
    "level": read_integer,
    "sort": read_integer,
    "natural_person": read_flag,
    "valid_from": read_date,
    "valid_to": read_date,
    "population": read_integer,
    "urban": read_integer,
    "rural": read_integer,
    "date": read_date,
    "year": read_integer,
    "value": _read_decimal,
    "decision_date": read_date,
    "percent_max": read_integer,
    "cap_vnd": read_integer,
    "old_communes_whole": read_integer,
    "old_communes_part": read_integer,
    "share_of_district_area": _read_decimal,
    "share_of_new_commune_area": _read_decimal,
}


@dataclass(frozen=True)
class _List:
    """One list: its columns, those that may be empty (NULL), those whose empty cell is '', and, for an
    alias list, the list that its codes are of."""

    name: str
    columns: str
    may_be_empty: str = ""
    empty_is_none: str = ""
    codes_of: str = ""

    @property
    def table(self) -> Table:
        loose = {*self.may_be_empty.split(), *self.empty_is_none.split()}
        return Table(
            self.name,
            tuple(
                Column(name, (name,), _READERS.get(name, read_text), required=name not in loose)
                for name in self.columns.split()
            ),
        )


_GROUPINGS = "decree_9 programme_1881_7 programme_136_7"
_LISTS = (
    _List("province", "slug code name full_name name_en kind valid_from valid_to map_code",
          "valid_from valid_to", "code map_code"),
    _List("province_part", "slug part_slug"),
    _List("province_alias", "alias slug"),
    _List("content", f"code parent label_vi label_en level sort {_GROUPINGS} valid_from", "valid_from", _GROUPINGS),
    _List("content_alias", "alias code", codes_of="content"),
    _List("beneficiary_type", "code label_vi label_en sort natural_person"),
    _List("beneficiary_type_alias", "alias code", codes_of="beneficiary_type"),
    _List("status", "code label_vi label_en sort group"),
    _List("reason", "code label_vi label_en"),
    _List("district", "code name type province_code valid_from valid_to decree predecessor successor",
          "decree predecessor successor"),
    _List("population", "district_code population urban rural date source"),
    _List("price_index", "year series value source"),
    _List("difficult_area",
          "decision decision_date list district_code district province_code province source note",
          "district_code note"),
    _List("ceiling",
          "rule_id content_code case_vi case_en unit_vi unit_en percent_max cap_vnd valid_from valid_to document"
          " article source",
          "unit_vi unit_en percent_max cap_vnd valid_to article"),
    _List("commune_2025", "code name type province_code"),
    _List("crosswalk_district",
          "old_district_code old_district old_province_code new_commune_code new_commune new_province_code"
          " old_communes_whole old_communes_part share_of_district_area share_of_new_commune_area",
          "share_of_district_area share_of_new_commune_area"),
)  # fmt: skip


@lru_cache
def _shipped_codes(name: str) -> frozenset[str]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["code"] for row in csv.DictReader(lines))


def _format(reference: _List) -> Format:
    """The format of one list. Its headings must be these and no others: lists differ by a column or two.

    Two alias lists have the same headings; they are told apart by the list that their codes are of.
    """
    table = reference.table
    wanted = {search_key(column.name) for column in table.columns}

    def recognise(sheets: dict) -> bool:
        if len(sheets) != 1:
            return False
        rows = next(iter(sheets.values()))
        found = headings_of(rows)
        if set(found) - {""} != wanted:
            return False
        if not reference.codes_of:
            return True
        at, known = found.index("code"), _shipped_codes(reference.codes_of)
        return any(len(row) > at and str(row[at]).strip() in known for row in rows[1:])

    def read(sheets: dict, file: str) -> Received:
        sheet, rows = next(iter(sheets.items()))
        received = read_table(rows, table, file, sheet)
        for row in received.tables[table.name]:
            row |= {name: "" for name in reference.empty_is_none.split() if row[name] is None}
        return received

    return Format(
        f"reference_{reference.name}", recognise, read, tuple(column.name for column in table.columns)
    )


FORMATS: tuple[Format, ...] = tuple(_format(reference) for reference in _LISTS)
SHIPPED: tuple[Path, ...] = tuple(FOLDER / f"{reference.name}.csv" for reference in _LISTS)
