"""Install the locked libraries into .venv, once for each lock: `python scripts/install.py run|tests|bench`.

Standard library only, since it runs before anything is installed. A stamp in .venv holds what was
installed, so that a second start needs no network and no time, and a changed lock installs again.
What the product is measured beside (bench) has a .venv-bench of its own.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "run": ROOT / "requirements.txt",
    "tests": ROOT / "requirements-dev.txt",
    "bench": ROOT / "benchmarks" / "requirements.txt",
}

# A reader's own settings must not send the libraries elsewhere than .venv.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET")}
ENVIRONMENT |= {"PIP_USER": "0", "PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}


def main(purpose: str) -> int:
    """Make .venv hold what `purpose` ("run", "tests", "bench") needs; the exit code of what failed, else 0."""
    if sys.version_info < (3, 11):  # noqa: UP036, since run.bat hands over whatever Python it finds
        say("Cần Python 3.11 trở lên.", "Python 3.11 or later is needed.")
        return 1
    venv = ROOT / (".venv-bench" if purpose == "bench" else ".venv")
    lock, stamp = LOCKS[purpose], venv / f"installed-{purpose}"
    if works(python_of(venv)) and stamp.is_file() and stamp.read_text(encoding="utf-8") == digest(lock):
        return 0
    say(
        f"Đang cài thư viện vào {venv.name}, chỉ lần đầu…",
        f"Installing libraries into {venv.name}, the first time only…",
    )
    code = make_venv(venv) or install(venv, lock)
    if code:
        say(
            "Cài chưa xong, lý do ở trên; lần đầu cần có mạng.",
            "Not installed, see above; this needs a network.",
        )
        return code
    stamp.write_text(digest(lock), encoding="utf-8")
    return 0


def python_of(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works(python: Path) -> bool:
    """Whether .venv is whole: not half made, and its Python not removed or replaced since."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return python.exists() and run(python, "-c", check, quiet=True) == 0


def make_venv(venv: Path) -> int:
    return 0 if works(python_of(venv)) else run(sys.executable, "-m", "venv", "--clear", venv)


def install(venv: Path, lock: Path) -> int:
    return run(python_of(venv), "-m", "pip", "install", "--require-hashes", "--requirement", lock)


def run(*command, quiet: bool = False) -> int:
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, env=ENVIRONMENT, cwd=ROOT, stdout=output, stderr=output).returncode


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def say(vi: str, en: str) -> None:
    # Not every console can show Vietnamese; a message must not end in an encoding error.
    sys.stdout.reconfigure(errors="replace")
    print(f"{vi} / {en}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
