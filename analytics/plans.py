"""The plans of a place and what was done, side by side: which figure answers for which period, measure and tier."""

from collections import defaultdict
from dataclasses import dataclass, field

from analytics.conditions import where
from analytics.filters import Filters
from analytics.query import said, sql_of
from data.store import Snapshot

# What can be set against a plan; each alone, never averaged, never added.
MEASURES = (
    "projects",
    "state_support",
    "national_support",
    "local_support",
    "counterpart",
    "total_cost",
    "trainees",
)
_FUNDS = {"national_support": "national", "local_support": "local"}
_FIELDS = {"projects": "done", "counterpart": "counterpart_vnd", "trainees": "trainees"}
ORIGINAL, ADJUSTED = "original", "adjusted"
YEARLY = "yearly"  # the yearly plans of the chosen years, added up


@dataclass(frozen=True)
class Side:
    """One side of a comparison: its value (đồng or count), the tier it is of, the stated figures it comes from,
    and what the parts give where they give another value than the stated whole."""

    value: int
    tier: str
    rows: tuple[dict, ...] = ()
    parts: int | None = None

    @property
    def batch(self) -> int | None:
        return next((row["batch"] for row in self.rows if row.get("batch") is not None), None)


@dataclass(frozen=True)
class Period:
    """What is known of one period of one province: tier -> figure, for one measure."""

    by_tier: dict[str, dict]

    def at(self, tier: str) -> Side | None:
        """The value for a tier; the whole as stated, else the sum of its two tiers."""
        rows = self.by_tier
        if tier != "all":
            return Side(rows[tier]["value"], tier, (rows[tier],)) if tier in rows else None
        both = [rows[t] for t in ("national", "local") if t in rows]
        summed = sum(row["value"] for row in both) if len(both) == 2 else None
        if "all" in rows:
            stated = rows["all"]
            differs = summed is not None and summed != stated["value"]
            return Side(
                stated["value"], "all", (stated, *(both if differs else ())), summed if differs else None
            )
        return Side(summed, "all", tuple(both)) if summed is not None else None


@dataclass
class Against:
    """One measure against one plan. `kind` is the plan's period ("2016-2020", "2018") or `yearly`; `cells` are
    (province, first, last) -> (done, plan); `actual` are the years that the done side is of."""

    measure: str
    version: str
    kind: str
    tier: str
    plan: tuple[int, int]
    actual: tuple[int, int]
    cells: dict = field(default_factory=dict)
    parts: tuple[int, int] | None = None
    sources: tuple[dict, ...] = ()
    batch: int | None = None

    @property
    def sides(self) -> tuple[int, int]:
        return sum(done for done, _ in self.cells.values()), sum(plan for _, plan in self.cells.values())


def years_code(years: tuple[int, int]) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"


class Book:
    """Every plan of a place, and every figure that can stand against one, under years, tier and batch of the filters."""

    def __init__(self, snapshot: Snapshot, filters: Filters):
        self.filters = filters
        condition, params = where(filters.but(basis="actual", years=None), "delivery")
        done_sql = sql_of("delivery_years").format(where=condition)
        place = {"province": filters.province}
        self.sql = "\n\n".join(
            (
                said(sql_of("plan_figures"), place),
                said(done_sql, params),
                said(sql_of("plan_actuals"), place),
            )
        )
        self._plans = self._read_plans(snapshot.rows(sql_of("plan_figures"), place))
        self._done: dict = defaultdict(dict)
        for row in snapshot.rows(done_sql, params):
            self._done[row["province"], row["year"]][row["tier"]] = row
        self._stated: dict = defaultdict(dict)
        self._begun: dict = defaultdict(dict)
        for row in snapshot.rows(sql_of("plan_actuals"), place):
            self._take(row)
        self.recorded = {province for province, _ in self._done}
        self.provinces = sorted({key[0] for key in (*self._plans, *self._done, *self._stated, *self._begun)})

    def _read_plans(self, rows: list[dict]) -> dict:
        """(province, first, last) -> version -> measure -> tier -> row. A batch answers only where no whole plan does, or where it is asked."""
        asked, plans = self.filters.batch, defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
        for row in sorted(rows, key=lambda r: (r["batch"] is not None, r["batch"] or 0)):
            if asked is not None and row["batch"] != asked:
                continue
            version = plans[row["province"], row["first_year"], row["last_year"]][row["version"]]
            measure = version[row["measure"]]
            if measure and {r["batch"] for r in measure.values()} != {row["batch"]}:
                continue
            measure.setdefault(row["tier"], row)
        return plans

    def _take(self, row: dict) -> None:
        if row["until"] is not None:
            held = self._begun[row["province"], row["first_year"]]
            if not held or next(iter(next(iter(held.values())).values()))["until"] == row["until"]:
                held.setdefault(row["measure"], {}).setdefault(row["tier"], row)
            return
        period = self._stated[row["province"], row["first_year"], row["last_year"]]
        period.setdefault(row["measure"], {}).setdefault(row["tier"], row)

    @property
    def years(self) -> tuple[int, int]:
        """The years asked; without any, from the first to the last that a plan or a figure speaks of."""
        if self.filters.years:
            return self.filters.years
        known = [year for key in (*self._plans, *self._stated) for year in key[1:]]
        known += [year for _, year in (*self._done, *self._begun)]
        return (min(known), max(known)) if known else (0, 0)

    def periods(self, province: str) -> list[tuple[int, int]]:
        """The periods of the province's plans that touch the asked years."""
        first, last = self.years
        return sorted((a, b) for p, a, b in self._plans if p == province and a <= last and b >= first)

    def stated_periods(self, province: str) -> list[tuple[int, int]]:
        return sorted((a, b) for p, a, b in self._stated if p == province)

    def begun_years(self, province: str) -> list[int]:
        return sorted(year for p, year in self._begun if p == province)

    def begun_until(self, province: str, year: int):
        """The last day of the figures of a year that was not over; None where there are none."""
        held = self._begun.get((province, year))
        return next(iter(next(iter(held.values())).values()))["until"] if held else None

    def tiers(self, measure: str) -> tuple[str, ...]:
        """The tiers at which a measure may be answered, the widest first; none where the filter asks for the other fund."""
        own, asked = _FUNDS.get(measure), self.filters.tier
        if own:
            return (own,) if asked in (None, own) else ()
        if measure == "state_support":
            return ("all",) if asked is None else ()
        return (asked,) if asked else ("all", "national", "local")

    def has_adjusted(self, province: str, period: tuple[int, int], measure: str) -> bool:
        return bool(self._plans[province, *period].get(ADJUSTED, {}).get(stated_as(measure)))

    def plan(self, province: str, period: tuple[int, int], measure: str, version: str = ORIGINAL) -> Period:
        """The plan of one period; adjusted takes the original where nothing was adjusted."""
        if (province, *period) not in self._plans:
            return Period({})
        versions, name = self._plans[province, *period], stated_as(measure)
        rows = dict(versions.get(ORIGINAL, {}).get(name, {}))
        if version == ADJUSTED:
            adjusted = versions.get(ADJUSTED, {}).get(name, {})
            if adjusted and "all" not in adjusted:
                rows.pop("all", None)
            rows |= adjusted
        return Period(rows)

    def done(self, province: str, period: tuple[int, int], measure: str) -> Period:
        """What was done in one period: from the records of its one year, else as a report states exactly this period."""
        name = stated_as(measure)
        if period[0] == period[1] and (rows := self._done.get((province, period[0]))):
            return Period({tier: {"value": v} for tier, v in _recorded(rows, name).items()})
        return Period(self._stated.get((province, *period), {}).get(name, {}))

    def begun(self, province: str, year: int, measure: str) -> Period:
        """What a report of a year that was not over states."""
        return Period(self._begun.get((province, year), {}).get(stated_as(measure), {}))

    def done_rows(self, years: set[tuple[str, int]]) -> list[dict]:
        """The record rows of these province-years: what stands behind, and what their sums leave out."""
        return [row for key in sorted(years) for row in self._done.get(key, {}).values()]


def stated_as(measure: str) -> str:
    """The measure under which plans and reports hold it: both funds are state support of a tier."""
    return "state_support" if measure in _FUNDS else measure


def _recorded(rows: dict[str, dict], measure: str) -> dict[str, int]:
    """Tier -> what the records of one year hold; a tier whose projects are all still under way, or without any amount, is not known."""
    if measure not in (*_FIELDS, "state_support"):
        return {}
    known, whole = {}, []
    for tier, row in rows.items():
        if row["done"] == 0:
            value = None if row["underway"] else 0
        else:
            value = row[_FIELDS.get(measure, "state_vnd")]
        whole.append(value)
        if measure != "state_support" and value is not None:
            known[tier] = value
    if measure == "state_support":
        known = _funds(rows)
    if all(value is not None for value in whole):
        known["all"] = sum(whole)
    return known


def _funds(rows: dict[str, dict]) -> dict[str, int]:
    """Money by the fund that paid it, whoever managed the project; 0 where the fund's projects of the year were all given up."""
    known = {}
    for fund in ("national", "local"):
        paid = [row[f"{fund}_vnd"] for row in rows.values() if row[f"{fund}_vnd"] is not None]
        own = rows.get(fund)
        if paid:
            known[fund] = sum(paid)
        elif own and own["done"] == 0 and own["underway"] == 0:
            known[fund] = 0
    return known
