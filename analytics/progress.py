"""The course of projects from registration to settlement: who came how far, how long it took, what changed and why."""

from analytics import apart
from analytics.answer import Answer, Missing
from analytics.codes import codes
from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters
from analytics.metrics import METRICS, Metric
from analytics.query import compute, metric_by, number, said, sql_of
from data.store import Snapshot

# The steps a project passes, in order; mart progress numbers them from 1.
STAGES = ("registered", "approved", "contracted", "accepted", "settled")
# From which day to which: the steps one after another, then two spans that are asked about.
STEPS = (
    ("registered", "approved"),
    ("approved", "contracted"),
    ("contracted", "started"),
    ("started", "accepted"),
    ("accepted", "settled"),
    ("registered", "started"),
    ("registered", "settled"),
)
WHOLE = "registered_settled"
STEP_NAMES = tuple(f"{earlier}_{later}" for earlier, later in STEPS)
# The sets of projects that a mark can open; a link may only name one of them.
COURSES = {
    "assigned": "stage >= 2",
    "done": "status_group = 'done'",
    "waiting": "status_group = 'done' AND stage = 4",
    "underway": "status_group = 'underway' AND stage >= 2",
    "unfinished_within": "status_group = 'underway' AND stage >= 2 AND NOT overdue",
    "unfinished_over": "overdue AND stage >= 2",
    "overdue": "overdue AND stage >= 2",
    "ended": "status_group = 'ended' AND stage >= 2",
    "adjusted": "adjusted AND stage >= 2",
    "unmet": "stage = 1",
    **{f"reached_{stage}": f"stage >= {rank}" for rank, stage in enumerate(STAGES, 1)},
    **{f"paused_{stage}": f"stage = {rank} AND status_group <> 'ended'" for rank, stage in enumerate(STAGES, 1)},
    **{f"ended_{stage}": f"stage = {rank} AND status_group = 'ended'" for rank, stage in enumerate(STAGES, 1)},
}  # fmt: skip
_REASONS = {
    "adjustment_rate": {
        "told": "c.reason",
        "join": "LEFT JOIN (SELECT DISTINCT project_id, reason FROM change WHERE kind IN ('adjusted', 'extended')) c ON c.project_id = p.project_id",
        "condition": "p.stage >= 2 AND p.adjusted",
    },
    "stop_rate": {
        "told": "p.end_reason",
        "join": "",
        "condition": "p.stage >= 2 AND p.status_group = 'ended'",
    },
}
CHANGES_SHOWN = 200  # more rows than this are no reading matter; the rest is counted


def ask(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """The metrics of this room: lead_time by step, the two rates by reason too. Source: marts progress and change."""
    if metric.key == "lead_time":
        return lead_time(snapshot, dims, filters)
    if "change_reason" in dims:
        return by_reason(snapshot, metric, dims, filters)
    return metric_by(snapshot, metric, dims, filters)


def by_reason(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """A rate split by reason: each row has the projects of one reason above the denominator of its other dimensions.

    Rows: dims, numerator, denominator, value, n (the denominator). A reason without a project gives no row; NULL is "not recorded".
    """
    others = tuple(dim for dim in dims if dim != "change_reason")
    whole = metric_by(snapshot, metric, others, filters)
    below = {tuple(row[dim] for dim in others): row for row in whole.rows} if others else {(): whole.total}
    condition, params = where(filters, "progress")
    columns = [DIM_COLUMNS[dim] for dim in others]
    sql = sql_of("progress_reasons").format(
        dims="".join(f"{column} AS {dim}, " for column, dim in zip(columns, others, strict=True)),
        columns="".join(f"{column}, " for column in columns),
        where=condition,
        **_REASONS[metric.key],
    )
    rows = []
    for row in snapshot.rows(sql, params):
        denominator = below[tuple(row[dim] for dim in others)]["denominator"]
        value, _ = compute(row["numerator"], denominator, True)
        rows.append(
            {dim: row[dim] for dim in dims}
            | {
                "numerator": row["numerator"],
                "denominator": denominator,
                "value": value,
                "n": denominator or 0,
            }
        )
    return whole.but(dims=dims, rows=tuple(rows), sql=f"{said(sql, params)}\n\n{whole.sql}")


def lead_time(snapshot: Snapshot, dims: tuple[str, ...], filters: Filters) -> Answer:
    """Median days and quartiles (rows: value, lower, upper, n); the total, and rows without the dimension step, are of the whole course.

    Missing: settled projects whose whole course has no two days in order.
    """
    others = tuple(dim for dim in dims if dim != "step")
    condition, params = where(filters, "progress")
    columns = [DIM_COLUMNS[dim] for dim in others]
    sql = sql_of("progress_steps").format(
        dims="".join(f"{column} AS {dim}, " for column, dim in zip(columns, others, strict=True)),
        grouping=f"GROUPING({columns[0]})" if columns else "1",
        where=condition,
        steps="[" + ", ".join(f"'{name}'" for name in STEP_NAMES) + "]",
        spans="["
        + ", ".join(f"DATE_DIFF('day', {earlier}_on, {later}_on)" for earlier, later in STEPS)
        + "]",
        groups=f"GROUPING SETS ((step), (step, {', '.join(columns)}))"
        if columns
        else "GROUPING SETS ((step))",
    )
    found = snapshot.rows(sql, params)
    wholes = {row["step"]: row for row in found if row["all_rows"] == 1}
    total = _span(wholes.get(WHOLE), ())
    if others:
        rows = [
            _span(r, dims) for r in found if r["all_rows"] == 0 and ("step" in dims or r["step"] == WHOLE)
        ]
    else:
        rows = [_span(wholes[name], dims) for name in STEP_NAMES if name in wholes] if dims else []
    lacking = snapshot.rows(sql_of("progress_lacking").format(where=condition), params)[0]
    missing = Missing("dates_not_recorded", lacking["n"], number(lacking["state_vnd"]))
    answer = Answer(
        metric="lead_time", dims=dims, rows=tuple(rows), total=total, filters=filters, snapshot=snapshot.id,
        basis="records" if codes(snapshot).places[filters.province].has_records else "none", sql=said(sql, params), n=total["n"],
        missing=(missing,) if lacking["n"] else (), simulated=codes(snapshot).places[filters.province].simulated,
    )  # fmt: skip
    return apart.beside(snapshot, answer, "progress")


def _span(row: dict | None, dims: tuple[str, ...]) -> dict:
    if row is None:
        return dict.fromkeys(("value", "lower", "upper", "numerator", "denominator")) | {
            "n": 0,
            "reason": "not_recorded",
        }
    return {dim: row[dim] for dim in dims} | {
        "numerator": None,
        "denominator": None,
        **{key: row[key] for key in ("value", "lower", "upper", "n")},
    }


def course(snapshot: Snapshot, filters: Filters) -> Answer:
    """Where the projects of a choice stand, as an answer to `completion`: its rows are counts, not shares.

    Rows: year, stage (0 to 5, the last step passed), status, status_group, overdue (bool), n, assigned_vnd (đồng; None:
    none recorded), cut_off. Each project is in one row.
    """
    condition, params = where(filters, "progress")
    sql = sql_of("progress_course").format(where=condition)
    base = metric_by(snapshot, METRICS["completion"], (), filters)
    return base.but(rows=tuple(snapshot.rows(sql, params)), dims=("year", "stage", "status", "overdue"), sql=said(sql, params))  # fmt: skip


def cut_offs(snapshot: Snapshot, province: str) -> list[dict]:
    """The last day found in the records of each province of a place (rows: province, cut_off); empty where none has a day."""
    return snapshot.rows(
        """SELECT province, MAX(cut_off) AS cut_off FROM progress
           WHERE province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)
           GROUP BY province HAVING MAX(cut_off) IS NOT NULL ORDER BY province""",
        {"province": province},
    )


def with_unfinished(snapshot: Snapshot, filters: Filters) -> Filters:
    """The same choice, reaching on into the unfinished years where it ends with the last complete one."""
    place = codes(snapshot).places[filters.province]
    if not filters.years or not place.years or filters.years[1] != place.last_complete:
        return filters
    return filters.but(years=(filters.years[0], place.years[1]))


def changes(snapshot: Snapshot, filters: Filters) -> list[dict]:
    """The latest adjustments, extensions, stops and withdrawals, at most CHANGES_SHOWN (columns: queries/progress_changes.sql)."""
    condition, params = where(filters, "progress")
    return snapshot.rows(
        sql_of("progress_changes").format(where=condition), params | {"limit": CHANGES_SHOWN}
    )


def records(
    snapshot: Snapshot, asked: dict, filters: Filters, years: tuple[int, int] | None
) -> tuple[list[dict], str]:
    """The projects of a mark `course=…` (with reason, step, year, tier, content…): one row each, as analytics.records shows them.

    An unknown course or step opens nothing. Returns (rows, SQL).
    """
    condition, params = where(filters.but(years=years), "progress")
    days = "CAST(NULL AS INTEGER)"
    if asked["course"] == "step":
        earlier, later = dict(zip(STEP_NAMES, STEPS, strict=True)).get(asked.get("step", ""), (None, None))
        condition += f" AND {later}_on >= {earlier}_on" if earlier else " AND FALSE"
        days = f"DATE_DIFF('day', x.{earlier}_on, x.{later}_on)" if earlier else days
    else:
        condition += f" AND ({COURSES.get(asked['course'], 'FALSE')})"
    for dim, column in DIM_COLUMNS.items():
        if dim in asked and dim != "year":
            condition += f" AND {column} IS NOT DISTINCT FROM NULLIF($mark_{dim}, '')"
            params[f"mark_{dim}"] = asked[dim]
    if "status" in asked:
        condition += " AND status = $mark_status"
        params["mark_status"] = asked["status"]
    if "reason" in asked:
        condition += f" AND {_of_reason(asked['course'])}"
        params["mark_reason"] = asked["reason"]
    sql = sql_of("progress_records").format(where=condition, days=days)
    return snapshot.rows(sql, params), said(sql, params)


def _of_reason(course_name: str) -> str:
    """The condition that keeps the projects of one reason ('': not recorded)."""
    if course_name != "adjusted":
        return "end_reason IS NOT DISTINCT FROM NULLIF($mark_reason, '')"
    mine = "SELECT 1 FROM change c WHERE c.project_id = progress.project_id AND c.kind IN ('adjusted', 'extended')"
    return (
        f"(EXISTS ({mine} AND c.reason IS NOT DISTINCT FROM NULLIF($mark_reason, '')) "
        f"OR ($mark_reason = '' AND NOT EXISTS ({mine})))"
    )
