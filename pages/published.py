"""What places have published of their leverage, like beside like: a part of the compare screen."""

import itertools
from html import escape

import streamlit as st

from analytics import compare
from analytics.charts import compare as drawn
from analytics.compare import ENOUGH_PLACES, Published
from pages import place
from pages.components import drawer, figure, quoted, session, trouble
from pages.components.figure import rests_on
from pages.components.frame import Choice
from pages.components.panel import panel


def stated_terms(choice: Choice) -> None:
    """For a place without yearly figures: its stated periods, two of them beside each other only where they are alike."""
    mine = session.ask(compare.own, choice.snapshot, choice.filters)
    st.html(f"<div class='notice'>{escape(choice.say('compare.stated'))}</div>")
    alike = [
        (a, b)
        for a, b in itertools.combinations(mine, 2)
        if a.place == b.place and a.like(b) and a.years[1] < b.years[0]
    ]
    words = choice.words
    for old, new in alike:
        text = words.say(
            "compare.stated_pair", first=words.years(old.years), last=words.years(new.years), basis=words.say(f"basis.{old.basis}"),
            before=words.ratio(old.answer.value), after=words.ratio(new.answer.value),
        )  # fmt: skip
        st.html(f"<p><b>{escape(text)}</b></p>")
    if not alike:
        st.html(f"<p>{escape(choice.say('compare.stated_no_pair'))}</p>")


def others(choice: Choice) -> None:
    """The place's own ratio, and those of others on the same basis and over as many years: a chart from five on, a list below."""
    mine = session.ask(compare.own, choice.snapshot, choice.filters)
    st.html(
        f"<h2 class='section'>{escape(choice.say('compare.others'))}</h2><p class='subtitle'>{escape(choice.say('compare.others_rule'))}</p>"
    )
    if choice.filters.narrowed or choice.filters.prices:
        st.html(f"<div class='notice'>{escape(choice.say('compare.others_filters'))}</div>")
    if choice.place.simulated:
        st.html(f"<div class='notice'>{escape(choice.say('compare.others_simulated'))}</div>")
    st.html(f"<div class='notice'>{escape(choice.say('compare.definitions'))}</div>")
    if not mine:
        told = "own_value_none" if choice.place.has_records or choice.place.has_years else "stated_none"
        st.html(f"<p>{escape(choice.say(f'compare.{told}'))}</p>")
    alone = [one for one in mine if not _like(choice, one)]
    for at, one in enumerate(mine):
        if one not in alone:
            _beside(choice, one, at)
    if alone:
        _alone(choice, alone)
    plans = tuple(
        p
        for p in session.ask(compare.published, choice.snapshot, choice.filters.tier)
        if p.basis == "plan" and p.key not in {one.key for one in mine}
    )
    if plans and not any(one.basis == "plan" for one in mine):
        with st.expander(choice.say("compare.others_plan")):
            _list(choice, plans, "plans")


def _like(choice: Choice, one: Published) -> tuple[Published, ...]:
    return session.ask(compare.against, choice.snapshot, one, choice.filters.tier)[0]


def title(choice: Choice) -> str:
    """What the comparison of a place with stated periods alone comes to: how many others stand beside which of its periods."""
    words = choice.words
    mine = session.ask(compare.own, choice.snapshot, choice.filters)
    if not mine:
        return words.say("compare.title_none_stated", place=choice.place.label(choice.language))
    most = max(mine, key=lambda one: (len(_like(choice, one)), one.basis == "actual", one.length))
    like = _like(choice, most)
    name = place.title_name(choice, most.place)
    if most.inferred:
        name = words.say("place.title_inferred", place=name)
    said = {"place": name, "years": words.years(most.years), "basis": words.say(f"basis.{most.basis}"), "value": words.ratio(most.answer.value)}  # fmt: skip
    if not like:
        return words.say("compare.title_alone", **said)
    return words.say("compare.title_beside", n=len(like), **said)  # fmt: skip


def _alone(choice: Choice, alone: list[Published]) -> None:
    """Own periods beside which nothing stands: one line each, and once for all what others have that is not like them."""
    st.html(f"<p class='eyebrow'>{escape(_mark(choice, alone))}</p><h3 class='finding'>{escape(choice.say('compare.others_alone'))}</h3>")  # fmt: skip
    told = [one for one in alone if one.answer.sources]
    if told:
        _list(choice, tuple(told), "alone")
    for one in (one for one in alone if not one.answer.sources):
        st.html(f"<p>{escape(_own_words(choice, one))}</p>")
    unlike = {p.key: p for one in alone for p in session.ask(compare.against, choice.snapshot, one, choice.filters.tier)[1]}  # fmt: skip
    if unlike:
        with st.expander(choice.say("compare.others_unlike")):
            _list(choice, tuple(unlike.values()), "unlike-alone")


def _mark(choice: Choice, shown: list[Published]) -> str:
    return choice.say("foot.simulated") if any(one.answer.simulated for one in shown) else ""


def _own_words(choice: Choice, one: Published) -> str:
    words = choice.words
    return words.say(
        "compare.others_own", place=words.codes.places[one.place].label(words.language), years=words.years(one.years), basis=words.say(f"basis.{one.basis}"), length=drawn.length_words(words, one.length), value=words.ratio(one.answer.value),
    )  # fmt: skip


def _beside(choice: Choice, one: Published, at: int) -> None:
    words = choice.words
    like, unlike = session.ask(compare.against, choice.snapshot, one, choice.filters.tier)
    mark = (
        f"<span class='sim'>{escape(words.say('foot.simulated'))}</span> · " if one.answer.simulated else ""
    )
    st.html(
        f"<p class='eyebrow'>{mark}{escape(_tier(choice, one))}</p><h3 class='finding'>{escape(_own_words(choice, one))}</h3>"
    )
    if one.answer.sources:
        _list(choice, (one,), f"own-{at}")
    if len(like) >= ENOUGH_PLACES:
        figure.show(
            drawn.beside(one.place, one.years, one.basis), choice, section=f"others-{at}", opens=_opened
        )
    else:
        st.html(f"<p>{escape(words.say('compare.others_few', n=len(like), least=ENOUGH_PLACES))}</p>")
        _list(choice, like, f"like-{at}")
    if unlike:
        with st.expander(choice.say("compare.others_unlike")):
            _list(choice, unlike, f"unlike-{at}")


def _tier(choice: Choice, one: Published) -> str:
    return (
        choice.say("tier.all")
        if one.tier == "all"
        else choice.say("compare.tier_told", tier=choice.say(f"tier.{one.tier}"))
    )


def _list(choice: Choice, shown: tuple[Published, ...], key: str) -> None:
    """Place and period, ratio, the counterpart in the source's own words; a row opens its figures with quote and source."""
    head = "".join(
        f"<th{' class=num' if name == 'value' else ''}>{escape(choice.say(f'compare.col_{name}'))}</th>"
        for name in ("place", "value", "words", "open")
    )
    rows = "".join(_row(choice, one) for one in shown)
    opened = panel(
        f"<div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>",
        key=f"published-{key}",
    )
    if opened:
        _opened(choice, opened)


def _row(choice: Choice, one: Published) -> str:
    words = choice.words
    quotes = [row["quote"] for row in one.answer.sources if row["measure"] == "counterpart" and row["quote"]]
    told = f"{words.say('basis.' + one.basis)} · {_tier(choice, one)}"
    other = [
        f"{words.say('place.or')} {words.ratio(alt.value, 3)}"
        for alt in one.answer.alternatives
        if alt.value is not None
    ]
    rounded = sorted(
        {words.say(f"qualifier.{row['qualifier']}") for row in one.answer.sources if row["qualifier"]}
    )
    if rounded:
        told += f" · {words.say('compare.qualified', words=', '.join(rounded))}"
    more = f"<br><span class='other'>{escape('; '.join(other))}</span>" if other else ""
    return (
        f"<tr><td>{escape(drawn.place_words(words, one))}<br><span class='subtitle'>{escape(told)}</span></td><td class='num'><b>{escape(words.ratio(one.answer.value, 3))}</b>{more}</td>"
        f"<td>{quoted.quote('; '.join(quotes))}</td>"
        f"<td><a class='link act' role='button' tabindex='0' data-mark='{escape(drawn.published_mark(one))}'>{escape(choice.say('compare.open'))}</a></td></tr>"
    )


def _opened(choice: Choice, mark: str) -> None:
    """The figures behind a published ratio: each with its quote, its source and whether it was seen again."""
    known = (
        *session.ask(compare.published, choice.snapshot, choice.filters.tier),
        *session.ask(compare.own, choice.snapshot, choice.filters),
    )
    one = next((p for p in known if drawn.published_mark(p) == mark), None)
    if one is None:
        return
    if not one.answer.sources:
        drawer.metric(choice, "leverage")
        return

    @st.dialog(drawn.place_words(choice.words, one), width=drawer.WIDTH, position="right")
    def opened():
        with trouble.told(choice.language):
            st.html(f"<p class='subtitle'>{escape(rests_on(one.answer, choice))}</p>")
            drawer.figures_table(choice, one.answer.sources)
            st.html(f"<p class='subtitle'>{escape(choice.say('compare.definitions'))}</p>")

    opened()
