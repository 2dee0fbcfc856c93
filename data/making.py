"""One snapshot's file: staging from the batches, the marts by their SQL, the checks, and what it says of itself."""

import os
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from data import batches, checks, geography
from data.errors import BuildRefused
from data.finding import Finding
from data.paths import PROGRAM, Home
from data.store import RIGHT_SUMS, SCHEMA_VERSION

# What does not fit into the memory is laid aside on the disk, beside the new snapshot.
CONFIG = {**RIGHT_SUMS, "threads": "2", "memory_limit": "6GB"}
MARTS = (
    "macros",
    "district", "project", "support", "funding", "project_money", "money_part", "apart",
    "reported_figure", "reported_year", "cube", "district_year", "change", "progress", "reach",
    "plan", "payment", "delivery",
    "occasion", "outcome",
    "activity", "award", "collaborator",
    "gap", "quality",
)  # fmt: skip


def write(home: Home, path: Path, accepted, snapshot_id: str, content_hash: str, say) -> list[Finding]:
    """Make the file from the accepted entries' batches; the findings of its checks.

    Raises BuildRefused (with findings) where a rule of level error is broken, and what DuckDB and the machine raise.
    """
    with duckdb.connect(str(path), config=CONFIG) as connection:
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
        # Not by read_parquet: it takes [ and * in the name of a folder for a pattern.
        connection.register("batch", pq.read_table(path))
        if path.stem == "findings":
            connection.execute("INSERT INTO staging.finding BY NAME SELECT * FROM batch")
        else:
            connection.execute(
                f"INSERT INTO staging.{path.stem} BY NAME SELECT *, CAST(? AS INTEGER) AS sequence FROM batch",
                [sequence],
            )
        connection.unregister("batch")


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


def flush(path: Path) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
