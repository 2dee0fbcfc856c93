"""inbox -> batches -> staging -> checks -> marts -> new snapshot -> pointer.

The new file is made beside the old ones under a name nobody reads, closed, renamed to its own
name, and only then named by the pointer. Whatever stops a build, the old snapshot serves on.
"""

import contextlib
import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from data import (
    arrivals,
    batches,
    demo,
    demo_activities,
    generator,
    inbox,
    making,
    received,
    room,
    withdrawal,
)
from data.errors import (
    AcceptedFaulty,
    BuildBusy,
    BuildRefused,
    FolderOccupied,
    FormatUnknown,
    ImportRefused,
    LocksMissing,
    SnapshotCorrupt,
    SnapshotSchema,
)
from data.finding import Finding
from data.paths import PROGRAM, Home
from data.sources import SHIPPED
from data.store import SCHEMA_VERSION, Snapshot

BESIDE = ".building-"
MOST_NAMES = 9  # of one snapshot
DEMO_NAME = "tinh-mau-mo-phong.xlsx"


@dataclass(frozen=True)
class Built:
    """What a build made: the snapshot's id and file, whether it is new, and everything found on the way.

    `arrival` is what came in with the one file that an import was asked for, `withdrawn` what went with one taken out.
    """

    id: str
    path: Path
    new: bool
    findings: tuple[Finding, ...]
    arrival: arrivals.Arrival | None = None
    withdrawn: withdrawal.Withdrawal | None = None


def nothing_said(step: str, done: int, of: int) -> None:
    pass


def build(home: Home, say: Callable[[str, int, int], None] = nothing_said) -> Built:
    """Make and publish the snapshot of all that is accepted; the same input gives the same snapshot.

    `say(step, done, of)` is told the progress. Raises BuildBusy, BuildRefused (with findings), FolderReadOnly, FolderGone,
    LocksMissing, DiskFull.
    """
    inbox.make_folders(home)
    with room.in_words(home), _lock(home):
        _sweep(home)
        return _build(home, say, _receive_shipped(home))


def import_file(home: Home, path: Path, say=nothing_said) -> Built:
    """Take one file in, whole or not at all, and publish.

    The file is kept in the inbox either way, and is accepted only when its snapshot is whole: what stops an import
    before that leaves everything as it was. Bytes received before move behind the others, unless they count as they are.
    Raises FileNotFound, FormatUnknown, ImportRefused (with findings), and what `build` raises; then the old snapshot
    serves on and nothing of the file is counted.
    """
    inbox.make_folders(home)
    with room.in_words(home), _lock(home):
        _sweep(home)
        shipped = _receive_shipped(home)
        entry = inbox.receive(home, Path(path))
        try:
            # A file that does not count is read as of today: what lay ahead when it was refused may have come to pass.
            stale = not entry.shipped and entry.status in (inbox.REFUSED, inbox.WITHDRAWN)
            again = stale or entry.status == inbox.WAITING
            findings = batches.ensure(home, inbox.as_of_now(entry) if stale else entry, again=again)
            errors = sum(f.level == "error" for f in findings)
            if errors:
                raise ImportRefused(file=entry.name, n=errors, findings=findings)
        except (FormatUnknown, ImportRefused) as error:
            received.keep_refusal(home, entry, error)
            raise
        counts = entry.sha256 in shipped or (entry.status == inbox.ACCEPTED and not entry.shipped)
        unchanged = counts and (entry.sha256 in shipped or arrivals.stands(home, entry))
        taken = entry if unchanged else inbox.accepted_last(home, entry)
        try:
            built = _build(home, say, shipped, None if unchanged else taken)
        except AcceptedFaulty:
            raise  # the fault is another file's
        except BuildRefused as error:
            received.keep_refusal(home, entry, error)
            raise
        return replace(built, arrival=_arrival(home, built, taken, shipped, unchanged))


def take_order(home: Home, order: generator.Order) -> dict[str, int]:
    """Make simulated projects and accept them; the next build counts them. Gives the rows of each staging table.

    The order itself is what the inbox keeps, so that the rows can be made again. The folder is new or empty, or holds
    this very order: FolderOccupied otherwise. Raises what `build` raises.
    """
    content = order.as_csv().encode("utf-8")
    with room.in_words(home):
        if home.root.exists() and any(home.root.iterdir()):
            others = [
                e for e in inbox.entries(home) if not e.shipped and e.sha256 != sha256(content).hexdigest()
            ]
            if others or not home.inbox.exists():
                raise FolderOccupied(path=str(home.root))
        home.root.mkdir(parents=True, exist_ok=True)
    inbox.make_folders(home)
    with room.in_words(home), _lock(home):
        _sweep(home)
        entry = inbox.keep(home, order.file_name, content)
        batches.ensure(home, entry)
        inbox.save(home, inbox.accepted_last(home, entry))
        return batches.counts(home, entry)


def withdraw_file(home: Home, name: str, say=nothing_said) -> Built:
    """Take a file out that was imported by mistake, and publish what is left; older rows that it had replaced count again.

    The file stays in the inbox, marked as withdrawn together with the new snapshot; importing it again takes it in again.
    Raises what `withdrawal.find` and `build` raise; then everything stands as it was.
    """
    inbox.make_folders(home)
    with room.in_words(home), _lock(home):
        _sweep(home)
        shipped = _receive_shipped(home)
        entry = withdrawal.find(home, name, shipped)
        place = next(e.sequence for e in _accepted(home, shipped) if e.sha256 == entry.sha256)
        built = _build(home, say, shipped, replace(entry, status=inbox.WITHDRAWN))
        with contextlib.suppress(
            FormatUnknown, ImportRefused
        ):  # a file that can no longer be read can be taken out all the same
            batches.ensure(home, entry)
        snapshot = Snapshot(built.path)
        try:
            return replace(built, withdrawn=withdrawal.of(home, snapshot.rows, entry, place))
        finally:
            snapshot.close()


def _arrival(
    home: Home, built: Built, taken: inbox.Entry, shipped: set[str], unchanged: bool
) -> arrivals.Arrival:
    places = {entry.sha256: entry.sequence for entry in _accepted(home, shipped)}
    snapshot = Snapshot(built.path)
    try:
        since = taken.received_at if unchanged else None
        return arrivals.of(home, snapshot.rows, taken, places[taken.sha256], unchanged_since=since)
    finally:
        snapshot.close()


def _lock(home: Home):
    lock = FileLock(str(home.snapshots / "build.lock"))
    try:
        return lock.acquire(timeout=0)
    except Timeout as error:
        raise BuildBusy(path=str(home.root)) from error
    except NotImplementedError as error:  # so filelock tells a file system without locks
        raise LocksMissing(path=str(home.root)) from error


def _build(home: Home, say, shipped: set[str], taking: inbox.Entry | None = None) -> Built:
    """Make and publish a snapshot; `taking` is accepted (or withdrawn) with it, by the pointer."""
    say("receive", 0, 4)
    accepted = _accepted(home, shipped, taking)
    say("read", 1, 4)
    findings = _read(home, accepted)
    content_hash = _content_hash(accepted)
    snapshot_id = content_hash[:12]
    path = home.snapshots / f"{snapshot_id}.duckdb"
    new = not _readable(path)
    try:
        if new:
            found, path = _make(home, path, accepted, content_hash, say, taking)
            findings += found
        else:
            inbox.announce(home, inbox.Publishing(path.name, False, taking))
        _publish(home, path)
    finally:
        with contextlib.suppress(OSError):  # what cannot be tidied now is tidied before the next build
            _sweep(home)
    if new:
        say("publish", 4, 4)
    return Built(snapshot_id, path, new, tuple(findings))


def _read(home: Home, accepted: list[inbox.Entry]) -> list[Finding]:
    """The findings of all files that count; a newer version of the program may read one otherwise than when it was accepted.

    Raises AcceptedFaulty where one has errors now: an error may stand for rows that are not in its batch.
    """
    findings = {entry: batches.ensure(home, entry) for entry in accepted}
    faulty = {
        entry: errors
        for entry, found in findings.items()
        if (errors := [one for one in found if one.level == "error"])
    }
    if faulty:
        errors = list(itertools.chain.from_iterable(faulty.values()))
        raise AcceptedFaulty(files=", ".join(entry.name for entry in faulty), n=len(errors), findings=errors)
    return list(itertools.chain.from_iterable(findings.values()))


def _make(home: Home, path: Path, accepted, content_hash: str, say, taking) -> tuple[list[Finding], Path]:
    """The snapshot's file, under a name nobody reads until it is whole; its findings and where it stands then."""
    beside = home.snapshots / f"{BESIDE}{os.getpid()}.duckdb"
    found = making.write(home, beside, accepted, path.stem, content_hash, say)
    making.flush(beside)
    return found, _place(home, beside, path, taking)


def _place(home: Home, beside: Path, path: Path, taking: inbox.Entry | None) -> Path:
    """The whole file under its own name. Where a damaged file of that name is held open, Windows lets nobody replace it:
    then under the next name, `<id>-2.duckdb`; the id is what stands inside."""
    for turn in itertools.count(2):
        inbox.announce(home, inbox.Publishing(path.name, True, taking))
        try:
            room.patiently(lambda to=path: os.replace(beside, to))
            return path
        except PermissionError:
            if not path.exists() or turn > MOST_NAMES:
                raise
            path = path.with_name(f"{path.stem.partition('-')[0]}-{turn}.duckdb")


def _receive_shipped(home: Home) -> set[str]:
    """Shipped files, the simulated workbook and the simulated lists go through the same door as any other; their hashes."""
    shipped = {inbox.receive(home, path, shipped=True).sha256 for path in SHIPPED}
    shipped.add(inbox.keep(home, DEMO_NAME, demo.workbook(), shipped=True).sha256)
    for name, content in demo_activities.files(demo.generate()["project"], demo.SEED).items():
        shipped.add(inbox.keep(home, name, content, shipped=True).sha256)
    return shipped


def _accepted(home: Home, shipped: set[str], taking: inbox.Entry | None = None) -> list[inbox.Entry]:
    """What counts, in order: what ships as 0, the department's own as 1, 2, 3 by their order of arrival.

    Counted anew, so that a snapshot depends on the order alone and not on how often a file was sent.
    """
    known = {entry.sha256: entry for entry in inbox.entries(home)}
    if taking is not None:
        known[taking.sha256] = taking
    ordered = sorted(known.values(), key=lambda e: (e.sequence, e.name, e.sha256))
    own = [e for e in ordered if e.sha256 not in shipped and not e.shipped and e.status == inbox.ACCEPTED]
    return [
        *(replace(entry, sequence=0) for entry in ordered if entry.sha256 in shipped),
        *(replace(entry, sequence=place) for place, entry in enumerate(own, start=1)),
    ]


def _content_hash(accepted: list[inbox.Entry]) -> str:
    """What decides a snapshot: the files in order, how they are read, and the SQL that makes the marts."""
    digest = sha256(f"{SCHEMA_VERSION}\0{batches.reader_version()}".encode())
    for path in sorted((PROGRAM / "data" / "marts").glob("*.sql")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for entry in accepted:
        digest.update(f"\0{entry.sequence}\0{entry.name}\0{entry.sha256}".encode())
    return digest.hexdigest()


def _readable(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        Snapshot(path).close()
    except (SnapshotCorrupt, SnapshotSchema):
        return False
    return True


def _publish(home: Home, path: Path) -> None:
    inbox.write_atomically(home.pointer, path.name.encode("utf-8"))


def _sweep(home: Home) -> None:
    """Leftovers of builds that were stopped, this one or another; safe because only the holder of the lock comes here."""
    inbox.settle(home)
    for leftover in inbox.leftovers(home):
        room.remove(leftover)
