"""Before the first reader comes: the screens imported, plotly.js compressed, the first screen's questions asked and its charts made."""

import contextlib
import importlib
import pkgutil
import threading

from analytics import findings
from analytics.charts import money, places, ratio
from analytics.codes import codes, default_years
from analytics.filters import Filters
from data import store
from data.errors import UserError
from data.paths import home
from pages.components import plotly_route, session

FIRST = (money.by_year, ratio.by_content, places.map_by_district, places.grid)


@contextlib.asynccontextmanager
async def warming(_app):
    """The server's life: warming goes on beside it and holds nothing up."""
    threading.Thread(target=warm, daemon=True).start()
    yield


def warm() -> None:
    """What the first visit needs, as it will ask for it. Without a snapshot there is nothing to do."""
    _import_screens()
    plotly_route._plotly_gzip()
    with contextlib.suppress(UserError):
        snapshot = store.current(home())
        place = codes(snapshot).places["demo"]
        filters = Filters(years=default_years(place), lens="total")
        session.ask(findings.headline, snapshot, filters, "vi")
        session.ask(findings.overview, snapshot, filters, "vi")
        for make in FIRST:
            session.made(make, snapshot, filters, "vi", "light")


def _import_screens() -> None:
    """All but the router, which Streamlit runs for every visit: the first one would import them."""
    folder = importlib.import_module("pages").__path__
    for found in pkgutil.iter_modules(folder):
        if found.name != "router":
            importlib.import_module(f"pages.{found.name}")
