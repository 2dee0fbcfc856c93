"""On a small screen the filters fold into one button that says what is chosen; on a large one this is not shown."""

import html

import streamlit as st

_SCRIPT = """
export default function (component) {
  const { data, parentElement } = component
  const button = parentElement.querySelector("button")
  button.querySelector("span").textContent = data.words
  button.setAttribute("aria-expanded", document.body.classList.contains("filters-open"))
  button.onclick = () => {
    const open = document.body.classList.toggle("filters-open")
    button.setAttribute("aria-expanded", open)
  }
}
"""
_fold = st.components.v2.component(
    "fold",
    html="<button type='button' class='fold'><span></span><b aria-hidden='true'>▾</b></button>",
    js=_SCRIPT,
    isolate_styles=False,
)


def fold(words: str) -> None:
    """The button with the choice in words."""
    _fold(key="fold-button", data={"words": html.unescape(words)})
