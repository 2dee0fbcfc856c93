"""Navigation, the frame around every page, and the one place where a user's error becomes a sentence."""

from html import escape
from pathlib import Path

import streamlit as st

from analytics import notes
from analytics.text import say
from data.errors import UserError
from pages import coverage, leverage, method, overview, reconciliation, sources
from pages.components import frame, session

# key of the title (page.<key>), address, what draws it. The first has no address of its own.
PAGES = (
    ("overview", "tong-quan", overview.show),
    ("leverage", "don-bay", leverage.show),
    ("coverage", "do-phu", coverage.show),
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
    st.session_state["_page_title"] = page.title
    try:
        choice = frame.choose(session.snapshot())
        st.session_state["_choice"] = choice
        page.run()
    except UserError as error:
        _tell(error, language)


def _page(key: str, address: str, show, language: str, *, first: bool):
    def run():
        show(st.session_state["_choice"])

    return st.Page(run, title=say(f"page.{key}", language), url_path=address, default=first)


def _tell(error: UserError, language: str) -> None:
    """What is wrong and what to do, in the reader's language; never a trace."""
    st.html(
        f"<h1 class='page'>{escape(say('page.trouble', language))}</h1><div class='notice' role='alert'>{escape(notes.error_text(error, language))}</div>"
    )


main()
