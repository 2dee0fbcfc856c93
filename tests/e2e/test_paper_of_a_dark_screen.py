"""A dark screen printed: no dark colour of the screen is left in a chart, on any page with charts."""

import re

import pytest

from analytics.charts.theme import DARK, LIGHT, lightness
from pages.components import paper
from tests.e2e.conftest import new_reader, wait_until_drawn

LEFT = """() => {
    const found = {};
    for (const part of document.querySelectorAll(".plot svg :is(path, rect, circle, text, tspan, stop)")) {
        const style = getComputedStyle(part);
        for (const key of ["fill", "stroke", "stopColor"]) found[style[key]] = true;
    }
    return Object.keys(found);
}"""


@pytest.fixture(scope="module")
def page(browser, server):
    context = new_reader(
        browser, server.address, color_scheme="dark", viewport={"width": 1366, "height": 900}
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["/", "/don-bay", "/ke-hoach", "/hoat-dong"])
def test_a_dark_screen_is_printed_in_the_colours_of_the_light_one(page, path):
    page.goto(path)
    wait_until_drawn(page)
    written = {
        "#" + "".join(f"{int(part):02X}" for part in re.findall(r"\d+", colour)[:3])
        for colour in page.evaluate(LEFT)
    }
    assert DARK["faint"] in written or DARK["paper"] in written
    page.emulate_media(media="print")
    printed = {
        "#" + "".join(f"{int(part):02X}" for part in re.findall(r"\d+", colour)[:3])
        for colour in page.evaluate(LEFT)
        if colour.startswith("rgb")
    }
    page.emulate_media(media="screen")

    light = set(paper.pairs().values())
    assert printed & set(paper.pairs()) - light == set()
    assert LIGHT["text"] in printed


def test_every_colour_of_the_dark_palette_has_one_of_the_light_and_the_scale_keeps_its_order():
    pairs = paper.pairs()
    shades = [lightness(pairs[colour]) for colour in DARK["scale"]]

    assert all(
        colour in pairs for role in DARK.values() for colour in ([role] if isinstance(role, str) else role)
    )
    assert shades == sorted(shades, reverse=True)
    assert pairs[DARK["text"]] == LIGHT["text"] and pairs[DARK["paper"]] == LIGHT["paper"]
