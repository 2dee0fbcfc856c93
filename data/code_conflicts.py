"""Codes of projects that only look different from one file to another: a later file that writes "bl-3" for "BL-3" replaces nothing."""

from collections.abc import Callable, Iterator

from data.finding import Finding
from data.replaced import Told
from data.sources.activity_tables import ACTIVITY
from data.sources.project_repeats import CODE
from data.text import code_key

Ask = Callable[[str], list[dict]]
# Of the provinces alone whose projects came in several files; within one file codes are compared when it is read.
PROJECTS = """SELECT province, code, file, sheet, row, sequence FROM project
WHERE province IN (SELECT province FROM project GROUP BY province HAVING COUNT(DISTINCT sequence) > 1)
ORDER BY sequence, row"""
NAMED = """SELECT province, project_code AS code, file, sheet, row, sequence FROM activity
WHERE project_code IS NOT NULL AND project_id IS NULL ORDER BY sequence, row"""
KNOWN = """SELECT DISTINCT province, code FROM project
WHERE province IN (SELECT province FROM activity WHERE project_code IS NOT NULL AND project_id IS NULL) ORDER BY province, code DESC"""


def projects(ask: Ask) -> Iterator[Told]:
    """A warning at each project whose code only looks different from that of a project in an earlier file: both count."""
    first: dict[tuple, dict] = {}
    for row in ask(PROJECTS):
        other = first.setdefault((row["province"], code_key(row["code"])), row)
        if other["code"] != row["code"] and other["sequence"] != row["sequence"]:
            expected = f"{other['code']}; {other['file']}, dòng {other['row']}"
            yield Told(row["sequence"], Finding("code_alike", "warning", *_place(row, CODE), expected))


def activities(ask: Ask) -> Iterator[Told]:
    """A warning at each activity of a project that no record has, with the code that was most likely meant."""
    named = ask(NAMED)
    known = {(row["province"], code_key(row["code"])): row["code"] for row in (ask(KNOWN) if named else ())}
    heading = next(column.headings[-1] for column in ACTIVITY.columns if column.name == "project_code")
    for row in named:
        meant = known.get((row["province"], code_key(row["code"])))
        found = Finding("activity_project_unknown", "warning", *_place(row, heading), meant)
        yield Told(row["sequence"], found)


def _place(row: dict, column: str) -> tuple:
    return row["file"], row["sheet"], row["row"], column, row["code"]
