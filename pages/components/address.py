"""The address of a page: it holds the choice and what a page keeps beside it, and a link brings both back."""

from collections.abc import Collection
from html import escape

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics.codes import Codes, Place, default_years
from analytics.filters import LENSES, Filters, from_url
from analytics.text import LANGUAGES
from pages.components.choice import Choice

# What a page keeps in the address beside the choice, by the page's own address: read with `own`, written with `keep`.
PAGE_PARAMETERS = {
    "so-sanh": ("first", "last"),
    "do-phu": ("view",),
    "tien-do": ("kind", "place", "category", "addressee"),
    "doi-chieu": ("verdict", "source"),
    "chat-luong": ("lack",),
}


def own(name: str) -> str | None:
    """What the address says for a parameter of this page; None where it says nothing. Whoever asks checks the value."""
    return st.session_state.get("_own", {}).get(_page(), {}).get(name)


def own_code(choice: Choice, name: str, label: str, allowed: Collection[str]) -> str | None:
    """`own`, if it is one of the codes that are allowed; anything else is told under its label and taken out of the address."""
    asked = own(name)
    if asked is None or asked in allowed:
        return asked
    hold(**{name: None})
    tell_refused(choice, f"{label} = {asked}")
    return None


def tell_refused(choice: Choice, told: str) -> None:
    """What an address held and could not be used."""
    st.html(f"<div class='notice' role='status'>{escape(choice.say('frame.refused', told=told))}</div>")


def keep(**values: str | None) -> None:
    """From a control's callback: hold what the reader chose."""
    touched()
    hold(**values)


def hold(**values: str | None) -> None:
    """Hold parameters of this page in the address from now on; None takes one out of it."""
    mine = {**st.session_state.get("_own", {}).get(_page(), {}), **values}
    held = {name: value for name, value in mine.items() if value is not None}
    st.session_state["_own"] = {**st.session_state.get("_own", {}), _page(): held}
    written = st.session_state.get("_address", {})
    _write(
        {name: value for name, value in written.items() if name not in PAGE_PARAMETERS.get(_page(), ())}
        | held
    )


def kept() -> tuple[tuple[str, str], ...]:
    """All that the address says for the parameters of this page, in one order."""
    return tuple(sorted(st.session_state.get("_own", {}).get(_page(), {}).items()))


def _page() -> str:
    return st.session_state.get("_page", "")


def touched() -> None:
    """The callback of every control and mark: now what the reader did decides.

    The browser sends the address it had then, which is an older one where two clicks follow each other at once.
    """
    st.session_state["_touched"] = True


def begin() -> None:
    """The first thing in every run: what was touched counts in this run alone, also when the next one overtakes it.

    On the way back or forth nothing is touched: the controls answer with what they held on the way, which an
    overtaken run may not have told them yet.
    """
    touched_now = st.session_state.pop("_touched", False)
    run = get_script_run_ctx()
    st.session_state["_acted"] = touched_now and not (run and run.is_history_navigation)


def is_new() -> bool:
    """Whether the address is not what was last written: a link, or the way back. An empty one is a page switch."""
    if st.session_state.get("_acted"):
        return False
    params = {key: st.query_params[key] for key in st.query_params}
    return params != st.session_state.get("_address") and bool(params or "_address" not in st.session_state)


def take_address(known: Codes) -> None:
    """A new address decides; otherwise the choice stays."""
    if not is_new():
        return
    params = {key: st.query_params[key] for key in st.query_params}
    state = st.session_state
    read = from_url(params, known.known)
    filters = read.filters
    place = known.places[filters.province]
    years = clamped(filters.years, place) or default_years(place)
    state["f_province"], state["f_years"] = filters.province, years
    state["f_tier"] = filters.tier or "all"
    state["f_lens"] = filters.lens if params.get("lens") in LENSES else "total"
    state["f_contents"], state["f_types"], state["f_districts"] = (
        list(filters.contents),
        list(filters.beneficiary_types),
        list(filters.districts),
    )
    state["f_prices"], state["f_management"] = filters.prices, filters.management
    state["f_language"] = params["lang"] if params.get("lang") in LANGUAGES else "vi"
    mine = {name: params[name][:80] for name in PAGE_PARAMETERS.get(_page(), ()) if name in params}
    state["_own"] = {**state.get("_own", {}), _page(): mine}
    state["_refused"] = read.refused
    state["_address"] = params


def clamped(years, place: Place):
    """The part of a period that the place has; None where there is none."""
    if not years or not place.years:
        return None
    first, last = max(years[0], place.years[0]), min(years[1], last_year(place))
    return (first, last) if first <= last else None


def last_year(place: Place) -> int:
    """The last year that can be chosen: an unfinished one is drawn beside it, never counted as if it were over."""
    return place.last_complete or place.years[1]


def write_address(filters: Filters, lang: str) -> None:
    params = filters.to_url()
    if filters.lens != "total":
        params["lens"] = filters.lens
    else:
        params.pop("lens", None)
    if lang != "vi":
        params["lang"] = lang
    _write(params | st.session_state.get("_own", {}).get(_page(), {}))


def _write(params: dict[str, str]) -> None:
    current = {key: st.query_params[key] for key in st.query_params}
    if params != current or params != st.session_state.get("_address"):
        st.query_params.from_dict(params)
    st.session_state["_address"] = params
