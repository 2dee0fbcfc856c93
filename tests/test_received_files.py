"""What was received, told file by file: rows that came, rows that still count, and at whose screen a file that does not count stands."""

import json

import pytest

from analytics.notes import error_text
from analytics.text import LANGUAGES, say
from data import batches, received
from data.build import build, import_file, withdraw_file
from data.errors import AcceptedFaulty, FormatUnknown, ImportRefused
from data.finding import Finding
from data.store import current
from tests.test_pages import components, fresh, words_of, written
from tests.test_withdraw import run

HEAD = "source_id,province,kind,period_start,title,establishments\n"


@pytest.fixture
def send(home, tmp_path, monkeypatch):
    """send("a.csv", HEAD + "…") imports that file; the home is the one the screens read."""
    monkeypatch.setenv("DONBAY_HOME", str(home.root))

    def send(name: str, text: str):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return import_file(home, path)

    return send


def told(home, monkeypatch, capsys) -> dict[str, dict]:
    _, out, _ = run(home, monkeypatch, capsys, "files", "--format", "json")
    return {row["name"]: row for row in json.loads(out)}


def test_rows_received_are_told_apart_from_those_that_still_count(home, send, workbook, monkeypatch, capsys):
    send("cu.csv", f"{HEAD}so,Kon Tum,tư vấn,2020,Một,3\nso,Kon Tum,tư vấn,2020,Hai,3\nkhac,Kon Tum,tư vấn,2020,Ba,1\n")  # fmt: skip
    send("moi.csv", f"{HEAD}so,Kon Tum,tư vấn,2020,Một,5\n")
    send("rut.csv", f"{HEAD}rut,Kon Tum,tư vấn,2020,Một,5\n")
    import_file(home, workbook(120))
    import_file(home, workbook(90, "kon-tum-2.xlsx"))
    withdraw_file(home, "rut.csv")
    rows = told(home, monkeypatch, capsys)
    counts = {
        name: tuple(rows[name][key] for key in ("rows", "counting", "replaced", "withdrawn"))
        for name in ("cu.csv", "moi.csv", "rut.csv", "kon-tum.xlsx", "kon-tum-2.xlsx")
    }

    assert counts == {
        "cu.csv": (3, 1, 2, 0),
        "moi.csv": (1, 1, 0, 0),
        "rut.csv": (1, 0, 0, 1),
        "kon-tum.xlsx": (2, 0, 2, 0),
        "kon-tum-2.xlsx": (2, 2, 0, 0),
    }
    # What ships counts whole, lists without a place too.
    for row in rows.values():
        if row["status"] == "shipped":
            assert (row["counting"], row["replaced"]) == (row["rows"], 0), row["name"]


def test_an_award_that_another_source_tells_later_counts_once_in_the_list_of_files(home, send, monkeypatch, capsys):  # fmt: skip
    for name in ("một", "hai"):
        send(f"{name}.csv", f"source_id,province,product,level,round\n{name},Kon Tum,Cà phê,cấp tỉnh,2022\n")
    rows = told(home, monkeypatch, capsys)

    assert [rows[f"{name}.csv"]["counting"] for name in ("một", "hai")] == [0, 1]
    assert current(home).value("SELECT COUNT(*) FROM award WHERE province = 'kon-tum'") == 1


def test_a_plan_that_a_later_workbook_states_anew_is_told_as_replaced(home, send, tmp_path, monkeypatch, capsys):  # fmt: skip
    from tests.support_workbook import write_workbook
    from tests.worlds import money, project

    plan = {"province": "kon-tum", "programme": "Kế hoạch", "period_start": 2015, "period_end": 2015, "measure": "state_support", "tier": "local", "version": "original"}  # fmt: skip
    for name, value in (("a.xlsx", 100), ("b.xlsx", 120)):
        rows = [project(name, province="kon-tum", district_as_reported="Huyện Đăk Hà")]
        path = write_workbook(tmp_path / name, rows, [money(name, "local", 90, province="kon-tum")], plans=[plan | {"value": value * 1_000_000}])  # fmt: skip
        import_file(home, path)
    rows = told(home, monkeypatch, capsys)

    assert [rows[name]["replaced"] for name in ("a.xlsx", "b.xlsx")] == [1, 0]


def test_the_table_for_a_reader_has_a_column_for_each(home, send, monkeypatch, capsys):
    send("cu.csv", f"{HEAD}so,Kon Tum,tư vấn,2020,Một,3\n")
    send("moi.csv", f"{HEAD}so,Kon Tum,tư vấn,2020,Hai,5\n")
    _, out, _ = run(home, monkeypatch, capsys, "files")

    assert all(word in out.splitlines()[0] for word in ("Dòng nhận", "Còn tính", "Bị thay", "Đã rút"))
    (line,) = [line for line in out.splitlines() if " cu.csv " in line]
    assert line.split()[-4:-1] == ["1", "0", "1"]


def panels(page) -> list[str]:
    return [data["html"] for name, data in components(page) if name == "panel"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_file_is_told_at_its_province_and_one_without_a_province_apart(home, send, language):
    with pytest.raises(ImportRefused):  # no row of it can be read, but its province can
        send("loi.csv", f"{HEAD}so,Kon Tum,du lịch,2020,Một,3\n")
    with pytest.raises(FormatUnknown):
        send("danh-ba.csv", "họ tên,điện thoại\nA,1\n")
    with pytest.raises(ImportRefused):
        send("khong-ro.csv", f"{HEAD}so,Kon Tun Tum,tư vấn,2020,Một,3\n")
    for province, mine in (("kon-tum", True), ("lam-dong", False)):
        page = fresh("chat-luong", province=province, lang=language)
        apart = [panel for panel in panels(page) if "data-mark='unplaced'" in panel]
        own = [panel for panel in panels(page) if "data-mark='files'" in panel]

        assert say("quality.unplaced", language) in words_of(page)
        assert len(apart) == 1 and "danh-ba.csv" in apart[0] and "khong-ro.csv" in apart[0]
        assert "loi.csv" not in apart[0] and "danh-ba.csv" not in own[0]
        assert ("loi.csv" in own[0]) is mine
    (file,) = [f for f in received.files(home) if f.entry.name == "loi.csv"]
    assert file.provinces == ("kon-tum",)


def test_a_province_of_today_lists_the_refused_files_of_its_parts(home, send):
    with pytest.raises(ImportRefused):
        send("loi.csv", f"{HEAD}so,Kon Tum,du lịch,2020,Một,3\n")

    assert "loi.csv" in written(fresh("chat-luong", province="quang-ngai-2025"))
    assert say("quality.unplaced", "vi") not in words_of(fresh("chat-luong", province="quang-ngai-2025"))


def test_a_file_that_a_newer_version_reads_with_errors_stops_the_build_and_loses_no_row(
    home, send, workbook, monkeypatch
):
    """The stricter reader stands for a later version of the program."""
    send("cu.csv", f"{HEAD}so,Kon Tum,tư vấn,2020,Một,3\n")
    before = current(home)
    read = batches.read

    def stricter(home, entry):
        got = read(home, entry)
        if entry.name == "cu.csv":
            got.findings.append(Finding("cell_bad", "error", "cu.csv", row=2))
        return got

    monkeypatch.setattr(batches, "read", stricter)
    monkeypatch.setattr(batches, "reader_version", lambda: "later")
    with pytest.raises(AcceptedFaulty) as by_build:
        build(home)
    with pytest.raises(AcceptedFaulty):
        import_file(home, workbook(120))

    assert (by_build.value.values["files"], by_build.value.values["n"]) == ("cu.csv", 1)
    assert by_build.value.values["findings"][0].row == 2
    assert "cu.csv" in error_text(by_build.value, "vi") and "withdraw" in error_text(by_build.value, "en")
    assert current(home) == before

    withdraw_file(home, "cu.csv")
    import_file(home, workbook(120))  # its own door was never closed
    assert current(home) != before


def test_the_rows_of_every_file_add_up_whatever_became_of_it(home, send, tmp_path, monkeypatch, capsys):
    send("cu.csv", f"{HEAD}so,Kon Tum,tư vấn,2020,Một,3\nkhac,Kon Tum,tư vấn,2020,Ba,1\n")
    send("moi.csv", f"{HEAD}so,Kon Tum,tư vấn,2020,Một,5\n")
    send("rut.csv", f"{HEAD}rut,Kon Tum,tư vấn,2020,Một,5\n")
    withdraw_file(home, "rut.csv")
    with pytest.raises(ImportRefused):  # two rows can be read, one cannot
        send("loi.csv", f"{HEAD}so,Kon Tum,tư vấn,2020,Một,3\nso,Kon Tum,lớp,2020,Hai,3\nso,Kon Tum,tư vấn,2020,Ba,ba\n")  # fmt: skip
    rows = told(home, monkeypatch, capsys)

    assert (rows["loi.csv"]["rows"], rows["loi.csv"]["not_counted"]) == (3, 3)
    assert {
        name: row["rows"] - sum(row[part] for part in ("counting", "replaced", "withdrawn", "not_counted"))
        for name, row in rows.items()
    } == dict.fromkeys(rows, 0)
