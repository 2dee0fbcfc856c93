"""Answers as CSV: one line a row, with its question, so that a file tells what was asked."""

from collections.abc import Iterator, Sequence

from analytics.answer import Alternative, Answer
from analytics.cli.answer_rows import OWN, known_sum, projects_of, row_of, rows_of, unit_text, years_text
from analytics.cli.plain import as_csv
from analytics.filters import Filters
from analytics.metrics import METRICS
from analytics.notes import alternative_text, left_out

# What was asked beside metric, place and years, so that a file tells its own question.
_QUESTION = (
    "prices", "reading", "tier_filter", "content_filter", "district_filter", "type_filter", "batch", "management",
)  # fmt: skip
_ALTERNATIVE = ("alternative", "alternative_why")


def answers_as_csv(answers: Sequence[Answer], language: str) -> str:
    """One line a row of each answer: dimensions as codes, amounts in đồng, empty where missing or not known, with the reason.

    missing_n and missing_state_vnd are those of the row, so that they may be added; empty where only the whole is known
    to leave something out (the notes tell that). What a row tells beside its value (plan, actual, lower, upper…) stands
    in columns of its own. Another reading of the same sources is a line of its own, with its code in `alternative`
    (empty on every row of the answer itself) and its reason in `alternative_why`.
    """
    dims = tuple(dict.fromkeys(dim for answer in answers for dim in answer.dims))
    rows = [row for answer in answers for row in _lines(answer, language)]
    first = ("metric", "province", "years", "simulated", *(d for d in dims if d != "province"), *OWN)
    last = (
        *_ALTERNATIVE, "unit", "basis", "qualifier", "scope", *_QUESTION, "missing_n", "missing_state_vnd", "snapshot",
    )  # fmt: skip
    told = dict.fromkeys(name for row in rows for name in row if name not in (*first, *last))
    return as_csv((*first, *told, *last), rows)


def _lines(answer: Answer, language: str) -> Iterator[dict]:
    """The rows of one answer, then the other readings of the same sources, which say so and are no part of any sum."""
    metric = METRICS[answer.metric]
    about = {
        "metric": answer.metric,
        "province": answer.filters.province,
        "years": years_text(answer.filters.years),
        "simulated": answer.simulated,
        "unit": unit_text(metric, language),
        "basis": answer.basis,
        "qualifier": answer.qualifier,
        **_question(answer.filters),
        "scope": "; ".join(f"{s.field}={s.code}" for s in answer.scope),
        "snapshot": answer.snapshot,
    }
    for row in rows_of(answer):
        told = {name: _joined(cell) for name, cell in row_of(row, answer.dims).items()}
        yield about | _left_out(answer, row) | told
    for other in answer.alternatives:
        yield (
            about
            | _place(other, answer)
            | {
                "numerator": other.numerator,
                "denominator": other.denominator,
                "value": other.value,
                "alternative": other.why,
                "alternative_why": alternative_text(other, metric, language),
            }
        )


def _joined(cell):
    return "; ".join(map(str, cell)) if isinstance(cell, list | tuple) else cell


def _place(other: Alternative, answer: Answer) -> dict:
    """Of which row another reading is: its measure, plan and years, under the names that the rows of the answer have for them."""
    told, kind = other.values, other.values.get("kind")
    told = told | {"plan_kind": kind, "plan_period": kind} if kind else told
    names = {"until", *answer.dims, *(name for row in answer.rows for name in row)}
    return {name: value for name, value in told.items() if name in names}


def _left_out(answer: Answer, row: dict) -> dict:
    """What one row leaves out: of an answer without dimensions all of it; of a row what it tells itself, if nothing else is left out of the whole.

    The number of projects is empty where years are left out, whose projects nobody tells; their money is known all the same.
    """
    if not answer.dims:
        left = [(projects_of(m), m.state_vnd) for m in answer.missing if left_out(m) or m.n]
    elif {m.reason for m in answer.missing} <= row.get("own_missing", {}).keys():
        left = list(row.get("own_missing", {}).values())
    else:
        return {"missing_n": None, "missing_state_vnd": None}
    numbers = [n for n, _ in left]
    return {
        "missing_n": None if None in numbers else sum(numbers),
        "missing_state_vnd": known_sum(money for _, money in left),
    }


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
