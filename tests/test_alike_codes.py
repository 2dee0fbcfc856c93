"""Codes that only look different, and rows that stand twice: told with both places, and nothing counts twice unseen."""

import pytest

from analytics.notes import finding_text
from data.build import import_file
from data.errors import ImportRefused
from data.store import current
from tests.books import (
    ACTIVITIES,
    EVENTS,
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


@pytest.fixture
def file(tmp_path):
    def file(name: str = "so.xlsx", **sheets):
        names = {"projects": "Đề án", "funding": "Kinh phí", "units": "Thụ hưởng", "events": "Sự kiện", "plans": "Kế hoạch"}  # fmt: skip
        return write(tmp_path / name, {names.get(key, key): rows for key, rows in sheets.items()})

    return file


@pytest.mark.parametrize(
    ("one", "other"), [("BL-3", "bl-3"), ("BL-3", "BL -3"), ("BL-3", "BL–3"), ("BL-3", "ＢＬ-3"), ("ĐA-3", "đa-\u200b3")]
)  # fmt: skip
def test_codes_that_only_look_different_refuse_the_file_and_name_both(file, one, other):
    rows = [PROJECTS, project(one), project(other, "Khác", 2017)]
    received = read(file(projects=rows, funding=[FUNDING, *paid(one), *paid(other)]))

    assert told(received) == [("code_alike", "error", "Đề án", 3, "Mã đề án")]
    (finding,) = received.findings
    assert f"{one}, dòng 2" in finding_text(finding, "vi") and f"{one}, row 2" in finding_text(finding, "en")


def test_a_number_that_lost_its_zero_is_one_project_where_the_rest_is_the_same_and_asked_about_where_not(
    file,
):
    one = read(file(projects=[PROJECTS, project("01"), project(1)], funding=[FUNDING, *paid("01"), *paid(1)]))
    two = read(
        file(projects=[PROJECTS, project("01"), project(1, "Khác")], funding=[FUNDING, *paid("01"), *paid(1)])
    )

    assert told(one) == [("code_alike", "error", "Đề án", 3, "Mã đề án")]
    assert told(two) == [("code_alike", "warning", "Đề án", 3, "Mã đề án")]
    assert [row["code"] for row in two.tables["project"]] == ["01", "1"]
    assert [row["code"] for row in two.tables["funding"]] == ["01", "01", "1", "1"]


def test_codes_that_differ_are_left_alone(file):
    codes = ["BL-3", "BL-30", "BL3", "2016 1", "20161", "100", "10"]
    received = read(
        file(
            projects=[PROJECTS, *map(project, codes)],
            funding=[FUNDING, *(row for code in codes for row in paid(code))],
        )
    )

    assert received.findings == []


def test_a_code_of_another_province_is_another_code(file):
    rows = [PROJECTS, project("BL-3"), project("bl-3", **{"Tỉnh": "Gia Lai", "Địa bàn": "Huyện Chư Sê"})]
    received = read(file(projects=rows, funding=[FUNDING, *paid("BL-3"), *paid("bl-3")]))

    assert received.findings == []


@pytest.mark.parametrize(
    ("written", "meant"), [("bl-03", "BL-3"), ("BL3", "BL-3"), ("bl 3", "BL-3"), ("BL-30", None)]
)
def test_money_of_a_code_that_only_looks_different_is_told_whose_it_may_be(file, written, meant):
    received = read(file(projects=[PROJECTS, project("BL-3")], funding=[FUNDING, *paid(written)]))

    assert [(f.code, f.row, f.value, f.expected) for f in received.findings] == [
        ("project_unknown", row, written, meant) for row in (2, 3)
    ]
    assert (f"Có phải: {meant}?" in finding_text(received.findings[0], "vi")) == bool(meant)


def test_a_later_file_that_writes_the_code_otherwise_is_taken_and_told(home, file):
    import_file(home, file("cu.xlsx", projects=[PROJECTS, project("BL-3")], funding=[FUNDING, *paid("BL-3")]))
    built = import_file(
        home, file("moi.xlsx", projects=[PROJECTS, project("bl-03")], funding=[FUNDING, *paid("bl-03")])
    )

    (finding,) = built.arrival.findings
    assert (finding.code, finding.level, finding.file, finding.row) == ("code_alike", "warning", "moi.xlsx", 2)  # fmt: skip
    assert (finding.value, finding.expected) == ("bl-03", "BL-3; cu.xlsx, dòng 2")
    assert current(home).value("SELECT COUNT(*) FROM project WHERE province = 'kon-tum'") == 2


def test_an_activity_of_a_code_that_only_looks_different_is_told_whose_it_may_be(home, file, tmp_path):
    import_file(home, file(projects=[PROJECTS, project("BL-3")], funding=[FUNDING, *paid("BL-3")]))
    head = [*ACTIVITIES, "Mã đề án"]
    rows = [["so", "Kon Tum", "lớp", 2016, title, None, 1, code] for title, code in (("Một", "bl-3"), ("Hai", "ZZ"))]  # fmt: skip
    built = import_file(home, write(tmp_path / "lop.xlsx", {"Lớp": [head, *rows]}))

    assert [(f.code, f.row, f.column, f.value, f.expected) for f in built.arrival.findings] == [
        ("activity_project_unknown", 2, "Mã đề án", "bl-3", "BL-3"),
        ("activity_project_unknown", 3, "Mã đề án", "ZZ", None),
    ]


def test_codes_of_establishments_that_only_look_different_are_told_once(file):
    units = [["A", "CS-1", "HTX Một", "Hợp tác xã"], ["B", "cs-1", "HTX Một", "Hợp tác xã"], ["C", "cs-1", "HTX Một", "Hợp tác xã"]]  # fmt: skip
    codes = ["A", "B", "C"]
    received = read(
        file(
            projects=[PROJECTS, *map(project, codes)],
            funding=[FUNDING, *(row for code in codes for row in paid(code))],
            units=[UNITS, *units],
        )
    )

    assert told(received) == [("unit_code_alike", "warning", "Thụ hưởng", 3, "Mã đơn vị")]


def test_an_event_that_stands_twice_in_every_column_is_asked_about(file):
    event = ["A", "Gia hạn", "01/09/2016", "Dịch COVID-19"]
    other = ["A", "Gia hạn", "01/10/2016", "Dịch COVID-19"]
    received = read(
        file(
            projects=[PROJECTS, project("A")],
            funding=[FUNDING, *paid("A")],
            events=[EVENTS, event, other, event],
        )
    )

    assert told(received) == [("event_repeated", "error", "Sự kiện", 4, "Sự kiện")]  # fmt: skip


def test_a_plan_figure_that_stands_twice_is_told_with_both_values_and_counts_once(home, file):
    plan = ["Kế hoạch năm 2016", 2016, 2016, "Kinh phí hỗ trợ", "KCĐP", "Ban đầu"]
    path = file(
        projects=[PROJECTS, project("A")],
        funding=[FUNDING, *paid("A")],
        plans=[PLANS, [*plan, 150], [*plan, 140]],
    )
    built = import_file(home, path)

    (finding,) = built.arrival.findings
    assert (finding.code, finding.row, finding.value, finding.expected) == ("plan_repeated", 3, "140", "dòng 2 nêu 150")  # fmt: skip
    assert (
        current(home).value(
            "SELECT CAST(SUM(value) AS BIGINT) FROM plan WHERE province = 'kon-tum' AND evidence = 'record'"
        )
        == 140_000_000
    )


def test_an_activity_that_stands_twice_in_every_column_counts_in_no_sum_until_the_officer_says(
    home, tmp_path
):
    visit = ["so", "Kon Tum", "tư vấn", 2022, "Tư vấn hồ sơ", "Huyện Đăk Hà", 3]
    path = write(tmp_path / "twice.xlsx", {"Hoạt động": [ACTIVITIES, visit, visit]})
    with pytest.raises(ImportRefused) as caught:
        import_file(home, path)
    (finding,) = caught.value.values["findings"]
    assert (finding.code, finding.level, finding.row, finding.expected) == ("activity_repeated", "error", 3, "dòng 2")  # fmt: skip
    assert "Số cuộc" in finding_text(finding, "vi")

    more = write(
        tmp_path / "more.xlsx", {"Hoạt động": [ACTIVITIES, visit, [*visit[:4], "tư vấn hồ sơ", visit[5], 4]]}
    )
    built = import_file(home, more)
    assert [(f.code, f.level, f.row) for f in built.arrival.findings] == [("activity_alike", "warning", 3)]
    assert "đang được tính" in finding_text(built.arrival.findings[0], "vi")
    assert built.arrival.activities == 2
