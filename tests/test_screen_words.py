"""What screens say of themselves: the years a title rests on, what the rest of a list is, and charts that have nothing to draw."""

import pytest

from analytics.charts import money, quality
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.notes import years_text
from analytics.text import LANGUAGES
from pages import beneficiaries, place
from pages.components import cards, session
from pages.components.frame import Choice
from tests import worlds

HERE = Filters(province="gia-lai", years=(2015, 2020))
DEMO = Filters(province="demo", years=(2012, 2022), lens="total")


@pytest.fixture(scope="module")
def two_years():
    projects = [worlds.project("A", plan_year=2018), worlds.project("B", plan_year=2019)]
    support = [worlds.served("A", "Cơ sở một"), worlds.served("B", "Cơ sở hai")]
    return worlds.make(
        projects=projects, funding=[worlds.money(c, "local", 100) for c in "AB"], support=support
    )


@pytest.mark.parametrize(("years", "told"), [((2015, 2020), "2018–2019"), ((2018, 2019), None)])
def test_the_title_of_the_beneficiaries_names_the_years_of_the_records_where_others_were_chosen(
    two_years, years, told
):
    choice = Choice(two_years, HERE.but(years=years), "vi", "light")

    assert beneficiaries._rests_on(choice, "2 cơ sở") == (
        f"2 cơ sở; theo hồ sơ {told}" if told else "2 cơ sở"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rest_of_a_list_is_called_by_what_it_is(shipped, language):
    words = Words(shipped, DEMO, language)
    told = {of: words.names(["A", "B", "C"], 2, of=of) for of in ("place", "district", "content", "beneficiary_type", "file", "year", "commune")}  # fmt: skip

    assert len(set(told.values())) == len(told) and all(
        text.startswith("A, B ") and "1" in text for text in told.values()
    )
    assert words.names(["A", "B"], 2, of="district") == "A, B"
    if language == "vi":
        assert told["district"] == "A, B và 1 huyện khác" and "mục" not in "".join(told.values())


def test_the_grid_of_what_is_lacking_has_a_title_of_what_is_lacking(shipped):
    chart = quality.every_year(shipped, DEMO, "vi")
    whole = {row["year"]: row for row in chart.answer.rows}
    lacking = {year: row["denominator"] - row["numerator"] for year, row in whole.items()}

    assert lacking[2012] == 0 and lacking[2022] == 1 and whole[2022]["denominator"] == 26
    assert (
        chart.spec.title
        == "Thiếu ít nhất một trong bốn điều cần để cộng và xếp: 0,0\xa0% đề án năm 2012, 3,8\xa0% năm 2022"
    )


def test_neighbouring_years_stand_together_with_a_dash_of_their_own():
    assert years_text((2012, 2013, 2014, 2020)) == "2012–2014, 2020"


def test_what_a_block_is_of_stands_under_its_name_and_above_its_figures(shipped):
    choice = Choice(shipped, Filters(province="dak-lak"), "vi", "light")
    period = {"first_year": 2022, "last_year": 2022, "basis": "plan", "figures": 4}
    html = place._block(
        choice, period, place._answers(choice, choice.filters, (2022, 2022), "plan"), "million"
    )

    assert html.index("Chỉ nói về: khuyến công địa phương. Chỉ nói về đợt 1.") < html.index("<dl>")


def test_what_stands_beside_a_card_is_told_apart_from_what_stands_behind_it(shipped):
    for key in ("paid_advance", "begun_not_paid"):
        for language in LANGUAGES:
            text = Words(shipped, DEMO, language).say(f"plan_screen.{key}", advance="1 tỷ")
            assert " <i>· " in cards.html([cards.Card("m", "n", "1", "", "a", text)])


def test_a_chart_without_rows_is_made_but_not_drawn(shipped, monkeypatch):
    nothing = DEMO.but(contents=("machinery_application",), districts=("622",), years=(2012, 2012))
    drawn = []
    monkeypatch.setattr(session, "figure", lambda spec, *_: drawn.append(spec) or {})
    assert session.made(money.by_content, shipped, nothing, "vi", "light") is None
    assert session.made(money.by_content, shipped, DEMO, "en", "dark") is not None

    assert money.by_content(shipped, nothing, "vi").spec.empty
    assert len(drawn) == 1 and not drawn[0].empty
