"""Streamlit's own files sent from memory: the same answer, and only what never changes."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

from pages import kept_files
from pages.kept_files import KeptFiles

FOR_EVER = {"Cache-Control": "public, immutable, max-age=31536000", "ETag": '"a"'}


@pytest.fixture
def asked():
    return []


@pytest.fixture
def app(asked):
    def answer(status: int, headers: dict):
        def say(request):
            asked.append(request.url.path)
            return PlainTextResponse(f"{request.url.path} đây", status, headers)

        return say

    def in_parts(request):
        asked.append(request.url.path)
        return StreamingResponse(iter([b"a" * 10, b"b" * 10]), headers=FOR_EVER)

    return KeptFiles(
        Starlette(
            routes=[
                Route("/static/js/one.js", answer(200, FOR_EVER)),
                Route("/static/js/parts.js", in_parts),
                Route("/static/js/gone.js", answer(404, FOR_EVER)),
                Route("/static/changing.json", answer(200, {"Cache-Control": "no-cache"})),
                Route("/other.js", answer(200, FOR_EVER)),
            ]
        )
    )


def ask(app, path: str, **headers: str) -> tuple[int, dict, bytes]:
    sent, said = [], []

    async def receive():
        if said:
            await asyncio.Event().wait()  # nothing more comes from this reader
        said.append(True)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)
        if message["type"] == "http.response.start":  # as the shell around it does
            message["headers"].append((b"x-frame-options", b"DENY"))

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": raw}
    asyncio.run(app(scope, receive, send))
    named = [name for name, _ in sent[0]["headers"]]
    assert len(named) == len(set(named))  # a header of the shell is in no kept answer
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


@pytest.mark.parametrize("path", ["/static/js/one.js", "/static/js/parts.js"])
def test_a_file_that_never_changes_is_read_once_and_always_the_same(app, asked, path):
    first, second, third = (ask(app, path) for _ in range(3))

    assert first == second == third
    assert first[0] == 200 and len(first[2]) >= 20
    assert asked == [path]


@pytest.mark.parametrize("path", ["/static/js/gone.js", "/static/changing.json", "/other.js"])
def test_what_is_missing_may_change_or_lies_elsewhere_is_asked_for_each_time(app, asked, path):
    assert ask(app, path) == ask(app, path)
    assert asked == [path] * 2


def test_a_part_of_a_file_is_never_taken_for_the_whole(app, asked):
    ask(app, "/static/js/one.js", range="bytes=0-3")
    ask(app, "/static/js/one.js", if_none_match='"a"')
    ask(app, "/static/js/one.js")
    ask(app, "/static/js/one.js", range="bytes=0-3")

    assert len(asked) == 4


def test_no_more_is_kept_than_there_is_room_for(app, asked, monkeypatch):
    monkeypatch.setattr(kept_files, "MOST", 19)
    for _ in range(2):
        assert len(ask(app, "/static/js/parts.js")[2]) == 20

    assert len(asked) == 2
