"""Stated figures in words: value as its source states it, quote, source, and whether it was seen again."""

from html import escape

import streamlit as st

from analytics import format as fmt
from analytics.charts.words import one_unit
from pages.components import quoted
from pages.components.frame import Choice


def figures_table(choice: Choice, figures) -> None:
    """Stated figures with their words, source and whether they were seen again."""
    words, unit = choice.words, unit_of(figures)
    rows = []
    for f in figures:
        inferred = (
            f" <span class='tag bad'>{escape(words.say('place.inferred'))}</span>"
            if f.get("province_inferred")
            else ""
        )
        rows.append(
            f"<tr><td>{escape(words.say('measure.' + f['measure']))}<br><span class='subtitle'>{escape(words.say('tier.' + (f['tier'] or 'all')))}</span></td>"
            f"<td class='num'>{stated(choice, f, unit)}</td><td>{quoted.quote(f['quote'])}<span class='subtitle'>{source_words(f)}</span>{inferred}</td>"
            f"<td>{verified_tag(choice, f['verified'])}</td></tr>"
        )
    head = "".join(
        f"<th>{escape(words.say('reported.' + key))}</th>" for key in ("measure", "value", "words", "checked")
    )
    st.html(
        f"<div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def unit_of(figures) -> str:
    """The one unit in which the amounts of stated figures that stand together are told."""
    return one_unit([f["value"] for f in figures if f["unit"] == "vnd"])


def stated_value(choice: Choice, f: dict, unit: str | None = None) -> str:
    """A figure as its source states it, with its qualifier; never rounded. An amount in `unit`, where others stand beside it."""
    qualifier = f"{choice.say('qualifier.' + f['qualifier'])} " if f.get("qualifier") else ""
    if f["unit"] == "vnd":
        return qualifier + choice.words.exact(f["value"], unit)
    if f["unit"] == "count":
        return f"{qualifier}{fmt.number(f['value'], choice.language)} {f.get('unit_as_stated') or ''}".strip()
    return (
        f"{qualifier}{fmt.number(f['value'], choice.language)} {f.get('unit_as_stated') or f['unit']}".strip()
    )


def stated(choice: Choice, f: dict, unit: str | None = None) -> str:
    """`stated_value` as HTML, its unit marked as the source's word."""
    theirs = None if f["unit"] == "vnd" else f.get("unit_as_stated")
    return quoted.within(stated_value(choice, f, unit), [theirs])


def source_words(f: dict) -> str:
    """The source of a figure as HTML: its title, its address as text where it has one."""
    address = f.get("source_address") or ""
    title = quoted.said((f.get("source_title") or f["source_id"]).removeprefix("(seed) "))
    return f"{title} ({escape(f['source_id'][:4].rstrip('_'))})" + (
        f", {quoted.said(address)}" if address else ""
    )


def verified_tag(choice: Choice, verified: str) -> str:
    kind = {"no": "bad", "quote": "good"}.get(verified, "")
    return f"<span class='tag {kind}'>{escape(choice.say('verified.' + verified))}</span>"
