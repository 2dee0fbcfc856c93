"""Sheets as an Excel workbook, ready to print: one tab a sheet, title, unit, headings, rows, notes below."""

import datetime as dt
import io
import math
import re
from collections.abc import Iterable
from decimal import Decimal

import xlsxwriter

from analytics.exports.cells import plain_text, plain_value, with_initials
from analytics.format import date_text, decimals_of, number
from analytics.masking import NOTHING, Known
from analytics.sheet import NUMBERS, Field, Sheet, all_notes, common_unit, full_title, heading

TITLE, UNIT, HEADER, FIRST = 0, 1, 2, 3  # rows, counted from 0
_LONGEST_TEXT = 32_767  # characters in a cell; XlsxWriter would drop a longer text without a word
_MOST_ROWS = 1_048_576
_LONGEST_NAME = 31
_WIDEST, _NARROWEST = 60, 8  # characters
_FEWEST_COLUMNS = 6  # over which a title is laid
_A4 = 9
_FONT = {"font_name": "Times New Roman", "font_size": 11}  # what offices print reports in; no font is shipped
# One moment for every file, so that the same answer gives the same bytes; no file tells when it was made.
_CREATED = dt.datetime(2000, 1, 1)
_DECIMALS = {"ratio": 2, "percent": 1}
# The most decimals that money is shown with: to the nghìn đồng.
_MOST = {"tỷ đồng": 6, "VND billion": 6, "đồng": 0, "VND": 0, "": 0}
_USUAL_MOST = 3
# Where a name that is too long may end, the first that leaves enough of it.
_ENDS = re.compile(r" \(|: |; |, | – | - |\. ")
_SHORTEST_NAME = 10
# Words and signs that no name ends with.
_LOOSE = re.compile(r"([ ,;:–-]|(?<= )(theo|và|của|ở|cho|với|by|of|and|the|in|with))+$")
_FORMULA = ("=", "+", "-", "@")


def write(sheets: Iterable[Sheet], masked: bool = True, known: Known = NOTHING) -> bytes:
    """The workbook. The same sheets give the same bytes.

    Money stands in the unit of its heading, unrounded (the format rounds what is shown); per cent as a share
    in a per cent format; dates as dates; a missing value as an empty cell. Text is never a
    formula nor a link, whatever it begins with. Names of persons are masked in all sheets unless `masked` is
    False; a name recorded in one sheet, or in `known`, is masked in the others too. Simulated data say
    so in the title, in the first note and in the head of each printed page.
    Raises ValueError without a sheet, or where the rows are more than Excel holds.
    """
    sheets = with_initials(sheets, known) if masked else list(sheets)
    if not sheets:
        raise ValueError("a workbook needs a sheet")
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": _CREATED})
    styles = _Styles(book)
    used: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(sheet_name(sheet.name or sheet.words["sheet"], used))
        _write_sheet(page, sheet, styles)
    book.close()
    return buffer.getvalue()


def sheet_name(name: str, used: set[str]) -> str:
    """The name as Excel takes it: no []:*?/\\, 31 characters, once in a workbook whatever the case. Adds it to `used`."""
    for turn in range(1, len(used) + 2):
        end = f" ({turn})" if turn > 1 else ""
        chosen = _allowed(_whole_words(plain_text(name), _LONGEST_NAME - len(end))) + end
        if chosen.casefold() not in used:
            break
    used.add(chosen.casefold())
    return chosen


def _allowed(name: str) -> str:
    clean = re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\]", " ", name)).strip(" '") or "-"
    return f"{clean}_" if clean.casefold() in ("history", "lịch sử") else clean  # kept by Excel for itself


def _whole_words(text: str, length: int) -> str:
    """The text where it fits, else its longest beginning that ends where a part of the sentence does, else where a word does."""
    cut = _shortened(text, length)
    if cut == text:
        return text
    ends = [found.start() for found in _ENDS.finditer(text) if _SHORTEST_NAME <= found.start() <= len(cut)]
    if ends:
        return text[: ends[-1]]
    if " " not in cut:
        return cut
    return _LOOSE.sub("", cut if text[len(cut)] == " " else cut[: cut.rindex(" ")])


def _shortened(text: str, length: int) -> str:
    """At most so many UTF-16 units, as Excel counts, never half of a letter."""
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", "ignore")


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book):
        self.book = book
        self.made: dict[tuple, object] = {}

    def get(self, **properties):
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({**_FONT, **properties})
        return self.made[key]

    def cell(self, number_format: str = "", quoted: bool = False, wrap: bool = False):
        properties = {"border": 1, "border_color": "#BFBFBF", "valign": "top", "text_wrap": wrap}
        if number_format:
            properties["num_format"] = number_format
        if quoted:  # so that it stays text when somebody edits the cell
            properties["quote_prefix"] = True
        return self.get(**properties)


def _write_sheet(page, sheet: Sheet, styles: _Styles) -> None:
    notes = all_notes(sheet)
    if FIRST + len(sheet.rows) + 1 + len(notes) > _MOST_ROWS:
        raise ValueError(f"{len(sheet.rows)} rows are more than a sheet of Excel holds")
    unit = common_unit(sheet.fields)
    head = styles.get(
        bold=True,
        border=1,
        text_wrap=True,
        align="center",
        valign="vcenter",
        bg_color="#12436D",
        font_color="#FFFFFF",
    )
    widths, places = [], _money_decimals(sheet)
    for column, field in enumerate(sheet.fields):
        title = field.label if field.kind == "percent" else heading(field, unit)  # the cells show their %
        _text(page, HEADER, column, title, head)
        widths.append(_write_column(page, column, field, sheet, styles, title, places))
    _line(page, TITLE, full_title(sheet), styles.get(bold=True, font_size=14, text_wrap=True), widths)
    if unit:
        _line(page, UNIT, f"{sheet.words['unit']}: {unit}", styles.get(italic=True, text_wrap=True), widths)
    last = FIRST + max(len(sheet.rows), 1) - 1
    if sheet.fields:
        page.autofilter(HEADER, 0, last, len(sheet.fields) - 1)
    for at, note in enumerate(notes, start=last + 2):
        _line(page, at, note, styles.get(italic=True, text_wrap=True, valign="top"), widths)
    _set_page(page, sheet)


def _line(page, row: int, text: str, style, widths: list[int]) -> None:
    """A line over the whole width of the table, as high as it needs: Excel fits no height to joined cells."""
    beside = max(0, _FEWEST_COLUMNS - len(widths))  # a narrow table's title would else be a tower
    page.merge_range(row, 0, row, len(widths) + beside - 1, "", style)
    room = (sum(widths) + beside * _NARROWEST) / (style.font_size / 11)
    lines = sum(max(1, math.ceil(len(part) * 1.1 / room)) for part in text.split("\n"))
    page.set_row(row, min(409, lines * (style.font_size + 4)))  # Excel's own limit is 409 points
    _text(page, row, 0, text, style)


def _set_page(page, sheet: Sheet) -> None:
    page.freeze_panes(FIRST, 0)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER)
    page.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    page.set_footer(f"&C{sheet.words['page']} &P/&N")
    if sheet.simulated:
        page.set_header(f"&C&B{sheet.words['simulated']}")


def _write_column(
    page, column: int, field: Field, sheet: Sheet, styles: _Styles, title: str, places: dict[str, int]
) -> int:
    """Writes the cells below a heading, empty ones too in the column's one format; the width that they need, in characters."""
    values = [_value(row.get(field.key), field, sheet) for row in sheet.rows]
    decimals = places[field.unit] if field.kind == "money" else _decimals(field)
    number_format = _number_format(field, decimals)
    long = field.kind not in NUMBERS and field.kind != "date"
    plain, quoted = styles.cell(wrap=long), styles.cell(quoted=True, wrap=long)
    shown = styles.cell(number_format)
    width = max((len(word) for word in title.split()), default=0) + 3  # room for the filter's arrow
    for at, value in enumerate(values, start=FIRST):
        if value is None:
            page.write_blank(at, column, None, plain if long else shown)
        elif isinstance(value, str):
            _text(page, at, column, value, quoted if value.startswith(_FORMULA) else plain)
            width = max(width, *(len(line) + 1 for line in value.split("\n")))
        elif isinstance(value, Decimal):
            page.write_number(at, column, float(value), shown)
            width = max(
                width, len(number(value * 100 if field.kind == "percent" else value, "vi", decimals)) + 3
            )
        elif value.year < 1900:  # before the first day that Excel knows
            _text(page, at, column, date_text(value), plain)
        else:
            page.write_datetime(at, column, value, shown)
            width = max(width, 12)
    width = min(max(width, _NARROWEST), _WIDEST)
    page.set_column(column, column, width)
    return width


def _value(value, field: Field, sheet: Sheet):
    """As `plain_value`, but per cent stays a share, for Excel multiplies by itself."""
    shown = plain_value(value, field, sheet)
    return shown / 100 if field.kind == "percent" and isinstance(shown, Decimal) else shown


def _decimals(field: Field) -> int:
    return _DECIMALS.get(field.kind, 0) if field.decimals is None else field.decimals


def _money_decimals(sheet: Sheet) -> dict[str, int]:
    """Unit -> the decimals of every money column in it: as many as any of their amounts needs."""
    places: dict[str, int] = {}
    for field in sheet.fields:
        if field.kind != "money":
            continue
        values = (_value(row.get(field.key), field, sheet) for row in sheet.rows)
        most = _MOST.get(field.unit, _USUAL_MOST)
        needed = [decimals_of(value, most=most) for value in values if isinstance(value, Decimal)]
        places[field.unit] = max([places.get(field.unit, 0), *needed])
    return places


def _number_format(field: Field, decimals: int) -> str:
    """Excel shows `,` and `.` of a format as the reader's country writes them."""
    places = "." + "0" * decimals if decimals else ""
    if field.kind == "percent":
        return f"0{places}%"
    return {"year": "0", "date": "dd/mm/yyyy"}.get(field.kind, f"#,##0{places}")


def _text(page, row: int, column: int, text: str, style) -> None:
    """A text cell, cut with "…" where Excel could not hold it whole."""
    text = plain_text(text).replace("\r\n", "\n").replace("\r", "\n")  # Excel breaks a line at \n only
    if len(text.encode("utf-16-le")) > 2 * _LONGEST_TEXT:
        text = _shortened(text, _LONGEST_TEXT - 1) + "…"
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # XlsxWriter would take it for its own marked-up text and write it into the XML as it is
    if not text:
        page.write_blank(row, column, None, style)
    else:
        page.write_string(row, column, text, style)
