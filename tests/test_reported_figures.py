"""The published figures that ship, and the door for a department's own: what is read, asked about and refused."""

import csv
import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from data.batches import schemas
from data.sources import projects, reference, reported
from data.sources.numbers import BadCell
from data.sources.reported_numbers import AmbiguousNumber, contradicts, read_amount, read_day
from data.sources.table import Received
from data.sources.workbook import read_sheets

HERE = Path(__file__).parent / "data"
TEXTS = HERE / "sources"
ALL_FORMATS = (*reported.FORMATS, *reference.FORMATS, *projects.FORMATS)
HEAD = "source_id,province,period_start,period_end,tier,basis,measure,value,unit"


def receive(path: Path) -> Received:
    """A file read as the product reads it: by the one format that knows it."""
    sheets = read_sheets(path, path.name)
    known = [form for form in ALL_FORMATS if form.recognise(sheets)]
    assert len(known) == 1, [form.name for form in known]
    return known[0].read(sheets, path.name)


def shipped(name: str) -> list[dict]:
    received = receive(reported.FOLDER / f"{name}.csv")
    (rows,) = received.tables.values()
    return rows


def figures(source: str = "") -> list[dict]:
    return [row for row in shipped("reported_figures") if row["source_id"].startswith(source)]


def received_of(tmp_path: Path, *lines: str, head: str = HEAD) -> Received:
    path = tmp_path / "figures.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return receive(path)


def told(received: Received) -> set[tuple]:
    return {(f.row, f.column, f.code) for f in received.findings}


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_every_shipped_file_is_read_whole_and_without_an_error():
    counts = {}
    for path in reported.SHIPPED:
        received = receive(path)
        assert received.errors == []
        (rows,) = received.tables.values()
        with path.open(encoding="utf-8", newline="") as lines:
            assert len(rows) == len(list(csv.DictReader(lines)))
        counts[path.stem] = len(rows)
    assert (counts["reported_figures"], counts["reported_projects"], counts["sources"]) == (695, 98, 121)


@pytest.mark.parametrize("path", reported.SHIPPED, ids=lambda path: path.stem)
def test_rows_carry_exactly_the_columns_of_their_staging_table(path):
    (table,), (rows,) = zip(*receive(path).tables.items(), strict=True)
    assert {frozenset(row) for row in rows} == {frozenset(schemas()[table].names)}


@pytest.mark.parametrize(
    ("source", "tier", "basis", "measure", "dong"),
    [
        ("000", "all", "actual", "counterpart", 3_184_093_000),
        ("000", "local", "actual", "state_support", 1_755_000_000),
        ("001", "all", "actual", "counterpart", 42_995_000_000),
        ("001", "national", "actual", "state_support", 12_982_000_000),
        ("002", "local", "plan", "total_cost", 5_374_000_000),
        ("003", "all", "actual", "counterpart", 45_251_840_000),
        ("w176", "all", "actual", "total_cost", 104_000_000_000),
        ("w152", "local", "actual", "total_cost", 363_000_000),
    ],
)
def test_known_amounts_are_exact_in_dong(source, tier, basis, measure, dong):
    wanted = (tier, basis, measure)
    found = [f for f in figures(source) if (f["tier"], f["basis"], f["measure"]) == wanted]
    assert (found[0]["value"], found[0]["unit"]) == (dong, "vnd")


def test_003_states_support_that_differs_from_its_parts_by_87_79_million():
    support = [f for f in figures("003") if f["measure"] == "state_support" and f["basis"] == "actual"]
    whole, *parts = (f["value"] for f in support)
    assert sum(parts) - whole == 87_790_000
    assert {f["part_of"] for f in support[1:]} == {support[0]["id"]}


def test_the_words_quoted_from_the_five_texts_stand_in_them():
    texts = {path.name: folded(path.read_text(encoding="utf-8")) for path in TEXTS.glob("*.txt")}
    assert len(texts) == 5
    quoted = [*shipped("reported_figures"), *shipped("difficulties"), *shipped("recommendations")]
    absent = [
        row["quote"]
        for row in quoted
        if row["source_id"] in texts and row["quote"] not in texts[row["source_id"]]
    ]
    assert absent == []
    (review,) = (row for row in shipped("sources") if row["stated_years"])
    assert review["stated_years"] == 10 and review["stated_years_quote"] in texts[review["source_id"]]


@pytest.mark.parametrize("name", ["difficulties", "recommendations"])
def test_every_text_states_difficulties_and_recommendations_of_known_categories(name):
    rows, codes = shipped(name), {row["code"] for row in shipped("difficulty_category")}
    assert {row["category"] for row in rows} <= codes
    assert {row["source_id"] for row in rows} == {path.name for path in TEXTS.glob("*.txt")}


def test_only_001_has_an_inferred_province_and_w014_stays_unknown():
    inferred = [f for f in figures() if f["province_inferred"]]
    assert {(f["source_id"][:3], f["province"]) for f in inferred} == {("001", "gia-lai")}
    assert len(inferred) == 17 and all("Phạm Văn Binh" in f["inference"] for f in inferred)
    assert {f["source_id"] for f in figures() if f["province"] == "unknown"} == {"w014"}


def test_every_code_of_the_shipped_rows_exists_and_every_district_lies_in_its_province():
    lists = {}
    for name in ("content", "beneficiary_type", "province", "district"):
        (lists[name],) = receive(reference.FOLDER / f"{name}.csv").tables.values()
    codes = {name: {row["code"] for row in rows} for name, rows in lists.items()}
    home = {row["code"]: row["province_code"] for row in lists["district"]}
    map_code = {row["slug"]: row["map_code"] for row in lists["province"]}
    for row in (*figures(), *shipped("reported_projects")):
        assert row["province"] in map_code
        assert row["content_code"] in codes["content"] | {None}
        assert row["beneficiary_type"] in codes["beneficiary_type"] | {None}
        assert (row["district_code"] is None) == (row["district_as_stated"] is None)
        if row["district_code"]:
            assert home[row["district_code"]] == map_code[row["province"]]


def test_parts_that_are_said_to_be_all_add_up_to_their_whole():
    rows = figures()
    wholes = [row for row in rows if row["complete"]]
    assert len(wholes) >= 10
    for whole in wholes:
        parts = [r for r in rows if r["part_of"] == whole["id"] and r["measure"] == whole["measure"]]
        for breakdown in {p["district_as_stated"] is None for p in parts}:
            total = sum(p["value"] for p in parts if (p["district_as_stated"] is None) == breakdown)
            rounded = {"nearly": total <= whole["value"], "over": total >= whole["value"]}
            assert rounded.get(whole["qualifier"], total == whole["value"]), whole["id"]


def test_rates_and_repayable_support_never_pass_for_a_whole():
    rates = [f for f in figures() if re.search("[/%]", f["unit_as_stated"])]
    assert rates and all(f["is_rate"] and f["subject"] for f in rates)
    repayable = [f for f in figures() if f["content_as_stated"] == "khuyến công có thu hồi"]
    assert {f["subject"] for f in repayable} == {"repayable"}
    assert all(f["subject"] for f in figures("w019"))
    # A content that is stated but not known must not look like a figure of no content.
    assert all(f["content_code"] for f in figures() if f["content_as_stated"])


def test_no_verified_quote_contradicts_its_value():
    received = receive(reported.FOLDER / "reported_figures.csv")
    contradicted = {f.row for f in received.findings if f.code == "value_not_in_quote"}
    assert contradicted == set()


def test_the_two_counts_of_w038_are_both_kept_and_told():
    received = receive(reported.FOLDER / "reported_figures.csv")
    (repeated,) = (f for f in received.findings if f.code == "figure_repeated")
    counts = [f["value"] for f in figures("w038") if f["measure"] == "projects" and f["tier"] == "all"]
    assert counts == [138, 137] and repeated.value == "137 đề án"
    assert re.fullmatch(r"dòng \d+ nêu 138 đề án", repeated.expected)


def test_ten_yearly_totals_of_a_department_are_read_without_a_finding():
    received = receive(HERE / "ten_yearly_totals.csv")
    rows = received.tables["reported_figure"]
    assert received.findings == [] and len(rows) == 30
    local = {f["period_start"].year: f["value"] for f in rows if f["tier"] == "local"}
    assert (len(local), local[2016], local[2022]) == (10, 1_080_500_000, 1_755_500_000)
    assert {(f["period_start"].month, f["period_end"].month, f["period_end"].day) for f in rows} == {
        (1, 12, 31)
    }
    assert {f["province"] for f in rows} == {"demo"} and rows[0]["id"] == "bao-cao-mo-phong#1"


def test_a_file_full_of_faults_tells_every_one_with_its_row_and_column():
    received = receive(HERE / "figures_with_faults.csv")
    assert told(received) == {
        (2, "province", "cell_bad"), (2, "value", "value_ambiguous"),
        (3, "period_end", "period_backwards"), (3, "tier", "cell_bad"), (3, "basis", "cell_bad"),
        (3, "measure", "cell_bad"), (3, "value", "cell_bad"),
        (4, "period_start", "cell_bad"), (4, "value", "cell_bad"), (4, "unit", "cell_bad"),
        (5, "period_end", "cell_empty"), (5, "province", "cell_empty"), (5, "value", "cell_bad"),
        (6, "source_id", "cell_empty"), (6, "unit", "cell_bad"), (6, "part_of", "cell_bad"),
        (7, "value", "value_not_in_quote"),
    }  # fmt: skip
    assert [f["row"] for f in received.tables["reported_figure"]] == [7]
    negative = next(f for f in received.findings if (f.row, f.column) == (4, "value"))
    assert (negative.file, negative.value, negative.expected) == (
        "figures_with_faults.csv",
        "-5",
        "số không âm",
    )


def test_1_234_is_asked_about_with_both_readings(tmp_path):
    received = received_of(tmp_path, "bc,Gia Lai,2016,2016,local,actual,state_support,1.234,triệu đồng")
    (finding,) = received.findings
    assert (finding.code, finding.level, finding.row) == ("value_ambiguous", "error", 2)
    assert (finding.value, finding.expected) == ("1.234", "1234 | 1,234")
    assert received.tables["reported_figure"] == []


@pytest.mark.parametrize(
    ("cell", "number_format", "quote", "expected"),
    [
        ("1.234", "point", None, "1.234"),
        ("60.182", None, "là 60,182 tỷ đồng", "60.182"),
        ("60.182", None, "là 60.182 triệu đồng", "60182"),
        ("60.182", "point", "reach 60.182 billion", "60.182"),
        ("5.839,093", None, None, "5839.093"),
        ("5839.093", None, None, "5839.093"),
        ("12,982", None, None, "12.982"),
        ("1.234.567", None, None, "1234567"),
        ("0.300", None, None, "0.3"),
        ("2.63", None, "là 2,630 tỷ đồng", "2.63"),
        (60.182, None, None, "60.182"),
        (5839.0930000000008, None, None, "5839.093"),
        ("5,374123456", None, None, "5.374123456"),
    ],
)
def test_a_number_has_one_reading_or_none(cell, number_format, quote, expected):
    assert read_amount(cell, number_format, quote) == Decimal(expected)


@pytest.mark.parametrize("quote", [None, "", "1,234 rồi 1.234", "11.234"])
def test_a_quote_that_does_not_settle_it_leaves_the_question(quote):
    with pytest.raises(AmbiguousNumber):
        read_amount("1.234", None, quote)


@pytest.mark.parametrize("cell", ["1,234.5", "1.23.456", "1 23", "1 2345", "12tr", "", "−3", True])
def test_other_writings_are_refused(cell):
    with pytest.raises(BadCell):
        read_amount(cell)


@given(st.integers(0, 10**15), st.integers(1, 9999))
def test_an_amount_with_a_comma_is_read_as_vietnamese_whatever_its_size(whole, fraction):
    written = f"{whole:,}".replace(",", ".") + f",{fraction:04d}"
    assert read_amount(written) == whole + Decimal(fraction).scaleb(-4)


def test_a_quote_contradicts_only_by_numbers_it_has():
    assert contradicts("hỗ trợ 450 triệu đồng", Decimal(440), is_money=True)
    assert contradicts("hỗ trợ 1.755 đề án", Decimal("1.7"), is_money=False)
    assert not contradicts("hỗ trợ 332.224 nghìn đồng", Decimal("332.224"), is_money=True)
    assert not contradicts("hỗ trợ 02 đề án", Decimal(2), is_money=False)
    assert not contradicts("six projects of 2018", Decimal(6), is_money=False)
    assert not contradicts("nhiều đề án", Decimal(6), is_money=False)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2016", dt.date(2016, 1, 1), dt.date(2016, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("06/2022", dt.date(2022, 6, 1), dt.date(2022, 6, 30)),
        ("30/06/2022", dt.date(2022, 6, 30), dt.date(2022, 6, 30)),
        (2016.0, dt.date(2016, 1, 1), dt.date(2016, 12, 31)),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(cell, first, last):
    assert (read_day(cell, last=False), read_day(cell, last=True)) == (first, last)


@pytest.mark.parametrize(
    "cell", ["16", "2016-13", "31/02/2016", "2016 - 2018", "năm 16", "năm kế hoạch 2016", "1889"]
)
def test_other_periods_are_refused(cell):
    with pytest.raises(BadCell):
        read_day(cell, last=True)


@pytest.mark.parametrize(
    ("name", "period", "slug"),
    [
        ("Gia Lai", "2016,2016", "gia-lai"),
        ("tỉnh GIA LAI", "2016,2016", "gia-lai"),
        ("gia-lai", "2016,2016", "gia-lai"),
        ("Gia Lai", "2026,2026", "gia-lai-2025"),
        ("gia-lai-2025", "2025,2025", "gia-lai-2025"),
        ("TP. Hồ Chí Minh", "2016,2016", "ho-chi-minh"),
        ("Đắk Lắk", "2016,2020", "dak-lak"),
        ("Cả nước", "2016,2016", "viet-nam"),
        ("Tỉnh mẫu (mô phỏng)", "2016,2016", "demo"),
    ],
)
def test_a_province_is_known_by_any_spelling_and_as_of_its_period(tmp_path, name, period, slug):
    received = received_of(tmp_path, f"bc,{name},{period},local,actual,projects,4,đề án")
    assert received.findings == []
    assert [f["province"] for f in received.tables["reported_figure"]] == [slug]


def test_a_merged_province_over_1_july_2025_is_asked_about_and_one_that_ended_is_refused(tmp_path):
    received = received_of(
        tmp_path,
        "bc,Gia Lai,2025,2025,local,actual,projects,4,đề án",
        "bc,Sơn La,2025,2025,local,actual,projects,4,đề án",
        "bc,Sóc Trăng,2026,2026,local,actual,projects,4,đề án",
    )
    assert [(f.row, f.code, f.level, f.expected) for f in received.findings] == [
        (
            2,
            "province_two_units",
            "warning",
            "Gia Lai (đến 30/06/2025): gia-lai | Gia Lai (từ 01/07/2025): gia-lai-2025",
        ),
        (4, "cell_bad", "error", "Cần Thơ"),
    ]


def test_what_a_quoted_text_leaves_open_is_noted_and_stays_empty(tmp_path):
    received = received_of(tmp_path, "bc,,,,,actual,projects,4,đề án,hỗ trợ 4 đề án", head=HEAD + ",quote")
    (figure,) = received.tables["reported_figure"]
    assert [figure[name] for name in ("province", "period_start", "period_end", "tier")] == [
        "unknown",
        None,
        None,
        None,
    ]
    assert {(f.column, f.code, f.level) for f in received.findings} == {
        (name, "not_stated", "note") for name in ("province", "period_start", "period_end", "tier")
    }


def test_amounts_are_whole_dong_whatever_their_unit(tmp_path):
    line = 'bc,Gia Lai,2016,2016,{},actual,state_support,"{}",tỷ đồng'
    received = received_of(tmp_path, line.format("local", "5,374123456"), line.format("all", "5,3741234567"))
    assert [f["value"] for f in received.tables["reported_figure"]] == [5_374_123_456]
    assert told(received) == {(3, "value", "cell_bad")}


def test_an_unknown_content_is_told_and_never_becomes_the_whole(tmp_path):
    received = received_of(
        tmp_path, "bc,Gia Lai,2016,2016,local,actual,projects,4,đề án,trồng cây", head=HEAD + ",content"
    )
    (figure,) = received.tables["reported_figure"]
    assert (figure["content_code"], figure["content_as_stated"]) == ("unclassified", "trồng cây")
    assert told(received) == {(2, "content", "content_unrecognised")}


def test_a_district_is_found_by_name_or_code_within_its_province(tmp_path):
    line = "bc,Hà Giang,2021,2021,local,actual,projects,1,đề án,{},{}"
    received = received_of(
        tmp_path, line.format("Huyện Xín Mần", ""), line.format("", "33"), line.format("", "622"),
        line.format("Nơi nào đó", ""), head=HEAD + ",district,district_code",
    )  # fmt: skip
    assert [f["district_code"] for f in received.tables["reported_figure"]] == ["033", "033", None]
    assert told(received) == {(4, "district_code", "cell_bad"), (5, "district", "district_unrecognised")}


def test_the_same_figure_twice_with_other_values_is_kept_and_told(tmp_path):
    line = "bc,Gia Lai,2016,2016,local,actual,state_support,{},triệu đồng"
    received = received_of(tmp_path, line.format(900), line.format(900), line.format(950))
    assert [f["value"] for f in received.tables["reported_figure"]] == [900_000_000, 900_000_000, 950_000_000]
    assert told(received) == {(3, "value", "row_repeated"), (4, "value", "figure_repeated")}
    assert [f.expected for f in received.findings] == ["trùng dòng 2", "dòng 2 nêu 900 triệu đồng"]
    assert [f.level for f in received.findings] == ["note", "warning"]


def test_a_workbook_with_vietnamese_headings_is_read_and_its_numbers_are_not_ambiguous(tmp_path):
    path = tmp_path / "tong-hop.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Số liệu")
        headings = ["Nguồn", "Tỉnh", "Từ kỳ", "Đến kỳ", "Cấp", "Loại số", "Chỉ tiêu", "Giá trị", "Đơn vị"]
        sheet.write_row(0, 0, headings)
        sheet.write_row(
            1, 0, ["bc", "Gia Lai", 2016, 2016, "Địa phương", "Thực hiện", "Đối ứng", 60.182, "tỷ đồng"]
        )
    received = receive(path)
    (figure,) = received.tables["reported_figure"]
    assert received.findings == [] and figure["value"] == 60_182_000_000
    assert (figure["sheet"], figure["row"], figure["period_end"]) == ("Số liệu", 2, dt.date(2016, 12, 31))
    assert (figure["value_as_stated"], figure["period_as_stated"]) == ("60,182", "2016")


VIETNAMESE = "Nguồn,Tỉnh,Từ kỳ,Đến kỳ,Cấp,Loại số,Chỉ tiêu,Giá trị,Đơn vị"


def test_faults_of_figures_go_by_the_headings_of_the_file_and_say_what_to_write(tmp_path):
    received = received_of(
        tmp_path, "bc,Lâm Đồgn,2016,2016,tỉnh,Thực hiện,Đề án,-4,đề án", "bc,Lâm Đồng,31/02/2021,2021,Quốc gia,,Đề án,,đề án",
        head=VIETNAMESE,
    )  # fmt: skip

    assert {(f.row, f.column, f.expected) for f in received.findings} == {
        (2, "Tỉnh", "Lâm Đồng?"),
        (2, "Cấp", "tất cả | quốc gia | địa phương"),
        (2, "Giá trị", "số không âm"),
        (3, "Từ kỳ", "ngày có thật, dạng dd/mm/yyyy"),
        (3, "Loại số", "thực hiện | kế hoạch | mục tiêu"),
        (3, "Giá trị", "420; không có số thì bỏ dòng"),
    }


@pytest.mark.parametrize("label", ["Cộng", "Tổng", "Tổng cộng"])
def test_a_row_of_sums_is_told_in_one_sentence_and_is_no_figure(tmp_path, label):
    line = "bc,Lâm Đồng,2016,2016,Quốc gia,Thực hiện,Đề án,4,đề án"
    received = received_of(tmp_path, line, f"{label},,,,,,,4,đề án", head=VIETNAMESE)

    assert [(f.code, f.level, f.row, f.value) for f in received.findings] == [
        ("subtotal_row", "note", 3, f"{label}; 4")
    ]
    assert len(received.tables["reported_figure"]) == 1


def test_a_source_whose_name_begins_like_a_sum_is_still_a_source(tmp_path):
    line = "Tổng hợp báo cáo 2016,Lâm Đồng,2016,2016,Quốc gia,Thực hiện,,4,đề án"
    received = received_of(tmp_path, line, head=VIETNAMESE)

    assert [(f.code, f.column) for f in received.findings] == [("cell_empty", "Chỉ tiêu")]


def test_a_district_of_figures_that_is_not_known_is_told_with_the_closest(tmp_path):
    line = "bc,Lâm Đồng,2016,2016,Quốc gia,Thực hiện,Đề án,4,đề án,{}"
    received = received_of(
        tmp_path, line.format("Di Lin"), line.format("Chư Păh"), head=VIETNAMESE + ",Huyện"
    )

    assert [(f.column, f.expected) for f in received.findings] == [
        ("Huyện", "Huyện Di Linh?"),
        ("Huyện", "thuộc Tỉnh Gia Lai"),
    ]


def test_a_merged_cell_in_a_workbook_of_figures_is_an_error(tmp_path):
    path = tmp_path / "gop.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Số liệu")
        sheet.write_row(0, 0, VIETNAMESE.split(","))
        for row in (1, 2):
            sheet.write_row(row, 0, ["bc", "", 2016, 2016, "Quốc gia", "Thực hiện", "Đề án", row, "đề án"])
        sheet.merge_range("B2:B3", "Lâm Đồng")
    received = receive(path)

    assert [(f.code, f.row, f.column, f.value) for f in received.errors] == [
        ("cell_merged", 2, "Tỉnh", "B2:B3")
    ]
