"""Days that lie ahead of the day on which a file was received: what has happened cannot, what is planned may.

A step that ends in a paper of acceptance or payment is a fact (docs/import-projects.md): ahead it is a slip and refuses the
file. The steps before it are written down as planned too, so they are taken in and told. A period that is not over has no
whole figure of what was done in it.
"""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from data.finding import Finding
from data.sources.numbers import BadCell
from data.sources.project_words import EVENT_KINDS, referenced, rows_of
from data.sources.reported_cells import Cells
from data.sources.table import choice, read_date, read_year
from data.text import search_key

FACTS = ("accepted_on", "settled_on")
PLANNED = ("registered_on", "approved_on", "contracted_on", "started_on")
EVENT_FACTS = frozenset({"advanced", "accepted", "liquidated", "settled"})
VIETNAM = dt.timezone(dt.timedelta(hours=7))
_event_kind, _status = choice(EVENT_KINDS), referenced("status")


@lru_cache(maxsize=1)
def _finished() -> frozenset[str]:
    return frozenset(row["code"] for row in rows_of("status") if row["group"] == "done")


def day_of(received_at: str) -> dt.date:
    """The day in Vietnam of an ISO moment."""
    return dt.datetime.fromisoformat(received_at).astimezone(VIETNAM).date()


def received_on(sheets: dict) -> dt.date | None:
    """The day on which the file came; None where nobody says (what ships, and grids without a file)."""
    return getattr(sheets, "received_on", None)


def not_after(day: dt.date) -> str:
    """What a cell that lies ahead is answered with."""
    return f"<= {day:%d/%m/%Y} (ngày nhận tệp)"


def not_after_year(day: dt.date) -> str:
    return f"<= {day.year} (năm nhận tệp)"


def of_projects(rows: Iterable[dict], headings: dict[str, str], day: dt.date | None) -> list[Finding]:
    """Each day of a step that lies ahead, and each finished project of a plan year to come. `rows` as they are written, refused ones too."""
    found = []
    for row in rows if day else ():
        for names, told in ((FACTS, _done), (PLANNED, _planned)):
            found += [
                told(row, headings[name], f"{on:%d/%m/%Y}", not_after(day))
                for name in names
                if (on := _read(read_date, row.get(name))) and on > day
            ]
        year = _read(read_year, row.get("plan_year"))
        if year and year > day.year and _read(_status, row.get("status")) in _finished():
            found.append(_done(row, headings["plan_year"], str(year), not_after_year(day)))
    return found


def of_events(rows: Iterable[dict], headings: dict[str, str], day: dt.date | None) -> list[Finding]:
    """Each event that lies ahead: an error where it is a payment or an acceptance."""
    found = []
    for row in rows if day else ():
        on = _read(read_date, row.get("event_on"))
        if on is None or on <= day:
            continue
        told = _done if _read(_event_kind, row.get("kind")) in EVENT_FACTS else _planned
        found.append(told(row, headings["event_on"], f"{on:%d/%m/%Y}", not_after(day)))
    return found


def tell_day(cells: Cells, column: str, on: dt.date | None) -> None:
    """An error where a day on which something happened lies ahead."""
    if on and cells.received_on and on > cells.received_on:
        cells.tell("date_ahead", "error", column, not_after(cells.received_on))


def tell_year(cells: Cells, column: str, year: int | None) -> None:
    """An error where a year of which something is told as done lies ahead."""
    if year and cells.received_on and year > cells.received_on.year:
        cells.tell("date_ahead", "error", column, not_after_year(cells.received_on))


def tell_period(cells: Cells, start: dt.date | None, end: dt.date | None) -> None:
    """An error where a period of which something is told as done has not begun, a warning where it is written to end later than the file came."""
    day = cells.received_on
    tell_day(cells, "period_start", start)
    if day and end and end > day and not (start and start > day) and cells.row.get("period_end") is not None:
        cells.tell("period_unfinished", "warning", "period_end", not_after(day))


def _read(read, cell):
    """The cell as read; None where it is empty or bad (which is told where it is read)."""
    if cell is None or search_key(str(cell)) == "":
        return None
    try:
        return read(cell)
    except BadCell:
        return None


def _done(row: dict, column: str, value: str, expected: str) -> Finding:
    return Finding("date_ahead", "error", row["file"], row["sheet"], row["row"], column, value, expected)


def _planned(row: dict, column: str, value: str, expected: str) -> Finding:
    return Finding("date_planned", "warning", row["file"], row["sheet"], row["row"], column, value, expected)
