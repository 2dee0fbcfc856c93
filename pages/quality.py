"""Data quality: what was received and refused, what the records lack, what was found, and whether stated totals hold. Can I sign this?"""

from html import escape

import streamlit as st

from analytics import quality, reconciliation
from analytics.charts import quality as charts
from analytics.metrics.quality import LACKS
from analytics.quality_sentences import headline, sentences, worst
from analytics.query import ask
from pages import intake, place, received_files, signed
from pages.components import cards, drawer, figure, frame, quoted, session
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel


def show(choice: Choice) -> None:
    if not choice.place.has_records:
        _reported(choice)
        return
    heading(choice, session.ask(headline, choice.snapshot, choice.filters, choice.language))
    st.html(f"<p class='subtitle'>{escape(choice.say('quality.scope'))}</p>")
    names = tuple(file.entry.name for file in received_files.refused(choice))
    told = session.ask(sentences, choice.snapshot, choice.filters, choice.language, names)
    items = "".join(
        f"<li><a role='link' tabindex='0' data-chart='{escape(s.chart)}' data-page=''>{escape(s.text)}</a></li>"
        for s in told
    )
    top = cards.html([*_gaps(choice), *intake.cards(choice)])
    opened = panel(f"{top}<ul class='findings'>{items}</ul>", key="quality-top")
    _lacking(choice)
    signed.show(choice)
    opened = intake.show(choice) or opened
    _open(choice, opened)


def _open(choice: Choice, opened: str | None) -> None:
    """Whatever was chosen on the page, in the drawer; one at a time."""
    if opened and opened.startswith("metric:"):
        drawer.metric(choice, opened.removeprefix("metric:"))
    elif opened:
        intake.opened(choice, opened)


def _gaps(choice: Choice) -> list[Card]:
    """Complete records, then a card for each thing that projects lack; each opens its projects."""
    words = choice.words
    whole = session.ask(ask, choice.snapshot, "complete_share", (), choice.filters)
    beside = words.say("quality.card_of", n=words.count(whole.total["numerator"] or 0), of=words.count(whole.n))  # fmt: skip
    out = [Card("metric:complete_share", words.say("quality.card_complete"), words.percent(whole.value), "", beside)]  # fmt: skip
    for lack in LACKS:
        share = session.ask(ask, choice.snapshot, f"no_{lack}_share", (), choice.filters)
        quiet = ""
        if lack != "state":
            money = session.ask(ask, choice.snapshot, f"no_{lack}_money_share", (), choice.filters)
            quiet = words.say("quality.card_money", money=words.exact(money.total["numerator"])) if money.total["numerator"] else ""  # fmt: skip
        n = "—" if share.value is None else words.count(share.total["numerator"])
        out.append(Card(f"metric:no_{lack}_share", words.say(f"lacks.{lack}"), n, words.say("progress.unit"), words.percent(share.value), quiet))  # fmt: skip
    return out


def _lacking(choice: Choice) -> None:
    st.html(f"<h2 class='section'>{escape(choice.say('quality.lacking'))}</h2>")
    left, right = st.columns((5, 7), gap="large")
    with left:
        figure.show(charts.lacks, choice)
    with right:
        figure.show(charts.every_year, choice)
    lack = _chosen(choice)
    asked = frame.own("lack") in LACKS
    by_year, by_district = (charts.BY_YEAR[lack], charts.BY_DISTRICT[lack]) if asked else (charts.by_year_of_worst, charts.by_district_of_worst)  # fmt: skip
    left, right = st.columns((5, 7), gap="large")
    with left:
        figure.show(by_year, choice, section="lack_year")
    with right:
        figure.show(by_district, choice, section="lack_district")


def _chosen(choice: Choice) -> str:
    """Which lack the two charts below are of: the one most projects have, until the reader chooses; held in the address."""
    state, asked = st.session_state, frame.own("lack")
    most = session.ask(worst, choice.snapshot, choice.filters) or "counterpart"
    state["quality_lack"] = asked if asked in LACKS else most

    def changed():
        frame.keep(lack=state["quality_lack"])

    st.segmented_control(
        choice.say("quality.choose"), LACKS, format_func=lambda lack: choice.say(f"lacks_short.{lack}"), key="quality_lack", required=True, on_change=changed,
    )  # fmt: skip
    return state["quality_lack"]


def _reported(choice: Choice) -> None:
    """A place without project records: what was received of it, whether its figures were seen again, and which sums hold."""
    words, here = choice.words, choice.place
    name = here.label(choice.language)
    told = session.ask(quality.by_source, choice.snapshot, choice.filters.province)
    if not told:
        _lists_or_nothing(choice, name)
        return
    figures, seen = (sum(row[key] for row in told) for key in ("figures", "seen"))
    counts = session.ask(reconciliation.headline, choice.snapshot, choice.filters.province)
    heading(choice, _reported_title(choice, name, counts, figures), bare=True, placed=True)
    stand = words.say(
        "quality.reported_stand", n=words.count(figures), sources=len(told), seen=words.count(seen)
    )
    st.html(f"<p class='subtitle'>{escape(stand)}</p><div class='notice'>{escape(words.say('quality.reported_notice'))}</div>")  # fmt: skip
    opened = panel(cards.html(intake.cards(choice)), key="quality-top")
    heads = ("reconcile.source", "quality.col_figures", "quality.col_seen", "quality.col_unseen", "quality.col_own")  # fmt: skip
    body = "".join(
        f"<tr><td>{quoted.said(row['source_title'].removeprefix('(seed) '))}</td>"
        + "".join(f"<td class='num'>{words.count(row[key])}</td>" for key in ("figures", "seen", "unseen", "own"))
        + "</tr>"
        for row in told
    )  # fmt: skip
    st.html(f"<h2 class='section'>{escape(words.say('quality.by_source'))}</h2>{intake.table(choice, heads, body, right=4)}")  # fmt: skip
    line = words.say("quality.checks", n=counts.checks, **counts.counts)
    st.html(f"<h2 class='section'>{escape(words.say('quality.sums'))}</h2><p><b>{escape(line)}</b></p>")
    for check in counts.failing:
        st.html(f"<div class='verdict'><p>{escape(reconciliation.sentence(check, choice.language))}</p></div>")  # fmt: skip
    opened = intake.show(choice) or opened
    place.needs(choice)
    _open(choice, opened)


def _reported_title(choice: Choice, name: str, counts, figures: int) -> str:
    """Whether the sums of the reports hold: what a signature stands on where there are no records."""
    words, told = choice.words, counts.counts
    checked = counts.checks - told["untestable"]
    key = "fails" if told["fails"] else "hold" if checked else "unchecked"
    return words.say(f"quality.reported_{key}", place=name, fails=told["fails"], n=counts.checks, checked=checked, untestable=told["untestable"], figures=words.count(figures))  # fmt: skip


def _lists_or_nothing(choice: Choice, name: str) -> None:
    """A place without project records and without reported figures: its lists of activities, awards, collaborators, or nothing at all."""
    words = choice.words
    rows = [row for row in session.ask(quality.rows, choice.snapshot, choice.filters.province) if row["n"] > row["replaced"]]  # fmt: skip
    opened = None
    if rows:
        n = sum(row["n"] - row["replaced"] for row in rows)
        files = len({(row["file"], row["sequence"]) for row in rows})
        heading(choice, words.say("quality.lists_title", place=name, n=words.count(n), files=words.count(files)), bare=True, placed=True)  # fmt: skip
        st.html(f"<div class='notice'>{escape(words.say('quality.reported_notice'))}</div>")
        opened = panel(cards.html(intake.cards(choice)), key="quality-top")
    else:
        heading(choice, choice.say("quality.nothing", place=name), bare=True, placed=True)
        st.html(f"<div class='empty'>{escape(choice.say('place.nothing_more'))}</div>")
    opened = intake.show(choice) or opened
    place.needs(choice)
    _open(choice, opened)
