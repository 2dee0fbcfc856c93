"""Beneficiaries: legal forms, who came back, what each received, difficult areas, jobs and trainees; and what of it is not recorded."""

from html import escape

import streamlit as st

from analytics import beneficiaries_stated, occasions, told_years
from analytics.charts import beneficiaries as charts
from analytics.charts import outcomes, repeat, size, support
from analytics.charts.ratio import FEW
from analytics.query import ask
from pages import place
from pages.components import cards, drawer, figure, session
from pages.components import inferred as found_out
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel


def show(choice: Choice) -> None:
    if not choice.place.has_records:
        _stated_page(choice)
        return
    units, middle = _ask(choice, "beneficiaries"), _ask(choice, "support_median")
    heading(choice, _rests_on(choice, _title(choice, units, middle)))
    scope = choice.say("ben.scope") + (f" {choice.say('ben.scope_prices')}" if choice.filters.prices else "")
    st.html(f"<p class='subtitle'>{escape(scope)}</p>")
    opened = panel(cards.html(_cards(choice, units, middle)), key="beneficiaries-top")
    _pair(choice, "who", charts.by_type, charts.money_by_type)
    _pair(choice, "again", repeat.by_plan_years, repeat.repeat_by_content)
    _pair(choice, "amount", support.spread, support.difficult)
    _pair(choice, "effects", outcomes.jobs, outcomes.trainees)
    _size(choice)
    if choice.place.has_reported:
        _stated(choice)
    if opened and opened.startswith("metric:"):
        drawer.metric(choice, opened.removeprefix("metric:"))


def _rests_on(choice: Choice, title: str) -> str:
    """The title with the years that have records, where some of the years chosen have none: everything here counts those alone."""
    first, last = choice.filters.years or choice.place.years
    recorded = session.ask(told_years.recorded, choice.snapshot, choice.filters.province)
    known = tuple(year for year in range(first, last + 1) if year in recorded)
    if not known or len(known) == last - first + 1:
        return title
    return choice.say("ben.title_years", title=title, years=place.notes.years_text(known))


def _pair(choice: Choice, section: str, first, second) -> None:
    st.html(f"<h2 class='section'>{escape(choice.say(f'ben.{section}'))}</h2>")
    left, right = st.columns(2, gap="large")
    with left:
        figure.show(first, choice)
    with right:
        figure.show(second, choice)


def _size(choice: Choice) -> None:
    """The establishments by size beside what the records tell at all; where none records its size, a line says so."""
    if _ask(choice, "employees_median").value is not None:
        _pair(choice, "size", size.bands, outcomes.recorded)
        return
    figure.show(outcomes.recorded, choice)
    st.html(f"<p>{escape(choice.say('ben.size_none'))}</p>")


def _ask(choice: Choice, key: str):
    return session.ask(ask, choice.snapshot, key, (), choice.filters)


def _title(choice: Choice, units, middle) -> str:
    words = choice.words
    if not units.value:
        return words.say("ben.title_none")
    if middle.total["counted"] < FEW or middle.total["left_establishments"]:
        # Where some are not known whole, or there are few, the head of the page does not speak for all.
        again = _ask(choice, "repeat_rate").total["numerator"] or 0
        return words.say(
            "ben.title_count",
            n=words.count(units.value),
            projects=words.count(units.n),
            again=words.count(again),
        )
    return words.say("ben.title", n=words.count(units.value), median=charts.amount(words, middle.value))


def _cards(choice: Choice, units, middle) -> list[Card]:
    words = choice.words
    mean, again, again_money = (
        _ask(choice, "support_per_beneficiary"),
        _ask(choice, "repeat_rate"),
        _ask(choice, "repeat_share"),
    )
    amount, unit = _split(words.money(mean.value, 1))
    return [
        Card("metric:beneficiaries", words.say("card.beneficiaries"), words.count(units.value), words.say("card.units"), words.say("card.projects", n=words.count(units.n))),
        Card(
            "metric:support_per_beneficiary", words.say("ben.card.per_unit"), amount, unit,
            words.say("ben.card.per_unit_more", median=charts.amount(words, middle.value)), words.say("ben.card.known", n=words.count(middle.total["counted"])),
        ),
        Card(
            "metric:repeat_rate", words.say("ben.card.repeat"), words.percent(again.value), "",
            words.say("ben.card.repeat_more", n=words.count(again.total["numerator"]), of=words.count(again.total["denominator"])), words.say("ben.card.repeat_money", share=words.percent(again_money.value, 0)),
        ),
        _difficult(choice),
        *_outcomes(choice),
    ]  # fmt: skip


def _split(text: str) -> tuple[str, str]:
    shown, _, unit = text.partition(" ")
    return shown, unit


def _difficult(choice: Choice) -> Card:
    words, count, money = choice.words, _ask(choice, "difficult_share"), _ask(choice, "difficult_money_share")
    return Card(
        "metric:difficult_share", words.say("card.difficult"), words.percent(count.value), "",
        words.say("card.of_units", n=words.count(count.total["numerator"]), of=words.count(count.total["denominator"])), words.say("ben.card.difficult_money", share=words.percent(money.value)),
    )  # fmt: skip


def _outcomes(choice: Choice) -> list[Card]:
    words = choice.words
    told = session.ask(occasions.recorded, choice.snapshot, choice.filters)
    out = []
    for key, name in (("jobs_new", "jobs"), ("trainees", "trainees")):
        mine = told.get(key)
        if not mine or mine["value"] is None:
            out.append(
                Card(
                    f"metric:{key}",
                    words.say(f"ben.card.{name}"),
                    "—",
                    "",
                    words.say("ben.card.none_recorded"),
                )
            )
            continue
        n, of = words.count(mine["recorded_projects"]), words.count(mine["projects"])
        out.append(
            Card(
                f"metric:{key}",
                words.say(f"ben.card.{name}"),
                words.count(mine["value"]),
                words.say(f"ben.card.{name}_unit"),
                words.say("ben.card.recorded", n=n, of=of),
                _beside(choice, key),
            )
        )
    return out  # fmt: skip


def _beside(choice: Choice, key: str) -> str:
    words = choice.words
    if key == "trainees":
        classes = _ask(choice, "classes").value
        return "" if classes is None else words.say("ben.card.classes", n=words.count(classes))
    cost = _ask(choice, "cost_per_job").value
    return "" if cost is None else words.say("ben.card.cost", value=words.money(cost, 1))


def _stated_page(choice: Choice) -> None:
    """A place without project records: what its reports state, and by name what they do not."""
    told = [slug for slug in choice.place.parts if choice.words.codes.places[slug].has_reported]
    if not told:
        place.show(choice)
        return
    name = choice.place.label(choice.language)
    found = [a for slug in told for a in session.ask(beneficiaries_stated.whole, choice.snapshot, slug)]
    title = choice.say("ben.reported.title_none", place=name)
    if found:
        first = choice.part_name(found[0].filters.province)
        title = choice.say(
            "ben.reported.title",
            place=first,
            n=choice.words.count(found[0].value),
            years=choice.words.years(found[0].filters.years),
        )
    heading(choice, title, bare=True, placed=True)
    scopes = [
        place.notes.scope_text(s, choice.words.codes, choice.language)
        for s in (found[0].scope if found else ())
    ]
    st.html(f"<p class='subtitle'>{escape(' '.join([*scopes, choice.say('ben.reported.intro')]))}</p>")
    _stated(choice)
    st.html(f"<p>{escape(choice.say('ben.reported.need'))}</p>")
    if not any(session.ask(beneficiaries_stated.figures, choice.snapshot, slug) for slug in told):
        place.blocks(choice)  # what reports state instead


def _stated(choice: Choice) -> None:
    told = [slug for slug in choice.place.parts if choice.words.codes.places[slug].has_reported]
    found = {slug: session.ask(beneficiaries_stated.figures, choice.snapshot, slug) for slug in told}
    # The parts that have most to say first; those with nothing in one line each.
    for slug in sorted(told, key=lambda slug: -len(found[slug])):
        if found[slug]:
            _stated_part(choice, slug, found[slug])
        else:
            st.html(f"<p>{escape(choice.say('ben.reported.nothing', place=choice.part_name(slug)))}</p>")


def _stated_part(choice: Choice, slug: str, figures: list[dict]) -> None:
    """One place's reports: legal forms as a chart where one source states them, sentences, every figure with its words."""
    inferred = next((f["inference"] for f in figures if f["province_inferred"]), None)
    if inferred:
        st.html(found_out.notice(choice, inferred))
    types = session.ask(beneficiaries_stated.types, choice.snapshot, slug)
    said = _sentences(choice, slug, types)
    lines = "".join(f"<li>{escape(line)}</li>" for line in said)
    name = choice.part_name(slug)
    gaps = f"{choice.say('ben.reported.missing', place=name)}: {_not_told(choice, slug, figures, types)}."
    words = (f"<ul class='findings'>{lines}</ul>" if said else "") + f"<p>{escape(gaps)}</p>"
    if types:
        left, right = st.columns(2, gap="large")
        with left:
            _types(choice, slug, types)
        with right:
            panel(words, key=f"ben-said-{slug}")
    else:
        panel(words, key=f"ben-said-{slug}")
    if figures:
        st.html(f"<h2 class='section'>{escape(choice.say('ben.reported.figures', place=name))}</h2>")
        place.all_figures(choice, figures)


def _sentences(choice: Choice, slug: str, types) -> list[str]:
    words, out = choice.words, []
    totals = {t.years: t.total for t in types}
    for n, years in session.ask(beneficiaries_stated.difficult, choice.snapshot, slug):
        of = totals.get(years)
        key = "ben.reported.difficult" if of else "ben.reported.difficult_alone"
        out.append(
            words.say(key, n=words.count(n), of=words.count(of), share=words.percent(n / of) if of else "")
        )
    for answer in session.ask(beneficiaries_stated.per_establishment, choice.snapshot, slug):
        content = words.label("content", answer.filters.contents[0])
        out.append(
            words.say(
                "ben.reported.per_unit",
                content=content,
                n=words.count(answer.total["denominator"]),
                value=words.money(answer.value, 1),
                years=words.years(answer.filters.years),
            )
        )
    return out


def _not_told(choice: Choice, slug: str, figures: list[dict], types) -> str:
    measures = {f["measure"] for f in figures}
    gaps = {
        "types": not types,
        "repeat": True,
        "spread": True,
        "size": True,
        "difficult": not session.ask(beneficiaries_stated.difficult, choice.snapshot, slug),
        "jobs": "jobs" not in measures,
        "trainees": not measures & {"trainees", "classes"},
    }
    return "; ".join(choice.say(f"ben.reported.missing_{key}") for key, gap in gaps.items() if gap)


def _types(choice: Choice, slug: str, types) -> None:
    for told in types:
        filters = choice.filters.__class__(province=slug, years=told.years)
        own = Choice(choice.snapshot, filters, choice.language, choice.theme)
        figure.show(charts.stated_types, own, section=f"ben_stated-{slug}-{told.years[0]}")
