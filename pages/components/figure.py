"""A chart with all that belongs to it: finding, subtitle, drawing, footnote, and the drawer with table, definition and download."""

from collections.abc import Callable
from html import escape

import streamlit as st

from analytics import apart, notes
from analytics.answer import Answer
from analytics.charts.spec import Chart
from analytics.conditions import LISTS
from analytics.metrics import METRICS
from pages.components import ahead, drawer, session
from pages.components.frame import Choice
from pages.components.panel import panel
from pages.components.plot import plot


def show(
    make: Callable, choice: Choice, *, section: str | None = None, opens: Callable = drawer.records
) -> None:
    """Draw what `make(snapshot, filters, language)` makes; a click opens the projects behind the mark (or what `opens(choice, mark)` opens), the foot the table."""
    chart: Chart | None = session.chart(make, choice.snapshot, choice.filters, choice.language)
    if chart is None:
        return
    spec = chart.spec
    name = section or spec.key
    ahead.note(make, f"plot-{name}", choice)
    with st.container(key=f"chart-{name}"):
        st.html(
            f"<h3 class='finding' id='{escape(name)}'>{escape(spec.title)}</h3><p class='subtitle'>{escape(spec.subtitle)}</p>"
        )
        mark = None
        if spec.empty:
            st.html(f"<div class='empty'>{escape(choice.say(_why_empty(make, choice)))}</div>")
        else:
            drawing = session.drawing(make, choice.snapshot, choice.filters, choice.language, choice.theme)
            mark = plot(
                drawing, key=f"plot-{name}", height=spec.height, alt=spec.alt, summary=f"{spec.title}. {spec.summary}",
                selectable=_opens(drawing), language=choice.language,
            )  # fmt: skip
        opened = panel(foot(chart, choice), key=f"foot-{name}")
    if mark:
        opens(choice, mark)
    elif opened == "table":
        drawer.table(choice, chart)


def _why_empty(make: Callable, choice: Choice) -> str:
    """Key of what an empty chart says: that other filters would fill it, or that the place has nothing of the kind under any."""
    every = choice.filters.but(
        years=None, tier=None, contents=(), beneficiary_types=(), districts=(), management=True
    )
    if every != choice.filters:
        whole = session.chart(make, choice.snapshot, every, choice.language)
        if whole is not None and not whole.spec.empty:
            return "chart_empty"
    return "chart_none"


def _opens(drawing: dict) -> bool:
    """Whether any mark of a drawing leads to records; one without is read as a picture and is no stop for the keyboard."""
    return any(mark for trace in drawing["data"] for mark in trace.get("customdata", ()))


def foot(chart: Chart, choice: Choice) -> str:
    """The lines under a chart: what it rests on (N, M, the money behind M, prices, snapshot), its notes, and the way in."""
    lines = [escape(note) for note in chart.spec.notes]
    lines.append(
        escape(rests_on(chart.answer, choice))
        + f" <a data-mark='table' role='button' tabindex='0'>{escape(choice.say('foot.open'))}</a>"
    )
    credit = chart.spec.options.get("credit")
    small = f"<p class='credit'>{escape(credit)}</p>" if credit else ""
    return "<div class='foot'>" + "".join(f"<p>{line}</p>" for line in lines) + small + "</div>"


def rests_on(answer: Answer, choice: Choice) -> str:
    """One line: projects counted, what is left out and its money, evidence, price basis, snapshot; simulated data first."""
    words = choice.words
    parts = [words.say("foot.simulated")] if answer.simulated else []
    if METRICS[answer.metric].mart == "reference":  # areas, not projects
        return " · ".join((words.say("foot.reference"), words.say("foot.snapshot", id=answer.snapshot)))
    parts.append(notes.rests_on(answer, choice.language).rstrip("."))
    aside = notes.apart_text(answer.missing, choice.language)
    told = [m for m in answer.missing if (m.n or m.years) and m not in apart.told(answer.missing)]
    left = [m for m in told if notes.left_out(m)]
    mind = [m for m in told if not notes.left_out(m)]
    if left:
        what = "; ".join(notes.missing_text(m, choice.language) for m in left)
        parts.append(
            words.say("foot.m", m=words.count(sum(m.n for m in left)), told=what)
            if any(m.n for m in left)
            else words.say("foot.m_years", told=what)
        )
    elif answer.basis == "records":
        parts.append(words.say("foot.m_none_rows" if METRICS[answer.metric].mart in LISTS else "foot.m_none"))
    parts += [aside] if aside else []
    parts += [notes.missing_text(m, choice.language) for m in mind]
    parts += [notes.scope_text(scope, words.codes, choice.language) for scope in answer.scope]
    metric = METRICS[answer.metric]
    if metric.kind in ("money", "ratio") and metric.mart == "cube":
        parts.append(words.prices())
        if choice.filters.prices:
            parts.append(words.say("foot.index"))
    parts.append(words.say("foot.snapshot", id=answer.snapshot))
    return " · ".join(parts)
