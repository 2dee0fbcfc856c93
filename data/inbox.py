"""Files as received, kept by content hash and never changed, so that nothing is ever lost.

`inbox/<sha256><suffix>` is the file, `inbox/<sha256>.json` what is known of it: its name, when it
came, its place in the order of arrival, whether it ships with the product, and whether it was accepted or withdrawn.
`inbox/<sha256>.refusal` is why it was refused (`data/received.py`).
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from data.errors import DiskFull, FileNotFound, FolderGiven, FolderReadOnly
from data.paths import Home

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
    """The folders of a data home. Raises FolderReadOnly where they cannot be made or written to."""
    try:
        for folder in (home.inbox, home.batches, home.snapshots):
            folder.mkdir(parents=True, exist_ok=True)
        probe = home.snapshots / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise as_user_error(error, home.root) from error


def as_user_error(error: OSError, path: Path) -> Exception:
    """The user's word for what the machine refused."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return DiskFull(path=str(path))
    # The last two: a file stands where the folder should be.
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return FolderReadOnly(path=str(path))
    return error


def write_atomically(path: Path, content: bytes) -> None:
    """The whole file or the old one, whatever happens: a new file beside it, flushed, renamed over it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(beside, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise as_user_error(error, path.parent) from error


def receive(home: Home, path: Path, *, name: str | None = None, shipped: bool = False) -> Entry:
    """Keep a file; the same bytes are kept once, and where they are kept already the entry is as it was.

    Returns its entry. Raises FileNotFound, FolderGiven.
    """
    if path.is_dir():
        raise FolderGiven(path=str(path))
    if not path.is_file():
        raise FileNotFound(path=str(path))
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    known = _entry_file(home, sha256)
    if known.exists():
        return _load(known)
    entry = Entry(
        sha256=sha256,
        name=name or path.name,
        suffix=path.suffix.lower(),
        received_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sequence=0 if shipped else 1 + max((e.sequence for e in entries(home)), default=0),
        shipped=shipped,
        status=ACCEPTED if shipped else WAITING,
    )
    write_atomically(entry.path(home), content)
    save(home, entry)
    return entry


def entries(home: Home) -> list[Entry]:
    """All that was received, in order of arrival."""
    found = [_load(path) for path in home.inbox.glob("*.json")]
    return sorted(found, key=lambda e: (e.sequence, e.name, e.sha256))


def mark(home: Home, entry: Entry, status: str) -> Entry:
    marked = replace(entry, status=status)
    save(home, marked)
    return marked


def accepted_last(home: Home, entry: Entry) -> Entry:
    """The entry as it will stand once it is accepted: the department's own, behind all others. Nothing is written."""
    others = [e.sequence for e in entries(home) if e.sha256 != entry.sha256]
    at = entry.received_at if entry.status == WAITING else datetime.now(UTC).isoformat(timespec="seconds")
    last = 1 + max(others, default=0)
    return replace(entry, status=ACCEPTED, shipped=False, sequence=last, received_at=at)


def _entry_file(home: Home, sha256: str) -> Path:
    return home.inbox / f"{sha256}.json"


def _load(path: Path) -> Entry:
    return Entry(**json.loads(path.read_text(encoding="utf-8")))


def save(home: Home, entry: Entry) -> None:
    """Write what is known of a file, whole or not at all."""
    content = json.dumps(asdict(entry), ensure_ascii=False, indent=1)
    write_atomically(_entry_file(home, entry.sha256), content.encode("utf-8"))
