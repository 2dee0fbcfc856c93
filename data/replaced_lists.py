"""What a later file of activities, awards or collaborators replaced: the rows that differ from the receipt that counted before, side by side."""

import datetime as dt
from collections.abc import Callable, Iterator

from data.finding import Finding
from data.sources.activities import SAME
from data.sources.activity_tables import TABLES
from data.sources.numbers import million

Ask = Callable[[str], list[dict]]
NOTHING = "—"
# By which column a row is called in a finding.
NAMED = {"activity": "title", "award": "product", "collaborator": "area"}
_DULL = {"file", "sheet", "row", "sequence", "product_key", "area_key", "district_code", "province_wide"}


def _turns(table: str) -> str:
    """Receipts of a source's rows of a province: the one that counts (now), and the one before it (was)."""
    return f"""turns AS (
      SELECT source_id, province, MAX(sequence) AS now, MAX(sequence) FILTER (sequence < newest) AS was
      FROM (SELECT source_id, province, sequence, MAX(sequence) OVER (PARTITION BY source_id, province) AS newest FROM staging.{table})
      GROUP BY source_id, province HAVING was IS NOT NULL
    )"""


def replaced_sql() -> str:
    """How many rows each receipt took the place of (sequence, n)."""
    parts = (
        f"""(WITH {_turns(table.name)} SELECT t.now AS sequence, COUNT(*) AS n FROM staging.{table.name} r
             JOIN turns t ON t.source_id = r.source_id AND t.province = r.province AND r.sequence = t.was GROUP BY t.now)"""
        for table in TABLES
    )
    return " UNION ALL ".join(parts)


def changes(ask: Ask) -> Iterator[tuple[int, Finding]]:
    """(sequence of the newer receipt, note) for each cell that it states otherwise, and each row that it no longer has."""
    for table in TABLES:
        rows = ask(
            f"""WITH {_turns(table.name)} SELECT r.*, t.now, r.sequence = t.now AS is_new FROM staging.{table.name} r
                JOIN turns t ON t.source_id = r.source_id AND t.province = r.province AND r.sequence IN (t.now, t.was)
                ORDER BY r.source_id, r.province, r.row"""
        )
        headings = {column.name: column.headings[-1] for column in table.columns}
        headings |= {
            "amount_vnd": headings.get("amount_million", ""), "content_code": headings.get("content", ""), "district_as_reported": headings.get("district", ""),
        }  # fmt: skip
        new = _numbered(table.name, (row for row in rows if row["is_new"]))
        files = {(row["source_id"], row["province"]): row["file"] for row in rows if row["is_new"]}
        for key, old in _numbered(table.name, (row for row in rows if not row["is_new"])).items():
            yield from _changed(table.name, old, new.get(key), files, headings)


def _numbered(table: str, rows) -> dict[tuple, dict]:
    """Rows by what they are of; one thing told twice in one file is told apart by its turn there."""
    found: dict[tuple, dict] = {}
    for row in rows:
        key, turn = tuple(row[name] for name in SAME[table]), 1
        while (*key, turn) in found:
            turn += 1
        found[(*key, turn)] = row
    return found


def _changed(
    table: str, old: dict, new: dict | None, files: dict, headings: dict
) -> Iterator[tuple[int, Finding]]:
    before = f"{old['file']}, dòng {old['row']}"
    name = old[NAMED[table]]
    if new is None:
        file = files[old["source_id"], old["province"]]
        where = (file, old["sheet"], None, headings[NAMED[table]])
        yield old["now"], Finding("list_row_replaced", "note", *where, f"{name} → {NOTHING}", before)
        return
    for column in old:
        if column in _DULL or column in ("now", "is_new") or old[column] == new[column]:
            continue
        change = f"{name}: {_shown(column, old[column])} → {_shown(column, new[column])}"
        where = (new["file"], new["sheet"], new["row"], headings.get(column) or column)
        yield old["now"], Finding("list_row_replaced", "note", *where, change, before)


def _shown(column: str, value) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return million(value) if column.endswith("_vnd") else str(value)
