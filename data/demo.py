"""The simulated province: made-up records that add up to the stated totals of a real one, and say that they are made up.

No public source gives support by district, so the screens by district are shown with these. The totals, and where
they come from, stand in demo_calibration. How the rest is held: of about 210 records some 80 are projects at 49
establishments; fairs, voting, training, management and clusters are carried out by the promotion centre or a
district and have no row of support, so they never count as establishments. Same seed, same bytes.
"""

import datetime as dt
import io
import random
import sys
from functools import lru_cache
from pathlib import Path

import xlsxwriter

from data.demo_plan import plan_rows
from data.demo_projects import projects
from data.demo_rows import ENDED, Sheets, add_apart, add_done, add_ended, add_unfinished
from data.demo_units import newcomers, units
from data.sources.numbers import MILLION
from data.sources.project_tables import TABLES
from data.sources.project_words import MONEY_MEASURES, word_for
from data.sources.table import Table

SEED = 2022
# Part of the bytes of the file: a fixed day, so that the same seed gives the same file.
CREATED = dt.datetime(2023, 7, 1)


def generate(seed: int = SEED) -> dict[str, list[dict]]:
    """The rows of each staging table (project, funding, support, event, plan), without file, sheet and row.

    Amounts in đồng; None = not recorded, 0 = recorded as none. Every row is simulated, whatever the seed; the seed
    moves amounts between projects, dates, titles and plans, never a total of demo_calibration.
    """
    rng = random.Random(seed)
    done = projects(rng)
    sheets = Sheets(seed)
    add_done(sheets, done)
    add_ended(sheets, units())
    add_apart(sheets, units())
    add_unfinished(sheets, units(), newcomers())
    ended = [(year, tier) for year, _, tier, *_ in ENDED]
    return sheets.tables | {"plan": plan_rows(rng, done, ended)}


@lru_cache(maxsize=1)
def workbook(seed: int = SEED) -> bytes:
    """The simulated province as a workbook of project records (docs/import-projects.md), the same bytes each time."""
    tables, content = generate(seed), io.BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": "Tỉnh mẫu (mô phỏng)",
            "comments": "Số liệu mô phỏng, không phải số liệu thật.",
            "created": CREATED,
        }
    )
    formats = {
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "money": book.add_format({"num_format": "#,##0.###"}),
    }
    for table in TABLES:
        _write_sheet(book.add_worksheet(table.sheets[0]), table, tables[table.name], formats)
    book.close()
    return content.getvalue()


def write(path: Path, seed: int = SEED) -> None:
    """That workbook as a file."""
    path.write_bytes(workbook(seed))


def _write_sheet(sheet, table: Table, rows: list[dict], formats: dict) -> None:
    sheet.freeze_panes(1, 2)
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.headings[0], formats["heading"])
        sheet.set_column(at, at, 48 if column.name == "title" else 16)
        for number, row in enumerate(rows, start=1):
            _write_cell(sheet, number, at, _cell(table, column.name, row), formats)


def _cell(table: Table, column: str, row: dict):
    """What stands in the workbook for a staging value: words for codes, triệu for đồng, a plan's value in its column."""
    if column in {"count", "amount"}:
        value = row["value"] if (column == "amount") == (row["measure"] in MONEY_MEASURES) else None
    else:
        value = row[column]
    if value is None:
        return None
    if column == "amount" or column.endswith("_vnd"):
        return value / MILLION
    return word_for(table.name, column, value)


def _write_cell(sheet, row: int, at: int, value, formats: dict) -> None:
    if isinstance(value, dt.date):
        sheet.write_datetime(row, at, dt.datetime(value.year, value.month, value.day), formats["date"])
    elif isinstance(value, float):
        sheet.write_number(row, at, value, formats["money"])
    elif isinstance(value, int):
        sheet.write_number(row, at, value)
    elif value is not None:
        sheet.write_string(row, at, value)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m data.demo PATH.xlsx")
    write(Path(sys.argv[1]))
