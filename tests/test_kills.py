"""The process killed in the middle of an import: what was published serves on, nothing is lost, and doing it again does it."""

import hashlib
import json
import os
import random
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from analytics.filters import Filters
from analytics.query import ask
from data import inbox, store
from data.build import import_file
from data.paths import PROGRAM, Home
from data.store import Snapshot, current
from tests.worlds import MILLION

FORKS = hasattr(os, "fork")
KILLS = (
    50 if FORKS else 12
)  # a process of its own, with all libraries to load, costs Windows two seconds each
HERE = Filters(province="kon-tum")


@dataclass
class Imports:
    """Imports on request in processes of their own; each may be killed."""

    home: Home
    process: subprocess.Popen | None = None

    def run(self, path, operation: int = 0, seconds: float | None = None) -> tuple[int, list[str]]:
        """Exit code, and what it did to files in the data home where it came to its end."""
        told = {"home": str(self.home.root), "path": str(path), "operation": operation, "seconds": seconds}
        if not FORKS:
            return self._run_alone(told)
        self.process = self.process or started()
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        return said["code"], said["done"]

    def _run_alone(self, told: dict) -> tuple[int, list[str]]:
        with started() as process:
            try:
                out, _ = process.communicate(json.dumps(told) + "\n", timeout=told["seconds"])
            except subprocess.TimeoutExpired:
                process.kill()
                out, _ = process.communicate()
        return process.returncode, json.loads(out or "[]")

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            with self.process:
                pass


def started() -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.killed_import"],
        cwd=PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture
def imports(home) -> Iterator[Imports]:
    imports = Imports(home)
    yield imports
    imports.close()


def accepted(home: Home) -> list[inbox.Entry]:
    return [e for e in inbox.entries(home) if e.status == inbox.ACCEPTED]


def state(home: Home) -> tuple[str, list[inbox.Entry]]:
    return store.current_path(home).stem, accepted(home)


def assert_whole(home: Home, amount: int | None) -> None:
    """The published snapshot has that amount, opens, holds the accepted files and no other; no half file stands as one."""
    snapshot = current(home)
    assert ask(snapshot, "state_support", (), HERE).value == (amount and amount * MILLION)
    assert snapshot.meta.files == len(accepted(home))
    for entry in inbox.entries(home):
        content = entry.path(home).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry.sha256
    for folder in home.batches.glob("[!.]*"):
        rows = json.loads((folder / "batch.json").read_text(encoding="utf-8"))["rows"]
        assert {path.stem for path in folder.glob("*.parquet")} == {*rows, "findings"}
    for path in home.snapshots.glob("[!.]*.duckdb"):
        Snapshot(path).close()


def keep_only_the_current(home: Home) -> None:
    for path in home.snapshots.glob("[!.]*.duckdb"):
        if path != store.current_path(home):
            path.unlink()


def test_an_import_killed_at_fifty_random_moments_is_whole_or_was_never_there(home, workbook, imports):
    seed = int(os.environ.get("DONBAY_SEED") or secrets.randbelow(10**6))
    print(f"DONBAY_SEED={seed}")
    chance = random.Random(seed)
    imports.run(workbook(98))  # the first one starts the process that makes the others
    began = time.monotonic()
    assert imports.run(workbook(99))[0] == 0
    lasts, amount, interrupted = time.monotonic() - began, 99, 0
    for kill in range(KILLS):
        # One moment in each fiftieth of the import, and a little beyond its end.
        moment = (kill + chance.random()) / KILLS * lasts * 1.05
        path = workbook(100 + kill)
        before = state(home)
        code, _ = imports.run(path, seconds=moment)
        interrupted += code != 0
        after = state(home)
        if after != before:  # the pointer had moved: then it is all in
            assert [e.sha256 for e in after[1][:-1]] == [e.sha256 for e in before[1]]
            amount = 100 + kill
        assert_whole(home, amount)
        if kill % 7 == 6:  # more often on top of the leftovers of others
            import_file(home, path)
            amount = 100 + kill
            assert_whole(home, amount)
            assert inbox.leftovers(home) == []
            keep_only_the_current(home)
    assert interrupted >= KILLS // 2, f"only {interrupted} of {KILLS} were killed in time, seed {seed}"


def test_an_import_killed_before_each_thing_it_does_to_a_file_is_whole_or_was_never_there(
    home, workbook, imports
):
    """The random moments hit what lasts; these hit what is over in a moment, such as the pointer."""
    code, done = imports.run(workbook(99))
    assert code == 0
    pointer = (
        done.index(f"os.rename {next(name for name in done if name.startswith('open .current')).split()[1]}")
        + 1
    )
    assert len(done) > pointer > 8, done
    amount = 99
    for operation in range(1, len(done) + 1):
        path = workbook(100 + operation)
        before = state(home)
        assert imports.run(path, operation)[0] != 0
        after = state(home)
        assert (after == before) == (operation <= pointer), done[operation - 1]
        amount = amount if after == before else 100 + operation
        assert_whole(home, amount)
        if (
            operation % 3 == 0 or operation >= pointer - 2
        ):  # else the next one comes on top of what this one left
            import_file(home, path)
            amount = 100 + operation
            assert_whole(home, amount)
            assert inbox.leftovers(home) == []
            keep_only_the_current(home)
