"""Imports in processes of their own that are killed: run as `python -m tests.killed_import`, it does as it is told on stdin.

One line of JSON an import: {"home", "path", "operation", "seconds"}. `operation`: die just before the nth file operation
in the data home (0: never); `seconds`: be killed after so long (None: never). The answer is one line: {"code", "done"}.
Where the system can fork, one warm process makes a child for each import, so that fifty imports do not load the libraries
fifty times, and kills it itself: until the parent has asked how its child ended, no other process can have its number.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

HARDEST = getattr(
    signal, "SIGKILL", signal.SIGTERM
)  # on Windows any signal but Ctrl-C ends a process at once
WATCHED = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}


def watch(root: str, stop_before: int) -> list[str]:
    """Count what Python does to files under `root` (writing only); the names of what was done, in order."""
    done: list[str] = []

    def hook(event: str, arguments: tuple) -> None:
        if event not in WATCHED or not str(arguments[0]).startswith(root):
            return
        if event == "open" and not (isinstance(arguments[1], str) and set(arguments[1]) & set("wxa+")):
            return
        done.append(f"{event} {Path(str(arguments[0])).name}")
        if len(done) == stop_before:
            os.kill(os.getpid(), HARDEST)

    sys.addaudithook(hook)
    return done


def take(told: dict, answer: int) -> None:
    """One import to its end; the names of what it did to files go to the open file `answer`."""
    from data.build import import_file
    from data.paths import Home

    done = watch(told["home"], told["operation"])
    import_file(Home(Path(told["home"])), Path(told["path"]))
    os.write(answer, json.dumps(done).encode())


def take_in_a_child(told: dict) -> dict:
    assert hasattr(os, "fork")
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            take(told, writes)
            code = 0
        finally:
            os._exit(code)
    os.close(writes)
    until = time.monotonic() + (600 if told["seconds"] is None else told["seconds"])
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        if time.monotonic() >= until:
            os.kill(child, HARDEST)
            _, status = os.waitpid(child, 0)
            break
        time.sleep(0.001)
    with os.fdopen(reads, "rb") as said:
        done = said.read()
    return {"code": os.waitstatus_to_exitcode(status), "done": json.loads(done or b"[]")}


def main() -> None:
    from data import batches, build, demo, making  # loaded once, before any child is made

    demo.workbook(), batches.reader_version(), build.build, making.MARTS
    for line in sys.stdin:
        told = json.loads(line)
        if hasattr(os, "fork"):
            print(json.dumps(take_in_a_child(told)), flush=True)
        else:
            take(told, sys.stdout.fileno())


if __name__ == "__main__":
    main()
