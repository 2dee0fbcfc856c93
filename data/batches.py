"""A received file, read once: its rows as typed Parquet, with the findings beside them, never changed.

`batches/<sha256>-<reader>/` holds one Parquet file a staging table, `findings.parquet` and `batch.json`.
`<reader>` is a hash of the code that reads, so that a better reader reads again and an old batch stays what it was.
"""

import hashlib
import json
import os
import shutil
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from data import room
from data.errors import FormatUnknown
from data.finding import Finding
from data.inbox import Entry
from data.paths import PROGRAM, Home
from data.sources import SOURCES
from data.sources.days_ahead import day_of
from data.sources.grid_checks import check, legacy_text
from data.sources.table import LIKE_ENOUGH, Format, Received, is_empty
from data.sources.whose import provinces_of
from data.sources.workbook import read_sheets

# What a department may send, by the name of its format.
KNOWN_FILES = {
    "project_workbook": "sổ đề án",
    "reported_figures": "số liệu tổng hợp",
    "activities": "hoạt động",
    "awards": "sản phẩm tiêu biểu",
    "collaborators": "cộng tác viên, cán bộ",
}
STAGING = PROGRAM / "data" / "staging.sql"
_ARROW = {
    "VARCHAR": pa.string(), "INTEGER": pa.int32(), "BIGINT": pa.int64(), "DATE": pa.date32(),
    "BOOLEAN": pa.bool_(), "DOUBLE": pa.float64(), "DECIMAL(20,4)": pa.decimal128(20, 4), "DECIMAL(10,4)": pa.decimal128(10, 4),
}  # fmt: skip


@lru_cache(maxsize=1)
def schemas() -> dict[str, pa.Schema]:
    """Staging table -> its Arrow schema, read from staging.sql, so that the columns are written down once."""
    with duckdb.connect() as connection:
        connection.execute(STAGING.read_text(encoding="utf-8"))
        rows = connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'staging' ORDER BY table_name, ordinal_position"
        ).fetchall()
    tables: dict[str, list] = {}
    for table, column, kind in rows:
        if column != "sequence":
            tables.setdefault(table, []).append(pa.field(column, _ARROW[kind]))
    return {table: pa.schema(fields) for table, fields in tables.items()}


@lru_cache(maxsize=1)
def reader_version() -> str:
    """A hash of everything that decides how a file is read."""
    digest = hashlib.sha256()
    room = PROGRAM / "data"
    for path in sorted(
        [
            *room.glob("sources/*.py"),
            *room.glob("*.py"),
            STAGING,
            *room.glob("reference/*.csv"),
            *room.glob("generated/*.sql"),
        ]
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


def folder(home: Home, entry: Entry) -> Path:
    return home.batches / f"{entry.batch}-{reader_version()}"


def recognise(sheets: dict[str, list[list]], file: str) -> Format:
    """The first format whose headings the file carries, or the one that it is most like: its missing and unknown
    headings are then told one by one. Raises FormatUnknown with what was found."""
    for source in SOURCES:
        if source.recognise(sheets):
            return source
    closest = max(SOURCES, key=lambda source: source.likeness(sheets))
    if closest.likeness(sheets) >= LIKE_ENOUGH:
        return closest
    found = [", ".join(str(c) for c in rows[0] if str(c).strip()) for rows in sheets.values() if rows]
    expected = " | ".join(
        f"{KNOWN_FILES[s.name]}: {', '.join(s.headings[:6])}" for s in SOURCES if s.name in KNOWN_FILES
    )
    raise FormatUnknown(file=file, found=" / ".join(found)[:300] or "-", expected=expected)


def read(home: Home, entry: Entry) -> Received:
    """The rows and findings of one received file, as its format reads them. Raises FormatUnknown.

    What a department sends is read as of the day on which it came: what it says has happened cannot lie ahead of it.
    """
    path = entry.path(home)
    if path.stat().st_size == 0:
        return Received(findings=[Finding("file_empty", "error", entry.name)])
    sheets = read_sheets(path, entry.name)
    sheets.received_on = None if entry.shipped else day_of(entry.received_at)
    if all(is_empty(cell) for rows in sheets.values() for cells in rows for cell in cells):
        return Received(findings=[Finding("file_empty", "error", entry.name)])
    try:
        source = recognise(sheets, entry.name)
    except FormatUnknown:
        legacy = legacy_text(sheets, entry.name)  # headings of an old font are headings of no format
        if not legacy:
            raise
        return Received(findings=legacy)
    received = source.read(sheets, entry.name)
    received.findings = check(sheets, entry.name, source, received)
    received.provinces = provinces_of(sheets, received)
    if not received.errors and not received.writers and not any(received.tables.values()):
        received.findings.append(Finding("file_empty", "error", entry.name))
    return received


def ensure(home: Home, entry: Entry, *, again: bool = False) -> list[Finding]:
    """The batch of a file, written if it is not there yet, or `again`. Returns its findings."""
    where = folder(home, entry)
    if again or not (where / "batch.json").exists():
        received = read(home, entry)
        write(where, received)
        return received.findings
    rows = pq.read_table(where / "findings.parquet").to_pylist()
    return [Finding(**{key: value for key, value in row.items() if key != "batch"}) for row in rows]


def counts(home: Home, entry: Entry) -> dict[str, int]:
    """Staging table -> the rows that the file's batch has for it."""
    return json.loads((folder(home, entry) / "batch.json").read_text(encoding="utf-8"))["rows"]


def write(where: Path, received: Received) -> None:
    """All of a batch or nothing: a folder beside, renamed when it is whole."""
    beside = where.with_name(f".{where.name}.{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        _write(beside, where.name, received)
        shutil.rmtree(where, ignore_errors=True)
        room.patiently(lambda: os.replace(beside, where))
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _write(beside: Path, name: str, received: Received) -> None:
    for table, rows in received.tables.items():
        pq.write_table(as_arrow(table, rows), beside / f"{table}.parquet")
    findings = [finding.as_dict() | {"batch": name} for finding in received.findings]
    pq.write_table(as_arrow("finding", findings), beside / "findings.parquet")
    counts = {table: len(rows) for table, rows in received.tables.items()}
    for table, write_rows in received.writers.items():
        write_rows(beside / f"{table}.parquet")
        counts[table] = pq.read_metadata(beside / f"{table}.parquet").num_rows
    (beside / "batch.json").write_text(
        json.dumps(
            {
                "rows": counts,
                "unread": received.unread,
                "findings": len(findings),
                "provinces": received.provinces,
            }
        ),
        encoding="utf-8",
    )


def as_arrow(table: str, rows: list[dict]) -> pa.Table:
    """Rows of one staging table as Arrow. Raises ValueError if a row carries a column the table does not have."""
    schema = schemas()[table]
    unknown = {key for row in rows for key in row} - set(schema.names)
    if unknown:
        raise ValueError(f"staging.{table} has no column {', '.join(sorted(unknown))}")
    columns = {name: [row.get(name) for row in rows] for name in schema.names}
    for field in schema:
        if field.type == pa.float64():  # shares are read as decimals and held as doubles
            columns[field.name] = [None if cell is None else float(cell) for cell in columns[field.name]]
    return pa.Table.from_pydict(columns, schema=schema)
