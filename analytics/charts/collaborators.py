"""Collaborators and staff: by area in the last year, and at the end of every year."""

from analytics import activities
from analytics.charts.activities import TALL, blank, later, step, where, year_rows
from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

ROW = 25  # pixels of an area: few posts each, many areas


def areas(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Collaborators by area in the last year: posts filled full-time and part-time, and posts that stand empty."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "collaborator_filled", (), filters)
    listed = activities.behind(snapshot, mark_id(list="collaborator", role="collaborator"), filters).rows
    rows = tuple(_area_row(words, row) for row in sorted(listed, key=_emptiest))
    year = max((row["year"] for row in listed), default=None)
    people = ask(snapshot, "collaborators", (), filters)
    empty = sum(row["vacant"] or 0 for row in listed)
    title = words.say("chart.areas.title_none")
    if rows:
        title = words.say("chart.areas.title" if empty else "chart.areas.title_full", year=year, n=words.count(people.value), areas=sum(1 for row in listed if row["filled"]), vacant=words.count(empty))  # fmt: skip
    series = tuple(
        Series(name, words.say(f"chart.areas.{name}"), role)
        for name, role in (("full", "focus"), ("part", "second"), ("plain", "focus"), ("vacant", "accent"))
        if any(row[name] for row in rows)
    )
    return Chart(
        ChartSpec(
            kind="stacked", key="areas", title=title, subtitle=words.say("chart.areas.subtitle", where=f"{words.place.label(language)}, {year or words.years()}"), rows=rows, series=series,
            alt=words.say("chart.areas.alt", where=f"{words.place.label(language)}, {year or words.years()}"), summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), height=ROW * len(rows) + 90,
            notes=(words.say("chart.areas.note"),), options={"x_title": words.say("chart.areas.axis"), "dtick": 1},
            fields=(Field("label", words.say("act.f_area")), Field("posts", words.say("act.f_posts"), "count"), Field("filled", words.say("act.f_filled"), "count"), Field("part_time", words.say("act.f_part_time"), "count"), Field("vacant_known", words.say("act.f_vacant"), "count"), Field("file", words.say("field.file")), Field("row", words.say("field.row"), "count")),
        ),
        answer if answer.n else people,
    )  # fmt: skip


def _emptiest(row: dict) -> tuple:
    return (-(row["vacant"] or 0), row["filled"], row["area"])


def _area_row(words: Words, row: dict) -> dict:
    label = row["area"] if row["area_level"] != "district" else words.label("district", row["district_code"]) if row["district_code"] else row["area"]  # fmt: skip
    part = row["part_time"]
    own = {
        "full": None if part is None else row["filled"] - part,
        "part": part,
        "plain": row["filled"] if part is None else None,
        "vacant": row["vacant"],
    }
    if row["posts"] is None:
        text = words.say("chart.areas.text_people", filled=words.count(row["filled"]))
    else:
        text = words.say("chart.areas.text", filled=words.count(row["posts"] - row["vacant"]), posts=words.count(row["posts"]))  # fmt: skip
    mark = mark_id(list="collaborator", role="collaborator", area=row["area"])
    told = {f"hover_{name}": f"{label}\n{words.say(f'chart.areas.{name}')}: {words.count(value)}" for name, value in own.items()}  # fmt: skip
    return {
        "label": label, "text": text, "posts": row["posts"], "filled": row["filled"], "part_time": part, "vacant_known": row["vacant"], "file": row["file"], "row": row["row"],
        **own, **told, **{f"mark_{name}": mark for name in own},
    }  # fmt: skip


def network_years(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Posts of collaborators at the end of each year, filled and empty: stocks beside one another, never added."""
    words = Words(snapshot, filters, language)
    wide = activities.with_later(snapshot, filters, "collaborator")
    posts = ask(snapshot, "collaborator_filled", ("year",), wide).by("year")
    values = {
        "filled": {y: {"value": r["numerator"]} for y, r in posts.items() if r["denominator"]},
        "vacant": {y: {"value": r["denominator"] - r["numerator"]} for y, r in posts.items() if r["denominator"]},
    }  # fmt: skip
    marks = {
        "filled": mark_id(list="collaborator", role="collaborator", only="filled"),
        "vacant": mark_id(list="collaborator", role="collaborator", only="vacant"),
    }
    rows = year_rows(words, wide, values, marks, ["filled", "vacant"])
    for row in rows[:-1]:
        row["over_short"] = ""  # the last stock is named; all of them would touch on a phone
    answer = ask(snapshot, "collaborator_filled", (), filters)
    part = ask(snapshot, "collaborator_part_time", (), filters)
    title = words.say("chart.network.title_none")
    known = [row for row in rows if not row["unfinished"] and row["top"]]
    unlike = _unlike(words, known, activities.areas_by_year(snapshot, filters, "collaborator", posts=True))
    if known:
        first, last = known[0], known[-1]
        title = words.say(
            "chart.network.title" if len(known) > 1 and not unlike else "chart.network.title_one", last=last["x"], share=words.percent(last["filled"] / last["top"], 0),
            first=first["x"], before=words.percent(first["filled"] / first["top"], 0),
        )  # fmt: skip
    notes = [words.say("chart.network.note"), *blank(words, rows), *unlike]
    if part.value is not None:
        notes.append(words.say("chart.network.part", share=words.percent(part.value, 0), n=words.count(part.total["numerator"]), of=words.count(part.total["denominator"])))  # fmt: skip
    series = (Series("filled", words.say("chart.network.filled"), "focus"), Series("vacant", words.say("chart.network.vacant"), "accent"))  # fmt: skip
    return Chart(
        ChartSpec(
            kind="columns", key="network", title=title, subtitle=words.say("chart.network.subtitle", where=where(words)), rows=rows if known else (), series=series,
            alt=words.say("chart.network.alt", where=where(words)), summary="; ".join(f"{r['x']}: {r['text_filled']} / {r['over']}" for r in rows if r["top"]), height=TALL, notes=(*notes, *later(words, rows)),
            options={"scale": 1, "dtick": step(rows), "y_title": words.say("chart.network.axis"), "label_room": 130},
            fields=(Field("x", words.say("field.year"), "year"), *(Field(s.key, s.label, "count") for s in series), Field("top", words.say("act.f_posts"), "count")),
        ),
        answer,
    )  # fmt: skip


def _unlike(words: Words, known: list[dict], areas: dict[int, frozenset]) -> tuple[str, ...]:
    """That the first and the last year drawn are not of the same areas, where so: no trend can be read from them."""
    if not known:
        return ()
    first, last = known[0]["x"], known[-1]["x"]
    before, after = areas.get(first, frozenset()), areas.get(last, frozenset())
    if before == after:
        return ()
    return (words.say("act.areas_unlike", first=first, last=last, n=words.count(len(before)), m=words.count(len(after)), both=words.count(len(before & after))),)  # fmt: skip


def staff_years(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Staff at the end of each year."""
    words = Words(snapshot, filters, language)
    wide = activities.with_later(snapshot, filters, "collaborator")
    values = {"staff": {y: r for y, r in ask(snapshot, "promotion_staff", ("year",), wide).by("year").items() if r["value"] is not None}}  # fmt: skip
    rows = year_rows(words, wide, values, {"staff": mark_id(list="collaborator", role="staff")}, ["staff"])
    answer = ask(snapshot, "promotion_staff", (), filters)
    known = [row for row in rows if not row["unfinished"] and row["top"]]
    title = words.say("chart.staff.title_none")
    unlike = _unlike(words, known, activities.areas_by_year(snapshot, filters, "staff"))
    if known:
        title = words.say("chart.staff.title" if len(known) > 1 and not unlike else "chart.staff.title_one", last=known[-1]["x"], n=words.count(known[-1]["staff"]), first=known[0]["x"], before=words.count(known[0]["staff"]))  # fmt: skip
    return Chart(
        ChartSpec(
            kind="columns", key="staff", title=title, subtitle=words.say("chart.staff.subtitle", where=where(words)), rows=rows if known else (), series=(Series("staff", words.say("act.f_staff"), "focus"),),
            alt=words.say("chart.staff.alt", where=where(words)), summary="; ".join(f"{r['x']}: {r['over']}" for r in rows if r["top"]), height=TALL, notes=(words.say("chart.staff.note"), *blank(words, rows), *unlike, *later(words, rows)),
            options={"scale": 1, "dtick": step(rows), "y_title": words.say("act.f_staff")}, fields=(Field("x", words.say("field.year"), "year"), Field("staff", words.say("act.f_staff"), "count")),
        ),
        answer,
    )  # fmt: skip
