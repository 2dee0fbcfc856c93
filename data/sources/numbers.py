"""Numbers and amounts of a workbook's cells, read without guessing, and shown as a cell shows them."""

import re
from collections.abc import Callable
from decimal import Decimal

from data.text import clean

MILLION = 1_000_000
# What a cell should hold, in the words that a refused cell is answered with.
A_NUMBER = "số, ví dụ 1.234,5"
WHOLE_NUMBER = "số nguyên, ví dụ 12"
WHOLE_DONG = "số tiền tròn đồng"
NOT_NEGATIVE = "số không âm"


class BadCell(Exception):
    """A cell that is not what its column asks for: `expected` says what would be."""

    def __init__(self, expected: str):
        self.expected = expected
        super().__init__(expected)


def read_number(cell) -> Decimal:
    """A number: as the workbook holds it, or text in vi-VN form (1.234,5; 1 234,5).

    Text with a lone dot before exactly three digits ("1.234") is refused, not guessed.
    """
    if isinstance(cell, bool):
        raise BadCell(A_NUMBER)
    if isinstance(cell, float):
        return Decimal(format(cell, ".15g"))  # the digits a spreadsheet shows; further ones are binary noise
    if isinstance(cell, int):
        return Decimal(cell)
    text = ungrouped(clean(str(cell)))
    if re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
        raise BadCell(f"{text.replace('.', '')} | {text.replace('.', ',')}")
    if not re.fullmatch(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", text):
        raise BadCell(in_vietnamese(text))
    return Decimal(text.replace(".", "").replace(",", "."))


def ungrouped(text: str) -> str:
    """A number without the spaces between its thousands ("1 234,5"); any other text as it is."""
    return text.replace(" ", "") if re.fullmatch(r"-?\d{1,3}( \d{3})+(,\d+)?", text) else text


def in_vietnamese(text: str) -> str:
    """How a number that is written the English way would be written here ("90.5", "1,234.5"); else what a number looks like."""
    if re.fullmatch(r"-?(\d+\.\d+|\d{1,3}(,\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})", text):
        return text.translate(str.maketrans(",.", ".,"))
    return A_NUMBER


def read_integer(cell) -> int:
    number = read_number(cell)
    if number != number.to_integral_value():
        raise BadCell(WHOLE_NUMBER)
    return int(number)


def money(unit: int) -> Callable:
    """A reader of amounts written in `unit` đồng (1_000_000: triệu đồng) -> whole đồng."""

    def read_money(cell) -> int:
        amount = read_number(cell) * unit
        if amount != amount.to_integral_value():
            raise BadCell(WHOLE_DONG)
        if amount < 0:
            raise BadCell(NOT_NEGATIVE)
        return int(amount)

    return read_money


def million(amount: int) -> str:
    """As the cell would show it: 5.839,093."""
    whole, rest = divmod(amount, 1_000_000)
    text = f"{whole:,}".replace(",", ".")
    return f"{text},{rest:06d}".rstrip("0") if rest else text
