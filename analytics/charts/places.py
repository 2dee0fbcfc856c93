"""Where: money by district; the map and the grid stand in their own files and are named here."""

from analytics.charts import shapes
from analytics.charts.grid import grid
from analytics.charts.maps import LENS_MONEY, map_by_district
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

__all__ = ["grid", "map_by_district", "support_by_district"]


def support_by_district(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """The chosen money (state support for the ratio) by district, ordered; what stands in none of them has its own bars."""
    words = Words(snapshot, filters, language)
    if not words.place.map_code:
        return None
    lens = filters.lens if filters.lens in LENS_MONEY else "state"
    answer = ask(snapshot, LENS_MONEY[lens], ("district",), filters)
    by, served = answer.by(), shapes.touched(snapshot, filters)
    label = words.say(f"lens.{lens}")
    whole = sum(r["numerator"] or 0 for r in answer.rows) or 1
    placed = [
        (code, name, by.get(code, {"numerator": None, "n": 0})) for code, name, _ in shapes.districts(words)
    ]
    placed.sort(key=lambda item: (-(item[2]["numerator"] or 0), item[1]))
    scale, unit = words.scale(max((r["numerator"] or 0 for r in answer.rows), default=0))
    rows = [
        _bar(words, label, code, name, row, whole, "focus" if i < 3 else "second", served.get(code, 0))
        for i, (code, name, row) in enumerate(placed)
    ]
    rows += [
        _bar(words, label, code, words.label("district", code), by[code], whole, "pale", 1)
        for code in ("group", None)
        if code in by and by[code]["numerator"]
    ]
    return Chart(
        ChartSpec(
            kind="bars",
            key="district_money",
            title=_title(words, placed, lens),
            subtitle=words.say("chart.district_money.subtitle", lens=label, where=words.where(), unit=unit),
            rows=tuple(rows),
            alt=words.say("chart.district_money.alt", lens=label, where=words.where()),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows),
            height=max(320, 28 * len(rows) + 70),
            options={"scale": scale, "x_title": unit},
            fields=(
                Field("full", words.say("field.district")), Field("value", label, "money", unit=words.say("unit.million")),
                Field("share", words.say("field.share"), "percent", 1), Field("n", words.say("field.projects"), "count"),
            ),
        ),
        answer,
    )  # fmt: skip


def _title(words: Words, placed, lens: str) -> str:
    """The three largest of this very chart and their share of what is placed in districts."""
    known = [(name, row["numerator"]) for _, name, row in placed if row["numerator"]]
    if len(known) < 3:
        return words.say("chart.district_money.title_none")
    share = sum(value for _, value in known[:3]) / sum(value for _, value in known)
    names = ", ".join(name for name, _ in known[:3])
    return words.say(
        "chart.district_money.title",
        names=names,
        share=words.percent(share, 0),
        lens=words.say(f"lens_in.{lens}"),
    )


def _bar(words: Words, label: str, code, name: str, row: dict, whole: int, role: str, projects: int) -> dict:
    value = row["numerator"]
    share = (value or 0) / whole
    text = words.money(value)
    if not row["n"]:
        text = words.say("hover.only_group") if projects else words.say("none.project")
    return {
        "label": name, "full": name, "value": value, "text": text, "share": share, "n": row["n"], "role": role, "mark": mark_id(district=code),
        "hover": f"{name}\n{label}: {words.money(value)} ({words.percent(share)})\n{words.say('hover.projects', n=words.count(row['n']))}",
    }  # fmt: skip
