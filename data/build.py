"""inbox -> batches -> staging -> checks -> marts -> new snapshot -> pointer.

The new file is made beside the old ones under a name nobody reads, closed, renamed to its own
name, and only then named by the pointer. Whatever stops a build, the old snapshot serves on.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from data import arrivals, batches, checks, demo, demo_activities, geography, inbox
from data.errors import BuildBusy, BuildRefused, DiskFull, ImportRefused, SnapshotCorrupt, SnapshotSchema
from data.finding import Finding
from data.paths import PROGRAM, Home
from data.sources import SHIPPED
from data.store import SCHEMA_VERSION, Snapshot

DEMO_NAME = "tinh-mau-mo-phong.xlsx"
MARTS = (
    "district", "project", "support", "funding", "project_money", "money_part",
    "reported_figure", "reported_year", "cube", "district_year", "change", "progress",
    "plan", "payment", "delivery",
    "occasion", "outcome",
    "activity", "award", "collaborator",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """What a build made: the snapshot's id and file, whether it is new, and everything found on the way.

    `arrival` is what came in with the one file that an import was asked for.
    """

    id: str
    path: Path
    new: bool
    findings: tuple[Finding, ...]
    arrival: arrivals.Arrival | None = None


def nothing_said(step: str, done: int, of: int) -> None:
    pass


def build(home: Home, say: Callable[[str, int, int], None] = nothing_said) -> Built:
    """Make and publish the snapshot of all that is accepted; the same input gives the same snapshot.

    `say(step, done, of)` is told the progress. Raises BuildBusy, BuildRefused (with findings), FolderReadOnly, DiskFull.
    """
    inbox.make_folders(home)
    with _lock(home):
        return _build(home, say, _receive_shipped(home))


def import_file(home: Home, path: Path, say=nothing_said) -> Built:
    """Take one file in, whole or not at all, and publish.

    The file is kept in the inbox either way, and is accepted only when its snapshot is whole: what stops an import
    before that leaves everything as it was. Bytes received before move behind the others, unless they count as they are.
    Raises FileNotFound, FormatUnknown, ImportRefused (with findings), and what `build` raises; then the old snapshot
    serves on and nothing of the file is counted.
    """
    inbox.make_folders(home)
    with _lock(home):
        shipped = _receive_shipped(home)
        entry = inbox.receive(home, Path(path))
        findings = batches.ensure(home, entry)
        errors = sum(f.level == "error" for f in findings)
        if errors:
            _refuse(home, entry)
            raise ImportRefused(file=entry.name, n=errors, findings=findings)
        counts = entry.sha256 in shipped or (entry.status == inbox.ACCEPTED and not entry.shipped)
        unchanged = counts and (entry.sha256 in shipped or arrivals.stands(home, entry))
        taken = entry if unchanged else inbox.accepted_last(home, entry)
        try:
            built = _build(home, say, shipped, None if unchanged else taken)
        except BuildRefused:
            _refuse(home, entry)
            raise
        return replace(built, arrival=_arrival(home, built, taken, shipped, unchanged))


def _refuse(home: Home, entry: inbox.Entry) -> None:
    """What was accepted once stays so: a refusal of today takes nothing away that counted yesterday."""
    if entry.status != inbox.ACCEPTED:
        inbox.mark(home, entry, inbox.REFUSED)


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
    except OSError as error:
        raise inbox.as_user_error(error, home.root) from error


def _build(home: Home, say, shipped: set[str], taking: inbox.Entry | None = None) -> Built:
    """Make and publish a snapshot; `taking` is accepted with it, between the whole snapshot and the pointer."""
    say("receive", 0, 4)
    accepted = _accepted(home, shipped, taking)
    say("read", 1, 4)
    findings = []
    for entry in accepted:
        findings += batches.ensure(home, entry)
    content_hash = _content_hash(accepted)
    snapshot_id = content_hash[:12]
    path = home.snapshots / f"{snapshot_id}.duckdb"
    _sweep(home)
    new = not _readable(path)
    if new:
        findings += _make(home, path, accepted, content_hash, say)
    if taking is not None:
        inbox.save(home, taking)
    _publish(home, path)
    if new:
        say("publish", 4, 4)
    return Built(snapshot_id, path, new, tuple(findings))


def _make(home: Home, path: Path, accepted, content_hash: str, say) -> list[Finding]:
    """The snapshot's file, under a name nobody reads until it is whole."""
    beside = home.snapshots / f".building-{os.getpid()}.duckdb"
    try:
        found = _write(home, beside, accepted, path.stem, content_hash, say)
        _flush(beside)
        os.replace(beside, path)
        return found
    except duckdb.Error as error:
        if "No space left" in str(error) or "disk full" in str(error).lower():
            raise DiskFull(path=str(home.root)) from error
        raise
    except OSError as error:
        raise inbox.as_user_error(error, home.root) from error
    finally:
        _sweep(home)


def _receive_shipped(home: Home) -> set[str]:
    """Shipped files, the simulated workbook and the simulated lists go through the same door as any other; their hashes."""
    shipped = {inbox.receive(home, path, shipped=True).sha256 for path in SHIPPED}
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / DEMO_NAME
        demo.write(workbook)
        lists = demo_activities.write(Path(folder), demo.generate()["project"], demo.SEED)
        for path in (workbook, *lists):
            shipped.add(inbox.receive(home, path, shipped=True).sha256)
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
    digest = hashlib.sha256(f"{SCHEMA_VERSION}\0{batches.reader_version()}".encode())
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


def _write(home: Home, path: Path, accepted, snapshot_id: str, content_hash: str, say) -> list[Finding]:
    with duckdb.connect(str(path), config={"threads": "2"}) as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(batches.STAGING.read_text(encoding="utf-8"))
        for entry in accepted:
            _load(connection, batches.folder(home, entry), entry.sequence)
        _match_districts(connection)
        say("marts", 2, 4)
        for mart in MARTS:
            connection.execute((PROGRAM / "data" / "marts" / f"{mart}.sql").read_text(encoding="utf-8"))
        say("check", 3, 4)
        findings = [told.finding for told in checks.run(lambda sql: _rows(connection, sql))]
        errors = [f for f in findings if f.level == "error"]
        if errors:
            raise BuildRefused(n=len(errors), findings=findings)
        rows = [f.as_dict() | {"batch": snapshot_id} for f in findings]
        connection.register("found", batches.as_arrow("finding", rows))
        connection.execute("INSERT INTO staging.finding BY NAME SELECT * FROM found")
        connection.unregister("found")
        connection.execute(
            "CREATE TABLE snapshot AS SELECT CAST(? AS VARCHAR) AS id, CAST(? AS INTEGER) AS schema_version, "
            "CAST(? AS VARCHAR) AS content_hash, CAST(? AS VARCHAR) AS built_at, CAST(? AS INTEGER) AS files",
            [
                snapshot_id,
                SCHEMA_VERSION,
                content_hash,
                datetime.now(UTC).isoformat(timespec="seconds"),
                len(accepted),
            ],
        )
        connection.execute("CHECKPOINT")
    return findings


def _rows(connection, sql: str) -> list[dict]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _load(connection, folder: Path, sequence: int) -> None:
    for path in sorted(folder.glob("*.parquet")):
        if path.stem == "findings":
            connection.execute(
                "INSERT INTO staging.finding BY NAME SELECT * FROM read_parquet(?)", [str(path)]
            )
            continue
        connection.execute(
            f"INSERT INTO staging.{path.stem} BY NAME SELECT *, CAST(? AS INTEGER) AS sequence FROM read_parquet(?)",
            [sequence, str(path)],
        )


def _match_districts(connection) -> None:
    """Which district each name in the records is, on the 30 June of its plan year."""
    asked = connection.execute(
        """SELECT DISTINCT r.province, r.as_reported, r.year, p.map_code
           FROM (SELECT province, district_as_reported AS as_reported, plan_year AS year FROM staging.project
                 UNION
                 SELECT s.province, s.district_as_reported, p.plan_year
                 FROM staging.support s JOIN staging.project p ON p.province = s.province AND p.code = s.code AND p.sequence = s.sequence) r
           LEFT JOIN staging.province p ON p.slug = r.province
           WHERE r.as_reported IS NOT NULL ORDER BY 1, 2, 3"""
    ).fetchall()
    rows = []
    for province, name, year, map_code in asked:
        code, wide = geography.district_of_record(name, map_code or "", year)
        rows.append(
            {
                "province": province,
                "as_reported": name,
                "year": year,
                "district_code": code,
                "province_wide": wide,
            }
        )
    connection.register("matched", batches.as_arrow("district_match", rows))
    connection.execute("INSERT INTO staging.district_match BY NAME SELECT * FROM matched")
    connection.unregister("matched")


def _publish(home: Home, path: Path) -> None:
    inbox.write_atomically(home.pointer, path.name.encode("utf-8"))


def _flush(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def _sweep(home: Home) -> None:
    """Leftovers of builds that were stopped; safe because only the holder of the lock comes here."""
    for leftover in home.snapshots.glob(".building-*"):
        leftover.unlink(missing_ok=True)
