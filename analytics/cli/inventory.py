"""What was received, as a list, and a file taken out again, as they are told on a terminal."""

import datetime as dt

from analytics.cli.output import findings_as_rows, table
from analytics.codes import codes
from analytics.format import count
from analytics.notes import finding_text, refusal_text
from analytics.text import say
from data import received
from data.build import withdraw_file
from data.paths import Home
from data.store import current
from data.withdrawal import Withdrawal

COLUMNS = ("status", "received", "name", "rows", "errors", "mark")
_CAME = {
    "activity": "cli.came_activities",
    "award": "cli.came_awards",
    "collaborator": "cli.came_collaborators",
}
MARK = 12  # letters of a file's SHA-256: enough to name it to `withdraw`


def listed(home: Home, language: str) -> list[dict]:
    """Every received file in order of arrival: name, status, received (ISO, UTC), rows in all and by table, errors, mark,
    reason (why it was refused, in words; None else), findings (of a refused one)."""
    out = []
    for file in received.files(home):
        refused = file.error is not None
        out.append(
            {
                "name": file.entry.name, "status": file.status, "received": file.entry.received_at, "rows": file.n, "tables": file.rows,
                "errors": file.errors, "mark": file.entry.sha256[:MARK], "reason": refusal_text(file, language) if refused else None,
                "findings": findings_as_rows(file.findings, lambda f: finding_text(f, language), language) if refused else [],
            }
        )  # fmt: skip
    return out


def as_table(rows: list[dict], language: str) -> str:
    """The list for a reader: status and day in words; whole counts."""
    if not rows:
        return say("cli.no_files", language)
    lines = [
        [
            say(f"file_status.{row['status']}", language), when(row["received"]), row["name"], count(row["rows"], language),
            count(row["errors"], language) if row["reason"] else "", row["mark"],
        ]
        for row in rows
    ]  # fmt: skip
    return table([say(f"cli.files_{name}", language) for name in COLUMNS], lines, right=(3, 4))


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
    names = [places[slug].label(language) for slug in gone.provinces if slug in places]
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
