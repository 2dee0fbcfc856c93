"""The chart component in a real browser: drawn offline, kept between reruns, clicked, and read out.

The pages are in `pages/plot_page.py`. `context` fails a test whose page asked another machine for
anything or logged an error, such as a violation of the content security policy.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import Server, direct, end, free_port, wait_until_healthy, wait_until_idle

APP = Path(__file__).parent / "pages" / "plot_app.py"
FLAGS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The component's own test app, in place of the product."""
    home = tmp_path_factory.mktemp("plot")  # not the project's folder: its theme names fonts of another app
    log = home / "server.log"
    port = free_port()
    flags = [f"--{name}={value}" for name, value in {**FLAGS, "server.port": port}.items()]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(APP), *flags],
            cwd=home,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=os.name != "nt",
        )
    server = Server(process, port, home, log)
    try:
        wait_until_healthy(server)
        yield server
    finally:
        end(process)


@pytest.fixture
def charts(page) -> Page:
    """The page with all four charts, drawn."""
    page.set_viewport_size({"width": 1200, "height": 1250})
    page.goto("/")
    expect(page.locator(".plot[data-state=drawn]")).to_have_count(4)
    wait_until_idle(page)
    return page


def chart(page: Page, name: str) -> Locator:
    return page.locator(f'.plot[aria-label="{name}"]')


def chosen(page: Page) -> str:
    """What the last rerun was told, and all that any rerun was told."""
    wait_until_idle(page)
    return page.get_by_text("Đã chọn").inner_text()


def click_middle(page: Page, mark: Locator) -> None:
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def choose_factor(page: Page, factor: str) -> None:
    page.get_by_role("radiogroup").get_by_text(factor, exact=True).click()
    wait_until_idle(page)


def bars(page: Page) -> Locator:
    return chart(page, "Cột theo huyện").locator(".point > path")


def focus_by_keyboard(page: Page, name: str) -> Locator:
    wanted = chart(page, name)
    for _ in range(20):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return wanted
    raise AssertionError(f"Tab does not reach {name}")


def announced(page: Page, name: str, place: str) -> str:
    """What is said of the mark at that place ("2/3"), once it is."""
    said = chart(page, name).locator(".plot-said")
    expect(said).to_have_text(re.compile(rf"\({place}\)$"))
    return said.inner_text()


def test_all_seventeen_districts_are_painted_offline(charts):
    areas = charts.locator(".choroplethlocation")
    seen = areas.evaluate_all(
        "all => all.map(e => [e.getBBox().width * e.getBBox().height, getComputedStyle(e).fill])"
    )

    assert len(seen) == 17
    assert min(area for area, _ in seen) > 100
    assert len({colour for _, colour in seen}) == 17


def test_numbers_and_months_are_written_as_in_viet_nam(charts):
    assert "1.000" in chart(charts, "Cột theo huyện").locator(".xaxislayer-above").text_content()
    assert "0,25" in chart(charts, "Điểm trên trục log").locator(".xaxislayer-above").text_content()
    assert "Th2 2016" in chart(charts, "Theo tháng").locator(".xaxislayer-above").text_content()


def test_the_theme_shows_through_the_chart(charts):
    grounds = charts.locator(".plot .main-svg").evaluate_all("all => all.map(e => e.style.background)")

    assert set(grounds) <= {"", "rgba(0, 0, 0, 0)"}
    assert (
        charts.locator(".plot .bg rect").evaluate_all(
            "all => all.filter(e => !['0', ''].includes(getComputedStyle(e).fillOpacity)).length"
        )
        == 0
    )


@pytest.mark.parametrize(
    ("name", "mark", "number", "expected"),
    [
        ("Cột theo huyện", ".point > path", 1, "626"),
        ("Điểm trên trục log", "path.point", 2, "d3"),
        ("Bản đồ Gia Lai", ".choroplethlocation", 5, "628"),
    ],
)
def test_a_click_on_a_mark_gives_its_id_for_one_rerun(charts, name, mark, number, expected):
    click_middle(charts, chart(charts, name).locator(mark).nth(number))
    assert chosen(charts) == f"Đã chọn: [{expected}]; tất cả: [{expected}]"

    choose_factor(charts, "2")
    assert chosen(charts) == f"Đã chọn: [None]; tất cả: [{expected}]"


def test_the_same_mark_can_be_chosen_twice_in_a_row(charts):
    for _ in range(2):
        click_middle(charts, bars(charts).nth(0))
        last = chosen(charts)

    assert last == "Đã chọn: [627]; tất cả: [627 627]"


def test_a_mark_without_an_id_cannot_be_chosen(charts):
    click_middle(charts, chart(charts, "Điểm trên trục log").locator("path.point").nth(4))

    assert chosen(charts) == "Đã chọn: [None]; tất cả: []"


def test_the_pointer_is_a_hand_only_over_marks_that_can_be_chosen(charts):
    cursor = "([x, y]) => getComputedStyle(document.elementFromPoint(x, y)).cursor"
    dots = chart(charts, "Điểm trên trục log").locator("path.point")
    seen = []
    for number in (0, 4):
        box = dots.nth(number).bounding_box()
        at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        charts.mouse.move(*at)
        # Plotly takes notice of the pointer when it shows the label of what is under it.
        expect(chart(charts, "Điểm trên trục log").locator(".hovertext")).to_contain_text("ae"[number // 4])
        seen.append(charts.evaluate(cursor, at))

    assert seen[0] == "pointer"
    assert seen[1] != "pointer"


def test_a_rerun_redraws_only_the_chart_whose_figure_changed(charts):
    charts.evaluate("""() => {
        window.kept = [...document.querySelectorAll(".plot .main-svg")];
        window.redrawn = new Set();
        new MutationObserver((all) => all.forEach((one) => {
            const plot = (one.target.closest ? one.target : one.target.parentElement)?.closest(".plot-graph");
            if (plot) window.redrawn.add(plot.parentElement.getAttribute("aria-label"));
        })).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    }""")
    before = bars(charts).nth(1).bounding_box()["width"]
    choose_factor(charts, "2")

    assert bars(charts).nth(1).bounding_box()["width"] == pytest.approx(before / 2, rel=0.1)
    assert charts.evaluate("[...window.redrawn]") == ["Cột theo huyện"]
    expect(chart(charts, "Điểm trên trục log").locator(".plot-words")).to_contain_text("hệ số 2")
    assert charts.evaluate("window.kept.every((svg) => svg.isConnected)")


def test_one_click_sends_one_message_however_often_the_chart_was_redrawn(page):
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto("/")
    expect(page.locator(".plot[data-state=drawn]")).to_have_count(4)
    for factor in ("2", "1", "2"):
        choose_factor(page, factor)
    sent.clear()
    click_middle(page, bars(page).nth(0))

    assert chosen(page) == "Đã chọn: [627]; tất cả: [627]"
    assert sum(bytes(frame).count(b'"chosen"') for frame in sent) == 1


def test_the_keyboard_reaches_announces_and_chooses_every_mark(charts):
    name = "Cột theo huyện"
    focus_by_keyboard(charts, name)
    charts.keyboard.press("ArrowRight")
    assert announced(charts, name, "1/3") == "Chư Păh, 1.234,5 triệu đồng (1/3)"
    charts.keyboard.press("ArrowRight")
    assert announced(charts, name, "2/3") == "Đak Đoa, 800,0 triệu đồng (2/3)"
    charts.keyboard.press("End")
    assert announced(charts, name, "3/3") == "Ia Grai, 400,0 triệu đồng (3/3)"
    charts.keyboard.press("ArrowLeft")

    for key in ("Enter", " "):
        charts.keyboard.press(key)
        last = chosen(charts)
    assert last == "Đã chọn: [626]; tất cả: [626 626]"


def test_the_keyboard_walks_the_map_and_passes_marks_without_an_id(charts):
    focus_by_keyboard(charts, "Điểm trên trục log")
    charts.keyboard.press("End")
    assert announced(charts, "Điểm trên trục log", "4/4")

    focus_by_keyboard(charts, "Bản đồ Gia Lai")
    said = []
    for number in range(17):
        charts.keyboard.press("ArrowDown")
        said.append(announced(charts, "Bản đồ Gia Lai", f"{number + 1}/17"))
    assert said[1] == "Huyện KBang: 1,50 (2/17)"
    # The value is in the label that Plotly shows: each area was found under its own point.
    assert [text.split(": ")[1] for text in said] == [f"{n},50 ({n + 1}/17)" for n in range(17)]


def test_what_has_the_focus_can_be_seen_and_goes_with_it(charts):
    focused = focus_by_keyboard(charts, "Cột theo huyện")
    charts.keyboard.press("ArrowRight")

    assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    expect(focused.locator(".plot-current")).to_have_count(1)
    charts.keyboard.press("Tab")
    expect(focused.locator(".plot-current")).to_have_count(0)
    expect(focused.locator(".hovertext")).to_have_count(0)


def test_a_screen_reader_is_told_what_the_chart_is_and_shows(charts):
    selectable, picture = chart(charts, "Cột theo huyện"), chart(charts, "Theo tháng")

    expect(selectable).to_have_role("group")
    expect(selectable).to_have_accessible_description(
        "Chư Păh cao nhất. Dùng phím mũi tên để đi qua từng điểm, Enter để chọn."
    )
    expect(picture).to_have_role("img")
    expect(picture).to_have_accessible_name("Theo tháng")
    expect(picture).to_have_accessible_description("Ba tháng.")
    assert picture.get_attribute("tabindex") is None
    assert charts.locator("html").get_attribute("lang") == "vi"


def test_a_chart_follows_the_width_and_keeps_its_height(charts):
    charts.set_viewport_size({"width": 500, "height": 900})
    expect(charts.locator(".plot .main-svg").first).not_to_have_attribute("width", "344")

    for name, height in (("Cột theo huyện", 260), ("Bản đồ Gia Lai", 420)):
        charts.wait_for_function(
            """([name, height]) => {
                const room = document.querySelector(`.plot[aria-label="${name}"]`);
                const drawing = room.querySelector(".main-svg").getBoundingClientRect();
                return drawing.width === Math.floor(room.getBoundingClientRect().width) && drawing.height === height;
            }""",
            arg=[name, height],
        )


def test_page_switches_leave_nothing_behind(charts, watch):
    session = charts.context.new_cdp_session(charts)
    session.send("Performance.enable")

    def there_and_back() -> dict[str, float]:
        charts.get_by_role("link", name="Trang khác").click()
        expect(charts.locator(".plot[data-state=drawn]")).to_have_count(1)
        charts.get_by_role("link", name="Biểu đồ").click()
        expect(charts.locator(".plot[data-state=drawn]")).to_have_count(4)
        wait_until_idle(charts)
        session.send("HeapProfiler.collectGarbage")
        metrics = session.send("Performance.getMetrics")["metrics"]
        return {metric["name"]: metric["value"] for metric in metrics}

    there_and_back()
    first = there_and_back()
    for _ in range(5):
        last = there_and_back()

    assert charts.locator(".js-plotly-plot").count() == 4
    # A page of charts that stayed alive adds about 700 nodes and 140 listeners a visit (tried).
    assert last["Nodes"] - first["Nodes"] < 500
    assert last["JSEventListeners"] - first["JSEventListeners"] < 100
    assert len([address for address in watch.addresses if "/assets/plotly-" in address]) == 1


def test_without_plotly_the_sentence_is_shown_in_place_of_the_chart(page, watch):
    page.route("**/assets/plotly-*.js", lambda route: route.abort())
    page.goto("/")
    expect(page.locator(".plot[data-state=failed]")).to_have_count(4)

    expect(page.get_by_text("Chư Păh cao nhất. Không vẽ được biểu đồ")).to_be_visible()
    assert watch.complaints
    watch.complaints.clear()  # the two of each chart, which this test made


def test_the_place_of_a_chart_is_kept_while_plotly_loads(page):
    held = []
    page.route("**/assets/plotly-*.js", lambda route: held.append(route))
    with page.expect_request("**/assets/plotly-*.js"):  # asked for only after the first paint
        page.goto("/")
    expect(page.locator(".plot[data-state=waiting]")).to_have_count(4)
    expect(chart(page, "Bản đồ Gia Lai")).to_be_visible()

    assert chart(page, "Bản đồ Gia Lai").bounding_box()["height"] == 420
    held[0].continue_()
    expect(page.locator(".plot[data-state=drawn]")).to_have_count(4)


def test_the_browser_itself_refuses_another_machine(charts, watch):
    refused = charts.evaluate("""async () => {
        const seen = new Promise((ok) => addEventListener("securitypolicyviolation", (e) => ok(e.blockedURI)));
        await fetch("http://192.0.2.1/").catch(() => {});
        return Promise.race([seen, new Promise((ok) => setTimeout(ok, 2000, "nothing refused"))]);
    }""")

    assert refused.startswith("http://192.0.2.1")
    watch.addresses.clear()
    watch.complaints.clear()


def test_plotly_is_sent_once_small_and_for_a_year(server):
    from pages.components.plotly_route import plotly_path

    with direct.open(server.address + plotly_path()) as plain:
        whole = plain.read()
        assert "max-age=31536000" in plain.headers["Cache-Control"]
        assert "immutable" in plain.headers["Cache-Control"]
    assert b"plotly.js v" in whole[:100]
