"""A metric by dimensions under filters: the one way from a choice to a number."""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from analytics.answer import Answer, Missing
from analytics.codes import codes
from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters
from analytics.memory import kept
from analytics.metrics import METRICS, Metric
from data.store import Snapshot

QUERIES = Path(__file__).parent / "queries"


@lru_cache(maxsize=64)
def sql_of(name: str) -> str:
    """The text of one question without its header of comments."""
    lines = (QUERIES / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


def ask(snapshot: Snapshot, key: str, dims: tuple[str, ...] = (), filters: Filters | None = None) -> Answer:
    """The answer to one metric.

    Records come before reports: a place with project records is answered from them (one-year figures
    stand in for years without); a place without is answered from its stated periods, never from
    summed years where a period is stated. Raises ValueError for an unknown metric or dimension.
    """
    return _answer(snapshot, key, tuple(dims), filters or Filters())


@kept
def _answer(snapshot: Snapshot, key: str, dims: tuple[str, ...], filters: Filters) -> Answer:
    from analytics import apart, reported, told_periods

    if key not in METRICS:
        raise ValueError(f"no metric {key}")
    metric = METRICS[key]
    for dim in dims:
        if dim not in metric.dims:
            raise ValueError(f"{key} has no dimension {dim}; it has {', '.join(metric.dims)}")
    place = codes(snapshot).places[filters.province]
    if not place.has_records and metric.reported and not dims:
        stated = reported.ask(snapshot, metric, filters)
        if stated is not None:
            if filters.years[0] != filters.years[1]:
                stated = told_periods.of_both(stated, _room(metric)(snapshot, metric, (), filters))
            return _headed(apart.beside(snapshot, stated, metric.mart))
    return _headed(_room(metric)(snapshot, metric, dims, filters))


# Metrics whose number is no row of their SQL: it is counted in Python from the rows that the SQL gives.
COUNTED_AFTER = frozenset(
    {
        "leverage_change", "gini", "hhi", "support_per_1000_people", "listed_district_share", "communes_in_one_district", "years_since_support",
        "attainment", "plan_share", "contents_used", "disbursement", "unmet_demand_money", "lead_time",
    }
)  # fmt: skip


def _headed(answer: Answer) -> Answer:
    if not answer.sql:
        return answer
    counted = f"-- The number is counted from these rows in analytics/{METRICS[answer.metric].question}.py.\n"
    return answer.but(
        sql=headed((counted if answer.metric in COUNTED_AFTER else "") + answer.sql, answer.snapshot)
    )


def headed(sql: str, snapshot: str) -> str:
    """The SQL under a line that names the snapshot on which it gives the answer."""
    head = f"-- {snapshot}.duckdb"
    return sql if sql.startswith(head) else f"{head}\n{sql}"


def _room(metric: Metric):
    """What answers a metric: the sums below, or the room of analytics that its `question` names (by name, since rooms stand on this module)."""
    return metric_by if metric.question == "query" else import_module(f"analytics.{metric.question}").ask


def metric_by(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """The metric for each value of the dimensions, and over all of them.

    A ratio of sums, never a mean of ratios, so that it holds at any level; missing where the
    denominator is 0 or missing. One row for each combination that has any cell. Source: the metric's mart.
    """
    from analytics import apart, told_rows, told_years

    sql, params = _question(metric, dims, filters)
    found = _found(snapshot, metric, dims, filters)
    total = next((row for row in found if row["all_rows"] == 1), {})
    basis = _basis(total)
    told = None
    if metric.mart == "cube" and basis != "none":
        told = told_years.read(snapshot, metric, filters, _source(metric, filters), params)
    answer = Answer(
        metric=metric.key,
        dims=dims,
        rows=tuple(_valued(metric, row, dims) for row in found if dims and row["all_rows"] == 0),
        total=_valued(metric, total, ()),
        filters=filters,
        snapshot=snapshot.id,
        basis=basis,
        sql=said(sql, params),
        n=_counted(total) or 0,
        missing=_missing(snapshot, metric, total, filters),
        simulated=codes(snapshot).places[filters.province].simulated,
    )
    answer = apart.beside(
        snapshot, answer, metric.mart, filters.prices if _in_prices(metric, filters) else None
    )
    if metric.mart != "cube" and codes(snapshot).places[filters.province].has_reported:
        return answer.but(missing=answer.missing + told_years.without_records(snapshot, filters))
    return answer if told is None else told_rows.told_too(answer, metric, told)


def _found(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> list[dict]:
    """The rows of one question. The whole of the cube is read from the question by year, which has the same whole: screens ask both."""
    by_year = not dims and metric.mart == "cube" and "year" in metric.dims
    sql, params = _question(metric, ("year",) if by_year else dims, filters)
    rows = _rows(snapshot, sql, tuple((key, _hashable(value)) for key, value in params.items()))
    return [row for row in rows if row["all_rows"] == 1] if by_year else rows


@kept
def _rows(snapshot: Snapshot, sql: str, params: tuple[tuple, ...]) -> list[dict]:
    """Metrics that count the same sums (leverage, and leverage without a content) read the same rows; they must not be changed."""
    return snapshot.rows(
        sql, {key: list(value) if isinstance(value, tuple) else value for key, value in params}
    )


def _hashable(value):
    return tuple(value) if isinstance(value, list) else value


def _source(metric: Metric, filters: Filters) -> str:
    """The mart, or the cube in prices of one year."""
    return f"({sql_of('cube_real')})" if _in_prices(metric, filters) else metric.mart


def _question(metric: Metric, dims: tuple[str, ...], filters: Filters) -> tuple[str, dict]:
    condition, params = where(filters, metric.mart)
    columns = [DIM_COLUMNS[dim] for dim in dims]
    if _in_prices(metric, filters):
        params["base_year"] = filters.prices
    left = "".join(
        f"{part.count} AS left_{i}, {part.state_vnd or 'NULL'} AS left_state_{i},\n       "
        for i, part in enumerate(metric.left)
    )
    sql = sql_of("cube").format(
        dims="".join(f"{column} AS {dim}, " for column, dim in zip(columns, dims, strict=True)),
        grouping=f"GROUPING({columns[0]})" if columns else "1",
        numerator=metric.numerator,
        denominator=metric.denominator or "NULL",
        counted=metric.counted,
        counted_records=re.sub(
            r"SUM\(([^()]*)\)", r"SUM(CASE WHEN evidence = 'record' THEN \1 END)", metric.counted
        ),
        left=left,
        source=_source(metric, filters),
        where=condition,
        groups=f"GROUPING SETS ((), ({', '.join(columns)}))" if columns else "GROUPING SETS (())",
    )
    if metric.mart != "cube":
        sql = sql.replace("evidence = 'record'", "TRUE").replace("evidence = 'reported'", "FALSE")
    return sql, params


def _in_prices(metric: Metric, filters: Filters) -> bool:
    """Whether the metric is one of money and asked in prices of one year; a count has no prices."""
    return (
        metric.mart == "cube" and filters.prices is not None and metric.kind in ("money", "ratio", "percent")
    )


def _valued(metric: Metric, row: dict, dims: tuple[str, ...]) -> dict:
    numerator, denominator = number(row.get("numerator")), number(row.get("denominator"))
    value, reason = compute(numerator, denominator, metric.is_ratio)
    out = {dim: row.get(dim) for dim in dims}
    n = _counted(row)
    out |= {"numerator": numerator, "denominator": denominator, "value": value, "n": n or 0}
    if row.get("reported"):
        out["rests_on"] = _basis(row)
    if n is None and row.get("reported"):
        out["projects_stated"] = False
    if row.get("left_0") is not None:
        out["left"] = row["left_0"]
    if "left_0" in row:
        out["own_missing"] = {
            part.reason: (row[f"left_{i}"] or 0, number(row[f"left_state_{i}"]))
            for i, part in enumerate(metric.left)
        }
    if reason:
        out["reason"] = reason
    return out


def number(value):
    """Amounts leave as whole numbers; constant prices are rounded to the đồng."""
    return None if value is None else round(value)


def compute(numerator, denominator, is_ratio: bool) -> tuple[float | int | None, str | None]:
    """Value and, where there is none, the reason: never 0, inf or NaN for what is not known."""
    if numerator is None:
        return None, "not_recorded"
    if not is_ratio:
        return numerator, None
    if denominator is None:
        return None, "denominator_missing"
    if denominator == 0:
        return None, "denominator_zero"
    return numerator / denominator, None


def _missing(snapshot: Snapshot, metric: Metric, total: dict, filters: Filters) -> tuple[Missing, ...]:
    found = [
        Missing(part.reason, total.get(f"left_{i}") or 0, number(total.get(f"left_state_{i}")))
        for i, part in enumerate(metric.left)
        if total.get(f"left_{i}")
    ]
    if _in_prices(metric, filters):
        found += _without_index(snapshot, filters)
    return tuple(found)


def _without_index(snapshot: Snapshot, filters: Filters) -> list[Missing]:
    """Years without a price index: never extrapolated, told with the money they carry."""
    condition, params = where(filters)
    row = snapshot.rows(
        f"""SELECT SUM(projects) + counted_once(split_project) AS n, SUM(state_vnd) AS state_vnd FROM cube
            WHERE {condition} AND year NOT IN (SELECT year FROM staging.price_index WHERE series = 'cpi_vn')""",
        params,
    )[0]
    return (
        [Missing("no_price_index", row["n"] or 0, number(row["state_vnd"]))]
        if row["n"] or row["state_vnd"]
        else []
    )


def _basis(total: dict) -> str:
    records, told = total.get("records") or 0, total.get("reported") or 0
    if records and told:
        return "mixed"
    return "records" if records else "reported" if told else "none"


def _counted(row: dict) -> int | None:
    """Projects of a row; of a mix those with a record; None where reports alone stand there and state no number."""
    return row.get("n_records") if row.get("records") and row.get("reported") else row.get("n")


def said(sql: str, params: dict) -> str:
    """The SQL as an analyst can run it: every parameter in its place as a literal, a semicolon at the end."""
    known = re.compile(r"\$(\w+)")
    return (
        known.sub(lambda m: _literal(params[m[1]]) if m[1] in params else m[0], sql.strip().rstrip(";")) + ";"
    )


def _literal(value) -> str:
    """A value as DuckDB reads it; text in single quotes, those within it doubled."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, dt.date):
        return f"DATE '{value:%Y-%m-%d}'"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_literal(one) for one in value)}]"
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"
