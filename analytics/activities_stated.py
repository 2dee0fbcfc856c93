"""What reports state of advice, classes, fairs, products and collaborators: figures as they stand, put side by side only where one source does."""

from dataclasses import dataclass

from analytics import reconciliation, reported
from analytics.reconciliation import Check
from data.store import Snapshot

MEASURES = ("classes", "trainees", "products")
SUBJECTS = (
    "advised",
    "fairs",
    "voting_rounds",
    "surveyed",
    "seminars",
    "delegates",
    "entries",
    "entries_sets",
)
CONTENTS = (
    "advisory", "advisory_service", "policy_access_guidance", "information", "information_media", "fair_domestic_organise", "fair_domestic_join", "fair_abroad", "product_voting",
    "staff_training", "collaborator_network", "study_tour_establishment",
)  # fmt: skip
LEVELS = (
    "commune",
    "district",
    "province",
    "region",
    "national",
)  # as the subjects of reported figures call them
MONEY = ("state_support", "counterpart", "total_cost")


@dataclass(frozen=True)
class Whole:
    """A stated count and the parts that one source states of it. `check` is the verdict on their sum (None: no check was made)."""

    figure: dict
    parts: tuple[dict, ...]
    check: Check | None

    @property
    def total(self) -> int:
        return int(self.figure["value"])


@dataclass(frozen=True)
class Levels:
    """Products by level as one source states them for one period: (level, figure), the lowest first; nested, never added."""

    source: str
    period: str | None
    basis: str
    figures: tuple[tuple[str, dict], ...]


def figures(snapshot: Snapshot, province: str) -> list[dict]:
    """The counts of a place that belong to this screen (rows as `reported.figures`, with part_of): no money, no rate."""
    parts = {
        row["id"]: row["part_of"]
        for row in snapshot.rows("SELECT id, part_of FROM reported_figure WHERE province = $province", {"province": province})
    }  # fmt: skip
    return [
        row | {"part_of": parts[row["id"]]} for row in reported.figures(snapshot, province) if _belongs(row)
    ]


def _belongs(row: dict) -> bool:
    if row["is_rate"] or row["measure"] in MONEY or row["subject"] == "consulting_revenue":
        return False
    about = row["subject"] in SUBJECTS or row["subject"].startswith("level_")
    return row["measure"] in MEASURES or about or row["content_code"] in CONTENTS


def wholes(snapshot: Snapshot, province: str) -> list[Whole]:
    """Establishments advised, and counts of products, with two or more stated parts of the same kind, with the verdict on their sum."""
    mine = figures(snapshot, province)
    checks = reconciliation.reconcile(snapshot, None, province)
    found = []
    for figure in mine:
        parts = tuple(
            row for row in mine if row["part_of"] == figure["id"] and row["measure"] == figure["measure"]
        )
        if len(parts) > 1 and (figure["subject"] == "advised" or figure["measure"] == "products"):
            found.append(Whole(figure, parts, _check_of(checks, figure["id"])))
    return found


def _check_of(checks: list[Check], figure: str) -> Check | None:
    """The check whose stated figure this is and which adds up its parts."""
    return next((c for c in checks if c.figures and c.figures[0] == figure and len(c.figures) > 2), None)


def levels(snapshot: Snapshot, province: str) -> list[Levels]:
    """Products by level that one source states for one period and one reading, two levels or more."""
    groups: dict[tuple, dict[str, dict]] = {}
    for row in figures(snapshot, province):
        level = row["subject"].removeprefix("level_")
        if row["measure"] == "products" and level in LEVELS:
            groups.setdefault((row["source_id"], row["period_as_stated"], row["basis"]), {})[level] = row
    return [
        Levels(source, period, basis, tuple((level, by[level]) for level in LEVELS if level in by))
        for (source, period, basis), by in groups.items()
        if len(by) > 1
    ]
