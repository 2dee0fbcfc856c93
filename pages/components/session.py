"""All caching: one place where the same question is not asked twice. Keys are values (snapshot, filters, language), never time."""

import contextlib
import gc
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

import streamlit as st

from analytics.charts.plotly import figure
from analytics.charts.spec import Chart
from analytics.filters import Filters
from analytics.masking import Known
from analytics.memory import Once
from data import store
from data.errors import UserError
from data.paths import home
from data.store import Snapshot

CHARTS_KEPT = 600  # about 60 kB each
QUESTIONS_KEPT = 2000


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once a process, after the imports: Streamlit collects all garbage after every rerun, and what is frozen is not walked through."""
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def reading() -> Iterator[tuple[Snapshot, UserError | None]]:
    """The snapshot of this rerun, kept open to its end whatever is published meanwhile.

    With it what is the matter where it can only be read on because it was open. Raises what `data.store.serving` raises.
    """
    snapshot, matter = store.serving(home())
    with snapshot.reading():
        yield snapshot, matter


def _chart(make: Callable, of: Snapshot, filters: Filters, language: str) -> Chart | None:
    return make(of, filters, language)


def _drawing(make: Callable, of: Snapshot, filters: Filters, language: str, theme: str) -> dict:
    return figure(_charts(make, of, filters, language).spec, theme, language)


def _ask(question: Callable, of: Snapshot, *what):
    return question(of, *what)


_charts = Once(_chart, CHARTS_KEPT)
_drawings = Once(_drawing, CHARTS_KEPT)
_answers = Once(_ask, QUESTIONS_KEPT)
# What the screens asked for last, by page and place, in the order in which they draw it.
_page_makes: dict[tuple[str, str], list[Callable]] = {}
_beside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="beside")


def chart(make: Callable, of: Snapshot, filters: Filters, language: str) -> Chart | None:
    """What `make` draws for a choice, made once."""
    drawn = st.session_state.get("_drawn")
    if drawn is not None and make not in drawn:
        drawn.append(make)
    return _charts(make, of, filters, language)


def drawing(make: Callable, of: Snapshot, filters: Filters, language: str, theme: str) -> dict:
    """The figure of a chart in the colours of a theme, made once; callers must not change it."""
    return _drawings(make, of, filters, language, theme)


def ask(question: Callable, of: Snapshot, *what):
    """Any other question on a snapshot whose arguments can be hashed, asked once."""
    return _answers(question, of, *what)


@contextlib.contextmanager
def drawn_ahead(page: str, of: Snapshot, filters: Filters, language: str, theme: str) -> Iterator[None]:
    """While a page is drawn from the top, its charts are made beside it, in the order in which it drew them last.

    DuckDB works outside Python's lock, so that a page of many questions uses a second core. Whatever goes wrong
    beside the page is left to the page, which asks again.
    """
    left = threading.Event()
    for make in _page_makes.get((page, filters.province), ()):
        if (make, of, filters, language, theme) not in _drawings:
            _beside.submit(_make_ahead, left, make, of, filters, language, theme)
    st.session_state["_drawn"] = []
    try:
        yield
        _page_makes[page, filters.province] = st.session_state["_drawn"]
    finally:
        left.set()
        st.session_state["_drawn"] = None


def _make_ahead(left: threading.Event, make: Callable, of: Snapshot, *choice) -> None:
    """One chart with its drawing, unless the page is done or its reader has chosen something else."""
    if left.is_set():
        return
    with contextlib.suppress(Exception), of.reading():
        make_now(make, of, *choice)


def make_now(make: Callable, of: Snapshot, filters: Filters, language: str, theme: str) -> None:
    """A chart and its drawing, kept for whoever asks; outside a page too. One without rows is told in words and has no drawing."""
    made = _charts(make, of, filters, language)
    if made and not made.spec.empty:
        _drawings(make, of, filters, language, theme)


@lru_cache(maxsize=4)
def known_names(of: Snapshot) -> Known:
    """Names of natural persons and households in the records, and names of places: what masking must find and must spare."""
    people = of.rows(
        """SELECT DISTINCT s.beneficiary_name AS name FROM support s JOIN staging.beneficiary_type t ON t.code = s.beneficiary_type WHERE t.natural_person
           UNION
           SELECT DISTINCT r.beneficiary_name FROM staging.reported_project r JOIN staging.beneficiary_type t ON t.code = r.beneficiary_type
           WHERE t.natural_person AND r.beneficiary_name IS NOT NULL
           UNION
           SELECT DISTINCT a.owner FROM award a JOIN staging.beneficiary_type t ON t.code = a.beneficiary_type WHERE t.natural_person AND a.owner IS NOT NULL"""
    )
    places = of.rows(
        "SELECT DISTINCT name FROM staging.district UNION SELECT DISTINCT short_name FROM district UNION SELECT DISTINCT name FROM staging.province"
    )
    return Known(
        frozenset(row["name"] for row in people), frozenset(row["name"] for row in places if row["name"])
    )
