"""Before the first reader comes: plotly.js compressed, the first screen's questions asked and its charts made."""

import contextlib
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
    plotly_route._plotly_gzip()
    with contextlib.suppress(UserError):
        snapshot = store.current(home())
        place = codes(snapshot).places["demo"]
        filters = Filters(years=default_years(place), lens="total")
        session.ask(findings.headline, snapshot, filters, "vi")
        session.ask(findings.overview, snapshot, filters, "vi")
        for make in FIRST:
            session.made(make, snapshot, filters, "vi", "light")
