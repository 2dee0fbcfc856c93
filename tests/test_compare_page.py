"""The compare screen and what the address holds of it, drawn in this process by the real router."""

import json

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from analytics.text import say
from data.paths import PROGRAM


@pytest.fixture
def open_page(shipped_home, monkeypatch):
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))

    def fresh(address: str, **parameters) -> AppTest:
        test = AppTest.from_file(str(PROGRAM / "pages" / "router.py"), default_timeout=60)
        test._page_hash = calc_hash(address)
        for name, value in parameters.items():
            test.query_params[name] = value
        return test.run()

    return fresh


def fine(page: AppTest) -> bool:
    """Neither a trace nor the sentence that stands for an unexpected error."""
    return not page.exception and say("page.trouble", "vi") not in written(page)


def written(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def panels(page: AppTest) -> str:
    """The HTML in our own components: footnotes, tables."""
    parts = [getattr(element.proto, "json", "") for element in page.get("bidi_component")]
    return "\n".join(json.loads(part)["html"] for part in parts if part and "html" in json.loads(part))


def address(page: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in page.query_params.items()}


def test_the_terms_of_a_link_are_shown_and_stay_in_the_address(open_page):
    page = open_page("so-sanh", first="2012-2014", last="2019-2021")

    assert fine(page)
    assert page.selectbox(key="c_first").value == (2012, 2014)
    assert (address(page)["first"], address(page)["last"]) == ("2012-2014", "2019-2021")
    assert say("compare.bad_terms", "vi") not in written(page)


def test_another_length_moves_both_terms_and_the_address_follows(open_page):
    page = open_page("so-sanh")
    page.selectbox(key="c_length").select(2).run()

    assert (address(page)["first"], address(page)["last"]) == ("2012-2013", "2021-2022")
    page.selectbox(key="c_first").select((2015, 2016)).run()
    assert (address(page)["first"], address(page)["last"]) == ("2015-2016", "2021-2022")
    assert fine(page)


def test_terms_that_cannot_be_compared_are_told_and_leave_the_address(open_page):
    page = open_page("so-sanh", first="2012-2014", last="2019-2022")

    assert say("compare.bad_terms", "vi") in written(page)
    assert "first" not in address(page)


def test_a_parameter_of_one_page_does_not_follow_to_another(open_page):
    page = open_page("so-sanh", first="2012-2014", last="2019-2021")
    page._page_hash = calc_hash("do-phu")
    page.query_params.clear()
    page.run()

    assert fine(page) and "first" not in address(page)
    assert address(page)["years"] == "2012-2022"


def test_the_tiles_are_held_in_the_address(open_page):
    page = open_page("do-phu", view="tiles")

    assert fine(page) and address(page)["view"] == "tiles"
    assert say("spread.tiles_note", "vi", never="").split(",")[0] in panels(page)


@pytest.mark.parametrize(
    "province, key",
    [
        ("soc-trang", "compare.stated_no_pair"),
        ("dak-lak", "compare.stated_no_pair"),
        ("kon-tum", "place.nothing_more"),
        ("demo", "compare.others_simulated"),
    ],
)
def test_every_kind_of_place_gets_its_honest_version(open_page, province, key):
    page = open_page("so-sanh", province=province)

    assert fine(page)
    assert say(key, "vi") in written(page).replace("&quot;", '"')


def test_one_year_gives_a_sentence_and_no_terms(open_page):
    page = open_page("so-sanh", years="2015-2015")

    assert say("compare.one_year", "vi") in written(page)
    assert fine(page)
