"""A received table, said once: which headings, what each cell must be, and every fault with its place."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from data.finding import Finding
from data.text import clean, search_key

MILLION = 1_000_000


class BadCell(Exception):
    """A cell that is not what its column asks for: `expected` says what would be."""

    def __init__(self, expected: str):
        self.expected = expected
        super().__init__(expected)


def read_text(cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(str(cell))


def read_number(cell) -> Decimal:
    """A number: as the workbook holds it, or text in vi-VN form (1.234,5).

    Text with a lone dot before exactly three digits ("1.234") is refused, not guessed.
    """
    if isinstance(cell, bool):
        raise BadCell("1.234,5")
    if isinstance(cell, float):
        return Decimal(format(cell, ".15g"))  # the digits a spreadsheet shows; further ones are binary noise
    if isinstance(cell, int):
        return Decimal(cell)
    text = clean(str(cell))
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
        raise BadCell(f"{text.replace('.', '')} | {text.replace('.', ',')}")
    if not re.fullmatch(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", text):
        raise BadCell("1.234,5")
    return Decimal(text.replace(".", "").replace(",", "."))


def read_integer(cell) -> int:
    number = read_number(cell)
    if number != number.to_integral_value():
        raise BadCell("12")
    return int(number)


def read_year(cell) -> int:
    try:
        year = int(str(cell).strip().removesuffix(".0"))
    except ValueError as error:
        raise BadCell("2016") from error
    if not 1990 <= year <= 2100:
        raise BadCell("1990-2100")
    return year


def read_date(cell) -> dt.date:
    """A workbook's date, or dd/mm/yyyy, or yyyy-mm-dd."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(clean(str(cell)), form).date()
        except ValueError:
            continue
    raise BadCell("31/12/2022")


def read_flag(cell) -> bool:
    key = search_key(str(cell))
    if key in {"co", "x", "1", "true", "yes", "1 0"}:
        return True
    if key in {"khong", "0", "false", "no", "0 0"}:
        return False
    raise BadCell("có | không")


def money(unit: int) -> Callable:
    """A reader of amounts written in `unit` đồng (1_000_000: triệu đồng) -> whole đồng."""

    def read_money(cell) -> int:
        amount = read_number(cell) * unit
        if amount != amount.to_integral_value():
            raise BadCell("đồng")
        if amount < 0:
            raise BadCell(">= 0")
        return int(amount)

    return read_money


def choice(codes: dict[str, str]) -> Callable:
    """A reader of one of several words: {word as people write it: code}; a code is always understood."""
    known = {search_key(word): code for word, code in codes.items()}
    known |= {search_key(code): code for code in codes.values()}

    def read_choice(cell) -> str:
        try:
            return known[search_key(str(cell))]
        except KeyError as error:
            raise BadCell(" | ".join(dict.fromkeys(codes))) from error

    return read_choice


@dataclass(frozen=True)
class Column:
    """One column: its staging name, the headings it goes by, how a cell is read, and whether it may be empty."""

    name: str
    headings: tuple[str, ...]
    read: Callable = read_text
    required: bool = False  # the cell must be filled in every row
    optional: bool = False  # the whole column may be absent


@dataclass(frozen=True)
class Table:
    """One staging table as it is received: on which sheets, with which columns."""

    name: str
    columns: tuple[Column, ...]
    sheets: tuple[str, ...] = ("",)
    header_row: int = 1


@dataclass
class Received:
    """What came out of one file: rows by staging table, each with file, sheet, row; and the faults."""

    tables: dict[str, list[dict]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> list[Finding]:
        return [f for f in self.findings if f.level == "error"]


@dataclass(frozen=True)
class Format:
    """One format of file: how it is recognised from its grid and how it is read.

    `recognise(sheets)` -> bool; `read(sheets, file)` -> Received; `sheets` as `read_sheets` gives them.
    `describe` are the headings, shown when nothing is recognised. `content` is for the reader of the README.
    """

    name: str
    recognise: Callable[[dict], bool]
    read: Callable[[dict, str], Received]
    headings: tuple[str, ...] = ()


def headings_of(rows: list[list], header_row: int = 1) -> list[str]:
    if len(rows) < header_row:
        return []
    return [search_key(str(cell)) for cell in rows[header_row - 1]]


def has_headings(rows: list[list], table: Table) -> bool:
    """Whether the grid carries every column of the table that may not be absent."""
    found = set(headings_of(rows, table.header_row))
    return all(
        any(search_key(h) in found for h in column.headings)
        for column in table.columns
        if not column.optional
    )


def read_table(rows: list[list], table: Table, file: str, sheet: str) -> Received:
    """All rows of one grid, typed; all faults at once.

    A row is a dict of the table's column names (None where empty) plus file, sheet, row.
    Empty rows are passed over. A row with a bad cell is kept out of the rows and told in findings;
    unknown headings give a warning, so that no column is lost unsaid.
    """
    received = Received({table.name: []})
    found = headings_of(rows, table.header_row)
    place: dict[str, int] = {}
    for column in table.columns:
        keys = [search_key(h) for h in column.headings]
        at = next((found.index(k) for k in keys if k in found), None)
        if at is not None:
            place[column.name] = at
        elif not column.optional:
            received.findings.append(
                Finding("column_missing", "error", file, sheet, table.header_row, column.headings[0],
                        None, " | ".join(column.headings))
            )  # fmt: skip
    for at, heading in enumerate(found):
        if heading and at not in place.values():
            name = str(rows[table.header_row - 1][at])
            received.findings.append(
                Finding("column_unknown", "warning", file, sheet, table.header_row, name, name, None)
            )
    if received.errors:
        return received
    for number, cells in enumerate(rows[table.header_row :], start=table.header_row + 1):
        if all(cell is None or str(cell).strip() == "" for cell in cells):
            continue
        row = _read_row(cells, number, table, place, file, sheet, received.findings)
        if row is not None:
            received.tables[table.name].append(row)
    return received


def _read_row(cells, number, table, place, file, sheet, findings) -> dict | None:
    row: dict = {}
    good = True
    for column in table.columns:
        at = place.get(column.name)
        cell = cells[at] if at is not None and at < len(cells) else None
        if cell is None or str(cell).strip() == "":
            row[column.name] = None
            if column.required:
                findings.append(
                    Finding("cell_empty", "error", file, sheet, number, column.headings[0], None, None)
                )
                good = False
            continue
        try:
            row[column.name] = column.read(cell)
        except (BadCell, InvalidOperation) as error:
            expected = getattr(error, "expected", "1.234,5")
            findings.append(
                Finding("cell_bad", "error", file, sheet, number, column.headings[0], str(cell), expected)
            )
            good = False
    row |= {"file": file, "sheet": sheet, "row": number}
    return row if good else None
