"""Of which funds one-year reports tell: a year of one fund alone is said to be so, and a whole that its funds contradict gives a second value."""

from analytics.answer import Alternative, Missing
from analytics.conditions import where
from analytics.filters import Filters
from analytics.metrics import Metric
from analytics.query import compute, number, sql_of
from data.store import Snapshot

# Metric -> which of the told amounts it rests on; one that asks for a fund, or only counts years that tell both, is not here.
_RESTS_ON = {
    "leverage": "pair", "total_cost": "total", "counterpart": "counterpart", "projects": "projects",
    "state_support": "state", "no_district_share": "state", "evidence_share": "state",
}  # fmt: skip


def read(snapshot: Snapshot, filters: Filters, source: str, params: dict) -> tuple[dict, ...]:
    """Rows of queries/told_tiers.sql: one a province and year that reports alone tell of. None where one fund is asked for."""
    if filters.tier:
        return ()
    condition, _ = where(filters)
    return tuple(snapshot.rows(sql_of("told_tiers").format(source=source, where=condition), params))


def missing(metric: Metric, rows: tuple[dict, ...]):
    """M of the years counted with one fund alone; such money is inside the sum."""
    amount = _RESTS_ON.get(metric.key)
    if amount and (years := _alone(rows, amount, "national")):
        yield Missing("only_national_year", 0, None, years)
    if amount and (years := _alone(rows, amount, "local")):
        yield Missing("only_local_year", 0, None, years)


def _alone(rows: tuple[dict, ...], amount: str, tier: str) -> tuple[int, ...]:
    """The years in which an amount is told of this tier and of no other, at any province of the place."""
    return tuple(sorted({row["year"] for row in rows if row[f"{amount}_tiers"] == tier}))


def alternatives(metric: Metric, total: dict, rows: tuple[dict, ...]):
    """The value from the funds where the stated whole, which counts, is another: `years` are those that contradict themselves."""
    differing = [row for row in rows if any(_beyond(metric, row))]
    if not differing or total.get("numerator") is None:
        return
    beyond = [sum(side) for side in zip(*(_beyond(metric, row) for row in differing), strict=True)]
    numerator = number(total["numerator"] - beyond[0])
    denominator = number(total["denominator"] - beyond[1]) if metric.is_ratio else None
    value, _ = compute(numerator, denominator, metric.is_ratio)
    if value is not None and value != total.get("value"):
        years = tuple(sorted({row["year"] for row in differing}))
        yield Alternative(value, "funds_disagree", {"years": years}, numerator, denominator)


def _beyond(metric: Metric, row: dict) -> tuple:
    """What the stated wholes add to the numerator and the denominator beyond both funds, in đồng."""
    state, counterpart = row["beyond_state_vnd"] or 0, row["beyond_counterpart_vnd"] or 0
    if metric.key in ("leverage", "total_cost") and not row["whole_pair"]:
        return (0, 0)
    if metric.key == "total_cost" and row["whole_total"]:
        return (0, 0)
    return {
        "leverage": (counterpart, state), "total_cost": (state + counterpart, 0),
        "state_support": (state, 0), "counterpart": (counterpart, 0),
    }.get(metric.key, (0, 0))  # fmt: skip
