"""Parts against their whole: tiers, payers, contents, districts, legal forms, years, and what a text calls "trong đó"."""

from collections import defaultdict

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
    plain,
    result,
)

SPLITS = {
    "tier": "tiers_add_up",
    "payer": "money_adds_up",
    "content": "contents_add_up",
    "district": "districts_add_up",
    "type": "types_add_up",
    "year": "years_add_up",
}
OTHER_SOURCES = "other_sources"  # subject of money that is neither the state's nor the beneficiaries'
HOLDS = ("equal", "qualified")


def part_checks(book: Book) -> list[Check]:
    """Every check of parts against a whole, one for each whole and way of splitting it."""
    groups = _groups(book)
    checks = []
    for (whole_id, split), parts in groups.items():
        if split not in ("payer", "content"):
            checks += _judge(book.by_id[whole_id], split, parts)
    for whole in _wholes_of_money(book, groups):
        checks += _payers(book, whole, groups.get((whole.id, "payer"), []))
    checks += _contents(book, groups)
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


def _judge(whole: Figure, split: str, parts: list[Figure]) -> list[Check]:
    """The check of one whole and one way of splitting it; [] where nothing can be said of it."""
    tied = [p for p in parts if p.part_of == whole.id]
    both_tiers = split == "tier" and {p.tier for p in parts} >= {NATIONAL, LOCAL}
    must = both_tiers or whole.complete or (split == "year" and not tied)
    larger = [p for p in tied if compare([whole], [p]) == "above"]
    if larger and not must:
        return [_part_larger(whole, part) for part in larger]
    told = compare([whole], parts)
    if not must and len(parts) == 1:
        return _single(whole, parts[0], told, bool(tied))
    if split not in SPLITS or (split == "tier" and not both_tiers):
        return [_within(whole, parts, told)]
    return [_added(SPLITS[split], [whole], parts, told, must)]


def _part_larger(whole: Figure, part: Figure) -> Check:
    """A "trong đó" that exceeds its whole; of another measure it most likely stands beside it."""
    reason = "part_larger" if part.measure == whole.measure else "part_larger_other_measure"
    return result("of_which", "fails", reason, [whole], [part], part_measure=part.measure)


def _single(whole: Figure, part: Figure, told: str, tied: bool) -> list[Check]:
    if told == "above":
        return [_part_larger(whole, part)]
    return [_within(whole, [part], told)] if tied else []


def _within(whole: Figure, parts: list[Figure], told: str) -> Check:
    """Parts that need not be all: they may not exceed their whole."""
    if told == "above":
        return result("of_which", "fails", "parts_above", [whole], parts)
    if told == "rounding":
        return result("of_which", "rounding", told, [whole], parts)
    left = plain(max(whole.value - sum(p.value for p in parts), 0))
    reason = "parts_within" if told == "below" else told
    return result("of_which", "holds", reason, [whole], parts, left=left)


def _added(check: str, wholes: list[Figure], parts: list[Figure], told: str, must: bool, **values) -> Check:
    if told in HOLDS:
        return result(check, "holds", told, wholes, parts, **values)
    if told == "rounding":
        return result(check, "rounding", told, wholes, parts, **values)
    if told == "above":
        return result(check, "fails", _why_above(wholes, parts), wholes, parts, **values)
    if must:
        return result(check, "fails", "parts_below", wholes, parts, **values)
    stated, computed = (sum(f.value for f in figures) for figures in (wholes, parts))
    share = float((stated - computed) / stated)
    values |= {"left": plain(stated - computed), "percent_left": share}
    return result(check, "untestable", "not_claimed", wholes, parts, **values)


def _why_above(wholes: list[Figure], parts: list[Figure]) -> str:
    repeated = len(wholes) == 1 and len(parts) > 1 and any(p.value == wholes[0].value for p in parts)
    if repeated:
        return "part_repeats_whole"
    return "beneficiaries_twice" if parts[0].measure == "beneficiaries" else "parts_above"


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
        return [_added("money_adds_up", [whole], parts, told, must=True)]
    return _judge(whole, "measure", tied) if tied else []


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


def _contents(book: Book, groups) -> list[Check]:
    """Contents against the whole programme of their source, and against wholes the text ties them to."""
    checks, tied_wholes = [], set()
    for (whole_id, split), parts in groups.items():
        if split == "content":
            whole = book.by_id[whole_id]
            tied_wholes.add(whole.cell)
            untied = [
                f for c, f in book.comparable.items() if c.content and c._replace(content=None) == whole.cell
            ]
            checks += _judge(whole, split, list({f.id: f for f in (*parts, *untied)}.values()))
    scopes = defaultdict(list)
    for cell, figure in book.comparable.items():
        if cell.content is not None and cell.subject == "" and cell.district is None:
            scopes[cell._replace(content=None, tier=None)].append(figure)
    for scope, figures in scopes.items():
        for tier in (ALL, NATIONAL, LOCAL):
            if scope._replace(tier=tier) not in tied_wholes:
                checks += _contents_of(book, scope._replace(tier=tier), figures)
    return checks


def _contents_of(book: Book, cell: Cell, figures: list[Figure]) -> list[Check]:
    wholes = _stated_or_tiers(book, cell)
    parts = _one_level(_of_tier(figures, cell.tier))
    unclear = _unclear(book, cell, parts)
    if not wholes or not parts or len(parts) + len(unclear) < 2:
        return []
    told, must = compare(wholes, parts), all(w.complete for w in wholes)
    if not unclear:
        return [_added("contents_add_up", wholes, parts, told, must)]
    doubt = {"unclear": plain(sum(f.value for f in unclear)), "unclear_quote": unclear[0].quote or ""}
    with_unclear = compare(wholes, [*parts, *unclear])
    if told in (*HOLDS, "rounding") or with_unclear == "above":
        return [_added("contents_add_up", wholes, parts, told, must, **doubt)]
    check = _added("contents_add_up", wholes, [*parts, *unclear], with_unclear, must, **doubt)
    if check.verdict != "untestable":
        return [check]
    stated, certain = (sum(f.value for f in figures) for figures in (wholes, parts))
    share = float((stated - certain) / stated)
    return [
        _with_reason(
            check, "not_claimed_two_readings", other_left=plain(stated - certain), percent_other_left=share
        )
    ]


def _stated_or_tiers(book: Book, cell: Cell) -> list[Figure]:
    stated = book.at(cell)
    if stated is not None:
        return [stated]
    tiers = [book.at(cell._replace(tier=tier)) for tier in (NATIONAL, LOCAL)] if cell.tier == ALL else []
    return tiers if tiers and None not in tiers else []


def _of_tier(figures: list[Figure], tier: str) -> list[Figure]:
    """One entry a content: its figure of the tier; for all tiers together, else those of its tiers.

    Contents told of one tier only say nothing of all tiers together.
    """
    own = [f for f in figures if f.tier == tier]
    if tier != ALL:
        return own
    told = {f.content for f in own}
    rest = [f for f in figures if f.tier in (NATIONAL, LOCAL) and f.content not in told]
    return [*own, *rest] if own or {f.tier for f in rest} == {NATIONAL, LOCAL} else []


def _one_level(figures: list[Figure]) -> list[Figure]:
    """Without the contents whose first-level content is itself among them: its sum already holds them."""
    groups = {f.content_code for f in figures if f.content_code and f.content_code == f.content_parent}
    return [f for f in figures if f.content_parent == f.content_code or f.content_parent not in groups]


def _unclear(book: Book, cell: Cell, parts: list[Figure]) -> list[Figure]:
    """Contents told by a total cost alone beside contents told by support.

    A text that lists the support of its contents and calls one of them "tổng kinh phí" may mean support there too.
    It is counted, so that what is left over is the least that can be; the other reading is told with it.
    """
    if cell.measure != "state_support":
        return []
    own, alone = set(), []
    for other, figure in book.comparable.items():
        if other.content is None or other._replace(content=None, tier=None, measure="") != cell._replace(
            tier=None, measure=""
        ):
            continue
        if other.measure in ("state_support", "counterpart"):
            own.add(other.content)
        elif other.measure == "total_cost" and other.tier == cell.tier:
            alone.append(figure)
    return [f for f in alone if parts and f.content not in own]


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


def _with_reason(check: Check, reason: str, **values) -> Check:
    return Check(**{**vars(check), "reason": reason, "values": check.values | values})


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
        _with_reason(c, f"{c.reason}_offset", other_measure=partner[id(c)])
        if id(c) in partner and c.reason in ("parts_above", "parts_below")
        else c
        for c in checks
    ]
