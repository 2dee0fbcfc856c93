"""Files as received, kept by content hash and never changed, so that nothing is ever lost.

`inbox/<sha256><suffix>` is the file, `inbox/<sha256>.json` what is known of it: its name, when it
came, its place in the order of arrival, whether it ships with the product, and whether it was accepted or withdrawn.
`inbox/<sha256>.refusal` is why it was refused (`data/received.py`).

An import is accepted by the pointer alone: `snapshots/publishing.json` holds, before the pointer moves, what the inbox
will say once it has. Whoever looks in between sees one or the other, and the next build writes it down.
"""

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from data import room
from data.errors import FileNotFound, FolderGiven, FolderGone
from data.paths import Home

# Names of what is not whole yet: in snapshots, and beside a batch, a received file and what is known of it.
_BESIDE = re.compile(r"\.(building-|probe-|current\.|publishing\.json\.|[0-9a-f]{16})")
ACCEPTED, REFUSED, WITHDRAWN, WAITING = "accepted", "refused", "withdrawn", "waiting"


@dataclass(frozen=True)
class Entry:
    """One received file. `sequence` orders what came; shipped files are 0, so that a department's own win.

    A file that is imported again, after another one took its place, moves to the end: `received_at` and `sequence`
    are those of the last time that it was given.
    """

    sha256: str
    name: str
    suffix: str
    received_at: str
    sequence: int
    shipped: bool
    status: str = WAITING

    def path(self, home: Home) -> Path:
        return home.inbox / f"{self.sha256}{self.suffix}"

    @property
    def batch(self) -> str:
        return self.sha256[:16]


def make_folders(home: Home) -> None:
    """The folders of a data home. Raises FolderReadOnly where they cannot be made or written to, and FolderGone where
    the folder around it is not there: more likely a drive that is not attached than a new home three levels deep."""
    with room.in_words(home):
        if not home.root.exists() and not home.root.parent.exists():
            raise FolderGone(path=str(home.root))
        for folder in (home.inbox, home.batches, home.snapshots):
            folder.mkdir(parents=True, exist_ok=True)
        probe = home.snapshots / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink(missing_ok=True)


def write_atomically(path: Path, content: bytes) -> None:
    """The whole file or the old one, whatever happens: a new file beside it, flushed, renamed over it. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(beside, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        room.patiently(lambda: os.replace(beside, path))
    except BaseException:
        room.remove(beside)
        raise


def receive(home: Home, path: Path, *, shipped: bool = False) -> Entry:
    """Keep a file; the same bytes are kept once, and where they are kept already the entry is as it was.

    Returns its entry. Raises FileNotFound, FolderGiven.
    """
    if path.is_dir():
        raise FolderGiven(path=str(path))
    if not path.is_file():
        raise FileNotFound(path=str(path))
    return keep(home, path.name, path.read_bytes(), shipped=shipped)


def keep(home: Home, name: str, content: bytes, *, shipped: bool = False) -> Entry:
    """Keep a file's bytes under its name, as `receive` does."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = _entry_file(home, sha256)
    if known.exists():
        entry = next((e for e in entries(home) if e.sha256 == sha256), None) or _load(known)
        counts = entry.shipped or entry.status == ACCEPTED
        return entry if counts or entry.name == name else _renamed(home, entry, name, content)
    entry = Entry(
        sha256=sha256,
        name=name,
        suffix=Path(name).suffix.lower(),
        received_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sequence=0 if shipped else 1 + max((e.sequence for e in entries(home)), default=0),
        shipped=shipped,
        status=ACCEPTED if shipped else WAITING,
    )
    kept = entry.path(home)
    write_atomically(kept, content)
    try:
        save(home, entry)
    except BaseException:
        room.remove(kept)  # nobody would know of it, and it may be what filled the disk
        raise
    return entry


def _renamed(home: Home, entry: Entry, name: str, content: bytes) -> Entry:
    """A file that does not count, sent again under another name (a .csv that was called .xlsx): it goes by the new one."""
    new = replace(entry, name=name, suffix=Path(name).suffix.lower())
    if new.suffix != entry.suffix:
        write_atomically(new.path(home), content)
    save(home, new)
    if new.suffix != entry.suffix:
        room.remove(entry.path(home))
    return new


def entries(home: Home) -> list[Entry]:
    """All that was received, in order of arrival."""
    found = {entry.sha256: entry for entry in map(_load, home.inbox.glob("*.json"))}
    pending = _pending(home)
    if pending is not None and pending.entry is not None and pending.published(home):
        found[pending.entry.sha256] = pending.entry
    return sorted(found.values(), key=lambda e: (e.sequence, e.name, e.sha256))


def mark(home: Home, entry: Entry, status: str) -> Entry:
    marked = replace(entry, status=status)
    save(home, marked)
    return marked


def accepted_last(home: Home, entry: Entry) -> Entry:
    """The entry as it will stand once it is accepted: the department's own, behind all others. Nothing is written."""
    others = [e.sequence for e in entries(home) if e.sha256 != entry.sha256]
    at = entry.received_at if entry.status == WAITING else as_of_now(entry).received_at
    last = 1 + max(others, default=0)
    return replace(entry, status=ACCEPTED, shipped=False, sequence=last, received_at=at)


def as_of_now(entry: Entry) -> Entry:
    """The entry as if it had just come."""
    return replace(entry, received_at=datetime.now(UTC).isoformat(timespec="seconds"))


def _entry_file(home: Home, sha256: str) -> Path:
    return home.inbox / f"{sha256}.json"


def _load(path: Path) -> Entry:
    return Entry(**json.loads(path.read_text(encoding="utf-8")))


def save(home: Home, entry: Entry) -> None:
    """Write what is known of a file, whole or not at all."""
    content = json.dumps(asdict(entry), ensure_ascii=False, indent=1)
    write_atomically(_entry_file(home, entry.sha256), content.encode("utf-8"))


@dataclass(frozen=True)
class Publishing:
    """A snapshot on its way under the pointer: its file's name, whether that file is new, and the entry it accepts."""

    snapshot: str
    new: bool
    entry: Entry | None

    def published(self, home: Home) -> bool:
        """Whether the pointer names it. Raises OSError where the pointer is there and cannot be read: then nobody knows."""
        try:
            return room.patiently(lambda: home.pointer.read_text(encoding="utf-8")).strip() == self.snapshot
        except FileNotFoundError:
            return False


def announce(home: Home, publishing: Publishing) -> None:
    """Before the pointer moves: what will stand once it has."""
    content = json.dumps(asdict(publishing), ensure_ascii=False, indent=1)
    write_atomically(_publishing_file(home), content.encode("utf-8"))


def settle(home: Home) -> None:
    """Write down what was published, take back what was not; only the holder of the lock comes here.

    Also after a build that was stopped: the file of a snapshot that never came under the pointer goes.
    """
    pending = _pending(home)
    if pending is None:
        return
    if pending.published(home):
        if pending.entry is not None:
            save(home, pending.entry)
    elif pending.new:
        room.remove(home.snapshots / pending.snapshot)
    room.remove(_publishing_file(home))


def leftovers(home: Home) -> list[Path]:
    """What builds that were stopped left behind: files and folders that nobody reads."""
    folders = (home.snapshots, home.batches, home.inbox)
    return sorted(path for folder in folders for path in folder.glob(".*") if _BESIDE.match(path.name))


def _publishing_file(home: Home) -> Path:
    return home.snapshots / "publishing.json"


def _pending(home: Home) -> Publishing | None:
    try:
        told = json.loads(_publishing_file(home).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Publishing(told["snapshot"], told["new"], Entry(**told["entry"]) if told["entry"] else None)
