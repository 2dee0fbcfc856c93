"""Product awards: each level's rounds as small columns of their own, and how far the very same products went; levels are never added."""

from analytics import activities
from analytics.charts.activities import later, where
from analytics.charts.labelled import height
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

PANEL, ACROSS = 210, 2  # pixels of one line of panels


def rounds(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Products certified in each round, one panel a level on one scale."""
    words = Words(snapshot, filters, language)
    wide = activities.with_later(snapshot, filters, "award")
    found = {(r["level"], r["year"]): r["value"] for r in ask(snapshot, "awarded_products", ("level", "year"), wide).rows}  # fmt: skip
    answer = ask(snapshot, "awarded_products", ("level",), filters)
    whole = answer.by("level")
    levels = [level for level in activities.LEVELS if level in whole]
    rows = tuple(_round_row(words, level, year, n) for (level, year), n in sorted(found.items(), key=lambda f: (activities.LEVELS.index(f[0][0]), f[0][1])))  # fmt: skip
    years = sorted({row["x"] for row in rows})
    title = words.say("chart.rounds.title_none")
    told = {level: _times(words, rows, level, whole[level]["value"]) for level in levels}
    if levels:
        base = "province" if "province" in levels else levels[0]
        title = words.say("chart.rounds.title", level=words.say(f"act.level.{base}"), **told[base])
    axis = list(range(years[0], years[-1] + 1)) if years else []
    return Chart(
        ChartSpec(
            kind="multiples", key="rounds", title=title, subtitle=words.say("chart.rounds.subtitle", where=where(words)), rows=rows, alt=words.say("chart.rounds.alt", where=where(words)),
            summary="; ".join(f"{r['y']} {r['x']}: {r['text']}" for r in rows), height=PANEL * -(-max(len(levels), 1) // ACROSS), notes=(words.say("chart.rounds.note"), *later(words, rows)),
            options={"panels": [words.say(f"act.level.{level}") for level in levels], "heads": [words.say("chart.rounds.head", **told[level]) for level in levels], "x": axis, "average": [None] * len(axis), "columns": ACROSS, "own_years": True, "scale": 1, "y_title": words.say("act.f_products")},
            fields=(Field("y", words.say("act.f_level")), Field("x", words.say("act.f_round"), "year"), Field("value", words.say("act.f_products"), "count")),
        ),
        answer,
    )  # fmt: skip


def _times(words: Words, rows, level: str, products: int) -> dict[str, str]:
    """Distinct products of a level and the certificates they hold: what its columns add up to, the unfinished year's left out."""
    times = sum(row["value"] for row in rows if row["level"] == level and not row["unfinished"])
    return {"n": words.count(products), "times": words.count(times)}


def _round_row(words: Words, level: str, year: int, n: int) -> dict:
    name, done = words.say(f"act.level.{level}"), words.place.last_complete
    return {
        "y": name, "level": level, "x": year, "top": n, "unfinished": done is not None and year > done, "value": n, "text": words.count(n), "mark": mark_id(list="award", level=level, year=year),
        "hover": f"{name}, {year}\n{words.say('act.products', n=words.count(n))}",
    }  # fmt: skip


def base_level(counts: dict[tuple[str, str], int]) -> str | None:
    """The level that the nested picture starts from: the province, else the lowest that has products."""
    there = [level for level in activities.LEVELS if (level, level) in counts]
    return "province" if "province" in there else next(iter(there), None)


def nested(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Of the products of the province level, how many hold the region's and the nation's certificate: the same products, told by identity."""
    words = Words(snapshot, filters, language)
    counts = activities.nested(snapshot, filters)
    base = base_level(counts)
    answer = ask(snapshot, "award_next_share", ("level",), filters)
    rows: tuple[dict, ...] = ()
    if base:
        above = activities.LEVELS[activities.LEVELS.index(base) :]
        rows = tuple(_nested_row(words, base, level, counts) for level in above if (level, level) in counts)
    title = words.say("chart.nested.title_none")
    if len(rows) > 1:
        told = ", ".join(words.say("chart.nested.part", n=words.count(r["value"]), level=r["level_words"].lower()) for r in rows[1:])  # fmt: skip
        title = words.say("chart.nested.title", n=words.count(rows[0]["value"]), level=rows[0]["level_words"].lower(), told=told)  # fmt: skip
    elif rows:
        title = words.say("chart.nested.title_alone", n=words.count(rows[0]["value"]), level=rows[0]["level_words"].lower())  # fmt: skip
    notes = [words.say("chart.nested.note")]
    for level in activities.LEVELS:
        lone = counts.get((level, level), 0) - counts.get((base, level), 0) if base else 0
        if base and activities.LEVELS.index(level) > activities.LEVELS.index(base) and lone > 0:
            notes.append(words.say("chart.nested.lone", n=words.count(lone), level=words.say(f"act.level.{level}").lower(), base=words.say(f"act.level.{base}").lower()))  # fmt: skip
    below = answer.by("level").get("district")
    if base == "province" and below and below["denominator"]:
        notes.append(words.say("chart.nested.district", n=words.count(below["numerator"]), of=words.count(below["denominator"])))  # fmt: skip
    return Chart(
        ChartSpec(
            kind="labelled", key="nested", title=title, subtitle=words.say("chart.nested.subtitle", where=where(words)), rows=rows, alt=words.say("chart.nested.alt", where=where(words)),
            summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), notes=tuple(notes), height=height(rows),
            fields=(Field("label", words.say("act.f_level")), Field("value", words.say("act.f_products"), "count"), Field("share", words.say("field.share"), "percent", 1)),
        ),
        answer,
    )  # fmt: skip


def _nested_row(words: Words, base: str, level: str, counts: dict) -> dict:
    n, of = counts.get((base, level), 0), counts[base, base]
    name = words.say(f"act.level.{level}")
    label = name if level == base else words.say("chart.nested.also", level=name.lower())
    text = words.count(n) if level == base else f"{words.count(n)} ({words.percent(n / of, 0)})"
    mark = {"list": "award", "level": base} | ({} if level == base else {"also": level})
    return {
        "label": label, "level_words": name, "value": n, "share": n / of, "text": text, "role": "second" if level == base else "focus", "mark": mark_id(**mark),
        "hover": f"{label}: {words.say('act.products', n=text)}",
    }  # fmt: skip
