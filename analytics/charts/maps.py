"""The map: shades for a rate, circles for totals."""

from analytics.charts import shapes
from analytics.charts.ratio import FEW
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

LENS_MONEY = {"state": "state_support", "counterpart": "counterpart", "total": "total_cost"}
BOUNDS = (0.0, 1.0, 1.5, 2.5, 5.0)
NAMED_AMOUNTS = 3


def map_by_district(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """Shades for a rate (the ratio), circles for totals; None where the place has no districts to draw."""
    words = Words(snapshot, filters, language)
    if not words.place.map_code:
        return None
    if filters.lens == "ratio":
        return _ratio_map(snapshot, filters, words)
    return _money_map(snapshot, filters, words)


def _ratio_map(snapshot: Snapshot, filters: Filters, words: Words) -> Chart:
    answer = ask(snapshot, "leverage", ("district",), filters)
    by, served = answer.by(), shapes.touched(snapshot, filters)
    rows = [_ratio_row(words, code, name, point, by, served) for code, name, point in shapes.districts(words)]
    ranked = sorted((r for r in rows if r["class"] is not None), key=lambda r: -r["value"])
    line = placed_ratio(answer)
    title = words.say("chart.map_ratio.title_none")
    if ranked and line is not None:
        above = sum(1 for r in ranked if r["value"] >= line)
        title = words.say("chart.map_ratio.title", above=above, n=len(ranked), value=words.ratio(line))
    few = [r["full"] for r in rows if r["class"] is None and not r["never"]]
    notes = (
        [words.say("chart.map_ratio.grey", n=FEW, names=words.names(few, 12, of="district"))] if few else []
    )
    notes += _unserved(words, rows)
    classes = [
        f"< {words.ratio(1, 0)}",
        f"{words.ratio(1, 1)}–{words.ratio(1.5, 1)}",
        f"{words.ratio(1.5, 1)}–{words.ratio(2.5, 1)}",
        f"{words.ratio(2.5, 1)}–{words.ratio(5, 1)}",
        f"≥ {words.ratio(5, 0)}",
    ]
    million = words.say("unit.million")
    return Chart(
        ChartSpec(
            kind="map",
            key="map",
            title=title,
            subtitle=words.say("chart.map_ratio.subtitle", where=words.where()),
            rows=tuple(rows),
            alt=words.say("chart.map_ratio.alt", where=words.where()),
            summary="; ".join(f"{r['full']}: {words.ratio(r['value'])}" for r in ranked),
            notes=(*notes, *shapes.joined(words), *_borrowed(words)),
            height=500,
            options={
                "geojson": shapes.shapes(words.place.map_code)[0], "classes": classes,
                "scale_title": words.say("lens.ratio"), "credit": words.say("map.credit"),
            },
            fields=(
                Field("full", words.say("field.district")), Field("value", words.say("lens.ratio"), "ratio", 2),
                Field("counterpart", words.say("payer.counterpart"), "money", unit=million),
                Field("state", words.say("payer.state"), "money", unit=million), Field("n", words.say("field.projects"), "count"),
            ),
        ),
        shapes.placed(snapshot, answer),
    )  # fmt: skip


def placed_ratio(answer) -> float | None:
    """The ratio of what is placed in districts: the line districts are held against, not that of the whole programme."""
    rows = [r for r in answer.rows if r["district"] not in (None, "group")]
    state = sum(r["denominator"] or 0 for r in rows)
    return sum(r["numerator"] or 0 for r in rows) / state if state else None


def _ratio_row(words: Words, code: str, name: str, point, by: dict, served: dict) -> dict:
    row = by.get(code, {"value": None, "n": 0, "numerator": None, "denominator": None})
    few, never = row["n"] < FEW, not served.get(code)
    level = None if row["value"] is None or few else sum(1 for b in BOUNDS if row["value"] >= b) - 1
    lines = [
        name,
        words.say("hover.ratio", value=words.ratio(row["value"])),
        words.say("hover.projects", n=words.count(row["n"])),
    ]
    if never:
        lines = [name, shapes.never(words)]
    elif not row["n"]:
        lines = [name, words.say("hover.only_group")]
    elif few:
        lines.append(words.say("hover.few"))
    return {
        "code": code, "label": name, "full": name, "value": row["value"], "class": level, "n": row["n"],
        "counterpart": row["numerator"], "state": row["denominator"], "never": never, "lon": point[0], "lat": point[1],
        "hover": "\n".join(lines), "mark": mark_id(district=code),
    }  # fmt: skip


def _money_map(snapshot: Snapshot, filters: Filters, words: Words) -> Chart:
    answer = ask(snapshot, LENS_MONEY[filters.lens], ("district",), filters)
    by, served = answer.by(), shapes.touched(snapshot, filters)
    label = words.say(f"lens.{filters.lens}")
    rows = [
        _money_row(words, label, code, name, point, by, served)
        for code, name, point in shapes.districts(words)
    ]
    ranked = sorted((r for r in rows if r["value"]), key=lambda r: -r["value"])
    for row in ranked[:NAMED_AMOUNTS]:
        row["label"] = f"{row['full']}\n{words.money(row['value'], 1)}"
    whole = sum(r["value"] for r in ranked)
    unplaced = sum(r["numerator"] or 0 for r in answer.rows if r["district"] in (None, "group"))
    title = words.say("chart.map_money.title_none")
    if len(ranked) >= 3:
        names = ", ".join(r["full"] for r in ranked[:3])
        share = words.percent(sum(r["value"] for r in ranked[:3]) / whole, 0)
        title = words.say(
            "chart.map_money.title", names=names, share=share, lens=words.say(f"lens_in.{filters.lens}")
        )
    notes = _unserved(words, rows)
    if unplaced:
        share = words.percent(unplaced / (whole + unplaced), 1)
        notes.append(
            words.say(
                "chart.unplaced_share",
                money=words.money(unplaced),
                share=share,
                lens=words.say(f"lens_in.{filters.lens}"),
            )
        )
    return Chart(
        ChartSpec(
            kind="map",
            key="map",
            title=title,
            subtitle=words.say("chart.map_money.subtitle", lens=label, where=words.where()),
            rows=tuple(rows),
            alt=words.say("chart.map_money.alt", lens=label, where=words.where()),
            summary="; ".join(f"{r['full']}: {words.money(r['value'])}" for r in ranked),
            notes=(*notes, *shapes.joined(words), *_borrowed(words)),
            height=500,
            options={
                "geojson": shapes.shapes(words.place.map_code)[0], "circles": True, "credit": words.say("map.credit"),
                "role": "counterpart_line" if filters.lens == "counterpart" else "focus",
            },
            fields=(
                Field("full", words.say("field.district")), Field("value", label, "money", unit=words.say("unit.million")),
                Field("n", words.say("field.projects"), "count"),
            ),
        ),
        shapes.placed(snapshot, answer),
    )  # fmt: skip


def _money_row(words: Words, label: str, code: str, name: str, point, by: dict, served: dict) -> dict:
    row = by.get(code, {"numerator": None, "n": 0})
    never = not served.get(code)
    lines = [
        name,
        f"{label}: {words.money(row['numerator'])}",
        words.say("hover.projects", n=words.count(row["n"])),
    ]
    if never:
        lines = [name, shapes.never(words)]
    elif not row["n"]:
        lines = [name, words.say("hover.only_group")]
    return {
        "code": code, "label": name, "full": name, "value": row["numerator"], "class": None, "n": row["n"], "never": never,
        "lon": point[0], "lat": point[1], "hover": "\n".join(lines), "mark": mark_id(district=code),
    }  # fmt: skip


def _unserved(words: Words, rows: list[dict]) -> list[str]:
    """Those without a project, and those that only a group project serves whose money stands in no one district."""
    out = []
    never = [r["full"] for r in rows if r["never"]]
    only_group = [r["full"] for r in rows if not r["never"] and not r["n"]]
    if never:
        out.append(
            words.say(
                "chart.map_never", never=shapes.never(words), names=words.names(never, 12, of="district")
            )
        )
    if only_group:
        out.append(words.say("chart.only_group", names=words.names(only_group, 12, of="district")))
    return out


def _borrowed(words: Words) -> tuple[str, ...]:
    return (words.say("map.borrowed"),) if words.place.kind == "simulated" else ()
