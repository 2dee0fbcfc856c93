"""A number of a card opened: its value with both sides, its definition, what it rests on, the rows that it counts."""

from html import escape

import streamlit as st

from analytics import format as fmt
from analytics import notes
from analytics import records as questions
from analytics.metrics import METRICS
from analytics.query import ask
from analytics.sheet import Field, Sheet
from pages.components import drawer_records, frame, session
from pages.components.drawer_parts import MILLION, definition, head, offer, sql
from pages.components.drawer_records import records_sheet, sums_line
from pages.components.frame import Choice
from pages.components.stated_figures import figures_table


def show(choice: Choice, key: str) -> None:
    """The value first, with both its sides; then the definition, what it rests on, and the rows that belong to it."""
    from pages.components.figure import rests_on

    answer = session.ask(ask, choice.snapshot, key, (), choice.filters)
    head(choice, value_line(choice, answer))
    definition(choice, key)
    st.html(f"<p class='subtitle'>{escape(rests_on(answer, choice))}</p>")
    if answer.sources and not (answer.basis == "mixed" and METRICS[key].mart == "cube"):
        figures_table(choice, answer.sources)
    elif METRICS[key].mart == "district_year" or key == "top_share":
        _by_district(choice, key)
    elif METRICS[key].mart == "support":
        _establishments(choice, key)
    elif choice.place.has_records or choice.place.has_years:
        found = session.ask(questions.behind, choice.snapshot, METRICS[key].mark, choice.filters)
        if found.rows:
            st.html(f"<p><b>{escape(sums_line(choice, found))}</b></p>")
            sheet = records_sheet(choice, found, METRICS[key].mark)
            offer(choice, sheet, f"{key}-{choice.filters.province}")
        if found.figures:
            figures_table(choice, found.figures)
    if line := notes.apart_text(answer.missing, choice.language):
        rows = session.ask(questions.beside, choice.snapshot, key, choice.filters)
        drawer_records.show_apart(choice, line, rows, key)
    sql(choice, answer.sql)


def value_line(choice: Choice, answer) -> str:
    """ "Hệ số đòn bẩy: 2,50 = 42.995 / 17.187 triệu đồng": the number of the card with what it is made of."""
    words, metric = choice.words, METRICS[answer.metric]
    if answer.value is None:
        reason = words.say(f"reason.{answer.reason}") if answer.reason else fmt.MISSING
        return words.say(
            "drawer.value", label=metric.label[choice.language], value=f"{fmt.MISSING} ({reason})"
        )
    shown = {
        "ratio": lambda v: words.ratio(v, 3), "percent": words.percent, "money": words.exact if isinstance(answer.value, int) else words.money,
        "count": (lambda v: fmt.middle(v, choice.language)) if metric.decimals else words.count,
    }.get(metric.kind, words.count)(answer.value)  # fmt: skip
    line = words.say("drawer.value", label=metric.label[choice.language], value=shown)
    numerator, denominator = answer.total.get("numerator"), answer.total.get("denominator")
    if numerator is None or not denominator:
        return line
    side = words.exact if max(abs(numerator), abs(denominator)) >= MILLION else words.count
    under = words.exact if denominator >= MILLION else words.count
    return (
        f"{line} = {words.say('drawer.working', numerator=side(numerator), denominator=under(denominator))}"
    )


def _by_district(choice: Choice, key: str) -> None:
    """The districts a coverage number counts, with the years they were served."""
    words = choice.words
    since = session.ask(ask, choice.snapshot, "years_since_support", ("district",), choice.filters)
    money = session.ask(ask, choice.snapshot, "state_support", ("district",), choice.filters).by()
    rows = tuple(
        {
            "district": words.label("district", row["district"]), "years": row["n"], "last": row.get("last_year"), "since": row["value"],
            "state": money.get(row["district"], {}).get("numerator"),
        }
        for row in sorted(since.rows, key=lambda r: (r["value"] is not None, -(r["value"] or 0)))
    )  # fmt: skip
    fields = (
        Field("district", words.say("field.district")), Field("years", words.say("field.years_served"), "count"), Field("last", words.say("field.last_year"), "year"),
        Field("since", METRICS["years_since_support"].label[choice.language], "count"), Field("state", words.say("payer.state"), "money", unit=words.say("unit.million")),
    )  # fmt: skip
    _offer(choice, key, words.say("drawer.districts"), fields, rows, since.simulated)


def _establishments(choice: Choice, key: str) -> None:
    """The establishments a number counts, each once, with its projects and years."""
    words = choice.words
    rows = tuple(
        row | {"district": words.label("district", row["district_code"]), "type": words.label("beneficiary_type", row["beneficiary_type"]), "difficult": "" if row["difficult"] is None else words.say(f"flag.{'yes' if row['difficult'] else 'no'}")}
        for row in session.ask(questions.establishments, choice.snapshot, choice.filters)
    )  # fmt: skip
    fields = (
        Field("name", words.say("field.beneficiaries"), "name"), Field("type", words.say("field.type")), Field("district", words.say("field.district")), Field("difficult", words.say("field.difficult")), Field("employees", words.say("ben.f_employees"), "count"),
        Field("projects", words.say("field.projects"), "count"), Field("first_year", words.say("field.first_year"), "year"), Field("last_year", words.say("field.last_year"), "year"),
    )  # fmt: skip
    _offer(choice, key, words.say("drawer.establishments"), fields, rows, choice.place.simulated)


def _offer(
    choice: Choice, key: str, name: str, fields: tuple[Field, ...], rows: tuple[dict, ...], simulated: bool
) -> None:
    """What a number counts, as a table of its own."""
    title = f"{METRICS[key].label[choice.language]}: {frame.chosen_words(choice)}"
    notes = (choice.say("foot.snapshot", id=choice.snapshot.id),)
    sheet = Sheet(name, title, fields, rows, notes, simulated, choice.language)
    offer(choice, sheet, f"{key}-{choice.filters.province}")
