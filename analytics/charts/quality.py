"""What the records lack: each thing by itself, by year, and by district and year. Rates only where there are projects enough."""

from collections.abc import Callable

from analytics.answer import Answer
from analytics.charts import shapes
from analytics.charts.labelled import height
from analytics.charts.payments import unfinished_years
from analytics.charts.ratio import FEW
from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.metrics.quality import LACKS
from analytics.quality_sentences import worst
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

LEVELS = (0.0001, 0.05, 0.1, 0.25, 0.5)  # shares from which a mark is drawn darker
FOR_COMPLETE = LACKS[:4]


def lacks(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Each thing that a record can lack: the share of projects, and of the money behind them."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "complete_share", (), filters)
    found = [_lack(words, snapshot, filters, lack) for lack in LACKS] if answer.n else []
    rows = tuple(sorted(found, key=lambda row: -row["value"]))
    return Chart(
        ChartSpec(
            kind="labelled", key="lacks", title=_lacks_title(words, answer), subtitle=words.say("chart.lacks.subtitle", where=_where(words)), rows=rows,
            alt=words.say("chart.lacks.alt", where=_where(words)), summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), height=height(rows),
            notes=(words.say("chart.lacks.note"),),
            fields=(
                Field("label", words.say("quality.f_lack")), Field("n", words.say("field.projects"), "count"), Field("of", words.say("quality.f_of"), "count"), Field("value", words.say("quality.f_share"), "percent", 1),
                Field("money", words.say("payer.state"), "money", unit=words.say("unit.million")), Field("money_share", words.say("quality.f_money_share"), "percent", 1),
            ),
        ),
        answer,
    )  # fmt: skip


def _lacks_title(words: Words, answer: Answer) -> str:
    if not answer.n:
        return words.say("chart.lacks.title_none")
    whole = answer.total["numerator"]
    key = "title_all" if whole == answer.n else "title"
    return words.say(f"chart.lacks.{key}", n=words.count(answer.n - whole), of=words.count(answer.n))


def _lack(words: Words, snapshot: Snapshot, filters: Filters, lack: str) -> dict:
    share = ask(snapshot, f"no_{lack}_share", (), filters)
    money = ask(snapshot, f"no_{lack}_money_share", (), filters).total if lack != "state" else {}
    n, label = share.total["numerator"], words.say(f"lacks.{lack}")
    text = words.say("chart.lacks.text", n=words.count(n), share=words.percent(share.value))
    lines = [label, words.say("chart.lacks.hover", n=words.count(n), of=words.count(share.n))]
    if money.get("value") is not None:
        lines.append(words.say("chart.lacks.hover_money", money=words.money(money["numerator"]), share=words.percent(money["value"])))  # fmt: skip
    return {
        "label": label, "value": share.value, "n": n, "of": share.n, "text": text, "role": "focus" if lack in FOR_COMPLETE else "second", "money": money.get("numerator"),
        "money_share": money.get("value"), "mark": mark_id(lacks=lack) if n else "", "hover": "\n".join(lines),
    }  # fmt: skip


def _where(words: Words) -> str:
    """Place and period: shares of projects have no prices."""
    return f"{words.place.label(words.language)}, {words.years()}"


# Lack × year


def every_year(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Everything a record can lack, by year: the share of its projects; few projects as a fraction, the unfinished year outlined."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "complete_share", ("year",), filters)
    years, rows = _years(words), []
    for lack in LACKS:
        name = words.say(f"lacks_short.{lack}")
        by = ask(snapshot, f"no_{lack}_share", ("year",), filters).by()
        rows += [_cell(words, name, year, by.get(year), {"lacks": lack, "year": year}) for year in years]
        rows += _later(words, snapshot, filters, lack, (), name, {"lacks": lack})
    known = sorted((row for row in answer.rows if row["n"] >= FEW), key=lambda row: row["year"])
    title = words.say("chart.lack_years.title_none")
    if len(known) > 1:
        first, last = known[0], known[-1]
        title = words.say("chart.lack_years.title", first=first["year"], before=words.percent(1 - first["value"]), last=last["year"], after=words.percent(1 - last["value"]))  # fmt: skip
    return Chart(
        ChartSpec(
            kind="grid", key="lack_years", title=title, subtitle=words.say("chart.lack_years.subtitle", where=_where(words)), rows=tuple(rows) if answer.rows else (),
            alt=words.say("chart.lack_years.alt", where=_where(words)), summary=_told(rows), height=52 * len(LACKS) + 50, notes=_notes(words, rows),
            options={"x": [*years, *_beyond(rows, years)], "y": [words.say(f"lacks_short.{lack}") for lack in LACKS], "levels": LEVELS, "mark_size": 26}, fields=_fields(words, words.say("quality.f_lack")),
        ),
        answer,
    )  # fmt: skip


# One lack: by year, by district and year


def _by_year(lack: str, snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """One lack by year as columns; a year of few projects is left out and told, the unfinished one hatched."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, f"no_{lack}_share", ("year",), filters)
    money = ask(snapshot, f"no_{lack}_money_share", ("year",), filters).by() if lack != "state" else {}
    coming = unfinished_years(words, filters)
    later = ask(snapshot, answer.metric, ("year",), filters.but(years=coming, basis="underway")).rows if coming else ()  # fmt: skip
    found = {row["year"]: row | {"unfinished": year_open} for year_open, rows in ((False, answer.rows), (True, later)) for row in rows}  # fmt: skip
    rows = tuple(_column(words, lack, year, found.get(year), money.get(year, {})) for year in (*_years(words), *sorted(row["year"] for row in later)))  # fmt: skip
    drawn = [row for row in rows if row["share"] is not None and not row["unfinished"]]
    few = [f"{row['x']} ({row['n']}/{row['of']})" for row in rows if row["of"] and row["share"] is None]
    notes = [words.say("chart.lack_year.few", years=", ".join(few), n=FEW)] if few else []
    notes += [words.say("chart.lack_year.unfinished", year=row["x"]) for row in rows if row["unfinished"] and row["of"]]  # fmt: skip
    label = words.say(f"lacks.{lack}")
    return Chart(
        ChartSpec(
            kind="columns", key="lack_year", title=_trend(words, label, drawn), subtitle=words.say("chart.lack_year.subtitle", lack=label, where=_where(words)), rows=rows if found else (), series=(Series("share", label, "focus"),),
            alt=words.say("chart.lack_year.alt", lack=label, where=_where(words)), summary="; ".join(f"{r['x']}: {r['text_share']}" for r in rows if r["of"]), notes=tuple(notes), height=360,
            options={"scale": 0.01, "y_title": words.say("chart.lack_year.axis")},
            fields=(
                Field("x", words.say("field.year"), "year"), Field("n", words.say("quality.f_lacking"), "count"), Field("of", words.say("quality.f_of"), "count"), Field("value", words.say("quality.f_share"), "percent", 1),
                Field("money", words.say("payer.state"), "money", unit=words.say("unit.million")), Field("money_share", words.say("quality.f_money_share"), "percent", 1),
            ),
        ),
        answer,
    )  # fmt: skip


def _trend(words: Words, label: str, drawn: list[dict]) -> str:
    if len(drawn) < 2:
        return words.say("chart.lack_year.title_none", lack=label)
    first, last = drawn[0], drawn[-1]
    if not any(row["share"] for row in drawn):
        return words.say("chart.lack_year.title_zero", lack=label)
    return words.say("chart.lack_year.title", lack=label, first=first["x"], before=words.percent(first["share"]), last=last["x"], after=words.percent(last["share"]))  # fmt: skip


def _column(words: Words, lack: str, year: int, row: dict | None, money: dict) -> dict:
    row = row or {"numerator": None, "n": 0, "value": None, "unfinished": False}
    solid, n = row["n"] >= FEW, row["numerator"]
    basis = {"basis": "underway"} if row["unfinished"] else {}
    return {
        "x": year, "share": row["value"] if solid else None, "value": row["value"] if solid else None, "n": n, "of": row["n"], "unfinished": row["unfinished"],
        "text_share": words.percent(row["value"]) if solid else "", "money": money.get("numerator"), "money_share": money.get("value"),
        "mark": mark_id(lacks=lack, year=year, **basis) if n else "",
    }  # fmt: skip


def _by_district(lack: str, snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """One lack by district and year; most districts have few projects a year, so most cells are fractions and no rates."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, f"no_{lack}_share", ("district", "year"), filters)
    whole = ask(snapshot, answer.metric, ("district",), filters).by()
    by = {(row["district"], row["year"]): row for row in answer.rows}
    apart = [code for code in ("group", None) if code in whole]
    codes = [code for code, *_ in shapes.districts(words)] if words.place.map_code else [c for c in whole if c not in apart]  # fmt: skip
    codes.sort(key=lambda code: (-(whole.get(code, {}).get("numerator") or 0), words.label("district", code)))
    years, rows = _years(words), []
    for code in (*codes, *apart):
        name = words.label("district", code)
        mine = {"lacks": lack, "district": code}
        rows += [_cell(words, name, year, by.get((code, year)), mine | {"year": year}) for year in years]
        rows += _later(words, snapshot, filters, lack, (code,), name, mine)
    label = words.say(f"lacks.{lack}")
    most = [f"{words.label('district', c)} ({whole[c]['numerator']}/{whole[c]['n']})" for c in codes if whole.get(c, {}).get("numerator") and whole[c]["n"] >= FEW]  # fmt: skip
    lacking = answer.total["numerator"] or 0
    placed = sum(whole.get(code, {}).get("numerator") or 0 for code in codes)
    key = "title" if most else "title_few" if placed else "title_apart" if lacking else "title_none"
    if lack == "place" and lacking:  # what has no place stands in no district by itself: its years say more
        key = "title_place"
    return Chart(
        ChartSpec(
            kind="grid", key="lack_district", title=words.say(f"chart.lack_district.{key}", lack=label, names=", ".join(most[:3]), n=words.count(lacking), years=_years_told(words, answer)), subtitle=words.say("chart.lack_district.subtitle", lack=label, where=_where(words)),
            rows=tuple(rows) if answer.rows else (), alt=words.say("chart.lack_district.alt", lack=label, where=_where(words)), summary=_told(rows), height=max(300, 33 * (len(codes) + len(apart)) + 60), notes=_notes(words, rows),
            options={"x": [*years, *_beyond(rows, years)], "y": [words.label("district", c) for c in (*codes, *apart)], "levels": LEVELS, "mark_size": 27}, fields=_fields(words, words.say("field.district")),
        ),
        answer,
    )  # fmt: skip


def _years_told(words: Words, answer) -> str:
    """The years in which projects lack it, each with how many: "2019 (2), 2021 (3)"."""
    counts: dict[int, int] = {}
    for row in answer.rows:
        counts[row["year"]] = counts.get(row["year"], 0) + row["numerator"]
    return words.names([f"{year} ({words.count(n)})" for year, n in sorted(counts.items()) if n], of="year")


def _years(words: Words) -> list[int]:
    return _range(words.filters.years or words.place.years)


def _beyond(rows: list[dict], years: list[int]) -> list[int]:
    """The unfinished years in which a project is under way."""
    return sorted({row["x"] for row in rows} - set(years))


def _range(years: tuple[int, int] | None) -> list[int]:
    return list(range(years[0], years[1] + 1)) if years else []


def _cell(words: Words, name: str, year: int, row: dict | None, mark: dict) -> dict:
    """A cell: a share where there are projects enough, a fraction where there are few, a ring where nothing lacks."""
    n, of = (row["numerator"], row["n"]) if row else (0, 0)
    state = "absent" if not of else "none" if not n else "value" if of >= FEW else "few"
    share = n / of if state == "value" else None
    text = _short(words, share) if state == "value" else f"{n}/{of}" if state == "few" else ""
    told = (
        words.say("chart.lack_cell.none")
        if state == "absent"
        else words.say("chart.lack_cell.of", n=n, of=of)
    )
    return {
        "x": year, "y": name, "state": state, "state_words": words.say(f"chart.lack_cell.{state}"), "value": share, "text": text, "n": n if of else None, "of": of, "hover": f"{name}, {year}\n{told}",
        "mark": mark_id(**mark) if n else "",
    }  # fmt: skip


def _short(words: Words, share: float) -> str:
    """A share in a square: whole per cent without its sign; what is more than none is never 0."""
    return words.count(max(1, round(share * 100)))


def _later(words: Words, snapshot: Snapshot, filters: Filters, lack: str, group: tuple, name: str, mark: dict) -> list[dict]:  # fmt: skip
    """The unfinished years of a row: projects under way, outlined, in no total."""
    coming = unfinished_years(words, filters)
    if not coming:
        return []
    dims = ("district", "year") if group else ("year",)
    found = ask(snapshot, f"no_{lack}_share", dims, filters.but(years=coming, basis="underway")).rows
    out = []
    for row in found:
        if row["n"] and (not group or row["district"] == group[0]):
            cell = _cell(words, name, row["year"], row, mark | {"year": row["year"], "basis": "underway"})
            out.append(cell | {"state": "underway", "text": cell["text"] or "0", "value": None, "state_words": words.say("cell.underway")})  # fmt: skip
    return out


def _notes(words: Words, rows: list[dict]) -> tuple[str, ...]:
    """The legend of the marks that are there."""
    states = {row["state"] for row in rows}
    return (" ".join(words.say(f"chart.lack_legend.{s}", n=FEW) for s in ("value", "few", "none", "absent", "underway") if s in states),)  # fmt: skip


def _told(rows: list[dict]) -> str:
    """What a reader who does not see the grid is told: every cell that lacks something."""
    return "; ".join(f"{r['y']} {r['x']}: {r['n']}/{r['of']}" for r in rows if r["n"])


def _fields(words: Words, first: str) -> tuple[Field, ...]:
    return (
        Field("y", first), Field("x", words.say("field.year"), "year"), Field("n", words.say("quality.f_lacking"), "count"), Field("of", words.say("quality.f_of"), "count"),
        Field("value", words.say("quality.f_share"), "percent", 1), Field("state_words", words.say("field.state")),
    )  # fmt: skip


def _each(draw: Callable) -> dict[str, Callable]:
    """One maker of charts a lack, made once, so that what it draws is remembered."""

    def of(lack: str) -> Callable:
        return lambda snapshot, filters, language: draw(lack, snapshot, filters, language)

    return {lack: of(lack) for lack in LACKS}


BY_YEAR, BY_DISTRICT = _each(_by_year), _each(_by_district)


def by_year_of_worst(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """By year, of what most projects of the very filters lack: while none is chosen, what is sent ahead of the page is of the right one."""
    return BY_YEAR[_worst(snapshot, filters)](snapshot, filters, language)


def by_district_of_worst(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """The same by district and year."""
    return BY_DISTRICT[_worst(snapshot, filters)](snapshot, filters, language)


def _worst(snapshot: Snapshot, filters: Filters) -> str:
    return worst(snapshot, filters) or "counterpart"
