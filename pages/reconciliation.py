"""Reconciliation: which published figures contradict themselves or each other, by how much, in whose words."""

from html import escape

import streamlit as st

from analytics import reconciliation
from pages.components import drawer, frame, quoted, session
from pages.components.frame import Choice
from pages.components.heading import heading

VERDICTS = ("fails", "rounding", "untestable", "holds")


def show(choice: Choice) -> None:
    counts = session.ask(reconciliation.headline, choice.snapshot)
    heading(choice, choice.say("reconcile.title", fails=counts.counts["fails"], n=counts.checks), bare=True)
    cells = "".join(
        f"<div class='card' style='cursor:default'><span class='name'>{escape(choice.say('reconciliation.verdict.' + v))}</span><span class='figure'>{counts.counts[v]}</span><span class='beside'>{escape(choice.say('reconcile.means_' + v))}</span></div>"
        for v in VERDICTS
    )
    st.html(f"<div class='cards'>{cells}</div>")
    checks = session.ask(reconciliation.reconcile, choice.snapshot)
    state = st.session_state
    titles = session.ask(_titles, choice.snapshot)
    verdict = frame.own_code(choice, "verdict", choice.say("reconcile.verdict"), VERDICTS) or "fails"
    sources = sorted({c.source for c in checks if c.verdict == verdict})
    state["r_verdict"] = verdict
    state["r_source"] = frame.own_code(choice, "source", choice.say("reconcile.source"), sources)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            choice.say("reconcile.verdict"),
            VERDICTS,
            format_func=lambda v: f"{choice.say('reconciliation.verdict.' + v)} ({counts.counts[v]})",
            key="r_verdict",
            required=True,
            on_change=_verdict_chosen,
            args=(checks,),
        )
        source = st.selectbox(
            choice.say("reconcile.source"),
            [None, *sources],
            format_func=lambda s: (
                choice.say("reconcile.all_sources") if s is None else f"{short(s)} · {titles.get(s, s)}"
            ),
            key="r_source",
            width=520,
            placeholder=choice.say("frame.choose"),
            on_change=lambda: frame.keep(source=state["r_source"]),
        )
    shown = [c for c in checks if c.verdict == verdict and (source is None or c.source == source)]
    if verdict == "fails":
        order = {c: i for i, c in enumerate(counts.failing)}
        shown.sort(key=lambda c: order.get(c, len(order)))
    page = st.pagination(max(1, -(-len(shown) // 20)), key=f"r_page_{verdict}") if len(shown) > 20 else 1
    figures = session.ask(_figures, choice.snapshot)
    st.html(
        "".join(_check(choice, c, figures, titles) for c in shown[(page - 1) * 20 : page * 20])
        or f"<div class='empty'>{escape(choice.say('reconcile.none'))}</div>"
    )


def _verdict_chosen(checks) -> None:
    """Another verdict keeps the source only where it has one."""
    verdict, source = st.session_state["r_verdict"], frame.own("source")
    left = any(c.source == source for c in checks if c.verdict == verdict)
    frame.keep(verdict=None if verdict == "fails" else verdict, source=source if left else None)


def short(source: str) -> str:
    return source.split("_")[0]


def _titles(snapshot) -> dict[str, str]:
    return {
        row["source_id"]: row["title"].removeprefix("(seed) ")
        for row in snapshot.rows("SELECT source_id, title FROM staging.source")
    }


def _figures(snapshot) -> dict[str, dict]:
    return {
        row["id"]: row
        for row in snapshot.rows(
            "SELECT id, source_id, measure, tier, value, unit, value_as_stated, unit_as_stated, qualifier, quote, verified, content_as_stated, period_as_stated, source_title, source_address, province_inferred FROM reported_figure"
        )
    }


def _check(choice: Choice, check, figures: dict, titles: dict) -> str:
    """One check: its sentence, and the words of each figure that takes part."""
    place = choice.words.codes.places.get(check.province)
    who = [
        escape(place.label(choice.language)) if place else "",
        quoted.said(check.period),
        escape(short(check.source)),
        quoted.said(titles.get(check.source)),
    ]
    inferred = any(figures[i]["province_inferred"] for i in check.figures if i in figures)
    tag = f" <span class='tag bad'>{escape(choice.say('place.inferred'))}</span>" if inferred else ""
    quotes = "".join(
        f"<blockquote class='words'>“{quoted.said(f['quote']) or '—'}” <span class='subtitle'>({escape(choice.say('measure.' + f['measure']))}: {drawer.stated(choice, f)})</span></blockquote>"
        for f in (figures[i] for i in check.figures if i in figures)
    )
    kind = "" if check.verdict == "fails" else " style='border-color: var(--line)'"
    return f"<div class='verdict'{kind}><p class='who'>{' · '.join(p for p in who if p)}{tag}</p><p><b>{escape(choice.say('reconciliation.check.' + check.check))}.</b> {quoted.within(reconciliation.sentence(check, choice.language), reconciliation.source_words(check))}</p>{quotes}</div>"
