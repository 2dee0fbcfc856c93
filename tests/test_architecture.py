"""Arrows point one way (data <- analytics <- pages <- app.py), and each library stays in its room."""

import ast
import sys

import pytest

from data.paths import PROGRAM

ROOMS = ("data", "analytics", "pages")
# What a room, or the door in front of them, may import of the product itself.
MAY_IMPORT = {
    "data": {"data"},
    "analytics": {"data", "analytics"},
    "pages": {"data", "analytics", "pages"},
    "app.py": {"data", "analytics", "pages"},
    "manage.py": {"data", "analytics"},
}
# Library -> where it may be imported.
AT_HOME = {
    "duckdb": ("data/",),
    "streamlit": ("pages/", "app.py"),
    "plotly": (),  # tests alone: the screens need only its JavaScript
    "pptx": ("analytics/exports/",),
    "docx": ("analytics/exports/",),
    "openpyxl": ("analytics/exports/",),
    "reportlab": ("analytics/exports/",),
    "fpdf": ("analytics/exports/",),
    "weasyprint": ("analytics/exports/",),
    "typst": ("analytics/exports/",),
    "pymupdf": ("analytics/exports/",),
    "matplotlib": ("analytics/exports/",),
    "xlsxwriter": ("analytics/exports/", "data/demo"),
    "python_calamine": ("data/",),
}


def files() -> list:
    inside = [path for room in ROOMS for path in sorted((PROGRAM / room).rglob("*.py"))]
    return [*inside, *(PROGRAM / name for name in ("app.py", "manage.py") if (PROGRAM / name).exists())]


def name_of(path) -> str:
    return path.relative_to(PROGRAM).as_posix()


def imported(source: str, name: str) -> set[str]:
    """Every module that a source names in an import, at any depth, or as text to importlib."""
    modules = set()
    for node in ast.walk(ast.parse(source, name)):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module if not node.level else _absolute(name, node))
            modules |= {
                f"{node.module}.{alias.name}" for alias in node.names if node.module and not node.level
            }
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {
            "import_module",
            "__import__",
            "find_spec",
        }:
            modules |= {
                arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            }
    return modules


def _absolute(name: str, node: ast.ImportFrom) -> str:
    parts = name.split("/")[: -node.level]
    return ".".join([*parts, *((node.module or "").split(".") if node.module else [])])


def roots(path) -> set[str]:
    return {module.split(".")[0] for module in imported(path.read_text(encoding="utf-8"), name_of(path))}


def room_of(path) -> str:
    return name_of(path).split("/")[0]


@pytest.mark.parametrize("path", files(), ids=name_of)
def test_a_file_imports_only_what_its_room_may(path):
    product = {*ROOMS, "app", "manage", "tests", "benchmarks", "scripts"}

    assert roots(path) & product <= MAY_IMPORT[room_of(path)]


@pytest.mark.parametrize("path", files(), ids=name_of)
def test_a_library_stays_in_its_room(path):
    for library in roots(path) & set(AT_HOME):
        assert name_of(path).startswith(AT_HOME[library]), f"{name_of(path)} imports {library}"


def test_every_library_that_is_imported_is_in_the_locked_list_of_what_runs_the_product():
    lines = (PROGRAM / "requirements.txt").read_text(encoding="utf-8").lower().splitlines()
    locked = {line.split("==")[0].replace("-", "_") for line in lines if "==" in line}
    for path in files():
        for root in roots(path) - set(sys.stdlib_module_names) - set(ROOMS):
            assert root in locked, f"{name_of(path)} imports {root}"


def test_the_rule_sees_imports_wherever_they_stand():
    source = "def f():\n    import duckdb.sql\n    from analytics import query\n    importlib.import_module('plotly.io')\n"

    assert {"duckdb.sql", "analytics", "plotly.io"} <= imported(source, "data/x.py")
    assert imported("from ..charts import spec", "analytics/exports/x.py") == {"analytics.charts"}


def test_no_sql_is_asked_outside_data_and_analytics_of_a_connection_of_its_own():
    for path in files():
        if room_of(path) != "data":
            assert "duckdb.connect" not in path.read_text(encoding="utf-8"), name_of(path)


def test_no_file_of_the_product_reads_the_tests_or_a_folder_beside_the_program():
    for path in files():
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not node.value.startswith(("tests/", "../shared", "/work")), (
                    f"{name_of(path)}: {node.value}"
                )


def test_the_oracle_imports_nothing_of_what_it_judges():
    for name in (
        "reference.py",
        "reference_activities.py",
        "reference_attainment.py",
        "reference_delivery.py",
        "reference_beneficiaries.py",
        "reference_leverage.py",
        "reference_progress.py",
        "reference_quality.py",
        "reference_reach.py",
        "reference_records.py",
        "reference_spread.py",
        "reference_sums.py",
    ):
        path = PROGRAM / "tests" / name
        assert not roots(path) & {*ROOMS, "duckdb"}, name
