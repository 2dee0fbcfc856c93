"""What an answer lacks, year by year, where one-year reports stand in for records: years nobody tells of, and years told in part.

A total over years of which one is not told is not the total of the period, so every such year is named in M.
"""

from dataclasses import dataclass
from functools import lru_cache

from analytics import told_cells, told_tiers
from analytics.answer import Missing
from analytics.codes import codes
from analytics.conditions import where
from analytics.filters import Filters
from analytics.metrics import Metric
from analytics.query import number, sql_of
from data.store import Snapshot

# The stated measures and tiers behind a metric of the cube; others rest on the state support of any tier.
_BOTH = ("state_support", "counterpart")
_MEASURES = {
    "leverage": _BOTH, "total_cost": (*_BOTH, "total_cost"), "counterpart": ("counterpart",), "projects": ("projects",), "support_per_project": (),
}  # fmt: skip
_SIDES = ("state_vnd", "counterpart_vnd", "pair_state_vnd", "pair_counterpart_vnd")
_TIERS = {"national_support": ("national",), "local_support": ("local",)}
# Metric -> the amount of a year that tells it, and that of the other fund.
_FUNDS = {
    "national_support": ("national_vnd", "local_vnd"), "local_support": ("local_vnd", "national_vnd"), "state_share_national": ("split_state_vnd", None),
}  # fmt: skip
_EVERY_TIER = ("national", "local", "all")


@dataclass(frozen=True)
class Told:
    """The years of one question. `years`: rows of queries/told_years.sql within the asked period; `absent`: asked years that
    neither a record nor a figure answers (none where no years were asked); `figures`: the reported figures behind the answer, in the order of year and source;
    `cells`: what the reports tell, province by year by tier; `tiers`: of which funds they tell (told_tiers.of_cells; none where one fund is asked for)."""

    years: tuple[dict, ...]
    absent: tuple[int, ...]
    figures: tuple[dict, ...]
    cells: tuple[dict, ...] = ()
    tiers: tuple[dict, ...] = ()

    def qualifier(self, metric: Metric, year: int | None = None, *, alone: bool = True) -> str | None:
        """What may be said of the value of a year (None: of all); `alone` where no record stands beside the figures."""
        chosen = [f["qualifier"] for f in self.figures if year is None or f["year"] == year]
        return qualifier_of(chosen, exact=alone and not metric.is_ratio)

    def missing(self, metric: Metric) -> tuple[Missing, ...]:
        """M by year: the years not told of, then those told in part, with the reported money that is left out."""
        absent = (Missing("no_year", 0, None, self.absent),) if self.absent else ()
        in_part = tuple(_in_part(metric, [row for row in self.years if row["counted"]]))
        return absent + in_part + tuple(told_tiers.missing(metric, self.tiers))


def qualifier_of(qualifiers, *, exact: bool) -> str | None:
    """What may be said of a value that rests on figures with these qualifiers: the figure's own where it is the value itself (`exact`), else `about`."""
    known = [q for q in qualifiers if q is not None]
    if not known:
        return None
    return known[0] if exact and len(qualifiers) == 1 else "about"


def read(snapshot: Snapshot, metric: Metric, filters: Filters, source: str, params: dict) -> Told | None:
    """The years of a question of the cube (`source`, `params`: the cube, or the cube in prices of one year); None where no one-year report of the place stands."""
    if not codes(snapshot).places[filters.province].has_reported:
        return None
    condition, _ = where(filters)
    found = snapshot.rows(sql_of("told_years").format(source=source, where=condition), params)
    if not any(row["reported"] for row in found):
        return None
    asked = range(filters.years[0], filters.years[1] + 1) if filters.years else ()
    answered = {row["year"] for row in found if row["recorded"] or row["told"]}
    within = tuple(row for row in found if not filters.years or row["year"] in asked)
    absent = tuple(year for year in asked if year not in answered)
    cells = told_cells.read(snapshot, filters, source, params)
    tiers = () if filters.tier else told_tiers.of_cells(cells)
    return Told(within, absent, _figures(snapshot, metric, filters, within), cells, tiers)


def _figures(snapshot: Snapshot, metric: Metric, filters: Filters, years) -> tuple[dict, ...]:
    """The figures behind the answer, rows of queries/told_figures.sql; a year that is left out of it has none."""
    params = {
        "province": filters.province,
        "basis": filters.basis,
        "measures": list(_MEASURES.get(metric.key, ("state_support",))),
        "tiers": [filters.tier] if filters.tier else list(_TIERS.get(metric.key, _EVERY_TIER)),
        "years": [row["year"] for row in years if row["counted"] and _used(metric, row)],
    }
    if not params["years"] or not params["measures"]:
        return ()
    return tuple(snapshot.rows(sql_of("told_figures"), params))


def _used(metric: Metric, row: dict) -> bool:
    """Whether a reported year is in the answer at all."""
    if metric.key == "leverage":
        return row["pair_state_vnd"] is not None
    if metric.key == "total_cost":
        return row["total_vnd"] is not None
    if metric.key == "state_share_national":
        return row["split_state_vnd"] is not None
    return True


def _in_part(metric: Metric, told: list[dict]):
    """M of the reported years that tell one side only, or the whole without its tiers."""
    if metric.key == "total_cost":  # what a stated total speaks for needs no pair
        told = [row | {side: row[f"open_{side}"] for side in _SIDES} for row in told]
    no_counterpart = [row for row in told if _beyond(row, "state_vnd", "pair_state_vnd")]
    no_state = [row for row in told if _beyond(row, "counterpart_vnd", "pair_counterpart_vnd")]
    unlike = [row for row in no_counterpart if row in no_state]  # both sides are told, of other funds
    no_counterpart, no_state = (
        [row for row in side if row not in unlike] for side in (no_counterpart, no_state)
    )
    # A year that states its total alone, or no money at all, tells neither side.
    neither = [row for row in told if row["state_vnd"] is None and row["counterpart_vnd"] is None]
    if metric.key == "leverage":
        no_state = [row for row in told if row in no_state or row in neither]
    if metric.key == "counterpart":
        no_counterpart = [row for row in told if row in no_counterpart or row in neither]
    if metric.key in ("total_cost", "leverage"):
        yield from _some(unlike, Missing("unlike_funds_year", 0, _unpaired(unlike), _names(unlike)))
    if metric.key == "total_cost":
        moneyless = [row for row in neither if row["total_vnd"] is None]
        both = [row for row in told if row in no_counterpart or row in no_state or row in moneyless]
        yield from _some(both, Missing("incomplete_year", 0, _unpaired(both), _names(both)))
    elif metric.key == "counterpart":
        yield from _some(
            no_counterpart,
            Missing("no_counterpart_year", 0, _unpaired(no_counterpart), _names(no_counterpart)),
        )
    elif metric.key == "leverage":
        yield from _some(
            no_counterpart,
            Missing("no_counterpart_year", 0, _unpaired(no_counterpart), _names(no_counterpart)),
        )
        yield from _some(no_state, Missing("no_state_year", 0, None, _names(no_state)))
    elif metric.key == "projects":
        gone = [row for row in told if row["projects"] is None]
        yield from _some(gone, Missing("no_projects_year", 0, _sum(gone, "state_vnd"), _names(gone)))
    elif metric.key == "support_per_project":
        yield from _some(told, Missing("reports_left_out", 0, _sum(told, "state_vnd"), _names(told)))
    else:
        yield from _of_support(metric, told)


def _of_support(metric: Metric, told: list[dict]):
    """Metrics of state money: years that tell none of it, and, where one fund is asked for, years that do not tell the funds apart."""
    unsaid = [row for row in told if row["state_vnd"] is None]
    yield from _some(unsaid, Missing("no_state_year", 0, None, _names(unsaid)))
    fund, other = _FUNDS.get(metric.key, (None, None))
    known = [row for row in told if row["state_vnd"] is not None]
    apart = [row for row in known if fund and row[fund] is None]
    alone = [row for row in apart if other and row[f"told_{other}"] == row["state_vnd"]]
    apart = [row for row in apart if row not in alone]
    yield from _some(alone, Missing("other_fund_year", 0, _sum(alone, "state_vnd"), _names(alone)))
    yield from _some(apart, Missing("state_not_split", 0, _sum(apart, "state_vnd"), _names(apart)))


def _some(rows: list[dict], missing: Missing):
    return (missing,) if rows else ()


def _beyond(row: dict, whole: str, paired: str) -> bool:
    """Whether more of one side is told than stands in a pair with the other."""
    if row[whole] is None:
        return False
    return row[paired] is None or row[whole] > row[paired]


def _unpaired(rows: list[dict]) -> int | None:
    """The state money of these years that stands in no pair; None where none is told."""
    known = [row["state_vnd"] - (row["pair_state_vnd"] or 0) for row in rows if row["state_vnd"] is not None]
    return number(sum(known)) if known else None


def _sum(rows: list[dict], name: str) -> int | None:
    known = [row[name] for row in rows if row[name] is not None]
    return number(sum(known)) if known else None


def _names(rows: list[dict]) -> tuple[int, ...]:
    return tuple(row["year"] for row in rows)


@lru_cache(maxsize=256)
def recorded(snapshot: Snapshot, province: str) -> frozenset[int]:
    """The plan years in which the place has any project record."""
    rows = snapshot.rows(
        """SELECT DISTINCT year FROM project WHERE kind = 'project'
           AND province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)""",
        {"province": province},
    )
    return frozenset(row["year"] for row in rows)


def without_records(snapshot: Snapshot, filters: Filters) -> tuple[Missing, ...]:
    """M of a metric that rests on records alone: asked years without any record, which are not years without projects. None where the place has no record at all."""
    known = recorded(snapshot, filters.province)
    if not known or not filters.years:
        return ()
    gone = tuple(year for year in range(filters.years[0], filters.years[1] + 1) if year not in known)
    return (Missing("no_records_year", 0, None, gone),) if gone else ()
