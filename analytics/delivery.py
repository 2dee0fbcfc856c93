"""How far what was assigned has come: work begun, money paid in its two bands, contents that no project was booked under."""

from dataclasses import dataclass

from analytics import apart
from analytics.answer import Answer, Missing, Scope
from analytics.attainment import empty
from analytics.codes import codes
from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters
from analytics.metrics import Metric
from analytics.plans import MEASURES, Book
from analytics.query import compute, number, said, sql_of
from data.store import Snapshot

# What a mark `pay=…` may name: the amount of mart payment, and which projects it is of.
PAID = {
    "assigned": ("y.assigned_vnd", "y.known"),
    "settled": ("y.settled_vnd", "y.known"),
    "advance": ("y.advance_vnd", "y.known"),
    "paid": ("COALESCE(y.settled_vnd, y.advance_vnd)", "y.known"),
    "begun": ("y.assigned_vnd", "y.started"),
}


def ask(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """The metrics of this room by key. Source: marts delivery (records), plan and reported_figure (a year that was not over)."""
    if metric.key == "contents_used":
        return contents_used(snapshot, metric, dims, filters)
    if metric.key == "work_started":
        return work_started(snapshot, metric, dims, filters)
    return disbursement(snapshot, metric, dims, filters)


def _sums(snapshot: Snapshot, dims: tuple[str, ...], filters: Filters) -> tuple[list[dict], str]:
    """The sums of mart delivery by dims and, with all_rows = 1, over all."""
    condition, params = where(filters.but(basis="actual"), "delivery")
    columns = [DIM_COLUMNS[dim] for dim in dims]
    sql = sql_of("delivery").format(
        dims="".join(f"{column} AS {dim}, " for column, dim in zip(columns, dims, strict=True)),
        grouping=f"GROUPING({columns[0]})" if columns else "1",
        where=condition,
        groups=f"GROUPING SETS ((), ({', '.join(columns)}))" if columns else "GROUPING SETS (())",
    )
    return snapshot.rows(sql, params), said(sql, params)


def _amount(row: dict, key: str) -> int | None:
    return number(row.get(key))


def disbursement(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """Money paid / money assigned, nominal (rows: settled, advance: its two bands, None where no such payment is recorded; n projects).

    Only projects of which it is known what was paid; the others are told as missing with their state money.
    """
    found, sql = _sums(snapshot, dims, filters)
    total = next(row for row in found if row["all_rows"] == 1)
    base = empty(snapshot, metric, dims, filters, sql)
    missing = (
        Missing("no_payment", total["no_payment_projects"] or 0, _amount(total, "no_payment_state_vnd")),
        Missing("no_plan_amount", total["no_plan_projects"] or 0, _amount(total, "no_plan_state_vnd")),
    )
    missing = tuple(m for m in missing if m.n)
    whole = _paid(total, ())
    answer = base.but(
        rows=tuple(_paid(row, dims) for row in found if dims and row["all_rows"] == 0), total=whole, n=whole["n"],
        basis="records" if whole["n"] or missing else "none", missing=missing,
    )  # fmt: skip
    return apart.beside(snapshot, answer, "delivery")


def _paid(row: dict, dims) -> dict:
    n, assigned = _amount(row, "paid_projects") or 0, _amount(row, "paid_assigned_vnd")
    settled, advance = _amount(row, "settled_vnd"), _amount(row, "advance_vnd")
    paid = (settled or 0) + (advance or 0) if n else None
    value, reason = compute(paid, assigned, True)
    return {dim: row[dim] for dim in dims} | {
        "numerator": paid, "denominator": assigned, "value": value, "n": n, "settled": settled, "advance": advance,
    } | ({"reason": reason} if reason else {})  # fmt: skip


def work_started(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """Assigned projects on which work has begun, and their assigned money: two measures, no payment (rows by measure and the other dims).

    A place without records: what a report states of a year that was not over, against the plan of that year (`until`: its last day).
    """
    others = tuple(dim for dim in dims if dim != "measure")
    if not codes(snapshot).places[filters.province].has_records:
        return _stated(snapshot, metric, filters)
    found, sql = _sums(snapshot, others, filters)
    rows = [
        _begun(row, measure, others)
        for row in found
        if row["all_rows"] == (0 if others else 1)
        for measure in ("projects", "state_support")
    ]
    total = next(row for row in found if row["all_rows"] == 1)
    left = _amount(total, "no_plan_projects") or 0
    n = _amount(total, "assigned_projects") or 0
    base = empty(snapshot, metric, ("measure", *others), filters, sql)
    missing = (Missing("no_plan_amount", left, _amount(total, "no_plan_state_vnd")),) if left else ()
    answer = base.but(
        rows=tuple(rows),
        n=n,
        total=base.total | {"n": n},
        basis="records" if n or left else "none",
        missing=missing,
    )
    return apart.beside(snapshot, answer, "delivery")


def _begun(row: dict, measure: str, others) -> dict:
    over, under = (
        ("started_projects", "assigned_projects")
        if measure == "projects"
        else ("started_vnd", "assigned_vnd")
    )
    assigned = _amount(row, under) or None
    begun = None if assigned is None else _amount(row, over) or 0
    value, reason = compute(begun, assigned, True)
    return {"measure": measure} | {dim: row[dim] for dim in others} | {
        "numerator": begun, "denominator": assigned, "value": value, "n": _amount(row, "assigned_projects") or 0,
    } | ({"reason": reason} if reason else {})  # fmt: skip


def _stated(snapshot: Snapshot, metric: Metric, filters: Filters) -> Answer:
    """The latest year of which a report tells a part, against its plan."""
    book = Book(snapshot, filters)
    base = empty(snapshot, metric, ("measure",), filters, book.sql)
    if filters.narrowed:
        return base.but(total=base.total | {"reason": "plan_not_split"})
    first, last = book.years
    for province in book.provinces:
        for year in sorted((y for y in book.begun_years(province) if first <= y <= last), reverse=True):
            pairs = {m: p for m in MEASURES if (p := _pair(book, province, year, m))}
            if pairs:
                rows = tuple(_stated_row(m, *pair, year, book.begun_until(province, year)) for m, pair in pairs.items())  # fmt: skip
                sources = tuple(row for pair in pairs.values() for side in pair for row in side.rows)
                n = pairs["projects"][0].value if "projects" in pairs else 0
                missing = () if n else (Missing("projects_not_stated", 0),)
                return base.but(rows=rows, total=base.total | {"n": n or None}, n=n, basis="reported", sources=sources, scope=_scope(pairs), missing=missing)  # fmt: skip
    return base.but(total=base.total | {"reason": "no_actual"})


def _pair(book: Book, province: str, year: int, measure: str):
    for tier in book.tiers(measure):
        over, under = book.begun(province, year, measure).at(tier), book.plan(province, (year, year), measure).at(tier)  # fmt: skip
        if over and under:
            return over, under
    return None


def _scope(pairs: dict):
    tiers = {pair[0].tier for pair in pairs.values()}
    batches = {pair[1].batch for pair in pairs.values()}
    out = [Scope("tier", tiers.copy().pop())] if len(tiers) == 1 and tiers != {"all"} else []
    return (
        (*out, Scope("batch", str(batches.pop())))
        if len(batches) == 1 and None not in batches
        else tuple(out)
    )


def _stated_row(measure: str, over, under, year: int, until) -> dict:
    value, reason = compute(over.value, under.value, True)
    return {
        "measure": measure, "numerator": over.value, "denominator": under.value, "value": value, "n": under.value if measure == "projects" else None, "plan": str(year), "until": until, "tier": over.tier,
    } | ({"reason": reason} if reason else {})  # fmt: skip


def contents_used(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """Contents with at least one project done or under way / contents that a project can be booked under; by group of contents."""
    rows, sql = contents(snapshot, filters)
    place = codes(snapshot).places[filters.province]
    if not place.has_records:
        base = empty(snapshot, metric, dims, filters, sql)
        return base.but(total=base.total | {"reason": "records_needed"})
    groups: dict = {}
    for row in rows:
        groups.setdefault(row["content_parent"], []).append(row)
    shown = [{"content_parent": parent} | _used(mine) for parent, mine in groups.items()] if dims else []
    base = empty(snapshot, metric, dims, filters, sql)
    total = _used(rows)
    return base.but(rows=tuple(shown), total=total, n=total["n"], basis="records")


def _used(rows: list[dict]) -> dict:
    used = sum(1 for row in rows if row["projects"])
    value, reason = compute(used, len(rows), True)
    return {
        "numerator": used,
        "denominator": len(rows),
        "value": value,
        "n": sum(r["projects"] for r in rows),
    } | ({"reason": reason} if reason else {})


def contents(snapshot: Snapshot, filters: Filters) -> tuple[list[dict], str]:
    """Every content of the period: content, content_parent, projects, given_up, planned, planned_group (columns: queries/contents_used.sql), and the SQL."""
    place = codes(snapshot).places[filters.province]
    first, last = filters.years or place.years or (0, 2025)
    condition, params = where(filters.but(basis="actual"), "delivery")
    sql, params = (
        sql_of("contents_used").format(where=condition),
        params | {"first_year": first, "last_year": last},
    )
    return snapshot.rows(sql, params), said(sql, params)


@dataclass(frozen=True)
class Unused:
    """Contents without a project, apart by what the plans of the period say of them; `by_content`: whether any plan tells contents at all."""

    planned: list[dict]
    unsure: list[dict]  # a plan names their group and not them
    never: list[dict]  # in no plan; of no meaning without `by_content`
    by_content: bool


def unused(rows: list[dict]) -> Unused:
    """The contents of `contents` that had no project. What was assigned and then given up had been planned."""
    left = [row for row in rows if not row["projects"]]
    planned = [row for row in left if row["planned"] or row["given_up"]]
    unsure = [row for row in left if row["planned_group"] and row not in planned]
    never = [row for row in left if row not in planned and row not in unsure]
    return Unused(planned, unsure, never, any(row["planned"] or row["planned_group"] for row in rows))


def quoted(snapshot: Snapshot, province: str) -> list[dict]:
    """What the sources of a place say of contents that were not carried out, or hardly (columns: queries/contents_quoted.sql)."""
    return snapshot.rows(sql_of("contents_quoted"), {"province": province})


def records(snapshot: Snapshot, asked: dict, filters: Filters, years) -> tuple[list[dict], str]:
    """The projects of a mark `pay=…`, each with that amount by payer; an unknown reading opens nothing. Returns (rows, SQL)."""
    amount, kept = PAID.get(asked["pay"], ("y.assigned_vnd", "FALSE"))
    condition, params = where(filters.but(basis="actual", years=years), "delivery")
    for dim, column in DIM_COLUMNS.items():
        if dim in asked and dim != "year":
            condition += f" AND {column} IS NOT DISTINCT FROM NULLIF($mark_{dim}, '')"
            params[f"mark_{dim}"] = asked[dim]
    sql = sql_of("payment_records").format(amount=amount, kept=kept, where=condition)
    return snapshot.rows(sql, params), said(sql, params)
