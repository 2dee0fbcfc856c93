"""The project workbook as a department may send it: right, half right, and wrong in every way we know of."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from data.sources.projects import FORMATS
from data.sources.table import Received
from data.sources.workbook import read_sheets

FORMAT = FORMATS[0]

PROJECT = {
    "Tỉnh": "Sóc Trăng",
    "Mã đề án": "ĐA-01",
    "Năm kế hoạch": 2022,
    "Tên đề án": "Hỗ trợ máy sấy",
    "Nội dung": "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ",
    "Nguồn": "KCĐP",
    "Địa bàn": "Huyện Kế Sách",
    "Trạng thái": "Quyết toán",
    "Ngày phê duyệt": dt.datetime(2022, 2, 1),
    "Ngày bắt đầu": dt.datetime(2022, 5, 1),
    "Ngày nghiệm thu": dt.datetime(2022, 11, 1),
}
STATE = {"Mã đề án": "ĐA-01", "Nguồn vốn": "KCĐP", "Giai đoạn": "Nghiệm thu", "Số tiền (triệu đồng)": 135}
COUNTERPART = STATE | {"Nguồn vốn": "Đối ứng", "Số tiền (triệu đồng)": 184.093}
SUPPORT = {
    "Mã đề án": "ĐA-01",
    "Mã đơn vị": "CS-1",
    "Tên đơn vị": "HTX Ví dụ",
    "Loại hình": "Hợp tác xã",
    "Địa bàn": "Huyện Kế Sách",
    "Phần hỗ trợ (triệu đồng)": 135,
    "Phần đối ứng (triệu đồng)": 184.093,
}
EVENT = {"Mã đề án": "ĐA-01", "Sự kiện": "Gia hạn", "Ngày": dt.datetime(2022, 9, 1), "Lý do": "Dịch COVID-19"}
PLAN = {
    "Chương trình": "Kế hoạch năm 2022",
    "Từ ngày": 2022,
    "Đến ngày": 2022,
    "Chỉ tiêu": "Kinh phí hỗ trợ",
    "Nguồn": "KCĐP",
    "Bản kế hoạch": "Ban đầu",
    "Số tiền (triệu đồng)": 150,
}


def one_project() -> dict[str, list[dict]]:
    return {
        "Đề án": [PROJECT],
        "Kinh phí": [STATE, COUNTERPART],
        "Thụ hưởng": [SUPPORT],
        "Sự kiện": [EVENT],
        "Kế hoạch": [PLAN],
    }


@pytest.fixture
def receive(tmp_path):
    """Writes sheets (rows as dicts, or ready grids) to a real workbook and reads it back through the format."""

    def received(sheets: dict[str, list]) -> Received:
        path = tmp_path / "de-an.xlsx"
        _write(path, sheets)
        grids = read_sheets(path, path.name)
        assert FORMAT.recognise(grids)
        return FORMAT.read(grids, path.name)

    return received


def _write(path: Path, sheets: dict[str, list]) -> None:
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, cells in enumerate(_grid(rows)):
            for at, cell in enumerate(cells):
                if isinstance(cell, dt.datetime):
                    sheet.write_datetime(number, at, cell, day)
                else:
                    sheet.write(number, at, cell)
    book.close()


def _grid(rows: list) -> list[list]:
    if rows and isinstance(rows[0], list):
        return rows
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [headings, *([row.get(heading) for heading in headings] for row in rows)]


def told(received: Received) -> list[tuple]:
    return [(f.code, f.level, f.sheet, f.row, f.column) for f in received.findings]


def test_a_right_workbook_becomes_typed_rows_without_a_finding(receive):
    received = receive(one_project())

    assert received.findings == []
    project = received.tables["project"][0]
    assert (project["province"], project["content_code"], project["tier"], project["status"]) == (
        "soc-trang",
        "machinery_application",
        "local",
        "settled",
    )
    assert project["approved_on"] == dt.date(2022, 2, 1)
    assert [row["amount_vnd"] for row in received.tables["funding"]] == [135_000_000, 184_093_000]
    assert received.tables["support"][0]["beneficiary_type"] == "cooperative"
    assert received.tables["event"][0]["reason"] == "covid"
    assert received.tables["plan"][0]["value"] == 150_000_000
    assert received.tables["plan"][0]["period_end"] == dt.date(2022, 12, 31)


def test_rows_of_the_other_sheets_belong_to_the_province_of_their_project(receive):
    received = receive(one_project())

    provinces = {row["province"] for rows in received.tables.values() for row in rows}
    assert provinces == {"soc-trang"}


def test_an_empty_cell_is_not_recorded_and_a_zero_is_zero(receive):
    sheets = one_project()
    sheets["Thụ hưởng"] = [SUPPORT | {"Phần hỗ trợ (triệu đồng)": None, "Phần đối ứng (triệu đồng)": None}]
    sheets["Kinh phí"] = [STATE, COUNTERPART | {"Số tiền (triệu đồng)": 0}]

    received = receive(sheets)

    assert received.tables["support"][0]["state_share_vnd"] is None
    assert received.tables["support"][0]["difficult_area"] is None
    assert received.tables["funding"][1]["amount_vnd"] == 0
    assert received.tables["project"][0]["jobs_new"] is None
    assert received.tables["project"][0]["repayable"] == "unknown"


@pytest.mark.parametrize("heading", ["Số lao động", "Lao động", "Employees"])
def test_people_at_work_are_read_whole_and_an_empty_cell_is_not_recorded(receive, heading):
    rows = [SUPPORT | {heading: 14}, SUPPORT | {"Mã đơn vị": "CS-2", heading: 0}]
    rows.append(SUPPORT | {"Mã đơn vị": "CS-3", heading: None})
    read = receive(one_project() | {"Thụ hưởng": rows}).tables["support"]

    assert [row["employees"] for row in read] == [14, 0, None]


@pytest.mark.parametrize("cell", ["khoảng 20", 12.5, -3])
def test_people_at_work_that_are_no_whole_number_are_told_with_their_place(receive, cell):
    received = receive(one_project() | {"Thụ hưởng": [SUPPORT | {"Số lao động": cell}]})

    assert ("cell_bad", "error", "Thụ hưởng", 2, "Số lao động") in told(received)


def test_an_amount_left_empty_is_a_fault_and_never_zero(receive):
    received = receive(one_project() | {"Kinh phí": [STATE | {"Số tiền (triệu đồng)": None}]})

    assert ("cell_empty", "error", "Kinh phí", 2, "Số tiền (triệu đồng)") in told(received)
    assert received.tables["funding"] == []


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("KCQG", "national"),
        ("kcđp", "local"),
        ("Quốc gia", "national"),
        ("Địa phương", "local"),
        ("national", "national"),
    ],
)
def test_the_tier_is_understood_as_people_write_it(receive, cell, code):
    assert (
        receive(one_project() | {"Đề án": [PROJECT | {"Nguồn": cell}]}).tables["project"][0]["tier"] == code
    )


def test_english_headings_are_understood(receive):
    names = {"Tỉnh": "Province", "Mã đề án": "Code", "Năm kế hoạch": "Plan year", "Tên đề án": "Title"}
    names |= {"Nội dung": "Content", "Nguồn": "Tier", "Địa bàn": "District", "Trạng thái": "Status"}
    english = {names[key]: value for key, value in PROJECT.items() if key in names}
    money = {"Code": "ĐA-01", "Payer": "KCĐP", "Stage": "Nghiệm thu", "Amount (VND million)": 135}

    received = receive({"Projects": [english], "Funding": [money]})

    assert received.findings == []
    assert received.tables["funding"][0]["amount_vnd"] == 135_000_000


def test_a_title_and_the_unit_may_stand_above_the_headings(receive):
    rows = [["DANH SÁCH ĐỀ ÁN"], ["", "Đơn vị tính: triệu đồng"], *_grid([PROJECT])]

    received = receive(one_project() | {"Đề án": rows})

    assert received.findings == []
    assert received.tables["project"][0]["row"] == 4


def test_subtotals_and_outline_rows_are_told_and_never_counted(receive):
    headings = ["STT", *STATE]
    rows = [
        headings,
        ["I", None, "Kinh phí quốc gia", None, None],
        [1, *STATE.values()],
        [2, *COUNTERPART.values()],
        ["Cộng", None, None, None, 319.093],
        ["a", None, "Trong đó", None, 12],
        ["Tổng cộng", None, None, None, 319.093],
    ]

    received = receive(one_project() | {"Kinh phí": rows})

    assert told(received) == [("subtotal_row", "note", "Kinh phí", row, None) for row in (2, 5, 6, 7)]
    # The cells of such a row stand apart, numbers as an officer reads them.
    assert "Cộng; 319,093" in {f.value for f in received.findings}
    assert [row["row"] for row in received.tables["funding"]] == [3, 4]


@pytest.mark.parametrize("name", ["Công ty TNHH Ví dụ", "Tổng công ty Ví dụ"])
def test_a_company_is_no_sum_although_its_name_begins_alike(receive, name):
    row = {"Tên đơn vị": name, "Loại hình": "Doanh nghiệp (nhỏ và vừa)", "Mã đề án": None}

    received = receive(one_project() | {"Thụ hưởng": [row]})

    assert told(received) == [("cell_empty", "error", "Thụ hưởng", 2, "Mã đề án")]


@pytest.mark.parametrize(
    ("sheet", "row"),
    [("Kinh phí", STATE), ("Thụ hưởng", SUPPORT), ("Sự kiện", EVENT)],
)
def test_a_row_whose_code_has_no_project_is_told_with_its_place(receive, sheet, row):
    received = receive(one_project() | {sheet: [*one_project()[sheet], row | {"Mã đề án": "ĐA-99"}]})

    last = len(one_project()[sheet]) + 2
    assert ("project_unknown", "error", sheet, last, "Mã đề án") in told(received)


def test_a_row_is_not_blamed_for_a_project_whose_own_row_was_refused(receive):
    received = receive(one_project() | {"Đề án": [PROJECT | {"Trạng thái": "xong"}]})

    assert told(received) == [("cell_bad", "error", "Đề án", 2, "Trạng thái")]


def test_a_repeated_project_code_is_told_at_the_second_row(receive):
    received = receive(one_project() | {"Đề án": [PROJECT, PROJECT]})

    assert told(received) == [("project_repeated", "error", "Đề án", 3, "Mã đề án")]


def test_the_same_code_in_two_provinces_must_say_whose_the_money_is(receive):
    received = receive(one_project() | {"Đề án": [PROJECT, PROJECT | {"Tỉnh": "Long An"}], "Kế hoạch": []})

    assert [code for code, level, *_ in told(received) if level == "error"] == ["project_other_province"] * 4


def test_a_repeated_payer_and_stage_is_told(receive):
    received = receive(one_project() | {"Kinh phí": [STATE, COUNTERPART, STATE]})

    assert told(received) == [("funding_repeated", "error", "Kinh phí", 4, "Nguồn vốn")]


def test_a_beneficiary_stands_once_in_a_project(receive):
    half = SUPPORT | {"Phần hỗ trợ (triệu đồng)": 67.5, "Phần đối ứng (triệu đồng)": 92.0465}

    received = receive(one_project() | {"Thụ hưởng": [half, half]})

    assert told(received) == [("beneficiary_repeated", "error", "Thụ hưởng", 3, "Mã đơn vị")]


def test_shares_that_do_not_add_up_are_told_with_both_sums(receive):
    received = receive(one_project() | {"Thụ hưởng": [SUPPORT | {"Phần hỗ trợ (triệu đồng)": 100.5}]})

    finding = received.findings[0]
    assert told(received) == [("shares_unequal", "warning", "Thụ hưởng", 2, "Phần hỗ trợ (triệu đồng)")]
    assert (finding.value, finding.expected) == ("100,5", "135")


def test_shares_are_compared_with_the_latest_amount_not_with_the_plan_or_an_advance(receive):
    planned = STATE | {"Giai đoạn": "Giao kế hoạch", "Số tiền (triệu đồng)": 140}
    advance = STATE | {"Giai đoạn": "Tạm ứng", "Số tiền (triệu đồng)": 70}

    received = receive(one_project() | {"Kinh phí": [STATE, planned, advance, COUNTERPART]})

    assert received.findings == []


def test_shares_of_some_beneficiaries_only_are_told(receive):
    other = SUPPORT | {
        "Mã đơn vị": "CS-2",
        "Phần hỗ trợ (triệu đồng)": None,
        "Phần đối ứng (triệu đồng)": None,
    }

    received = receive(one_project() | {"Thụ hưởng": [SUPPORT, other]})

    assert [code for code, *_ in told(received)] == ["shares_incomplete", "shares_incomplete"]


def test_a_project_that_ends_on_the_day_it_starts_is_a_warning(receive):
    day = dt.datetime(2022, 11, 1)

    received = receive(one_project() | {"Đề án": [PROJECT | {"Ngày bắt đầu": day, "Ngày nghiệm thu": day}]})

    assert told(received) == [("dates_equal", "warning", "Đề án", 2, "Ngày nghiệm thu")]
    assert len(received.tables["project"]) == 1


def test_acceptance_before_approval_is_a_warning(receive):
    early = PROJECT | {"Ngày nghiệm thu": "15/01/2022", "Ngày bắt đầu": None}

    received = receive(one_project() | {"Đề án": [early]})

    assert told(received) == [("dates_backwards", "warning", "Đề án", 2, "Ngày nghiệm thu")]
    assert received.findings[0].expected == ">= 01/02/2022 (Ngày phê duyệt)"


def test_simulated_rows_stand_in_a_simulated_province_only(receive):
    real = receive(one_project() | {"Đề án": [PROJECT | {"Mô phỏng": "có"}]})
    sample = receive(one_project() | {"Đề án": [PROJECT | {"Tỉnh": "demo"}]})

    assert told(real) == [("simulated_mixed", "error", "Đề án", 2, "Mô phỏng")]
    assert [f.code for f in sample.errors] == ["simulated_mixed"]


def test_a_missing_column_is_told_and_not_called_unknown(receive):
    without = {key: value for key, value in PROJECT.items() if key != "Tên đề án"}

    received = receive(one_project() | {"Đề án": [without]})

    assert ("column_missing", "error", "Đề án", 1, "Tên đề án") in told(received)


def test_money_without_its_unit_in_the_heading_is_refused(receive):
    rows = [{("Số tiền" if key.startswith("Số tiền") else key): v for key, v in STATE.items()}]

    received = receive(one_project() | {"Kinh phí": rows})

    assert ("column_missing", "error", "Kinh phí", 1, "Số tiền (triệu đồng)") in told(received)


def test_a_missing_sheet_of_money_is_told(receive):
    received = receive({"Đề án": [PROJECT]})

    assert told(received) == [("sheet_missing", "error", "Kinh phí", None, None)]


def test_a_lone_1_234_is_asked_about_and_never_guessed(receive):
    received = receive(one_project() | {"Kinh phí": [STATE | {"Số tiền (triệu đồng)": "1.234"}, COUNTERPART]})

    finding = received.findings[0]
    assert (finding.code, finding.row, finding.value, finding.expected) == (
        "cell_bad",
        2,
        "1.234",
        "1234 | 1,234",
    )


@pytest.mark.parametrize("cell", [-5, "abc", 0.0000001, 10**30, True, dt.datetime(2022, 1, 1)])
def test_an_impossible_amount_is_a_finding_not_a_crash(receive, cell):
    received = receive(one_project() | {"Kinh phí": [STATE | {"Số tiền (triệu đồng)": cell}, COUNTERPART]})

    assert ("cell_bad", "error", "Kinh phí", 2, "Số tiền (triệu đồng)") in told(received)


def test_a_plan_carries_the_value_of_its_measure(receive):
    misplaced = PLAN | {"Chỉ tiêu": "Số đề án", "Số lượng": 3}
    counted = misplaced | {"Số tiền (triệu đồng)": None}
    backwards = PLAN | {"Từ ngày": "2023", "Đến ngày": "31/12/2022", "Số lượng": None}

    received = receive(one_project() | {"Kế hoạch": [counted, misplaced, backwards]})

    assert [row["value"] for row in received.tables["plan"]] == [3]
    assert told(received) == [
        ("plan_value_misplaced", "error", "Kế hoạch", 3, "Số tiền (triệu đồng)"),
        ("period_backwards", "error", "Kế hoạch", 4, "Đến ngày"),
        ("plan_repeated", "warning", "Kế hoạch", 3, "Chỉ tiêu"),
    ]


def test_all_faults_are_told_at_once(receive):
    bad = PROJECT | {
        "Mã đề án": "ĐA-02",
        "Nguồn": "tỉnh",
        "Nội dung": "gì đó",
        "Ngày phê duyệt": "31/02/2022",
    }

    received = receive(one_project() | {"Đề án": [PROJECT, bad]})

    assert {(f.row, f.column) for f in received.errors} == {
        (3, "Nguồn"),
        (3, "Nội dung"),
        (3, "Ngày phê duyệt"),
    }


def test_another_workbook_is_not_taken_for_a_project_workbook(tmp_path):
    path = tmp_path / "khac.xlsx"
    _write(path, {"Sheet1": [["a", "b"], [1, 2]], "Đề án": [["ghi chú"], ["x"]]})

    assert not FORMAT.recognise(read_sheets(path, path.name))


@pytest.mark.parametrize(
    ("heading", "day", "earlier"),
    [("Ngày bắt đầu", "01/12/2022", "Ngày bắt đầu"), ("Ngày ký hợp đồng", "02/12/2022", "Ngày ký hợp đồng")],
)
def test_acceptance_before_the_start_or_the_contract_is_a_warning(receive, heading, day, earlier):
    received = receive(one_project() | {"Đề án": [PROJECT | {heading: day}]})

    assert told(received) == [("dates_backwards", "warning", "Đề án", 2, "Ngày nghiệm thu")]
    assert received.findings[0].expected == f">= {day} ({earlier})"


def _write_grid(sheet, grid: list[list], day) -> None:
    for number, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            sheet.write(number, column, cell, *([day] if isinstance(cell, dt.datetime) else []))


def merged_project(tmp_path, *merges: str, below: list | None = None) -> Received:
    """Three projects under a title, in rows 3 to 5, with these cells merged (their first cell stays), and rows below."""
    path = tmp_path / "gop.xlsx"
    rows = [PROJECT | {"Mã đề án": f"ĐA-0{n}"} for n in (1, 2, 3)]
    grid = [["DANH SÁCH ĐỀ ÁN"], *_grid(rows), *(below or [])]
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Đề án")
    _write_grid(sheet, grid, day)
    _write_grid(book.add_worksheet("Kinh phí"), _grid([STATE, COUNTERPART]), day)
    for merge in merges:
        first = merge.split(":")[0]
        sheet.merge_range(merge, grid[int(first[1:]) - 1][ord(first[0]) - ord("A")])
    book.close()
    return FORMAT.read(read_sheets(path, path.name), path.name)


def test_a_merged_cell_of_districts_is_an_error_with_its_place(tmp_path):
    received = merged_project(tmp_path, "A1:F1", "G3:G5")

    (finding,) = received.errors
    assert (finding.code, finding.sheet, finding.row, finding.column) == (
        "cell_merged",
        "Đề án",
        3,
        "Địa bàn",
    )
    assert (finding.value, finding.expected) == ("G3:G5", "bỏ gộp và ghi từng dòng")


def test_a_merge_over_cells_that_must_be_filled_is_told_once(tmp_path):
    received = merged_project(tmp_path, "A3:A5")

    assert [(f.code, f.value) for f in received.errors] == [("cell_merged", "A3:A5")]


def test_merged_titles_and_sum_rows_are_nothing_to_mend(tmp_path):
    received = merged_project(tmp_path, "A1:F1", "A6:F6", below=[["Tổng cộng"]])

    assert [(f.code, f.row) for f in received.findings] == [("subtotal_row", 6)]


def _with_formula(tmp_path, result) -> Received:
    path = tmp_path / "cong-thuc.xlsx"
    book = xlsxwriter.Workbook(str(path))
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    _write_grid(book.add_worksheet("Đề án"), _grid([PROJECT]), day)
    money = book.add_worksheet("Kinh phí")
    _write_grid(money, _grid([STATE, COUNTERPART]), day)
    money.write_formula(1, 3, "=100+35", None, result)
    book.close()
    return FORMAT.read(read_sheets(path, path.name), path.name)


@pytest.mark.parametrize(("result", "seen"), [("", "=100+35"), ("#REF!", "#REF!")])
def test_a_formula_without_a_result_is_told_as_such_and_not_as_an_empty_cell(tmp_path, result, seen):
    received = _with_formula(tmp_path, result)

    (finding,) = received.errors
    assert (finding.code, finding.sheet, finding.row, finding.value) == ("formula_empty", "Kinh phí", 2, seen)


def test_a_formula_with_its_result_is_a_number_like_any_other(tmp_path):
    received = _with_formula(tmp_path, 135)

    assert received.errors == [] and received.tables["funding"][0]["amount_vnd"] == 135_000_000


def test_faults_go_by_the_headings_of_the_file(receive):
    names = {"Mã đề án": "Mã", "Nguồn": "Nguồn (KCQG/KCĐP)", "Địa bàn": "Huyện", "Năm kế hoạch": "Năm"}
    row = {names.get(key, key): value for key, value in PROJECT.items()}
    wrong = row | {"Nguồn (KCQG/KCĐP)": "tỉnh", "Huyện": "Huyện Di Linh", "Năm": None, "Mã": "ĐA-02"}
    received = receive(one_project() | {"Đề án": [row, row, wrong, row | {"Huyện": "Kế Sắc", "Mã": "ĐA-03"}]})

    assert {(f.code, f.row, f.column) for f in received.findings if f.sheet == "Đề án"} == {
        ("project_repeated", 3, "Mã"),
        ("cell_bad", 4, "Nguồn (KCQG/KCĐP)"),
        ("cell_empty", 4, "Năm"),
        ("district_unknown", 4, "Huyện"),  # in no year a district of the province
        ("district_unknown", 5, "Huyện"),
    }


def expected_of(received: Received, code: str) -> list[str | None]:
    return [f.expected for f in received.findings if f.code == code]


def test_a_repeated_row_names_the_row_it_repeats_in_the_words_of_the_form(receive):
    received = receive(one_project() | {"Đề án": [PROJECT, PROJECT], "Kinh phí": [STATE, COUNTERPART, STATE]})

    assert expected_of(received, "project_repeated") == ["trùng dòng 2"]
    assert expected_of(received, "funding_repeated") == ["trùng dòng 2"]
    assert [f.value for f in received.findings if f.code == "funding_repeated"] == [
        "ĐA-01 / KCĐP / Nghiệm thu"
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("Tỉnh", "Sóc Trằn", "Sóc Trăng?"),
        ("Tỉnh", "Lâm Đồgn", "Lâm Đồng?"),
        ("Ngày phê duyệt", "31/02/2021", "ngày có thật, dạng dd/mm/yyyy"),
        ("Trạng thái", "Nghiệm thuu", "Nghiệm thu?"),
        ("Tên đề án", None, "tên đề án như trong quyết định"),
    ],
)
def test_what_would_be_right_is_said_in_words_that_can_be_written(receive, heading, cell, expected):
    received = receive(one_project() | {"Đề án": [PROJECT | {heading: cell}]})

    assert [f.expected for f in received.errors if f.column == heading] == [expected]


def test_a_negative_amount_asks_for_one_that_is_not(receive):
    received = receive(one_project() | {"Kinh phí": [STATE | {"Số tiền (triệu đồng)": -5}, COUNTERPART]})

    assert expected_of(received, "cell_bad") == ["số không âm"]


@pytest.mark.parametrize(
    ("province", "written", "meant"),
    [
        ("Lâm Đồng", "Huyện Di Lin", "Huyện Di Linh?"),
        ("Gia Lai", "Huyện Di Linh", "thuộc Tỉnh Lâm Đồng"),
        ("Hà Tĩnh", "Kỳ Anh", "Thị xã Kỳ Anh? | Huyện Kỳ Anh?"),
        ("Lâm Đồng", "Xyz Abc Qwe", None),
    ],
)
def test_an_unknown_district_is_told_at_once_with_what_was_meant(receive, province, written, meant):
    broken = PROJECT | {"Tỉnh": province, "Địa bàn": written, "Trạng thái": "xong rồi"}
    received = receive(one_project() | {"Đề án": [broken], "Thụ hưởng": [SUPPORT | {"Địa bàn": written}]})

    unknown = [f for f in received.findings if f.code == "district_unknown"]
    assert [(f.level, f.sheet, f.row, f.column, f.value) for f in unknown] == [
        ("warning", "Đề án", 2, "Địa bàn", written),
        ("warning", "Thụ hưởng", 2, "Địa bàn", written),
    ]
    assert {None if f.expected is None else frozenset(f.expected.split(" | ")) for f in unknown} == {
        None if meant is None else frozenset(meant.split(" | "))
    }


@pytest.mark.parametrize("written", ["Toàn tỉnh", "943", "Kế Sách", None])
def test_a_district_that_can_be_placed_is_nothing_to_tell(receive, written):
    assert receive(one_project() | {"Đề án": [PROJECT | {"Địa bàn": written}]}).findings == []
