"""Build and import as they are told on a terminal: steps, what came of it, faults with their places."""

import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from analytics.cli.output import findings_as_rows, table
from analytics.codes import codes
from analytics.format import count
from analytics.notes import error_text, finding_text
from analytics.text import say
from data.arrivals import Arrival
from data.build import Built, build, import_file
from data.errors import BuildRefused, ImportRefused, UserError
from data.finding import LEVELS, Finding
from data.paths import PROGRAM, Home
from data.store import Snapshot, current

FINDING_COLUMNS = ("level", "file", "sheet", "row", "column", "found", "expected", "text")
MOST_PLACES = 3  # provinces that a summary names; more are counted
WIDEST = 40  # characters of a cell on a terminal
# What a build's summary counts: rows of which table.
COUNTED = {
    "projects": "project",
    "supports": "support",
    "figures": "reported_figure",
    "sources": "staging.source",
}


@dataclass(frozen=True)
class Taken:
    """What became of one file: the error that refused it (None: taken in), its findings, the snapshot that has it.

    `summary` is what came in, in a sentence; `arrival` the same as numbers. Both None where the file was refused.
    """

    path: Path
    error: UserError | None
    findings: tuple[Finding, ...] = ()
    snapshot: str | None = None
    arrival: Arrival | None = None
    summary: str | None = None

    def as_dict(self, language: str) -> dict:
        return {
            "file": str(self.path),
            "imported": self.error is None,
            "snapshot": self.snapshot,
            "error": error_text(self.error, language) if self.error else None,
            "summary": self.summary,
            "arrival": _as_numbers(self.arrival) if self.arrival else None,
            "findings": self.rows(language),
        }

    def rows(self, language: str) -> list[dict]:
        return findings_as_rows(self.findings, lambda finding: finding_text(finding, language), language)


def build_and_tell(home: Home, language: str) -> Built:
    """Build, telling each step and what came of it. Raises what `build` raises, after telling what still serves."""

    def step(name: str, done: int, of: int) -> None:
        print(say(f"cli.step_{name}", language, done=done, of=of), flush=True)

    _tell_new_home(home, language)
    try:
        made = build(home, step)
    except UserError as error:
        if isinstance(error, BuildRefused):
            print_findings(error.values["findings"], language)
        _tell_what_serves(home, language)
        raise
    print(say("cli.built_new" if made.new else "cli.built_same", language, id=made.id, path=made.path))
    _tell_contents(current(home), language)
    return made


def _tell_new_home(home: Home, language: str) -> None:
    """A drive that is not attached looks like a home that was never made: whoever expects data there must hear of it."""
    if home.root != PROGRAM / "var" and not home.root.exists() and home.root.parent.exists():
        print(say("cli.new_home", language, path=home.root), file=sys.stderr)


def _tell_contents(snapshot: Snapshot, language: str) -> None:
    counts = {name: snapshot.value(f"SELECT COUNT(*) FROM {table}") for name, table in COUNTED.items()}
    print(say("cli.rows", language, **counts))
    found = snapshot.rows(
        "SELECT level, code, COUNT(*) AS n FROM staging.finding GROUP BY level, code ORDER BY n DESC, code"
    )
    print(say("cli.findings", language, n=sum(row["n"] for row in found)))
    for row in sorted(found, key=lambda row: LEVELS.index(row["level"])):
        print(f"  {say('cli.' + row['level'], language)}: {row['code']} {row['n']}")


def _tell_what_serves(home: Home, language: str) -> None:
    try:
        print(say("cli.old_serves", language, id=current(home).id), file=sys.stderr)
    except UserError:
        return  # nothing was published before, so there is nothing to tell


def take(home: Home, path: Path, language: str) -> Taken:
    """Import one file. A user's error is held, so that the next file gets its turn."""
    _tell_new_home(home, language)
    try:
        made = import_file(home, path)
    except (ImportRefused, BuildRefused) as error:
        return Taken(path, error, tuple(error.values["findings"]))
    except UserError as error:
        return Taken(path, error)
    arrival = made.arrival
    summary = _summary(path, arrival, current(home), language)
    return Taken(path, None, arrival.findings, made.id, arrival, summary)


def _as_numbers(arrival: Arrival) -> dict:
    return {name: value for name, value in asdict(arrival).items() if name not in ("file", "findings")}


def _summary(path: Path, arrival: Arrival, snapshot: Snapshot, language: str) -> str:
    """What came in with a file, what it replaced and what was found; or that it had come before."""
    what = _what_came(arrival, snapshot, language)
    if arrival.unchanged_since:
        when = dt.datetime.fromisoformat(arrival.unchanged_since).astimezone().strftime("%d/%m/%Y %H:%M")
        return say("cli.imported_before", language, file=path, when=when, what=what, id=snapshot.id)
    replaced = [
        say(f"cli.replaced_{name}", language, n=count(n, language))
        for name, n, there in (
            ("figures", arrival.figures_replaced, arrival.figures),
            ("projects", arrival.projects_replaced, arrival.projects),
            ("lists", arrival.lists_replaced, arrival.activities + arrival.awards + arrival.collaborators),
        )
        if there
    ]
    return say(
        "cli.imported", language, file=path, what=what, id=snapshot.id, found=_what_was_found(arrival.findings, language),
        replaced=", ".join(replaced) or say("cli.replaced_none", language),
    )  # fmt: skip


def _what_came(arrival: Arrival, snapshot: Snapshot, language: str) -> str:
    parts = []
    if arrival.figures:
        n, sources = count(arrival.figures, language), count(arrival.sources, language)
        parts.append(say("cli.came_figures", language, n=n, sources=sources))
    if arrival.projects:
        parts.append(say("cli.came_projects", language, n=count(arrival.projects, language)))
    for name, n in (
        ("activities", arrival.activities),
        ("awards", arrival.awards),
        ("collaborators", arrival.collaborators),
    ):
        if n:
            parts.append(say(f"cli.came_{name}", language, n=count(n, language)))
    if not parts:
        parts.append(say("cli.came_rows", language, n=count(arrival.rows, language)))
    places = codes(snapshot).places
    names = [places[slug].timed(language) if slug in places else slug for slug in arrival.provinces]
    parts += names if len(names) <= MOST_PLACES else [say("cli.came_places", language, n=len(names))]
    if arrival.years:
        parts.append("–".join(str(year) for year in dict.fromkeys(arrival.years)))
    return ", ".join(parts)


def _what_was_found(findings: Sequence[Finding], language: str) -> str:
    warnings, notes = (sum(f.level == level for f in findings) for level in ("warning", "note"))
    text = say("cli.found_warnings" if warnings else "cli.found_no_warnings", language, n=warnings)
    return text + (say("cli.found_notes", language, n=notes) if notes else "")


def print_findings(findings: Sequence[Finding], language: str) -> None:
    """Every fault as a table, errors first; nothing where there is none."""
    rows = findings_as_rows(findings, lambda finding: finding_text(finding, language), language)
    if not rows:
        return
    lines = [[_cell(row, name, language) for name in FINDING_COLUMNS] for row in rows]
    print(table([say(f"cli.{name}", language) for name in FINDING_COLUMNS], lines, right=(3,)))


def _cell(row: dict, name: str, language: str) -> str:
    """One cell; long ones are cut, since the sentence at the end of the line says them whole."""
    if name == "level":
        return say(f"cli.{row['level']}", language)
    text = "" if row[name] is None else str(row[name])
    return text if name == "text" or len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"


def print_taken(taken: Taken, language: str) -> None:
    """One file's findings, and that it was taken in; why it was not stands on stderr."""
    print_findings(taken.findings, language)
    if taken.error is None:
        print(taken.summary)
