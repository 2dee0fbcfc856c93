"""Overview: what ten years brought, in totals, leverage, reach, trend, and findings in sentences."""

from html import escape

import streamlit as st

from analytics import apart, findings
from analytics import format as fmt
from analytics.answer import Answer
from analytics.charts import money, places, ratio, shapes
from analytics.notes import years_text
from analytics.query import ask
from pages import place
from pages.components import cards, drawer, figure, session
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel

# Where a chart stands that is not on this page.
PAGE_OF = {"change": "leverage", "ratio_content": "leverage"}


def show(choice: Choice) -> None:
    if not choice.place.has_records and not choice.place.has_years:
        place.show(choice)
        return
    heading(choice, session.ask(findings.headline, choice.snapshot, choice.filters, choice.language))
    opened = panel(cards.html(_cards(choice)) + _findings(choice), key="overview-top")
    if not choice.place.has_records:  # yearly totals have no contents and no districts to compare
        figure.show(money.by_year, choice)
    else:
        left, right = st.columns(2, gap="large")
        with left:
            figure.show(money.by_year, choice)
        with right:
            figure.show(
                ratio.by_content if choice.filters.lens in ("ratio", "total") else money.by_content, choice
            )
        left, right = st.columns((5, 7), gap="large")
        with left:
            figure.show(places.map_by_district, choice)
        with right:
            figure.show(places.grid, choice)
    if choice.place.has_reported:
        place.blocks(choice)
    if opened and opened.startswith("page:"):
        st.switch_page(st.session_state["_pages"][opened.removeprefix("page:")])
    if opened and opened.startswith("metric:"):
        drawer.metric(choice, opened.removeprefix("metric:"))


def _cards(choice: Choice) -> list[Card]:
    words = choice.words
    out = [_money(choice, "total_cost"), _support(choice), _money(choice, "counterpart"), _leverage(choice)]
    if choice.place.has_records:
        reach = _ask(choice, "coverage")
        if reach.value is not None:
            never = reach.total["denominator"] - reach.total["numerator"]
            out.append(
                Card(
                    "metric:coverage",
                    words.say("card.coverage"),
                    f"{reach.total['numerator']} / {reach.total['denominator']}",
                    words.say("card.districts"),
                    words.say("card.never", n=never, never=shapes.never(words))
                    if never
                    else words.say("card.all_reached"),
                )
            )
        units = _ask(choice, "beneficiaries")
        if units.value is not None:
            out.append(
                Card(
                    "metric:beneficiaries",
                    words.say("card.beneficiaries"),
                    words.count(units.value),
                    words.say("card.units"),
                    words.say("card.projects", n=words.count(_ask(choice, "projects").value)),
                )
            )
    return out


def _ask(choice: Choice, key: str, dims=()):
    return session.ask(ask, choice.snapshot, key, dims, choice.filters)


def _split(text: str) -> tuple[str, str]:
    figure_text, _, unit = text.partition(" ")
    return figure_text, unit


def _years(choice: Choice, key: str) -> tuple:
    first, last = choice.filters.years or choice.place.years
    by = _ask(choice, key, ("year",)).by()
    return tuple((year, by.get(year, {}).get("value")) for year in range(first, last + 1))


def _money(choice: Choice, key: str) -> Card:
    words, answer = choice.words, _ask(choice, key)
    value, unit = _split(fmt.money_text(answer.value, choice.language))
    left = sum(m.n for m in answer.missing if m not in apart.told(answer.missing))
    beside = words.say("card.left_out", n=words.count(left)) if left else ""
    change = _terms(choice, key)
    return Card(
        f"metric:{key}",
        words.say(f"lens.{'total' if key == 'total_cost' else key}"),
        value,
        unit,
        beside or change,
        change if beside else "",
        _years(choice, key),
    )


def _support(choice: Choice) -> Card:
    words, answer = choice.words, _ask(choice, "state_support")
    share = _ask(choice, "state_share_national")
    value, unit = _split(fmt.money_text(answer.value, choice.language))
    beside = _terms(choice, "state_support")
    if share.value is not None and not choice.filters.tier:
        # Reports that do not tell the funds apart stand in the amount and not in the share: then it says of what it is.
        whole = share.total["denominator"]
        key = "card.national" if whole == answer.value else "card.national_of"
        beside = words.say(key, share=words.percent(share.value), whole=words.money(whole))
    return Card(
        "metric:state_support",
        words.say("lens.state"),
        value,
        unit,
        beside,
        _one_fund(choice, answer),
        _years(choice, "state_support"),
    )


def _one_fund(choice: Choice, answer: Answer) -> str:
    """The years that stand in the amount with one fund alone, since no report tells the other."""
    reasons = ("only_national_year", "only_local_year")
    told = [m for m in answer.missing if m.reason in reasons]
    return "; ".join(choice.say(f"card.{m.reason}", years=years_text(m.years)) for m in told)


def _terms(choice: Choice, key: str) -> str:
    """The second term against the first, both named: never "than before" without saying which years."""
    from analytics.leverage import MIN_TERM, terms

    both = terms(choice.filters.years, least=MIN_TERM) if choice.filters.years else None
    if not both:
        return ""
    sums = [_of_term(choice, key, term) for term in both]
    if not sums[0] or sums[1] is None:
        return ""
    words = choice.words
    return words.say(
        "card.terms",
        times=words.ratio(sums[1] / sums[0], 1),
        last=words.years(both[1]),
        first=words.years(both[0]),
    )


def _of_term(choice: Choice, key: str, term: tuple[int, int]):
    """The money of a term: of records the sum of its years, else what is stated of it."""
    if not choice.place.has_records:
        return session.ask(ask, choice.snapshot, key, (), choice.filters.but(years=term)).value
    by = _ask(choice, key, ("year",)).by()
    known = [by[year]["value"] for year in range(term[0], term[1] + 1) if year in by]
    known = [value for value in known if value is not None]
    return sum(known) if known else None


def _leverage(choice: Choice) -> Card:
    words, answer = choice.words, _ask(choice, "leverage")
    beside = choice.say(f"reason.{answer.reason}") if answer.reason else ""
    quiet = ""
    if choice.place.has_records and answer.value is not None:
        middle = _ask(choice, "leverage_median_positive")
        if middle.value is not None:
            beside, quiet = (
                words.say("card.median", value=words.ratio(middle.value)),
                words.say("card.median_of", n=words.count(middle.n)),
            )
    return Card(
        "metric:leverage",
        words.say("lens.ratio"),
        words.ratio(answer.value),
        "",
        beside,
        quiet,
        _years(choice, "leverage"),
    )


def _findings(choice: Choice) -> str:
    if not choice.place.has_records:
        return ""
    told = session.ask(findings.overview, choice.snapshot, choice.filters, choice.language)
    items = "".join(
        f"<li><a role='link' tabindex='0' data-chart='{escape(sentence.chart)}' data-page='{PAGE_OF.get(sentence.chart, '')}'>{escape(sentence.text)}</a></li>"
        for sentence in told
    )
    return f"<ul class='findings'>{items}</ul>" if items else ""
