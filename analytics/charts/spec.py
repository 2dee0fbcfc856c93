"""What a chart says, before anything draws it: rows, series, words. Screen, paper and slides adapt the same value."""

from dataclasses import dataclass, field

from analytics.answer import Answer
from analytics.sheet import Field


@dataclass(frozen=True)
class Series:
    """One measure of the rows: its key in a row, its label, and the colour role it is drawn in."""

    key: str
    label: str
    role: str


@dataclass(frozen=True)
class ChartSpec:
    """A chart without its drawing.

    `kind` is one of the adapters' (columns, dots, bars, scatter, histogram, map, grid, waterfall). `title` states the
    finding, `subtitle` metric, place, period, unit. `rows`: dicts; `mark` in a row is the id that a click gives back.
    `alt` names the chart for a reader who does not see it, `summary` says what it shows. `notes` stand under it.
    `fields` are the columns of the table behind it. `options` is what only this kind needs.
    """

    kind: str
    key: str
    title: str
    subtitle: str
    rows: tuple[dict, ...]
    series: tuple[Series, ...] = ()
    alt: str = ""
    summary: str = ""
    height: int = 420
    notes: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    options: dict = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.rows


@dataclass(frozen=True)
class Chart:
    """A chart and the answer it stands on: footnote, definition, records and download come from the answer."""

    spec: ChartSpec
    answer: Answer
