"""Plans that reports state: which periods can be compared, which cannot, and the rates that sources state themselves."""

from analytics.filters import Filters
from analytics.plans import MEASURES, Book
from analytics.query import ask
from data.store import Snapshot


def has_plan(snapshot: Snapshot, province: str) -> bool:
    """Whether any plan of the whole programme of the place, or of one of its parts, is held."""
    book = Book(snapshot, Filters(province=province))
    return any(book.periods(part) for part in book.provinces)


def comparisons(snapshot: Snapshot, province: str) -> list[tuple[int, int]]:
    """The stated periods of one province that attainment can be answered for, the latest first."""
    book = Book(snapshot, Filters(province=province))
    wanted = sorted({*book.stated_periods(province)}, reverse=True)
    return [years for years in wanted if _compared(snapshot, province, years)]


def _compared(snapshot: Snapshot, province: str, years: tuple[int, int]) -> bool:
    answer = ask(snapshot, "attainment", (), Filters(province=province, years=years))
    return any(row["value"] is not None for row in answer.rows)


def begun(snapshot: Snapshot, province: str) -> list[int]:
    """The years of which a report tells a part, with a plan of that year, the latest first."""
    book = Book(snapshot, Filters(province=province))
    years = sorted(book.begun_years(province), reverse=True)
    return [
        y for y in years if ask(snapshot, "work_started", (), Filters(province=province, years=(y, y))).rows
    ]


def plans_alone(snapshot: Snapshot, province: str) -> list[dict]:
    """Plans of the province with nothing done stated of the same period: years (first, last), and the stated figures (rows of the plan)."""
    book = Book(snapshot, Filters(province=province))
    used = {years for years in comparisons(snapshot, province)}
    used |= {(y, y) for y in begun(snapshot, province)}
    covered = {period for period in book.periods(province) if any(period[0] <= a and b <= period[1] for a, b in used)}  # fmt: skip
    out = []
    for period in book.periods(province):
        if period not in covered:
            rows = {}
            for measure in MEASURES:
                for row in book.plan(province, period, measure).by_tier.values():
                    rows[row["figure_id"]] = row
            out.append({"years": period, "rows": [row for key, row in rows.items() if key]})
    return out


def last_day(snapshot: Snapshot, province: str, until: int):
    """The last day, in the year `until` or before it, that any figure of what was done is of (a date); None where none says."""
    return snapshot.rows(
        "SELECT MAX(period_end) AS day FROM reported_figure WHERE province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province) AND basis = 'actual' AND YEAR(period_end) <= $until",
        {"province": province, "until": until},
    )[0]["day"]


def stated_rates(snapshot: Snapshot, province: str) -> list[dict]:
    """Attainment as the sources of one province state it: a rate, with period, quote and source."""
    return snapshot.rows(
        """SELECT id, source_id, source_title, source_address, period_as_stated, period_start, period_end, tier, value, unit, unit_as_stated, qualifier, quote, verified, measure, province_inferred
           FROM reported_figure WHERE province = $province AND subject = 'attainment' ORDER BY period_start DESC, source_id, id""",
        {"province": province},
    )
