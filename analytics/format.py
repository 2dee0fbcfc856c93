"""Numbers, money and dates in the words of the reader's language: `vi` 1.234,5 or `en` 1,234.5.

Only text is made here; nothing is computed further from it. A missing value is "—", never 0.
Rounding is half up, as a signed report rounds (Python and Babel alone would round half to even),
and a float is taken as the decimal it is printed as, so that 2.675 becomes 2,68.
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal, localcontext

from babel.dates import format_date
from babel.numbers import format_decimal

MISSING = "—"
NO_BREAK_SPACE = "\u00a0"
BILLION = 1_000_000_000
MILLION = 1_000_000
_PRECISION = 80  # more digits than any amount has, so that rounding never refuses

# How many đồng one unit of a heading is. Amounts are kept in whole đồng and scaled only when shown.
UNITS = {
    "": 1,
    "đồng": 1,
    "VND": 1,
    "nghìn đồng": 1_000,
    "triệu đồng": MILLION,
    "VND million": MILLION,
    "tỷ đồng": BILLION,
    "VND billion": BILLION,
}
# Word of each scale, smallest first, and from which rounded figure on the next one is taken.
# There is no word for thousands: 500.000 đồng stays đồng.
_SCALES = {
    "vi": ((1, "đồng", MILLION), (MILLION, "triệu", 1_000), (BILLION, "tỷ", None)),
    "en": ((1, "đồng", MILLION), (MILLION, "m", 1_000), (BILLION, "bn", None)),
}


def is_missing(value) -> bool:
    """Whether a value is not there: None, NaN, NaT or pandas' NA. Zero is there."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except TypeError:  # pandas' NA refuses to be asked
        return True


def decimal_of(value) -> Decimal:
    """The number as the decimal that it is printed as. Raises ValueError if it is not finite."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"not a finite number: {value}")
    return exact


def rounded(value, decimals: int) -> Decimal:
    """The number with so many decimals, half up (away from zero), and never a negative zero."""
    with localcontext() as context:
        context.prec = _PRECISION
        result = decimal_of(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return result if result else abs(result)


def decimals_of(value, most: int = 6) -> int:
    """How many decimals it takes to show the number whole, at most `most`; 0 where it is missing."""
    if is_missing(value):
        return 0
    exponent = rounded(value, most).normalize().as_tuple().exponent
    return max(0, -exponent)


def number(value, language: str = "vi", decimals: int | None = None) -> str:
    """1.234,5 or 1,234.5. Without `decimals`: as many as the number has, six at most."""
    if is_missing(value):
        return MISSING
    places = decimals_of(value) if decimals is None else decimals
    pattern = "#,##0." + "0" * places if places else "#,##0"
    with localcontext() as context:
        context.prec = _PRECISION  # Babel quantizes once more
        return format_decimal(rounded(value, places), format=pattern, locale=language)


def count(value, language: str = "vi") -> str:
    """A number of things: 1.234. A count that is no whole number (a mean) belongs to `number`."""
    return number(value, language, 0)


def middle(value, language: str = "vi") -> str:
    """A median or quartile of counts, which may lie between two of them: 14, or 14,5."""
    return number(value, language, decimals_of(value, most=1))


def ratio(value, language: str = "vi", decimals: int = 2) -> str:
    """A ratio, such as đồng of counterpart for each đồng of state support: 2,50."""
    return number(value, language, decimals)


def percent(share, language: str = "vi", decimals: int = 1) -> str:
    """A share of one (0.366) in per cent: "36,6 %" with a no-break space, or "36.6%"."""
    if is_missing(share):
        return MISSING
    sign = NO_BREAK_SPACE + "%" if language == "vi" else "%"
    return number(decimal_of(share) * 100, language, decimals) + sign


def amount(vnd, unit: str = "triệu đồng", language: str = "vi", decimals: int | None = None) -> str:
    """Đồng as a figure of a table whose heading says the unit; no unit in the text.

    `unit` is one of UNITS. Without `decimals` the amount is shown whole, to the đồng.
    Raises ValueError for a unit that is not known.
    """
    if is_missing(vnd):
        return MISSING
    shown = in_unit(vnd, unit)
    return number(shown, language, decimals_of(shown, most=9) if decimals is None else decimals)


def in_unit(vnd, unit: str) -> Decimal:
    """Đồng as a number of units, exactly. Raises ValueError for a unit that is not known."""
    if unit not in UNITS:
        raise ValueError(f"unit {unit!r} is none of {', '.join(filter(None, UNITS))}")
    with localcontext() as context:
        context.prec = _PRECISION
        return decimal_of(vnd) / UNITS[unit]


def money_text(vnd, language: str = "vi", decimals: int = 2, exact: bool = False) -> str:
    """Đồng in words: "60,18 tỷ", "478,00 triệu", "500.000 đồng"; "60.18 bn", "478.00 m".

    The scale is the largest that the rounded amount fills, so 999.999.000 đồng is "1,00 tỷ" and not
    "1.000,00 triệu". With `exact`, as many decimals as it takes to lose nothing: "42,995 tỷ".
    """
    if is_missing(vnd):
        return MISSING
    for scale, word, too_many in _SCALES[language]:
        scaled = decimal_of(vnd) / scale
        places = decimals_of(scaled, most=9) if exact else (decimals if scale > 1 else 0)
        if too_many is None or abs(rounded(scaled, places)) < too_many:
            return f"{number(scaled, language, places)} {word}"
    raise AssertionError("the largest scale always answers")


def date_text(day: dt.date | None, language: str = "vi") -> str:
    """20/11/2020, or 20 November 2020 in English (where 9/10 would be read two ways)."""
    if is_missing(day):
        return MISSING
    return format_date(day, "dd/MM/yyyy" if language == "vi" else "d MMMM yyyy", locale=language)


def administrative_date(day: dt.date | None) -> str:
    """ngày 20 tháng 11 năm 2020, as an administrative document writes its date.

    Days below 10 and the months 1 and 2 take a leading zero, other months none
    (Nghị định 30/2020/NĐ-CP, Phụ lục I), so that no digit can be put before them.
    """
    if is_missing(day):
        return MISSING
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
