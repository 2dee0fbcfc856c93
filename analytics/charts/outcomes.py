"""Jobs, trainees and classes that the records tell, and how much of the money has them told at all."""

from analytics import occasions
from analytics.charts.beneficiaries import where
from analytics.charts.labelled import height, ticks
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot


def jobs(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """New jobs and jobs kept as recorded, with how many projects record them and the cost of one over those alone."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "jobs_new", (), filters)
    told = occasions.recorded(snapshot, filters)
    rows = tuple(
        _outcome_row(words, key, told[key])
        for key in ("jobs_new", "jobs_kept")
        if key in told and told[key]["value"] is not None
    )
    title = words.say("chart.ben_jobs.title_none")
    if answer.value is not None:
        title = words.say(
            "chart.ben_jobs.title",
            n=words.count(answer.value),
            share=words.percent(told["jobs_new"]["share"], 0),
        )
    notes = [words.say("chart.ben_jobs.misread")]
    for key in ("cost_per_job_kept", "cost_per_job"):
        cost = ask(snapshot, key, (), filters)
        if cost.value is not None:
            notes.insert(
                0,
                words.say(
                    f"chart.ben_jobs.{key}",
                    value=words.money(cost.value, 1),
                    n=words.count(cost.n),
                    money=words.money(cost.total["numerator"]),
                    jobs=words.count(cost.total["denominator"]),
                ),
            )
    return Chart(
        ChartSpec(
            kind="labelled", key="ben_jobs", title=title, subtitle=words.say("chart.ben_jobs.subtitle", where=where(words)), rows=rows, alt=words.say("chart.ben_jobs.alt", where=where(words)),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=tuple(notes), height=height(rows), fields=_outcome_fields(words, words.say("ben.jobs")),
        ),
        answer,
    )  # fmt: skip


def _outcome_row(words: Words, key: str, told: dict) -> dict:
    full = words.say(f"ben.outcome_{key}")
    projects = words.say(
        "ben.recorded_in", n=words.count(told["recorded_projects"]), of=words.count(told["projects"])
    )
    return {
        "label": full, "full": full, "value": told["value"], "text": words.count(told["value"]), "n": told["recorded_projects"], "of": told["projects"], "share": told["share"], "mark": mark_id(served="recorded", outcome=key),
        "hover": f"{full}: {words.count(told['value'])}\n{projects}\n{words.say('ben.recorded_money', share=words.percent(told['share']))}",
    }  # fmt: skip


def _outcome_fields(words: Words, unit: str, key: str = "value") -> tuple[Field, ...]:
    return (
        Field("full", words.say("ben.f_recorded")), Field(key, unit, "count"), Field("n", words.say("ben.f_recorded_projects"), "count"), Field("of", words.say("field.projects"), "count"),
        Field("share", words.say("ben.f_recorded_share"), "percent", 1),
    )  # fmt: skip


def recorded(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """How much of the state money stands in projects that record each outcome at all: what the sums do not speak of."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "jobs_new", (), filters)
    told = occasions.recorded(snapshot, filters)
    rows = tuple(
        _recorded_row(words, key, told[key])
        for key in occasions.OUTCOMES
        if key in told and told[key]["share"] is not None
    )
    title = words.say("chart.ben_recorded.title_none")
    if any(row["n"] for row in rows):
        title = words.say(
            "chart.ben_recorded.title",
            jobs=words.percent(told["jobs_new"]["share"], 0),
            trainees=words.percent(told["trainees"]["share"], 0),
        )
    return Chart(
        ChartSpec(
            kind="labelled", key="ben_recorded", title=title, subtitle=words.say("chart.ben_recorded.subtitle", where=words.where_nominal()), rows=rows, alt=words.say("chart.ben_recorded.alt", where=words.where_nominal()),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=(words.say("chart.ben_recorded.note"), words.say("chart.ben_recorded.no_column")), height=height(rows, shares=True),
            options={"ticks": ticks(words), "rest": words.say("chart.ben_recorded.rest")},
            fields=_outcome_fields(words, words.say("ben.f_sum"), "sum"),
        ),
        answer,
    )  # fmt: skip


def _recorded_row(words: Words, key: str, told: dict) -> dict:
    row = _outcome_row(words, key, told)
    projects = words.say("hover.projects", n=words.count(told["recorded_projects"]))
    text = f"{words.percent(told['share'])} ({projects})"
    # The table keeps the sum; the bar is the share.
    return row | {
        "value": told["share"],
        "sum": told["value"],
        "text": text,
        "role": "second",
        "hover": f"{row['full']}: {text}",
    }


def trainees(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Trainees by content, with the classes beside them."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "trainees", ("content",), filters)
    lessons = ask(snapshot, "classes", ("content",), filters)
    by = lessons.by()
    found = sorted((r for r in answer.rows if r["value"]), key=lambda r: -r["value"])
    rows = tuple(
        _trainee_row(words, r, by.get(r["content"], {}).get("value"), i) for i, r in enumerate(found)
    )
    title = words.say("chart.ben_trainees.title_none")
    if rows:
        title = words.say(
            "chart.ben_trainees.title", n=words.count(answer.value), classes=words.count(lessons.value)
        )
    return Chart(
        ChartSpec(
            kind="labelled", key="ben_trainees", title=title, subtitle=words.say("chart.ben_trainees.subtitle", where=where(words)), rows=rows, alt=words.say("chart.ben_trainees.alt", where=where(words)),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=(words.say("chart.ben_trainees.misread"),), height=height(rows),
            fields=(Field("full", words.say("field.content")), Field("value", words.say("ben.outcome_trainees"), "count"), Field("classes", words.say("ben.outcome_classes"), "count"), Field("n", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


def _trainee_row(words: Words, row: dict, classes: int | None, place: int) -> dict:
    code = row["content"]
    full = words.label("content", code)
    short = words.say("ben.classes", n=words.count(classes))
    more = words.say("ben.in_classes", classes=words.count(classes), n=words.count(row["n"]))
    return {
        "label": words.short("content", code, 48), "full": full, "value": row["value"], "classes": classes, "n": row["n"], "text": f"{words.count(row['value'])} ({short})", "role": "focus" if not place else "second",
        "mark": mark_id(served="recorded", outcome="trainees", content=code), "hover": f"{full}: {words.count(row['value'])}\n{more}",
    }  # fmt: skip
