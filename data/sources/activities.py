"""The three files of what stands outside project records: activities, product awards, collaborators and staff.

One table a file, one row an activity, a product at one level of one round, an area in one year (docs/import-activities.md).
A file is recognised by its headings, in any order and either language; all its faults are told at once.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from data import geography
from data.finding import Finding
from data.sources import days_ahead
from data.sources.activity_tables import ACTIVITY, AWARD, COLLABORATOR, READ
from data.sources.layout import merged_cells, not_hidden, without_subtotals
from data.sources.project_words import rows_of
from data.sources.reported_cells import Cells
from data.sources.reported_names import UNCLASSIFIED, Names, names
from data.sources.reported_numbers import read_day
from data.sources.table import (
    MILLION,
    NOT_NEGATIVE,
    BadCell,
    Format,
    Received,
    Table,
    has_headings,
    money,
    places_of,
    read_date,
    read_flag,
    read_integer,
    read_table,
    read_text,
    read_year,
    shared_headings,
)
from data.sources.workbook import merges_of
from data.text import clean, fold

COUNTS = ("establishments", "people", "products", "booths", "copies")
_IN_SUMS = ("source_id", "province", "filled")
ONE_OR_MORE = "số nguyên từ 1; để trống là 1"
# Cells whose own type in a workbook says more than their text.
_TYPED = {
    "period_start", "period_end", "certified_on", "year", "round", "times", "amount_million", "filled", "posts", "part_time", "simulated", "row", *COUNTS,
}  # fmt: skip
# What makes two rows of one file one and the same thing.
SAME = {
    "activity": ("source_id", "province", "kind", "topic", "title", "period_start", "period_end", "district_as_reported", "project_code"),
    "award": ("source_id", "province", "product_key", "level", "round"),
    "collaborator": ("source_id", "province", "role", "area_level", "area_key", "year"),
}  # fmt: skip


def read_count(cell) -> int:
    """A whole number of things, 0 too. Raises BadCell."""
    number = read_integer(cell)
    if number < 0:
        raise BadCell(NOT_NEGATIVE)
    return number


def _times(cell) -> int:
    number = read_integer(cell)
    if number < 1:
        raise BadCell(ONE_OR_MORE)
    return number


def read(table: Table, make: Callable[[Cells, Names], dict]) -> Callable[[dict, str], Received]:
    """A reader of one of the tables; `make(cells, names)` gives the staging columns of one row."""

    def read_file(sheets: dict, file: str) -> Received:
        sheet = max(sheets, key=lambda name: shared_headings(sheets[name], table))
        place = places_of(sheets[sheet], table)
        # A sum row has its word, and the sum: nothing of what says what a row is of.
        needed = [
            place[c.name]
            for c in table.columns
            if not c.optional and c.name in place and c.name not in _IN_SUMS
        ]
        grid, sums = without_subtotals(sheets[sheet], 1, needed, file, sheet, lacks=all)
        merged, hidden = merged_cells(merges_of(sheets, sheet), grid, 1, file, sheet)
        raw = read_table(grid, table, file, sheet)
        received = Received({table.name: []}, [*merged, *raw.findings, *sums], raw.headings)
        day = days_ahead.received_on(sheets)
        words, examples = raw.headings[table.name], {c.name: c.example for c in table.columns}
        for row in raw.tables[table.name]:
            cells = Cells(_text_cells(row), headings=words, examples=examples, received_on=day)
            made = make(cells, names())
            received.findings += cells.findings
            if cells.good:
                received.tables[table.name].append(made)
        received.findings = not_hidden(received.findings, hidden, grid[0] if grid else [])
        received.findings += _twice(table.name, received.tables[table.name], words)
        return received

    return read_file


def _text_cells(row: dict) -> dict:
    return {name: cell if name in _TYPED or cell is None else read_text(cell) for name, cell in row.items()}


def _activity(cells: Cells, known: Names) -> dict:
    start = cells.take("period_start", lambda cell: read_day(cell, last=False), required=True)
    # Without a last day the period is what the first cell says: a day, a month, a year.
    last = "period_end" if cells.row.get("period_end") is not None else "period_start"
    end = cells.take(last, lambda cell: read_day(cell, last=True)) if start else None
    if start and end and start > end:
        cells.tell("period_backwards", "error", "period_end", f">= {start:%d/%m/%Y}")
    days_ahead.tell_period(cells, start, end)
    common = _common(cells, known, start, end)
    return common | {
        "kind": cells.take("kind", READ["kind"], required=True),
        "topic": cells.take("topic", READ["topic"]),
        "title": cells.take("title", str, required=True),
        "period_start": start,
        "period_end": end,
        "tier": cells.take("tier", READ["tier"]),
        "content_code": _content(cells, known),
        **_district(cells, known, common["province"], start),
        "project_code": cells.text("project_code"),
        "times": cells.take("times", _times) or 1,
        **{name: cells.take(name, read_count) for name in COUNTS},
        "amount_vnd": cells.take("amount_million", money(MILLION)),
        "reference": cells.text("reference"),
        "quote": cells.text("quote"),
    }


def _award(cells: Cells, known: Names) -> dict:
    year = cells.take("round", read_year, required=True)
    day = dt.date(year, 1, 1) if year else None
    common = _common(cells, known, day, None)
    product, owner = cells.take("product", str, required=True), cells.text("owner")
    certified = cells.take("certified_on", read_date)
    if certified and year and certified.year < year:
        cells.tell("certified_before_round", "error", "certified_on", f">= {year}")
    days_ahead.tell_year(cells, "round", year)
    days_ahead.tell_day(cells, "certified_on", certified)
    code = cells.text("product_code")
    return common | {
        "product": product,
        "product_code": code,
        # Tones and marks stay: "Vĩnh Thanh" and "Vĩnh Thạnh" are two products.
        "product_key": f"#{code}" if code else f"{fold(clean(product or ''))}/{fold(clean(owner or ''))}",
        "owner": owner,
        "beneficiary_type": cells.take("beneficiary_type", known.beneficiary_type),
        "product_group": cells.take("product_group", READ["product_group"]),
        "level": cells.take("level", READ["level"], required=True),
        "round": year,
        "certified_on": certified,
        **_district(cells, known, common["province"], day),
        "reference": cells.text("reference"),
    }


def _collaborator(cells: Cells, known: Names) -> dict:
    year = cells.take("year", read_year, required=True)
    days_ahead.tell_year(cells, "year", year)
    day = dt.date(year, 1, 1) if year else None
    common = _common(cells, known, day, None)
    level = cells.take("area_level", READ["area_level"], required=True)
    area = cells.take("area", str, required=True)
    posts, filled, part_time = (
        cells.take(name, read_count, required=name == "filled") for name in ("posts", "filled", "part_time")
    )
    if None not in (part_time, filled) and part_time > filled:
        cells.tell("part_time_above_filled", "error", "part_time", str(filled))
    if None not in (posts, filled) and filled > posts:
        cells.tell("filled_above_posts", "warning", "filled", str(posts))
    place = _district(cells, known, common["province"], day, "area") if level == "district" else {}
    return common | {
        "area": area,
        "area_key": _area_key(area or "", level, place.get("district_code")),
        "area_level": level,
        "district_code": place.get("district_code"),
        "role": cells.take("role", READ["role"], required=True),
        "year": year,
        "posts": posts,
        "filled": filled,
        "part_time": part_time,
        "reference": cells.text("reference"),
        "note": cells.text("note"),
    }


def _area_key(area: str, level: str | None, code: str | None) -> str:
    """What makes two cells one area: its district's code where known, else its name without the word for its type.

    A town and a commune of one name are two areas, so only the commune's own word is dropped.
    """
    if code:
        return f"#{code}"
    name = geography.bare_district(area) if level == "district" else clean(area)
    return fold(re.sub(r"(?i)^(xã|x\.)\s*", "", name) if level == "commune" else name)


def _common(cells: Cells, known: Names, start: dt.date | None, end: dt.date | None) -> dict:
    """Source, province, and whether the row is simulated: which only rows of a simulated province may and must be."""
    place = cells.take("province", lambda text: known.place(text, start, end), required=True)
    if place and place.other:
        cells.tell("province_two_units", "warning", "province", known.two_units(place))
    slug = place.slug if place else None
    simulated = bool(cells.take("simulated", read_flag))
    if slug and simulated != (slug in _simulated_places()):
        value, expected = ("có", "không") if simulated else ("không", "có")
        cells.tell("simulated_mixed", "error", "simulated", expected, value)
    return {
        "source_id": cells.take("source_id", str, required=True),
        "province": slug,
        "simulated": simulated,
        **cells.place,
    }


@lru_cache(maxsize=1)
def _simulated_places() -> frozenset[str]:
    return frozenset(row["slug"] for row in rows_of("province") if row["kind"] == "simulated")


def _district(cells: Cells, known: Names, province: str | None, day, column: str = "district") -> dict:
    """The district's code as of the row's year, and whether the cell says province-wide; an unknown name is kept and told."""
    written = cells.text(column)
    out = {"district_as_reported": written, "district_code": None, "province_wide": False}
    if written is None or province is None or day is None:
        return out
    code, wide = geography.district_of_record(written, known.map_codes.get(province, ""), day.year)
    if code is None and not wide:
        cells.tell("district_unrecognised", "warning", column, known.close_district(written, province, day))
    return out | {"district_code": code, "province_wide": wide}


def _content(cells: Cells, known: Names) -> str | None:
    written = cells.text("content")
    if written is None:
        return None
    code = known.content(written)
    if code is None:
        cells.tell("content_unrecognised", "warning", "content", UNCLASSIFIED)
    return code or UNCLASSIFIED


def _twice(table: str, rows: list[dict], words: dict[str, str]) -> list[Finding]:
    """Rows that are of one and the same thing: of collaborators an error, since people would be counted twice."""
    level = "error" if table == "collaborator" else "warning"
    column = {"activity": "title", "award": "product", "collaborator": "area"}[table]
    seen: dict[tuple, int] = {}
    found = []
    for row in rows:
        first = seen.setdefault(tuple(row[name] for name in SAME[table]), row["row"])
        if first != row["row"]:
            where = (row["file"], row["sheet"], row["row"], words[column])
            found.append(Finding("list_row_repeated", level, *where, row[column], f"dòng {first}"))
    return found


def _format(name: str, table: Table, make: Callable[[Cells, Names], dict]) -> Format:
    def likeness(sheets: dict) -> float:
        return max((shared_headings(rows, table) for rows in sheets.values()), default=0.0)

    return Format(
        name,
        lambda sheets: any(has_headings(rows, table) for rows in sheets.values()),
        read(table, make),
        tuple(column.headings[0] for column in table.columns),
        likeness,
    )


FORMATS = (
    _format("activities", ACTIVITY, _activity),
    _format("awards", AWARD, _award),
    _format("collaborators", COLLABORATOR, _collaborator),
)
