"""What stands beside the money of one-year reports: the projects of exactly that money, the true reason of an empty cell, the sources."""

import json

import pytest

from analytics import reported
from analytics.cli import output
from analytics.codes import codes
from analytics.filters import Filters
from analytics.notes import answer_notes
from analytics.query import ask
from data import checks
from tests import worlds
from tests.comparison import disagreements
from tests.worlds import MILLION, figure, money, project

HERE = Filters(province="gia-lai", years=(2016, 2020))


def state(number: int, year: int, amount: int, tier: str = "all", **changes) -> dict:
    return figure(number, "state_support", amount * MILLION, year, tier, **changes)


def counterpart(number: int, year: int, amount: int, tier: str = "all", **changes) -> dict:
    return figure(number, "counterpart", amount * MILLION, year, tier, **changes)


def projects(number: int, year: int, count: int, tier: str = "all", **changes) -> dict:
    return figure(number, "projects", count, year, tier, **changes)


def n_of(row: dict) -> int | None:
    return row["n"] if row.get("projects_stated", True) else None


def by_tier(world, key: str, filters: Filters = HERE) -> dict:
    return ask(world, key, ("tier",), filters).by()


def years_of(answer, reason: str) -> tuple[int, ...] | None:
    return next((m.years for m in answer.missing if m.reason == reason), None)


# Projects beside money


def test_the_projects_beside_the_money_of_a_tier_are_of_the_years_of_that_money():
    """2016 tells national money and no projects, 2017 national projects and no money: three projects beside 2016's money would be another year's."""
    world = worlds.make(
        figures=[
            state(1, 2016, 500, "national"), state(2, 2016, 200, "local"), projects(3, 2016, 4, "local"),
            projects(4, 2017, 3, "national"), state(5, 2017, 300, "local"), projects(6, 2017, 6, "local"),
        ]
    )  # fmt: skip
    answer = ask(world, "state_support", ("tier",), HERE)
    rows = answer.by()

    assert (n_of(rows["national"]), n_of(rows["local"])) == (None, 10)
    assert rows["national"]["value"] == 500 * MILLION
    assert years_of(answer, "projects_of_other_funds") == (
        2016,
    )  # of both funds 700 is told, of one fund the projects
    assert output.answer_as_dict(answer, codes(world), "vi", years_typed=True)["n"] is None


def test_money_of_one_fund_stands_beside_the_projects_of_that_fund():
    world = worlds.make(
        figures=[state(1, 2016, 3000, "local"), projects(2, 2016, 17, "local"), projects(3, 2016, 18)]
    )

    for dims in ((), ("year",), ("tier",)):
        answer = ask(world, "state_support", dims, HERE.but(years=(2016, 2016)))
        assert [n_of(row) for row in answer.rows or (answer.total,) if row["value"]] == [17], dims
        assert not {m.reason for m in answer.missing} & {"projects_not_stated", "projects_of_other_funds"}


def test_a_year_that_tells_projects_and_no_money_adds_none_of_them_to_the_money_of_others():
    world = worlds.make(figures=[state(1, 2018, 500), projects(2, 2018, 5), projects(3, 2019, 6)])
    answer = ask(world, "state_support", ("year",), HERE)

    assert (answer.n, n_of(answer.by()[2018]), n_of(answer.by()[2019])) == (5, 5, None)


def test_projects_of_one_fund_never_stand_beside_the_money_of_both():
    world = worlds.make(
        figures=[
            state(1, 2016, 4400),
            projects(2, 2016, 21, "local"),
            state(3, 2017, 100),
            projects(4, 2017, 2),
        ]
    )
    answer = ask(world, "state_support", ("year",), HERE)

    assert {year: n_of(row) for year, row in answer.by().items()} == {
        2016: None,
        2017: 2,
        2018: None,
        2019: None,
        2020: None,
    }
    assert years_of(answer, "projects_of_other_funds") == (2016,)
    notes = " ".join(answer_notes(answer, codes(world), "vi"))
    assert "không cùng phạm vi nguồn vốn" in notes and "số đề án không được nêu" in notes


def test_where_no_money_is_counted_a_source_that_tells_projects_is_not_said_to_tell_none():
    world = worlds.make(
        figures=[state(1, 2016, 3000, "local"), projects(2, 2016, 17, "local"), projects(3, 2016, 18)]
    )

    for key in ("total_cost", "national_support", "support_per_project"):
        notes = " ".join(answer_notes(ask(world, key, (), HERE.but(years=(2016, 2016))), codes(world), "vi"))
        assert "không nêu số đề án" not in notes and "không đếm đề án" in notes and "0 đề án" not in notes, (
            key
        )


def test_the_projects_of_undivided_money_are_those_of_the_whole():
    world = worlds.make(figures=[state(1, 2016, 1200), projects(2, 2016, 13), projects(3, 2016, 10, "local"), projects(4, 2016, 3, "national")])  # fmt: skip
    rows = by_tier(world, "state_support")

    assert {tier: n_of(row) for tier, row in rows.items()} == {"all": 13, "national": None, "local": None}


def test_a_row_whose_projects_are_not_told_is_named_where_those_of_the_whole_are():
    world = worlds.make(figures=[state(1, 2016, 300, "national"), state(2, 2016, 700, "local"), projects(3, 2016, 9), projects(4, 2016, 7, "local")])  # fmt: skip
    answer = ask(world, "state_support", ("tier",), HERE)

    assert (answer.n, n_of(answer.by()["national"]), n_of(answer.by()["local"])) == (9, None, 7)
    assert years_of(answer, "projects_of_rows") == (2016,)
    assert years_of(answer, "projects_not_stated") is None


def test_the_projects_of_a_ratio_are_those_of_its_pairs():
    world = worlds.make(
        figures=[
            state(1, 2016, 100), counterpart(2, 2016, 300), projects(3, 2016, 4),
            state(4, 2017, 900), projects(5, 2017, 40),
        ]
    )  # fmt: skip

    assert ask(world, "leverage", (), HERE).n == 4
    assert ask(world, "state_support", (), HERE).n == 44


def test_in_a_mix_a_row_of_reports_alone_has_the_projects_of_its_money():
    world = worlds.make(
        [project("A", plan_year=2019)],
        [money("A", "local", 10)],
        figures=[
            state(1, 2017, 4400),
            projects(2, 2017, 21, "local"),
            state(3, 2018, 5),
            projects(4, 2018, 2),
        ],
    )
    answer = ask(world, "state_support", ("year",), HERE)

    assert {year: n_of(row) for year, row in answer.by().items()} == {
        2016: None,
        2017: None,
        2018: 2,
        2019: 1,
        2020: None,
    }
    assert years_of(answer, "projects_of_rows") == (2017,)


def test_a_period_told_of_one_fund_counts_the_projects_of_that_fund(shipped):
    """Source 003: 8 national and 58 local projects, 66 in all."""
    of_period = Filters(province="soc-trang", years=(2016, 2018))

    told = {
        key: ask(shipped, key, (), of_period).n
        for key in ("state_support", "national_support", "local_support")
    }
    assert told == {"state_support": 66, "national_support": 8, "local_support": 58}


@pytest.mark.parametrize("key", ["state_support", "counterpart", "total_cost", "leverage", "national_support", "state_share_national", "projects"])  # fmt: skip
@pytest.mark.parametrize("dims", [(), ("year",), ("tier",), ("year", "tier")])
def test_the_oracle_counts_the_same_projects(key, dims):
    world = worlds.make(
        figures=[
            state(1, 2016, 500, "national"), state(2, 2016, 200, "local"), projects(3, 2016, 4, "local"), counterpart(4, 2016, 900),
            projects(5, 2017, 3, "national"), projects(6, 2017, 9), state(7, 2017, 300), counterpart(8, 2017, 90, "local"),
            state(9, 2018, 1600), state(10, 2018, 700, "national"), state(11, 2018, 800, "local"), projects(12, 2018, 5), projects(13, 2018, 2, "local"),
            counterpart(14, 2018, 30, "national"), counterpart(15, 2018, 70, "local"),
            state(16, 2019, 100), state(17, 2019, 300, "national"), projects(18, 2019, 3), counterpart(19, 2019, 80),
            figure(20, "total_cost", 70 * MILLION, 2020, "national"), projects(21, 2020, 6, "national"), projects(22, 2020, 8),
        ]
    )  # fmt: skip

    assert disagreements(world, key, dims, HERE) == []
    assert disagreements(world, key, dims, HERE.but(tier="national")) == []


# Rows that cannot be


@pytest.fixture(scope="module")
def contradictory():
    """2018: a whole of 1.600 whose funds are 700 and 800 (100 too much); 2019: a whole of 100 of which the national fund alone is 300."""
    return worlds.make(
        figures=[
            state(1, 2018, 700, "national"), state(2, 2018, 800, "local"), state(3, 2018, 1600),
            counterpart(4, 2018, 1400, "national"), counterpart(5, 2018, 1600, "local"),
            state(6, 2019, 100), state(7, 2019, 300, "national"), counterpart(8, 2019, 500), counterpart(9, 2019, 400, "national"),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("year", [2018, 2019])
def test_the_ratio_of_a_difference_that_is_no_money_is_no_number(contradictory, year):
    row = by_tier(contradictory, "leverage", HERE.but(years=(year, year)))["all"]

    assert (row["value"], row["reason"], n_of(row)) == (None, "funds_disagree", None)


def test_the_amount_of_such_a_difference_is_told_with_its_word(contradictory):
    for year, value in ((2018, 100), (2019, -200)):
        answer = ask(contradictory, "state_support", ("tier",), HERE.but(years=(year, year)))
        row = answer.by()["all"]
        assert (row["value"], row["reason"]) == (value * MILLION, "funds_disagree")
        assert sum(r["value"] or 0 for r in answer.rows) == answer.value
        shown = output.answer_as_text(answer, codes(contradictory), "vi", years_typed=True)
        assert "không tách theo cấp" in shown and "không khớp với tổng hai nguồn" in shown


def test_what_a_whole_has_beyond_one_fund_is_money_like_any():
    world = worlds.make(figures=[state(1, 2018, 1000), state(2, 2018, 300, "national"), counterpart(3, 2018, 2000), counterpart(4, 2018, 500, "national")])  # fmt: skip
    row = by_tier(world, "leverage")["all"]

    assert (row["value"], row.get("reason")) == (1500 / 700, None)


# Why a cell is empty


def test_sides_that_do_not_match_are_not_called_not_recorded():
    world = worlds.make(
        figures=[
            state(1, 2016, 10, "local"), counterpart(2, 2016, 20), state(3, 2017, 5), counterpart(4, 2018, 6),
            state(5, 2019, 7), counterpart(6, 2019, 8), projects(7, 2020, 1),
        ]
    )  # fmt: skip
    told = {key: {row["year"]: row.get("reason") for row in ask(world, key, ("year",), HERE).rows} for key in ("leverage", "total_cost", "national_support", "local_support", "state_share_national", "counterpart", "support_per_project")}  # fmt: skip

    assert told["leverage"] == {
        2016: "unlike_funds",
        2017: "no_counterpart_told",
        2018: "no_state_told",
        2019: None,
        2020: "not_told",
    }
    assert told["total_cost"][2016] == "unlike_funds_total"
    assert (told["national_support"][2016], told["national_support"][2017], told["local_support"][2016]) == (
        "other_fund_alone",
        "state_not_split",
        None,
    )
    assert told["state_share_national"][2016] == "state_not_split"
    assert (told["counterpart"][2017], told["counterpart"][2016]) == ("not_told", None)
    assert told["support_per_project"][2019] == "records_only"
    alone = ask(world, "leverage", (), HERE.but(years=(2016, 2016)))
    assert alone.reason == "unlike_funds"
    assert "chưa được ghi" not in output.answer_as_text(alone, codes(world), "vi", years_typed=True)
    of_funds = ask(world, "national_support", (), HERE)
    assert (years_of(of_funds, "other_fund_year"), years_of(of_funds, "state_not_split")) == (
        (2016,),
        (2017, 2019),
    )


# Sources


def test_a_sum_of_years_lists_the_sources_of_all_its_years_once_each_in_order():
    world = worlds.make(
        figures=[
            state(1, 2016, 10, source_id="z", id="z#1"), state(2, 2017, 20, source_id="a", id="a#1"), counterpart(3, 2017, 9, source_id="b", id="b#1"),
            state(4, 2018, 30, source_id="z", id="z#2"), counterpart(5, 2018, 70, source_id="z", id="z#3"),
        ]
    )  # fmt: skip

    def sources(key: str) -> list[str]:
        answer = ask(world, key, ("year",), HERE)
        return json.loads(
            output.as_json(output.answer_as_dict(answer, codes(world), "vi", years_typed=True))
        )["sources"]

    assert sources("state_support") == ["z", "a"]
    assert sources("leverage") == ["a", "b", "z"]


def found(world, code: str) -> list[tuple]:
    return [(t.finding.value, t.finding.expected) for t in checks.run(world.rows) if t.finding.code == code]


def test_a_rival_names_the_sources_that_tell_the_value_that_counts():
    def of(number, source, amount, **changes):
        return (
            state(
                number,
                2016,
                amount,
                source_id=source,
                id=f"{source}#{number}",
                value_as_stated=str(amount),
                unit_as_stated="triệu đồng",
            )
            | changes
        )

    world = worlds.make(figures=[of(1, "a", 100), of(2, "b", 120), of(3, "c", 100), of(4, "a", 130)])

    assert sorted(found(world, "reported_rivals")) == [("120 triệu đồng", "a, c"), ("130 triệu đồng", "c")]
    alone = worlds.make(figures=[of(1, "a", 100), of(2, "a", 130)])
    assert found(alone, "reported_rivals") == []
    assert found(alone, "reported_twice") == [("130 triệu đồng", "100 triệu đồng")]


def test_another_source_of_one_fund_is_no_other_value_of_the_whole():
    world = worlds.make(
        figures=[
            state(1, 2016, 100, source_id="a", id="a#1"), state(2, 2016, 60, "local", source_id="b", id="b#1"),
            state(3, 2016, 110, source_id="c", id="c#1"),
        ]
    )  # fmt: skip
    answer = ask(world, "state_support", (), HERE.but(years=(2016, 2016)))

    assert [(a.value, a.values) for a in answer.alternatives] == [(110 * MILLION, {"source_id": "c"})]


def test_half_a_year_is_not_offered_as_a_period_of_years(shipped):
    assert [p["first_year"] for p in reported.periods(shipped, "quang-ngai")] == []
    assert (2022, "actual") not in {
        (p["first_year"], p["basis"]) for p in reported.periods(shipped, "dak-lak")
    }


def test_a_part_larger_than_its_whole_has_no_share_in_it():
    world = worlds.make(figures=[state(1, 2018, 100), state(2, 2018, 300, "national"), state(3, 2019, 400), state(4, 2019, 100, "national")])  # fmt: skip
    answer = ask(world, "state_share_national", ("year",), HERE)

    assert (answer.value, answer.by()[2018]["value"], answer.by()[2018]["reason"]) == (
        0.25,
        None,
        "state_not_split",
    )
    assert years_of(answer, "state_not_split") == (2018,)


def test_a_metric_of_records_neither_names_reports_nor_repeats_their_other_value():
    world = worlds.make(
        [project("A", plan_year=2016)],
        [money("A", "local", 10), money("A", "counterpart", 30)],
        figures=[
            state(1, 2018, 1600),
            state(2, 2018, 700, "national"),
            state(3, 2018, 800, "local"),
            counterpart(4, 2018, 3000),
        ],
    )

    assert ask(world, "leverage", (), HERE).alternatives
    for key in ("leverage_median", "coverage", "top_share", "gini", "leverage_change"):
        assert ask(world, key, (), HERE).alternatives == (), key
    assert ask(world, "leverage_median", (), HERE).sources == ()
