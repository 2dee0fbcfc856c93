"""Years that nobody tells of, years told in part, and figures that are not exact: an answer says so and never takes them for 0."""

import datetime as dt
import json

import pytest

from analytics import leverage
from analytics.answer import Missing, together
from analytics.cli import output
from analytics.codes import codes
from analytics.filters import Filters
from analytics.notes import answer_notes, filters_in_words, missing_text, years_text
from analytics.query import ask
from tests import worlds
from tests.comparison import disagreements
from tests.worlds import MILLION, figure, money, project, served

HERE = Filters(province="gia-lai", years=(2017, 2021))


def state(number: int, year: int, amount: int, tier: str = "all", **changes) -> dict:
    return figure(number, "state_support", round(amount * MILLION), year, tier, **changes)


def counterpart(number: int, year: int, amount: int, tier: str = "all", **changes) -> dict:
    return figure(number, "counterpart", amount * MILLION, year, tier, **changes)


def left(answer, reason: str) -> Missing | None:
    return next((m for m in answer.missing if m.reason == reason), None)


@pytest.fixture(scope="module")
def mix():
    """2017 reported, both funds; 2018 reported as a whole; 2019 and 2021 records of local projects; 2020 nothing."""
    return worlds.make(
        [project("A", plan_year=2019), project("B", plan_year=2021)],
        [
            money("A", "local", 1000),
            money("A", "counterpart", 1500),
            money("B", "local", 331),
            money("B", "counterpart", 0),
        ],
        figures=[
            state(1, 2017, 504, "national"),
            state(2, 2017, 900.5, "local"),
            counterpart(3, 2017, 2000),
            state(4, 2018, 600, qualifier="over"),
        ],
    )


# The national share


def test_the_national_share_over_records_and_reports_is_the_ratio_of_both_sums(mix):
    answer = ask(mix, "state_share_national", (), HERE)

    assert (answer.total["numerator"], answer.total["denominator"]) == (504 * MILLION, 2_735_500_000)
    assert ask(mix, "national_support", (), HERE).value == answer.total["numerator"]
    assert left(answer, "state_not_split") == Missing("state_not_split", 0, 600 * MILLION, (2018,))


def test_a_whole_with_its_national_part_is_told_apart_and_one_fund_alone_is_not():
    world = worlds.make(
        figures=[
            state(1, 2017, 700),
            state(2, 2017, 300, "national"),
            state(3, 2018, 80, "local"),
            state(4, 2019, 50, "national"),
        ]
    )
    answer = ask(world, "state_share_national", (), HERE)

    assert (answer.total["numerator"], answer.total["denominator"]) == (300 * MILLION, 700 * MILLION)
    assert left(answer, "state_not_split") == Missing("state_not_split", 0, 130 * MILLION, (2018, 2019))


# Years


def test_a_year_with_neither_record_nor_figure_is_named_and_has_a_row_without_a_value(mix):
    answer = ask(mix, "state_support", ("year",), HERE)

    assert left(answer, "no_year").years == (2020,)
    assert [(r["year"], r["value"]) for r in answer.rows] == [
        (2017, 1_404_500_000), (2018, 600 * MILLION), (2019, 1000 * MILLION), (2020, None), (2021, 331 * MILLION),
    ]  # fmt: skip
    assert answer.by()[2020]["reason"] == "not_recorded"
    assert left(ask(mix, "state_support", (), HERE.but(years=None)), "no_year") is None


def test_a_place_with_records_alone_has_no_rows_for_years_it_does_not_record():
    world = worlds.make([project("A", plan_year=2019)], [money("A", "local", 10)])
    answer = ask(world, "state_support", ("year",), HERE)

    assert ([r["year"] for r in answer.rows], answer.missing) == ([2019], ())


def test_a_reported_year_without_counterpart_is_left_out_of_the_ratio_with_its_money(mix):
    for key in ("leverage", "counterpart"):
        assert left(ask(mix, key, (), HERE), "no_counterpart_year") == Missing(
            "no_counterpart_year", 0, 600 * MILLION, (2018,)
        )
    assert ask(mix, "leverage", (), HERE).total["denominator"] == 2_735_500_000


def test_a_reported_year_that_states_one_side_has_no_total(mix):
    answer = ask(mix, "total_cost", ("year",), HERE)

    assert answer.value == (1404.5 + 2000 + 1000 + 1500 + 331) * MILLION
    assert left(answer, "incomplete_year") == Missing("incomplete_year", 0, 600 * MILLION, (2018,))
    assert answer.by()[2018]["value"] is None
    assert answer.by()[2017]["value"] == 3_404_500_000


def test_a_counterpart_without_its_support_makes_no_total_and_is_told():
    world = worlds.make(figures=[counterpart(1, 2018, 90), state(2, 2019, 10), counterpart(3, 2019, 20)])

    assert ask(world, "total_cost", (), HERE).value == 30 * MILLION
    assert left(ask(world, "total_cost", (), HERE), "incomplete_year") == Missing(
        "incomplete_year", 0, None, (2018,)
    )
    assert left(ask(world, "state_support", (), HERE), "no_state_year").years == (2018,)


def test_a_counterpart_of_the_whole_leaves_no_year_of_one_tier_complete():
    """Asked of one tier, the whole's counterpart cannot be divided: neither a ratio nor a total of that tier."""
    world = worlds.make(
        figures=[state(1, 2018, 30, "national"), state(2, 2018, 70, "local"), counterpart(3, 2018, 250)]
    )

    assert ask(world, "total_cost", (), HERE).value == 350 * MILLION
    of_tier = ask(world, "total_cost", (), HERE.but(tier="national"))
    assert (of_tier.value, left(of_tier, "incomplete_year").state_vnd) == (None, 30 * MILLION)


def test_years_without_records_are_not_years_without_projects(mix):
    for key in ("coverage", "coverage_years", "beneficiaries", "leverage_median"):
        assert left(ask(mix, key, (), HERE), "no_records_year").years == (2017, 2018, 2020), key
    notes = "\n".join(answer_notes(ask(mix, "coverage", (), HERE), codes(mix), "vi"))
    assert "không phải là không có đề án" in notes and "30/06/2025" in notes


def test_years_are_written_short_and_money_with_them():
    assert years_text((2013, 2016, 2017, 2018)) == "2013, 2016–2018"
    assert "2018" in missing_text(Missing("no_counterpart_year", 0, 600 * MILLION, (2018,)), "vi")
    assert "600" in missing_text(Missing("no_counterpart_year", 0, 600 * MILLION, (2018,)), "en")


def test_two_terms_leave_out_the_years_of_both():
    both = (
        Missing("no_year", 0, None, (2018,)),
        Missing("no_year", 0, None, (2013, 2018)),
        Missing("no_counterpart", 2, 5),
        Missing("no_counterpart", 1),
    )

    assert together(both) == (Missing("no_year", 0, None, (2013, 2018)), Missing("no_counterpart", 3, 5))


# Of which funds


SUMMED = ("state_support", "counterpart", "total_cost", "leverage", "state_share_national", "projects")


def agrees(world, *keys) -> list[str]:
    """What product and oracle say differently of these metrics, as a whole and by year."""
    return [
        found
        for key in keys or SUMMED
        for dims in ((), ("year",))
        for found in disagreements(world, key, dims, Filters(province="gia-lai"))
    ]


def test_the_support_of_one_fund_makes_no_pair_with_the_counterpart_of_both():
    world = worlds.make(
        figures=[state(1, 2018, 1000, "local"), counterpart(2, 2018, 5000), state(3, 2019, 2), counterpart(4, 2019, 4)]
    )  # fmt: skip

    for key, value in (("leverage", 2.0), ("total_cost", 6 * MILLION)):
        answer = ask(world, key, ("year",), HERE)
        assert (answer.value, answer.by()[2018]["value"]) == (value, None)
        assert left(answer, "unlike_funds_year") == Missing("unlike_funds_year", 0, 1000 * MILLION, (2018,))
        assert left(answer, "no_counterpart_year") is None and left(answer, "incomplete_year") is None
    assert left(ask(world, "counterpart", (), HERE), "no_counterpart_year") is None
    assert agrees(world) == []


def test_a_year_told_of_one_fund_alone_is_counted_and_said_to_be_so():
    world = worlds.make(
        figures=[state(1, 2017, 900, "local"), state(2, 2018, 5, "national"), counterpart(3, 2018, 7, "national"), state(4, 2019, 2)]
    )  # fmt: skip
    answer = ask(world, "state_support", ("year",), HERE)

    assert answer.value == 907 * MILLION
    assert left(answer, "only_local_year") == Missing("only_local_year", 0, None, (2017,))
    assert left(answer, "only_national_year").years == (2018,)
    for key in ("leverage", "total_cost", "counterpart"):
        assert left(ask(world, key, (), HERE), "only_national_year").years == (2018,), key
        assert left(ask(world, key, (), HERE), "only_local_year") is None, key
    assert left(ask(world, "state_support", (), HERE.but(tier="local")), "only_local_year") is None
    assert any("chỉ tính được khuyến công địa phương" in note and "2017" in note for note in answer_notes(answer, codes(world), "vi"))  # fmt: skip
    assert agrees(world) == []


def test_a_fund_beside_records_of_the_other_is_not_one_fund_alone():
    world = worlds.make(
        [project("A", plan_year=2018)], [money("A", "local", 10)], figures=[state(1, 2018, 5, "national")]
    )

    assert left(ask(world, "state_support", (), HERE), "only_national_year") is None
    assert agrees(world) == []


def test_a_whole_that_its_funds_contradict_counts_everywhere_and_the_funds_give_another_value():
    world = worlds.make(
        figures=[
            state(1, 2018, 700, "national"), state(2, 2018, 800, "local"), state(3, 2018, 1600),
            counterpart(4, 2018, 1400, "national"), counterpart(5, 2018, 1600, "local"),
            state(6, 2019, 400), counterpart(7, 2019, 1000),
        ]
    )  # fmt: skip

    for years, dims in (((2018, 2018), ()), ((2018, 2018), ("year",)), (None, ("year",))):
        answer = ask(world, "leverage", dims, HERE.but(years=years))
        of_2018 = answer.by()[2018] if dims else answer.total
        assert of_2018["value"] == 3000 / 1600
        assert not {m.reason for m in answer.missing} & {"no_counterpart_year", "no_state_year"}
    both = {"leverage": (4000 / 2000, 4000 / 1900), "total_cost": (6000 * MILLION, 5900 * MILLION), "state_support": (2000 * MILLION, 1900 * MILLION)}  # fmt: skip
    for key, (stated, from_funds) in both.items():
        answer = ask(world, key, ("year",), HERE.but(years=None))
        assert (answer.value, [(a.value, a.why) for a in answer.alternatives]) == (stated, [(from_funds, "funds_disagree")])  # fmt: skip
        assert any("không khớp" in note and "2018" in note for note in answer_notes(answer, codes(world), "vi"))  # fmt: skip
    assert ask(world, "counterpart", (), HERE.but(years=None)).alternatives == ()
    assert agrees(world) == []


def test_a_fund_and_the_whole_do_not_contradict_each_other():
    world = worlds.make(
        figures=[state(1, 2018, 700, "national"), state(2, 2018, 1600), counterpart(3, 2018, 3000)]
    )
    answer = ask(world, "leverage", (), HERE)

    assert (answer.value, answer.alternatives) == (3000 / 1600, ())
    assert agrees(world) == []


def total(number: int, year: int, amount: int, tier: str = "all") -> dict:
    return figure(number, "total_cost", amount * MILLION, year, tier)


def test_a_stated_total_is_the_total_of_its_year_whatever_sides_are_told():
    world = worlds.make(
        figures=[
            total(1, 2017, 9000), state(2, 2017, 3000),
            total(3, 2018, 70), state(4, 2018, 20), counterpart(5, 2018, 40),
            total(6, 2019, 5), state(7, 2020, 1), counterpart(8, 2020, 2),
        ]
    )  # fmt: skip
    answer = ask(world, "total_cost", ("year",), HERE.but(years=(2017, 2020)))

    assert {row["year"]: row["value"] for row in answer.rows} == {
        2017: 9000 * MILLION, 2018: 70 * MILLION, 2019: 5 * MILLION, 2020: 3 * MILLION,
    }  # fmt: skip
    assert left(answer, "incomplete_year") is None
    assert left(ask(world, "leverage", (), HERE), "no_state_year").years == (2019,)
    assert left(ask(world, "counterpart", (), HERE), "no_counterpart_year").years == (2017, 2019)
    assert agrees(world) == []
    assert ask(world, "total_cost", (), HERE.but(tier="national")).value is None


def test_a_total_of_one_fund_leaves_the_other_fund_of_its_year_open():
    world = worlds.make(
        figures=[
            total(1, 2017, 90, "national"), state(2, 2017, 30, "local"),
            total(3, 2018, 10, "national"), total(4, 2018, 20, "local"), state(5, 2018, 7),
            total(6, 2019, 11, "national"), state(7, 2019, 4), counterpart(8, 2019, 9),
        ]
    )  # fmt: skip
    answer = ask(world, "total_cost", ("year",), HERE)

    assert [row["value"] for row in answer.rows if row["value"]] == [90 * MILLION, 30 * MILLION, 13 * MILLION]
    assert left(answer, "incomplete_year") == Missing("incomplete_year", 0, 30 * MILLION, (2017,))
    assert left(answer, "only_national_year").years == (2017,)
    assert agrees(world) == []


# How many


def test_reported_money_without_projects_counts_figures_and_no_projects():
    world = worlds.make(figures=[state(1, 2018, 10), state(2, 2019, 20), figure(3, "projects", 4, 2019)])
    answer = ask(world, "state_support", ("year",), HERE)
    told = output.answer_as_dict(answer, codes(world), "vi", years_typed=True)

    assert (answer.basis, answer.figures, left(answer, "projects_not_stated").years) == (
        "reported",
        2,
        (2018,),
    )
    assert told["n"] is None
    assert [row["n"] for row in told["rows"] if row["year"] == 2018] == [None]
    assert "Dựa trên 2 số đã báo cáo; số đề án không được nêu." in answer_notes(answer, codes(world), "vi")


def test_a_mix_counts_its_records_and_says_that_it_does(mix):
    answer = ask(mix, "state_support", (), HERE)
    notes = answer_notes(answer, codes(mix), "vi")

    assert (answer.basis, answer.n, answer.figures) == ("mixed", 2, 3)
    assert left(answer, "projects_of_records_only").years == (2017, 2018)
    assert any("2 đề án có hồ sơ và 3 số đã báo cáo" in note for note in notes)


def test_projects_stated_in_reports_are_not_counted_as_records():
    world = worlds.make(
        [project("A", plan_year=2019)], [money("A", "local", 10)], figures=[figure(1, "projects", 15, 2018)]
    )
    answer = ask(world, "projects", (), HERE)

    assert (answer.value, answer.n) == (16, 1)


def test_reported_money_of_a_year_without_a_price_index_can_be_added_up_though_its_projects_are_not_stated():
    world = worlds.make(figures=[state(1, 2009, 10), state(2, 2019, 20)])
    answer = ask(world, "state_support", (), HERE.but(years=(2009, 2019), prices=2019))

    assert left(answer, "no_price_index") == Missing("no_price_index", 0, 10 * MILLION)
    assert (answer.value, answer.missing_n, answer.missing_state_vnd) == (20 * MILLION, 0, 10 * MILLION)


# Not exact


@pytest.mark.parametrize(
    ("qualifiers", "said"), [((None, None), None), (("over", None), "about"), (("nearly", "about"), "about")]
)
def test_a_sum_of_figures_that_are_not_exact_is_about(qualifiers, said):
    first, second = qualifiers
    world = worlds.make(figures=[state(1, 2018, 10, qualifier=first), state(2, 2019, 20, qualifier=second)])

    assert ask(world, "state_support", (), HERE).qualifier == said


def test_a_figure_alone_keeps_its_own_word_and_a_ratio_of_it_is_about():
    world = worlds.make(figures=[state(1, 2018, 10, qualifier="nearly"), counterpart(2, 2018, 30)])
    one_year = HERE.but(years=(2018, 2018))
    answer = ask(world, "state_support", (), one_year)

    assert answer.qualifier == "nearly"
    assert ask(world, "state_support", ("year",), HERE).by()[2018]["qualifier"] == "nearly"
    assert ask(world, "leverage", (), one_year).qualifier == "about"
    assert output.answer_as_dict(answer, codes(world), "vi", years_typed=True)["qualifier"] == "nearly"
    assert any("“gần”" in note for note in answer_notes(answer, codes(world), "vi"))


# M


def test_a_project_without_counterpart_is_said_to_be_in_the_total_with_its_support():
    world = worlds.make(
        [project("A", plan_year=2018), project("B", plan_year=2018), project("C", plan_year=2018)],
        [money("A", "local", 10), money("B", "counterpart", 7)],
    )
    answer = ask(world, "total_cost", (), HERE)
    notes = answer_notes(answer, codes(world), "vi")

    assert answer.value == 17 * MILLION
    assert [(m.reason, m.n, m.state_vnd) for m in answer.missing] == [
        ("partly_counted", 1, 10 * MILLION), ("counterpart_only", 1, None), ("no_state_amount", 1, None),
    ]  # fmt: skip
    assert any(note.startswith("Lưu ý: 1 đề án đã tính phần Nhà nước; chưa có đối ứng") for note in notes)


def test_the_middle_of_projects_with_counterpart_leaves_out_those_with_none():
    world = worlds.make(
        [project(code, plan_year=2018) for code in "ABCDE"],
        [
            money("A", "local", 10), money("A", "counterpart", 0),
            money("B", "local", 10), money("B", "counterpart", 10),
            money("C", "local", 10), money("C", "counterpart", 20),
            money("D", "local", 10), money("D", "counterpart", 90),
            money("E", "local", 10),
        ],
    )  # fmt: skip
    answer = ask(world, "leverage_median_positive", (), HERE)

    assert (answer.value, answer.n) == (2.0, 3)
    assert left(answer, "zero_counterpart") == Missing("zero_counterpart", 1, 10 * MILLION)
    assert left(answer, "no_counterpart") == Missing("no_counterpart", 1, 10 * MILLION)
    assert ask(world, "leverage_median", (), HERE).n == 4


def test_the_middle_year_of_an_odd_period_is_named(shipped):
    odd = ask(shipped, "leverage_change", ("content",), Filters(years=(2012, 2022)))

    assert odd.total["dropped"] == 2017
    assert any("2017" in note for note in answer_notes(odd, codes(shipped), "vi"))
    assert ask(shipped, "leverage_change", ("content",), Filters(years=(2013, 2022))).total["dropped"] is None


def test_terms_shorter_than_the_least_are_not_compared():
    assert leverage.terms((2018, 2022), least=leverage.MIN_TERM) is None
    assert leverage.terms((2016, 2022), least=leverage.MIN_TERM) == ((2016, 2018), (2020, 2022))


def test_a_district_without_projects_in_the_period_is_not_called_never_supported():
    world = worlds.make([project("A", plan_year=2019)], [money("A", "local", 10)], [served("A", "X")])
    answer = ask(world, "years_since_support", (), HERE)
    text = output.answer_as_text(answer, codes(world), "vi", years_typed=True)

    assert "không có đề án trong kỳ được hỏi" in text and "chưa từng" not in text


# What was asked


def test_a_table_in_csv_and_as_text_tells_its_whole_question(shipped):
    asked = Filters(
        years=(2014, 2020), prices=2020, tier="local", contents=("machinery_application",), districts=("622",),
        beneficiary_types=("sme",), management=False,
    )  # fmt: skip
    answer = ask(shipped, "state_support", (), asked)
    heads, line = (row.split(",") for row in output.answers_as_csv([answer], "vi").splitlines())
    cells = dict(zip(heads, line, strict=True))

    assert [cells[name] for name in ("prices", "reading", "tier_filter", "content_filter", "district_filter", "type_filter", "batch", "management")] == [
        "2020", "actual", "local", "machinery_application", "622", "sme", "", "false",
    ]  # fmt: skip
    assert cells["missing_n"] == str(answer.missing_n) and "missing_state_vnd" in cells
    words = filters_in_words(asked, codes(shipped), "vi")
    assert words in output.answer_as_text(answer, codes(shipped), "vi", years_typed=True).splitlines()[0]
    for word in ("địa phương", "2020", "Pleiku", "quản lý"):
        assert word in words
    assert filters_in_words(Filters(), codes(shipped), "vi") == ""


def test_years_left_out_are_in_json(mix):
    told = json.loads(
        output.as_json(
            output.answer_as_dict(ask(mix, "leverage", (), HERE), codes(mix), "en", years_typed=True)
        )
    )
    by_reason = {m["reason"]: m for m in told["missing"]}

    assert by_reason["no_year"]["years"] == [2020] and by_reason["no_year"]["n"] is None
    assert by_reason["no_counterpart_year"]["state_vnd"] == 600 * MILLION


# A period told as one beside its years


@pytest.fixture(scope="module")
def told_twice():
    """2016 and 2017 told of both funds, and 2016-2017 of the local fund alone; 2018 and 2019 told one by one and together."""
    return worlds.make(
        figures=[
            state(1, 2016, 1000),
            state(2, 2017, 1000),
            state(3, 2016, 600, "local", period_end=dt.date(2017, 12, 31)),
            counterpart(4, 2016, 3000),
            counterpart(5, 2017, 4000),
            counterpart(6, 2016, 900, "local", period_end=dt.date(2017, 12, 31)),
            state(7, 2018, 500),
            state(8, 2019, 700),
            state(9, 2018, 1300, period_end=dt.date(2019, 12, 31)),
            state(10, 2020, 100, "local"),
            state(11, 2021, 100, "local"),
            state(12, 2020, 250, "local", period_end=dt.date(2021, 12, 31)),
        ]
    )


def of(first: int, last: int) -> Filters:
    return Filters(province="gia-lai", years=(first, last))


def test_a_period_told_of_one_fund_does_not_stand_for_both_where_its_years_are_told(told_twice):
    support, leverage_told = (
        ask(told_twice, key, (), of(2016, 2017)) for key in ("state_support", "leverage")
    )

    assert (support.value, support.scope) == (2000 * MILLION, ())
    assert [(a.value, a.why, a.values) for a in support.alternatives] == [(600 * MILLION, "period_of_one_tier", {"tier": "local"})]  # fmt: skip
    assert leverage_told.value == 3.5
    assert [a.value for a in leverage_told.alternatives] == [1.5]
    assert "khuyến công địa phương" in " ".join(answer_notes(support, codes(told_twice), "vi"))


def test_a_period_told_as_a_whole_counts_and_the_years_are_another_value(told_twice):
    support = ask(told_twice, "state_support", (), of(2018, 2019))

    assert support.value == 1300 * MILLION
    assert [(a.value, a.why) for a in support.alternatives] == [(1200 * MILLION, "years_add_up")]


def test_years_of_one_fund_are_no_wider_than_a_period_of_one(told_twice):
    support = ask(told_twice, "state_support", (), of(2020, 2021))

    assert support.value == 250 * MILLION
    assert [scope.code for scope in support.scope] == ["local"]


def test_the_years_of_a_period_say_which_of_them_nobody_tells_of(told_twice):
    support = ask(told_twice, "state_support", (), of(2016, 2018))

    assert support.value == 2500 * MILLION and not support.alternatives


def test_a_year_that_tells_projects_and_no_money_is_named_by_every_sum_of_money():
    world = worlds.make(
        figures=[state(1, 2018, 500), counterpart(2, 2018, 800), figure(3, "projects", 6, 2019)]
    )
    found = {key: ask(world, key, (), of(2018, 2019)) for key in ("state_support", "counterpart", "leverage", "total_cost")}  # fmt: skip

    assert {key: [(m.reason, m.years) for m in answer.missing if m.years == (2019,)] for key, answer in found.items()} == {
        "state_support": [("no_state_year", (2019,))], "counterpart": [("no_counterpart_year", (2019,))],
        "leverage": [("no_state_year", (2019,))], "total_cost": [("incomplete_year", (2019,))],
    }  # fmt: skip


def test_a_fund_told_alone_is_told_so_beside_records_that_name_the_same_fund():
    here = worlds.make(
        [project("A", plan_year=2014)],
        [money("A", "national", 7)],
        figures=[state(1, 2014, 0, "national"), state(2, 2013, 1000, "national")],
    )
    answer = ask(here, "local_support", (), Filters(province="gia-lai"))

    assert left(answer, "other_fund_year") == Missing("other_fund_year", 0, 1000 * MILLION, (2013, 2014))
    assert left(answer, "state_not_split") is None
