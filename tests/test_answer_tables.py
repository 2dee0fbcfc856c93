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


@pytest.mark.parametrize(("dim", "twice"), [("content", 0), ("year", 0), ("tier", 0), ("district", 1)])
def test_what_rows_leave_out_adds_up_to_what_the_whole_leaves_out(world, dim, twice):
    """The loan over two districts is a record of each of them, with its share of the money."""
    (whole,), rows = lines(world, "leverage", ()), lines(world, "leverage", (dim,))

    assert int(whole["missing_n"]) + twice == sum(int(row["missing_n"]) for row in rows) > 0
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


# What a row tells beside its value, and the other readings


def table(snapshot, key: str, dims: tuple[str, ...], filters: Filters) -> list[dict]:
    text = output.answers_as_csv([ask(snapshot, key, dims, filters)], "vi")
    return list(csv.DictReader(io.StringIO(text)))


SOC_TRANG = Filters(province="soc-trang", years=(2016, 2018))


def test_a_share_of_a_plan_tells_of_which_plan_and_years_it_is(shipped):
    own = [row for row in table(shipped, "attainment", (), SOC_TRANG) if not row["alternative"]]
    told = {
        row["measure"]: (row["plan"], row["actual"], row["version"], row["tier"], row["n"]) for row in own
    }

    assert told["counterpart"] == ("2016-2018", "2016-2018", "original", "all", "")
    assert told["projects"] == ("2016-2018", "2016-2018", "original", "all", "66")
    assert told["local_support"][3] == "local" and len(own) == len(told) == 5


@pytest.mark.parametrize(
    ("key", "filters", "numerator", "value", "code"),
    [
        ("leverage", SOC_TRANG, 45_164_050_000, 7.540, "parts_disagree"),
        ("attainment", SOC_TRANG, 45_164_050_000, 2.435, "plan_parts"),
        ("attainment", SOC_TRANG, 66, 0.407, "plan_other"),
        ("attainment", Filters(province="dak-lak", years=(2022, 2022)), None, 0.478, "work_begun"),
    ],
)
def test_another_reading_is_a_line_that_says_so_and_why(shipped, key, filters, numerator, value, code):
    found = [row for row in table(shipped, key, (), filters) if row["alternative"] == code]
    mine = [row for row in found if round(float(row["value"]), 3) == value]

    assert len(mine) == 1 and numerator in (None, int(mine[0]["numerator"]))
    assert mine[0]["alternative_why"] and mine[0]["n"] == mine[0]["missing_n"] == ""
    assert round(int(mine[0]["numerator"]) / int(mine[0]["denominator"]), 3) == value


def test_the_adjusted_plan_stands_beside_the_original_under_the_same_names(shipped):
    rows = table(shipped, "attainment", ("plan_period",), Filters(province="demo", years=(2012, 2022)))
    told = [
        (row["alternative"], row["plan_period"], row["plan"], row["version"], row["denominator"])
        for row in rows
        if row["measure"] == "state_support" and row["plan_period"] == "yearly"
    ]

    assert told == [
        ("", "yearly", "2012-2022", "original", "19680000000"),
        ("plan_adjusted", "yearly", "2012-2022", "adjusted", "18700000000"),
    ]


def test_every_answer_of_a_file_has_the_columns_of_its_own_rows(shipped):
    answers = [ask(shipped, key, (), Filters(province="demo", years=(2014, 2016))) for key in ("leverage", "leverage_median")]  # fmt: skip
    plain, median = csv.DictReader(io.StringIO(output.answers_as_csv(answers, "vi")))

    assert plain["upper"] == "" and float(median["upper"]) == answers[1].total["upper"]
    assert plain["alternative"] == median["alternative"] == ""
