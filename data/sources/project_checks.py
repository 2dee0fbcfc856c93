"""What only shows when the sheets of a project workbook are laid side by side.

Each check looks at typed rows (those that could be read) and answers with findings at the row that is to be mended.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import groupby

from data.finding import Finding
from data.sources.numbers import million
from data.sources.project_repeats import CODE, check_repeats
from data.sources.project_words import province_name, rows_of
from data.sources.table import Row
from data.text import code_key

STATE = ("national", "local")
# An advance is money paid out and a registered amount is a wish: neither is what a project's shares add up to.
AMOUNT_STAGES = ("planned", "adjusted", "contracted", "accepted", "settled")
# (earlier, later): pairs whose order is beyond doubt. Work may begin before a contract is signed, so that is not one.
DATE_ORDER = (
    ("registered_on", "approved_on"),
    ("approved_on", "accepted_on"),
    ("contracted_on", "accepted_on"),
    ("started_on", "accepted_on"),
    ("accepted_on", "settled_on"),
)
DATE_HEADINGS = {
    "registered_on": "Ngày đăng ký",
    "approved_on": "Ngày phê duyệt",
    "contracted_on": "Ngày ký hợp đồng",
    "started_on": "Ngày bắt đầu",
    "accepted_on": "Ngày nghiệm thu",
    "settled_on": "Ngày quyết toán",
}
UNUSUAL = 10**11  # a hundred tỷ đồng of one payer of one project


def check_records(tables: dict[str, list[Row]], codes_written: set[str]) -> list[Finding]:
    """Every fault across the five tables of one workbook, their rows with faults of their own included.

    Each check asks of a row only what it needs to know. `codes_written`: the codes on the sheet of projects.
    """
    projects = tables["project"]
    return [
        *check_repeats(tables),
        *_orphans(tables, codes_written),
        *_large(tables["funding"]),
        *_dates(projects),
        *_simulated(projects),
        *_shares(tables["support"], tables["funding"]),
    ]


def _finding(row: dict, code: str, level: str, column: str, value, expected=None) -> Finding:
    texts = [None if v is None else str(v) for v in (value, expected)]
    return Finding(code, level, row["file"], row["sheet"], row["row"], column, *texts)


def _orphans(tables: dict[str, list[Row]], codes_written: set[str]) -> Iterator[Finding]:
    projects = [row for row in tables["project"] if row.knows("code")]
    known = {(row["province"], row["code"]) for row in projects if row.knows("province")}
    read = {code for _, code in known}
    unsure = {row["code"] for row in projects if not row.knows("province")}
    meant = {_unmarked(code): code for code in sorted(codes_written, reverse=True)}
    for name in ("funding", "support", "event"):
        for row in tables[name]:
            code = row["code"]
            if not row.knows("code") or (row["province"], code) in known:
                continue
            if code not in codes_written:
                if codes_written:  # where no code could be read at all, that is the fault to mend
                    yield _finding(row, "project_unknown", "error", CODE, code, meant.get(_unmarked(code)))
            elif code in read - unsure and row.knows("province"):
                # The code is there, of another province or of several: the row must say whose it is.
                yield _finding(row, "project_other_province", "error", "Tỉnh", _name(row["province"]), code)


def _unmarked(code: str) -> str:
    """A code by which another may have been meant: without what stands between its letters and numbers ("BL3", "bl 3", "BL/3")."""
    return re.sub(r"[^\w]|_", "", code_key(code))


def _large(funding: list[Row]) -> Iterator[Finding]:
    """Amounts beyond what projects usually have: typed in nghìn đồng they read as a thousand times too much."""
    for row in funding:
        if row["amount_vnd"] is not None and row["amount_vnd"] >= UNUSUAL:
            yield _finding(row, "amount_large", "warning", "Số tiền (triệu đồng)", million(row["amount_vnd"]), f"< {million(UNUSUAL)} (triệu đồng)")  # fmt: skip


def _name(province: str | None) -> str | None:
    return None if province is None else province_name(province)


def _dates(projects: list[dict]) -> Iterator[Finding]:
    for row in projects:
        if row["started_on"] is not None and row["started_on"] == row["accepted_on"]:
            yield _finding(row, "dates_equal", "warning", "Ngày nghiệm thu", _day(row["accepted_on"]))
        for later in dict.fromkeys(later for _, later in DATE_ORDER):
            before = [e for e, after in DATE_ORDER if after == later and row[e] is not None]
            # One cell is told once, against the last of the steps that should be earlier.
            last = max(before, key=row.get, default=None)
            if last is not None and row[later] is not None and row[later] < row[last]:
                expected = f">= {_day(row[last])} ({DATE_HEADINGS[last]})"
                yield _finding(
                    row, "dates_backwards", "warning", DATE_HEADINGS[later], _day(row[later]), expected
                )


def _day(day: dt.date) -> str:
    return day.strftime("%d/%m/%Y")


def _simulated(projects: list[Row]) -> Iterator[Finding]:
    """A simulated record stands in a simulated province and nowhere else, so that the two can never be added up."""
    simulated = {row["slug"] for row in rows_of("province") if row["kind"] == "simulated"}
    for row in projects:
        if row.knows("province", "simulated") and row["simulated"] != (row["province"] in simulated):
            value, expected = ("có", "không") if row["simulated"] else ("không", "có")
            yield _finding(row, "simulated_mixed", "error", "Mô phỏng", value, expected)


def _shares(support: list[Row], funding: list[Row]) -> Iterator[Finding]:
    """Recorded shares that do not add up to the project's money, or stand for some beneficiaries only."""
    if not all(row.knows("code", "province") for row in (*support, *funding)):
        return  # whose the row is, nobody knows: it may be any project's
    amounts = _latest_amounts(funding)
    unsure = {_project_key(row) for row in funding if row.unread}
    for project, rows in groupby(sorted(support, key=_project_key), _project_key):
        together = list(rows)
        for name, column, payers in (
            ("state_share_vnd", "Phần hỗ trợ (triệu đồng)", STATE),
            ("counterpart_share_vnd", "Phần đối ứng (triệu đồng)", ("counterpart",)),
        ):
            if not all(row.knows(name) for row in together):
                continue
            shares = [row[name] for row in together]
            recorded = [share for share in shares if share is not None]
            parts = [amounts[(*project, p)] for p in payers if (*project, p) in amounts]
            if recorded and len(recorded) < len(shares):
                yield _finding(
                    together[0], "shares_incomplete", "warning", column, len(recorded), len(shares)
                )
            elif recorded and sum(recorded) != sum(parts) and project not in unsure:
                expected = million(sum(parts)) if parts else None
                yield _finding(
                    together[0], "shares_unequal", "warning", column, million(sum(recorded)), expected
                )


def _project_key(row: dict) -> tuple[str, str]:
    return row["province"] or "", row["code"]


def _latest_amounts(funding: list[Row]) -> dict[tuple[str, str, str], int]:
    """Province, code, payer -> đồng at the latest stage that states a project's amount."""
    latest: dict[tuple[str, str, str], tuple[int, int]] = {}
    for row in funding:
        if row.unread or row["stage"] not in AMOUNT_STAGES:
            continue
        key = (*_project_key(row), row["payer"])
        rank = AMOUNT_STAGES.index(row["stage"])
        if key not in latest or rank > latest[key][0]:
            latest[key] = (rank, row["amount_vnd"])
    return {key: amount for key, (_, amount) in latest.items()}
