"""A received table, said once: which headings, what each cell must be, and every fault with its place."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import InvalidOperation
from pathlib import Path

from data.finding import Finding
from data.sources.numbers import A_NUMBER, BadCell
from data.sources.workbook import NoResult
from data.text import clean, search_key

# "(tr.đ)", "(trđ)", "(tr đồng)", "(triệu)", "(ĐVT: triệu đồng)", as search keys
_MILLION_DONG = re.compile(r"\b((dvt|don vi tinh|don vi) )?(tr d|trd|tr dong|trieu( d| dong)?)$")
HEADING_ROWS = 10  # as far down as headings are looked for: a title and a line of units may stand above them
LIKE_ENOUGH = (
    0.5  # the share of a format's headings from which a file, or a sheet, is taken for a misspelt one of it
)
# What a cell should hold, in the words that a refused cell is answered with.
REAL_DATE = "ngày có thật, dạng dd/mm/yyyy"
A_YEAR = "năm trong khoảng 1990-2100, ví dụ 2016"


def read_text(cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return clean(str(cell))


def without_year_word(text: str) -> str:
    """ "năm 2017" as "2017"."""
    return re.sub(r"(?i)^n[ăa]m (?=\d{4}$)", "", text)


def read_year(cell) -> int:
    try:
        year = int(without_year_word(clean(str(cell)).removesuffix(".0")))
    except ValueError as error:
        raise BadCell(A_YEAR) from error
    if not 1990 <= year <= 2100:
        raise BadCell(A_YEAR)
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
    raise BadCell(REAL_DATE)


def read_flag(cell) -> bool:
    key = search_key(str(cell))
    if key in {"co", "x", "1", "true", "yes", "1 0"}:
        return True
    if key in {"khong", "0", "false", "no", "0 0"}:
        return False
    raise BadCell("có | không")


def choice(codes: dict[str, str]) -> Callable:
    """A reader of one of several words: {word as people write it: code}; a code is always understood.

    A refused cell is told the first word of each code.
    """
    known = {search_key(word): code for word, code in codes.items()}
    known |= {search_key(code): code for code in codes.values()}
    expected = " | ".join(words_by_code(codes).values())

    def read_choice(cell) -> str:
        try:
            return known[search_key(str(cell))]
        except KeyError as error:
            raise BadCell(expected) from error

    return read_choice


def words_by_code(codes: dict[str, str]) -> dict[str, str]:
    """Each code with its first word, the official one; in the order of the words."""
    words: dict[str, str] = {}
    for word, code in codes.items():
        words.setdefault(code, word)
    return words


@dataclass(frozen=True)
class Column:
    """One column: its staging name, the headings it goes by, how a cell is read, and whether it may be empty.

    Headings run from Vietnamese to English or the other way round; the first stands for the column where a file
    has none. `example` is what an officer may write into a cell that must not be empty.
    """

    name: str
    headings: tuple[str, ...]
    read: Callable = read_text
    required: bool = False  # the cell must be filled in every row
    optional: bool = False  # the whole column may be absent
    example: str | None = None


@dataclass(frozen=True)
class Table:
    """One staging table as it is received: on which sheets, with which columns."""

    name: str
    columns: tuple[Column, ...]
    sheets: tuple[str, ...] = ("",)
    header_row: int = 1


class Row(dict):
    """One row as it was read: column name -> value, None where the cell is empty or could not be read.

    `unread`: the columns that could not be read, or that the file lacks; their None says nothing.
    """

    unread: frozenset[str] = frozenset()

    def knows(self, *names: str) -> bool:
        """Whether what these columns hold is what the file says."""
        return self.unread.isdisjoint(names)

    def having(self, values: dict) -> "Row":
        """Another row, of these values, of which the same is not known."""
        row = Row(values)
        row.unread = self.unread
        return row


@dataclass
class Received:
    """What came out of one file: rows by staging table, each with file, sheet, row; and the faults.

    `every`: staging table -> all its rows, those with faults too, so that each check runs on what can be read.
    `headings`: staging table -> column name -> the heading as the file writes it, by which faults are told.
    `writers`: staging table -> what writes its rows as Parquet, where they are too many to be held.
    `provinces`: slugs of those that the file names, refused rows included. `sheets`: those that were read; empty where the
    format is of one table alone.
    """

    tables: dict[str, list[dict]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    headings: dict[str, dict[str, str]] = field(default_factory=dict)
    writers: dict[str, Callable[[Path], None]] = field(default_factory=dict)
    provinces: list[str] = field(default_factory=list)
    sheets: set[str] = field(default_factory=set)
    every: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def unread(self) -> int:
        """How many rows could not be read whole."""
        return sum(len(rows) - len(self.tables.get(name, ())) for name, rows in self.every.items())

    @property
    def errors(self) -> list[Finding]:
        return [f for f in self.findings if f.level == "error"]


@dataclass(frozen=True)
class Format:
    """One format of file: how it is recognised from its grid and how it is read.

    `recognise(sheets)` -> bool; `read(sheets, file)` -> Received; `sheets` as `read_sheets` gives them.
    `headings` are shown when nothing is recognised. `likeness(sheets)` -> 0..1: how much of it a file carries that
    no format recognises, so that a misspelt heading is told as such.
    """

    name: str
    recognise: Callable[[dict], bool]
    read: Callable[[dict, str], Received]
    headings: tuple[str, ...] = ()
    likeness: Callable[[dict], float] = lambda sheets: 0.0
    holds: Callable[[list[list]], bool] | None = (
        None  # whether a sheet has rows of one of its tables; None: as `likeness` says
    )


def heading_key(text: str) -> str:
    """The key by which headings are compared: every way to write "(triệu đồng)" at the end is one."""
    return _MILLION_DONG.sub("trieu dong", search_key(text))


def headings_of(rows: list[list], header_row: int = 1) -> list[str]:
    if len(rows) < header_row:
        return []
    return [heading_key(str(cell)) for cell in rows[header_row - 1]]


def has_headings(rows: list[list], table: Table) -> bool:
    """Whether the grid carries every column of the table that may not be absent."""
    return shared_headings(rows, table) == 1


def shared_headings(rows: list[list], table: Table) -> float:
    """The share of the table's columns that may not be absent which the grid carries, 0 to 1."""
    found = set(headings_of(rows, table.header_row))
    needed = [column for column in table.columns if not column.optional]
    return sum(any(heading_key(h) in found for h in column.headings) for column in needed) / len(needed)


def below_title(rows: list[list], table: Table) -> Table:
    """The table with its headings where they stand: in the first of the top rows that carries most of them."""
    tops = [replace(table, header_row=number) for number in range(1, HEADING_ROWS + 1)]
    return max(tops, key=lambda at: shared_headings(rows, at))


def places_of(rows: list[list], table: Table) -> dict[str, int]:
    """Column name -> where it stands in the grid; columns that are not there are left out."""
    found = headings_of(rows, table.header_row)
    place = {}
    for column in table.columns:
        keys = [heading_key(h) for h in column.headings]
        at = next((found.index(k) for k in keys if k in found), None)
        if at is not None:
            place[column.name] = at
    return place


def words_of(rows: list[list], table: Table, place: dict[str, int]) -> dict[str, str]:
    """Column name -> its heading as this file writes it; for a column that is not there, in the language of the rest."""
    written = {name: clean(str(rows[table.header_row - 1][at])) for name, at in place.items()}
    ends = [
        (heading_key(c.headings[0]), heading_key(c.headings[-1]), written.get(c.name)) for c in table.columns
    ]
    first, last = (
        sum(1 for e in ends if e[2] and heading_key(e[2]) == e[i] and e[0] != e[1]) for i in (0, 1)
    )
    return {c.name: written.get(c.name, c.headings[-1 if last > first else 0]) for c in table.columns}


def read_table(rows: list[list], table: Table, file: str, sheet: str) -> Received:
    """All rows of one grid, typed; all faults at once.

    A row is a dict of the table's column names (None where empty) plus file, sheet, row.
    Empty rows are passed over. A row with a bad cell, and each row of a grid that lacks a column, is kept out of the
    rows and told in findings; it stands in `every` with what could be read. Unknown headings give a warning, so that
    no column is lost unsaid.
    """
    place = places_of(rows, table)
    words = words_of(rows, table, place)
    lacking = frozenset(c.name for c in table.columns if c.name not in place and not c.optional)
    received = Received({table.name: []}, headings={table.name: words}, every={table.name: []})
    received.findings = _of_headings(rows, table, place, words, file, sheet)
    for number, cells in enumerate(rows[table.header_row :], start=table.header_row + 1):
        if all(is_empty(cell) for cell in cells):
            continue
        values, faults = _read_row(cells, table, place, words, lacking)
        where = {"file": file, "sheet": sheet, "row": number}
        row = Row(values | where)
        row.unread = lacking.union(fault.pop("name") for fault in faults)
        received.findings += [Finding(**fault, level="error", **where) for fault in faults]
        received.every[table.name].append(row)
        if not row.unread:
            received.tables[table.name].append(row)
    return received


def _of_headings(
    rows: list[list], table: Table, place: dict, words: dict, file: str, sheet: str
) -> list[Finding]:
    """An error for each column that is not there, a warning for each heading that is not known."""
    findings = [
        Finding("column_missing", "error", file, sheet, table.header_row, words[column.name], None, " | ".join(column.headings))
        for column in table.columns
        if column.name not in place and not column.optional
    ]  # fmt: skip
    for at, heading in enumerate(headings_of(rows, table.header_row)):
        if heading and at not in place.values():
            name = clean(str(rows[table.header_row - 1][at]))
            findings.append(
                Finding("column_unknown", "warning", file, sheet, table.header_row, name, name, None)
            )
    return findings


def is_empty(cell) -> bool:
    return cell is None or str(cell).strip() == ""


def _read_row(cells, table: Table, place: dict, words: dict, lacking: frozenset) -> tuple[dict, list[dict]]:
    """The cells of one row, read, and what is wrong with them: name, code, column, value, expected."""
    row, faults = {}, []

    def tell(code: str, value, expected: str | None) -> None:
        heading = words[column.name]
        faults.append({"name": column.name, "code": code, "column": heading, "value": value, "expected": expected})  # fmt: skip

    for column in table.columns:
        at = place.get(column.name)
        cell = cells[at] if at is not None and at < len(cells) else None
        row[column.name] = None
        if isinstance(cell, NoResult):
            tell("formula_empty", str(cell), column.example)
        elif is_empty(cell):
            if column.required and column.name not in lacking:
                tell("cell_empty", None, column.example)
        else:
            try:
                row[column.name] = column.read(cell)
            except (BadCell, InvalidOperation) as error:
                tell("cell_bad", shown(cell), getattr(error, "expected", A_NUMBER))
    return row, faults


def shown(cell) -> str:
    """A cell as an officer sees it: no ".0" behind a whole number, a decimal comma, a day as dd/mm/yyyy."""
    if isinstance(cell, dt.date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return format(cell, ".15g").replace(".", ",") if isinstance(cell, float) else str(cell)
