"""All caching: one place where the same question is not asked twice. Keys are values (snapshot, filters, language), never time."""

import contextlib
import gc
from collections.abc import Callable, Iterator
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


def chart(make: Callable, of: Snapshot, filters: Filters, language: str) -> Chart | None:
    """What `make` draws for a choice, made once."""
    return _charts(make, of, filters, language)


def drawing(make: Callable, of: Snapshot, filters: Filters, language: str, theme: str) -> dict:
    """The figure of a chart in the colours of a theme, made once; callers must not change it."""
    return _drawings(make, of, filters, language, theme)


def ask(question: Callable, of: Snapshot, *what):
    """Any other question on a snapshot whose arguments can be hashed, asked once."""
    return _answers(question, of, *what)


def made(
    make: Callable, of: Snapshot, filters: Filters, language: str, theme: str
) -> tuple[Chart, dict] | None:
    """A chart with its drawing, kept for whoever asks; outside a page too. None for one without rows: it is told in words."""
    found = _charts(make, of, filters, language)
    if found is None or found.spec.empty:
        return None
    return found, _drawings(make, of, filters, language, theme)


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
