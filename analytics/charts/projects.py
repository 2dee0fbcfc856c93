"""Each project by itself: state against counterpart, and how many stand at which ratio."""

import itertools
import math
import statistics

from analytics import leverage
from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

DOTS = 500  # more hold up the browser and hide each other; the largest are the ones that matter


def by_project(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """State against counterpart, both log; the ten largest named. Projects with zero counterpart cannot stand on a log axis: counted beside."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "leverage_without_largest", (), filters)
    largest, _ = leverage.projects(snapshot, filters, DOTS)
    ratios = leverage.ratios(snapshot, filters)
    zero = sum(1 for ratio in ratios if ratio == 0)
    rows = []
    for i, p in enumerate(p for p in largest if p["state_vnd"] and p["counterpart_vnd"]):
        lines = [
            p["title"],
            words.say(
                "hover.pair", counterpart=words.money(p["counterpart_vnd"]), state=words.money(p["state_vnd"])
            ),
            words.say("hover.ratio", value=words.ratio(p["counterpart_vnd"] / p["state_vnd"])),
        ]
        rows.append(
            {
                "x": p["state_vnd"], "y": p["counterpart_vnd"], "name": _name(words, p), "named": i < 10, "title": p["title"], "year": p["year"], "group": p["tier"], "hover": "\n".join(lines),
                "ratio": p["counterpart_vnd"] / p["state_vnd"], "mark": mark_id(project=p["project_id"]), "value": p["counterpart_vnd"],
            }
        )  # fmt: skip
    left = answer.by()
    title = words.say("chart.projects.title_none")
    if rows and left[5]["value"] is not None:
        title = words.say(
            "chart.projects.title", five=words.ratio(left[5]["value"]), one=words.ratio(left[1]["value"])
        )
    notes = [words.say("chart.projects.zero", n=words.count(zero))] if zero else []
    every = len(ratios) - zero
    if every > len(rows):
        notes.append(words.say("chart.projects.cut", shown=words.count(len(rows)), all=words.count(every)))
    million = words.say("unit.million")
    return Chart(
        ChartSpec(
            kind="scatter", key="projects", title=title, subtitle=words.say("chart.projects.subtitle", where=words.where_nominal()), rows=tuple(rows),
            series=(Series("national", words.say("tier.national"), "national"), Series("local", words.say("tier.local"), "local")),
            alt=words.say("chart.projects.alt", where=words.where()), summary=words.say("chart.projects.summary", n=words.count(len(rows)), one=words.ratio(left[1]["value"]), three=words.ratio(left[3]["value"]), five=words.ratio(left[5]["value"])),
            notes=tuple(notes), height=470, options={"scale": 1_000_000, "x_title": f"{words.say('payer.state')}, {million}", "y_title": f"{words.say('payer.counterpart')}, {million}"},
            fields=(Field("name", words.say("field.code")), Field("title", words.say("field.title"), "quote"), Field("year", words.say("field.year"), "year"), Field("x", words.say("payer.state"), "money", unit=million), Field("y", words.say("payer.counterpart"), "money", unit=million), Field("ratio", words.say("lens.ratio"), "ratio", 2)),
        ),
        answer,
    )  # fmt: skip


def _name(words: Words, project: dict) -> str:
    """What a hall can read beside a dot: where and when; the code stands in the table."""
    if project["district"] == "group":
        return f"{words.say('group.short')} {project['year']}"
    place = (
        words.label("district", project["district"])
        if project["district"]
        else words.place.label(words.language)
    )
    return f"{place} {project['year']}"


BINS = (0, 0.5, 1.0, 1.1, 1.5, 2.0, 3.0, 5.0, 10.0, math.inf)


def spread(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """How many projects at which ratio; the bar at and just above 1,0 is the wall of 50 % support."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "leverage_median", (), filters)
    ratios = leverage.ratios(snapshot, filters)
    rows = []
    zero = sum(1 for r in ratios if r == 0)
    if zero:
        rows.append(
            {
                "label": "0",
                "value": zero,
                "role": "pale",
                "mark": mark_id(ratio_from=0, ratio_to=0),
                "hover": words.say("chart.spread.bin_zero", n=words.count(zero)),
            }
        )
    for low, high in itertools.pairwise(BINS):
        n = sum(1 for r in ratios if (low <= r < high) and r > 0)
        label = (
            f"≥ {words.ratio(low, 0)}" if high == math.inf else f"{_short(words, low)}–{_short(words, high)}"
        )
        rows.append(
            {
                "label": label,
                "value": n,
                "mark": mark_id(ratio_from=low, ratio_to=high),
                "hover": words.say("chart.spread.bin", label=label, n=words.count(n)),
            }
        )
    while rows and rows[-1]["value"] == 0:
        rows.pop()
    positive = [r for r in ratios if r > 0]
    middle = _quantiles(positive)
    title = words.say("chart.spread.title_none")
    if middle:
        title = words.say("chart.spread.title", median=words.ratio(middle[1]), n=words.count(len(positive)))
    summary = (
        words.say(
            "chart.spread.summary",
            n=words.count(len(ratios)),
            zero=words.count(zero),
            lower=words.ratio(middle[0]),
            median=words.ratio(middle[1]),
            upper=words.ratio(middle[2]),
        )
        if middle
        else ""
    )
    return Chart(
        ChartSpec(
            kind="histogram", key="spread", title=title, subtitle=words.say("chart.spread.subtitle", where=words.where_nominal()), rows=tuple(rows), alt=words.say("chart.spread.alt", where=words.where()), summary=summary,
            notes=(summary,) if summary else (), height=400, options={"x_title": words.say("unit.ratio"), "y_title": words.say("field.projects")},
            fields=(Field("label", words.say("lens.ratio")), Field("value", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


def _short(words: Words, value: float) -> str:
    return words.ratio(value, 0 if value == int(value) else 1 if round(value, 1) == value else 2)


def _quantiles(values: list[float]) -> tuple[float, float, float] | None:
    if len(values) < 2:
        return (values[0],) * 3 if values else None
    return tuple(statistics.quantiles(values, n=4, method="inclusive"))
