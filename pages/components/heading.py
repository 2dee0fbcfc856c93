"""The head of a page: where one is, what is shown, and the finding as the title."""

from html import escape

import streamlit as st

from pages.components.frame import Choice, more_words


def heading(choice: Choice, title: str, *, bare: bool = False, placed: bool = False) -> None:
    """`bare`: a page that does not follow the filters (sources, method) names only itself, and the place where it is of one (`placed`)."""
    words = choice.words
    page = escape(st.session_state.get("_page_title", ""))
    parts = [f"<b>{page}</b>"]
    if not bare:
        if choice.place.simulated:
            parts.append(f"<span class='sim'>{escape(words.say('foot.simulated'))}</span>")
        parts += [
            escape(choice.place_name),
            escape(words.years()),
            escape(words.say(f"tier.{choice.filters.tier or 'all'}")),
            escape(words.prices()),
        ]
        parts += [escape(part) for part in more_words(choice) if part != words.prices()]
    if bare and placed:
        parts.append(escape(choice.place_name))
    parts.append(escape(words.say("foot.snapshot", id=choice.snapshot.id)))
    st.html(
        f"<p class='eyebrow{' bare' if bare else ''}'>{' · '.join(parts)}</p><h1 class='page'>{escape(title)}</h1>"
    )
    if not bare:
        _partly(choice)


def _partly(choice: Choice) -> None:
    """A province of today that rests on only some of the provinces it was made of says which have no or few years."""
    words, place = choice.words, choice.place
    parts = [words.codes.places[slug] for slug in place.parts if slug != place.slug]
    known = [part for part in parts if part.has_records or part.has_years]
    if place.years and known and len(known) < len(parts) and not words.codes.places[place.slug].simulated:
        there = words.names([part.label(choice.language) for part in known])
        gone = words.names([part.label(choice.language) for part in parts if part not in known])
        st.html(f"<div class='notice'>{escape(words.say('place.partly', there=there, gone=gone))}</div>")
