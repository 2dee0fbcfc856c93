"""How much counterpart goes with one đồng: by content, by district, and why it changed (project by project: projects.py)."""

import math

from analytics import leverage
from analytics.charts import shapes
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

FEW = 5  # fewer projects than this: greyed and listed, never ranked


def _fields(words: Words, dim: str) -> tuple[Field, ...]:
    million = words.say("unit.million")
    return (
        Field("full", words.say(f"field.{dim}")), Field("value", words.say("lens.ratio"), "ratio", 2), Field("counterpart", words.say("payer.counterpart"), "money", unit=million),
        Field("state", words.say("payer.state"), "money", unit=million), Field("n", words.say("field.projects"), "count"), Field("left", words.say("field.left"), "count"),
    )  # fmt: skip


def _row(words: Words, dim: str, row: dict, largest: int, whole: int) -> dict:
    code, few = row[dim], row["n"] < FEW
    label = words.label(dim, code)
    size = 11 + 26 * math.sqrt((row["denominator"] or 0) / largest) if largest else 12
    lines = [
        label,
        words.say("hover.ratio", value=words.ratio(row["value"])),
        words.say(
            "hover.pair", counterpart=words.money(row["numerator"]), state=words.money(row["denominator"])
        ),
    ]
    lines.append(
        words.say("hover.projects", n=words.count(row["n"])) + (f" ({words.say('hover.few')})" if few else "")
    )
    return {
        "label": words.short(dim, code), "full": label, "value": row["value"], "counterpart": row["numerator"], "state": row["denominator"], "n": row["n"], "left": row.get("left") or 0,
        "few": few, "size": size, "text": words.ratio(row["value"]), "hover": "\n".join(lines), "mark": mark_id(**{dim: code}),
        "share": (row["denominator"] or 0) / whole if whole else None,
    }  # fmt: skip


def by_content(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """The ratio of each content on a log axis; its dot's area is its state money. The title tells what one content does to the whole."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "leverage", ("content",), filters)
    without = ask(snapshot, "leverage_without", ("content",), filters)
    largest, whole = (
        max((r["denominator"] or 0 for r in answer.rows), default=0),
        answer.total["denominator"] or 0,
    )
    rows = sorted(
        (_row(words, "content", r, largest, whole) for r in answer.rows if r["denominator"]),
        key=lambda r: (-(r["value"] or 0), r["full"]),  # equal ones in one order
    )
    heavy = heaviest(without)
    title = words.say("chart.ratio_content.title_none")
    if answer.value is not None:
        title = words.say("chart.ratio_content.title_plain", value=words.ratio(answer.value))
    if heavy:
        title = words.say(
            "chart.ratio_content.title",
            content=words.short("content", heavy["content"], 60),
            value=words.ratio(heavy["value"]),
        )
        for row in rows:
            if row["mark"] == mark_id(content=heavy["content"]):
                row["role"] = "accent"
    zero = [r["label"] for r in rows if r["value"] == 0]
    notes = (words.say("chart.zero_units", names=words.names(zero, 4, of="content")),) if zero else ()
    return Chart(
        ChartSpec(
            kind="dots", key="ratio_content", title=title, subtitle=words.say("chart.ratio_content.subtitle", where=words.where()), rows=tuple(rows),
            alt=words.say("chart.ratio_content.alt", where=words.where()), summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=notes, height=max(320, 40 * sum(1 for r in rows if r["value"]) + 110),
            options=_line(words, answer) | {"x_title": words.say("unit.ratio_axis")}, fields=_fields(words, "content"),
        ),
        answer,
    )  # fmt: skip


def heaviest(without) -> dict | None:
    """The group whose leaving moves the ratio most, where it matters (a tenth of the ratio or more); None if the whole is missing."""
    whole = without.total.get("value")
    rows = [r for r in without.rows if r["value"] is not None]
    if not whole or len(without.rows) < 2 or not rows:
        return None
    heavy = max(rows, key=lambda r: abs(r["value"] - whole))
    return heavy if abs(heavy["value"] - whole) >= whole / 10 else None


def _line(words: Words, answer) -> dict:
    if not answer.value:
        return {}
    return {
        "lines": (
            {"value": answer.value, "text": words.say("chart.whole_line", value=words.ratio(answer.value))},
        )
    }


def _placed_lines(words: Words, answer) -> dict:
    """Districts are held against the ratio of what is placed in districts; the whole programme's is the second line."""
    state = sum(r["denominator"] or 0 for r in answer.rows if r["district"] not in (None, "group"))
    counterpart = sum(r["numerator"] or 0 for r in answer.rows if r["district"] not in (None, "group"))
    if not state or not answer.value:
        return _line(words, answer)
    placed = counterpart / state
    right = "left" if placed >= answer.value else "right"
    other = "right" if right == "left" else "left"
    return {
        "lines": (
            {
                "value": placed,
                "text": words.say("chart.placed_line", value=words.ratio(placed)),
                "side": right,
            },
            {
                "value": answer.value,
                "text": words.say("chart.whole_line", value=words.ratio(answer.value)),
                "side": other,
            },
        )
    }


def by_district(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """The ratio of each district on a log axis with the province's as a line; few projects greyed; zero and no money listed."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "leverage", ("district",), filters)
    placed = [r for r in answer.rows if r["district"] not in (None, "group")]
    largest, whole = max((r["denominator"] or 0 for r in placed), default=0), answer.total["denominator"] or 0
    rows = sorted(
        (_row(words, "district", r, largest, whole) for r in placed if r["denominator"]),
        key=lambda r: (r["few"], -(r["value"] or 0)),
    )
    for row in rows:
        row["size"] = 13
    solid = [r for r in rows if not r["few"] and r["value"]]
    title = words.say("chart.ratio_district.title_none")
    if len(solid) >= 2:
        title = words.say(
            "chart.ratio_district.title",
            high=solid[0]["full"],
            high_value=solid[0]["text"],
            low=solid[-1]["full"],
            low_value=solid[-1]["text"],
        )
    served = {r["district"] for r in placed}
    mine = {
        c: d
        for c, d in words.codes.districts.items()
        if words.place.map_code and d["province_code"] == words.place.map_code and d["now_code"] == c
    }
    notes = []
    zero = [r["full"] for r in rows if r["value"] == 0]
    touched = shapes.touched(snapshot, filters)
    nothing = [d["short_name"] for c, d in mine.items() if c not in served and not touched.get(c)]
    only_group = [d["short_name"] for c, d in mine.items() if c not in served and touched.get(c)]
    few = [r["full"] for r in rows if r["few"]]
    if few:
        notes.append(words.say("chart.few_units", n=FEW, names=words.names(few, 12, of="district")))
    if zero:
        notes.append(words.say("chart.zero_units", names=words.names(zero, of="district")))
    if only_group:
        notes.append(words.say("chart.only_group", names=words.names(only_group, 12, of="district")))
    if nothing:
        notes.append(
            words.say(
                "chart.no_money_units",
                never=shapes.never(words),
                names=words.names(nothing, 12, of="district"),
            )
        )
    return Chart(
        ChartSpec(
            kind="dots", key="ratio_district", title=title, subtitle=words.say("chart.ratio_district.subtitle", where=words.where()), rows=tuple(rows),
            alt=words.say("chart.ratio_district.alt", where=words.where()), summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=tuple(notes), height=max(320, 32 * len(rows) + 90),
            options=_placed_lines(words, answer) | {"x_title": words.say("unit.ratio_axis")}, fields=_fields(words, "district"),
        ),
        shapes.placed(snapshot, answer),
    )  # fmt: skip


def change(snapshot: Snapshot, filters: Filters, language: str, *, first=None, last=None) -> Chart:
    """From the ratio of the first term to that of the second (the halves of the period where none are given): mix of contents, movement within contents."""
    words = Words(snapshot, filters, language)
    answer = leverage.change(snapshot, ("content",), filters, first, last)
    total = answer.total
    note = (
        words.say("chart.change.note")
        if first is None
        else words.say("compare.change_note", first=words.years(first), last=words.years(last))
    )
    rows: tuple[dict, ...] = ()
    title = words.say("chart.change.title_none")
    if total["value"] is not None:
        first, last = words.years(total["first"]), words.years(total["last"])
        steps = [
            ("before", first, True, "focus"),
            ("mix", words.say("chart.change.mix"), False, "mix"),
            ("within", words.say("chart.change.within"), False, "within"),
        ]
        if total["unweighted"]:
            steps.append(("unweighted", words.say("chart.change.unweighted"), False, "other_state"))
        steps.append(("after", last, True, "focus"))
        rows = tuple(
            {
                "label": label,
                "value": total[key],
                "whole": whole,
                "role": role,
                "text": words.ratio(total[key]) if whole else _signed(words, total[key]),
                "hover": f"{label}: {words.ratio(total[key])}",
                "mark": _term(total, key),
            }
            for key, label, whole, role in steps
        )
        main = "within" if abs(total["within"]) >= abs(total["mix"]) else "mix"
        title = words.say(
            f"chart.change.title_{main}",
            before=words.ratio(total["before"]),
            after=words.ratio(total["after"]),
            part=_signed(words, total[main]),
        )
    return Chart(
        ChartSpec(
            kind="waterfall", key="change", title=title, subtitle=words.say("chart.change.subtitle", where=words.where()), rows=rows, alt=words.say("chart.change.alt", where=words.where()),
            summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), notes=(note,), height=400, options={"y_title": words.say("unit.ratio")},
            fields=(Field("label", words.say("field.step")), Field("value", words.say("lens.ratio"), "ratio", 3)),
        ),
        answer,
    )  # fmt: skip


def _term(total: dict, key: str) -> str:
    """A term opens to its projects; an effect is no set of projects."""
    term = {"before": total["first"], "after": total["last"]}.get(key)
    return mark_id(years=f"{term[0]}-{term[1]}") if term else ""


def _signed(words: Words, value: float) -> str:
    return ("+" if value > 0 else "") + words.ratio(value).replace("-", "−")
