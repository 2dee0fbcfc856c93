"""Workbooks of project records for tests, in the format that a department sends (docs/import-projects.md).

Rows are dicts of staging as `tests.worlds` makes them; headings and words come from the product's own tables, so
that a test never spells a format that is not read. `below` puts cells under the rows of a sheet: sums, notes.
"""

from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from data.sources.project_tables import TABLES
from data.sources.project_words import MONEY_MEASURES, word_for

MILLION = 1_000_000
CREATED = datetime(2023, 7, 1)  # part of the bytes: the same rows are the same file


def write_workbook(
    path: Path, projects=(), funding=(), support=(), events=(), plans=(), below: dict | None = None
) -> Path:
    """Write the five sheets; `below` = {table: [{column: cell}, …]} stands under a table's rows, cells as given."""
    given = {"project": projects, "funding": funding, "support": support, "event": events, "plan": plans}
    book = xlsxwriter.Workbook(
        str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": CREATED})
    dates = book.add_format({"num_format": "dd/mm/yyyy"})
    for table in TABLES:
        sheet = book.add_worksheet(table.sheets[0])
        rows = [{c.name: _word(table.name, c.name, row) for c in table.columns} for row in given[table.name]]
        rows += (below or {}).get(table.name, [])
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, column.headings[0])
            for number, row in enumerate(rows, start=1):
                _write(sheet, number, at, row.get(column.name), dates)
    book.close()
    return path


def _word(table: str, column: str, row: dict):
    """What stands in the cell: words for codes, triệu for đồng, a plan's value in the column of its measure."""
    if column in {"count", "amount"}:
        value = row["value"] if (column == "amount") == (row["measure"] in MONEY_MEASURES) else None
    else:
        value = row.get(column)
    if value is None:
        return None
    if column == "amount" or column.endswith("_vnd"):
        return value / MILLION
    return word_for(table, column, value)


def _write(sheet, row: int, at: int, value, dates) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), dates)
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value)
    elif value is not None:
        sheet.write_string(row, at, value)
