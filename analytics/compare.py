"""Two terms of one place side by side, and a place beside what others have published: like with like only."""

from dataclasses import dataclass

from analytics import coverage, leverage, reported
from analytics.answer import Answer, together
from analytics.codes import codes
from analytics.filters import Filters, parse_years
from analytics.metrics import METRICS
from analytics.query import ask, sql_of
from analytics.told_years import recorded
from data.store import Snapshot

Term = tuple[int, int]
ENOUGH_PLACES = 5  # fewer comparable places are a list, never a chart


def windows(years: Term, length: int) -> list[Term]:
    """Every run of `length` years inside a period, earliest first."""
    return [(first, first + length - 1) for first in range(years[0], years[1] - length + 2)]


def longest(years: Term) -> int:
    """The most years two terms of a period can have without a year in common; 0 where there are no two."""
    return (years[1] - years[0] + 1) // 2


def terms(first: str | None, last: str | None, years: Term) -> tuple[tuple[Term, Term] | None, bool]:
    """Two terms as an address writes them: (the terms, whether they could be taken).

    They must lie in the period, be equally long, and the second begin after the first ends. What cannot be taken, or is not
    given, becomes the two halves of the period (the middle year of an odd one in neither); None under two years.
    """
    halves = leverage.terms(years)
    if first is None and last is None:
        return halves, True
    before, after = parse_years(first or ""), parse_years(last or "")
    good = (
        before is not None and after is not None and before[1] - before[0] == after[1] - after[0]
        and years[0] <= before[0] and before[1] < after[0] and after[1] <= years[1]
    )  # fmt: skip
    return ((before, after), True) if good else (halves, False)


def both(snapshot: Snapshot, key: str, dim: str | None, filters: Filters, first: Term, last: Term) -> Answer:
    """One metric in two terms, by one dimension or as a whole.

    Rows (and total): the dimension, before, after (values), change (None where either is not known), n_before, n_after, and the
    numerator and denominator of each term. A sum of a group without any project in a term is 0 where records cover the term
    (`_absent`), None where they do not, or where its money cannot be told apart; a ratio is None.
    """
    dims = (dim,) if dim else ()
    old, new = (ask(snapshot, key, dims, filters.but(years=term)) for term in (first, last))
    rows = []
    if dim:
        olds, news = (_with_zeros(snapshot, dim, answer, {*old.by(), *new.by()}) for answer in (old, new))
        for code in sorted({*olds, *news}, key=lambda c: (c is None, str(c))):
            rows.append({dim: code} | _pair(olds.get(code), news.get(code)))
    total = _pair(old.total, new.total) | {"numerator": None, "denominator": None}
    total["value"] = total["change"]
    if total["value"] is None:
        total["reason"] = old.reason or new.reason or "term_without_ratio"
    return new.but(
        rows=tuple(rows), total=total, n=old.n + new.n, missing=_together(old, new), filters=filters, sql=f"{old.sql}\n\n{new.sql}",
        basis=_basis({old.basis, new.basis}),
    )  # fmt: skip


_NONE_OF_IT = {"value": 0, "numerator": 0, "denominator": None, "n": 0}
_NOT_TOLD_APART = {None, "group", "all"}  # money that may be of any group


def _with_zeros(snapshot: Snapshot, dim: str, answer: Answer, groups: set) -> dict:
    """Group -> its row in one term, and of a sum a row of 0 for each of `groups` that is known to have had no project then."""
    found = answer.by()
    if (
        METRICS[answer.metric].is_ratio or answer.filters.basis != "actual"
    ):  # what records know is what was done
        return found
    absent = _absent(snapshot, dim, answer.filters, found)
    return found | {group: _NONE_OF_IT for group in groups - {*found, *_NOT_TOLD_APART} if absent(group)}


def _absent(snapshot: Snapshot, dim: str, filters: Filters, found: dict):
    """Tells of a group without a row whether records know that it had no project in the years of `filters`.

    A district: its province has records in each of the years, it existed in one of them, and no project touches it (one that does has
    money that stands in a group or is not recorded). Any other group: every part of the place has records in each year, and nothing
    stands in a row that cannot be told apart.
    """
    place = codes(snapshot).places[filters.province]
    years = set(range(filters.years[0], filters.years[1] + 1))
    covered = [slug for slug in place.parts if years <= recorded(snapshot, slug)]
    if dim != "district":
        whole = set(covered) >= set(place.parts[1:] or place.parts) and not _NOT_TOLD_APART & set(found)
        return lambda group: whole
    provinces = {codes(snapshot).places[slug].map_code for slug in covered}
    cells = coverage.grid(snapshot, filters).rows if covered else ()
    touched = {cell["district"] for cell in cells if cell["projects"]}
    there = {cell["district"] for cell in cells if cell["existed"]} - touched
    known = codes(snapshot).districts
    return lambda group: group in there and known.get(group, {}).get("province_code") in provinces


def _basis(found: set[str]) -> str:
    """What two answers rest on together."""
    told = found - {"none"}
    return next(iter(told)) if len(told) == 1 else "mixed" if told else "none"


def _pair(old: dict | None, new: dict | None) -> dict:
    out = {}
    for name, row in (("before", old), ("after", new)):
        row = row or {}
        out |= {name: row.get("value"), f"n_{name}": row.get("n") or 0}
        out |= {f"numerator_{name}": row.get("numerator"), f"denominator_{name}": row.get("denominator")}
    known = None not in (out["before"], out["after"])
    return out | {"change": out["after"] - out["before"] if known else None}


def _together(old: Answer, new: Answer) -> tuple:
    """What both terms leave out, by reason; money not known in one term is not known of both."""
    return together((*old.missing, *new.missing))


@dataclass(frozen=True, eq=False)
class Published:
    """A whole-programme leverage that a source states: of which place, period, basis, of which tier, and its answer.

    Compared by identity (an answer holds rows); `key` names it.
    """

    place: str
    years: Term
    basis: str
    tier: str
    answer: Answer

    @property
    def key(self) -> tuple:
        return self.place, self.years, self.basis, self.tier

    @property
    def length(self) -> int:
        return self.years[1] - self.years[0] + 1

    @property
    def inferred(self) -> bool:
        return any(row["province_inferred"] for row in self.answer.sources)

    def like(self, other: "Published") -> bool:
        """Whether two may stand beside each other: the same basis, number of years and tier."""
        return (self.basis, self.length, self.tier) == (other.basis, other.length, other.tier)


def published(snapshot: Snapshot, tier: str | None = None) -> tuple[Published, ...]:
    """Every stated whole-programme leverage of a single place and period, with its figures; of one tier where one is asked.

    Never of one content, batch or district; never with a figure that was not seen again (verified = no). `tier` in a result is what
    the source speaks of: one that tells only its local fund is `local`, also where both were asked.
    """
    out = []
    for row in snapshot.rows(sql_of("published_periods")):
        place = codes(snapshot).places.get(row["province"])
        if place is None:
            continue
        filters = Filters(
            province=place.slug, years=(row["first_year"], row["last_year"]), basis=row["basis"], tier=tier
        )
        answer = reported.ask(snapshot, METRICS["leverage"], filters)
        if (
            answer is None
            or answer.value is None
            or any(s.field in ("content", "batch") for s in answer.scope)
        ):
            continue
        told = next((s.code for s in answer.scope if s.field == "tier"), tier or "all")
        out.append(Published(place.slug, filters.years, row["basis"], told, answer))
    return tuple(out)


def own(snapshot: Snapshot, filters: Filters) -> tuple[Published, ...]:
    """The place's own leverage to hold against others: of the chosen years where it has yearly numbers, else each period it has published."""
    place = codes(snapshot).places[filters.province]
    if place.has_records or place.has_years:
        mine = Filters(province=place.slug, years=filters.years or place.years, tier=filters.tier)
        answer = ask(snapshot, "leverage", (), mine)
        return (
            (Published(place.slug, mine.years, "actual", filters.tier or "all", answer),)
            if answer.value is not None
            else ()
        )
    return tuple(p for p in published(snapshot, filters.tier) if p.place in place.parts)


def against(
    snapshot: Snapshot, one: Published, tier: str | None = None
) -> tuple[tuple[Published, ...], tuple[Published, ...]]:
    """(what stands beside it like with like, what others have of the same basis but of another length or tier), highest first.

    Whole countries and regions are no other province; the simulated province publishes nothing.
    """
    places = codes(snapshot).places
    mine = set(places[one.place].parts)
    others = [
        p for p in published(snapshot, tier)
        if p.place not in mine and p.basis == one.basis and places[p.place].kind in ("province_63", "province_34")
    ]  # fmt: skip
    others.sort(key=lambda p: (-p.answer.value, p.place, p.years))
    return tuple(p for p in others if p.like(one)), tuple(p for p in others if not p.like(one))
