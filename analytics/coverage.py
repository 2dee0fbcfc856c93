"""Which districts were reached, how often, how lately, and who was left out by name."""

from analytics import apart
from analytics.answer import Answer, Missing
from analytics.codes import codes
from analytics.conditions import where
from analytics.filters import Filters
from analytics.memory import kept
from analytics.metrics import METRICS, Metric
from analytics.query import compute, metric_by, said, sql_of
from analytics.told_years import without_records
from data.store import Snapshot


def ask(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """The metrics of this room by key. Source: marts district_year, reach, cube."""
    if metric.key == "top_share":
        return top_share(snapshot, filters)
    answer = grid(snapshot, filters)
    cells = _eligible(answer.rows)
    if metric.key == "coverage":
        return _coverage(answer, cells, dims)
    if metric.key == "coverage_years":
        return _coverage_years(answer, cells, dims)
    return _years_since(answer, dims)


@kept
def grid(snapshot: Snapshot, filters: Filters) -> Answer:
    """Every district × year of the period (rows: district, year, existed, projects, state_vnd, counterpart_vnd).

    Only the districts chosen in the filters, where some are. A project touches the district of its place and those of its
    establishments, so projects do not add up over districts. M: projects that touch none.
    """
    place = codes(snapshot).places[filters.province]
    years = filters.years or place.years or (0, 0)
    whole = filters.but(years=years, districts=())
    condition, params = where(whole, "reach")
    money_where, money_params = where(whole.but(basis="actual"))
    sql = sql_of("coverage_grid").format(where=condition, money_where=money_where)
    rows = snapshot.rows(sql, params | money_params | {"first_year": years[0], "last_year": years[1]})
    if filters.districts:
        rows = [row for row in rows if row["district"] in filters.districts]
    if filters.prices:
        rows = _in_prices(snapshot, rows, filters.prices)
    touching, nowhere = _touching(snapshot, filters, condition, params)
    base = metric_by(snapshot, METRICS["projects"], (), filters)
    answer = base.but(
        metric="coverage",
        dims=("district", "year"),
        rows=tuple(rows),
        missing=nowhere
        + without_records(snapshot, filters.but(years=years if place.years or filters.years else None)),
        n=touching,
        figures=0,
        sources=(),
        alternatives=(),
        qualifier=None,
        basis="records" if base.basis in ("records", "mixed") else "none",
        sql=said(sql, params | money_params | {"first_year": years[0], "last_year": years[1]}),
    )
    return apart.beside(snapshot, answer, "reach")


# Which of the four counts of queries/coverage_counted.sql are the two sides of a metric.
_SIDES = {
    "coverage": {"reached": "numerator", "districts": "denominator", "reached_years": "reached_years", "district_years": "district_years"},
    "coverage_years": {"reached": "reached", "districts": "districts", "reached_years": "numerator", "district_years": "denominator"},
}  # fmt: skip


def _counted_sql(answer: Answer, key: str) -> str:
    """The SQL of the cells, then the statement that counts the shown number in them."""
    cells = answer.sql.rstrip(";")
    counted = sql_of("coverage_counted").format(cells=cells, **_SIDES[key])
    return f"{answer.sql}\n\n{said(counted, {'districts': list(answer.filters.districts)})}"


def _in_prices(snapshot: Snapshot, rows: list[dict], base: int) -> list[dict]:
    """The same cells with their money in prices of `base`; None for a year without an index."""
    index = {
        row["year"]: float(row["value"])
        for row in snapshot.rows("SELECT year, value FROM staging.price_index WHERE series = 'cpi_vn'")
    }

    def real(amount, year):
        known = amount is not None and year in index and base in index
        return round(amount * index[base] / index[year]) if known else None

    money = ("state_vnd", "counterpart_vnd")
    return [row | {name: real(row[name], row["year"]) for name in money} for row in rows]


def _touching(
    snapshot: Snapshot, filters: Filters, condition: str, params: dict
) -> tuple[int, tuple[Missing, ...]]:
    """How many of the chosen projects touch a (chosen) district; and M: those that touch none, with their own money."""
    rows = snapshot.rows(
        f"""SELECT CAST(SUM(CASE WHEN LEN(districts) > 0 AND ($anywhere OR LIST_HAS_ANY(districts, $wanted)) THEN projects ELSE 0 END) AS BIGINT) AS touching,
                   CAST(SUM(CASE WHEN LEN(districts) = 0 THEN projects ELSE 0 END) AS BIGINT) AS nowhere,
                   CAST(SUM(CASE WHEN LEN(districts) = 0 THEN state_vnd END) AS BIGINT) AS nowhere_vnd
            FROM reach WHERE {condition}""",
        params | {"anywhere": not filters.districts, "wanted": list(filters.districts)},
    )
    found = rows[0]
    gone = Missing("no_district", found["nowhere"] or 0, found["nowhere_vnd"])
    return found["touching"] or 0, (gone,) if gone.n else ()


def _eligible(rows) -> list[dict]:
    """A district counts in a year in which it existed, or in which a project stands for it (its predecessor's)."""
    return [row for row in rows if row["existed"] or row["projects"]]


def _coverage(answer: Answer, cells: list[dict], dims) -> Answer:
    rows = []
    if dims:
        for year in sorted({c["year"] for c in cells}):
            rows.append(
                {"year": year}
                | _share(
                    {c["district"] for c in cells if c["year"] == year and c["projects"]},
                    {c["district"] for c in cells if c["year"] == year},
                )
            )
    last = max((c["year"] for c in cells), default=None)
    now = {c["district"] for c in cells if c["year"] == last or c["projects"]}
    total = _share({c["district"] for c in cells if c["projects"]}, now)
    return answer.but(
        metric="coverage", dims=dims, rows=tuple(rows), total=total, sql=_counted_sql(answer, "coverage")
    )


def _coverage_years(answer: Answer, cells: list[dict], dims) -> Answer:
    rows = []
    if dims:
        for district in sorted({c["district"] for c in cells}):
            own = [c for c in cells if c["district"] == district]
            rows.append(
                {"district": district}
                | _share({c["year"] for c in own if c["projects"]}, {c["year"] for c in own})
            )
    total = _share(
        {(c["district"], c["year"]) for c in cells if c["projects"]},
        {(c["district"], c["year"]) for c in cells},
    )
    return answer.but(
        metric="coverage_years",
        dims=dims,
        rows=tuple(rows),
        total=total,
        sql=_counted_sql(answer, "coverage_years"),
    )


def _share(reached: set, eligible: set) -> dict:
    value, reason = compute(len(reached), len(eligible), True)
    return {"numerator": len(reached), "denominator": len(eligible), "value": value, "n": len(reached)} | (
        {"reason": reason} if reason else {}
    )


def _years_since(answer: Answer, dims) -> Answer:
    """Per district: plan years since the last project, None with reason `never` (none in the period asked); the whole has no value."""
    rows = []
    last_year = max((c["year"] for c in answer.rows), default=0)
    for district in sorted({c["district"] for c in answer.rows}):
        years = [c["year"] for c in answer.rows if c["district"] == district and c["projects"]]
        last = max(years, default=None)
        value = last_year - last if last is not None else None
        rows.append(
            {
                "district": district,
                "numerator": value,
                "denominator": None,
                "value": value,
                "last_year": last,
                "n": len(years),
            }
            | ({"reason": "never"} if last is None else {})
        )
    never = sum(1 for row in rows if row["value"] is None)
    total = {
        "numerator": None,
        "denominator": None,
        "value": None,
        "n": len(rows),
        "never": never,
        "reason": "by_district_only",
    }
    return answer.but(metric="years_since_support", dims=("district",), rows=tuple(rows), total=total)


def top_share(snapshot: Snapshot, filters: Filters, k: int = 3) -> Answer:
    """The part of the support placed in districts that the k largest hold (rows: those districts); M: what is placed in none."""
    by_district = metric_by(snapshot, METRICS["state_support"], ("district",), filters)
    placed = [row for row in by_district.rows if row["district"] not in (None, "group") and row["numerator"]]
    placed.sort(key=lambda row: (-row["numerator"], row["district"]))
    whole = sum(row["numerator"] for row in placed)
    top = sum(row["numerator"] for row in placed[:k])
    value, reason = compute(top if placed else None, whole, True)
    unplaced = [
        row for row in by_district.rows if row["district"] in (None, "group") and row["numerator"] is not None
    ]
    # A project split over districts counts once, so the placed are the whole without the unplaced.
    n = by_district.n - sum(r["n"] for r in unplaced)
    missing = by_district.missing
    if unplaced:
        missing += (Missing("no_single_district", by_district.n - n, sum(r["numerator"] for r in unplaced)),)
    total = {"numerator": top, "denominator": whole, "value": value, "n": n} | (
        {"reason": reason} if reason else {}
    )
    sql = f"""{by_district.sql}

SELECT SUM(CASE WHEN place <= {int(k)} THEN numerator END) AS numerator, SUM(numerator) AS denominator
FROM (SELECT numerator, ROW_NUMBER() OVER (ORDER BY numerator DESC, district) AS place FROM (
{by_district.sql.rstrip(";")}
) AS by_district WHERE all_rows = 0 AND district <> 'group' AND numerator <> 0) AS placed;"""
    rows = tuple(
        {
            "district": r["district"],
            "numerator": r["numerator"],
            "denominator": whole,
            "value": r["numerator"] / whole,
            "n": r["n"],
        }
        for r in placed[:k]
    )
    return by_district.but(
        metric="top_share",
        dims=(),
        rows=rows,
        total=total,
        missing=missing,
        n=total["n"],
        sql=sql,
        alternatives=(),
    )
