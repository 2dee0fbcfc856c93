"""The district × year grid: who was left out, and when."""

from analytics import coverage
from analytics.charts import shapes
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import MILLION, Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

LONG = 3  # years without a project from which a district is named
MONEY = {"state": "state_vnd", "counterpart": "counterpart_vnd"}


def grid(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """District × year, longest without a project on top; none, unsplit and not yet existing in clear marks."""
    words = Words(snapshot, filters, language)
    answer = coverage.grid(snapshot, filters)
    if not answer.rows:
        return None
    money = MONEY.get(filters.lens)
    order = by_gaps(answer.rows, words)
    rows = [_cell(words, row, money) for row in answer.rows] + _unfinished(snapshot, filters, words, money)
    what = words.say("field.projects")
    if money:
        what = f"{words.say(f'lens.{filters.lens}')} ({words.say('unit.million')}, {words.prices()})"
    values = [r["value"] for r in rows if r["state"] == "value"]
    return Chart(
        ChartSpec(
            kind="grid",
            key="grid",
            title=_title(words, order),
            subtitle=words.say("chart.grid.subtitle", what=what, place=words.place.label(language), years=words.years()),
            rows=tuple(rows),
            alt=words.say("chart.grid.alt", what=what, where=words.where()),
            summary="; ".join(f"{words.label('district', c)}: {words.say('chart.grid.served', n=n)}" for c, _, n in order),
            notes=tuple(_notes(words, order, rows)),
            height=max(300, 33 * len(order) + 60),
            options={
                "x": sorted({row["x"] for row in rows}), "y": [words.label("district", c) for c, _, _ in order],
                "levels": _levels(values) if money else (1, 2, 3, 4, 6), "mark_size": 25,
            },
            fields=(
                Field("y", words.say("field.district")), Field("x", words.say("field.year"), "year"), Field("projects", words.say("field.projects"), "count"),
                Field("state_vnd", words.say("payer.state"), "money", unit=words.say("unit.million")),
                Field("counterpart_vnd", words.say("payer.counterpart"), "money", unit=words.say("unit.million")),
                Field("state_words", words.say("field.state")),
            ),
        ),
        answer,
    )  # fmt: skip


def _title(words: Words, order) -> str:
    never = [words.label("district", code) for code, _, served in order if not served]
    longest = [(code, gap) for code, gap, served in order if served and gap >= LONG]
    if never:
        return words.say(
            "chart.grid.title_never",
            n=len(never),
            never=shapes.never(words),
            names=words.names(never, 8, of="district"),
        )
    if longest:
        return words.say("chart.grid.title_gap", name=words.label("district", longest[0][0]), n=longest[0][1])
    return words.say("chart.grid.title_none", years=words.years())


def _notes(words: Words, order, rows):
    """The legend of the marks that are there, and the long gaps by name."""
    states = {row["state"] for row in rows}
    legend = [
        words.say(f"legend.{state}")
        for state in ("value", "none", "unsplit", "missing", "absent", "underway")
        if state in states
    ]
    yield " ".join(legend)
    longest = [(code, gap) for code, gap, served in order if served and gap >= LONG]
    if longest:
        yield words.say(
            "chart.grid.gaps",
            names=words.names([f"{words.label('district', c)} ({g})" for c, g in longest], 17, of="district"),
        )


def _levels(values: list) -> tuple:
    ordered = sorted(v for v in values if v)
    return tuple(ordered[int(len(ordered) * q)] for q in (0, 0.2, 0.4, 0.6, 0.8)) if ordered else (1,)


def by_gaps(rows, words: Words) -> list[tuple[str, int, int]]:
    """(district, years since its last project or length of the period, years served), unserved first, then the longest gap."""
    out = []
    last, first = max(row["year"] for row in rows), min(row["year"] for row in rows)
    for code in {row["district"] for row in rows}:
        years = [row["year"] for row in rows if row["district"] == code and row["projects"]]
        out.append((code, last - max(years) if years else last - first + 1, len(years)))
    return sorted(out, key=lambda item: (item[2] > 0, -item[1], item[2], words.label("district", item[0])))


def _cell(words: Words, row: dict, money: str | None) -> dict:
    if not row["existed"] and not row["projects"]:
        state, value, text = "absent", None, ""
    elif not row["projects"]:
        state, value, text = "none", 0, ""
    elif money and row[money] is None:
        state, value, text = ("unsplit" if row["unsplit"] else "missing"), None, ""
    else:
        value = row[money] if money else row["projects"]
        state, text = "value", words.count(round(value / MILLION)) if money else words.count(value)
    name = words.label("district", row["district"])
    lines = [f"{name}, {row['year']}", words.say(f"cell.{state}")]
    if row["projects"]:
        state_money = (
            words.money(row["state_vnd"])
            if row["state_vnd"] is not None
            else words.say("cell.unsplit" if row["unsplit"] else "cell.missing")
        )
        lines = [
            f"{name}, {row['year']}",
            words.say("hover.projects", n=words.count(row["projects"])),
            f"{words.say('payer.state')}: {state_money}",
        ]
    return {
        "x": row["year"], "y": name, "state": state, "state_words": words.say(f"cell.{state}"), "value": value, "text": text, "projects": row["projects"],
        "state_vnd": row["state_vnd"], "counterpart_vnd": row["counterpart_vnd"], "hover": "\n".join(lines),
        "mark": mark_id(district=row["district"], year=row["year"], touch=1) if row["projects"] else "",
    }  # fmt: skip


def _unfinished(snapshot: Snapshot, filters: Filters, words: Words, money: str | None) -> list[dict]:
    """The unfinished year's column in the chart's own unit: outlined, counted in nothing."""
    years, last = filters.years or words.place.years, words.place.last_complete
    if (
        not years
        or last is None
        or words.place.years[1] <= last
        or years[1] != last
        or not words.place.map_code
    ):
        return []
    coming = filters.but(basis="underway", years=(last + 1, last + 1))
    key = {"state_vnd": "state_support", "counterpart_vnd": "counterpart"}.get(money, "projects")
    found = ask(snapshot, key, ("district",), coming).by()
    cells = []
    for code, name, _ in shapes.districts(words):
        value = found.get(code, {}).get("numerator")
        if value:
            text = words.count(round(value / MILLION)) if money else words.count(value)
            cells.append(
                {"x": last + 1, "y": name, "state": "underway", "state_words": words.say("cell.underway"), "value": value, "text": text,
                 "projects": found[code]["n"], "state_vnd": None, "counterpart_vnd": None,
                 "hover": f"{name}, {last + 1}\n{words.say('cell.underway')}: {words.money(value) if money else text}", "mark": mark_id(district=code, year=last + 1, basis="underway")}
            )  # fmt: skip
    return cells
