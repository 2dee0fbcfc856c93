"""Stated figures of activities and products as charts: a whole with its parts, and products by level, each from one source."""

from dataclasses import dataclass

from analytics import activities_stated, reconciliation
from analytics.activities_stated import Levels, Whole
from analytics.answer import Answer
from analytics.charts.labelled import height
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import headed, said
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

_SQL = "SELECT id, source_id, period_as_stated, measure, value, unit_as_stated, quote, file, row FROM reported_figure WHERE id IN (SELECT UNNEST($ids))"


@dataclass(frozen=True)
class OfWhole:
    """Draws the whole of one stated figure (by id) and its parts."""

    figure: str

    def __call__(self, snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
        words = Words(snapshot, filters, language)
        found = activities_stated.wholes(snapshot, filters.province)
        whole = next((w for w in found if w.figure["id"] == self.figure), None)
        return None if whole is None else _whole(snapshot, words, whole)


@dataclass(frozen=True)
class OfLevels:
    """Draws the products by level that one source states of one period."""

    source: str
    period: str | None
    basis: str

    def __call__(self, snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
        words = Words(snapshot, filters, language)
        found = activities_stated.levels(snapshot, filters.province)
        same = (one for one in found if (one.source, one.period, one.basis) == (self.source, self.period, self.basis))  # fmt: skip
        levels = next(same, None)
        return None if levels is None else _levels(snapshot, words, levels)


def figure_text(words: Words, figure: dict) -> str:
    """A stated count as it is stated: "trên 350"."""
    n = words.count(figure["value"])
    return f"{words.say('qualifier.' + figure['qualifier'])} {n}" if figure["qualifier"] else n


def what(words: Words, figure: dict) -> str:
    """What a stated figure counts: its content, its district, else its measure."""
    if figure["district_as_stated"]:
        subject = words.say("act.stated.sets") if figure["subject"] == "entries_sets" else ""
        return " · ".join(part for part in (figure["district_as_stated"], subject) if part)
    if figure["content_code"]:
        return words.label("content", figure["content_code"])
    return words.say(f"measure.{figure['measure']}")


def _answer(snapshot: Snapshot, key: str, filters: Filters, figures) -> Answer:
    return Answer(
        metric=key, dims=(), rows=(), total={"value": None}, filters=filters, snapshot=snapshot.id, basis="reported", sql=headed(said(_SQL, {"ids": [f["id"] for f in figures]}), snapshot.id), sources=tuple(figures), figures=len(figures),
    )  # fmt: skip


def _whole(snapshot: Snapshot, words: Words, whole: Whole) -> Chart:
    advised = whole.figure["subject"] == "advised"
    entered = whole.figure["subject"] == "entries"
    unit = words.say(f"act.stated.{'establishments' if advised else 'entries' if entered else 'products'}")
    rows = tuple(_part_row(words, part, whole.total) for part in whole.parts)
    sums, total = " + ".join(words.count(part["value"]) for part in whole.parts), words.count(whole.total)
    added = sum(int(part["value"]) for part in whole.parts)
    key = "holds" if added == whole.total else "fails"
    period = whole.figure["period_as_stated"] or words.say("reported.no_period")
    where = f"{words.place.label(words.language)}, {period}"
    notes = [words.say(f"chart.stated_whole.{key}", sums=sums, added=words.count(added), n=total)]
    if whole.check is not None:
        notes.append(words.say("chart.stated_whole.check", told=reconciliation.sentence(whole.check, words.language)))  # fmt: skip
    notes += [words.say("chart.stated_whole.visits")] if advised else []
    notes += [words.say("chart.stated_whole.entered")] if entered else []
    figures = (whole.figure, *whole.parts)
    metric = "advised_establishments" if advised else "awarded_products"
    return Chart(
        ChartSpec(
            kind="labelled", key=f"stated-{whole.figure['id'].replace('#', '-')[-24:]}", title=_title(words, whole, rows, sums),
            subtitle=words.say("chart.stated_whole.subtitle", where=where, unit=unit, source=whole.figure["source_id"][:4].rstrip("_")), rows=rows, alt=words.say("chart.stated_whole.alt", where=where, unit=unit),
            summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), notes=tuple(notes), height=height(rows),
            fields=(Field("label", words.say("act.stated.f_part")), Field("value", unit, "count"), Field("share", words.say("field.share"), "percent", 1), Field("quote", words.say("reported.words"), "quote"), Field("file", words.say("field.file")), Field("row", words.say("field.row"), "count")),
        ),
        _answer(snapshot, metric, words.filters, figures),
    )  # fmt: skip


def _title(words: Words, whole: Whole, rows: tuple[dict, ...], sums: str) -> str:
    """The whole with its parts; of many parts the largest."""
    n = figure_text(words, whole.figure)
    if whole.figure["subject"] == "advised":
        return words.say("chart.stated_whole.title_advised", n=n, sums=sums)
    most = max(rows, key=lambda row: row["value"])
    entered = "entries" if whole.figure["subject"] == "entries" else "products"
    return words.say(
        f"chart.stated_whole.title_{entered}", n=n, parts=len(rows), most=most["label"], m=most["text"]
    )


def _part_row(words: Words, part: dict, total: int) -> dict:
    label, share = what(words, part), int(part["value"]) / total
    text = f"{figure_text(words, part)} ({words.percent(share, 0)})"
    return {
        "label": label, "value": int(part["value"]), "share": share, "text": text, "role": "focus", "mark": mark_id(figure=part["id"]), "hover": f"{label}: {text}",
        "quote": part["quote"], "file": part["file"], "row": part["row"],
    }  # fmt: skip


def _levels(snapshot: Snapshot, words: Words, levels: Levels) -> Chart:
    rows = tuple(_level_row(words, level, figure) for level, figure in levels.figures)
    period = levels.period or words.say("reported.no_period")
    where = f"{words.place.label(words.language)}, {period}"
    told = ", ".join(
        words.say("chart.stated_levels.part", level=r["label"].lower(), n=r["text"]) for r in rows
    )
    return Chart(
        ChartSpec(
            kind="labelled", key=f"levels-{levels.source[:8]}", title=words.say("chart.stated_levels.title", told=told), subtitle=words.say("chart.stated_levels.subtitle", where=where, basis=words.say(f"basis.{levels.basis}"), source=levels.source[:4].rstrip("_")),
            rows=rows, alt=words.say("chart.stated_levels.alt", where=where), summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), notes=(words.say("chart.stated_levels.note"),), height=height(rows),
            fields=(Field("label", words.say("act.f_level")), Field("value", words.say("act.f_products"), "count"), Field("quote", words.say("reported.words"), "quote"), Field("file", words.say("field.file")), Field("row", words.say("field.row"), "count")),
        ),
        _answer(snapshot, "awarded_products", words.filters, [figure for _, figure in levels.figures]),
    )  # fmt: skip


def _level_row(words: Words, level: str, figure: dict) -> dict:
    label = words.say(f"act.level.{'nation' if level == 'national' else level}")
    text = figure_text(words, figure)
    return {
        "label": label, "value": int(figure["value"]), "text": text, "role": "focus", "mark": mark_id(figure=figure["id"]), "hover": f"{label}: {text}",
        "quote": figure["quote"], "file": figure["file"], "row": figure["row"],
    }  # fmt: skip
