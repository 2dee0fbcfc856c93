"""Where: the map, the district × year grid, and money by district."""

import itertools
from functools import lru_cache

from analytics import coverage
from analytics.charts.ratio import FEW
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import MILLION, Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data import geography
from data.store import Snapshot

LENS_MONEY = {"state": "state_support", "counterpart": "counterpart", "total": "total_cost"}


@lru_cache(maxsize=128)
def shapes(map_code: str) -> tuple[dict, dict]:
    """The districts of a province as of 30/06/2025: GeoJSON, and code -> (lon, lat) where a label stands."""
    features = geography.districts_on(geography.LAST_DAY, map_code)
    return features, {f["properties"]["code"]: _middle(f["geometry"]) for f in features["features"]}


def _middle(geometry: dict) -> tuple[float, float]:
    """The centroid of the largest polygon."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    ring = max((polygon[0] for polygon in polygons), key=lambda r: abs(_area(r)))
    area = _area(ring)
    if not area:
        return ring[0][0], ring[0][1]
    x = y = 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        cross = ax * by - bx * ay
        x, y = x + (ax + bx) * cross, y + (ay + by) * cross
    return round(x / (6 * area), 4), round(y / (6 * area), 4)


def _area(ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


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
    by = answer.by()
    bounds = (0.0, 1.0, 1.5, 2.5, 5.0)
    rows = []
    for code, name, point in _districts(words):
        row = by.get(code, {"value": None, "n": 0, "numerator": None, "denominator": None})
        few = row["n"] < FEW
        level = None if row["value"] is None or few else sum(1 for b in bounds if row["value"] >= b) - 1
        lines = [
            name,
            words.say("hover.ratio", value=words.ratio(row["value"])),
            words.say("hover.projects", n=words.count(row["n"])),
        ]
        if few:
            lines.append(words.say("hover.never") if not row["n"] else words.say("hover.few"))
        rows.append(
            {
                "code": code, "label": name, "full": name, "value": row["value"], "class": level, "n": row["n"], "counterpart": row["numerator"], "state": row["denominator"],
                "never": row["n"] == 0, "lon": point[0], "lat": point[1], "hover": "\n".join(lines), "mark": mark_id(district=code),
            }
        )  # fmt: skip
    ranked = sorted((r for r in rows if r["class"] is not None), key=lambda r: -r["value"])
    grey = [r["full"] for r in rows if r["class"] is None]
    title = words.say("chart.map_ratio.title_none")
    if ranked:
        above = sum(1 for r in ranked if answer.value is not None and r["value"] >= answer.value)
        title = words.say(
            "chart.map_ratio.title", above=above, n=len(ranked), value=words.ratio(answer.value)
        )
    notes = [words.say("chart.map_ratio.grey", n=FEW, names=words.names(grey, 12))] if grey else []
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
            kind="map", key="map", title=title, subtitle=words.say("chart.map_ratio.subtitle", where=words.where()), rows=tuple(rows), alt=words.say("chart.map_ratio.alt", where=words.where()),
            summary="; ".join(f"{r['full']}: {words.ratio(r['value'])}" for r in ranked), notes=(*notes, *_borrowed(words), words.say("map.credit")), height=500,
            options={"geojson": shapes(words.place.map_code)[0], "classes": classes, "scale_title": words.say("lens.ratio")},
            fields=(Field("full", words.say("field.district")), Field("value", words.say("lens.ratio"), "ratio", 2), Field("counterpart", words.say("payer.counterpart"), "money", unit=million), Field("state", words.say("payer.state"), "money", unit=million), Field("n", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


def _money_map(snapshot: Snapshot, filters: Filters, words: Words) -> Chart:
    answer = ask(snapshot, LENS_MONEY[filters.lens], ("district",), filters)
    by = answer.by()
    label = words.say(f"lens.{filters.lens}")
    rows = []
    for code, name, point in _districts(words):
        row = by.get(code, {"numerator": None, "n": 0})
        lines = [
            name,
            f"{label}: {words.money(row['numerator'])}",
            words.say("hover.projects", n=words.count(row["n"])),
        ]
        rows.append(
            {
                "code": code, "label": name, "full": name, "value": row["numerator"], "class": None, "n": row["n"], "never": row["n"] == 0, "lon": point[0], "lat": point[1],
                "hover": "\n".join(lines), "mark": mark_id(district=code),
            }
        )  # fmt: skip
    ranked = sorted((r for r in rows if r["value"]), key=lambda r: -r["value"])
    placed = sum(r["value"] for r in ranked)
    unplaced = sum(r["numerator"] or 0 for r in answer.rows if r["district"] in (None, "group"))
    title = words.say("chart.map_money.title_none")
    if len(ranked) >= 3:
        title = words.say(
            "chart.map_money.title",
            names=", ".join(r["full"] for r in ranked[:3]),
            share=words.percent(sum(r["value"] for r in ranked[:3]) / placed, 0),
        )
    never = [r["full"] for r in rows if r["never"]]
    notes = [words.say("chart.map_money.never", names=words.names(never, 12))] if never else []
    if unplaced:
        notes.append(
            words.say(
                "chart.unplaced_share",
                money=words.money(unplaced),
                share=words.percent(unplaced / (placed + unplaced), 1),
            )
        )
    return Chart(
        ChartSpec(
            kind="map", key="map", title=title, subtitle=words.say("chart.map_money.subtitle", lens=label, where=words.where()), rows=tuple(rows), alt=words.say("chart.map_money.alt", lens=label, where=words.where()),
            summary="; ".join(f"{r['full']}: {words.money(r['value'])}" for r in ranked), notes=(*notes, *_borrowed(words), words.say("map.credit")), height=500,
            options={"geojson": shapes(words.place.map_code)[0], "circles": True, "role": "counterpart_line" if filters.lens == "counterpart" else "focus"},
            fields=(Field("full", words.say("field.district")), Field("value", label, "money", unit=words.say("unit.million")), Field("n", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


def _districts(words: Words):
    _, points = shapes(words.place.map_code)
    for code, point in points.items():
        if words.filters.districts and code not in words.filters.districts:
            continue
        yield code, words.label("district", code), point


def _borrowed(words: Words) -> tuple[str, ...]:
    return (words.say("map.borrowed"),) if words.place.kind == "simulated" else ()


def grid(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """District × year, sorted by years without a project; zero, not recorded and not yet existing in three clear marks."""
    words = Words(snapshot, filters, language)
    answer = coverage.grid(snapshot, filters)
    if not answer.rows:
        return None
    money = {"state": "state_vnd", "counterpart": "counterpart_vnd"}.get(filters.lens)
    order = _by_gaps(answer.rows, words)
    rows = [_cell(words, row, money) for row in answer.rows]
    rows += _unfinished_cells(snapshot, filters, words)
    longest = [(code, gap) for code, gap, served in order if served and gap >= 3]
    never = [words.label("district", code) for code, _, served in order if not served]
    title = words.say("chart.grid.title_none")
    if never:
        title = words.say("chart.grid.title_never", n=len(never), names=words.names(never, 4))
    elif longest:
        title = words.say(
            "chart.grid.title_gap", name=words.label("district", longest[0][0]), n=longest[0][1]
        )
    notes = [words.say("chart.grid.legend")]
    if longest:
        notes.append(
            words.say(
                "chart.grid.gaps",
                names=words.names([f"{words.label('district', c)} ({g})" for c, g in longest], 12),
            )
        )
    years = sorted({row["x"] for row in rows})
    levels = (
        (1, 2, 3, 4, 6) if money is None else _levels([r["value"] for r in rows if r["state"] == "value"])
    )
    what = (
        words.say("field.projects")
        if money is None
        else f"{words.say(f'lens.{filters.lens}')} ({words.say('unit.million')})"
    )
    return Chart(
        ChartSpec(
            kind="grid", key="grid", title=title, subtitle=words.say("chart.grid.subtitle", what=what, place=words.place.label(language), years=words.years()), rows=tuple(rows), alt=words.say("chart.grid.alt", what=what, where=words.where()),
            summary="; ".join(f"{words.label('district', code)}: {words.say('chart.grid.served', n=n)}" for code, _, n in order), notes=tuple(notes), height=max(300, 29 * len(order) + 60),
            options={"x": years, "y": [words.label("district", code) for code, _, _ in order], "levels": levels, "mark_size": 25},
            fields=(Field("y", words.say("field.district")), Field("x", words.say("field.year"), "year"), Field("projects", words.say("field.projects"), "count"), Field("state_vnd", words.say("payer.state"), "money", unit=words.say("unit.million")), Field("counterpart_vnd", words.say("payer.counterpart"), "money", unit=words.say("unit.million")), Field("state_words", words.say("field.state"))),
        ),
        answer,
    )  # fmt: skip


def _levels(values: list) -> tuple:
    ordered = sorted(v for v in values if v)
    return tuple(ordered[int(len(ordered) * q)] for q in (0, 0.2, 0.4, 0.6, 0.8)) if ordered else (1,)


def _by_gaps(rows, words: Words) -> list[tuple[str, int, int]]:
    """(district, years since its last project or length of the period, years served), never served first, then longest gap."""
    out = []
    last = max(row["year"] for row in rows)
    for code in {row["district"] for row in rows}:
        years = [row["year"] for row in rows if row["district"] == code and row["projects"]]
        gap = last - max(years) if years else last - min(r["year"] for r in rows) + 1
        out.append((code, gap, len(years)))
    return sorted(out, key=lambda item: (item[2] > 0, -item[1], item[2], words.label("district", item[0])))


def _cell(words: Words, row: dict, money: str | None) -> dict:
    if not row["existed"] and not row["projects"]:
        state, value, text = "absent", None, ""
    elif not row["projects"]:
        state, value, text = "none", 0, ""
    elif money and row[money] is None:
        state, value, text = "missing", None, ""
    else:
        value = row[money] if money else row["projects"]
        state, text = "value", words.count(round(value / MILLION)) if money else words.count(value)
    name = words.label("district", row["district"])
    lines = [f"{name}, {row['year']}", words.say(f"cell.{state}")]
    if row["projects"]:
        lines = [
            f"{name}, {row['year']}",
            words.say("hover.projects", n=words.count(row["projects"])),
            f"{words.say('payer.state')}: {words.money(row['state_vnd'])}",
        ]
        if state == "missing":
            lines.append(words.say("cell.missing"))
    return {
        "x": row["year"], "y": name, "state": state, "state_words": words.say(f"cell.{state}"), "value": value, "text": text, "projects": row["projects"], "state_vnd": row["state_vnd"],
        "counterpart_vnd": row["counterpart_vnd"], "hover": "\n".join(lines), "mark": mark_id(district=row["district"], year=row["year"], touch=1) if row["projects"] else "",
    }  # fmt: skip


def _unfinished_cells(snapshot: Snapshot, filters: Filters, words: Words) -> list[dict]:
    """The unfinished year's column: outlined numbers, counted in nothing."""
    years, last = filters.years or words.place.years, words.place.last_complete
    if not years or last is None or words.place.years[1] <= last or years[1] != last:
        return []
    coming = filters.but(basis="underway", years=(last + 1, last + 1))
    found = ask(snapshot, "projects", ("district",), coming).by()
    cells = []
    for code, name, _ in _districts(words):
        n = found.get(code, {"n": 0})["n"]
        if n:
            cells.append(
                {"x": last + 1, "y": name, "state": "underway", "state_words": words.say("cell.underway"), "value": n, "text": words.count(n), "projects": n, "state_vnd": None, "counterpart_vnd": None,
                 "hover": f"{name}, {last + 1}\n{words.say('cell.underway')}: {n}", "mark": mark_id(district=code, year=last + 1, basis="underway")}
            )  # fmt: skip
    return cells


def support_by_district(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """State support (or the chosen money) by district, ordered, those with nothing at the end at zero; what cannot be placed is its own bar."""
    words = Words(snapshot, filters, language)
    lens = filters.lens if filters.lens in LENS_MONEY else "state"
    answer = ask(snapshot, LENS_MONEY[lens], ("district",), filters)
    if not words.place.map_code:
        return None
    by = answer.by()
    label = words.say(f"lens.{lens}")
    placed = [(code, name, by.get(code, {"numerator": None, "n": 0})) for code, name, _ in _districts(words)]
    whole = sum(r["numerator"] or 0 for r in answer.rows) or 1
    items = sorted(placed, key=lambda item: (-(item[2]["numerator"] or 0), item[1]))
    rows = [
        _bar(words, label, code, name, row, whole, "focus" if i < 3 else "second")
        for i, (code, name, row) in enumerate(items)
    ]
    rows += [
        _bar(words, label, code, words.label("district", code), by[code], whole, "pale")
        for code in ("group", None)
        if code in by and by[code]["numerator"]
    ]
    top = ask(snapshot, "top_share", (), filters)
    title = words.say("chart.district_money.title_none")
    if top.value is not None:
        title = words.say(
            "chart.district_money.title",
            share=words.percent(top.value, 0),
            names=", ".join(words.label("district", r["district"]) for r in top.rows),
        )
    scale, unit = words.scale(max((r["value"] or 0 for r in rows), default=0))
    return Chart(
        ChartSpec(
            kind="bars", key="district_money", title=title, subtitle=words.say("chart.district_money.subtitle", lens=label, where=words.where(), unit=unit), rows=tuple(rows), alt=words.say("chart.district_money.alt", lens=label, where=words.where()),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), height=max(320, 27 * len(rows) + 70), options={"scale": scale, "x_title": unit},
            fields=(Field("full", words.say("field.district")), Field("value", label, "money", unit=words.say("unit.million")), Field("share", words.say("field.share"), "percent", 1), Field("n", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


def _bar(words: Words, label: str, code, name: str, row: dict, whole: int, role: str) -> dict:
    value = row["numerator"]
    text = words.say("none.project") if not row["n"] else words.money(value)
    share = (value or 0) / whole
    return {
        "label": name, "full": name, "value": value, "text": text, "share": share, "n": row["n"], "role": role, "mark": mark_id(district=code),
        "hover": f"{name}\n{label}: {words.money(value)} ({words.percent(share)})\n{words.say('hover.projects', n=words.count(row['n']))}",
    }  # fmt: skip
