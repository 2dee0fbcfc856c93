"""Days and years that lie ahead of the day on which a file came: an error where something is told as done, a warning where it may be planned."""

import datetime as dt

import pytest

from analytics.notes import finding_text
from data import batches, inbox
from data.build import build, import_file
from data.errors import ImportRefused
from data.sources import projects
from data.sources.days_ahead import day_of
from data.sources.workbook import read_sheets
from tests import worlds
from tests.support_workbook import write_workbook

DAY = dt.date(2024, 6, 15)
BEFORE, AFTER = dt.date(2024, 6, 15), dt.date(2024, 6, 16)


def found(path, day=DAY) -> list[tuple]:
    """What reading a file as of a day says of days that lie ahead."""
    sheets = read_sheets(path, path.name)
    sheets.received_on = day
    received = batches.recognise(sheets, path.name).read(sheets, path.name)
    codes = ("date_ahead", "date_planned", "period_unfinished")
    return [(f.level, f.sheet, f.row, f.column, f.value, f.expected) for f in received.findings if f.code in codes]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "level", "heading"),
    [
        ("accepted_on", "error", "Ngày nghiệm thu"),
        ("settled_on", "error", "Ngày quyết toán"),
        ("approved_on", "warning", "Ngày phê duyệt"),
        ("contracted_on", "warning", "Ngày ký hợp đồng"),
        ("started_on", "warning", "Ngày bắt đầu"),
    ],
)
def test_an_accepted_or_settled_day_cannot_lie_ahead_a_planned_one_may(tmp_path, column, level, heading):
    def told(day):
        row = worlds.project("A", status="in_progress", plan_year=2024, **{column: day})
        return found(write_workbook(tmp_path / "so.xlsx", [row], [worlds.money("A", "local", 5, "planned")]))

    assert told(BEFORE) == []
    assert told(AFTER) == [(level, "Đề án", 2, heading, "16/06/2024", "<= 15/06/2024 (ngày nhận tệp)")]


def test_a_finished_project_of_a_year_to_come_is_refused_and_a_planned_one_is_not(tmp_path):
    rows = [worlds.project("A", plan_year=2025), worlds.project("B", plan_year=2025, status="approved")]
    paid = [worlds.money("A", "local", 5), worlds.money("B", "local", 5, "planned")]

    assert found(write_workbook(tmp_path / "so.xlsx", rows, paid)) == [
        ("error", "Đề án", 2, "Năm kế hoạch", "2025", "<= 2024 (năm nhận tệp)")
    ]


def test_a_payment_that_lies_ahead_is_refused_an_extension_is_told(tmp_path):
    events = [
        {"province": "gia-lai", "code": "A", "kind": kind, "event_on": AFTER} for kind in ("advanced", "extended")
    ]  # fmt: skip
    path = write_workbook(
        tmp_path / "so.xlsx", [worlds.project("A")], [worlds.money("A", "local", 5)], events=events
    )

    assert [(level, row) for level, _, row, *_ in found(path)] == [("error", 2), ("warning", 3)]


def lines(tmp_path, *rows: str):
    path = tmp_path / "bang.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_lists_tell_what_lies_ahead(tmp_path):
    activities = lines(
        tmp_path, "source_id,province,kind,period_start,title,period_end",
        "so,Gia Lai,lớp,2024,Một,", "so,Gia Lai,lớp,16/06/2024,Hai,", "so,Gia Lai,lớp,01/06/2024,Ba,20/06/2024",
    )  # fmt: skip
    assert found(activities) == [
        ("error", "", 3, "period_start", "16/06/2024", "<= 15/06/2024 (ngày nhận tệp)"),
        ("warning", "", 4, "period_end", "20/06/2024", "<= 15/06/2024 (ngày nhận tệp)"),
    ]
    awards = lines(
        tmp_path, "source_id,province,product,level,round,certified_on",
        "so,Gia Lai,A,cấp tỉnh,2024,15/06/2024", "so,Gia Lai,B,cấp tỉnh,2024,16/06/2024", "so,Gia Lai,C,cấp tỉnh,2025,",
    )  # fmt: skip
    assert [(level, row, column) for level, _, row, column, *_ in found(awards)] == [
        ("error", 3, "certified_on"), ("error", 4, "round")
    ]  # fmt: skip
    people = lines(tmp_path, "source_id,province,area,area_level,role,year,filled",
                   "so,Gia Lai,Chư Sê,huyện,cộng tác viên,2024,1", "so,Gia Lai,Pleiku,huyện,cộng tác viên,2025,1")  # fmt: skip
    assert [(level, row, column) for level, _, row, column, *_ in found(people)] == [("error", 3, "year")]


def test_a_figure_of_what_is_done_cannot_be_of_a_period_to_come_a_plan_may(tmp_path):
    head = "source_id,province,period_start,period_end,tier,basis,measure,value,unit"
    row = "bc,Gia Lai,{0},{0},tất cả,{1},đề án,9,đề án"
    path = lines(tmp_path, head, *(row.format(*one) for one in (("2024", "thực hiện"), ("2025", "thực hiện"), ("2025", "kế hoạch"))))  # fmt: skip

    assert found(path) == [
        ("warning", "", 2, "period_end", "2024", "<= 15/06/2024 (ngày nhận tệp)"),
        ("error", "", 3, "period_start", "2025", "<= 15/06/2024 (ngày nhận tệp)"),
    ]


def test_what_ships_and_what_nobody_dates_is_read_without_a_day(tmp_path):
    path = write_workbook(tmp_path / "so.xlsx", [worlds.project("A", accepted_on=dt.date(2098, 1, 1))], [worlds.money("A", "local", 5)])  # fmt: skip

    assert found(path, None) == []
    assert projects.read(dict(read_sheets(path, path.name)), path.name).errors == []


def test_a_refused_file_is_read_anew_as_of_the_day_on_which_it_is_sent_again(home, tmp_path, monkeypatch):
    path = write_workbook(
        tmp_path / "so.xlsx", [worlds.project("A", accepted_on=AFTER, plan_year=2024)], [worlds.money("A", "local", 5)]
    )  # fmt: skip

    class Clock(dt.datetime):
        at = dt.datetime(2024, 6, 15, 3, tzinfo=dt.UTC)

        @classmethod
        def now(cls, tz=None):
            return cls.at

    monkeypatch.setattr(inbox, "datetime", Clock)
    with pytest.raises(ImportRefused) as caught:
        import_file(home, path)
    (fault,) = [f for f in caught.value.values["findings"] if f.level == "error"]
    assert "16/06/2024" in finding_text(fault, "vi") and "(ngày nhận tệp)" in finding_text(fault, "vi")
    assert "day the file was received" in finding_text(fault, "en")

    Clock.at = dt.datetime(2024, 6, 15, 18, tzinfo=dt.UTC)  # the next day in Vietnam
    taken = import_file(home, path)
    assert taken.arrival.projects == 1
    # A later build reads it as of that day too, whatever the reader.
    (entry,) = [e for e in inbox.entries(home) if e.name == "so.xlsx"]
    assert day_of(entry.received_at) == AFTER
    batches.ensure(home, entry, again=True)
    assert build(home).id == taken.id
