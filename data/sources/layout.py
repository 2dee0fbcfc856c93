"""What a sheet has besides its records: rows of sums and headings, and cells merged over several rows."""

import re
from itertools import pairwise

from data.finding import Finding
from data.sources.numbers import MILLION
from data.sources.reported_numbers import money_factor
from data.sources.table import Table, heading_key, is_empty, shown
from data.sources.workbook import Merge
from data.text import clean, search_key

# Compared with its tones: without them "Cộng" and "Công ty" would be one word.
_SUM_WORD = re.compile(r"(tổng cộng|tổng số|tổng|cộng)(?! công ty)\b.*")
_OUTLINE = re.compile(r"([ivx]+|[a-zđ])[.)]?")
_NUMBERING = re.compile(r"\(?(\d{1,2}|[A-Z])\)?\s*(=[\d\s()+*/x:-]+)?")
FEWEST_NUMBERED = 3
_UNIT = " trieu dong"
UNMERGE = "bỏ gộp và ghi từng dòng"


def subtotal_label(cells: list, needed: list[int], lacks=any) -> str | None:
    """What a sum row or a heading within the table says of itself, its first two cells apart; None for a record.

    Such a row begins with Cộng, Tổng or an outline number and lacks what every record has: `needed` are the places
    of those cells, `lacks` is any or all of them.
    """
    filled = [clean(shown(cell)) for cell in cells if not is_empty(cell)]
    if not filled:
        return None
    first = filled[0].lower()
    if not (_SUM_WORD.fullmatch(first) or _OUTLINE.fullmatch(first)):
        return None
    lacking = lacks(at >= len(cells) or is_empty(cells[at]) for at in needed)
    return "; ".join(filled[:2]) if needed and lacking else None


def numbers_columns(cells: list) -> bool:
    """Whether a row only numbers the columns, as printed forms do under their headings: (1), (2), (3)=(1)+(2), or A, B, 1, 2."""
    filled = [clean(shown(cell)) for cell in cells if not is_empty(cell)]
    found = [_NUMBERING.fullmatch(text) for text in filled]
    numbers = [int(match[1]) for match in found if match and match[1].isdigit()]
    return len(numbers) >= FEWEST_NUMBERED and all(found) and all(b == a + 1 for a, b in pairwise(numbers))


def without_subtotals(
    rows: list[list], header_row: int, needed: list[int], file: str, sheet: str, lacks=any
) -> tuple[list[list], list[Finding]]:
    """The rows with every sum row emptied in its place, so that the rows below keep their numbers, and a note of each."""
    kept, findings = [], []
    for number, cells in enumerate(rows, start=1):
        if number == header_row + 1 and numbers_columns(cells):
            shown_as = "; ".join(clean(shown(cell)) for cell in cells if not is_empty(cell))
            findings.append(Finding("numbering_row", "note", file, sheet, number, None, shown_as, None))
            kept.append([])
            continue
        label = subtotal_label(cells, needed, lacks) if number > header_row else None
        if label:
            findings.append(Finding("subtotal_row", "note", file, sheet, number, None, label, None))
        kept.append([] if label else cells)
    return kept, findings


def with_units(rows: list[list], table: Table, file: str, sheet: str) -> tuple[list[list], list[Finding]]:
    """The rows, with "(triệu đồng)" in each heading of money that leaves it to a line above ("Đơn vị tính: triệu đồng").

    An error where such a line names another unit of money than a heading does: which of the two holds, nobody can tell.
    """
    at = table.header_row - 1
    lines = [(number, _unit_of(cells)) for number, cells in enumerate(rows[:at], start=1)]
    lines = [(number, told) for number, told in lines if told is not None]
    if not lines:
        return rows, []
    keys = (heading_key(heading) for column in table.columns for heading in column.headings)
    money = {key for key in keys if key.endswith(_UNIT)}
    found = [heading_key(str(cell)) for cell in rows[at]]
    findings = []
    for number, (text, factor) in lines:
        other = [clean(str(rows[at][place])) for place, key in enumerate(found) if key in money]
        if factor != MILLION and other:
            findings.append(
                Finding("unit_contradicts", "error", file, sheet, number, other[0], text, other[0])
            )
    if any(factor != MILLION for _, (_, factor) in lines):
        return rows, findings
    headings = [
        f"{clean(str(cell))} (triệu đồng)" if f"{key}{_UNIT}" in money - set(found) else cell
        for cell, key in zip(rows[at], found, strict=True)
    ]
    return [*rows[:at], headings, *rows[at + 1 :]], findings


def _unit_of(cells: list) -> tuple[str, int] | None:
    """The words of a line that tells the unit of money, and how many đồng that is; None for any other line."""
    text = clean(" ".join(str(cell) for cell in cells if not is_empty(cell)))
    told = re.search(r"\b(?:dvt|don vi tinh|don vi)(?: tien)? (.+)$", search_key(text))
    factor = money_factor(told[1]) if told else None
    return None if factor is None else (text, factor)


def merged_cells(
    merges: list[Merge], rows: list[list], header_row: int, file: str, sheet: str
) -> tuple[list[Finding], set[tuple[int, int]]]:
    """An error for each merge that touches a record, and the cells (row, column) whose content it hides.

    A title above the headings, a merged heading, a sum row and an empty row may be merged. `rows` are those without sums.
    """
    findings, hidden = [], set()
    for merge in merges:
        inside = range(max(merge.first_row, header_row + 1), merge.last_row + 1)
        touched = [n for n in inside if n <= len(rows) and not all(map(is_empty, rows[n - 1]))]
        if not touched:
            continue
        column = _heading(rows[header_row - 1], merge.first_column)
        findings.append(Finding("cell_merged", "error", file, sheet, touched[0], column, str(merge), UNMERGE))
        columns = range(merge.first_column, merge.last_column + 1)
        hidden |= {(row, at) for row in inside for at in columns}
    return findings, hidden


def _heading(cells: list, at: int) -> str | None:
    return clean(str(cells[at])) or None if at < len(cells) else None


def not_hidden(findings: list[Finding], hidden: set[tuple[int, int]], headings: list) -> list[Finding]:
    """The findings without those of an empty cell under a merge: the merge is told, and that is the fault to mend."""
    names = {(row, clean(str(headings[at]))) for row, at in hidden if at < len(headings)}
    return [f for f in findings if f.code != "cell_empty" or (f.row, f.column) not in names]
