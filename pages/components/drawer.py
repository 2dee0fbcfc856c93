"""What opens when a number is opened: its definition, its records with file, sheet and row, its table, its files, its SQL."""

from html import escape

import pandas as pd
import streamlit as st

from analytics import format as fmt
from analytics import records as questions
from analytics.charts.beneficiaries import mark_words as of_beneficiaries
from analytics.charts.spec import Chart
from analytics.exports import csv_file, excel
from analytics.exports.names import file_stem
from analytics.metrics import METRICS
from analytics.sheet import Field, Sheet
from analytics.text import has
from pages.components import frame, quoted, session, trouble
from pages.components.frame import Choice

MILLION = 1_000_000
WIDTH = "large"
# Pixels a column: headings carry their unit, so narrow ones cut it.
_WIDTHS = {
    "quote": 380,
    "money": 130,
    "ratio": 100,
    "percent": 100,
    "count": 80,
    "year": 70,
    "name": 190,
    "text": 150,
}


def records(choice: Choice, mark: str) -> None:
    """The projects behind a mark."""
    _dialog(choice.say("drawer.records"), lambda: _records(choice, mark))


def table(choice: Choice, chart: Chart) -> None:
    """The table behind a chart with its definition."""
    _dialog(choice.say("drawer.table"), lambda: _table(choice, chart))


def metric(choice: Choice, key: str) -> None:
    """A number of a card, `key` or `key:tier=…`: definition, what it stands on, the records."""
    name, _, tier = key.partition(":tier=")
    if tier:
        choice = Choice(choice.snapshot, choice.filters.but(tier=tier), choice.language, choice.theme)
    _dialog(METRICS[name].label[choice.language], lambda: _metric(choice, name))


def sheet(choice: Choice, made: Sheet, name: str) -> None:
    """Any table of its own, to be read and taken along."""

    def body():
        _head(choice, made.title)
        _offer(choice, made, f"{name}-{choice.filters.province}")

    _dialog(made.name, body)


def _dialog(title: str, body) -> None:
    @st.dialog(title, width=WIDTH, position="right")
    def opened():
        with trouble.told(frame.language()):
            body()

    opened()


def mark_words(choice: Choice, mark: str) -> str:
    """A mark in words: "Pleiku · 2015"."""
    words, asked = choice.words, questions.read_mark(mark)
    parts = []
    for dim in ("content", "content_parent", "district", "tier", "beneficiary_type"):
        if dim in asked:
            label = words.say(f"tier.{asked[dim]}") if dim == "tier" else words.label(dim, asked[dim] or None)
            parts.append(label)
    parts += [asked[key].replace("-", "–") for key in ("year", "years") if key in asked]
    if "measure" in asked:
        parts.append(
            words.say(f"payer.{asked['measure']}")
            if asked["measure"] in ("national", "local", "counterpart", "other_state", "untold")
            else words.say("lens.ratio")
        )
    if "project" in asked:
        parts.append(asked["project"].split("/", 1)[-1])
    parts += [
        words.say(f"{key}.{asked[key]}")
        for key in ("course", "step", "pay", "lacks")
        if has(f"{key}.{asked.get(key)}", choice.language)
    ]
    parts += [words.label(key, asked[key] or None) for key in ("status", "reason") if asked.get(key)]
    parts += of_beneficiaries(words, asked)
    if "ratio_from" in asked:
        low, high = float(asked["ratio_from"]), float(asked["ratio_to"])
        parts.append(
            f"{words.say('lens.ratio')} {words.ratio(low)}"
            + ("" if high == low else "+" if high == float("inf") else f"–{words.ratio(high)}")
        )
    return " · ".join([words.place.label(choice.language), *parts])


def _records(choice: Choice, mark: str) -> None:
    words = choice.words
    found = session.ask(questions.behind, choice.snapshot, mark, choice.filters)
    year = questions.read_mark(mark).get("year", "")
    _head(choice, mark_words(choice, mark), year)
    if found.rows:
        line = sums_line(choice, found)
        if questions.read_mark(mark).get("basis") == "underway":
            st.html(f"<div class='notice'>{escape(words.say('drawer.underway'))}</div>")
        pairs = [r for r in found.rows if r["state_vnd"] is not None and r["counterpart_vnd"] is not None]
        state = sum(r["state_vnd"] for r in pairs)
        ratio = (
            words.say(
                "drawer.ratio",
                value=words.ratio(sum(r["counterpart_vnd"] for r in pairs) / state),
                n=words.count(len({r["project_id"] for r in pairs})),
            )
            if state
            else ""
        )
        st.html(f"<p><b>{escape(line)}</b><br>{escape(ratio)}</p>")
        if choice.filters.prices:
            st.html(f"<p class='subtitle'>{escape(words.say('drawer.nominal'))}</p>")
        sheet = records_sheet(choice, found, mark)
        _offer(choice, sheet, f"{mark}-{choice.filters.province}")
    if found.figures:
        figures_table(choice, found.figures)
    if not found.rows and not found.figures:
        st.html(f"<div class='empty'>{escape(words.say('drawer.no_records'))}</div>")
    _sql(choice, found.sql)


def sums_line(choice: Choice, found) -> str:
    """What the rows add up to, over what is recorded."""
    words, sums = choice.words, found.sums
    parts = [
        sums[key] for key in ("state_vnd", "other_state_vnd", "counterpart_vnd") if sums[key] is not None
    ]
    return words.say(
        "drawer.sums", n=words.count(found.projects), state=words.money(sums["state_vnd"]), national=words.money(sums["national_vnd"]),
        local=words.money(sums["local_vnd"]), other=words.money(sums["other_state_vnd"]), counterpart=words.money(sums["counterpart_vnd"]),
        total=words.money(sum(parts) if parts else None),
    )  # fmt: skip


def records_sheet(choice: Choice, found, mark: str) -> Sheet:
    """The rows behind a mark as a table on its way out."""
    words = choice.words
    million = words.say("unit.million")
    rows = tuple(
        row | {
            "content_words": words.label("content", row["content"]), "district_words": words.label("district", row["district"]) if row["district"] else words.say(f"gap.{row['district_gap'] or 'not_recorded'}"),
            "tier_words": words.say(f"tier.{row['tier']}"), "status_words": words.label("status", row["status"]), "ratio": row["counterpart_vnd"] / row["state_vnd"] if row["state_vnd"] and row["counterpart_vnd"] is not None else None,
        }
        for row in found.rows
    )  # fmt: skip
    fields = (
        Field("code", words.say("field.code")), Field("title", words.say("field.title"), "quote"), Field("year", words.say("field.year"), "year"), Field("district_words", words.say("field.district")),
        Field("national_vnd", words.say("payer.national"), "money", unit=million), Field("local_vnd", words.say("payer.local"), "money", unit=million), Field("state_vnd", words.say("payer.state"), "money", unit=million), Field("other_state_vnd", words.say("payer.other_state"), "money", unit=million), Field("counterpart_vnd", words.say("payer.counterpart"), "money", unit=million),
        Field("ratio", words.say("lens.ratio"), "ratio", 2), Field("content_words", words.say("field.content")), Field("beneficiaries", words.say("field.beneficiaries"), "name"), Field("status_words", words.say("field.status")),
        Field("tier_words", words.say("field.tier")), Field("file", words.say("field.file")), Field("sheet", words.say("field.sheet")), Field("row", words.say("field.row"), "count"),
        *((Field("outcome", words.say(f"ben.outcome_{questions.read_mark(mark)['outcome']}"), "count"),) if any("outcome" in row for row in rows) else ()),
        *((Field("days", words.say("unit_days"), "count"),) if any(row.get("days") is not None for row in rows) else ()),
    )  # fmt: skip
    if all(row["other_state_vnd"] is None for row in rows):
        fields = tuple(field for field in fields if field.key != "other_state_vnd")
    return Sheet(
        name=words.say("drawer.sheet"), title=f"{words.say('drawer.records')}: {mark_words(choice, mark)}", fields=fields, rows=rows, language=choice.language,
        notes=(
            words.say("drawer.totals", line=sums_line(choice, found)), words.say("drawer.asked", chosen=frame.chosen_words(choice)),
            words.say("foot.snapshot", id=choice.snapshot.id), words.say("prices.nominal"),
        ), simulated=any(row["simulated"] for row in found.rows),
    )  # fmt: skip


def _table(choice: Choice, chart: Chart) -> None:
    from pages.components.figure import rests_on

    spec = chart.spec
    _head(choice, spec.title)
    _definition(choice, chart.answer.metric)
    sheet = Sheet(
        name=spec.title, title=f"{spec.title} ({spec.subtitle})", fields=spec.fields, rows=spec.rows, language=choice.language,
        notes=(*spec.notes, rests_on(chart.answer, choice), choice.say("drawer.asked", chosen=frame.chosen_words(choice))), simulated=chart.answer.simulated,
    )  # fmt: skip
    _offer(choice, sheet, f"{spec.key}-{choice.filters.province}")
    _sql(choice, chart.answer.sql)


def _metric(choice: Choice, key: str) -> None:
    """The value first, with both its sides; then the definition, what it rests on, and the rows that belong to it."""
    from analytics.query import ask
    from pages.components.figure import rests_on

    answer = session.ask(ask, choice.snapshot, key, (), choice.filters)
    _head(choice, value_line(choice, answer))
    _definition(choice, key)
    st.html(f"<p class='subtitle'>{escape(rests_on(answer, choice))}</p>")
    if answer.sources:
        figures_table(choice, answer.sources)
    elif METRICS[key].mart == "district_year" or key == "top_share":
        _by_district(choice, key)
    elif METRICS[key].mart == "support":
        _establishments(choice, key)
    elif choice.place.has_records or choice.place.has_years:
        found = session.ask(questions.behind, choice.snapshot, METRICS[key].mark, choice.filters)
        if found.rows:
            st.html(f"<p><b>{escape(sums_line(choice, found))}</b></p>")
            sheet = records_sheet(choice, found, METRICS[key].mark)
            _offer(choice, sheet, f"{key}-{choice.filters.province}")
        if found.figures:
            figures_table(choice, found.figures)
    _sql(choice, answer.sql)


def value_line(choice: Choice, answer) -> str:
    """ "Hệ số đòn bẩy: 2,50 = 42.995 / 17.187 triệu đồng": the number of the card with what it is made of."""
    words, metric = choice.words, METRICS[answer.metric]
    if answer.value is None:
        reason = words.say(f"reason.{answer.reason}") if answer.reason else fmt.MISSING
        return words.say(
            "drawer.value", label=metric.label[choice.language], value=f"{fmt.MISSING} ({reason})"
        )
    shown = {
        "ratio": lambda v: words.ratio(v, 3), "percent": words.percent, "money": words.exact if isinstance(answer.value, int) else words.money,
    }.get(metric.kind, words.count)(answer.value)  # fmt: skip
    line = words.say("drawer.value", label=metric.label[choice.language], value=shown)
    numerator, denominator = answer.total.get("numerator"), answer.total.get("denominator")
    if numerator is None or not denominator:
        return line
    side = words.exact if max(abs(numerator), abs(denominator)) >= MILLION else words.count
    under = words.exact if denominator >= MILLION else words.count
    return (
        f"{line} = {words.say('drawer.working', numerator=side(numerator), denominator=under(denominator))}"
    )


def _by_district(choice: Choice, key: str) -> None:
    """The districts a coverage number counts, with the years they were served."""
    from analytics.query import ask

    words = choice.words
    since = session.ask(ask, choice.snapshot, "years_since_support", ("district",), choice.filters)
    money = session.ask(ask, choice.snapshot, "state_support", ("district",), choice.filters).by()
    rows = tuple(
        {
            "district": words.label("district", row["district"]), "years": row["n"], "last": row.get("last_year"), "since": row["value"],
            "state": money.get(row["district"], {}).get("numerator"),
        }
        for row in sorted(since.rows, key=lambda r: (r["value"] is not None, -(r["value"] or 0)))
    )  # fmt: skip
    fields = (
        Field("district", words.say("field.district")), Field("years", words.say("field.years_served"), "count"), Field("last", words.say("field.last_year"), "year"),
        Field("since", METRICS["years_since_support"].label[choice.language], "count"), Field("state", words.say("payer.state"), "money", unit=words.say("unit.million")),
    )  # fmt: skip
    sheet = Sheet(
        words.say("drawer.districts"),
        f"{METRICS[key].label[choice.language]}: {frame.chosen_words(choice)}",
        fields,
        rows,
        (words.say("foot.snapshot", id=choice.snapshot.id),),
        since.simulated,
        choice.language,
    )
    _offer(choice, sheet, f"{key}-{choice.filters.province}")


def _establishments(choice: Choice, key: str) -> None:
    """The establishments a number counts, each once, with its projects and years."""
    words = choice.words
    rows = tuple(
        row | {"district": words.label("district", row["district_code"]), "type": words.label("beneficiary_type", row["beneficiary_type"]), "difficult": "" if row["difficult"] is None else words.say(f"flag.{'yes' if row['difficult'] else 'no'}")}
        for row in session.ask(questions.establishments, choice.snapshot, choice.filters)
    )  # fmt: skip
    fields = (
        Field("name", words.say("field.beneficiaries"), "name"), Field("type", words.say("field.type")), Field("district", words.say("field.district")), Field("difficult", words.say("field.difficult")),
        Field("projects", words.say("field.projects"), "count"), Field("first_year", words.say("field.first_year"), "year"), Field("last_year", words.say("field.last_year"), "year"),
    )  # fmt: skip
    sheet = Sheet(
        words.say("drawer.establishments"),
        f"{METRICS[key].label[choice.language]}: {frame.chosen_words(choice)}",
        fields,
        rows,
        (words.say("foot.snapshot", id=choice.snapshot.id),),
        choice.place.simulated,
        choice.language,
    )
    _offer(choice, sheet, f"{key}-{choice.filters.province}")


def _head(choice: Choice, text: str, year: str = "") -> None:
    simulated = (
        f"<span class='sim'>{escape(choice.say('foot.simulated'))}</span> · "
        if choice.place.simulated
        else ""
    )
    st.html(
        f"<p class='eyebrow'>{simulated}{escape(choice.place.label(choice.language))} · {escape(year or choice.words.years())}</p><h3 class='finding'>{escape(text)}</h3>"
    )


def _definition(choice: Choice, key: str) -> None:
    m, lang = METRICS[key], choice.language
    st.html(
        f"<p><b>{escape(m.label[lang])}</b> ({escape(m.unit[lang])}): {escape(m.meaning[lang])}<br><code>{escape(m.formula[lang])}</code></p>"
        f"<p class='subtitle'>{escape(choice.say('method.misread'))}: {escape(m.misread[lang])} {escape(m.edge[lang])}</p>"
    )


def figures_table(choice: Choice, figures) -> None:
    """Stated figures with their words, source and whether they were seen again."""
    words = choice.words
    rows = []
    for f in figures:
        inferred = (
            f" <span class='tag bad'>{escape(words.say('place.inferred'))}</span>"
            if f.get("province_inferred")
            else ""
        )
        rows.append(
            f"<tr><td>{escape(words.say('measure.' + f['measure']))}<br><span class='subtitle'>{escape(words.say('tier.' + (f['tier'] or 'all')))}</span></td>"
            f"<td class='num'>{stated(choice, f)}</td><td>{quoted.quote(f['quote'])}<span class='subtitle'>{source_words(f)}</span>{inferred}</td>"
            f"<td>{verified_tag(choice, f['verified'])}</td></tr>"
        )
    head = "".join(
        f"<th>{escape(words.say('reported.' + key))}</th>" for key in ("measure", "value", "words", "checked")
    )
    st.html(
        f"<div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def stated_value(choice: Choice, f: dict) -> str:
    """A figure as its source states it, with its qualifier; never rounded."""
    qualifier = f"{choice.say('qualifier.' + f['qualifier'])} " if f.get("qualifier") else ""
    if f["unit"] == "vnd":
        return qualifier + choice.words.exact(f["value"])
    if f["unit"] == "count":
        return f"{qualifier}{fmt.number(f['value'], choice.language)} {f.get('unit_as_stated') or ''}".strip()
    return (
        f"{qualifier}{fmt.number(f['value'], choice.language)} {f.get('unit_as_stated') or f['unit']}".strip()
    )


def stated(choice: Choice, f: dict) -> str:
    """`stated_value` as HTML, its unit marked as the source's word."""
    unit = None if f["unit"] == "vnd" else f.get("unit_as_stated")
    return quoted.within(stated_value(choice, f), [unit])


def source_words(f: dict) -> str:
    """The source of a figure as HTML: its title, its address as text where it has one."""
    address = f.get("source_address") or ""
    title = quoted.said((f.get("source_title") or f["source_id"]).removeprefix("(seed) "))
    return f"{title} ({escape(f['source_id'][:4].rstrip('_'))})" + (f", {escape(address)}" if address else "")


def verified_tag(choice: Choice, verified: str) -> str:
    kind = {"no": "bad", "quote": "good"}.get(verified, "")
    return f"<span class='tag {kind}'>{escape(choice.say('verified.' + verified))}</span>"


def _offer(choice: Choice, sheet: Sheet, name: str) -> None:
    """A table on the screen and, below it, as files."""
    _grid(choice, sheet)
    _downloads(choice, sheet, name)


def _grid(choice: Choice, sheet: Sheet) -> None:
    """A table that can be sorted; numbers are numbers, shown in the reader's form."""
    table = pd.DataFrame({f.key: [_cell(row.get(f.key), f) for row in sheet.rows] for f in sheet.fields})
    config, formats = {}, {}
    for f in sheet.fields:
        label = f.label
        config[f.key] = st.column_config.Column(label, width=_WIDTHS.get(f.kind, "medium"))
        if f.kind in ("money", "ratio", "percent", "count", "year"):
            formats[f.key] = lambda v, f=f: _shown(v, f, choice.language)
    unit = next((f.unit for f in sheet.fields if f.kind == "money" and f.unit), None)
    if unit:
        st.html(f"<p class='subtitle'>{escape(choice.say('drawer.unit', unit=unit))}</p>")
    styled = table.style.format(formats, na_rep="—")
    st.dataframe(
        styled,
        column_config=config,
        hide_index=True,
        width="stretch",
        height=min(460, 38 * (len(sheet.rows) + 1) + 4),
        placeholder="—",
        key="grid",
    )


def _cell(value, f: Field):
    if value is None:
        return None
    if f.kind == "money":
        return float(value) / MILLION
    return float(value) if f.kind in ("ratio", "percent") else value


def _shown(value, f: Field, language: str) -> str:
    if fmt.is_missing(value):
        return fmt.MISSING
    if f.kind == "percent":
        return fmt.percent(value, language)
    if f.kind == "ratio":
        return fmt.ratio(value, language, f.decimals or 2)
    if f.kind == "year":
        return str(int(value))
    return fmt.number(round(value, 6), language) if f.kind == "money" else fmt.count(value, language)


def _downloads(choice: Choice, sheet: Sheet, name: str) -> None:
    """CSV and workbook, personal names masked; made when asked for."""
    known = session.known_names(choice.snapshot)
    safe = file_stem(name, simulated=sheet.simulated)
    with st.container(horizontal=True):
        st.download_button(
            choice.say("drawer.csv"),
            lambda: csv_file.write(sheet, known=known),
            f"{safe}.csv",
            "text/csv",
            key="csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            choice.say("drawer.excel"),
            lambda: excel.write([sheet], known=known),
            f"{safe}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="xlsx",
            icon=":material/table:",
            on_click="ignore",
        )
    st.html(f"<p class='subtitle'>{escape(choice.say('drawer.masked'))}</p>")


def _sql(choice: Choice, sql: str) -> None:
    with st.expander(choice.say("drawer.sql")):
        st.code(sql, language="sql", wrap_lines=True)


# The parts of a drawer, for what opens something else than projects (pages/components/listed.py).
dialog, head, definition, offer, sql = _dialog, _head, _definition, _offer, _sql
