"""What was received, as a list, and a file taken out again, as they are told on a terminal."""

import datetime as dt
from collections import Counter

from analytics import quality
from analytics.cli.output import findings_as_rows, table
from analytics.codes import codes
from analytics.format import count
from analytics.notes import finding_text, refusal_text
from analytics.text import say
from data import inbox, received
from data.build import withdraw_file
from data.errors import UserError
from data.paths import Home
from data.store import current
from data.withdrawal import Withdrawal

COLUMNS = (
    "status",
    "received",
    "name",
    "rows",
    "counting",
    "replaced",
    "withdrawn",
    "not_counted",
    "errors",
    "mark",
)
_CAME = {
    "activity": "cli.came_activities",
    "award": "cli.came_awards",
    "collaborator": "cli.came_collaborators",
}
MARK = 12  # letters of a file's SHA-256: enough to name it to `withdraw`


def listed(home: Home, language: str) -> list[dict]:
    """Every received file in order of arrival: name, status, received (ISO, UTC), rows received in all and by table; of them
    counting, replaced (by another file received later), withdrawn, not_counted (of a refused file, or of an import that was
    cut off): these four add up to rows (counting and replaced are None where there is no snapshot to ask); errors, mark, reason (why it was refused, in words; None else), findings (of a refused one)."""
    out = []
    known = received.files(home)
    counts = _counts(home, known)
    for file in known:
        refused = file.error is not None
        counting, replaced = counts.get(file.entry.sha256, (0, 0)) if counts is not None else (None, None)
        out.append(
            {
                "name": file.entry.name, "status": file.status, "received": file.entry.received_at, "rows": file.received, "tables": file.rows,
                "counting": counting, "replaced": replaced, "withdrawn": file.received if file.status == inbox.WITHDRAWN else 0,
                "not_counted": file.received if file.status in (inbox.REFUSED, inbox.WAITING) else 0,
                "errors": file.errors, "mark": file.entry.sha256[:MARK], "reason": refusal_text(file, language) if refused else None,
                "findings": findings_as_rows(file.findings, lambda f: finding_text(f, language), language) if refused else [],
            }
        )  # fmt: skip
    return out


def _counts(home: Home, known: tuple[received.File, ...]) -> dict[str, tuple[int, int]] | None:
    """Of each file that counts (by its SHA-256): rows that still count, and rows replaced; None where there is no snapshot."""
    try:
        told = quality.rows(current(home), None)
    except UserError:
        return None
    n, replaced = Counter(), Counter()
    for row in told:
        n[row["sequence"], row["file"]] += row["n"]
        replaced[row["sequence"], row["file"]] += row["replaced"]
    out = {}
    for key, file in received.in_snapshot(known).items():
        beside = sum(rows for table, rows in file.rows.items() if table not in quality.PLACED)
        out[file.entry.sha256] = (n[key] - replaced[key] + beside, replaced[key])
    return out


def as_table(rows: list[dict], language: str) -> str:
    """The list for a reader: status and day in words; whole counts."""
    if not rows:
        return say("cli.no_files", language)
    lines = [
        [
            say(f"file_status.{row['status']}", language), when(row["received"]), row["name"], count(row["rows"], language),
            count(row["counting"], language), *(count(row[name], language) if row[name] else "" for name in ("replaced", "withdrawn", "not_counted")), count(row["errors"], language) if row["reason"] else "", row["mark"],
        ]
        for row in rows
    ]  # fmt: skip
    return table([say(f"cli.files_{name}", language) for name in COLUMNS], lines, right=(3, 4, 5, 6, 7, 8))


def when(received_at: str) -> str:
    """An ISO moment as this machine's day and time: 21/11/2026 22:35."""
    return dt.datetime.fromisoformat(received_at).astimezone().strftime("%d/%m/%Y %H:%M")


def withdraw(home: Home, name: str, language: str) -> dict:
    """Take one file out. Returns what `--format json` prints, with `summary` in words. Raises what `withdraw_file` raises."""
    made = withdraw_file(home, name)
    gone = made.withdrawn
    return {
        "file": gone.file, "snapshot": made.id, "rows": gone.rows, "figures": gone.figures, "projects": gone.projects,
        "figures_back": gone.figures_back, "projects_back": gone.projects_back,
        "lists": gone.lists, "lists_back": gone.lists_back, "provinces": list(gone.provinces),
        "summary": _summary(home, gone, made.id, language),
    }  # fmt: skip


def _summary(home: Home, gone: Withdrawal, snapshot: str, language: str) -> str:
    """What no longer counts, what counts again, and that the file is kept."""
    parts = [
        say(f"cli.gone_{name}", language, n=count(n, language))
        for name, n in (("projects", gone.projects), ("figures", gone.figures))
        if n
    ]
    parts += [say(_CAME[name], language, n=count(n, language)) for name, n in gone.lists.items() if n]
    if not parts and not gone.provinces:
        parts = [say("cli.came_rows", language, n=count(gone.rows, language))]
    places = codes(current(home)).places
    names = [places[slug].timed(language) for slug in gone.provinces if slug in places]
    what = ", ".join([*(parts or [say("cli.gone_nothing", language)]), *names])
    back = [
        say(f"cli.back_{name}", language, n=count(n, language))
        for name, n in (
            ("projects", gone.projects_back),
            ("figures", gone.figures_back),
            ("rows", sum(gone.lists_back.values())),
        )
        if n
    ]
    return say(
        "cli.withdrawn", language, file=gone.file, what=what, back=", ".join(back) or say("cli.back_none", language), id=snapshot
    )  # fmt: skip
