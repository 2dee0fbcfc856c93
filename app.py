"""The front door: the screens, behind a shell that keeps everything on this machine."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from analytics import memory
from pages.addresses import ADDRESSES
from pages.components.line import line_route
from pages.components.plotly_route import plotly_path, plotly_route
from pages.kept_files import KeptFiles
from pages.shell import Shell
from pages.warm import warming

ANSWERS_KEPT = 5000  # about 3 kB each

memory.remember(ANSWERS_KEPT)
app = st.App(
    str(Path(__file__).parent / "pages" / "router.py"),
    routes=[plotly_route(), line_route()],
    middleware=[Middleware(Shell, scripts=(plotly_path(),), pages=ADDRESSES), Middleware(KeptFiles)],
    lifespan=warming,
)
