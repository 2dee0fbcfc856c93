"""The screen of data quality as an officer and a director meet it: what is lacking opens to its rows, what was found to its places."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import wait_until_drawn, wait_until_idle

CHARTS = 4


@pytest.fixture
def screen(open_page) -> Page:
    page = open_page("/chat-luong", height=900)
    wait_until_drawn(page, CHARTS)
    return page


def opened(page: Page):
    drawer = page.get_by_role("dialog")
    expect(drawer).to_be_visible()
    wait_until_idle(page)
    return drawer


def test_the_screen_says_first_whether_records_are_complete_and_that_they_are_simulated(screen):
    expect(screen.locator("h1.page")).to_have_text(
        "172 trong 177 đề án (97,2 %) ghi đủ bốn điều cần để cộng và xếp"
    )
    expect(screen.locator(".eyebrow .sim")).to_be_visible()
    expect(screen.get_by_text("nên khớp ở đây không phải là bằng chứng")).to_be_visible()
    expect(screen.locator("table.plain .tag.good", has_text="Khớp")).to_have_count(4)


def test_a_card_opens_to_the_projects_that_lack_it_with_file_and_row(screen):
    screen.locator(".card", has_text="Chưa ghi địa bàn").click()
    drawer = opened(screen)

    expect(drawer.get_by_text(re.compile(r"Đề án chưa ghi địa bàn: 2,8\s%"))).to_be_visible()
    expect(drawer.get_by_text(re.compile("^5 đề án · "))).to_be_visible()
    with screen.expect_download() as download:
        drawer.get_by_role("button", name="CSV").first.click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.count("tinh-mau-mo-phong.xlsx") == 5 and "MÔ PHỎNG" in text


def test_the_card_of_rows_opens_to_each_sheet_of_the_file(screen):
    screen.locator(".card", has_text="Dòng đã nhận").click()
    drawer = opened(screen)
    with screen.expect_download() as download:
        drawer.get_by_role("button", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")

    for sheet in ("Đề án", "Kinh phí", "Thụ hưởng", "Sự kiện", "Kế hoạch"):
        assert f"tinh-mau-mo-phong.xlsx,{sheet}," in text


def test_what_is_looked_at_closer_stands_in_the_address_and_is_there_again(screen, page):
    screen.get_by_role("radiogroup").get_by_text("Văn bản", exact=True).click()
    wait_until_drawn(screen, CHARTS)
    expect(screen).to_have_url(re.compile("lack=document"))
    expect(screen.locator("#lack_year")).to_contain_text("Chưa ghi số văn bản")
    page.reload()
    wait_until_drawn(page, CHARTS)
    expect(page.locator("#lack_district")).to_contain_text("Chưa ghi số văn bản")


def test_a_finding_leads_down_to_the_stated_totals(screen):
    screen.get_by_role("link", name=re.compile("nguồn 001")).click()
    expect(screen.locator("#signed")).to_be_in_viewport()


def test_a_place_with_reports_only_says_that_shares_are_unknown_and_shows_no_chart(open_page):
    page = open_page("/chat-luong?province=soc-trang", width=390, height=844, theme="dark")

    expect(page.get_by_text("tỷ lệ thiếu không phải là 0, mà là chưa biết")).to_be_visible()
    expect(page.locator(".plot")).to_have_count(0)
    expect(page.get_by_text("2 chưa khớp")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_ten_cards_stand_in_two_rows_of_five_on_a_wide_screen(open_page):
    page = open_page("/chat-luong", width=1920, height=1080)
    wait_until_drawn(page, CHARTS)
    tops = page.locator(".card").evaluate_all(
        "cards => cards.map(card => Math.round(card.getBoundingClientRect().top))"
    )

    assert len(tops) == 10 and sorted(tops.count(top) for top in set(tops)) == [5, 5]
