"""Stated figures made ready for arithmetic: what each one leaves open, where it stands, and what a comparison says."""

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from data.sources.reported_numbers import money_factor
from data.text import fold

# Figures with these subjects are each of another project or office, so two of them that look alike do not make a pair.
SEVERAL = frozenset({"single_project", "selected_projects", "selected_districts", "district_budget"})
MONEY = ("state_support", "counterpart", "total_cost")
NATIONAL, LOCAL, ALL = "national", "local", "all"


class Cell(NamedTuple):
    """Everything a figure is of. Two figures of one source with equal cells tell the same thing."""

    source: str
    province: str
    start: dt.date | None
    end: dt.date | None
    basis: str
    tier: str | None
    content: str | None
    district: str | None
    beneficiary_type: str | None
    batch: int | None
    subject: str
    measure: str


@dataclass(frozen=True)
class Figure:
    """One stated figure as `queries/reconcile_figures.sql` gives it; value in đồng where unit is `vnd`."""

    id: str
    source_id: str
    source_title: str | None
    province: str
    period_start: dt.date | None
    period_end: dt.date | None
    period_as_stated: str | None
    whole_year: int | None
    tier: str | None
    content_code: str | None
    content_as_stated: str | None
    basis: str
    measure: str
    value: Decimal
    unit: str
    value_as_stated: str | None
    unit_as_stated: str | None
    qualifier: str | None
    batch: int | None
    beneficiary_type: str | None
    subject: str
    district: str | None
    district_as_stated: str | None
    part_of: str | None
    complete: bool
    quote: str | None
    verified: str
    whole: bool
    is_seed: bool
    stated_years: int | None
    stated_years_quote: str | None
    sequence: int
    content_parent: str | None
    simulated: bool

    @property
    def is_money(self) -> bool:
        return self.unit == "vnd"

    @property
    def content(self) -> str | None:
        """The words count, not the code: "cấp huyện" and "cấp tỉnh" of one content are two figures."""
        return fold(self.content_as_stated) if self.content_as_stated else self.content_code

    @property
    def cell(self) -> Cell:
        # An "other" is nothing without its unit: 31 establishments and 1 plan are not of one kind.
        measure = f"other {self.unit_as_stated}" if self.measure == "other" else self.measure
        return Cell(
            self.source_id, self.province, self.period_start, self.period_end, self.basis, self.tier, self.content,
            self.district, self.beneficiary_type, self.batch, self.subject, measure,
        )  # fmt: skip


@dataclass(frozen=True)
class Check:
    """One test of stated figures.

    `stated` is what the text says as one figure (of contents also the sum of its two tiers), `computed` what its other figures give, `difference` = stated −
    computed (negative: the parts give more); đồng where unit is `vnd`, else counts or years; None where there is
    nothing to put there. `verdict`: holds, rounding, fails, untestable. `reason` with `values` is said by
    `reconciliation.sentence`. `source`: the source_id, two joined by " | " across sources (`sources` takes them
    apart), '' where records stand without any report. `figures`: ids, the stated ones first; then the parts.
    """

    source: str
    province: str
    check: str
    verdict: str
    reason: str
    unit: str
    stated: int | float | None = None
    computed: int | float | None = None
    difference: int | float | None = None
    figures: tuple[str, ...] = ()
    period: str | None = None
    tier: str | None = None
    measure: str | None = None
    basis: str | None = None
    content: str | None = None
    district: str | None = None
    batch: int | None = None
    simulated: bool = False
    values: dict = field(default_factory=dict, hash=False)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(self.source.split(" | ")) if self.source else ()


def plain(value: Decimal | int) -> int | float:
    """Amounts and counts leave as whole numbers; only an "other" may have decimals."""
    return int(value) if value == int(value) else float(value)


def last_digit(figure: Figure) -> Decimal:
    """How much one unit of the last written digit is, in the figure's own unit (đồng for money).

    The quote knows zeros that a number lost on its way ("2,630" is written to the third decimal, 2.63 is not).
    """
    scale = Decimal(money_factor(figure.unit_as_stated or "") or 1) if figure.is_money else Decimal(1)
    written = figure.value / scale
    decimals = max(0, -written.normalize().as_tuple().exponent)
    for token in re.findall(r"\d+(?:[.,]\d+)+", figure.quote or ""):
        for separator, point in ((".", ","), (",", ".")):
            if re.fullmatch(rf"\d+([{separator}]\d{{3}})*[{point}]\d+", token):
                number = Decimal(token.replace(separator, "").replace(point, "."))
                if number == written:
                    decimals = max(decimals, -number.as_tuple().exponent)
    return scale.scaleb(-decimals)


def bounds(figure: Figure, is_whole: bool = False) -> tuple[Decimal, Decimal | None]:
    """Between what the words allow the number to lie: trên, gần and khoảng leave one unit of the last digit that is not 0.

    A whole stated as "trên" is a lower bound that any larger sum satisfies: no upper end (None). As a part it must
    stay near its number, or anything would add up to anything.
    """
    value = figure.value
    if figure.qualifier not in ("over", "nearly", "about"):
        return value, value
    step = last_digit(figure)
    while value and value % (step * 10) == 0:
        step *= 10
    if figure.qualifier == "nearly":
        return value - step, value
    if figure.qualifier == "over":
        return value, None if is_whole else value + step
    return value - step, value + step


def compare(wholes: list[Figure], parts: list[Figure], open_above: bool = True) -> str:
    """How the sum of the wholes stands to the sum of the parts: equal, qualified, rounding, above or below.

    above: the parts give more. Half a unit of the last digit of the coarsest amount is rounding; counts are exact.
    """
    stated, computed = sum(f.value for f in wholes), sum(f.value for f in parts)
    if stated == computed:
        return "equal"
    low, high = _sum_of_bounds([bounds(f, is_whole=open_above) for f in wholes])
    part_low, part_high = _sum_of_bounds([bounds(f) for f in parts])
    if (
        any(f.qualifier for f in (*wholes, *parts))
        and part_high >= low
        and (high is None or part_low <= high)
    ):
        return "qualified"
    money = [f for f in (*wholes, *parts) if f.is_money]
    if money and abs(stated - computed) <= max(last_digit(f) for f in money) / 2:
        return "rounding"
    return "above" if computed > stated else "below"


def _sum_of_bounds(pairs: list[tuple[Decimal, Decimal | None]]) -> tuple[Decimal, Decimal | None]:
    open_end = any(high is None for _, high in pairs)
    return sum(low for low, _ in pairs), None if open_end else sum(high for _, high in pairs)


class Book:
    """All figures, findable by id and by cell.

    Where one cell is told twice (a title and a body), the figure that others are said to be parts of answers for it.
    """

    def __init__(self, figures: list[Figure]):
        self.figures = figures
        self.by_id = {f.id: f for f in figures}
        self.parts: dict[str, list[Figure]] = defaultdict(list)
        self.by_cell: dict[Cell, list[Figure]] = defaultdict(list)
        seen: set[tuple] = set()
        for figure in figures:
            # A row that stands twice word for word in its file is one part, not two.
            same = (figure.part_of, figure.cell, figure.value, figure.qualifier, figure.quote)
            again = same in seen and figure.subject not in SEVERAL
            seen.add(same)
            if figure.part_of in self.by_id and figure.part_of != figure.id and not again:
                self.parts[figure.part_of].append(figure)
            self.by_cell[figure.cell].append(figure)
        # The cells that answer for a scope: one figure each.
        self.comparable = {
            cell: self._answering(told) for cell, told in self.by_cell.items() if cell.subject not in SEVERAL
        }

    def _answering(self, told: list[Figure]) -> Figure:
        return max(told, key=lambda f: (len(self.parts.get(f.id, ())), -told.index(f)))

    def at(self, cell: Cell) -> Figure | None:
        """The figure of a cell; None where none is stated or where several of the same look are of different projects."""
        return self.comparable.get(cell)


def result(
    check: str, verdict: str, reason: str, wholes: list[Figure], parts: list[Figure], **values
) -> Check:
    """A check of these figures; what it is of is told by the first whole (else by the first part)."""
    first = (wholes or parts)[0]
    tiers = {f.tier for f in wholes}
    if first.measure == "other":
        values["counted"] = first.unit_as_stated or ""
    if len(wholes) == 1 and first.qualifier:
        values["qualifier"] = first.qualifier
    stated = plain(sum(f.value for f in wholes)) if wholes else None
    computed = plain(sum(f.value for f in parts)) if parts else None
    return Check(
        source=first.source_id,
        province=first.province,
        check=check,
        verdict=verdict,
        reason=reason,
        unit="vnd" if first.is_money else "count",
        stated=stated,
        computed=computed,
        difference=None if stated is None or computed is None else stated - computed,
        figures=tuple(dict.fromkeys(f.id for f in (*wholes, *parts))),
        period=first.period_as_stated,
        tier=ALL if len(tiers) > 1 else first.tier,
        measure=first.measure,
        basis=first.basis,
        content=first.content_as_stated or first.content_code,
        district=first.district_as_stated or first.district,
        batch=first.batch,
        simulated=any(f.simulated for f in (*wholes, *parts)),
        values=values,
    )
