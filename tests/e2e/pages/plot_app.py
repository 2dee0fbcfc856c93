"""The front door of the component's test pages, built as the product's own."""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2]))

from pages.components.plotly_route import plotly_route  # noqa: E402
from pages.shell import Shell  # noqa: E402

app = st.App(str(HERE / "plot_page.py"), routes=[plotly_route()], middleware=[Middleware(Shell)])
