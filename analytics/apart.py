"""Tasks, plan items and repayable projects beside an answer: they are in no sum of grants, and every answer that they would otherwise stand in tells them."""

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.answer import Answer, Missing, together
from analytics.codes import codes
from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters
from analytics.memory import kept
from analytics.metrics import Metric
from analytics.query import number, sql_of
from data.store import Snapshot

# What M says of a record by its kind.
REASONS = {"task": "tasks_apart", "plan_item": "plan_items_apart", "repayable": "repayable_apart"}


@dataclass(frozen=True)
class Population:
    """Which of them stand beside what a mart counts: `split` as the cube lays money out, else the record whole; `basis` where
    the mart has one of its own (`any`: whatever their status); `touching`: by every district and legal form they touch;
    `served`: those that name an establishment."""

    split: bool = False
    basis: str | None = None
    touching: bool = False
    served: bool = False


POPULATIONS = {
    "cube": Population(split=True), "outcome": Population(), "quality": Population(), "delivery": Population(basis="any"), "plan": Population(basis="actual"),
    "progress": Population(basis="any", touching=True), "reach": Population(basis="actual", touching=True),
    "project": Population(basis="actual", served=True), "support": Population(basis="actual", touching=True, served=True), "occasion": Population(touching=True, served=True),
}  # fmt: skip
# Of these a row is of a district or an establishment, not of a project: only the whole tells what stands apart.
_WHOLE_ONLY = ("reach", "support", "occasion")


def beside(snapshot: Snapshot, answer: Answer, mart: str, prices: int | None = None) -> Answer:
    """The answer with the records kept apart under its filters in M, in each row its own; as it is where there are none.

    n counts records, state_vnd is their state money on the answer's basis and in its prices (None: nothing recorded, or of a
    year without an index). A group in which nothing but such records stands has no row: only the whole tells them.
    Source: mart apart.
    """
    if mart not in POPULATIONS or not codes(snapshot).places[answer.filters.province].has_apart:
        return answer
    if told(answer.missing):
        return answer
    by_rows = mart not in _WHOLE_ONLY and all(dim in DIM_COLUMNS for dim in answer.dims)
    dims = answer.dims if by_rows else ()
    found = _found(snapshot, answer.filters, dims, mart, prices)
    whole = {row["kind"]: row for row in found if row["all_rows"] == 1}
    if not whole:
        return answer
    missing = tuple(
        Missing(REASONS[kind], whole[kind]["n"], number(whole[kind]["state_vnd"]))
        for kind in REASONS
        if kind in whole
    )
    own = {
        (row["kind"], *(row[dim] for dim in dims)): (row["n"], number(row["state_vnd"]))
        for row in found
        if row["all_rows"] == 0
    }
    rows = tuple(_with_own(row, dims, whole, own) for row in answer.rows) if dims else answer.rows
    return answer.but(missing=answer.missing + missing, rows=rows)


def mart_of(metric: Metric) -> str:
    """The mart whose population a metric counts, where that is not the one it is read from."""
    if metric.key == "support_per_beneficiary":
        return "project"
    return {"money_part": "cube", "district_year": "reach"}.get(metric.mart, metric.mart)


def of_years(snapshot: Snapshot, filters: Filters, years: set[tuple[str, int]]) -> tuple[Missing, ...]:
    """M of what was done in these province-years: the records kept apart in them under the other filters, one line a kind."""
    if not codes(snapshot).places[filters.province].has_apart:
        return ()
    found = _found(snapshot, filters, ("province", "year"), "plan", None)
    mine = [row for row in found if row["all_rows"] == 0 and (row["province"], row["year"]) in years]
    kinds = sorted(mine, key=lambda row: list(REASONS).index(row["kind"]))
    return together(tuple(Missing(REASONS[row["kind"]], row["n"], number(row["state_vnd"])) for row in kinds))


def told(missing: tuple[Missing, ...]) -> tuple[Missing, ...]:
    """What M says of the records kept apart, without what else it says."""
    return tuple(m for m in missing if m.reason in REASONS.values())


def counted(rows: Iterable[dict]) -> tuple[Missing, ...]:
    """M of rows of such records (kind, project_id, state_vnd): each record once, however many parts."""
    out = []
    for kind, reason in REASONS.items():
        mine = [row for row in rows if row["kind"] == kind]
        money = [row["state_vnd"] for row in mine if row["state_vnd"] is not None]
        if mine:
            n = len({row["project_id"] for row in mine})
            out.append(Missing(reason, n, sum(money) if money else None))
    return tuple(out)


def _with_own(row: dict, dims: tuple[str, ...], whole: dict, own: dict) -> dict:
    mine = {REASONS[kind]: own.get((kind, *(row[dim] for dim in dims)), (0, None)) for kind in whole}
    return row | {"own_missing": row.get("own_missing", {}) | mine}


def chosen(filters: Filters, mart: str) -> tuple[str, dict]:
    """The condition on mart apart, and its parameters, for what stands beside the choice of another mart."""
    population = POPULATIONS[mart]
    filters = filters.but(basis=population.basis or filters.basis)
    condition, params = where(filters, "reach" if population.touching else "apart", loans=True)
    parts = [condition, "basis = $basis", "split" if population.split else "NOT split"]
    if population.served:
        parts.append("LEN(beneficiary_types) > 0")
    return " AND ".join(parts), params | {"basis": filters.basis}


@kept
def _found(snapshot: Snapshot, filters: Filters, dims: tuple[str, ...], mart: str, prices: int | None):
    """Rows by kind and dims: n, state_vnd; those with all_rows = 1 are the whole."""
    condition, params = chosen(filters, mart)
    columns = [DIM_COLUMNS[dim] for dim in dims]
    sql = sql_of("apart").format(
        dims="".join(f"{column} AS {dim}, " for column, dim in zip(columns, dims, strict=True)),
        grouping=f"GROUPING({columns[0]})" if columns else "1",
        factor="1" if prices is None else sql_of("price_factor"),
        where=condition,
        groups=f"(kind), (kind, {', '.join(columns)})" if columns else "(kind)",
    )
    return snapshot.rows(sql, params if prices is None else params | {"base_year": prices})
