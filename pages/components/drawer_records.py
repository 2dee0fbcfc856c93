"""The projects behind a mark: in words, added up, as a table with file, sheet and row."""

from html import escape

import streamlit as st

from analytics import apart, notes
from analytics import records as questions
from analytics.charts.beneficiaries import mark_words as of_beneficiaries
from analytics.sheet import Field, Sheet
from analytics.text import has
from pages.components import frame, session
from pages.components.drawer_parts import head, offer, sql
from pages.components.frame import Choice
from pages.components.stated_figures import figures_table


def mark_words(choice: Choice, mark: str) -> str:
    """A mark in words: "Pleiku · 2015"."""
    words, asked = choice.words, questions.read_mark(mark)
    parts = []
    for dim in ("content", "content_parent", "district", "tier", "beneficiary_type"):
        if dim in asked:
            label = words.say(f"tier.{asked[dim]}") if dim == "tier" else words.label(dim, asked[dim] or None)
            parts.append(label)
    parts += [asked[key].replace("-", "–") for key in ("year", "years") if key in asked]
    if "measure" in asked:
        parts.append(
            words.say(f"payer.{asked['measure']}")
            if asked["measure"] in ("national", "local", "counterpart", "other_state", "untold", "unsplit")
            else words.say("lens.ratio")
        )
    if "project" in asked:
        parts.append(asked["project"].split("/", 1)[-1])
    parts += [
        words.say(f"{key}.{asked[key]}")
        for key in ("course", "step", "pay", "lacks")
        if has(f"{key}.{asked.get(key)}", choice.language)
    ]
    parts += [words.label(key, asked[key] or None) for key in ("status", "reason") if asked.get(key)]
    parts += of_beneficiaries(words, asked)
    if "ratio_from" in asked:
        low, high = float(asked["ratio_from"]), float(asked["ratio_to"])
        parts.append(
            f"{words.say('lens.ratio')} {words.ratio(low)}"
            + ("" if high == low else "+" if high == float("inf") else f"–{words.ratio(high)}")
        )
    return " · ".join([words.place.label(choice.language), *parts])


def show(choice: Choice, mark: str) -> None:
    words = choice.words
    found = session.ask(questions.behind, choice.snapshot, mark, choice.filters)
    year = questions.read_mark(mark).get("year", "")
    head(choice, mark_words(choice, mark), year)
    if found.rows:
        line = sums_line(choice, found)
        if questions.read_mark(mark).get("basis") == "underway":
            st.html(f"<div class='notice'>{escape(words.say('drawer.underway'))}</div>")
        pairs = [r for r in found.rows if r["state_vnd"] is not None and r["counterpart_vnd"] is not None]
        state = sum(r["state_vnd"] for r in pairs)
        ratio = (
            words.say(
                "drawer.ratio",
                value=words.ratio(sum(r["counterpart_vnd"] for r in pairs) / state),
                n=words.count(len({r["project_id"] for r in pairs})),
            )
            if state
            else ""
        )
        st.html(f"<p><b>{escape(line)}</b><br>{escape(ratio)}</p>")
        if choice.filters.prices:
            st.html(f"<p class='subtitle'>{escape(words.say('drawer.nominal'))}</p>")
        sheet = records_sheet(choice, found, mark)
        offer(choice, sheet, f"{mark}-{choice.filters.province}")
    if found.figures:
        figures_table(choice, found.figures)
    if not found.rows and not found.figures:
        st.html(f"<div class='empty'>{escape(words.say('drawer.no_records'))}</div>")
    if found.apart:
        show_apart(choice, notes.apart_text(apart.counted(found.apart), choice.language), found.apart, mark)
    sql(choice, found.sql)


def show_apart(choice: Choice, line: str, rows, name: str) -> None:
    """The tasks, plan items and repayable projects that a number leaves out, under it and in files of their own, so that they are added to nothing."""
    st.html(f"<p><b>{escape(line[:1].upper() + line[1:])}</b></p>")
    offer(choice, apart_sheet(choice, line, rows), f"{name}-apart-{choice.filters.province}", key="-apart")


def apart_sheet(choice: Choice, line: str, rows) -> Sheet:
    """The records kept apart as a table on its way out; each row says what it is."""
    words, million = choice.words, choice.say("unit.million")
    told = tuple(
        row | {
            "kind_words": words.say(f"apart.kind_{row['kind']}"), "content_words": words.label("content", row["content"]), "status_words": words.label("status", row["status"]),
            "district_words": words.label("district", row["district"]) if row["district"] else words.say(f"gap.{row['district_gap'] or 'not_recorded'}"),
        }
        for row in rows
    )  # fmt: skip
    fields = (
        Field("kind_words", words.say("field.kind")), Field("code", words.say("apart.code")), Field("title", words.say("apart.title"), "quote"), Field("year", words.say("field.year"), "year"), Field("district_words", words.say("field.district")),
        Field("national_vnd", words.say("payer.national"), "money", unit=million), Field("local_vnd", words.say("payer.local"), "money", unit=million), Field("other_state_vnd", words.say("payer.other_state"), "money", unit=million), Field("counterpart_vnd", words.say("payer.counterpart"), "money", unit=million),
        Field("content_words", words.say("field.content")), Field("beneficiaries", words.say("field.beneficiaries"), "name"), Field("status_words", words.say("field.status")), Field("file", words.say("field.file")), Field("sheet", words.say("field.sheet")), Field("row", words.say("field.row"), "count"),
    )  # fmt: skip
    if all(row["other_state_vnd"] is None for row in rows):
        fields = tuple(field for field in fields if field.key != "other_state_vnd")
    return Sheet(
        name=words.say("apart.sheet"), title=words.say("apart.sheet"), fields=fields, rows=told, language=choice.language,
        notes=(line, words.say("drawer.asked", chosen=frame.chosen_words(choice)), words.say("foot.snapshot", id=choice.snapshot.id), words.say("prices.nominal")),
        simulated=any(row["simulated"] for row in rows),
    )  # fmt: skip


def sums_line(choice: Choice, found) -> str:
    """What the rows add up to, over what is recorded."""
    words, sums = choice.words, found.sums
    parts = [
        sums[key] for key in ("state_vnd", "other_state_vnd", "counterpart_vnd") if sums[key] is not None
    ]
    return words.say(
        "drawer.sums", n=words.count(found.projects), state=words.money(sums["state_vnd"]), national=words.money(sums["national_vnd"]),
        local=words.money(sums["local_vnd"]), other=words.money(sums["other_state_vnd"]), counterpart=words.money(sums["counterpart_vnd"]),
        total=words.money(sum(parts) if parts else None),
    )  # fmt: skip


def records_sheet(choice: Choice, found, mark: str) -> Sheet:
    """The rows behind a mark as a table on its way out."""
    words = choice.words
    million = words.say("unit.million")
    rows = tuple(
        row | {
            "content_words": words.label("content", row["content"]), "district_words": words.label("district", row["district"]) if row["district"] else words.say(f"gap.{row['district_gap'] or 'not_recorded'}"),
            "tier_words": words.say(f"tier.{row['tier']}"), "status_words": words.label("status", row["status"]), "ratio": row["counterpart_vnd"] / row["state_vnd"] if row["state_vnd"] and row["counterpart_vnd"] is not None else None,
        }
        for row in found.rows
    )  # fmt: skip
    fields = (
        Field("code", words.say("field.code")), Field("title", words.say("field.title"), "quote"), Field("year", words.say("field.year"), "year"), Field("district_words", words.say("field.district")),
        Field("national_vnd", words.say("payer.national"), "money", unit=million), Field("local_vnd", words.say("payer.local"), "money", unit=million), Field("state_vnd", words.say("payer.state"), "money", unit=million), Field("other_state_vnd", words.say("payer.other_state"), "money", unit=million), Field("counterpart_vnd", words.say("payer.counterpart"), "money", unit=million),
        Field("ratio", words.say("lens.ratio"), "ratio", 2), Field("content_words", words.say("field.content")), Field("beneficiaries", words.say("field.beneficiaries"), "name"), Field("status_words", words.say("field.status")),
        Field("tier_words", words.say("field.tier")), Field("file", words.say("field.file")), Field("sheet", words.say("field.sheet")), Field("row", words.say("field.row"), "count"),
        *((Field("outcome", words.say(f"ben.outcome_{questions.read_mark(mark)['outcome']}"), "count"),) if any("outcome" in row for row in rows) else ()),
        *((Field("days", words.say("unit_days"), "count"),) if any(row.get("days") is not None for row in rows) else ()),
    )  # fmt: skip
    if all(row["other_state_vnd"] is None for row in rows):
        fields = tuple(field for field in fields if field.key != "other_state_vnd")
    return Sheet(
        name=words.say("drawer.sheet"), title=f"{words.say('drawer.records')}: {mark_words(choice, mark)}", fields=fields, rows=rows, language=choice.language,
        notes=(
            words.say("drawer.totals", line=sums_line(choice, found)), words.say("drawer.asked", chosen=frame.chosen_words(choice)),
            words.say("foot.snapshot", id=choice.snapshot.id), words.say("prices.nominal"),
        ), simulated=any(row["simulated"] for row in found.rows),
    )  # fmt: skip
