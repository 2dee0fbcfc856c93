"""The screens of a place without project records: the answer in the title, its districts, one unit a block, and nothing that sounds like a signature."""

import csv
import datetime as dt
import re

import pytest

from analytics import told_best, told_places
from analytics.charts.words import Words, one_unit
from analytics.filters import Filters
from pages.components import frame, inferred, templates
from pages.components.choice import Choice
from tests import worlds
from tests.test_pages import fresh, words_of, written


@pytest.fixture
def open_page(shipped_home, monkeypatch):
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))
    return fresh


def _title(snapshot, slug: str, language: str = "vi") -> str:
    words = Words(snapshot, Filters(province=slug), language)
    return told_best.sentence(words, words.place.label(language), told_best.best(snapshot, slug))


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("soc-trang", "Sóc Trăng, 2016–2018 (thực hiện): mỗi đồng Nhà nước đi kèm 7,67 đồng đối ứng (từ các phần: 7,54)"),
        ("gia-lai", "Gia Lai (tỉnh suy ra), 2012–2022 (thực hiện): mỗi đồng Nhà nước đi kèm 2,50 đồng đối ứng"),
        ("long-an", "Long An, 2021 (kế hoạch, chỉ khuyến công địa phương): Nhà nước hỗ trợ 1,40 tỷ; chưa nêu đủ vốn đối ứng nên chưa có hệ số"),
    ],
)  # fmt: skip
def test_the_title_is_the_best_answer_of_the_reports_with_its_period_and_basis(shipped, slug, title):
    assert _title(shipped, slug) == title


def test_a_report_of_one_content_or_an_unseen_figure_is_no_answer_for_the_programme(make_snapshot):
    span = {"period_start": dt.date(2016, 1, 1), "period_end": dt.date(2018, 12, 31)}
    of_content = [
        worlds.figure(i, measure, 10**9, content_code="trademark", content_as_stated="nhãn hiệu", **span)
        for i, measure in enumerate(("state_support", "counterpart"))
    ]
    unseen = [worlds.figure(9, "state_support", 10**9, 2020, verified="no")]
    world = make_snapshot(figures=of_content + unseen)

    assert told_best.best(world, "gia-lai") is None
    assert _title(world, "gia-lai") == "Gia Lai: chưa báo cáo nào nêu số của cả chương trình cho trọn năm"


def test_actual_goes_before_plan_and_both_funds_before_one(make_snapshot):
    def pair(number, counterpart, years, **more):
        span = {"period_start": dt.date(years[0], 1, 1), "period_end": dt.date(years[1], 12, 31)} | more
        return [
            worlds.figure(number, "state_support", 10**9, **span),
            worlds.figure(number + 1, "counterpart", counterpart * 10**9, **span),
        ]

    world = make_snapshot(
        figures=pair(1, 9, (2011, 2020), basis="plan")
        + pair(3, 2, (2019, 2019))
        + pair(5, 5, (2012, 2015), tier="local")
    )
    one = told_best.best(world, "gia-lai")

    assert (one.answer.filters.years, one.answer.value, one.tier) == ((2019, 2019), 2, None)


def test_the_overview_says_the_answer_and_the_content_that_a_block_is_of(open_page):
    text = words_of(open_page("", province="soc-trang"))

    assert "mỗi đồng Nhà nước đi kèm 7,67 đồng đối ứng (từ các phần: 7,54)" in text
    assert "Không phải cả chương trình" in text


def test_the_coverage_names_the_districts_that_are_told_and_repeats_no_block(open_page, shipped):
    text = words_of(open_page("do-phu", province="long-an"))

    assert "nguồn công khai nêu tên 6 trong 15 huyện" in text and "Vĩnh Hưng" in text
    assert "Các kỳ báo cáo" not in text and "Các phép cộng có khớp không" not in text
    told = {row["told"]: row for row in told_places.districts(shipped, "long-an")}
    assert (told["Tân An"]["figures"], told["Tân An"]["examples"]) == (2, 2)


def test_a_place_whose_reports_name_no_district_says_so(open_page):
    assert "chưa nguồn nào nêu tên huyện được hỗ trợ" in words_of(open_page("do-phu", province="gia-lai"))


def test_a_district_told_by_a_figure_that_was_not_seen_again_is_not_named(make_snapshot):
    told = {"district_as_stated": "Huyện Chư Sê", "district_code": "628"}
    seen = make_snapshot(figures=[worlds.figure(1, "beneficiaries", 3, 2015, unit="count", **told)])
    unseen = make_snapshot(figures=[worlds.figure(1, "beneficiaries", 3, 2015, unit="count", verified="no", **told)])  # fmt: skip

    assert [row["figures"] for row in told_places.districts(seen, "gia-lai")] == [1]
    assert told_places.districts(unseen, "gia-lai") == ()


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [
        ([5_902_360_000, 7_210_000_000], "million"),
        ([7_210_000_000, 850_000_000], "billion"),
        ([123_456_789, 10**9], "vnd"),
        ([38_500_000, None], "million"),
        ([0], "vnd"),
    ],
)
def test_amounts_that_are_read_together_have_one_unit_that_loses_nothing(amounts, unit):
    assert one_unit(amounts) == unit


def test_an_exact_amount_is_written_in_english_as_any_other_amount(shipped):
    assert Words(shipped, Filters(), "en").exact(315_000_000) == "315 m"
    assert Words(shipped, Filters(), "vi").exact(315_000_000) == "315 triệu đồng"


def test_the_blocks_of_a_place_are_in_one_unit(open_page):
    text = words_of(open_page("", province="soc-trang"))

    assert text.count("tiền: triệu đồng") == 5 and "tiền: tỷ đồng" not in text
    assert "125.920" in text and "45.251,84" in text


def test_the_quality_of_reports_begins_with_the_sums_that_fail_and_ends_without_a_clean_bill(open_page):
    text = words_of(open_page("chat-luong", province="soc-trang"))

    assert "Sóc Trăng: 2 trong 17 phép cộng của báo cáo chưa khớp" in text
    assert "Thấy lại không có nghĩa là cộng đúng" in text
    assert (
        "không nói rằng các phép cộng đã khớp" in text
        and "Cả bản số liệu có 130 điều ghi nhận (1 cảnh báo)" in text
    )


def test_the_comparison_says_what_it_comes_to_and_lists_the_periods_alone_once(open_page):
    text = words_of(open_page("so-sanh", province="soc-trang"))

    assert "hệ số 7,67; chưa nơi nào khác công bố hệ số cùng loại để so" in text
    assert text.count("Chưa nơi nào khác công bố hệ số cùng cơ sở") == 1


@pytest.mark.parametrize(
    ("slug", "words"), [("soc-trang", "Sóc Trăng (đến 30/06/2025)"), ("demo", "2012–2022")]
)
def test_the_button_of_the_filters_says_only_what_can_be_chosen(shipped, slug, words):
    filters = Filters(province=slug, years=(2012, 2022) if slug == "demo" else None)
    said = frame.chosen_words(Choice(shipped, filters, "vi", "light"))

    assert (said == words) if slug == "soc-trang" else (words in said and "Cả hai nguồn" in said)


def test_how_a_province_was_found_is_told_in_the_language_of_the_page(shipped):
    notes = shipped.rows("SELECT DISTINCT inference FROM reported_figure WHERE inference IS NOT NULL")

    assert notes
    for note in (row["inference"] for row in notes):
        assert inferred.note(note, "vi") == note
        english = inferred.note(note, "en")
        assert (
            english.startswith("The text names no province")
            and "<span lang='vi'>Phạm Văn Binh</span>" in english
        )
    assert inferred.note("Sở tự ghi", "en") == "<span lang='vi'>Sở tự ghi</span>"


@pytest.mark.parametrize("slug", ["soc-trang", "gia-lai"])
def test_the_example_files_can_be_taken_along_where_the_lists_are_lacking(open_page, slug):
    page = open_page("hoat-dong", province=slug)
    offered = {button.proto.label for button in page.get("download_button")}

    assert offered >= {f"Tải {name}" for name in templates.FILES.values()}
    assert "docs/" not in words_of(page)


@pytest.mark.parametrize("name", templates.FILES.values())
def test_every_row_of_an_example_file_says_that_it_is_simulated(name):
    with (templates.EXAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    assert rows and all(row["Mô phỏng"] == "có" for row in rows)


def test_the_words_behind_a_plan_are_folded_and_counted(open_page):
    text = written(open_page("ke-hoach", province="soc-trang"))
    folded = re.findall(r"<details class='folded'><summary>(.*?)</summary>(.*?)</details>", text, re.S)

    assert folded and "plan_screen" not in text
    for summary, table in folded:
        assert int(re.match(r"\d+", summary)[0]) == table.count("<tr>") - 1
