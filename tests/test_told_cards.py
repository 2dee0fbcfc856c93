"""The cards of a place that tells yearly totals only: a share says of what it is, and projects that nobody counted are not none."""

import pytest

from analytics.filters import Filters
from pages import overview
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
