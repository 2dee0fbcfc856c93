"""Coverage: which districts were reached, how often, how lately; who was left out by name; how concentrated."""

import streamlit as st

from analytics.charts import places
from analytics.query import ask
from pages import place
from pages.components import cards, drawer, figure, session
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel


def show(choice: Choice) -> None:
    if not choice.place.has_records:
        place.show(choice, only="coverage")
        return
    reach = _ask(choice, "coverage")
    words = choice.words
    never = _never(choice)
    if reach.value is None:
        title = words.say("coverage.title_none")
    elif never:
        title = words.say(
            "coverage.title",
            reached=reach.total["numerator"],
            n=reach.total["denominator"],
            names=words.names(never, 4),
        )
    else:
        title = words.say("coverage.title_all", n=reach.total["denominator"])
    heading(choice, title)
    opened = panel(cards.html(_cards(choice, reach)), key="coverage-top")
    figure.show(places.grid, choice)
    left, right = st.columns(2, gap="large")
    with left:
        figure.show(places.map_by_district, choice)
    with right:
        figure.show(places.support_by_district, choice)
    if opened and opened.startswith("metric:"):
        drawer.metric(choice, opened.removeprefix("metric:"))


def _ask(choice: Choice, key: str, dims=()):
    return session.ask(ask, choice.snapshot, key, dims, choice.filters)


def _never(choice: Choice) -> list[str]:
    rows = _ask(choice, "years_since_support", ("district",)).rows
    return sorted(choice.words.label("district", row["district"]) for row in rows if row["value"] is None)


def _cards(choice: Choice, reach) -> list[Card]:
    words = choice.words
    years = _ask(choice, "coverage_years")
    since = [
        r
        for r in _ask(choice, "years_since_support", ("district",)).rows
        if r["value"] is not None and r["value"] >= 3
    ]
    top, nowhere, difficult = (
        _ask(choice, "top_share"),
        _ask(choice, "no_district_share"),
        _ask(choice, "difficult_share"),
    )
    out = [
        Card(
            "metric:coverage",
            words.say("card.coverage"),
            f"{reach.total['numerator']} / {reach.total['denominator']}",
            words.say("card.districts"),
            words.percent(reach.value),
        )
    ]
    out.append(
        Card(
            "metric:coverage_years",
            words.say("card.coverage_years"),
            words.percent(years.value),
            "",
            words.say(
                "card.cells",
                n=words.count(years.total["numerator"]),
                of=words.count(years.total["denominator"]),
            ),
        )
    )
    out.append(
        Card(
            "metric:years_since_support",
            words.say("card.since"),
            words.count(len(since)),
            words.say("card.districts"),
            words.names([words.label("district", r["district"]) for r in since], 3)
            if since
            else words.say("card.since_none"),
        )
    )
    if top.value is not None:
        out.append(
            Card(
                "metric:top_share",
                words.say("card.top"),
                words.percent(top.value, 0),
                "",
                words.names([words.label("district", r["district"]) for r in top.rows], 3),
            )
        )
    if nowhere.value is not None:
        out.append(
            Card(
                "metric:no_district_share",
                words.say("card.nowhere"),
                words.percent(nowhere.value),
                "",
                words.money(nowhere.total["numerator"]),
            )
        )
    if difficult.value is not None:
        out.append(
            Card(
                "metric:difficult_share",
                words.say("card.difficult"),
                words.percent(difficult.value),
                "",
                words.say(
                    "card.of_units",
                    n=words.count(difficult.total["numerator"]),
                    of=words.count(difficult.total["denominator"]),
                ),
            )
        )
    return out
