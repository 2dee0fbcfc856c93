"""The server as a stranger on the network, a browser and a second start meet it."""

import os
import socket
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, Server, direct, manage

# The kernel's tables, /proc/net/tcp and tcp6: the state of a socket that waits for connections.
LISTENING = "0A"
# 127.0.0.1 as they write it; and the same address through an IPv6 socket.
LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F"}


def other_addresses() -> set[str]:
    """This machine's addresses other than 127.0.0.1; 127.0.0.2 and ::1 are there even without a network.

    A server bound to every interface answers on each of them, one bound to 127.0.0.1 on none.
    """
    found = {"127.0.0.2", "::1"}
    found |= {str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None)}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Sends nothing: a UDP socket only picks the address it would send from (192.0.2.1 is for documents).
            probe.connect(("192.0.2.1", 9))
            found.add(probe.getsockname()[0])
        except OSError:
            pass  # No network at all: nothing to add.
    return found - {"127.0.0.1"}


def answers(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=2).close()
    except OSError:
        return False
    return True


def listening_sockets(server: Server) -> set[tuple[str, int]]:
    """Address and port of each socket on which the server or a child of it waits, as the system tells it."""
    if os.name == "nt":
        return _listening_on_windows(server.port)
    inodes = {inode for pid in _group_of(server) for inode in _sockets_of(pid)}
    rows = [line.split() for table in ("tcp", "tcp6") for line in _lines(f"/proc/net/{table}")[1:]]
    own = [row[1].split(":") for row in rows if row[3] == LISTENING and row[9] in inodes]
    return {("127.0.0.1" if address in LOOPBACK else address, int(port, 16)) for address, port in own}


def _listening_on_windows(port: int) -> set[tuple[str, int]]:
    asked = ["netstat", "-an", "-p", "TCP"]
    listed = subprocess.run(asked, capture_output=True, encoding="ascii", errors="replace").stdout
    # The word for the state is in the system's language; a socket that waits has no port on its other side.
    rows = [line.split() for line in listed.splitlines() if line.split()[2:3] == ["0.0.0.0:0"]]
    pairs = [row[1].rsplit(":", 1) for row in rows]
    return {(address, port) for address, found in pairs if found == str(port)}


def _group_of(server: Server) -> list[int]:
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if _session_of(pid) == server.process.pid]


def _session_of(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except OSError:
        return None  # It ended while we looked.


def _sockets_of(pid: int) -> set[str]:
    names = [os.readlink(entry) for entry in Path(f"/proc/{pid}/fd").iterdir() if entry.is_symlink()]
    return {name.removeprefix("socket:[").removesuffix("]") for name in names if name.startswith("socket:[")}


def _lines(path: str) -> list[str]:
    # A kernel without IPv6 has no table of it.
    return Path(path).read_text(encoding="ascii").splitlines() if Path(path).exists() else []


@pytest.fixture(scope="module")
def front_page(server):
    """Headers and text of the first answer any reader gets."""
    with direct.open(server.address + "/", timeout=10) as answer:
        return answer.headers, answer.read().decode("utf-8")


def test_nothing_listens_on_another_address_than_127_0_0_1(server):
    assert listening_sockets(server) == {("127.0.0.1", server.port)}


def test_the_server_answers_on_no_other_address_of_this_machine(server):
    assert answers("127.0.0.1", server.port)
    assert [address for address in sorted(other_addresses()) if answers(address, server.port)] == []


def test_the_front_page_says_that_it_is_vietnamese(front_page):
    _, text = front_page

    assert '<html lang="vi"' in text
    assert 'lang="en"' not in text


def test_the_security_headers_keep_the_product_to_itself(front_page):
    headers, _ = front_page
    policy = headers["content-security-policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http:" not in policy and "https:" not in policy and "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")


def test_a_name_of_another_site_does_not_reach_the_app(server):
    """DNS rebinding: a page elsewhere whose name points at 127.0.0.1 must not open the WebSocket."""
    assert opens_websocket(server, host=f"127.0.0.1:{server.port}")
    assert not opens_websocket(server, host=f"attacker.example:{server.port}")


def opens_websocket(server: Server, host: str) -> bool:
    request = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
        "Connection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(request.encode("ascii"))
        return connection.recv(64).startswith(b"HTTP/1.1 101")


def test_the_product_opens_in_the_browser_without_asking_anyone_outside(open_page, watch):
    page = open_page("/")

    assert page.locator("h1").count() >= 1
    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'ữ')")
    assert any("be-vietnam-pro-vietnamese" in address for address in watch.addresses)


def test_a_port_in_use_gives_one_sentence_and_exit_code_41(data_home):
    with socket.socket() as other_program:
        other_program.bind(("127.0.0.1", 0))
        other_program.listen()
        port = other_program.getsockname()[1]
        refused = manage("serve", "--port", port, home=data_home)

    said = refused.stdout + refused.stderr
    assert refused.returncode == 41
    assert "Traceback" not in said
    assert sentence("port_in_use").format(port=port) in " ".join(said.split())


def sentence(key: str) -> str:
    """The Vietnamese sentence of an error, from the table that the product reads it from."""
    texts = (ROOT / "analytics" / "i18n" / "vi" / "errors.toml").read_text(encoding="utf-8")
    return tomllib.loads(texts)["error"][key]
