"""What was received, file by file: its status, its rows by table and, of a refused file, why; told without reading any file again."""

import json
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow.parquet as pq

from data import batches, inbox
from data.finding import Finding
from data.inbox import Entry
from data.paths import Home

SHIPPED = "shipped"
SETTLED_NS = 1_000_000_000
STATUSES = (inbox.ACCEPTED, inbox.REFUSED, inbox.WITHDRAWN, inbox.WAITING, SHIPPED)


@dataclass(frozen=True)
class File:
    """One received file. `rows`: staging table -> rows that could be read (also of a refused file), empty where none could.

    `findings`: of a refused file what refused it, with what else was found; none of any other (the snapshot has those). `error`, `values`: the key and
    the values of the error that refused it (`data.errors`), None and {} where it was not refused. `provinces`: slugs of
    those it names; none where it could not be read, or names none. `unread`: rows beside those of `rows`, of which something
    could not be read.
    """

    entry: Entry
    status: str
    rows: dict[str, int]
    findings: tuple[Finding, ...]
    error: str | None
    values: dict
    provinces: tuple[str, ...] = ()
    unread: int = 0

    @property
    def received(self) -> int:
        """All its rows."""
        return self.n + self.unread

    @property
    def n(self) -> int:
        return sum(self.rows.values())

    @property
    def errors(self) -> int:
        return sum(f.level == "error" for f in self.findings)


def keep_refusal(home: Home, entry: Entry, error) -> None:
    """Mark a file as refused and keep why beside it. What was accepted once stays so: a refusal of today takes nothing away that counted yesterday."""
    if entry.status == inbox.ACCEPTED:
        return
    findings = [finding.as_dict() for finding in error.values.get("findings", ())]
    values = {name: value for name, value in error.values.items() if isinstance(value, str | int)}
    kept = json.dumps({"error": error.key, "values": values, "findings": findings}, ensure_ascii=False)
    inbox.write_atomically(_refusal(home, entry), kept.encode("utf-8"))
    inbox.mark(home, entry, inbox.REFUSED)


def files(home: Home) -> tuple[File, ...]:
    """Every file that was received, in order of arrival; none where nothing was. Kept until the inbox changes.

    A folder that changed within the last second is read anew: a second change may bear the same moment.
    """
    try:
        changed = home.inbox.stat().st_mtime_ns
    except OSError:
        return ()
    settled = time.time_ns() - changed > SETTLED_NS
    return _files(home, changed) if settled else _files.__wrapped__(home, changed)


@lru_cache(maxsize=4)
def _files(home: Home, changed: int) -> tuple[File, ...]:
    return tuple(_file(home, entry) for entry in inbox.entries(home))


def _file(home: Home, entry: Entry) -> File:
    status = SHIPPED if entry.shipped else entry.status
    folder = _folder(home, entry)
    batch = json.loads((folder / "batch.json").read_text(encoding="utf-8")) if folder else {}
    rows = batch.get("rows", {})
    findings, error, values = (), None, {}
    if status == inbox.REFUSED and _refusal(home, entry).is_file():
        kept = json.loads(_refusal(home, entry).read_text(encoding="utf-8"))
        error, values = kept["error"], kept["values"]
        findings = tuple(Finding(**finding) for finding in kept["findings"])
    elif (
        status == inbox.REFUSED
    ):  # refused before its reasons were kept: what reading it found still lies in its batch
        findings = _found(folder)
        n = sum(f.level == "error" for f in findings)
        error, values = "error.import_refused", {"file": entry.name, "n": n}
    counted = {table: n for table, n in rows.items() if n}
    places = tuple(batch.get("provinces", ()))
    return File(entry, status, counted, findings, error, values, places, batch.get("unread", 0))


def in_snapshot(known: tuple[File, ...]) -> dict[tuple[int, str], File]:
    """The files that count, by the sequence and the name by which a snapshot of them all knows their rows."""
    own = (file for file in known if file.status == inbox.ACCEPTED)
    shipped = {(0, file.entry.name): file for file in known if file.status == SHIPPED}
    return shipped | {(at, file.entry.name): file for at, file in enumerate(own, start=1)}


def _refusal(home: Home, entry: Entry) -> Path:
    return home.inbox / f"{entry.sha256}.refusal"


def _folder(home: Home, entry: Entry) -> Path | None:
    """The batch of a file: that of today's reader, else the last one that was made; None where the file could not be read."""
    if (batches.folder(home, entry) / "batch.json").is_file():
        return batches.folder(home, entry)
    made = [path.parent for path in home.batches.glob(f"{entry.batch}-*/batch.json")]
    return max(made, key=lambda folder: folder.stat().st_mtime_ns, default=None)


def _found(folder: Path | None) -> tuple[Finding, ...]:
    if folder is None:
        return ()
    rows = pq.read_table(folder / "findings.parquet").to_pylist()
    return tuple(Finding(**{key: value for key, value in row.items() if key != "batch"}) for row in rows)
