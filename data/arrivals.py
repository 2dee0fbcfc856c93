"""What came in with one file and what it changed, for the officer who sent it; and whether sending it again changes anything."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from data import batches, checks, inbox, replaced, replaced_lists
from data.finding import Finding
from data.paths import Home

# By what two files meet: rows of the same table and the same value of this column are about the same thing.
_MEETING = ("province", "source_id")


@dataclass(frozen=True)
class Arrival:
    """One file that counts. `unchanged_since`: when it was received, if receiving it again changed nothing.

    `years`: first and last plan year or year of a period, None where no row has one; `provinces`: slugs, in order;
    `rows`: of whatever the file holds; `findings`: of the file itself, then of rules over the whole.
    """

    file: str
    findings: tuple[Finding, ...]
    rows: int
    figures: int
    sources: int
    projects: int
    provinces: tuple[str, ...]
    years: tuple[int, int] | None
    figures_replaced: int
    projects_replaced: int
    activities: int = 0
    awards: int = 0
    collaborators: int = 0
    lists_replaced: int = 0
    unchanged_since: str | None = None


def of(
    home: Home, ask: Callable, entry: inbox.Entry, sequence: int, *, unchanged_since: str | None
) -> Arrival:
    """The arrival of an accepted file in a published snapshot. `ask(sql)` -> rows as dicts; `sequence`: its place there."""
    tables = _tables(batches.folder(home, entry))
    figures, projects = (tables.get(name, []) for name in ("reported_figure", "project"))
    activities, awards, people = (tables.get(name, []) for name in ("activity", "award", "collaborator"))
    told = [one.finding for one in checks.run(ask) if one.sequence == sequence] if sequence else []
    # What came before counts as replaced by this file only while nothing came after it.
    replacing = (
        {}
        if unchanged_since
        else {
            "figures": replaced.FIGURES_REPLACED,
            "projects": replaced.PROJECTS_REPLACED,
            "lists": replaced_lists.replaced_sql(),
        }
    )
    counts = {
        name: sum(row["n"] for row in ask(sql) if row["sequence"] == sequence)
        for name, sql in replacing.items()
    }
    return Arrival(
        file=entry.name,
        findings=(*batches.ensure(home, entry), *told),
        rows=sum(map(len, tables.values())),
        figures=len(figures),
        sources=len({row["source_id"] for row in figures}),
        projects=len(projects),
        provinces=tuple(
            dict.fromkeys(row["province"] for row in (*figures, *projects, *activities, *awards, *people))
        ),
        years=_years([*figures, *activities], projects, [*awards, *people]),
        figures_replaced=counts.get("figures", 0),
        projects_replaced=counts.get("projects", 0),
        activities=len(activities),
        awards=len(awards),
        collaborators=len(people),
        lists_replaced=counts.get("lists", 0),
        unchanged_since=unchanged_since,
    )


def stands(home: Home, entry: inbox.Entry) -> bool:
    """Whether an accepted file counts as if it had just come: no file received after it is about the same things."""
    later = [
        e
        for e in inbox.entries(home)
        if e.status == inbox.ACCEPTED and not e.shipped and e.sequence > entry.sequence
    ]
    own = _about(_tables(batches.folder(home, entry))) if later else set()
    for other in later:
        batches.ensure(home, other)
        if own & _about(_tables(batches.folder(home, other))):
            return False
    return True


def _tables(folder: Path) -> dict[str, list[dict]]:
    paths = [path for path in folder.glob("*.parquet") if path.stem != "findings"]
    return {path.stem: pq.read_table(path).to_pylist() for path in paths}


def _about(tables: dict[str, list[dict]]) -> set[tuple]:
    """Table and province, or table and source, or the table alone where its rows have neither."""
    about = set()
    for table, rows in tables.items():
        for row in rows:
            about.add((table, next((row[name] for name in _MEETING if row.get(name)), None)))
    return about


def _years(dated: list[dict], projects: list[dict], yearly: list[dict]) -> tuple[int, int] | None:
    """First and last year of periods, of plan years, and of rounds and stocks."""
    days = [row[name] for row in dated for name in ("period_start", "period_end")]
    years = [day.year for day in days if day] + [row["plan_year"] for row in projects]
    years += [row.get("round") or row["year"] for row in yearly]
    return (min(years), max(years)) if years else None
