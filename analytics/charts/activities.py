"""Advice, classes, fairs and publications: what the lists beside the project records hold, and classes of projects with them."""

from analytics import activities
from analytics.answer import Answer
from analytics.charts.labelled import height
from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.notes import left_out, missing_text
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

TALL, LOW = 340, 230  # pixels of a chart of columns


def where(words: Words) -> str:
    """Place and period: counts have no prices."""
    return f"{words.place.label(words.language)}, {words.years()}"


def beside(words: Words, answer: Answer) -> tuple[str, ...]:
    """What a second number of a chart leaves out: the footnote speaks of the first."""
    left = "; ".join(missing_text(m, words.language) for m in answer.missing if left_out(m))
    mind = [missing_text(m, words.language) for m in answer.missing if not left_out(m)]
    return (*((words.say("act.second_left", told=left),) if left else ()), *(f"{text}." for text in mind))


def by_kind(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """How many of each kind of activity: a partition of the list, read kind by kind."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "activities", ("kind",), filters)
    found = sorted((r for r in answer.rows if r["value"]), key=lambda r: (-r["value"], r["kind"]))
    rows = tuple(_kind_row(words, r, i) for i, r in enumerate(found))
    title = words.say("chart.act_kind.title_none")
    if rows:
        title = words.say("chart.act_kind.title", n=words.count(answer.value), kinds=len(rows), most=rows[0]["label"].lower(), m=rows[0]["text"])  # fmt: skip
    return Chart(
        ChartSpec(
            kind="labelled", key="act_kind", title=title, subtitle=words.say("chart.act_kind.subtitle", where=where(words)), rows=rows, alt=words.say("chart.act_kind.alt", where=where(words)),
            summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), notes=(words.say("chart.act_kind.note"),), height=height(rows),
            fields=(Field("label", words.say("act.f_kind")), Field("value", words.say("act.f_times"), "count"), Field("n", words.say("act.f_rows"), "count")),
        ),
        answer,
    )  # fmt: skip


def _kind_row(words: Words, row: dict, place: int) -> dict:
    label, n = words.say(f"act.kind.{row['kind']}"), words.count(row["value"])
    return {
        "label": label, "kind": row["kind"], "value": row["value"], "n": row["n"], "text": n, "role": "second" if place else "focus",
        "mark": mark_id(list="activity", kind=row["kind"], only="own"), "hover": f"{label}: {n}",
    }  # fmt: skip


def advice(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Establishments advised by topic: parts that add up to the whole."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "advised_establishments", ("topic",), filters)
    sessions = ask(snapshot, "advice_sessions", ("topic",), filters).by("topic")
    whole = answer.value or 0
    found = sorted((r for r in answer.rows if r["value"]), key=lambda r: (r["topic"] is None, r["topic"] == "other", -r["value"]))  # fmt: skip
    rows = tuple(_topic_row(words, r, whole, sessions.get(r["topic"], {}).get("value"), i) for i, r in enumerate(found))  # fmt: skip
    title = words.say("chart.advice.title_none")
    if rows:
        title = words.say("chart.advice.title", n=words.count(whole), topic=rows[0]["label"].lower(), share=words.percent(rows[0]["share"], 0))  # fmt: skip
    sums = " + ".join(words.count(r["value"]) for r in rows)
    notes = (words.say("chart.advice.sum", sums=sums, n=words.count(whole)),) if len(rows) > 1 else ()
    return Chart(
        ChartSpec(
            kind="labelled", key="advice", title=title, subtitle=words.say("chart.advice.subtitle", where=where(words)), rows=rows, alt=words.say("chart.advice.alt", where=where(words)),
            summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), notes=(*notes, words.say("chart.advice.note")), height=height(rows),
            fields=(Field("label", words.say("act.f_topic")), Field("value", words.say("act.f_advised"), "count"), Field("share", words.say("field.share"), "percent", 1), Field("sessions", words.say("act.f_sessions"), "count")),
        ),
        answer,
    )  # fmt: skip


def _topic_row(words: Words, row: dict, whole: int, sessions: int | None, place: int) -> dict:
    label = words.say(f"act.topic.{row['topic'] or 'none'}")
    share = row["value"] / whole
    text = f"{words.count(row['value'])} ({words.percent(share, 0)})"
    return {
        "label": label, "value": row["value"], "share": share, "sessions": sessions, "text": text, "role": "pale" if row["topic"] is None else "second" if place else "focus",
        "mark": mark_id(list="activity", kind="advice", topic=row["topic"]), "hover": f"{label}: {text}\n{words.say('act.sessions', n=words.count(sessions))}",
    }  # fmt: skip


# Charts of columns by year: key -> the metrics of its series (key of the series, metric, role), and the kind their marks open.
_YEARLY = {
    "advice_years": (("advised", "advised_establishments", "focus", "advice"),),
    "fair_years": (("fairs", "fairs", "focus", "fair"),),
    "inspection_years": (("inspections", "inspections", "focus", "inspection"),),
}  # fmt: skip


def advice_years(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Establishments advised year by year."""
    return _by_year(snapshot, filters, language, "advice_years")


def fair_years(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Fairs year by year, with the establishments that came in the table."""
    return _by_year(snapshot, filters, language, "fair_years", ("fair_establishments",))


def inspection_years(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Inspections year by year; the lists have no column for what they found."""
    return _by_year(snapshot, filters, language, "inspection_years")


def _by_year(
    snapshot: Snapshot, filters: Filters, language: str, key: str, beside: tuple[str, ...] = ()
) -> Chart:
    """Columns of one kind of activity; the unfinished years of the list are hatched and in no number."""
    words = Words(snapshot, filters, language)
    wide = activities.with_later(snapshot, filters, "activity")
    plan = _YEARLY[key]
    values = {name: ask(snapshot, metric, ("year",), wide).by("year") for name, metric, _, _ in plan}
    values |= {metric: ask(snapshot, metric, ("year",), wide).by("year") for metric in beside}
    rows = year_rows(words, wide, values, {name: mark_id(list="activity", kind=kind) for name, _, _, kind in plan}, [name for name, *_ in plan])  # fmt: skip
    series = tuple(
        Series(name, words.say(f"chart.{key}.{name}"), role)
        for name, _, role, _ in plan
        if any(row[name] for row in rows)
    )
    answers = [ask(snapshot, metric, (), filters) for _, metric, _, _ in plan]
    known = [row for row in rows if not row["unfinished"] and row["top"]]
    title = words.say(f"chart.{key}.title_none")
    if known:
        most = max(row["top"] for row in known)
        when = words.names([str(row["x"]) for row in known if row["top"] == most], of="year")
        more = [ask(snapshot, metric, (), filters).value for metric in beside]
        counts = [words.count(a.value) for a in answers] + [words.count(v) for v in more]
        title = words.say(f"chart.{key}.title", n=counts[0], m=counts[-1], year=when, most=words.count(most))  # fmt: skip
    notes = [words.say(f"chart.{key}.note"), *(blank(words, rows) if key != "advice_years" else ())]
    return Chart(
        ChartSpec(
            kind="columns", key=key, title=title, subtitle=words.say(f"chart.{key}.subtitle", where=where(words)), rows=rows if any(row["top"] for row in rows) else (), series=series,
            alt=words.say(f"chart.{key}.alt", where=where(words)), summary="; ".join(f"{row['x']}: {row['over']}" for row in rows if row["top"]), height=LOW if key == "inspection_years" else TALL, notes=(*notes, *later(words, rows)),
            options={"scale": 1, "dtick": step(rows), "y_title": words.say(f"chart.{key}.axis")},
            fields=(Field("x", words.say("field.year"), "year"), *(Field(s.key, s.label, "count") for s in series), *(Field(metric, words.say(f"act.f_{metric}"), "count") for metric in beside)),
        ),
        answers[0],
    )  # fmt: skip


def year_rows(words: Words, wide: Filters, values: dict, marks: dict, drawn: list[str]) -> tuple[dict, ...]:
    """One row a year from the first to the last that anything has or the choice names; missing is missing, not 0."""
    years = {year for by in values.values() for year in by}
    if not years:
        return ()
    first, last = wide.years or (min(years), max(years))
    done = words.place.last_complete
    rows = []
    for year in range(min(first, *years), max(last, *years) + 1):
        row: dict = {"x": year, "unfinished": done is not None and year > done}
        for name, by in values.items():
            row[name] = by.get(year, {}).get("value")
            row[f"text_{name}"] = words.count(row[name]) if row[name] is not None else ""
        for name in drawn:
            row[f"mark_{name}"] = f"{marks[name]}&{mark_id(year=year)}"
        known = [row[name] for name in drawn if row[name] is not None]
        row["top"] = sum(known) if known else None
        row["over"] = words.count(row["top"]) if known else ""
        rows.append(row)
    return tuple(rows)


def later(words: Words, rows) -> tuple[str, ...]:
    told = [str(row["x"]) for row in rows if row["unfinished"] and row["top"]]
    return (words.say("act.unfinished", years=", ".join(told)),) if told else ()


def blank(words: Words, rows) -> tuple[str, ...]:
    """Years without a column: those that nothing is recorded of, and those recorded as 0; they look alike and are not."""
    lost = [str(row["x"]) for row in rows if row["top"] is None]
    zero = [str(row["x"]) for row in rows if row["top"] == 0]
    told = (("act.blank", lost), ("act.zero", zero)) if any(row["top"] for row in rows) else ()
    return tuple(words.say(key, years=", ".join(years)) for key, years in told if years)


def step(rows) -> int | None:
    """The distance of the ticks of few things: whole ones; None leaves it to the drawing."""
    return 1 if max((row["top"] or 0 for row in rows), default=0) <= 6 else None


def classes(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Classes year by year: those of projects, and those that stand in no project."""
    return _taught(snapshot, filters, language, "classes")


def trainees(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Trainees year by year, of projects and of classes outside them."""
    return _taught(snapshot, filters, language, "trainees")


def _taught(snapshot: Snapshot, filters: Filters, language: str, measure: str) -> Chart:
    words = Words(snapshot, filters, language)
    wide = activities.with_later(snapshot, filters, "activity")
    key, outside = f"{measure}_years", f"{measure}_outside"
    values = {
        "inside": ask(snapshot, measure, ("year",), filters).by("year"),
        "outside": ask(snapshot, outside, ("year",), wide).by("year"),
    }
    marks = {
        "inside": mark_id(served="recorded", outcome=measure),
        "outside": mark_id(
            list="activity", kind="class", only="own_people" if measure == "trainees" else "own"
        ),
    }
    values = {
        name: {year: row for year, row in by.items() if row["value"] is not None}
        for name, by in values.items()
    }
    rows = year_rows(words, wide, values, marks, ["inside", "outside"])
    series = tuple(
        Series(name, words.say(f"act.{name}"), role)
        for name, role in (("inside", "focus"), ("outside", "accent"))
        if any(row[name] for row in rows)
    )
    whole, more = ask(snapshot, measure, (), filters), ask(snapshot, outside, (), filters)
    total = _sum(whole.value, more.value)
    title = words.say(f"chart.{key}.title_none")
    if total is not None:
        which = (
            "title"
            if whole.value is not None and not more.value
            else "title_both"
            if whole.value
            else "title_outside"
        )
        title = words.say(f"chart.{key}.{which}", n=words.count(total), inside=words.count(whole.value), outside=words.count(more.value))  # fmt: skip
    notes = [words.say(f"chart.{key}.note")]
    notes += blank(words, rows)
    notes += beside(words, more) if whole.value is not None else ()
    return Chart(
        ChartSpec(
            kind="columns", key=key, title=title, subtitle=words.say(f"chart.{key}.subtitle", where=where(words)), rows=rows if any(row["top"] for row in rows) else (), series=series,
            alt=words.say(f"chart.{key}.alt", where=where(words)), summary="; ".join(f"{row['x']}: {row['over']}" for row in rows if row["top"]), height=TALL, notes=(*notes, *later(words, rows)),
            options={"scale": 1, "dtick": step(rows), "y_title": words.say(f"chart.{key}.axis"), "label_room": 110},
            fields=(Field("x", words.say("field.year"), "year"), *(Field(s.key, s.label, "count") for s in series)),
        ),
        whole if whole.value is not None else more,
    )  # fmt: skip


def _sum(*values) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def taught_total(snapshot: Snapshot, measure: str, filters: Filters) -> int | None:
    """Classes or trainees of projects and outside them; None where neither is recorded. No class is in both."""
    return _sum(
        ask(snapshot, measure, (), filters).value, ask(snapshot, f"{measure}_outside", (), filters).value
    )
