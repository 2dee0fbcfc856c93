"""What only shows when the sheets of a project workbook are laid side by side.

Each check looks at typed rows (those that could be read) and answers with findings at the row that is to be mended.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from data.finding import Finding
from data.sources.project_words import province_name, rows_of, word_for

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
CODE = "Mã đề án"
UNUSUAL = 10**11  # a hundred tỷ đồng of one payer of one project


def check_records(tables: dict[str, list[dict]], codes_written: set[str]) -> list[Finding]:
    """Every fault across the five staging tables of one workbook.

    `codes_written` holds the codes that stand on the sheet of projects, those of refused rows too: a row is not
    blamed for a project whose own row could not be read.
    """
    projects = tables["project"]
    return [
        *_repeated_projects(projects),
        *_orphans(tables, codes_written),
        *_repeated(tables["funding"], ("payer", "stage"), "funding_repeated", "Nguồn vốn"),
        *_repeated(_coded(tables["support"]), ("beneficiary_code",), "beneficiary_repeated", "Mã đơn vị"),
        *_large(tables["funding"]),
        *_dates(projects),
        *_simulated(projects),
        *_shares(tables["support"], tables["funding"]),
    ]


def _finding(row: dict, code: str, level: str, column: str, value, expected=None) -> Finding:
    texts = [None if v is None else str(v) for v in (value, expected)]
    return Finding(code, level, row["file"], row["sheet"], row["row"], column, *texts)


def _repeated_projects(projects: list[dict]) -> Iterator[Finding]:
    return _repeated(projects, (), "project_repeated", CODE)


def _repeated(rows: list[dict], names: tuple[str, ...], code: str, column: str) -> Iterator[Finding]:
    """Rows whose key stood in an earlier row: told at the later one, with the row of the first."""
    first: dict[tuple, int] = {}
    for row in rows:
        key = (row["province"], row["code"], *(row[name] for name in names))
        if key in first:
            words = (word_for("funding", name, row[name]) for name in names)
            yield _finding(
                row, code, "error", column, " / ".join((key[1], *words)), f"trùng dòng {first[key]}"
            )
        else:
            first[key] = row["row"]


def _coded(support: list[dict]) -> list[dict]:
    """Rows that can be told apart by code; one name may be two establishments."""
    return [row for row in support if row["beneficiary_code"] is not None]


def _orphans(tables: dict[str, list[dict]], codes_written: set[str]) -> Iterator[Finding]:
    known = {(row["province"], row["code"]) for row in tables["project"]}
    read = {row["code"] for row in tables["project"]}
    for name in ("funding", "support", "event"):
        for row in tables[name]:
            if (row["province"], row["code"]) in known:
                continue
            if row["code"] in read:
                # The code is there, of another province or of several: the row must say whose it is.
                yield _finding(
                    row, "project_other_province", "error", "Tỉnh", _name(row["province"]), row["code"]
                )
            elif row["code"] not in codes_written:
                yield _finding(row, "project_unknown", "error", CODE, row["code"])


def _large(funding: list[dict]) -> Iterator[Finding]:
    """Amounts beyond what projects usually have: typed in nghìn đồng they read as a thousand times too much."""
    for row in funding:
        if row["amount_vnd"] >= UNUSUAL:
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


def _simulated(projects: list[dict]) -> Iterator[Finding]:
    """A simulated record stands in a simulated province and nowhere else, so that the two can never be added up."""
    simulated = {row["slug"] for row in rows_of("province") if row["kind"] == "simulated"}
    for row in projects:
        if row["simulated"] != (row["province"] in simulated):
            value, expected = ("có", "không") if row["simulated"] else ("không", "có")
            yield _finding(row, "simulated_mixed", "error", "Mô phỏng", value, expected)


def _shares(support: list[dict], funding: list[dict]) -> Iterator[Finding]:
    """Recorded shares that do not add up to the project's money, or stand for some beneficiaries only."""
    amounts = _latest_amounts(funding)
    key = _project_key
    for project, rows in groupby(sorted(support, key=key), key):
        together = list(rows)
        for name, column, payers in (
            ("state_share_vnd", "Phần hỗ trợ (triệu đồng)", STATE),
            ("counterpart_share_vnd", "Phần đối ứng (triệu đồng)", ("counterpart",)),
        ):
            shares = [row[name] for row in together]
            recorded = [share for share in shares if share is not None]
            parts = [amounts[(*project, p)] for p in payers if (*project, p) in amounts]
            if recorded and len(recorded) < len(shares):
                yield _finding(
                    together[0], "shares_incomplete", "warning", column, len(recorded), len(shares)
                )
            elif recorded and sum(recorded) != sum(parts):
                expected = million(sum(parts)) if parts else None
                yield _finding(
                    together[0], "shares_unequal", "warning", column, million(sum(recorded)), expected
                )


def _project_key(row: dict) -> tuple[str, str]:
    return row["province"] or "", row["code"]


def _latest_amounts(funding: list[dict]) -> dict[tuple[str, str, str], int]:
    """Province, code, payer -> đồng at the latest stage that states a project's amount."""
    latest: dict[tuple[str, str, str], tuple[int, int]] = {}
    for row in funding:
        if row["stage"] not in AMOUNT_STAGES:
            continue
        key = (*_project_key(row), row["payer"])
        rank = AMOUNT_STAGES.index(row["stage"])
        if key not in latest or rank > latest[key][0]:
            latest[key] = (rank, row["amount_vnd"])
    return {key: amount for key, (_, amount) in latest.items()}


def million(amount: int) -> str:
    """As the cell would show it: 5.839,093."""
    whole, rest = divmod(amount, 1_000_000)
    text = f"{whole:,}".replace(",", ".")
    return f"{text},{rest:06d}".rstrip("0") if rest else text
