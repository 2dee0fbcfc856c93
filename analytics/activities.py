"""Activities outside projects, product awards, collaborators and staff: their metrics, and the rows behind a mark."""

from dataclasses import dataclass

from analytics.answer import Answer, Missing
from analytics.codes import codes
from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters
from analytics.metrics import Metric
from analytics.query import compute, headed, number, said, sql_of
from analytics.records import read_mark
from data.store import Snapshot

MARTS = ("activity", "award", "collaborator")
LEVELS = ("commune", "district", "province", "region", "nation")
KINDS = ("advice", "class", "fair", "publication", "broadcast", "seminar", "study_tour", "survey", "inspection")  # fmt: skip
# Dimensions that only these lists have.
OWN_DIMS = {"kind": "kind", "topic": "topic", "level": "level", "area": "area"}
_COLUMNS = DIM_COLUMNS | OWN_DIMS
# What a row needs to know of the others that are chosen: the last year of a stock, the highest level of a product.
_BESIDE = {
    "activity": "",
    "award": ", MAX(level_rank) OVER (PARTITION BY product_id) AS top_rank",
    "collaborator": ", year = MAX(year) OVER (PARTITION BY province, role) AS is_last",
}
_ORDER = {
    "activity": "period_start, title COLLATE vi, file, row",
    "award": "year, level_rank, product COLLATE vi, file, row",
    "collaborator": "year, role, area COLLATE vi, file, row",
}
# Which rows of a list a mark may ask for beside the dimensions; a link may only name one of them.
_ONLY = {
    "vacant": "vacant > 0",
    "filled": "filled > 0",
    "higher": "top_rank > level_rank",
    "told": "told_classes",
    "own": "NOT told_classes",
    "own_people": "NOT told_trainees",
}


def ask(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """A metric of a list by dimensions. Rows: dims, numerator, denominator, value, n (rows of the list that count).

    A stock (collaborators, staff) over several years is that of the last one in which its province has it, never a sum.
    Levels of an award are nested: without the dimension level there is no value, but the reason `levels_nested`.
    Source: the mart that the metric names.
    """
    rows, by_sql = _rows(snapshot, metric, dims, filters, every_year="year" in dims) if dims else ([], "")
    whole, sql = _rows(snapshot, metric, (), filters, every_year=False)
    first = whole[0] if whole else {}
    total = _valued(metric, first, ())
    return Answer(
        metric=metric.key,
        dims=dims,
        rows=tuple(_valued(metric, row, dims) for row in rows if _holds(metric, row)),
        total=total,
        filters=filters,
        snapshot=snapshot.id,
        basis="records" if total["n"] else "none",
        sql=by_sql or sql,
        n=total["n"],
        missing=(*_missing(metric, first), *_before(snapshot, metric, filters)),
        simulated=codes(snapshot).places[filters.province].simulated,
    )


def _rows(snapshot, metric, dims, filters, *, every_year) -> tuple[list[dict], str]:
    sql, params = _sql(metric, dims, filters, every_year)
    return snapshot.rows(sql, params), said(sql, params)


def _sql(metric: Metric, dims: tuple[str, ...], filters: Filters, every_year: bool) -> tuple[str, dict]:
    condition, params = where(filters, metric.mart)
    columns = [_COLUMNS[dim] for dim in dims]
    left = "".join(f",\n       {part.count} AS left_{i}" for i, part in enumerate(metric.left))
    sql = sql_of("listed").format(
        dims="".join(f"{column} AS {dim}, " for column, dim in zip(columns, dims, strict=True)),
        grouping="0" if columns else "1",
        numerator=metric.numerator,
        denominator=metric.denominator or "NULL",
        counted=metric.counted,
        left=left,
        beside=_BESIDE[metric.mart],
        mart=metric.mart,
        where=condition,
        kept="is_last" if metric.mart == "collaborator" and not every_year else "TRUE",
        groups=f"({', '.join(columns)})" if columns else "()",
    )
    return sql, params


def _holds(metric: Metric, row: dict) -> bool:
    """Whether anything of the metric is in a group: a year of fairs alone says nothing of advice."""
    return bool(row["n"] or any(row[f"left_{i}"] for i in range(len(metric.left))))


def _valued(metric: Metric, row: dict, dims: tuple[str, ...]) -> dict:
    out = {dim: row.get(dim) for dim in dims}
    n = row.get("n") or 0
    if metric.mart == "award" and "level" not in dims:
        empty = out | {"numerator": None, "denominator": None, "value": None, "n": n}
        return empty | ({"reason": "levels_nested"} if n else {"reason": "not_recorded"})
    numerator, denominator = number(row.get("numerator")), number(row.get("denominator"))
    value, reason = compute(numerator, denominator, metric.is_ratio)
    out |= {"numerator": numerator, "denominator": denominator, "value": value, "n": n}
    if metric.left:
        left = {part.reason: row.get(f"left_{i}") or 0 for i, part in enumerate(metric.left)}
        out["own_missing"] = {reason: (count, None) for reason, count in left.items()}
    return out | ({"reason": reason} if reason else {})


def _missing(metric: Metric, row: dict) -> tuple[Missing, ...]:
    told = ((part.reason, row.get(f"left_{i}") or 0) for i, part in enumerate(metric.left))
    return tuple(Missing(reason, n) for reason, n in told if n)


def _before(snapshot: Snapshot, metric: Metric, filters: Filters) -> tuple[Missing, ...]:
    """Areas of a stock that are told in an earlier chosen year and no more in the last one of their province."""
    if metric.mart != "collaborator":
        return ()
    condition, params = where(filters, "collaborator")
    (row,) = snapshot.rows(
        f"""WITH chosen AS (SELECT *{_BESIDE["collaborator"]} FROM collaborator WHERE {condition})
            SELECT COUNT(*) AS n FROM (
              SELECT province FROM chosen WHERE role = $of_role GROUP BY province, area_level, area_key HAVING NOT BOOL_OR(is_last))""",
        params | {"of_role": read_mark(metric.mark)["role"]},
    )
    return (Missing("areas_before", row["n"]),) if row["n"] else ()


def areas_by_year(
    snapshot: Snapshot, filters: Filters, role: str, *, posts: bool = False
) -> dict[int, frozenset]:
    """Which areas a stock has each year, {year: {(province, level, key)}}; with `posts` only those that record them."""
    condition, params = where(filters, "collaborator")
    rows = snapshot.rows(
        f"""SELECT DISTINCT year, province, area_level, area_key FROM collaborator
            WHERE {condition} AND role = $of_role AND (posts IS NOT NULL OR NOT $of_posts)""",
        params | {"of_role": role, "of_posts": posts},
    )
    found: dict[int, set] = {}
    for row in rows:
        found.setdefault(row["year"], set()).add((row["province"], row["area_level"], row["area_key"]))
    return {year: frozenset(areas) for year, areas in found.items()}


def held(snapshot: Snapshot, province: str) -> dict[str, tuple[int, int]]:
    """Of which of the lists a place has any row, with their first and last year: {mart: (first, last)}."""
    out = {}
    for mart in MARTS:
        row = snapshot.rows(
            f"""SELECT MIN(year) AS first_year, MAX(year) AS last_year FROM {mart}
                WHERE province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)""",
            {"province": province},
        )[0]
        if row["first_year"] is not None:
            out[mart] = (row["first_year"], row["last_year"])
    return out


def with_later(snapshot: Snapshot, filters: Filters, mart: str) -> Filters:
    """The same choice reaching on into the unfinished years that the list has, where it ends with the last complete one."""
    place, there = codes(snapshot).places[filters.province], held(snapshot, filters.province).get(mart)
    if not filters.years or not there or filters.years[1] != place.last_complete:
        return filters
    return filters.but(years=(filters.years[0], max(filters.years[1], there[1])))


@dataclass(frozen=True)
class Listed:
    """The rows of a list behind a mark, and their SQL. `mart` says which list."""

    mart: str
    rows: tuple[dict, ...]
    sql: str


def behind(snapshot: Snapshot, mark: str, filters: Filters) -> Listed:
    """What a mark `list=activity&kind=fair&year=2016` stands on, under the filters it was drawn with.

    The dimensions narrow the rows (an empty value: not told), `only` is one of a few sets, `also` the level that products of
    the mark's level hold too. A stock without a year is that of its last one. An unknown list or set opens nothing.
    """
    asked = read_mark(mark)
    mart = asked.get("list", "")
    if mart not in MARTS:
        return Listed("", (), "")
    year = asked.get("year", "")
    years = (int(year), int(year)) if year.isdecimal() else filters.years
    condition, params = where(filters.but(years=years), mart)
    kept = ["is_last"] if mart == "collaborator" and not year.isdecimal() else []
    for dim in (*OWN_DIMS, "role", "district"):
        if dim in asked and _of_mart(mart, dim):
            kept.append(f"{_COLUMNS.get(dim, dim)} IS NOT DISTINCT FROM NULLIF($mark_{dim}, '')")
            params[f"mark_{dim}"] = asked[dim]
    if "only" in asked:
        kept.append(_ONLY.get(asked["only"], "FALSE"))
    if "also" in asked:
        kept.append(f"product_id IN (SELECT product_id FROM award WHERE {condition} AND level = $also)")
        params["also"] = asked["also"]
    sql = sql_of("listed_rows").format(
        beside=_BESIDE[mart], mart=mart, where=condition, kept=" AND ".join(kept) or "TRUE", order=_ORDER[mart]
    )  # fmt: skip
    return Listed(mart, tuple(snapshot.rows(sql, params)), headed(said(sql, params), snapshot.id))


def _of_mart(mart: str, dim: str) -> bool:
    own = {"activity": ("kind", "topic", "district"), "award": ("level", "district"), "collaborator": ("area", "role", "district")}  # fmt: skip
    return dim in own[mart]


def nested(snapshot: Snapshot, filters: Filters) -> dict[tuple[str, str], int]:
    """How many products of a level hold a higher one too, by identity: {(level, higher level): products}; (level, level) is all of them."""
    condition, params = where(filters, "award")
    rows = snapshot.rows(
        f"""WITH chosen AS (SELECT * FROM award WHERE {condition})
            SELECT l.level, h.level AS higher, COUNT(DISTINCT l.product_id) AS n
            FROM chosen l JOIN chosen h ON h.product_id = l.product_id AND h.level_rank >= l.level_rank
            GROUP BY l.level, h.level""",
        params,
    )
    return {(row["level"], row["higher"]): row["n"] for row in rows}
