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


@dataclass(frozen=True)
class Withdrawal:
    """What one file no longer adds: its rows in all; figures and projects of it that counted until now, and the older ones
    of earlier files that count again in their place."""

    file: str
    rows: int
    figures: int
    projects: int
    figures_back: int
    projects_back: int
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
    figures, projects = (tables.get(name, []) for name in ("reported_figure", "project"))
    stated = {(row["source_id"], row["province"]): row for row in ask(_FIGURES)}
    standing = {(row["province"], row["code"]): row["sequence"] for row in ask(_PROJECTS)}
    pairs = [(row["source_id"], row["province"]) for row in figures]
    codes = [(row["province"], row["code"]) for row in projects]
    back = [stated[pair]["n"] for pair in dict.fromkeys(pairs) if pair in stated and stated[pair]["sequence"] < place]  # fmt: skip
    return Withdrawal(
        file=entry.name,
        rows=sum(map(len, tables.values())),
        figures=sum(pair not in stated or stated[pair]["sequence"] < place for pair in pairs),
        projects=sum(code not in standing or standing[code] < place for code in codes),
        figures_back=sum(back),
        projects_back=sum(code in standing and standing[code] < place for code in codes),
        provinces=tuple(dict.fromkeys(province for province, _ in (*((p, s) for s, p in pairs), *codes))),
    )
