"""What a program or a terminal takes whatever is told: JSON, CSV, an aligned table, faults as rows."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal

from analytics.finding_words import expected_text, found_text
from analytics.format import number
from data.finding import Finding

# A spreadsheet takes a cell that begins so for a formula (the wide forms too, once typed over).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_json(value) -> str:
    """JSON with letters as they are; decimals as numbers, a value JSON does not have (a date) as text. Raises ValueError for NaN."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain, allow_nan=False)


def _plain(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def as_csv(fields: Sequence[str], rows: Iterable[dict]) -> str:
    """Headings and rows; None is empty, and no text is left that a spreadsheet would run as a formula."""
    buffer = io.StringIO(newline="")
    lines = csv.writer(buffer, lineterminator="\n")
    lines.writerow(fields)
    for row in rows:
        lines.writerow([_cell(row.get(field)) for field in fields])
    return buffer.getvalue().rstrip("\n")


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return value
    text = str(value)
    return "'" + text if text.startswith(_FORMULA) else text


def plain_number(value, language: str) -> str:
    """A number of whatever size with as many decimals as it has, "—" where there is none; text as it is."""
    return value if isinstance(value, str) else number(value, language)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Aligned columns, two blanks between them; line breaks within a cell become blanks."""
    right = set(right)
    lines = [[" ".join(str(cell).split()) for cell in row] for row in (headings, *rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(headings))]
    lines.insert(1, ["-" * width for width in widths])
    shown = (
        "  ".join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
    return "\n".join(line.rstrip() for line in shown)


def findings_as_rows(findings: Sequence[Finding], sentence, language: str) -> list[dict]:
    """Faults as dicts: level, file, sheet, row, column, found, expected (both in the reader's language where the words are ours), code, text; errors first, else in their order."""
    order = {"error": 0, "warning": 1, "note": 2}
    return [
        {
            "level": f.level, "file": f.file, "sheet": f.sheet, "row": f.row, "column": f.column,
            "found": found_text(f, language), "expected": expected_text(f, language), "code": f.code, "text": sentence(f),
        }
        for f in sorted(findings, key=lambda f: order[f.level])
    ]  # fmt: skip
