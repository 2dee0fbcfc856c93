"""What records lack: against the oracle in any small world, by its rules, and as marks open it."""

import datetime as dt
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics import quality, reconciliation
from analytics.charts import quality as charts
from analytics.charts.plotly import figure
from analytics.codes import codes
from analytics.filters import Filters
from analytics.format import percent
from analytics.metrics import METRICS
from analytics.metrics.quality import LACKS
from analytics.quality_sentences import headline, sentences, worst
from analytics.query import ask, sql_of
from analytics.records import behind
from analytics.text import LANGUAGES, say
from data.build import import_file
from data.errors import ImportRefused
from data.store import current
from tests import worlds
from tests.comparison import disagreements
from tests.reference import Oracle
from tests.reference_quality import METRICS as MINE
from tests.reference_records import staged
from tests.support_workbook import write_workbook
from tests.test_pages import fresh, heading, words_of, written

HERE = Filters(province="gia-lai")
DAYS = st.one_of(st.none(), st.none(), st.just(dt.date(2015, 6, 1)))
NAMES = ("Huyện Chư Sê", None, "Toàn tỉnh", "Huyện Không Có", "Thành phố Pleiku")
COLUMNS = ("registered_on", "approved_on", "accepted_on")


def event(code: str, kind: str = "accepted", **changes) -> dict:
    """One row of the sheet of events."""
    row = {"province": "gia-lai", "code": code, "kind": kind, "event_on": None, "sequence": 1}
    return {"file": "world.xlsx", "sheet": "Sự kiện", "row": 2} | row | changes


@st.composite
def lacking(draw):
    """Up to seven projects of two provinces, some received twice, each of which may lack anything."""
    projects, funding, support, events = [], [], [], []
    for number in range(draw(st.integers(1, 7))):
        code, province = f"A{number}", draw(st.sampled_from(("gia-lai", "gia-lai", "binh-dinh")))
        for sequence in draw(st.sampled_from(((1,), (1,), (1, 2)))):
            place = {"province": province, "sequence": sequence}
            projects.append(
                worlds.project(
                    code, plan_year=draw(st.sampled_from((2014, 2015))), kind=draw(st.sampled_from(("project", "project", "task"))),
                    status=draw(st.sampled_from(("accepted", "settled", "in_progress", "stopped"))), repayable=draw(st.sampled_from(("no", "unknown", "yes"))),
                    tier=draw(st.sampled_from(("national", "local"))), content_code=draw(st.sampled_from(("trademark", "programme_management"))),
                    district_as_reported=draw(st.sampled_from(NAMES)), **{name: draw(DAYS) for name in COLUMNS}, **place,
                )
            )  # fmt: skip
            for payer in draw(
                st.lists(st.sampled_from(("national", "local", "counterpart")), max_size=2, unique=True)
            ):
                stage = draw(st.sampled_from(("planned", "contracted", "advanced", "accepted")))
                funding.append(worlds.money(code, payer, draw(st.sampled_from((0, 70, 300))), stage, **place))
            for name in NAMES[: draw(st.integers(0, 2))]:
                support.append(worlds.served(code, "Cơ sở", district_as_reported=name, **place))
            if draw(st.booleans()):
                document, day = draw(st.sampled_from((None, "12/QĐ-SCT"))), draw(DAYS)
                kind = draw(st.sampled_from(("accepted", "approved", "adjusted")))
                events.append(event(code, kind, event_on=day, document=document, **place))
    return worlds.make(projects, funding, support, events=events)


CHOICES = st.builds(
    Filters,
    province=st.sampled_from(("gia-lai", "gia-lai-2025")),
    years=st.sampled_from((None, (2014, 2014))),
    tier=st.sampled_from((None, "local")),
    beneficiary_types=st.sampled_from(((), (), ("sme",))),
    districts=st.sampled_from(((), (), ("633",))),
    management=st.booleans(),
    basis=st.sampled_from(("actual", "actual", "underway", "plan", "adjusted")),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(lacking(), CHOICES, st.data())
def test_in_any_small_world_what_is_lacking_is_what_the_oracle_says(snapshot, filters, data):
    oracle, found = Oracle(staged(snapshot)), []
    for key in MINE:
        dims = tuple(data.draw(st.lists(st.sampled_from(METRICS[key].dims), max_size=2, unique=True)))
        found += disagreements(snapshot, key, dims, filters, oracle)

    assert not found, "\n".join(found)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(lacking(), CHOICES)
def test_in_any_small_world_each_share_opens_to_the_projects_and_the_money_that_it_counts(snapshot, filters):
    for lack in LACKS:
        share = ask(snapshot, f"no_{lack}_share", ("year",), filters)
        opened = behind(snapshot, METRICS[f"no_{lack}_share"].mark, filters)
        assert opened.projects == len(opened.rows) == (share.total["numerator"] or 0)
        for row in share.rows:
            mine = behind(snapshot, f"lacks={lack}&year={row['year']}", filters)
            assert mine.projects == row["numerator"]
        if lack != "state":
            money = ask(snapshot, f"no_{lack}_money_share", (), filters).total["numerator"]
            assert (opened.sums["state_vnd"] or 0) == (money or 0)
    whole = ask(snapshot, "complete_share", (), filters).total
    gone = behind(snapshot, "lacks=any", filters).projects
    assert gone == (whole["denominator"] or 0) - (whole["numerator"] or 0)


def test_a_recorded_zero_is_recorded_and_province_wide_is_a_place():
    snapshot = worlds.make(
        [worlds.project("A", district_as_reported="Toàn tỉnh", accepted_on=dt.date(2015, 5, 1))],
        [worlds.money("A", "local", 70), worlds.money("A", "counterpart", 0)],
    )

    assert ask(snapshot, "complete_share", (), HERE).value == 1
    assert ask(snapshot, "no_beneficiary_share", (), HERE).value == 1


def test_a_day_and_a_document_may_stand_on_the_sheet_of_events():
    told = [event("A", event_on=dt.date(2015, 5, 1), document="12/QĐ-SCT")]
    with_it, without = (worlds.make([worlds.project("A")], events=events) for events in (told, []))

    for lack in ("date", "document"):
        assert ask(with_it, f"no_{lack}_share", (), HERE).value == 0
        assert ask(without, f"no_{lack}_share", (), HERE).value == 1


def test_a_lack_of_a_link_cannot_carry_sql():
    snapshot = worlds.make([worlds.project("A")])

    assert behind(snapshot, "lacks=state) OR (TRUE", HERE).rows == ()
    assert behind(snapshot, "lacks=state&district=' OR '1'='1", HERE).rows == ()
    assert len(behind(snapshot, "lacks=state", HERE).rows) == 1


# What was received of a place, and stated totals beside it


HEADINGS = "source_id,province,period_start,period_end,tier,basis,measure,value,unit"


@pytest.fixture
def department(home, tmp_path):
    """A home with the records of Kon Tum for 2014-2016 (one project without counterpart), its own totals, and a refused file."""
    rows, paid = [], []
    for at, year in enumerate((2014, 2014, 2015, 2016)):
        code = f"KT-{at}"
        rows.append(worlds.project(code, province="kon-tum", plan_year=year, district_as_reported="Huyện Đăk Hà"))  # fmt: skip
        paid.append(worlds.money(code, "local", 100, province="kon-tum"))
        if at:
            paid.append(worlds.money(code, "counterpart", 150, province="kon-tum"))
    lines = (
        "bc,Kon Tum,2014,2014,tất cả,thực hiện,kinh phí hỗ trợ,200,triệu đồng",
        "bc,Kon Tum,2015,2015,tất cả,thực hiện,kinh phí hỗ trợ,130,triệu đồng",
        "bc,Kon Tum,2014,2016,tất cả,thực hiện,kinh phí hỗ trợ,400,triệu đồng",
        "bc,Kon Tum,2014,2016,tất cả,thực hiện,đối ứng,600,triệu đồng",
        "bc,Kon Tum,2012,2016,tất cả,thực hiện,đề án,9,đề án",
        "bc,Kon Tum,06/2014,06/2016,tất cả,thực hiện,đề án,9,đề án",
    )
    for name, bad in (("tong.csv", ""), ("loi.csv", "x")):
        text = "\n".join([HEADINGS, *(line.replace(",200,", f",200{bad},") for line in lines)]) + "\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    import_file(home, write_workbook(tmp_path / "so.xlsx", rows, paid))
    import_file(home, tmp_path / "tong.csv")
    with pytest.raises(ImportRefused):
        import_file(home, tmp_path / "loi.csv")
    return home


def test_stated_totals_of_years_and_periods_are_held_against_the_records_of_those_years(department):
    checks = reconciliation.with_records(current(department), "kon-tum")
    said = {(c.measure, c.period): (c.verdict, c.reason, c.difference) for c in checks}

    assert said == {
        ("state_support", "2014"): ("holds", "records_equal", 0),
        ("state_support", "2015"): ("fails", "records_differ", 30_000_000),
        ("state_support", "2014–2016"): ("holds", "records_equal", 0),
        # One project of the period has no counterpart recorded: the difference may be its own.
        ("counterpart", "2014–2016"): ("untestable", "records_lack_amounts", 150_000_000),
        ("projects", "2012–2016"): ("untestable", "records_some_years", None),
    }
    (open_years,) = [c for c in checks if c.reason == "records_some_years"]
    assert "2012, 2013" in reconciliation.sentence(open_years, "vi")


def test_a_loan_is_in_no_sum_that_a_stated_total_is_held_against():
    rows = [worlds.project("A", plan_year=2016), worlds.project("B", plan_year=2016, repayable="yes")]
    paid = [worlds.money("A", "local", 100), worlds.money("B", "local", 700)]
    told = worlds.figure(1, "state_support", 100_000_000, 2016)
    (check,) = reconciliation.with_records(worlds.make(rows, paid, figures=[told]), "gia-lai")

    assert (check.verdict, check.computed) == ("holds", 100_000_000)


def test_a_total_told_as_about_holds_where_its_words_leave_room():
    rows, paid = [worlds.project("A", plan_year=2016)], [worlds.money("A", "local", 104)]
    told = worlds.figure(1, "state_support", 100_000_000, 2016, qualifier="over", unit_as_stated="triệu đồng")
    (check,) = reconciliation.with_records(worlds.make(rows, paid, figures=[told]), "gia-lai")

    assert (check.verdict, check.reason) == ("holds", "qualified")


def test_the_simulated_province_holds_against_the_source_it_was_made_after_and_says_simulated(shipped):
    checks = reconciliation.with_records(shipped, "demo")

    assert {(c.measure, c.tier, c.verdict) for c in checks} == {
        ("state_support", "national", "holds"), ("state_support", "local", "holds"), ("counterpart", "all", "holds"), ("total_cost", "all", "holds"),
    }  # fmt: skip
    assert all(c.simulated and "Mô phỏng" in reconciliation.sentence(c, "vi") for c in checks)


def test_rows_and_findings_of_a_place_are_those_of_its_own_files(department):
    snapshot = current(department)
    rows = {(r["file"], r["name"]): r["n"] for r in quality.rows(snapshot, "kon-tum")}
    found = quality.by_code(quality.findings(snapshot, "kon-tum"))

    assert rows[("so.xlsx", "project")] == 4 and rows[("tong.csv", "reported_figure")] == 6
    assert ("loi.csv", "reported_figure") not in rows
    assert {code: len(of) for (_, code), of in found.items()} == {"counterpart_missing": 1}
    assert "counterpart_missing" not in {f.code for f in quality.findings(snapshot, "soc-trang")}
    staged = snapshot.value("SELECT COUNT(*) FROM staging.finding")
    assert staged == 131  # the shipped 130 and this one: each is of some place or of an unnamed one


def test_rows_that_a_later_file_replaced_are_counted_as_such(department, tmp_path):
    rows = [worlds.project("KT-1", province="kon-tum", plan_year=2014, district_as_reported="Huyện Đăk Hà")]
    import_file(
        department,
        write_workbook(tmp_path / "moi.xlsx", rows, [worlds.money("KT-1", "local", 90, province="kon-tum")]),
    )
    told = quality.rows(current(department), "kon-tum")

    # Its old row, and the two amounts of it.
    assert {r["name"]: r["replaced"] for r in told if r["replaced"]} == {"project": 1, "funding": 2}
    assert {r["file"] for r in told if r["replaced"]} == {"so.xlsx"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_of_the_screen_says_what_fails_and_what_was_refused(department, language):
    snapshot, filters = current(department), Filters(province="kon-tum", years=(2014, 2016))
    said = {s.key: s.text for s in sentences(snapshot, filters, language, ("loi.csv",))}

    assert set(said) == {"largest", "counterpart", "where", "totals", "refused"}
    assert "loi.csv" in said["refused"]
    assert headline(snapshot, filters, language) == say("quality.title_fails", language, share=percent(0, language), n="0", of="4", fails=1)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [charts.lacks, charts.every_year, charts.BY_YEAR["place"], charts.BY_DISTRICT["document"]])  # fmt: skip
def test_on_the_simulated_province_each_picture_is_drawn_and_each_mark_opens_what_it_counts(shipped, make, language):  # fmt: skip
    filters = Filters(years=(2012, 2022))
    spec = make(shipped, filters, language).spec

    assert spec.rows and spec.alt and spec.summary and spec.title
    for theme in ("light", "dark"):
        assert figure(spec, theme, language)["data"]
    for row in spec.rows:
        if row.get("mark"):
            assert behind(shipped, row["mark"], filters).projects == row["n"]


def test_a_district_year_of_few_projects_is_a_fraction_and_never_a_rate(shipped):
    rows = charts.BY_DISTRICT["document"](shipped, Filters(years=(2012, 2022)), "vi").spec.rows
    few = [row for row in rows if 0 < row["of"] < 5 and row["state"] != "underway"]

    assert few and all(row["value"] is None for row in few)
    assert {row["text"] for row in few if row["n"]} <= {f"{n}/{of}" for of in range(1, 5) for n in range(1, of + 1)}  # fmt: skip
    unfinished = [row for row in rows if row["x"] == 2023]
    assert unfinished and {row["state"] for row in unfinished} == {"underway"}


# Places with lists only, files that were replaced whole, and what is said of the four and of the rest

ACTIVITIES = "source_id,province,kind,period_start,title,establishments"


@pytest.fixture
def lists(home, tmp_path, monkeypatch):
    """A home in which Kon Tum has a list of activities alone: two rows of the first file, all replaced by the one row of the second."""
    monkeypatch.setenv("DONBAY_HOME", str(home.root))
    for name, rows in (
        ("cu.csv", ("so,Kon Tum,tư vấn,2020,Một,3", "so,Kon Tum,hội chợ,2022,Hai,4")),
        ("moi.csv", ("so,Kon Tum,tư vấn,2020,Một,5", "so,Kon Tum,hội chợ,2023,Ba,4", "so,Kon Tum,hội chợ,2023,Bốn,")),
    ):  # fmt: skip
        (tmp_path / name).write_text("\n".join((ACTIVITIES, *rows)) + "\n", encoding="utf-8")
        import_file(home, tmp_path / name)
    return home


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_with_lists_alone_is_told_by_its_lists_and_what_was_found_in_them(lists, language):
    page = fresh("chat-luong", province="kon-tum", lang=language)
    told = words_of(page)

    assert not page.exception
    place = codes(current(lists)).places["kon-tum"].label(language)
    assert heading(page) == say("quality.lists_title", language, place=place, n="3", files="1")
    assert say("quality.findings_none", language) not in told
    assert say("finding_means.list_row_replaced", language) in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_was_replaced_whole_is_said_to_be_so_and_counts_no_row(lists, language):
    lines = re.findall(r"<tr>.*?</tr>", written(fresh("chat-luong", province="kon-tum", lang=language)))
    (old,) = [line for line in lines if line.startswith("<tr><td>cu.csv<")]
    (new,) = [line for line in lines if line.startswith("<tr><td>moi.csv<")]
    table = say("staged.activity", language)

    assert say("file_status.replaced", language) in old and say("file_status.accepted", language) in new
    assert say("quality.table_left", language, table=table, n="0", old="2") in old
    assert say("quality.table_n", language, table=table, n="3") in new


def test_every_staged_row_with_a_place_has_its_findings_told_under_that_place(shipped):
    tables = shipped.rows(
        """SELECT table_name FROM information_schema.columns WHERE table_schema = 'staging' AND column_name IN ('province', 'file', 'row')
           GROUP BY table_name HAVING COUNT(DISTINCT column_name) = 3"""
    )
    names = {row["table_name"] for row in tables} - {
        "difficult_area"
    }  # its province is the name in a decision

    assert {"project", "activity", "award", "collaborator"} <= names
    assert names == set(re.findall(r"FROM staging\.(\w+)\n(?:  UNION ALL|\),)", sql_of("quality_findings")))


def test_the_largest_gap_is_said_to_be_of_the_four_and_larger_ones_beyond_them_are_told(shipped):
    filters = Filters(years=(2012, 2022))
    said = {s.key: s.text for s in sentences(shipped, filters, "vi", ())}

    assert said["largest"].startswith(
        "Trong bốn điều cần để cộng và xếp, thiếu nhiều nhất: chưa ghi địa bàn, 5 trong 177 đề án"
    )
    assert said["beside"] == (
        "Ngoài bốn điều cần để cộng và xếp, thiếu nhiều hơn: chưa ghi số văn bản, 155 trong 177 đề án (87,6\u00a0%); "
        "chưa ghi cơ sở thụ hưởng, 98 trong 177 đề án (55,4\u00a0%)."
    )


def test_the_money_behind_a_gap_is_state_support_and_has_no_empty_decimals(shipped_home, monkeypatch):
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))

    assert "· ứng với 320 triệu đồng Nhà nước hỗ trợ" in words_of(fresh("chat-luong"))


def test_the_titles_of_sources_are_marked_as_vietnamese_on_the_english_page(shipped_home, monkeypatch):
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))
    page = written(fresh("chat-luong", province="soc-trang", lang="en"))

    assert "<td><span lang='vi'>Sóc Trăng: khuyến công năm 2022</span></td>" in page


def test_a_place_with_lists_alone_has_their_years_and_they_can_be_chosen(lists):
    place = codes(current(lists)).places["kon-tum"]
    page = fresh("hoat-dong", province="kon-tum")

    assert (place.years, place.lists_only, place.has_years) == ((2020, 2023), True, False)
    assert "Kon Tum, 2020–2023" in words_of(page) and "Kon Tum, —" not in words_of(page)
    (years,) = page.slider
    page = years.set_value((2023, 2023)).run()
    assert not page.exception
    assert heading(page) == "2 kỳ hội chợ"


def test_an_empty_chart_asks_for_other_filters_only_where_they_would_fill_it(
    lists, shipped_home, monkeypatch
):
    none = words_of(fresh("hoat-dong", province="kon-tum"))  # no publication in any year
    assert say("chart_none", "vi") in none and say("chart_empty", "vi") not in none
    year = words_of(fresh("hoat-dong", province="kon-tum", years="2023"))  # advice, but of 2020
    assert say("chart_empty", "vi") in year


def test_the_headline_promises_no_more_than_the_four_facts(shipped):
    filters = Filters(years=(2012, 2022))

    assert headline(shipped, filters, "vi").endswith("ghi đủ bốn điều cần để cộng và xếp")
    assert headline(shipped, filters, "en").endswith("have the four things that sums and rankings need")


def test_projects_without_a_place_are_told_by_their_years_and_not_by_districts(shipped):
    filters = Filters(years=(2012, 2022))
    title = charts.BY_DISTRICT["place"](shipped, filters, "vi").spec.title
    told = {r["year"]: r["numerator"] for r in ask(shipped, "no_place_share", ("year",), filters).rows if r["numerator"]}  # fmt: skip

    assert sum(told.values()) == 5
    assert title == "Chưa ghi địa bàn: 5 đề án, theo năm kế hoạch " + ", ".join(
        f"{y} ({n})" for y, n in sorted(told.items())
    )


def test_what_is_drawn_while_no_lack_is_chosen_follows_the_filters_it_is_made_for(shipped):
    every = Filters(years=(2012, 2022), lens="total")
    found = set()
    for filters in (
        every,
        every.but(years=(2012, 2013)),
        every.but(years=(2019, 2022)),
        every.but(tier="national"),
    ):
        lack = worst(shipped, filters) or "counterpart"
        found.add(lack)
        assert charts.by_year_of_worst(shipped, filters, "vi").spec == charts.BY_YEAR[lack](shipped, filters, "vi").spec  # fmt: skip
        assert charts.by_district_of_worst(shipped, filters, "vi").spec == charts.BY_DISTRICT[lack](shipped, filters, "vi").spec  # fmt: skip
    assert found
