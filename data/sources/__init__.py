"""The formats that the product reads, and the files that ship with it; a new format is one module and one entry here."""

from pathlib import Path

from data.sources import activities, projects, reference, reported, simulated
from data.sources.table import Format

SOURCES: tuple[Format, ...] = (
    *projects.FORMATS,
    *reported.FORMATS,
    *activities.FORMATS,
    *simulated.FORMATS,
    *reference.FORMATS,
)
SHIPPED: tuple[Path, ...] = (*reference.SHIPPED, *reported.SHIPPED)
