"""How much counterpart goes with one đồng: by content, by district, by project, and why it changed."""

import itertools
import math

from analytics import leverage
from analytics.charts import shapes
from analytics.charts.spec import Chart, ChartSpec, Series
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
        key=lambda r: -(r["value"] or 0),
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


def by_project(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """State against counterpart, both log; the ten largest named. Projects with zero counterpart cannot stand on a log axis: counted beside."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "leverage_without_largest", (), filters)
    projects, _ = leverage.projects(snapshot, filters)
    shown = [p for p in projects if p["state_vnd"] and p["counterpart_vnd"]]
    rows = []
    for i, p in enumerate(
        shown[:3000]
    ):  # more marks than this slow a browser; the largest are the ones that matter
        lines = [
            p["title"],
            words.say(
                "hover.pair", counterpart=words.money(p["counterpart_vnd"]), state=words.money(p["state_vnd"])
            ),
            words.say("hover.ratio", value=words.ratio(p["counterpart_vnd"] / p["state_vnd"])),
        ]
        rows.append(
            {
                "x": p["state_vnd"], "y": p["counterpart_vnd"], "name": _name(words, p), "named": i < 10, "title": p["title"], "year": p["year"], "group": p["tier"], "hover": "\n".join(lines),
                "ratio": p["counterpart_vnd"] / p["state_vnd"], "mark": mark_id(project=p["project_id"]), "value": p["counterpart_vnd"],
            }
        )  # fmt: skip
    zero = sum(1 for p in projects if p["state_vnd"] and p["counterpart_vnd"] == 0)
    left = answer.by()
    title = words.say("chart.projects.title_none")
    if rows and left[5]["value"] is not None:
        title = words.say(
            "chart.projects.title", five=words.ratio(left[5]["value"]), one=words.ratio(left[1]["value"])
        )
    notes = [words.say("chart.projects.zero", n=words.count(zero))] if zero else []
    if len(shown) > len(rows):
        notes.append(
            words.say("chart.projects.cut", shown=words.count(len(rows)), all=words.count(len(shown)))
        )
    million = words.say("unit.million")
    return Chart(
        ChartSpec(
            kind="scatter", key="projects", title=title, subtitle=words.say("chart.projects.subtitle", where=words.where_nominal()), rows=tuple(rows),
            series=(Series("national", words.say("tier.national"), "national"), Series("local", words.say("tier.local"), "local")),
            alt=words.say("chart.projects.alt", where=words.where()), summary=words.say("chart.projects.summary", n=words.count(len(rows)), one=words.ratio(left[1]["value"]), three=words.ratio(left[3]["value"]), five=words.ratio(left[5]["value"])),
            notes=tuple(notes), height=470, options={"scale": 1_000_000, "x_title": f"{words.say('payer.state')}, {million}", "y_title": f"{words.say('payer.counterpart')}, {million}"},
            fields=(Field("name", words.say("field.code")), Field("title", words.say("field.title"), "quote"), Field("year", words.say("field.year"), "year"), Field("x", words.say("payer.state"), "money", unit=million), Field("y", words.say("payer.counterpart"), "money", unit=million), Field("ratio", words.say("lens.ratio"), "ratio", 2)),
        ),
        answer,
    )  # fmt: skip


def _name(words: Words, project: dict) -> str:
    """What a hall can read beside a dot: where and when; the code stands in the table."""
    if project["district"] == "group":
        return f"{words.say('group.short')} {project['year']}"
    place = (
        words.label("district", project["district"])
        if project["district"]
        else words.place.label(words.language)
    )
    return f"{place} {project['year']}"


BINS = (0, 0.5, 0.75, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0, math.inf)


def spread(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """How many projects at which ratio; the bar at and just above 1,0 is the wall of 50 % support."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "leverage_median", (), filters)
    projects, _ = leverage.projects(snapshot, filters)
    ratios = [p["counterpart_vnd"] / p["state_vnd"] for p in projects if p["state_vnd"]]
    rows = []
    zero = sum(1 for r in ratios if r == 0)
    if zero:
        rows.append(
            {
                "label": "0",
                "value": zero,
                "role": "pale",
                "mark": mark_id(ratio_from=0, ratio_to=0),
                "hover": words.say("chart.spread.bin_zero", n=words.count(zero)),
            }
        )
    for low, high in itertools.pairwise(BINS):
        n = sum(1 for r in ratios if (low <= r < high) and r > 0)
        label = (
            f"≥ {words.ratio(low, 0)}" if high == math.inf else f"{_short(words, low)}–{_short(words, high)}"
        )
        rows.append(
            {
                "label": label,
                "value": n,
                "mark": mark_id(ratio_from=low, ratio_to=high),
                "hover": words.say("chart.spread.bin", label=label, n=words.count(n)),
            }
        )
    while rows and rows[-1]["value"] == 0:
        rows.pop()
    positive = sorted(r for r in ratios if r > 0)
    middle = _quantiles(positive)
    title = words.say("chart.spread.title_none")
    if middle:
        title = words.say("chart.spread.title", median=words.ratio(middle[1]), n=words.count(len(positive)))
    summary = (
        words.say(
            "chart.spread.summary",
            n=words.count(len(ratios)),
            zero=words.count(zero),
            lower=words.ratio(middle[0]),
            median=words.ratio(middle[1]),
            upper=words.ratio(middle[2]),
        )
        if middle
        else ""
    )
    return Chart(
        ChartSpec(
            kind="histogram", key="spread", title=title, subtitle=words.say("chart.spread.subtitle", where=words.where_nominal()), rows=tuple(rows), alt=words.say("chart.spread.alt", where=words.where()), summary=summary,
            notes=(summary,) if summary else (), height=400, options={"x_title": words.say("unit.ratio_axis"), "y_title": words.say("field.projects")},
            fields=(Field("label", words.say("lens.ratio")), Field("value", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


def _short(words: Words, value: float) -> str:
    return words.ratio(value, 0 if value == int(value) else 1 if round(value, 1) == value else 2)


def _quantiles(values: list[float]) -> tuple[float, float, float] | None:
    import statistics

    if len(values) < 2:
        return (values[0],) * 3 if values else None
    return tuple(statistics.quantiles(values, n=4, method="inclusive"))


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
