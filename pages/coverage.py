"""Coverage: which districts were reached, how often, how lately; who was left out by name; how concentrated."""

import streamlit as st

from analytics.charts import places, shapes, tile_map
from analytics.charts.maps import LENS_MONEY
from analytics.query import ask
from pages import coverage_reports, evenness
from pages.components import cards, drawer, figure, frame, session
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel

TOP = 3  # districts that are told as the largest


def show(choice: Choice) -> None:
    if not choice.place.has_records:
        coverage_reports.show(choice)
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
            never=shapes.never(words),
            names=words.names(never, 8, of="district"),
        )
    else:
        title = words.say("coverage.title_all", n=reach.total["denominator"])
    heading(choice, title)
    opened = panel(cards.html(_cards(choice, reach)), key="coverage-top")
    figure.show(places.grid, choice)
    left, right = st.columns(2, gap="large")
    with left:
        figure.show(tile_map.tile_map if _tiles(choice) else places.map_by_district, choice)
    with right:
        figure.show(places.support_by_district, choice)
    evenness.show(choice)
    if opened and opened.startswith("metric:"):
        drawer.metric(choice, opened.removeprefix("metric:"))


def _tiles(choice: Choice) -> bool:
    """Whether the reader wants tiles of one size instead of the map: small towns vanish on it. The address holds it."""
    state = st.session_state
    state["coverage_view"] = "tiles" if frame.own("view") == "tiles" else "map"

    def changed():
        frame.keep(view="tiles" if state["coverage_view"] == "tiles" else None)

    st.segmented_control(
        choice.say("spread.view"), ("map", "tiles"), format_func=lambda key: choice.say(f"spread.as_{key}"), key="coverage_view", required=True, on_change=changed, label_visibility="collapsed",
    )  # fmt: skip
    return frame.own("view") == "tiles"


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
    unserved = reach.total["denominator"] - reach.total["numerator"] if _long(choice) else 0
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
            words.count(len(since) + unserved),
            words.say("card.districts"),
            _since_words(words, since, unserved),
        )
    )
    if top.value is not None:
        out.append(
            Card(
                "metric:top_share",
                words.say("card.top"),
                words.percent(top.value, 0),
                "",
                words.names([words.label("district", r["district"]) for r in top.rows], 3, of="district"),
                _top_of_lens(choice),
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


def _top_of_lens(choice: Choice) -> str:
    """The three largest of the money that the charts below show, where that is another than state support: other districts, another share."""
    lens, words = choice.filters.lens, choice.words
    if lens not in ("total", "counterpart"):
        return ""
    rows = _ask(choice, LENS_MONEY[lens], ("district",)).rows
    placed = sorted(
        ((r["numerator"], words.label("district", r["district"])) for r in rows if r["numerator"] and r["district"] not in (None, "group")),
        key=lambda one: (-one[0], one[1]),
    )  # fmt: skip
    if len(placed) < TOP:
        return ""
    share = sum(vnd for vnd, _ in placed[:TOP]) / sum(vnd for vnd, _ in placed)
    names = words.names([name for _, name in placed[:TOP]], TOP, of="district")
    return words.say("card.top_of_lens", lens=words.say(f"lens_in.{lens}"), share=words.percent(share, 0), names=names)  # fmt: skip


def _long(choice: Choice) -> bool:
    """Whether the period is long enough for "three years or more without"."""
    years = choice.filters.years
    return bool(years) and years[1] - years[0] + 1 >= 3


def _since_words(words, since: list[dict], unserved: int) -> str:
    """Those that waited, by name and years, and those that had nothing the whole period."""
    names = [f"{words.label('district', r['district'])} ({r['value']})" for r in since]
    parts = [words.names(names, 3, of="district")] if names else []
    if unserved:
        parts.append(words.say("card.since_never", n=unserved))
    return " ".join(parts) or words.say("card.since_none")
