"""Each review screen at 10^6 and 10^7 projects beside the same page in plain Streamlit and in Dash, in one run.

A page is driven by the referee's script as it stands (`referee/page_bench.mjs`), with one driver more: it chooses a
content of work in the product's own filter. Redrawn: from the click to the last change inside a chart.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import playwright

from benchmarks import machine

SCREENS = ("", "don-bay", "do-phu", "ke-hoach", "thu-huong", "so-sanh", "tien-do")
VISITS = 20  # ten contents, each twice
LOADS = 4
_LINE = re.compile(
    r"first load (\S+) ms; later loads \(new browser context\) (.*?); filter first visit (.*?); filter value seen before (.*?);"
)


def referee_script() -> Path:
    """The referee's script with the product's driver among its drivers, nothing else changed."""
    script = (machine.REFEREE / "page_bench.mjs").read_text(encoding="utf-8")
    driver = (Path(__file__).parent / "product_driver.js").read_text(encoding="utf-8")
    folder = Path(tempfile.mkdtemp(prefix="don-bay-bench-"))
    (folder / "page_bench.mjs").write_text(
        script.replace("const drivers = {\n", "const drivers = {\n" + driver, 1), encoding="utf-8"
    )
    return folder / "page_bench.mjs"


def drive(script: Path, address: str, kind: str, visits: int = VISITS) -> dict[str, float]:
    """Medians in milliseconds: cold and warm load, first visit of a content, a content seen before."""
    driver = Path(playwright.__file__).parent / "driver"
    environment = {
        **os.environ,
        "PW": str(driver / "package" / "index.mjs"),
        "CHROMIUM": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "LOADS": str(LOADS),
    }
    node = driver / ("node.exe" if os.name == "nt" else "node")
    ran = subprocess.run(
        [node, script, address, kind, str(visits)], env=environment, capture_output=True, text=True, encoding="utf-8"
    )  # fmt: skip
    found = _LINE.search(ran.stdout)
    if not found:
        raise RuntimeError(f"{address}: {ran.stdout}{ran.stderr}")
    names = ("warm_load", "first_visit", "seen_before")
    return {"cold_load": float(found[1])} | {
        name: _median(text) for name, text in zip(names, found.groups()[1:], strict=True)
    }


def _median(text: str) -> float:
    found = re.search(r"median=(\S+)", text)
    return float(found[1]) if found else float("nan")


def told(name: str, measured: dict[str, float]) -> None:
    print(f"{name:44s}" + "".join(f"{key} {value:6.0f} ms  " for key, value in measured.items()), flush=True)


def main(sizes: tuple[int, ...]) -> None:
    script = referee_script()
    for mode, freeze in (("naive", False), ("cubefig", True)):
        with machine.streamlit_page(10**6, mode, freeze) as (port, _):
            told(f"Streamlit, {mode}", drive(script, f"http://127.0.0.1:{port}/", "streamlit"))
    with machine.dash_page(10**6, "cube") as (port, _):
        told("Dash, cube", drive(script, f"http://127.0.0.1:{port}/", "dash"))
    for size in sizes:
        with machine.product(machine.home(size)) as (port, group):
            for screen in SCREENS:
                address = f"http://127.0.0.1:{port}/{screen}?province={machine.PLACE}"
                told(f"Đòn Bẩy, {size:,} projects, /{screen}", drive(script, address, "donbay"))
            print(f"memory after the screens: {machine.resident_mb(group):.0f} MB", flush=True)


if __name__ == "__main__":
    main(tuple(int(float(size)) for size in sys.argv[1:]) or (10**6,))
