"""What a later receipt replaced: each figure and each project whose old and new values differ, side by side.

Only the last two receipts of the same thing are compared: the one that counts, and the one that counted before it.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data.finding import Finding
from data.sources.numbers import million
from data.sources.project_tables import FUNDING, PROJECT
from data.sources.project_words import word_for

Ask = Callable[[str], list[dict]]
NOTHING = "—"


@dataclass(frozen=True)
class Told:
    """A finding, and the sequence of the receipt that it speaks of."""

    sequence: int
    finding: Finding


# Receipts of a source's figures of a province: the one that counts (now), and the one before it (was).
_TURNS = """turns AS (
  SELECT source_id, province, MAX(sequence) AS now, MAX(sequence) FILTER (sequence < newest) AS was
  FROM (SELECT source_id, province, sequence, MAX(sequence) OVER (PARTITION BY source_id, province) AS newest FROM staging.reported_figure)
  GROUP BY source_id, province HAVING was IS NOT NULL
)"""
_OF = ("period_start", "period_end", "tier", "content_code", "content_as_stated", "basis", "measure", "subject",
       "beneficiary_type", "district_code", "district_as_stated", "batch", "qualifier", "unit_of_other")  # fmt: skip
_KEY = " || '|' || ".join(f"COALESCE(CAST({name} AS VARCHAR), '')" for name in _OF)
# One thing told twice in one file is told apart by its turn there.
FIGURES = f"""WITH {_TURNS},
keyed AS (
  SELECT f.*, CASE WHEN f.measure = 'other' THEN f.unit END AS unit_of_other, t.now, f.sequence = t.now AS is_new
  FROM staging.reported_figure f JOIN turns t ON t.source_id = f.source_id AND t.province = f.province AND f.sequence IN (t.now, t.was)
),
numbered AS (
  SELECT *, {_KEY} AS thing, value_as_stated || ' ' || COALESCE(unit_as_stated, '') AS stated,
         ROW_NUMBER() OVER (PARTITION BY source_id, province, sequence, {_KEY} ORDER BY row) AS turn
  FROM keyed
)
SELECT o.now AS sequence, n.file AS new_file, n.sheet, n.row, n.stated AS new_stated, o.file AS old_file, o.row AS old_row, o.stated AS old_stated,
       (SELECT MIN(x.file) FROM staging.reported_figure x WHERE x.sequence = o.now AND x.source_id = o.source_id AND x.province = o.province) AS file
FROM (SELECT * FROM numbered WHERE NOT is_new) o
LEFT JOIN (SELECT * FROM numbered WHERE is_new) n ON n.source_id = o.source_id AND n.province = o.province AND n.thing = o.thing AND n.turn = o.turn
WHERE n.value IS NULL OR n.value <> o.value
ORDER BY o.source_id, o.province, o.row"""
FIGURES_REPLACED = f"""WITH {_TURNS} SELECT t.now AS sequence, COUNT(*) AS n
FROM staging.reported_figure f JOIN turns t ON t.source_id = f.source_id AND t.province = f.province AND f.sequence = t.was GROUP BY t.now"""

_PROJECT_TURNS = """turns AS (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY province, code ORDER BY sequence DESC) AS turn, COUNT(*) OVER (PARTITION BY province, code) AS receipts
  FROM staging.project
)"""
PROJECTS = f"WITH {_PROJECT_TURNS} SELECT * FROM turns WHERE receipts > 1 AND turn <= 2 ORDER BY province, code, turn"
AMOUNTS = f"""WITH {_PROJECT_TURNS} SELECT f.* FROM staging.funding f
JOIN turns t ON t.province = f.province AND t.code = f.code AND t.sequence = f.sequence WHERE t.receipts > 1 AND t.turn <= 2 ORDER BY f.row"""
PROJECTS_REPLACED = f"WITH {_PROJECT_TURNS} SELECT sequence, COUNT(*) AS n FROM turns WHERE receipts > 1 AND turn = 1 GROUP BY sequence"


def figures(ask: Ask) -> Iterator[Told]:
    """A note for each figure that a later file of the same source and province states otherwise, or no longer states."""
    for row in ask(FIGURES):
        change = f"{row['old_stated']} → {row['new_stated'] or NOTHING}"
        before = f"{row['old_file']}, dòng {row['old_row']}"
        where = (row["file"], row["sheet"], row["row"], "Giá trị")
        yield Told(row["sequence"], Finding("figure_replaced", "note", *where, change, before))


def projects(ask: Ask) -> Iterator[Told]:
    """A note for each cell and each amount of a project that the newer receipt states otherwise."""
    amounts: dict[tuple, dict[str, int]] = {}
    for row in ask(AMOUNTS):
        kind = " / ".join(word_for("funding", name, row[name]) for name in ("payer", "stage"))
        amounts.setdefault((row["province"], row["code"], row["sequence"]), {})[kind] = row["amount_vnd"]
    rows = iter(ask(PROJECTS))
    for new, old in zip(rows, rows, strict=True):
        paid = [amounts.get((one["province"], one["code"], one["sequence"]), {}) for one in (old, new)]
        before = f"{old['file']}, dòng {old['row']}"
        for column, change in (*_cells(old, new), *_amounts(*paid)):
            where = (new["file"], new["sheet"], new["row"], column)
            value = f"{new['code']}: {change}"
            yield Told(new["sequence"], Finding("project_replaced", "note", *where, value, before))


def _cells(old: dict, new: dict) -> Iterator[tuple[str, str]]:
    for column in PROJECT.columns:
        if old[column.name] != new[column.name]:
            yield column.headings[0], " → ".join(_shown(column.name, row[column.name]) for row in (old, new))


def _amounts(old: dict[str, int], new: dict[str, int]) -> Iterator[tuple[str, str]]:
    heading = next(c.headings[0] for c in FUNDING.columns if c.name == "amount_vnd")
    for kind in dict.fromkeys((*old, *new)):
        if old.get(kind) != new.get(kind):
            sides = (NOTHING if kind not in side else million(side[kind]) for side in (old, new))
            yield heading, f"{kind}: {' → '.join(sides)}"


def _shown(name: str, value) -> str:
    if value is None:
        return NOTHING
    return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(word_for("project", name, value))
