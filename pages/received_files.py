"""The files received, as the screen of data quality lists them: those of a place, those of which nothing counts, those without a place."""

import datetime as dt

from analytics import quality
from data import inbox, received
from data.paths import home
from data.received import File
from pages.components import session
from pages.components.frame import Choice

GONE = "replaced"  # the status of an accepted file of whose rows of the place a later file replaced every one
NOT_COUNTING = (inbox.REFUSED, inbox.WITHDRAWN, inbox.WAITING)


def refused(choice: Choice) -> tuple[File, ...]:
    """Refused files that name the place."""
    return tuple(file for file in aside(choice) if file.status == inbox.REFUSED)


def aside(choice: Choice) -> list[File]:
    """Files that name the place and of which nothing counts, the newest first."""
    parts = set(choice.place.parts)
    return [file for file in _not_counting() if parts.intersection(file.provinces)]


def unplaced() -> list[File]:
    """Files of which nothing counts and that name no province that could be read: told at every place, apart from its own."""
    return [file for file in _not_counting() if not file.provinces]


def _not_counting() -> list[File]:
    return [file for file in reversed(received.files(home())) if file.status in NOT_COUNTING]


def of_place(choice: Choice) -> list[dict]:
    """The files that hold rows of the place, then those that were refused, withdrawn or cut off; newest first among each.

    Keys: file (received.File; None where only the snapshot knows it), name, status, when, n (rows of the place), tables, replaced.
    """
    known = received.in_snapshot(received.files(home()))
    groups: dict[tuple, list[dict]] = {}
    for row in session.ask(quality.rows, choice.snapshot, choice.filters.province):
        groups.setdefault((row["sequence"], row["file"]), []).append(row)
    out = []
    for (sequence, name), rows in sorted(groups.items(), reverse=True):
        file = known.get((sequence, name))
        out.append({"file": file, "name": name, "status": status_of(rows), "rows": rows})
    return [row_of(file) for file in aside(choice)] + out


def row_of(file: File) -> dict:
    """A file of which no row counts, as a row of the list."""
    return {"file": file, "name": file.entry.name, "status": file.status, "rows": []}


def status_of(rows: list[dict]) -> str:
    """Of a file that holds rows of the place: shipped, accepted, or replaced whole (no row of the place counts any more)."""
    if all(row["n"] == row["replaced"] for row in rows):
        return GONE
    return inbox.ACCEPTED if rows[0]["sequence"] else received.SHIPPED


def when(file: File | None) -> str:
    if file is None:
        return "—"
    return dt.datetime.fromisoformat(file.entry.received_at).astimezone().strftime("%d/%m/%Y %H:%M")


def counted(choice: Choice, row: dict) -> str:
    """Rows by table: of the place those that count, and how many a later file replaced; of a file that does not count all that could be read."""
    words, counts, gone = choice.words, {}, {}
    for part in row["rows"]:
        counts[part["name"]] = counts.get(part["name"], 0) + part["n"] - part["replaced"]
        gone[part["name"]] = gone.get(part["name"], 0) + part["replaced"]
    if not row["rows"] and row["file"] is not None:
        counts = row["file"].rows
    told = (
        words.say("quality.table_left" if gone.get(name) else "quality.table_n", table=words.say(f"staged.{name}"), n=words.count(n), old=words.count(gone.get(name, 0)))
        for name, n in counts.items()
    )  # fmt: skip
    return ", ".join(told) or "—"
