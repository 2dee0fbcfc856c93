"""The table of an answer as CSV: what each row leaves out is its own and adds up, never the whole's on every line."""

import csv
import io

import pytest

from analytics.cli import output
from analytics.codes import codes
from analytics.filters import Filters
from analytics.query import ask
from tests import planted, worlds
from tests.worlds import MILLION, activity, figure


@pytest.fixture(scope="module")
def world():
    return planted.rows().snapshot()


def lines(snapshot, key: str, dims: tuple[str, ...]) -> list[dict]:
    text = output.answers_as_csv([ask(snapshot, key, dims, planted.HERE.but(years=(2014, 2016)))], "vi")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("dim", ["content", "year", "tier", "district"])
def test_what_rows_leave_out_adds_up_to_what_the_whole_leaves_out(world, dim):
    (whole,), rows = lines(world, "leverage", ()), lines(world, "leverage", (dim,))

    assert int(whole["missing_n"]) == sum(int(row["missing_n"]) for row in rows) > 0
    assert int(whole["missing_state_vnd"]) == sum(int(row["missing_state_vnd"] or 0) for row in rows) > 0


def test_rows_that_leave_nothing_out_say_none_beside_those_that_do(world):
    assert len({row["missing_n"] for row in lines(world, "leverage", ("content",))}) > 1


def test_rows_of_a_list_tell_their_own():
    snapshot = worlds.make(
        activities=[activity(1), activity(2, establishments=None), activity(3, topic="trademark")]
    )
    told = {row["topic"]: row["missing_n"] for row in lines(snapshot, "advised_establishments", ("topic",))}

    assert told == {"": "1", "trademark": "0"}


# Years that reports tell: their projects are not known, their money is


def stated(snapshot, key: str, filters: Filters) -> tuple[dict, dict]:
    """The only line of the CSV, and the answer as JSON has it."""
    answer = ask(snapshot, key, (), filters)
    (line,) = csv.DictReader(io.StringIO(output.answers_as_csv([answer], "vi")))
    return line, output.answer_as_dict(answer, codes(snapshot), "vi", years_typed=True)


def test_the_money_of_a_year_left_out_is_told_though_nobody_tells_its_projects():
    snapshot = worlds.make(
        figures=[
            figure(1, "state_support", 400 * MILLION, 2015),
            figure(2, "counterpart", 800 * MILLION, 2015),
            figure(3, "projects", 12, 2015),
            figure(4, "state_support", 900 * MILLION, 2017),
            figure(5, "projects", 9, 2017),
            figure(6, "state_support", 100 * MILLION, 2018),
            figure(7, "counterpart", 100 * MILLION, 2018),
        ]
    )
    line, told = stated(snapshot, "leverage", Filters(province="gia-lai", years=(2015, 2018)))

    assert (line["numerator"], line["denominator"]) == (str(900 * MILLION), str(500 * MILLION))
    assert (line["missing_n"], line["missing_state_vnd"]) == ("", str(900 * MILLION))
    assert (line["n"], told["n"], told["total"]["n"], told["rows"][0]["n"]) == ("", None, None, None)


def test_money_without_a_price_index_is_told_though_nobody_tells_its_projects():
    snapshot = worlds.make(
        figures=[
            figure(1, "state_support", 10 * MILLION, 2009),
            figure(2, "state_support", 20 * MILLION, 2019),
        ]
    )
    line, told = stated(
        snapshot, "state_support", Filters(province="gia-lai", years=(2009, 2019), prices=2019)
    )
    by_reason = {m["reason"]: m for m in told["missing"]}

    assert (line["missing_n"], line["missing_state_vnd"]) == ("", str(10 * MILLION))
    assert (by_reason["no_price_index"]["n"], by_reason["no_price_index"]["state_vnd"]) == (
        None,
        10 * MILLION,
    )


def test_an_answer_that_leaves_nothing_out_says_none():
    snapshot = worlds.make(
        figures=[figure(1, "state_support", 10 * MILLION, 2015), figure(2, "projects", 3, 2015)]
    )
    line, _ = stated(snapshot, "state_support", Filters(province="gia-lai", years=(2015, 2015)))

    assert (line["n"], line["missing_n"]) == ("3", "0")
