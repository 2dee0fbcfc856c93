"""From files to a published snapshot: whatever stops a build, what was published serves on, and nothing is lost."""

import contextlib
import errno
import os
import shutil
import subprocess
import sys

import duckdb
import pytest

from analytics.filters import Filters
from analytics.query import ask
from data import build as building
from data import inbox, store
from data.build import build, import_file
from data.errors import (
    BuildBusy,
    DiskFull,
    FileNotFound,
    FolderReadOnly,
    FormatUnknown,
    ImportRefused,
    SnapshotCorrupt,
    SnapshotMissing,
    SnapshotSchema,
)
from data.paths import PROGRAM, Home
from data.store import current
from tests.support_workbook import write_workbook
from tests.worlds import MILLION, money, project

PLACE = {"province": "kon-tum"}
HERE = Filters(province="kon-tum")


@pytest.fixture
def home(shipped_home, tmp_path) -> Home:
    """A data home of one's own with the shipped snapshot published."""
    shutil.copytree(shipped_home.root, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def workbook(tmp_path):
    """A workbook of one project in Kon Tum, with its amount in triệu đồng."""

    def write(amount: float, name: str = "kon-tum.xlsx"):
        rows = [project("KT-1", district_as_reported="Huyện Đăk Hà", **PLACE)]
        return write_workbook(tmp_path / name, rows, [money("KT-1", "local", amount, **PLACE)])

    return write


def support(home: Home):
    return ask(current(home), "state_support", (), HERE).value


def leftovers(home: Home) -> list:
    return list(home.snapshots.glob(".building-*"))


# What is under the pointer


def test_without_a_snapshot_it_is_said_and_nothing_is_made(tmp_path):
    with pytest.raises(SnapshotMissing):
        current(Home(tmp_path / "nowhere"))
    assert list(tmp_path.iterdir()) == []


def test_a_snapshot_of_another_version_is_told_with_both_versions(home):
    path = store.current_path(home)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE snapshot SET schema_version = 999")

    with pytest.raises(SnapshotSchema) as caught:
        current(home)
    assert (caught.value.values["found"], caught.value.values["expected"]) == (999, store.SCHEMA_VERSION)


def test_a_corrupt_file_under_the_pointer_is_told_and_the_next_build_makes_it_anew(home):
    # Not opened before: a process that has it open reads on from memory.
    path = store.current_path(home)
    path.write_bytes(b"no database")

    with pytest.raises(SnapshotCorrupt):
        current(home)
    assert build(home).new
    assert current(home).id == path.stem


@pytest.mark.parametrize("named", ["gone.duckdb", "../inbox", "", "."])
def test_a_pointer_to_what_is_no_snapshot_is_told(home, named):
    home.pointer.write_text(named, encoding="utf-8")

    with pytest.raises(SnapshotCorrupt):
        current(home)


# The same input


def contents(path) -> dict[str, list]:
    """Table -> its rows in one order, but for the time at which the snapshot was built."""
    with duckdb.connect(str(path), read_only=True) as connection:
        names = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
        ).fetchall()
        tables = {}
        for schema, name in names:
            columns = "id, schema_version, content_hash, files" if name == "snapshot" else "*"
            rows = connection.execute(f'SELECT {columns} FROM "{schema}"."{name}" ORDER BY ALL').fetchall()
            tables[f"{schema}.{name}"] = rows
        return tables


def test_after_wiping_all_but_the_inbox_the_same_snapshot_is_built_again(home, workbook):
    first = import_file(home, workbook(120))
    before = contents(first.path)
    store.current(home).close()
    shutil.rmtree(home.batches)
    shutil.rmtree(home.snapshots)

    again = build(home)
    assert (again.new, again.id) == (True, first.id)
    assert contents(again.path) == before


def test_building_again_makes_nothing_new(home):
    before = current(home).id
    again = build(home)

    assert (again.new, again.id) == (False, before)


# Imports


def test_an_accepted_workbook_is_counted_and_one_million_more_moves_the_answer_by_one_million(home, workbook):
    import_file(home, workbook(120))
    assert support(home) == 120 * MILLION

    import_file(home, workbook(121, "later.xlsx"))
    assert support(home) == 121 * MILLION


def test_a_later_workbook_with_the_same_code_supersedes_and_the_earlier_is_kept_and_told(home, workbook):
    import_file(home, workbook(120))
    built = import_file(home, workbook(90, "later.xlsx"))

    assert ask(current(home), "projects", (), HERE).value == 1
    assert support(home) == 90 * MILLION
    assert current(home).value("SELECT COUNT(*) FROM staging.project WHERE province = 'kon-tum'") == 2
    assert [f.value for f in built.findings if f.code == "project_superseded"] == ["KT-1"]


def test_the_same_file_twice_changes_nothing(home, workbook):
    first = import_file(home, workbook(120))
    entries = inbox.entries(home)
    again = import_file(home, workbook(120))

    assert (again.new, again.id) == (False, first.id)
    assert inbox.entries(home) == entries
    assert support(home) == 120 * MILLION


def test_a_refused_file_is_kept_and_nothing_of_it_is_counted(home, workbook, tmp_path):
    before = current(home).id
    rows = [project("KT-1", **PLACE), project("KT-1", **PLACE)]
    bad = write_workbook(tmp_path / "bad.xlsx", rows, [money("KT-1", "local", 5, **PLACE)])

    with pytest.raises(ImportRefused) as caught:
        import_file(home, bad)
    assert [(f.code, f.sheet, f.row) for f in caught.value.values["findings"] if f.level == "error"] == [
        ("project_repeated", "Đề án", 3)
    ]
    (entry,) = [e for e in inbox.entries(home) if e.name == "bad.xlsx"]
    assert entry.status == inbox.REFUSED
    assert entry.path(home).read_bytes() == bad.read_bytes()
    assert current(home).id == before
    assert build(home).id == before


def test_a_file_of_no_known_format_is_told_with_what_was_found(home, tmp_path):
    path = tmp_path / "danh-ba.csv"
    path.write_text("họ tên,điện thoại\nA,1\n", encoding="utf-8")
    before = current(home).id

    with pytest.raises(FormatUnknown) as caught:
        import_file(home, path)
    assert "họ tên" in caught.value.values["found"]
    assert build(home).id == before


def test_a_file_that_is_not_there_is_told(home, tmp_path):
    with pytest.raises(FileNotFound):
        import_file(home, tmp_path / "none.xlsx")


def test_ten_yearly_totals_from_a_csv_answer_for_the_province(home, tmp_path):
    heading = "source_id,province,period_start,period_end,tier,content,basis,measure,value,unit,district,quote,note,verified"
    lines = [
        f"so-lieu,Kon Tum,{year},{year},all,,actual,state_support,{1000 + year},triệu đồng,,,,"
        for year in range(2013, 2023)
    ]
    path = tmp_path / "tong-hop.csv"
    path.write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
    import_file(home, path)

    snapshot = current(home)
    by_year = ask(snapshot, "state_support", ("year",), HERE).by()
    assert {year: row["value"] for year, row in by_year.items()} == {
        y: (1000 + y) * MILLION for y in range(2013, 2023)
    }
    whole = ask(snapshot, "state_support", (), HERE.but(years=(2013, 2022)))
    assert (whole.value, whole.basis) == (sum(1000 + y for y in range(2013, 2023)) * MILLION, "reported")
    assert ask(snapshot, "state_support", (), HERE.but(years=(2015, 2015))).value == 3015 * MILLION


def test_a_district_of_its_day_is_placed_in_the_district_that_holds_its_area_on_the_last_day(home, tmp_path):
    written = [
        ("L-1", "long-an", "Huyện Mộc Hóa", 2012, "798"),
        ("L-2", "long-an", "Thị xã Kiến Tường", 2013, "795"),
        ("L-3", "long-an", "Kiến Tường", 2012, None),  # it did not exist yet
        ("T-1", "ho-chi-minh", "Quận 2", 2015, "769"),
        ("T-2", "ho-chi-minh", "Quận 9", 2015, "769"),
        ("T-3", "ho-chi-minh", "Thành phố Thủ Đức", 2022, "769"),
    ]
    rows = [
        project(code, province=p, district_as_reported=name, plan_year=year)
        for code, p, name, year, _ in written
    ]
    built = import_file(home, write_workbook(tmp_path / "places.xlsx", rows))

    found = current(home).rows(
        "SELECT code, district_then, district_code FROM project WHERE province IN ('long-an', 'ho-chi-minh')"
    )
    assert {row["code"]: row["district_code"] for row in found} == {code: now for code, *_, now in written}
    assert {row["code"]: row["district_then"] for row in found}["T-2"] == "763"
    assert [f.value for f in built.findings if f.code == "district_unknown"] == ["Kiến Tường"]
    name = current(home).value("SELECT name FROM district WHERE district_code = '769'")
    assert name == "Thành phố Thủ Đức"


# Builds that are stopped, and two at once

_CHILD = """
import sys, time
from pathlib import Path
from data import build as building
from data.paths import Home

def say(step, done, of):
    print(step, flush=True)
    if step == sys.argv[2]:
        time.sleep(600)

write = building._write
def stop_when_written(*given):
    found = write(*given)
    say("written", 0, 0)
    return found

building._write = stop_when_written
building.import_file(Home(Path(sys.argv[1])), Path(sys.argv[3]), say)
"""


@contextlib.contextmanager
def stopped_at(home: Home, step: str, path):
    """An import in a process of its own, standing at a step; killed at the end."""
    arguments = [sys.executable, "-c", _CHILD, str(home.root), step, str(path)]
    child = subprocess.Popen(arguments, cwd=PROGRAM, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        for line in child.stdout:
            if line.strip() == step:
                break
        assert child.poll() is None, f"the import never came to {step}"
        yield
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


@pytest.mark.parametrize("step", ["receive", "read", "marts", "check", "written"])
def test_a_build_killed_at_any_moment_leaves_the_old_snapshot_serving_and_the_next_build_works(
    home, workbook, step
):
    before = current(home).id
    with stopped_at(home, step, workbook(120)):
        pass

    assert store.current_path(home).stem == before
    assert current(home).value("SELECT COUNT(*) FROM project") > 0
    assert build(home).new
    assert support(home) == 120 * MILLION
    assert leftovers(home) == []


def test_two_builds_at_once_are_refused_and_the_readers_do_not_notice(home, workbook):
    before = current(home).id
    with stopped_at(home, "marts", workbook(120)):
        with pytest.raises(BuildBusy):
            build(home)
        with pytest.raises(BuildBusy):
            import_file(home, workbook(130, "other.xlsx"))
        assert current(home).id == before
    assert not any(e.name == "other.xlsx" for e in inbox.entries(home))


def test_a_build_that_fails_at_its_last_step_publishes_nothing(home, workbook, monkeypatch):
    before = current(home).id

    def full(path):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(building, "_flush", full)
    with pytest.raises(DiskFull):
        import_file(home, workbook(120))

    assert store.current_path(home).stem == before
    assert leftovers(home) == []


# A folder that cannot be written to

_UNPRIVILEGED = """
import os, sys
from pathlib import Path
from data.build import build
from data.errors import FolderReadOnly
from data.paths import Home
os.chdir(sys.argv[1])
if os.geteuid() == 0:  # root may write anywhere: become nobody
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    build(Home(Path(".")))
except FolderReadOnly:
    print("read-only")
"""


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_what_a_machine_says_of_a_folder_it_may_not_write_to_becomes_one_error(tmp_path, number):
    assert isinstance(inbox.as_user_error(OSError(number, "refused"), tmp_path), FolderReadOnly)


if os.name == "posix":  # Windows knows no folder that its owner may not write to

    def test_a_folder_that_may_not_be_written_to_is_told(tmp_path):
        folder = tmp_path / "home"
        folder.mkdir()
        folder.chmod(0o555)
        arguments = [sys.executable, "-c", _UNPRIVILEGED, str(folder)]
        done = subprocess.run(
            arguments, cwd=PROGRAM, capture_output=True, text=True, encoding="utf-8", timeout=120
        )

        assert (done.stdout.strip(), done.returncode) == ("read-only", 0), done.stderr
        assert list(folder.iterdir()) == []


def test_a_file_where_the_folder_should_be_is_no_traceback(tmp_path):
    (tmp_path / "home").write_text("a file", encoding="utf-8")

    with pytest.raises(FolderReadOnly):
        build(Home(tmp_path / "home"))
