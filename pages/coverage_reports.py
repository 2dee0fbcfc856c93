"""Coverage of a place without project records: the districts that reports and lists name, with their words, and what that does not tell."""

from html import escape

import streamlit as st

from analytics import reported, told_places
from pages import evenness, place
from pages.components import quoted, session
from pages.components.frame import Choice
from pages.components.heading import heading

KINDS = ("figures", "examples", "listed")  # what may speak of a district


def show(choice: Choice) -> None:
    """The whole page; a place of which nothing is known at all says so and no more."""
    parts = [choice.words.codes.places[slug] for slug in choice.place.parts]
    if any(part.has_reported or part.has_lists for part in parts):
        _told(choice)
    else:
        place.show(choice)
    st.html(f"<h2 class='section'>{escape(choice.say('spread.tab_after'))}</h2>")
    evenness.after(choice)


def _told(choice: Choice) -> None:
    rows = session.ask(told_places.districts, choice.snapshot, choice.filters.province)
    heading(choice, _title(choice, rows), bare=True, placed=True)
    st.html(f"<div class='notice'>{escape(choice.say('place.only_coverage'))}</div>")
    if rows:
        st.html(f"<h2 class='section'>{escape(choice.say('told_places.section'))}</h2>{_table(choice, rows)}")
        _figures(choice)
    st.html(f"<p>{escape(choice.say('told_places.not_told'))}</p>")
    place.needs(choice)


def _title(choice: Choice, rows) -> str:
    """How many districts are named, of how many, and that this is no coverage."""
    words, name = choice.words, choice.place.label(choice.language)
    if not rows:
        return words.say("told_places.title_none", place=name)
    of = told_places.how_many(choice.snapshot, choice.filters.province)
    names = words.names([_name(choice, row) for row in rows], 6, of="district")
    key = "title" if of else "title_of_none"
    return words.say(f"told_places.{key}", place=name, n=len(rows), of=of, names=names)


def _name(choice: Choice, row: dict) -> str:
    return choice.words.label("district", row["district"]) if row["district"] else row["told"]


def _table(choice: Choice, rows) -> str:
    """One row a district: which sources speak of it, of which years."""
    words = choice.words
    shown = [key for key in KINDS if any(row[key] for row in rows)]
    heads = (words.say("field.district"), *(words.say(f"told_places.{key}") for key in ("years", *shown)))
    head = "".join(f"<th{' class=num' if i > 1 else ''}>{escape(text)}</th>" for i, text in enumerate(heads))
    body = "".join(
        f"<tr><td>{escape(_name(choice, row))}{_communes(row)}</td><td>{escape(_years(choice, row))}</td>"
        + "".join(f"<td class='num'>{words.count(row[key]) if row[key] else '—'}</td>" for key in shown)
        + "</tr>"
        for row in rows
    )
    return f"<div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _communes(row: dict) -> str:
    return f"<br><span class='subtitle'>{quoted.said(row['communes'])}</span>" if row["communes"] else ""


def _years(choice: Choice, row: dict) -> str:
    known = row["first_year"] is not None and row["last_year"] is not None
    return choice.words.years((row["first_year"], row["last_year"])) if known else choice.say("told_places.no_year")  # fmt: skip


def _figures(choice: Choice) -> None:
    """The figures of districts with their words."""
    found = [f for slug in choice.place.parts for f in session.ask(reported.figures, choice.snapshot, slug)]
    mine = [f for f in found if f["district_as_stated"]]
    if mine:
        with st.expander(choice.say("told_places.all_figures", n=len(mine))):
            place.all_figures(choice, mine)
