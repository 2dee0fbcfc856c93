"""What was received of a place and what was found in it: files, rows, faults; a part of the screen of data quality."""

import datetime as dt
from html import escape

import streamlit as st

from analytics import quality
from analytics.finding_words import expected_text, found_text
from analytics.notes import finding_text, refusal_text
from analytics.sheet import Field, Sheet
from data import inbox, received
from data.finding import Finding
from data.paths import home
from data.received import File
from pages.components import drawer, session
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.panel import panel

# Findings that tell of a later file.
REPLACED = ("project_replaced", "project_superseded", "figure_replaced", "list_row_replaced")
GONE = "replaced"  # the status of an accepted file of whose rows of the place a later file replaced every one
TAGS = {"accepted": "good", "shipped": "", "refused": "bad", "withdrawn": "", "waiting": "bad", GONE: ""}
FILES_SHOWN = 40  # the rest is in the table to be opened


def refused() -> tuple[File, ...]:
    """Files that were refused. Whose they are is not known before they can be read, so every place is told of them."""
    return tuple(file for file in received.files(home()) if file.status == inbox.REFUSED)


def cards(choice: Choice) -> list[Card]:
    """Rows received, files, rows that a later file replaced."""
    words, rows = choice.words, session.ask(quality.rows, choice.snapshot, choice.filters.province)
    n, old = sum(row["n"] for row in rows), sum(row["replaced"] for row in rows)
    files = {(row["file"], row["sequence"]) for row in rows if row["n"] > row["replaced"]}
    bad = len(refused())
    return [
        Card("rows", words.say("quality.card_rows"), words.count(n), words.say("quality.rows_unit"), words.say("quality.card_tables", n=len({(r["file"], r["sequence"], r["sheet"], r["name"]) for r in rows}))),
        Card("files", words.say("quality.card_files"), words.count(len(files)), words.say("quality.files_unit"), words.say("quality.card_refused" if bad else "quality.card_none_refused", n=bad)),
        Card("replaced", words.say("quality.card_replaced"), words.count(old), words.say("quality.rows_unit"), words.say("quality.card_replaced_more" if old else "quality.card_replaced_none")),
    ]  # fmt: skip


def show(choice: Choice) -> str | None:
    """Files and findings; the mark of what was chosen, for one run."""
    words = choice.words
    st.html(f"<h2 class='section' id='files'>{escape(words.say('quality.files'))}</h2><p class='subtitle'>{escape(words.say('quality.files_scope'))}</p>")  # fmt: skip
    rows = _files(choice)
    heads = ("quality.col_file", "quality.col_status", "quality.col_when", "quality.col_rows", "quality.col_faults")  # fmt: skip
    body = "".join(_file(choice, row) for row in rows[:FILES_SHOWN])
    link = f"<p><a class='link act' role='button' tabindex='0' data-mark='files'>{escape(words.say('quality.open_table'))}</a></p>"
    chosen = panel(table(choice, heads, body) + link, key="quality-files")
    return _findings(choice) or chosen


def _findings(choice: Choice) -> str | None:
    words = choice.words
    groups = quality.by_code(session.ask(quality.findings, choice.snapshot, choice.filters.province))
    st.html(f"<h2 class='section' id='findings'>{escape(words.say('quality.findings'))}</h2>")
    if not groups:
        st.html(f"<div class='empty'>{escape(words.say('quality.findings_none'))}</div>")
        return None
    heads = ("quality.col_found", "quality.col_count", "quality.col_example", "quality.col_do")
    return panel(table(choice, heads, "".join(_code(choice, *key, found) for key, found in groups.items())), key="quality-codes")  # fmt: skip


def _code(choice: Choice, level: str, code: str, found: list[Finding]) -> str:
    """One kind of finding: what it means, how often, one of them in words with its place, what to do about it."""
    words, first = choice.words, found[0]
    where = ", ".join(_place(choice, first))
    tag = f"<span class='tag {'' if level == 'note' else 'bad'}'>{escape(words.say(f'cli.{level}'))}</span>"
    return (
        f"<tr><td>{tag} <b>{escape(words.say(f'finding_means.{code}'))}</b><br><span class='subtitle'>{escape(code)}</span></td>"
        f"<td class='num'><a class='link' role='button' tabindex='0' data-mark='code:{escape(code)}'>{words.count(len(found))}</a></td>"
        f"<td>{escape(finding_text(first, choice.language))}<br><span class='subtitle'>{escape(where)}</span></td><td>{escape(words.say(f'finding_do.{code}'))}</td></tr>"
    )


def _place(choice: Choice, finding: Finding) -> list[str]:
    row = choice.say("quality.row", n=finding.row) if finding.row else ""
    return [part for part in (finding.file, finding.sheet, row, finding.column) if part]


def _files(choice: Choice) -> list[dict]:
    """The files that hold rows of the place, then those that were refused, withdrawn or cut off; newest first among each.

    Keys: file (received.File; None where only the snapshot knows it), name, status, when, n (rows of the place), tables, replaced.
    """
    known = received.files(home())
    own = [file for file in known if file.status == inbox.ACCEPTED]
    places = {file.entry.name: (0, file) for file in known if file.status == received.SHIPPED}
    by_place = {(at, file.entry.name): file for at, file in enumerate(own, 1)}
    groups: dict[tuple, list[dict]] = {}
    for row in session.ask(quality.rows, choice.snapshot, choice.filters.province):
        groups.setdefault((row["sequence"], row["file"]), []).append(row)
    out = []
    for (sequence, name), rows in sorted(groups.items(), reverse=True):
        file = by_place.get((sequence, name)) if sequence else places.get(name, (0, None))[1]
        out.append({"file": file, "name": name, "status": _status(rows), "rows": rows})
    aside = [file for file in reversed(known) if file.status in (inbox.REFUSED, inbox.WITHDRAWN, inbox.WAITING)]  # fmt: skip
    return [
        {"file": file, "name": file.entry.name, "status": file.status, "rows": []} for file in aside
    ] + out


def _status(rows: list[dict]) -> str:
    """Of a file that holds rows of the place: shipped, accepted, or replaced whole (no row of the place counts any more)."""
    if all(row["n"] == row["replaced"] for row in rows):
        return GONE
    return inbox.ACCEPTED if rows[0]["sequence"] else received.SHIPPED


def _file(choice: Choice, row: dict) -> str:
    words, file = choice.words, row["file"]
    status = (
        f"<span class='tag {TAGS[row['status']]}'>{escape(words.say('file_status.' + row['status']))}</span>"
    )
    faults = ""
    if file is not None and row["status"] == inbox.REFUSED:
        faults = escape(refusal_text(file, choice.language))
        if file.findings:
            faults += f" <a class='link act' role='button' tabindex='0' data-mark='faults:{escape(file.entry.batch)}'>{escape(words.say('quality.open_faults', n=len(file.findings)))}</a>"
    return f"<tr><td>{escape(row['name'])}</td><td>{status}</td><td style='white-space:nowrap'>{escape(_when(file))}</td><td style='min-width:12rem'>{escape(_counts(choice, row))}</td><td>{faults}</td></tr>"


def _when(file: File | None) -> str:
    if file is None:
        return "—"
    return dt.datetime.fromisoformat(file.entry.received_at).astimezone().strftime("%d/%m/%Y %H:%M")


def _counts(choice: Choice, row: dict) -> str:
    """Rows by table: of the place those that count, and how many a later file replaced; of a file that does not count all that could be read."""
    words, counts, gone = choice.words, {}, {}
    for part in row["rows"]:
        counts[part["name"]] = counts.get(part["name"], 0) + part["n"] - part["replaced"]
        gone[part["name"]] = gone.get(part["name"], 0) + part["replaced"]
    if not row["rows"] and row["file"] is not None:
        counts = row["file"].rows
    told = (
        words.say("quality.table_left" if gone.get(name) else "quality.table_n", table=words.say(f"staged.{name}"), n=words.count(n), old=words.count(gone.get(name, 0)))
        for name, n in counts.items()
    )  # fmt: skip
    return ", ".join(told) or "—"


def table(choice: Choice, heads, body: str, right: int = 0) -> str:
    """A plain table; the last `right` columns are numbers. `body` is escaped by whoever wrote it."""
    numbers = len(heads) - right
    head = "".join(
        f"<th{' class=num' if at >= numbers else ''}>{escape(choice.say(key))}</th>" for at, key in enumerate(heads)
    )  # fmt: skip
    return f"<div class='scroll'><table class='plain' style='min-width:46rem'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def opened(choice: Choice, mark: str) -> None:
    """The drawer of a mark: rows, files, what was replaced, one kind of finding, the faults of one refused file."""
    words, kind, of = choice.words, *mark.partition(":")[::2]
    if kind == "rows":
        drawer.sheet(choice, _rows_sheet(choice), "dong-da-nhan")
    elif kind == "files":
        drawer.sheet(choice, _files_sheet(choice), "tep-da-nhan")
    elif kind == "faults":
        file = next((f for f in received.files(home()) if f.entry.batch == of), None)
        if file:
            drawer.sheet(choice, _findings_sheet(choice, file.findings, words.say("quality.faults_of", file=file.entry.name), simulated=False, whole=True), "loi")  # fmt: skip
    elif kind in ("code", "replaced"):
        found = session.ask(quality.findings, choice.snapshot, choice.filters.province)
        mine = tuple(f for f in found if (f.code == of if kind == "code" else f.code in REPLACED))
        title = words.say(f"finding_means.{of}") if kind == "code" else words.say("quality.card_replaced")
        drawer.sheet(choice, _findings_sheet(choice, mine, title, simulated=choice.place.simulated), of or kind)  # fmt: skip


def _sheet(choice: Choice, title: str, fields, rows, *, simulated: bool, whole: bool = False) -> Sheet:
    """`whole`: of no one place, so that its title names none."""
    notes = (choice.say("foot.snapshot", id=choice.snapshot.id),)
    full = title if whole else f"{title}: {choice.place.label(choice.language)}"
    return Sheet(title, full, fields, tuple(rows), notes, simulated, choice.language)  # fmt: skip


def _rows_sheet(choice: Choice) -> Sheet:
    words = choice.words
    fields = (
        Field("file", words.say("field.file")), Field("sheet", words.say("field.sheet")), Field("table", words.say("quality.col_table")), Field("n", words.say("quality.col_rows"), "count"),
        Field("replaced", words.say("quality.card_replaced"), "count"), Field("status", words.say("quality.col_status")),
    )  # fmt: skip
    rows = (
        {"file": r["file"], "sheet": r["sheet"] or "—", "table": words.say(f"staged.{r['name']}"), "n": r["n"], "replaced": r["replaced"], "status": words.say(f"file_status.{_status([r])}")}
        for r in session.ask(quality.rows, choice.snapshot, choice.filters.province)
    )  # fmt: skip
    return _sheet(choice, words.say("quality.card_rows"), fields, rows, simulated=choice.place.simulated)


def _files_sheet(choice: Choice) -> Sheet:
    words = choice.words
    fields = (
        Field("name", words.say("field.file")), Field("status", words.say("quality.col_status")), Field("when", words.say("quality.col_when")), Field("counts", words.say("quality.col_rows")),
        Field("faults", words.say("quality.col_errors"), "count"), Field("mark", words.say("quality.col_mark")),
    )  # fmt: skip
    rows = (
        {"name": r["name"], "status": words.say(f"file_status.{r['status']}"), "when": _when(r["file"]), "counts": _counts(choice, r), "faults": (r["file"].errors or None) if r["file"] else None, "mark": r["file"].entry.batch if r["file"] else None}
        for r in _files(choice)
    )  # fmt: skip
    return _sheet(choice, words.say("quality.files_received"), fields, rows, simulated=choice.place.simulated)


def _findings_sheet(choice: Choice, found: tuple[Finding, ...], title: str, *, simulated: bool, whole: bool = False) -> Sheet:  # fmt: skip
    """Where each stands, what was found and what is needed."""
    words, language = choice.words, choice.language
    fields = (
        Field("sheet", words.say("field.sheet")), Field("row", words.say("field.row"), "count"), Field("column", words.say("cli.column")), Field("found", words.say("cli.found"), "quote"),
        Field("expected", words.say("cli.expected"), "quote"), Field("text", words.say("cli.text"), "quote"), Field("level", words.say("cli.level")), Field("file", words.say("field.file")), Field("code", words.say("quality.col_code")),
    )  # fmt: skip
    rows = (
        {"level": words.say(f"cli.{f.level}"), "file": f.file, "sheet": f.sheet or None, "row": f.row, "column": f.column, "found": found_text(f, language), "expected": expected_text(f, language), "text": finding_text(f, language), "code": f.code}
        for f in found
    )  # fmt: skip
    return _sheet(choice, title, fields, rows, simulated=simulated, whole=whole)
