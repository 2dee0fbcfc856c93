"""Every screen drawn in this process by the real router: languages, places, links, the address and each control."""

import html
import json
import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from analytics.codes import codes
from analytics.text import say
from data.errors import SnapshotCorrupt, SnapshotGone, SnapshotMissing, SnapshotSchema
from data.paths import PROGRAM
from data.store import Snapshot, forget
from pages.components import ahead
from pages.components.frame import place_options
from tests import worlds
from tests.support_workbook import write_workbook

OVERVIEW, LEVERAGE, COVERAGE = "", "don-bay", "do-phu"
# Address -> key of its title, as the router lists them; the first page has no address of its own.
_LISTED = re.findall(
    r'\("(\w+)", "([a-z-]+)", \w+\.show\)', (PROGRAM / "pages" / "router.py").read_text(encoding="utf-8")
)
KEYS = {OVERVIEW if key == "overview" else place: key for key, place in _LISTED}
PAGES = tuple(KEYS)
BAD_LINK = {
    "province": "<script>alert(1)</script>", "years": "2016-20xx", "contents": "machinery_application,'; DROP TABLE project; --",
    "districts": "999", "beneficiary_types": "spaceship", "lens": "upside-down", "prices": "1066", "tier": "galactic", "management": "maybe",
    "basis": "hearsay", "batch": "many",
}  # fmt: skip
STATES = {
    "with data": {},
    "reports only": {"province": "soc-trang"},
    "no data at all": {"province": "kon-tum"},
    "filters that leave nothing": {"contents": "machinery_application", "districts": "622", "years": "2012"},
    "a bad link": BAD_LINK,
}


@pytest.fixture
def open_page(shipped_home, monkeypatch):
    """open_page("don-bay", province="demo") -> the page, drawn as of a reader who comes by that link."""
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))
    return fresh


def fresh(address: str = OVERVIEW, **parameters) -> AppTest:
    """A page of a session of its own."""
    test = AppTest.from_file(str(PROGRAM / "pages" / "router.py"), default_timeout=60)
    if address:
        # Streamlit's name of a page: AppTest itself switches only between files.
        test._page_hash = calc_hash(address)
    for name, value in parameters.items():
        test.query_params[name] = value
    return test.run()


def written(page: AppTest) -> str:
    """All HTML of ours on a page: headings, cards, footnotes."""
    plain = [
        element.proto.body for element in page.get("html") if not element.proto.body.startswith("<style")
    ]
    return "\n".join(plain + [data["html"] for name, data in components(page) if name == "panel"])


def words_of(page: AppTest) -> str:
    """What is written, without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", " ", written(page)))


def components(page: AppTest) -> list[tuple[str, dict]]:
    return [(e.proto.component_name, json.loads(e.proto.json)) for e in page.get("bidi_component")]


def charts(page: AppTest) -> dict[str, dict]:
    """Key of a chart -> what its component was given, with its figure if that was sent ahead."""
    sent = components(page)
    ahead = {one["key"]: one for name, data in sent if name == "plots_ahead" for one in data["plots"]}
    found = {}
    for data in (data for name, data in sent if name == "plot"):
        if data["figure"] is None:
            assert ahead[data["key"]]["hash"] == data["hash"]
            data["figure"] = ahead[data["key"]]["figure"]
        data.pop("run")  # another in every run
        found[data["key"].removeprefix("plot-")] = data
    return found


def heading(page: AppTest) -> str:
    return html.unescape("".join(re.findall(r"<h1 class='page'>(.*?)</h1>", written(page))))


def address(page: AppTest) -> dict[str, str]:
    """The address without lists: each parameter stands once."""
    return {
        name: value if isinstance(value, str) else value[0] for name, value in dict(page.query_params).items()
    }


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("at", PAGES, ids=KEYS.get)
def test_every_page_draws_in_both_languages_with_data_without_and_with_a_bad_link(
    open_page, at, state, language
):
    page = open_page(at, lang=language, **STATES[state])

    assert not page.exception
    assert len(heading(page)) > 10
    assert say(f"page.{KEYS[at]}", language) in words_of(page)
    assert say("page.trouble", language) not in words_of(page)
    assert not re.search(r">\s*(?:None|nan)\s*<|Traceback|\{\w+\}", written(page))
    for chart in charts(page).values():
        assert chart["alt"] and chart["summary"] and chart["language"] == language


@pytest.mark.parametrize("at", PAGES, ids=KEYS.get)
def test_the_two_languages_say_the_same_page_in_other_words(open_page, at):
    vietnamese, english = open_page(at), open_page(at, lang="en")

    assert heading(vietnamese) != heading(english)
    assert charts(vietnamese).keys() == charts(english).keys()
    for key, chart in charts(vietnamese).items():
        assert chart["alt"] != charts(english)[key]["alt"]


def test_a_bad_link_tells_every_value_that_it_left_out_and_runs_none_of_them(open_page):
    page = open_page(**BAD_LINK)
    told = words_of(page)

    for value in (*BAD_LINK.values(), "'; DROP TABLE project; --"):
        if value != BAD_LINK["contents"]:
            assert value in told, value
    assert "<script>" not in written(page)
    assert address(page) == {"years": "2012-2022", "contents": "machinery_application"}
    assert heading(page) == heading(open_page(contents="machinery_application"))


def test_each_screen_of_the_simulated_province_says_so_and_whose_map_it_borrows(open_page):
    for at in (OVERVIEW, LEVERAGE, COVERAGE):
        page = open_page(at)
        told = words_of(page)
        feet = [data["html"] for name, data in components(page) if name == "panel" and "foot" in data["html"]]

        assert "MÔ PHỎNG" in told and "Tỉnh mẫu (mô phỏng)" in told
        assert say("map.borrowed", "vi") in told
        assert len(feet) == len(charts(page)) > 2
        assert all("MÔ PHỎNG" in foot for foot in feet)
        assert all("mô phỏng" in chart["alt"] for chart in charts(page).values())


def test_under_every_chart_stand_n_what_is_left_out_prices_and_snapshot(open_page, shipped):
    for at in (OVERVIEW, LEVERAGE, COVERAGE):
        page = open_page(at)
        for name, data in components(page):
            if name == "panel" and "class='foot'" in data["html"]:
                foot = html.unescape(data["html"])
                assert re.search(r"Dựa trên [\d.]+ đề án \(hồ sơ đề án\)", foot)
                # The money behind what is left out stands in the same line or, for a map, in the one above it.
                assert re.search(r"[\d.]+ chưa tính: |không đề án nào bị bỏ ra", foot)
                assert " chưa tính: " not in foot or re.search(r"\d (?:tỷ|triệu)", foot)
                assert f"bản số liệu {shipped.id}" in foot
                assert say("foot.open", "vi") in foot
    assert "giá hiện hành" in foot


CONTROLS = {
    "place": (lambda page: page.selectbox(key="f_province").set_value("demo"), {}),
    "years": (lambda page: page.slider(key="f_years").set_value((2015, 2018)), {"years": "2015-2018"}),
    "tier": (lambda page: control(page, "f_tier").set_value("national"), {"tier": "national"}),
    "lens": (lambda page: control(page, "f_lens").set_value("ratio"), {"lens": "ratio"}),
    "state": (lambda page: control(page, "f_lens").set_value("state"), {"lens": "state"}),
    "counterpart": (lambda page: control(page, "f_lens").set_value("counterpart"), {"lens": "counterpart"}),
    "contents": (lambda page: page.multiselect(key="f_contents_vi").set_value(["technology"]), {"contents": "technology"}),
    "types": (lambda page: page.multiselect(key="f_types_vi").set_value(["sme"]), {"beneficiary_types": "sme"}),
    "districts": (lambda page: page.multiselect(key="f_districts_vi").set_value(["622"]), {"districts": "622"}),
    "prices": (lambda page: page.selectbox(key="f_prices_vi").set_value(2022), {"prices": "2022"}),
    "management": (lambda page: page.toggle(key="f_management_vi").set_value(False), {"management": "0"}),
    "language": (lambda page: control(page, "f_language").set_value("en"), {"lang": "en"}),
}  # fmt: skip
# What a control by its nature leaves as it is: through the ratio the grid counts projects as before and the contents
# are seen by their ratio already; programme management has no district.
STAYS = {
    ("lens", "grid"), ("lens", "ratio_content"), ("management", "grid"), ("management", "map"),
}  # fmt: skip


def control(page: AppTest, key: str):
    return next(group for group in page.get("button_group") if group.key == key)


@pytest.mark.parametrize("name", [name for name in CONTROLS if name != "place"])
def test_every_chart_follows_every_control_and_the_address_brings_it_all_back(open_page, name):
    turn, expected = CONTROLS[name]
    page = open_page()
    before = charts(page)
    turn(page)
    page.run()
    after = charts(page)

    assert not page.exception
    assert address(page) == {"years": "2012-2022"} | expected
    kept = {key for key, data in before.items() if key in after and after[key]["figure"] == data["figure"]}
    assert {(name, key) for key in kept} <= STAYS
    assert kept != set(before)
    assert len(after) == len(before)

    restored = open_page(**address(page))
    assert charts(restored) == after
    assert written(restored) == written(page)


def test_all_controls_together_are_held_by_the_address(open_page):
    page = open_page(LEVERAGE)
    for name in ("years", "tier", "contents", "types", "prices", "management", "state", "language"):
        CONTROLS[name][0](page)
    page.run()
    link = address(page)
    restored = open_page(LEVERAGE, **link)

    assert link == {
        "years": "2015-2018", "tier": "national", "contents": "technology", "beneficiary_types": "sme", "prices": "2022", "management": "0",
        "lens": "state", "lang": "en",
    }  # fmt: skip
    assert charts(restored) == charts(page)
    assert written(restored) == written(page)
    assert "constant" in words_of(restored) and "2022" in words_of(restored)


def test_the_list_of_places_holds_todays_34_each_followed_by_what_it_was_made_of(shipped):
    known = codes(shipped)
    options = place_options(known)
    today = [slug for slug in options if known.places[slug].kind == "province_34"]

    assert options[0] == "demo"
    assert len(today) == 34
    for slug in today:
        start = options.index(slug) + 1
        old = [part for part in known.places[slug].parts if part != slug]
        assert options[start : start + len(old)] == old
        assert old and all(known.places[part].kind == "province_63" for part in old)
    assert len({slug for slug in options if known.places[slug].kind == "province_63"}) == 63
    assert len(options) == len(set(options))


def test_every_one_of_todays_34_provinces_opens_without_a_line_a_map_or_a_rank(open_page, shipped):
    known = codes(shipped)
    for slug in [slug for slug in place_options(known) if known.places[slug].kind == "province_34"]:
        page = open_page(province=slug, lang="en")
        assert not page.exception, slug
        assert known.places[slug].name_en in heading(page)
        assert charts(page) == {}, slug
        assert say("place.needs", "en") in words_of(page)


@pytest.mark.parametrize("at", [OVERVIEW, LEVERAGE, COVERAGE])
def test_a_province_with_reports_only_gets_one_honest_page_with_every_figure_in_its_words(
    open_page, shipped, at
):
    page = open_page(at, province="soc-trang")
    told = words_of(page)
    amounts = charts(page).keys() - {"crosswalk"}  # which communes a district became tells no amount
    of = " AND district_as_stated IS NOT NULL" if at == COVERAGE else ""  # coverage tells of districts alone
    figures = shipped.rows(f"SELECT quote FROM reported_figure WHERE province = 'soc-trang'{of}")

    assert amounts == set()
    assert len(figures) > (1 if of else 5)
    for figure in figures:
        assert figure["quote"] in told
    assert at == COVERAGE or ("5.839,093" in told and "3.184,093" in told)
    if at:
        assert say(f"place.only_{KEYS[at]}", "vi") in told


def test_a_place_of_nothing_says_that_nothing_is_inferred_from_elsewhere(open_page):
    page = open_page(province="kon-tum")

    assert heading(page) == say("place.nothing", "vi", place="Kon Tum")
    assert say("place.nothing_more", "vi") in words_of(page)
    assert not re.search(r"\d+ (?:triệu|tỷ)", words_of(page))


def test_another_place_opens_with_its_own_years_and_no_district(open_page):
    page = open_page(districts="622", years="2015-2018")
    page.selectbox(key="f_province").set_value("soc-trang").run()
    assert address(page) == {"province": "soc-trang"}
    page.selectbox(key="f_province").set_value("demo").run()
    assert address(page) == {"years": "2012-2022"}


def test_filters_that_leave_nothing_show_dashes_and_say_why(open_page):
    page = open_page(**STATES["filters that leave nothing"])
    told = words_of(page)

    assert say("cli.rests_on_nothing", "vi").rstrip(".") in told
    assert "0 tỷ" not in told and "0 triệu" not in told
    assert re.search(r"Hệ số đòn bẩy\s+—", told)


@pytest.fixture
def home_with(tmp_path, monkeypatch):
    """A data home with one file under the pointer: `home_with(bytes, name)`; the server opens files by name and age."""
    folder = tmp_path / "snapshots"
    folder.mkdir()
    monkeypatch.setenv("DONBAY_HOME", str(tmp_path))
    forget()

    def place(content: bytes | None, name: str = "given.duckdb"):
        if content is not None:
            (folder / name).write_bytes(content)
        (folder / "current").write_text(name, encoding="utf-8")

    return place


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("at", [OVERVIEW, LEVERAGE, "nguon"])
def test_without_a_snapshot_a_page_says_what_to_run(tmp_path, monkeypatch, at, language):
    monkeypatch.setenv("DONBAY_HOME", str(tmp_path))
    page = fresh(at, lang=language)

    assert_told(page, language, SnapshotMissing.key)
    assert "manage.py build" in words_of(page)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("content", [b"", b"not a database", None], ids=["empty", "text", "gone"])
def test_a_corrupt_file_under_the_pointer_is_named_and_loses_nothing(home_with, content, language):
    home_with(content)
    page = fresh(lang=language)

    assert_told(page, language, (SnapshotGone if content is None else SnapshotCorrupt).key)
    assert "given.duckdb" in words_of(page)


def test_a_snapshot_cut_in_half_is_named_too(home_with, shipped):
    whole = shipped.path.read_bytes()
    home_with(whole[: len(whole) // 2])

    assert_told(fresh(), "vi", SnapshotCorrupt.key)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_snapshot_of_another_version_of_the_program_is_told_with_both_versions(
    home_with, shipped, language
):
    home_with(of_version(shipped, 999))
    page = fresh(lang=language)

    assert_told(page, language, SnapshotSchema.key)
    assert "999" in words_of(page)


def of_version(shipped: Snapshot, version: int) -> bytes:
    """The shipped snapshot as another version of the program would have written it."""
    import tempfile
    from pathlib import Path

    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "other.duckdb"
        path.write_bytes(shipped.path.read_bytes())
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"UPDATE snapshot SET schema_version = {version}")
        return path.read_bytes()


def assert_told(page: AppTest, language: str, key: str) -> None:
    """One heading and one sentence in the reader's language, no trace, nothing else."""
    template = re.escape(say(key, language, path="☐", reason="☐", found="☐", expected="☐")).replace(
        "☐", ".+?"
    )
    assert not page.exception
    assert say("page.trouble", language) in written(page)
    assert re.search(template, words_of(page), re.DOTALL), words_of(page)
    assert "Traceback" not in words_of(page)


def test_a_new_snapshot_is_on_the_screen_as_soon_as_it_is_published(home, monkeypatch, tmp_path):
    from data.build import import_file

    monkeypatch.setenv("DONBAY_HOME", str(home.root))
    page = fresh(province="kon-tum")
    before = heading(page)
    rows = [worlds.project("KT-1", district_as_reported="Huyện Đăk Hà", province="kon-tum")]
    money = [
        worlds.money("KT-1", "local", 120, province="kon-tum"),
        worlds.money("KT-1", "counterpart", 300, province="kon-tum"),
    ]
    import_file(home, write_workbook(tmp_path / "kon-tum.xlsx", rows, money))
    page.run()

    assert not page.exception
    assert heading(page) != before
    assert "2,50" in heading(page)
    assert "MÔ PHỎNG" not in words_of(page)


@pytest.mark.parametrize("at", ["", "don-bay", "do-phu"])
def test_the_charts_of_a_page_drawn_before_are_sent_ahead_of_it_and_are_the_same(open_page, at, monkeypatch):
    monkeypatch.setattr(ahead, "PATIENCE", 60)
    alone = charts(open_page(at, years="2013-2021"))
    then = open_page(at, years="2014-2020")
    named = {f"plot-{key}" for key in charts(then)}
    then.query_params["years"] = "2013-2021"
    then.run()

    order = [name for name, _ in components(then)]
    (sent,) = [data["plots"] for name, data in components(then) if name == "plots_ahead"]
    assert order.index("plots_ahead") < order.index("plot")
    assert {one["key"] for one in sent} == named
    assert charts(then) == alone


def test_what_a_page_drops_from_its_address_keeps_no_later_link_out(open_page):
    """Terms that cannot be compared are dropped while the page is drawn; the next address decides all the same."""
    page = open_page("so-sanh", first="1990-1991", last="2020-2021")
    assert say("compare.bad_terms", "vi") in words_of(page)
    page.query_params.clear()
    page.query_params["years"], page.query_params["lens"] = "2014-2020", "state"
    page.run()

    assert address(page) == {"years": "2014-2020", "lens": "state"}
