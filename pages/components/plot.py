"""A chart on the screen: one Plotly figure, drawn by a component of our own.

In place of Streamlit's own chart element: this one fetches nothing from outside (Plotly asks a content
network for a world map under every choropleth), speaks Vietnamese, and can be read and used without a
mouse. It keeps its drawing between reruns and redraws only when the figure is another one. The browser's
side is `plot.js` and `plot_keyboard.js`; plotly.js itself comes from `plotly_route`. Figures may be sent
ahead of their charts (`carry`), so that the browser draws them before it has built the page anew.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson
import streamlit as st

from pages.components.address import touched
from pages.components.line import line_path
from pages.components.plotly_route import plotly_path

_HERE = Path(__file__).parent

# Words that belong to no chart; a page hands over all others.
_WORDS = {
    "vi": {
        "keys": "Dùng phím mũi tên để đi qua từng điểm, Enter để chọn.",
        "failed": "Không vẽ được biểu đồ trên trình duyệt này. Số liệu ở bảng bên dưới.",
    },
    "en": {
        "keys": "Use the arrow keys to move through the marks, Enter to choose one.",
        "failed": "This browser could not draw the chart. The figures are in the table below.",
    },
}

_SKELETON = """
<div class="plot" data-state="waiting">
  <div class="plot-graph" aria-hidden="true"></div>
  <p class="plot-words"></p>
  <div class="plot-said" aria-live="polite"></div>
</div>
"""


_draw = st.components.v2.component(
    "plot",
    html=_SKELETON,
    css=(_HERE / "plot.css").read_text(encoding="utf-8"),
    js="\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("plot.js", "plot_keyboard.js")),
    # Plotly puts its style rules where the drawing stands; see the note at the head of plot.css.
    isolate_styles=False,
)


_carry = st.components.v2.component(
    "plots_ahead", js=(_HERE / "plots_ahead.js").read_text(encoding="utf-8"), isolate_styles=False
)


@dataclass(frozen=True)
class Ahead:
    """A figure that is sent ahead of its chart: `key` is the chart's, `told` what the browser is told."""

    key: str
    figure: Mapping[str, Any]
    told: dict[str, Any]


def ahead_of(key: str, figure: Mapping[str, Any], *, height: int, language: str, run: int) -> Ahead:
    """A figure made ready to be sent in a run, see `next_run`. May be called in any thread."""
    text = figure_json(figure)
    told = {"key": key, "figure": text, "hash": _digest(text), "height": height, "language": language, "run": run}  # fmt: skip
    return Ahead(key, figure, told)


def next_run() -> int:
    """Once in every run of a page: its number. The browser draws nothing of a run that a later one has overtaken."""
    st.session_state["_run"] = st.session_state.get("_run", 0) + 1
    return st.session_state["_run"]


def carry(figures: Collection[Ahead]) -> None:
    """Send figures with the page, ahead of the charts that it draws later in this run.

    To be called once in every run of a page, with nothing too: an element less would move all that follow.
    """
    st.session_state["_carried"] = {one.key: (one.figure, one.told["hash"]) for one in figures}
    data = {
        "plots": [one.told for one in figures],
        "run": st.session_state["_run"],
        "line": _below_base(line_path()),
    }
    with st.container(key="plots-ahead"):
        # The screen turned dark or light: another run draws in its colours.
        _carry(key="plots-ahead-data", data=data, height=1, on_theme_change=touched)


def plot(
    figure: Mapping[str, Any],
    *,
    key: str,
    height: int,
    alt: str,
    summary: str,
    selectable: bool = True,
    language: str = "vi",
) -> str | None:
    """Draw a figure, and say which of its marks was chosen.

    `figure` holds `data` and `layout` as Plotly names them; numpy arrays, dates and NaN (drawn as
    missing) are allowed. Colours come with the figure; paper and plot area are always transparent.
    `key` keeps the drawing between reruns and must be unique on the page. `height` is in pixels; the
    width is the room there is. `alt` names the chart, `summary` says in a sentence what it shows: both
    are read out, neither is seen. `language` is `vi` or `en`.

    A figure that was sent ahead (the very same) is not written and sent a second time.
    Returns the id of the mark, for the one rerun after a click, Enter or Space on it; None in every
    other rerun, and always when not `selectable`. The id is the point's `customdata` (its first entry,
    if it is a list) as text; a point without `customdata` cannot be chosen.
    Raises TypeError if the figure holds a value that JSON has no form for.
    """
    ahead, name = st.session_state.get("_carried", {}).get(key, (None, ""))
    text = None if ahead is figure else figure_json(figure)
    result = _draw(
        key=key,
        data={
            "key": key,
            "figure": text,
            "hash": name if text is None else _digest(text),
            # Another in every run, so that the browser is told of the chart after what was sent ahead of it, always.
            "run": st.session_state.get("_run", 0),
            "height": height,
            "alt": alt,
            "summary": summary,
            "selectable": selectable,
            "language": language,
            "words": _WORDS[language],
            "source": _below_base(plotly_path()),
        },
        height=height,
        on_chosen_change=touched,
    )
    return result.chosen if selectable else None


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8"), digest_size=8).hexdigest()


def figure_json(figure: Mapping[str, Any]) -> str:
    """The `data` and `layout` of a figure as compact JSON text; NaN and infinities become null.

    Text rather than a tree: Streamlit would write a tree twice, with the slower encoder, on every rerun.
    Raises TypeError if a value has no form in JSON.
    """
    parts = {"data": figure["data"], "layout": figure.get("layout", {})}
    options = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
    return orjson.dumps(parts, option=options).decode("utf-8")


def _below_base(path: str) -> str:
    """An address in this server, below its base path if it has one.

    Streamlit does not put the base path before routes of `st.App`; a proxy that has one takes it off.
    """
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return (f"/{base}" if base else "") + path
