"""An answer: the table, and what it rests on."""

from dataclasses import dataclass, field, replace

from analytics.filters import Filters


@dataclass(frozen=True)
class Missing:
    """What an answer leaves out: why, how many projects (0 where it is years that are left out), the state money
    behind them (None: not known), and the years where it is years."""

    reason: str
    n: int
    state_vnd: int | None = None
    years: tuple[int, ...] = ()


def together(missing: tuple[Missing, ...]) -> tuple[Missing, ...]:
    """What several terms leave out, one line a reason: numbers and money added (None: known of none), years of all."""
    merged: dict[str, Missing] = {}
    for part in missing:
        had = merged.get(part.reason)
        known = [m.state_vnd for m in (had, part) if m and m.state_vnd is not None]
        years = tuple(sorted({*(had.years if had else ()), *part.years}))
        merged[part.reason] = replace(
            part, n=part.n + (had.n if had else 0), state_vnd=sum(known) if known else None, years=years
        )
    return tuple(merged.values())


@dataclass(frozen=True)
class Alternative:
    """Another value that the same sources give, and why: a key of `alternative.*` with its values."""

    value: float | None
    why: str
    values: dict = field(default_factory=dict)
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class Scope:
    """Where an answer is narrower than the question: the field (content, tier, batch) and its code."""

    field: str
    code: str


@dataclass(frozen=True)
class Answer:
    """The rows of one metric under filters, and everything needed to open them.

    `rows`: one dict a value of `dims`, with numerator, denominator (metric's own units; None: not
    recorded), value (None where it cannot be computed) and n. `total` is the same over all of them,
    with `reason` where value is None. `basis` tells what it rests on: records, reported, mixed, none; `n` counts
    its projects (of a mix: those with a record), `figures` the reported figures behind it. `qualifier` is over, nearly
    or about where what is stated is not exact: the figure's own where one figure answers, else about.
    """

    metric: str
    dims: tuple[str, ...]
    rows: tuple[dict, ...]
    total: dict
    filters: Filters
    snapshot: str
    basis: str
    sql: str
    n: int = 0
    missing: tuple[Missing, ...] = ()
    scope: tuple[Scope, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    sources: tuple[dict, ...] = ()
    simulated: bool = False
    qualifier: str | None = None
    figures: int = 0

    @property
    def value(self):
        return self.total.get("value")

    @property
    def reason(self) -> str | None:
        return self.total.get("reason")

    @property
    def missing_n(self) -> int:
        return sum(m.n for m in self.missing)

    @property
    def missing_state_vnd(self) -> int:
        return sum(m.state_vnd or 0 for m in self.missing)

    def by(self, dim: str | None = None) -> dict:
        """Value of the (first) dimension -> row."""
        name = dim or self.dims[0]
        return {row[name]: row for row in self.rows}

    def but(self, **changes) -> "Answer":
        return replace(self, **changes)
