"""The middleware around the server: language and headers of its answers."""

import asyncio
import gzip
from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.addresses import ADDRESSES
from pages.shell import Shell, content_security_policy
from tests.test_pages import PAGES

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


def ask(
    path: str, method: str = "GET", host: str = "127.0.0.1:8501", app=APP, query: bytes = b"", accept: str = "*/*"
) -> tuple[dict[str, str], str]:  # fmt: skip
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
        "query_string": query,
        "headers": [(b"host", host.encode("latin-1")), (b"accept", accept.encode("latin-1"))],
    }
    asyncio.run(app(scope, receive, send))
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


PAGED = Shell(Starlette(routes=[Route("/{path:path}", page)]), pages=frozenset({"so-sanh"}))
BROWSER = "text/html,application/xhtml+xml;q=0.9"


@pytest.mark.parametrize("path", ["/tong-quan", "/abc", "/so-sánh", "/abc/"])
def test_an_address_that_is_no_page_leads_to_the_first_page_with_all_that_was_asked(path):
    headers, body = ask(path, app=PAGED, query=b"province=soc-trang&lang=vi", accept=BROWSER)

    assert headers["location"] == "/?province=soc-trang&lang=vi"
    assert body == "" and "content-security-policy" in headers


@pytest.mark.parametrize("path", ["/", "/so-sanh", "/favicon.png", "/_stcore", "/static/js"])
def test_a_page_a_file_and_what_is_streamlits_own_stay_where_they_are(path):
    assert "location" not in ask(path, app=PAGED, accept=BROWSER)[0]


def test_what_no_browser_opens_as_a_page_is_left_alone():
    assert "location" not in ask("/abc", app=PAGED, accept="application/json")[0]


def test_the_addresses_are_those_that_the_router_gives():
    assert set(PAGES) - {""} == ADDRESSES
