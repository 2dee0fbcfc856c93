"""Plan against done, one measure at a time: which plan, of which period, in which version; never one blended number."""

from collections import defaultdict

from analytics import apart
from analytics.answer import Answer, Missing
from analytics.attainment_told import missing, others, scopes, without_rows
from analytics.codes import codes
from analytics.filters import Filters
from analytics.metrics import Metric
from analytics.plans import ADJUSTED, MEASURES, ORIGINAL, YEARLY, Against, Book, Side, years_code
from analytics.query import compute
from data.store import Snapshot


def ask(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """The metrics of this room by key; `measure` is always a dimension, the total has no value. Source: marts plan, delivery, reported_figure."""
    dims = ("measure", *(dim for dim in dims if dim != "measure"))
    if filters.narrowed:
        return _unsplit(snapshot, metric, dims, filters)
    book = Book(snapshot, filters)
    if metric.key == "plan_share":
        from analytics.plan_share import shares

        return shares(snapshot, metric, book)
    return _attained(snapshot, metric, dims, book)


def empty(snapshot: Snapshot, metric: Metric, dims, filters: Filters, sql: str = "") -> Answer:
    """An answer without rows yet: its total says that measures are never put into one number."""
    total = {"numerator": None, "denominator": None, "value": None, "n": 0, "reason": "never_blended"}
    return Answer(
        metric=metric.key, dims=tuple(dims), rows=(), total=total, filters=filters, snapshot=snapshot.id, basis="none",
        sql=sql, simulated=codes(snapshot).places[filters.province].simulated,
    )  # fmt: skip


def _unsplit(snapshot: Snapshot, metric: Metric, dims, filters: Filters) -> Answer:
    """A plan of the whole programme is not told by content, type or district: no part of it is made up."""
    answer = empty(snapshot, metric, dims, filters)
    return answer.but(total=answer.total | {"reason": "plan_not_split"})


def _attained(snapshot: Snapshot, metric: Metric, dims, book: Book) -> Answer:
    found = [one for measure in MEASURES for one in _of_measure(book, measure)]
    shown = _chosen(book, found, dims)
    rows = [row for one in shown for row in _rows(one, dims)]
    answer = empty(snapshot, metric, dims, book.filters, book.sql)
    if not rows:
        bare = without_rows(answer, book)
        return bare.but(missing=bare.missing + _apart(snapshot, book, _planned_years(book)))
    behind = {(key[0], year) for one in shown for key in one.cells for year in range(key[1], key[2] + 1)}
    records = book.done_rows(behind)
    n = sum(row["done"] for row in records)
    stated = next((row["numerator"] for row in rows if row["measure"] == "projects"), None)
    sources = {row["figure_id"]: row for one in shown for row in one.sources if row.get("figure_id")}
    return answer.but(
        rows=tuple(rows), total=answer.total | {"n": n or stated}, n=n or stated or 0,
        basis="records" if records and not sources else "mixed" if records else "reported",
        missing=((*missing(records),) if records else () if stated else (Missing("projects_not_stated", 0),)) + _apart(snapshot, book, behind),
        scope=tuple(scopes(shown, book.filters)), alternatives=tuple(others(shown, found, dims)), sources=tuple(sources.values()),
    )  # fmt: skip


def _apart(snapshot: Snapshot, book: Book, years: set[tuple[str, int]]) -> tuple[Missing, ...]:
    return apart.of_years(snapshot, book.filters.but(years=None), years)


def _planned_years(book: Book) -> set[tuple[str, int]]:
    """The province-years of the choice that a plan is of."""
    first, last = book.years
    return {
        (province, year)
        for province in book.provinces
        for start, end in book.periods(province)
        for year in range(max(first, start), min(last, end) + 1)
    }


def _of_measure(book: Book, measure: str) -> list[Against]:
    """Everything one measure can be set against, the places of the choice added where they tell the same thing."""
    groups: dict = defaultdict(list)
    for province in book.provinces:
        for version in (ORIGINAL, ADJUSTED):
            for one in _of_province(book, province, measure, version):
                groups[one.kind, one.version].append(one)
    return [_together(group) for group in groups.values()]


def _of_province(book: Book, province: str, measure: str, version: str):
    periods = book.periods(province)
    if version == ADJUSTED:
        adjusted = [p for p in periods if book.has_adjusted(province, p, measure)]
        years = [p for p in periods if p[0] == p[1]] if any(p[0] == p[1] for p in adjusted) else []
        periods = [p for p in adjusted if p[0] < p[1]] + years
    yearly = [p for p in periods if p[0] == p[1]]
    for one in (_yearly(book, province, measure, version, yearly), *(_period(book, province, measure, version, p) for p in periods if p[0] < p[1])):  # fmt: skip
        if one:
            yield one


def _yearly(book: Book, province: str, measure: str, version: str, periods) -> Against | None:
    """The yearly plans against what was done in the same years; a year of which one side is not known stands in neither."""
    by_tier: dict = defaultdict(dict)
    for period in periods:
        pair = _pair(book, province, measure, version, period, [period])
        if pair:
            by_tier[pair[0].tier][period] = pair
    if not by_tier:
        return None
    pairs = max(by_tier.values(), key=len)
    years = sorted(period[0] for period in pairs)
    first, last = book.years
    kind = YEARLY if first < last else str(years[0])
    one = Against(measure, version, kind, next(iter(pairs.values()))[0].tier, (years[0], years[-1]), (years[0], years[-1]))  # fmt: skip
    return _filled(one, {(province, *period): pair for period, pair in pairs.items()})


def _period(book: Book, province: str, measure: str, version: str, period) -> Against | None:
    """The plan of several years against what was done of it within the asked years; both periods are named."""
    first, last = book.years
    if province in book.recorded:
        within = [(y, y) for y in range(max(first, period[0]), min(last, period[1]) + 1)]
    elif period[0] <= first and last <= period[1]:
        within = [(first, last)]
    else:
        within = [period] if first <= period[0] and period[1] <= last else []
    pair = _pair(book, province, measure, version, period, within)
    if not pair:
        return None
    over, under, told = pair
    one = Against(measure, version, f"{period[0]}-{period[1]}", over.tier, period, (told[0][0], told[-1][1]))
    return _filled(one, {(province, told[0][0], told[-1][1]): (over, under)})


def _pair(book: Book, province: str, measure: str, version: str, period, within) -> tuple | None:
    """Both sides at the widest tier that both have: (done, plan, the periods that the done side is of)."""
    plan = book.plan(province, period, measure, version)
    for tier in book.tiers(measure):
        under = plan.at(tier)
        if under is None:
            continue
        told = [(p, side) for p in within if (side := book.done(province, p, measure).at(tier)) is not None]
        if told:
            over = _sum([side for _, side in told])
            return over, under, [p for p, _ in told]
    return None


def _sum(sides: list[Side]) -> Side:
    parts = [side.value if side.parts is None else side.parts for side in sides]
    value = sum(side.value for side in sides)
    rows = tuple(row for side in sides for row in side.rows)
    return Side(value, sides[0].tier, rows, sum(parts) if sum(parts) != value else None)


def _filled(one: Against, pairs: dict) -> Against:
    """The cells, the figures behind them, and what the parts give where a stated whole disagrees with its parts."""
    overs, unders = [pair[0] for pair in pairs.values()], [pair[1] for pair in pairs.values()]
    one.cells = {key: (pair[0].value, pair[1].value) for key, pair in pairs.items()}
    one.sources = tuple(row for side in (*overs, *unders) for row in side.rows)
    one.batch = next((side.batch for side in (*unders, *overs) if side.batch is not None), None)
    if any(side.parts is not None for side in (*overs, *unders)):
        one.parts = tuple(
            sum(s.value if s.parts is None else s.parts for s in sides) for sides in (overs, unders)
        )
    return one


def _together(group: list[Against]) -> Against:
    """The parts of a place added; those told of another tier or batch than the first are no part of the same sum."""
    first = group[0]
    for other in group[1:]:
        if (other.tier, other.batch) == (first.tier, first.batch):
            first.cells |= other.cells
            first.sources += other.sources
            first.parts = None
            first.plan = (min(first.plan[0], other.plan[0]), max(first.plan[1], other.plan[1]))
            first.actual = (min(first.actual[0], other.actual[0]), max(first.actual[1], other.actual[1]))
    return first


def _chosen(book: Book, found: list[Against], dims) -> list[Against]:
    """Which comparisons the dimensions ask for; without `version` and `plan_period` one a measure, the first that applies."""
    out = []
    for measure in MEASURES:
        mine = [one for one in found if one.measure == measure]
        if "year" in dims:
            mine = [
                one for one in mine if one.plan == one.actual and (one.kind == YEARLY or len(one.kind) == 4)
            ]
        if "plan_period" not in dims and mine:
            kind = min(mine, key=lambda one: _order(book, one)).kind
            mine = [one for one in mine if one.kind == kind]
        if "version" not in dims:
            original = [one for one in mine if one.version == ORIGINAL]
            mine = original or mine
        out += mine
    return out


def _order(book: Book, one: Against):
    """Yearly plans of every asked year, then the plan of exactly the asked period, then some of the years, then other periods."""
    first, last = book.years
    complete = one.kind == YEARLY and len({key[1] for key in one.cells}) == last - first + 1
    exact = one.plan == (first, last) and one.kind != YEARLY
    rank = 0 if complete else 1 if exact else 2 if one.kind == YEARLY else 3
    return rank, one.plan[0] - one.plan[1], one.version != ORIGINAL


def _rows(one: Against, dims):
    if "year" not in dims:
        yield _row(one, dims, *one.sides, one.plan, one.actual)
        return
    for year in sorted({key[1] for key in one.cells}):
        cells = [cell for key, cell in one.cells.items() if key[1] == year]
        yield _row(one, dims, sum(c[0] for c in cells), sum(c[1] for c in cells), (year, year), (year, year))


def _row(one: Against, dims, done: int, plan: int, plan_years, actual_years) -> dict:
    value, reason = compute(done, plan, True)
    told = {"measure": one.measure, "version": one.version, "plan_period": one.kind, "year": actual_years[0]}
    return {dim: told[dim] for dim in dims} | {
        "numerator": done, "denominator": plan, "value": value, "n": done if one.measure == "projects" else None,
        "plan": years_code(plan_years), "actual": years_code(actual_years), "version": one.version, "tier": one.tier, "plan_kind": one.kind,
    } | ({"reason": reason} if reason else {})  # fmt: skip
