"""Navigation, the frame around every page, and the one place where a user's error becomes a sentence."""

from pathlib import Path

import streamlit as st

from analytics.text import say
from pages import (
    activities,
    attainment,
    beneficiaries,
    compare,
    coverage,
    leverage,
    method,
    overview,
    progress,
    quality,
    reconciliation,
    sources,
)
from pages.components import address, ahead, aids, frame, session, trouble

# key of the title (page.<key>), address (those of addresses.py), what draws it. The first has no address of its own.
PAGES = (
    ("overview", "tong-quan", overview.show),
    ("leverage", "don-bay", leverage.show),
    ("coverage", "do-phu", coverage.show),
    ("attainment", "ke-hoach", attainment.show),
    ("beneficiaries", "thu-huong", beneficiaries.show),
    ("compare", "so-sanh", compare.show),
    ("progress", "tien-do", progress.show),
    ("activities", "hoat-dong", activities.show),
    ("reconciliation", "doi-chieu", reconciliation.show),
    ("quality", "chat-luong", quality.show),
    ("sources", "nguon", sources.show),
    ("method", "phuong-phap", method.show),
)

# From this page on a page answers "can I sign this?": reconciliation, quality, sources, method.
EVIDENCE_FROM = "reconciliation"


def main() -> None:
    address.begin()
    language = frame.language()
    st.set_page_config(
        page_title=say("page.app", language),
        page_icon=str(Path(__file__).parent / "static" / "favicon.png"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    session.settle()
    frame.style()
    aids.aids(language)
    pages = {entry[0]: _page(*entry, language, first=not i) for i, entry in enumerate(PAGES)}
    page = st.navigation(_sections(pages, language), position="top")
    st.session_state["_pages"] = pages
    st.session_state["_page_title"], st.session_state["_page"] = page.title, page.url_path
    with trouble.told(language), session.reading() as (snapshot, matter):
        choice = frame.choose(snapshot)
        ahead.send(page.url_path, choice)
        frame.show(choice)
        if matter is not None:
            trouble.still_shown(matter, snapshot.id, language)
        st.session_state["_choice"] = choice
        page.run()
        ahead.remember(page.url_path, choice)


def _sections(pages: dict, language: str) -> dict[str, list]:
    """The screens of the review each by a name of its own; those on which it rests under one, so that all fit a laptop's width."""
    names = list(pages)
    at = names.index(EVIDENCE_FROM)
    return {
        "": [pages[name] for name in names[:at]],
        say("page.evidence", language): [pages[name] for name in names[at:]],
    }


def _page(key: str, address: str, show, language: str, *, first: bool):
    def run():
        show(st.session_state["_choice"])

    return st.Page(run, title=say(f"page.{key}", language), url_path=address, default=first)


main()
