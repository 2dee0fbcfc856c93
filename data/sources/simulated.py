"""An order for simulated projects (`data/generator.py`): one row, how many and from which seed, in place of the rows themselves."""

from data import generator
from data.finding import Finding
from data.sources.numbers import BadCell, read_integer
from data.sources.table import (
    Column,
    Format,
    Received,
    Table,
    has_headings,
    read_table,
)

MOST = 10**8


def _read_projects(cell) -> int:
    number = read_integer(cell)
    if not 1 <= number <= MOST:
        raise BadCell(f"1 - {MOST}")
    return number


ORDER = Table(
    "order",
    (
        Column(generator.HEADINGS[0], (generator.HEADINGS[0],), _read_projects, required=True),
        Column(generator.HEADINGS[1], (generator.HEADINGS[1],), read_integer, required=True),
    ),
)


def _grid(sheets: dict) -> tuple[str, list[list]]:
    return next(iter(sheets.items()), ("", []))


def read(sheets: dict, file: str) -> Received:
    """What the order stands for: nothing is made until the batch is written."""
    sheet, rows = _grid(sheets)
    read_rows = read_table(rows, ORDER, file, sheet)
    if len(read_rows.tables["order"]) > 1:
        second = read_rows.tables["order"][1]
        read_rows.findings.append(
            Finding(
                "order_twice",
                "error",
                file,
                sheet,
                second["row"],
                generator.HEADINGS[0],
                str(second[generator.HEADINGS[0]]),
            )
        )
    if read_rows.errors or not read_rows.tables["order"]:
        return Received(findings=read_rows.findings)
    (row,) = read_rows.tables["order"]
    order = generator.Order(*(row[name] for name in generator.HEADINGS))
    return Received(writers=generator.writers(order, file))


FORMATS = (
    Format(
        "simulated projects",
        lambda sheets: len(sheets) == 1 and has_headings(_grid(sheets)[1], ORDER),
        read,
        generator.HEADINGS,
    ),
)
