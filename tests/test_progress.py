"""The course of projects: steps, days, changes and reasons against the oracle and by their rules; the register of what sources say."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import obstacles, progress
from analytics.charts import progress as charts
from analytics.charts.plotly import figure
from analytics.filters import Filters
from analytics.metrics import METRICS
from analytics.query import ask
from analytics.records import behind
from analytics.text import LANGUAGES, has
from tests import worlds
from tests.comparison import disagreements
from tests.reference import Oracle
from tests.reference_progress import METRICS as MINE
from tests.reference_records import staged

HERE = Filters(province="gia-lai")
STATUSES = (
    "surveyed", "registered", "drafted", "approved", "assigned", "contracted", "in_progress", "accepted", "liquidated", "settled",
    "stopped", "rejected", "withdrawn",
)  # fmt: skip
KINDS = (
    "registered",
    "approved",
    "contracted",
    "started",
    "settled",
    "adjusted",
    "extended",
    "stopped",
    "withdrawn",
    "rejected",
)
DAYS = st.one_of(st.none(), st.dates(dt.date(2014, 1, 1), dt.date(2017, 12, 31)))
COLUMNS = tuple(
    f"{step}_on" for step in ("registered", "approved", "contracted", "started", "accepted", "settled")
)


def event(code: str, kind: str, day: dt.date | None = None, reason: str | None = None, **changes) -> dict:
    """One row of the sheet of events."""
    row = {
        "province": "gia-lai",
        "code": code,
        "kind": kind,
        "event_on": day,
        "reason": reason,
        "sequence": 1,
    }
    return {"file": "world.xlsx", "sheet": "Sự kiện", "row": 2} | row | changes


@st.composite
def courses(draw):
    """Up to eight projects of two provinces and two files, with any days, events and money, in any order."""
    projects, funding, support, events = [], [], [], []
    for number in range(draw(st.integers(1, 8))):
        code = f"A{number}"
        place = {
            "province": draw(st.sampled_from(("gia-lai", "gia-lai", "binh-dinh"))),
            "sequence": draw(st.sampled_from((1, 1, 2))),
        }
        days = {name: draw(DAYS) for name in COLUMNS}
        projects.append(
            worlds.project(
                code, plan_year=draw(st.sampled_from((2014, 2015, 2017))), status=draw(st.sampled_from(STATUSES)), kind=draw(st.sampled_from(("project", "project", "task"))),
                tier=draw(st.sampled_from(("national", "local"))), repayable=draw(st.sampled_from(("no", "unknown", "yes"))),
                content_code=draw(st.sampled_from(("trademark", "programme_management"))), district_as_reported=draw(st.sampled_from(("Huyện Chư Sê", None))), **days, **place,
            )
        )  # fmt: skip
        for payer in ("national", "local", "counterpart"):
            for stage in draw(
                st.lists(
                    st.sampled_from(("registered", "planned", "adjusted", "contracted", "accepted")),
                    max_size=2,
                    unique=True,
                )
            ):
                funding.append(worlds.money(code, payer, draw(st.sampled_from((0, 70, 300))), stage, **place))
        if draw(st.booleans()):
            support.append(worlds.served(code, "Cơ sở", beneficiary_type=draw(st.sampled_from(("sme", "cooperative"))), district_as_reported=draw(st.sampled_from(("Thành phố Pleiku", None))), **place))  # fmt: skip
        for at, kind in enumerate(draw(st.lists(st.sampled_from(KINDS), max_size=3))):
            events.append(
                event(
                    code,
                    kind,
                    draw(DAYS),
                    draw(st.sampled_from((None, "covid", "other"))),
                    row=at + 2,
                    **place,
                )
            )
    return worlds.make(projects, funding, support, events=events)


CHOICES = st.builds(
    Filters,
    province=st.sampled_from(("gia-lai", "gia-lai-2025")),
    years=st.sampled_from((None, (2014, 2015))),
    tier=st.sampled_from((None, "local")),
    beneficiary_types=st.sampled_from(((), (), ("sme",))),
    districts=st.sampled_from(((), (), ("633",), ("622",))),
    management=st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(courses(), CHOICES, st.data())
def test_in_any_course_of_projects_every_metric_is_what_the_oracle_says(snapshot, filters, data):
    oracle = Oracle(staged(snapshot))
    found = []
    for key in MINE:
        dims = tuple(data.draw(st.lists(st.sampled_from(METRICS[key].dims), max_size=2, unique=True)))
        found += disagreements(snapshot, key, dims, filters, oracle)

    assert not found, "\n".join(found)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(courses(), st.sampled_from(LANGUAGES))
def test_in_any_course_of_projects_each_mark_opens_as_many_projects_as_it_draws(snapshot, language):
    filters = HERE.but(years=(2014, 2017))
    for make in (charts.funnel, charts.cohorts, charts.pending, charts.reasons):
        spec = make(snapshot, filters, language).spec
        for row in spec.rows:
            for series in spec.series:
                if not row[f"mark_{series.key}"]:
                    assert not row[series.key]
                    continue
                drawn, opened = row[series.key] or 0, behind(snapshot, row[f"mark_{series.key}"], filters)
                assert opened.projects == len(opened.rows) == drawn, (spec.key, row, series.key)
    for row in charts.lead_times(snapshot, filters, language).spec.rows:
        opened = behind(snapshot, row["mark"], filters)
        assert opened.projects == row["n"] and all(one["days"] >= 0 for one in opened.rows)


def test_a_missing_event_sheet_is_not_an_unadjusted_project():
    told = worlds.make(
        [worlds.project("A"), worlds.project("B")], events=[event("A", "adjusted", reason="covid")]
    )
    silent = worlds.make([worlds.project("A"), worlds.project("B")])

    assert ask(told, "adjustment_rate", (), HERE).value == 0.5
    answer = ask(silent, "adjustment_rate", (), HERE)
    assert answer.value is None and answer.reason == "denominator_zero"
    assert [(m.reason, m.n) for m in answer.missing] == [("changes_not_recorded", 2)]


def test_no_row_of_an_unfunded_registration_is_not_recorded_and_never_zero():
    only_done = worlds.make([worlds.project("A")])
    asked_for = worlds.make(
        [
            worlds.project("A"),
            worlds.project("B", status="registered"),
            worlds.project("C", status="rejected"),
        ],
        [worlds.money("B", "local", 200, "registered")],
    )

    assert ask(only_done, "unmet_demand", (), HERE).reason == "not_recorded"
    assert ask(asked_for, "unmet_demand", (), HERE).value == 2
    money = ask(asked_for, "unmet_demand_money", (), HERE)
    assert (money.value, money.n, money.missing[0].n) == (200_000_000, 1, 1)


def test_overdue_is_held_against_the_last_day_of_the_records():
    late = worlds.project("A", plan_year=2015, status="in_progress", contracted_on=dt.date(2015, 5, 1))
    current = worlds.project("B", plan_year=2016, status="contracted", contracted_on=dt.date(2016, 3, 1))
    snapshot = worlds.make([late, current])

    assert [row["cut_off"] for row in progress.cut_offs(snapshot, "gia-lai")] == [dt.date(2016, 3, 1)]
    assert ask(snapshot, "overdue", (), HERE).value == 0.5
    assert [row["code"] for row in behind(snapshot, "course=overdue", HERE).rows] == ["A"]


def test_days_in_the_wrong_order_are_left_out_and_told():
    good = {"registered_on": dt.date(2014, 5, 1), "settled_on": dt.date(2016, 1, 1)}
    bad = {"registered_on": dt.date(2016, 5, 1), "settled_on": dt.date(2016, 1, 1)}
    snapshot = worlds.make(
        [worlds.project("A", status="settled", **good), worlds.project("B", status="settled", **bad)]
    )
    answer = ask(snapshot, "lead_time", (), HERE)

    assert (answer.value, answer.n) == (610, 1)
    assert [(m.reason, m.n) for m in answer.missing] == [("dates_not_recorded", 1)]


def test_a_reason_and_a_course_of_a_link_cannot_carry_sql():
    snapshot = worlds.make([worlds.project("A", status="stopped")])

    assert behind(snapshot, "course=assigned) OR (TRUE", HERE).rows == ()
    assert behind(snapshot, "course=step&step=registered_settled'; DROP TABLE progress", HERE).rows == ()
    assert behind(snapshot, "course=ended&reason=' OR '1'='1", HERE).rows == ()
    assert len(behind(snapshot, "course=ended", HERE).rows) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_course_step_stage_and_change_has_words(language):
    names = [f"course.{name}" for name in (*progress.COURSES, "step")] + [
        f"step.{name}" for name in progress.STEP_NAMES
    ]
    names += [f"stage.{name}" for name in progress.STAGES]
    names += [f"change_kind.{name}" for name in ("adjusted", "extended", "stopped", "withdrawn", "rejected")]
    names += [
        f"progress.subject_{name}"
        for name in ("surveyed", "registered", "carried_over", "stopped", "withdrawn", "part_year", "begun")
    ]

    assert [name for name in names if not has(name, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "make", [charts.funnel, charts.cohorts, charts.lead_times, charts.pending, charts.reasons]
)
def test_on_the_simulated_province_each_picture_is_drawn_and_says_what_it_shows(shipped, make, language):
    chart = make(shipped, Filters(years=(2012, 2022)), language)

    assert chart.answer.simulated and chart.spec.rows and chart.spec.alt and chart.spec.summary
    for theme in ("light", "dark"):
        drawn = figure(chart.spec, theme, language)
        assert drawn["data"] and all(None not in (trace.get("customdata") or []) for trace in drawn["data"])


def test_the_simulated_province_in_numbers(shipped):
    filters = Filters(years=(2012, 2022))
    by_reason = ask(shipped, "adjustment_rate", ("change_reason",), filters).by()

    assert [
        ask(shipped, key, (), filters).total["numerator"]
        for key in ("completion", "stop_rate", "adjustment_rate")
    ] == [177, 7, 22]
    assert {reason: row["numerator"] for reason, row in by_reason.items()} == {
        "investment_level_changed": 10,
        "other": 6,
        "covid": 3,
        "equipment_spec_changed": 3,
    }
    assert ask(shipped, "unmet_demand", (), filters).value is None
    assert ask(shipped, "unmet_demand", (), progress.with_unfinished(shipped, filters)).value == 3


def test_what_is_not_settled_is_titled_by_what_its_bars_show(shipped):
    """Only assigned projects; the unfinished in one set of bars, those accepted and not settled in another."""
    spec = charts.pending(shipped, Filters(years=(2012, 2022)), "vi").spec
    drawn = {key: sum(row[key] for row in spec.rows) for key in ("within", "over", "waiting")}

    assert drawn == {"within": 17, "over": 0, "waiting": 17}
    assert spec.title.startswith("17 đề án") and "quyết toán" not in spec.title
    assert spec.notes[0].startswith("Ngoài số đó, 17 đề án khác") and spec.notes[1].startswith("3 đề án")
    assert "registered" not in {row["status"] for row in spec.rows}
    assert [(s.key, s.role) for s in spec.series] == [("within", "focus"), ("waiting", "second")]


def test_late_unfinished_and_waiting_projects_are_three_sets_of_bars():
    days = {"contracted_on": dt.date(2016, 3, 1)}
    snapshot = worlds.make(
        [
            worlds.project("late", plan_year=2015, status="in_progress", **days),
            worlds.project("current", plan_year=2016, status="in_progress", **days),
            worlds.project("accepted", plan_year=2015, status="accepted", **days),
            worlds.project("asked", plan_year=2016, status="registered"),
        ]
    )
    spec = charts.pending(snapshot, HERE, "en").spec

    assert {key: sum(row[key] for row in spec.rows) for key in ("within", "over", "waiting")} == {"within": 1, "over": 1, "waiting": 1}  # fmt: skip
    assert spec.title == "2 assigned projects not finished, plan year over for 1 of them"
    assert spec.notes[:2] == ("Besides these, 1 other projects are accepted with no settlement recorded (a colour of their own).", "1 projects only surveyed or registered, not assigned, are not in this picture.")  # fmt: skip


def test_a_picture_of_a_choice_that_leaves_nothing_is_empty_and_says_so(shipped):
    nothing = Filters(years=(2012, 2012), contents=("showroom",), districts=("622",))
    for make in (charts.funnel, charts.cohorts, charts.lead_times, charts.pending, charts.reasons):
        spec = make(shipped, nothing, "vi").spec
        assert spec.empty and spec.title


def test_the_register_holds_every_statement_word_for_word_and_marks_the_inferred_place(shipped):
    told = obstacles.statements(shipped)

    assert (len(obstacles.chosen(told, "difficulty")), len(obstacles.chosen(told, "recommendation"))) == (
        34,
        44,
    )
    assert {one.province for one in told if one.inferred} == {"gia-lai"}
    assert all(one.inference for one in told if one.inferred)
    assert {
        one.quote for one in obstacles.chosen(told, provinces=("gia-lai",), category="long_lead_time")
    } == {
        "việc quy định thời gian từ đăng ký xây dựng kế hoạch khuyến công đến lúc triển khai thực hiện khá dài"
    }
    assert len(obstacles.chosen(told, addressee="Bộ Công Thương")) == 2
    assert sum(n for _, n in obstacles.counted(told, "addressee")) == len(told)


def test_half_a_year_of_dak_lak_stands_beside_its_plan_as_begun(shipped):
    rows = {row["measure"]: row for row in obstacles.begun(shipped, "dak-lak")}

    assert (int(rows["projects"]["done"]), int(rows["projects"]["planned"]), rows["projects"]["batch"]) == (
        11,
        23,
        1,
    )
    assert round(float(rows["state_support"]["done"] / rows["state_support"]["planned"]), 3) == 0.439


def test_a_stopped_project_that_a_report_names_is_among_the_stated_figures(shipped):
    assert [(int(f["value"]), f["subject"]) for f in obstacles.stated(shipped, "dong-thap")] == [
        (2, "stopped")
    ]
    assert obstacles.stated(shipped, "soc-trang") == []
