"""Of which funds one-year reports tell: a year of one fund alone is said to be so, and a whole that its funds contradict gives a second value."""

from analytics.answer import Alternative, Missing
from analytics.metrics import Metric
from analytics.query import compute, number
from analytics.told_cells import FUNDS, of_years, tiers_with

# Metric -> which of the told amounts it rests on; one that asks for a fund, or only counts years that tell both, is not here.
_RESTS_ON = {
    "leverage": "pair", "total_cost": "total", "counterpart": "counterpart", "projects": "projects",
    "state_support": "state", "no_district_share": "state", "evidence_share": "state",
}  # fmt: skip
_TIERS_OF = {
    "state_tiers": "state_vnd", "counterpart_tiers": "counterpart_vnd", "pair_tiers": "pair_state_vnd", "total_tiers": "total_vnd", "projects_tiers": "projects",
}  # fmt: skip


def of_cells(cells) -> tuple[dict, ...]:
    """One row a province and year that reports alone tell of: province, year; for state, counterpart, pair, total and projects the tiers that
    tell them (`state_tiers`…, joined by ","; None: not told); beyond_state_vnd and beyond_counterpart_vnd: the stated whole less both funds,
    in đồng (None where not all three are told or they agree); whole_pair, whole_total: whether the wholes stand in the ratio, in the total."""
    alone = of_years(cell for cell in cells if not cell["beside_records"])
    return tuple(
        {
            "province": province,
            "year": year,
            **{name: ",".join(tiers_with(mine, amount)) or None for name, amount in _TIERS_OF.items()},
            "beyond_state_vnd": _beyond_funds(mine, "state_vnd"),
            "beyond_counterpart_vnd": _beyond_funds(mine, "counterpart_vnd"),
            "whole_pair": "all" in tiers_with(mine, "pair_state_vnd"),
            "whole_total": "all" in mine and mine["all"]["total_stated"],
        }
        for (province, year), mine in sorted(alone.items())
    )


def _beyond_funds(mine: dict[str, dict], amount: str):
    if tiers_with(mine, amount) != ("all", *sorted(FUNDS)):
        return None
    return mine["all"][amount] or None


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
        "state_support": (state, 0), "counterpart": (counterpart, 0), "state_share_national": (0, state),
    }.get(metric.key, (0, 0))  # fmt: skip
