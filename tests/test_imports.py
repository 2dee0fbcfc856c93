"""What a department sends: counted whole or not at all, and nothing received is ever lost."""

import pytest

from analytics.filters import Filters
from analytics.query import ask
from data import inbox
from data.build import build, import_file
from data.errors import FileNotFound, FormatUnknown, ImportRefused
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
