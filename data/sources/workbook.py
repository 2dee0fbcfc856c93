"""Files as grids of cells: .csv and .xlsx, read once, nothing interpreted."""

import csv
from pathlib import Path

from python_calamine import CalamineWorkbook

from data.errors import FormatUnknown

CSV = ""  # the name of the one sheet a CSV has


def read_sheets(path: Path, file: str) -> dict[str, list[list]]:
    """Sheet name -> rows of cells, from the first row of the sheet on, so that index + 1 is the row shown.

    CSV: UTF-8 (a byte order mark is taken off) and `,` `;` or tab, told from the first line; cells are text.
    xlsx: cells are text, numbers, booleans, dates as calamine gives them, "" where empty.
    Raises FormatUnknown if the file is neither.
    """
    if path.suffix.lower() == ".csv":
        return {CSV: _read_csv(path, file)}
    if path.suffix.lower() == ".xlsx":
        return _read_xlsx(path, file)
    raise FormatUnknown(file=file, found=path.suffix or "?", expected=".csv, .xlsx")


def _read_csv(path: Path, file: str) -> list[list]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatUnknown(file=file, found=f"byte {error.start}", expected="UTF-8") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    # A quoted cell may hold line breaks; the row number shown is then the record's, as spreadsheets count.
    return [list(row) for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter)]


def _read_xlsx(path: Path, file: str) -> dict[str, list[list]]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except Exception as error:  # calamine's errors share no base class
        raise FormatUnknown(file=file, found=str(error), expected=".xlsx") from error
