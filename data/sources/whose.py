"""Whose file it is: the provinces that a received file names, also where its rows cannot be read."""

from data.sources.numbers import BadCell
from data.sources.project_tables import PROVINCE
from data.sources.project_words import referenced
from data.sources.table import HEADING_ROWS, Received, is_empty
from data.text import search_key

HEADINGS = frozenset(map(search_key, (*PROVINCE, "province_slug", "province_inferred")))
UNKNOWN = "unknown"
_read = referenced("province")


def provinces_of(sheets: dict, received: Received) -> list[str]:
    """Slugs of the provinces of the rows that could be read, and of those that stand under a heading for them in rows that could not.

    A bare name in such a row stands for the province as it was to 30/06/2025, which is a part of the one of today.
    """
    read = {row.get("province") for rows in received.tables.values() for row in rows}
    return sorted((read | set(_named(sheets))) - {None, UNKNOWN})


def _named(sheets: dict):
    for rows in sheets.values():
        for number, cells in enumerate(rows[:HEADING_ROWS], start=1):
            for at, cell in enumerate(cells):
                if search_key(str(cell)) in HEADINGS:
                    yield from _under(rows[number:], at)


def _under(rows: list[list], at: int):
    for cell in {str(row[at]) for row in rows if at < len(row) and not is_empty(row[at])}:
        try:
            yield _read(cell)
        except BadCell:
            continue  # told where the row is read
