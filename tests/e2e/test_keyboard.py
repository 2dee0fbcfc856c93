"""Without a mouse: every stop is seen, none holds the reader, every chart opens and gives the focus back.

The pages are those of the router.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from analytics.text import say
from tests.e2e.conftest import new_reader, wait_until_drawn, wait_until_idle
from tests.test_pages import KEYS

LEAST_CONTRAST = 3
MOST_STOPS = 400
# Where the focus stands: the element, and the ring that shows it, on itself or on what is drawn around it.
STOP = """() => {
    const at = document.activeElement;
    const ring = (e) => {
        const style = getComputedStyle(e);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5 ? style.outlineColor : null;
    };
    let colour = null;
    for (let e = at, up = 0; e && up < 4 && !colour; e = e.parentElement, up++) colour = ring(e);
    const box = at.getBoundingClientRect();
    window.stops ??= new Map();
    if (!window.stops.has(at)) window.stops.set(at, window.stops.size);
    return {
        id: window.stops.get(at), tag: at.tagName, name: (at.ariaLabel ?? at.textContent).slice(0, 60), ring: colour, index: at.tabIndex,
        test: at.dataset.testid ?? "", page: getComputedStyle(document.querySelector(".stApp")).backgroundColor, size: box.width * box.height,
    };
}"""


@pytest.fixture(scope="module")
def reader(browser, server):
    """One page for all tests of this file, so that what a browser fetched once it has."""
    context = new_reader(browser, server.address)
    page = context.new_page()
    page.set_viewport_size({"width": 1366, "height": 768})
    yield page
    context.close()


@pytest.fixture(scope="module", params=KEYS, ids=KEYS.get)
def shown(request, reader) -> Page:
    """Each page, loaded once for the tests that ask for it; pytest runs those of one page one after the other."""
    return show(reader, f"/{request.param}")


def show(page: Page, address: str, theme: str = "light") -> Page:
    page.emulate_media(color_scheme=theme)
    page.goto(address)
    expect(page.locator("h1.page")).to_have_count(1)
    wait_until_drawn(page)
    return page


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours as the browser writes them."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def walk(page: Page) -> list[dict]:
    """Every stop of Tab from the top of the page until it comes round; a stop of many presses (the cells of a table) once."""
    stops: list[dict] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["tag"] == "BODY" or (stops and stop["id"] == stops[0]["id"]):
            return stops
        if not stops or stop["id"] != stops[-1]["id"]:
            stops.append(stop)
    raise AssertionError(f"Tab does not come round: {stops[-3:]}")


def test_the_first_stop_leads_past_the_menu_to_the_content(reader):
    page = show(reader, "/don-bay")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == say("aids.skip", "vi")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('[data-testid=stMain]') !== null")
    assert page.evaluate("document.activeElement.closest('header')") is None


def test_every_stop_of_a_page_is_seen_and_tab_passes_them_all(shown):
    assert_every_stop_is_seen(shown)


def test_every_stop_of_a_dark_page_is_seen(reader):
    assert_every_stop_is_seen(show(reader, "/", "dark"))


def assert_every_stop_is_seen(page: Page) -> None:
    stops = walk(page)

    for stop in stops:
        assert stop["index"] <= 0, stop  # the order of the page, none before its turn
        if stop["tag"] != "CANVAS":  # a table draws its own frame around the cell
            assert stop["ring"] and contrast(stop["ring"], stop["page"]) >= LEAST_CONTRAST, stop
    missed = page.evaluate(
        """() => [...document.querySelectorAll("main .card[data-mark], main .plot-selectable, main .foot a, main a.link, main summary, main .findings a")]
            .filter((e) => e.checkVisibility() && !window.stops.has(e)).map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert missed == []
    wanted = page.locator(".plot-selectable, .card[data-mark]").count()
    assert len(stops) >= wanted + len(KEYS) // 2


@pytest.fixture(scope="module")
def opened() -> set[str]:
    """The charts that were opened on an earlier page: several pages show the same."""
    return set()


def test_every_chart_opens_from_the_keyboard_and_gives_the_focus_back_to_its_mark(shown, opened):
    page = shown
    for part in page.locator('[class*="st-key-chart-"]:has(.plot-selectable)').all():
        name = re.search(r"st-key-chart-([\w-]+)", part.get_attribute("class"))[1]
        if name in opened:
            continue
        opened.add(name)
        plot = part.locator(".plot")
        plot.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        expect(plot.locator(".plot-current").first).to_be_attached()
        # The second mark, or the only one: what is said of the first is overtaken.
        expect(plot.locator(".plot-said")).to_have_text(re.compile(r".+\((2/\d+|1/1)\)$"))
        place = plot.locator(".plot-said").inner_text()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        wait_until_idle(page)
        assert page.evaluate("document.activeElement.closest('[role=dialog]') !== null"), name
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(plot).to_be_focused()
        expect(plot.locator(".plot-said")).to_have_text(place)


def test_a_download_leaves_the_focus_in_the_drawer_and_escape_leads_back(reader):
    page = show(reader, "/")
    card = page.locator(".card").first
    card.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_be_visible()
    wait_until_idle(page)
    download = drawer.get_by_role("button", name=say("drawer.csv", "vi")).first
    for _ in range(60):
        page.keyboard.press("Tab")
        if download.evaluate("e => e === document.activeElement"):
            break
    with page.expect_download():
        page.keyboard.press("Enter")
    wait_until_idle(page)
    expect(download).to_be_focused()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(card).to_be_focused()


def test_the_filters_are_changed_from_the_keyboard(reader):
    page = show(reader, "/don-bay")
    page.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    wait_until_idle(page)
    assert "years=2013-" in page.url
    page.get_by_role("radio", name=say("frame.tier_all", "vi"), exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    wait_until_idle(page)
    assert "tier=national" in page.url
    page.get_by_role("combobox", name=say("frame.province", "vi")).focus()
    page.keyboard.type("Sóc Trăng")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_until_idle(page)
    assert "province=soc-trang" in page.url
