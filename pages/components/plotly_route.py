"""Plotly's own JavaScript, served from this machine.

The file is the one inside the installed plotly package, so that it can never differ from the version
that made the figure and is not kept in the repository. Its address names the version; a browser may
therefore keep it for a year and asks for it once.
"""

import gzip
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

YEAR_IN_SECONDS = 31_536_000
# Level 6 makes 1.5 MB of 4.8 MB in a few tenths of a second, once a process.
GZIP_LEVEL = 6


def plotly_path() -> str:
    """Where the browser finds plotly.js, without the server's base path: `/assets/plotly-<version>.js`."""
    return f"/assets/plotly-{version('plotly')}.js"


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
    # find_spec does not import plotly: only analytics/charts/plotly.py may.
    spec = find_spec("plotly")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the plotly package is not installed")
    return Path(spec.submodule_search_locations[0], "package_data", "plotly.min.js").read_bytes()


@cache
def _plotly_gzip() -> bytes:
    # mtime=0: the same bytes in every process, so that a cache between us and the reader stays valid.
    return gzip.compress(_plotly_bytes(), compresslevel=GZIP_LEVEL, mtime=0)
