"""A sheet as a CSV file: for programs and for keeping; a reader with Excel takes `excel`.

Comma between cells and point in numbers, on purpose: RFC 4180, what our own import, pandas, R and LibreOffice read
without being asked. A Vietnamese Excel opens such a file in one column by double click; with `;`
it would, but every other program would not, and 1234.5 would still be no number to it.
"""

import csv
import datetime as dt
import io

from analytics.exports.cells import plain_text, plain_value, with_initials
from analytics.masking import NOTHING, Known
from analytics.sheet import Field, Sheet, all_notes, full_title, heading

# A spreadsheet takes a cell that begins so for a formula (the wide forms too, once typed over).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(sheet: Sheet, masked: bool = True, known: Known = NOTHING) -> bytes:
    """The file: headings, one line a row, then the title and the notes as lines of their own.

    UTF-8 with a byte order mark, without which Excel takes it for another code page. Money in the unit
    of its heading, unrounded; per cent as 36.6; dates as 2020-11-20; empty where missing. Text that a
    spreadsheet would run as a formula gets an apostrophe before it; numbers, negative ones too, stay
    numbers. The headings stand first, so that programs find them; only the first cell of the trailing
    lines is filled. Names of persons are masked unless `masked` is False; `known` helps (see `masking`).
    """
    (sheet,) = with_initials([sheet], known) if masked else (sheet,)
    buffer = io.StringIO(newline="")
    lines = csv.writer(buffer, lineterminator="\r\n")
    lines.writerow([_harmless(heading(field)) for field in sheet.fields])
    for row in sheet.rows:
        lines.writerow([_cell(row.get(field.key), field, sheet) for field in sheet.fields])
    for note in (full_title(sheet), *all_notes(sheet)):
        lines.writerow([_trailing(note, sheet)])
    return buffer.getvalue().encode("utf-8-sig")


def _trailing(note: str, sheet: Sheet) -> str:
    word = f"{sheet.words['note']}: "
    return _harmless(note if note.startswith(word) else word + note)


def _cell(value, field: Field, sheet: Sheet) -> str:
    shown = plain_value(value, field, sheet)
    if shown is None:
        return ""
    return _harmless(shown) if isinstance(shown, str) else _number(shown)


def _number(value) -> str:
    return value.isoformat() if isinstance(value, dt.date) else f"{value.normalize():f}"


def _harmless(text: str) -> str:
    text = plain_text(text)
    return "'" + text if text.startswith(_FORMULA) else text
