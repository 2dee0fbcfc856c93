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
    reconciliation,
    sources,
)
from pages.components import frame, session, trouble

# key of the title (page.<key>), address, what draws it. The first has no address of its own.
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
    ("sources", "nguon", sources.show),
    ("method", "phuong-phap", method.show),
)


def main() -> None:
    language = frame.language()
    st.set_page_config(
        page_title=say("page.app", language),
        page_icon=str(Path(__file__).parent / "static" / "favicon.png"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    session.settle()
    frame.style()
    pages = {entry[0]: _page(*entry, language, first=not i) for i, entry in enumerate(PAGES)}
    page = st.navigation(list(pages.values()), position="top")
    st.session_state["_pages"] = pages
    st.session_state["_page_title"], st.session_state["_page"] = page.title, page.url_path
    with trouble.told(language):
        choice = frame.choose(session.snapshot())
        st.session_state["_choice"] = choice
        page.run()


def _page(key: str, address: str, show, language: str, *, first: bool):
    def run():
        show(st.session_state["_choice"])

    return st.Page(run, title=say(f"page.{key}", language), url_path=address, default=first)


main()
