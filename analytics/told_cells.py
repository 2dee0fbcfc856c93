"""The cells of one-year reports behind an answer: which money and projects a province and year tell, of which funds, and what a row of them cannot say.

A cell is a row of queries/told_cells.sql. A *fund* is national, local or all (the whole, stated or both funds together).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analytics.conditions import where
from analytics.filters import Filters
from analytics.metrics import Metric
from analytics.query import sql_of
from data.store import Snapshot

FUNDS = ("national", "local")
# Metric -> the amount of a cell that stands in its number; state_vnd for all others.
_AMOUNT = {
    "leverage": "pair_state_vnd", "total_cost": "total_vnd", "counterpart": "counterpart_vnd", "projects": "projects",
    "national_support": "national_vnd", "local_support": "local_vnd", "state_share_national": "split_state_vnd",
    "support_per_project": None,  # records alone
}  # fmt: skip
# The amounts whose remainder in tier "all" a metric shows.
_SIDES = {"leverage": ("pair_state_vnd", "pair_counterpart_vnd")}


@dataclass
class Projects:
    """The projects of exactly the money of a row: `n` is None where any year does not tell them (or no money stands there);
    `untold`: years that tell no number of projects; `unlike`: years that tell it of other funds than the money."""

    n: int | None = None
    untold: list[int] = field(default_factory=list)
    unlike: list[int] = field(default_factory=list)


def read(snapshot: Snapshot, filters: Filters, source: str, params: dict) -> tuple[dict, ...]:
    """Every cell under the filters; `source` and `params` are the cube of the question (or the cube in prices of one year)."""
    condition, _ = where(filters)
    return tuple(snapshot.rows(sql_of("told_cells").format(source=source, where=condition), params))


def of_years(cells: Iterable[dict]) -> dict[tuple, dict[str, dict]]:
    """(province, year) -> tier -> cell."""
    out: dict[tuple, dict] = {}
    for cell in cells:
        out.setdefault((cell["province"], cell["year"]), {})[cell["tier"]] = cell
    return out


def tiers_with(mine: dict[str, dict], amount: str) -> tuple[str, ...]:
    """The tiers that tell an amount, in order."""
    return tuple(sorted(tier for tier, cell in mine.items() if cell[amount] is not None))


def projects(metric: Metric, cells: Sequence[dict], tier: str | None = None) -> Projects:
    """The projects of the years and funds whose money stands in the number of a row: of all cells, or of those of one tier."""
    amount, out, numbers = _AMOUNT.get(metric.key, "state_vnd"), Projects(), []
    for (_, year), mine in of_years(cells).items():
        told = tiers_with(mine, amount) if amount else ()
        if not told or (tier and (tier not in told or not mine[tier][amount])):
            continue  # no money of this row; a stated whole that its funds explain leaves nothing undivided
        number = _number(mine, told, tier)
        if number is None:
            (out.unlike if tiers_with(mine, "projects") else out.untold).append(year)
        numbers.append(number)
    if numbers and None not in numbers:
        out.n = sum(numbers)
    return out


def _number(mine: dict[str, dict], told: tuple[str, ...], tier: str | None) -> int | None:
    """The projects of one province and year that belong to money told of these tiers; of its cell `tier` alone if given."""
    of = {fund: mine[fund]["projects"] for fund in FUNDS if fund in mine}
    beyond = mine["all"]["projects"] if "all" in mine else None
    stated = None if beyond is None else beyond + sum(n or 0 for n in of.values())
    if tier == "all" and told != ("all",):  # what the whole has beyond the funds whose money is told
        less = [of.get(fund) for fund in told if fund != "all"]
        return None if stated is None or None in less or stated < sum(less) else stated - sum(less)
    fund = told[0] if len(told) == 1 else tier
    if fund in FUNDS:
        return of.get(fund)
    if stated is not None:
        return stated
    both = [of.get(fund) for fund in FUNDS]
    return None if None in both else sum(both)


def contradicted(metric: Metric, cells: Sequence[dict]) -> bool:
    """Whether what stated wholes have beyond their funds is no money of any project: less than nothing, or something where both funds are told."""
    amounts = _SIDES.get(metric.key, (_AMOUNT.get(metric.key, "state_vnd"),))
    return any(
        _contradicts(mine, amount) for mine in of_years(cells).values() for amount in amounts if amount
    )


def _contradicts(mine: dict[str, dict], amount: str) -> bool:
    beyond = mine["all"][amount] if "all" in mine else None
    both = all(fund in mine and mine[fund][amount] is not None for fund in FUNDS)
    return beyond is not None and (beyond < 0 or (both and beyond > 0))


def why_empty(metric: Metric, cells: Sequence[dict]) -> tuple[None, str]:
    """No value, and why these cells give a metric none. What is told but does not fit is never called not told."""
    state, counterpart = (
        any(c[name] is not None for c in cells) for name in ("state_vnd", "counterpart_vnd")
    )
    if metric.key in ("leverage", "total_cost"):
        return _one_sided(metric, state, counterpart)
    if not state or metric.key in ("counterpart", "projects"):
        return None, "not_told"
    if metric.key == "support_per_project":
        return None, "records_only"
    funds = any(c["tier"] != "all" and c["state_vnd"] is not None for c in cells)
    undivided = not funds or any(c["tier"] == "all" and c["state_vnd"] for c in cells)
    if metric.key in ("national_support", "local_support") and not undivided:
        return None, "other_fund_alone"
    return None, "state_not_split"


def _one_sided(metric: Metric, state: bool, counterpart: bool) -> tuple[None, str]:
    if state and counterpart and metric.key == "leverage":
        return None, "unlike_funds"
    if state and counterpart:
        return None, "unlike_funds_total"
    if state:
        return None, "no_counterpart_told"
    if counterpart:
        return None, "no_state_told"
    return None, "not_told"
