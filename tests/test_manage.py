"""The command line, run as it is: commands, output forms, exit codes, and the numbers that must come out."""

import csv
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

import manage
from analytics.cli import intake
from data.paths import Home

ROOT = Path(__file__).resolve().parents[1]
FIGURES = "source_id,province,period_start,period_end,tier,basis,measure,value,unit,note\n"


@dataclass(frozen=True)
class Ran:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def csv(self) -> list[dict]:
        return list(csv.DictReader(io.StringIO(self.out)))


@pytest.fixture
def run(shipped_home, monkeypatch, capsys):
    """run("query", "leverage", home=…) -> Ran, on the shipped snapshot unless another home is given."""

    def run(*arguments: str, home: Home = shipped_home) -> Ran:
        monkeypatch.setenv("DONBAY_HOME", str(home.root))
        capsys.readouterr()
        code = manage.main(list(arguments))
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def own_home(shipped_home, tmp_path) -> Home:
    """A copy of the shipped home, to be changed."""
    return Home(Path(shutil.copytree(shipped_home.root, tmp_path / "own")))


@pytest.fixture
def empty_home(tmp_path) -> Home:
    return Home(tmp_path / "empty")


def in_a_process(*arguments: str, home: Home, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DONBAY_HOME": str(home.root), **environment},
        capture_output=True,
        timeout=120,
    )


def figures(folder: Path, *lines: str, name: str = "figures.csv") -> Path:
    path = folder / name
    path.write_text(FIGURES + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


GOOD = "bao-cao,long-an,2016,2016,tất cả,thực hiện,kinh phí hỗ trợ,420,triệu đồng,"
BAD = "bao-cao,long-an,2016,2016,huyện,thực hiện,kinh phí hỗ trợ,nhiều,triệu đồng,"


# The numbers that must come out


def test_one_content_of_soc_trang_gives_its_ratio_and_says_how_narrow_it_is(run):
    answer = run("query", "leverage", "--province", "soc-trang", "--years", "2022", "--format", "json").json

    assert answer["rows"][0] == {
        "numerator": 3_184_093_000, "denominator": 2_655_000_000, "value": pytest.approx(1.199, abs=5e-4), "n": 15, "reason": None,
    }  # fmt: skip
    assert answer["scope"] == [{"field": "content", "code": "machinery_application"}]
    assert answer["basis"] == "reported"
    assert answer["simulated"] is False


def test_stated_parts_that_disagree_give_a_second_ratio_and_the_reason(run):
    answer = run(
        "query", "leverage", "--province", "soc-trang", "--years", "2016-2018", "--format", "json"
    ).json

    (other,) = answer["alternatives"]
    assert answer["rows"][0]["value"] == pytest.approx(7.667, abs=5e-4)
    assert other["value"] == pytest.approx(7.540, abs=5e-4)
    assert "5.990,15 triệu đồng" in other["why"]
    assert "5.902,36 triệu đồng" in other["why"]


def test_gia_lai_gives_ratio_and_national_share_of_one_stated_period(run):
    leverage, share = run(
        "query",
        "leverage",
        "state_share_national",
        "--province",
        "gia-lai",
        "--years",
        "2012-2022",
        "--format",
        "json",
    ).json

    assert leverage["rows"][0]["value"] == pytest.approx(2.502, abs=5e-4)
    assert share["rows"][0]["value"] == pytest.approx(0.755, abs=5e-4)
    assert share["unit"].startswith("1 = 100 %")
    # Its source tells no number of projects: that is unknown, not none.
    assert leverage["n"] is None
    assert [m["reason"] for m in leverage["missing"]] == ["projects_not_stated"]


def test_a_share_is_written_as_per_cent_in_a_table(run):
    ran = run("query", "state_share_national", "--province", "gia-lai", "--years", "2012-2022")

    assert "75,5 %" in ran.out.replace("\u00a0", " ")


def test_the_simulated_province_has_the_ratio_it_was_made_for_and_says_it_is_simulated(run):
    answer = run("query", "leverage", "--province", "demo", "--years", "2012-2022", "--format", "json").json
    table = run("query", "leverage", "--province", "demo", "--years", "2012-2022").out

    assert answer["rows"][0]["numerator"] == 42_995_000_000
    assert answer["rows"][0]["denominator"] == 17_187_000_000
    assert answer["rows"][0]["value"] == pytest.approx(2.502, abs=5e-4)
    assert answer["simulated"] is True
    assert "MÔ PHỎNG" in table


def test_a_batch_of_a_plan_can_be_asked(run):
    answer = run(
        "query",
        "leverage",
        "--province",
        "dak-lak",
        "--years",
        "2022",
        "--basis",
        "plan",
        "--batch",
        "1",
        "--format",
        "json",
    ).json

    assert answer["rows"][0]["value"] == pytest.approx(1.137, abs=5e-4)
    assert answer["filters"]["batch"] == 1
    assert answer["filters"]["basis"] == "plan"


# What an answer carries


def test_an_answer_as_json_has_all_that_it_rests_on(run):
    answer = run("query", "leverage", "--province", "demo", "--format", "json").json

    assert {
        "metric",
        "unit",
        "snapshot",
        "filters",
        "basis",
        "scope",
        "n",
        "missing",
        "rows",
        "alternatives",
        "sql",
    } <= set(answer)
    assert "SELECT" in answer["sql"]
    assert answer["n"] > 0


def test_years_that_were_not_asked_for_are_said_to_be_chosen(run):
    unasked = run("query", "leverage", "--province", "demo", "--format", "json").json["filters"]
    asked = run("query", "leverage", "--province", "demo", "--years", "2022", "--format", "json").json[
        "filters"
    ]

    assert (unasked["years"], unasked["years_by_default"]) == ("2012-2022", True)
    assert (asked["years"], asked["years_by_default"]) == ("2022", False)


def test_what_nothing_is_known_of_is_null_with_a_reason_and_names_the_stated_periods(run):
    ran = run("query", "leverage", "--province", "soc-trang", "--years", "2011", "--format", "json")

    row = ran.json["rows"][0]
    assert (row["value"], row["reason"]) == (None, "not_recorded")
    assert ran.json["basis"] == "none"
    assert "2016-2018 (thực hiện)" in ran.err


@pytest.mark.parametrize(
    "by", [("--by", "year", "--by", "tier"), ("--by", "year,tier"), ("--by", "year", "tier")]
)
def test_two_dimensions_may_be_asked_in_three_ways(run, by):
    answer = run("query", "state_support", *by, "--province", "demo", "--format", "json").json

    assert answer["dims"] == ["year", "tier"]
    assert [(row["year"], row["tier"]) for row in answer["rows"]][:2] == [(2012, "local"), (2012, "national")]
    assert sum(row["value"] for row in answer["rows"]) == answer["total"]["value"] == 17_187_000_000


def test_years_that_are_none_are_refused_in_the_language_of_the_reader(run):
    vietnamese, english = (
        run("query", "leverage", "--years", "abc", "--lang", lang) for lang in ("vi", "en")
    )

    assert (vietnamese.code, english.code) == (2, 2)
    assert len(vietnamese.err.splitlines()) == 1 and "“abc” không phải là năm" in vietnamese.err
    assert "Error" not in vietnamese.err and "Usage" not in vietnamese.err
    assert "“abc”" in english.err and "không phải" not in english.err


def test_a_metric_that_cannot_be_divided_says_so(run):
    ran = run("query", "leverage_without_largest", "--by", "year")

    assert (ran.code, ran.err.strip()) == (30, "Chỉ tiêu này không chia được theo chiều nào.")


def test_csv_has_the_same_rows_as_json(run):
    options = ("query", "leverage", "--by", "year", "--province", "demo")
    told, lines = run(*options, "--format", "json").json, run(*options, "--format", "csv").csv

    assert [int(line["numerator"]) for line in lines] == [row["numerator"] for row in told["rows"]]
    assert [float(line["value"]) for line in lines] == [row["value"] for row in told["rows"]]
    assert {line["simulated"] for line in lines} == {"true"}


def test_a_row_that_does_not_know_what_it_leaves_out_says_nothing_and_the_notes_tell_the_whole(run):
    options = ("query", "disbursement", "--by", "district", "--province", "demo", "--format")
    ran, missing = run(*options, "csv"), run(*options, "json").json["missing"]

    reasons = [left["reason"] for left in missing]
    assert reasons == ["no_payment", "tasks_apart", "plan_items_apart", "repayable_apart"]
    assert all(left["n"] > 0 for left in missing) and {row["missing_n"] for row in ran.csv} == {""}
    assert all(left["text"] in ran.err for left in missing)


def test_what_the_notes_say_does_not_disturb_a_program_that_reads_csv(run):
    ran = run("query", "leverage", "--province", "soc-trang", "--years", "2016-2018", "--format", "csv")

    assert [row["alternative"] for row in ran.csv] == ["", "parts_disagree"]
    assert "7,540" in ran.err


def test_filters_narrow_the_answer(run):
    def value(*options: str) -> int:
        return run("query", "state_support", "--province", "demo", "--format", "json", *options).json["rows"][
            0
        ]["value"]

    whole = value()
    parts = [value("--tier", tier) for tier in ("national", "local")]
    assert sum(parts) == whole
    assert 0 < value("--content", "demo_model_new") < whole
    assert 0 < value("--district", "Chư Păh") == value("--district", "627") < whole
    assert 0 < value("--type", "business_household") < whole
    assert 0 < value("--no-management") < whole
    assert value("--prices", "2022") > whole


def test_effects_of_a_change_add_up_to_it_row_by_row(run):
    answer = run("query", "leverage_change", "--province", "demo", "--format", "json").json

    assert sum(row["value"] for row in answer["rows"]) == pytest.approx(answer["total"]["value"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_metric_can_be_printed_in_every_form(run, language):
    from analytics.metrics import METRICS

    for key in METRICS:
        options = ("query", key, "--province", "demo", "--lang", language)
        assert run(*options).out.startswith(METRICS[key].label[language])
        assert run(*options, "--format", "json").json["metric"] == key
        assert run(*options, "--format", "csv").csv[0]["metric"] == key


# What a user gets wrong


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("leverag",), 30, "leverage"),
        (("leverage", "--province", "soctrang"), 30, "soc-trang"),
        (("leverage", "--content", "demo_modle_new"), 30, "demo_model_new"),
        (("leverage", "--by", "yaer"), 30, "year"),
        (("coverage", "--by", "district"), 30, "year"),
        (("leverage", "--type", "busines_household"), 30, "business_household"),
        (("leverage", "--district", "Chư Pa"), 30, "Chư Păh"),
        (("leverage", "--prices", "1900"), 30, "2022"),
        (("leverage", "--province", "soc-trang"), 31, "2016-2018 (thực hiện)"),
        (("leverage", "--province", "ha-giang-2099"), 30, "ha-giang"),
        (("leverage", "--province", "demo", "--batch", "1"), 33, "--batch"),
        (
            ("leverage", "--province", "gia-lai", "--years", "2012-2022", "--no-management"),
            33,
            "--no-management",
        ),
        (("leverage", "--years", "2018-2016"), 2, "2018-2016"),
        (("leverage", "--basis", "wish"), 2, "wish"),
        ((), 2, "METRIC"),
    ],
)
def test_a_mistake_gives_a_sentence_that_helps_and_a_code_of_its_kind(run, options, code, said):
    ran = run("query", *options)

    assert ran.code == code
    assert ran.out == ""
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_errors_speak_english_where_asked(run):
    assert "There is no metric “leverag”" in run("query", "leverag", "--lang", "en").err
    assert "Không có chỉ tiêu “leverag”" in run("query", "leverag").err


def test_a_place_may_be_given_by_its_name(run):
    by_name = run(
        "query", "leverage", "--province", "Sóc Trăng", "--years", "2016-2018", "--format", "json"
    ).json

    assert by_name["filters"]["province"] == "soc-trang"


def test_without_a_snapshot_the_way_to_one_is_told(run, empty_home):
    ran = run("query", "leverage", home=empty_home)

    assert ran.code == 10
    assert "manage.py build" in ran.err
    assert not empty_home.root.exists()


def test_a_torn_snapshot_is_told_as_such(run, own_home):
    name = own_home.pointer.read_text(encoding="utf-8").strip()
    (own_home.snapshots / name).write_bytes(b"torn")

    assert run("query", "leverage", home=own_home).code == 12


def test_a_fault_of_the_program_is_one_line_unless_the_trace_is_asked_for(run, own_home, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr(intake, "build_and_tell", broken)
    quiet = run("build", home=own_home)
    monkeypatch.setenv("DONBAY_DEBUG", "1")
    loud = run("build", home=own_home)

    assert (quiet.code, loud.code) == (1, 1)
    assert quiet.err.count("\n") == 1
    assert "Traceback" in loud.err


# Build and import


def test_a_build_tells_its_steps_what_it_holds_and_that_a_second_one_changes_nothing(empty_home):
    first, second = (in_a_process("build", home=empty_home) for _ in range(2))

    assert (first.returncode, second.returncode) == (0, 0)
    out = first.stdout.decode("utf-8")
    assert "[4/4]" in out
    assert "Bản số liệu mới" in out
    assert "695 số đã báo cáo" in out
    assert "not_stated" in out
    assert "Không có gì mới" in second.stdout.decode("utf-8")


def test_a_new_home_is_told_so_that_a_drive_that_is_not_attached_is_missed(empty_home):
    first, second = (in_a_process("build", "--lang", "en", home=empty_home) for _ in range(2))

    assert (first.returncode, second.returncode) == (0, 0)
    assert "drive that is not attached" in first.stderr.decode("utf-8")
    assert second.stderr == b""


def test_a_good_file_counts_at_once(run, own_home, tmp_path):
    ran = run("import", str(figures(tmp_path, GOOD)), home=own_home)
    answer = run(
        "query",
        "state_support",
        "--province",
        "long-an",
        "--years",
        "2016",
        "--format",
        "json",
        home=own_home,
    )

    assert ran.code == 0
    assert answer.json["rows"][0]["value"] == 420_000_000


def test_an_import_says_what_came_in_and_the_same_file_again_that_nothing_changed(run, own_home, tmp_path):
    years = [GOOD.replace("2016", str(year)) for year in range(2013, 2023)]
    path = figures(tmp_path, *years)
    first, again = (run("import", str(path), home=own_home) for _ in range(2))

    assert (
        "Đã nhập 10 số của 1 nguồn, Long An (đến 30/06/2025), 2013–2022; thay 0 số cũ; không có lỗi, không có lưu ý"
        in first.out
    )
    assert "Tệp này đã nhập lúc " in again.out
    assert "không có gì thay đổi" in again.out


def test_an_import_of_projects_says_how_many_and_of_which_years(run, own_home, workbook):
    run("import", str(workbook(120)), home=own_home)
    told = run("import", str(workbook(90, "later.xlsx")), "--format", "json", home=own_home).json[0]
    table = run("import", str(workbook(80, "last.xlsx")), home=own_home)

    assert told["arrival"]["projects"] == told["arrival"]["projects_replaced"] == 1
    assert "Đã nhập 1 đề án, Kon Tum (đến 30/06/2025), 2015; thay 1 đề án cũ; không có lỗi" in told["summary"]
    assert "KT-1: KCĐP / Nghiệm thu: 90 → 80" in table.out


def test_a_file_with_faults_is_told_whole_and_nothing_of_it_counts(run, own_home, tmp_path):
    before = own_home.pointer.read_text(encoding="utf-8")
    ran = run("import", str(figures(tmp_path, GOOD, BAD)), "--format", "json", home=own_home)

    (told,) = ran.json
    assert ran.code == 22
    assert told["imported"] is False
    assert {(f["row"], f["column"], f["found"]) for f in told["findings"]} == {
        (3, "tier", "huyện"),
        (3, "value", "nhiều"),
    }
    assert all(f["text"] and f["expected"] for f in told["findings"])
    assert own_home.pointer.read_text(encoding="utf-8") == before


def test_of_several_files_each_is_taken_or_refused_on_its_own(run, own_home, tmp_path):
    good, bad = figures(tmp_path, GOOD), figures(tmp_path, BAD, name="bad.csv")
    ran = run("import", str(bad), str(tmp_path / "none.csv"), str(good), home=own_home)

    assert ran.code == 22  # of the first that was refused
    assert "bad.csv" in ran.err
    assert "none.csv" in ran.err
    assert "Đã nhập 1 trong 3 tệp" in ran.out


def test_a_missing_file_and_an_unknown_format_have_codes_of_their_own(run, own_home, tmp_path):
    (tmp_path / "letter.txt").write_text("Kính gửi", encoding="utf-8")

    assert run("import", str(tmp_path / "none.csv"), home=own_home).code == 20
    assert run("import", str(tmp_path / "letter.txt"), home=own_home).code == 21


def test_no_cell_of_a_csv_can_run_as_a_formula(run, own_home, tmp_path):
    ran = run(
        "import", str(figures(tmp_path, BAD.replace("nhiều", "=1+1"))), "--format", "csv", home=own_home
    )

    assert "'=1+1" in {line["found"] for line in ran.csv}
    cells = [cell for line in ran.csv for cell in line.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


# Reconcile


def test_a_source_may_be_named_by_its_start_and_its_two_contradictions_come_out(run):
    checks = run("reconcile", "--source", "003", "--format", "json").json

    fails = [check for check in checks if check["verdict"] == "fails"]
    assert set(checks[0]) == {
        "source",
        "check",
        "stated",
        "computed",
        "difference",
        "unit",
        "verdict",
        "reason",
    }
    assert sorted(check["difference"] for check in fails) == [-87_790_000, 87_790_000]
    assert {check["verdict"] for check in checks} <= {"holds", "rounding", "fails", "untestable"}
    assert all(check["reason"] for check in checks)


def test_checks_come_in_the_same_order_as_csv_and_as_a_table(run):
    told = run("reconcile", "--province", "gia-lai", "--format", "json").json
    lines = run("reconcile", "--province", "gia-lai", "--format", "csv").csv
    table = run("reconcile", "--province", "gia-lai", "--lang", "en")

    assert [line["check"] for line in lines] == [check["check"] for check in told]
    assert len(table.out.splitlines()) == len(told) + 3  # heading, line, counts
    assert table.code == 0


def test_the_officers_own_report_is_a_source_that_may_be_named(run, own_home, tmp_path):
    lines = [("quốc gia", 700), ("địa phương", 800), ("tất cả", 1600)]
    own = figures(tmp_path, *(f"bc-mix,Bến Tre,2018,2018,{tier},thực hiện,kinh phí hỗ trợ,{value},triệu đồng," for tier, value in lines))  # fmt: skip
    assert run("import", str(own), home=own_home).code == 0

    for typed in ("bc-mix", "bc-"):
        told = run("reconcile", "--source", typed, "--format", "json", home=own_home).json
        assert [(c["source"], c["difference"]) for c in told if c["verdict"] == "fails"] == [("bc-mix", 100_000_000)]  # fmt: skip
    assert "bc-mix" in run("reconcile", "--source", "bc-mxi", home=own_home).err


def test_an_unknown_source_is_told_with_the_nearest_and_how_all_are_listed(run):
    ran = run("reconcile", "--source", "w0x1")

    assert ran.code == 30
    assert "w011" in ran.err or "w001" in ran.err
    assert "manage.py codes source" in ran.err


@pytest.mark.parametrize(
    ("typed", "nearest", "how"),
    [
        (("levrage",), "leverage: Hệ số đòn bẩy", "codes metric"),
        (("leverage", "--province", "sok-trang"), "soc-trang: Sóc Trăng", "codes province"),
        (("leverage", "--content", "machinery"), "machinery_application: ", "codes content"),
        (("leverage", "--district", "Plei Ku"), "622: Thành phố Pleiku", "codes district --province demo"),
        (
            ("leverage", "--province", "kien-giang", "--years", "2017", "--district", "Rach Gja"),
            "Rạch Giá",
            "codes district --province kien-giang",
        ),
    ],
)
def test_an_unknown_word_is_told_with_the_three_nearest_first_and_how_to_list_all(run, typed, nearest, how):
    ran = run("query", *typed)

    assert ran.code == 30
    assert nearest in ran.err.split(";")[0] and how in ran.err
    assert ran.err.count(";") == 2  # three, not forty


def test_a_short_list_is_told_whole(run):
    err = run("query", "leverage", "--by", "yaer").err

    assert "year" in err and "content" in err and "manage.py codes" not in err


@pytest.mark.parametrize("name", ["metric", "content", "district", "province", "type", "source"])
def test_every_list_of_words_can_be_listed(run, name):
    rows = run("codes", name, "--format", "json").json

    assert len(rows) == len({row["code"] for row in rows}) > 3
    assert {
        "metric": "leverage",
        "content": "machinery_application",
        "district": "622",
        "province": "soc-trang",
        "type": "sme",
        "source": "w001",
    }[name] in {row["code"] for row in rows}
    assert rows[0]["code"] in run("codes", name).out


def test_by_year_a_place_with_reports_alone_takes_the_years_that_they_tell(run):
    told = run(
        "query",
        "state_support",
        "--province",
        "lam-dong",
        "--basis",
        "plan",
        "--by",
        "year",
        "--format",
        "json",
    ).json

    assert (told["filters"]["years"], told["filters"]["years_by_default"]) == ("2024-2025", True)
    assert [row["year"] for row in told["rows"]] == [2024, 2025]
    assert run("query", "state_support", "--province", "lam-dong", "--basis", "plan").code == 31
    assert (
        run("query", "state_support", "--province", "soc-trang", "--by", "year").code == 31
    )  # no single year is told as done


# Doctor


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_well_machine_gets_no_complaint(shipped_home):
    ran = in_a_process("doctor", "--port", str(free_port()), home=shipped_home)

    assert ran.returncode == 0
    assert "[hỏng]" not in ran.stdout.decode("utf-8")


def test_a_home_that_does_not_exist_yet_is_a_warning_and_is_not_made(run, empty_home):
    ran = run("doctor", home=empty_home)

    assert ran.code == 0
    assert "manage.py build" in ran.out
    assert not empty_home.root.exists()


def test_a_broken_home_is_told_line_by_line(run, own_home):
    name = own_home.pointer.read_text(encoding="utf-8").strip()
    (own_home.snapshots / name).write_bytes(b"torn")
    (own_home.snapshots / ".building-1.duckdb").write_bytes(b"left")
    lost = next(own_home.inbox.glob("*.csv"))
    lost.unlink()
    ran = run("doctor", "--lang", "en", home=own_home)

    assert ran.code == 50
    assert ran.out.count("[fail]") == 2
    assert "cannot be read" in ran.out
    assert "Received files are gone" in ran.out
    assert ".building-1.duckdb" in ran.out


def test_a_pointer_to_nothing_is_a_fault(run, own_home):
    own_home.pointer.write_text("gone.duckdb", encoding="utf-8")

    assert run("doctor", home=own_home).code == 50


# Serve


def test_a_taken_port_is_told_before_anything_is_done(run, empty_home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ran = run("serve", "--port", str(other.getsockname()[1]), home=empty_home)

    assert ran.code == 41
    assert "8600" in ran.err
    assert not empty_home.root.exists()


def test_serving_builds_first_where_there_is_nothing_and_ends_when_asked(empty_home, tmp_path):
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "DONBAY_HOME": str(empty_home.root)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        assert healthy(process, port), log.read_text(encoding="utf-8")
    finally:
        end(process)
    said = log.read_text(encoding="utf-8")
    assert "Đang dựng bản số liệu" in said
    assert f"http://127.0.0.1:{port}" in said
    assert empty_home.pointer.exists()
    assert free_again(port)


def healthy(process: subprocess.Popen, port: int) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with direct.open(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
                return answer.read() == b"ok"
        except OSError:
            time.sleep(0.1)
    return False


def end(process: subprocess.Popen) -> None:
    """As a service manager ends it: the command alone is asked; on Windows its children are named too."""
    if process.poll() is None and os.name == "nt":
        subprocess.run(["taskkill", "/PID", str(process.pid), "/T", "/F"], capture_output=True)
    elif process.poll() is None:
        process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)


def free_again(port: int) -> bool:
    from analytics.cli.doctor import port_free

    until = time.monotonic() + 10
    while time.monotonic() < until:
        if port_free(port):
            return True
        time.sleep(0.1)
    return False


def test_where_no_build_is_possible_the_older_snapshot_serves(own_home, capsys):
    from filelock import FileLock

    from analytics.cli.serving import have_snapshot

    good = own_home.pointer.read_text(encoding="utf-8").strip().removesuffix(".duckdb")
    (own_home.snapshots / "newer.duckdb").write_bytes(b"torn")
    own_home.pointer.write_text("newer.duckdb", encoding="utf-8")
    with FileLock(str(own_home.snapshots / "build.lock")):
        have_snapshot(own_home, "vi")

    assert own_home.pointer.read_text(encoding="utf-8") == f"{good}.duckdb"
    assert good in capsys.readouterr().err


def test_vietnamese_does_not_end_a_command_on_a_console_of_another_code_page(shipped_home):
    ran = in_a_process(
        "query", "leverage", home=shipped_home, PYTHONIOENCODING="cp1252", PYTHONUTF8="0", LC_ALL="C"
    )

    assert ran.returncode == 0
    assert "Hệ số đòn bẩy" in ran.stdout.decode("utf-8")
