"""The three files of what stands outside project records: activities, product awards, collaborators and staff.

One table a file, one row an activity, a product at one level of one round, an area in one year (docs/import-activities.md).
A file is recognised by its headings, in any order and either language, below a title or not; all its faults are told at once.
"""

from collections.abc import Callable

from data.finding import Finding
from data.sources import days_ahead
from data.sources.activity_tables import ACTIVITY, AWARD, COLLABORATOR
from data.sources.layout import merged_cells, not_hidden, with_units, without_subtotals
from data.sources.list_rows import COUNTS, activity, award, collaborator
from data.sources.reported_cells import Cells
from data.sources.reported_names import Names, names
from data.sources.table import (
    Format,
    Received,
    Row,
    Table,
    below_title,
    has_headings,
    places_of,
    read_table,
    read_text,
    shared_headings,
)
from data.sources.workbook import merges_of
from data.text import clean, fold

_IN_SUMS = ("source_id", "province", "filled")
# Cells whose own type in a workbook says more than their text.
_TYPED = {
    "period_start", "period_end", "certified_on", "year", "round", "times", "amount_million", "filled", "posts", "part_time", "simulated", "row", *COUNTS,
}  # fmt: skip
# What makes two rows of one file one and the same thing, and the columns of the file that say so.
SAME = {
    "activity": ("source_id", "province", "kind", "topic", "title", "period_start", "period_end", "district_as_reported", "project_code"),
    "award": ("source_id", "province", "product_key", "level", "round"),
    "collaborator": ("source_id", "province", "role", "area_level", "area_key", "year"),
}  # fmt: skip
_TELLING = {
    "activity": {"source_id", "province", "kind", "topic", "title", "period_start", "period_end", "district", "project_code"},
    "award": {"source_id", "province", "product", "product_code", "owner", "level", "round"},
    "collaborator": {"source_id", "province", "role", "area_level", "area", "year"},
}  # fmt: skip


def read(table: Table, make: Callable[[Cells, Names], dict]) -> Callable[[dict, str], Received]:
    """A reader of one of the tables; `make(cells, names)` gives the staging columns of one row."""

    def read_file(sheets: dict, file: str) -> Received:
        sheet = max(sheets, key=lambda name: shared_headings(sheets[name], below_title(sheets[name], table)))
        here = below_title(sheets[sheet], table)
        rows, units = with_units(sheets[sheet], here, file, sheet)
        place = places_of(rows, here)
        # A sum row has its word, and the sum: nothing of what says what a row is of.
        needed = [
            place[c.name]
            for c in table.columns
            if not c.optional and c.name in place and c.name not in _IN_SUMS
        ]
        grid, sums = without_subtotals(rows, here.header_row, needed, file, sheet, lacks=all)
        merged, hidden = merged_cells(merges_of(sheets, sheet), grid, here.header_row, file, sheet)
        raw = read_table(grid, here, file, sheet)
        received = Received(
            {table.name: []}, [*units, *merged, *raw.findings, *sums], raw.headings, sheets={sheet}
        )
        received.every = raw.every
        day = days_ahead.received_on(sheets)
        words, examples = raw.headings[table.name], {c.name: c.example for c in table.columns}
        comparable = []
        for row in raw.every[table.name]:
            cells = Cells(_text_cells(row), headings=words, examples=examples, received_on=day)
            made = make(cells, names())
            received.findings += cells.findings
            if cells.good:
                received.tables[table.name].append(made)
            if not cells.bad & _TELLING[table.name]:
                comparable.append((made, cells.good))
        received.findings = not_hidden(received.findings, hidden, grid[here.header_row - 1] if grid else [])
        received.findings += _twice(table.name, comparable, words)
        return received

    return read_file


def _text_cells(row: Row) -> Row:
    return row.having(
        {name: cell if name in _TYPED or cell is None else read_text(cell) for name, cell in row.items()}
    )


def _twice(table: str, rows: list[tuple[dict, bool]], words: dict[str, str]) -> list[Finding]:
    """Rows that are of one and the same thing, each told with the first of them; with each row whether all of it was read.

    Of collaborators an error, since people would be counted twice. Of activities every row counts: two that are alike in
    every column are an error (nobody but the officer knows whether they are two events), two that differ somewhere are told.
    Of awards one counts.
    """
    column = {"activity": "title", "award": "product", "collaborator": "area"}[table]
    seen: dict[tuple, int] = {}
    whole: dict[tuple, int] = {}
    found = []
    for row, read in rows:
        where = (row["file"], row["sheet"], row["row"], words[column])
        if table == "activity" and read:
            first = whole.setdefault(tuple(value for name, value in row.items() if name != "row"), row["row"])
            if first != row["row"]:
                found.append(Finding("activity_repeated", "error", *where, row[column], f"dòng {first}"))
                continue
        first = seen.setdefault(tuple(_folded(row[name]) for name in SAME[table]), row["row"])
        if first != row["row"]:
            if table == "activity":
                found.append(Finding("activity_alike", "warning", *where, row[column], f"dòng {first}"))
            else:
                level = "error" if table == "collaborator" else "warning"
                found.append(Finding("list_row_repeated", level, *where, row[column], f"dòng {first}"))
    return found


def _folded(value):
    """A text as it is compared: capital letters say nothing."""
    return fold(clean(value)) if isinstance(value, str) else value


def _format(name: str, table: Table, make: Callable[[Cells, Names], dict]) -> Format:
    def likeness(sheets: dict) -> float:
        return max((shared_headings(rows, below_title(rows, table)) for rows in sheets.values()), default=0.0)

    return Format(
        name,
        lambda sheets: any(has_headings(rows, below_title(rows, table)) for rows in sheets.values()),
        read(table, make),
        tuple(column.headings[-1] for column in table.columns),
        likeness,
    )


FORMATS = (
    _format("activities", ACTIVITY, activity),
    _format("awards", AWARD, award),
    _format("collaborators", COLLABORATOR, collaborator),
)
