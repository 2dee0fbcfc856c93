"""The register of difficulties and recommendations: quotes with their place, category, addressee, and what became of them, to be filtered."""

from html import escape

import streamlit as st

from analytics import obstacles
from analytics.exports import csv_file, excel
from analytics.obstacles import Statement
from analytics.sheet import Field, Sheet
from data.text import slug
from pages.components import drawer, frame, quoted, session
from pages.components import inferred as found_out
from pages.components.frame import Choice

ALL = "all"
KINDS = (ALL, *obstacles.KINDS)


def show(choice: Choice) -> None:
    """The statements of all sources; a place that has its own opens with them, any other with those of all, told as such."""
    told = session.ask(obstacles.statements, choice.snapshot)
    st.html(f"<h2 class='section' id='register'>{escape(choice.say('progress.register'))}</h2>")
    if not told:
        st.html(f"<div class='empty'>{escape(choice.say('progress.register_none'))}</div>")
        return
    st.html(
        f"<h3 class='finding'>{escape(_title(choice, told))}</h3><p class='subtitle'>{escape(_whose(choice, told))}</p>"
    )
    shown = _filtered(choice, told)
    st.html(
        f"<p class='subtitle'><b>{escape(choice.say('progress.shown', n=len(shown), of=len(told)))}</b> {escape(choice.say('progress.status_none'))}</p>{_inferences(choice, shown)}"
    )
    if not shown:
        st.html(f"<div class='empty'>{escape(choice.say('progress.register_empty'))}</div>")
        return
    st.html(_table(choice, shown))
    _files(choice, _sheet(choice, shown))


def mine(choice: Choice, told: tuple[Statement, ...]) -> list[str]:
    """The provinces of the chosen place that state something; none for a simulated one, which can state nothing."""
    stating = {one.province for one in told}
    return [] if choice.place.simulated else [slug for slug in choice.place.parts if slug in stating]


def _title(choice: Choice, told: tuple[Statement, ...]) -> str:
    """How much is stated, and what most: by the chosen place where it states something, else by all."""
    words, own = choice.words, mine(choice, told)
    about = obstacles.chosen(told, provinces=tuple(own))
    counts = dict(obstacles.counted(about, "kind"))
    labels = {one.category: one.label(choice.language) for one in about}
    places = len({one.province for one in about})
    key = "register_title" if places > 1 else "register_title_one"
    most = ", ".join(
        words.say("progress.register_most" if places > 1 else "progress.register_most_one", category=labels[category], n=by_places if places > 1 else n)
        for category, by_places, n in obstacles.widest(about)[:2]
    )  # fmt: skip
    return words.say(
        f"progress.{key}", difficulties=counts.get("difficulty", 0), recommendations=counts.get("recommendation", 0), places=places, most=most,
        place=words.label("province", about[0].province),
    )  # fmt: skip


def _whose(choice: Choice, told: tuple[Statement, ...]) -> str:
    if choice.place.simulated:
        return choice.say("progress.register_real")
    if mine(choice, told):
        return choice.say("progress.register_mine")
    return choice.say("progress.register_other", place=choice.place.label(choice.language))


def _filtered(choice: Choice, told: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The four filters of the register, each over what those before it leave."""
    own = mine(choice, told)
    state = st.session_state
    if state.setdefault("p_register_of", choice.filters.province) != choice.filters.province:
        state["p_register_of"] = choice.filters.province
        frame.hold(place=None)  # another place opens with its own statements
    state["p_kind"] = frame.own_code(choice, "kind", choice.say("progress.filter_kind"), KINDS) or "all"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="register-filters"):
        kind = st.segmented_control(
            choice.say("progress.filter_kind"), KINDS, required=True, key="p_kind", on_change=lambda: frame.keep(kind=None if state["p_kind"] == "all" else state["p_kind"]),
            format_func=lambda k: choice.say("progress.all_kinds" if k == "all" else f"progress.{k}"),
        )  # fmt: skip
        left = obstacles.chosen(told, None if kind == "all" else kind)
        labels = {one.province: choice.words.label("province", one.province) for one in told}
        place = _select(choice, left, "place", "province", "everyone", labels, own[0] if len(own) == 1 else None)  # fmt: skip
        left = obstacles.chosen(left, provinces=(place,) if place else ())
        labels = {one.category: one.label(choice.language) for one in told}
        category = _select(choice, left, "category", "category", "every_category", labels)
        left = obstacles.chosen(left, category=category)
        labels = {one.addressee or "": one.addressee or choice.say("progress.no_addressee") for one in told}
        addressee = _select(choice, left, "addressee", "addressee", "every_addressee", labels)
    return obstacles.chosen(left, addressee=addressee)


def _select(
    choice: Choice, left: tuple[Statement, ...], name: str, field: str, everything: str, labels: dict, usual: str | None = None
):  # fmt: skip
    """One filter over the values that the other filters leave; a chosen value that they leave nothing of stays choosable.

    The address holds it as a code; `usual` is chosen where it says nothing. No counts in the options: a choice is kept
    by its words, so these must not change with the other filters.
    """
    title, state = choice.say(f"progress.filter_{name}"), st.session_state
    by_code = {_code(value): value for value in labels} | {ALL: None}
    asked = frame.own_code(choice, name, title, by_code)
    chosen = usual if asked is None else by_code[asked]
    values = [value for value, _ in obstacles.counted(left, field)]
    options = [None, *values, *([chosen] if chosen is not None and chosen not in values else [])]
    whole = choice.say(f"progress.{everything}")
    # One control a language: the browser keeps the words of an option, so another language needs another control.
    key = f"p_{name}_{choice.language}"
    state[key] = chosen

    def changed():
        value = state[key]
        frame.keep(**{name: None if value == usual else ALL if value is None else _code(value)})

    return st.selectbox(
        title, options, format_func=lambda value: whole if value is None else labels[value], key=key, width=260, placeholder=whole, on_change=changed,
    )  # fmt: skip


def _code(value: str) -> str:
    """A value of a filter in the address: letters, digits and hyphens; of an addressee not stated "none"."""
    return slug(value) or "none"


def _inferences(choice: Choice, shown: tuple[Statement, ...]) -> str:
    told = dict.fromkeys(one.inference for one in shown if one.inferred and one.inference)
    return "".join(found_out.notice(choice, text) for text in told)


def _table(choice: Choice, shown: tuple[Statement, ...]) -> str:
    words = choice.words
    rows = []
    for one in shown:
        inferred = (
            f" <span class='tag bad'>{escape(words.say('place.inferred'))}</span>" if one.inferred else ""
        )
        rows.append(
            f"<tr><td style='white-space:nowrap'>{escape(words.label('province', one.province))}{inferred}<br><span class='subtitle'>{escape(str(one.year or '—'))}</span></td>"
            f"<td><span class='tag {'bad' if one.kind == 'difficulty' else 'good'}'>{escape(words.say(f'progress.{one.kind}'))}</span><br>{escape(one.label(choice.language))}</td>"
            f"<td>{quoted.said(one.addressee) or escape(words.say('progress.no_addressee'))}</td>"
            f"<td>{quoted.quote(one.quote)}<span class='subtitle'>{_source(one)}</span></td>"
            f"<td><span class='tag'>{escape(words.say('progress.status_unknown'))}</span></td></tr>"
        )
    heads = (
        "progress.col_place",
        "sources.category",
        "sources.addressee",
        "reported.words",
        "progress.col_status",
    )
    head = "".join(f"<th>{escape(words.say(key))}</th>" for key in heads)
    return f"<div class='scroll' role='region' aria-labelledby='register'><table class='plain folded' style='min-width:46rem'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"


def _source(one: Statement) -> str:
    title = (one.source_title or one.source_id).removeprefix("(seed) ")
    return drawer.source_words(
        {"source_id": one.source_id, "source_title": title, "source_address": one.source_address}
    )


def _files(choice: Choice, sheet: Sheet) -> None:
    """The shown statements as files, personal names masked; keys of their own, since a drawer may be open beside them."""
    known = session.known_names(choice.snapshot)
    with st.container(horizontal=True, key="register-files"):
        st.download_button(
            choice.say("drawer.csv"), lambda: csv_file.write(sheet, known=known), "kho-khan-kien-nghi.csv", "text/csv",
            key="register-csv", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            choice.say("drawer.excel"), lambda: excel.write([sheet], known=known), "kho-khan-kien-nghi.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", key="register-xlsx", icon=":material/table:", on_click="ignore",
        )  # fmt: skip
    st.html(f"<p class='subtitle'>{escape(choice.say('drawer.masked'))}</p>")


def _sheet(choice: Choice, shown: tuple[Statement, ...]) -> Sheet:
    """The statements that are shown, as a table on its way out."""
    words = choice.words
    fields = (
        Field("place", words.say("progress.filter_place")), Field("year", words.say("field.year"), "year"), Field("kind", words.say("progress.filter_kind")),
        Field("category", words.say("sources.category")), Field("addressee", words.say("sources.addressee")), Field("quote", words.say("reported.words"), "quote"),
        Field("status", words.say("progress.col_status")), Field("source", words.say("reconcile.source"), "quote"), Field("file", words.say("field.file")), Field("row", words.say("field.row"), "count"),
    )  # fmt: skip
    rows = tuple(
        {
            "place": words.label("province", one.province) + (f" ({words.say('place.inferred')})" if one.inferred else ""), "year": one.year, "kind": words.say(f"progress.{one.kind}"),
            "category": one.label(choice.language), "addressee": one.addressee, "quote": one.quote, "status": words.say("progress.status_unknown"),
            "source": (one.source_title or one.source_id).removeprefix("(seed) "), "file": one.file, "row": one.row,
        }
        for one in shown
    )  # fmt: skip
    return Sheet(
        name=words.say("progress.sheet"), title=words.say("progress.register"), fields=fields, rows=rows, language=choice.language,
        notes=(words.say("progress.status_none"), words.say("foot.snapshot", id=choice.snapshot.id)),
    )  # fmt: skip
