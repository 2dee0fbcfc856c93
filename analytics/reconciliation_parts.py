"""Parts against their whole: tiers, payers, contents, districts, legal forms, years, and what a text calls "trong đó"."""

from collections import defaultdict

from analytics.reconciliation_contents import content_checks
from analytics.reconciliation_figures import (
    ALL,
    LOCAL,
    MONEY,
    NATIONAL,
    SEVERAL,
    Book,
    Cell,
    Check,
    Figure,
    compare,
    result,
)
from analytics.reconciliation_verdicts import SPLITS, added, judge, with_reason

OTHER_SOURCES = "other_sources"  # subject of money that is neither the state's nor the beneficiaries'


def part_checks(book: Book) -> list[Check]:
    """Every check of parts against a whole, one for each whole and way of splitting it."""
    groups = _groups(book)
    checks = []
    for (whole_id, split), parts in groups.items():
        if split not in ("payer", "content"):
            checks += judge(book.by_id[whole_id], split, parts)
    for whole in _wholes_of_money(book, groups):
        checks += _payers(book, whole, groups.get((whole.id, "payer"), []))
    checks += content_checks(book, groups)
    checks += _types_without_whole(book)
    return _told_of_offset(checks)


def _groups(book: Book) -> dict[tuple[str, str], list[Figure]]:
    """(id of the whole, way of splitting) -> its parts: those the text ties to it, and those that differ in one thing only."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for whole_id, parts in book.parts.items():
        whole = book.by_id[whole_id]
        for part in parts:
            if part.is_money == whole.is_money:
                groups[whole_id, _split(whole, part)].append(part)
        _join_the_unnamed(groups, whole_id)
    for cell, figure in book.comparable.items():
        for split, above in _wider(cell):
            whole = book.at(above)
            if whole is not None and whole.id != figure.id:
                _add(groups[whole.id, split], figure)
    for whole, years in _tiled(book):
        for figure in years:
            _add(groups[whole.id, "year"], figure)
    return groups


def _add(parts: list[Figure], figure: Figure) -> None:
    if figure not in parts:
        parts.append(figure)


def _wider(cell: Cell):
    """The cells this one may be a part of, each one thing wider."""
    if cell.tier in (NATIONAL, LOCAL):
        yield "tier", cell._replace(tier=ALL)
    if cell.district is not None:
        yield "district", cell._replace(district=None)
    if cell.beneficiary_type is not None:
        yield "type", cell._replace(beneficiary_type=None)


def _split(whole: Figure, part: Figure) -> str:
    """In what a tied part differs from its whole: the widest difference names the split."""
    a, b = whole.cell, part.cell
    if (a.start, a.end) != (b.start, b.end):
        return "year"
    if a.content != b.content:
        return "content"
    if a.district != b.district:
        return "district"
    if a.beneficiary_type != b.beneficiary_type:
        return "type"
    if whole.measure != part.measure and whole.measure == "total_cost":
        return "payer"
    if whole.measure != part.measure and "other" not in (whole.measure, part.measure):
        return f"measure {part.measure}"
    if a.tier != b.tier:
        return "tier"
    return f"subject {part.subject}" if a.subject != b.subject else ""


def _join_the_unnamed(groups, whole_id: str) -> None:
    """A part that differs in nothing stands beside the parts of the only other split: 31 advised = 13 + 13 + 5."""
    others = [split for (whole, split) in groups if whole == whole_id and split in SPLITS]
    if (whole_id, "") in groups and len(others) == 1:
        groups[whole_id, others[0]] = groups.pop((whole_id, "")) + groups[whole_id, others[0]]


def _tiled(book: Book):
    """Wholes of several years whose every year the same source states too, with those years."""
    years: dict[Cell, dict[int, Figure]] = defaultdict(dict)
    for cell, figure in book.comparable.items():
        if figure.whole_year:
            years[cell._replace(start=None, end=None)][figure.whole_year] = figure
    for cell, figure in book.comparable.items():
        told = years.get(cell._replace(start=None, end=None))
        if not told or cell.start is None or cell.end is None or figure.whole_year:
            continue
        first, last = cell.start, cell.end
        if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
            continue
        asked = range(first.year, last.year + 1)
        if all(year in told for year in asked):
            yield figure, [told[year] for year in asked]


def _wholes_of_money(book: Book, groups) -> list[Figure]:
    tied = [book.by_id[whole_id] for whole_id, split in groups if split == "payer"]
    free = [f for cell, f in book.comparable.items() if cell.measure == "total_cost"]
    return list({f.id: f for f in (*tied, *free)}.values())


def _payers(book: Book, whole: Figure, tied: list[Figure]) -> list[Check]:
    """State support + counterpart (+ other sources) = total cost, where all of them are stated."""
    near = [] if whole.subject in SEVERAL else [book.at(c) for c in _payer_cells(whole.cell)]
    known = list({f.id: f for f in (*tied, *(f for f in near if f is not None))}.values())
    state, state_whole = _by_tier(known, "state_support", whole)
    counterpart, counterpart_whole = _by_tier(known, "counterpart", whole)
    other = [f for f in known if f.subject != whole.subject and f.measure in MONEY]
    parts = [*state, *counterpart, *other]
    if state_whole and (counterpart_whole or other):
        told = compare([whole], parts)
        return [added("money_adds_up", [whole], parts, told, must=True)]
    return judge(whole, "measure", tied) if tied else []


def _payer_cells(cell: Cell):
    tiers = (cell.tier, NATIONAL, LOCAL) if cell.tier == ALL else (cell.tier,)
    for measure in ("state_support", "counterpart"):
        for tier in tiers:
            yield cell._replace(measure=measure, tier=tier)
            if measure == "counterpart":
                yield cell._replace(measure=measure, tier=tier, subject=OTHER_SOURCES)


def _by_tier(figures: list[Figure], measure: str, whole: Figure) -> tuple[list[Figure], bool]:
    """The figure of the whole's own tier, else those of its tiers, and whether that is all of the measure."""
    mine = [f for f in figures if f.measure == measure and f.subject == whole.subject]
    own = [f for f in mine if f.tier == whole.tier]
    if own:
        return own[:1], True
    tiers = {f.tier: f for f in mine if f.tier in (NATIONAL, LOCAL)}
    return list(tiers.values()), len(tiers) == 2


def _types_without_whole(book: Book) -> list[Check]:
    """Several legal forms are told and no sum of them: the sum is ours, so nothing can be tested."""
    scopes = defaultdict(list)
    for cell, figure in book.comparable.items():
        if cell.beneficiary_type is not None and cell.subject == "":
            scopes[cell._replace(beneficiary_type=None)].append(figure)
    return [
        result("types_add_up", "untestable", "no_whole", [], figures)
        for cell, figures in scopes.items()
        if len(figures) > 1 and book.at(cell) is None
    ]


def _told_of_offset(checks: list[Check]) -> list[Check]:
    """Two sums of tiers that fail by the same amount in opposite directions: every grand total still agrees."""
    fails = [c for c in checks if c.check == "tiers_add_up" and c.verdict == "fails" and c.unit == "vnd"]
    partner = {}
    for one in fails:
        for other in fails:
            same = (one.source, one.period, one.basis, one.content) == (
                other.source,
                other.period,
                other.basis,
                other.content,
            )
            if one is not other and same and one.difference == -other.difference:
                partner[id(one)] = other.measure
    return [
        with_reason(c, f"{c.reason}_offset", other_measure=partner[id(c)])
        if id(c) in partner and c.reason in ("parts_above", "parts_below")
        else c
        for c in checks
    ]
