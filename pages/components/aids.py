"""What the whole document gets for its readers: language, theme, words for Streamlit's own buttons, focus that is never lost."""

from pathlib import Path

import streamlit as st

from analytics.text import catalogue, say

_aids = st.components.v2.component(
    "aids",
    html="<span class='aids'></span>",
    js=(Path(__file__).parent / "aids.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)
_ROOM = "aids."


def aids(language: str) -> None:
    """Once a page, before all else. The names of Streamlit's own parts are `aids.*` of the catalogue, found by their English names."""
    english, said = catalogue("en"), catalogue(language)
    names = {english[key]: said[key] for key in english if key.startswith(_ROOM)}
    more = say("phone.more_rows", language, n="{}")
    shown = say("phone.shown_rows", language, shown="{shown}", of="{of}", n="{}")
    with st.container(key="aids"):
        _aids(
            key="aids-script",
            data={"language": language, "names": names, "more_rows": more, "shown_rows": shown},
        )
