"""A card of one fund opens to that fund, not to the whole programme and not to an error."""

from playwright.sync_api import expect

from tests.e2e.conftest import wait_until_drawn


def test_the_card_of_the_local_fund_opens_to_its_own_ratio_and_projects(open_page):
    page = open_page("/don-bay")
    wait_until_drawn(page, 6)
    page.locator(".card", has_text="Khuyến công địa phương").click()
    drawer = page.get_by_role("dialog")

    expect(drawer.get_by_text("Hệ số đòn bẩy: 0,7")).to_be_visible()
    expect(drawer.get_by_text("97 đề án · Nhà nước 4,21 tỷ")).to_be_visible()
