"""Answers, checks and faults as a program or a terminal takes them: JSON, CSV, or an aligned table."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from analytics.answer import Answer
from analytics.codes import Codes
from analytics.conditions import LISTS
from analytics.filters import Filters
from analytics.finding_words import expected_text, found_text
from analytics.format import count, date_text, number, percent, ratio
from analytics.metrics import METRICS, Metric
from analytics.notes import (
    alternative_text,
    answer_notes,
    filters_in_words,
    missing_text,
    stated_n,
    value_text,
)
from analytics.text import has, say
from data.finding import Finding

# A spreadsheet takes a cell that begins so for a formula (the wide forms too, once typed over).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_OWN = ("numerator", "denominator", "value", "n", "reason")
_INTERNAL = ("all_rows", "left", "left_out", "projects_stated")
# What some metrics tell of a row beside its value, and how it is written in a table.
_MORE = {
    "mix": "ratio", "within": "ratio", "unweighted": "ratio", "own": "ratio", "lower": "ratio", "upper": "ratio",
    "share_state": "percent", "share_counterpart": "percent", "plan": "text", "actual": "text", "part": "text", "share_years": "percent", "until": "text",
    "settled": "money", "advance": "money",
}  # fmt: skip


def answer_as_dict(answer: Answer, codes: Codes, language: str, *, years_typed: bool) -> dict:
    """What `query --format json` prints of one metric.

    Amounts in đồng, shares as shares of one (the unit says so); null with a `reason` where nothing can be computed.
    `years_by_default` tells that the years are those the place opens with.
    """
    metric = METRICS[answer.metric]
    filters = answer.filters
    return {
        "metric": answer.metric,
        "label": metric.label[language],
        "unit": _unit(metric, language),
        "snapshot": answer.snapshot,
        "simulated": answer.simulated,
        "filters": {
            "province": filters.province,
            "years": _years(filters.years),
            "years_by_default": not years_typed,
            "basis": filters.basis,
            "batch": filters.batch,
            "tier": filters.tier,
            "content": list(filters.contents),
            "type": list(filters.beneficiary_types),
            "district": list(filters.districts),
            "prices": filters.prices or "nominal",
            "management": filters.management,
        },
        "basis": answer.basis,
        "figures": answer.figures,
        "qualifier": answer.qualifier,
        "scope": [{"field": scope.field, "code": scope.code} for scope in answer.scope],
        "n": stated_n(answer),
        "missing": [_missing(m, language) for m in answer.missing],
        "dims": list(answer.dims),
        "rows": [_row(row, answer.dims) for row in _rows(answer)],
        "total": _row(answer.total, ()),
        "alternatives": [
            {
                "value": other.value,
                "why": alternative_text(other, metric, language),
                "code": other.why,
                "numerator": other.numerator,
                "denominator": other.denominator,
            }
            for other in answer.alternatives
        ],
        "sources": sorted({row["source_id"] for row in answer.sources}),
        "sql": answer.sql,
    }


def _years(years: tuple[int, int] | None) -> str | None:
    """As `--years` takes them: "2022", "2016-2018"."""
    return years and (str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}")


def _missing(missing, language: str) -> dict:
    # An unknown number of projects is not none: years that are not told have no number at all.
    n = None if missing.reason == "projects_not_stated" or missing.years else missing.n
    return {
        "reason": missing.reason,
        "n": n,
        "state_vnd": missing.state_vnd,
        "years": list(missing.years),
        "text": missing_text(missing, language),
    }


def _unit(metric: Metric, language: str) -> str:
    unit = metric.unit[language]
    return f"1 = 100 {unit}" if metric.kind == "percent" else unit


def _rows(answer: Answer) -> Sequence[dict]:
    """One row a value of the dimensions, in their order; without dimensions the total is the only row."""
    if not answer.dims:
        return (answer.total,)
    return sorted(answer.rows, key=lambda row: [_place_of(row.get(dim)) for dim in answer.dims])


def _place_of(value) -> tuple:
    """Known values in their order, then what cannot be split, then none."""
    return (value is None, value == "group", value if isinstance(value, int) else 0, str(value))


def _row(row: dict, dims: Sequence[str]) -> dict:
    out = {dim: row.get(dim) for dim in dims} | {name: row.get(name) for name in _OWN}
    if "value" not in row and "mix" in row:  # a group's part of a change: what its two effects add up to
        out["value"] = row["mix"] + row["within"] + row["unweighted"]
    if row.get("projects_stated") is False:
        out["n"] = None
    return out | {key: cell for key, cell in row.items() if key not in out and key not in _INTERNAL}


def as_json(value) -> str:
    """JSON with letters as they are; decimals as numbers, a value JSON does not have (a date) as text. Raises ValueError for NaN."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain, allow_nan=False)


def _plain(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def answers_as_csv(answers: Sequence[Answer], language: str) -> str:
    """One line a row of each answer: dimensions as codes, amounts in đồng, empty where missing, with the reason.

    missing_n and missing_state_vnd are those of the row, so that they may be added; empty where only the whole is known
    to leave something out (the notes tell that).
    """
    dims = tuple(dict.fromkeys(dim for answer in answers for dim in answer.dims))
    fields = [
        "metric",
        "province",
        "years",
        "simulated",
        *(d for d in dims if d != "province"),
        *_OWN,
        "unit",
        "basis",
        "qualifier",
        "scope",
        *_QUESTION,
        "missing_n",
        "missing_state_vnd",
        "snapshot",
    ]
    rows = []
    for answer in answers:
        about = {
            "metric": answer.metric,
            "province": answer.filters.province,
            "years": _years(answer.filters.years),
            "simulated": answer.simulated,
            "unit": _unit(METRICS[answer.metric], language),
            "basis": answer.basis,
            "qualifier": answer.qualifier,
            **_question(answer.filters),
            "scope": "; ".join(f"{s.field}={s.code}" for s in answer.scope),
            "snapshot": answer.snapshot,
        }
        rows += [about | _left_out(answer, row) | _row(row, answer.dims) for row in _rows(answer)]
    return as_csv(fields, rows)


def _left_out(answer: Answer, row: dict) -> dict:
    """What one row leaves out: of an answer without dimensions all of it; of a row what it tells itself, if nothing else is left out of the whole."""
    if not answer.dims:
        left = [(m.n, m.state_vnd) for m in answer.missing]
    elif {m.reason for m in answer.missing} <= row.get("left_out", {}).keys():
        left = list(row.get("left_out", {}).values())
    else:
        return {"missing_n": None, "missing_state_vnd": None}
    return {
        "missing_n": sum(n for n, _ in left),
        "missing_state_vnd": _known_sum(money for n, money in left if n),
    }


# What was asked beside metric, place and years, so that a file tells its own question.
_QUESTION = (
    "prices", "reading", "tier_filter", "content_filter", "district_filter", "type_filter", "batch", "management",
)  # fmt: skip


def _question(filters: Filters) -> dict:
    lists = (filters.contents, filters.districts, filters.beneficiary_types)
    contents, districts, types = (";".join(codes) or None for codes in lists)
    asked = (
        filters.prices or "nominal",
        filters.basis,
        filters.tier,
        contents,
        districts,
        types,
        filters.batch,
        filters.management,
    )
    return dict(zip(_QUESTION, asked, strict=True))


def _known_sum(amounts: Iterable[int | None]) -> int | None:
    """The money behind what is left out; None where none of it is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


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


def answer_as_text(answer: Answer, codes: Codes, language: str, *, years_typed: bool) -> str:
    """An answer for a terminal: what was asked, the table, the total, and the notes."""
    metric, filters = METRICS[answer.metric], answer.filters
    years = _years(filters.years) or "—"
    asked = say("cli.years" if years_typed else "cli.years_by_default", language, years=years)
    place = codes.places[filters.province].timed(language)
    head = f"{metric.label[language]} ({metric.unit[language]}), {place}, {asked}, {say(f'basis.{filters.basis}', language)}"
    narrower = filters_in_words(filters, codes, language)
    head = f"{head}; {narrower}" if narrower else head
    rows = _rows(answer)
    more = [name for name in _MORE if any(row.get(name) is not None for row in rows)]
    headings = [say(f"cli.dimension.{dim}", language) for dim in answer.dims]
    headings += [say(f"cli.{name}", language) for name in (*_OWN[:3], _n_of(metric), *more)]
    lines = [_line(metric, row, _labels(codes, answer.dims, row, language), more, language) for row in rows]
    if answer.dims:
        whole = [say("cli.total", language), *[""] * (len(answer.dims) - 1)]
        lines.append(_line(metric, answer.total, whole, more, language))
    body = table(headings, lines, right=range(len(answer.dims), len(headings)))
    notes = [*answer_notes(answer, codes, language), say("cli.snapshot", language, snapshot=answer.snapshot)]
    return "\n".join([head, "", body, "", *notes])


def _n_of(metric: Metric) -> str:
    """What the column n counts: projects, or rows of a list."""
    return "n_rows" if metric.mart in LISTS else "n"


def _labels(codes: Codes, dims: Sequence[str], row: dict, language: str) -> list[str]:
    none, group = say("cli.no_code", language), say("cli.group", language)
    labels = []
    for dim in dims:
        value = row.get(dim)
        if dim == "tier" and value is not None:
            labels.append(say(f"cli.tier.{value}", language))
        elif has(f"act.{dim}.{value}", language):
            labels.append(say(f"act.{dim}.{value}", language))
        elif dim in ("measure", "version") or value == "yearly":
            labels.append(say(f"attained.{value}", language))
        else:
            labels.append(codes.label(dim, value, language, none=none, group=group))
    return labels


def _line(metric: Metric, row: dict, labels: list[str], more: list[str], language: str) -> list[str]:
    row = _row(row, ())
    value = value_text(metric, row["value"], language)
    if row["reason"]:
        value = f"{value} ({say('reason.' + row['reason'], language)})"
    parts = [count(row[name], language) for name in ("numerator", "denominator")]
    return [
        *labels,
        *parts,
        value,
        count(row["n"], language),
        *(_more(name, row.get(name), language) for name in more),
    ]


def _more(name: str, value, language: str) -> str:
    if _MORE[name] in ("text", "money") or value is None:
        return (
            str(value)
            if isinstance(value, str)
            else date_text(value, language)
            if isinstance(value, date)
            else count(value, language)
        )
    return percent(value, language) if _MORE[name] == "percent" else ratio(value, language, 3)


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
