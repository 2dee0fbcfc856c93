"""What both table writers do to a cell before it is written: its value in the unit shown, its text made safe, names masked."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from analytics.format import decimal_of, in_unit, is_missing
from analytics.masking import Known, known_of, mask, mask_rows
from analytics.sheet import Field, Sheet

# Neither XML nor a text file can hold these; tab and line breaks may stay.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def plain_text(value) -> str:
    """Text that any file can hold: no control characters, no half of a character pair."""
    return _CONTROLS.sub("", str(value)).encode("utf-8", "replace").decode("utf-8")


def plain_value(value, field: Field, sheet: Sheet) -> Decimal | dt.date | str | None:
    """The value as it is written: numbers as exact decimals in the unit shown, None where missing.

    Money in đồng becomes the field's unit, a share becomes per cent. A kind of number that
    holds text (a range, "trên 350") stays text. Raises ValueError for infinity or a unit not known.
    """
    if is_missing(value):
        return None
    if type(value).__name__ in ("bool", "bool_"):  # Python's and numpy's
        return sheet.words["yes" if value else "no"]
    if isinstance(value, str):
        return value
    if field.kind == "date":
        return value.date() if isinstance(value, dt.datetime) else value
    if field.kind == "money":
        return in_unit(value, field.unit)
    if field.kind == "percent":
        return decimal_of(value) * 100
    if field.kind in ("count", "ratio", "year"):
        return decimal_of(value)
    return str(value)


def with_initials(sheets: Iterable[Sheet], known: Known) -> list[Sheet]:
    """The sheets with names masked in rows, titles and notes; a name of one sheet is known in all.

    Where anything was masked, a note says so.
    """
    sheets = list(sheets)
    for sheet in sheets:
        known = known_of(sheet.rows, sheet.fields, known)
    return [_with_initials(sheet, known) for sheet in sheets]


def _with_initials(sheet: Sheet, known: Known) -> Sheet:
    shown = replace(
        sheet,
        name=mask(sheet.name, known, "text"),
        title=mask(sheet.title, known),
        fields=tuple(replace(field, label=mask(field.label, known, "text")) for field in sheet.fields),
        rows=mask_rows(sheet.rows, sheet.fields, known),
        notes=tuple(mask(note, known) for note in sheet.notes),
    )
    return replace(shown, notes=(*shown.notes, sheet.words["masked_note"])) if shown != sheet else shown
