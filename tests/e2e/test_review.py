"""The review of the simulated province as a reader meets it: screens, controls, marks, downloads, the address."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from python_calamine import CalamineWorkbook

from analytics.charts import places
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.text import say
from data.paths import Home
from data.store import current
from tests.e2e.conftest import new_reader, wait_until_drawn, wait_until_idle
from tests.test_pages import KEYS

# The screens of the review, and the fewest charts each draws of a place with records.
REVIEW = {"Tổng quan": 4, "Đòn bẩy": 6, "Độ phủ": 3}
YEAR, MAP, GRID = "Biểu đồ cột theo năm", "Bản đồ", "Bảng ô huyện"
DEMO = Filters(province="demo", years=(2012, 2022), lens="total")


@pytest.fixture(scope="module")
def published(data_home):
    """The snapshot that the server shows, opened beside it."""
    return current(Home(data_home))


@pytest.fixture
def overview(open_page) -> Page:
    page = open_page("/", height=900)
    wait_until_drawn(page, REVIEW["Tổng quan"])
    return page


def chart(page: Page, alt: str) -> Locator:
    return page.locator(f'.plot[aria-label^="{alt}"]')


def go_to(page: Page, name: str) -> None:
    link = page.get_by_role("link", name=name, exact=True)
    if not link.count():  # one of those that stand under one name
        page.get_by_role("navigation").get_by_role("button", name=say("page.evidence", "vi")).click()
        link = page.get_by_role("menuitem", name=name, exact=True)
    link.click()
    expect(page.locator(".eyebrow b")).to_have_text(name)
    wait_until_drawn(page)


def click_middle(page: Page, mark: Locator) -> None:
    """Plotly's own layer lies over its marks: the click goes to the place, as a hand's does."""
    mark.scroll_into_view_if_needed()
    wait_until_idle(page)
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def opened(page: Page) -> Locator:
    """The drawer that a click opened, filled."""
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    wait_until_idle(page)
    return dialog


def close(page: Page) -> None:
    page.get_by_role("dialog").get_by_label(say("aids.close", "vi"), exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    # The focus goes back to what was clicked, and would shut a list that was just opened.
    wait_until_idle(page, calm=0.6)


def downloaded(page: Page, button: str) -> tuple[str, bytes]:
    # The first table's: records that stand apart have a table and buttons of their own below it.
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name=button).first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def table_of(content: bytes) -> tuple[list[dict], list[str]]:
    """The rows of a downloaded CSV, and the lines of notes below them."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:] if len(line) == len(lines[0])]
    return rows, [line[0] for line in lines if len(line) == 1]


def total(rows: list[dict], column: str) -> int:
    """A column of triệu đồng in đồng."""
    return sum(round(float(row[column]) * 1_000_000) for row in rows if row[column])


def as_shown(page: Page) -> dict:
    """What a screen says: heading, cards, the choice in words, the figure of each chart; not the name of its snapshot.

    The second process may have received files of other provinces by now.
    """
    said = {
        "heading": page.locator("h1.page").all_inner_texts(),
        "cards": page.locator(".card").all_inner_texts(),
        "choice": page.locator(".eyebrow").all_inner_texts(),
        "charts": page.locator(".plot").evaluate_all("all => all.map(e => e.ariaLabel + e.dataset.drawn)"),
        "feet": page.locator(".foot").all_inner_texts(),
    }
    return {
        name: [re.sub(r"snapshot [0-9a-f]{12}", "", text) for text in texts] for name, texts in said.items()
    }


def test_the_review_opens_screen_after_screen_and_asks_nobody_outside(overview, watch):
    """The whole way through the navigation; `context` fails it for any request that leaves 127.0.0.1."""
    names = [say(f"page.{key}", "vi") for key in KEYS.values()]
    assert names[:3] == list(REVIEW) and len(names) >= 6
    for name in names:
        if name != names[0]:
            go_to(overview, name)
        expect(overview.locator("h1.page")).to_have_count(1)
        expect(overview.locator("h1.page")).not_to_be_empty()
        feet = overview.locator(".foot").all_inner_texts()
        assert len(feet) == overview.locator(".plot").count() >= REVIEW.get(name, 0), name
        assert all("bản số liệu" in foot for foot in feet), name
        if name in REVIEW:
            expect(overview.locator(".eyebrow").first).to_contain_text("MÔ PHỎNG · Tỉnh mẫu (mô phỏng)")
            assert overview.get_by_text(say("map.borrowed", "vi")).count() == 1, name
            for foot in feet:
                assert re.search(
                    r"MÔ PHỎNG · Dựa trên [\d.]+ đề án .*(chưa tính|không đề án nào bị bỏ ra)", foot
                ), (name, foot)
    assert overview.locator('.stException, [data-testid="stException"]').count() == 0
    assert any("/_stcore/stream" in address for address in watch.addresses)  # the watch saw what there was
    assert len([address for address in watch.addresses if "/assets/plotly-" in address]) == 1


def test_the_map_paints_seventeen_distinct_areas_and_every_chart_has_words_for_who_cannot_see_it(overview):
    for lens in ("Tổng", "Hệ số"):
        choose(overview, lens)
        wait_until_drawn(overview, 4)
        shapes = (
            chart(overview, MAP)
            .locator(".choroplethlocation")
            .evaluate_all(
                "all => all.map(e => [e.getAttribute('d'), e.getBBox().width * e.getBBox().height])"
            )
        )
        assert len({path for path, _ in shapes}) == len(shapes) == 17, lens
        assert min(area for _, area in shapes) > 100, lens
    for plot in overview.locator(".plot").all():
        expect(plot).to_have_accessible_name(re.compile("Tỉnh mẫu"))
        expect(plot).to_have_accessible_description(re.compile(r".{40,}"))
    names = overview.locator(".plot").evaluate_all("all => all.map(e => e.ariaLabel)")
    assert len(set(names)) == 4


def choose(page: Page, name: str) -> None:
    """One of the buttons above the charts."""
    page.locator(".st-key-frame, .st-key-language").get_by_text(name, exact=True).click()
    wait_until_idle(page)


def pick(page: Page, key: str, text: str) -> None:
    """Type into a list and take what it offers first."""
    page.locator(f".st-key-{key} input").first.focus()
    page.keyboard.type(text)
    page.get_by_role("option", name=text).first.click()
    wait_until_idle(page)


def test_every_control_moves_the_charts_and_the_address_restores_it_in_a_fresh_process(
    overview, browser, other_server
):
    year = chart(overview, YEAR)
    drawn = [year.get_attribute("data-drawn")]

    def moved(what: str) -> None:
        wait_until_drawn(overview, 4)
        now = overview.locator(f'.plot[aria-label^="{YEAR}"], .plot[aria-label^="Column chart by year"]')
        drawn.append(now.get_attribute("data-drawn"))
        assert drawn[-1] != drawn[-2], what

    choose(overview, "Quốc gia")
    moved("tier")
    choose(overview, "Nhà nước")
    moved("lens")
    overview.get_by_role("slider").first.press("ArrowRight")
    moved("years")
    overview.get_by_role("button", name="Lọc thêm").click()
    pick(overview, "f_contents_vi", "Ứng dụng máy móc")
    moved("content")
    pick(overview, "f_types_vi", "Doanh nghiệp")
    moved("beneficiary type")
    pick(overview, "f_prices_vi", "Giá so sánh năm 2022")
    moved("prices")
    expect(year).to_have_accessible_name(re.compile("giá so sánh 2022"))
    overview.keyboard.press("Escape")
    choose(overview, "English")
    moved("language")
    go_to(overview, "Leverage")

    address = overview.url.removeprefix(f"{overview.url.split('/don-bay')[0]}")
    for part in ("tier=national", "lens=state", "years=2013-2022", "contents=", "beneficiary_types=sme", "prices=2022", "lang=en"):  # fmt: skip
        assert part in address
    assert "management" not in address and "districts" not in address  # what nobody touched stays as it was
    elsewhere = fresh_reader(browser, other_server.address)
    elsewhere.goto(address)
    wait_until_drawn(elsewhere)
    assert as_shown(elsewhere) == as_shown(overview)
    assert "simulated" in elsewhere.locator(".eyebrow").first.inner_text().lower()
    elsewhere.context.close()


def fresh_reader(browser: Browser, address: str) -> Page:
    """Somebody else's browser, at another process."""
    page = new_reader(browser, address).new_page()
    page.set_viewport_size({"width": 1366, "height": 900})
    return page


def test_a_column_a_cell_and_a_district_open_to_projects_that_add_up_to_them(overview, published):
    words = Words(published, DEMO, "vi")
    counterpart = ask(published, "counterpart", ("year",), DEMO).by()[2020]["numerator"]
    click_middle(
        overview, chart(overview, YEAR).locator(".trace.bars").last.locator(".point > path").nth(2020 - 2012)
    )
    drawer = opened(overview)
    expect(drawer).to_contain_text("MÔ PHỎNG")
    expect(drawer).to_contain_text("2020 · Đối ứng")
    expect(drawer).to_contain_text(f"đối ứng {words.money(counterpart)}")
    name, content = downloaded(overview, "Tải CSV")
    rows, notes = table_of(content)
    assert name.startswith("mo-phong-") and any("mô phỏng" in note.lower() for note in notes)
    assert total(rows, "Đối ứng (triệu đồng)") == counterpart
    assert all(row["Tệp"] and row["Trang tính"] == "Đề án" and int(row["Dòng"]) > 1 for row in rows)
    close(overview)

    cells = [cell for cell in places.grid(published, DEMO, "vi").spec.rows if cell["state"] == "value"]
    at = next(i for i, cell in enumerate(cells) if cell["projects"] >= 2)
    click_middle(overview, chart(overview, GRID).locator(".trace").first.locator("path.point").nth(at))
    drawer = opened(overview)
    expect(drawer).to_contain_text(f"{cells[at]['y']} · {cells[at]['x']}")
    expect(drawer).to_contain_text(
        f"{cells[at]['projects']} đề án · Nhà nước {words.money(cells[at]['state_vnd'])}"
    )
    rows, _ = table_of(downloaded(overview, "Tải CSV")[1])
    assert len({row["Mã đề án"] for row in rows}) == cells[at]["projects"]
    assert (
        total(rows, "Quốc gia (triệu đồng)") + total(rows, "Địa phương (triệu đồng)")
        == cells[at]["state_vnd"]
    )
    close(overview)
    open_a_district_by_keyboard(overview, published)


def open_a_district_by_keyboard(page: Page, published) -> None:
    """The first district of the map, as who uses no mouse reaches it."""
    first = places.map_by_district(published, DEMO, "vi").spec.rows
    by_mark = {row["full"]: row["value"] for row in first}
    chart(page, MAP).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    drawer = opened(page)
    name = next(name for name in by_mark if f"Tỉnh mẫu (mô phỏng) · {name}" in drawer.inner_text())
    if by_mark[name] is None:
        expect(drawer).to_contain_text(say("drawer.no_records", "vi"))
    else:
        rows, _ = table_of(downloaded(page, "Tải CSV")[1])
        columns = ("Quốc gia (triệu đồng)", "Địa phương (triệu đồng)", "Đối ứng (triệu đồng)")
        assert sum(total(rows, column) for column in columns) == by_mark[name]
    close(page)


def test_a_card_opens_its_definition_and_the_foot_of_a_chart_its_table_and_a_workbook(overview, published):
    card = overview.locator(".card", has_text="Nhà nước hỗ trợ")
    support = ask(published, "state_support", (), DEMO)
    expect(card).to_contain_text(Words(published, DEMO, "vi").money(support.value).split(" ")[0])
    card.click()
    drawer = opened(overview)
    expect(drawer).to_contain_text("S = KCQG + KCĐP")
    rows, _ = table_of(downloaded(overview, "Tải CSV")[1])
    assert total(rows, "Quốc gia (triệu đồng)") + total(rows, "Địa phương (triệu đồng)") == support.value
    assert len({row["Mã đề án"] for row in rows}) == support.n
    close(overview)

    overview.locator(".foot [data-mark=table]").first.click()
    drawer = opened(overview)
    expect(drawer).to_contain_text("T = S + vốn nhà nước khác + C")
    name, content = downloaded(overview, "Tải Excel")
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    text = "\n".join(str(cell) for line in cells for cell in line if cell != "")
    assert name.startswith("mo-phong-") and name.endswith(".xlsx")
    assert "mô phỏng" in text.lower() and published.id in text
    sums = ask(published, "total_cost", ("year",), DEMO).by()
    assert round(sums[2019]["numerator"] / 1_000_000, 6) in {
        round(cell, 6) for line in cells for cell in line if isinstance(cell, float)
    }
    drawer.get_by_text("Câu hỏi SQL").click()
    expect(drawer.get_by_text("GROUP BY").first).to_be_visible()
    close(overview)


def test_a_province_with_reports_only_is_chosen_from_the_list_and_opens_its_figures_in_their_words(overview):
    pick(overview, "f_province", "Sóc Trăng")
    expect(overview.locator("h1.page")).to_have_text(
        "Sóc Trăng, 2016–2018 (thực hiện): mỗi đồng Nhà nước đi kèm 7,67 đồng đối ứng (từ các phần: 7,54)"
    )
    assert "province=soc-trang" in overview.url
    assert overview.locator(".plot").count() == 0
    block = overview.locator(".block").filter(has=overview.get_by_role("heading", name="2022", exact=True))
    expect(block).to_contain_text("tiền: triệu đồng")
    expect(block).to_contain_text("3.184,093")
    block.locator("[data-mark]").click()
    drawer = opened(overview)
    expect(drawer).to_contain_text("kinh phí đơn vị thụ hưởng đóng góp 3.184,093 triệu đồng")
    assert "MÔ PHỎNG" not in drawer.inner_text()
    close(overview)
    pick(overview, "f_province", "Cần Thơ")
    expect(overview.locator("h2.section").filter(has_text="Sóc Trăng")).to_have_count(1)
    assert overview.locator(".plot").count() == 0


@pytest.mark.parametrize("rest", [30, 1500], ids=["at once", "after a while"])
@pytest.mark.parametrize("then", ["Việt", "English"])
def test_back_after_the_language_leads_to_the_other_language_whole(open_page, then, rest):
    """The browser names places by their words: back while the language changes, it sends those of the other one."""
    first = "vi" if then == "English" else "en"
    page = open_page(f"/tien-do?lang={first}")
    wait_until_drawn(page)
    wait_until_idle(page)
    page.get_by_role("radio", name=then).click()
    page.wait_for_timeout(rest)  # what is tried is how soon
    page.go_back(wait_until="commit")
    wait_until_idle(page)

    expect(page.locator("h1.page")).to_be_visible()
    # Back before the server has heard of the click: the click may win. Whichever does, it has the whole page and the address.
    frame = page.locator(".st-key-frame").inner_text()
    shown = next(language for language in ("vi", "en") if say("frame.province", language) in frame)
    assert shown == first or rest < 100
    expect(page.locator("header")).to_contain_text(say("page.overview", shown))
    assert ("lang=en" in page.url) == (shown == "en")
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_two_steps_back_at_once_lead_to_one_choice_in_controls_charts_and_address(overview):
    for name in ("state", "ratio", "counterpart"):
        overview.get_by_role("radio", name=say(f"frame.lens_{name}", "vi"), exact=True).click()
        wait_until_idle(overview)
    overview.go_back(wait_until="commit")
    overview.wait_for_timeout(60)  # what is tried is how soon
    overview.go_back(wait_until="commit")
    wait_until_drawn(overview)

    expect(overview).to_have_url(re.compile(r"lens=state\b"))
    expect(overview.get_by_role("radio", name=say("frame.lens_state", "vi"), exact=True)).to_be_checked()
    expect(overview.locator(".plot").first).to_have_attribute("aria-label", re.compile("Nhà nước"))


def test_no_reader_is_ever_shown_the_charts_of_another(browser, server):
    """Charts are sent ahead of their page: those of the reader's own page, with what this reader chose on it."""
    mine, other = (new_reader(browser, server.address).new_page() for _ in range(2))
    for page, terms in ((other, "first=2014-2016&last=2020-2022"), (mine, "first=2012-2014&last=2018-2020"), (other, "first=2013-2013&last=2022-2022")):  # fmt: skip
        page.goto(f"/so-sanh?province=demo&{terms}")
        wait_until_drawn(page)
        wait_until_idle(page)
    shown = "[...document.querySelectorAll('.plot')].map(plot => plot.dataset.drawn)"
    before = mine.evaluate(shown)
    mine.get_by_text(say("foot.open", "vi")).first.click()
    expect(mine.get_by_role("dialog")).to_be_visible()
    wait_until_idle(mine)

    assert mine.evaluate(shown) == before
    for page in (mine, other):
        page.context.close()


def test_charts_come_over_a_line_of_their_own_and_just_as_well_without_it(overview):
    """Cut, it is opened again by the next run; a run that was overtaken is not drawn."""
    drawn = "() => [...document.querySelectorAll('.plot')].map(plot => plot.dataset.drawn)"
    overview.set_viewport_size({"width": 1366, "height": 4000})  # what nobody sees is drawn later

    def choose(name: str) -> list[str]:
        overview.get_by_role("radio", name=say(f"frame.tier_{name}", "vi"), exact=True).click()
        wait_until_drawn(overview)
        return overview.evaluate(drawn)

    first = choose("national")
    overview.evaluate(
        """() => {
          const { socket } = donBayPlots.line, take = socket.onmessage;
          window.came = [];
          socket.onmessage = (event) => { came.push(JSON.parse(event.data)); take(event); };
        }"""
    )
    other = choose("local")
    came = overview.evaluate("() => came.map(one => one.hash)")
    overview.evaluate("() => donBayPlots.line.socket.close()")
    again = choose("national")

    assert set(came) == set(other) and set(first).isdisjoint(other)
    assert again == first
    assert overview.evaluate("() => donBayPlots.line.socket.readyState") == 1
    overview.evaluate(
        "() => donBayPlots.line.socket.onmessage({ data: JSON.stringify({ ...came[0], run: 1 }) })"
    )
    wait_until_drawn(overview)
    assert overview.evaluate(drawn) == first

    # Neither one that comes when the page of its run has spoken for the chart.
    overview.evaluate(
        "() => donBayPlots.line.socket.onmessage({ data: JSON.stringify({ ...came[0], run: donBayPlots.run }) })"
    )
    wait_until_drawn(overview)
    assert overview.evaluate(drawn) == first


def test_two_clicks_at_once_are_both_taken_and_the_address_says_what_is_shown(overview):
    for first, second, lens in (("Nhà nước", "Đối ứng", "counterpart"), ("Hệ số", "Nhà nước", "state")):
        for name in (first, second):
            overview.get_by_role("radio", name=name, exact=True).click()
        wait_until_idle(overview)
        expect(overview.get_by_role("radio", name=second, exact=True)).to_be_checked()
        expect(overview).to_have_url(re.compile(rf"lens={lens}\b"))


def test_a_connection_made_anew_while_the_page_comes_keeps_what_the_link_asked_for(page):
    """Streamlit's client then asks for the page a second time, and what the first run sent may never have arrived."""
    page.add_init_script(
        """(() => {
          const send = WebSocket.prototype.send;
          let asked = false;
          WebSocket.prototype.send = function (data) {
            send.call(this, data);
            if (asked || !new TextDecoder("latin1").decode(data).includes("province=")) return;
            asked = true;
            setTimeout(() => send.call(this, data), 60);
          };
        })()"""
    )
    page.emulate_media(color_scheme="light")
    for _ in range(2):  # once for what a server does once
        page.goto("/?province=kon-tum")
        wait_until_drawn(page)
    for theme in ("dark", "light"):  # what the browser holds is sent with whatever it tells next
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(500)
        wait_until_idle(page)

        assert page.url.partition("?")[2] == "province=kon-tum"
        expect(page.locator("h1.page")).to_contain_text("Kon Tum")
