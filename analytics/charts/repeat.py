"""Who comes back: establishments by number of plan years, and by content."""

from analytics import occasions
from analytics.charts.beneficiaries import amount, left_out, where
from analytics.charts.labelled import height
from analytics.charts.ratio import FEW
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot


def by_plan_years(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """How many establishments were supported in one, two, three… plan years, and what part of the money those who came back hold."""
    words = Words(snapshot, filters, language)
    answer, money = ask(snapshot, "repeat_rate", (), filters), ask(snapshot, "repeat_share", (), filters)
    found = {r["plan_years"]: r for r in occasions.by_years(snapshot, filters)}
    last = max([*found, 3]) if found else 0  # three columns at least, so that one is not a wall
    rows = tuple(_years_row(words, k, found.get(k), answer) for k in range(1, last + 1))
    title = words.say("chart.ben_years.title_none")
    if answer.value is not None:
        key = "chart.ben_years.title" if money.value is not None else "chart.ben_years.title_count"
        title = words.say(
            key,
            n=words.count(answer.total["numerator"]),
            of=words.count(answer.total["denominator"]),
            share=words.percent(money.value, 0) if money.value is not None else "",
        )
    notes = [words.say("chart.ben_years.misread")]
    if money.value is not None:
        notes.append(
            words.say(
                "chart.ben_years.money",
                share=words.percent(money.value),
                of=amount(words, money.total["denominator"]),
            )
        )
        notes += left_out(words, money)
    return Chart(
        ChartSpec(
            kind="histogram", key="ben_years", title=title, subtitle=words.say("chart.ben_years.subtitle", where=where(words)), rows=rows, alt=words.say("chart.ben_years.alt", where=where(words)),
            summary="; ".join(f"{words.say('ben.years', n=r['label'])}: {words.count(r['value'])}" for r in rows), notes=tuple(notes), height=360, options={"x_title": words.say("ben.plan_years"), "y_title": words.say("card.units")},
            fields=(Field("label", words.say("ben.plan_years")), Field("value", words.say("card.beneficiaries"), "count"), Field("share", words.say("field.share"), "percent", 1), Field("occasions", words.say("ben.f_occasions"), "count")),
        ),
        answer,
    )  # fmt: skip


def _years_row(words: Words, years: int, row: dict | None, answer) -> dict:
    n = row["establishments"] if row else 0
    label = str(years)
    return {
        "label": label, "value": n, "share": n / answer.total["denominator"], "occasions": row["occasions"] if row else 0, "role": "pale" if years == 1 else "focus",
        "mark": mark_id(served="years", of=years), "hover": f"{words.say('ben.years', n=label)}: {words.say('ben.establishments', n=words.count(n))}",
    }  # fmt: skip


def repeat_by_content(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """The share of establishments that came back within each content: where coming back is in the nature of the support."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "repeat_rate", ("content",), filters)
    found = sorted(
        (r for r in answer.rows if r["denominator"]),
        key=lambda r: (r["denominator"] < FEW, -r["value"], -r["denominator"]),
    )
    rows = tuple(_content_row(words, r) for r in found)
    solid = [r for r in rows if r["role"] != "pale"]
    title = words.say("chart.ben_content.title_none")
    if solid:
        again = [r for r in solid if r["again"]]
        title = words.say("chart.ben_content.title_never")
        if again:
            top = {"content": again[0]["short"], "share": words.percent(again[0]["value"], 0)}
            none = len(solid) - len(again)
            key = "chart.ben_content.title_both" if none else "chart.ben_content.title"
            title = words.say(key, **top, never=none, of=len(solid))
    few = [r["full"] for r in rows if r["role"] == "pale"]
    notes = (words.say("chart.ben_content.note"),) + (
        (words.say("chart.ben_content.few", n=FEW, names=words.names(few, 6, of="content")),) if few else ()
    )
    return Chart(
        ChartSpec(
            kind="labelled", key="ben_content", title=title, subtitle=words.say("chart.ben_content.subtitle", where=where(words)), rows=rows, alt=words.say("chart.ben_content.alt", where=where(words)),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=notes, height=height(rows),
            fields=(Field("full", words.say("field.content")), Field("again", words.say("ben.f_again"), "count"), Field("of", words.say("card.beneficiaries"), "count"), Field("value", words.say("field.share"), "percent", 1), Field("n", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


def _content_row(words: Words, row: dict) -> dict:
    code, text = (
        row["content"],
        words.say("ben.n_of", n=words.count(row["numerator"]), of=words.count(row["denominator"])),
    )
    full = words.label("content", code)
    return {
        "label": words.short("content", code, 48), "short": words.short("content", code, 60), "full": full, "value": row["value"], "again": row["numerator"], "of": row["denominator"], "n": row["n"],
        "text": f"{words.percent(row['value'], 0)} ({text})", "role": "pale" if row["denominator"] < FEW else "focus", "mark": mark_id(served="again", content=code) if row["numerator"] else mark_id(content=code),
        "hover": f"{full}\n{words.say('ben.establishments', n=text)}\n{words.say('hover.projects', n=words.count(row['n']))}",
    }  # fmt: skip
