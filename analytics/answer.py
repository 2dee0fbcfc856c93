"""An answer: the table, and what it rests on."""

from dataclasses import dataclass, field, replace

from analytics.filters import Filters


@dataclass(frozen=True)
class Missing:
    """What an answer leaves out: why, how many projects, the state money behind them (None: not known)."""

    reason: str
    n: int
    state_vnd: int | None = None


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
    with `reason` where value is None. `qualifier`: the source says over, nearly or about. `basis` tells what it rests on: records, reported, mixed, none.
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
