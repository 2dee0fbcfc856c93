"""A real server on a real snapshot, and a real browser that notices every request and complaint."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    WebSocket,
    expect,
    sync_playwright,
)

from scripts.browser import find_browser

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
# Files in the order in which two workers take them; all others after these.
LONGEST = ("test_every_reader", "test_keyboard", "test_readers_during_publish", "test_plot_component", "test_folder_gone", "test_bad_cases", "test_review")  # fmt: skip
# No request of the browser's own, so that what is recorded is what the product asks for.
BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Below a page's address Streamlit's client looks for its server first, does not find it, and finds it at the top.
LOOKS_BELOW_A_PAGE = re.compile(r"http://127\.0\.0\.1:\d+/[a-z-]+/_stcore/(health|host-config)")
# A proxy of the environment would carry requests for 127.0.0.1 away.
direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
# A machine with other work is slow, not wrong: whatever is waited for may take this long (milliseconds).
expect.set_options(timeout=30_000)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a browser test, and comes after all others.

    Last: while Playwright runs, its event loop stands in the main thread, where other tests may want
    one of their own. `make test` gives the browser tests a call of their own, with two workers: each has
    its own browser and its own servers on its own data homes, and takes the next file when it is done with
    one; so the longest files come first.
    """
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if HERE not in item.path.parents:
        return -1
    return LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST)


@dataclass(frozen=True)
class Server:
    """A running `manage.py serve`: its process, which leads a group of its own, port, home and log."""

    process: subprocess.Popen
    port: int
    home: Path
    log: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Watch:
    """What one test's pages asked for and complained about."""

    addresses: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def outside(self) -> list[str]:
        """The requests that left this machine's own address; data: and blob: ask nobody."""
        parts = ((address, urlsplit(address)) for address in self.addresses)
        return [
            a for a, part in parts if part.scheme not in ("data", "blob") and part.hostname != "127.0.0.1"
        ]


def manage(*arguments: object, home: Path) -> subprocess.CompletedProcess:
    """`python manage.py …` on a data home of its own, to its end; stdout and stderr as text."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=environment(home), capture_output=True, encoding="utf-8", timeout=300
    )


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "DONBAY_HOME": str(home), "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def data_home(tmp_path_factory) -> Path:
    """A data home outside the project, with the snapshot a newcomer's first `make run` builds."""
    home = tmp_path_factory.mktemp("home")
    built = manage("build", home=home)
    assert built.returncode == 0, built.stdout + built.stderr
    return home


@pytest.fixture(scope="session")
def server(data_home, tmp_path_factory) -> Iterator[Server]:
    """`manage.py serve` on a free port, healthy; ended with all its children after the last test."""
    with serving(data_home, tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running


@pytest.fixture(scope="session")
def other_server(data_home, tmp_path_factory) -> Iterator[Server]:
    """A second process on a copy of that data home: what a test imports or breaks there, no other test sees."""
    home = tmp_path_factory.mktemp("other") / "home"
    shutil.copytree(data_home, home)
    with serving(home, tmp_path_factory.mktemp("other-server") / "server.log") as running:
        yield running


@contextmanager
def serving(home: Path, log: Path) -> Iterator[Server]:
    port = free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment(home),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=os.name != "nt",
        )
    server = Server(process, port, home, log)
    try:
        wait_until_healthy(server)
        yield server
    finally:
        end(process)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_healthy(server: Server, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with direct.open(f"{server.address}/_stcore/health", timeout=5) as answer:
                if answer.read() == b"ok":
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(
        "The server did not start:\n" + server.log.read_text(encoding="utf-8", errors="replace")
    )


def end(process: subprocess.Popen) -> None:
    """End a process and its children: `manage.py serve` may run the server as a child of its own."""
    if process.poll() is not None:
        return
    if os.name == "nt":
        subprocess.run(["taskkill", "/PID", str(process.pid), "/T", "/F"], capture_output=True)
        process.wait(timeout=15)
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=15)


@pytest.fixture(scope="session")
def browser(tmp_path_factory) -> Iterator[Browser]:
    """The system's Chromium, Chrome or Edge, without a window."""
    found = find_browser()
    assert found is not None, "No Chromium: `make test` installs it, or names what is missing."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(BROWSER_FLAGS))
        yield browser
        browser.close()


def new_reader(browser: Browser, address: str, **how) -> BrowserContext:
    """A reader's fresh browser in Viet Nam, at the server of that address; `how` goes to Playwright's new_context."""
    context = browser.new_context(
        base_url=address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce", **how
    )
    context.add_init_script(path=HERE / "wire.js")
    return context


@dataclass
class Reader:
    """A browser at one server and what it asked for and complained about since `watch` was last put in."""

    context: BrowserContext
    watch: Watch = field(default_factory=Watch)

    def __post_init__(self) -> None:
        self.context.on("request", lambda request: self.watch.addresses.append(request.url))
        self.context.on(
            "console", lambda said: is_complaint(said) and self.watch.complaints.append(said.text)
        )
        self.context.on("weberror", lambda error: self.watch.complaints.append(str(error.error)))
        self.context.on("page", lambda page: page.on("websocket", self._connected))

    def _connected(self, socket: WebSocket) -> None:
        self.watch.addresses.append(socket.url)

    def forget(self) -> None:
        """Close the pages, and drop what a site may keep in a browser but for the files it fetched."""
        for page in self.context.pages:
            if page.url.startswith("http"):
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.close()
        self.context.clear_cookies()


@pytest.fixture(scope="session")
def readers(browser) -> Callable[[str], Reader]:
    """readers(address) -> the one browser at that server: what it fetched and compiled once, it has for all tests."""
    return lru_cache(maxsize=None)(lambda address: Reader(new_reader(browser, address)))


@pytest.fixture
def watch() -> Watch:
    """What the pages of this test asked for and complained about; checked after the test by `context`."""
    return Watch()


@pytest.fixture
def context(readers, server, watch) -> Iterator[BrowserContext]:
    """A reader's browser in Viet Nam. Fails the test if a page left 127.0.0.1 or logged an error."""
    reader = readers(server.address)
    reader.watch = watch
    yield reader.context
    reader.forget()
    assert watch.outside() == []
    assert watch.complaints == []


def is_complaint(said: ConsoleMessage) -> bool:
    """Every error, but for the one that is Streamlit's way of opening a page by its own address."""
    expected = " 404 " in said.text and LOOKS_BELOW_A_PAGE.fullmatch(said.location.get("url", ""))
    return said.type == "error" and not expected


@pytest.fixture
def page(context) -> Page:
    """An empty page of `context`."""
    return context.new_page()


@pytest.fixture
def open_page(page) -> Callable[..., Page]:
    """Open a path of the product and wait until it is drawn: `open_page("/leverage?…", theme="dark")`."""

    def open_page(path: str = "/", width: int = 1366, height: int = 768, theme: str = "light") -> Page:
        page.set_viewport_size({"width": width, "height": height})
        # Without a choice of the reader's own, Streamlit follows the system's.
        page.emulate_media(color_scheme=theme)
        page.goto(path)
        wait_until_idle(page)
        return page

    return open_page


def wait_until_drawn(page: Page, charts: int | None = None) -> None:
    """Wait until the app stands still and all charts of the page (as many as `charts` says) are drawn."""
    wait_until_idle(page)
    expected = page.locator(".plot").count() if charts is None else charts
    expect(page.locator(".plot[data-state=drawn]")).to_have_count(expected)


IS_IDLE = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app !== null
        && app.dataset.testConnectionState === "CONNECTED"
        && app.dataset.testScriptState === "notRunning"
        && window.unanswered === false
        && document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]') === null;
}"""


def wait_until_idle(page: Page, seconds: float = 60, calm: float = 0.3) -> None:
    """Wait until every request of the page to its script was answered (`wire.js`) and drawn.

    For `calm` seconds: the page itself sends a click on only after a moment.
    """
    deadline = time.monotonic() + seconds
    since = None
    while time.monotonic() < deadline:
        if not page.evaluate(IS_IDLE):
            since = None
        elif since is None:
            since = time.monotonic()
        elif time.monotonic() - since >= calm:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"Still busy after {seconds} s: {page.url}")
