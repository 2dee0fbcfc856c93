"""The plans that the simulated years are measured against: yearly, original and adjusted, and one of five years."""

import datetime as dt
import random
from collections import defaultdict

from data.demo_calibration import FIRST_YEAR, LAST_YEAR
from data.demo_projects import Project
from data.demo_rows import PROVINCE
from data.demo_titles import MARK

MILLION = 1_000_000
STEP = 10 * MILLION  # plans are written in tens of triệu
FIVE_YEARS = (2016, 2020)
YEARLY, PROGRAMME = f"Kế hoạch khuyến công hằng năm {MARK}", f"Chương trình khuyến công 2016-2020 {MARK}"


def plan_rows(rng: random.Random, projects: list[Project], ended: list[tuple[int, str]]) -> list[dict]:
    """One row a plan, measure and tier. `ended`: year and tier of projects that were assigned, then given up."""
    actual = _actual(projects)
    assigned = _assigned(projects, ended)
    rows = []
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        for tier in ("national", "local"):
            rows += _year_rows(rng, year, tier, actual[year, tier], assigned[year, tier])
    for tier in ("national", "local"):
        rows += _five_year_rows(tier, rows)
    return rows


def _actual(projects: list[Project]) -> dict[tuple[int, str], dict[str, int]]:
    sums: dict = defaultdict(lambda: {"state_support": 0, "counterpart": 0})
    for project in projects:
        sums[project.year, project.tier]["state_support"] += project.state
        sums[project.year, project.tier]["counterpart"] += project.counterpart or 0
    return sums


def _assigned(projects: list[Project], ended: list[tuple[int, str]]) -> dict[tuple[int, str], int]:
    counts: dict = defaultdict(int)
    for year, tier in [*((p.year, p.tier) for p in projects), *ended]:
        counts[year, tier] += 1
    return counts


def _year_rows(rng: random.Random, year: int, tier: str, actual: dict[str, int], assigned: int) -> list[dict]:
    # Annual plans were reached to 77-98 % of their money in published reports; an adjusted plan is nearer.
    values = {
        ("projects", "original"): assigned + rng.choice((-1, 0, 0, 1, 2)),
        ("projects", "adjusted"): assigned,
    }
    for measure, amount in actual.items():
        reached = rng.uniform(0.77, 0.98)
        adjusted = rng.uniform(reached, 1.0)
        values[measure, "original"] = round(amount / reached / STEP) * STEP
        values[measure, "adjusted"] = round(amount / adjusted / STEP) * STEP
    number = 2 * (year - FIRST_YEAR) + (1 if tier == "national" else 2)
    return [
        _row(
            YEARLY,
            (year, year),
            measure,
            tier,
            version,
            value,
            f"MP-{number:02d}{'A' * (version == 'adjusted')}",
        )
        for (measure, version), value in values.items()
    ]


def _five_year_rows(tier: str, yearly: list[dict]) -> list[dict]:
    """A plan made before its years: a tenth more than what the yearly plans then asked for."""
    first, last = FIVE_YEARS
    sums: dict[str, int] = defaultdict(int)
    for row in yearly:
        within = first <= row["period_start"].year and row["period_end"].year <= last
        if within and row["tier"] == tier and row["version"] == "original":
            sums[row["measure"]] += row["value"]
    number = "MP-90" if tier == "national" else "MP-91"
    return [
        _row(PROGRAMME, FIVE_YEARS, measure, tier, "original", _tenth_more(measure, value), number)
        for measure, value in sums.items()
    ]


def _tenth_more(measure: str, value: int) -> int:
    return value * 11 // 10 if measure == "projects" else value * 11 // 10 // STEP * STEP


def _row(programme, years, measure, tier, version, value, number) -> dict:
    return {
        "province": PROVINCE,
        "programme": programme,
        "period_start": dt.date(years[0], 1, 1),
        "period_end": dt.date(years[1], 12, 31),
        "measure": measure,
        "tier": tier,
        "content_code": None,
        "version": version,
        "value": value,
        "document": f"{number}/KH {MARK}",
    }
