"""Do the published figures agree with themselves, with each other and with the records?

Every sum a report implies is made again from its own figures. Nothing is corrected: a result tells what was
stated, what the parts give, and by how much they differ, with the figures that take part, so that a person decides.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from analytics.codes import codes
from analytics.query import sql_of
from analytics.reconciliation_figures import Book, Check, Figure
from analytics.reconciliation_pairs import (
    across_sources,
    period_years,
    projects_and_beneficiaries,
    records_against_reports,
    title_against_body,
)
from analytics.reconciliation_parts import part_checks
from analytics.reconciliation_words import sentence, source_words
from data.store import Snapshot

__all__ = [
    "CHECKS",
    "VERDICTS",
    "Check",
    "Headline",
    "headline",
    "reconcile",
    "sentence",
    "source_words",
    "with_records",
]

VERDICTS = ("fails", "rounding", "untestable", "holds")
CHECKS = (
    "tiers_add_up", "money_adds_up", "contents_add_up", "districts_add_up", "types_add_up", "years_add_up", "of_which",
    "period_years", "projects_and_beneficiaries", "title_against_body", "across_sources", "records_against_reports",
)  # fmt: skip
RECORDS = "records_against_reports"
CALIBRATED_TO = (
    "001"  # the source whose totals the simulated province was made to have (data/demo_calibration.py)
)
_UNITS = (
    "vnd",
    "count",
    "years",
)  # đồng before counts before years: sizes of different units are not compared


@dataclass(frozen=True)
class Headline:
    """How many checks came out how (every verdict is there, 0 too), and those that fail, the largest difference first."""

    counts: dict[str, int]
    failing: tuple[Check, ...]

    @property
    def checks(self) -> int:
        return sum(self.counts.values())


def reconcile(snapshot: Snapshot, source: str | None = None, province: str | None = None) -> list[Check]:
    """All checks, or those a source takes part in, or those of a place (of today's provinces: with the old ones in it).

    In the order of CHECKS within a source; a source without figures gives none. Source: mart reported_figure, cube.
    """
    checks = _all(snapshot)
    if source is not None:
        checks = [c for c in checks if source in c.sources]
    if province is not None:
        place = codes(snapshot).places.get(province)
        parts = place.parts if place else (province,)
        checks = [c for c in checks if c.province in parts]
    return list(checks)


def headline(snapshot: Snapshot, province: str | None = None) -> Headline:
    """The checks in a few numbers, of all places or of one."""
    checks = reconcile(snapshot, province=province)
    counted = Counter(c.verdict for c in checks)
    failing = [c for c in checks if c.verdict == "fails"]
    failing.sort(key=lambda c: (_UNITS.index(c.unit), -abs(c.difference), c.source))
    return Headline({verdict: counted[verdict] for verdict in VERDICTS}, tuple(failing))


def with_records(snapshot: Snapshot, province: str) -> list[Check]:
    """Stated totals of a place against its project records, of that one check alone.

    The simulated province has no reports: it is held against the source whose totals it was made to have, which proves
    that it was made so and nothing else; its checks are marked as simulated.
    """
    if not codes(snapshot).places[province].simulated:
        return [c for c in reconcile(snapshot, province=province) if c.check == RECORDS]
    made_after = [f for f in _figures(snapshot) if f.source_id.split("_")[0] == CALIBRATED_TO and f.whole]
    figures = [replace(f, province=province, simulated=True) for f in made_after]
    records = [row for row in snapshot.rows(sql_of("reconcile_records")) if row["province"] == province]
    return records_against_reports(Book(figures), records)


def _figures(snapshot: Snapshot) -> list[Figure]:
    return [Figure(**row) for row in snapshot.rows(sql_of("reconcile_figures"))]


@lru_cache(maxsize=4)
def _all(snapshot: Snapshot) -> tuple[Check, ...]:
    """Every check of one snapshot, made once: a snapshot never changes."""
    book = Book(_figures(snapshot))
    checks = [
        *part_checks(book),
        *period_years(book),
        *projects_and_beneficiaries(book),
        *title_against_body(book),
        *across_sources(book),
        *records_against_reports(book, snapshot.rows(sql_of("reconcile_records"))),
    ]
    checks.sort(key=lambda c: (c.source, CHECKS.index(c.check), c.period or "", c.figures))
    return tuple(checks)
