"""The charts of a page, made and sent before the page itself: the browser draws them while the rest is on its way.

Each goes over the session's own line (line.py) the moment it is made, and once more with the page.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import fields

import orjson
import streamlit as st

from analytics.filters import Filters
from pages.components import session
from pages.components.frame import Choice
from pages.components.line import Line
from pages.components.plot import Ahead, ahead_of, carry, next_run

# DuckDB works outside Python's lock, so that two charts are made at once on two cores.
_makers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="ahead")
PATIENCE = 0.25  # seconds; a chart that takes longer is made on, and sent with the page

# In the reader's own session, by page and place, what was drawn last, in its order: what makes a chart, the key of its
# drawing, and what it asks otherwise than the page does (a map of ratios, whatever the reader looks at). Never shared:
# what makes a chart may hold what this reader chose on the page itself.
_DRAWN = "_drawn_last"


def send(page: str, choice: Choice) -> None:
    """Make the charts that this page of this place drew last, for the new choice, and send each as soon as it is made.

    Whatever goes wrong here is left to the page, which asks again and tells it.
    """
    drawn = st.session_state.get(_DRAWN, {}).get((page, choice.filters.province), ())
    line, run = Line(), next_run()
    asked = [
        _makers.submit(_sent, line, run, make, key, choice, choice.filters.but(**other))
        for make, key, other in drawn
    ]
    wait(asked, timeout=PATIENCE)
    carry([made.result() for made in asked if _well(made)])
    st.session_state["_drawing"] = (choice.filters, [])


def note(make: Callable, key: str, choice: Choice) -> None:
    """A chart is drawn. One of other years than the page's is left to the page: they follow from what it is of."""
    of_page, drawn = st.session_state.get("_drawing") or (choice.filters, [])
    other = {
        one.name: getattr(choice.filters, one.name)
        for one in fields(Filters)
        if getattr(choice.filters, one.name) != getattr(of_page, one.name)
    }
    if not other.keys() & {"province", "years"}:
        drawn.append((make, key, other))


def remember(page: str, choice: Choice) -> None:
    """The page is drawn to its end."""
    _, drawn = st.session_state.pop("_drawing")
    st.session_state.setdefault(_DRAWN, {})[page, choice.filters.province] = tuple(drawn)


def _sent(line: Line, run: int, make: Callable, key: str, choice: Choice, filters: Filters) -> Ahead | None:
    """A chart, sent; None for one without anything to draw."""
    with choice.snapshot.reading():
        found = session.made(make, choice.snapshot, filters, choice.language, choice.theme)
    if found is None:
        return None
    one = ahead_of(key, found[1], height=found[0].spec.height, language=choice.language, run=run)
    line.send(orjson.dumps(one.told).decode("utf-8"))
    return one


def _well(made: Future) -> bool:
    return made.done() and not made.exception() and made.result() is not None
