"""inbox -> batches -> staging -> checks -> marts -> new snapshot -> pointer.

The new file is made beside the old ones under a name nobody reads, closed, renamed to its own
name, and only then named by the pointer. Whatever stops a build, the old snapshot serves on.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from data import batches, checks, demo, geography, inbox
from data.errors import BuildBusy, BuildRefused, DiskFull, ImportRefused, SnapshotCorrupt, SnapshotSchema
from data.finding import Finding
from data.paths import PROGRAM, Home
from data.sources import SHIPPED
from data.store import SCHEMA_VERSION, Snapshot
from data.text import search_key

DEMO_NAME = "tinh-mau-mo-phong.xlsx"
MARTS = (
    "district", "project", "support", "funding", "project_money", "money_part",
    "reported_figure", "reported_year", "cube", "district_year", "change", "progress",
    "plan", "payment", "delivery",
    "occasion", "outcome",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """What a build made: the snapshot's id and file, whether it is new, and everything found on the way."""

    id: str
    path: Path
    new: bool
    findings: tuple[Finding, ...]


def nothing_said(step: str, done: int, of: int) -> None:
    pass


def build(home: Home, say: Callable[[str, int, int], None] = nothing_said) -> Built:
    """Make and publish the snapshot of all that is accepted; the same input gives the same snapshot.

    `say(step, done, of)` is told the progress. Raises BuildBusy, BuildRefused (with findings), FolderReadOnly, DiskFull.
    """
    inbox.make_folders(home)
    with _lock(home):
        return _build(home, say)


def import_file(home: Home, path: Path, say=nothing_said) -> Built:
    """Take one file in, whole or not at all, and publish.

    The file is kept in the inbox either way. Raises FileNotFound, FormatUnknown, ImportRefused (with
    findings), and what `build` raises; then the old snapshot serves on and nothing of the file is counted.
    """
    inbox.make_folders(home)
    with _lock(home):
        entry = inbox.receive(home, Path(path))
        findings = batches.ensure(home, entry)
        if any(f.level == "error" for f in findings):
            inbox.mark(home, entry, inbox.REFUSED)
            raise ImportRefused(
                file=entry.name, n=sum(f.level == "error" for f in findings), findings=findings
            )
        was = entry.status
        inbox.mark(home, entry, inbox.ACCEPTED)
        try:
            return _build(home, say)
        except BuildRefused:
            inbox.mark(home, entry, inbox.REFUSED if was == inbox.WAITING else was)
            raise


def _lock(home: Home):
    lock = FileLock(str(home.snapshots / "build.lock"))
    try:
        return lock.acquire(timeout=0)
    except Timeout as error:
        raise BuildBusy(path=str(home.root)) from error
    except OSError as error:
        raise inbox.as_user_error(error, home.root) from error


def _build(home: Home, say) -> Built:
    say("receive", 0, 4)
    accepted = _receive_all(home)
    say("read", 1, 4)
    findings = []
    for entry in accepted:
        findings += batches.ensure(home, entry)
    content_hash = _content_hash(accepted)
    snapshot_id = content_hash[:12]
    path = home.snapshots / f"{snapshot_id}.duckdb"
    _sweep(home)
    if _readable(path):
        _publish(home, path)
        return Built(snapshot_id, path, False, tuple(findings))
    beside = home.snapshots / f".building-{os.getpid()}.duckdb"
    try:
        found = _write(home, beside, accepted, snapshot_id, content_hash, say)
        _flush(beside)
        os.replace(beside, path)
    except duckdb.Error as error:
        if "No space left" in str(error) or "disk full" in str(error).lower():
            raise DiskFull(path=str(home.root)) from error
        raise
    except OSError as error:
        raise inbox.as_user_error(error, home.root) from error
    finally:
        _sweep(home)
    _publish(home, path)
    say("publish", 4, 4)
    return Built(snapshot_id, path, True, tuple(findings + found))


def _receive_all(home: Home) -> list[inbox.Entry]:
    """Shipped files and the simulated workbook go through the same door; then what the department accepted."""
    shipped = {inbox.receive(home, path, shipped=True).sha256 for path in SHIPPED}
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / DEMO_NAME
        demo.write(workbook)
        shipped.add(inbox.receive(home, workbook, shipped=True).sha256)
    return [
        entry
        for entry in inbox.entries(home)
        if entry.sha256 in shipped or (not entry.shipped and entry.status == inbox.ACCEPTED)
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
        findings = checks.run(connection)
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
