"""What was received of a place and what was found in it: files, rows, faults; a part of the screen of data quality."""

from html import escape

import streamlit as st

from analytics import quality
from analytics.notes import finding_text, refusal_text
from data import inbox, received
from data.finding import Finding
from data.paths import home
from pages import intake_sheets
from pages.components import drawer, session
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.panel import panel
from pages.received_files import GONE, counted, of_place, refused, row_of, unplaced, when

# Findings that tell of a later file.
REPLACED = ("project_replaced", "project_superseded", "figure_replaced", "list_row_replaced")
TAGS = {"accepted": "good", "shipped": "", "refused": "bad", "withdrawn": "", "waiting": "bad", GONE: ""}
FILES_SHOWN = 40  # the rest is in the table to be opened


def cards(choice: Choice) -> list[Card]:
    """Rows received, files, rows that a later file replaced."""
    words, rows = choice.words, session.ask(quality.rows, choice.snapshot, choice.filters.province)
    n, old = sum(row["n"] for row in rows), sum(row["replaced"] for row in rows)
    files = {(row["file"], row["sequence"]) for row in rows if row["n"] > row["replaced"]}
    bad, lost = len(refused(choice)), sum(file.status == inbox.REFUSED for file in unplaced())
    told = words.say("quality.card_refused" if bad else "quality.card_none_refused", n=bad)
    told += words.say("quality.card_unplaced", n=lost) if lost else ""
    return [
        Card("rows", words.say("quality.card_rows"), words.count(n), words.say("quality.rows_unit"), words.say("quality.card_tables", n=len({(r["file"], r["sequence"], r["sheet"], r["name"]) for r in rows}))),
        Card("files", words.say("quality.card_files"), words.count(len(files)), words.say("quality.files_unit"), told),
        Card("replaced", words.say("quality.card_replaced"), words.count(old), words.say("quality.rows_unit"), words.say("quality.card_replaced_more" if old else "quality.card_replaced_none")),
    ]  # fmt: skip


def show(choice: Choice) -> str | None:
    """Files and findings; the mark of what was chosen, for one run."""
    drawn = [_of_place(choice), _findings(choice), _without_place(choice)]  # all, whichever was chosen
    return next((mark for mark in drawn if mark), None)


def _of_place(choice: Choice) -> str | None:
    """The files that hold rows of the place or name it."""
    words = choice.words
    st.html(f"<h2 class='section' id='files'>{escape(words.say('quality.files'))}</h2><p class='subtitle'>{escape(words.say('quality.files_scope'))}</p>")  # fmt: skip
    return _files_panel(choice, of_place(choice), "files")


def _without_place(choice: Choice) -> str | None:
    """What was refused, withdrawn or cut off and says nothing that tells whose it is; nothing where there is no such file."""
    rows = [row_of(file) for file in unplaced()]
    if not rows:
        return None
    words = choice.words
    st.html(f"<h2 class='section' id='unplaced'>{escape(words.say('quality.unplaced'))}</h2><p class='subtitle'>{escape(words.say('quality.unplaced_scope'))}</p>")  # fmt: skip
    return _files_panel(choice, rows, "unplaced")


def _files_panel(choice: Choice, rows: list[dict], mark: str) -> str | None:
    heads = ("quality.col_file", "quality.col_status", "quality.col_when", "quality.col_rows", "quality.col_faults")  # fmt: skip
    body = "".join(_file(choice, row) for row in rows[:FILES_SHOWN])
    link = f"<p><a class='link act' role='button' tabindex='0' data-mark='{mark}'>{escape(choice.say('quality.open_table'))}</a></p>"
    return panel(table(choice, heads, body) + link, key=f"quality-{mark}")


def _findings(choice: Choice) -> str | None:
    words = choice.words
    groups = quality.by_code(session.ask(quality.findings, choice.snapshot, choice.filters.province))
    st.html(f"<h2 class='section' id='findings'>{escape(words.say('quality.findings'))}</h2>")
    if not groups:
        return _elsewhere(choice)
    heads = ("quality.col_found", "quality.col_count", "quality.col_example", "quality.col_do")
    return panel(table(choice, heads, "".join(_code(choice, *key, found) for key, found in groups.items())), key="quality-codes")  # fmt: skip


def _elsewhere(choice: Choice) -> str | None:
    """Nothing was found in the files of this place: what that is no answer to, and where the findings of the snapshot are."""
    words, told = choice.words, session.ask(quality.found_everywhere, choice.snapshot)
    lines = [words.say("quality.findings_none")]
    if told["n"]:
        names = words.names([words.label("province", slug) for slug in told["places"] if slug in words.codes.places], 6)  # fmt: skip
        lines.append(words.say("quality.findings_elsewhere", n=words.count(told["n"]), warnings=words.count(told["warnings"]), places=names))  # fmt: skip
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    link = f"<a class='link act' role='button' tabindex='0' data-mark='everywhere'>{escape(words.say('quality.open_everywhere'))}</a>"
    return panel(f"<div class='empty'>{body}{link if told['n'] else ''}</div>", key="quality-elsewhere")


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
    return f"<tr><td>{escape(row['name'])}</td><td>{status}</td><td style='white-space:nowrap'>{escape(when(file))}</td><td style='min-width:12rem'>{escape(counted(choice, row))}</td><td>{faults}</td></tr>"


def table(choice: Choice, heads, body: str, right: int = 0) -> str:
    """A plain table; the last `right` columns are numbers. `body` is escaped by whoever wrote it."""
    numbers = len(heads) - right
    head = "".join(
        f"<th{' class=num' if at >= numbers else ''}>{escape(choice.say(key))}</th>" for at, key in enumerate(heads)
    )  # fmt: skip
    return f"<div class='scroll'><table class='plain' style='min-width:46rem'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def opened(choice: Choice, mark: str) -> None:
    """The drawer of a mark: rows, files, those without a place, what was replaced, one kind of finding, the faults of one refused file."""
    words, kind, of = choice.words, *mark.partition(":")[::2]
    if kind == "rows":
        drawer.sheet(choice, intake_sheets.rows(choice), "dong-da-nhan")
    elif kind == "files":
        drawer.sheet(
            choice, intake_sheets.files(choice, of_place(choice), "quality.files_received"), "tep-da-nhan"
        )
    elif kind == "unplaced":
        rows = [row_of(file) for file in unplaced()]
        drawer.sheet(
            choice, intake_sheets.files(choice, rows, "quality.unplaced", whole=True), "tep-chua-ro-tinh"
        )
    elif kind == "faults":
        file = next((f for f in received.files(home()) if f.entry.batch == of), None)
        if file:
            drawer.sheet(choice, intake_sheets.findings(choice, file.findings, words.say("quality.faults_of", file=file.entry.name), simulated=False, whole=True), "loi")  # fmt: skip
    elif kind == "everywhere":
        found = session.ask(quality.all_findings, choice.snapshot)
        drawer.sheet(choice, intake_sheets.findings(choice, found, words.say("quality.findings_all"), simulated=False, whole=True), "moi-dieu-ghi-nhan")  # fmt: skip
    elif kind in ("code", "replaced"):
        found = session.ask(quality.findings, choice.snapshot, choice.filters.province)
        mine = tuple(f for f in found if (f.code == of if kind == "code" else f.code in REPLACED))
        title = words.say(f"finding_means.{of}") if kind == "code" else words.say("quality.card_replaced")
        drawer.sheet(choice, intake_sheets.findings(choice, mine, title, simulated=choice.place.simulated), of or kind)  # fmt: skip
