"""Money paid in its two bands, and work begun beside it: two different things."""

from analytics.charts.attainment import amount, marked, sides
from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.format import date_text
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot


def unfinished_years(words: Words, filters: Filters) -> tuple[int, int] | None:
    """The years after the last complete one, where the choice ends with it: shown, never in a total."""
    place = words.place
    chosen = filters.years or place.years
    if not chosen or not place.years or place.last_complete is None or chosen[1] != place.last_complete:
        return None
    return (place.last_complete + 1, place.years[1]) if place.years[1] > place.last_complete else None


def paid(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """By plan year: settled, advanced and not yet settled, the assigned amount as a mark; an unfinished year outlined and named, outside the total."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "disbursement", ("year",), filters)
    coming = unfinished_years(words, filters)
    later = ask(snapshot, "disbursement", ("year",), filters.but(years=coming)).rows if coming else ()
    found = sorted((*answer.rows, *later), key=lambda row: row["year"])
    rows = tuple(_year(words, row, coming) for row in found if row["denominator"])
    scale, unit = words.scale(max((row["plan"] for row in rows), default=0))
    title = words.say("chart.paid.title_none")
    total = answer.total
    if answer.value is not None:
        settled = (total["settled"] or 0) / total["denominator"]
        title = words.say(
            "chart.paid.title", value=words.percent(answer.value), settled=words.percent(settled)
        )
    notes = [words.say("chart.paid.unfinished", year=row["label"], value=words.percent(answer.value)) for row in rows if row["unfinished"]]  # fmt: skip
    million, named = words.say("unit.million"), {"place": words.place.label(language), "years": words.years()}
    spec = ChartSpec(
        kind="bullet", key="paid", title=title, subtitle=words.say("chart.paid.subtitle", unit=unit, **named), rows=rows,
        series=(Series("settled", words.say("chart.paid.settled"), "focus"), Series("advance", words.say("chart.paid.advance"), "second")),
        alt=words.say("chart.paid.alt", **named), summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), height=38 * len(rows) + 110, notes=tuple(notes),
        options={"scale": scale, "x_title": unit, "mark_size": 24, "plan_key": words.say("chart.paid.assigned")},
        fields=(Field("label", words.say("field.year")), Field("plan", words.say("chart.paid.assigned"), "money", unit=million), Field("settled", words.say("chart.paid.settled"), "money", unit=million), Field("advance", words.say("chart.paid.advance_field"), "money", unit=million), Field("value", words.say("chart.paid.share"), "percent", 1), Field("n", words.say("field.projects"), "count")),
    )  # fmt: skip
    return Chart(spec, answer)


def _year(words: Words, row: dict, coming) -> dict:
    year = row["year"]
    hover = words.say(
        "chart.paid.hover", year=year, value=words.percent(row["value"]), settled=words.money(row["settled"]), advance=words.money(row["advance"]), assigned=words.money(row["denominator"]),
    )  # fmt: skip
    return {
        "label": str(year), "sub": words.say("chart.paid.not_over") if coming and year >= coming[0] else "", "settled": row["settled"], "advance": row["advance"], "plan": row["denominator"], "value": row["value"], "n": row["n"], "text": words.percent(row["value"], 0), "hover": hover,
        "unfinished": bool(coming and year >= coming[0]), "mark": mark_id(year=year, pay="assigned"), "mark_settled": mark_id(year=year, pay="settled"), "mark_advance": mark_id(year=year, pay="advance"),
    }  # fmt: skip


def begun(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Projects begun, their money, and money paid, each of what was assigned: of the year under way, else of the period; of reports, what they state of an unfinished year."""
    words = Words(snapshot, filters, language)
    if not words.place.has_records:
        return _stated(words, ask(snapshot, "work_started", (), filters))
    years = unfinished_years(words, filters) or filters.years or words.place.years
    chosen = filters.but(years=years)
    answer = ask(snapshot, "work_started", (), chosen)
    out = ask(snapshot, "disbursement", (), chosen)
    code = {"year": years[0]} if years[0] == years[1] else {"years": f"{years[0]}-{years[1]}"}
    rows = [_share(words, words.say(f"chart.begun.begun_{'projects' if row['measure'] == 'projects' else 'money'}"), row, mark_id(**code, pay="begun"), row["measure"]) for row in answer.rows if row["value"] is not None]  # fmt: skip
    by = {row["measure"]: row for row in answer.rows}
    title = words.say("chart.begun.title_none")
    if rows and out.value is not None:
        rows.append(_share(words, words.say("chart.begun.paid"), out.total, mark_id(**code, pay="paid"), "state_support") | {"role": "paid"})  # fmt: skip
        key = "title" if years[0] == years[1] else "title_period"
        title = words.say(f"chart.begun.{key}", year=years[0], years=words.years(years), begun=words.percent(by["state_support"]["value"], 0), paid=words.percent(out.value, 0))  # fmt: skip
    named = {"place": words.place.label(language), "years": words.years(years)}
    return Chart(_spec(words, title, words.say("chart.begun.subtitle", **named), words.say("chart.begun.alt", **named), rows, words.say("chart.begun.note"), "chart.begun.axis", "chart.begun.of_plan"), answer)  # fmt: skip


def _share(words: Words, label: str, row: dict, mark: str, measure: str) -> dict:
    done, plan = amount(words, measure, row["numerator"]), amount(words, measure, row["denominator"])
    return {
        "label": label, "sub": f"{done} / {plan}", "percent": row["value"] * 100, "plan": 100, "text": words.percent(row["value"]), "value": row["value"], "mark": mark, **sides(words, measure, row),
        "hover": f"{label}\n{words.say('chart.attained.hover', done=done, plan=plan)}\n{words.percent(row['value'])}",
    }  # fmt: skip


def _stated(words: Words, answer) -> Chart:
    """What a report states of a year that was not over, against the plan of that year."""
    shown = [row for row in answer.rows if row["value"] is not None]
    rows = [_share(words, words.say(f"attained.{row['measure']}"), row, "", row["measure"]) for row in shown]
    title, subtitle, place = words.say("chart.begun.title_none"), "", words.place.label(words.language)
    if shown:
        until = date_text(shown[0]["until"], words.language)
        batch = next(
            (words.say("chart.begun.batch", n=s.code) for s in answer.scope if s.field == "batch"), ""
        )
        told = ", ".join(
            f"{words.say('attained_in.' + row['measure'])} {words.percent(row['value'])}" for row in shown
        )
        title = words.say("chart.begun.title_stated", until=until, told=told)
        subtitle = words.say(
            "chart.begun.subtitle_stated", until=until, plan=shown[0]["plan"], batch=batch, place=place
        )
    alt = words.say("chart.begun.alt", place=place, years=words.years())
    return Chart(_spec(words, title, subtitle, alt, rows, words.say("chart.begun.note_stated"), "chart.attained.axis", "chart.attained.of_plan"), answer)  # fmt: skip


def _spec(
    words: Words, title: str, subtitle: str, alt: str, rows: list[dict], note: str, axis: str, of_plan: str
) -> ChartSpec:
    """Work begun is drawn hatched, money paid filled: they never look like the same thing."""
    rows = [row | {"unfinished": row.get("role") != "paid"} for row in rows]
    return ChartSpec(
        kind="bullet", key="begun", title=title, subtitle=subtitle, rows=tuple(rows), series=(Series("percent", words.say("plan_screen.begun"), "focus"),), alt=alt,
        summary="; ".join(f"{r['label']}: {r['text']} ({r['sub']})" for r in rows), height=58 * len(rows) + 110, notes=(note,),
        options={"scale": 1, "x_title": words.say(axis), "suffix": " %", "plan_key": words.say(of_plan), "plan_mark": marked(words, words.say(of_plan), 1)},
        fields=(Field("label", words.say("cli.dimension.measure")), Field("unit", words.say("chart.attained.f_unit")), Field("done", words.say("chart.begun.f_done"), "count"), Field("planned", words.say("chart.begun.f_plan"), "count"), Field("value", words.say("cli.value"), "percent", 1)),
    )  # fmt: skip
