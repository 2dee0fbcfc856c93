"""A line of our own from the server to each open page: what goes over it does not wait for the page to be built anew.

The browser opens it (plots_ahead.js) under a name that only this reader's session knows. Whatever is sent is sent
with the page as well: a page whose line is cut, or never came about behind some proxy, misses nothing but a moment.
"""

import asyncio
import contextlib
import secrets

import streamlit as st
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

_PATH = "/assets/line/"
_NAME = "_line"

# The open lines by their names: the event loop that holds one, and what is waiting to be sent over it.
_open: dict[str, tuple[asyncio.AbstractEventLoop, asyncio.Queue]] = {}


def line_route() -> WebSocketRoute:
    """The route for `st.App(routes=[...])`. A name that no session has is held too, and nothing is ever sent there."""
    return WebSocketRoute(_PATH + "{name}", _hold)


def line_path() -> str:
    """Where the browser of this reader's session opens its line, without the server's base path."""
    return _PATH + _name()


def _name() -> str:
    return st.session_state.setdefault(_NAME, secrets.token_urlsafe(24))


class Line:
    """The line of one session; may be used from any thread."""

    def __init__(self):
        self._its = _name()

    def send(self, text: str) -> None:
        """Send a text. Without an open line nothing happens."""
        if held := _open.get(self._its):
            loop, waiting = held
            with contextlib.suppress(RuntimeError):  # the loop ends with the server
                loop.call_soon_threadsafe(waiting.put_nowait, text)


async def _hold(socket: WebSocket) -> None:
    name, waiting = socket.path_params["name"], asyncio.Queue()
    await socket.accept()
    mine = _open[name] = asyncio.get_running_loop(), waiting
    sending = asyncio.create_task(_send_all(socket, waiting))
    try:
        while True:
            await socket.receive_text()  # nothing is said; raises when the page goes
    except (WebSocketDisconnect, KeyError, RuntimeError):
        pass
    finally:
        sending.cancel()
        if _open.get(name) is mine:
            del _open[name]


async def _send_all(socket: WebSocket, waiting: asyncio.Queue) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.send_text(await waiting.get())
