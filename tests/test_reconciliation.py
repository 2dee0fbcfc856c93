"""Do stated figures agree: the known contradictions of the sources, and every kind of check with a planted table."""

import csv
from pathlib import Path

import pytest

from analytics.reconciliation import CHECKS, VERDICTS, headline, reconcile, sentence
from analytics.reconciliation_figures import plain
from analytics.text import has
from data import build
from data.paths import PROGRAM, Home
from data.store import Snapshot, current_path
from tests import worlds

REPORTED = PROGRAM / "data" / "reported" / "reported_figures.csv"
SOC_TRANG_2022 = "000_43344619d3bf8d79.txt"
GIA_LAI = "001_4ffb856659a8ef14.txt"
DAK_LAK = "002_48d88599fed35d11.txt"
SOC_TRANG = "003_759a52e94a7f467c.txt"
LONG_AN = "004_67f72a77dcfd2b9f.txt"
MILLION = 1_000_000
COLUMNS = (
    "source_id", "province", "period_start", "period_end", "tier", "content", "basis", "measure", "value", "unit",
    "district", "quote", "verified", "qualifier", "batch", "beneficiary_type", "subject", "content_code", "part_of",
    "complete",
)  # fmt: skip


def row(source: str, measure: str, value, tier: str = "all", **cells) -> dict:
    """One row of a reported_figures CSV: Bình Định 2016, actual, triệu đồng for money, unless told otherwise."""
    money = measure in ("state_support", "counterpart", "total_cost")
    told = {
        "source_id": source, "province": "Bình Định", "period_start": "2016", "period_end": "2016", "tier": tier,
        "basis": "actual", "measure": measure, "value": str(value), "unit": "triệu đồng" if money else "đơn vị",
    }  # fmt: skip
    return told | {name: str(cell) for name, cell in cells.items()}


def write(path: Path, rows: list[dict], columns=COLUMNS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def imported(folder: Path, rows: list[dict], columns=COLUMNS) -> Snapshot:
    """A snapshot of a new home that took these rows in through the department's door."""
    home = Home(folder / "home")
    build.import_file(home, write(folder / "planted.csv", rows, columns))
    return Snapshot(current_path(home))


TRAINING, MACHINES = {"content_code": "vocational_training"}, {"content_code": "machinery_application"}
LINES, MODELS = {"content_code": "production_line"}, {"content_code": "demo_model_new"}
PERIOD = {"period_start": "2014", "period_end": "2016"}


def planted_rows() -> list[dict]:
    """One source for each case; each year or place of its own where sources must not meet."""

    def year(n: int) -> dict:
        return {"period_start": str(n), "period_end": str(n)}

    return [
        row("tiers-good", "projects", 15), row("tiers-good", "projects", 2, "national"),
        row("tiers-good", "projects", 13, "local"),
        row("tiers-bad", "projects", 15, **year(2001)), row("tiers-bad", "projects", 2, "national", **year(2001)),
        row("tiers-bad", "projects", 12, "local", **year(2001)),
        row("twice", "beneficiaries", 40, **year(2002)), row("twice", "beneficiaries", 10, "national", **year(2002)),
        row("twice", "beneficiaries", 35, "local", **year(2002)),
        row("money-good", "total_cost", 300, "local", **year(2003)),
        row("money-good", "state_support", 100, "local", **year(2003)),
        row("money-good", "counterpart", 150, "local", **year(2003)),
        row("money-good", "counterpart", 50, "local", subject="other_sources", **year(2003)),
        row("money-bad", "total_cost", 300, "local", **year(2004)),
        row("money-bad", "state_support", 100, "local", **year(2004)),
        row("money-bad", "counterpart", 150, "local", **year(2004)),
        row("rounded", "total_cost", "30,5", "local", **year(2005), unit="tỷ đồng"),
        row("rounded", "state_support", "8,95", "local", **year(2005), unit="tỷ đồng"),
        row("rounded", "counterpart", "21,57", "local", **year(2005), unit="tỷ đồng"),
        row("not-rounded", "total_cost", "30,5", "local", **year(2006), unit="tỷ đồng"),
        row("not-rounded", "state_support", "8,95", "local", **year(2006), unit="tỷ đồng"),
        row("not-rounded", "counterpart", "21,61", "local", **year(2006), unit="tỷ đồng"),
        row("over-good", "state_support", 10, qualifier="over", **year(2007), unit="tỷ đồng"),
        row("over-good", "state_support", "8,3", "local", **year(2007), unit="tỷ đồng"),
        row("over-good", "state_support", "1,8", "national", **year(2007), unit="tỷ đồng"),
        row("over-bad", "state_support", 10, qualifier="over", **year(2008), unit="tỷ đồng"),
        row("over-bad", "state_support", "7,3", "local", **year(2008), unit="tỷ đồng"),
        row("over-bad", "state_support", "1,8", "national", **year(2008), unit="tỷ đồng"),
        row("nearly-bad", "state_support", "3,6", qualifier="nearly", **year(2009), unit="tỷ đồng"),
        row("nearly-bad", "state_support", "2,1", "local", **year(2009), unit="tỷ đồng"),
        row("nearly-bad", "state_support", "1,7", "national", **year(2009), unit="tỷ đồng"),
        row("nearly-good", "state_support", "3,6", qualifier="nearly", **year(1995), unit="tỷ đồng"),
        row("nearly-good", "state_support", "1,89", "local", **year(1995), unit="tỷ đồng"),
        row("nearly-good", "state_support", "1,62", "national", **year(1995), unit="tỷ đồng"),
        row("over-far", "projects", 10, qualifier="over", **year(1996)),
        row("over-far", "projects", 15, "local", **year(1996)),
        row("over-far", "projects", 12, "national", **year(1996)),
        row("of-two", "state_support", 100, "local", **year(1997)),
        row("of-two", "state_support", 110, "local", **year(1997), **LINES, part_of="of-two#1"),
        row("of-two", "state_support", 5, "local", **year(1997), **MODELS, part_of="of-two#1"),
        row("contents-part", "state_support", 100, "local", **year(2010)),
        row("contents-part", "state_support", 30, "local", **year(2010), **TRAINING),
        row("contents-part", "state_support", 45, "local", **year(2010), **MACHINES),
        row("contents-all", "state_support", 100, "local", **year(2011), complete="yes"),
        row("contents-all", "state_support", 30, "local", **year(2011), **TRAINING),
        row("contents-all", "state_support", 45, "local", **year(2011), **MACHINES),
        row("contents-over", "projects", 10, "local", **year(2012)),
        row("contents-over", "projects", 5, "local", **year(2012), **TRAINING),
        row("contents-over", "projects", 6, "local", **year(2012), **MACHINES),
        row("contents-nested", "projects", 10, "local", **year(2013)),
        row("contents-nested", "projects", 6, "local", **year(2013), content_code="technology"),
        row("contents-nested", "projects", 4, "local", **year(2013), **TRAINING),
        row("contents-nested", "projects", 5, "local", **year(2013), **MACHINES),
        row("districts-good", "beneficiaries", 7, province="Gia Lai", complete="yes"),
        row("districts-good", "beneficiaries", 4, province="Gia Lai", district="Chư Păh"),
        row("districts-good", "beneficiaries", 3, province="Gia Lai", district="Đak Đoa"),
        row("districts-bad", "beneficiaries", 7, province="Gia Lai", complete="yes", **year(2017)),
        row("districts-bad", "beneficiaries", 4, province="Gia Lai", district="Chư Păh", **year(2017)),
        row("districts-bad", "beneficiaries", 2, province="Gia Lai", district="Đak Đoa", **year(2017)),
        row("types-good", "beneficiaries", 20, province="Gia Lai", **year(2018)),
        row("types-good", "beneficiaries", 12, province="Gia Lai", beneficiary_type="sme", **year(2018)),
        row("types-good", "beneficiaries", 8, province="Gia Lai", beneficiary_type="cooperative", **year(2018)),
        row("types-bad", "beneficiaries", 20, province="Gia Lai", **year(2019)),
        row("types-bad", "beneficiaries", 12, province="Gia Lai", beneficiary_type="sme", **year(2019)),
        row("types-bad", "beneficiaries", 9, province="Gia Lai", beneficiary_type="cooperative", **year(2019)),
        *[row("years-good", "projects", 10, "local", province="Phú Yên", **year(n)) for n in (2014, 2015, 2016)],
        row("years-good", "projects", 30, "local", province="Phú Yên", **PERIOD),
        *[row("years-bad", "projects", 10, "local", province="Bình Thuận", **year(n)) for n in (2014, 2015, 2016)],
        row("years-bad", "projects", 31, "local", province="Bình Thuận", **PERIOD),
        *[row("years-gap", "projects", 10, "local", province="Kon Tum", **year(n)) for n in (2014, 2016)],
        row("years-gap", "projects", 30, "local", province="Kon Tum", **PERIOD),
        row("of-good", "state_support", 100, "local", **year(2020)),
        row("of-good", "state_support", 91, "local", **year(2020), **LINES, part_of="of-good#1"),
        row("of-bad", "state_support", 100, "local", **year(2021)),
        row("of-bad", "state_support", 110, "local", **year(2021), **LINES, part_of="of-bad#1"),
        row("of-sum", "products", 10, "local", province="Phú Yên", **year(2018)),
        *[row("of-sum", "products", n, "local", province="Phú Yên", subject="x", part_of="of-sum#1", **year(2018)) for n in (6, 7)],
        row("fewer", "projects", 9, "local", **year(2022), **MODELS),
        row("fewer", "beneficiaries", 7, "local", **year(2022), **MODELS),
        row("two-values", "projects", 137, **year(2023), quote="137 đề án"),
        row("two-values", "projects", 138, **year(2023), quote="138 đề án"),
        row("two-values", "projects", 138, "local", **year(2023), part_of="two-values#2", quote="138 đề án"),
        row("repeated", "projects", 20, "local", province="Quảng Ngãi"),
        row("repeated", "projects", 20, "local", province="Quảng Ngãi"),
        row("a-says", "projects", 40, "local", province="Quảng Nam"),
        row("b-differs", "projects", 41, "local", province="Quảng Nam"),
        row("c-agrees", "projects", 40, "local", province="Quảng Nam", **year(2017)),
        row("d-agrees", "projects", 40, "local", province="Quảng Nam", **year(2017)),
        row("e-plans", "projects", 45, "local", province="Quảng Nam", basis="plan"),
        row("f-unseen", "projects", 99, "local", province="Quảng Nam", verified="no", quote="99 đề án"),
        row("g-over", "jobs", 2100, "local", province="Quảng Nam", qualifier="over"),
        row("h-over", "jobs", 2000, "local", province="Quảng Nam", qualifier="over"),
        row("unclear-fits", "state_support", 100, "local", province="Hà Giang"),
        row("unclear-fits", "state_support", 60, "local", province="Hà Giang", **MACHINES),
        row("unclear-fits", "state_support", 40, "local", province="Hà Giang", **MODELS),
        row("unclear-fits", "total_cost", 25, "local", province="Hà Giang", **TRAINING, quote="tổng kinh phí 25 triệu đồng"),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Snapshot:
    return imported(tmp_path_factory.mktemp("planted"), planted_rows())


def one(snapshot: Snapshot, source: str, check: str):
    """The only check of its kind of a source."""
    found = [c for c in reconcile(snapshot, source=source) if c.check == check]
    assert len(found) == 1, [(c.check, c.verdict, c.reason) for c in reconcile(snapshot, source=source)]
    return found[0]


def by_verdict(checks, verdict: str) -> list:
    return [c for c in checks if c.verdict == verdict]


# The sources whose contradictions are known.


def test_every_sum_of_soc_trang_2022_holds(shipped):
    checks = reconcile(shipped, source=SOC_TRANG_2022)
    assert {c.verdict for c in checks} == {"holds"}
    money = one(shipped, SOC_TRANG_2022, "money_adds_up")
    assert (money.stated, money.computed, len(money.figures)) == (5_839_093_000, 5_839_093_000, 4)
    assert one(shipped, SOC_TRANG_2022, "projects_and_beneficiaries").reason == "group_projects"


def test_every_sum_of_dak_lak_2022_holds(shipped):
    checks = reconcile(shipped, source=DAK_LAK)
    assert {c.verdict for c in checks} == {"holds"}
    assert one(shipped, DAK_LAK, "money_adds_up").stated == 5_374 * MILLION
    assert one(shipped, DAK_LAK, "contents_add_up").stated == 31
    assert len(one(shipped, DAK_LAK, "contents_add_up").figures) == 4


def test_soc_trang_2016_2018_fails_twice_by_the_same_amount_in_opposite_directions(shipped):
    checks = reconcile(shipped, source=SOC_TRANG)
    support, counterpart = sorted(by_verdict(checks, "fails"), key=lambda c: c.difference)
    assert (support.check, support.measure, support.difference) == (
        "tiers_add_up",
        "state_support",
        -87_790_000,
    )
    assert (counterpart.check, counterpart.measure, counterpart.difference) == (
        "tiers_add_up",
        "counterpart",
        87_790_000,
    )
    assert support.reason == "parts_above_offset" and counterpart.reason == "parts_below_offset"
    assert {c.verdict for c in checks if c not in (support, counterpart)} == {"holds"}
    grand = [c for c in checks if c.stated == 51_154_200_000]
    assert [c.check for c in grand] == ["tiers_add_up", "money_adds_up"]


def test_gia_lai_2012_2022_holds_in_its_total_only(shipped):
    assert one(shipped, GIA_LAI, "money_adds_up").verdict == "holds"
    of_which = one(shipped, GIA_LAI, "of_which")
    assert (of_which.verdict, of_which.stated, of_which.computed) == (
        "fails",
        2_630 * MILLION,
        29_916 * MILLION,
    )
    years = one(shipped, GIA_LAI, "period_years")
    assert (years.verdict, years.stated, years.computed, years.difference) == ("fails", 10, 11, -1)
    assert {c.check for c in by_verdict(reconcile(shipped, source=GIA_LAI), "fails")} == {
        "of_which",
        "period_years",
    }


def test_the_support_of_gia_lai_in_no_content_is_told_in_both_readings(shipped):
    contents = one(shipped, GIA_LAI, "contents_add_up")
    assert (contents.verdict, contents.reason) == ("untestable", "not_claimed_two_readings")
    assert (contents.stated, contents.computed, contents.difference) == (
        17_187 * MILLION,
        13_067 * MILLION,
        4_120 * MILLION,
    )
    assert contents.tier == "all"
    said = sentence(contents, "vi").replace("\u00a0", " ")
    assert "24,0 %" in said and "26,8 %" in said and "478 triệu đồng" in said


def test_a_source_without_amounts_gives_no_check(shipped):
    assert reconcile(shipped, source=LONG_AN) == []


def test_the_title_of_yen_bai_counts_one_project_less_than_its_text(shipped):
    check = one(shipped, "w038", "title_against_body")
    assert (check.verdict, check.stated, check.computed) == ("fails", 137, 138)
    assert one_measure(shipped, "w038", "tiers_add_up", "projects").stated == 138


def one_measure(snapshot, source, check, measure):
    (found,) = [c for c in reconcile(snapshot, source=source) if (c.check, c.measure) == (check, measure)]
    return found


def test_the_local_count_of_thai_binh_repeats_the_whole(shipped):
    check = one_measure(shipped, "w124", "tiers_add_up", "beneficiaries")
    assert (check.verdict, check.reason, check.difference) == ("fails", "part_repeats_whole", -58)


def test_yearly_parts_of_two_tiers_add_up_to_their_period(shipped):
    assert [c.stated for c in reconcile(shipped, source="w175") if c.check == "years_add_up"] == [
        67,
        11_500 * MILLION,
    ]


def test_only_known_contradictions_fail_in_what_ships(shipped):
    found = {(c.sources[0][:4], c.check) for c in headline(shipped).failing}
    assert found == {
        ("001_", "of_which"), ("001_", "period_years"), ("003_", "tiers_add_up"), ("w038", "title_against_body"),
        ("w038", "across_sources"), ("w124", "tiers_add_up"),
    }  # fmt: skip


# Each kind of check, holding and failing, through the door a department uses.

CASES = [
    ("tiers-good", "tiers_add_up", "holds", "equal", 0),
    ("tiers-bad", "tiers_add_up", "fails", "parts_below", 1),
    ("twice", "tiers_add_up", "fails", "beneficiaries_twice", -5),
    ("money-good", "money_adds_up", "holds", "equal", 0),
    ("money-bad", "money_adds_up", "fails", "parts_below", 50 * MILLION),
    ("rounded", "money_adds_up", "rounding", "rounding", -20 * MILLION),
    ("not-rounded", "money_adds_up", "fails", "parts_above", -60 * MILLION),
    ("over-good", "tiers_add_up", "holds", "qualified", -100 * MILLION),
    ("over-bad", "tiers_add_up", "fails", "parts_below", 900 * MILLION),
    ("nearly-bad", "tiers_add_up", "fails", "parts_above", -200 * MILLION),
    ("nearly-good", "tiers_add_up", "holds", "qualified", 90 * MILLION),
    ("over-far", "tiers_add_up", "holds", "qualified", -17),
    ("of-two", "of_which", "fails", "part_larger", -10 * MILLION),
    ("contents-part", "contents_add_up", "untestable", "not_claimed", 25 * MILLION),
    ("contents-all", "contents_add_up", "fails", "parts_below", 25 * MILLION),
    ("contents-over", "contents_add_up", "fails", "parts_above", -1),
    ("contents-nested", "contents_add_up", "holds", "equal", 0),
    ("districts-good", "districts_add_up", "holds", "equal", 0),
    ("districts-bad", "districts_add_up", "fails", "parts_below", 1),
    ("types-good", "types_add_up", "holds", "equal", 0),
    ("types-bad", "types_add_up", "fails", "beneficiaries_twice", -1),
    ("years-good", "years_add_up", "holds", "equal", 0),
    ("years-bad", "years_add_up", "fails", "parts_below", 1),
    ("of-good", "of_which", "holds", "parts_within", 9 * MILLION),
    ("of-bad", "of_which", "fails", "part_larger", -10 * MILLION),
    ("of-sum", "of_which", "fails", "parts_above", -3),
    ("fewer", "projects_and_beneficiaries", "untestable", "fewer_beneficiaries", 2),
    ("two-values", "title_against_body", "fails", "two_values", -1),
    ("b-differs", "across_sources", "fails", "sources_differ", -1),
    ("d-agrees", "across_sources", "holds", "sources_agree", 0),
    ("h-over", "across_sources", "holds", "sources_agree_as_worded", 100),
    ("unclear-fits", "contents_add_up", "holds", "equal", 0),
]


@pytest.mark.parametrize(
    ("source", "check", "verdict", "reason", "difference"), CASES, ids=[c[0] for c in CASES]
)
def test_a_planted_table_gets_its_verdict(planted, source, check, verdict, reason, difference):
    found = one(planted, source, check)
    assert (found.verdict, found.reason, found.difference) == (verdict, reason, difference)


def test_years_with_a_gap_say_nothing_of_their_period(planted):
    assert reconcile(planted, source="years-gap") == []


def test_the_same_value_said_twice_is_no_contradiction(planted):
    assert reconcile(planted, source="repeated") == []


def test_plan_and_actual_never_meet_and_what_was_not_seen_again_stays_out(planted):
    assert reconcile(planted, source="e-plans") == [] == reconcile(planted, source="f-unseen")


def test_sources_that_meet_are_both_named_and_found_by_either(planted):
    check = one(planted, "a-says", "across_sources")
    assert check.sources == ("a-says", "b-differs") and check == one(planted, "b-differs", "across_sources")


def test_an_unclear_total_is_left_out_where_the_rest_already_adds_up(planted):
    check = one(planted, "unclear-fits", "contents_add_up")
    assert check.values["unclear"] == 25 * MILLION and len(check.figures) == 3
    assert "25 triệu đồng" in sentence(check, "vi")


@pytest.mark.parametrize(
    ("source", "cell", "value", "check", "difference"),
    [
        (SOC_TRANG_2022, "1755", "1756", "money_adds_up", -MILLION),
        (DAK_LAK, "2859", "2858", "money_adds_up", MILLION),
    ],
)
def test_one_cell_changed_by_one_million_changes_the_verdict(
    tmp_path, shipped, source, cell, value, check, difference
):
    with REPORTED.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [r for r in reader if r["source_id"] == source]
        columns = reader.fieldnames
    (changed,) = [r for r in rows if r["value"] == cell]
    changed["value"], changed["quote"] = value, ""
    assert one(shipped, source, check).verdict == "holds"
    changed_check = one(imported(tmp_path, rows, columns), source, check)
    assert (changed_check.verdict, changed_check.difference) == ("fails", difference)


@pytest.fixture(scope="module")
def with_records(tmp_path_factory, shipped) -> Snapshot:
    """Reports of the simulated province: as its records have it, a triệu more or less, and of a year without records."""
    sql = """SELECT SUM(projects) + COUNT(DISTINCT split_project) AS projects, CAST(SUM(state_vnd) AS BIGINT) AS support,
                    SUM(no_state_projects) AS no_state, year
             FROM cube WHERE evidence = 'record' AND province = 'demo' AND basis = 'actual' GROUP BY year ORDER BY year"""
    years = shipped.rows(sql)
    full = [y for y in years if not y["no_state"]]

    def told(source: str, measure: str, year: int, value: int) -> dict:
        unit = "đề án" if measure == "projects" else "đồng"
        return row(source, measure, value, province="demo", unit=unit, period_start=year, period_end=year)

    rows = [
        told("as-recorded", "state_support", full[0]["year"], full[0]["support"]),
        told("more", "state_support", full[1]["year"], full[1]["support"] + MILLION),
        told("fewer-projects", "projects", full[0]["year"], full[0]["projects"] - 1),
        told("no-records", "state_support", 1999, 5 * MILLION),
    ]
    return imported(tmp_path_factory.mktemp("records"), rows)


@pytest.mark.parametrize(
    ("source", "verdict", "reason", "difference"),
    [
        ("as-recorded", "holds", "records_equal", 0),
        ("more", "fails", "records_differ", MILLION),
        ("fewer-projects", "fails", "records_differ", -1),
        ("no-records", "untestable", "no_records", None),
    ],
)
def test_records_are_held_against_the_report_of_their_year(with_records, source, verdict, reason, difference):
    check = one(with_records, source, "records_against_reports")
    assert (check.verdict, check.reason, check.difference) == (verdict, reason, difference)


@pytest.mark.parametrize(
    ("stated", "verdict", "reason"),
    [(60, "untestable", "records_lack_amounts"), (40, "fails", "records_differ")],
)
def test_a_missing_amount_can_explain_less_than_reported_but_never_more(
    make_snapshot, stated, verdict, reason
):
    projects = [worlds.project("A"), worlds.project("B")]
    funding = [
        worlds.money("A", "local", 100),
        worlds.money("A", "counterpart", 50),
        worlds.money("B", "local", 30),
    ]
    reported = [worlds.figure(1, "counterpart", stated * MILLION, year=2015)]
    (check,) = reconcile(make_snapshot(projects=projects, funding=funding, figures=reported))
    assert (check.verdict, check.reason, check.computed) == (verdict, reason, 50 * MILLION)
    assert not check.simulated


def test_what_rests_on_simulated_data_says_so(with_records, shipped):
    checks = reconcile(with_records, province="demo")
    assert len(checks) == 4
    for check in checks:
        assert check.simulated and sentence(check, "vi").startswith("(Mô phỏng)")
        assert sentence(check, "en").startswith("(Simulated)")
    (alone,) = reconcile(shipped, province="demo")
    assert (alone.reason, alone.sources, alone.simulated) == ("no_report", (), True)
    assert not any(c.simulated for c in reconcile(shipped) if c.province != "demo")


# What the screen asks for.


def test_the_headline_counts_every_check_once_and_sorts_failures_by_size(shipped):
    told = headline(shipped)
    assert tuple(told.counts) == VERDICTS and told.checks == len(reconcile(shipped))
    assert [c.verdict for c in told.failing] == ["fails"] * told.counts["fails"]
    money = [abs(c.difference) for c in told.failing if c.unit == "vnd"]
    assert money == sorted(money, reverse=True) and told.failing[0].difference == (2_630 - 29_916) * MILLION
    assert [c.unit for c in told.failing] == sorted(
        (c.unit for c in told.failing), key=["vnd", "count", "years"].index
    )


def test_a_province_of_today_answers_with_the_old_ones_in_it(shipped):
    assert {c.province for c in reconcile(shipped, province="gia-lai-2025")} == {"gia-lai", "binh-dinh"}
    assert reconcile(shipped, province="gia-lai") == reconcile(shipped, source=GIA_LAI)


def test_every_figure_of_a_check_is_there_to_be_quoted(shipped):
    known = {r["id"] for r in shipped.rows("SELECT id FROM reported_figure")}
    for check in reconcile(shipped):
        assert set(check.figures) <= known and (check.figures or check.reason == "no_report")


def test_the_sentence_of_soc_trang_has_its_three_numbers(shipped):
    support = one_measure_failing(shipped)
    assert (
        "Các phần cộng lại là 5.990,15 triệu đồng, nêu chung là 5.902,36 triệu đồng: lệch 87,79 triệu đồng"
        in sentence(support, "vi")
    )
    english = sentence(support, "en")
    assert all(n in english for n in ("VND 5,990.15 million", "VND 5,902.36 million", "VND 87.79 million"))


def one_measure_failing(snapshot):
    (found,) = [
        c for c in by_verdict(reconcile(snapshot, source=SOC_TRANG), "fails") if c.measure == "state_support"
    ]
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_check_has_words_in_both_languages(shipped, planted, with_records, language):
    for snapshot in (shipped, planted, with_records):
        for check in reconcile(snapshot):
            said = sentence(check, language)
            assert said.endswith(".") and "{" not in said and "None" not in said and "  " not in said
    assert all(has(f"reconciliation.check.{code}", language) for code in CHECKS)
    assert all(has(f"reconciliation.verdict.{code}", language) for code in VERDICTS)


def test_amounts_leave_as_whole_numbers(planted):
    assert plain(3.0) == 3 and isinstance(plain(3.0), int)
    for check in reconcile(planted):
        assert isinstance(check.difference, int | None)


def test_a_part_that_stands_twice_word_for_word_is_added_once(tmp_path):
    parts = [row("hai", "state_support", n, "local", province="Kon Tum", part_of="hai#1", **kind) for n, kind in ((60, LINES), (40, MACHINES), (40, MACHINES))]  # fmt: skip
    whole = row("hai", "state_support", 100, "local", province="Kon Tum", complete="có")
    checks = reconcile(imported(tmp_path, [whole, *parts]), "hai")

    assert [(c.check, c.verdict, c.computed, len(c.figures)) for c in checks] == [("contents_add_up", "holds", 100 * MILLION, 3)]  # fmt: skip
