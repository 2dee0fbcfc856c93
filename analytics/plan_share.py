"""How a plan of several years is spread: what its first years ask for, beside the share of its years they are."""

from analytics.answer import Answer, Missing
from analytics.attainment import empty
from analytics.metrics import Metric
from analytics.plans import MEASURES, Book, Side, years_code
from analytics.query import compute
from data.store import Snapshot


def shares(snapshot: Snapshot, metric: Metric, book: Book) -> Answer:
    """Rows by measure: what is planned for the first years (numerator) of the longest plan of several years (denominator).

    `plan` names the long plan, `part` the first years, `share_years` how large a part of its years they are. The first years are
    the asked ones where they begin with the plan and end before it, else its first half (three of five). Original plans only.
    """
    answer = empty(snapshot, metric, ("measure",), book.filters, book.sql)
    cells: dict = {}
    for province in book.provinces:
        for whole in (period for period in book.periods(province) if period[0] < period[1]):
            part = (whole[0], _until(book, whole))
            for measure in MEASURES:
                pair = _pair(book, province, measure, whole, part)
                if pair:
                    cells.setdefault((whole, part), {}).setdefault(measure, []).append(pair)
    if not cells:
        none = {"reason": "no_plan"}
        if any(book.periods(province) for province in book.provinces):
            none = {"reason": "no_long_plan"}
        return answer.but(total=answer.total | none)
    whole, part = max(cells, key=lambda key: (key[0][1] - key[0][0], key[0]))
    told = cells[whole, part]
    share = (part[1] - part[0] + 1) / (whole[1] - whole[0] + 1)
    rows = tuple(_row(measure, told[measure], whole, part, share) for measure in MEASURES if measure in told)
    sources = {r["figure_id"]: r for pairs in told.values() for pair in pairs for side in pair for r in side.rows if r.get("figure_id")}  # fmt: skip
    return answer.but(rows=rows, basis="plan", sources=tuple(sources.values()), missing=(Missing("projects_not_stated", 0),))  # fmt: skip


def _until(book: Book, whole: tuple[int, int]) -> int:
    """The last of the first years."""
    first, last = book.years
    if first == whole[0] and last < whole[1]:
        return last
    return whole[0] + (whole[1] - whole[0] + 2) // 2 - 1


def _pair(book: Book, province: str, measure: str, whole, part) -> tuple[Side, Side] | None:
    for tier in book.tiers(measure):
        under = book.plan(province, whole, measure).at(tier)
        if under:
            over = _first_years(book, province, measure, part, tier)
            if over:
                return over, under
    return None


def _first_years(book: Book, province: str, measure: str, part, tier: str) -> Side | None:
    """The plan of exactly these years, else their yearly plans, where every one of them has one."""
    stated = book.plan(province, part, measure).at(tier)
    if stated:
        return stated
    yearly = [book.plan(province, (y, y), measure).at(tier) for y in range(part[0], part[1] + 1)]
    if any(side is None for side in yearly):
        return None
    return Side(sum(s.value for s in yearly), tier, tuple(row for s in yearly for row in s.rows))


def _row(measure: str, pairs, whole, part, share: float) -> dict:
    over, under = sum(pair[0].value for pair in pairs), sum(pair[1].value for pair in pairs)
    value, reason = compute(over, under, True)
    return {
        "measure": measure, "numerator": over, "denominator": under, "value": value, "n": None, "plan": years_code(whole), "part": years_code(part),
        "share_years": share, "tier": pairs[0][0].tier,
    } | ({"reason": reason} if reason else {})  # fmt: skip
