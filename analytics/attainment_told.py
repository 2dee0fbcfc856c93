"""What stands beside an attainment: what its sums leave out, how narrow it is, what other plans and the parts say, why there is none."""

from analytics.answer import Alternative, Answer, Missing, Scope
from analytics.filters import Filters
from analytics.plans import MEASURES, ORIGINAL, Against, Book, years_code
from analytics.query import compute


def missing(records: list[dict]):
    """Done projects whose amount is not recorded: in none of the sums of money."""
    no_state = sum(row["no_state_projects"] for row in records)
    no_counterpart = sum(row["no_counterpart_projects"] for row in records)
    money = [r["no_counterpart_state_vnd"] for r in records if r["no_counterpart_state_vnd"] is not None]
    if no_state:
        yield Missing("no_state_amount", no_state)
    if no_counterpart:
        yield Missing("no_counterpart", no_counterpart, sum(money) if money else None)


def scopes(shown: list[Against], filters: Filters):
    """Said once for all rows only where it holds for all of them; a row carries its own tier."""
    tiers = {one.tier for one in shown}
    if len(tiers) == 1 and tiers != {"all"} and not filters.tier:
        yield Scope("tier", tiers.pop())
    batches = {one.batch for one in shown}
    if len(batches) == 1 and None not in batches and filters.batch is None:
        yield Scope("batch", str(batches.pop()))


def others(shown: list[Against], found: list[Against], dims):
    """What else the same sources give: from the parts, against the adjusted plan, against a plan of other years."""
    if "year" in dims:
        return
    for one in shown:
        if one.parts:
            yield _alternative(one, "plan_parts", one.parts)
    held = {id(one) for one in shown}
    for other in (one for one in found if id(one) not in held):
        same = any(one.measure == other.measure and one.kind == other.kind for one in shown)
        yield _alternative(other, "plan_adjusted" if same else "plan_other", other.sides)


def _alternative(one: Against, why: str, sides: tuple[int, int]) -> Alternative:
    value, _ = compute(*sides, True)
    told = {"measure": one.measure, "version": one.version, "plan": years_code(one.plan), "actual": years_code(one.actual), "kind": one.kind}  # fmt: skip
    return Alternative(value, why, told, *sides)


def without_rows(answer: Answer, book: Book) -> Answer:
    """No row: no plan at all, a plan without anything done, or a year that was not over (its measures are told without a value)."""
    plans = [(province, period) for province in book.provinces for period in book.periods(province)]
    if not plans:
        return answer.but(total=answer.total | {"reason": "no_plan"})
    rows, others = [], []
    for province, period in plans:
        if period[0] == period[1] and book.begun_until(province, period[0]):
            for measure in MEASURES:
                _begin(book, province, period[0], measure, rows, others)
    if not rows:
        return answer.but(total=answer.total | {"reason": "no_actual"})
    return answer.but(rows=tuple(rows), basis="reported", alternatives=tuple(others), missing=(Missing("projects_not_stated", 0),))  # fmt: skip


def _begin(book: Book, province: str, year: int, measure: str, rows: list, others: list) -> None:
    for tier in book.tiers(measure):
        over, under = (
            book.begun(province, year, measure).at(tier),
            book.plan(province, (year, year), measure).at(tier),
        )
        if over and under and not any(row["measure"] == measure for row in rows):
            told = {
                "measure": measure,
                "numerator": None,
                "denominator": under.value,
                "value": None,
                "n": None,
                "reason": "part_year",
            }
            rows.append(told | {"plan": str(year), "actual": None, "version": ORIGINAL, "tier": tier, "plan_kind": str(year), "plan_period": str(year), "year": year})  # fmt: skip
            value, _ = compute(over.value, under.value, True)
            until = book.begun_until(province, year)
            others.append(Alternative(value, "work_begun", {"measure": measure, "plan": str(year), "until": until}, over.value, under.value))  # fmt: skip
            return
