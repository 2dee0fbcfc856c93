"""What stands twice in a project workbook: a project, an amount, a beneficiary, an event, a plan figure; and codes that are alike."""

from collections.abc import Iterator

from data.finding import Finding
from data.sources.numbers import million
from data.sources.project_words import MONEY_MEASURES, word_for
from data.sources.table import Row
from data.text import code_key

CODE = "Mã đề án"
_PLANNED = ("period_start", "period_end", "measure", "tier", "content_code", "version")


def check_repeats(tables: dict[str, list[Row]]) -> Iterator[Finding]:
    """Every such fault, told at the later row with the place of the first; each asks of a row only what it needs to know."""
    yield from _repeated(tables["project"], (), "project_repeated", CODE)
    yield from _repeated(tables["funding"], ("payer", "stage"), "funding_repeated", "Nguồn vốn")
    yield from _repeated(
        _coded(tables["support"]), ("beneficiary_code",), "beneficiary_repeated", "Mã đơn vị"
    )
    yield from _alike_projects(tables["project"])
    yield from _alike_units(_coded(tables["support"]))
    yield from _events(tables["event"])
    yield from _plans(tables["plan"])


def _finding(row: Row, code: str, level: str, column: str, value: str, expected: str) -> Finding:
    return Finding(code, level, row["file"], row["sheet"], row["row"], column, value, expected)


def _repeated(rows: list[Row], names: tuple[str, ...], code: str, column: str) -> Iterator[Finding]:
    """Rows whose key stood in an earlier row."""
    first: dict[tuple, int] = {}
    for row in rows:
        if not row.knows("province", "code", *names):
            continue
        key = (row["province"], row["code"], *(row[name] for name in names))
        if first.setdefault(key, row["row"]) != row["row"]:
            words = (word_for("funding", name, row[name]) for name in names)
            yield _finding(
                row, code, "error", column, " / ".join((key[1], *words)), f"trùng dòng {first[key]}"
            )


def _coded(support: list[Row]) -> list[Row]:
    """Rows that can be told apart by code; one name may be two establishments."""
    return [row for row in support if row["beneficiary_code"] is not None]


def _alike_projects(projects: list[Row]) -> Iterator[Finding]:
    """Two codes of one province that only look different.

    Nobody tells two projects apart by capitals, spaces or dashes: an error. Zeros in front of a number a spreadsheet drops by
    itself, and two lists may count 01, 02 and 1, 2: an error where title and year are the same too, else a warning.
    """
    first: dict[tuple, Row] = {}
    for row in projects:
        if not row.knows("province", "code"):
            continue
        other = first.setdefault((row["province"], code_key(row["code"])), row)
        if other["code"] != row["code"]:
            only_zeros = code_key(row["code"], zeros=True) != code_key(other["code"], zeros=True)
            one = all(row[name] == other[name] for name in ("title", "plan_year"))
            level = "warning" if only_zeros and not one else "error"
            where = f"{other['code']}, dòng {other['row']}"
            yield _finding(row, "code_alike", level, CODE, row["code"], where)


def _alike_units(support: list[Row]) -> Iterator[Finding]:
    """A warning for each code of an establishment that only looks different from another: it is counted as two."""
    first: dict[tuple, Row] = {}
    told = set()
    for row in support:
        if not row.knows("province"):
            continue
        code = row["beneficiary_code"]
        other = first.setdefault((row["province"], code_key(code)), row)
        if other["beneficiary_code"] != code and (row["province"], code) not in told:
            told.add((row["province"], code))
            where = f"{other['beneficiary_code']}, dòng {other['row']}"
            yield _finding(row, "unit_code_alike", "warning", "Mã đơn vị", code, where)


def _events(events: list[Row]) -> Iterator[Finding]:
    """An event that stands twice in every column: nobody but the officer knows whether it happened twice."""
    first: dict[tuple, int] = {}
    for row in events:
        if row.unread:
            continue
        key = tuple(value for name, value in row.items() if name != "row")
        if first.setdefault(key, row["row"]) != row["row"]:
            kind = f"{row['code']} / {word_for('event', 'kind', row['kind'])}"
            yield _finding(row, "event_repeated", "error", "Sự kiện", kind, f"trùng dòng {first[key]}")


def _plans(plans: list[Row]) -> Iterator[Finding]:
    """A warning where one plan figure is told twice; one of the two counts, they are never added."""
    first: dict[tuple, Row] = {}
    for row in plans:
        if not row.knows("province", "count", "amount", *_PLANNED) or _planned(row) is None:
            continue
        other = first.setdefault((row["province"], *(row[name] for name in _PLANNED)), row)
        if other is not row:
            told = f"dòng {other['row']} nêu {_planned(other)}"
            yield _finding(row, "plan_repeated", "warning", "Chỉ tiêu", _planned(row), told)


def _planned(row: Row) -> str | None:
    """The value of a plan row as its cell shows it; None where it has none."""
    if row["measure"] in MONEY_MEASURES:
        return None if row["amount"] is None else million(row["amount"])
    return None if row["count"] is None else str(row["count"])
