"""A long list with an index and a search box, as HTML of ours: what is typed hides what does not have it, in the browser.

The HTML holds one `<input>`, a `role=status`, entries as `<details id data-find>`, links to them as `<a href="#id" data-find>`, and
groups as `data-group`, which go with the last of their entries. Whoever writes it escapes every value.
"""

from pathlib import Path

import streamlit as st

_finder = st.components.v2.component(
    "finder",
    html="<div class='finder panel'></div>",
    js=(Path(__file__).parent / "finder.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def finder(html: str, *, key: str, found: str, none: str) -> None:
    """Show the list. `found` says how many of how many are left ({n}, {of}), `none` that nothing is."""
    _finder(key=key, data={"html": html, "words": {"found": found, "none": none}})
