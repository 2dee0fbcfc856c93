"""Serving the screens: a snapshot to serve, and the server."""

import os
import sys

from analytics.cli import supervising
from analytics.cli.intake import build_and_tell
from analytics.notes import error_text
from analytics.text import say
from data import room
from data.errors import SnapshotCorrupt, SnapshotMissing, SnapshotSchema, UserError
from data.inbox import write_atomically
from data.paths import PROGRAM, Home
from data.store import Snapshot, current, forget


def have_snapshot(home: Home, language: str) -> None:
    """A snapshot to serve: the published one, else a new one, else the youngest older one that can be read.

    A published one is never built over: somebody may have gone back to it on purpose.
    """
    try:
        current(home)
        forget()  # the server is a process of its own; this one must hold no file that may be replaced
        return
    except (SnapshotMissing, SnapshotSchema, SnapshotCorrupt) as error:
        print(error_text(error, language), file=sys.stderr)
    print(say("cli.must_build", language), flush=True)
    try:
        build_and_tell(home, language)
        forget()
    except UserError as error:
        older = _older(home)
        if older is None:
            raise
        print(error_text(error, language), file=sys.stderr)
        with room.in_words(home):
            write_atomically(home.pointer, older.path.name.encode("utf-8"))
        print(say("cli.older_used", language, id=older.id), file=sys.stderr)


def _older(home: Home) -> Snapshot | None:
    """The youngest snapshot in the folder that opens, None where there is none."""
    paths = sorted(home.snapshots.glob("*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in paths:
        if path.name.startswith("."):
            continue  # a build that never ended
        try:
            snapshot = Snapshot(path)
            snapshot.close()
            return snapshot
        except UserError:
            continue
    return None


def server(port: int) -> list[str]:
    """The command that serves the screens on 127.0.0.1, to be run in the program's folder.

    Not `streamlit run`: that opens its socket in a way that leaves TCP_NODELAY off, and every small answer on a kept
    connection then waits up to 40 ms for the browser to acknowledge the one before.
    """
    return [
        *(sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)),
        *("--ws", "websockets-sansio", "--ws-per-message-deflate", "False"),  # as Streamlit sets them
        *("--log-level", "warning", "--no-access-log", "--no-use-colors"),
    ]


def run(home: Home, port: int, last_words: str) -> int:
    """The server on 127.0.0.1 until it ends; Ctrl-C and a polite kill of this process end it. Its exit code, 0 if it was asked to end;
    `last_words` are printed then.

    Where one process can take another's place, a small one takes this one's, so that an idle server holds no second copy
    of the libraries; Windows knows no such replacing.
    """
    # In the program's folder, where .streamlit/config.toml is looked for; a relative data home must stay the same one.
    environment = {
        **os.environ,
        "DONBAY_HOME": str(home.root),
        "PYTHONUTF8": "1",
        "STREAMLIT_SERVER_PORT": str(port),
    }
    command = server(port)
    if os.name == "nt":
        code = supervising.supervise(command, cwd=PROGRAM, env=environment)
        print(last_words, flush=True)
        return code
    os.chdir(PROGRAM)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(
        sys.executable, [sys.executable, "-I", "-S", supervising.__file__, last_words, *command], environment
    )
