"""Activities and products as a reader meets them: charts, marks, rows with their file, downloads; a place with reports only."""

import re

import pytest
from playwright.sync_api import Page, expect

from analytics.filters import Filters
from analytics.query import ask
from data.paths import Home
from data.store import current
from tests.e2e.conftest import wait_until_drawn, wait_until_idle
from tests.e2e.test_review import chart, click_middle, downloaded, opened, table_of

DEMO = Filters(province="demo", years=(2012, 2022))
CHARTS = 12


@pytest.fixture
def screen(open_page) -> Page:
    page = open_page("/hoat-dong", height=900)
    wait_until_drawn(page, CHARTS)
    return page


@pytest.fixture(scope="module")
def published(data_home):
    return current(Home(data_home))


def test_a_column_of_fairs_opens_the_very_fairs_of_its_year_with_file_and_row(screen, published):
    by_year = ask(published, "fairs", ("year",), DEMO).by()
    column = chart(screen, "Biểu đồ cột: số kỳ hội chợ").locator(".point path").last
    click_middle(screen, column)
    drawer = opened(screen)

    expect(drawer.locator("h3.finding")).to_have_text("Tỉnh mẫu (mô phỏng) · Hội chợ, triển lãm · 2022")
    rows, notes = table_of(downloaded(screen, "Tải CSV")[1])
    assert len(rows) == by_year[2022]["value"] == 4
    assert {row["Tệp"] for row in rows} == {"hoat-dong-mo-phong.csv"}
    assert all(int(row["Dòng"]) > 1 and row["Mã đề án"].startswith("MP-2022-") for row in rows)
    assert any("MÔ PHỎNG" in note for note in notes)


def test_a_level_opens_the_very_products_that_went_higher(screen, published):
    column = chart(screen, "Biểu đồ thanh: sản phẩm của một cấp").locator(".point path").last
    click_middle(screen, column)
    drawer = opened(screen)
    name, content = downloaded(screen, "Tải CSV")
    rows, _ = table_of(content)

    expect(drawer.locator("h3.finding")).to_contain_text("Cũng đạt cấp quốc gia")
    assert name.startswith("mo-phong-")
    assert len({row["Mã sản phẩm"] for row in rows}) == 3
    assert {row["Cấp"] for row in rows} == {"Cấp tỉnh"}


def test_a_card_opens_its_definition_with_its_rows_and_a_finding_leads_to_its_chart(screen):
    screen.locator(".card", has_text="Vị trí cộng tác viên có người").click()
    drawer = opened(screen)
    expect(drawer.locator("h3.finding")).to_contain_text("Vị trí cộng tác viên đã có người: 92,3 % = 24 / 26")
    rows, _ = table_of(downloaded(screen, "Tải CSV")[1])
    assert (sum(int(row["Số vị trí"]) for row in rows), {row["Năm"] for row in rows}) == (26, {"2022"})
    screen.keyboard.press("Escape")
    expect(screen.get_by_role("dialog")).to_have_count(0)

    screen.locator(".findings a").last.click()
    wait_until_idle(screen)
    expect(screen.locator("#network")).to_be_in_viewport()


def test_a_column_of_classes_opens_the_projects_that_hold_them(screen, published):
    column = chart(screen, "Biểu đồ cột: số lớp").locator(".point path").last
    click_middle(screen, column)
    drawer = opened(screen)
    rows, _ = table_of(downloaded(screen, "Tải CSV")[1])

    expect(drawer.locator("h3.finding")).to_contain_text("2022")
    classes = ask(published, "classes", ("year",), DEMO).by()[2022]["value"]
    assert sum(int(float(row["Lớp đào tạo, tập huấn"] or 0)) for row in rows) == classes
    assert all(row["Trang tính"] == "Đề án" for row in rows)


def test_a_place_with_reports_only_shows_thirteen_and_thirteen_and_five_with_their_words(open_page):
    page = open_page("/hoat-dong?province=dak-lak")
    wait_until_drawn(page, 1)

    expect(page.locator("h1.page")).to_have_text("Đắk Lắk: tư vấn cho 31 cơ sở, 13 + 13 + 5")
    expect(page.locator(".foot")).to_contain_text("13 + 13 + 5 = 31: khớp")
    assert page.get_by_text(re.compile("MÔ PHỎNG")).count() == 0
    click_middle(page, page.locator(".plot .point path").last)
    drawer = opened(page)
    expect(drawer.locator("blockquote")).to_contain_text("hồ sơ đăng ký nhãn hiệu cho 05 cơ sở")


def test_the_phone_shows_every_chart_within_its_width_in_both_languages(open_page):
    for path in ("/hoat-dong", "/hoat-dong?lang=en"):
        page = open_page(path, width=390, height=844)
        wait_until_drawn(page, CHARTS)
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= 390
        boxes = page.locator(".plot").evaluate_all("all => all.map(e => e.getBoundingClientRect().right)")
        assert max(boxes) <= 391
