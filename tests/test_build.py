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
from data import inbox, making, room, store
from data.build import build, import_file
from data.errors import (
    BuildBusy,
    DiskFull,
    FolderReadOnly,
    SnapshotCorrupt,
    SnapshotMissing,
    SnapshotSchema,
)
from data.paths import PROGRAM, Home
from data.store import current
from tests.worlds import MILLION

PLACE = {"province": "kon-tum"}
HERE = Filters(province="kon-tum")


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


# Builds that are stopped, and two at once

_CHILD = """
import sys, time
from pathlib import Path
from data import build as building, making
from data.paths import Home

def say(step, done, of):
    print(step, flush=True)
    if step == sys.argv[2]:
        time.sleep(600)

write = making.write
def stop_when_written(*given):
    found = write(*given)
    say("written", 0, 0)
    return found

making.write = stop_when_written
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
def test_an_import_killed_at_any_moment_leaves_the_old_state_and_can_be_done_again(home, workbook, step):
    before, files = current(home).id, inbox.entries(home)
    with stopped_at(home, step, workbook(120)):
        pass

    assert store.current_path(home).stem == before
    assert current(home).value("SELECT COUNT(*) FROM project") > 0
    assert [e for e in inbox.entries(home) if e.status == inbox.ACCEPTED] == files
    assert build(home).id == before
    import_file(home, workbook(120))
    assert support(home) == 120 * MILLION
    assert leftovers(home) == []


@pytest.mark.parametrize("step", ["read", "marts", "written"])
def test_an_old_file_given_again_and_killed_midway_does_not_move(home, workbook, step):
    import_file(home, workbook(120))
    before = import_file(home, workbook(90, "later.xlsx")).id
    files = inbox.entries(home)
    with stopped_at(home, step, workbook(120)):
        pass

    assert inbox.entries(home) == files
    assert build(home).id == before
    assert support(home) == 90 * MILLION


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

    monkeypatch.setattr(making, "flush", full)
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
    assert isinstance(room.as_user_error(OSError(number, "refused"), tmp_path), FolderReadOnly)


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
