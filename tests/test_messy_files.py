"""Files as officers have them: what cannot be read rightly is told with its place, and nothing is passed over in silence."""

import datetime as dt

import openpyxl
import pytest

from analytics.notes import error_text, finding_text
from data import inbox
from data.build import import_file
from data.errors import FormatUnknown, ImportRefused, WorkbookUnreadable
from data.sources.grid_checks import legacy_text
from data.sources.legacy_text import reads_as

PROJECTS = [
    "STT",
    "Tỉnh",
    "Mã đề án",
    "Năm kế hoạch",
    "Tên đề án",
    "Nội dung",
    "Nguồn",
    "Địa bàn",
    "Trạng thái",
]
FUNDING = ["Mã đề án", "Nguồn vốn", "Giai đoạn", "Số tiền (triệu đồng)"]
ACTIVITIES = ["Nguồn", "Tỉnh", "Loại hoạt động", "Từ ngày", "Tên hoạt động", "Số cơ sở"]
ADVICE = ["so", "Kon Tum", "tư vấn", dt.date(2022, 3, 1), "Một", 3]


def project(number: int, title: str = "Đề án") -> list:
    return [number, "Kon Tum", f"ĐA-{number}", 2016, title, "Ứng dụng máy móc, thiết bị", "KCĐP", "Huyện Đăk Hà", "Nghiệm thu"]  # fmt: skip


def paid(number: int, amount=5) -> list[list]:
    return [[f"ĐA-{number}", payer, "Nghiệm thu", amount] for payer in ("KCĐP", "Đối ứng")]


@pytest.fixture
def book(tmp_path):
    """book({sheet: rows}, change) writes a workbook; `change(book)` does what rows cannot."""

    def book(sheets: dict, change=lambda book: None, name: str = "so.xlsx"):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        change(made)
        made.save(tmp_path / name)
        return tmp_path / name

    return book


def refused(home, path) -> list[tuple]:
    with pytest.raises(ImportRefused) as caught:
        import_file(home, path)
    return [(f.code, f.sheet, f.row, f.column, f.value, f.expected) for f in caught.value.values["findings"]]


def found(home, path) -> list[tuple]:
    return [(f.level, f.code, f.sheet, f.row, f.value) for f in import_file(home, path).arrival.findings]


def test_a_row_that_numbers_the_columns_is_no_record(home, book):
    numbers = [f"({n})" for n in range(1, 10)]
    path = book({"Đề án": [["SỔ ĐỀ ÁN"], PROJECTS, numbers, project(1)], "Kinh phí": [FUNDING, [1, 2, 3, "4=1+2"], *paid(1)]})  # fmt: skip

    assert [(code, row) for _, code, _, row, _ in found(home, path)] == [("numbering_row", 3), ("numbering_row", 2)]  # fmt: skip


@pytest.mark.parametrize("amount", [135_000_000, 1_000_000, "1.234.567"])
def test_dong_in_a_column_of_million_is_refused(home, book, amount):
    path = book({"Đề án": [PROJECTS, project(1)], "Kinh phí": [FUNDING, *paid(1, amount)]})
    told = refused(home, path)

    assert [(code, row, column) for code, _, row, column, *_ in told] == [("cell_bad", n, FUNDING[3]) for n in (2, 3)]  # fmt: skip
    assert "chia cho 1.000.000" in told[0][-1]


def test_an_amount_that_a_project_may_have_is_taken(home, book):
    path = book({"Đề án": [PROJECTS, project(1)], "Kinh phí": [FUNDING, *paid(1, "1.234,5")]})

    assert found(home, path) == []


def test_an_amount_that_may_be_in_thousands_is_taken_and_told(home, book):
    path = book({"Đề án": [PROJECTS, project(1)], "Kinh phí": [FUNDING, *paid(1, 135_000)]})

    assert found(home, path) == [("warning", "amount_large", "Kinh phí", n, "135.000") for n in (2, 3)]


def test_hidden_rows_and_columns_count_and_are_told(home, book):
    def hide(made):
        made["Đề án"].row_dimensions[3].hidden = True
        made["Đề án"].column_dimensions["H"].hidden = True

    path = book(
        {"Đề án": [PROJECTS, project(1), project(2)], "Kinh phí": [FUNDING, *paid(1), *paid(2)]}, hide
    )

    assert found(home, path) == [
        ("warning", "rows_hidden", "Đề án", 3, "3"),
        ("warning", "columns_hidden", "Đề án", None, "H"),
    ]


def test_a_sheet_with_rows_that_is_not_read_refuses_the_file_any_other_is_noted(home, book):
    path = book({"2021": [ACTIVITIES, ADVICE], "2022": [ACTIVITIES, ADVICE], "Bìa": [["Sở Công Thương"]]})
    assert [row[:3] + row[4:5] for row in refused(home, path)] == [
        ("sheet_left", "2022", None, "2022"),
        ("sheet_unread", "Bìa", None, "Bìa"),
    ]
    path = book({"Đề án": [PROJECTS, project(1)], "Kinh phí": [FUNDING, *paid(1)], "Kinh phí 2017": [FUNDING, *paid(2)]})  # fmt: skip
    assert [row[:2] for row in refused(home, path)] == [("sheet_left", "Kinh phí 2017")]


def test_a_sheet_that_is_missing_is_told_with_those_that_are_there(home, book):
    path = book({"Đề án": [PROJECTS, project(1)], "Sheet2": [["x"]]})
    told = refused(home, path)

    assert ("sheet_missing", "Kinh phí", None, None, "Đề án | Sheet2", "Kinh phí | Funding") in told


def test_headings_below_a_title_are_found_and_rows_keep_their_numbers(home, book, tmp_path):
    bad = ["so", "Kon Tum", "tư vấn", "hôm qua", "Hai", 3]
    path = book({"Hoạt động": [["SỔ HOẠT ĐỘNG NĂM 2022"], ["Đơn vị: Sở"], ACTIVITIES, ADVICE, bad]})
    assert [row[:4] for row in refused(home, path)] == [("cell_bad", "Hoạt động", 5, "Từ ngày")]

    lines = tmp_path / "bang.csv"
    lines.write_text("sep=;\n" + ";".join(ACTIVITIES) + "\nso;Kon Tum;tư vấn;2022;Một;ba\n", encoding="utf-8")
    assert [row[:4] for row in refused(home, lines)] == [("cell_bad", "", 3, "Số cơ sở")]


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(home, tmp_path):
    path = tmp_path / "bang.csv"
    path.write_text(",".join(ACTIVITIES) + '\nso,Kon Tum,lớp,2022,Một,3\nso,Kon Tum,lớp,2022,"Hai,3\nso,Kon Tum,lớp,2022,Ba,3\n', encoding="utf-8")  # fmt: skip

    assert [row[:3] for row in refused(home, path)] == [("quote_open", "", 3)]


def test_signs_that_break_lines_elsewhere_break_no_row_of_a_csv(home, tmp_path):
    path = tmp_path / "bang.csv"
    path.write_text(",".join(ACTIVITIES) + "\nso,Kon Tum,lớp,2022,Một\x0bhai\u2028ba,3\n", encoding="utf-8")

    assert import_file(home, path).arrival.activities == 1


TCVN3 = {
    "Hç trî m¸y mãc thiÕt bÞ s¶n xuÊt g¹ch": "Hỗ trợ máy móc thiết bị sản xuất gạch",
    "M· ®Ò ¸n": "Mã đề án",
    "HuyÖn §¨k Hµ": "Huyện Đăk Hà",
}
VNI = {
    "Hoã trôï maùy moùc thieát bò saûn xuaát gaïch": "Hỗ trợ máy móc thiết bị sản xuất gạch",
    "ÑEÀ AÙN HOÃ TRÔÏ": "ĐỀ ÁN HỖ TRỢ",
}


@pytest.mark.parametrize(("written", "meant"), [*TCVN3.items(), *VNI.items()])
def test_text_of_old_fonts_is_read_as_what_it_says(written, meant):
    assert reads_as(written) == meant


@pytest.mark.parametrize(
    "text",
    ["Hỗ trợ máy móc", "Müller & Söhne GmbH", "Cư M'gar, Đắk Lắk", "Xã Cuôr Đăng", "50 m² × 3, §5, 25 µm", "HTX Krông Ana ©", "Café Đạt"],
)  # fmt: skip
def test_right_vietnamese_foreign_names_and_signs_are_no_old_font(text):
    assert reads_as(text) is None


def test_nothing_that_ships_reads_as_an_old_font(shipped):
    cells = [
        {"": [list(row.values())[:1] for row in shipped.rows(f"SELECT DISTINCT {column} FROM staging.{table}")]}
        for table, column in (
            ("reported_figure", "quote"), ("reported_project", "title"), ("difficulty", "quote"), ("recommendation", "quote"),
            ("district", "name"), ("content", "label_vi"), ("activity", "title"), ("award", "product"),
        )
    ]  # fmt: skip

    assert sum(len(sheet[""]) for sheet in cells) > 1500
    assert [f for sheet in cells for f in legacy_text(sheet, "")] == []


def test_text_of_an_old_font_refuses_the_file_and_is_shown_as_it_reads(home, book):
    (written, meant), *_ = TCVN3.items()
    path = book({"Đề án": [PROJECTS, project(1), project(2, written)], "Kinh phí": [FUNDING, *paid(1), *paid(2)]})  # fmt: skip
    assert refused(home, path) == [("text_legacy", "Đề án", 3, "Tên đề án", written, meant)]

    headings = book({"Sæ": [["TØnh", "M· ®Ò ¸n", "N¨m kÕ ho¹ch"], ["Kon Tum", "1", 2016]]}, name="cu.xlsx")
    assert {row[0] for row in refused(home, headings)} == {"text_legacy"}


def test_a_file_sent_again_under_its_right_name_is_read_as_what_it_is(home, tmp_path):
    text = ",".join(ACTIVITIES) + "\nso,Kon Tum,lớp,2022,Một,3\n"
    wrong, right = tmp_path / "bang.xlsx", tmp_path / "bang.csv"
    wrong.write_text(text, encoding="utf-8")
    right.write_text(text, encoding="utf-8")
    with pytest.raises(WorkbookUnreadable) as caught:
        import_file(home, wrong)
    assert "bang.xlsx" in error_text(caught.value, "vi")

    assert import_file(home, right).arrival.activities == 1
    (entry,) = [e for e in inbox.entries(home) if e.name.startswith("bang")]
    assert (entry.name, entry.suffix, entry.status) == ("bang.csv", ".csv", inbox.ACCEPTED)
    assert entry.path(home).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["rong.xlsx", "rong.csv"])
def test_a_file_of_no_bytes_is_told_by_its_own_name_as_empty(home, tmp_path, name):
    for other in ("truoc.xlsx", name):
        (tmp_path / other).write_bytes(b"")
        told = refused(home, tmp_path / other)
    assert [code for code, *_ in told] == ["file_empty"]
    assert name in finding_text(_one(home, tmp_path / name), "vi")


def _one(home, path):
    with pytest.raises(ImportRefused) as caught:
        import_file(home, path)
    return caught.value.values["findings"][0]


@pytest.mark.parametrize("name", ["cu.xls", "cu.xlsx", "cu.csv"])
def test_an_old_or_locked_workbook_says_so_whatever_it_is_called(home, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 1500)
    with pytest.raises(WorkbookUnreadable) as caught:
        import_file(home, path)

    assert "mật khẩu" in error_text(caught.value, "vi") and name in error_text(caught.value, "vi")


def test_an_unknown_file_is_told_what_may_be_sent_in_the_readers_words(home, tmp_path):
    path = tmp_path / "danh-ba.csv"
    path.write_text("họ tên,điện thoại\nA,1\n", encoding="utf-8")
    with pytest.raises(FormatUnknown) as caught:
        import_file(home, path)

    assert "sổ đề án: Tỉnh, Mã đề án" in error_text(caught.value, "vi")
    assert "hoạt động: Nguồn, Tỉnh" in error_text(caught.value, "vi")
    assert "product awards: " in error_text(caught.value, "en")
