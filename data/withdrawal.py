"""Taking a file out again that was imported by mistake: which file is meant, and what no longer counts without it."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from data import batches, inbox
from data.errors import FileAmbiguous, FileNotCounted, FileNotReceived, FileShipped
from data.inbox import Entry
from data.paths import Home

SHORTEST = 6  # letters of a file's mark (its SHA-256) that may stand for it
_FIGURES = "SELECT source_id, province, sequence, COUNT(*) AS n FROM reported_figure GROUP BY source_id, province, sequence"
_PROJECTS = "SELECT province, code, sequence FROM project"
LISTS = ("activity", "award", "collaborator")
# Of a list a source's last receipt stands, whatever another source tells beside it: what it was received with, not what the mart kept.
_LIST = """SELECT source_id, province, sequence, COUNT(*) AS n FROM staging.{} GROUP BY source_id, province, sequence
           QUALIFY sequence = MAX(sequence) OVER (PARTITION BY source_id, province)"""


@dataclass(frozen=True)
class Withdrawal:
    """What one file no longer adds: its rows in all; figures, projects and rows of each list (`activity`, …) of it that counted
    until now, and the older ones of earlier files that count again in their place."""

    file: str
    rows: int
    figures: int
    projects: int
    figures_back: int
    projects_back: int
    lists: dict[str, int]
    lists_back: dict[str, int]
    provinces: tuple[str, ...]


def find(home: Home, name: str, shipped: set[str]) -> Entry:
    """The one file of the department's own that counts and goes by this name (a path will do) or mark.

    Raises FileNotReceived, FileShipped, FileNotCounted (refused, or withdrawn before), FileAmbiguous.
    """
    known = inbox.entries(home)
    named = [entry for entry in known if _goes_by(entry, name)]
    own = [e for e in named if e.status == inbox.ACCEPTED and not e.shipped and e.sha256 not in shipped]
    if len(own) > 1:
        raise FileAmbiguous(name=name, choices="; ".join(f"{e.batch} ({e.received_at[:10]})" for e in own))
    if own:
        return own[0]
    if any(e.shipped or e.sha256 in shipped for e in named):
        raise FileShipped(name=named[0].name)
    if named:
        raise FileNotCounted(name=named[-1].name, status=named[-1].status)
    counting = [e.name for e in known if e.status == inbox.ACCEPTED and not e.shipped]
    raise FileNotReceived(name=name, counting="; ".join(dict.fromkeys(counting)) or "—")


def _goes_by(entry: Entry, name: str) -> bool:
    written = unicodedata.normalize("NFC", Path(name).name)
    mark = name.strip().lower()
    return unicodedata.normalize("NFC", entry.name) == written or (
        len(mark) >= SHORTEST and entry.sha256.startswith(mark)
    )


def of(home: Home, ask: Callable, entry: Entry, place: int) -> Withdrawal:
    """What changed by taking `entry` out. `ask(sql)` -> rows of the snapshot without it; `place`: its sequence until now,
    so that there whatever has this sequence or a later one had replaced it before."""
    folder = batches.folder(home, entry)
    tables = {
        path.stem: pq.read_table(path).to_pylist()
        for path in folder.glob("*.parquet")
        if path.stem != "findings"
    }
    projects = tables.get("project", [])
    figures, figures_back = _of_sources(tables.get("reported_figure", []), ask(_FIGURES), place)
    lists = {n: _of_sources(tables[n], ask(_LIST.format(n)), place) for n in LISTS if tables.get(n)}
    standing = {(row["province"], row["code"]): row["sequence"] for row in ask(_PROJECTS)}
    codes = [(row["province"], row["code"]) for row in projects]
    places = [
        row["province"] for name in ("reported_figure", "project", *LISTS) for row in tables.get(name, [])
    ]
    return Withdrawal(
        file=entry.name,
        rows=sum(map(len, tables.values())),
        figures=figures,
        projects=sum(code not in standing or standing[code] < place for code in codes),
        figures_back=figures_back,
        projects_back=sum(code in standing and standing[code] < place for code in codes),
        lists={name: gone for name, (gone, _) in lists.items()},
        lists_back={name: back for name, (_, back) in lists.items()},
        provinces=tuple(dict.fromkeys(places)),
    )


def _of_sources(rows: list[dict], now: list[dict], place: int) -> tuple[int, int]:
    """Of a table that is replaced whole by source and province: rows of the file that counted until now, and older ones
    that count again. `now`: source_id, province, sequence, n of what counts without the file."""
    standing = {(row["source_id"], row["province"]): row for row in now}
    pairs = [(row["source_id"], row["province"]) for row in rows]
    free = {pair for pair in pairs if pair not in standing or standing[pair]["sequence"] < place}
    return sum(pair in free for pair in pairs), sum(standing[pair]["n"] for pair in free if pair in standing)
