"""Fixtures for every test: snapshots made by the product itself."""

import shutil

import pytest

from data import build
from data.paths import Home
from data.store import Snapshot
from tests import worlds
from tests.support_workbook import write_workbook


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
    return worlds.Shipped(path)


@pytest.fixture(scope="session")
def make_snapshot():
    """make_snapshot(projects=…, funding=…, support=…, figures=…): a small world through the production SQL, in memory.

    Rows are dicts of staging; `tests.worlds` has makers for them (project, money, served, figure).
    """
    return worlds.make


@pytest.fixture
def home(shipped_home, tmp_path) -> Home:
    """A data home of one's own with the shipped snapshot published."""
    shutil.copytree(shipped_home.root, tmp_path / "home")
    return Home(tmp_path / "home")


@pytest.fixture
def workbook(tmp_path):
    """A workbook of one project in Kon Tum, with its amount in triệu đồng."""

    def write(amount: float, name: str = "kon-tum.xlsx"):
        rows = [worlds.project("KT-1", district_as_reported="Huyện Đăk Hà", province="kon-tum")]
        return write_workbook(
            tmp_path / name, rows, [worlds.money("KT-1", "local", amount, province="kon-tum")]
        )

    return write
