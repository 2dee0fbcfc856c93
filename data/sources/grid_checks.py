"""What is wrong with a whole sheet, whatever its format: letters of old fonts, rows that are hidden, sheets that were not read."""

from data.finding import Finding
from data.sources.legacy_text import FEWEST, reads_as
from data.sources.table import (
    HEADING_ROWS,
    LIKE_ENOUGH,
    Format,
    Received,
    is_empty,
)
from data.text import clean

MOST_NAMED = 20  # hidden rows that a finding names; more are counted


def check(sheets: dict, file: str, source: Format, received: Received) -> list[Finding]:
    """The findings of a file that was read, with what only its sheets show; what an old font explains is told once, as such."""
    legacy = legacy_text(sheets, file)
    odd = {(f.sheet, f.column) for f in legacy}
    kept = [
        f for f in received.findings if (f.sheet, f.column) not in odd or reads_as(f.value or "", 1) is None
    ]
    return [*legacy, *kept, *_hidden(sheets, file, received), *_unread(sheets, file, source, received)]


def legacy_text(sheets: dict, file: str) -> list[Finding]:
    """An error for each column with text of an old font: its first such cell, and how that reads."""
    found = []
    every = (cell for rows in sheets.values() for cells in rows for cell in cells)
    if not any(reads_as(cell) for cell in every if isinstance(cell, str)):
        return found
    for sheet, rows in sheets.items():
        if not rows:
            continue
        headings = rows[_heading_row(rows) - 1]
        told: set[int] = set()
        for number, cells in enumerate(rows, start=1):
            for at, cell in enumerate(cells):
                meant = reads_as(cell, FEWEST - 1) if isinstance(cell, str) and at not in told else None
                if meant:
                    told.add(at)
                    column = clean(str(headings[at])) if at < len(headings) else None
                    found.append(Finding("text_legacy", "error", file, sheet, number, column, cell, meant))
    return found


def _heading_row(rows: list[list]) -> int:
    """The number of the row that has most cells filled among the first ones: the headings."""
    first = range(1, min(len(rows), HEADING_ROWS) + 1)
    return max(first, key=lambda number: sum(not is_empty(cell) for cell in rows[number - 1]))


def _hidden(sheets: dict, file: str, received: Received) -> list[Finding]:
    """A warning for each sheet of which rows or columns were read that a spreadsheet does not show."""
    found = []
    hidden = getattr(sheets, "hidden", {})
    for sheet in sorted(received.sheets & hidden.keys()):
        numbers, letters = hidden[sheet]
        rows = sheets[sheet]
        filled = [n for n in numbers if n <= len(rows) and not all(map(is_empty, rows[n - 1]))]
        if filled:
            found.append(Finding("rows_hidden", "warning", file, sheet, filled[0], None, _named(filled)))
        widest = max(map(len, rows), default=0)
        shown = letters[:widest]
        if shown:
            found.append(Finding("columns_hidden", "warning", file, sheet, None, None, _named(shown)))
    return found


def _named(parts: list) -> str:
    more = f"… ({len(parts)})" if len(parts) > MOST_NAMED else ""
    return ", ".join(map(str, parts[:MOST_NAMED])) + more


def _holds(source: Format, rows: list[list], sheet: str) -> bool:
    return source.holds(rows) if source.holds else source.likeness({sheet: rows}) >= LIKE_ENOUGH


def _unread(sheets: dict, file: str, source: Format, received: Received) -> list[Finding]:
    """An error for each sheet with rows of the format that was not read, a note for any other sheet that was not."""
    found = []
    for sheet in sheets if received.sheets else ():
        if sheet in received.sheets or all(is_empty(cell) for cells in sheets[sheet] for cell in cells):
            continue
        read = " | ".join(sorted(received.sheets))
        if _holds(source, sheets[sheet], sheet):
            found.append(Finding("sheet_left", "error", file, sheet, None, None, sheet, read))
        else:
            found.append(Finding("sheet_unread", "note", file, sheet, None, None, sheet, read))
    return found
