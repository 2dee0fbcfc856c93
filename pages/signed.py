"""Stated totals against the sums of the project records: a part of the screen of data quality."""

from html import escape

import streamlit as st

from analytics import reconciliation
from analytics.reconciliation_words import shown
from analytics.sheet import Field, Sheet
from pages import intake
from pages.components import drawer, session
from pages.components.frame import Choice
from pages.components.panel import panel

ORDER = ("fails", "rounding", "holds", "untestable")
TALL = 8  # more rows than this scroll in a box of their own
TAGS = {"holds": "good", "rounding": "good", "fails": "bad", "untestable": ""}
HEADS = (
    "quality.col_of", "field.year", "reconcile.source", "cli.stated", "cli.computed", "cli.difference", "cli.verdict",
)  # fmt: skip


def show(choice: Choice) -> None:
    """Every whole-programme figure of whole years beside what the records of the same place and years add up to."""
    checks = session.ask(reconciliation.with_records, choice.snapshot, choice.filters.province)
    words = choice.words
    told = [check for check in checks if check.figures]
    head = f"<h2 class='section' id='signed'>{escape(words.say('quality.signed'))}</h2><p class='subtitle'>{escape(words.say('quality.signed_scope'))}</p>"
    if choice.place.simulated:
        head += f"<div class='notice'>{escape(words.say('quality.signed_simulated'))}</div>"
    st.html(head)
    if not told:
        st.html(f"<div class='empty'>{escape(words.say('quality.signed_none'))}</div>")
        return
    order = sorted(told, key=lambda c: (ORDER.index(c.verdict), c.period or "", c.measure or ""))
    body = "".join(_row(choice, check) for check in order)
    link = f"<p><a class='link act' role='button' tabindex='0' data-mark='signed'>{escape(words.say('quality.open_table'))}</a></p>"
    with st.container(height=620 if len(order) > TALL else "content", border=False):
        st.html(intake.table(choice, HEADS, body))
    if panel(link, key="quality-signed"):
        drawer.sheet(choice, _sheet(choice, order), "doi-chieu")


def _of(choice: Choice, check) -> str:
    words = choice.words
    parts = [words.say(f"measure.{check.measure}"), words.say(f"tier.{check.tier or 'all'}"), words.say(f"basis.{check.basis}")]  # fmt: skip
    return " · ".join(parts)


def _row(choice: Choice, check) -> str:
    verdict = choice.say(f"reconciliation.verdict.{check.verdict}")
    numbers = "".join(
        f"<td class='num'>{escape('—' if value is None else shown(value, check.unit, choice.language))}</td>"
        for value in (check.stated, check.computed, check.difference)
    )
    why = escape(reconciliation.sentence(check, choice.language))
    return (
        f"<tr><td>{escape(_of(choice, check))}</td><td>{escape(check.period or '—')}</td><td>{escape(check.source.split('_')[0])}</td>{numbers}"
        f"<td><span class='tag {TAGS[check.verdict]}'>{escape(verdict)}</span><br><span class='subtitle'>{why}</span></td></tr>"
    )


def _sheet(choice: Choice, checks: list) -> Sheet:
    words = choice.words
    fields = (
        Field("of", words.say("quality.col_of")), Field("period", words.say("field.year")), Field("source", words.say("reconcile.source")), Field("stated", words.say("cli.stated"), "count"),
        Field("computed", words.say("cli.computed"), "count"), Field("difference", words.say("cli.difference"), "count"), Field("unit", words.say("cli.unit")), Field("verdict", words.say("cli.verdict")), Field("why", words.say("cli.reason"), "quote"),
    )  # fmt: skip
    rows = tuple(
        {"of": _of(choice, c), "period": c.period, "source": c.source, "verdict": words.say(f"reconciliation.verdict.{c.verdict}"), "why": reconciliation.sentence(c, choice.language)}
        | {"stated": c.stated, "computed": c.computed, "difference": c.difference, "unit": words.say("unit.vnd") if c.unit == "vnd" else None}
        for c in checks
    )  # fmt: skip
    notes = (words.say("quality.signed_scope"), words.say("foot.snapshot", id=choice.snapshot.id))
    return Sheet(words.say("quality.signed"), f"{words.say('quality.signed')}: {choice.place.label(choice.language)}", fields, rows, notes, choice.place.simulated, choice.language)  # fmt: skip
