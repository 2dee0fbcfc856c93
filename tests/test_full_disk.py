"""A disk that is full: at whatever step it happens, what was published serves on, the message says what to do, and the
same command does it once there is room."""

import shutil
import subprocess
import sys

import duckdb
import pytest

from analytics.filters import Filters
from analytics.notes import error_text
from analytics.query import ask
from data import build as building
from data import inbox, making, room, store
from data.build import build, import_file
from data.errors import DiskFull
from data.paths import PROGRAM, Home
from data.store import current
from tests.small_disk import leave_free, small_disk
from tests.worlds import MILLION

HERE = Filters(province="kon-tum")


def support(home: Home):
    return ask(current(home), "state_support", (), HERE).value


def state(home: Home) -> tuple:
    accepted = [e for e in inbox.entries(home) if e.status == inbox.ACCEPTED]
    return store.current_path(home).name, accepted, sorted(p.name for p in home.snapshots.glob("*.duckdb"))


@pytest.fixture
def disk(shipped_home, tmp_path):
    """A disk of 60 MB with the shipped snapshot on it."""
    with small_disk(tmp_path / "disk", 60) as folder:
        shutil.copytree(shipped_home.root, folder / "home")
        yield folder
        store.forget()


@pytest.fixture
def crowded(disk) -> Home:
    return Home(disk / "home")


# Bytes free -> what does not fit any more; the last is a snapshot whose own last bytes do not.
STEPS = {
    0: "the received file",
    20_000: "its rows as Parquet",
    200_000: "the staging tables",
    4_000_000: "the marts",
    13_500_000: "the checkpoint",
}


@pytest.mark.parametrize("free", STEPS, ids=STEPS.values())
def test_an_import_that_fills_the_disk_counts_nothing_leaves_nothing_and_succeeds_once_there_is_room(
    crowded, disk, workbook, free
):
    before = state(crowded)
    path = workbook(120)
    ballast = leave_free(disk, free)

    with pytest.raises(DiskFull) as caught:
        import_file(crowded, path)

    assert state(crowded) == before
    assert current(crowded).value("SELECT COUNT(*) FROM project") > 0
    assert inbox.leftovers(crowded) == []
    # What was received is kept, and read; all else that was written is gone again.
    assert free - shutil.disk_usage(disk).free < 100_000
    told = caught.value.values
    assert told["needed"] >= 2 * store.current_path(crowded).stat().st_size // room.MEGABYTE
    assert told["free"] <= free // room.MEGABYTE
    ballast.unlink()
    assert build(crowded).id == before[0].removesuffix(".duckdb")
    import_file(crowded, path)
    assert support(crowded) == 120 * MILLION


def filling(disk, action):
    """The action, and no byte free from then on."""

    def done(*given):
        result = action(*given)
        leave_free(disk, 0)
        return result

    return done


@pytest.mark.parametrize("last", ["flush", "announce"])
def test_a_disk_that_fills_up_between_the_whole_snapshot_and_the_pointer_publishes_nothing(
    crowded, disk, workbook, monkeypatch, last
):
    """After `flush` the announcement does not fit, after `announce` the pointer."""
    before = state(crowded)
    room_ = making if last == "flush" else inbox
    monkeypatch.setattr(room_, last, filling(disk, getattr(room_, last)))

    with pytest.raises(DiskFull):
        import_file(crowded, workbook(120))

    monkeypatch.undo()
    assert state(crowded) == before
    assert inbox.leftovers(crowded) == []
    (disk / "ballast").unlink()
    import_file(crowded, workbook(120))
    assert support(crowded) == 120 * MILLION


def test_a_disk_that_fills_up_just_after_the_pointer_has_taken_the_file_in(
    crowded, disk, workbook, monkeypatch
):
    """What the inbox says of the file can no longer be written: it stands announced, and is written with the next build."""
    monkeypatch.setattr(building, "_publish", filling(disk, building._publish))
    built = import_file(crowded, workbook(120))
    monkeypatch.undo()

    assert support(crowded) == 120 * MILLION
    accepted = [e.name for e in inbox.entries(crowded) if e.status == inbox.ACCEPTED and not e.shipped]
    assert accepted == ["kon-tum.xlsx"]
    (disk / "ballast").unlink()
    assert build(crowded).id == built.id
    assert [e.name for e in inbox.entries(crowded) if not e.shipped] == ["kon-tum.xlsx"]
    assert not (crowded.snapshots / "publishing.json").exists()


def test_what_duckdb_spills_to_a_full_disk_is_told_and_removed(crowded, disk):
    leave_free(disk, 20_000_000)
    beside = crowded.snapshots / f"{building.BESIDE}1.duckdb"

    config = making.CONFIG | {"memory_limit": "60MB"}
    with (
        pytest.raises(DiskFull),
        room.in_words(crowded),
        duckdb.connect(str(beside), config=config) as connection,
    ):
        connection.execute("CREATE TABLE spilt AS SELECT hash(i) AS h FROM range(20_000_000) r(i) ORDER BY h")
    assert inbox.leftovers(crowded) != []
    build(crowded)
    assert inbox.leftovers(crowded) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_message_says_how_much_is_needed_how_much_is_free_and_what_to_do(language, tmp_path):
    error = room.disk_full(Home(tmp_path))
    text = error_text(error, language)

    assert error.exit_code == 42
    assert f"{error.values['needed']} MB" in text and f"{error.values['free']} MB" in text
    assert ("dọn bớt" if language == "vi" else "Make room") in text


# Where no file system can be mounted, a limit on the size of files does what a full disk does.

_LIMITED = """
import resource, sys
from pathlib import Path
from data.build import import_file
from data.errors import DiskFull
from data.paths import Home
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    import_file(Home(Path(sys.argv[1])), Path(sys.argv[2]))
except DiskFull as error:
    print("full")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a program's files.")
@pytest.mark.parametrize("limit", [1_000, 6_000, 500_000, 9_000_000])
def test_files_that_may_not_grow_are_told_as_a_full_disk_and_cost_nothing(home, workbook, limit):
    before = state(home)
    arguments = [sys.executable, "-c", _LIMITED, str(home.root), str(workbook(120)), str(limit)]
    ran = subprocess.run(
        arguments, cwd=PROGRAM, capture_output=True, text=True, encoding="utf-8", timeout=120
    )

    assert ran.stdout.strip() == "full", ran.stderr
    assert state(home) == before
    assert inbox.leftovers(home) == []
    import_file(home, workbook(120))
    assert support(home) == 120 * MILLION
