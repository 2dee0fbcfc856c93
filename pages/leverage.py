"""Leverage: how much counterpart goes with each đồng, where, for which contents, on which projects it rests, and why it changed."""

import streamlit as st

from analytics import findings
from analytics.charts import money, places, projects, ratio
from analytics.notes import stated_n
from analytics.query import ask
from pages import place
from pages.components import cards, drawer, figure, session
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel


def show(choice: Choice) -> None:
    if not choice.place.has_records and not choice.place.has_years:
        place.show(choice, only="leverage")
        return
    heading(choice, session.ask(findings.headline, choice.snapshot, choice.filters, choice.language))
    opened = panel(cards.html(_cards(choice)), key="leverage-top")
    if not choice.place.has_records:
        figure.show(
            money.by_year,
            choice.but(lens="ratio"),
        )
        place.needs(choice)
    else:
        left, right = st.columns(2, gap="large")
        with left:
            figure.show(ratio.by_content, choice)
            figure.show(projects.by_project, choice)
            figure.show(ratio.change, choice)
        with right:
            figure.show(ratio.by_district, choice)
            figure.show(projects.spread, choice)
            figure.show(
                places.map_by_district,
                choice.but(lens="ratio"),
            )
    if opened and opened.startswith("metric:"):
        drawer.metric(choice, opened.removeprefix("metric:"))


def _cards(choice: Choice) -> list[Card]:
    words = choice.words

    def value(key, filters=choice.filters):
        return session.ask(ask, choice.snapshot, key, (), filters)

    whole = value("leverage")
    out = [
        Card(
            "metric:leverage",
            words.say("lens.ratio"),
            words.ratio(whole.value),
            "",
            choice.say(f"reason.{whole.reason}") if whole.reason else words.say("card.meaning"),
        )
    ]
    if choice.place.has_records:
        middle = value("leverage_median_positive")
        if middle.value is not None:
            out.append(
                Card(
                    "metric:leverage_median_positive", words.say("card.median_name"), words.ratio(middle.value), "",
                    words.say("card.median_of", n=words.count(middle.n)),
                )
            )  # fmt: skip
        largest = session.ask(ask, choice.snapshot, "leverage_without_largest", (), choice.filters).by()
        if largest[5]["value"] is not None and largest[5]["n"]:
            out.append(
                Card(
                    "metric:leverage_without_largest",
                    words.say("card.without_five"),
                    words.ratio(largest[5]["value"]),
                    "",
                    words.say("card.without_one", value=words.ratio(largest[1]["value"])),
                )
            )
    if not choice.filters.tier:
        for tier in ("national", "local"):
            answer = value("leverage", choice.filters.but(tier=tier))
            if answer.value is not None:
                n = stated_n(answer)
                out.append(
                    Card(
                        f"metric:leverage:tier={tier}",
                        words.say(f"tier.{tier}"),
                        words.ratio(answer.value),
                        "",
                        choice.say("missing.projects_not_stated")
                        if n is None
                        else words.say("card.projects", n=words.count(n)),
                    )
                )
    return out
