"""Activities, product awards, collaborators: the three files with their faults, what counts once, levels that are never added, the screen."""

import datetime as dt
import json

import pytest

from analytics import activities, activities_stated
from analytics.charts import activities as charts
from analytics.charts import activities_stated as stated_charts
from analytics.charts import awards as award_charts
from analytics.charts import collaborators, media
from analytics.charts.plotly import figure
from analytics.codes import codes
from analytics.exports import csv_file
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.text import say
from data import demo, demo_activities
from data.build import import_file
from data.errors import ImportRefused
from data.paths import PROGRAM
from data.store import current
from pages.components import listed, session
from pages.components.frame import Choice
from tests import worlds
from tests.test_pages import charts as drawn
from tests.test_pages import fresh, heading, words_of

HERE = Filters(province="gia-lai")
DEMO = Filters(province="demo", years=(2012, 2022))
EXAMPLES = PROGRAM / "docs" / "examples"


@pytest.fixture
def send(home, tmp_path):
    """send("source_id,…", "so,…") -> what came of importing those lines."""

    def send(*lines: str, name: str = "hoat-dong.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return import_file(home, path)

    return send


def faults(send, *lines: str) -> list[tuple]:
    with pytest.raises(ImportRefused) as caught:
        send(*lines)
    found = caught.value.values["findings"]
    return [(f.level, f.code, f.row, f.column, f.value, f.expected) for f in found]


# The files


@pytest.mark.parametrize("name", ["hoat-dong", "san-pham", "cong-tac-vien"])
def test_an_example_file_imports_without_a_finding_and_is_counted(home, name):
    before = {mart: current(home).value(f"SELECT COUNT(*) FROM {mart}") for mart in activities.MARTS}
    built = import_file(home, EXAMPLES / f"{name}.csv")

    assert built.arrival.findings == ()
    after = {mart: current(home).value(f"SELECT COUNT(*) FROM {mart}") for mart in activities.MARTS}
    lines = len((EXAMPLES / f"{name}.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert sum(after.values()) - sum(before.values()) == lines == built.arrival.rows


def test_every_fault_of_a_list_of_activities_is_told_at_once_in_the_headings_of_the_file(send):
    told = faults(
        send,
        "Nguồn,Tỉnh,Loại hoạt động,Từ ngày,Đến ngày,Tên hoạt động,Huyện,Số cuộc,Số cơ sở,Số người,Mô phỏng",
        "so,Gia Lay,tư vấn,2022,,Tư vấn,,,ba,,",
        "so,Gia Lai,du lịch,32/13/2022,,,,0,-1,1.234,",
        "so,Gia Lai,lớp,06/2022,05/2022,Lớp,Huyện Không Có,,2,5,",
        "so,Gia Lai,lớp,2022,,Lớp,,,2,5,có",
        "so,demo,lớp,2022,,Lớp,,,2,5,",
    )

    assert ("error", "cell_bad", 2, "Tỉnh", "Gia Lay", "Gia Lai?") in told
    assert ("error", "cell_bad", 2, "Số cơ sở", "ba", "số, ví dụ 1.234,5") in told
    assert ("error", "cell_empty", 3, "Tên hoạt động", None, "Tư vấn lập hồ sơ đề án") in told
    assert ("error", "cell_bad", 3, "Số người", "1.234", "1234 | 1,234") in told
    assert ("error", "cell_bad", 3, "Số cơ sở", "-1", "số không âm") in told
    assert ("error", "cell_bad", 3, "Số cuộc", "0", "số nguyên từ 1; để trống là 1") in told
    assert {row for level, code, row, column, *_ in told if column == "Loại hoạt động"} == {3}
    assert ("error", "period_backwards", 4, "Đến ngày", "05/2022", ">= 01/06/2022") in told
    assert [t[:4] for t in told if "unrecognised" in t[1]] == [("warning", "activity_district_unrecognised", 4, "Huyện")]  # fmt: skip
    assert ("error", "simulated_mixed", 5, "Mô phỏng", "có", "không") in told
    assert [t for t in told if t[1] == "simulated_mixed" and t[2] == 6]


def test_a_misspelt_heading_is_told_as_such_and_a_sum_row_is_no_activity(send):
    told = faults(send, "source_id,province,kind,period_start,titel", "so,Gia Lai,lớp,2022,Lớp")
    assert {(t[1], t[3]) for t in told} == {("column_missing", "title"), ("column_unknown", "titel")}

    built = send("source_id,province,kind,period_start,title,people", "so,Gia Lai,lớp,2022,Lớp một,30", "Cộng,,,,,30")  # fmt: skip
    assert [f.code for f in built.arrival.findings] == ["subtotal_row"]
    assert built.arrival.activities == 1


def test_faults_of_awards_and_collaborators(send):
    told = faults(
        send,
        "source_id,province,product,level,round,certified_on",
        "so,Gia Lai,Cà phê,cấp vũ trụ,2022,",
        "so,Gia Lai,Cà phê,cấp tỉnh,2022,01/02/2021",
    )
    assert [(t[1], t[2], t[3]) for t in told] == [("cell_bad", 2, "level"), ("certified_before_round", 3, "certified_on")]  # fmt: skip

    told = faults(
        send,
        "source_id,province,area,area_level,role,year,filled,posts,part_time",
        "so,Gia Lai,Huyện Chư Sê,huyện,cộng tác viên,2022,2,1,3",
        "so,Gia Lai,huyện chư sê,huyện,cộng tác viên,2022,1,1,",
    )
    assert {(t[0], t[1], t[2]) for t in told} == {("error", "part_time_above_filled", 2), ("warning", "filled_above_posts", 2), ("error", "list_row_repeated", 3)}  # fmt: skip

    told = faults(
        send,
        "source_id,province,area,area_level,role,year,filled",
        "so,Gia Lai,Huyện Chư Sê,huyện,cộng tác viên,2022,2",
        "so,Gia Lai,huyện chư sê,huyện,cộng tác viên,2022,1",
    )
    assert told == [("error", "list_row_repeated", 3, "area", "huyện chư sê", "dòng 2")]


@pytest.mark.parametrize(
    ("level", "one", "other", "same"),
    [
        ("huyện", "Huyện Chư Sê", "Chư Sê", True),
        ("huyện", "H. Chư Sê", "Huyện Chư Sê", True),
        ("huyện", "Huyện Không Có", "Không Có", True),  # no such district: its name alone
        ("xã", "Xã Ia Pal", "Ia Pal", True),
        ("xã", "Thị trấn Chư Sê", "Xã Chư Sê", False),
    ],
)
def test_one_area_under_two_spellings_is_one_area(send, home, level, one, other, same):
    lines = (
        "source_id,province,area,area_level,role,year,filled",
        f"so,Gia Lai,{one},{level},cộng tác viên,2022,2",
        f"so,Gia Lai,{other},{level},cộng tác viên,2022,1",
    )
    if same:
        told = [fault for fault in faults(send, *lines) if fault[0] == "error"]
        assert told == [("error", "list_row_repeated", 3, "area", other, "dòng 2")]
    else:
        send(*lines)
        assert ask(current(home), "collaborators", (), HERE).value == 3


@pytest.mark.parametrize(
    ("head", "line", "column", "code", "means"),
    [
        ("source_id,province,kind,period_start,title,district", "so,Gia Lai,lớp,2022,Lớp một,Huyện Không Có", "district",
         "activity_district_unrecognised", "Không nhận ra huyện của hoạt động"),
        ("source_id,province,product,level,round,district", "so,Gia Lai,Cà phê,cấp tỉnh,2022,Huyện Không Có", "district",
         "award_district_unrecognised", "Không nhận ra huyện của sản phẩm được chứng nhận"),
        ("source_id,province,area,area_level,role,year,filled", "so,Gia Lai,Huyện Không Có,huyện,cộng tác viên,2022,2", "area",
         "collaborator_district_unrecognised", "Không nhận ra huyện của cộng tác viên, cán bộ"),
    ],
)  # fmt: skip
def test_a_district_not_recognised_is_told_as_one_of_its_own_table(send, head, line, column, code, means):
    found = send(head, line).arrival.findings

    assert [(f.level, f.code, f.row, f.column, f.value) for f in found] == [("warning", code, 2, column, "Huyện Không Có")]  # fmt: skip
    assert say(f"finding_means.{code}", "vi") == means


def test_an_area_of_two_sources_counts_once_and_it_is_said(send, home):
    head = "source_id,province,area,area_level,role,year,filled"
    send(head, "so,Gia Lai,Huyện Chư Sê,huyện,cộng tác viên,2022,2")
    built = send(head, "trung-tam,Gia Lai,Chư Sê,huyện,cộng tác viên,2022,5", name="sau.csv")

    assert ask(current(home), "collaborators", (), HERE).value == 5
    told = [(f.level, f.code, f.row, f.value, f.expected) for f in built.arrival.findings]
    assert told == [("warning", "collaborator_rivals", 2, "Chư Sê", "so")]


def test_a_later_file_replaces_its_source_and_province_alone_and_tells_each_change(send, home):
    head = "source_id,province,kind,period_start,title,establishments"
    send(head, "so,Gia Lai,tư vấn,01/03/2022,Một,3", "so,Gia Lai,tư vấn,02/03/2022,Hai,4", "so,Kon Tum,tư vấn,2022,Ba,9")  # fmt: skip
    built = send(head, "so,Gia Lai,tư vấn,01/03/2022,Một,5", name="sau.csv")

    changes = [(f.level, f.file, f.value, f.expected) for f in built.arrival.findings]
    assert changes == [
        ("note", "sau.csv", "Một: 3 → 5", "hoat-dong.csv, dòng 2"),
        ("note", "sau.csv", "Hai → —", "hoat-dong.csv, dòng 3"),
    ]
    assert (built.arrival.activities, built.arrival.lists_replaced, built.arrival.years) == (
        1,
        2,
        (2022, 2022),
    )
    assert ask(current(home), "advised_establishments", (), HERE).value == 5
    assert ask(current(home), "advised_establishments", (), Filters(province="kon-tum")).value == 9


def test_the_same_file_again_changes_nothing(send):
    lines = ("source_id,province,kind,period_start,title", "so,Gia Lai,hội chợ,2022,Hội chợ")
    first, again = send(*lines), send(*lines)

    assert (again.id, again.new) == (first.id, False)
    assert again.arrival.unchanged_since and again.arrival.lists_replaced == 0


def test_a_place_with_lists_alone_is_known_answers_and_draws_its_page(send, home, monkeypatch):
    send("source_id,province,kind,period_start,title,establishments", "so,Kon Tum,hội chợ,2021,Hội chợ,4")
    snapshot = current(home)
    place = codes(snapshot).places["kon-tum"]
    monkeypatch.setenv("DONBAY_HOME", str(home.root))
    page = fresh("hoat-dong", province="kon-tum")

    assert (place.has_lists, place.has_records) == (True, False)
    assert ask(snapshot, "fairs", ("year",), Filters(province="kon-tum")).by()[2021]["value"] == 1
    assert not page.exception
    assert heading(page) == "1 kỳ hội chợ"
    assert "fair_years" in drawn(page)


def test_the_card_and_the_footnote_tell_the_areas_that_the_last_year_no_longer_has(send, home, monkeypatch):
    rows = [f"so,Kon Tum,{area},huyện,cộng tác viên,{year},2,2" for area, year in (("Đăk Tô", 2021), ("Đăk Hà", 2021), ("Đăk Hà", 2022))]  # fmt: skip
    send("source_id,province,area,area_level,role,year,filled,posts", *rows)
    monkeypatch.setenv("DONBAY_HOME", str(home.root))
    page = fresh("hoat-dong", province="kon-tum")

    assert not page.exception
    assert "1 địa bàn không có số ở năm cuối" in words_of(page)
    assert "1 địa bàn có số ở năm trước mà không có ở năm cuối" in words_of(page)


# What counts


def test_a_class_that_its_project_tells_is_not_counted_again_and_any_other_is():
    snapshot = worlds.make(
        [worlds.project("A", classes=2, trainees=60), worlds.project("B")],
        [worlds.money("A", "local", 50), worlds.money("B", "local", 50)],
        activities=[
            worlds.activity(1, kind="class", project_code="A", times=2, people=60),
            worlds.activity(2, kind="class", project_code="B", people=30),
            worlds.activity(3, kind="class", people=None),
        ],
    )

    assert (ask(snapshot, "classes", (), HERE).value, ask(snapshot, "trainees", (), HERE).value) == (2, 60)
    outside = ask(snapshot, "trainees_outside", (), HERE)
    assert (ask(snapshot, "classes_outside", (), HERE).value, outside.value) == (2, 30)
    assert {m.reason: m.n for m in outside.missing} == {"no_people": 1, "class_told_by_project": 1}
    assert charts.taught_total(snapshot, "classes", HERE) == 4
    chart = charts.classes(snapshot, HERE, "vi").spec
    assert [(r["inside"], r["outside"]) for r in chart.rows] == [(2, 2)]


def test_a_class_of_a_project_that_is_not_done_or_does_not_record_that_number_is_in_no_total_left_out():
    snapshot = worlds.make(
        [
            worlds.project("A", status="contracted", classes=2, trainees=60),
            worlds.project("B", trainees=40),
            worlds.project("C", classes=1),
        ],
        [worlds.money("B", "local", 50), worlds.money("C", "local", 50)],
        activities=[
            worlds.activity(1, kind="class", project_code="A", times=2, people=60),
            worlds.activity(2, kind="class", project_code="B", people=40),
            worlds.activity(3, kind="class", project_code="C", people=30),
        ],
    )

    assert (ask(snapshot, "classes", (), HERE).value, ask(snapshot, "trainees", (), HERE).value) == (1, 40)
    classes, people = (ask(snapshot, f"{name}_outside", (), HERE) for name in ("classes", "trainees"))
    assert (classes.value, people.value) == (2 + 1, 60 + 30)
    assert [(m.reason, m.n) for m in classes.missing] == [(m.reason, m.n) for m in people.missing] == [("class_told_by_project", 1)]  # fmt: skip
    assert charts.taught_total(snapshot, "classes", HERE) == 4
    assert charts.taught_total(snapshot, "trainees", HERE) == 130
    for make, column in ((charts.classes, "times"), (charts.trainees, "people")):
        (drawn_row,) = [r for r in make(snapshot, HERE, "vi").spec.rows if r["outside"]]
        found = activities.behind(snapshot, drawn_row["mark_outside"], HERE)
        assert sum(r[column] for r in found.rows) == drawn_row["outside"]


@pytest.mark.parametrize(
    ("language", "classes", "trainees"),
    [
        ("vi", "3 lớp, đều ngoài đề án", "30 lượt học viên, đều ngoài đề án"),
        ("en", "3 classes, all outside projects", "30 attendances of trainees, all outside projects"),
    ],
)
def test_classes_that_all_stand_outside_projects_are_titled_so(language, classes, trainees):
    snapshot = worlds.make(activities=[worlds.activity(1, kind="class", times=3, people=30)])

    assert charts.classes(snapshot, HERE, language).spec.title == classes
    assert charts.trainees(snapshot, HERE, language).spec.title == trainees


def test_a_year_of_advice_without_establishments_is_not_told_as_a_year_without_advice():
    snapshot = worlds.make(activities=[worlds.activity(1), worlds.activity(2, establishments=None, period_start=dt.date(2017, 1, 1))])  # fmt: skip

    assert any("hoặc có cuộc mà chưa ghi số cơ sở" in note for note in charts.advice_years(snapshot, HERE, "vi").spec.notes)  # fmt: skip
    assert any("establishments are not recorded" in note for note in charts.advice_years(snapshot, HERE, "en").spec.notes)  # fmt: skip


def test_an_empty_list_of_products_is_not_recorded_and_no_question_of_levels():
    assert (
        ask(worlds.make(activities=[worlds.activity(1)]), "awarded_products", (), HERE).reason
        == "not_recorded"
    )


def test_what_is_not_recorded_is_left_out_and_told_and_zero_is_recorded():
    snapshot = worlds.make(
        activities=[worlds.activity(1), worlds.activity(2, establishments=None), worlds.activity(3, establishments=0)]
    )  # fmt: skip
    answer = ask(snapshot, "advised_establishments", (), HERE)

    assert (answer.value, answer.n, [(m.reason, m.n) for m in answer.missing]) == (3, 2, [("no_establishments", 1)])  # fmt: skip
    assert ask(snapshot, "fairs", (), HERE).reason == "not_recorded"


def test_products_of_several_levels_have_no_sum_and_are_followed_by_identity():
    snapshot = worlds.make(
        awards=[
            *(worlds.award(name, "province", 2014) for name in "ABC"),
            worlds.award("A", "province", 2016),
            worlds.award("A", "region", 2015),
            worlds.award("Z", "region", 2015),
            worlds.award("A", "nation", 2016),
        ]
    )
    whole = ask(snapshot, "awarded_products", (), HERE)
    by = ask(snapshot, "awarded_products", ("level",), HERE).by("level")
    went = ask(snapshot, "award_next_share", ("level",), HERE).by("level")

    assert (whole.value, whole.reason) == (None, "levels_nested")
    assert {level: row["value"] for level, row in by.items()} == {"province": 3, "region": 2, "nation": 1}
    # Two of three regional or national totals are not "two of three went on": only A did.
    assert (went["province"]["numerator"], went["province"]["denominator"]) == (1, 3)
    assert activities.nested(snapshot, HERE)["province", "region"] == 1
    chart = award_charts.nested(snapshot, HERE, "vi").spec
    assert [row["value"] for row in chart.rows] == [3, 1, 1]
    assert any("1 sản phẩm cấp khu vực" in note for note in chart.notes)
    found = activities.behind(snapshot, mark_id(list="award", level="province", also="nation"), HERE)
    assert {row["product"] for row in found.rows} == {"A"}


def test_a_stock_is_that_of_the_last_year_and_never_a_sum():
    snapshot = worlds.make(
        collaborators=[
            worlds.people("Chư Sê", 2014, posts=2, filled=1),
            worlds.people("Chư Sê", 2015, posts=2, filled=2),
            worlds.people("Pleiku", 2015, posts=None, filled=3, part_time=None),
        ]
    )
    share = ask(snapshot, "collaborator_filled", (), HERE)

    assert ask(snapshot, "collaborators", (), HERE).value == 5
    assert (share.total["numerator"], share.total["denominator"]) == (2, 2)
    assert [(m.reason, m.n) for m in share.missing] == [("no_posts", 1)]
    assert {y: r["value"] for y, r in ask(snapshot, "collaborators", ("year",), HERE).by().items()} == {2014: 1, 2015: 5}  # fmt: skip


@pytest.mark.parametrize("role", ["collaborator", "staff"])
def test_areas_that_the_last_year_no_longer_tells_are_told_and_make_no_trend(role):
    def made(*last: str):
        rows = [worlds.people(area, 2014, posts=2, filled=1, role=role) for area in ("A", "B", "C")]
        return worlds.make(collaborators=[*rows, *(worlds.people(a, 2015, posts=2, filled=2, role=role) for a in last)])  # fmt: skip

    key, make = {
        "collaborator": ("collaborator_filled", collaborators.network_years),
        "staff": ("promotion_staff", collaborators.staff_years),
    }[role]
    narrower, same = made("A"), made("A", "B", "C")

    assert [(m.reason, m.n) for m in ask(narrower, key, (), HERE).missing] == [("areas_before", 2)]
    assert (
        ask(same, key, (), HERE).missing == ask(narrower, key, (), HERE.but(years=(2015, 2015))).missing == ()
    )
    chart = make(narrower, HERE, "vi")
    assert "2014" not in chart.spec.title and "2014" in make(same, HERE, "vi").spec.title
    assert "Không so năm 2014 (3 địa bàn) với năm 2015 (1 địa bàn): chỉ 1 địa bàn có số ở cả hai năm." in chart.spec.notes  # fmt: skip
    assert not any("Không so" in note for note in make(same, HERE, "vi").spec.notes)


def test_a_mark_opens_the_rows_that_it_counts_and_no_other_words_reach_the_sql(shipped):
    for key, kind in (("advised_establishments", "advice"), ("fairs", "fair")):
        for row in ask(shipped, key, ("year",), DEMO).rows:
            found = activities.behind(shipped, mark_id(list="activity", kind=kind, year=row["year"]), DEMO)
            counted = "times" if key == "fairs" else "establishments"
            assert sum(one[counted] or 0 for one in found.rows) == row["value"]
            assert all(one["file"] and one["row"] for one in found.rows)
    for mark in ("list=project", "list=activity&only=1=1", "list=activity&kind=x' OR '1'='1"):
        assert activities.behind(shipped, mark, DEMO).rows == ()


# The simulated province


def test_the_simulated_lists_are_marked_and_hold_with_the_projects(shipped):
    for mart in activities.MARTS:
        assert shipped.value(f"SELECT COUNT(*) FROM {mart} WHERE simulated <> (province = 'demo')") == 0
        assert shipped.value(f"SELECT COUNT(*) FROM {mart} WHERE simulated") > 100
    fairs = shipped.value("SELECT COUNT(*) FROM project WHERE content_code = 'fair_domestic_join' AND status_group = 'done'")  # fmt: skip
    assert ask(shipped, "fairs", (), DEMO).value == fairs == 30
    assert ask(shipped, "classes_outside", (), DEMO).value is None
    assert (ask(shipped, "classes", (), DEMO.but(contents=("management_training",))).value, ask(shipped, "trainees", (), DEMO.but(contents=("management_training",))).value) == (7, 350)  # fmt: skip
    assert shipped.value("SELECT SUM(people) FROM activity WHERE told_trainees") == 350
    assert (
        shipped.value("SELECT COUNT(*) FROM activity WHERE project_code IS NOT NULL AND project_id IS NULL")
        == 0
    )
    # Whatever went to a region or the nation had been certified one level below before.
    lone = """SELECT COUNT(*) FROM award h WHERE h.level_rank > 2 AND NOT EXISTS
              (SELECT 1 FROM award l WHERE l.product_id = h.product_id AND l.level_rank = h.level_rank - 1 AND l.year <= h.year)"""
    assert shipped.value(lone) == 0


def test_the_same_seed_gives_the_same_files():
    projects = demo.generate()["project"]
    written = demo_activities.files(projects, demo.SEED)

    assert demo_activities.files(projects, demo.SEED) == written
    assert demo_activities.files(projects, demo.SEED + 1) != written
    assert all(b"c\xc3\xb3\n" in content for content in written.values())


# What reports state


def test_the_thirty_one_establishments_of_dak_lak_are_thirteen_thirteen_and_five_with_their_words(shipped):
    (whole,) = [w for w in activities_stated.wholes(shipped, "dak-lak") if w.figure["subject"] == "advised"]
    chart = stated_charts.OfWhole(whole.figure["id"])(shipped, Filters(province="dak-lak"), "vi")

    assert (whole.total, [int(p["value"]) for p in whole.parts]) == (31, [13, 13, 5])
    assert whole.check.verdict == "holds"
    assert chart.spec.title == "Tư vấn cho 31 cơ sở: 13 + 13 + 5"
    assert any(note.startswith("13 + 13 + 5 = 31: khớp") for note in chart.spec.notes)
    assert all(row["quote"] and row["file"] == "reported_figures.csv" for row in chart.spec.rows)


def test_stated_levels_stand_side_by_side_and_are_in_no_sum(shipped):
    (levels,) = activities_stated.levels(shipped, "dong-thap")
    chart = stated_charts.OfLevels(levels.source, levels.period, levels.basis)(shipped, Filters(province="dong-thap"), "vi")  # fmt: skip

    assert [(level, int(f["value"])) for level, f in levels.figures] == [("province", 79), ("region", 18), ("national", 6)]  # fmt: skip
    assert "103" not in chart.spec.title + chart.spec.summary
    assert "share" not in chart.spec.rows[0]


def test_money_and_rates_are_no_activities(shipped):
    for province in ("khanh-hoa", "bac-giang", "lam-dong"):
        for told in activities_stated.figures(shipped, province):
            assert told["unit"] != "vnd" and not told["is_rate"]


# The screen and what leaves it


def test_the_screen_follows_what_it_can_and_says_what_it_cannot(shipped_home, monkeypatch):
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))
    page = fresh("hoat-dong", tier="national", prices="2020", beneficiary_types="sme")
    told = words_of(page)

    assert not page.exception
    for key in ("scope_tier", "scope_prices", "scope_types"):
        assert say(f"act.{key}", "vi") in told
    local = fresh("hoat-dong", tier="local")
    assert drawn(page)["fair_years"] != drawn(local)["fair_years"]
    assert drawn(page)["network"] == drawn(local)["network"]


def test_every_chart_of_the_screen_says_that_it_is_simulated_and_has_a_table(shipped):
    makes = [charts.advice, charts.advice_years, charts.classes, charts.trainees, charts.fair_years, charts.inspection_years, media.media_years, collaborators.areas, collaborators.network_years, charts.by_kind, collaborators.staff_years, award_charts.rounds, award_charts.nested]  # fmt: skip
    for make in makes:
        for language in ("vi", "en"):
            chart = make(shipped, DEMO, language)
            assert chart.spec.rows and chart.spec.fields and chart.answer.simulated, make.__name__
            assert "mô phỏng" in chart.spec.alt.lower() or "simulated" in chart.spec.alt.lower()
            for field in chart.spec.fields:
                assert any(field.key in row for row in chart.spec.rows), (make.__name__, field.key)


def test_the_years_after_the_last_complete_one_are_drawn_hatched_and_counted_in_nothing():
    snapshot = worlds.make(
        [worlds.project("A"), worlds.project("B", plan_year=2016, status="in_progress")],
        [worlds.money("A", "local", 50)],
        activities=[worlds.activity(1, kind="fair"), worlds.activity(2, kind="fair", period_start=dt.date(2016, 5, 1))],
    )  # fmt: skip
    chart = charts.fair_years(snapshot, HERE.but(years=(2015, 2015)), "vi")

    assert [(r["x"], r["fairs"], r["unfinished"]) for r in chart.spec.rows] == [
        (2015, 1, False),
        (2016, 1, True),
    ]
    assert chart.answer.value == 1
    assert any("2016" in note for note in chart.spec.notes)


def test_each_panel_of_awards_is_headed_by_what_its_columns_add_up_to(shipped):
    spec = award_charts.rounds(shipped, DEMO, "vi").spec
    times = {y: sum(r["value"] for r in spec.rows if r["y"] == y) for y in spec.options["panels"]}
    products = ask(shipped, "awarded_products", ("level",), DEMO).by("level")
    drawn_heads = [a["text"] for a in figure(spec, "light", "vi")["layout"]["annotations"]]

    assert spec.title == "Cấp tỉnh: 38 sản phẩm khác nhau qua 74 lượt chứng nhận"
    assert times == {"Cấp huyện": 84, "Cấp tỉnh": 74, "Cấp khu vực": 14, "Cấp quốc gia": 5}
    assert spec.options["heads"] == [f"{products[level]['value']} sản phẩm, {n} lượt" for level, n in zip(("district", "province", "region", "nation"), times.values(), strict=True)]  # fmt: skip
    assert drawn_heads[1] == "<b>Cấp tỉnh</b><br>38 sản phẩm, 74 lượt"


def test_a_round_of_an_unfinished_year_is_hatched_and_in_no_head():
    snapshot = worlds.make(
        [worlds.project("A"), worlds.project("B", plan_year=2016, status="in_progress")],
        awards=[worlds.award("P1"), worlds.award("P1", year=2016)],
    )
    spec = award_charts.rounds(snapshot, HERE.but(years=(2015, 2015)), "vi").spec
    bars = figure(spec, "light", "vi")["data"][0]

    assert [(r["x"], r["unfinished"]) for r in spec.rows] == [(2015, False), (2016, True)]
    assert spec.options["heads"] == ["1 sản phẩm, 1 lượt"] and bars["marker"]["pattern"]["shape"] == ["", "/"]
    assert any("2016" in note for note in spec.notes)


def test_issues_and_programmes_stand_in_panels_of_their_own_and_are_never_added(shipped):
    chart = media.media_years(shipped, DEMO, "vi")
    panels = chart.spec.options["panels"]
    sums = [
        sum(r["value"] or 0 for r in chart.spec.rows if r["y"] == p and not r["unfinished"]) for p in panels
    ]
    whole = [ask(shipped, metric, (), DEMO).value for metric in ("publications", "broadcasts")]

    assert sums == whole and len(panels) == 2
    assert [head.split()[0] for head in chart.spec.options["heads"]] == [str(n) for n in whole]
    assert str(sum(whole)) not in " ".join(
        (chart.spec.title, chart.spec.summary, *chart.spec.options["heads"])
    )
    for trace in figure(chart.spec, "light", "vi")["data"]:
        assert None not in (trace.get("customdata") or [])


def test_a_year_without_a_column_is_said_to_be_unrecorded_or_zero(shipped):
    for make, years in ((charts.classes, "2020"), (charts.trainees, "2020"), (collaborators.network_years, "2012, 2013, 2014")):  # fmt: skip
        spec = make(shipped, DEMO, "vi").spec
        assert {str(r["x"]) for r in spec.rows if not r["top"]} == set(years.split(", "))
        assert any(years in note for note in spec.notes), make.__name__

    zero = worlds.make([worlds.project("A")], activities=[worlds.activity(1, kind="fair", period_start=dt.date(2014, 5, 1)), worlds.activity(2, kind="fair", period_start=dt.date(2016, 5, 1))])  # fmt: skip
    notes = charts.fair_years(zero, HERE.but(years=(2014, 2016)), "vi").spec.notes
    assert any("2015 không ghi" in note for note in notes)


def test_areas_of_collaborators_are_compact_from_zero_and_open_their_rows(shipped):
    spec = collaborators.areas(shipped, DEMO, "vi").spec
    drawing = figure(spec, "light", "vi")

    assert spec.height / len(spec.rows) < 35
    assert drawing["layout"]["xaxis"]["range"][0] == 0 and drawing["layout"]["xaxis"]["dtick"] == 1
    assert len({trace["marker"]["pattern"]["shape"] for trace in drawing["data"]}) == len(spec.series)
    assert all(mark.startswith("list=collaborator") for trace in drawing["data"] for mark in trace["customdata"])  # fmt: skip


def test_inspections_are_drawn_by_year_and_what_they_found_is_said_not_to_be_recorded(
    shipped_home, monkeypatch
):
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))
    page = fresh("tien-do")
    chart = json.loads(drawn(page)["inspection_years"]["figure"])

    assert sum(n or 0 for n in chart["data"][0]["y"]) == 25
    assert "Kiểm tra, giám sát: 25 cuộc; nhiều nhất năm 2021, 2022: 4" in words_of(page)
    assert "Phát hiện gì, kết luận gì: không ghi." in words_of(page)
    none = fresh("tien-do", province="soc-trang")
    assert "inspection_years" not in drawn(none) and say("progress.inspections_need", "vi") in words_of(none)


def test_the_names_of_household_owners_leave_as_initials_wherever_they_stand():
    name = "Hộ kinh doanh Trần Thị Ngọc Lan"
    snapshot = worlds.make(
        awards=[
            worlds.award(f"Nước mắm {name}", owner=name, beneficiary_type="business_household"),
            worlds.award("P2", owner="Công ty TNHH Cà phê Minh Anh", beneficiary_type="sme"),
            worlds.award("P3", owner="Trần Văn Bình", beneficiary_type=None),
        ]
    )
    choice = Choice(snapshot, HERE, "vi", "light")
    found = activities.behind(snapshot, "list=award", HERE)
    text = csv_file.write(listed.sheet(choice, found, "list=award"), known=session.known_names(snapshot)).decode("utf-8-sig")  # fmt: skip

    assert 'Ngọc Lan"' not in text and name not in text and "Trần Văn Bình" not in text
    assert "Hộ kinh doanh T.T.N.L." in text
    assert "Công ty TNHH Cà phê Minh Anh" in text
