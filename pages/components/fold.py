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
  // The theme of the app, for our own CSS variables.
  const page = getComputedStyle(parentElement.closest(".stApp") || document.body).backgroundColor.match(/\\d+/g)
  if (page) document.documentElement.classList.toggle("dark-theme", (+page[0] + +page[1] + +page[2]) < 384)
  document.documentElement.lang = data.language
  // A download leaves the focus on the page under an open drawer, where its Escape does not reach: help it.
  document.onkeydown = (event) => {
    if (event.key !== "Escape" || event.target.closest("[role=dialog]")) return
    document.querySelector("[data-testid=stDialog] button[aria-label=Close], [role=dialog] button[aria-label=Close]")?.click()
  }
}
"""
_fold = st.components.v2.component(
    "fold",
    html="<button type='button' class='fold'><span></span><b aria-hidden='true'>▾</b></button>",
    js=_SCRIPT,
    isolate_styles=False,
)


def fold(words: str, language: str) -> None:
    """The button with the choice in words."""
    _fold(key="fold-button", data={"words": html.unescape(words), "language": language})
