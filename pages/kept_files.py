"""Streamlit's own scripts and styles, read from the disk once and then sent from memory.

A new tab asks for about a hundred of them before it shows anything, and each costs the server a walk
through its routes and threads. Their names hold a hash of their content, so that one that was sent once
may be sent again as it was.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = "/static/"
MOST = 16 * 2**20  # bytes; all that the screens ask for is about 4 MB
# An answer to any of these is of one reader alone.
_PARTIAL = ("range", "if-none-match", "if-modified-since", "if-range")


class KeptFiles:
    """ASGI middleware: what the app answers below /static/ as never changing ("immutable") is kept, up to `MOST` bytes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._kept: dict[tuple[str, str], tuple[Message, Message]] = {}
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_whole_file(scope):
            await self.app(scope, receive, send)
            return
        name = scope["path"], Headers(scope=scope).get("accept-encoding", "")
        kept = self._kept.get(name)
        if kept:
            start, body = kept
            await send({**start, "headers": list(start["headers"])})
            await send(body)
            return
        await self.app(scope, receive, _Copy(send, lambda start, body: self._keep(name, start, body)).send)

    def _keep(self, name: tuple[str, str], start: Message, body: bytes) -> None:
        if self._size + len(body) <= MOST:
            self._size += len(body)
            self._kept[name] = (start, {"type": "http.response.body", "body": body})


def _is_whole_file(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(FOLDER):
        return False
    headers = Headers(scope=scope)
    return not any(name in headers for name in _PARTIAL)


class _Copy:
    """Passes an answer on as it comes, and hands over a copy of it if it is whole and never changes."""

    def __init__(self, send: Send, keep) -> None:
        self._send, self._keep = send, keep
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            immutable = "immutable" in Headers(raw=message["headers"]).get("cache-control", "")
            if message["status"] == 200 and immutable:
                self._start = {**message, "headers": list(message["headers"])}
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                self._keep(self._start, bytes(self._body))
        await self._send(message)
