"""The server as a child that ends when it is asked to. Standard library only: on its own, this takes 10 MB instead of 60."""

import signal
import subprocess
import sys

STOP_SECONDS = 10


def supervise(command: list[str], **how) -> int:
    """Run a command until it ends; Ctrl-C and a polite kill of this process end it. Its exit code, 0 if it was asked to end.

    `how` goes to subprocess.Popen.
    """
    child = subprocess.Popen(command, **how)
    before = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        return _asked_to_end(child.wait())
    except KeyboardInterrupt:
        _let_end(child)
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)


def _let_end(child: subprocess.Popen) -> None:
    """The terminal sent Ctrl-C to the child as well: it gets time to close its connections, and no more."""
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _asked_to_end(code: int) -> int:
    return 0 if code in (-signal.SIGTERM, -signal.SIGINT) else code


def main(last_words: str, *command: str) -> int:
    code = supervise(list(command))
    print(last_words, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
