"""The cards of a place that tells yearly totals only: a share says of what it is, and projects that nobody counted are not none."""

import pytest

from analytics.charts import money
from analytics.cli import output
from analytics.codes import codes
from analytics.filters import Filters
from analytics.query import ask
from pages import leverage, overview
from pages.components.choice import Choice
from tests import worlds
from tests.worlds import MILLION, figure

HERE = Filters(province="gia-lai", years=(2015, 2018))


def amount(number: int, measure: str, million: int, year: int, tier: str = "all") -> dict:
    return figure(number, measure, million * MILLION, year, tier)


def both_funds(year: int, first: int) -> list[dict]:
    return [
        amount(first, "state_support", 420, year, "national"),
        amount(first + 1, "state_support", 1080, year, "local"),
        amount(first + 2, "counterpart", 500, year, "national"),
        amount(first + 3, "counterpart", 900, year, "local"),
    ]


def choice(figures: list[dict], language: str = "vi") -> Choice:
    return Choice(worlds.make(figures=figures), HERE, language, "light")


@pytest.mark.parametrize(("language", "of"), [("vi", "28,0\xa0% của 1,50 tỷ"), ("en", "28.0% of 1.50")])
def test_the_national_share_says_of_which_money_it_is_where_that_is_not_the_amount_above(language, of):
    card = overview._support(choice([*both_funds(2015, 1), amount(9, "state_support", 4000, 2016)], language))

    assert card.figure in ("5,50", "5.50")
    assert card.beside.startswith(of)


def test_the_national_share_of_the_whole_amount_stands_plainly():
    assert overview._support(choice(both_funds(2015, 1))).beside == "28,0\xa0% là khuyến công quốc gia"


# Projects that are not stated


def test_the_cards_of_each_fund_do_not_count_projects_that_no_report_states():
    told = {card.mark: card.beside for card in leverage._cards(choice(both_funds(2015, 1)))}
    counted = [*both_funds(2015, 1), figure(9, "projects", 6, 2015, "national")]
    with_projects = {card.mark: card.beside for card in leverage._cards(choice(counted))}

    assert told["metric:leverage:tier=national"] == "nguồn không nêu số đề án"
    assert with_projects["metric:leverage:tier=national"] == "6 đề án"


@pytest.mark.parametrize("lens", ["state", "ratio"])
def test_the_table_of_years_leaves_the_number_of_projects_open_where_it_is_not_stated(lens):
    world = worlds.make(figures=[*both_funds(2015, 1), *both_funds(2016, 5), figure(9, "projects", 6, 2016), figure(10, "projects", 2, 2015, "national")])  # fmt: skip
    rows = money.by_year(world, HERE.but(lens=lens), "vi").spec.rows

    assert {row["x"]: row["n"] for row in rows} == {2015: None, 2016: 6, 2017: None, 2018: None}


def test_a_row_of_money_held_against_its_plan_has_no_number_of_projects_and_is_not_told_none():
    plans = [
        figure(1, "state_support", 900, 2016, basis="plan"),
        figure(2, "projects", 9, 2016, basis="plan"),
    ]
    done = [figure(3, "state_support", 800, 2016), figure(4, "projects", 7, 2016)]
    of_money, of_both = worlds.make(figures=[plans[0], done[0]]), worlds.make(figures=[*plans, *done])

    def told(world, key: str = "attainment") -> dict:
        answer = ask(world, key, ("measure",), HERE)
        return output.answer_as_dict(answer, codes(world), "vi", years_typed=True)

    assert {row["measure"]: row["n"] for row in told(of_both)["rows"]} == {
        "state_support": None,
        "projects": 7,
    }
    assert (told(of_money)["n"], told(of_money)["total"]["n"]) == (None, None)


# Years told in part


@pytest.mark.parametrize(("language", "said"), [("vi", "2016: chỉ nêu khuyến công địa phương"), ("en", "2016: local fund only")])  # fmt: skip
def test_the_card_of_the_support_names_the_years_told_of_one_fund_alone(language, said):
    figures = [*both_funds(2015, 1), amount(9, "state_support", 900, 2016, "local")]

    assert overview._support(choice(figures, language)).quiet == said
    assert overview._support(choice(both_funds(2015, 1), language)).quiet == ""


def test_a_year_that_tells_one_side_is_not_called_a_year_without_amounts():
    filters = HERE.but(lens="total", years=(2015, 2016))
    spec = money.by_year(worlds.make(figures=[amount(1, "state_support", 900, 2016)]), filters, "vi").spec

    assert spec.title == "Không năm nào được nêu đủ hai bên để thành tổng kinh phí"
    assert [note for note in spec.notes if "Không có số" in note] == ["Không có số cho năm: 2015."]
    empty = money.by_year(worlds.make(figures=[figure(1, "projects", 9, 2016)]), filters, "vi").spec
    assert empty.title == "Chưa ghi số tiền nào trong các năm này"


def test_a_stated_total_is_drawn_whole_and_what_is_not_told_of_it_is_no_other_state_money():
    world = worlds.make(figures=[amount(1, "total_cost", 9000, 2016), amount(2, "state_support", 3000, 2016)])
    spec = money.by_year(world, HERE.but(lens="total", years=(2016, 2016)), "vi").spec
    row = spec.rows[0]

    assert spec.title == "Tổng kinh phí năm 2016: 9,00 tỷ"
    assert (row["top"], row["untold"], row["unsplit"]) == (9000 * MILLION, 3000 * MILLION, 6000 * MILLION)
    assert (row["other_state"], row["counterpart"], spec.notes) == (None, None, ())
    assert [s.label for s in spec.series] == ["Nhà nước (chưa tách nguồn)", "Chưa phân tách"]
