"""Fifty readers of one server, each thinking 2.5 seconds between changes: how long a change takes, and the memory.

Beside it the referee's own readers (`referee/ws_load.py`) on its page in plain Streamlit. A reader of the product
speaks Streamlit's own protocol over a websocket, as the referee's does; what it changes is the content in the address.
"""

import asyncio
import random
import subprocess
import sys
import time

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import machine

READERS, CHANGES, THINK = 50, 8, 2.5
CONTENTS = (
    "machinery_application", "demo_model_new", "trademark", "showroom", "association_linkage", "cluster_infrastructure",
    "vocational_training", "management_training", "product_voting", "fair_domestic_join",
)  # fmt: skip


async def _drawn(socket) -> str:
    """Wait until the page is drawn whole; the page's own mark."""
    page = ""
    while True:
        message = ForwardMsg()
        message.ParseFromString(await asyncio.wait_for(socket.recv(), 120))
        kind = message.WhichOneof("type")
        if kind == "new_session":
            page = message.new_session.page_script_hash
        if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            raise RuntimeError(message.delta.new_element.exception.message)
        if kind == "script_finished" and message.script_finished != 4:
            return page


async def _reader(number: int, port: int, first: list, later: list) -> None:
    chance = random.Random(number)
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with websockets.connect(address, subprotocols=["streamlit"], max_size=None, ping_interval=None) as socket:  # fmt: skip
        page = ""
        for change in range(CHANGES + 1):
            if change:
                await asyncio.sleep(chance.random() * 2 * THINK)
            asked = BackMsg()
            content = f"&contents={chance.choice(CONTENTS)}" if change else ""
            asked.rerun_script.query_string = f"province={machine.PLACE}{content}"
            asked.rerun_script.page_script_hash = page
            start = time.perf_counter()
            await socket.send(asked.SerializeToString())
            page = await _drawn(socket)
            (later if change else first).append(time.perf_counter() - start)


def _part(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] * 1e3


async def read(port: int) -> None:
    first, later = [], []
    await asyncio.gather(*(_reader(number, port, first, later) for number in range(READERS)))
    for name, values in (("first page", first), ("change", later)):
        print(f"{name}: p50 {_part(values, 0.5):.0f} ms, p95 {_part(values, 0.95):.0f} ms, {len(values)} in all", flush=True)  # fmt: skip


def main(projects: int) -> None:
    with machine.product(machine.home(projects)) as (port, group):
        time.sleep(5)  # what is warmed before the first reader
        print(f"Đòn Bẩy, {projects:,} projects; idle {machine.resident_mb(group):.0f} MB", flush=True)
        asyncio.run(read(port))
        print(f"after {READERS} readers {machine.resident_mb(group):.0f} MB", flush=True)
    with machine.streamlit_page(10**6, "cubefig", freeze=True) as (port, group):
        print("the referee's page in plain Streamlit, cube", flush=True)
        command = [sys.executable, machine.REFEREE / "ws_load.py", str(port), str(READERS), str(CHANGES), str(THINK)]  # fmt: skip
        subprocess.run(command, check=True)
        print(f"after {READERS} readers {machine.resident_mb(group):.0f} MB", flush=True)


if __name__ == "__main__":
    main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 10**6)
