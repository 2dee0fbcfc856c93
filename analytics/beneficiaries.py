"""Support per establishment: two marts, each summed on its own before they meet. What is asked of single occasions is in `occasions`."""

from analytics import apart, occasions
from analytics.answer import Answer, Missing
from analytics.codes import codes
from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters
from analytics.metrics import Metric
from analytics.query import compute, said, sql_of
from data.store import Snapshot


def ask(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """ΣS of projects with named establishments over distinct establishments, nominal đồng.

    A group project's money is counted once, over all its establishments. With a district or legal form chosen the
    projects are those that lie wholly in it: a group's money is never split. The other metrics of this room are answered in `occasions`.
    """
    if metric.key != "support_per_beneficiary":
        return occasions.ask(snapshot, metric, dims, filters)
    condition, params = where(filters, "project")
    columns = [DIM_COLUMNS[dim] for dim in dims]
    sql = sql_of("support_per_beneficiary").format(
        where=condition,
        columns="".join(f"c.{c}, " for c in columns),
        plain="".join(f"{c}, " for c in columns),
        grouping=f"GROUPING({columns[0]})" if columns else "1",
        groups=f"GROUPING SETS ((), ({', '.join(columns)}))" if columns else "GROUPING SETS (())",
        out="".join(f"p.{c} AS {d}, " for c, d in zip(columns, dims, strict=True)),
        joined="".join(f" AND p.{c} IS NOT DISTINCT FROM s.{c}" for c in columns),
    )
    rows = [_valued(row, dims) for row in snapshot.rows(sql, params)]
    total = next(
        (r for r in rows if r["all_rows"] == 1),
        {"numerator": None, "denominator": None, "value": None, "n": 0, "left": 0, "reason": "not_recorded"},
    )
    answer = Answer(
        metric=metric.key, dims=dims, rows=tuple(r for r in rows if dims and r["all_rows"] == 0), total=total, filters=filters, snapshot=snapshot.id,
        basis="records" if total["n"] else "none", sql=said(sql, params), n=total["n"],
        missing=(Missing("no_state_amount", total["left"]),) if total["left"] else (),
        simulated=codes(snapshot).places[filters.province].simulated,
    )  # fmt: skip
    return apart.beside(snapshot, answer, "project")


def _valued(row: dict, dims) -> dict:
    value, reason = compute(row["numerator"], row["denominator"], True)
    out = {dim: row[dim] for dim in dims}
    out |= {
        "all_rows": row["all_rows"],
        "numerator": row["numerator"],
        "denominator": row["denominator"],
        "value": value,
        "n": row["n"] or 0,
        "left": row["left_0"] or 0,
    }
    return out | ({"reason": reason} if reason else {})
