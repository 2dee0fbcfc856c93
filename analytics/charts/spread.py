"""How evenly: the Lorenz curve, every district through the years, support beside people, and the communes of today."""

import itertools
import math

from analytics import coverage, spread
from analytics.charts import shapes
from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import BILLION, Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

TOP = 3
ACROSS, ON_PHONE, PANEL = 6, 3, 205  # small multiples in a line, in one on a phone; pixels of a line


def _borrowed(words: Words) -> tuple[str, ...]:
    return (words.say("map.borrowed"),) if words.place.kind == "simulated" else ()


def lorenz(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Districts from least to most support against the share they hold together; nothing drawn under ten districts."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "gini", (), filters)
    base, units = spread.districts(snapshot, filters)
    known = sorted(
        (u for u in units if u["state_vnd"] is not None), key=lambda u: (u["state_vnd"], u["district"])
    )
    whole = sum(u["state_vnd"] for u in known)
    rows = []
    held = itertools.accumulate(u["state_vnd"] for u in known)
    for i, (unit, sum_so_far) in enumerate(zip(known, held, strict=True)):
        name, share = words.label("district", unit["district"]), unit["state_vnd"] / whole if whole else 0
        lines = [
            name,
            f"{words.say('lens.state')}: {words.money(unit['state_vnd'])} ({words.percent(share)})",
        ]
        lines.append(
            words.say(
                "spread.lorenz_hover", n=i + 1, share=words.percent(sum_so_far / whole if whole else None)
            )
        )
        rows.append(
            {
                "label": name, "full": name, "x": (i + 1) / len(known), "y": sum_so_far / whole if whole else None, "value": unit["state_vnd"], "share": share, "named": i >= len(known) - TOP and bool(unit["state_vnd"]),
                "hover": "\n".join(lines), "mark": mark_id(district=unit["district"]) if unit["state_vnd"] else "",
            }
        )  # fmt: skip
    if answer.value is None:
        rows = []
    title, summary = words.say("spread.lorenz_none"), words.say("spread.lorenz_none")
    if base.value is not None:
        names = words.names([words.label("district", r["district"]) for r in base.rows], TOP, of="district")
        title = words.say("spread.lorenz_title", names=names, share=words.percent(base.value, 0))
        summary = title
    if answer.value is not None:
        least = next((i for i, r in enumerate(rows) if r["y"] >= 0.5), None)
        summary = words.say(
            "spread.lorenz_summary",
            n=least,
            of=len(rows),
            share=words.percent(rows[least - 1]["y"] if least else 0),
            gini=words.ratio(answer.value),
        )
    notes = (
        [summary]
        if answer.value is not None
        else [words.say("spread.lorenz_few", n=spread.FEW_DISTRICTS)]
        if answer.reason == "few_districts"
        else []
    )
    if answer.total["unknown"]:
        notes.append(
            words.say(
                "spread.unknown",
                names=words.names(
                    [words.label("district", d) for d in answer.total["unknown"]], 8, of="district"
                ),
            )
        )
    return Chart(
        ChartSpec(
            kind="lorenz", key="lorenz", title=title, subtitle=words.say("spread.lorenz_subtitle", where=words.where()), rows=tuple(rows), alt=words.say("spread.lorenz_alt", where=words.where()), summary=summary,
            notes=tuple(notes), height=460, options={"x_title": words.say("spread.lorenz_x"), "y_title": words.say("spread.lorenz_y"), "even": words.say("spread.lorenz_even")},
            fields=(Field("full", words.say("field.district")), Field("value", words.say("payer.state"), "money", unit=words.say("unit.million")), Field("share", words.say("field.share"), "percent", 1), Field("y", words.say("field.cumulative"), "percent", 1)),
        ),
        answer,
    )  # fmt: skip


def multiples(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """State support of every district by year on one axis, most first; the average of all districts as a dotted line in each."""
    words = Words(snapshot, filters, language)
    grid = coverage.grid(snapshot, filters)
    cells = [row for row in grid.rows if row["existed"] or row["projects"]]
    if not cells:
        return None
    money = ask(snapshot, "state_support", ("district", "year"), filters)
    placed = {(r["district"], r["year"]): r["numerator"] for r in money.rows}
    rows = [_panel_row(words, cell, placed) for cell in cells]
    years = sorted({row["x"] for row in rows})
    names = {row["y"] for row in rows}
    sums = {name: sum(r["value"] or 0 for r in rows if r["y"] == name) for name in names}
    order = sorted(names, key=lambda name: (-sums[name], name))
    average = [_mean([r["value"] for r in rows if r["x"] == year]) for year in years]
    lost = sorted({r["y"] for r in rows if r["value"] is None})
    steady = [name for name in order if all(r["value"] or r["value"] is None for r in rows if r["y"] == name)]
    key = "title_steady" if steady else "title"
    title = words.say(
        f"spread.multiples_{key}",
        n=len(steady),
        of=len(order),
        name=order[0],
        amount=words.money(sums[order[0]]),
        names=words.names(steady, 3, of="district"),
    )
    top = max((r["value"] or 0 for r in rows), default=0)
    scale, unit = words.scale(top)
    _name_largest(words, rows, scale)
    key = tuple(words.say(f"spread.multiples_{part}") for part in ("column", "line", "cross"))
    notes = [words.say("spread.multiples_note")]
    if lost:
        notes.append(words.say("spread.multiples_lost", names=words.names(lost, 8, of="district")))
    return Chart(
        ChartSpec(
            kind="multiples", key="multiples", title=title, subtitle=words.say("spread.multiples_subtitle", where=words.where(), unit=unit), rows=tuple(rows), alt=words.say("spread.multiples_alt", where=words.where()),
            summary="; ".join(f"{name}: {words.money(sums[name])}" for name in order), notes=tuple(notes), height=-(-len(order) // ACROSS) * PANEL + 44,
            options={"panels": order, "x": years, "average": average, "scale": scale, "y_title": unit, "columns": ACROSS, "on_phone": ON_PHONE, "ticks": _ticks(top / scale), "key": key},
            fields=(Field("y", words.say("field.district")), Field("x", words.say("field.year"), "year"), Field("value", words.say("payer.state"), "money", unit=words.say("unit.million")), Field("projects", words.say("field.projects"), "count")),
        ),
        shapes.placed(snapshot, money),
    )  # fmt: skip


def _panel_row(words: Words, cell: dict, placed: dict) -> dict:
    """One district in one year: 0 where there was no project, None where there was one and no amount is placed in the district."""
    value = placed.get((cell["district"], cell["year"]), None if cell["projects"] else 0)
    name = words.label("district", cell["district"])
    told = words.money(value) if value is not None else words.say("cell.missing")
    lines = [
        f"{name}, {cell['year']}",
        f"{words.say('payer.state')}: {told}",
        words.say("hover.projects", n=words.count(cell["projects"])),
    ]
    mark = (
        mark_id(district=cell["district"], year=cell["year"])
        if value
        else mark_id(district=cell["district"], year=cell["year"], touch=1)
        if cell["projects"]
        else ""
    )
    return {
        "y": name,
        "x": cell["year"],
        "value": value,
        "projects": cell["projects"],
        "hover": "\n".join(lines),
        "mark": mark,
    }


def _name_largest(words: Words, rows: list[dict], scale: int) -> None:
    """The largest column of each district says its number, in the unit of the axis."""
    for name in {row["y"] for row in rows}:
        largest = max(
            (r for r in rows if r["y"] == name and r["value"]), key=lambda r: r["value"], default=None
        )
        if largest:
            largest["text"] = words.ratio(largest["value"] / scale, 0 if scale < BILLION else 2)


def _ticks(top: float) -> list[float]:
    """Round numbers from 0 to the first at or above `top`, two to five steps of them."""
    if top <= 0:
        return [0, 1]
    power = 10 ** math.floor(math.log10(top / 2))
    step = next(one * power for one in (1, 2, 2.5, 5, 10) if math.ceil(top / (one * power)) <= 4)
    return [round(i * step, 9) for i in range(math.ceil(top / step) + 1)]


def _mean(values: list) -> float | None:
    """The average of the districts whose amount is known; None where none is."""
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def per_person(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """State support per 1,000 people by district, most first; districts on a poor-district list told apart by colour and word."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "support_per_1000_people", ("district",), filters)
    if not answer.rows:
        return None
    rows = sorted(
        (_person_row(words, row) for row in answer.rows),
        key=lambda r: (r["value"] is None, -(r["value"] or 0), r["full"]),
    )
    known = [r for r in rows if r["value"] is not None]
    title = words.say("spread.people_none")
    if known and answer.value is not None:
        title = words.say(
            "spread.people_title",
            name=known[0]["full"],
            amount=words.money(known[0]["value"], 1),
            whole=words.money(answer.value, 1),
        )
    lost = [r["full"] for r in rows if r["value"] is None]
    notes = [words.say("spread.people_source"), *_borrowed(words)]
    if lost:
        notes.insert(0, words.say("spread.people_lost", names=words.names(lost, 8, of="district")))
    scale, unit = words.scale(max((r["value"] or 0 for r in rows), default=0))
    return Chart(
        ChartSpec(
            kind="bars", key="per_person", title=title, subtitle=words.say("spread.people_subtitle", where=words.where(), unit=unit), rows=tuple(rows), alt=words.say("spread.people_alt", where=words.where()),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=tuple(notes), height=max(320, 27 * len(rows) + 70), options={"scale": scale, "x_title": words.say("spread.people_axis", unit=unit)},
            fields=(Field("full", words.say("field.district")), Field("value", words.say("field.per_1000"), "money", unit=words.say("unit.million")), Field("state", words.say("payer.state"), "money", unit=words.say("unit.million")), Field("people", words.say("field.people"), "count"), Field("listed", words.say("field.listed"))),
        ),
        answer,
    )  # fmt: skip


def _person_row(words: Words, row: dict) -> dict:
    name = words.label("district", row["district"])
    text = words.money(row["value"], 1) if row["value"] is not None else words.say("spread.unknown_short")
    lines = [
        name,
        f"{text} / {words.say('spread.thousand')}",
        f"{words.say('payer.state')}: {words.money(row['numerator'])}",
        words.say("spread.people", n=words.count(row["people"])),
    ]
    if row["listed"]:
        text += f" · {words.say('spread.listed_short')}"
        lines.append(words.say("spread.listed_in", decision=row["listed"]))
    return {
        "label": name, "full": name, "value": row["value"], "text": text, "state": row["numerator"], "people": row["people"], "listed": row["listed"] or "", "role": "accent" if row["listed"] else "focus",
        "hover": "\n".join(lines), "mark": mark_id(district=row["district"]) if row["n"] else "",
    }  # fmt: skip


def crosswalk(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """Today's communes in each former district: those that lead back to it alone, and those shared with another; None where no district is known."""
    words = Words(snapshot, filters, language)
    answer = spread.communes(snapshot, filters)
    if not answer.rows:
        return None
    rows = [_district_row(words, row) for row in answer.rows]
    rows.sort(key=lambda r: (-(r["split_area"] or 0), r["full"]))
    total = answer.total
    split = total["split"]
    title = words.say(
        "spread.crosswalk_title" if split else "spread.crosswalk_title_all",
        whole=total["numerator"],
        n=total["denominator"],
        split=split,
    )
    notes = (
        [words.say("spread.crosswalk_names", names=words.names(list(total["split_names"]), 12, of="commune"))]
        if split
        else []
    )
    notes += [words.say("spread.crosswalk_note"), *_borrowed(words)]
    return Chart(
        ChartSpec(
            kind="stacked", key="crosswalk", title=title, subtitle=words.say("spread.crosswalk_subtitle", place=words.place.label(language)), rows=tuple(rows),
            series=(Series("whole", words.say("spread.whole"), "focus"), Series("split", words.say("spread.split"), "accent")),
            alt=words.say("spread.crosswalk_alt", place=words.place.label(language)), summary="; ".join(r["summary"] for r in rows), notes=tuple(notes), height=max(300, 27 * len(rows) + 100), options={"x_title": words.say("spread.crosswalk_axis")},
            fields=(Field("full", words.say("field.former_district")), Field("whole", words.say("spread.whole"), "count"), Field("split", words.say("spread.split"), "count"), Field("split_area", words.say("field.split_area"), "percent", 1), Field("names", words.say("field.split_names"))),
        ),
        answer,
    )  # fmt: skip


def _district_row(words: Words, row: dict) -> dict:
    name = words.label("district", row["district"])
    area = words.percent(row["split_area"], 0 if (row["split_area"] or 0) >= 0.01 else 1)
    summary = words.say(
        "spread.crosswalk_row", name=name, whole=row["numerator"], split=row["split"], area=area
    )
    lines = [
        name,
        words.say("spread.crosswalk_hover", whole=row["numerator"], split=row["split"]),
        words.say("spread.crosswalk_area", area=area),
    ]
    lines += list(row["split_names"][:6])
    text = (
        words.say("spread.crosswalk_text", whole=row["numerator"], split=row["split"], area=area)
        if row["split"]
        else words.count(row["numerator"])
    )
    return {
        "text": text,
        "label": name,
        "full": name,
        "whole": row["numerator"],
        "split": row["split"],
        "split_area": row["split_area"],
        "names": ", ".join(row["split_names"]),
        "summary": summary,
        "hover": "\n".join(lines),
    }
