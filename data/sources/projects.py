"""The workbook of project records: five sheets, read through `read_table`, then checked against each other.

Sheets: Đề án, Kinh phí, Thụ hưởng, Sự kiện, Kế hoạch -> staging project, funding, support, event, plan
(docs/data.md). Money is in triệu đồng and its headings say so. The last four may carry a column Tỉnh;
without it a row belongs to the province of the project with its code.
"""

import re
from dataclasses import replace

from data.finding import Finding
from data.sources.project_checks import check_records
from data.sources.project_tables import NEEDED, PROJECT, PROVINCE, TABLES
from data.sources.project_words import MONEY_MEASURES
from data.sources.table import Format, Received, Table, headings_of, read_table, read_text
from data.text import clean, search_key

# A title and a line "Đơn vị tính: triệu đồng" often stand above the headings.
HEADING_SEARCH_ROWS = 10
# Compared with its tones: without them "Cộng" and "Công ty" would be one word.
_SUM_WORD = re.compile(r"(tổng cộng|tổng số|tổng|cộng)(?! công ty)\b.*")
_OUTLINE = re.compile(r"([ivx]+|[a-zđ])[.)]?")


def recognise(sheets: dict) -> bool:
    """Whether one sheet is named as the sheet of projects is and carries at least a code or a title.

    Deliberately lenient: a workbook with a forgotten column must be told which, not called unknown.
    """
    name = _sheet_of(sheets, PROJECT)
    return name is not None and _header_row(sheets[name], PROJECT) is not None


def read(sheets: dict, file: str) -> Received:
    """All five staging tables of one workbook and every fault in it, those across sheets included."""
    received = Received({table.name: [] for table in TABLES})
    codes_written: set[str] = set()
    for table in TABLES:
        name = _sheet_of(sheets, table)
        if name is None or all(_empty(cell) for cells in sheets[name] for cell in cells):
            if table in NEEDED:
                received.findings.append(
                    Finding(
                        "sheet_missing", "error", file, table.sheets[0], expected=" | ".join(table.sheets)
                    )
                )
            continue
        part, codes = _read_sheet(sheets[name], table, file, name)
        received.tables[table.name] = part.tables[table.name]
        received.findings += part.findings
        if table is PROJECT:
            codes_written = codes
    _complete(received, codes_written)
    received.findings += check_records(received.tables, codes_written)
    return received


def _sheet_of(sheets: dict, table: Table) -> str | None:
    names = {search_key(name): name for name in sheets}
    return next((names[search_key(n)] for n in table.sheets if search_key(n) in names), None)


def _header_row(rows: list[list], table: Table) -> int | None:
    """Number of the first row that carries at least two of the table's headings."""
    known = {search_key(h) for column in table.columns for h in column.headings}
    for number in range(1, min(len(rows), HEADING_SEARCH_ROWS) + 1):
        if len(known.intersection(headings_of(rows, number))) >= 2:
            return number
    return None


def _read_sheet(rows: list[list], table: Table, file: str, sheet: str) -> tuple[Received, set[str]]:
    """One sheet typed, and the codes that stand in it, those of refused rows included."""
    here = replace(table, header_row=_header_row(rows, table) or 1)
    place = _places(rows, here)
    findings: list[Finding] = []
    kept: list[list] = []
    for number, cells in enumerate(rows, start=1):
        if number > here.header_row and (label := _subtotal_label(cells, here, place)):
            findings.append(Finding("subtotal_row", "note", file, sheet, number, None, label, None))
            cells = []  # left in its place, so that the rows below keep their numbers
        kept.append(_without_numbering(cells, number, here))
    part = read_table(kept, here, file, sheet)
    part.findings += findings
    at = place.get("code")
    below = kept[here.header_row :]
    codes = {read_text(c[at]) for c in below if at is not None and at < len(c) and not _empty(c[at])}
    return part, codes


def _empty(cell) -> bool:
    return cell is None or str(cell).strip() == ""


def _places(rows: list[list], table: Table) -> dict[str, int]:
    found = headings_of(rows, table.header_row)
    place = {}
    for column in table.columns:
        keys = [search_key(h) for h in column.headings]
        at = next((found.index(k) for k in keys if k in found), None)
        if at is not None:
            place[column.name] = at
    return place


def _without_numbering(cells: list, number: int, table: Table) -> list:
    """The header row without "STT": a running number is expected in such sheets and carries nothing."""
    if number != table.header_row:
        return cells
    return ["" if search_key(str(cell)) in {"stt", "tt", "no"} else cell for cell in cells]


def _subtotal_label(cells: list, table: Table, place: dict[str, int]) -> str | None:
    """What a sum row or a heading within the table says of itself; None for a record.

    Such a row begins with Cộng, Tổng or an outline number and lacks what every record has.
    """
    filled = [clean(str(cell)) for cell in cells if not _empty(cell)]
    if not filled:
        return None
    first = filled[0].lower()
    if not (_SUM_WORD.fullmatch(first) or _OUTLINE.fullmatch(first)):
        return None
    needed = [place[c.name] for c in table.columns if c.required and c.name in place]
    lacking = [at for at in needed if at >= len(cells) or _empty(cells[at])]
    return " ".join(filled[:2]) if lacking else None


def _complete(received: Received, codes_written: set[str]) -> None:
    """What stands for an empty cell, and whose row it is. The rules of docs/import-projects.md.

    Where no project could be read, plans without a province are not blamed for it: the projects' faults are told.
    """
    homes: dict[str, set[str]] = {}
    for row in received.tables["project"]:
        row["kind"] = row["kind"] or "project"
        row["repayable"] = row["repayable"] or "unknown"  # an empty cell says nothing, not "no"
        row["simulated"] = bool(row["simulated"])
        homes.setdefault(row["code"], set()).add(row["province"])
    for name in ("funding", "support", "event"):
        for row in received.tables[name]:
            row["province"] = row["province"] or _only(homes.get(row["code"], set()))
    province = _only({row["province"] for row in received.tables["project"]})
    rows = received.tables["plan"]
    if codes_written and not received.tables["project"]:
        rows = [row for row in rows if row["province"]]
    plans = [_plan_row(row, province, received.findings) for row in rows]
    received.tables["plan"] = [row for row in plans if row is not None]


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _plan_row(row: dict, only_province: str | None, findings: list[Finding]) -> dict | None:
    """A plan row with its one value; None, and a finding, where value, province or period is not what it must be."""
    is_money = row["measure"] in MONEY_MEASURES
    value, other = (row["amount"], row["count"]) if is_money else (row["count"], row["amount"])
    heading, empty = (
        ("Số tiền (triệu đồng)", "Số lượng") if is_money else ("Số lượng", "Số tiền (triệu đồng)")
    )
    province = row["province"] or only_province
    start, end = row["period_start"], row["period_end"]

    def refuse(code: str, column: str, found=None, expected: str | None = None) -> None:
        found = None if found is None else str(found)
        findings.append(
            Finding(code, "error", row["file"], row["sheet"], row["row"], column, found, expected)
        )

    before = len(findings)
    if value is None:
        refuse("cell_empty", heading)
    if other is not None:
        refuse("plan_value_misplaced", empty, other, heading)
    if province is None:
        refuse("cell_empty", PROVINCE[0])
    if end < start:
        refuse("period_backwards", "Đến ngày", f"{end:%d/%m/%Y}", f">= {start:%d/%m/%Y}")
    if len(findings) > before:
        return None
    names = ("programme", "period_start", "period_end", "measure", "tier", "content_code", "version")
    return {
        "province": province,
        **{name: row[name] for name in names},
        "value": value,
        **{name: row[name] for name in ("document", "file", "sheet", "row")},
    }


FORMATS = (
    Format(
        "project_workbook",
        recognise,
        read,
        tuple(column.headings[0] for column in PROJECT.columns),
    ),
)
