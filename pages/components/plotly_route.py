"""Plotly's own JavaScript, served from this machine.

The file beside this one holds the traces that our charts draw with and no others, since a browser needs
ten times as long to start the whole library (`scripts/plotly_bundle.mjs` makes it). Its address names
the version; a browser may therefore keep it for a year and asks for it once.
"""

import gzip
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

VERSION = "4.1.1"  # of plotly.js; the tests hold it against the plotly that checks our figures
YEAR_IN_SECONDS = 31_536_000
# Level 6 makes 0.5 MB of 1.4 MB in less than a tenth of a second, once a process.
GZIP_LEVEL = 6


def plotly_path() -> str:
    """Where the browser finds plotly.js, without the server's base path: `/assets/plotly-<version>.js`."""
    return f"/assets/plotly-{VERSION}.js"


def plotly_route() -> Route:
    """The route for `st.App(routes=[...])` that answers `plotly_path()` with plotly.js.

    Sent compressed to a browser that accepts gzip, in full to any other. Answers GET and HEAD.
    """
    return Route(plotly_path(), _send_plotly)


def _send_plotly(request: Request) -> Response:
    # An ordinary function: Starlette runs it in a thread, so the first compression stops no other reader.
    headers = {"Cache-Control": f"public, max-age={YEAR_IN_SECONDS}, immutable", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(_plotly_bytes(), media_type="text/javascript", headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(_plotly_gzip(), media_type="text/javascript", headers=headers)


def _plotly_bytes() -> bytes:
    return Path(__file__).with_name(f"plotly-{VERSION}.min.js").read_bytes()


@cache
def _plotly_gzip() -> bytes:
    # mtime=0: the same bytes in every process, so that a cache between us and the reader stays valid.
    return gzip.compress(_plotly_bytes(), compresslevel=GZIP_LEVEL, mtime=0)
