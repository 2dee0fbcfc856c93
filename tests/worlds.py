"""Small worlds: rows of a few projects, made into a snapshot by the production SQL, in memory.

The staging tables, the matching of districts and every mart are the product's own; only the reading of files
and the file on disk are left out, so that a world costs a tenth of a second. Rows are plain dicts with the
columns of staging (docs/data.md); what is not given is None.
"""

import datetime as dt
import itertools
import threading
from functools import lru_cache
from pathlib import Path

import duckdb

from data import batches, making
from data.paths import PROGRAM
from data.sources import reference
from data.sources.workbook import read_sheets
from data.store import RIGHT_SUMS, SCHEMA_VERSION, Meta, Snapshot

MILLION = 1_000_000
# Lists that no mart reads, of which a small world needs nothing: leaving them out halves the time.
_UNREAD = {"commune_2025", "crosswalk_district", "ceiling"}
_numbers = itertools.count(1)


def project(code: str = "A", **changes) -> dict:
    """One đề án of Gia Lai, accepted, by default."""
    row = {
        "province": "gia-lai", "code": code, "kind": "project", "plan_year": 2015, "title": f"Đề án {code}",
        "content_code": "machinery_application", "tier": "local", "district_as_reported": "Huyện Chư Sê", "status": "accepted",
        "repayable": "no", "simulated": False, "sequence": 1,
    }  # fmt: skip
    return _placed(row | changes, "Đề án")


def money(code: str, payer: str, amount: int, stage: str = "accepted", **changes) -> dict:
    """What one payer pays at one stage; `amount` in triệu đồng."""
    row = {
        "province": "gia-lai",
        "code": code,
        "payer": payer,
        "stage": stage,
        "amount_vnd": round(amount * MILLION),
        "sequence": 1,
    }
    return _placed(row | changes, "Kinh phí")


def served(code: str, name: str, state: int | None = None, counterpart: int | None = None, **changes) -> dict:
    """One establishment of a project and its shares in triệu đồng."""
    row = {
        "province": "gia-lai", "code": code, "beneficiary_name": name, "beneficiary_type": "sme", "district_as_reported": "Huyện Chư Sê",
        "state_share_vnd": None if state is None else state * MILLION,
        "counterpart_share_vnd": None if counterpart is None else counterpart * MILLION, "sequence": 1,
    }  # fmt: skip
    return _placed(row | changes, "Thụ hưởng")


def figure(
    number: int, measure: str, value: int, year: int = 2016, tier: str | None = "all", **changes
) -> dict:
    """One stated figure of a whole year; đồng for money."""
    row = {
        "id": f"s#{number}", "source_id": "s", "province": "gia-lai", "province_inferred": False, "period_start": dt.date(year, 1, 1),
        "period_end": dt.date(year, 12, 31), "tier": tier, "basis": "actual", "measure": measure, "value": value,
        "unit": "count" if measure == "projects" else "vnd", "value_as_stated": str(value), "is_rate": False, "subject": "",
        "complete": False, "verified": "yes", "sequence": 0,
    }  # fmt: skip
    return _placed(row | changes, "")


def activity(number: int, **changes) -> dict:
    """One advice session of Gia Lai at three establishments, by default."""
    row = {
        "source_id": "so", "province": "gia-lai", "kind": "advice", "title": f"Tư vấn {number}", "period_start": dt.date(2015, 3, 1), "period_end": dt.date(2015, 3, 1),
        "province_wide": False, "times": 1, "establishments": 3, "simulated": False, "row": number + 1, "sequence": 1,
    }  # fmt: skip
    return _placed(row | changes, "")


def award(product: str, level: str = "province", year: int = 2015, **changes) -> dict:
    """One product certified at a level in a round."""
    row = {
        "source_id": "so", "province": "gia-lai", "product": product, "product_key": f"#{product}", "level": level, "round": year, "province_wide": False,
        "simulated": False, "sequence": 1,
    }  # fmt: skip
    return _placed(row | changes, "")


def people(area: str, year: int = 2015, posts: int | None = 2, filled: int = 1, part_time: int | None = 1, **changes) -> dict:  # fmt: skip
    """The collaborators of one district at the end of a year."""
    row = {
        "source_id": "so", "province": "gia-lai", "area": area, "area_key": area.lower(), "area_level": "district", "role": "collaborator", "year": year,
        "posts": posts, "filled": filled, "part_time": part_time, "simulated": False, "sequence": 1,
    }  # fmt: skip
    return _placed(row | changes, "")


def _placed(row: dict, sheet: str) -> dict:
    return {"file": "world.xlsx", "sheet": sheet, "row": 2} | row


@lru_cache(maxsize=1)
def _reference_lists() -> tuple:
    """The shipped lists, read by the production readers: (staging table, Arrow table)."""
    lists = []
    for path in reference.SHIPPED:
        if path.stem in _UNREAD:
            continue
        sheets = read_sheets(path, path.name)
        received = batches.recognise(sheets, path.name).read(sheets, path.name)
        lists += [(table, batches.as_arrow(table, rows)) for table, rows in received.tables.items()]
    return tuple(lists)


class AskedOnce:
    """For tests that ask much of one snapshot: the same SQL is put to DuckDB once, since a snapshot never changes.

    By the very text, and in the snapshot itself: no answer of another one can come out of it.
    """

    def rows(self, sql: str, params: dict | list | None = None) -> list[dict]:
        told = self.__dict__.setdefault("_told", {})
        key = (sql, repr(params))
        if key not in told:
            told[key] = super().rows(sql, params)
        return [dict(row) for row in told[key]]


class World(AskedOnce, Snapshot):
    """A snapshot whose connection is in memory; everything asked of it is asked as of a file."""

    def __init__(self, connection, name: str):
        self.path = Path(name)
        self._lock = threading.Lock()
        self._connection = connection
        self.meta = Meta(name, SCHEMA_VERSION, name, "", 0)


class Shipped(AskedOnce, Snapshot):
    """A snapshot's file."""


def make(
    projects=(), funding=(), support=(), figures=(), events=(), plans=(), activities=(), awards=(), collaborators=(), patches=None
) -> World:  # fmt: skip
    """The snapshot of these rows.

    `patches` = {mart: ((old, new), …)} changes the text of marts before they run, for the proof that tests can
    fail; a text that is not there raises ValueError, so that no fault is planted in vain.
    """
    connection = duckdb.connect(":memory:", config={**RIGHT_SUMS, "threads": "1"})
    connection.execute(batches.STAGING.read_text(encoding="utf-8"))
    for table, rows in _reference_lists():
        _insert(connection, table, rows, "0 AS sequence")
    given = {
        "project": projects,
        "funding": funding,
        "support": support,
        "reported_figure": figures,
        "event": events,
        "plan": plans,
        "activity": activities,
        "award": awards,
        "collaborator": collaborators,
    }
    for table, rows in given.items():
        for sequence in sorted({row["sequence"] for row in rows}):
            batch = [
                {k: v for k, v in row.items() if k != "sequence"}
                for row in rows
                if row["sequence"] == sequence
            ]
            _insert(connection, table, batches.as_arrow(table, batch), f"{sequence} AS sequence")
    making._match_districts(connection)
    for mart in making.MARTS:
        connection.execute(_patched(mart, (patches or {}).get(mart, ())))
    return World(connection, f"world-{next(_numbers)}")


def _insert(connection, table: str, rows, sequence: str) -> None:
    connection.register("received", rows)
    connection.execute(f"INSERT INTO staging.{table} BY NAME SELECT *, {sequence} FROM received")
    connection.unregister("received")


def _patched(mart: str, changes) -> str:
    text = (PROGRAM / "data" / "marts" / f"{mart}.sql").read_text(encoding="utf-8")
    for old, new in changes:
        if old not in text:
            raise ValueError(f"marts/{mart}.sql has no {old!r}")
        text = text.replace(old, new)
    return text
