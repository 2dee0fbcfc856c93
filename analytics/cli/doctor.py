"""Whether this machine can run the product: one line a thing, each with what to do about it. Nothing is changed by looking."""

import os
import shutil
import socket
import sys
import tempfile
import tomllib
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

from analytics.format import number
from analytics.notes import error_text
from analytics.text import say
from data import inbox
from data.errors import SnapshotCorrupt, SnapshotMissing, UserError
from data.paths import PROGRAM, Home
from data.sources import SHIPPED
from data.store import Snapshot, current_path

GIGABYTE = 1_000_000_000
# A build needs a few tens of megabytes beside the old snapshots; under this, imports will soon fail.
LEAST_FREE, LITTLE_FREE = 0.2, 1.0


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
            values["gigabytes"] = number(values["gigabytes"], language, 1)
        return say(f"doctor.{self.what}_{self.state}", language, **values)


def examine(home: Home, port: int, program: Path = PROGRAM) -> list[Line]:
    """Every line, in the order in which they should be mended."""
    return [
        _python(),
        _packages(program / "requirements.txt"),
        _fonts(program),
        _reference(program),
        _writable(home),
        _disk(home),
        _inbox(home),
        _pointer(home),
        _snapshot(home),
        _leftovers(home),
        _port(port),
    ]


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


def _writable(home: Home) -> Line:
    state = "ok"
    for folder in {_nearest(f) for f in (home.inbox, home.batches, home.snapshots)}:
        try:
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError:
            state = "fail"
    return Line("home", state, {"path": str(home.root)})


def _disk(home: Home) -> Line:
    free = shutil.disk_usage(_nearest(home.root)).free / GIGABYTE
    state = "fail" if free < LEAST_FREE else "warn" if free < LITTLE_FREE else "ok"
    return Line("disk", state, {"gigabytes": round(free, 1)})


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
    folders = (home.snapshots, home.batches, home.inbox)
    found = sorted(path.name for folder in folders for path in folder.glob(".*"))
    if not found:
        return Line("leftovers", "ok")
    return Line("leftovers", "warn", {"n": len(found), "names": ", ".join(found[:5])})


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
