"""What the reports of a place answer at best: the leverage of one stated whole programme, else its state support."""

from dataclasses import dataclass

from analytics import reported
from analytics.answer import Answer
from analytics.charts.words import Words
from analytics.codes import codes
from analytics.filters import Filters
from analytics.metrics import METRICS
from data.store import Snapshot

KEYS = ("leverage", "state_support")  # what is told first


@dataclass(frozen=True, eq=False)
class Best:
    """One stated answer of a whole programme: the part of the place it is of, its metric, and the answer (years and basis in its filters)."""

    place: str
    key: str
    answer: Answer

    @property
    def tier(self) -> str | None:
        """The one fund its source tells; None: both."""
        return next((scope.code for scope in self.answer.scope if scope.field == "tier"), None)

    @property
    def inferred(self) -> bool:
        return any(row["province_inferred"] for row in self.answer.sources)

    def rank(self) -> tuple:
        """Actual before plan, both funds before one, long before short, late before early."""
        first, last = self.answer.filters.years
        return (self.answer.filters.basis != "actual", self.tier is not None, first - last, -last, self.place)


def best(snapshot: Snapshot, place: str) -> Best | None:
    """The best answer among the stated whole years of a place and its parts; None where no report speaks of a whole programme.

    Never of one content or batch, never from a figure that was not seen again. The state support only where no period has both amounts.
    """
    periods = [
        (slug, Filters(province=slug, years=(row["first_year"], row["last_year"]), basis=row["basis"]))
        for slug in codes(snapshot).places[place].parts
        for row in reported.periods(snapshot, slug)
    ]
    for key in KEYS:
        found = [Best(slug, key, reported.ask(snapshot, METRICS[key], filters)) for slug, filters in periods]
        whole = [one for one in found if one.answer and one.answer.value is not None and _whole(one.answer)]
        if whole:
            return min(whole, key=Best.rank)
    return None


def _whole(answer: Answer) -> bool:
    return not any(scope.field in ("content", "batch") for scope in answer.scope)


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def sentence(words: Words, place: str, one: Best | None) -> str:
    """The answer as a title, `place` as it is called: its period, plan or actual, which fund, and what the parts give instead."""
    if one is None:
        return words.say("place.title_none", place=place)
    answer = one.answer
    name = words.say("place.title_inferred", place=place) if one.inferred else place
    basis = words.say(f"basis.{answer.filters.basis}")
    of = (
        words.say("place.title_fund", basis=basis, tier=_small(words.say(f"tier.{one.tier}")))
        if one.tier
        else basis
    )
    said = {"place": name, "years": words.years(answer.filters.years), "basis": of}
    about = f"{words.say(f'qualifier.{answer.qualifier}')} " if answer.qualifier else ""
    if one.key == "state_support":
        return words.say("place.title_state", amount=about + words.money(answer.value), **said)
    others = [words.ratio(alt.value) for alt in answer.alternatives if alt.why == "parts_disagree" and alt.value is not None]  # fmt: skip
    other = words.say("place.title_parts", value=others[0]) if others else ""
    return words.say("place.title_ratio", value=about + words.ratio(answer.value), other=other, **said)
