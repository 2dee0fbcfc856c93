"""What a reader is told when something unexpected goes wrong: a sentence and a number, never a trace."""

import contextlib
import logging
import secrets
from html import escape

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from analytics import notes
from analytics.text import say
from data.errors import UserError

# Without the frame there is nothing between the header and the words, nor anything that tells the header its colour.
_ALONE = "<style>h1.page { margin-top: 1.2rem } header[data-testid='stHeader'].stAppHeader { background: transparent !important }</style>"
_log = logging.getLogger("donbay")


@contextlib.contextmanager
def told(language: str):
    """Errors inside become words: a user's error its own sentence, anything else a number that the log explains."""
    try:
        yield
    except (RerunException, StopException):
        raise  # Streamlit's own way of ending a run
    except UserError as error:
        _show(language, notes.error_text(error, language))
    except Exception:
        number = secrets.token_hex(3).upper()
        _log.exception("unexpected error %s", number)
        _show(language, say("page.unexpected", language, number=number))


def still_shown(matter: UserError, snapshot: str, language: str) -> None:
    """Above a page that goes on from what is open: what is the matter, and which snapshot is still shown."""
    text = f"{notes.error_text(matter, language)} {say('page.still_shown', language, id=snapshot)}"
    st.html(f"<div class='notice' role='status'>{escape(text)}</div>")


def _show(language: str, text: str) -> None:
    st.html(_ALONE)
    st.html(
        f"<h1 class='page'>{escape(say('page.trouble', language))}</h1><div class='notice' role='alert'>{escape(text)}</div>"
    )
