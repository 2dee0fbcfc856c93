"""Figures against figures of the same thing: within one text, across sources, against years and against records."""

from collections import defaultdict
from decimal import Decimal

from analytics.reconciliation_figures import (
    MONEY,
    SEVERAL,
    Book,
    Check,
    Figure,
    bounds,
    compare,
    last_digit,
    plain,
    result,
)

_VERDICTS = {
    "equal": "holds",
    "qualified": "holds",
    "rounding": "rounding",
    "above": "fails",
    "below": "fails",
}
_ACROSS = {"equal": "sources_agree", "qualified": "sources_agree_as_worded", "rounding": "sources_rounding"}
_BASES = ("actual", "plan")  # what records tell too; a target is met or not, never counted


def period_years(book: Book) -> list[Check]:
    """ "In ten years" against the calendar years of the period the same source states.

    Of several periods the one most figures are of counts, unless another one has just that many years.
    """
    checks = []
    for source, figures in _by(book.figures, lambda f: f.source_id).items():
        stated = figures[0].stated_years
        periods = _by(
            (f for f in figures if f.period_start and f.period_end), lambda f: (f.period_start, f.period_end)
        )
        if stated is None or not periods:
            continue
        start, end = max(periods, key=lambda p: (p[1].year - p[0].year + 1 == stated, len(periods[p])))
        of_it = periods[start, end]
        years = end.year - start.year + 1
        first = next((f for f in of_it if f.whole), of_it[0])
        checks.append(
            Check(
                source=source, province=first.province, check="period_years", verdict="holds" if years == stated else "fails",
                reason="years_equal" if years == stated else "years_differ", unit="years", stated=stated, computed=years,
                difference=stated - years, figures=(first.id,), period=first.period_as_stated, basis=first.basis,
                simulated=first.simulated,
                values={"first_year": start.year, "last_year": end.year, "quote": first.stated_years_quote or ""},
            )
        )  # fmt: skip
    return checks


def projects_and_beneficiaries(book: Book) -> list[Check]:
    """Whether the two counts of one scope can stand together; what they cannot prove stays untestable.

    `stated` is the projects, `computed` the beneficiaries. More beneficiaries than projects need a group project.
    Fewer leave open whether some got several projects or some projects had none.
    """
    checks = []
    for cell, projects in book.comparable.items():
        beneficiaries = (
            book.at(cell._replace(measure="beneficiaries")) if cell.measure == "projects" else None
        )
        if beneficiaries is None:
            continue
        pair = ([projects], [beneficiaries])
        if beneficiaries.value < projects.value:
            checks.append(result("projects_and_beneficiaries", "untestable", "fewer_beneficiaries", *pair))
        else:
            reason = "one_each" if beneficiaries.value == projects.value else "group_projects"
            checks.append(result("projects_and_beneficiaries", "holds", reason, *pair))
    return checks


def title_against_body(book: Book) -> list[Check]:
    """One text that tells the same thing with two numbers: `computed` is the one its other figures belong to."""
    checks = []
    for cell, told in book.by_cell.items():
        if cell.subject in SEVERAL or len({f.value for f in told}) < 2:
            continue
        body = book.comparable[cell]
        for other in told:
            tied = other.part_of == body.id or body.part_of == other.id
            if other is not body and not tied and other.value != body.value:
                told = compare([other], [body], open_above=False)
                reason = "two_values_as_worded" if told == "qualified" else "two_values"
                checks.append(result("title_against_body", _VERDICTS[told], reason, [other], [body]))
    return checks


def across_sources(book: Book) -> list[Check]:
    """Whole-programme figures of one place, period, basis and tier in different sources.

    Plan is never held against actual; figures that could not be seen again (verified `no`) stay out. The last
    received source is the measure, then those that ship as main sources.
    """
    same = defaultdict(dict)
    for cell, figure in book.comparable.items():
        if not figure.whole or figure.verified == "no" or figure.measure == "other" or figure.tier is None:
            continue
        if cell.start is None or cell.end is None or figure.province == "unknown":
            continue
        same[cell._replace(source="")][figure.source_id] = figure
    checks = []
    for figures in same.values():
        first, *others = sorted(figures.values(), key=lambda f: (-f.sequence, not f.is_seed, f.source_id))
        for other in others:
            told = compare([first], [other], open_above=False)
            reason = _ACROSS.get(told, "sources_differ")
            names = {
                "first": first.source_title or first.source_id,
                "second": other.source_title or other.source_id,
            }
            check = result("across_sources", _VERDICTS[told], reason, [first], [other], **names)
            checks.append(Check(**{**vars(check), "source": f"{first.source_id} | {other.source_id}"}))
    return checks


def records_against_reports(book: Book, records: list[dict]) -> list[Check]:
    """Figures of one or several whole years against what the project records of that province and those years add up to.

    `records`: rows of `queries/reconcile_records.sql`. Untestable where a year of the period has no records, where
    records lack amounts that could explain what is missing, and, once a province, where no report states such a figure.
    """
    known = {(r["province"], r["year"], r["basis"], r["tier"]): r for r in records}
    simulated = {r["province"]: r["simulated"] for r in records}
    checks, told = [], set()
    for figure in book.comparable.values():
        years = _whole_years(figure)
        asked = figure.whole and years and figure.verified != "no" and figure.basis in _BASES
        if not asked or figure.province not in simulated or figure.measure not in (*MONEY, "projects"):
            continue
        told.add(figure.province)
        rows = {year: known.get((figure.province, year, figure.basis, figure.tier)) for year in years}
        without = [year for year, row in rows.items() if row is None]
        if without and len(without) < len(years):
            gap = {"n_years": len(without), "years": ", ".join(map(str, without))}
            checks.append(result("records_against_reports", "untestable", "records_some_years", [figure], [], **gap))  # fmt: skip
        else:
            checks.append(_record_check(figure, None if without else _over_years(list(rows.values()))))
    for province in sorted(set(simulated) - told):
        checks.append(
            Check(
                "",
                province,
                "records_against_reports",
                "untestable",
                "no_report",
                "vnd",
                simulated=simulated[province],
            )
        )
    return checks


def _whole_years(figure: Figure) -> range:
    """The calendar years that a figure is of; none where it begins or ends within one, or a side is not stated."""
    start, end = figure.period_start, figure.period_end
    if not start or not end or (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return range(0)
    return range(start.year, end.year + 1)


def _over_years(rows: list[dict]) -> dict:
    """The years' sums as one: amounts over what is recorded (None: nothing is), the projects that lack them counted."""
    out = {}
    for name in (*MONEY, "projects", "no_state", "no_counterpart"):
        known = [row[name] for row in rows if row[name] is not None]
        out[name] = sum(known) if known else None
    return out


def _record_check(figure: Figure, row: dict | None) -> Check:
    if row is None:
        return result("records_against_reports", "untestable", "no_records", [figure], [])
    value = row[figure.measure]
    gaps = {"state_support": row["no_state"], "counterpart": row["no_counterpart"]}
    gaps["total_cost"] = (row["no_state"] or 0) + (row["no_counterpart"] or 0)
    n_missing = int(gaps.get(figure.measure) or 0)
    base = result("records_against_reports", "untestable", "no_records", [figure], [])
    if value is None:
        return base
    difference = figure.value - Decimal(value)
    if difference == 0:
        verdict, reason = "holds", "records_equal"
    elif figure.qualifier and _worded_so(figure, Decimal(value)):
        verdict, reason = "holds", "qualified"
    elif figure.is_money and abs(difference) <= last_digit(figure) / 2:
        verdict, reason = "rounding", "records_differ"
    elif n_missing and difference > 0:
        verdict, reason = "untestable", "records_lack_amounts"
    else:
        verdict, reason = "fails", "records_differ"
    counted = {"computed": plain(value), "difference": plain(difference), "values": {"n_missing": n_missing}}
    return Check(**{**vars(base), "verdict": verdict, "reason": reason, **counted})


def _worded_so(figure: Figure, value: Decimal) -> bool:
    """Whether a figure told as more than, nearly or about leaves room for what the records give."""
    low, high = bounds(figure, is_whole=True)
    return low <= value and (high is None or value <= high)


def _by(figures, key) -> dict:
    groups = defaultdict(list)
    for figure in figures:
        groups[key(figure)].append(figure)
    return groups
