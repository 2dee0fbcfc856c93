"""What reports state of establishments, jobs and trainees: figures as they stand, grouped only where one source tells the parts itself."""

from dataclasses import dataclass

from analytics import reported
from analytics.answer import Answer
from analytics.filters import Filters
from analytics.metrics import METRICS
from data.store import Snapshot

MEASURES = ("beneficiaries", "jobs", "trainees", "classes")


@dataclass(frozen=True)
class Types:
    """Establishments by legal form as one source states them for one period: code -> count; `total` is our sum of them."""

    source: str
    years: tuple[int, int]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def figures(snapshot: Snapshot, province: str) -> list[dict]:
    """The figures of a place that speak of establishments, jobs, trainees or classes (rows as `reported.figures`); advice counts too, where it counts establishments."""
    return [
        row
        for row in reported.figures(snapshot, province)
        if row["measure"] in MEASURES or (row["measure"] == "other" and row["unit_as_stated"] == "cơ sở")
    ]


def types(snapshot: Snapshot, province: str) -> list[Types]:
    """The whole-programme, done counts by legal form that one source states for one period of whole years, two forms or more."""
    groups: dict[tuple, dict[str, int]] = {}
    for row in figures(snapshot, province):
        years = _years(row)
        plain = (
            row["measure"] == "beneficiaries"
            and row["basis"] == "actual"
            and not row["subject"]
            and not row["is_rate"]
        )
        if (
            plain
            and years
            and row["beneficiary_type"]
            and row["content_as_stated"] is None
            and row["verified"] != "no"
        ):
            groups.setdefault((row["source_id"], years), {})[row["beneficiary_type"]] = int(row["value"])
    return [Types(source, years, counts) for (source, years), counts in groups.items() if len(counts) > 1]


def difficult(snapshot: Snapshot, province: str) -> list[tuple[int, tuple[int, int]]]:
    """How many establishments in difficult areas reports state, with the period."""
    return [
        (int(row["value"]), _years(row))
        for row in figures(snapshot, province)
        if row["measure"] == "beneficiaries"
        and row["subject"] == "difficult_area"
        and row["basis"] == "actual"
        and _years(row)
    ]


def whole(
    snapshot: Snapshot, province: str, key: str = "beneficiaries", contents: tuple[str, ...] = ()
) -> list[Answer]:
    """The answers that done, stated periods of a place give to a metric, those of the whole programme first, then the longest period first."""
    found = []
    for period in reported.periods(snapshot, province):
        if period["basis"] == "actual":
            years = (period["first_year"], period["last_year"])
            answer = reported.ask(
                snapshot, METRICS[key], Filters(province=province, years=years, contents=contents)
            )
            if answer is not None and answer.value is not None:
                found.append(answer)
    return sorted(
        found, key=lambda a: (len(a.scope), a.filters.years[0] - a.filters.years[1], -a.filters.years[1])
    )


def per_establishment(snapshot: Snapshot, province: str) -> list[Answer]:
    """Support per establishment of each content and period for which one source states both sides."""
    codes = {
        row["content_code"]
        for row in figures(snapshot, province)
        if row["measure"] == "beneficiaries" and row["content_code"]
    }
    out = []
    for code in sorted(codes):
        out += whole(snapshot, province, "support_per_beneficiary", (code,))
    return out


def _years(row: dict) -> tuple[int, int] | None:
    """The period of a figure as whole years; None where it states none or a part of one."""
    start, end = row["period_start"], row["period_end"]
    if not start or not end or (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return None
    return start.year, end.year
