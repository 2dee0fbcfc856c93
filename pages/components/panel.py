"""A piece of page written as HTML by us, some of whose parts can be clicked.

Cards, findings, blocks and footnotes: one element on the page instead of ten, laid out by our own CSS (pages/components/style.css).
Whoever writes the HTML escapes every value (`html.escape`); parts to be clicked carry `data-mark`, and are reached by Tab and Enter.
"""

import streamlit as st

from pages.components.address import touched

_SCRIPT = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".panel")
  if (root.dataset.hash !== data.html) {
    root.innerHTML = data.html
    root.dataset.hash = data.html
  }
  const chosen = (event) => {
    // A finding leads to its chart: on this page by scrolling, else Python opens the page that has it.
    const link = event.target.closest("[data-chart]")
    if (link && root.contains(link)) {
      event.preventDefault()
      const chart = document.getElementById(link.dataset.chart)
      if (chart) chart.scrollIntoView({ behavior: "smooth", block: "start" })
      else setTriggerValue("chosen", "page:" + link.dataset.page)
      return
    }
    const part = event.target.closest("[data-mark]")
    if (part && root.contains(part)) { event.preventDefault(); setTriggerValue("chosen", part.dataset.mark) }
  }
  root.onclick = chosen
  root.onkeydown = (event) => { if (event.key === "Enter" || event.key === " ") chosen(event) }
}
"""

_panel = st.components.v2.component(
    "panel", html="<div class='panel'></div>", js=_SCRIPT, isolate_styles=False
)


def panel(html: str, *, key: str) -> str | None:
    """Show HTML; the `data-mark` of the part that was chosen, for the one rerun after it, else None."""
    return _panel(key=key, data={"html": html}, on_chosen_change=touched).chosen
