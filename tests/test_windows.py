"""What Windows does otherwise, as far as it can be tried elsewhere: encodings, modules, names, files held open, scripts."""

import ast
import errno
import os
import re
from pathlib import Path, PureWindowsPath

import pytest

from analytics.cli import doctor
from analytics.exports.names import file_stem
from data import build as building
from data import inbox, room, store
from data.build import build, import_file
from data.errors import FolderReadOnly
from data.paths import PROGRAM
from data.paths import home as chosen_home

FOLDERS = ("data", "analytics", "pages", "scripts", "tests")
# What Python has on POSIX alone; whoever needs it asks first.
POSIX_MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "pty", "tty", "syslog", "crypt", "posix"}
POSIX_NAMES = {
    "fork", "geteuid", "getuid", "setuid", "setgid", "setgroups", "killpg", "getpgid", "getsid", "setsid", "chown",
    "posix_fallocate", "statvfs", "uname", "mkfifo", "SIGKILL", "SIGHUP", "SIGALRM", "SIGUSR1", "SIGQUIT", "O_DIRECTORY",
}  # fmt: skip
# Tests that look into the system itself say so once, where they are called.
ASKED_BY_THE_CALLER = {
    "tests/e2e/test_server.py": {"getsid"},
    "tests/e2e/test_readers_during_publish.py": {"getsid"},
}
GUARD = re.compile(r"os\.name|sys\.platform|hasattr|getattr")


def sources() -> list[Path]:
    inside = [path for folder in FOLDERS for path in sorted((PROGRAM / folder).rglob("*.py"))]
    return [*inside, PROGRAM / "manage.py", PROGRAM / "app.py"]


def name_of(path: Path) -> str:
    return path.relative_to(PROGRAM).as_posix()


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def without_encoding(source: str) -> list[int]:
    """Lines that open text in whatever encoding the machine has: cp1258 in Viet Nam, cp1252 elsewhere."""
    found = []
    for call in calls(ast.parse(source)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        keywords = {word.arg: word.value for word in call.keywords}
        if name in ("read_text", "write_text"):
            bare = "encoding" not in keywords and isinstance(call.func, ast.Attribute)
        elif name in ("open", "fdopen", "TemporaryFile", "NamedTemporaryFile"):
            on_path = (
                isinstance(call.func, ast.Attribute)
                and name == "open"
                and ast.unparse(call.func.value) != "io"
            )
            place = 0 if on_path else 1
            mode = keywords.get("mode") or (call.args[place] if len(call.args) > place else None)
            text = mode.value if isinstance(mode, ast.Constant) else "r" if mode is None else ""
            known = isinstance(text, str) and re.fullmatch(r"[rwxabt+]+", text)
            binary = name.startswith(("Temp", "Named")) and mode is None
            bare = bool(known) and "b" not in text and not binary and "encoding" not in keywords
        elif name in ("run", "Popen", "check_output"):
            asked = any(word in keywords for word in ("text", "universal_newlines"))
            bare = asked and "encoding" not in keywords
        else:
            continue
        if bare:
            found.append(call.lineno)
    return found


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_text_is_never_read_or_written_in_the_machines_own_encoding(path):
    assert without_encoding(path.read_text(encoding="utf-8")) == []


def test_the_rule_sees_text_opened_without_an_encoding():
    bad = 'open(p)\nopen(p, "w")\np.open()\np.open("a")\np.read_text()\nsubprocess.run(c, text=True)\nos.fdopen(1)\n'
    good = 'open(p, "rb")\np.open("wb")\np.open(encoding="utf-8")\ntempfile.TemporaryFile(dir=f)\n'

    assert without_encoding(bad) == [1, 2, 3, 4, 5, 6, 7]
    assert without_encoding(good) == []


def unguarded(source: str) -> set[str]:
    """What a source uses that Windows does not have, where no `if` about the system stands around it or before it."""
    tree, found = ast.parse(source), set()

    def walk(node: ast.AST, guarded: bool) -> None:
        body_guarded = guarded
        if isinstance(node, ast.If | ast.IfExp | ast.BoolOp):
            body_guarded = guarded or bool(GUARD.search(ast.unparse(getattr(node, "test", node))))
        if isinstance(node, ast.FunctionDef):  # `if not …: return` or skip at its beginning
            body_guarded = guarded or any(
                GUARD.search(ast.unparse(step)) for step in node.body[:3] + node.decorator_list
            )
        if not guarded:
            names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
            names |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
            found.update(names & POSIX_MODULES)
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("os", "signal"):
                found.update({node.attr} & POSIX_NAMES)
        for child in ast.iter_child_nodes(node):
            walk(child, body_guarded)

    walk(tree, False)
    return found


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_nothing_that_only_posix_has_is_used_without_asking(path):
    asked = ASKED_BY_THE_CALLER.get(name_of(path), set())
    assert unguarded(path.read_text(encoding="utf-8")) - asked == set()


def test_the_rule_sees_what_windows_lacks():
    assert unguarded("import fcntl\nos.fork()\nsignal.SIGKILL") == {"fcntl", "fork", "SIGKILL"}
    assert unguarded("if os.name == 'posix':\n    import pwd\n    os.fork()") == set()


def test_no_path_of_another_system_is_written_into_the_product():
    for path in sources():
        if name_of(path).startswith("tests/"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not re.match(r"/(tmp|usr|var|etc|home|proc|dev)\b", node.value), name_of(path)


# Names


@pytest.mark.parametrize(
    "title",
    [
        "con",
        "AUX",
        "nul",
        "Com1",
        "lpt9",
        "",
        "...",
        "a/b\\c:d",
        'x"<y>|z?*',
        "Hệ số: 2016–2018 ",
        "x" * 300,
        "tên\n\t",
        "com¹",
    ],
)
def test_the_name_of_a_file_that_leaves_the_product_can_be_written_anywhere(title):
    for simulated in (False, True):
        name = PureWindowsPath(f"{file_stem(title, simulated=simulated)}.csv")

        assert not name.is_reserved() and name.stem
        assert len(name.parts) == 1 and not name.drive
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name.name)
        assert name.stem == name.stem.rstrip(". ")
        assert len(name.name) < 100
    assert file_stem("Hệ số đòn bẩy") == "Hệ-số-đòn-bẩy"


def test_every_name_in_a_data_home_can_be_written_on_windows(home, workbook):
    odd = workbook(120).rename(home.root.parent / "aux: đề án?.xlsx")
    import_file(home, odd)

    for path in home.root.rglob("*"):
        name = PureWindowsPath(path.name)
        assert not name.is_reserved() and not re.search(r'[<>:"/\\|?*]', path.name), path.name
        assert path.name == path.name.lower(), "two names that differ in their case alone are one on Windows"
        assert len(str(path.relative_to(home.root))) <= doctor.LONGEST_INSIDE


def test_a_data_home_named_in_quotes_or_with_signs_of_patterns_works(monkeypatch, tmp_path):
    folder = tmp_path / "Sở [Công Thương] số liệu"
    monkeypatch.setenv("DONBAY_HOME", f' "{folder}" ')
    home = chosen_home()
    assert home.root == folder

    build(home)
    assert store.current(home).value("SELECT COUNT(*) FROM staging.finding") > 0
    assert store.current(home).value("SELECT COUNT(*) FROM reported_figure") == 695


# Files that another program holds open


class Held:
    """Windows' refusal to touch a file that is open elsewhere, so many times; then what was asked for is done."""

    def __init__(self, times: int, action=lambda *given: "done"):
        self.left, self.action = times, action

    def __call__(self, *given):
        if self.left:
            self.left -= 1
            error = PermissionError(errno.EACCES, "Access is denied")
            error.winerror = 5
            raise error
        return self.action(*given)


def test_a_file_that_is_open_elsewhere_for_a_moment_is_waited_for_and_not_for_ever():
    assert room.patiently(Held(3)) == "done"
    with pytest.raises(PermissionError):
        room.patiently(Held(10**6), seconds=0.1)


def test_a_refusal_that_is_for_good_is_not_waited_for():
    asked = []

    def refuse():
        asked.append(1)
        raise PermissionError(errno.EACCES, "Permission denied")

    with pytest.raises(PermissionError):
        room.patiently(refuse)
    assert len(asked) == 1


def test_the_pointer_moves_although_a_reader_has_it_open(home, workbook, monkeypatch):
    replace = os.replace
    monkeypatch.setattr(os, "replace", Held(2, replace))
    built = import_file(home, workbook(120))

    assert store.current(home).id == built.id


def test_a_damaged_snapshot_that_is_held_open_is_built_beside_under_another_name(home, monkeypatch):
    path = store.current_path(home)
    path.write_bytes(b"damaged")
    replace = os.replace

    def held_open(source, target):
        if Path(target) == path:
            raise PermissionError(errno.EACCES, "Access is denied")
        replace(source, target)

    monkeypatch.setattr(building.os, "replace", held_open)
    built = build(home)

    assert (built.id, built.path.name) == (path.stem, f"{path.stem}-2.duckdb")
    assert store.current(home).id == path.stem
    assert inbox.leftovers(home) == []


@pytest.mark.parametrize(("winerror", "kind"), [(112, "DiskFull"), (39, "DiskFull"), (5, "FolderReadOnly")])
def test_what_windows_says_becomes_the_same_words(tmp_path, winerror, kind):
    error = OSError(errno.EACCES if winerror == 5 else errno.EINVAL, "said in the system's own language")
    error.winerror = winerror

    assert type(room.as_user_error(error, tmp_path)).__name__ == kind
    assert issubclass(FolderReadOnly, Exception)


# The scripts


@pytest.mark.parametrize("name", ["run.bat", "test.bat"])
def test_a_script_for_windows_is_plain_and_stops_at_the_first_command_that_fails(name):
    content = (PROGRAM / name).read_bytes()
    assert content.isascii(), "cmd reads a file in the code page of the console"
    assert content.count(b"\r\n") == content.count(b"\n"), "with bare line feeds cmd loses labels"
    lines = content.decode("ascii").splitlines()
    assert 'pushd "%~dp0" || exit /b' in lines
    for line in lines:
        if line.startswith((".venv", "%PYTHON%")):
            assert line.endswith("|| goto failed"), line
    assert lines.index("exit /b 0") < lines.index(":failed") < lines.index("exit /b %CODE%")


def test_the_scripts_for_windows_do_what_make_does():
    """Every command of the Makefile's `run` and `test` stands in its twin, in the same order."""
    text = (PROGRAM / "Makefile").read_text(encoding="utf-8")
    for target, name in (("run", "run.bat"), ("test", "test.bat")):
        recipe = re.search(rf"^{target}: .*\n((?:\t.*\n)+)", text, re.MULTILINE)[1]
        wanted = [line.split("$(VENV_PYTHON) ")[1].split(" --port")[0] for line in recipe.splitlines()]
        script = (PROGRAM / name).read_text(encoding="ascii")
        places = [
            script.find(f"python.exe {command.replace('scripts/', 'scripts' + chr(92))}")
            for command in wanted
        ]
        assert -1 not in places and places == sorted(places), (name, wanted, places)
