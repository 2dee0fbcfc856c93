"""The parts of every drawer: its dialog, its head, the definition of a metric, a table with its files, the SQL."""

from html import escape

import streamlit as st

from analytics import format as fmt
from analytics.exports import csv_file, excel
from analytics.exports.names import file_stem
from analytics.metrics import METRICS
from analytics.sheet import Field, Sheet
from pages.components import frame, session, trouble
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


def dialog(title: str, body) -> None:
    @st.dialog(title, width=WIDTH, position="right")
    def opened():
        with trouble.told(frame.language()):
            body()

    opened()


def head(choice: Choice, text: str, year: str = "") -> None:
    simulated = (
        f"<span class='sim'>{escape(choice.say('foot.simulated'))}</span> · "
        if choice.place.simulated
        else ""
    )
    st.html(
        f"<p class='eyebrow'>{simulated}{escape(choice.place.label(choice.language))} · {escape(year or choice.words.years())}</p><h3 class='finding'>{escape(text)}</h3>"
    )


def definition(choice: Choice, key: str) -> None:
    m, lang = METRICS[key], choice.language
    st.html(
        f"<p><b>{escape(m.label[lang])}</b> ({escape(m.unit[lang])}): {escape(m.meaning[lang])}<br><code>{escape(m.formula[lang])}</code></p>"
        f"<p class='subtitle'>{escape(choice.say('method.misread'))}: {escape(m.misread[lang])} {escape(m.edge[lang])}</p>"
    )


def offer(choice: Choice, sheet: Sheet, name: str, key: str = "") -> None:
    """A table on the screen and, below it, as files; `key` tells a second table of a drawer from its first."""
    _grid(choice, sheet, key)
    _downloads(choice, sheet, name, key)


def _grid(choice: Choice, sheet: Sheet, key: str) -> None:
    """A table that can be sorted; numbers are numbers, shown in the reader's form."""
    import pandas as pd  # with the first table: importing it takes 0.6 s and 60 MB

    table = pd.DataFrame({f.key: [_cell(row.get(f.key), f) for row in sheet.rows] for f in sheet.fields})
    config, formats = {}, {}
    for f in sheet.fields:
        label = f.label
        config[f.key] = st.column_config.Column(label, width=_width(f, sheet))
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
        key=f"grid{key}",
    )


def _width(f: Field, sheet: Sheet) -> str:
    """By its kind; a column of amounts in đồng is wide enough for all their digits, of which the grid would cut the first."""
    numbers = [row[f.key] for row in sheet.rows if isinstance(row.get(f.key), int)]
    long = f.kind == "count" and max(numbers, default=0) >= MILLION
    return "medium" if long else _WIDTHS.get(f.kind, "medium")


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


def _downloads(choice: Choice, sheet: Sheet, name: str, key: str) -> None:
    """CSV and workbook, personal names masked; made when asked for."""
    known = session.known_names(choice.snapshot)
    safe = file_stem(name, simulated=sheet.simulated)
    with st.container(horizontal=True):
        st.download_button(
            choice.say("drawer.csv"),
            lambda: csv_file.write(sheet, known=known),
            f"{safe}.csv",
            "text/csv",
            key=f"csv{key}",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            choice.say("drawer.excel"),
            lambda: excel.write([sheet], known=known),
            f"{safe}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx{key}",
            icon=":material/table:",
            on_click="ignore",
        )
    st.html(f"<p class='subtitle'>{escape(choice.say('drawer.masked'))}</p>")


def sql(choice: Choice, sql: str) -> None:
    with st.expander(choice.say("drawer.sql")):
        st.code(sql, language="sql", wrap_lines=True)
