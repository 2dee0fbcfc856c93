"""The register of districts and provinces (`reference/*.csv`), and which of its rows are in force on a day.

Days: the register is known from 2012-01-01 to 2025-06-30. An earlier day is answered as of the first of these, a later one
as of the last. A row is in force from `valid_from` up to, not including, `valid_to`.
"""

import csv
import datetime as dt
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "reference"
FIRST_DAY = dt.date(2012, 1, 1)
LAST_DAY = dt.date(2025, 6, 30)


def known_day(day: dt.date | str) -> dt.date:
    if isinstance(day, str):
        day = dt.date.fromisoformat(day)
    elif isinstance(day, dt.datetime):
        day = day.date()
    return min(max(day, FIRST_DAY), LAST_DAY)


def in_force(row: dict, day: dt.date) -> bool:
    return row["valid_from"] <= day.isoformat() < row["valid_to"]


@lru_cache
def register_rows(file: str) -> tuple[dict, ...]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
