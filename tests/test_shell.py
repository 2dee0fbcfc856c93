"""The middleware around the server: language and headers of its answers."""

import asyncio
import gzip
from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.shell import Shell, content_security_policy

SCRIPT = "\n  window.prerenderReady = false\n"
PAGE = f'<!DOCTYPE html>\n<html lang="en">\n<head><script>{SCRIPT}</script></head><body lang="en">Số liệu</body></html>'
BROUGHT = '<script async src="/a&quot;b.js"></script>'
VIETNAMESE_PAGE = PAGE.replace('<html lang="en">', '<html lang="vi">').replace("<head>", "<head>" + BROUGHT)


def page(request) -> Response:
    return HTMLResponse(PAGE, headers={"ETag": '"of-the-old-page"', "Last-Modified": "yesterday"})


def zipped_page(request) -> Response:
    body = gzip.compress(PAGE.encode("utf-8"))
    return Response(body, media_type="text/html", headers={"Content-Encoding": "gzip"})


def head(request) -> Response:
    return Response(b"", media_type="text/html", headers={"Content-Length": "7863"})


def text(request) -> Response:
    return PlainTextResponse('<html lang="en">', headers={"ETag": '"kept"'})


ROUTES = {"/": page, "/zipped": zipped_page, "/head": head, "/text": text}
APP = Shell(
    Starlette(routes=[Route(path, endpoint) for path, endpoint in ROUTES.items()]), scripts=('/a"b.js',)
)


def ask(path: str, method: str = "GET", host: str = "127.0.0.1:8501") -> tuple[dict[str, str], str]:
    """Headers (names in small letters) and body of one answer, over ASGI as a server speaks it."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"host", host.encode("latin-1"))],
    }
    asyncio.run(APP(scope, receive, send))
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in sent[0]["headers"]}
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return headers, body.decode("utf-8")


@pytest.mark.parametrize("path", ["/", "/zipped"])
def test_a_page_is_in_vietnamese_and_its_length_is_right(path):
    headers, body = ask(path)

    assert body == VIETNAMESE_PAGE
    assert headers["content-length"] == str(len(body.encode("utf-8")))
    assert "content-encoding" not in headers


def test_a_changed_page_does_not_carry_the_tags_of_the_old_one():
    headers, _ = ask("/")

    assert "etag" not in headers
    assert "last-modified" not in headers


def test_what_is_no_page_is_passed_on_untouched_with_the_headers():
    headers, body = ask("/text")

    assert body == '<html lang="en">'
    assert headers["etag"] == '"kept"'
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/", "/zipped", "/text", "/nowhere"])
def test_every_answer_carries_the_security_headers(path):
    headers, _ = ask(path)

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_only_the_inline_script_of_the_page_may_run():
    headers, _ = ask("/")
    digest = b64encode(sha256(SCRIPT.encode("utf-8")).digest()).decode("ascii")

    assert f"script-src 'self' blob: 'sha256-{digest}';" in headers["content-security-policy"]


def test_an_answer_to_head_without_a_body_keeps_the_length_it_states():
    headers, body = ask("/head", method="HEAD")

    assert body == ""
    assert headers["content-length"] == "7863"
    assert headers["x-frame-options"] == "DENY"


def test_sockets_are_allowed_to_this_host_alone():
    assert "connect-src 'self' ws://localhost:8501 wss://localhost:8501;" in content_security_policy(
        "localhost:8501"
    )


@pytest.mark.parametrize("host", ["", "a b", "x; script-src *", "evil.example/path", "*"])
def test_an_odd_host_header_adds_nothing_to_the_policy(host):
    headers, _ = ask("/text", host=host)

    assert "connect-src 'self';" in headers["content-security-policy"]
