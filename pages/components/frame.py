"""The frame around every page: the choice (place, years, source, view, more) and the language."""

from pathlib import Path

import streamlit as st

from analytics.codes import Codes, Place, codes, default_years
from analytics.filters import LENSES, TIERS, Filters
from analytics.text import LANGUAGES, say
from data.store import Snapshot
from pages.components import paper
from pages.components.address import (
    PAGE_PARAMETERS,
    clamped,
    hold,
    is_new,
    keep,
    last_year,
    own,
    own_code,
    take_address,
    tell_refused,
    touched,
    write_address,
)
from pages.components.choice import Choice, place_label
from pages.components.fold import fold

# What pages take from the frame.
__all__ = (
    "PAGE_PARAMETERS", "Choice", "choose", "chosen_words", "hold", "keep", "language", "more_words", "own", "own_code", "place_label",
    "place_options", "show", "style", "tell_refused", "theme",
)  # fmt: skip

_STYLE = "\n".join(
    [(Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("style.css", "readers.css")]
    + [f"@media print {{\n{paper.rules()}\n}}"]
)


def language() -> str:
    """The reader's language: what a link or the way back says, else what was chosen; Vietnamese where neither does."""
    said = st.query_params.get("lang")
    asked = said if is_new() else st.session_state.get("f_language") or said
    return asked if asked in LANGUAGES else "vi"


def theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def style() -> None:
    st.html(f"<style>{_STYLE}</style>")


# A page switch can drop a control's state; what was last chosen puts it back.
_KEPT = (
    "f_province", "f_years", "f_tier", "f_lens", "f_contents", "f_types", "f_districts", "f_prices",
    "f_management", "f_language",
)  # fmt: skip


def choose(snapshot: Snapshot) -> Choice:
    """The choice: the address decides where it is a new one, otherwise what the controls hold. Nothing is drawn yet."""
    known = codes(snapshot)
    for key, value in st.session_state.get("_kept", {}).items():
        st.session_state.setdefault(key, value)
    _settle_place(known)
    take_address(known)
    return Choice(snapshot, _chosen(known), language(), theme())


def show(choice: Choice) -> None:
    """Draw the controls around the choice, and write it into the address."""
    lang = choice.language
    with st.container(key="fold"):
        fold(choice.say("frame.folded", chosen=chosen_words(choice)))
    with st.container(key="language"):
        _language_control(lang)
    with st.container(key="frame", horizontal=True, vertical_alignment="top", gap="small"):
        _controls(codes(choice.snapshot), choice.place, lang)
    st.session_state["_kept"] = {key: st.session_state[key] for key in _KEPT if key in st.session_state}
    write_address(choice.filters, lang)
    refused = st.session_state.pop("_refused", [])
    if refused:
        tell_refused(choice, "; ".join(f"{choice.say(f'frame.{name}')} = {value}" for name, value in refused))


def _chosen(known: Codes) -> Filters:
    """What the controls hold, as far as the place has it: years within its own, districts of its own."""
    state = st.session_state
    place = known.places[state["f_province"]]
    years = default_years(place)
    if _of_years(place):
        years = state["f_years"] = clamped(state.get("f_years"), place) or years
    if not _filterable(place):
        # Its years can be chosen where it is lists alone; nothing else of it can be.
        return Filters(province=place.slug, years=years if _of_years(place) else None, lens="total")
    mine = _districts(known, place)
    state["f_districts"] = [code for code in state.get("f_districts", []) if code in mine]
    return Filters(
        province=place.slug,
        years=years,
        tier=None if state["f_tier"] == "all" else state["f_tier"],
        lens=state["f_lens"] if state["f_lens"] in LENSES else "total",
        contents=tuple(state["f_contents"]),
        beneficiary_types=tuple(state["f_types"]),
        districts=tuple(state["f_districts"]),
        prices=state["f_prices"],
        management=state["f_management"],
    )


def _filterable(place: Place) -> bool:
    return bool(place.years) and (place.has_records or place.has_years)


def _of_years(place: Place) -> bool:
    return _filterable(place) or bool(place.years and place.lists_only and not place.has_reported)


def _districts(known: Codes, place: Place) -> list[str]:
    return [
        code
        for code, d in known.districts.items()
        if d["province_code"] == place.map_code and d["now_code"] == code
    ]


def chosen_words(choice: Choice) -> str:
    """The choice in one line: place, years, source, view, and how much more is filtered; of a place without controls its name, and the years that a part of a page sets."""
    filters, words = choice.filters, choice.words
    if not _filterable(choice.place):
        return " · ".join([choice.place_name, words.years()] if filters.years else [choice.place_name])
    parts = [choice.place_name, words.years()]
    parts.append(words.say(f"tier.{filters.tier or 'all'}"))
    if choice.place.has_records or choice.place.has_years:
        parts.append(words.say(f"lens.{filters.lens}"))
    parts += more_words(choice)
    return " · ".join(parts)


def more_words(choice: Choice) -> list[str]:
    """What the second row of filters holds, where it holds anything."""
    filters, words, out = choice.filters, choice.words, []
    for dim, values in (
        ("content", filters.contents),
        ("beneficiary_type", filters.beneficiary_types),
        ("district", filters.districts),
    ):
        if values:
            out.append(words.names([words.label(dim, code) for code in values], 2, of=dim))
    if filters.prices:
        out.append(words.prices())
    if not filters.management:
        out.append(words.say("frame.without_management"))
    return out


def _controls(known: Codes, place: Place, lang: str) -> None:
    """The first row of controls. Each has what is chosen as its default, too.

    What Streamlit is told through the session alone reaches the browser once. Where that message is lost (a run
    overtaken by the next, a connection made anew), the browser would start with the first option and send it.
    """

    def word(key, **values):
        return say(key, lang, **values)

    state = st.session_state
    options = place_options(known)
    st.selectbox(
        word("frame.province"), options, format_func=lambda slug: place_label(known, slug, lang), key="f_province", index=options.index(place.slug), width=290, on_change=_place_changed, args=(known,), placeholder=word("frame.choose"),
    )  # fmt: skip
    if _of_years(place) and place.years[0] < last_year(place):
        st.slider(
            word("frame.years"),
            place.years[0],
            last_year(place),
            key="f_years",
            width=185,
            on_change=touched,
        )
    if not _filterable(place):
        return
    for key, choices in (("tier", ("all", *TIERS)), ("lens", ("total", "state", "counterpart", "ratio"))):
        st.segmented_control(
            word(f"frame.{key}"), choices, format_func=lambda one, key=key: word(f"frame.{key}_{one}"), key=f"f_{key}", default=state[f"f_{key}"], on_change=touched, required=True,
        )  # fmt: skip
    _more(known, place, lang)


def _language_control(lang: str) -> None:
    st.session_state.setdefault("f_language", lang)
    st.segmented_control(
        say("frame.language", lang), LANGUAGES, format_func=lambda code: {"vi": "Việt", "en": "English"}[code],
        key="f_language", default=lang, required=True, label_visibility="collapsed", on_change=_language_changed,
    )  # fmt: skip


def _language_changed() -> None:
    """The browser holds what is chosen in a list as its words: set again, it is sent in the words of the other language."""
    touched()
    state = st.session_state
    for key in _KEPT:
        if key in state and key != "f_language":
            state[key] = state[key]


def _more(known: Codes, place: Place, lang: str) -> None:
    """The controls behind a button, which says how many of them hold something."""

    def word(key, **values):
        return say(key, lang, **values)

    state = st.session_state
    label_key = "label_en" if lang == "en" else "label_vi"
    mine = _districts(known, place)
    chosen = sum(bool(state[key]) for key in ("f_contents", "f_types", "f_districts", "f_prices")) + (
        not state["f_management"]
    )
    with st.popover(
        word("frame.more_n", n=chosen) if chosen else word("frame.more"), icon=":material/tune:", key="f_more"
    ):
        st.multiselect(
            word("frame.contents"),
            list(known.contents),
            format_func=lambda c: (
                ("" if known.contents[c]["level"] == 1 else "– ") + known.contents[c][label_key]
            ),
            **_held("f_contents", lang),
            placeholder=word("frame.everything"),
        )
        st.multiselect(
            word("frame.beneficiary_types"),
            [*known.beneficiary_types, "group"],
            format_func=lambda c: (
                word("group.unsplit") if c == "group" else known.beneficiary_types[c][label_key]
            ),
            **_held("f_types", lang),
            placeholder=word("frame.everything"),
        )
        if mine:
            st.multiselect(
                word("frame.districts"),
                mine,
                format_func=lambda c: known.districts[c]["name"],
                **_held("f_districts", lang),
                placeholder=word("frame.everything"),
            )
        st.selectbox(
            word("frame.prices"),
            [None, *reversed(known.price_years)],
            format_func=lambda y: word("frame.nominal") if y is None else word("frame.real", year=y),
            **_held("f_prices", lang),
            placeholder=word("frame.nominal"),
        )
        st.toggle(word("frame.management"), **_held("f_management", lang))


def _held(name: str, lang: str) -> dict:
    """Key and callback of a control behind a button.

    In the browser it exists only while it is open, and knows what is chosen as words: so it is told its value at
    every run, has a key of its own in each language, and what a reader chooses is taken over by name.
    """
    key = f"{name}_{lang}"
    st.session_state[key] = st.session_state[name]
    return {"key": key, "on_change": _take, "args": (name, key)}


def _take(name: str, key: str) -> None:
    touched()
    st.session_state[name] = st.session_state[key]


def _place_changed(known: Codes) -> None:
    """Another place opens with its own years and no district."""
    touched()
    _settle_place(known)
    slug = st.session_state["f_province"]
    if slug != st.session_state["_kept"]["f_province"]:
        st.session_state["f_years"] = default_years(known.places[slug])
        st.session_state["f_districts"] = []


def _settle_place(known: Codes) -> None:
    """The browser answers with the words of the list. While the language changes they may be those of the other one, and mean the same place."""
    asked = st.session_state.get("f_province")
    if asked is None or asked in known.places:
        return
    named = {place_label(known, slug, lang): slug for lang in LANGUAGES for slug in place_options(known)}
    st.session_state["f_province"] = named.get(asked) or st.session_state["_kept"]["f_province"]


def place_options(known: Codes) -> list[str]:
    """The simulated province, today's 34 each followed by the provinces it was made of, then the whole country and regions."""
    order = [p for p in known.places.values() if p.kind == "simulated"]
    options = [p.slug for p in order]
    for place in known.places.values():
        if place.kind == "province_34":
            options += [place.slug, *[slug for slug in place.parts if slug != place.slug]]
    return options + [p.slug for p in known.places.values() if p.kind in ("country", "region")]
