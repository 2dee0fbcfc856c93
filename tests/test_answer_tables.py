"""The table of an answer as CSV: what each row leaves out is its own and adds up, never the whole's on every line."""

import csv
import io

import pytest

from analytics.cli import output
from analytics.query import ask
from tests import planted, worlds
from tests.worlds import activity


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
