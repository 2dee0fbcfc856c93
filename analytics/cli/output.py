"""Answers, checks and faults as a program or a terminal takes them: JSON, CSV, or an aligned table."""

from collections.abc import Sequence
from datetime import date

from analytics.answer import Answer
from analytics.cli.answer_csv import answers_as_csv
from analytics.cli.answer_rows import OWN, projects_of, row_of, rows_of, total_of, unit_text, years_text
from analytics.cli.plain import as_csv, as_json, findings_as_rows, plain_number, table
from analytics.codes import Codes
from analytics.conditions import LISTS
from analytics.format import count, date_text, percent, ratio
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

__all__ = (
    "answer_as_dict", "answer_as_text", "answers_as_csv", "as_csv", "as_json", "findings_as_rows", "plain_number", "table",
)  # fmt: skip
# What some metrics tell of a row beside its value, and how it is written in a table.
_MORE = {
    "mix": "ratio", "within": "ratio", "unweighted": "ratio", "own": "ratio", "lower": "value", "upper": "value",
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
        "unit": unit_text(metric, language),
        "snapshot": answer.snapshot,
        "simulated": answer.simulated,
        "filters": {
            "province": filters.province,
            "years": years_text(filters.years),
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
        "rows": [row_of(row, answer.dims) for row in rows_of(answer)],
        "total": row_of(total_of(answer), ()),
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
        "sources": list(dict.fromkeys(row["source_id"] for row in answer.sources)),
        "sql": answer.sql,
    }


def _missing(missing, language: str) -> dict:
    return {
        "reason": missing.reason,
        "n": projects_of(missing),
        "state_vnd": missing.state_vnd,
        "years": list(missing.years),
        "text": missing_text(missing, language),
    }


def answer_as_text(answer: Answer, codes: Codes, language: str, *, years_typed: bool) -> str:
    """An answer for a terminal: what was asked, the table, the total, and the notes."""
    metric, filters = METRICS[answer.metric], answer.filters
    years = years_text(filters.years) or "—"
    asked = say("cli.years" if years_typed else "cli.years_by_default", language, years=years)
    place = codes.places[filters.province].timed(language)
    head = f"{metric.label[language]} ({metric.unit[language]}), {place}, {asked}, {say(f'basis.{filters.basis}', language)}"
    narrower = filters_in_words(filters, codes, language)
    head = f"{head}; {narrower}" if narrower else head
    rows = rows_of(answer)
    more = [name for name in _MORE if any(row.get(name) is not None for row in rows)]
    headings = [say(f"cli.dimension.{dim}", language) for dim in answer.dims]
    headings += [say(f"cli.{name}", language) for name in (*OWN[:3], _n_of(metric), *more)]
    lines = [_line(metric, row, _labels(codes, answer.dims, row, language), more, language) for row in rows]
    if answer.dims:
        whole = [say("cli.total", language), *[""] * (len(answer.dims) - 1)]
        lines.append(_line(metric, total_of(answer), whole, more, language))
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
            # Of years told by reports, "all" is what stands beyond the two funds, never both of them.
            beyond = value == "all" and "rests_on" in row
            labels.append(say(f"cli.tier.{'undivided' if beyond else value}", language))
        elif has(f"act.{dim}.{value}", language):
            labels.append(say(f"act.{dim}.{value}", language))
        elif dim in ("measure", "version") or value == "yearly":
            labels.append(say(f"attained.{value}", language))
        else:
            labels.append(codes.label(dim, value, language, none=none, group=group))
    return labels


def _line(metric: Metric, row: dict, labels: list[str], more: list[str], language: str) -> list[str]:
    row = row_of(row, ())
    value = value_text(metric, row["value"], language)
    if row["reason"]:
        value = f"{value} ({say('reason.' + row['reason'], language)})"
    parts = [count(row[name], language) for name in ("numerator", "denominator")]
    return [
        *labels,
        *parts,
        value,
        count(row["n"], language),
        *(_more(metric, name, row.get(name), language) for name in more),
    ]


def _more(metric: Metric, name: str, value, language: str) -> str:
    if _MORE[name] == "value":  # a quartile reads as the median it stands beside
        return value_text(metric, value, language)
    if _MORE[name] in ("text", "money") or value is None:
        return (
            str(value)
            if isinstance(value, str)
            else date_text(value, language)
            if isinstance(value, date)
            else count(value, language)
        )
    return percent(value, language) if _MORE[name] == "percent" else ratio(value, language, 3)
