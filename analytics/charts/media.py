"""Publications and programmes year by year: two units, so a panel each and nothing added."""

from analytics import activities
from analytics.charts.activities import beside, blank, later, where, year_rows
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

PANEL = 190  # pixels of a panel
_KINDS = {"publications": "publication", "broadcasts": "broadcast"}


def media_years(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """One panel of columns a kind, headed by what its columns add up to; the unfinished years are hatched and in no number."""
    words = Words(snapshot, filters, language)
    wide = activities.with_later(snapshot, filters, "activity")
    answers = {metric: ask(snapshot, metric, (), filters) for metric in _KINDS}
    drawn = {metric: _years(snapshot, words, wide, metric, kind) for metric, kind in _KINDS.items()}
    there = [metric for metric in _KINDS if any(row["top"] for row in drawn[metric])]
    rows = tuple(row for metric in there for row in drawn[metric])
    counts = {metric: words.count(answer.value) for metric, answer in answers.items()}
    title = words.say("chart.media_years.title" if there else "chart.media_years.title_none", n=counts["publications"], m=counts["broadcasts"])  # fmt: skip
    notes = [words.say("chart.media_years.note"), *beside(words, answers["broadcasts"])]
    for metric in there:
        notes += [f"{words.say(f'chart.media_years.{metric}')}: {text[0].lower()}{text[1:]}" for text in blank(words, drawn[metric])]  # fmt: skip
    years = sorted({row["x"] for row in rows})
    return Chart(
        ChartSpec(
            kind="multiples", key="media_years", title=title, subtitle=words.say("chart.media_years.subtitle", where=where(words)), rows=rows, alt=words.say("chart.media_years.alt", where=where(words)),
            summary="; ".join(f"{r['y']} {r['x']}: {r['text']}" for r in rows if r["value"]), height=PANEL * max(len(there), 1), notes=(*notes, *later(words, rows)),
            options={
                "panels": [words.say(f"chart.media_years.{metric}") for metric in there], "heads": [words.say(f"chart.media_years.head_{metric}", n=counts[metric]) for metric in there],
                "x": years, "average": [None] * len(years), "columns": 1, "own_years": True, "scale": 1, "y_title": words.say("chart.media_years.axis"),
            },
            fields=(Field("y", words.say("act.f_kind")), Field("x", words.say("field.year"), "year"), Field("value", words.say("act.f_times"), "count")),
        ),
        answers["publications"],
    )  # fmt: skip


def _years(snapshot: Snapshot, words: Words, wide: Filters, metric: str, kind: str) -> tuple[dict, ...]:
    """The years of one kind, as rows of its panel; a year without a value has no mark."""
    found = {metric: ask(snapshot, metric, ("year",), wide).by("year")}
    name = words.say(f"chart.media_years.{metric}")
    rows = year_rows(words, wide, found, {metric: mark_id(list="activity", kind=kind)}, [metric])
    return tuple(
        row | {
            "y": name, "value": row["top"], "text": row["over"], "mark": row[f"mark_{metric}"] if row["top"] else "",
            "hover": f"{name}, {row['x']}: {row['over']}",
        }
        for row in rows
    )  # fmt: skip
