"""Contents against the whole of their programme."""

from collections import defaultdict

from analytics.reconciliation_figures import ALL, LOCAL, NATIONAL, Book, Cell, Check, Figure, compare, plain
from analytics.reconciliation_verdicts import added, judge, with_reason


def content_checks(book: Book, groups) -> list[Check]:
    """Contents against the whole programme of their source, and against wholes the text ties them to."""
    checks, tied_wholes = [], set()
    for (whole_id, split), parts in groups.items():
        if split == "content":
            whole = book.by_id[whole_id]
            tied_wholes.add(whole.cell)
            untied = [
                f for c, f in book.comparable.items() if c.content and c._replace(content=None) == whole.cell
            ]
            checks += judge(whole, split, list({f.id: f for f in (*parts, *untied)}.values()))
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
        return [added("contents_add_up", wholes, parts, told, must)]
    doubt = {"unclear": plain(sum(f.value for f in unclear)), "unclear_quote": unclear[0].quote or ""}
    with_unclear = compare(wholes, [*parts, *unclear])
    if with_unclear == "above":
        return [added("contents_add_up", wholes, parts, told, must, **doubt)]
    check = added("contents_add_up", wholes, [*parts, *unclear], with_unclear, must, **doubt)
    if check.verdict != "untestable":
        return [check]
    stated, certain = (sum(f.value for f in figures) for figures in (wholes, parts))
    share = float((stated - certain) / stated)
    return [
        with_reason(
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
