"""A long table on a telephone: its first rows, and a button that brings the rest; on a desk and on paper all of them."""

import pytest
from playwright.sync_api import expect

from analytics.text import say
from tests.e2e.conftest import new_reader, wait_until_idle

LONG = "table.plain:has(tbody tr:nth-child(7))"


@pytest.fixture(scope="module")
def page(browser, server):
    context = new_reader(browser, server.address, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def rows(table) -> tuple[int, int]:
    """How many rows are seen, of how many."""
    every = table.locator("tbody tr")
    return sum(row.is_visible() for row in every.all()), every.count()


def test_a_long_table_shows_five_rows_and_how_many_more_there_are(page):
    page.goto("/?province=soc-trang")
    wait_until_idle(page)
    table = page.locator(f"{LONG}:not(details table)").first
    expect(table).to_be_visible()
    seen, n = rows(table)
    more = table.locator("xpath=following-sibling::button")

    assert seen == 5 < n
    expect(more).to_have_text(say("phone.more_rows", "vi", n=n - 5))
    page.emulate_media(media="print")
    assert rows(table) == (n, n) and not more.is_visible()
    page.emulate_media(media="screen")
    more.press("Enter")
    expect(more).to_have_count(0)
    assert rows(table) == (n, n)
    expect(table.locator("tbody tr").nth(5)).to_be_focused()


@pytest.mark.parametrize("width", [390, 1366])
def test_the_register_shows_whole_statements_how_many_of_how_many_and_brings_the_rest(browser, server, width):
    with new_reader(browser, server.address, viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        page.goto("/tien-do")
        wait_until_idle(page)
        table = page.locator("table.folded")
        expect(table.locator("tbody tr").first).to_be_visible()
        more = table.locator("xpath=following-sibling::button")
        seen, n = rows(table)

        assert (seen, n) == (10, 78)
        expect(more).to_have_text(say("phone.shown_rows", "vi", shown=10, of=78, n=68))
        box = table.locator("xpath=..")
        assert box.evaluate(
            "b => b.scrollHeight <= b.clientHeight + 1"
        )  # nothing is cut, no scrolling inside
        more.click()
        assert rows(table) == (78, 78) and more.count() == 0
        assert box.evaluate("b => b.scrollHeight <= b.clientHeight + 1")


def test_on_a_desk_nothing_is_folded(browser, server):
    with new_reader(browser, server.address, viewport={"width": 1366, "height": 768}) as context:
        page = context.new_page()
        page.goto("/?province=soc-trang")
        wait_until_idle(page)
        table = page.locator(f"{LONG}:not(details table)").first
        expect(table).to_be_visible()
        seen, n = rows(table)

        assert seen == n and page.locator(".more-rows:visible").count() == 0
