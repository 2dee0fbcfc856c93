"""What was received of a place and what was found in it as tables to read and to take along: rows, files, findings."""

from analytics import quality
from analytics.finding_words import expected_text, found_text
from analytics.notes import finding_text
from analytics.sheet import Field, Sheet
from data.finding import Finding
from pages.components import session
from pages.components.frame import Choice
from pages.received_files import counted, status_of, when


def _sheet(choice: Choice, title: str, fields, rows, *, simulated: bool, whole: bool = False) -> Sheet:
    """`whole`: of no one place, so that its title names none."""
    notes = (choice.say("foot.snapshot", id=choice.snapshot.id),)
    full = title if whole else f"{title}: {choice.place.label(choice.language)}"
    return Sheet(title, full, fields, tuple(rows), notes, simulated, choice.language)  # fmt: skip


def rows(choice: Choice) -> Sheet:
    words = choice.words
    fields = (
        Field("file", words.say("field.file")), Field("sheet", words.say("field.sheet")), Field("table", words.say("quality.col_table")), Field("n", words.say("quality.col_rows"), "count"),
        Field("replaced", words.say("quality.card_replaced"), "count"), Field("status", words.say("quality.col_status")),
    )  # fmt: skip
    rows = (
        {"file": r["file"], "sheet": r["sheet"] or "—", "table": words.say(f"staged.{r['name']}"), "n": r["n"], "replaced": r["replaced"], "status": words.say(f"file_status.{status_of([r])}")}
        for r in session.ask(quality.rows, choice.snapshot, choice.filters.province)
    )  # fmt: skip
    return _sheet(choice, words.say("quality.card_rows"), fields, rows, simulated=choice.place.simulated)


def files(choice: Choice, listed: list[dict], title: str, *, whole: bool = False) -> Sheet:
    words = choice.words
    fields = (
        Field("name", words.say("field.file")), Field("status", words.say("quality.col_status")), Field("when", words.say("quality.col_when")), Field("counts", words.say("quality.col_rows")),
        Field("faults", words.say("quality.col_errors"), "count"), Field("mark", words.say("quality.col_mark")),
    )  # fmt: skip
    rows = (
        {"name": r["name"], "status": words.say(f"file_status.{r['status']}"), "when": when(r["file"]), "counts": counted(choice, r), "faults": (r["file"].errors or None) if r["file"] else None, "mark": r["file"].entry.batch if r["file"] else None}
        for r in listed
    )  # fmt: skip
    return _sheet(choice, words.say(title), fields, rows, simulated=choice.place.simulated and not whole, whole=whole)  # fmt: skip


def findings(choice: Choice, found: tuple[Finding, ...], title: str, *, simulated: bool, whole: bool = False) -> Sheet:  # fmt: skip
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
