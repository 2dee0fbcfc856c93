"""Every page for every reader: axe-core finds no serious fault, English is English, a phone scrolls one way, paper keeps what is said.

The pages are those of the router, so that a new one is covered without an edit here. One browser and one
server; every pair of language, theme and size is met, not every three.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from analytics.codes import codes
from analytics.text import catalogue, say
from data.paths import Home
from data.store import current
from tests.e2e.conftest import new_reader, wait_until_drawn, wait_until_idle
from tests.test_pages import KEYS

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
REPORTS_ONLY = "soc-trang"
# (rule, selector) -> why it cannot be reached. Nothing needs to be left out today.
BEYOND_REACH: dict[tuple[str, str], str] = {}

# Vietnamese letters that no English word has.
LETTERS = "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
# Official terms and numbers of documents, the name of the product, and the currency.
TERMS = re.compile(r"\(mô phỏng\)|\bkhuyến công\b|\bđồng\b|Đòn Bẩy|\d+/QĐ-TTg|“[^”]*”", re.IGNORECASE)
# The other language is offered in its own words; tables on a canvas hold titles and names as they are.
NOT_OURS = "style, script, [lang=vi], .st-key-language, [data-testid=stDataFrame]"
FOREIGN_WORDS = """([letters, notOurs]) => {
    const found = [], foreign = new RegExp(`[${letters}]`, "i");
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const text = walk.currentNode.textContent;
        if (foreign.test(text) && !walk.currentNode.parentElement.closest(notOurs)) found.push(text);
    }
    for (const name of ["aria-label", "title", "placeholder"])
        for (const element of document.querySelectorAll(`[${name}]`))
            if (foreign.test(element.getAttribute(name)) && !element.closest(notOurs)) found.push(element.getAttribute(name));
    return found;
}"""


@pytest.fixture(scope="module")
def reader(browser, server):
    """One page for all tests of this file, so that what a browser fetched once it has."""
    context = new_reader(browser, server.address)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module", params=KEYS, ids=KEYS.get)
def shown(request, reader) -> Page:
    """Each page in Vietnamese, loaded once for the tests that ask for it; pytest runs those of one page together."""
    return show(reader, f"/{request.param}", "light", DESK)


@pytest.fixture(scope="module")
def names(data_home) -> re.Pattern:
    """Names of places, the longest first."""
    snapshot = current(Home(data_home))
    known = {place.label("vi") for place in codes(snapshot).places.values()}
    known |= {row["name"] for row in snapshot.rows("SELECT name FROM staging.district UNION SELECT short_name FROM district UNION SELECT name FROM staging.commune_2025 UNION SELECT CONCAT(type, ' ', name) FROM staging.commune_2025")}  # fmt: skip
    longest = sorted((name for name in known if name), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")


def show(page: Page, address: str, theme: str, size: dict) -> Page:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=theme, media="screen")
    page.goto(address)
    expect(page.locator("h1.page")).to_have_count(1)
    wait_until_drawn(page)
    return page


def turn(page: Page, theme: str, size: dict) -> Page:
    """The same page on another screen."""
    page.emulate_media(color_scheme=theme, media="screen")
    page.set_viewport_size(size)
    wait_until_drawn(page)
    expect(page.locator("html.dark-theme")).to_have_count(int(theme == "dark"))
    return page


def faults(page: Page) -> list[str]:
    """What axe finds serious or critical, but for what is beyond our reach."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert len(found["passes"]) > 10  # it looked at a page
    return [
        f"{fault['id']} ({fault['impact']}): {node['target']} {node['html'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
        if (fault["id"], str(node["target"][0])) not in BEYOND_REACH
    ]


def in_vietnamese(page: Page, names: re.Pattern) -> list[str]:
    """Texts of an English page that are Vietnamese and neither quoted, nor a name, nor a term."""
    texts = page.evaluate(FOREIGN_WORDS, [LETTERS, NOT_OURS])
    return [text for text in texts if re.search(f"[{LETTERS}]", TERMS.sub("", names.sub("", text)), re.I)]


def sideways(page: Page) -> list[str]:
    """What is wider than the phone."""
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-testid=stMain], .scroll, table.plain")]
            .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth + 1)
            .map((e) => e.outerHTML.slice(0, 120))"""
    )


def test_a_page_serves_every_reader_on_a_light_desk(shown):
    turn(shown, "light", DESK)
    assert faults(shown) == []
    assert english_labels(shown) == []


OPERATED = "[data-testid=stHeader], .st-key-frame, .st-key-language, .stDownloadButton, .stSelectbox, .stButtonGroup, .foot a, [role=dialog]"
PAPER = {"width": 703, "height": 1032}  # A4 without its margins of 12 mm, in pixels of 1/96 inch


def test_paper_keeps_what_is_said_and_cuts_no_chart(shown):
    page = turn(shown, "light", DESK)
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    wait_until_idle(page)

    assert page.locator(OPERATED).evaluate_all("all => all.filter(e => e.checkVisibility()).length") == 0
    for said in ("h1.page", ".eyebrow", ".card", ".findings li", ".foot", "h3.finding", ".plot"):
        hidden = page.locator(f'[data-testid="stMain"] {said}').evaluate_all("all => all.filter(e => !e.checkVisibility()).length")  # fmt: skip
        assert hidden == 0, said
    boxes = page.locator('[class*="st-key-chart-"]').evaluate_all(
        """all => all.map((e) => ({
            breaks: getComputedStyle(e).breakInside, height: e.getBoundingClientRect().height,
            right: Math.max(...[...e.querySelectorAll(".main-svg")].map((drawing) => drawing.getBoundingClientRect().right)),
        }))"""
    )
    for box in boxes:
        assert box["breaks"] == "avoid" and box["height"] < PAPER["height"] and box["right"] <= PAPER["width"]
    page.emulate_media(media="screen")
    assert page.locator("[data-testid=stHeader]").is_visible()


def test_a_page_serves_every_reader_on_a_dark_phone(shown):
    turn(shown, "dark", PHONE)
    assert faults(shown) == [] and sideways(shown) == []


@pytest.mark.parametrize("at", KEYS, ids=KEYS.get)
def test_an_english_page_is_english_and_serves_every_reader_on_a_dark_desk_and_a_light_phone(
    reader, names, at
):
    show(reader, f"/{at}?lang=en", "dark", DESK)
    assert faults(reader) == [] and in_vietnamese(reader, names) == []
    assert reader.evaluate("document.documentElement.lang") == "en"
    show(reader, f"/{at}?lang=en&province={REPORTS_ONLY}", "light", PHONE)
    assert faults(reader) == [] and in_vietnamese(reader, names) == [] and sideways(reader) == []


def english_labels(page: Page) -> list[str]:
    """Names of Streamlit's own parts that are still English on a Vietnamese page."""
    english, said = catalogue("en"), catalogue("vi")
    own = [key for key in english if key.startswith("aids.") and english[key] != said[key]]
    patterns = [re.compile(re.escape(english[key]).replace(r"\{\}", ".*") + "$") for key in own]
    labels = page.locator("[aria-label]").evaluate_all("all => all.map(e => e.ariaLabel)")
    return [label for label in labels if any(pattern.match(label) for pattern in patterns)]


@pytest.mark.parametrize("theme, size", [("light", DESK), ("dark", PHONE)], ids=["desk", "phone"])
def test_the_open_drawer_and_the_open_filters_have_no_serious_fault(reader, theme, size):
    page = show(reader, "/", theme, size)
    if size is PHONE:
        fold = page.locator("button.fold")
        expect(fold).to_contain_text("2012–2022")
        expect(page.locator(".st-key-frame")).not_to_be_visible()
        fold.click()
        expect(fold).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name=say("frame.more", "vi")).click()
    expect(page.get_by_text(say("frame.management", "vi"))).to_be_visible()
    wait_until_idle(page)
    assert faults(page) == []
    page.keyboard.press("Escape")

    page.locator(".card").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    wait_until_idle(page)
    assert faults(page) == [] and english_labels(page) == []
    page.get_by_role("dialog").get_by_role("button", name=say("aids.close", "vi"), exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_table_of_quotes_reads_as_cards_on_a_phone(reader):
    page = show(reader, "/tien-do", "light", PHONE)
    table = page.locator("table.plain").last
    cells = table.locator("tbody tr").first.locator("td")
    lefts = {box["x"] for box in (cell.bounding_box() for cell in cells.all())}
    headings = cells.evaluate_all('all => all.map(e => getComputedStyle(e, "::before").content)')

    assert len(lefts) == 1  # one under the other
    assert headings == [f'"{text}"' for text in table.locator("thead th").all_text_contents()]
    expect(table.get_by_role("row").last.get_by_role("cell")).to_have_count(len(headings))


def test_the_choice_stands_in_words_on_paper_where_the_page_follows_it(reader):
    page = show(reader, "/don-bay?tier=national", "light", DESK)
    page.emulate_media(media="print")
    expect(page.locator(".fold")).to_contain_text(say("tier.national", "vi"))
    page = show(reader, "/phuong-phap", "light", DESK)
    page.emulate_media(media="print")
    expect(page.locator(".fold")).not_to_be_visible()


def test_all_pages_stand_in_the_bar_of_a_laptop_and_the_evidence_under_one_name(reader):
    page = show(reader, "/doi-chieu", "light", DESK)
    bar = page.get_by_role("navigation")
    expect(bar.get_by_role("button", name=say("page.evidence", "vi"))).to_be_visible()
    assert bar.get_by_text(re.compile(r"\d+ trang nữa")).count() == 0
    shown = bar.get_by_role("link").all_text_contents()
    bar.get_by_role("button", name=say("page.evidence", "vi")).click()
    expect(page.get_by_role("menuitem", name=say("page.method", "vi"))).to_be_visible()
    beneath = page.get_by_role("menuitem").all_text_contents()
    assert [*shown, *beneath] == [say(f"page.{key}", "vi") for key in KEYS.values()]
