"""What a metric is: a named number, defined once, read by every page, export, test and the command line."""

from dataclasses import dataclass, field

from analytics.text import Text

CUBE_DIMS = ("year", "tier", "content", "content_parent", "beneficiary_type", "district", "province")
SUPPORT_DIMS = ("year", "tier", "content", "content_parent", "beneficiary_type", "district", "province")


@dataclass(frozen=True)
class Example:
    """A worked example: amounts in đồng or counts; `source` is a source's number, or 'made-up'."""

    source: str
    numerator: int
    denominator: int | None
    value: float
    note: Text | None = None


@dataclass(frozen=True)
class Left:
    """What a metric leaves out of the cube: a reason, the expression that counts it, the one that sums its state money."""

    reason: str
    count: str
    state_vnd: str | None = None


@dataclass(frozen=True)
class Metric:
    """A named number.

    `kind` says how it is written: money (đồng), ratio, percent (a share, 0 to 1), count, years, days.
    `over_years` says how years combine: sum, ratio (of sums), distinct, none.
    `mart` and the two expressions make the question; `question` names a module of
    `analytics/` that answers it where two sums do not. `reported` are the stated measures that answer it.
    `mark` is the mark (`analytics.records`) whose records the number stands on; '' for all that are counted under the filters.
    """

    key: str
    label: Text
    unit: Text
    kind: str
    meaning: Text
    formula: Text
    misread: Text
    edge: Text
    decimals: int = 2
    over_years: str = "ratio"
    mart: str = "cube"
    numerator: str = ""
    denominator: str | None = None
    counted: str = "SUM(projects) + counted_once(split_project)"
    left: tuple[Left, ...] = ()
    dims: tuple[str, ...] = CUBE_DIMS
    question: str = "query"
    reported: tuple[str, str | None] | None = None
    mark: str = ""
    examples: tuple[Example, ...] = field(default=())

    @property
    def is_ratio(self) -> bool:
        return self.denominator is not None
