"""What every answer of the server carries: the page's language, and what the browser may fetch.

Streamlit writes `<html lang="en">`, so that a screen reader reads Vietnamese as English, and sends no
security headers. This middleware around it mends both, and makes "nothing leaves this machine" a rule
that the browser itself enforces.
"""

import gzip
import re
from base64 import b64encode
from hashlib import sha256
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_HTML_LANGUAGE = re.compile(rb'<html lang="[^"]*"')
# A Host header goes into a header of ours: letters, digits, dots, a port, an IPv6 address, nothing else.
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:]+\](:\d+)?")


# An address that a reader may have typed: one word behind the first slash, no file and nothing of Streamlit's own.
_ONE_WORD = re.compile(r"/([^/.]+)/?")


class Shell:
    """ASGI middleware: `st.App(..., middleware=[Middleware(Shell)])`.

    Sets `lang` in every HTML page and has the browser fetch and run `scripts` (addresses) with it, and sets on every HTTP answer Content-Security-Policy,
    X-Content-Type-Options, Referrer-Policy and X-Frame-Options. WebSockets pass unchanged. Where `pages` are given, an address that is none
    of them leads to the first page, whose own address is "/", with all that was asked: Streamlit would say "Page not found" in English.
    """

    def __init__(
        self, app: ASGIApp, language: str = "vi", scripts: tuple[str, ...] = (), pages: frozenset[str] = frozenset()
    ) -> None:  # fmt: skip
        self.app = app
        self.language = language
        self.pages = pages
        tags = (f'<script async src="{escape(address)}"></script>' for address in scripts)
        self.head = "".join(tags).encode("utf-8")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        answer = _Answer(send, headers.get("host", ""), self)
        if self.pages and _is_no_page(scope, headers, self.pages):
            asked = scope.get("query_string", b"")
            await RedirectResponse(_root(scope) + ("?" + asked.decode("latin-1") if asked else ""), 307)(scope, receive, answer.send)  # fmt: skip
            return
        await self.app(scope, receive, answer.send)


def _is_no_page(scope: Scope, headers: Headers, pages: frozenset[str]) -> bool:
    """Whether a browser asks for a page by an address that no page has."""
    word = _ONE_WORD.fullmatch(scope["path"].removeprefix(scope.get("root_path", "")))
    wants = scope.get("method") in ("GET", "HEAD") and "text/html" in headers.get("accept", "")
    return bool(wants and word and not word[1].startswith("_") and word[1] not in pages)


def _root(scope: Scope) -> str:
    return scope.get("root_path", "") + "/"


def content_security_policy(host: str, scripts: tuple[str, ...] = ()) -> str:
    """The policy for pages of `host` ("127.0.0.1:8501"; '' or anything odd: none named).

    `scripts` are inline scripts that may run, as `'sha256-…'`. `blob:` scripts: Streamlit starts a
    component's JavaScript from a blob it makes itself. Inline styles: Streamlit and Plotly write style
    elements. Sockets are allowed to this host by name, since older browsers do not count them as 'self',
    and a bare `ws:` would allow any machine.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", "blob:", *scripts)),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'" + sockets,
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class _Answer:
    """One answer on its way out: HTML is held until it is whole, all else is passed on as it comes."""

    def __init__(self, send: Send, host: str, shell: Shell) -> None:
        self._send = send
        self._host = host
        self._shell = shell
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
            self._secure(headers)
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self._start)
            return
        await self._send(message)

    async def _send_page(self, start: Message) -> None:
        headers = MutableHeaders(raw=start["headers"])
        page = bytes(self._body)
        if page and headers.get("content-encoding") == "gzip":
            page = gzip.decompress(page)
            del headers["content-encoding"]
        # The tags name the page before it was changed; without them the browser cannot ask for a 304.
        for name in ("etag", "last-modified"):
            if name in headers:
                del headers[name]
        page = _HTML_LANGUAGE.sub(
            b'<html lang="' + self._shell.language.encode("ascii") + b'"', page, count=1
        )
        page = page.replace(b"<head>", b"<head>" + self._shell.head, 1)
        if page:  # a HEAD answer has no body, and keeps the length it states
            headers["content-length"] = str(len(page))
        self._secure(headers, tuple(_hash_of(script) for script in _INLINE_SCRIPT.findall(page)))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})

    def _secure(self, headers: MutableHeaders, scripts: tuple[str, ...] = ()) -> None:
        headers["Content-Security-Policy"] = content_security_policy(self._host, scripts)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["X-Frame-Options"] = "DENY"


def _hash_of(script: bytes) -> str:
    return f"'sha256-{b64encode(sha256(script).digest()).decode('ascii')}'"
