"""What leverage rests on: spread over projects, without one group, without the largest, and why it changed."""

from analytics.answer import Answer, Missing, together
from analytics.apart import REASONS
from analytics.codes import codes
from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters
from analytics.memory import kept
from analytics.metrics import METRICS, Metric
from analytics.query import compute, metric_by, said, sql_of
from analytics.told_years import without_records
from data.store import Snapshot

LARGEST = (1, 3, 5)
# Which projects' ratios a median is of.
_KEPT = {
    "leverage_median": "ratio",
    "leverage_median_positive": "CASE WHEN counterpart_vnd > 0 THEN ratio END",
}


def ask(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """The metrics of this room by key. Source: marts cube and money_part."""
    if metric.key in _KEPT:
        return median(snapshot, dims, filters, metric.key)
    if metric.key == "leverage_without":
        return without(snapshot, dims or ("content",), filters)
    if metric.key == "leverage_without_largest":
        return without_largest(snapshot, filters)
    return change(snapshot, dims or ("content",), filters)


def median(
    snapshot: Snapshot, dims: tuple[str, ...], filters: Filters, key: str = "leverage_median"
) -> Answer:
    """Median and quartiles of C/S over projects (rows: value, lower, upper, n, zero_counterpart), amounts nominal: a project's own ratio has no price year.

    `leverage_median_positive` leaves out projects whose counterpart is 0, and tells them in M. Rests on records alone.
    """
    condition, params = where(filters, "money_part")
    columns = [DIM_COLUMNS[dim] for dim in dims]
    sql = sql_of("leverage_spread").format(
        dims="".join(f"{column} AS {dim}, " for column, dim in zip(columns, dims, strict=True)),
        grouping=f"GROUPING({columns[0]})" if columns else "1",
        kept=_KEPT[key],
        columns="".join(f"{column}, " for column in columns),
        where=condition,
        groups=f"GROUPING SETS ((), ({', '.join(columns)}))" if columns else "GROUPING SETS (())",
    )
    rows = snapshot.rows(sql, params)
    total = next((_spread(row, ()) for row in rows if row["all_rows"] == 1 and not dims), None)
    if total is None:
        total = median(snapshot, (), filters, key).total
    base = metric_by(snapshot, METRICS["leverage"], (), filters.but(prices=None))
    return base.but(
        metric=key, dims=dims, total=total, n=total["n"], sql=said(sql, params), rows=tuple(_spread(row, dims) for row in rows if dims and row["all_rows"] == 0),
        basis="records" if base.basis in ("records", "mixed") else "none", figures=0, sources=(), alternatives=(), qualifier=None, missing=_outside(snapshot, key, base, total, filters),
    )  # fmt: skip


def _outside(
    snapshot: Snapshot, key: str, base: Answer, total: dict, filters: Filters
) -> tuple[Missing, ...]:
    """M of a median: projects without counterpart where they are left out, those whose ratio is not known, and years without records."""
    zero = ()
    if key == "leverage_median_positive" and total["zero_counterpart"]:
        zero = (Missing("zero_counterpart", total["zero_counterpart"], total["zero_state_vnd"]),)
    reasons = ("no_counterpart", "no_state_amount", *REASONS.values())
    known = tuple(m for m in base.missing if m.reason in reasons)
    years = (
        without_records(snapshot, filters) if codes(snapshot).places[filters.province].has_reported else ()
    )
    return zero + known + years


def _spread(row: dict, dims) -> dict:
    out = {dim: row[dim] for dim in dims}
    out |= {key: row[key] for key in ("value", "lower", "upper", "smallest", "largest", "n")}
    out |= {"zero_counterpart": row["zero_counterpart"] or 0, "zero_state_vnd": row["zero_state_vnd"]}
    out |= {"numerator": None, "denominator": None}
    if out["value"] is None:
        out["reason"] = "not_recorded"
    return out


def without(snapshot: Snapshot, dims: tuple[str, ...], filters: Filters) -> Answer:
    """For each group: the ratio of all the rest, and the group's share of both sides (rows: value, share_state, share_counterpart)."""
    whole = metric_by(snapshot, METRICS["leverage"], dims[:1], filters)
    counterpart, state = whole.total["numerator"] or 0, whole.total["denominator"] or 0
    rows = []
    for row in whole.rows:
        # What is recorded of the others; None, not 0, where nothing of them is.
        others = [r for r in whole.rows if r is not row and r["denominator"] is not None]
        rest_c = sum(r["numerator"] for r in others) if others else None
        rest_s = sum(r["denominator"] for r in others) if others else None
        value, reason = compute(rest_c, rest_s, True)
        rows.append(
            {
                dims[0]: row[dims[0]], "numerator": rest_c, "denominator": rest_s, "value": value, "n": whole.n - row["n"], "own": row["value"],
                "share_state": (row["denominator"] or 0) / state if state else None,
                "share_counterpart": (row["numerator"] or 0) / counterpart if counterpart else None,
            } | ({"reason": reason} if reason else {})
        )  # fmt: skip
    return whole.but(metric="leverage_without", dims=dims[:1], rows=tuple(rows))


def projects(snapshot: Snapshot, filters: Filters, limit: int | None = None) -> tuple[list[dict], str]:
    """The projects with both amounts, largest counterpart first, and the SQL that gave them."""
    condition, params = where(filters, "money_part")
    sql = sql_of("leverage_projects").format(where=condition, limit=f"LIMIT {int(limit)}" if limit else "")
    return snapshot.rows(sql, params), said(sql, params)


@kept
def ratios(snapshot: Snapshot, filters: Filters) -> tuple[float, ...]:
    """C/S of every project with both amounts recorded and S > 0, from the lowest; nominal amounts. Source: mart money_part."""
    condition, params = where(filters, "money_part")
    found = snapshot.rows(sql_of("leverage_ratios").format(where=condition), params)
    return tuple(row["ratio"] for row in found)


def without_largest(snapshot: Snapshot, filters: Filters) -> Answer:
    """The ratio without the 1, 3, 5 projects of largest counterpart (rows: left_out, value). Nominal amounts."""
    whole = metric_by(snapshot, METRICS["leverage"], (), filters.but(prices=None))
    largest, sql = projects(snapshot, filters, max(LARGEST))
    rows = []
    for k in LARGEST:
        gone = largest[:k]
        numerator = (whole.total["numerator"] or 0) - sum(p["counterpart_vnd"] for p in gone)
        denominator = (whole.total["denominator"] or 0) - sum(p["state_vnd"] for p in gone)
        value, reason = compute(numerator, denominator, True)
        rows.append(
            {
                "left_out": k,
                "numerator": numerator,
                "denominator": denominator,
                "value": value,
                "n": max(whole.n - len(gone), 0),
            }
            | ({"reason": reason} if reason else {})
        )
    return whole.but(
        metric="leverage_without_largest", dims=("left_out",), rows=tuple(rows), sql=f"{sql}\n\n{whole.sql}"
    )


MIN_TERM = 3  # years: shorter terms move with single projects, so no finding compares them


def terms(years: tuple[int, int], least: int = 1) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The period cut into two terms of equal length, the middle year of an odd period left to neither; None under `least` years each."""
    length = (years[1] - years[0] + 1) // 2
    if length < max(least, 1):
        return None
    return (years[0], years[0] + length - 1), (years[1] - length + 1, years[1])


def change(snapshot: Snapshot, dims: tuple[str, ...], filters: Filters, before=None, after=None) -> Answer:
    """Why the ratio moved between two terms: mix and within by group; they add up to the change.

    Rows: the group, mix, within, weight and ratio of both terms; groups with no state money in either term
    carry `unweighted`. Total: value (the change), before, after, mix, within, unweighted, first, last (the terms),
    dropped (the middle year of an odd period, in neither term; None where there is none).
    """
    if before is None or after is None:
        both = terms(filters.years or codes(snapshot).places[filters.province].years or (0, 0))
        before, after = both or ((0, 0), (0, 0))
    first = metric_by(snapshot, METRICS["leverage"], dims[:1], filters.but(years=before))
    last = metric_by(snapshot, METRICS["leverage"], dims[:1], filters.but(years=after))
    total, rows = mix_and_within(
        {r[dims[0]]: (r["numerator"] or 0, r["denominator"] or 0) for r in first.rows},
        {r[dims[0]]: (r["numerator"] or 0, r["denominator"] or 0) for r in last.rows},
    )
    dropped = before[1] + 1 if after[0] == before[1] + 2 else None
    total |= {
        "first": before,
        "last": after,
        "dropped": dropped,
        "n": first.n + last.n,
        "numerator": None,
        "denominator": None,
    }
    if total["value"] is None:
        total["reason"] = "term_without_ratio"
    return last.but(
        metric="leverage_change", dims=dims[:1], total=total, n=first.n + last.n, missing=together(first.missing + last.missing),
        rows=tuple({dims[0]: group} | row for group, row in rows.items()), filters=filters, sql=f"{first.sql}\n\n{last.sql}",
        sources=first.sources + last.sources, figures=first.figures + last.figures, alternatives=(),
    )  # fmt: skip


def mix_and_within(before: dict, after: dict) -> tuple[dict, dict]:
    """Two terms as {group: (C, S)} -> (totals, {group: effects}). Exact: mix + within + unweighted = change.

    A group without state money in one term takes the other term's ratio, so that all of it is mix;
    one without state money in both, but with counterpart, stands apart as `unweighted`.
    """
    state0, state1 = sum(s for _, s in before.values()), sum(s for _, s in after.values())
    if not state0 or not state1:
        return {
            "value": None,
            "before": None,
            "after": None,
            "mix": None,
            "within": None,
            "unweighted": None,
        }, {}
    rows = {}
    for group in sorted({*before, *after}, key=str):
        c0, s0 = before.get(group, (0, 0))
        c1, s1 = after.get(group, (0, 0))
        w0, w1 = s0 / state0, s1 / state1
        if not s0 and not s1:
            rows[group] = {
                "mix": 0.0,
                "within": 0.0,
                "unweighted": c1 / state1 - c0 / state0,
                "w0": 0.0,
                "w1": 0.0,
                "l0": None,
                "l1": None,
            }
            continue
        # A term with counterpart but no state money in this group: its ratio does not exist; the amount stands apart.
        apart = (c1 / state1 if not s1 else 0.0) - (c0 / state0 if not s0 else 0.0)
        l0 = c0 / s0 if s0 else c1 / s1
        l1 = c1 / s1 if s1 else l0
        rows[group] = {
            "mix": (w1 - w0) * (l0 + l1) / 2, "within": (l1 - l0) * (w0 + w1) / 2, "unweighted": apart,
            "w0": w0, "w1": w1, "l0": c0 / s0 if s0 else None, "l1": c1 / s1 if s1 else None,
        }  # fmt: skip
    start = sum(c for c, _ in before.values()) / state0
    end = sum(c for c, _ in after.values()) / state1
    totals = {"value": end - start, "before": start, "after": end}
    for effect in ("mix", "within", "unweighted"):
        totals[effect] = sum(row[effect] for row in rows.values())
    return totals, rows
