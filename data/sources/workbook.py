"""Files as grids of cells: .csv and .xlsx, read once, nothing interpreted."""

import csv
import datetime as dt
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from data.errors import EncodingUnknown, FormatUnknown, WorkbookUnreadable

CSV = ""  # the name of the one sheet a CSV has
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class NoResult(str):
    """A cell whose formula has no result in the file, or an error for one: its text is the formula, or the error."""


@dataclass(frozen=True)
class Merge:
    """Cells merged into one: rows as a spreadsheet counts them (from 1), columns from 0, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def __str__(self):
        return f"{column_letters(self.first_column)}{self.first_row}:{column_letters(self.last_column)}{self.last_row}"


class Grids(dict):
    """Sheet name -> rows of cells; `merges`: sheet name -> the merged cells in it; `received_on`: the day the file came, None where untold."""

    def __init__(self, grids: dict[str, list[list]], merges: dict[str, list[Merge]] | None = None):
        super().__init__(grids)
        self.merges = merges or {}
        self.received_on: dt.date | None = None


def column_letters(column: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def merges_of(sheets: dict, sheet: str) -> list[Merge]:
    """The merged cells of a sheet; none where the grids came without them."""
    return getattr(sheets, "merges", {}).get(sheet, [])


def read_sheets(path: Path, file: str) -> Grids:
    """Sheet name -> rows of cells, from the first row of the sheet on, so that index + 1 is the row shown.

    CSV: UTF-8 (a byte order mark is taken off) and `,` `;` or tab, told from the first line; cells are text.
    xlsx: cells are text, numbers, booleans, dates as calamine gives them, "" where empty, NoResult where a formula
    has nothing to show. Raises FormatUnknown if the file is neither, EncodingUnknown, WorkbookUnreadable.
    """
    if path.suffix.lower() == ".csv":
        return Grids({CSV: _read_csv(path, file)})
    if path.suffix.lower() == ".xlsx":
        return _read_xlsx(path, file)
    raise FormatUnknown(file=file, found=path.suffix or "?", expected=".csv, .xlsx")


def _read_csv(path: Path, file: str) -> list[list]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingUnknown(file=file) from error
    if "\0" in text:  # UTF-16 of Latin letters passes for UTF-8
        raise EncodingUnknown(file=file)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    # A quoted cell may hold line breaks; the row number shown is then the record's, as spreadsheets count.
    try:
        return [list(row) for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter)]
    except csv.Error as error:  # a quote that is never closed takes in the rest of a large file
        raise FormatUnknown(file=file, found='"', expected=".csv") from error


def _read_xlsx(path: Path, file: str) -> Grids:
    try:
        book = CalamineWorkbook.from_path(str(path))
        grids, merges = {}, {}
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            grids[name] = sheet.to_python(skip_empty_area=False)
            ranges = sheet.merged_cell_ranges or []
            merges[name] = [
                Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges
            ]
        for name, row, column, text in _without_result(path):
            if name in grids:
                _put(grids[name], row, column, NoResult(text))
    except Exception as error:  # calamine's errors share no base class
        raise WorkbookUnreadable(file=file) from error
    return Grids(grids, merges)


def _put(rows: list[list], row: int, column: int, cell: NoResult) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = cell


def _without_result(path: Path):
    """Cells (sheet, row, column, text; from 0) that calamine shows as empty: a formula never computed, or an error.

    A formula whose result is an empty text (t="str") is an empty cell and nothing is wrong with it.
    """
    with zipfile.ZipFile(path) as parts:
        for name, part in _sheet_parts(parts):
            content = parts.read(part)
            if b"<f" not in content and b't="e"' not in content:
                continue
            for _, cell in ElementTree.iterparse(io.BytesIO(content)):
                if cell.tag == f"{_MAIN}c":
                    text = _lost(cell)
                    if text is not None:
                        yield name, *_position(cell.get("r", "A1")), text
                    cell.clear()


def _lost(cell) -> str | None:
    value = cell.findtext(f"{_MAIN}v") or ""
    if cell.get("t") == "e":
        return value
    formula = cell.find(f"{_MAIN}f")
    if formula is None or value or cell.get("t") == "str":
        return None
    return f"={formula.text or ''}"


def _position(reference: str) -> tuple[int, int]:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(row) - 1, column - 1


def _sheet_parts(parts: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Each sheet's name and the part of the file that holds it."""
    links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    target = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    named = [(sheet.get("name"), target.get(sheet.get(_RELATION), "")) for sheet in sheets]
    places = [(name, posixpath.normpath(posixpath.join("/xl", link)).lstrip("/")) for name, link in named]
    return [(name, place) for name, place in places if place in parts.namelist()]
