"""One world in which every rule of counting matters, and the questions that would notice if one were broken."""

import datetime as dt

from analytics.filters import Filters
from analytics.metrics import METRICS
from tests.invented import Rows
from tests.reference import ANSWERED
from tests.worlds import activity, award, figure, money, people, project, served

HERE = Filters(province="gia-lai")
FILTERS = (
    Filters(province="gia-lai", years=(2014, 2016)),  # records alone: N and M are held against the oracle
    HERE,
    Filters(province="ha-tinh"),
    Filters(province="ho-chi-minh"),
    Filters(province="gia-lai", prices=2016),
    Filters(province="gia-lai", tier="local"),
    Filters(province="gia-lai", years=(2014, 2017), management=False),
    Filters(province="gia-lai", basis="plan"),
    Filters(province="gia-lai", basis="underway"),
    Filters(province="gia-lai", years=(2014, 2016), districts=("622",)),
)


def rows() -> Rows:
    """About twenty records, each with one thing that is easily got wrong."""
    here = Rows()
    _plain(here)
    _incomplete(here)
    _spanning(here)
    _not_counted(here)
    _received_twice(here)
    _elsewhere(here)
    _lists(here)
    here.figures += [
        figure(1, "state_support", 900_000_000, 2015, "all"),  # records stand for 2015: not to be added
        figure(2, "state_support", 700_000_000, 2017, "all"),
        figure(3, "state_support", 300_000_000, 2017, "national"),  # a part of the 700
        figure(4, "counterpart", 800_000_000, 2017, "all"),
        figure(5, "state_support", 500_000_000, 2013, "all"),  # no counterpart, no tiers: no total, no share
    ]
    return here


def _plain(here: Rows) -> None:
    here.projects += [
        project("A", accepted_on=dt.date(2016, 2, 1), approved_on=dt.date(2014, 12, 1)),
        project(
            "B",
            plan_year=2016,
            tier="national",
            content_code="demo_model_new",
            district_as_reported="Thành phố Pleiku",
        ),
        project("C", plan_year=2014, content_code="programme_management", district_as_reported="Toàn tỉnh"),
        project("Z", plan_year=2014, content_code="trademark", district_as_reported="Huyện Đức Cơ"),
    ]
    here.funding += [
        money("A", "local", 100), money("A", "local", 130, "contracted"), money("A", "local", 140, "planned"), money("A", "counterpart", 300), money("A", "other_state", 70),
        money("B", "national", 400), money("B", "counterpart", 2000), money("B", "local", 35, "settled"),
        money("C", "local", 80), money("C", "local", 30, "advanced"), money("C", "counterpart", 0),
        money("Z", "local", 0), money("Z", "counterpart", 15),
    ]  # fmt: skip
    here.support += [
        served("A", "Cơ sở A", 100, 300, difficult_area=True, employees=30),
        served("B", "Cơ sở B", district_as_reported="Thành phố Pleiku", employees=8),
    ]


def _incomplete(here: Rows) -> None:
    """No counterpart, no state amount, only a plan, only an advance."""
    here.projects += [
        project("D", plan_year=2016, repayable="unknown"),
        project("E", plan_year=2016),
        project("F"),
        project("G"),
    ]
    here.funding += [
        money("D", "local", 60), money("E", "counterpart", 90), money("F", "local", 110, "planned"), money("F", "counterpart", 50, "planned"),
        money("G", "local", 45, "contracted"), money("G", "local", 20, "advanced"), money("G", "counterpart", 45, "registered"),
    ]  # fmt: skip


def _spanning(here: Rows) -> None:
    """One project whose shares are complete, one whose shares are not."""
    here.projects += [project("H", content_code="trademark"), project("I", content_code="trademark")]
    here.funding += [
        money("H", "local", 90),
        money("H", "counterpart", 200),
        money("I", "local", 66),
        money("I", "counterpart", 70),
    ]
    here.support += [
        served("H", "Cơ sở A", 50, 120, employees=12), served("H", "Cơ sở H", 40, 80, beneficiary_type="cooperative", district_as_reported="Thành phố Pleiku"),
        served("I", "Cơ sở B", 33, None, employees=40), served("I", "Cơ sở I", None, None, district_as_reported="Huyện Đức Cơ", difficult_area=False),
    ]  # fmt: skip


def _not_counted(here: Rows) -> None:
    """Loans (one over two districts, one under way), tasks (one of them repayable), a plan item, a stopped and an unfinished project."""
    here.projects += [
        project("J", repayable="yes"), project("K", kind="task"), project("L", status="stopped"), project("M", status="in_progress", plan_year=2016),
        project("P", kind="plan_item", district_as_reported="Thành phố Pleiku"),
        project("R", kind="task", repayable="yes"), project("S", repayable="yes", content_code="trademark"), project("T", repayable="yes", status="in_progress"),
    ]  # fmt: skip
    here.support += [
        served("S", "Cơ sở A", 200, 300),
        served(
            "S", "Cơ sở H", 300, 400, beneficiary_type="cooperative", district_as_reported="Thành phố Pleiku"
        ),
    ]
    for code in "JKLMPRST":
        here.funding += [
            money(code, "local", 500),
            money(code, "local", 480, "planned"),
            money(code, "counterpart", 700),
        ]


def _received_twice(here: Rows) -> None:
    here.projects += [project("N"), project("N", sequence=2, tier="national")]
    here.funding += [money("N", "local", 900), money("N", "counterpart", 900)]
    here.funding += [money("N", "national", 210, sequence=2), money("N", "counterpart", 260, sequence=2)]


def _elsewhere(here: Rows) -> None:
    """Two districts of one name, and a district that was taken into another."""
    for at, (province, name, year) in enumerate(
        [
            ("ha-tinh", "Huyện Kỳ Anh", 2016),
            ("ha-tinh", "Thị xã Kỳ Anh", 2016),
            ("ho-chi-minh", "Quận 9", 2015),
            ("ho-chi-minh", "Quận 2", 2015),
        ]
    ):
        place = {"province": province}
        here.projects.append(project(f"P{at}", plan_year=year, district_as_reported=name, **place))
        here.funding += [
            money(f"P{at}", "local", 100 + at, **place),
            money(f"P{at}", "counterpart", 150 + at, **place),
        ]


def _lists(here: Rows) -> None:
    """A class its project tells, an old receipt, one product of two levels, an empty post, one that is not recorded."""
    here.projects += [project("Q", content_code="management_training", classes=2, trainees=60)]
    here.funding += [money("Q", "local", 40), money("Q", "counterpart", 0)]
    here.activities += [
        activity(1), activity(2, establishments=None, times=2), activity(3, kind="class", project_code="Q", people=60), activity(4, kind="class", people=25, times=2),
        activity(5, kind="fair", sequence=2, source_id="hai"), activity(5, kind="fair", times=9, source_id="hai"), activity(6, tier="local", district_code="633", content_code="trademark"),
    ]  # fmt: skip
    here.awards += [award("X"), award("X", "region", 2016), award("X", "province", 2017), award("Y", "province", 2014), award("W", "nation", 2016)]  # fmt: skip
    here.collaborators += [
        people("Chư Sê", 2015, 2, 1), people("Chư Sê", 2016, 3, 1), people("Pleiku", 2016, None, 4, None), people("Trung tâm", 2016, 9, 8, 0, role="staff"),
    ]  # fmt: skip


def questions() -> list[tuple]:
    """Every metric whole and by each of its dimensions, under choices that bring the rules out."""
    asked = []
    for filters in FILTERS:
        for key in ANSWERED:
            metric = METRICS[key]
            asked += [(key, (), filters), *((key, (dim,), filters) for dim in metric.dims)]
    return asked
