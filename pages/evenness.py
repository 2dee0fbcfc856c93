"""The second half of the coverage screen: concentration, every district by year, other denominators, before and after 01/07/2025.

Each part is a tab that costs nothing while another is open.
"""

from html import escape

import streamlit as st

from analytics import spread
from analytics.charts import spread as drawn
from analytics.query import ask
from pages.components import cards, drawer, figure, session
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.panel import panel


def show(choice: Choice) -> None:
    """All four parts, for a place with project records."""
    st.html(f"<h2 class='section'>{escape(choice.say('spread.section'))}</h2>")
    parts = (("even", even), ("years", years), ("people", people), ("after", after))
    tabs = st.tabs([choice.say(f"spread.tab_{key}") for key, _ in parts], key="evenness", on_change="rerun")
    for tab, (_, part) in zip(tabs, parts, strict=True):
        if tab.open:
            with tab:
                part(choice)


def _ask(choice: Choice, key: str, dims=()):
    return session.ask(ask, choice.snapshot, key, dims, choice.filters)


def even(choice: Choice) -> None:
    """The Lorenz curve with Gini and HHI beside it; under ten districts only the share of the top three."""
    words = choice.words
    top, gini, hhi = _ask(choice, "top_share"), _ask(choice, "gini"), _ask(choice, "hhi")
    names = words.names([words.label("district", row["district"]) for row in top.rows], 3, of="district")
    shown = [Card("metric:top_share", words.say("card.top"), words.percent(top.value, 0), "", names)]
    if gini.value is not None:
        label = {key: _metric_label(choice, key) for key in ("gini", "hhi")}
        shown.append(
            Card(
                "metric:gini",
                label["gini"],
                words.ratio(gini.value),
                "",
                words.say("spread.card_gini", n=gini.total["units"]),
            )
        )
        shown.append(
            Card(
                "metric:hhi",
                label["hhi"],
                words.ratio(hhi.value, 3),
                "",
                words.say("spread.card_effective", n=words.ratio(1 / hhi.value, 1)),
            )
        )
    left, right = st.columns((8, 4), gap="large")
    with left:
        figure.show(drawn.lorenz, choice)
    with right:
        opened = panel(cards.html(shown), key="evenness-cards")
    if opened and opened.startswith("metric:"):
        drawer.metric(choice, opened.removeprefix("metric:"))


def _metric_label(choice: Choice, key: str) -> str:
    from analytics.metrics import METRICS

    return METRICS[key].label[choice.language]


def years(choice: Choice) -> None:
    figure.show(drawn.multiples, choice)


def people(choice: Choice) -> None:
    """Support per 1,000 people, and in words what other denominators say or lack."""
    figure.show(drawn.per_person, choice)
    items = "".join(f"<li>{escape(text)}</li>" for text in _denominators(choice))
    st.html(f"<h3 class='finding'>{escape(choice.say('spread.other_denominators'))}</h3><ul>{items}</ul>")


def _denominators(choice: Choice) -> list[str]:
    words, out = choice.words, []
    listed = _ask(choice, "listed_district_share")
    if listed.value is None:
        out.append(words.say("spread.denominator_listed_none"))
    else:
        total = listed.total
        names = words.names([words.label("district", code) for code in total["listed"]], 8, of="district")
        out.append(
            words.say(
                "spread.denominator_listed", decisions=words.decisions("; ".join(total["decisions"])), names=names, n=len(total["listed"]), of=total["units"], people=words.percent(total["people_share"]),
                share=words.percent(listed.value), money=words.money(total["numerator"]),
            )
        )  # fmt: skip
        out.append(words.say("spread.denominator_listed_source", sources="; ".join(total["sources"])))
        if choice.place.simulated:
            out.append(words.say("spread.denominator_listed_borrowed"))
    flagged = _ask(choice, "difficult_share")
    if flagged.value is not None:
        out.append(
            words.say(
                "spread.denominator_flag",
                n=flagged.total["numerator"],
                of=flagged.total["denominator"],
                share=words.percent(flagged.value),
            )
        )
    return [*out, words.say("spread.denominator_establishments")]


def after(choice: Choice) -> None:
    """From the districts to the communes of 01/07/2025: what leads over, what could not be placed."""
    words, here = choice.words, choice.place
    mine = [slug for slug in here.parts if slug != here.slug]
    if mine:
        names = words.names([words.codes.places[slug].label(words.language) for slug in mine], 6)
        st.html(f"<p class='subtitle'>{escape(words.say('spread.after_parts', names=names))}</p>")
    if session.chart(drawn.crosswalk, choice.snapshot, choice.filters, choice.language) is None:
        st.html(f"<div class='empty'>{escape(words.say('spread.after_nothing'))}</div>")
        return
    if here.has_records:
        st.html(_whole(choice))
    figure.show(drawn.crosswalk, choice)
    if here.has_records:
        st.html("".join(f"<p>{escape(text)}</p>" for text in _later(choice)))
        st.html(f"<p class='subtitle'>{escape(words.say('spread.filters'))}</p>")


# The parts of all state support that lead on to today's communes differently: `spread.carried` has each as `<part>_vnd`.
PARTS = ("whole", "shared", "nowhere")


def _whole(choice: Choice) -> str:
    """All state support as one bar of three parts on one basis: moves whole, needs the commune, stands in no former district."""
    words, told = choice.words, session.ask(spread.carried, choice.snapshot, choice.filters)
    if not told["state_vnd"]:
        return ""
    known = [(part, told[f"{part}_vnd"]) for part in PARTS if told[f"{part}_vnd"]]
    share = {part: words.percent(vnd / told["state_vnd"]) for part, vnd in known}
    bar = "".join(
        f"<span class='{part}' style='flex-grow:{round(1000 * vnd / told['state_vnd'])}'><b>{escape(share[part])}</b></span>"
        for part, vnd in known
    )
    lines = "".join(
        f"<li><i class='{part}'></i><b>{escape(share[part])}</b> ({escape(words.money(vnd))}): {escape(words.say(f'spread.part_{part}'))}</li>"
        for part, vnd in known
    )
    first = words.percent(told["whole_vnd"] / told["state_vnd"])
    title = words.say("spread.part_title", share=first, money=words.money(told["state_vnd"]))
    simulated = f"<span class='sim'>{escape(words.say('foot.simulated'))}</span> · " if choice.place.simulated else ""  # fmt: skip
    below = f"<p class='eyebrow'>{simulated}{escape(words.where())}</p>"
    return f"<h3 class='finding'>{escape(title)}</h3>{below}<div class='whole-bar' aria-hidden='true'>{bar}</div><ul class='whole-parts'>{lines}</ul>"


def _later(choice: Choice) -> list[str]:
    """What projects of plan years after the districts say of them."""
    words, told = choice.words, session.ask(spread.carried, choice.snapshot, choice.filters)
    if not told["any_later"]:
        return [words.say("spread.after_none")]
    return [words.say("spread.after_some", n=words.count(told["later"]))] if told["later"] else []
