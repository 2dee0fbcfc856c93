"""The example files of the three lists, to be taken along and filled in: simulated rows under the headings that are read."""

from html import escape

import streamlit as st

from data.paths import PROGRAM
from pages.components.frame import Choice

EXAMPLES = PROGRAM / "docs" / "examples"
# The list that a file is of (its mart) -> its name.
FILES = {"activity": "hoat-dong.csv", "award": "san-pham.csv", "collaborator": "cong-tac-vien.csv"}


def needs(choice: Choice, marts: tuple[str, ...]) -> None:
    """What the place has not sent, in words, and an example file of each to take along."""
    if not marts:
        return
    items = "".join(f"<li>{escape(choice.say(f'act.need.{mart}'))}</li>" for mart in marts)
    st.html(f"<h2 class='section'>{escape(choice.say('place.needs'))}</h2><ul>{items}</ul>")
    offer(choice, marts)


def offer(choice: Choice, marts: tuple[str, ...]) -> None:
    """A button a file; the rows are simulated, which the line above says and the files do too."""
    st.html(f"<p class='subtitle'>{escape(choice.say('act.example_note'))}</p>")
    with st.container(key="example-files", horizontal=True, gap="small"):
        for mart in marts:
            file = EXAMPLES / FILES[mart]
            st.download_button(
                choice.say("act.example", file=file.name), file.read_bytes(), file.name, "text/csv", key=f"example-{mart}", on_click="ignore",
            )  # fmt: skip
