"""The product's answer held against the oracle's: what differs, in words."""

import math
from collections.abc import Iterator

from analytics.filters import Filters
from analytics.query import ask
from tests.reference import Oracle
from tests.reference_apart import REASONS
from tests.reference_records import staged
from tests.reference_sums import SUMS

# What M says by year of the number of projects, not of years that are left out.
OF_PROJECTS = (
    "projects_not_stated",
    "projects_of_other_funds",
    "projects_of_rows",
    "projects_of_no_money",
    "projects_of_records_only",
)
EFFECTS = ("mix", "within", "unweighted")


def disagreements(
    snapshot, key: str, dims: tuple[str, ...], filters: Filters, oracle: Oracle | None = None
) -> list[str]:
    """Every way in which `ask` and the oracle differ for one question; empty where they agree."""
    oracle = oracle or Oracle(staged(snapshot))
    answer, expected = ask(snapshot, key, dims, filters), oracle.answer(key, dims, filters)
    where = f"{key} by {dims} under {filters.to_url()}"
    # What is counted of records alone; the projects of reported figures are `n_told` of the oracle.
    counted = answer.basis not in ("reported", "mixed")
    # In prices of one year both sides are rounded to the đồng.
    near = 1e-5 if filters.prices else 1e-9
    found = _differing(answer.total, expected["total"], counted, near, f"{where}: total")
    if expected["rows"] or answer.rows:
        names = answer.dims or dims or ("district",)
        given = {tuple(row[name] for name in names): row for row in answer.rows}
        if set(given) != set(expected["rows"]):
            found.append(
                f"{where}: rows {sorted(map(str, given))}, oracle {sorted(map(str, expected['rows']))}"
            )
        for group in given.keys() & expected["rows"].keys():
            found += _differing(given[group], expected["rows"][group], counted, near, f"{where}: {group}")
        if key in SUMS and counted:
            found += _apart_of_rows(given, oracle.apart_by(key, names, filters), near, where)
    if expected["missing"] is not None and counted:
        told = {m.reason: (m.n, m.state_vnd) for m in answer.missing if not m.years}
        if not _same_missing(told, expected["missing"], near):
            found.append(f"{where}: left out {told}, oracle {expected['missing']}")
    if "years" in expected:
        lacking = {
            m.reason: (m.years, m.state_vnd)
            for m in answer.missing
            if m.years and m.reason not in OF_PROJECTS
        }
        if not _same_missing(lacking, expected["years"], near):
            found.append(f"{where}: years left out {lacking}, oracle {expected['years']}")
    return found


def _apart_of_rows(given: dict, expected: dict, near: float, where: str) -> Iterator[str]:
    """What each row says of what is kept apart; one that none of them is in may say so with 0, or say nothing."""
    for group, row in given.items():
        own = row.get("own_missing", {}).items()
        told = {reason: left for reason, left in own if reason in REASONS.values() and left[0]}
        if not _same_missing(told, expected.get(group, {}), near):
            yield f"{where}: {group} leaves out {told}, oracle {expected.get(group, {})}"


def _differing(given: dict, expected: dict, counted: bool, near: float, where: str) -> list[str]:
    found = []
    for side in (
        "numerator",
        "denominator",
        "value",
        "lower",
        "upper",
        *EFFECTS,
        *(("n",) if counted else ()),
    ):
        if side not in expected or (side == "n" and expected["n"] is None):
            continue
        # Where there is no value, "nothing recorded" and "a sum of nothing" say the same.
        empty = given.get("value") is None and expected.get("value", 0) is None
        if empty and side in ("numerator", "denominator") and not given.get(side) and not expected[side]:
            continue
        if not _same(given.get(side), expected[side], near):
            found.append(f"{where}: {side} {given.get(side)}, oracle {_shown(expected[side])}")
    if "n_told" in expected:
        n = given["n"] if given.get("projects_stated", True) else None
        if n != expected["n_told"]:
            found.append(f"{where}: projects of the reports {n}, oracle {expected['n_told']}")
    if (
        given.get("value") is None
        and expected.get("value", 0) is None
        and not given.get("reason")
        and "left_out" not in given
    ):
        found.append(f"{where}: no value and no reason")
    return found


def _same(given, expected, near: float) -> bool:
    if given is None or expected is None:
        return given is None and expected is None
    return math.isclose(float(given), float(expected), rel_tol=near, abs_tol=1e-9 if near < 1e-6 else 1.0)


def _same_missing(told: dict, expected: dict, near: float) -> bool:
    if set(told) != set(expected):
        return False
    return all(
        told[reason][0] == n
        and (
            _same(told[reason][1], money, near)
            if reason in REASONS.values()
            else money is None or _same(told[reason][1] or 0, money, near)
        )
        for reason, (n, money) in expected.items()
    )


def _shown(value):
    return value if value is None or isinstance(value, int) else float(value)


def each_disagreement(snapshot, questions, oracle: Oracle | None = None) -> Iterator[str]:
    """The same over many questions (key, dims, filters), asked one by one."""
    oracle = oracle or Oracle(staged(snapshot))
    for key, dims, filters in questions:
        yield from disagreements(snapshot, key, dims, filters, oracle)
