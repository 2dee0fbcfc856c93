"""One row of a reported file, cell by cell, with every fault of it told at once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from data.finding import Finding
from data.sources.numbers import BadCell
from data.sources.reported_numbers import AmbiguousNumber
from data.sources.table import shown


@dataclass
class Cells:
    """The cells of one row by column name (None where empty) and what was found wrong with them.

    `bad`: the columns that could not be read; nothing more is told of one that was so from the start (`row.unread`).
    """

    row: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)  # column name -> heading of the file
    examples: dict[str, str | None] = field(
        default_factory=dict
    )  # what to write where a cell must not be empty
    received_on: dt.date | None = None  # the day on which the file came, None where untold
    bad: set[str] = field(default_factory=set)

    def __post_init__(self):
        self.unread: frozenset[str] = getattr(self.row, "unread", frozenset())
        self.bad |= self.unread

    @property
    def place(self) -> dict[str, Any]:
        return {name: self.row[name] for name in ("file", "sheet", "row")}

    @property
    def good(self) -> bool:
        return not self.bad

    def text(self, name: str) -> str | None:
        return self.row.get(name)

    def tell(
        self, code: str, level: str, column: str, expected: str | None, value: str | None = None
    ) -> None:
        """Notes one finding; `value` is the cell's unless another is given. None of a column that could not be read at all."""
        if column in self.unread:
            return
        if level == "error":
            self.bad.add(column)
        cell = self.row.get(column)
        seen = value if value is not None or cell is None else shown(cell)
        heading = self.headings.get(column, column)
        self.findings.append(
            Finding(code, level, column=heading, value=seen, expected=expected, **self.place)
        )

    def take(self, name: str, read: Callable[[Any], Any], required: bool = False) -> Any:
        """The cell as `read` reads it; None where it is empty, or bad (then told)."""
        cell = self.row.get(name)
        if cell is None:
            if required:
                self.tell("cell_empty", "error", name, self.examples.get(name))
            return None
        try:
            return read(cell)
        except AmbiguousNumber as error:
            self.tell("value_ambiguous", "error", name, error.expected)
        except BadCell as error:
            self.tell("cell_bad", "error", name, error.expected)
        return None
