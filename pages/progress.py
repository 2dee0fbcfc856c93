"""Progress and obstacles: how far projects came and how long it took, what changed and why, what is not finished, and what sources say stood in the way."""

from html import escape

import streamlit as st

from analytics import format as fmt
from analytics import obstacles, progress
from analytics.charts import activities
from analytics.charts import progress as charts
from analytics.query import ask
from pages import place
from pages.components import cards, drawer, figure, quoted, register, session
from pages.components import inferred as found_out
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.listed import opened as opened_list
from pages.components.panel import panel

SUPERVISION = "supervision"  # the category of statements on inspection


def show(choice: Choice) -> None:
    if not choice.place.has_records:
        _reported(choice)
        return
    heading(choice, _title(choice))
    told = [choice.say("progress.cut_off", days=charts.cut_off_words(choice.snapshot, choice.words))]
    told += [choice.say("progress.nominal")] if choice.filters.prices else []
    told += [choice.say("progress.reported_years")] if choice.place.has_years else []
    st.html(f"<p class='subtitle'>{escape(' '.join(told))}</p>")
    wide = Choice(choice.snapshot, progress.with_unfinished(choice.snapshot, choice.filters), choice.language, choice.theme)  # fmt: skip
    if not session.ask(progress.course, choice.snapshot, wide.filters).rows:
        st.html(f"<div class='empty'>{escape(choice.say('chart_empty'))}</div>")
        register.show(choice)
        return
    opened = panel(cards.html(_cards(choice, wide)), key="progress-top")
    for left, right in ((charts.funnel, charts.cohorts), (charts.lead_times, charts.pending)):
        columns = st.columns(2, gap="large")
        for column, make in zip(columns, (left, right), strict=True):
            with column:
                figure.show(make, choice)
    left, right = st.columns(2, gap="large")
    with left:
        figure.show(charts.reasons, choice)
    with right:
        opened = _unmet(choice, wide) or opened
        _inspections(choice)
    _changes(choice)
    register.show(choice)
    if opened and opened.startswith("metric:"):
        key = opened.removeprefix("metric:")
        drawer.metric(wide if key in ("overdue", "unmet_demand") else choice, key)


def _ask(choice: Choice, key: str, dims=()):
    return session.ask(ask, choice.snapshot, key, dims, choice.filters)


def _title(choice: Choice) -> str:
    words, done, stopped = choice.words, _ask(choice, "completion"), _ask(choice, "stop_rate")
    if done.value is None:
        return words.say("progress.title_none")
    ended = stopped.total["numerator"]
    return words.say(
        "progress.title" if ended else "progress.title_whole", done=words.count(done.total["numerator"]), assigned=words.count(done.total["denominator"]),
        share=words.percent(done.value), ended=words.count(ended),
    )  # fmt: skip


def _cards(choice: Choice, wide: Choice) -> list[Card]:
    words = choice.words
    out = [
        _rate(choice, "completion", "card_completion"),
        _lead(choice),
        _rate(choice, "adjustment_rate", "card_adjusted", reasons=True),
        _rate(choice, "stop_rate", "card_stopped", reasons=True),
    ]
    last = wide.filters.years[1] if wide.filters != choice.filters else None
    beside = words.say("progress.card_with_unfinished", year=last) if last else ""
    late = _ask(wide, "overdue")
    if late.total["denominator"] is not None:
        out.append(
            Card(
                "metric:overdue", words.say("progress.card_pending"), words.count(late.total["denominator"]), words.say("progress.unit"),
                words.say("progress.card_overdue", n=words.count(late.total["numerator"])), beside,
            )
        )  # fmt: skip
    unmet, money = _ask(wide, "unmet_demand"), _ask(wide, "unmet_demand_money")
    if unmet.value is None:
        out.append(Card("metric:unmet_demand", words.say("progress.card_unmet"), fmt.MISSING, "", words.say("progress.card_unmet_none")))  # fmt: skip
    else:
        asked = words.say("progress.card_unmet_money", money=words.money(money.value)) if money.value is not None else words.say("none.amount")  # fmt: skip
        out.append(Card("metric:unmet_demand", words.say("progress.card_unmet"), words.count(unmet.value), words.say("progress.unit"), asked, beside))  # fmt: skip
    return out


def _rate(choice: Choice, key: str, name: str, reasons: bool = False) -> Card:
    words, answer = choice.words, _ask(choice, key)
    beside = ""
    if answer.value is not None:
        beside = words.say("progress.card_of_assigned", n=words.count(answer.total["numerator"]), of=words.count(answer.total["denominator"]))  # fmt: skip
    elif answer.reason:
        beside = choice.say(f"reason.{answer.reason}")
    quiet = ""
    if reasons and answer.value:
        known = [row for row in _ask(choice, key, ("change_reason",)).rows if row["change_reason"]]
        most = max(known, key=lambda row: (row["numerator"], row["change_reason"]), default=None)
        alone = most and sum(row["numerator"] == most["numerator"] for row in known) == 1
        quiet = words.say("progress.card_reason", reason=words.label("reason", most["change_reason"]).lower()) if alone else ""  # fmt: skip
    return Card(
        f"metric:{key}", words.say(f"progress.{name}"), words.percent(answer.value), "", beside, quiet
    )


def _lead(choice: Choice) -> Card:
    words, steps = choice.words, _ask(choice, "lead_time", ("step",))
    name = words.say("progress.card_lead")
    if steps.value is None:
        return Card("metric:lead_time", name, fmt.MISSING, "", choice.say("reason.not_recorded"))
    start = steps.by("step").get("registered_started")
    quiet = words.say("progress.card_lead_start", days=words.count(start["value"])) if start else ""
    return Card(
        "metric:lead_time", name, words.count(steps.value), words.say("unit_days"), words.say("progress.card_of_dated", n=words.count(steps.n)), quiet,
    )  # fmt: skip


def _unmet(choice: Choice, wide: Choice) -> str | None:
    """Registered and not funded, in words: too few to draw, and never 0 where the records hold none."""
    words, n, money = choice.words, _ask(wide, "unmet_demand"), _ask(wide, "unmet_demand_money")
    title = (
        words.say("progress.unmet", n=words.count(n.value)) if n.value else words.say("progress.unmet_none")
    )
    lines = [choice.say("progress.unmet_edge")]
    link = ""
    if n.value:
        asked = words.money(money.value) if money.value is not None else words.say("none.amount")
        years = _ask(wide, "unmet_demand", ("year",)).rows
        told = ", ".join(
            str(row["year"]) for row in sorted(years, key=lambda row: row["year"]) if row["value"]
        )
        lines.insert(0, words.say("progress.unmet_money", money=asked, years=told))
        link = f"<p><a class='link act' role='button' tabindex='0' data-mark='metric:unmet_demand'>{escape(words.say('progress.unmet_open'))}</a></p>"
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return panel(f"<h3 class='finding'>{escape(title)}</h3>{text}{link}", key="progress-unmet")


def _inspections(choice: Choice) -> None:
    """Inspections by year as the list of activities holds them; without any it is said plainly, with what would bring them; never an empty chart."""
    told = session.ask(obstacles.statements, choice.snapshot)
    own = tuple(register.mine(choice, told))
    said = obstacles.chosen(told, kind="recommendation", category=SUPERVISION, provinces=own)
    listed = _ask(choice, "inspections").value
    lines = [choice.say("progress.inspections_none"), choice.say("progress.inspections_need")]
    if listed:
        figure.show(activities.inspection_years, choice, opens=opened_list)
        lines = []
    lines += [choice.say("progress.inspections_said", n=len(said))] if said else []
    if lines:
        head = "" if listed else f"<h3 class='finding'>{escape(choice.say('progress.inspections'))}</h3>"
        st.html(f"{head}<div class='notice'>{'<br>'.join(escape(line) for line in lines)}</div>")


def _changes(choice: Choice) -> None:
    """The log of changes, folded: day, project, what, why, from what to what, who decided, and where it stands in the file."""
    rows = session.ask(progress.changes, choice.snapshot, choice.filters)
    if not rows:
        st.html(f"<p class='subtitle'>{escape(choice.say('progress.changes_none'))}</p>")
        return
    words, n = choice.words, rows[0]["all_rows"]
    with st.expander(choice.say("progress.changes", n=words.count(n))):
        if n > len(rows):
            st.html(f"<p class='subtitle'>{escape(words.say('progress.changes_shown', shown=words.count(len(rows)), n=words.count(n)))}</p>")  # fmt: skip
        heads = ("progress.col_date", "progress.col_project", "progress.col_kind", "field.reason", "progress.col_change", "progress.col_document")  # fmt: skip
        head = "".join(f"<th>{escape(words.say(key))}</th>" for key in heads)
        body = "".join(_change(choice, row) for row in rows)
        st.html(f"<div class='scroll'><table class='plain' style='min-width:46rem'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")  # fmt: skip


def _change(choice: Choice, row: dict) -> str:
    words = choice.words
    change = [quoted.said(row["field"])]
    if row["old_value"] or row["new_value"]:
        change.append(
            f"{quoted.said(row['old_value']) or fmt.MISSING} → {quoted.said(row['new_value']) or fmt.MISSING}"
        )
    if row["amount_before_vnd"] is not None or row["amount_after_vnd"] is not None:
        change.append(escape(words.say("progress.amounts", before=words.money(row["amount_before_vnd"]), after=words.money(row["amount_after_vnd"]))))  # fmt: skip
    reason = words.label("reason", row["reason"]) if row["reason"] else words.say("none_reason")
    where = f"{row['file']}, {row['sheet']}, {row['row']}"
    cells = (
        escape(fmt.date_text(row["event_on"], choice.language)),
        f"{escape(row['code'])} · {row['year']}<br><span class='subtitle'>{quoted.said(row['title'])}</span>",
        escape(words.say(f"change_kind.{row['kind']}")),
        escape(reason),
        "<br>".join(part for part in change if part) or fmt.MISSING,
        f"{quoted.said(' · '.join(part for part in (row['level'], row['document']) if part)) or fmt.MISSING}<br><span class='subtitle'>{quoted.said(where)}</span>",
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _reported(choice: Choice) -> None:
    """A place without records: what its reports state of progress, their quotes, and what is missing."""
    told = session.ask(obstacles.statements, choice.snapshot)
    if not choice.place.has_reported and not register.mine(choice, told):
        place.show(choice)
        return
    heading(choice, _reported_title(choice, told), bare=True, placed=True)
    st.html(f"<div class='notice'>{escape(choice.say('progress.reported_intro'))}</div>")
    _begun(choice)
    figures = session.ask(obstacles.stated, choice.snapshot, choice.filters.province)
    _stated(choice, figures)
    # What a place says itself comes before what is missing; what others say comes last.
    own = bool(register.mine(choice, told))
    for part in (register.show, _inspections, _needs) if own else (_inspections, _needs, register.show):
        part(choice)


def _stated(choice: Choice, figures: list[dict]) -> None:
    """The stated figures on progress, with their words; a sentence where there is none."""
    st.html(f"<h2 class='section'>{escape(choice.say('progress.stated'))}</h2>")
    if not figures:
        st.html(f"<p>{escape(choice.say('progress.stated_none'))}</p>")
        return
    inferred = next((f["inference"] for f in figures if f["province_inferred"]), None)
    if inferred:
        st.html(found_out.notice(choice, inferred))
    place.all_figures(choice, [_with_subject(choice, f) for f in figures])


def _needs(choice: Choice) -> None:
    items = "".join(f"<li>{escape(choice.say(f'progress.need_{i}'))}</li>" for i in (1, 2, 3))
    st.html(f"<h2 class='section'>{escape(choice.say('progress.needs'))}</h2><ul>{items}</ul>")


def _reported_title(choice: Choice, told) -> str:
    own, name = register.mine(choice, told), choice.place.label(choice.language)
    if not own:
        return choice.say("progress.reported_title", place=name)
    counts = dict(obstacles.counted(obstacles.chosen(told, provinces=tuple(own)), "kind"))
    return choice.say(
        "progress.reported_title_own", place=name, difficulties=counts.get("difficulty", 0), recommendations=counts.get("recommendation", 0),
    )  # fmt: skip


def _with_subject(choice: Choice, f: dict) -> dict:
    """The figure with what it counts beside its content: registered, stopped, part of a year."""
    what = choice.say(f"progress.subject_{f['subject'] or 'begun'}")
    return f | {"subject_words": what}


def _begun(choice: Choice) -> None:
    """Part of a year beside its plan, as large as a card: begun, not finished."""
    rows = session.ask(obstacles.begun, choice.snapshot, choice.filters.province)
    words, blocks = choice.words, []
    for row in rows:
        period = f"{fmt.date_text(row['period_start'], choice.language)} – {fmt.date_text(row['period_end'], choice.language)}"
        if row["measure"] == "projects":
            done, planned = (words.count(row[side]) for side in ("done", "planned"))
        else:
            done, planned = (words.exact(row[side]) for side in ("done", "planned"))
        line = words.say(
            "progress.begun_batch" if row["batch"] else "progress.begun", period=period, done=done, planned=planned, batch=row["batch"],
            share=words.percent(float(row["done"]) / float(row["planned"])),
        )  # fmt: skip
        blocks.append(
            f"<div class='block'><h3>{escape(words.say('measure.' + row['measure']))}</h3><p><b>{escape(line)}</b></p><p class='kind'>{escape(words.say('progress.begun_note'))} {escape(words.say('tier.' + row['tier']))}.</p>"
            f"{quoted.quote(row['plan_quote'])}{quoted.quote(row['done_quote'])}<p class='kind'>{drawer.source_words(row | {'source_title': (row['source_title'] or row['source_id']).removeprefix('(seed) ')})}</p></div>"
        )
    if blocks:
        st.html(f"<div class='blocks'>{''.join(blocks)}</div>")
