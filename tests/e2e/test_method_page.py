"""The page of definitions: an index that leads to each metric, a search by keyboard, and a link to one metric."""

import pytest
from playwright.sync_api import expect

from analytics.metrics import GROUPS, METRICS
from analytics.text import say
from tests.e2e.conftest import new_reader, wait_until_idle


@pytest.fixture(scope="module")
def page(browser, server):
    """One page on a phone: what holds there holds on a larger screen."""
    context = new_reader(browser, server.address, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def shown(page) -> list[str]:
    return [key for key in METRICS if page.locator(f"details[id='{key}']").is_visible()]


def test_every_metric_stands_folded_under_its_topic_and_the_index_leads_to_it(page):
    page.goto("/phuong-phap")
    wait_until_idle(page)
    index = page.get_by_role("navigation", name=say("method.index", "vi"))
    expect(index.get_by_role("link", name=METRICS["leverage"].label["vi"], exact=True)).to_be_visible()

    assert index.locator("a[href^='#group-']").count() == len(GROUPS)
    assert [link.get_attribute("href")[1:] for link in index.locator("li[data-find] a").all()] == list(
        METRICS
    )
    assert shown(page) == list(METRICS) and page.locator("details[open]").count() == 0
    index.get_by_role("link", name=METRICS["gini"].label["vi"]).press("Enter")
    expect(page.locator("details[id='gini'][open]")).to_be_in_viewport()
    expect(page.locator("details[id='gini'] summary")).to_be_focused()
    assert page.url.endswith("#gini")


def test_what_is_typed_leaves_what_has_it_without_marks_too_and_what_nothing_has_is_said(page):
    page.goto("/phuong-phap")
    wait_until_idle(page)
    search = page.get_by_role("searchbox", name=say("method.find", "vi"))
    search.focus()
    page.keyboard.type("hoc vien ngoai")
    expect(page.locator("details[id='trainees_outside'][open]")).to_be_visible()
    assert shown(page) == ["trainees_outside"]
    expect(page.locator(".finder [role=status]")).to_have_text(
        say("method.found", "vi", n=1, of=len(METRICS))
    )
    search.fill("không có chữ này")
    expect(page.locator(".finder [role=status]")).to_have_text(say("method.found_none", "vi"))
    search.fill("")
    expect(page.locator("details[id='leverage']")).to_be_visible()
    assert shown(page) == list(METRICS)


def test_a_link_to_one_metric_opens_it(browser, server):
    with new_reader(browser, server.address) as context:
        page = context.new_page()
        page.goto("/phuong-phap?province=demo#attainment")
        wait_until_idle(page)
        expect(page.locator("details[id='attainment'][open]")).to_be_in_viewport()
