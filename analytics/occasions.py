"""Who comes back, what an establishment and an occasion receive, what reaches difficult areas; and what is recorded of jobs and classes."""

from analytics import apart
from analytics.answer import Answer, Missing
from analytics.codes import codes
from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters
from analytics.metrics import Metric
from analytics.query import compute, number, said, sql_of
from data.store import Snapshot

# Which establishments the money metrics look for: SQL over one row of the mart `occasion`.
_MARKS = {
    "repeat_share": "MIN(year) OVER (PARTITION BY beneficiary_id) <> MAX(year) OVER (PARTITION BY beneficiary_id)",
    "difficult_money_share": "difficult_area",
}
_QUERIES = {
    "repeat_rate": "repeat_rate",
    "support_median": "support_median",
    "employees_median": "employees_median",
    "support_per_occasion": "support_per_occasion",
    "repeat_share": "support_marked",
    "difficult_money_share": "support_marked",
}
# Lower bounds of the bands of people at work in an establishment; the last one is open. To look at, not classes of any law.
SIZES = (0, 11, 51, 101, 201)
OUTCOMES = ("jobs_new", "jobs_kept", "trainees", "classes")
# Lower bounds in đồng of the classes of support an establishment received; the last one is open.
BOUNDS = tuple(
    million * 1_000_000 for million in (0, 20, 50, 100, 150, 200, 300, 400, 500, 700, 1_000, 2_000, 5_000)
)


def ask(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """The metrics of this room by key, amounts nominal. Source: mart occasion."""
    rows, sql = _rows(snapshot, metric, dims, filters) if dims else ([], "")
    whole, whole_sql = _rows(snapshot, metric, (), filters)
    read = _ratio if metric.denominator else _middle
    first = whole[0] if whole else {}
    total = read(first, ())
    answer = Answer(
        metric=metric.key, dims=dims, rows=tuple(read(row, dims) for row in rows), total=total, filters=filters, snapshot=snapshot.id,
        basis="records" if total["n"] else "none", sql=sql or whole_sql, n=total["n"], missing=_missing(metric, first),
        simulated=codes(snapshot).places[filters.province].simulated,
    )  # fmt: skip
    return apart.beside(snapshot, answer, "occasion")


def _rows(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> tuple[list, str]:
    condition, params = where(filters, "occasion")
    sql = sql_of(_QUERIES[metric.key]).format(
        where=condition,
        dims="".join(f"{DIM_COLUMNS[dim]} AS {dim}, " for dim in dims),
        names="".join(f"{dim}, " for dim in dims),
        mark=_MARKS.get(metric.key, "NULL"),
    )
    return snapshot.rows(sql, params), said(sql, params)


def _ratio(row: dict, dims) -> dict:
    numerator, denominator = number(row.get("numerator")), number(row.get("denominator"))
    value, reason = compute(numerator, denominator, True)
    out = {dim: row[dim] for dim in dims}
    out |= {"numerator": numerator, "denominator": denominator, "value": value, "n": row.get("n") or 0}
    return out | ({"reason": reason} if reason else {})


def _middle(row: dict, dims) -> dict:
    """A median with its quartiles in the metric's own unit; `counted` says of how many establishments or occasions."""
    out = {dim: row[dim] for dim in dims}
    out |= {key: row.get(key) for key in ("value", "lower", "upper", "smallest", "largest")}
    out |= {
        "counted": row.get("establishments", row.get("occasions")) or 0,
        "numerator": None,
        "denominator": None,
    }
    out |= {"left_establishments": row.get("left_establishments") or 0, "n": row.get("n") or 0}
    return out | ({"reason": "not_recorded"} if out["value"] is None else {})


def _missing(metric: Metric, row: dict) -> tuple[Missing, ...]:
    if metric.key == "support_median":
        found = (Missing("support_not_whole", row.get("left_n") or 0, row.get("left_state_vnd")),)
        return tuple(missing for missing in found if missing.n)
    if metric.key == "employees_median":  # establishments, since a project can have some of both
        left = row.get("left_establishments") or 0
        return (Missing("no_employees", left),) if left else ()
    found = (
        Missing("no_state_amount", row.get("no_state") or 0),
        Missing("no_difficult_flag", row.get("no_flag") or 0, row.get("no_flag_vnd")),
        Missing("own_share_unknown", row.get("left_n") or 0, row.get("left_state_vnd")),
    )
    return tuple(missing for missing in found if missing.n)


def by_years(snapshot: Snapshot, filters: Filters) -> list[dict]:
    """How many establishments appear in how many plan years (plan_years, establishments, occasions), ascending."""
    condition, params = where(filters, "occasion")
    return snapshot.rows(sql_of("repeat_years").format(where=condition), params)


def classes(snapshot: Snapshot, filters: Filters) -> list[int]:
    """How many establishments received how much over the period, one count a class of BOUNDS; those whose whole support is not known are left out."""
    condition, params = where(filters, "occasion")
    rows = snapshot.rows(sql_of("support_classes").format(where=condition), params | {"bounds": list(BOUNDS)})
    found = {row["class"]: row["establishments"] for row in rows}
    return [found.get(at, 0) for at in range(len(BOUNDS))]


def sizes(snapshot: Snapshot, filters: Filters) -> tuple[list[int], int]:
    """How many establishments have how many people at work, one count a band of SIZES; and how many record none."""
    condition, params = where(filters, "occasion")
    rows = snapshot.rows(sql_of("employees_bands").format(where=condition), params | {"bounds": list(SIZES)})
    found = {row["band"]: row["establishments"] for row in rows}
    return [found.get(at, 0) for at in range(len(SIZES))], found.get(None, 0)


def recorded(snapshot: Snapshot, filters: Filters) -> dict[str, dict]:
    """What is recorded of each of OUTCOMES: value (None: nowhere), projects, recorded_projects, state_vnd, recorded_state_vnd, share (of the state money; None where it is not known)."""
    condition, params = where(filters, "outcome")
    out = {}
    for row in snapshot.rows(sql_of("outcomes_recorded").format(where=condition), params):
        share, _ = compute(row["recorded_state_vnd"] or 0, row["state_vnd"], True)
        out[row.pop("measure")] = row | {"share": share}
    return out


def difficult_base(snapshot: Snapshot, province: str) -> list[dict]:
    """The lists of poor districts that name districts of a place, oldest first; empty where the reference data has none.

    decision, decision_date, list, source, districts (codes), listed (in the whole country, as far as the reference
    data has them), people (of the listed districts, census 2019), all_people, share (None where the census lacks a
    district). The lists that ship are not whole: what is not in them is not known, never "not poor".
    """
    out = []
    for row in snapshot.rows(sql_of("difficult_base"), {"province": province}):
        whole = row["counted"] == row["all_districts"] and row["known"] == len(row["districts"])
        share, _ = compute(row["people"] if whole else None, row["all_people"], True)
        out.append(row | {"share": share})
    return out


# What a mark of this room asks for: which rows of the mart `occasion`, and which of their establishments.
_SERVED = {
    "type": ("beneficiary_type = $served_type", "TRUE"),
    "difficult": ("difficult_area", "TRUE"),
    "years": ("TRUE", "COUNT(DISTINCT year) = $served_years"),
    "again": ("TRUE", "COUNT(DISTINCT year) > 1"),
    "amount": ("TRUE", "COUNT(state_vnd) = COUNT(*) AND SUM(state_vnd) >= $served_from AND SUM(state_vnd) < $served_below"),
    "size": ("TRUE", "last_recorded(employees, year) >= $served_from AND last_recorded(employees, year) < $served_below"),
    "sized": ("TRUE", "COUNT(employees) > 0"),
    "unsized": ("TRUE", "COUNT(employees) = 0"),
}  # fmt: skip
_OPEN_END = 2**62


def records(
    snapshot: Snapshot, asked: dict, filters: Filters, years: tuple[int, int] | None
) -> tuple[list[dict], str]:
    """The projects of the establishments that a mark counts (key `served`), with all the money of those projects.

    A group project stands behind every mark that counts one of its establishments, so such projects do not add up
    over marks. `served=recorded` asks for the projects that record a measure. Rows as in `analytics.records`;
    none for a mark that this room does not know. Source: marts occasion, project, money_part.
    """
    chosen = filters.but(years=years)
    condition, params = where(chosen.but(beneficiary_types=(), districts=()), "money_part")
    inside, more = _inside(asked, chosen)
    if inside is None:
        return [], ""
    sql = sql_of("records").format(parts="money_part", where=f"{condition} AND {inside}")
    params |= more
    rows = snapshot.rows(sql, params)
    if asked.get("served") == "recorded":
        rows = _with_outcome(snapshot, asked["outcome"], rows)
    return rows, said(sql, params)


def _with_outcome(snapshot: Snapshot, measure: str, rows: list[dict]) -> list[dict]:
    """What each project records (key `outcome`), on the first of its rows only, so that the column adds up to the mark."""
    found = snapshot.rows(
        f"SELECT project_id, {measure} AS outcome FROM project WHERE project_id IN (SELECT UNNEST($projects))",
        {"projects": sorted({row["project_id"] for row in rows})},
    )
    left = {row["project_id"]: row["outcome"] for row in found}
    return [row | {"outcome": left.pop(row["project_id"], None)} for row in rows]


def _inside(asked: dict, filters: Filters) -> tuple[str | None, dict]:
    """Which projects: a condition on project_id, with its parameters; None for an unknown mark."""
    kind = asked.get("served")
    if kind == "recorded" and asked.get("outcome") in OUTCOMES:
        own = {"content": asked["content"]} if "content" in asked else {}
        narrower = " AND content_code = $content" if own else ""
        told = (
            f"project_id IN (SELECT project_id FROM project WHERE {asked['outcome']} IS NOT NULL{narrower})"
        )
        # A project over several districts or types stands whole in its group, as the sums of outcomes count it.
        chosen, params = where(filters, "project") if filters.basis == "actual" else ("TRUE", {})
        return f"{told} AND project_id IN (SELECT project_id FROM project WHERE {chosen})", params | own
    if kind not in _SERVED:
        return None, {}
    rows, establishments = _SERVED[kind]
    condition, params = where(filters, "occasion")
    condition += f" AND {rows}"
    if "content" in asked:
        condition += " AND content_code = $served_content"
        params["served_content"] = asked["content"]
    params |= _values(kind, asked)
    served = f"SELECT beneficiary_id FROM occasion WHERE {condition} GROUP BY beneficiary_id HAVING {establishments}"
    return (
        f"project_id IN (SELECT project_id FROM occasion WHERE {condition} AND beneficiary_id IN ({served}))",
        params,
    )


def _values(kind: str, asked: dict) -> dict:
    """What a mark holds, as parameters; a number that is none asks for nothing."""

    def whole(name: str, otherwise: int) -> int:
        text = asked.get(name, "")
        return int(text) if text.isdecimal() else otherwise

    if kind == "type":
        return {"served_type": asked.get("of", "")}
    if kind == "years":
        return {"served_years": whole("of", -1)}
    if kind in ("amount", "size"):
        return {"served_from": whole("from", _OPEN_END), "served_below": whole("below", _OPEN_END)}
    return {}
