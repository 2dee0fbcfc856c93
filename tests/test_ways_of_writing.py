"""Ways of writing that have one reading are taken as what they say; what is refused says what to write instead."""

import datetime as dt

import pytest

from analytics.finding_words import in_words
from analytics.notes import finding_text
from data.sources.nearest import FEW
from data.sources.project_words import rows_of
from tests.books import ACTIVITIES, FIGURES, FUNDING, PROJECTS, paid, project, read, told, write

FIGURE = ["bao-cao", "Kon Tum", 2016, 2016, "địa phương", "thực hiện", "kinh phí hỗ trợ", 420, "triệu đồng"]
VISIT = ["so", "Kon Tum", "tư vấn", 2022, "Tư vấn", "Huyện Đăk Hà", 3]


@pytest.fixture
def receive(tmp_path):
    return lambda sheets: read(write(tmp_path / "so.xlsx", sheets))


def changed(row: list, headings: list, **cells) -> list:
    return [cells.get(heading, cell) for heading, cell in zip(headings, row, strict=True)]


def money(receive, rows: list[list], first=()):
    return receive({"Đề án": [PROJECTS, project("A")], "Kinh phí": [*first, *rows]})


@pytest.mark.parametrize(
    "unit", ["(tr.đ)", "(trđ)", "(tr đồng)", "(Tr.đồng)", "(ĐVT: triệu đồng)", "- triệu đồng"]
)
def test_a_heading_may_write_million_dong_as_people_do(receive, unit):
    received = money(receive, [[*FUNDING[:3], f"Số tiền {unit}"], *paid("A", 1.5)])

    assert received.findings == []
    assert {row["amount_vnd"] for row in received.tables["funding"]} == {1_500_000}


@pytest.mark.parametrize("line", [["Đơn vị tính: triệu đồng"], [None, None, "ĐVT:", "tr.đ"], ["(Đơn vị: Triệu đồng)"]])  # fmt: skip
def test_a_line_above_the_table_may_tell_the_unit(receive, line):
    received = money(receive, [[*FUNDING[:3], "Số tiền"], *paid("A", 1.5)], [["KINH PHÍ"], line])

    assert received.findings == []
    assert {row["amount_vnd"] for row in received.tables["funding"]} == {1_500_000}


@pytest.mark.parametrize("heading", ["Số tiền", "Số tiền (nghìn đồng)", "Số tiền (tỷ đồng)"])
def test_another_unit_or_none_is_refused(receive, heading):
    received = money(receive, [[*FUNDING[:3], heading], *paid("A")], [["Đơn vị tính: nghìn đồng"]])

    assert ("column_missing", "error", "Kinh phí", 2, "Số tiền (triệu đồng)") in told(received)
    assert received.tables["funding"] == []


def test_a_line_that_contradicts_the_heading_is_refused(receive):
    received = money(receive, [FUNDING, *paid("A")], [["Đơn vị tính: nghìn đồng"]])

    assert told(received) == [("unit_contradicts", "error", "Kinh phí", 1, FUNDING[3])]
    assert "nghìn đồng" in finding_text(received.findings[0], "vi")
    assert money(receive, [FUNDING, *paid("A")], [["Đơn vị: Sở Công Thương"]]).findings == []


def test_the_unit_of_lists_is_read_alike(receive):
    rows = [[*ACTIVITIES, "Kinh phí (tr.đ)"], [*VISIT, "1 234,5"]]
    assert receive({"Hoạt động": rows}).tables["activity"][0]["amount_vnd"] == 1_234_500_000


@pytest.mark.parametrize("unit", ["tr.đ", "trđ", "tr đồng", "Tr. đồng", "triệu đ"])
@pytest.mark.parametrize("tier", ["KCĐP", "Khuyến công địa phương", "địa phương"])
def test_figures_take_the_words_of_the_workbook(receive, unit, tier):
    received = receive({"Số": [FIGURES, changed(FIGURE, FIGURES, **{"Đơn vị": unit, "Cấp": tier})]})

    assert received.findings == []
    (figure,) = received.tables["reported_figure"]
    assert (figure["value"], figure["tier"]) == (420_000_000, "local")


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("năm 2017", "2017-01-01", "2017-12-31"), ("Năm 2017", "2017-01-01", "2017-12-31"),
        ("Quý I/2019", "2019-01-01", "2019-03-31"), ("quý 4 năm 2019", "2019-10-01", "2019-12-31"),
        ("6 tháng đầu năm 2022", "2022-01-01", "2022-06-30"), ("6 tháng cuối năm 2022", "2022-07-01", "2022-12-31"),
        ("9 tháng đầu năm 2022", "2022-01-01", "2022-09-30"), ("tháng 2/2020", "2020-02-01", "2020-02-29"),
    ],
)  # fmt: skip
def test_a_period_may_be_written_in_words(receive, cell, first, last):
    received = receive({"Số": [FIGURES, changed(FIGURE, FIGURES, **{"Từ kỳ": cell, "Đến kỳ": cell})]})
    (figure,) = received.tables["reported_figure"]
    listed = receive({"Hoạt động": [ACTIVITIES, changed(VISIT, ACTIVITIES, **{"Từ ngày": cell})]}).tables["activity"]  # fmt: skip

    days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert (figure["period_start"], figure["period_end"]) == days
    assert figure["period_as_stated"] == cell
    assert (listed[0]["period_start"], listed[0]["period_end"]) == days


@pytest.mark.parametrize("cell", ["Quý V/2019", "13 tháng đầu năm 2019", "đầu năm 2019", "năm kế hoạch 2019"])
def test_a_period_that_is_none_is_told_what_to_write(receive, cell):
    received = receive({"Số": [FIGURES, changed(FIGURE, FIGURES, **{"Từ kỳ": cell})]})

    assert [(f.code, f.column, f.expected) for f in received.findings] == [("cell_bad", "Từ kỳ", "2016 | 06/2016 | 30/06/2016")]  # fmt: skip


def test_a_plan_year_may_be_called_a_year(receive):
    received = receive(
        {"Đề án": [PROJECTS, project("A", year="Năm 2017")], "Kinh phí": [FUNDING, *paid("A")]}
    )

    assert received.findings == []
    assert received.tables["project"][0]["plan_year"] == 2017


@pytest.mark.parametrize("cell", ["1 234,5", "1\u00a0234,5", "1\u202f234,5"])
def test_spaces_between_thousands_are_read(receive, cell):
    assert {row["amount_vnd"] for row in money(receive, [FUNDING, *paid("A", cell)]).tables["funding"]} == {
        1_234_500_000
    }
    (figure,) = receive({"Số": [FIGURES, changed(FIGURE, FIGURES, **{"Giá trị": cell})]}).tables[
        "reported_figure"
    ]
    assert figure["value"] == 1_234_500_000


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("90.5", "90,5"), ("1,234.5", "1.234,5"), ("1,234,567", "1.234.567"), ("12 34", "số, ví dụ 1.234,5"), ("1 2345", "số, ví dụ 1.234,5"),
        ("1.234", "1234 | 1,234"),
    ],
)  # fmt: skip
def test_a_number_of_another_way_of_writing_is_refused_with_what_to_write(receive, cell, expected):
    assert {f.expected for f in money(receive, [FUNDING, *paid("A", cell)]).findings} == {expected}


@pytest.mark.parametrize(
    ("heading", "table", "cell"), [("Nội dung", "content", "xây nhà máy"), ("Trạng thái", "status", "xong")]
)
def test_a_word_that_is_far_from_all_is_answered_with_three_and_the_place_of_the_list(
    receive, heading, table, cell
):
    received = receive({"Đề án": [PROJECTS, project("A", **{heading: cell})], "Kinh phí": [FUNDING, *paid("A")]})  # fmt: skip
    (finding,) = received.findings
    three, place = finding.expected.split("; ")
    labels = {row["label_vi"]: row["label_en"] for row in rows_of(table)}

    assert len(labels) > FEW
    assert [name.removesuffix("?") in labels for name in three.split(" | ")] == [True] * 3
    assert place == f"danh mục đầy đủ: data/reference/{table}.csv"
    assert in_words(finding.expected, "en").endswith(f"; the whole list: data/reference/{table}.csv")


def test_a_word_that_is_close_is_answered_with_what_is_close_alone(receive):
    received = receive({"Đề án": [PROJECTS, project("A", **{"Trạng thái": "Nghiệm tu"})], "Kinh phí": [FUNDING, *paid("A")]})  # fmt: skip

    assert [f.expected for f in received.findings] == ["Nghiệm thu?"]
