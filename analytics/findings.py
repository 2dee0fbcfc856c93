"""Findings: sentences made by templates from answers, each linked to its chart; never a cause, never shown when a number is missing."""

from dataclasses import dataclass

from analytics import coverage, leverage
from analytics.charts import shapes
from analytics.charts.ratio import heaviest
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from data.store import Snapshot


@dataclass(frozen=True)
class Sentence:
    """One finding: its words and the chart that shows it (key of a ChartSpec, None: the cards)."""

    key: str
    text: str
    chart: str | None


def overview(snapshot: Snapshot, filters: Filters, language: str) -> list[Sentence]:
    """What ten years brought, in sentences; one whose numbers are missing is left out."""
    words = Words(snapshot, filters, language)
    out = [
        _models(words, snapshot, filters),
        _national(words, snapshot, filters),
        _reach(words, snapshot, filters),
        _top(words, snapshot, filters),
        _real(words, snapshot, filters),
        _change(words, snapshot, filters),
    ]
    return [sentence for sentence in out if sentence]


def headline(snapshot: Snapshot, filters: Filters, language: str) -> str:
    """The title of the overview: what goes with each đồng, else how much there was."""
    words = Words(snapshot, filters, language)
    ratio = ask(snapshot, "leverage", (), filters)
    if ratio.value is not None:
        return words.say("finding_line.headline", value=words.ratio(ratio.value))
    total = ask(snapshot, "state_support", (), filters)
    if total.value is not None:
        return words.say("finding_line.headline_money", amount=words.money(total.value))
    return words.say("finding_line.headline_none", place=words.place.label(language))


def _models(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    """A content that carries much more counterpart than support: "15 % of support goes with 70 % of counterpart"."""
    heavy = heaviest(ask(snapshot, "leverage_without", ("content",), filters))
    if not heavy or heavy["share_state"] is None or heavy["share_counterpart"] is None:
        return None
    text = words.say(
        "finding_line.heavy", content=words.short("content", heavy["content"], 60), share_state=words.percent(heavy["share_state"], 0), share_counterpart=words.percent(heavy["share_counterpart"], 0), value=words.ratio(heavy["value"]),
    )  # fmt: skip
    return Sentence("heavy", text, "ratio_content")


def _national(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    answer = ask(snapshot, "state_share_national", (), filters)
    if answer.value is None or filters.tier:
        return None
    local = answer.total["denominator"] - answer.total["numerator"]
    return Sentence(
        "national",
        words.say(
            "finding_line.national",
            share=words.percent(answer.value),
            national=words.money(answer.total["numerator"]),
            local=words.money(local),
        ),
        "year",
    )


def _reach(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    grid = coverage.grid(snapshot, filters)
    if not grid.rows:
        return None
    districts = {row["district"] for row in grid.rows}
    never = [d for d in districts if not any(r["projects"] for r in grid.rows if r["district"] == d)]
    if not never:
        return Sentence("reach", words.say("finding_line.reach_all", n=len(districts)), "grid")
    names = words.names(sorted(words.label("district", d) for d in never), 5, of="district")
    return Sentence(
        "reach",
        words.say(
            "finding_line.reach",
            never=shapes.never(words),
            reached=len(districts) - len(never),
            n=len(districts),
            names=names,
        ),
        "grid",
    )


def _top(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    answer = ask(snapshot, "top_share", (), filters)
    if answer.value is None or len(answer.rows) < 3 or filters.districts:
        return None
    names = ", ".join(words.label("district", row["district"]) for row in answer.rows)
    return Sentence(
        "top", words.say("finding_line.top", names=names, share=words.percent(answer.value, 0)), "map"
    )


def _real(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    """First against last year, nominal and in prices of the last year: whether money grew beyond prices."""
    years = filters.years
    if (
        not years
        or years[1] - years[0] < 2
        or years[1] not in words.codes.price_years
        or years[0] not in words.codes.price_years
    ):
        return None
    nominal = ask(snapshot, "state_support", ("year",), filters.but(prices=None)).by()
    real = ask(snapshot, "state_support", ("year",), filters.but(prices=years[1])).by()
    first, last = nominal.get(years[0], {}).get("value"), nominal.get(years[1], {}).get("value")
    first_real = real.get(years[0], {}).get("value")
    if not first or not last or not first_real:
        return None
    return Sentence(
        "real",
        words.say(
            "finding_line.real",
            first=years[0],
            last=years[1],
            nominal=words.ratio(last / first, 1),
            real=words.ratio(last / first_real, 1),
        ),
        "year",
    )


def _change(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    if not filters.years or leverage.terms(filters.years, least=leverage.MIN_TERM) is None:
        return None
    answer = ask(snapshot, "leverage_change", ("content",), filters)
    total = answer.total
    if total["value"] is None:
        return None
    text = words.say(
        "finding_line.change", first=words.years(total["first"]), last=words.years(total["last"]), before=words.ratio(total["before"]), after=words.ratio(total["after"]), mix=_signed(words, total["mix"]), within=_signed(words, total["within"]), dropped=_dropped(words, filters.years),
    )  # fmt: skip
    return Sentence("change", text, "change")


def _dropped(words: Words, years: tuple[int, int]) -> str:
    """Of an odd number of years the middle one belongs to neither term: said, not silently done."""
    odd = (years[1] - years[0] + 1) % 2
    return words.say("finding_line.dropped", year=(years[0] + years[1]) // 2) if odd else ""


def _signed(words: Words, value: float) -> str:
    return ("+" if value > 0 else "") + words.ratio(value).replace("-", "−")
