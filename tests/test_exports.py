import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.charts import money as money_charts
from analytics.exports import csv_file, excel
from analytics.exports.cells import plain_text
from analytics.filters import Filters
from analytics.masking import Known
from analytics.sheet import Field, Sheet, common_unit, heading
from data.text import fold
from pages.components.drawer import table_sheet
from pages.components.frame import Choice

FIELDS = (
    Field("title", "Tên đề án", "quote"),
    Field("beneficiary_name", "Đơn vị thụ hưởng", "name"),
    Field("district", "Huyện"),
    Field("year", "Năm", "year"),
    Field("state_vnd", "Kinh phí hỗ trợ", "money", unit="triệu đồng"),
    Field("leverage", "Hệ số đòn bẩy", "ratio"),
    Field("share", "Tỷ trọng", "percent"),
    Field("projects", "Số đề án", "count"),
    Field("accepted_on", "Ngày nghiệm thu", "date"),
)
ROWS = (
    {
        "title": "=HYPERLINK(1) máy sấy tại Trần Thị Ngọc Lan",
        "beneficiary_name": "Hộ kinh doanh Trần Thị Ngọc Lan",
        "beneficiary_type": "business_household",
        "district": "Trần Đề",
        "year": 2022,
        "state_vnd": 5_839_093_000,
        "leverage": 1.199,
        "share": 0.366,
        "projects": 1234,
        "accepted_on": dt.date(2022, 9, 5),
    },
    {
        "title": "Máy cán tôn",
        "beneficiary_name": "HTX An Quang",
        "beneficiary_type": "cooperative",
        "district": "-",
        "year": 2021,
        "state_vnd": 0,
        "leverage": None,
        "share": float("nan"),
        "projects": pd.NA,
        "accepted_on": pd.NaT,
    },
)
SHEET = Sheet("Đề án", "Các đề án năm 2022", FIELDS, ROWS, ("Nguồn: báo cáo của Sở",))


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def open_book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_csv_has_a_mark_vietnamese_headings_and_exact_numbers():
    content = csv_file.write(SHEET)
    lines = read_csv(content)

    assert content.startswith(b"\xef\xbb\xbf")
    assert lines[0][:2] == ["Tên đề án", "Đơn vị thụ hưởng"]
    assert lines[0][4:7] == ["Kinh phí hỗ trợ (triệu đồng)", "Hệ số đòn bẩy", "Tỷ trọng (%)"]
    assert lines[1][3:] == ["2022", "5839.093", "1.199", "36.6", "1234", "2022-09-05"]


def test_a_missing_value_is_empty_in_a_csv_and_zero_is_zero():
    assert read_csv(csv_file.write(SHEET))[2][3:] == ["2021", "0", "", "", "", ""]


def test_title_and_notes_follow_the_rows_of_a_csv():
    lines = read_csv(csv_file.write(SHEET))
    assert [line[0] for line in lines[3:]] == [
        "Ghi chú: Các đề án năm 2022",
        "Ghi chú: Nguồn: báo cáo của Sở",
        "Ghi chú: Tên cá nhân và hộ kinh doanh được viết tắt.",
    ]


def test_a_csv_cell_that_would_be_a_formula_gets_an_apostrophe_and_a_negative_number_does_not():
    fields = (Field("text", "=chữ"), Field("money", "Chênh lệch", "money", unit="đồng"))
    texts = ["=1+1", "+84", "-5", "@x", "\tx", "\rx", "–5", "5"]
    lines = read_csv(
        csv_file.write(Sheet("a", "+t", fields, tuple({"text": t, "money": -87_790_000} for t in texts)))
    )

    assert [line[0] for line in lines[1:9]] == ["'=1+1", "'+84", "'-5", "'@x", "'\tx", "'\rx", "–5", "5"]
    assert {line[1] for line in lines[1:9]} == {"-87790000"}
    assert lines[0][0] == "'=chữ"


def test_a_workbook_carries_every_number_unrounded_in_its_unit():
    page = open_book(excel.write([SHEET]))["Đề án"]
    rows = list(page.iter_rows(min_row=4, max_row=5, values_only=True))

    assert rows[0][3:] == (2022, 5839.093, 1.199, 0.366, 1234, dt.datetime(2022, 9, 5))
    assert rows[1][3:] == (2021, 0, None, None, None, None)
    assert page["E4"].number_format == "#,##0.000"
    assert [page[cell].number_format for cell in ("D4", "F4", "G4", "H4", "I4")] == [
        "0",
        "#,##0.00",
        "0.0%",
        "#,##0",
        "dd/mm/yyyy",
    ]


def test_a_workbook_is_laid_out_for_reading_and_for_paper():
    page = open_book(excel.write([SHEET]))["Đề án"]

    assert page["A1"].value == "Các đề án năm 2022"
    assert page["A2"].value == "Đơn vị tính: triệu đồng"
    assert page["E3"].value == "Kinh phí hỗ trợ"
    assert page["A7"].value == "Ghi chú: Nguồn: báo cáo của Sở"
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:I5"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.page_setup.fitToWidth in (1, None)  # one page wide is what Excel takes where nothing is said
    assert page.page_setup.fitToHeight == 0
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.print_title_rows == "$3:$3"


def test_columns_are_as_wide_as_their_content_and_not_as_the_title():
    long_title = replace(SHEET, title="Rất dài " * 50)
    short, long = (columns_of(open_book(excel.write([s]))["Đề án"]) for s in (SHEET, long_title))

    assert short == long
    assert short[1] > short[4]


def columns_of(page) -> dict[int, float]:
    """Column number -> width; openpyxl keeps neighbours of one width under the first of them."""
    kept = page.column_dimensions.values()
    return {number: column.width for column in kept for number in range(column.min, column.max + 1)}


def test_two_units_in_one_table_stand_in_the_headings_and_not_above_them():
    fields = (Field("a", "Hỗ trợ", "money", unit="triệu đồng"), Field("b", "Tổng", "money", unit="tỷ đồng"))
    page = open_book(excel.write([Sheet("x", "t", fields, ({"a": 10**6, "b": 10**9},))]))["x"]

    assert page["A2"].value is None
    assert [page["A3"].value, page["B3"].value] == ["Hỗ trợ (triệu đồng)", "Tổng (tỷ đồng)"]
    assert [page["A4"].value, page["B4"].value] == [1, 1]
    assert common_unit(fields) is None
    assert heading(fields[0], "triệu đồng") == "Hỗ trợ"


def test_simulated_data_say_so_in_the_title_the_notes_and_on_paper():
    simulated = replace(SHEET, simulated=True)
    page = open_book(excel.write([simulated]))["Đề án"]
    lines = [line[0] for line in read_csv(csv_file.write(simulated))]

    assert page["A1"].value == "MÔ PHỎNG - Các đề án năm 2022"
    assert page["A7"].value.startswith("Ghi chú: Số liệu MÔ PHỎNG")
    assert page.oddHeader.center.text == "&BMÔ PHỎNG"
    assert lines[3:5] == ["Ghi chú: MÔ PHỎNG - Các đề án năm 2022", page["A7"].value]
    assert "MÔ PHỎNG" not in csv_file.write(SHEET).decode()


def test_an_english_sheet_has_english_words_of_its_own():
    page = open_book(excel.write([replace(SHEET, language="en", simulated=True)]))["Đề án"]
    assert page["A1"].value.startswith("SIMULATED (MÔ PHỎNG) - ")
    assert page["A2"].value == "Unit: triệu đồng"
    assert page["A7"].value.startswith("Note: SIMULATED")


def test_the_same_sheets_give_the_same_bytes():
    assert excel.write([SHEET, SHEET]) == excel.write([SHEET, SHEET])
    assert csv_file.write(SHEET) == csv_file.write(SHEET)


def test_names_leave_masked_unless_it_is_asked_otherwise():
    for content in (csv_file.write(SHEET), texts_of(excel.write([SHEET])).encode()):
        assert "Hộ kinh doanh T.T.N.L." in content.decode()
        assert "máy sấy tại T.T.N.L." in content.decode()
        assert "Ngọc Lan" not in content.decode()
        assert "HTX An Quang" in content.decode()
        assert "Trần Đề" in content.decode()
    assert "Trần Thị Ngọc Lan" in csv_file.write(SHEET, masked=False).decode()
    assert "Trần Thị Ngọc Lan" in texts_of(excel.write([SHEET], masked=False))


def test_a_name_recorded_in_one_sheet_is_masked_in_every_other():
    quotes = Sheet(
        "Trích dẫn", "Lời của Viết Nghi", (Field("q", "Trích", "quote"),), ({"q": "theo Viết Nghi"},)
    )
    names = Sheet(
        "Tên", "Tên", (Field("n", "Tên", "name"),), ({"n": "Cơ sở Viết Nghi", "beneficiary_type": None},)
    )

    assert "Viết Nghi" not in texts_of(excel.write([quotes, names]))
    assert "Viết Nghi" in texts_of(excel.write([quotes]))
    assert "Viết Nghi" not in csv_file.write(quotes, known=Known(frozenset({"Cơ sở Viết Nghi"}))).decode()


@pytest.mark.parametrize(
    ("names", "cleaned"),
    [
        (["Đề án: [2022]/1?*\\"], ["Đề án 2022 1"]),
        (["Bảng", "bảng", "BẢNG"], ["Bảng", "bảng (2)", "BẢNG (3)"]),
        (["'a'", "History", "//"], ["a", "History_", "-"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
    ],
)
def test_sheet_names_are_made_fit_for_excel(names, cleaned):
    sheets = [replace(SHEET, name=name) for name in names]
    assert open_book(excel.write(sheets)).sheetnames == cleaned


@pytest.mark.parametrize(
    ("name", "tab"),
    [
        ("Kinh phí Nhà nước hỗ trợ theo năm và nguồn vốn", "Kinh phí Nhà nước hỗ trợ"),
        ("Hệ số đòn bẩy: 15 % kinh phí đi kèm 70 % vốn đối ứng", "Hệ số đòn bẩy"),
        ("Đề án đã nghiệm thu, hoặc quyết toán (mô phỏng)", "Đề án đã nghiệm thu"),
        ("Tỷ trọng khuyến công quốc gia", "Tỷ trọng khuyến công quốc gia"),
    ],
)
def test_a_tab_ends_where_a_word_does(name, tab):
    book = open_book(excel.write([replace(SHEET, name=name), replace(SHEET, name=name)]))

    assert book.sheetnames[0] == tab
    assert book.sheetnames[1].endswith(" (2)") and name.startswith(book.sheetnames[1].removesuffix(" (2)"))


def test_money_of_one_unit_has_one_format_in_every_cell_of_its_columns():
    fields = (
        Field("year", "Năm", "year"), Field("state", "Nhà nước", "money", unit="triệu đồng"),
        Field("counterpart", "Đối ứng", "money", unit="triệu đồng"), Field("total", "Tổng", "money", unit="tỷ đồng"), Field("ratio", "Hệ số", "ratio"),
    )  # fmt: skip
    rows = (
        {
            "year": 2016,
            "state": 900_000_000,
            "counterpart": 5_839_093_000,
            "total": 5_839_093_000,
            "ratio": 1.2,
        },
        {"year": 2017, "state": 1_755_500_000, "counterpart": None, "total": None, "ratio": None},
    )
    page = open_book(excel.write([Sheet("Kinh phí", "Kinh phí", fields, rows)]))["Kinh phí"]
    formats = {column: {page[f"{column}{row}"].number_format for row in (4, 5)} for column in "ABCDE"}

    assert formats == {
        "A": {"0"},
        "B": {"#,##0.000"},
        "C": {"#,##0.000"},
        "D": {"#,##0.000000"},
        "E": {"#,##0.00"},
    }


def test_the_table_of_a_chart_names_one_unit_and_its_tab_is_whole_words(shipped):
    choice = Choice(shipped, Filters(province="demo", years=(2012, 2022), lens="state"), "vi", "light")
    book = open_book(excel.write([table_sheet(choice, money_charts.by_year(shipped, choice.filters, "vi"))]))
    page = book.worksheets[0]

    assert book.sheetnames == ["Kinh phí Nhà nước hỗ trợ"]
    assert page["A2"].value == "Đơn vị tính: triệu đồng"
    assert "tỷ" not in page["A1"].value and "triệu" not in page["A1"].value and "theo năm" in page["A1"].value


def test_a_text_too_long_for_a_cell_is_cut_with_a_sign_and_not_dropped():
    sheet = Sheet("a", "t", (Field("q", "Trích", "quote"),), ({"q": "ơ" * 40_000},))
    text = open_book(excel.write([sheet]))["a"]["A4"].value
    assert len(text) == 32_767
    assert text.endswith("ơ…")


def test_a_flag_is_said_in_words_and_a_number_held_as_text_stays_text():
    fields = (Field("poor", "Địa bàn khó khăn"), Field("n", "Số học viên", "count"))
    sheet = Sheet("a", "t", fields, ({"poor": True, "n": "trên 350"}, {"poor": False, "n": 350}))
    assert read_csv(csv_file.write(sheet))[1:3] == [["có", "trên 350"], ["không", "350"]]


def test_an_empty_table_and_an_old_date_can_be_written():
    fields = (Field("d", "Ngày", "date"),)
    assert open_book(excel.write([Sheet("a", "t", fields, ())]))["a"]["A3"].value == "Ngày"
    old = Sheet("a", "t", fields, ({"d": dt.date(1890, 5, 19)},))
    assert open_book(excel.write([old]))["a"]["A4"].value == "19/05/1890"


def test_a_kind_that_does_not_exist_and_a_workbook_without_sheets_are_refused():
    with pytest.raises(ValueError, match="monney"):
        Field("a", "A", "monney")
    with pytest.raises(ValueError, match="sheet"):
        excel.write([])


def texts_of(content: bytes) -> str:
    """All XML of a workbook: what is in there anywhere, also where no cell shows it."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist())


ANY_TEXT = st.one_of(
    st.text(),
    st.sampled_from(
        ["=1+1", "@SUM(A1)", "-2+3", "https://x.vn/?q=1", "mailto:a@b.vn", "<r>x</r>", "{=1}", "_x0041_"]
    ),
    st.tuples(st.sampled_from("=+-@\t\r\n＝"), st.text()).map("".join),
)
MONEY = st.one_of(st.none(), st.integers(-(10**15), 10**15))
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT, MONEY), max_size=4), ANY_TEXT, ANY_TEXT)
def test_no_cell_of_a_workbook_is_ever_a_formula_or_a_link(rows, title, note):
    fields = (Field("a", title, "quote"), Field("b", "B"), Field("m", "M", "money", unit="triệu đồng"))
    sheet = Sheet("t", title, fields, tuple({"a": a, "b": b, "m": m} for a, b, m in rows), (note,))
    content = excel.write([sheet], masked=False)
    page = open_book(content).worksheets[0]

    # openpyxl calls any text that begins with "=" a formula: the file itself is asked.
    assert "<f>" not in texts_of(content)
    assert "<hyperlink" not in texts_of(content)
    for at, (a, b, money) in enumerate(rows, start=4):
        for cell, text in ((page.cell(at, 1), a), (page.cell(at, 2), b)):
            assert as_excel_keeps((cell.value or "").replace("_x005F_", "_")) == as_excel_keeps(
                plain_text(text).replace("_x005F_", "_")
            )
        assert page.cell(at, 3).value == (None if money is None else pytest.approx(money / 10**6))


def as_excel_keeps(text: str) -> str:
    """Line ends are one in Excel; the text that XlsxWriter would take for mark-up carries one space more."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix(" ")


@settings(max_examples=200)
@given(st.lists(st.tuples(ANY_TEXT, MONEY), max_size=5), ANY_TEXT, st.booleans())
def test_no_cell_of_a_csv_begins_a_formula_and_every_amount_is_exact(rows, title, masked):
    fields = (Field("a", title, "quote"), Field("m", "M", "money", unit="tỷ đồng"))
    sheet = Sheet("t", title, fields, tuple({"a": a, "m": m} for a, m in rows), (title,))
    lines = read_csv(csv_file.write(sheet, masked=masked))

    assert not any(line[0].startswith(DANGEROUS) for line in lines)
    for line, (text, money) in zip(lines[1 : len(rows) + 1], rows, strict=True):
        if not masked:
            assert line[0] in (plain_text(text), "'" + plain_text(text))
        assert line[1] == "" if money is None else Decimal(line[1]) * 10**9 == money


NAMES = st.sampled_from(
    ["Hộ kinh doanh Trần Thị Ngọc Lan", "Cơ sở Viết Nghi", "Hộ kinh doanh bánh tráng trộn Cô Út", "Siu Blơh"]
)
WORDS = st.sampled_from(
    ["tại", "máy", "và", "Công ty TNHH An Hồng,", "(", ")", "hộ", "kinh phí", "2022", ".", "bún"]
)


@settings(max_examples=60, deadline=None)
@given(NAMES, st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=4))
def test_no_recorded_name_survives_in_any_download(name, before, after):
    core = name.split(" trộn ")[-1].removeprefix("Hộ kinh doanh ").removeprefix("Cơ sở ")
    quote = " ".join([*before, core, *after])
    row = {
        "title": quote,
        "beneficiary_name": name,
        "beneficiary_type": "business_household",
        "district": quote,
    }
    fields = (*FIELDS[:2], Field("note", "Ghi chú"))
    sheet = Sheet(core, quote, fields, (row | {"note": quote, "district": None},), (quote,))

    for text in (csv_file.write(sheet).decode("utf-8-sig"), texts_of(excel.write([sheet]))):
        assert fold(core) not in fold(text)
