"""The workbook of project records: five sheets, read through `read_table`, then checked against each other.

Sheets: Đề án, Kinh phí, Thụ hưởng, Sự kiện, Kế hoạch -> staging project, funding, support, event, plan
(docs/data.md). Money is in triệu đồng and its headings say so. The last four may carry a column Tỉnh;
without it a row belongs to the province of the project with its code.
"""

from dataclasses import replace

from data.finding import Finding
from data.sources import days_ahead
from data.sources.days_ahead import received_on
from data.sources.layout import merged_cells, not_hidden, with_units, without_subtotals
from data.sources.numbers import million
from data.sources.project_checks import check_records
from data.sources.project_districts import check_districts
from data.sources.project_tables import NEEDED, PROJECT, PROVINCE, TABLES
from data.sources.project_words import MONEY_MEASURES
from data.sources.table import (
    HEADING_ROWS,
    LIKE_ENOUGH,
    Format,
    Received,
    Row,
    Table,
    heading_key,
    headings_of,
    is_empty,
    places_of,
    read_table,
    read_text,
    shared_headings,
)
from data.sources.workbook import Merge, NoResult, merges_of
from data.text import search_key


def recognise(sheets: dict) -> bool:
    """Whether one sheet is named as the sheet of projects is and carries at least a code or a title.

    Deliberately lenient: a workbook with a forgotten column must be told which, not called unknown.
    """
    name = _sheet_of(sheets, PROJECT)
    return name is not None and _header_row(sheets[name], PROJECT) is not None


def likeness(sheets: dict) -> float:
    """The share of the headings of projects on the sheet that has most of them, whatever the sheet is called."""
    tables = [
        (rows, replace(PROJECT, header_row=_header_row(rows, PROJECT) or 1)) for rows in sheets.values()
    ]
    return max((shared_headings(rows, table) for rows, table in tables), default=0.0)


def holds(rows: list[list]) -> bool:
    """Whether a sheet, whatever it is called, has rows of one of the five tables."""
    return any(
        shared_headings(rows, replace(table, header_row=_header_row(rows, table) or 1)) >= LIKE_ENOUGH
        for table in TABLES
    )


def read(sheets: dict, file: str) -> Received:
    """All five staging tables of one workbook and every fault in it, those across sheets included."""
    received = Received({table.name: [] for table in TABLES}, every={table.name: [] for table in TABLES})
    written: dict[str, list[dict]] = {}
    for table in TABLES:
        name = _sheet_of(sheets, table)
        if name is None or all(is_empty(cell) for cells in sheets[name] for cell in cells):
            if table in NEEDED:
                received.findings.append(
                    Finding(
                        "sheet_missing",
                        "error",
                        file,
                        table.sheets[0],
                        value=" | ".join(sheets),
                        expected=" | ".join(table.sheets),
                    )
                )
            continue
        part, written[table.name] = _read_sheet(sheets[name], table, file, name, merges_of(sheets, name))
        received.tables[table.name] = part.tables[table.name]
        received.every[table.name] = part.every[table.name]
        received.findings += part.findings
        received.headings |= part.headings
        received.sheets.add(name)
    codes_written = {read_text(row["code"]) for row in written.get(PROJECT.name, []) if row.get("code")}
    before = len(received.findings)
    _complete(received)
    received.findings += check_records(received.every, codes_written)
    received.findings += check_districts(written)
    received.findings += _ahead(received, written, received_on(sheets))
    received.findings[before:] = _in_words_of_the_file(received.findings[before:], received)
    return received


def _ahead(received: Received, written: dict[str, list[dict]], day) -> list[Finding]:
    """Days that lie ahead, in the words of the file."""
    projects, events = (
        (written.get(name, []), received.headings.get(name, {})) for name in (PROJECT.name, "event")
    )
    return [*days_ahead.of_projects(*projects, day), *days_ahead.of_events(*events, day)]


def _in_words_of_the_file(findings: list[Finding], received: Received) -> list[Finding]:
    """Findings with each column under the heading that the sheet has for it, an English one too."""
    words: dict[tuple[str, str], str] = {}
    for table in TABLES:
        sheets = {row["sheet"] for row in received.every[table.name]} | {f.sheet for f in findings}
        known = received.headings.get(table.name, {})
        named = {search_key(sheet): sheet for sheet in sheets if sheet}
        for sheet in (named[search_key(n)] for n in table.sheets if search_key(n) in named):
            words |= {(sheet, c.headings[0]): known.get(c.name, c.headings[0]) for c in table.columns}
    return [replace(f, column=words.get((f.sheet, f.column), f.column)) for f in findings]


def _sheet_of(sheets: dict, table: Table) -> str | None:
    names = {search_key(name): name for name in sheets}
    return next((names[search_key(n)] for n in table.sheets if search_key(n) in names), None)


def _header_row(rows: list[list], table: Table) -> int | None:
    """Number of the first row that carries at least two of the table's headings."""
    known = {heading_key(h) for column in table.columns for h in column.headings}
    for number in range(1, min(len(rows), HEADING_ROWS) + 1):
        if len(known.intersection(headings_of(rows, number))) >= 2:
            return number
    return None


def _read_sheet(
    rows: list[list], table: Table, file: str, sheet: str, merges: list[Merge]
) -> tuple[Received, list[dict]]:
    """One sheet typed, and its rows as they are written, those that are refused included."""
    here = replace(table, header_row=_header_row(rows, table) or 1)
    rows, units = with_units(rows, here, file, sheet)
    place = places_of(rows, here)
    needed = [place[c.name] for c in here.columns if c.required and c.name in place]
    kept, sums = without_subtotals(rows, here.header_row, needed, file, sheet)
    headings = kept[here.header_row - 1]
    kept[here.header_row - 1] = _without_numbering(headings)
    part = read_table(kept, here, file, sheet)
    merged, hidden = merged_cells(merges, kept, here.header_row, file, sheet)
    part.findings = [*units, *merged, *not_hidden(part.findings, hidden, headings), *sums]
    written = [
        {name: _written_cell(cells, at) for name, at in place.items()}
        | {"file": file, "sheet": sheet, "row": number}
        for number, cells in enumerate(kept[here.header_row :], start=here.header_row + 1)
        if not all(map(is_empty, cells))
    ]
    return part, written


def _written_cell(cells: list, at: int):
    """A cell as it stands in the file; None where it is empty, or a formula without a result (which is told)."""
    if at >= len(cells) or is_empty(cells[at]) or isinstance(cells[at], NoResult):
        return None
    return cells[at]


def _without_numbering(cells: list) -> list:
    """The header row without "STT": a running number is expected in such sheets and carries nothing."""
    return ["" if search_key(str(cell)) in {"stt", "tt", "no"} else cell for cell in cells]


def _complete(received: Received) -> None:
    """What stands for an empty cell, and whose row it is. The rules of docs/import-projects.md.

    Where the province of a project could not be read, plans without a province are not blamed for it.
    """
    homes: dict[str, set[str]] = {}
    projects = received.every["project"]
    for row in projects:
        row["kind"] = row["kind"] or "project"
        row["repayable"] = row["repayable"] or "unknown"  # an empty cell says nothing, not "no"
        row["simulated"] = bool(row["simulated"])
        if row.knows("province", "code"):
            homes.setdefault(row["code"], set()).add(row["province"])
    for name in ("funding", "support", "event"):
        for row in received.every[name]:
            row["province"] = row["province"] or _only(homes.get(row["code"], set()))
    province = _only({row["province"] for row in projects if row.knows("province")})
    told = province is None and not all(row.knows("province") for row in projects)
    for row in received.every["plan"]:
        row["province"] = row["province"] or province
    plans = [_plan_row(row, told, received.findings) for row in received.every["plan"]]
    received.tables["plan"] = [row for row in plans if row is not None]


def _only(values: set[str]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None


def _plan_row(row: Row, told: bool, findings: list[Finding]) -> dict | None:
    """A plan row with its one value; None, and a finding, where value, province or period is not what it must be.

    `told`: that no province stands for an empty cell is some other row's fault.
    """
    is_money = row["measure"] in MONEY_MEASURES
    value, other = (row["amount"], row["count"]) if is_money else (row["count"], row["amount"])
    heading, empty = (
        ("Số tiền (triệu đồng)", "Số lượng") if is_money else ("Số lượng", "Số tiền (triệu đồng)")
    )
    province = row["province"]
    start, end = row["period_start"], row["period_end"]

    def refuse(code: str, column: str, found=None, expected: str | None = None) -> None:
        found = None if found is None else str(found)
        findings.append(
            Finding(code, "error", row["file"], row["sheet"], row["row"], column, found, expected)
        )

    before = len(findings)
    if value is None and row.knows("measure", "amount" if is_money else "count"):
        refuse("cell_empty", heading, expected="150" if is_money else "12")
    if other is not None and row.knows("measure"):
        refuse("plan_value_misplaced", empty, _written(empty, other), heading)
    if province is None and row.knows("province") and not told:
        refuse("cell_empty", PROVINCE[0], expected="Lâm Đồng")
    if row.knows("period_start", "period_end") and end < start:
        refuse("period_backwards", "Đến ngày", f"{end:%d/%m/%Y}", f">= {start:%d/%m/%Y}")
    if len(findings) > before or row.unread or province is None:
        return None
    names = ("programme", "period_start", "period_end", "measure", "tier", "content_code", "version")
    return {
        "province": province,
        **{name: row[name] for name in names},
        "value": value,
        **{name: row[name] for name in ("document", "file", "sheet", "row")},
    }


def _written(heading: str, value: int) -> str:
    """A value as its cell shows it: money in triệu đồng."""
    return million(value) if heading.startswith("Số tiền") else str(value)


FORMATS = (
    Format(
        "project_workbook",
        recognise,
        read,
        tuple(column.headings[0] for column in PROJECT.columns),
        likeness,
        holds,
    ),
)
