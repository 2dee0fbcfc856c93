"""Who the simulated establishments are and where they stand. Names are made up and say so.

The simulated province borrows the map of the seventeen districts of Gia Lai (register code 64) as of 30/06/2025.
"""

import csv
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from data.demo_calibration import UNIT_COUNTS

DISTRICTS_FILE = Path(__file__).parent / "reference" / "district.csv"
MAP_CODE = "64"
LAST_DAY = "2025-06-30"  # of the district level

NAMES = {"sme": "DN mô phỏng", "cooperative": "HTX mô phỏng", "business_household": "Hộ kinh doanh mô phỏng"}
CODES = {"sme": "DN", "cooperative": "HTX", "business_household": "HKD"}

# Establishments by district. Eight carry enough projects to be compared (five or more); six are served rarely;
# the three left out are served by nobody, so that "never" has something to show.
HOMES = {
    "622": 9,
    "633": 6,
    "623": 5,
    "624": 4,
    "626": 4,
    "627": 4,
    "628": 4,
    "632": 4,
    "625": 2,
    "629": 2,
    "631": 2,
    "637": 1,
    "638": 1,
    "639": 1,
}
MAJOR = tuple(HOMES)[:8]
# One establishment of each is in a difficult area: three of 49, as source 001 states.
DIFFICULT_HOMES = ("625", "631", "637")


# People at work by legal form, from the least to what few exceed; one firm in seven is four times as large.
EMPLOYEES = {"sme": (8, 60), "cooperative": (7, 32), "business_household": (2, 9)}
FIRST_COUNT = 2012


@dataclass(frozen=True)
class Unit:
    """One establishment: own code, name, legal form, district code, and whether its commune was listed as difficult."""

    code: str
    name: str
    kind: str
    district: str
    difficult: bool | None


def make_unit(kind: str, number: int, district: str, difficult: bool | None) -> Unit:
    return Unit(f"MP-{CODES[kind]}-{number:02d}", f"{NAMES[kind]} {number:02d}", kind, district, difficult)


def units() -> tuple[Unit, ...]:
    """The 49 establishments of 2012-2022, legal forms and districts well mixed."""
    order = sorted(
        ((number - 0.5) / count, kind, number)
        for kind, count in UNIT_COUNTS.items()
        for number in range(1, count + 1)
    )
    homes = [d for turn in range(max(HOMES.values())) for d, count in HOMES.items() if count > turn]
    seen: Counter[str] = Counter()
    made = []
    for (_, kind, number), district in zip(order, homes, strict=True):
        seen[district] += 1
        made.append(make_unit(kind, number, district, district in DIFFICULT_HOMES and seen[district] == 1))
    return tuple(made)


def newcomers() -> tuple[Unit, ...]:
    """Establishments first met in the unfinished year; whether their area is difficult was not yet recorded."""
    return (
        make_unit("sme", UNIT_COUNTS["sme"] + 1, "622", None),
        make_unit("business_household", UNIT_COUNTS["business_household"] + 1, "633", None),
        make_unit("cooperative", UNIT_COUNTS["cooperative"] + 1, "629", None),
    )


def employees(rng: random.Random, unit: Unit, year: int) -> int | None:
    """How many people work there in a year, with chance of the establishment's own; None for the one in six that never says."""
    told, size, large, growth = (rng.random() for _ in range(4))
    if told < 1 / 6:
        return None
    least, most = EMPLOYEES[unit.kind]
    start = (least + round((most - least) * size * size)) * (4 if unit.kind == "sme" and large < 1 / 7 else 1)
    return start + round(start * 0.06 * growth * max(0, year - FIRST_COUNT))


def district_names() -> dict[str, str]:
    """Register code -> name with type of the districts in force on the last day of the district level."""
    with DISTRICTS_FILE.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["code"]: row["name"]
            for row in csv.DictReader(file)
            if row["province_code"] == MAP_CODE and row["valid_from"] <= LAST_DAY <= row["valid_to"]
        }
