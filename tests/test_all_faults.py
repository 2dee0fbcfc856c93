"""All faults at once: none hides another, neither of its cell, nor of its row, nor of its sheet."""

import pytest

from tests.books import (
    ACTIVITIES,
    EVENTS,
    FIGURES,
    FUNDING,
    PLANS,
    PROJECTS,
    UNITS,
    paid,
    project,
    read,
    told,
    write,
)

FIGURE = ["bao-cao", "Kon Tum", 2016, 2016, "địa phương", "thực hiện", "kinh phí hỗ trợ", 420, "triệu đồng"]
VISIT = ["so", "Kon Tum", "tư vấn", 2022, "Tư vấn", "Huyện Đăk Hà", 3]
PEOPLE = ["Nguồn", "Tỉnh", "Địa bàn", "Cấp địa bàn", "Vai trò", "Năm", "Số người"]


@pytest.fixture
def faults(tmp_path):
    """faults({sheet: rows}) -> (code, sheet, row, column) of each fault of that workbook, as read."""

    def faults(sheets: dict) -> list[tuple]:
        found = told(read(write(tmp_path / "so.xlsx", sheets)))
        return [(code, *place) for code, _, *place in found]

    return faults


def changed(row: list, headings: list, **cells) -> list:
    return [cells.get(heading, cell) for heading, cell in zip(headings, row, strict=True)]


def test_a_missing_heading_hides_nothing_of_the_other_columns_and_sheets(faults):
    money = ["Mã đề án", "Nguồn vốn", "Giai đoạn", "Số tiền"]
    found = faults(
        {
            "Đề án": [PROJECTS, project("A"), project("A")],
            "Kinh phí": [money, ["A", "KCĐP", "Xong", 5], ["B", "Túi tiền", "Nghiệm thu", 5], ["A", "KCĐP", "Nghiệm thu", 5], ["A", "KCĐP", "Nghiệm thu", 6]],
        }
    )  # fmt: skip

    assert sorted(found, key=str) == sorted(
        [
            ("column_missing", "Kinh phí", 1, "Số tiền (triệu đồng)"), ("column_unknown", "Kinh phí", 1, "Số tiền"),
            ("cell_bad", "Kinh phí", 2, "Giai đoạn"), ("cell_bad", "Kinh phí", 3, "Nguồn vốn"), ("project_unknown", "Kinh phí", 3, "Mã đề án"),
            ("funding_repeated", "Kinh phí", 5, "Nguồn vốn"), ("project_repeated", "Đề án", 3, "Mã đề án"),
        ],
        key=str,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "told_too"),
    [("Tỉnh", {"cell_bad"}), ("Mã đề án", {"cell_bad", "district_unknown"}), ("Năm kế hoạch", {"cell_bad", "district_unknown"})],
)  # fmt: skip
def test_a_missing_heading_of_projects_blames_no_row_for_it(faults, heading, told_too):
    rows = [PROJECTS, project("A", **{"Nguồn": "tỉnh", "Địa bàn": "Huyện Di Linh"})]
    at = PROJECTS.index(heading)
    lacking = [[cell for place, cell in enumerate(row) if place != at] for row in rows]
    units = [UNITS, ["A", "CS-1", "HTX Một", "Hợp tác xã"]]
    plan = ["Kế hoạch năm 2016", 2016, 2016, "Kinh phí hỗ trợ", "KCĐP", "Ban đầu", 150]
    found = faults(
        {
            "Đề án": lacking,
            "Kinh phí": [FUNDING, *paid("A")],
            "Thụ hưởng": units,
            "Sự kiện": [EVENTS, ["A", "Gia hạn", None, None]],
            "Kế hoạch": [PLANS, plan],
        }
    )

    assert {f[0] for f in found} == {"column_missing", *told_too}


def test_a_repeated_code_and_the_order_of_days_are_told_though_their_rows_have_other_faults(faults):
    bad = project("A", **{"Nguồn": "tỉnh"})
    found = faults({"Đề án": [PROJECTS, bad, bad], "Kinh phí": [FUNDING, *paid("A", "nhiều"), *paid("A")]})

    assert ("project_repeated", "Đề án", 3, "Mã đề án") in found
    assert [f for f in found if f[0] == "funding_repeated"] == [("funding_repeated", "Kinh phí", row, "Nguồn vốn") for row in (4, 5)]  # fmt: skip


def test_an_unknown_district_is_told_though_the_year_is_bad_and_a_known_one_is_not(faults):
    rows = [project("A", year="hai nghìn", **{"Địa bàn": "Huyện Di Linh"}), project("B", year="hai nghìn")]
    found = faults({"Đề án": [PROJECTS, *rows], "Kinh phí": [FUNDING, *paid("A"), *paid("B")]})
    assert [f for f in found if f[0] == "district_unknown"] == [("district_unknown", "Đề án", 2, "Địa bàn")]

    bad = changed(VISIT, ACTIVITIES, **{"Từ ngày": "hôm qua", "Huyện": "Huyện Di Linh"})
    found = faults({"Hoạt động": [ACTIVITIES, bad, changed(VISIT, ACTIVITIES, **{"Từ ngày": "hôm qua"})]})
    assert [f for f in found if f[0] != "cell_bad"] == [("activity_district_unrecognised", "Hoạt động", 2, "Huyện")]  # fmt: skip

    head = [*FIGURES, "Huyện"]
    rows = [[*changed(FIGURE, FIGURES, **{"Đến kỳ": "cuối năm", "Từ kỳ": "đầu năm"}), name] for name in ("Huyện Di Linh", "Huyện Đăk Hà")]  # fmt: skip
    found = faults({"Số liệu": [head, *rows]})
    assert [f for f in found if f[0] != "cell_bad"] == [("district_unrecognised", "Số liệu", 2, "Huyện")]


def test_a_formula_without_a_result_hides_nothing_of_its_row(faults):
    found = faults(
        {"Số liệu": [FIGURES, changed(FIGURE, FIGURES, **{"Giá trị": "=A1", "Cấp": "xã", "Đơn vị": "kg"})]}
    )
    assert sorted(found) == sorted(
        [("formula_empty", "Số liệu", 2, "Giá trị"), ("cell_bad", "Số liệu", 2, "Cấp"), ("cell_bad", "Số liệu", 2, "Đơn vị")]
    )  # fmt: skip

    found = faults({"Hoạt động": [ACTIVITIES, changed(VISIT, ACTIVITIES, **{"Tỉnh": "=A1", "Số cơ sở": -1, "Tên hoạt động": None})]})  # fmt: skip
    assert sorted(found) == sorted(
        [("formula_empty", "Hoạt động", 2, "Tỉnh"), ("cell_bad", "Hoạt động", 2, "Số cơ sở"), ("cell_empty", "Hoạt động", 2, "Tên hoạt động")]
    )  # fmt: skip

    found = faults({"Đề án": [PROJECTS, project("=B1", **{"Địa bàn": "Huyện Di Linh"}), project("B", **{"Địa bàn": "=A1"})], "Kinh phí": [FUNDING, *paid("B", "=1+1")]})  # fmt: skip
    assert sorted({f[0] for f in found}) == ["district_unknown", "formula_empty"]


def test_a_missing_column_of_figures_and_lists_hides_nothing_and_blames_no_cell(faults):
    lacking = [[cell for place, cell in enumerate(row) if place != 7] for row in (FIGURES, changed(FIGURE, FIGURES, **{"Cấp": "xã"}))]  # fmt: skip
    assert faults({"Số liệu": lacking}) == [("column_missing", "Số liệu", 1, "Giá trị"), ("cell_bad", "Số liệu", 2, "Cấp")]  # fmt: skip

    lacking = [row[:4] + row[5:] for row in (ACTIVITIES, changed(VISIT, ACTIVITIES, **{"Loại hoạt động": "du lịch", "Huyện": "Huyện Di Linh"}))]  # fmt: skip
    assert [f[0] for f in faults({"Hoạt động": lacking})] == ["column_missing", "cell_bad", "activity_district_unrecognised"]  # fmt: skip


def test_what_stands_twice_is_told_though_its_rows_have_other_faults(faults):
    people = ["so", "Kon Tum", "Huyện Đăk Hà", "huyện", "cộng tác viên", 2022, "hai"]
    assert [f[0] for f in faults({"Người": [PEOPLE, people, [*people[:-1], 2]]})] == ["cell_bad", "list_row_repeated"]  # fmt: skip

    head, rows = [*FIGURES, "Kiểm lại"], [[*FIGURE, "rồi"], [*changed(FIGURE, FIGURES, **{"Giá trị": 430}), "rồi"]]  # fmt: skip
    assert [f[0] for f in faults({"Số liệu": [head, *rows]})] == ["cell_bad", "cell_bad", "figure_repeated"]


def test_a_bad_last_day_is_told_beside_a_bad_first_day(faults):
    head = [*ACTIVITIES, "Đến ngày"]
    found = faults({"Hoạt động": [head, [*changed(VISIT, ACTIVITIES, **{"Từ ngày": "hôm qua"}), "hôm nay"]]})

    assert sorted(found) == [("cell_bad", "Hoạt động", 2, "Từ ngày"), ("cell_bad", "Hoạt động", 2, "Đến ngày")]  # fmt: skip
