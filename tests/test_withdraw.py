"""Taking out a file that was imported by mistake, and the list of what was received."""

import json
import os
import signal
import subprocess
import sys

import pytest

import manage
from analytics.filters import Filters
from analytics.query import ask
from data import inbox, received
from data.build import build, import_file, withdraw_file
from data.errors import (
    FileAmbiguous,
    FileNotCounted,
    FileNotReceived,
    FileShipped,
    FormatUnknown,
    ImportRefused,
)
from data.paths import PROGRAM, Home
from data.store import current
from tests.support_workbook import write_workbook
from tests.worlds import MILLION, money, project

HERE = Filters(province="kon-tum")
HEADINGS = "source_id,province,period_start,period_end,tier,basis,measure,value,unit"


def support(home: Home):
    return ask(current(home), "state_support", (), HERE).value


def figures(folder, name: str, *values: int):
    lines = [
        f"bao-cao,Kon Tum,{2013 + at},{2013 + at},tất cả,thực hiện,kinh phí hỗ trợ,{value},triệu đồng"
        for at, value in enumerate(values)
    ]
    path = folder / name
    path.write_text("\n".join([HEADINGS, *lines]) + "\n", encoding="utf-8")
    return path


def status(home: Home, name: str) -> str:
    (entry,) = [e for e in inbox.entries(home) if e.name == name]
    return entry.status


def run(home: Home, monkeypatch, capsys, *arguments: str):
    monkeypatch.setenv("DONBAY_HOME", str(home.root))
    capsys.readouterr()
    code = manage.main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_withdrawn_file_no_longer_counts_and_is_kept_and_the_snapshot_is_that_of_before(home, workbook):
    before = current(home).id
    path = workbook(120)
    import_file(home, path)
    gone = withdraw_file(home, "kon-tum.xlsx").withdrawn

    assert (support(home), current(home).id) == (None, before)
    assert (gone.projects, gone.projects_back, gone.provinces) == (1, 0, ("kon-tum",))
    (entry,) = [e for e in inbox.entries(home) if e.name == "kon-tum.xlsx"]
    assert (entry.status, entry.path(home).read_bytes()) == (inbox.WITHDRAWN, path.read_bytes())
    assert build(home).id == before


def test_rows_that_a_withdrawn_file_had_replaced_count_again(home, workbook, tmp_path):
    import_file(home, workbook(120))
    import_file(home, figures(tmp_path, "cu.csv", 10, 20))
    first = current(home).id
    import_file(home, workbook(90, "moi.xlsx"))
    gone = withdraw_file(home, "moi.xlsx").withdrawn

    assert (support(home), current(home).id) == ((120 + 10 + 20) * MILLION, first)
    assert (gone.projects, gone.projects_back) == (1, 1)
    import_file(home, figures(tmp_path, "moi.csv", 11))
    gone = withdraw_file(home, "moi.csv").withdrawn
    assert (gone.figures, gone.figures_back) == (1, 2)
    assert current(home).id == first


@pytest.mark.parametrize(
    ("mart", "heads", "row", "words"),
    [
        ("activity", "source_id,province,kind,period_start,title", "so,Kon Tum,hội chợ,{},Hội chợ", "hoạt động"),
        ("award", "source_id,province,product,level,round", "so,Kon Tum,Cà phê,cấp tỉnh,{}", "giấy chứng nhận sản phẩm"),
        (
            "collaborator", "source_id,province,area,area_level,role,year,filled", "so,Kon Tum,Huyện Đăk Tô,huyện,cộng tác viên,{},1",
            "dòng cộng tác viên, cán bộ",
        ),
    ],
)  # fmt: skip
def test_rows_of_a_list_that_a_withdrawn_file_had_replaced_count_again_and_it_is_said(home, tmp_path, monkeypatch, capsys, mart, heads, row, words):  # fmt: skip
    def send(name: str, *years: int):
        path = tmp_path / name
        path.write_text("\n".join([heads, *(row.format(year) for year in years)]) + "\n", encoding="utf-8")
        import_file(home, path)

    send("cu.csv", 2020, 2021, 2022)
    first = current(home).id
    send("moi.csv", 2020, 2021)
    gone = withdraw_file(home, "cu.csv").withdrawn
    assert (gone.rows, gone.lists, gone.lists_back, gone.provinces) == (3, {mart: 0}, {mart: 0}, ("kon-tum",))
    withdraw_file(home, "moi.csv")
    send("cu.csv", 2020, 2021, 2022)
    send("moi.csv", 2020, 2021)
    _, out, _ = run(home, monkeypatch, capsys, "withdraw", "moi.csv")
    assert (
        f"không còn tính 2 {words}, Kon Tum (đến 30/06/2025); 3 dòng danh sách của tệp trước được tính lại"
        in out
    )
    assert current(home).value(f"SELECT COUNT(*) FROM {mart} WHERE province = 'kon-tum'") == 3
    assert current(home).id == first


def test_of_an_earlier_file_only_what_still_counted_is_told_as_gone(home, workbook):
    import_file(home, workbook(120))
    import_file(home, workbook(90, "moi.xlsx"))
    gone = withdraw_file(home, "kon-tum.xlsx").withdrawn

    assert (gone.rows, gone.projects, gone.projects_back) == (2, 0, 0)
    assert support(home) == 90 * MILLION


def test_a_withdrawn_file_can_be_imported_again_and_then_stands_last(home, workbook):
    first = workbook(120)
    import_file(home, first)
    import_file(home, workbook(90, "moi.xlsx"))
    withdraw_file(home, "kon-tum.xlsx")
    again = import_file(home, first)

    assert support(home) == 120 * MILLION
    assert again.arrival.projects_replaced == 1
    assert status(home, "kon-tum.xlsx") == inbox.ACCEPTED


def test_what_cannot_be_withdrawn_is_told_and_changes_nothing(home, workbook, tmp_path):
    import_file(home, workbook(120))
    (tmp_path / "hai").mkdir()
    rows = [project("KT-2", province="kon-tum")]
    import_file(home, write_workbook(tmp_path / "hai" / "kon-tum.xlsx", rows, [money("KT-2", "local", 5, province="kon-tum")]))  # fmt: skip
    import_file(home, figures(tmp_path, "so.csv", 1))
    withdraw_file(home, "so.csv")
    before, entries = current(home).id, inbox.entries(home)

    for name, error in (
        ("kon-tum.xlsx", FileAmbiguous), ("so.csv", FileNotCounted), ("khong-co.csv", FileNotReceived),
        ("reported_figures.csv", FileShipped), ("tinh-mau-mo-phong.xlsx", FileShipped),
    ):  # fmt: skip
        with pytest.raises(error):
            withdraw_file(home, name)
    assert (current(home).id, inbox.entries(home)) == (before, entries)


def test_one_of_two_files_of_one_name_goes_by_its_mark(home, workbook, tmp_path):
    import_file(home, workbook(120))
    rows = [project("KT-2", province="kon-tum")]
    (tmp_path / "hai").mkdir()
    import_file(home, write_workbook(tmp_path / "hai" / "kon-tum.xlsx", rows, [money("KT-2", "local", 5, province="kon-tum")]))  # fmt: skip
    second = [e for e in inbox.entries(home) if e.name == "kon-tum.xlsx"][-1]
    withdraw_file(home, second.sha256[:12])

    assert support(home) == 120 * MILLION


@pytest.mark.parametrize("moment", ["before it is announced", "before the pointer", "after the pointer"])
def test_a_withdrawal_that_is_killed_is_done_wholly_or_not_at_all(home, workbook, moment):
    import_file(home, workbook(120))
    before = current(home).id
    stop, turn = {
        "before it is announced": ("inbox.announce", 1),
        "before the pointer": ("build._publish", 1),
        "after the pointer": ("build._sweep", 2),  # the first tidies up before
    }[moment]
    code = f"""import os, signal
from data import build, inbox
from data.paths import home
calls = []
def die(*given):
    calls.append(given)
    if len(calls) == {turn}:
        os.kill(os.getpid(), signal.{"SIGKILL" if hasattr(signal, "SIGKILL") else "SIGTERM"})
{stop} = die
build.withdraw_file(home(), 'kon-tum.xlsx')"""
    killed = subprocess.run([sys.executable, "-c", code], cwd=PROGRAM, env={**os.environ, "DONBAY_HOME": str(home.root)}, timeout=120)  # fmt: skip

    assert killed.returncode != 0
    if moment == "after the pointer":
        assert status(home, "kon-tum.xlsx") == inbox.WITHDRAWN
    else:
        assert (current(home).id, support(home)) == (before, 120 * MILLION)
        assert status(home, "kon-tum.xlsx") == inbox.ACCEPTED
        withdraw_file(home, "kon-tum.xlsx")
    assert support(home) is None
    assert build(home).id == current(home).id != before


def test_the_list_of_files_tells_status_rows_and_why(home, workbook, tmp_path, monkeypatch, capsys):
    import_file(home, workbook(120))
    bad, strange = figures(tmp_path, "loi.csv", 1), tmp_path / "danh-ba.csv"
    bad.write_text(bad.read_text(encoding="utf-8").replace("tất cả", "huyện"), encoding="utf-8")
    strange.write_text("họ tên,điện thoại\nA,1\n", encoding="utf-8")
    for path, error in ((bad, ImportRefused), (strange, FormatUnknown)):
        with pytest.raises(error):
            import_file(home, path)
    bad.unlink()
    _, out, _ = run(home, monkeypatch, capsys, "files", "--format", "json", "--lang", "en")
    told = {row["name"]: row for row in json.loads(out)}

    assert {name: told[name]["status"] for name in ("kon-tum.xlsx", "loi.csv", "danh-ba.csv", "sources.csv")} == {
        "kon-tum.xlsx": "accepted", "loi.csv": "refused", "danh-ba.csv": "refused", "sources.csv": "shipped",
    }  # fmt: skip
    assert told["kon-tum.xlsx"]["tables"] == {"project": 1, "funding": 1}
    assert [(f["row"], f["column"], f["found"], f["expected"]) for f in told["loi.csv"]["findings"]] == [
        (2, "tier", "huyện", "all | national | local")
    ]
    assert "họ tên" in told["danh-ba.csv"]["reason"]
    _, out, _ = run(home, monkeypatch, capsys, "files")
    (line,) = [line for line in out.splitlines() if "loi.csv" in line]
    assert "bị từ chối" in line


def test_why_a_file_was_refused_is_kept_where_its_batch_is_gone_or_never_was(home, tmp_path):
    bad = figures(tmp_path, "loi.csv", 1)
    bad.write_text(bad.read_text(encoding="utf-8").replace("tất cả", "huyện"), encoding="utf-8")
    with pytest.raises(ImportRefused):
        import_file(home, bad)
    for folder in home.batches.glob("*/findings.parquet"):
        folder.unlink()
        (folder.parent / "batch.json").unlink()
    (file,) = [f for f in received.files(home) if f.entry.name == "loi.csv"]

    assert (file.errors, file.error, file.findings[0].value) == (1, "error.import_refused", "huyện")


def test_the_command_says_what_no_longer_counts_in_the_readers_language(home, workbook, tmp_path, monkeypatch, capsys):  # fmt: skip
    import_file(home, workbook(120))
    import_file(home, workbook(90, "moi.xlsx"))
    code, out, _ = run(home, monkeypatch, capsys, "withdraw", "moi.xlsx")
    assert code == 0
    assert (
        "moi.xlsx: Đã rút; không còn tính 1 đề án, Kon Tum (đến 30/06/2025); 1 đề án của tệp trước được tính lại."
        in out
    )
    code, out, _ = run(home, monkeypatch, capsys, "withdraw", "kon-tum.xlsx", "--lang", "en")
    assert "no longer counted: 1 projects, Kon Tum (until 30/06/2025); no older row counts again" in out
    code, _, err = run(home, monkeypatch, capsys, "withdraw", "kon-tum.xlsx")
    assert code == FileNotCounted.exit_code and "đã rút" in err
    code, _, err = run(home, monkeypatch, capsys, "withdraw", "reported_figures.csv", "--lang", "en")
    assert code == FileShipped.exit_code and "ships with the product" in err
