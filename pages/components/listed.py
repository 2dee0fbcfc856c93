"""What opens when a number of the lists beside the projects is opened: its rows with file, sheet and row, its definition, its files, its SQL."""

from html import escape

import streamlit as st

from analytics import activities
from analytics import records as questions
from analytics.metrics import METRICS
from analytics.query import ask
from analytics.sheet import Field, Sheet
from analytics.text import has
from pages.components import drawer, figure, frame, session
from pages.components.frame import Choice


def opened(choice: Choice, mark: str) -> None:
    """The rows of a list behind a mark; a mark of projects opens the projects, one of a stated figure its words."""
    asked = questions.read_mark(mark)
    if "list" not in asked:
        drawer.records(choice, mark)
        return
    drawer.dialog(choice.say(f"act.drawer.{asked['list']}"), lambda: _rows(choice, mark))


def metric(choice: Choice, key: str) -> None:
    """A number of a card: value, definition, what it rests on, its rows."""
    drawer.dialog(METRICS[key].label[choice.language], lambda: _metric(choice, key))


def stated(figures: list[dict]):
    """Opens the stated figure that a mark names, with its quote and source."""

    def opens(choice: Choice, mark: str) -> None:
        asked = questions.read_mark(mark).get("figure")
        mine = [f for f in figures if f["id"] == asked]
        drawer.dialog(choice.say("act.drawer.stated"), lambda: drawer.figures_table(choice, mine))

    return opens


def _metric(choice: Choice, key: str) -> None:
    answer = session.ask(ask, choice.snapshot, key, (), choice.filters)
    by_level = METRICS[key].mart == "award"
    drawer.head(choice, _by_level(choice, key) if by_level else drawer.value_line(choice, answer))
    drawer.definition(choice, key)
    st.html(f"<p class='subtitle'>{escape(figure.rests_on(answer, choice))}</p>")
    _list(choice, METRICS[key].mark, key)
    drawer.sql(choice, answer.sql)


def _by_level(choice: Choice, key: str) -> str:
    """The values of a metric that has none without its level."""
    words = choice.words
    by = session.ask(ask, choice.snapshot, key, ("level",), choice.filters).by("level")
    write = words.percent if METRICS[key].kind == "percent" else words.count
    return "; ".join(
        f"{words.say(f'act.level.{level}')}: {write(by[level]['value'])}"
        for level in activities.LEVELS
        if level in by
    )


def _rows(choice: Choice, mark: str) -> None:
    drawer.head(choice, mark_words(choice, mark), questions.read_mark(mark).get("year", ""))
    found = _list(choice, mark, mark)
    drawer.sql(choice, found.sql)


def _list(choice: Choice, mark: str, name: str) -> activities.Listed:
    found = session.ask(activities.behind, choice.snapshot, mark, choice.filters)
    if found.rows:
        st.html(f"<p><b>{escape(sums(choice, found))}</b></p>")
        drawer.offer(choice, sheet(choice, found, mark), f"{name}-{choice.filters.province}")
    else:
        st.html(f"<div class='empty'>{escape(choice.say('act.drawer.none'))}</div>")
    return found


def mark_words(choice: Choice, mark: str) -> str:
    """A mark of a list in words: "Tỉnh mẫu · Hội chợ · 2016"."""
    words, asked = choice.words, questions.read_mark(mark)
    parts = [words.place.label(choice.language)]
    for dim in ("role", "kind", "topic", "level"):
        if dim in asked:
            parts.append(words.say(f"act.{dim}.{asked[dim] or 'none'}"))
    if asked.get("area"):
        parts.append(asked["area"])
    if asked.get("also"):
        parts.append(words.say("chart.nested.also", level=words.say(f"act.level.{asked['also']}").lower()))
    if has(f"act.only.{asked.get('only')}", choice.language):
        parts.append(words.say(f"act.only.{asked['only']}"))
    parts += [asked["year"]] if asked.get("year") else []
    return " · ".join(parts)


def sums(choice: Choice, found: activities.Listed) -> str:
    """What the rows add up to, in the units of their list: activities and visits, distinct products, posts and people."""
    words, rows = choice.words, found.rows
    if found.mart == "activity":
        came = [row["establishments"] for row in rows if row["establishments"] is not None]
        people = [row["people"] for row in rows if row["people"] is not None]
        parts = [words.say("act.sum.times", n=words.count(sum(row["times"] for row in rows)))]
        parts += [words.say("act.sum.establishments", n=words.count(sum(came)))] if came else []
        parts += [words.say("act.sum.people", n=words.count(sum(people)))] if people else []
        return " · ".join(parts)
    if found.mart == "award":
        products = len({row["product_id"] for row in rows})
        return words.say("act.sum.products", n=words.count(products), rows=words.count(len(rows)))
    posts = [row["posts"] for row in rows if row["posts"] is not None]
    parts = [words.say("act.sum.filled", n=words.count(sum(row["filled"] for row in rows)), areas=words.count(len(rows)))]  # fmt: skip
    parts += [words.say("act.sum.posts", n=words.count(sum(posts)))] if posts else []
    return " · ".join(parts)


def sheet(choice: Choice, found: activities.Listed, mark: str) -> Sheet:
    """The rows of a list as a table on its way out; the owner of a product is a name that may be a person's."""
    words = choice.words
    rows = tuple(_worded(choice, found.mart, row) for row in found.rows)
    fields = {"activity": _activity_fields, "award": _award_fields, "collaborator": _people_fields}[found.mart](choice)  # fmt: skip
    known = tuple(f for f in fields if any(row.get(f.key) is not None for row in rows) or f.key in ("file", "row"))  # fmt: skip
    place = (Field("file", words.say("field.file")), Field("sheet", words.say("field.sheet")), Field("row", words.say("field.row"), "count"))  # fmt: skip
    return Sheet(
        name=words.say(f"act.drawer.{found.mart}"), title=f"{words.say(f'act.drawer.{found.mart}')}: {mark_words(choice, mark)}", fields=(*known, *place), rows=rows, language=choice.language,
        notes=(words.say("drawer.totals", line=sums(choice, found)), words.say(f"act.note.{found.mart}"), words.say("drawer.asked", chosen=frame.chosen_words(choice)), words.say("foot.snapshot", id=choice.snapshot.id)),
        simulated=any(row["simulated"] for row in found.rows),
    )  # fmt: skip


def _worded(choice: Choice, mart: str, row: dict) -> dict:
    words = choice.words

    def said(dim: str, name: str):
        return words.say(f"act.{dim}.{row[name]}") if row.get(name) else None

    out = {
        "kind_words": said("kind", "kind"), "topic_words": said("topic", "topic"), "level_words": said("level", "level"), "group_words": said("group", "product_group"),
        "role_words": said("role", "role"), "area_words": said("area_level", "area_level"), "tier_words": words.say(f"tier.{row['tier']}") if row.get("tier") else None,
        "content_words": words.label("content", row["content_code"]) if row.get("content_code") else None,
    }  # fmt: skip
    if "district_gap" in row:
        out["district"] = words.label("district", row["district_code"]) if row["district_code"] else words.say(f"gap.{row['district_gap']}")  # fmt: skip
    if mart == "collaborator":
        out["place"] = row["area"]
    if mart == "award":
        out["type_words"] = words.label("beneficiary_type", row["beneficiary_type"]) if row["beneficiary_type"] else None  # fmt: skip
    return row | out


def _fields(choice: Choice, *given: tuple[str, str, str]) -> tuple[Field, ...]:
    return tuple(Field(key, choice.say(label), kind) for key, label, kind in given)


def _activity_fields(choice: Choice) -> tuple[Field, ...]:
    given = _fields(
        choice, ("period_start", "act.f_start", "date"), ("period_end", "act.f_end", "date"), ("kind_words", "act.f_kind", "text"), ("title", "act.f_title", "quote"),
        ("topic_words", "act.f_topic", "text"), ("district", "field.district", "text"), ("times", "act.f_times", "count"), ("establishments", "act.f_establishments", "count"), ("people", "act.f_people", "count"),
        ("products", "act.f_products", "count"), ("booths", "act.f_booths", "count"), ("copies", "act.f_copies", "count"), ("tier_words", "field.tier", "text"),
        ("content_words", "field.content", "text"), ("project_code", "act.f_project", "text"), ("reference", "act.f_reference", "quote"), ("quote", "reported.words", "quote"),
    )  # fmt: skip
    return (*given, Field("amount_vnd", choice.say("act.f_amount"), "money", unit=choice.say("unit.million")))


def _award_fields(choice: Choice) -> tuple[Field, ...]:
    return _fields(
        choice, ("product", "act.f_product", "quote"), ("owner", "act.f_owner", "name"), ("type_words", "field.type", "text"), ("level_words", "act.f_level", "text"), ("year", "act.f_round", "year"),
        ("certified_on", "act.f_certified", "date"), ("group_words", "act.f_group", "text"), ("district", "field.district", "text"), ("product_code", "act.f_product_code", "text"), ("reference", "act.f_reference", "quote"),
    )  # fmt: skip


def _people_fields(choice: Choice) -> tuple[Field, ...]:
    return _fields(
        choice, ("place", "act.f_area", "text"), ("area_words", "act.f_area_level", "text"), ("role_words", "act.f_role", "text"), ("year", "field.year", "year"), ("posts", "act.f_posts", "count"),
        ("filled", "act.f_filled", "count"), ("part_time", "act.f_part_time", "count"), ("vacant", "act.f_vacant", "count"), ("reference", "act.f_reference", "quote"), ("note", "act.f_note", "quote"),
    )  # fmt: skip
