"""Amounts, counts and periods as reports write them, read without guessing.

A `1.234` is one thousand two hundred and thirty-four to a Vietnamese reader and a little over one to a program.
It is read only where the row itself settles it; every other form has one reading.
"""

import calendar
import datetime as dt
import re
from decimal import Decimal

from data.sources.numbers import A_NUMBER, NOT_NEGATIVE, BadCell, in_vietnamese, ungrouped
from data.sources.table import A_YEAR, REAL_DATE, without_year_word
from data.text import clean, search_key

# Units of money by their search key. "tỷ" and "tỉ" are two spellings of one word.
_MONEY = {
    "dong": 1,
    "vnd": 1,
    "nghin dong": 1_000,
    "ngan dong": 1_000,
    "trieu dong": 1_000_000,
    "trieu": 1_000_000,
    "trieu d": 1_000_000,
    "tr dong": 1_000_000,
    "tr d": 1_000_000,
    "trd": 1_000_000,
    "ty dong": 1_000_000_000,
    "ti dong": 1_000_000_000,
    "ty": 1_000_000_000,
    "ti": 1_000_000_000,
    "nghin ty dong": 1_000_000_000_000,
    "ngan ty dong": 1_000_000_000_000,
}
MONEY_UNITS = "đồng | nghìn đồng | triệu đồng | tỷ đồng | nghìn tỷ đồng"
_QUARTERS = ("i", "ii", "iii", "iv")
# English and Vietnamese texts write small counts in words.
_WORDS = {
    word: number
    for number, words in enumerate(
        ("one một", "two hai", "three ba", "four bốn", "five năm", "six sáu", "seven bảy", "eight tám",
         "nine chín", "ten mười"), start=1)
    for word in words.split()
}  # fmt: skip
LARGEST = Decimal(10) ** 16  # what DECIMAL(20,4) holds before its point


class AmbiguousNumber(BadCell):
    """A number with two readings that nothing in its row decides between."""


def money_factor(unit: str) -> int | None:
    """How many đồng one of `unit` is; None where the unit is not money.

    What follows a slash or stands in brackets is a remark: "tỷ đồng/năm", "tỷ đồng (VND billion)".
    """
    return _MONEY.get(search_key(re.split(r"[/(]", unit, maxsplit=1)[0]))


def is_rate(unit: str) -> bool:
    """Whether a value in this unit is per something or a share, and so never a total."""
    return "/" in unit or "%" in unit


def read_amount(cell, number_format: str | None = None, quote: str | None = None) -> Decimal:
    """The number of a cell: as a workbook holds it, or text in machine form (5839.093) or vi-VN form (5.839,093).

    `1.234` is read as 1,234 if `number_format` is "point" or the quote writes 1,234, as 1234 if the quote
    writes 1.234; else AmbiguousNumber with both readings. Raises BadCell for anything else, and for less than zero.
    """
    if isinstance(cell, bool):
        raise BadCell(A_NUMBER)
    # A workbook keeps 15 digits; what stands beyond them is left over from its own arithmetic.
    text = f"{cell:.15g}" if isinstance(cell, int | float) else ungrouped(clean(str(cell)))
    if text.startswith(("-", "−", "(")):
        raise BadCell(NOT_NEGATIVE)
    if isinstance(cell, str) and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        text = _settled(text, number_format, quote)
    if re.fullmatch(r"\d+(\.\d+)?", text):
        number = Decimal(text)
    elif re.fullmatch(r"(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", text):
        number = Decimal(text.replace(".", "").replace(",", "."))
    else:
        raise BadCell(in_vietnamese(text))
    if number >= LARGEST:
        raise BadCell("số nhỏ hơn 10.000.000.000.000.000")
    return number


def _settled(text: str, number_format: str | None, quote: str | None) -> str:
    """`1.234` in the form that has one reading: machine form, either 1.234 or 1234."""
    written = set(_tokens(quote or ""))
    comma = text.replace(".", ",")
    if number_format == "point" or (comma in written and text not in written):
        return text
    if text in written and comma not in written:
        return text.replace(".", "")
    raise AmbiguousNumber(f"{text.replace('.', '')} | {comma}")


def _tokens(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def _readings(token: str) -> set[Decimal]:
    """Every number a written one may be: the point and the comma each as decimal sign or as separator."""
    found = set()
    for separator, point in ((".", ","), (",", ".")):
        if re.fullmatch(rf"\d+([{separator}]\d+)*([{point}]\d+)?", token):
            found.add(Decimal(token.replace(separator, "").replace(point, ".")))
    return found


def contradicts(quote: str, number: Decimal, is_money: bool) -> bool:
    """Whether the quoted words hold numbers and none of them is this one.

    An amount may stand in the quote in another unit, so it is compared at every thousandfold. Words of number
    count up to ten; a quote without any number contradicts nothing.
    """
    read = {value for token in _tokens(quote) for value in _readings(token)}
    if not read:
        return False
    read |= {Decimal(_WORDS[word]) for word in re.findall(r"\w+", quote.lower()) if word in _WORDS}
    steps = range(-9, 13, 3) if is_money else (0,)
    return not any(number.scaleb(step) in read for step in steps)


def read_day(cell, last: bool) -> dt.date:
    """The first or the last day of a period: 2016, năm 2016, 2016-06, 06/2016, a full date in either form, or a part of a year
    in words (Quý I/2016, tháng 6/2016, 6 tháng đầu năm 2016)."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    text = without_year_word(clean(str(cell)).removesuffix(".0"))
    for form, parts in (
        (r"(?P<y>\d{4})(-(?P<m>\d{1,2})(-(?P<d>\d{1,2}))?)?", text),
        (r"((?P<d>\d{1,2})/)?(?P<m>\d{1,2})/(?P<y>\d{4})", text),
    ):
        match = re.fullmatch(form, parts)
        if match:
            return _day(match.groupdict(), last)
    months = _months(search_key(text))
    if months:
        first, until, year = months
        return _day({"y": year, "m": str(until if last else first), "d": None}, last)
    raise BadCell("2016 | 06/2016 | 30/06/2016")


def _months(key: str) -> tuple[int, int, str] | None:
    """First month, last month and year of a part of a year in words; None where it is none."""
    quarter = re.fullmatch(r"q(?:uy)? ?(i{1,3}|iv|[1-4])(?: nam)? (\d{4})", key)
    if quarter:
        number = _QUARTERS.index(quarter[1]) + 1 if quarter[1] in _QUARTERS else int(quarter[1])
        return 3 * number - 2, 3 * number, quarter[2]
    half = re.fullmatch(r"0?([1-9]|1[01]) thang (dau|cuoi) nam (\d{4})", key)
    if half:
        number = int(half[1])
        return (1, number, half[3]) if half[2] == "dau" else (13 - number, 12, half[3])
    month = re.fullmatch(r"thang (\d{1,2})(?: nam)? (\d{4})", key)
    return (int(month[1]), int(month[1]), month[2]) if month else None


def _day(parts: dict[str, str | None], last: bool) -> dt.date:
    year = int(parts["y"])
    if not 1990 <= year <= 2100:
        raise BadCell(A_YEAR)
    try:
        month = int(parts["m"] or (12 if last else 1))
        day = int(parts["d"] or (calendar.monthrange(year, month)[1] if last else 1))
        return dt.date(year, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise BadCell(REAL_DATE) from error
