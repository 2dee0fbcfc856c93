"""The doctor: what is the matter with a machine or a data home, each with what to do, in both languages."""

import shutil
import sys
from pathlib import PureWindowsPath

import pytest

from analytics.cli import doctor
from analytics.cli.doctor import Line, examine
from data import store
from data.paths import PROGRAM, Home
from tests.small_disk import leave_free, small_disk

PORT = 8599


def found(home: Home, what: str, program=PROGRAM) -> Line:
    (line,) = [line for line in examine(home, PORT, program) if line.what == what]
    return line


def test_a_whole_home_has_no_fault(shipped_home):
    assert [line for line in examine(shipped_home, PORT) if line.state == "fail"] == []


@pytest.mark.parametrize("state", ["ok", "warn", "fail"])
def test_every_line_can_be_said_in_both_languages_with_its_values(shipped_home, state, tmp_path):
    gone = examine(Home(tmp_path / "drive" / "donbay"), PORT)
    lines = [
        *examine(shipped_home, PORT),
        *gone,
        doctor._path(PureWindowsPath("D:\\" + "x" * 200)),
        doctor._console(1258),
    ]
    told = [(line.text("vi"), line.text("en")) for line in lines if line.state == state]
    assert told
    for vi, en in told:
        assert vi and en and "{" not in vi + en


def test_a_drive_that_is_gone_is_told_once_and_nothing_is_guessed_of_what_was_on_it(tmp_path):
    lines = examine(Home(tmp_path / "drive" / "donbay"), PORT)
    states = {line.what: line.state for line in lines}

    assert states["folder"] == "fail"
    assert not states.keys() & {"inbox", "pointer", "snapshot", "disk"}
    assert "DONBAY_HOME" in next(line for line in lines if line.what == "folder").text("en")


def test_a_file_where_a_folder_should_be_is_told(tmp_path):
    (tmp_path / "home").write_text("a file", encoding="utf-8")

    assert found(Home(tmp_path / "home"), "folder").state == "fail"


def test_leftovers_are_told_with_their_size(home):
    (home.snapshots / ".building-1.duckdb").write_bytes(bytes(30_000_000))
    spilt = home.snapshots / ".building-1.duckdb.tmp"
    spilt.mkdir()
    (spilt / "block").write_bytes(bytes(20_000_000))
    line = found(home, "leftovers")

    assert line.state == "warn"
    assert "0,05 GB" in line.text("vi") and "0.05 GB" in line.text("en")


def test_too_little_room_for_a_build_is_a_fault_and_little_a_warning(shipped_home, tmp_path):
    with small_disk(tmp_path / "disk", 60) as disk:
        home = Home(shutil.copytree(shipped_home.root, disk / "home"))
        assert found(home, "disk").state == "warn"
        leave_free(disk, 5_000_000)
        line = found(home, "disk")
        assert line.state == "fail"
        assert f"{line.values['megabytes']} MB" in line.text("vi")
        assert line.values["megabytes"] >= 2 * store.current_path(home).stat().st_size // 10**6


def test_a_console_of_another_code_page_and_a_path_too_long_for_windows_are_warnings():
    assert doctor._console(65001).state == "ok"
    assert "chcp 65001" in doctor._console(1258).text("vi")
    assert doctor._path(PureWindowsPath("D:\\donbay")).state == "ok"
    assert doctor._path(PureWindowsPath("D:\\" + "thư mục\\" * 25)).state == "warn"


def test_fonts_that_are_not_served_are_a_fault(shipped_home, tmp_path):
    program = tmp_path / "program"
    for name in (".streamlit", "pages/static", "data/reference"):
        shutil.copytree(PROGRAM / name, program / name)
    shutil.copy(PROGRAM / "requirements.txt", program)
    assert found(shipped_home, "fonts", program).state == "ok"
    assert found(shipped_home, "browser", program).state == "warn"  # it has no script that finds one
    config = program / ".streamlit" / "config.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("enableStaticServing = true", "enableStaticServing = false"), encoding="utf-8"
    )
    assert found(shipped_home, "fonts", program).state == "fail"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has locks on every file system.")
def test_locks_are_tried_and_nothing_is_left_of_it(home):
    before = sorted(path.name for path in home.root.rglob("*"))

    assert found(home, "locks").state == "ok"
    assert sorted(path.name for path in home.root.rglob("*")) == before
