"""What a department sends: counted whole or not at all, and nothing received is ever lost."""

import shutil

import pytest

from analytics.filters import Filters
from analytics.notes import error_text
from analytics.query import ask
from data import inbox, received
from data.build import build, import_file
from data.errors import (
    EncodingUnknown,
    FileNotFound,
    FolderGiven,
    FormatUnknown,
    ImportRefused,
    WorkbookUnreadable,
)
from data.paths import Home
from data.store import current
from tests.support_workbook import write_workbook
from tests.worlds import MILLION, money, project

PLACE = {"province": "kon-tum"}
HERE = Filters(province="kon-tum")


def support(home: Home):
    return ask(current(home), "state_support", (), HERE).value


def test_an_accepted_workbook_is_counted_and_one_million_more_moves_the_answer_by_one_million(home, workbook):
    import_file(home, workbook(120))
    assert support(home) == 120 * MILLION

    import_file(home, workbook(121, "later.xlsx"))
    assert support(home) == 121 * MILLION


def test_a_later_workbook_with_the_same_code_supersedes_and_the_earlier_is_kept_and_told(home, workbook):
    import_file(home, workbook(120))
    built = import_file(home, workbook(90, "later.xlsx"))

    assert ask(current(home), "projects", (), HERE).value == 1
    assert support(home) == 90 * MILLION
    assert current(home).value("SELECT COUNT(*) FROM staging.project WHERE province = 'kon-tum'") == 2
    assert [f.value for f in built.findings if f.code == "project_superseded"] == ["KT-1"]


def test_the_same_file_twice_changes_nothing(home, workbook):
    first = import_file(home, workbook(120))
    entries = inbox.entries(home)
    again = import_file(home, workbook(120))

    assert (again.new, again.id) == (False, first.id)
    assert inbox.entries(home) == entries
    assert support(home) == 120 * MILLION


def test_a_refused_file_is_kept_and_nothing_of_it_is_counted(home, workbook, tmp_path):
    before = current(home).id
    rows = [project("KT-1", **PLACE), project("KT-1", **PLACE)]
    bad = write_workbook(tmp_path / "bad.xlsx", rows, [money("KT-1", "local", 5, **PLACE)])

    with pytest.raises(ImportRefused) as caught:
        import_file(home, bad)
    assert [(f.code, f.sheet, f.row) for f in caught.value.values["findings"] if f.level == "error"] == [
        ("project_repeated", "Đề án", 3)
    ]
    (entry,) = [e for e in inbox.entries(home) if e.name == "bad.xlsx"]
    assert entry.status == inbox.REFUSED
    assert entry.path(home).read_bytes() == bad.read_bytes()
    assert current(home).id == before
    assert build(home).id == before


def test_a_file_of_no_known_format_is_told_with_what_was_found(home, tmp_path):
    path = tmp_path / "danh-ba.csv"
    path.write_text("họ tên,điện thoại\nA,1\n", encoding="utf-8")
    before = current(home).id

    with pytest.raises(FormatUnknown) as caught:
        import_file(home, path)
    assert "họ tên" in caught.value.values["found"]
    assert build(home).id == before


def test_a_file_that_is_not_there_is_told(home, tmp_path):
    with pytest.raises(FileNotFound):
        import_file(home, tmp_path / "none.xlsx")


def test_ten_yearly_totals_from_a_csv_answer_for_the_province(home, tmp_path):
    heading = "source_id,province,period_start,period_end,tier,content,basis,measure,value,unit,district,quote,note,verified"
    lines = [
        f"so-lieu,Kon Tum,{year},{year},all,,actual,state_support,{1000 + year},triệu đồng,,,,"
        for year in range(2013, 2023)
    ]
    path = tmp_path / "tong-hop.csv"
    path.write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
    import_file(home, path)

    snapshot = current(home)
    by_year = ask(snapshot, "state_support", ("year",), HERE).by()
    assert {year: row["value"] for year, row in by_year.items()} == {
        y: (1000 + y) * MILLION for y in range(2013, 2023)
    }
    whole = ask(snapshot, "state_support", (), HERE.but(years=(2013, 2022)))
    assert (whole.value, whole.basis) == (sum(1000 + y for y in range(2013, 2023)) * MILLION, "reported")
    assert ask(snapshot, "state_support", (), HERE.but(years=(2015, 2015))).value == 3015 * MILLION


def test_a_district_of_its_day_is_placed_in_the_district_that_holds_its_area_on_the_last_day(home, tmp_path):
    written = [
        ("L-1", "long-an", "Huyện Mộc Hóa", 2012, "798"),
        ("L-2", "long-an", "Thị xã Kiến Tường", 2013, "795"),
        ("L-3", "long-an", "Kiến Tường", 2012, None),  # it did not exist yet
        ("T-1", "ho-chi-minh", "Quận 2", 2015, "769"),
        ("T-2", "ho-chi-minh", "Quận 9", 2015, "769"),
        ("T-3", "ho-chi-minh", "Thành phố Thủ Đức", 2022, "769"),
    ]
    rows = [
        project(code, province=p, district_as_reported=name, plan_year=year)
        for code, p, name, year, _ in written
    ]
    built = import_file(home, write_workbook(tmp_path / "places.xlsx", rows))

    found = current(home).rows(
        "SELECT code, district_then, district_code FROM project WHERE province IN ('long-an', 'ho-chi-minh')"
    )
    assert {row["code"]: row["district_code"] for row in found} == {code: now for code, *_, now in written}
    assert {row["code"]: row["district_then"] for row in found}["T-2"] == "763"
    assert [f.value for f in built.findings if f.code == "district_unknown"] == ["Kiến Tường"]
    name = current(home).value("SELECT name FROM district WHERE district_code = '769'")
    assert name == "Thành phố Thủ Đức"


# Figures of several departments, and the same bytes again

HEADINGS = "source_id,province,period_start,period_end,tier,basis,measure,value,unit"


def figures(folder, name: str, *lines: str, head: str = HEADINGS):
    path = folder / name
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def one_figure(folder, name: str, province: str, million: float, source: str = "bao-cao-so-2013"):
    line = f'{source},{province},2013,2013,tất cả,thực hiện,kinh phí hỗ trợ,"{million}",triệu đồng'
    return figures(folder, name, line)


def stated(home: Home, province: str):
    return ask(current(home), "state_support", (), Filters(province=province, years=(2013, 2013))).value


def test_two_departments_that_name_their_report_alike_both_count(home, tmp_path):
    import_file(home, one_figure(tmp_path, "a.csv", "Lâm Đồng", 900))
    second = import_file(home, one_figure(tmp_path, "b.csv", "Kon Tum", 700))

    assert (stated(home, "lam-dong"), stated(home, "kon-tum")) == (900 * MILLION, 700 * MILLION)
    assert (second.arrival.figures, second.arrival.figures_replaced) == (1, 0)
    ids = current(home).rows("SELECT id FROM reported_figure WHERE source_id = 'bao-cao-so-2013' ORDER BY id")
    assert [row["id"] for row in ids] == ["bao-cao-so-2013/kon-tum#1", "bao-cao-so-2013/lam-dong#1"]


def test_a_part_still_finds_its_whole_when_ids_carry_the_province(home, tmp_path):
    line = "bc,Kon Tum,2013,2013,tất cả,thực hiện,đề án,{},đề án,{},{}"
    head = HEADINGS + ",content_code,part_of"
    import_file(
        home,
        figures(
            tmp_path, "a.csv", line.format(5, "", ""), line.format(2, "production_line", "bc#1"), head=head
        ),
    )

    rows = current(home).rows("SELECT id, part_of FROM reported_figure WHERE source_id = 'bc' ORDER BY row")
    assert rows[1]["part_of"] == rows[0]["id"] == "bc/kon-tum#1"


def test_a_later_file_replaces_the_same_source_of_the_same_province_and_says_old_and_new(home, tmp_path):
    line = "bc,{},2013,2013,tất cả,thực hiện,{},{},{}"
    support_of, projects_of = ("kinh phí hỗ trợ", "triệu đồng"), ("đề án", "đề án")

    def row(province, kind, value):
        return line.format(province, kind[0], value, kind[1])

    old = (row("Lâm Đồng", support_of, 900), row("Lâm Đồng", projects_of, 9), row("Kon Tum", support_of, 700))
    import_file(home, figures(tmp_path, "cu.csv", *old))
    built = import_file(home, figures(tmp_path, "moi.csv", row("Lâm Đồng", support_of, 950)))

    assert (stated(home, "lam-dong"), stated(home, "kon-tum")) == (950 * MILLION, 700 * MILLION)
    assert built.arrival.figures_replaced == 2
    notes = [f for f in built.arrival.findings if f.code == "figure_replaced"]
    assert [(f.level, f.file, f.row, f.value, f.expected) for f in notes] == [
        ("note", "moi.csv", 2, "900 triệu đồng → 950 triệu đồng", "cu.csv, dòng 2"),
        ("note", "moi.csv", None, "9 đề án → —", "cu.csv, dòng 3"),
    ]


def test_a_figure_that_is_stated_again_with_its_value_is_counted_as_replaced_and_not_listed(home, tmp_path):
    import_file(home, one_figure(tmp_path, "a.csv", "Lâm Đồng", 900))
    built = import_file(home, one_figure(tmp_path, "b.csv", "Lâm Đồng", "900,0"))

    assert built.arrival.figures_replaced == 1
    assert built.arrival.findings == ()


def test_a_replaced_project_is_told_with_each_old_and_new_value(home, workbook):
    import_file(home, workbook(120))
    built = import_file(home, workbook(90, "later.xlsx"))

    assert built.arrival.projects_replaced == 1
    notes = [f for f in built.arrival.findings if f.code == "project_replaced"]
    assert [(f.file, f.column, f.value, f.expected) for f in notes] == [
        ("later.xlsx", "Số tiền (triệu đồng)", "KT-1: KCĐP / Nghiệm thu: 120 → 90", "kon-tum.xlsx, dòng 2")
    ]


def test_an_old_file_imported_again_counts_again(home, workbook):
    first, second = workbook(120), workbook(90, "later.xlsx")
    import_file(home, first)
    import_file(home, second)
    again = import_file(home, first)

    assert support(home) == 120 * MILLION
    assert again.arrival.unchanged_since is None
    assert again.arrival.projects_replaced == 1


def test_a_file_that_counts_as_it_is_says_since_when_and_keeps_its_place(home, workbook, tmp_path):
    import_file(home, workbook(120))
    import_file(home, one_figure(tmp_path, "other.csv", "Lâm Đồng", 900))
    before = inbox.entries(home)
    again = import_file(home, workbook(120))

    (entry,) = [e for e in before if e.name == "kon-tum.xlsx"]
    assert (again.new, again.arrival.unchanged_since) == (False, entry.received_at)
    assert inbox.entries(home) == before


def test_the_snapshot_depends_on_the_order_of_files_and_not_on_how_often_they_came(
    home, workbook, shipped_home, tmp_path
):
    first, second = workbook(120), workbook(90, "later.xlsx")
    for path in (first, second, first):
        roundabout = import_file(home, path)
    shutil.copytree(shipped_home.root, tmp_path / "straight")
    straight_home = Home(tmp_path / "straight")
    for path in (second, first):
        straight = import_file(straight_home, path)

    assert roundabout.id == straight.id


def test_a_refused_file_takes_nothing_away_from_what_it_counted_before(home, workbook, monkeypatch):
    import_file(home, workbook(120))
    entry = next(e for e in inbox.entries(home) if e.name == "kon-tum.xlsx")
    received.keep_refusal(home, entry, ImportRefused(file=entry.name, n=1, findings=[]))

    assert build(home).id and support(home) == 120 * MILLION


# Files that hold nothing, or nothing that can be read


@pytest.mark.parametrize("content", [HEADINGS + "\n", "", "\n\n"])
def test_a_file_without_a_row_of_data_is_refused(home, tmp_path, content):
    path = tmp_path / "trong.csv"
    path.write_text(content, encoding="utf-8")
    before = current(home).id

    with pytest.raises(ImportRefused) as caught:
        import_file(home, path)
    assert [f.code for f in caught.value.values["findings"]] == ["file_empty"]
    assert current(home).id == before


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1258"])
def test_a_csv_in_another_encoding_is_told_how_to_save_it(home, tmp_path, encoding):
    path = tmp_path / "so-lieu.csv"
    path.write_bytes((HEADINGS + "\nĐơn vị\n").encode(encoding, errors="replace"))

    with pytest.raises(EncodingUnknown) as caught:
        import_file(home, path)
    assert "CSV UTF-8" in error_text(caught.value, "vi")


@pytest.mark.parametrize("content", [b"hello", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), b"PK\x03\x04"])
def test_what_is_no_workbook_is_told_without_the_words_of_a_library(home, tmp_path, content):
    path = tmp_path / "so.xlsx"
    path.write_bytes(content)

    with pytest.raises(WorkbookUnreadable) as caught:
        import_file(home, path)
    text = error_text(caught.value, "vi")
    assert "so.xlsx" in text and "Zip" not in text and "EOCD" not in text


def test_a_folder_is_told_as_a_folder(home, tmp_path):
    with pytest.raises(FolderGiven) as caught:
        import_file(home, tmp_path)
    assert "thư mục" in error_text(caught.value, "vi")


def test_one_misspelt_heading_is_told_as_such(home, tmp_path):
    head = "Nguồn,Tỉnh,Từ kỳ,Đến kỳ,Cấp,Loại số,Chỉ tiêu,Giá trị,Đ.vị"
    path = figures(tmp_path, "sai.csv", "bc,Kon Tum,2013,2013,tất cả,thực hiện,đề án,4,đề án", head=head)

    with pytest.raises(ImportRefused) as caught:
        import_file(home, path)
    assert [(f.code, f.level, f.column) for f in caught.value.values["findings"]] == [
        ("column_missing", "error", "Đơn vị"),
        ("column_unknown", "warning", "Đ.vị"),
    ]


def test_what_an_import_tells_is_of_its_own_file_though_another_has_its_name(home, workbook, tmp_path):
    rows = [project("LA-1", province="long-an", district_as_reported="Huyện Nào Đó")]
    import_file(
        home, write_workbook(tmp_path / "so.xlsx", rows, [money("LA-1", "local", 5, province="long-an")])
    )
    (tmp_path / "other").mkdir()
    built = import_file(home, shutil.copy(workbook(120), tmp_path / "other" / "so.xlsx"))

    assert {f.value for f in built.arrival.findings} == {"KT-1"}
