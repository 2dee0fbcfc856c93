"""Plan against done: each measure on its own scale of per cent, the years of one measure, the spread of a plan over its years."""

from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import Words
from analytics.filters import Filters, parse_years
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

LOW = 0.9  # a year under this share of its plan is counted in the title
_PAYER = {"national_support": "national", "local_support": "local", "counterpart": "counterpart"}


def amount(words: Words, measure: str, value) -> str:
    """A side of a comparison: đồng in words, or a count."""
    return words.count(value) if measure in ("projects", "trainees") else words.money(value)


def sides(words: Words, measure: str, row: dict) -> dict:
    """Both sides of a row as whole numbers, so that the share can be made again from the table, and their unit: đồng, or what is counted."""
    counted = measure in ("projects", "trainees")
    unit = words.say(f"chart.attained.unit_{measure}") if counted else words.say("unit.vnd")
    return {"done": row["numerator"], "planned": row["denominator"], "unit": unit}


def marked(words: Words, what: str, share: float) -> str:
    """What an upright mark is, with its place on the axis: "plan (100 %)"."""
    return words.say("attained.mark", what=what, share=words.percent(share, 0))


def span(words: Words, code: str | None) -> str:
    """ "2016-2018" as it is written."""
    years = parse_years(code) if code else None
    return words.years(years) if years else "—"


def periods(words: Words, row: dict) -> str:
    """Of which years the plan and the done side of a row are; both named where they differ."""
    if row["plan_kind"] == "yearly":
        return words.say("chart.attained.yearly", years=span(words, row["actual"]))
    if row["plan"] == row["actual"]:
        return words.say("chart.attained.same", years=span(words, row["plan"]))
    return words.say(
        "chart.attained.differ", actual=span(words, row["actual"]), plan=span(words, row["plan"])
    )


def headline(words: Words, answer) -> str:
    """The highest and the lowest measure; a blend of them does not exist."""
    known = [row for row in answer.rows if row["value"] is not None]
    if not known:
        return words.say("chart.attained.title_none")
    high, low = max(known, key=lambda r: r["value"]), min(known, key=lambda r: r["value"])
    if len(known) == 1 or high["measure"] == low["measure"]:
        return words.say("chart.attained.title_one", measure=words.say(f"attained.{high['measure']}"), value=words.percent(high["value"]))  # fmt: skip
    return words.say(
        "chart.attained.title", high=words.say(f"attained.{high['measure']}"), high_value=words.percent(high["value"]),
        low=words.say(f"attained_in.{low['measure']}"), low_value=words.percent(low["value"]),
    )  # fmt: skip


def measures(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Each measure as a share of its own original plan; the adjusted plan as a diamond; the bar may pass the mark."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "attainment", (), filters)
    adjusted = {r["measure"]: r for r in ask(snapshot, "attainment", ("version",), filters).rows if r["version"] == "adjusted"}  # fmt: skip
    shown = [row for row in answer.rows if row["value"] is not None]
    rows = tuple(
        _measure_row(words, row, adjusted.get(row["measure"]), bool(answer.sources)) for row in shown
    )
    told = " · ".join(dict.fromkeys(periods(words, row) for row in shown)) or words.years()
    named = {"place": words.place.label(language), "periods": told}
    changed = any(row["adjusted"] is not None for row in rows)
    options = {
        "scale": 1,
        "x_title": words.say("chart.attained.axis"),
        "suffix": " %",
        "plan_key": words.say("attained.original"),
        "plan_mark": marked(words, words.say("attained.original"), 1),
    }
    spec = ChartSpec(
        kind="bullet", key="attained", title=headline(words, answer), subtitle=words.say("chart.attained.subtitle", **named), rows=rows, series=(Series("percent", words.say("attained.done"), "focus"),),
        alt=words.say("chart.attained.alt", **named), summary="; ".join(f"{r['label']}: {r['text']} ({r['sub']})" for r in rows), height=58 * len(rows) + 110,
        notes=tuple(_notes(words, answer, shown, changed)), options=options | ({"adjusted_key": words.say("attained.adjusted")} if changed else {}),
        fields=(
            Field("label", words.say("cli.dimension.measure")), Field("plan_years", words.say("chart.attained.f_plan_years")), Field("done_years", words.say("chart.attained.f_done_years")), Field("unit", words.say("chart.attained.f_unit")),
            Field("done", words.say("chart.attained.f_done"), "count"), Field("planned", words.say("chart.attained.f_plan"), "count"), Field("value", words.say("cli.value"), "percent", 1),
            Field("adjusted_plan", words.say("chart.attained.f_adjusted"), "count"), Field("adjusted_value", words.say("chart.attained.adjusted_field"), "percent", 1),
        ),
    )  # fmt: skip
    return Chart(spec, answer)


def _measure_row(words: Words, row: dict, adjusted: dict | None, reported: bool) -> dict:
    measure = row["measure"]
    label = words.say(f"attained.{measure}")
    done, plan = amount(words, measure, row["numerator"]), amount(words, measure, row["denominator"])
    lines = [
        label,
        words.say("chart.attained.hover", done=done, plan=plan),
        words.percent(row["value"]),
        periods(words, row),
    ]
    if adjusted:
        lines.append(words.say("chart.attained.adjusted", value=words.percent(adjusted["value"])))
    payer = {"measure": _PAYER[measure]} if measure in _PAYER else {}
    return {
        "label": label, "sub": f"{done} / {plan}", "percent": row["value"] * 100, "plan": 100,
        "adjusted": 100 * adjusted["denominator"] / row["denominator"] if adjusted else None, "text": words.percent(row["value"]), "hover": "\n".join(lines),
        "mark": "" if reported else mark_id(years=row["actual"], **payer), "value": row["value"], **sides(words, measure, row),
        "plan_years": span(words, row["plan"]), "done_years": span(words, row["actual"]),
        "adjusted_plan": adjusted["denominator"] if adjusted else None, "adjusted_value": adjusted["value"] if adjusted else None,
    }  # fmt: skip


def _notes(words: Words, answer, shown: list[dict], changed: bool):
    """What the marks are, what the parts say, what other plans say, which years and tiers are not in it."""
    yield words.say("chart.attained.key" if changed else "chart.attained.key_plain")
    main = {row["measure"]: row["value"] for row in shown}
    for other in answer.alternatives:
        if other.why == "plan_parts":
            measure = other.values["measure"]
            yield words.say("chart.attained.parts", measure=words.say(f"attained.{measure}"), value=words.percent(main.get(measure)), other=words.percent(other.value))  # fmt: skip
    plans: dict = {}
    for other in answer.alternatives:
        if other.why == "plan_other" and other.value is not None:
            plans.setdefault((other.values["kind"], other.values["plan"]), []).append(other)
    for (kind, plan), mine in plans.items():
        name = (
            words.say("attained.yearly")
            if kind == "yearly"
            else words.say("attained.of_period", years=span(words, plan))
        )
        values = ", ".join(
            f"{words.say('attained_in.' + o.values['measure'])} {words.percent(o.value)}" for o in mine
        )
        yield words.say("chart.attained.other", plan=name, values=values)
    if not answer.scope:
        for row in shown:
            if (
                row["tier"] != "all"
                and row["measure"] not in ("national_support", "local_support")
                and not words.filters.tier
            ):
                yield words.say("chart.attained.single_tier", measure=words.say(f"attained.{row['measure']}"), tier=words.say(f"tier.{row['tier']}"))  # fmt: skip
    nothing = [words.say(f"attained.{row['measure']}") for row in answer.rows if row.get("reason") == "denominator_zero"]  # fmt: skip
    if nothing:
        yield words.say("chart.attained.no_plan", names=", ".join(nothing))


def years(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """One measure by plan year, done and plan in the same unit: counterpart where the view asks for it, else state support."""
    words = Words(snapshot, filters, language)
    measure = _by_year_measure(filters)
    answer = ask(snapshot, "attainment", ("year", "version"), filters)
    mine = [row for row in answer.rows if row["measure"] == measure]
    adjusted = {row["year"]: row for row in mine if row["version"] == "adjusted"}
    plain = sorted((row for row in mine if row["version"] == "original"), key=lambda row: row["year"])
    scale, unit = words.scale(max((max(r["numerator"], r["denominator"]) for r in plain), default=0))
    rows = tuple(_year_row(words, measure, row, adjusted.get(row["year"])) for row in plain)
    known = [row for row in plain if row["value"] is not None]
    label = words.say(f"attained.{measure}")
    title = words.say("chart.attained_year.title_none")
    if known:
        low = min(known, key=lambda row: row["value"])
        under = sum(1 for row in known if row["value"] < LOW)
        title = words.say("chart.attained_year.title" if under else "chart.attained_year.title_all", measure=label, n=under, of=len(known), year=low["year"], value=words.percent(low["value"], 0))  # fmt: skip
    first, last = filters.years or words.place.years or (0, 0)
    gone = [str(year) for year in range(first, last + 1) if year not in {row["year"] for row in plain}]
    named = {"measure": label, "place": words.place.label(language), "years": words.years()}
    million = words.say("unit.million")
    spec = ChartSpec(
        kind="bullet", key="attained_year", title=title, subtitle=words.say("chart.attained_year.subtitle", unit=unit, **named), rows=rows, series=(Series("done", label, "focus"),),
        alt=words.say("chart.attained_year.alt", **named), summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), height=38 * len(rows) + 110,
        notes=(*((words.say("chart.attained.years_left", years=", ".join(gone)),) if gone else ()), *((words.say("chart.attained_year.lens"),) if measure == "state_support" else ())),
        options={"scale": scale, "x_title": unit, "mark_size": 24, "plan_key": words.say("attained.original"), "adjusted_key": words.say("attained.adjusted") if adjusted else ""},
        fields=(Field("label", words.say("field.year")), Field("done", words.say("cli.actual"), "money", unit=million), Field("plan", words.say("attained.original"), "money", unit=million), Field("value", words.say("cli.value"), "percent", 1), Field("adjusted", words.say("attained.adjusted"), "money", unit=million)),
    )  # fmt: skip
    return Chart(spec, answer)


def _by_year_measure(filters: Filters) -> str:
    """State support of the whole programme; under a tier the fund of that tier."""
    if filters.lens == "counterpart":
        return "counterpart"
    return f"{filters.tier}_support" if filters.tier else "state_support"


def _year_row(words: Words, measure: str, row: dict, adjusted: dict | None) -> dict:
    lines = [str(row["year"]), words.say("chart.attained.hover", done=words.money(row["numerator"]), plan=words.money(row["denominator"])), words.percent(row["value"])]  # fmt: skip
    if adjusted:
        lines.append(words.say("chart.attained.adjusted", value=words.percent(adjusted["value"])))
    payer = {"measure": _PAYER[measure]} if measure in _PAYER else {}
    return {
        "label": str(row["year"]), "done": row["numerator"], "plan": row["denominator"], "adjusted": adjusted["denominator"] if adjusted else None, "value": row["value"],
        "text": words.percent(row["value"], 0), "hover": "\n".join(lines), "mark": mark_id(year=row["year"], **payer),
    }  # fmt: skip


def early(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """What the first years of a long plan were asked for, beside their share of its time; None where there is no such plan."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "plan_share", (), filters)
    shown = [row for row in answer.rows if row["value"] is not None]
    if not shown:
        return None
    first = shown[0]
    part, plan, share = (
        span(words, first["part"]),
        span(words, first["plan"]),
        words.percent(first["share_years"], 0),
    )
    told = next((row for row in shown if row["measure"] == "state_support"), first)
    late = told["value"] < told["share_years"]
    named = {"place": words.place.label(language), "plan": plan, "part": part, "share": share}
    title = words.say("chart.early.title" if late else "chart.early.title_even", part=part, plan=plan, share=share, value=f"{words.percent(told['value'])}")  # fmt: skip
    rows = tuple(
        {
            "label": words.say(f"attained.{r['measure']}"), "sub": f"{amount(words, r['measure'], r['numerator'])} / {amount(words, r['measure'], r['denominator'])}", "percent": r["value"] * 100, "plan": r["share_years"] * 100,
            "text": words.percent(r["value"]), "mark": "", "value": r["value"], "share": r["share_years"], **sides(words, r["measure"], r),
            "hover": f"{words.say('attained.' + r['measure'])}\n{amount(words, r['measure'], r['numerator'])} / {amount(words, r['measure'], r['denominator'])}",
        }
        for r in shown
    )  # fmt: skip
    spec = ChartSpec(
        kind="bullet", key="early", title=title, subtitle=words.say("chart.early.subtitle", **named), rows=rows, series=(Series("percent", words.say("chart.early.axis"), "second"),),
        alt=words.say("chart.early.alt", **named), summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), height=54 * len(rows) + 100, notes=(words.say("chart.early.note"),),
        options={"scale": 1, "x_title": words.say("chart.early.axis"), "suffix": " %", "plan_key": words.say("chart.early.of_time"), "plan_mark": marked(words, words.say("chart.early.of_time"), first["share_years"])},
        fields=(Field("label", words.say("cli.dimension.measure")), Field("unit", words.say("chart.attained.f_unit")), Field("done", words.say("chart.early.f_part"), "count"), Field("planned", words.say("chart.early.f_plan"), "count"), Field("value", words.say("cli.value"), "percent", 1), Field("share", words.say("cli.share_years"), "percent", 0)),
    )  # fmt: skip
    return Chart(spec, answer)
