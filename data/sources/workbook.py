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

from data.errors import EncodingUnknown, FormatUnknown, ImportRefused, WorkbookUnreadable
from data.finding import Finding

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # how an old .xls and a locked workbook begin
CSV = ""  # the name of the one sheet a CSV has
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_HIDDEN_ROW = re.compile(rb'<row\s[^>]*\bhidden="(?:1|true)"[^>]*>')
_HIDDEN_COLUMN = re.compile(rb'<col\s[^>]*\bhidden="(?:1|true)"[^>]*>')
_MOST_HIDDEN = 99  # of one span of columns: a spreadsheet may hide all that are empty
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
    """Sheet name -> rows of cells; `merges`: sheet name -> the merged cells in it; `hidden`: sheet name -> numbers of hidden rows and
    letters of hidden columns; `received_on`: the day the file came, None where untold."""

    def __init__(self, grids: dict[str, list[list]], merges: dict[str, list[Merge]] | None = None):
        super().__init__(grids)
        self.merges = merges or {}
        self.hidden: dict[str, tuple[list[int], list[str]]] = {}
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
    xlsx (a .csv that is one too): cells are text, numbers, booleans, dates as calamine gives them, "" where empty, NoResult
    where a formula has nothing to show. Raises FormatUnknown if the file is neither, EncodingUnknown, WorkbookUnreadable,
    ImportRefused (a quotation mark that is never closed).
    """
    with path.open("rb") as content:
        begins = content.read(len(_OLE))
    if path.suffix.lower() == ".xlsx" or begins.startswith(b"PK\x03\x04"):
        return _read_xlsx(path, file)
    if begins == _OLE:
        raise WorkbookUnreadable(file=file)
    if path.suffix.lower() == ".csv":
        return Grids({CSV: _read_csv(path, file)})
    raise FormatUnknown(file=file, found=path.suffix or "?", expected=".csv, .xlsx")


def _read_csv(path: Path, file: str) -> list[list]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise EncodingUnknown(file=file) from error
    if "\0" in text:  # UTF-16 of Latin letters passes for UTF-8
        raise EncodingUnknown(file=file)
    first = next(iter(text.splitlines()), "")
    hint = re.fullmatch(r"sep=(.)", first)  # what Excel writes and hides; the line keeps its number
    delimiter = hint[1] if hint else max(",;\t", key=first.count)
    lines = io.StringIO(text, newline="")
    # A quoted cell may hold line breaks; the row number shown is then the record's, as spreadsheets count.
    rows: list[list] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True):
            rows.append([] if hint and not rows else row)
    except csv.Error as error:  # a quote that is never closed takes in all the rows behind it
        fault = Finding("quote_open", "error", file, CSV, len(rows) + 1, None, '"')
        raise ImportRefused(file=file, n=1, findings=[fault]) from error
    return rows


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
        read = Grids(grids, merges)
        for name, content in _sheet_contents(path):
            if name in grids:
                read.hidden[name] = _hidden(content)
                for row, column, text in _without_result(content):
                    _put(grids[name], row, column, NoResult(text))
    except Exception as error:  # calamine's errors share no base class
        raise WorkbookUnreadable(file=file) from error
    return read


def _sheet_contents(path: Path):
    """(name, XML) of each sheet."""
    with zipfile.ZipFile(path) as parts:
        for name, part in _sheet_parts(parts):
            yield name, parts.read(part)


def _hidden(content: bytes) -> tuple[list[int], list[str]]:
    """Numbers of the rows and letters of the columns that a spreadsheet does not show."""
    rows = [int(_attribute(tag, b"r")) for tag in _HIDDEN_ROW.findall(content) if _attribute(tag, b"r")]
    columns = []
    for tag in _HIDDEN_COLUMN.findall(content):
        first, last = int(_attribute(tag, b"min")), int(_attribute(tag, b"max"))
        columns += [column_letters(at - 1) for at in range(first, min(last, first + _MOST_HIDDEN) + 1)]
    return rows, columns


def _attribute(tag: bytes, name: bytes) -> bytes | None:
    found = re.search(rb"\s" + name + rb'="(\d+)"', tag)
    return found[1] if found else None


def _put(rows: list[list], row: int, column: int, cell: NoResult) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = cell


def _without_result(content: bytes):
    """Cells (row, column, text; from 0) of a sheet that calamine shows as empty: a formula never computed, or an error.

    A formula whose result is an empty text (t="str") is an empty cell and nothing is wrong with it.
    """
    if b"<f" not in content and b't="e"' not in content:
        return
    for _, cell in ElementTree.iterparse(io.BytesIO(content)):
        if cell.tag == f"{_MAIN}c":
            text = _lost(cell)
            if text is not None:
                yield *_position(cell.get("r", "A1")), text
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
