"""The map as equal tiles: which tile is whose, and what it says."""

from analytics.charts import shapes, tiles
from analytics.charts.maps import BOUNDS, LENS_MONEY
from analytics.charts.ratio import FEW
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import BILLION, Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot


def tile_map(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """The map as equal tiles, so that small towns do not vanish: shaded by the ratio, or filled from the foot by the amount."""
    words = Words(snapshot, filters, language)
    if not words.place.map_code:
        return None
    totals = filters.lens != "ratio"
    answer = ask(snapshot, LENS_MONEY[filters.lens] if totals else "leverage", ("district",), filters)
    by, served = answer.by(), shapes.touched(snapshot, filters)
    points = {code: point for code, _, point in shapes.districts(words)}
    rows = [
        _tile(words, code, at, by.get(code), served.get(code), totals)
        for code, at in tiles.places(points).items()
    ]
    lens, where = words.say(f"lens.{filters.lens}"), words.where()
    never = sorted(row["full"] for row in rows if row["never"])
    told = words.say(
        "spread.tiles_title",
        n=len(never),
        names=words.names(never, 4, of="district"),
        never=shapes.never(words),
    )
    kind, unit = ("money", words.say("unit.million")) if totals else ("ratio", "")
    borrowed = (words.say("map.borrowed"),) if words.place.kind == "simulated" else ()
    return Chart(
        ChartSpec(
            kind="tiles", key="map", title=told if never else words.say("spread.tiles_title_none"), rows=tuple(rows),
            subtitle=words.say("spread.tiles_subtitle" if totals else "spread.tiles_subtitle_ratio", lens=lens, where=where),
            alt=words.say("spread.tiles_alt", lens=lens, where=where), summary="; ".join(f"{r['full']}: {r['text']}" for r in rows),
            notes=(words.say("spread.tiles_note", never=shapes.never(words)), *shapes.joined(words), *borrowed), height=84 * (max((r["line"] for r in rows), default=0) + 1) + 4,
            options={"totals": totals, "top": max((r["value"] or 0 for r in rows), default=0) or 1},
            fields=(Field("full", words.say("field.district")), Field("value", lens, kind, 2, unit=unit), Field("n", words.say("field.projects"), "count")),
        ),
        shapes.placed(snapshot, answer),
    )  # fmt: skip


def _tile(words: Words, code: str, at: tuple[int, int], row: dict | None, served, totals: bool) -> dict:
    """`served`: projects that touch the district; one that only a group touches has no amount of its own, which is not zero."""
    row = row or {"value": None, "n": 0}
    name, few, value = words.label("district", code), not totals and row["n"] < FEW, row["value"]
    text = words.money(value, 1 if (value or 0) >= BILLION else 0) if totals else words.ratio(value)
    if not row["n"]:
        text = words.say("spread.only_group") if served else words.say("spread.tile_none")
    lines = [name, text, words.say("hover.projects", n=words.count(row["n"]))]
    if few and row["n"]:
        lines.append(words.say("hover.few"))
    level = None if totals or few or value is None else sum(1 for bound in BOUNDS if value >= bound) - 1
    return {
        "code": code, "label": name, "full": name, "column": at[0], "line": at[1], "value": value, "text": text, "class": level, "n": row["n"],
        "never": not served, "hover": "\n".join(lines), "mark": mark_id(district=code) if row["n"] else "",
    }  # fmt: skip
