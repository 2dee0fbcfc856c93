"""Whether this machine can run the product: one line a thing, each with what to do about it. Nothing is changed by looking."""

import locale
import os
import runpy
import socket
import sys
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath, PureWindowsPath

from filelock import FileLock, Timeout
from packaging.requirements import Requirement

from analytics.format import number
from analytics.notes import error_text
from analytics.text import say
from data import inbox, room
from data.errors import FolderGone, LocksMissing, SnapshotCorrupt, SnapshotMissing, UserError
from data.paths import PROGRAM, Home
from data.sources import SHIPPED
from data.store import Snapshot, current_path

GIGABYTE = 1_000_000_000
MANY_BUILDS = 10  # under room for so many, a warning comes before the import that fails
# What the longest name in a data home adds to its own path; Windows takes 260 in all.
LONGEST_INSIDE, LONGEST_ON_WINDOWS = 100, 260
UTF8_CODE_PAGE = 65001


@dataclass(frozen=True)
class Line:
    """One thing looked at: state ok, warn or fail; its text is `doctor.<what>_<state>` with the values."""

    what: str
    state: str
    values: dict = field(default_factory=dict)

    def text(self, language: str) -> str:
        values = {
            k: error_text(v, language) if isinstance(v, UserError) else v for k, v in self.values.items()
        }
        if "gigabytes" in values:
            values["gigabytes"] = number(values["gigabytes"], language, 2)
        return say(f"doctor.{self.what}_{self.state}", language, **values)


def examine(home: Home, port: int, program: Path = PROGRAM) -> list[Line]:
    """Every line, in the order in which they should be mended."""
    program_looks = (
        _python,
        lambda: _packages(program / "requirements.txt"),
        lambda: _fonts(program),
        lambda: _reference(program),
    )
    folder = _folder(home)
    # Of a folder that cannot be reached there is nothing more to say.
    looks_inside = (_writable, _locks, _disk, _inbox, _pointer, _snapshot, _leftovers)
    home_looks = [partial(look, home) for look in looks_inside] if folder.state == "ok" else []
    machine_looks = (lambda: _port(port), lambda: _console(code_page()), lambda: _browser(program))
    looks = (*program_looks, lambda: folder, lambda: _path(home.root), *home_looks, *machine_looks)
    return [line for look in looks if (line := _seen(look, home))]


def _seen(look: Callable[[], Line | None], home: Home) -> Line | None:
    """What was seen; what cannot be looked at at all is a fault, told in the words of the machine."""
    try:
        return look()
    except OSError as error:
        said = room.as_user_error(error, home.root)
        return Line("unseen", "fail", {"reason": said if isinstance(said, UserError) else str(error)})


def _python() -> Line:
    found = ".".join(str(part) for part in sys.version_info[:3])
    return Line("python", "ok" if sys.version_info >= (3, 11) else "fail", {"found": found})


def _packages(lock: Path) -> Line:
    """What is installed against the versions of the lock, for this machine."""
    wrong, n = [], 0
    for line in lock.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith((" ", "#", "-")):
            continue
        needed = Requirement(line.removesuffix("\\").strip())
        if needed.marker and not needed.marker.evaluate():
            continue
        n += 1
        try:
            found = version(needed.name)
        except PackageNotFoundError:
            found = None
        if found is None or not needed.specifier.contains(found, prereleases=True):
            wrong.append(f"{needed.name} {found or '—'} ({needed.specifier})")
    return (
        Line("packages", "fail", {"wrong": ", ".join(wrong)}) if wrong else Line("packages", "ok", {"n": n})
    )


def _fonts(program: Path) -> Line:
    config = tomllib.loads((program / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    if not config["server"].get("enableStaticServing"):
        return Line("fonts", "fail", {"names": "server.enableStaticServing (.streamlit/config.toml)"})
    faces = {face["url"] for face in config["theme"]["fontFaces"]}
    paths = [program / "pages" / url.removeprefix("app/") for url in sorted(faces)]
    return _all_there("fonts", paths)


def _reference(program: Path) -> Line:
    return _all_there("reference", [*SHIPPED, program / "data" / "reference" / "vn_layers.topojson"])


def _all_there(what: str, paths: list[Path]) -> Line:
    gone = [path.name for path in paths if not path.is_file()]
    return Line(what, "fail", {"names": ", ".join(gone)}) if gone else Line(what, "ok", {"n": len(paths)})


def _nearest(path: Path) -> Path:
    """The folder itself, or the first one above it that exists: where it would be made."""
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _folder(home: Home) -> Line:
    """Whether the folder can be reached, or there is at least a place in which to make it."""
    for folder in (home.root, home.inbox, home.batches, home.snapshots):
        if os.path.lexists(folder) and not room.reachable(folder):
            return Line("folder", "fail", {"reason": FolderGone(path=str(folder))})
    if not home.root.exists() and not room.reachable(home.root.parent):
        return Line("folder", "fail", {"reason": FolderGone(path=str(home.root))})
    return Line("folder", "ok", {"path": str(home.root)})


def _path(root: PurePath) -> Line | None:
    """Only Windows has so short a longest path; says nothing elsewhere."""
    if not isinstance(root, PureWindowsPath):
        return None
    longest = LONGEST_ON_WINDOWS - LONGEST_INSIDE
    values = {"n": len(str(root)), "most": longest}
    return Line("path", "warn" if len(str(root)) > longest else "ok", values)


def _writable(home: Home) -> Line:
    state = "ok"
    for folder in {_nearest(f) for f in (home.inbox, home.batches, home.snapshots)}:
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError:
            state = "fail"
    return Line("home", state, {"path": str(home.root)})


def _locks(home: Home) -> Line | None:
    """Whether two builds would be told apart; nothing is said where no file can be made at all."""
    try:
        with tempfile.TemporaryDirectory(dir=_nearest(home.snapshots), prefix=".probe-") as folder:
            one, other = (FileLock(os.path.join(folder, "lock"), is_singleton=False) for _ in range(2))
            with one.acquire(timeout=0):
                try:
                    other.acquire(timeout=0).release()
                except Timeout:
                    return Line("locks", "ok")
    except NotImplementedError:
        pass
    except OSError as error:
        if not isinstance(room.as_user_error(error, home.root), LocksMissing):
            return None
    return Line("locks", "fail", {"reason": LocksMissing(path=str(home.root))})


def _disk(home: Home) -> Line | None:
    free, needed = room.free(home), room.needed(home)
    if free is None:
        return None
    state = "fail" if free < needed else "warn" if free < MANY_BUILDS * needed else "ok"
    values = {"gigabytes": free / GIGABYTE, "megabytes": -(-needed // room.MEGABYTE)}
    return Line("disk", state, values)


def _inbox(home: Home) -> Line:
    entries = inbox.entries(home)
    gone = [entry.name for entry in entries if not entry.path(home).is_file()]
    return (
        Line("inbox", "fail", {"names": ", ".join(gone)})
        if gone
        else Line("inbox", "ok", {"n": len(entries)})
    )


def _pointer(home: Home) -> Line:
    try:
        return Line("pointer", "ok", {"name": current_path(home).name})
    except SnapshotMissing:
        return Line("pointer", "warn")
    except UserError as error:
        return Line("pointer", "fail", {"reason": error})


def _snapshot(home: Home) -> Line:
    """Whether the published file opens, and whether its largest table can be read to the end."""
    try:
        path = current_path(home)
        snapshot = Snapshot(path)
    except SnapshotMissing:
        return Line("snapshot", "warn")
    except UserError as error:
        return Line("snapshot", "fail", {"reason": error})
    try:
        snapshot.rows("SELECT MAX(COLUMNS(*)) FROM cube")
    except Exception as error:  # whatever the engine says of a torn file
        broken = SnapshotCorrupt(path=str(path), reason=str(error).splitlines()[0])
        return Line("snapshot", "fail", {"reason": broken})
    finally:
        snapshot.close()
    meta = snapshot.meta
    return Line("snapshot", "ok", {"id": meta.id, "built_at": meta.built_at, "files": meta.files})


def _leftovers(home: Home) -> Line:
    found = inbox.leftovers(home)
    if not found:
        return Line("leftovers", "ok")
    size = sum(_size(path) for path in found)
    names = ", ".join(path.name for path in found[:5])
    return Line("leftovers", "warn", {"n": len(found), "names": names, "gigabytes": size / GIGABYTE})


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


def code_page() -> int | str:
    """How the console reads what is printed: its code page on Windows, elsewhere the encoding of the locale."""
    if os.name == "nt":
        import ctypes

        return ctypes.windll.kernel32.GetConsoleOutputCP() or UTF8_CODE_PAGE  # 0: there is no console
    return "utf-8" if sys.flags.utf8_mode else locale.getpreferredencoding(False).lower()


def _console(found: int | str) -> Line:
    well = found in (UTF8_CODE_PAGE, "utf-8", "utf8")
    return Line("console", "ok" if well else "warn", {"found": str(found)})


def _browser(program: Path) -> Line:
    """Only the tests need it. The script is run and not imported: it belongs to the installation, not to the product."""
    script = program / "scripts" / "browser.py"
    found = runpy.run_path(str(script))["find_browser"]() if script.is_file() else None
    return Line("browser", "ok", {"path": str(found)}) if found else Line("browser", "warn")


def _port(port: int) -> Line:
    return Line("port", "ok" if port_free(port) else "warn", {"port": port})


def port_free(port: int) -> bool:
    """Whether 127.0.0.1:port can be listened on now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # else a server that ended a moment ago would count as running
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
