"""Fifty readers at once while new snapshots are published: nobody meets an error, and nobody a page of two snapshots.

On raw WebSockets, in the server's own messages: fifty browsers would ask more of the machine than of the server.
"""

import os
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from analytics.format import ratio
from data import store
from data.paths import Home
from tests import worlds
from tests.e2e.conftest import Server, manage
from tests.support_workbook import write_workbook

READERS = 50
STATE = (
    120,
    150,
    200,
    240,
)  # triệu đồng of the one project, a snapshot each; the first before the readers come
COUNTERPART = 300
SNAPSHOT = re.compile(r"bản số liệu ([0-9a-f]{12})")
SECONDS = 60


@dataclass
class Seen:
    """What one reader was told, a page each: the snapshots named on it, and its text."""

    pages: list[tuple[set[str], str]] = field(default_factory=list)


@pytest.fixture
def server(other_server) -> Server:
    return other_server


def publish(home: Home, folder: Path, state: int) -> str:
    """The id of a new snapshot in which the project in Kon Tum has so much of the State's money."""
    rows = [worlds.project("KT-1", district_as_reported="Huyện Đăk Hà", province="kon-tum")]
    money = [
        worlds.money("KT-1", "local", state, province="kon-tum"),
        worlds.money("KT-1", "counterpart", COUNTERPART, province="kon-tum"),
    ]
    taken = manage("import", write_workbook(folder / f"{state}.xlsx", rows, money), home=home.root)
    assert taken.returncode == 0, taken.stderr
    return store.current_path(home).stem


def visit(socket) -> tuple[set[str], str]:
    """Ask for the page and read until the server has drawn it."""
    asked = BackMsg()
    asked.rerun_script.query_string = "province=kon-tum"
    socket.send(asked.SerializeToString())
    texts = []
    while True:
        said = ForwardMsg.FromString(socket.recv(timeout=SECONDS))
        if said.WhichOneof("type") == "delta":
            element = said.delta.new_element
            assert element.WhichOneof("type") != "exception", element
            is_html = element.WhichOneof("type") == "html"
            texts.append(element.html.body if is_html else element.bidi_component.json)
        if said.WhichOneof("type") == "script_finished":
            text = " ".join(texts)
            assert said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            return set(SNAPSHOT.findall(text)), text


def opened(server: Server):
    address = f"127.0.0.1:{server.port}"
    return connect(
        f"ws://{address}/_stcore/stream", origin=f"http://{address}", subprotocols=["streamlit"], max_size=None,
        proxy=None, open_timeout=SECONDS, ping_interval=None,
    )  # fmt: skip


def read_on(server: Server, number: int, published: threading.Event) -> Seen:
    """Half of the readers come anew for each page, half stay; one page more after the last snapshot is out."""
    seen = Seen()
    while True:
        with opened(server) as socket:
            while True:
                last = published.is_set()
                seen.pages.append(visit(socket))
                if last:
                    return seen
                time.sleep(0.2)
                if number % 2:
                    break


def held_open(server: Server) -> set[str]:
    """Names of the snapshots that the server's processes have open."""
    names = set()
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and os.getsid(int(process.name)) == server.process.pid:
                names |= {os.readlink(file) for file in (process / "fd").iterdir()}
        except OSError:
            continue  # it ended, or closed the file, while we looked
    return {Path(name).name for name in names if ".duckdb" in name}


def test_fifty_readers_read_on_while_snapshots_are_published_and_each_page_is_of_one(server, tmp_path):
    home = Home(server.home)
    states = {publish(home, tmp_path, STATE[0]): STATE[0]}
    published = threading.Event()
    with ThreadPoolExecutor(READERS) as readers:
        reading = [readers.submit(read_on, server, number, published) for number in range(READERS)]
        try:
            for state in STATE[1:]:
                time.sleep(1)
                states[publish(home, tmp_path, state)] = state
        finally:
            published.set()
        seen = [one.result(timeout=2 * SECONDS) for one in reading]

    for reader in seen:
        for ids, text in reader.pages:
            assert len(ids) == 1, ids
            state = states[next(iter(ids))]
            assert f"Mỗi đồng Nhà nước đi kèm {ratio(COUNTERPART / state, 'vi')} đồng" in text
            assert f"Tổng kinh phí năm 2015: {state + COUNTERPART},00 triệu" in text
        order = [states[next(iter(ids))] for ids, _ in reader.pages]
        assert order == sorted(order)  # nobody is sent back to an older one
        assert order[-1] == STATE[-1]
    assert len({next(iter(ids)) for reader in seen for ids, _ in reader.pages}) > 1

    # What was replaced is let go: no memory behind it, and Windows lets the file be removed.
    current = store.current_path(home).name
    if os.name != "nt":
        assert held_open(server) == {current}
    for path in home.snapshots.glob("*.duckdb"):
        if path.name != current:
            path.unlink()
    with opened(server) as socket:
        assert visit(socket)[0] == {Path(current).stem}
