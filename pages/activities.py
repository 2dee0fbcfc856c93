"""Activities and products: advice, classes, fairs, publications, collaborators and staff, product awards by level; and what of it reports state."""

from html import escape

import streamlit as st

from analytics import activities
from analytics import format as fmt
from analytics.charts import activities as charts
from analytics.charts import awards, collaborators, media
from analytics.metrics import METRICS
from analytics.query import ask
from pages import activities_reports
from pages.components import cards, drawer, figure, listed, session, templates
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel

LISTED = "activities"  # the room of the metrics whose rows are no projects


def show(choice: Choice) -> None:
    held = session.ask(activities.held, choice.snapshot, choice.filters.province)
    taught = charts_taught(choice)
    if not held and not taught:
        activities_reports.page(choice)
        return
    heading(choice, _title(choice), bare=not choice.place.has_records)
    st.html(f"<p class='subtitle'>{escape(' '.join(_scope(choice, held)))}</p>")
    found = _findings(choice)
    lines = "".join(f"<li><a role='link' tabindex='0' data-chart='{chart}' data-page=''>{escape(text)}</a></li>" for chart, text in found)  # fmt: skip
    opened = panel(cards.html(_cards(choice)) + (f"<ul class='findings'>{lines}</ul>" if lines else ""), key="activities-top")  # fmt: skip
    if "activity" in held:
        _section(choice, "advice", charts.advice, charts.advice_years)
    _section(choice, "classes", charts.classes, charts.trainees)
    if "activity" in held:
        _section(choice, "fairs", charts.fair_years, media.media_years)
    if "award" in held:
        _section(choice, "awards", awards.rounds, awards.nested)
    if "collaborator" in held:
        _section(choice, "people", collaborators.areas, collaborators.network_years)
    if "activity" in held and "collaborator" in held:
        _section(choice, "others", charts.by_kind, collaborators.staff_years)
    elif "activity" in held:
        figure.show(charts.by_kind, choice, opens=listed.opened)
    elif "collaborator" in held:
        figure.show(collaborators.staff_years, choice, opens=listed.opened)
    _lacking(choice, held)
    if choice.place.has_reported:
        activities_reports.parts(choice)
    if opened and opened.startswith("metric:"):
        _open(choice, opened.removeprefix("metric:"))


def charts_taught(choice: Choice) -> bool:
    """Whether the place's projects record classes or trainees in any year."""
    every = choice.filters.__class__(province=choice.filters.province)
    return any(session.ask(ask, choice.snapshot, key, (), every).value for key in ("classes", "trainees"))


def _open(choice: Choice, key: str) -> None:
    (listed if METRICS[key].question == LISTED else drawer).metric(choice, key)


def _section(choice: Choice, name: str, first, second) -> None:
    st.html(f"<h2 class='section'>{escape(choice.say(f'act.section.{name}'))}</h2>")
    for column, make in zip(st.columns(2, gap="large"), (first, second), strict=True):
        with column:
            figure.show(make, choice, opens=listed.opened)


def _ask(choice: Choice, key: str, dims=()):
    return session.ask(ask, choice.snapshot, key, dims, choice.filters)


def _scope(choice: Choice, held: dict) -> list[str]:
    """Which filters the screen follows, where one is set that some of its charts cannot follow; and rows of other years."""
    told, filters = [choice.say("act.scope")], choice.filters
    lost = {
        "tier": filters.tier is not None,
        "contents": bool(filters.contents),
        "types": bool(filters.beneficiary_types),
        "prices": filters.prices is not None,
        "management": not filters.management,
    }
    told += [choice.say(f"act.scope_{name}") for name, set_ in lost.items() if set_]
    outside = [
        year
        for mart in held
        for year in held[mart]
        if filters.years and not filters.years[0] <= year <= filters.years[1]
    ]
    if outside:
        told.append(choice.say("act.scope_years", years=choice.words.names([str(y) for y in sorted(set(outside))], of="year")))  # fmt: skip
    return told


def _title(choice: Choice) -> str:
    """The widest things the lists tell, in one sentence; what is not recorded is not in it."""
    words = choice.words
    parts = []
    advised, fairs = _ask(choice, "advised_establishments").value, _ask(choice, "fairs").value
    taught = session.ask(charts.taught_total, choice.snapshot, "trainees", choice.filters)
    if advised:
        parts.append(words.say("act.title_advised", n=words.count(advised)))
    if taught:
        parts.append(words.say("act.title_trainees", n=words.count(taught)))
    if fairs:
        parts.append(words.say("act.title_fairs", n=words.count(fairs)))
    counts = session.ask(activities.nested, choice.snapshot, choice.filters)
    base = awards.base_level(counts)
    if base:
        parts.append(words.say("act.title_products", n=words.count(counts[base, base]), level=words.say(f"act.level.{base}").lower()))  # fmt: skip
    if not parts:
        return words.say("act.title_none")
    text = "; ".join(parts)
    return text[0].upper() + text[1:]


def _findings(choice: Choice) -> list[tuple[str, str]]:
    """(key of the chart, sentence) for what the charts find; a chart without rows finds nothing."""
    out = []
    for make in (charts.advice, charts.classes, charts.fair_years, awards.nested, collaborators.areas, collaborators.network_years):  # fmt: skip
        chart = session.chart(make, choice.snapshot, choice.filters, choice.language)
        if not chart.spec.empty:
            out.append((chart.spec.key, chart.spec.title))
    return out


def _cards(choice: Choice) -> list[Card]:
    words = choice.words
    advised, sessions = _ask(choice, "advised_establishments"), _ask(choice, "advice_sessions")
    fairs, came = _ask(choice, "fairs"), _ask(choice, "fair_establishments")
    issues, shows = _ask(choice, "publications"), _ask(choice, "broadcasts")
    return [
        _card(choice, "advised_establishments", advised, "card_advised", words.say("act.sessions", n=words.count(sessions.value)) if sessions.value else ""),
        _taught(choice),
        _card(choice, "fairs", fairs, "card_fairs", words.say("act.came", n=words.count(came.value)) if came.value else ""),
        _card(choice, "publications", issues, "card_publications", words.say("act.shows", n=words.count(shows.value)) if shows.value else ""),
        _products(choice),
        _network(choice),
    ]  # fmt: skip


def _card(choice: Choice, key: str, answer, name: str, beside: str) -> Card:
    if answer.value is None:
        return Card(f"metric:{key}", choice.say(f"act.{name}"), fmt.MISSING, "", choice.say("reason.not_recorded"))  # fmt: skip
    unit = choice.say(f"act.{name}_unit")
    quiet = choice.say("act.left_rows", n=choice.words.count(answer.missing_n)) if answer.missing_n else ""
    return Card(f"metric:{key}", choice.say(f"act.{name}"), choice.words.count(answer.value), unit, beside, quiet)  # fmt: skip


def _taught(choice: Choice) -> Card:
    words = choice.words
    taught = session.ask(charts.taught_total, choice.snapshot, "classes", choice.filters)
    people = session.ask(charts.taught_total, choice.snapshot, "trainees", choice.filters)
    outside = _ask(choice, "classes_outside").value
    key = "classes" if _ask(choice, "classes").value is not None else "classes_outside"
    if taught is None:
        return Card(f"metric:{key}", words.say("act.card_classes"), fmt.MISSING, "", choice.say("reason.not_recorded"))  # fmt: skip
    beside = words.say("act.people", n=words.count(people)) if people is not None else ""
    quiet = words.say("act.card_outside", n=words.count(outside)) if outside else words.say("act.card_inside")
    return Card(f"metric:{key}", words.say("act.card_classes"), words.count(taught), words.say("act.card_classes_unit"), beside, quiet)  # fmt: skip


def _products(choice: Choice) -> Card:
    """Products of the province level, and what of the very same went higher: levels are never added."""
    words = choice.words
    counts = session.ask(activities.nested, choice.snapshot, choice.filters)
    base = awards.base_level(counts)
    if base is None:
        return Card("metric:awarded_products", words.say("act.card_products"), fmt.MISSING, "", choice.say("reason.not_recorded"))  # fmt: skip
    level = words.say(f"act.level.{base}").lower()
    above = [one for one in activities.LEVELS[activities.LEVELS.index(base) + 1 :] if (base, one) in counts]
    told = ", ".join(words.say("act.also_level", n=words.count(counts[base, one]), level=words.say(f"act.level.{one}").lower()) for one in above)  # fmt: skip
    return Card("metric:awarded_products", words.say("act.card_products"), words.count(counts[base, base]), level, words.say("act.card_above", told=told) if told else "")  # fmt: skip


def _network(choice: Choice) -> Card:
    words, share, people = choice.words, _ask(choice, "collaborator_filled"), _ask(choice, "collaborators")
    part = _ask(choice, "collaborator_part_time")
    quiet = words.say("act.card_part", share=words.percent(part.value, 0)) if part.value is not None else ""
    gone = next((m.n for m in people.missing if m.reason == "areas_before"), 0)
    if gone:
        quiet = f"{quiet} {words.say('act.card_before', n=words.count(gone))}".strip()
    if share.value is None:
        if people.value is None:
            return Card("metric:collaborator_filled", words.say("act.card_network"), fmt.MISSING, "", choice.say("reason.not_recorded"))  # fmt: skip
        return Card("metric:collaborators", words.say("act.card_people"), words.count(people.value), words.say("act.card_people_unit"), "", quiet)  # fmt: skip
    beside = words.say("act.card_filled", n=words.count(share.total["numerator"]), of=words.count(share.total["denominator"]))  # fmt: skip
    return Card("metric:collaborator_filled", words.say("act.card_network"), words.percent(share.value, 0), "", beside, quiet)  # fmt: skip


def _lacking(choice: Choice, held: dict) -> None:
    """Lists that the place has not sent: said, with what would bring them; never an empty chart."""
    gone = [mart for mart in activities.MARTS if mart not in held]
    templates.needs(choice, tuple(gone))
