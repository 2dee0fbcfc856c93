"""The rows of an answer in their order, with what each tells beside its value; its unit and its years."""

from collections.abc import Iterable, Sequence

from analytics.answer import Answer, Missing
from analytics.metrics import Metric
from analytics.notes import UNTOLD_PROJECTS, stated_n

OWN = ("numerator", "denominator", "value", "n", "reason")
_INTERNAL = ("all_rows", "left", "own_missing", "projects_stated", "rests_on")


def years_text(years: tuple[int, int] | None) -> str | None:
    """As `--years` takes them: "2022", "2016-2018"."""
    return years and (str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}")


def unit_text(metric: Metric, language: str) -> str:
    unit = metric.unit[language]
    return f"1 = 100 {unit}" if metric.kind == "percent" else unit


def rows_of(answer: Answer) -> Sequence[dict]:
    """One row a value of the dimensions, in their order; without dimensions the total is the only row."""
    if not answer.dims:
        return (total_of(answer),)
    return sorted(answer.rows, key=lambda row: [_place_of(row.get(dim)) for dim in answer.dims])


def total_of(answer: Answer) -> dict:
    """The total; its n is None where a source does not tell the projects, as it is for the answer."""
    return answer.total if stated_n(answer) is not None else answer.total | {"n": None}


def projects_of(missing: Missing) -> int | None:
    """How many projects are left out; None where nobody tells: of whole years, or of money without its projects."""
    untold = missing.reason in UNTOLD_PROJECTS or missing.years or (missing.state_vnd and not missing.n)
    return None if untold else missing.n


def _place_of(value) -> tuple:
    """Known values in their order, then what cannot be split, then none."""
    return (value is None, value == "group", value if isinstance(value, int) else 0, str(value))


def row_of(row: dict, dims: Sequence[str]) -> dict:
    out = {dim: row.get(dim) for dim in dims} | {name: row.get(name) for name in OWN}
    if "value" not in row and "mix" in row:  # a group's part of a change: what its two effects add up to
        out["value"] = row["mix"] + row["within"] + row["unweighted"]
    if row.get("projects_stated") is False:
        out["n"] = None
    return out | {key: cell for key, cell in row.items() if key not in out and key not in _INTERNAL}


def known_sum(amounts: Iterable[int | None]) -> int | None:
    """The money behind what is left out; None where none of it is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None
