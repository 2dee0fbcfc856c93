"""The catalogues of words: whole in both languages, and a text for every code that the program can speak of."""

import ast
import importlib
import pkgutil
import re
import string
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import analytics
import data
from analytics.apart import REASONS
from analytics.filters import BASES
from analytics.notes import error_text, finding_text
from analytics.text import LANGUAGES, catalogue
from data.errors import UserError
from data.finding import LEVELS, Finding

ROOT = Path(__file__).resolve().parents[1]
# Calls that take the code of a finding, and where it stands among their arguments.
CODED = {"Finding": 0, "Check": 0, "tell": 0, "refuse": 0, "_finding": 1, "_repeated": 2, "_district_told": 2}


def trees(room: str) -> list[tuple[Path, ast.Module]]:
    return [
        (path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted((ROOT / room).rglob("*.py"))
    ]


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def first_arguments(room: str, *names: str) -> set[str]:
    """The constant first arguments of calls of these names."""
    calls = (node for _, tree in trees(room) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        node.args[0].value
        for node in calls
        if called(node) in names and node.args and isinstance(node.args[0], ast.Constant)
    }


def finding_codes() -> set[str]:
    """Every code with which `data` tells of a fault. Fails where a code comes from somewhere this cannot see."""
    found, unseen = set(), []
    for path, tree in trees("data"):
        inside_wrappers = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef) and function.name in (*CODED, "run")
            for node in ast.walk(function)
        }
        for node in ast.walk(tree):
            at = CODED.get(called(node)) if isinstance(node, ast.Call) else None
            if at is None or len(node.args) <= at:
                continue
            code = node.args[at]
            if isinstance(code, ast.Constant):
                found.add(code.value)
            elif id(node) not in inside_wrappers:
                unseen.append(f"{path.name}:{node.lineno}")
    assert unseen == []
    return found


def reasons() -> set[str]:
    """Every reason that goes with a value that is not there: `(None, "…")` and `"reason": "…"` in analytics."""
    found = set()
    for path, tree in trees("analytics"):
        if path.name.startswith("reconciliation") or "charts" in path.parts or "exports" in path.parts:
            continue  # they have words of their own
        for node in ast.walk(tree):
            pair = node.value if isinstance(node, ast.Return | ast.Assign) else None
            if isinstance(pair, ast.Tuple) and pair.elts and isinstance(pair.elts[-1], ast.Constant):
                *before, last = (getattr(part, "value", ...) for part in pair.elts)
                if before[-1:] == [None] and isinstance(last, str) and last:
                    found.add(last)
            if isinstance(node, ast.Dict):
                found |= {
                    value.value
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant)
                    and key.value == "reason"
                    and isinstance(value, ast.Constant)
                }
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
                key = node.targets[0].slice
                if (
                    isinstance(key, ast.Constant)
                    and key.value == "reason"
                    and isinstance(node.value, ast.Constant)
                ):
                    found.add(node.value.value)
    return found


def section(name: str, language: str = "vi") -> set[str]:
    prefix = f"{name}."
    return {key.removeprefix(prefix) for key in catalogue(language) if key.startswith(prefix)}


def placeholders(text: str) -> Counter:
    return Counter(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)


def user_errors() -> list[type[UserError]]:
    """Every error a user can meet, from every module of the two rooms."""
    for room in (data, analytics):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    found, waiting = [], [UserError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return found


def test_both_languages_have_the_same_keys():
    vi, en = (set(catalogue(language)) for language in LANGUAGES)

    assert vi - en == set()
    assert en - vi == set()


def test_both_languages_put_the_same_values_into_a_text():
    vi, en = (catalogue(language) for language in LANGUAGES)

    differing = [key for key in vi if set(placeholders(vi[key])) != set(placeholders(en[key]))]

    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_and_none_is_written_down_in_two_files(language):
    def flat(tree, prefix=""):
        for key, value in tree.items():
            yield from (
                flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]
            )

    folder = ROOT / "analytics" / "i18n" / language
    texts = [
        pair
        for path in sorted(folder.glob("*.toml"))
        for pair in flat(tomllib.loads(path.read_text(encoding="utf-8")))
    ]

    assert [key for key, n in Counter(key for key, _ in texts).items() if n > 1] == []
    assert [key for key, text in texts if not text.strip()] == []


def test_every_finding_code_has_a_sentence_and_every_sentence_a_code():
    assert section("finding") == finding_codes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_is_told_whatever_it_leaves_open(language):
    for code in finding_codes():
        bare = finding_text(Finding(code, LEVELS[0], "so-de-an.xlsx"), language)
        full = finding_text(
            Finding(code, "error", "f.xlsx", "Đề án", 7, "Năm", "hai nghìn", "2016"), language
        )

        assert "None" not in bare
        assert bare != full


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_user_error_has_a_text_that_asks_only_for_values_it_says_it_has(language):
    texts = catalogue(language)
    for kind in user_errors():
        told = re.findall(r"\w+", (kind.__doc__ or "").partition("Values:")[2])

        assert set(placeholders(texts[kind.key])) <= set(told), kind.__name__


def test_user_errors_have_exit_codes_of_their_own():
    codes = Counter(kind.exit_code for kind in user_errors())

    assert [code for code, n in codes.items() if n > 1] == []
    assert codes.keys().isdisjoint({0, 2})


def test_every_reason_for_leaving_out_has_a_text():
    told = first_arguments("analytics", "Missing", "Left") | set(REASONS.values())

    assert section("missing") == told


def test_every_reason_for_no_value_has_a_text():
    assert section("reason") == reasons()


def test_every_alternative_scope_and_basis_has_a_text():
    whys = {
        node.args[1].value
        for _, tree in trees("analytics")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and called(node) == "Alternative"
        and isinstance(node.args[1], ast.Constant)
    }

    assert whys <= section("alternative")
    assert section("scope") == first_arguments("analytics", "Scope")
    assert section("basis") == {"records", "reported", "mixed", "none", *BASES}


def test_an_error_of_a_build_names_no_python_object():
    from data.errors import BuildRefused

    text = error_text(BuildRefused(n=2, findings=[Finding("cell_bad", "error", "f.csv")]), "vi")

    assert "2 lỗi" in text
    assert "Finding" not in text
