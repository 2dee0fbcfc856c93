"""The SQL under an answer runs as it is shown, on the snapshot it names, and gives the number (or the rows it is counted from)."""

import math

import pytest

from analytics import records
from analytics.filters import Filters
from analytics.metrics import METRICS
from analytics.query import COUNTED_AFTER, ask, said

NARROW = Filters(
    years=(2014, 2020), prices=2020, contents=("technology",), districts=("622", "631"), management=False
)


def shown_row(snapshot, sql: str) -> dict:
    """The row of the whole that the last statement gives; empty where it has none."""
    rows = snapshot.rows(sql)
    return next((row for row in rows if row.get("all_rows", 1) == 1), {})


def same(given, expected) -> bool:
    if given is None or expected is None:
        return given is None and expected is None
    return math.isclose(float(given), float(expected), rel_tol=1e-9, abs_tol=1.0)


@pytest.mark.parametrize("key", sorted(set(METRICS) - COUNTED_AFTER))
@pytest.mark.parametrize("filters", [Filters(years=(2012, 2022)), NARROW], ids=["whole", "narrow"])
def test_the_shown_sql_of_a_metric_gives_its_two_sides(shipped, key, filters):
    answer = ask(shipped, key, (), filters)
    row = shown_row(shipped, answer.sql)
    asked = ("value",) if answer.total["numerator"] is None else ("numerator", "denominator")

    assert answer.sql.startswith(f"-- {shipped.id}.duckdb\n")
    assert [side for side in asked if not same(row.get(side), answer.total[side])] == []


@pytest.mark.parametrize("key", sorted(COUNTED_AFTER & set(METRICS)))
def test_the_shown_sql_of_a_metric_counted_afterwards_says_so_and_runs(shipped, key):
    answer = ask(shipped, key, (), Filters(years=(2012, 2022)))
    if answer.sql:
        assert f"analytics/{METRICS[key].question}.py" in answer.sql.splitlines()[1]
        shipped.rows(answer.sql)
    assert answer.sql or answer.value is None


def test_the_shown_sql_of_a_metric_by_dimension_gives_its_rows(shipped):
    answer = ask(shipped, "state_support", ("year", "tier"), Filters(years=(2012, 2014)))
    told = {(r["year"], r["tier"]): r["numerator"] for r in shipped.rows(answer.sql) if r["all_rows"] == 0}

    assert told == {(r["year"], r["tier"]): r["numerator"] for r in answer.rows}


def test_the_shown_sql_of_reported_figures_gives_the_stated_ones(shipped):
    for key in ("counterpart", "national_support"):
        answer = ask(shipped, key, (), Filters(province="gia-lai", years=(2012, 2022)))
        stated = {int(row["value"]) for row in shipped.rows(answer.sql)}

        assert answer.basis == "reported" and answer.value in stated


def test_the_shown_sql_behind_a_mark_gives_its_records(shipped):
    found = records.behind(shipped, records.mark_id(year=2015, content="trademark"), Filters())

    assert found.rows
    assert [row["project_id"] for row in shipped.rows(found.sql)] == [row["project_id"] for row in found.rows]


def test_values_stand_in_the_sql_as_literals_that_mean_the_same(shipped):
    values = {
        "text": "Đức's -- $whole",
        "whole": 7,
        "none": None,
        "yes": True,
        "several": ["a'b", "c"],
        "share": 0.5,
    }
    sql = "SELECT $text AS text, $whole AS whole, $none AS none, $yes AS yes, $several AS several, $share AS share"

    assert [dict(row, share=float(row["share"])) for row in shipped.rows(said(sql, values))] == [values]
