"""What the reader chose, as one frozen value: page, export, link and command line ask the same question."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

LENSES = ("state", "counterpart", "total", "ratio")
BASES = ("actual", "plan", "adjusted", "underway", "target")
TIERS = ("national", "local")


@dataclass(frozen=True)
class Known:
    """The codes a snapshot has: what a filter may hold. Anything else in an address is told and left out."""

    provinces: frozenset[str] = frozenset()
    contents: frozenset[str] = frozenset()
    beneficiary_types: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()
    price_years: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Filters:
    """One choice. Empty tuples and None mean: no restriction.

    `years` is inclusive, of plan years. `tier` is who manages the project. `contents` holds codes of
    either level; a first-level code takes its children in. `prices` is the base year of constant
    prices, None for nominal. `management` False leaves the cost of running the programme out.
    `basis` is which reading of a record is asked; `batch` is a đợt of a plan.
    """

    province: str = "demo"
    years: tuple[int, int] | None = None
    tier: str | None = None
    contents: tuple[str, ...] = ()
    beneficiary_types: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    lens: str = "ratio"
    prices: int | None = None
    management: bool = True
    basis: str = "actual"
    batch: int | None = None

    def but(self, **changes) -> "Filters":
        return replace(self, **changes)

    @property
    def narrowed(self) -> bool:
        """Whether anything beyond place, years and prices is asked: what whole-programme figures cannot answer."""
        return bool(self.contents or self.beneficiary_types or self.districts or not self.management)

    def to_url(self) -> dict[str, str]:
        """The address's parameters: only what differs from the default, codes only, never labels."""
        default = Filters()
        out = {}
        for name, write in _WRITERS.items():
            value = getattr(self, name)
            if value != getattr(default, name):
                out[name] = write(value)
        return out


def _years(value: tuple[int, int]) -> str:
    return f"{value[0]}-{value[1]}"


def _flag(value: bool) -> str:
    return "1" if value else "0"


_WRITERS = {
    "province": str,
    "years": _years,
    "tier": str,
    "contents": ",".join,
    "beneficiary_types": ",".join,
    "districts": ",".join,
    "lens": str,
    "prices": str,
    "management": _flag,
    "basis": str,
    "batch": str,
}


@dataclass
class FromUrl:
    """What an address held: the filters that could be read, and what could not (parameter, value)."""

    filters: Filters
    refused: list[tuple[str, str]] = field(default_factory=list)


def from_url(params: Mapping[str, str], known: Known) -> FromUrl:
    """Filters from an address. Unknown codes and nonsense are left out and told, never passed on."""
    read = FromUrl(Filters())
    chosen: dict = {}

    def take(name, value, good):
        if good:
            chosen[name] = value
        else:
            read.refused.append((name, str(params[name])[:80]))

    if "province" in params:
        take("province", params["province"], params["province"] in known.provinces)
    if "years" in params:
        take("years", parse_years(params["years"]), parse_years(params["years"]) is not None)
    for name, allowed in (("tier", TIERS), ("lens", LENSES), ("basis", BASES)):
        if name in params:
            take(name, params[name], params[name] in allowed)
    for name, allowed in (
        ("contents", known.contents),
        ("beneficiary_types", known.beneficiary_types),
        ("districts", known.districts),
    ):
        if name in params:
            codes = [code for code in params[name].split(",") if code]
            chosen[name] = tuple(dict.fromkeys(code for code in codes if code in allowed))
            read.refused += [(name, code[:80]) for code in codes if code not in allowed]
    if "prices" in params:
        year = int(params["prices"]) if params["prices"].isdecimal() and len(params["prices"]) == 4 else None
        take("prices", year, year in known.price_years)
    if "management" in params:
        take("management", params["management"] == "1", params["management"] in ("0", "1"))
    if "batch" in params:
        number = params["batch"]
        good = number.isdecimal() and len(number) < 3
        take("batch", int(number) if good else None, good)
    read.filters = Filters(**chosen)
    return read


def parse_years(text: str) -> tuple[int, int] | None:
    """ "2016-2018" or "2022" -> inclusive pair; None where it is no period of years."""
    parts = text.split("-")
    if len(parts) > 2 or not all(part.isdecimal() and len(part) == 4 for part in parts):
        return None
    first, last = int(parts[0]), int(parts[-1])
    return (first, last) if first <= last else None
