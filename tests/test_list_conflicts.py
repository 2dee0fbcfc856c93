"""Lists against project records and against each other: what differs is told with both places, what agrees is not."""

import pytest

from analytics.notes import finding_text
from data import checks, list_conflicts
from data.build import import_file
from tests import worlds
from tests.worlds import activity, award, project


def class_of(number: int, **changes) -> dict:
    return activity(
        number, kind="class", project_code="Q", establishments=None, file="lop.csv", sheet="", **changes
    )


def told(world) -> list[tuple]:
    found = [one.finding for one in list_conflicts.classes(world.rows)]
    assert {f.code for f in found} <= {"class_differs"}
    return [(f.file, f.row, f.column, f.value, f.expected) for f in found]


def training(**changes) -> dict:
    return project(
        "Q", **{"content_code": "management_training", "classes": 2, "trainees": 60, "row": 9} | changes
    )


def test_trainees_of_the_list_that_differ_from_the_project_are_told_with_both_rows():
    world = worlds.make(projects=[training()], activities=[class_of(1, people=25), class_of(2, people=30)])

    assert told(world) == [("lop.csv", 2, "Số người", "Q: 55", "60; world.xlsx, Đề án, dòng 9")]


def test_classes_are_compared_by_how_many_each_row_stands_for():
    world = worlds.make(projects=[training()], activities=[class_of(1, people=60, times=3)])

    assert told(world) == [("lop.csv", 2, "Số cuộc", "Q: 3", "2; world.xlsx, Đề án, dòng 9")]


@pytest.mark.parametrize(
    ("record", "classes"),
    [
        ({}, [{"people": 30}, {"people": 30}]),  # the same
        ({}, [{"people": 30}, {"people": None}]),  # a part of them only: it may be as much
        ({"trainees": None, "classes": None}, [{"people": 30}]),  # the record says nothing: the list counts
        ({"status": "in_progress"}, [{"people": 30}]),  # not done: the list counts
    ],
)
def test_what_agrees_or_cannot_be_compared_is_not_told(record, classes):
    rows = [class_of(n, **row) for n, row in enumerate(classes, 1)]

    assert told(worlds.make(projects=[training(**record)], activities=rows)) == []


def test_a_part_that_is_larger_than_the_whole_differs_for_certain():
    world = worlds.make(projects=[training()], activities=[class_of(1, people=61), class_of(2, people=None)])

    assert [row[3] for row in told(world)] == ["Q: 61"]


def rivals(*awards) -> list[tuple]:
    world = worlds.make(awards=[award("Cà phê", file=f"{row['source_id']}.csv", **row) for row in awards])
    return [(one.finding.file, one.finding.value, one.finding.expected) for one in list_conflicts.awards(world.rows)]  # fmt: skip


@pytest.mark.parametrize(
    ("other", "words"),
    [({"level": "region", "round": 2015}, "cấp khu vực; 2015"), ({"level": "province", "round": 2016}, "cấp tỉnh; 2016")],
)  # fmt: skip
def test_one_award_of_two_levels_or_rounds_in_two_sources_is_told_at_both(other, words):
    first = {"source_id": "một", "level": "province", "round": 2015}

    assert rivals(first, {"source_id": "hai"} | other) == [
        ("hai.csv", f"Cà phê; {words}", "một; cấp tỉnh; 2015"),
        ("một.csv", "Cà phê; cấp tỉnh; 2015", f"hai; {words}"),
    ]


@pytest.mark.parametrize(
    "awards",
    [
        [("một", "province", 2015), ("một", "region", 2015)],  # one source: the levels of one product
        [("một", "province", 2015), ("hai", "province", 2015)],  # the same
        [("một", "province", 2015), ("hai", "region", 2016)],  # another level of a later round
        [("một", "province", 2015), ("hai", "province", 2015), ("hai", "region", 2015)],  # hai tells more
    ],
)
def test_awards_that_can_stand_side_by_side_are_no_rivals(awards):
    assert rivals(*({"source_id": s, "level": level, "round": r} for s, level, r in awards)) == []


def test_an_award_of_two_sources_counts_once_and_the_import_says_so(home, tmp_path):
    head = "source_id,province,product,level,round\n"
    for source in ("một", "hai"):
        path = tmp_path / f"{source}.csv"
        path.write_text(f"{head}{source},Gia Lai,Cà phê,cấp tỉnh,2022\n", encoding="utf-8")
        built = import_file(home, path)

    (found,) = built.arrival.findings
    assert (found.code, found.level, found.row, found.expected) == ("award_repeated", "note", 2, "một")


def test_the_sentences_name_both_sides_in_both_languages():
    world = worlds.make(
        projects=[training()],
        activities=[class_of(1, people=25), class_of(2, people=30)],
        awards=[award("Cà phê", source_id="một"), award("Cà phê", "region", source_id="hai")],
    )
    found = {one.finding.code: one.finding for one in checks.run(world.rows)}

    assert "Q: 55" in finding_text(found["class_differs"], "vi")
    assert "60; world.xlsx, Đề án, row 9" in finding_text(found["class_differs"], "en")
    assert "; province; 2015" in finding_text(found["award_rivals"], "en")
