"""How much, by year and by content."""

from dataclasses import dataclass

from analytics import format as fmt
from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import BILLION, Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from analytics.told_years import recorded
from data.store import Snapshot

LENS_METRIC = {
    "state": "state_support",
    "counterpart": "counterpart",
    "total": "total_cost",
    "ratio": "leverage",
}


def by_year(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """The chosen lens by plan year: parts stacked for money, one ratio a year for the ratio."""
    return (
        _ratio_by_year(snapshot, filters, language)
        if filters.lens == "ratio"
        else _money_by_year(snapshot, filters, language)
    )


def _money_by_year(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    words = Words(snapshot, filters, language)
    whole = ask(snapshot, LENS_METRIC[filters.lens], ("year",), filters)
    parts = _parts(snapshot, filters, words)
    years = filters.years or words.place.years or (0, 0)
    rows = [_year_row(year, parts, whole, words, False) for year in range(years[0], years[1] + 1)]
    rows += _unfinished(snapshot, filters, words, years)
    used = [series for series in parts if any(row.get(series.key) for row in rows)] or parts[:1]
    series = tuple(Series(s.key, s.label, s.role) for s in used)
    finished = [row for row in rows if not row["unfinished"] and row["top"] is not None]
    top = max((row["top"] or 0 for row in rows), default=0)
    scale, unit = words.scale(top)
    _short_labels(rows, scale, words)
    best = max(finished, key=lambda row: row["top"], default=None)
    label = _lens_label(filters, words)
    if best is None:
        told = any(_any_amount(row, parts) for row in rows)
        title = words.say("chart.year.title_no_total" if told else "chart.year.title_none")
    elif len(finished) == 1:
        title = words.say("chart.year.title_one", lens=label, year=best["x"], amount=words.money(best["top"]))
    else:
        title = words.say(
            "chart.year.title",
            lens=label,
            total=words.money(whole.total["numerator"]),
            year=best["x"],
            amount=words.money(best["top"]),
        )
    notes = [words.say("chart.year.unfinished", year=row["x"]) for row in rows if row["unfinished"]]
    gaps = [
        str(row["x"])
        for row in rows
        if row["top"] is None and not row["unfinished"] and not _any_amount(row, parts)
    ]
    if gaps:
        notes.append(words.say("chart.year.gaps", years=", ".join(gaps)))
    partial = [
        str(row["x"])
        for row in rows
        if row["top"] is not None and row.get("counterpart", 0) is None and row.get("unsplit") is None
    ]
    if partial and len(parts) > 1:
        notes.append(words.say("chart.year.partial", years=", ".join(partial)))
    spec = ChartSpec(
        kind="columns", key="year", title=title, subtitle=words.say("chart.year.subtitle", lens=label, where=words.where(), unit=unit), rows=tuple(rows), series=series,
        alt=words.say("chart.year.alt", lens=label, where=words.where()),
        summary="; ".join(f"{row['x']}: {row['over']}" for row in rows if row["top"] is not None),
        height=430, notes=tuple(notes), options={"scale": scale, "y_title": unit},
        fields=(Field("x", words.say("field.year"), "year"), *(Field(s.key, s.label, "money", unit=words.say("unit.million")) for s in series), Field("top", label, "money", unit=words.say("unit.million")), Field("n", words.say("field.projects"), "count")),
    )  # fmt: skip
    return Chart(spec, whole)


def _lens_label(filters: Filters, words: Words) -> str:
    return words.say(f"lens.{filters.lens}")


@dataclass(frozen=True)
class _Part(Series):
    """A series with its amount by year."""

    by_year: dict


def _parts(snapshot: Snapshot, filters: Filters, words: Words):
    """The series of a lens, bottom first (neighbours told apart in mono), each with its answer by year."""
    wanted = {
        "state": ("local", "national", "untold"),
        "counterpart": ("counterpart",),
        "total": ("local", "national", "untold", "other_state", "counterpart", "unsplit"),
    }[filters.lens]
    answers = {
        "local": ask(snapshot, "local_support", ("year",), filters).by(),
        "national": ask(snapshot, "national_support", ("year",), filters).by(),
        "state": ask(snapshot, "state_support", ("year",), filters).by(),
        "counterpart": ask(snapshot, "counterpart", ("year",), filters).by(),
        "total": ask(snapshot, "total_cost", ("year",), filters).by(),
    }
    out = []
    for key in wanted:
        role = "second" if key == "unsplit" else key
        out.append(_Part(key, words.say(f"payer.{key}"), role, _series_by_year(key, answers)))
    of_records = recorded(snapshot, filters.province)
    for (
        part
    ) in out:  # what a total has beyond both sides: of records other state money, of a stated total not told
        if part.key in ("other_state", "unsplit"):
            for year in list(part.by_year):
                if (year in of_records) == (part.key == "unsplit"):
                    del part.by_year[year]
    return out


def _series_by_year(key: str, answers: dict) -> dict:
    def value(name, year):
        row = answers[name].get(year)
        return row["numerator"] if row else None

    if key in ("local", "national", "counterpart"):
        return {year: row["numerator"] for year, row in answers[key].items()}
    if key == "untold":  # state money whose source is not told: what the whole has beyond its tiers
        return {
            year: (row["numerator"] or 0) - (value("local", year) or 0) - (value("national", year) or 0)
            or None
            for year, row in answers["state"].items()
            if row["numerator"] is not None
        }
    return {
        year: (row["numerator"] or 0) - (value("state", year) or 0) - (value("counterpart", year) or 0)
        or None
        for year, row in answers["total"].items()
        if row["numerator"] is not None
    }


def _year_row(year: int, parts, whole, words: Words, unfinished: bool, mark: dict | None = None) -> dict:
    row: dict = {"x": year, "unfinished": unfinished, "mark": mark_id(year=year, **(mark or {}))}
    for part in parts:
        row[part.key] = part.by_year.get(year)
        row[f"text_{part.key}"] = (
            words.money(row[part.key]) if row[part.key] is not None else words.say("none.amount")
        )
        row[f"mark_{part.key}"] = mark_id(year=year, measure=part.key, **(mark or {}))
    cell = whole.by().get(year)
    row["top"] = cell["numerator"] if cell else None
    row["n"] = _projects(cell) if cell else None
    row["over"] = words.money(row["top"]) if row["top"] is not None else ""
    return row


def _any_amount(row: dict, parts) -> bool:
    """Whether a year tells some money, though not enough for the whole."""
    return any(row[part.key] is not None for part in parts)


def _projects(row: dict) -> int | None:
    """How many projects a year counts; None where its report does not state them."""
    return row["n"] if row.get("projects_stated", True) else None


def _short_labels(rows: list[dict], scale: int, words: Words) -> None:
    """Above each column its sum in the axis's own unit, short enough for eleven columns on a phone."""
    for row in rows:
        row["over_short"] = (
            ""
            if row["top"] is None
            else fmt.number(row["top"] / scale, words.language, 1 if scale == BILLION else 0)
        )


def _unfinished(snapshot: Snapshot, filters: Filters, words: Words, years) -> list[dict]:
    """The year after the last complete one, where its projects are under way: hatched, outside every total."""
    last = words.place.last_complete
    if (
        last is None
        or words.place.years is None
        or words.place.years[1] <= last
        or years[1] != last
        or filters.basis != "actual"
    ):
        return []
    coming = filters.but(basis="underway", years=(last + 1, last + 1))
    whole = ask(snapshot, LENS_METRIC[filters.lens], ("year",), coming)
    if not whole.rows:
        return []
    return [_year_row(last + 1, _parts(snapshot, coming, words), whole, words, True, {"basis": "underway"})]


def _ratio_by_year(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "leverage", ("year",), filters)
    by_year = answer.by()
    years = filters.years or words.place.years or (0, 0)
    rows = []
    for year in range(years[0], years[1] + 1):
        row = by_year.get(year, {})
        rows.append(
            {
                "x": year, "value": row.get("value"), "top": row.get("value"), "over": words.ratio(row.get("value")), "text_value": words.ratio(row.get("value")), "unfinished": False, "n": _projects(row) if row else None,
                "numerator": row.get("numerator"), "denominator": row.get("denominator"), "mark": mark_id(year=year),
            }
        )  # fmt: skip
    known = [row for row in rows if row["value"] is not None]
    title = words.say("chart.year_ratio.title_none")
    if known:
        low, high = min(known, key=lambda r: r["value"]), max(known, key=lambda r: r["value"])
        key = "title" if low is not high else "title_one" if len(known) == 1 else "title_same"
        title = words.say(
            f"chart.year_ratio.{key}",
            low=words.ratio(low["value"]),
            low_year=low["x"],
            high=words.ratio(high["value"]),
            high_year=high["x"],
        )
    spec = ChartSpec(
        kind="columns", key="year", title=title, subtitle=words.say("chart.year_ratio.subtitle", where=words.where()), rows=tuple(rows), series=(Series("value", words.say("lens.ratio"), "focus"),),
        alt=words.say("chart.year.alt", lens=words.say("lens.ratio"), where=words.where()), summary="; ".join(f"{r['x']}: {r['over']}" for r in known),
        height=430, options={"scale": 1, "y_title": words.say("unit.ratio")},
        fields=(Field("x", words.say("field.year"), "year"), Field("value", words.say("lens.ratio"), "ratio", 2), Field("numerator", words.say("payer.counterpart"), "money", unit=words.say("unit.million")), Field("denominator", words.say("payer.state"), "money", unit=words.say("unit.million")), Field("n", words.say("field.projects"), "count")),
    )  # fmt: skip
    return Chart(spec, answer)


def by_content(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Money by content, ordered; contents without a project are not drawn."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, LENS_METRIC[filters.lens], ("content",), filters)
    rows = sorted((r for r in answer.rows if r["numerator"]), key=lambda r: -r["numerator"])
    whole = sum(r["numerator"] for r in rows)
    scale, unit = words.scale(max((r["numerator"] for r in rows), default=0))
    label = _lens_label(filters, words)
    drawn = tuple(
        {
            "label": words.short("content", r["content"]), "full": words.label("content", r["content"]), "value": r["numerator"], "text": f"{words.money(r['numerator'])} ({words.percent(r['numerator'] / whole, 0)})",
            "share": r["numerator"] / whole, "n": r["n"], "mark": mark_id(content=r["content"]), "role": "focus" if i == 0 else "second",
            "hover": f"{words.label('content', r['content'])}\n{words.money(r['numerator'])} ({words.percent(r['numerator'] / whole)})\n{words.say('hover.projects', n=words.count(r['n']))}",
        }
        for i, r in enumerate(rows)
    )  # fmt: skip
    title = words.say("chart.content.title_none")
    if drawn:
        title = words.say(
            "chart.content.title",
            content=drawn[0]["full"],
            share=words.percent(drawn[0]["share"], 0),
            lens=words.say(f"lens_in.{filters.lens}"),
        )
    spec = ChartSpec(
        kind="bars", key="content", title=title, subtitle=words.say("chart.content.subtitle", lens=label, where=words.where(), unit=unit), rows=drawn,
        alt=words.say("chart.content.alt", lens=label, where=words.where()), summary="; ".join(f"{r['full']}: {r['text']}" for r in drawn), height=max(300, 34 * len(drawn) + 70),
        options={"scale": scale, "x_title": unit},
        fields=(Field("full", words.say("field.content")), Field("value", label, "money", unit=words.say("unit.million")), Field("share", words.say("field.share"), "percent", 1), Field("n", words.say("field.projects"), "count")),
    )  # fmt: skip
    return Chart(spec, answer)
