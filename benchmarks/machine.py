"""What the measurements share: folders of data, servers started and ended by their own number, memory, the referee."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFEREE = Path(__file__).parent / "referee"
# Data and results lie outside the program, so that nothing of them is ever taken for the product's own.
FOLDER = Path(os.environ.get("DONBAY_BENCH", ROOT.parent / "don-bay-bench")).resolve()
PLACE = "demo-gia-lai"  # one of the 63 simulated provinces
BENCH_PYTHON = ROOT / ".venv-bench" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
START_SECONDS = 60


def home(projects: int) -> Path:
    """A data home of so many simulated projects, made and built where it is not there yet."""
    folder = FOLDER / f"projects-{projects}"
    environment = {**os.environ, "DONBAY_HOME": str(folder)}
    if not list(folder.glob("batches/*/project.parquet")):
        manage("demo", "--projects", str(projects), "--out", str(folder), env=environment)
    manage("build", env=environment)
    return folder


def manage(*arguments: str, env: dict) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL
    )


def snapshot(folder: Path) -> Path:
    return folder / "snapshots" / (folder / "snapshots" / "current").read_text(encoding="utf-8").strip()


def facts(rows: int) -> Path:
    """The referee's own table, for the pages that the product is measured beside."""
    path = FOLDER / "facts" / f"facts_{rows}.duckdb"
    if not path.exists():
        subprocess.run(
            [BENCH_PYTHON, REFEREE / "gen_facts.py", str(rows), path.parent, "--nosqlite"], check=True
        )
    return path


@contextlib.contextmanager
def served(command: list, **environment: str) -> Iterator[tuple[int, int]]:
    """A server in a process group of its own, ready to answer; (port, pid), ended with all its children.

    `{port}` in the command stands for a free port.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    child = subprocess.Popen(
        [str(part).replace("{port}", str(port)) for part in command],
        cwd=environment.pop("CWD", str(ROOT)),
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(port, child)
        yield port, child.pid
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def product(folder: Path):
    """The product as `manage.py serve` runs it, on a data home."""
    return served([sys.executable, "manage.py", "serve", "--port", "{port}"], DONBAY_HOME=str(folder))


def streamlit_page(rows: int, mode: str, freeze: bool = False):
    """The referee's page in plain Streamlit."""
    extra = {"BENCH_FREEZE": "1"} if freeze else {}
    command = [BENCH_PYTHON, "-m", "streamlit", "run", REFEREE / "st_page.py", "--server.port", "{port}"]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]  # fmt: skip
    return served(command, CWD=str(REFEREE), BENCH_MODE=mode, BENCH_DB=str(facts(rows)), **extra)


def dash_page(rows: int, mode: str):
    """The referee's page in Dash."""
    command = [BENCH_PYTHON, REFEREE / "dash_page.py", "{port}"]
    return served(command, CWD=str(REFEREE), BENCH_MODE=mode, BENCH_DB=str(facts(rows)))


def _wait(port: int, child: subprocess.Popen) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if child.poll() is not None:
            raise RuntimeError(f"the server ended at once, exit code {child.returncode}")
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("the server did not answer")


def resident_mb(group: int) -> float:
    """Resident memory of all processes of a group, in MB (proportional where pages are shared)."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            if os.getpgid(int(folder.name)) == group:
                rollup = (folder / "smaps_rollup").read_text()
                total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024
