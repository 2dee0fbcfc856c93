"""Fixtures for every test: snapshots made by the product itself."""

import pytest

from data import build
from data.paths import Home
from data.store import Snapshot
from tests import worlds


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory) -> Home:
    """A data home with the snapshot that ships: reference lists, reported figures, the simulated province.

    One for all tests of a process: read it, do not import into it.
    """
    home = Home(tmp_path_factory.mktemp("shipped"))
    build.build(home)
    return home


@pytest.fixture(scope="session")
def shipped(shipped_home) -> Snapshot:
    """The snapshot of `shipped_home`, opened."""
    path = shipped_home.snapshots / shipped_home.pointer.read_text(encoding="utf-8").strip()
    return Snapshot(path)


@pytest.fixture(scope="session")
def make_snapshot():
    """make_snapshot(projects=…, funding=…, support=…, figures=…): a small world through the production SQL, in memory.

    Rows are dicts of staging; `tests.worlds` has makers for them (project, money, served, figure).
    """
    return worlds.make
