"""The snapshot as it is held open: let go when it is replaced, read on when its folder is gone, opened anew after damage."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from data import store
from data.build import import_file
from data.errors import FolderGone, SnapshotCorrupt, SnapshotGone, SnapshotMissing
from data.paths import PROGRAM, Home
from tests.small_disk import small_disk


def open_files() -> set[str]:
    """What this process has open below a data home, as the system tells it."""
    files = Path("/proc/self/fd")
    return {os.readlink(file) for file in files.iterdir() if file.is_symlink()}


def count(snapshot) -> int:
    return snapshot.value("SELECT COUNT(*) FROM project")


def test_a_replaced_snapshot_is_closed_with_its_last_reader_and_opened_again_for_who_asks_later(
    home, workbook
):
    old = store.current(home)
    with old.reading():
        import_file(home, workbook(120))
        new = store.current(home)
        assert (new.id != old.id, old.is_open, new.is_open) == (True, True, True)
        assert count(new) == count(old) + 1
    assert not old.is_open
    if sys.platform == "linux":
        assert str(old.path) not in open_files()
        assert str(new.path) in open_files()
    assert count(old) == count(new) - 1
    assert not old.is_open
    old.path.unlink()  # on Windows only a closed file can be
    assert count(store.current(home)) == count(new)


def test_going_back_to_an_older_snapshot_holds_that_one_open(home, workbook):
    old = store.current(home)
    import_file(home, workbook(120))
    new = store.current(home)
    home.pointer.write_text(old.path.name, encoding="utf-8")

    again = store.current(home)
    assert (again.id, again.is_open, new.is_open) == (old.id, True, False)


def test_what_was_damaged_while_it_was_open_is_told_and_read_again_once_it_is_whole(home):
    snapshot = store.current(home)
    path, whole = snapshot.path, snapshot.path.read_bytes()
    snapshot.close()
    times = path.stat()
    path.write_bytes(whole[:20_000] + bytes(len(whole) - 20_000))
    with pytest.raises(SnapshotCorrupt):
        snapshot.rows("SELECT * FROM cube")
    assert not snapshot.is_open
    path.write_bytes(whole)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert store.current(home) is snapshot
    assert snapshot.rows("SELECT * FROM cube")


if os.name == "posix":  # Windows moves no folder in which a file is open

    def test_a_folder_that_went_away_is_read_on_from_what_is_open(home):
        held = store.current(home)
        gone = home.root.rename(home.root.with_name("away"))
        with pytest.raises(FolderGone):
            store.current(home)
        snapshot, matter = store.serving(home)
        assert snapshot is held
        assert isinstance(matter, FolderGone)
        assert len(snapshot.rows("SELECT * FROM cube")) > 100
        gone.rename(home.root)
        assert store.serving(home) == (held, None)

    def test_a_file_that_was_removed_is_read_on_only_as_what_the_pointer_names(home):
        held = store.current(home)
        held.path.rename(home.root / "elsewhere")
        assert store.serving(home)[0] is held
        assert isinstance(store.serving(home)[1], SnapshotGone)
        home.pointer.write_text("another.duckdb", encoding="utf-8")
        with pytest.raises(SnapshotGone):
            store.serving(home)


def test_a_drive_that_was_unmounted_is_read_on_and_read_again_once_it_is_back(shipped_home, tmp_path):
    home = Home(tmp_path / "drive" / "home")
    with small_disk(tmp_path / "drive", 60):
        shutil.copytree(shipped_home.root, home.root)
        held = store.current(home)
    assert isinstance(store.serving(home)[1], FolderGone)
    assert len(store.serving(home)[0].rows("SELECT * FROM cube")) > 100
    (tmp_path / "drive").rmdir()
    with small_disk(tmp_path / "drive", 60):
        shutil.copytree(shipped_home.root, home.root)
        snapshot, matter = store.serving(home)
        assert (snapshot.id, matter) == (held.id, None)
        store.forget()


def test_without_anything_open_a_missing_folder_is_no_snapshot_and_a_missing_drive_is_gone(tmp_path):
    with pytest.raises(SnapshotMissing):
        store.serving(Home(tmp_path / "new"))
    with pytest.raises(FolderGone):
        store.serving(Home(tmp_path / "drive" / "donbay"))


_READER = """
import os, sys
from pathlib import Path
from data import store
from data.build import build
from data.errors import UserError
from data.paths import Home
os.chdir(Path(sys.argv[1]).parent)  # the folders above are nobody's business, and may be closed to nobody
home = Home(Path("home"))
print(len(store.current(home).rows("SELECT * FROM district")) > 0, flush=True)
print("open", flush=True)
sys.stdin.readline()
if os.geteuid() == 0:  # root may read everything: become nobody
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
snapshot, matter = store.serving(home)
print(type(matter).__name__, len(snapshot.rows("SELECT * FROM cube")) > 0, flush=True)
try:
    build(home)
except UserError as error:
    print(type(error).__name__, flush=True)
"""

if os.name == "posix":  # chmod takes no right to read away on Windows

    def test_a_folder_that_may_no_longer_be_read_is_told_and_read_on(home):
        for folder in (home.root.parent, home.root):
            folder.chmod(0o755)
        with subprocess.Popen(
            [sys.executable, "-c", _READER, str(home.root)],
            cwd=PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        ) as reader:  # fmt: skip
            said = [reader.stdout.readline().strip() for _ in range(2)]
            home.root.chmod(0o000)
            try:
                out, err = reader.communicate("\n", timeout=60)
            finally:
                home.root.chmod(0o755)
        assert said == ["True", "open"], err
        assert out.split() == ["FolderGone", "True", "FolderReadOnly"], err
