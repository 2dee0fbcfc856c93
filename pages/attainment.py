"""Plan against done: each measure against its plan, money paid apart from work begun, contents that were never used."""

from html import escape

import streamlit as st

from analytics import delivery, plan_stated, progress
from analytics.charts import attainment as charts
from analytics.charts import payments
from analytics.format import date_text
from analytics.query import ask
from pages import attainment_reports, place
from pages.components import cards, drawer, figure, session
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel


def show(choice: Choice) -> None:
    if choice.place.has_records or choice.place.has_years:
        _followed(choice)
    elif session.ask(plan_stated.has_plan, choice.snapshot, choice.filters.province):
        attainment_reports.show(choice)
    elif choice.place.has_reported:
        attainment_reports.without_plan(choice)
    else:
        place.show(choice)


def _followed(choice: Choice) -> None:
    """A place with records: all of it. Plans follow place, years and fund; payments follow every filter."""
    plans = choice.but(contents=(), beneficiary_types=(), districts=(), management=True, prices=None)
    paid = choice.but(prices=None)
    answer = session.ask(ask, choice.snapshot, "attainment", (), plans.filters)
    disbursed = session.ask(ask, choice.snapshot, "disbursement", (), paid.filters)
    heading(choice, _title(choice, answer, disbursed))
    with st.container(key="attainment-told"):  # what comes and goes in it moves no chart to another place
        _told(choice)
    opened = panel(cards.html(_cards(choice, answer, plans, disbursed, paid)), key="attainment-top")
    with st.container(key="attainment-sheet"):
        if not any(row["value"] is not None for row in answer.rows):
            st.html(f"<div class='notice'>{escape(choice.say('plan_screen.no_sheet'))}</div>")
    left, right = st.columns(2, gap="large")
    with left:
        if answer.rows:
            figure.show(charts.measures, plans)
            figure.show(charts.years, plans)
    if choice.place.has_records:
        with right:
            figure.show(payments.paid, paid)
            figure.show(payments.begun, paid)
            figure.show(charts.early, plans)
        _never_used(choice)
    if not answer.rows:
        attainment_reports.needs(choice)
    if opened and opened.startswith("metric:"):
        key = opened.removeprefix("metric:")
        drawer.metric(plans if key == "attainment" else paid, key)


def _title(choice: Choice, answer, disbursed) -> str:
    if any(row["value"] is not None for row in answer.rows):
        text = charts.headline(choice.words, answer)
        if disbursed.value is None or choice.filters.narrowed:  # payments follow the filters, plans do not
            return text
        return choice.say("plan_screen.title_both", text=text, paid=choice.words.percent(disbursed.value))
    if disbursed.value is not None:
        return choice.say("plan_screen.title_records", paid=choice.words.percent(disbursed.value))
    return choice.say("plan_screen.title_none", place=choice.place.label(choice.language))


def _told(choice: Choice) -> None:
    """The cut-off date, and what of the choice this screen cannot follow."""
    days = session.ask(progress.cut_offs, choice.snapshot, choice.filters.province)
    if days:
        day = date_text(max(row["cut_off"] for row in days), choice.language)
        st.html(f"<p class='subtitle'><b>{escape(choice.say('plan_screen.cut_off', day=day))}</b></p>")
    filters = choice.filters
    names = [
        choice.say(f"frame.{name}")
        for name, chosen in (
            ("contents", filters.contents), ("beneficiary_types", filters.beneficiary_types), ("districts", filters.districts), ("management", not filters.management),
        )
        if chosen
    ]  # fmt: skip
    notes = (
        [choice.say("plan_screen.not_followed", names=", ".join(n.lower() for n in names))] if names else []
    )
    if filters.prices:
        notes.append(choice.say("plan_screen.nominal_only"))
    for note in notes:
        st.html(f"<div class='notice' role='status'>{escape(note)}</div>")


def _cards(choice: Choice, answer, plans: Choice, disbursed, paid: Choice) -> list[Card]:
    words = choice.words
    versions = session.ask(ask, choice.snapshot, "attainment", ("version",), plans.filters).rows
    out = attainment_reports.measure_cards(
        choice, answer, {r["measure"]: r for r in versions if r["version"] == "adjusted"}
    )
    if disbursed.value is not None:
        total = disbursed.total
        bands = choice.say("plan_screen.paid_bands", settled=words.money(total["settled"]))
        advance = choice.say("plan_screen.paid_advance", advance=words.money(total["advance"]))
        out.append(Card("metric:disbursement", choice.say("plan_screen.paid"), words.percent(disbursed.value), "", bands, advance))  # fmt: skip
    begun = session.ask(ask, choice.snapshot, "work_started", (), paid.filters).by("measure").get("projects")
    if begun and begun["value"] is not None:
        beside = choice.say("plan_screen.begun_beside", n=words.count(begun["numerator"]), of=words.count(begun["denominator"]))  # fmt: skip
        out.append(Card("metric:work_started", choice.say("plan_screen.begun"), words.percent(begun["value"]), "", beside, choice.say("plan_screen.begun_not_paid")))  # fmt: skip
    return out


def _never_used(choice: Choice) -> None:
    """Contents that were planned and not done, and those in no plan, with what this place's own sources say of them.

    Where no plan of the years tells contents it is said so: then only the list of contents can be held against the projects.
    """
    words = choice.words
    rows, sql = session.ask(delivery.contents, choice.snapshot, choice.filters)
    left = delivery.unused(rows)
    why = {r["content"]: r for r in session.ask(delivery.quoted, choice.snapshot, choice.filters.province)}
    simulated = f"{choice.say('foot.simulated')} · " if choice.place.simulated else ""
    key = "never_used_note" if left.by_content else "never_used_unplanned"
    st.html(f"<h2 class='section' id='never_used'>{escape(_unused_title(choice, left, len(rows)))}</h2><p class='subtitle'>{escape(simulated + choice.say(f'plan_screen.{key}', years=words.years()))}</p>")  # fmt: skip
    told = [row for row in (*left.planned, *left.unsure, *left.never) if row in left.planned or row["planned_group"] or row["content"] in why]  # fmt: skip
    if told:
        _table_of_contents(choice, sorted(told, key=lambda row: (not row["given_up"], not row["planned"])), why, left)  # fmt: skip
    others = [row for row in left.never if row not in told]
    if left.by_content and others:
        st.html(f"<h3 class='finding'>{escape(choice.say('plan_screen.in_no_plan', n=len(left.never)))}</h3>")
    _listed(choice, others)
    with st.expander(choice.say("drawer.sql")):
        st.code(sql, language="sql", wrap_lines=True)


def _unused_title(choice: Choice, left: delivery.Unused, every: int) -> str:
    """Planned and not done first, where the plans tell contents; else how many of the list had no project."""
    none = len(left.planned) + len(left.unsure) + len(left.never)
    if not none:
        return choice.say("plan_screen.never_used_none")
    if not left.by_content:
        return choice.say("plan_screen.never_used", n=none, of=every)
    key = "planned_not_done" if left.planned else "planned_all_done"
    return choice.say(f"plan_screen.{key}", planned=len(left.planned), n=len(left.never), of=every)


def _table_of_contents(choice: Choice, rows: list[dict], why: dict, left: delivery.Unused) -> None:
    """Contents of which more can be said than that no project was booked under them."""
    head = "".join(
        f"<th>{escape(choice.say('plan_screen.' + key))}</th>" for key in ("content", "state", "reason")
    )
    body = "".join(
        f"<tr><td>{escape(choice.words.label('content', row['content']))}</td><td>{escape(_state(choice, row, left))}</td><td>{_reason(choice, why.get(row['content']))}</td></tr>"
        for row in rows
    )
    st.html(f"<div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>")  # fmt: skip


def _listed(choice: Choice, rows: list[dict]) -> None:
    """The others, by group: in the list of contents, no project, and no source says why."""
    groups: dict = {}
    for row in rows:
        groups.setdefault(row["content_parent"], []).append(choice.words.label("content", row["content"]))
    items = "".join(
        f"<li><b>{escape(choice.words.label('content_parent', parent))}</b>: {escape('; '.join(names))}</li>"
        if names != [choice.words.label("content_parent", parent)]
        else f"<li><b>{escape(names[0])}</b></li>"
        for parent, names in groups.items()
    )
    if items:
        st.html(f"<div class='panel'><ul class='findings'>{items}</ul></div>")


def _state(choice: Choice, row: dict, left: delivery.Unused) -> str:
    if row["given_up"]:
        return choice.say("plan_screen.given_up", n=choice.words.count(row["given_up"]))
    if row["planned"] or row["planned_group"]:
        return choice.say("plan_screen.planned" if row["planned"] else "plan_screen.planned_group")
    return choice.say("plan_screen.not_planned" if left.by_content else "plan_screen.named")


def _reason(choice: Choice, said: dict | None) -> str:
    if not said:
        return f"<span class='subtitle'>{escape(choice.say('plan_screen.no_reason'))}</span>"
    return attainment_reports.quote(said)
