"""The charts of a page, made and sent before the page itself: the browser draws them while the rest is on its way.

Each goes over the session's own line (line.py) the moment it is made, and once more with the page.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
import streamlit as st

from analytics.filters import Filters
from pages.components import session
from pages.components.address import kept
from pages.components.frame import Choice
from pages.components.line import Line
from pages.components.plot import Ahead, ahead_of, carry, next_run

# DuckDB works outside Python's lock, so that two charts are made at once on two cores.
_makers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="ahead")
PATIENCE = 0.25  # seconds; a chart that takes longer is made on, and sent with the page

# In the reader's own session, by page, place and what the page keeps in its address, what was drawn last, in its order.
# Never shared: what makes a chart may hold what this reader chose on the page itself.
_DRAWN = "_drawn_last"


@dataclass(frozen=True)
class Drawn:
    """What makes a chart, the key of its drawing, and what it asks whatever the reader chooses (a map of ratios)."""

    make: Callable
    key: str
    fixed: Mapping[str, Any]
    years: tuple[int, int] | None

    def suits(self, filters: Filters) -> bool:
        """What holds terms of years was made for those years."""
        return not isinstance(self.make, partial) or self.years == filters.years


def send(page: str, choice: Choice) -> None:
    """Make the charts that this page of this place drew last, for the new choice, and send each as soon as it is made.

    Whatever goes wrong here is left to the page, which asks again and tells it.
    """
    drawn = st.session_state.get(_DRAWN, {}).get(_at(page, choice), ())
    line, run = Line(), next_run()
    asked = [
        _makers.submit(_sent, line, run, one, choice, choice.filters.but(**one.fixed))
        for one in drawn
        if one.suits(choice.filters)
    ]
    wait(asked, timeout=PATIENCE)
    carry([made.result() for made in asked if _well(made)])
    st.session_state["_drawing"] = (choice.filters, [])


def note(make: Callable, key: str, choice: Choice) -> None:
    """A chart is drawn. One of another place or other years than the page's is left to the page: they follow from what it is of."""
    of_page, drawn = st.session_state.get("_drawing") or (choice.filters, [])
    if not choice.fixed.keys() & {"province", "years"} and of_page.but(**choice.fixed) == choice.filters:
        drawn.append(Drawn(make, key, choice.fixed, choice.filters.years))


def remember(page: str, choice: Choice) -> None:
    """The page is drawn to its end."""
    _, drawn = st.session_state.pop("_drawing")
    st.session_state.setdefault(_DRAWN, {})[_at(page, choice)] = tuple(drawn)


def _at(page: str, choice: Choice) -> tuple:
    return page, choice.filters.province, kept()


def _sent(line: Line, run: int, one: Drawn, choice: Choice, filters: Filters) -> Ahead | None:
    """A chart, sent; None for one without anything to draw."""
    with choice.snapshot.reading():
        found = session.made(one.make, choice.snapshot, filters, choice.language, choice.theme)
    if found is None:
        return None
    sent = ahead_of(one.key, found[1], height=found[0].spec.height, language=choice.language, run=run)
    line.send(orjson.dumps(sent.told).decode("utf-8"))
    return sent


def _well(made: Future) -> bool:
    return made.done() and not made.exception() and made.result() is not None
