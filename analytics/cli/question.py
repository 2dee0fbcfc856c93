"""What was typed on the command line as `Filters` and metrics: every unknown word is told with the words that exist."""

from collections.abc import Iterable
from dataclasses import dataclass

from analytics import reported
from analytics.answer import Answer, together
from analytics.cli import vocabulary
from analytics.cli.vocabulary import unknown
from analytics.codes import Codes, Place, codes, default_years
from analytics.filters import Filters
from analytics.metrics import METRICS
from analytics.query import ask
from data.errors import UserError
from data.store import Snapshot
from data.text import search_key, slug


class PeriodNeeded(UserError):
    """A place known only by stated periods was asked without one. Values: place, periods ((first, last, basis), …)."""

    key = "error.period_needed"
    exit_code = 31


class NothingStated(UserError):
    """Nothing at all is held of the place, so that no years offer themselves. Values: place."""

    key = "error.nothing_stated"
    exit_code = 32


class FilterUnanswered(UserError):
    """A filter that the evidence of this place cannot follow; leaving it aside would be a wrong number. Values: option, place, why."""

    key = "error.filter_unanswered"
    exit_code = 33


@dataclass(frozen=True)
class Asked:
    """The options of `query` as typed, but for what the command line itself has checked (basis, tier, batch, years)."""

    province: str = "demo"
    years: tuple[int, int] | None = None
    basis: str = "actual"
    batch: int | None = None
    tier: str | None = None
    contents: tuple[str, ...] = ()
    beneficiary_types: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    prices: str = "nominal"
    management: bool = True


def split(values: Iterable[str] | None) -> tuple[str, ...]:
    """`--by year --by tier` and `--by year,tier` alike, each word once."""
    words = (word.strip() for value in values or () for word in value.split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def metrics_and_dims(words: Iterable[str], by: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Metric keys and dimensions. After `--by`, further words that are dimensions belong to it: `--by year tier`.

    Raises UnknownValue for a metric that does not exist or a dimension that one of the metrics does not have.
    """
    words, dims = split(words), split(by)
    if dims:
        every_dim = {dim for metric in METRICS.values() for dim in metric.dims}
        dims = tuple(dict.fromkeys((*dims, *(w for w in words if w in every_dim and w not in METRICS))))
    keys = tuple(word for word in words if word not in dims)
    if not keys:
        raise unknown("metric", " ".join(words), vocabulary.metrics())
    for key in keys:
        if key not in METRICS:
            raise unknown("metric", key, vocabulary.metrics())
        for dim in dims:
            if dim not in METRICS[key].dims:
                raise unknown("dimension", f"{dim} ({key})", dict.fromkeys(METRICS[key].dims))
    return keys, dims


def filters_of(snapshot: Snapshot, asked: Asked, dims: tuple[str, ...] = ()) -> Filters:
    """The filters, with the years a place opens with where none were typed; by year, those that its one-year reports tell.

    Raises UnknownValue for a code the snapshot does not have, PeriodNeeded or NothingStated where no years offer themselves.
    """
    known = codes(snapshot)
    place = place_of(known, asked.province)
    for field, typed, existing in (
        ("content", asked.contents, vocabulary.contents(known)),
        ("type", asked.beneficiary_types, vocabulary.types(known)),
    ):
        for code in typed:
            if code not in existing:
                raise unknown(field, code, existing)
    return Filters(
        province=place.slug,
        years=asked.years or _years(snapshot, place, asked.basis if "year" in dims else None),
        tier=asked.tier,
        contents=asked.contents,
        beneficiary_types=asked.beneficiary_types,
        districts=tuple(_district(known, place, name) for name in asked.districts),
        prices=_prices(known, asked.prices),
        management=asked.management,
        basis=asked.basis,
        batch=asked.batch,
    )


def answer(snapshot: Snapshot, key: str, dims: tuple[str, ...], filters: Filters) -> Answer:
    """`query.ask`, but a filter that the evidence cannot follow is refused instead of being passed over."""
    place = codes(snapshot).places[filters.province]
    if filters.batch is not None and place.has_records:
        raise FilterUnanswered(option="--batch", place=place, why="batch_of_records")
    result = ask(snapshot, key, dims, filters)
    if not filters.management and result.basis == "none" and _reported(snapshot, key, filters):
        raise FilterUnanswered(option="--no-management", place=place, why="management_in_reports")
    return result.but(missing=together(result.missing))


def _reported(snapshot: Snapshot, key: str, filters: Filters) -> bool:
    """Whether reports would answer if the cost of management stayed in."""
    return ask(snapshot, key, (), filters.but(management=True)).basis == "reported"


def place_of(known: Codes, typed: str) -> Place:
    """The place of a slug, or of a name that makes one ("Sóc Trăng"). Raises UnknownValue."""
    for candidate in (typed, slug(typed)):
        if candidate in known.places:
            return known.places[candidate]
    raise unknown("province", typed, vocabulary.provinces(known))


def stated_periods(snapshot: Snapshot, place: Place) -> tuple[tuple[int, int, str], ...]:
    """The whole-year periods that are stated of a place: first year, last year, basis."""
    told = reported.periods(snapshot, place.slug)
    return tuple(dict.fromkeys((p["first_year"], p["last_year"], p["basis"]) for p in told))


def _years(snapshot: Snapshot, place: Place, by_year_of: str | None) -> tuple[int, int]:
    years = default_years(place)
    if years and (place.has_records or place.has_years):
        return years
    told = _told_years(snapshot, place, by_year_of) if by_year_of else None
    if told:
        return told
    periods = stated_periods(snapshot, place)
    if years and place.lists_only and not periods:
        return years
    if not periods and not years:
        raise NothingStated(place=place)
    # A place of today is made of older ones: its years are those its parts have figures for.
    raise PeriodNeeded(place=place, periods=periods or ((*years, "actual"),))


def _told_years(snapshot: Snapshot, place: Place, basis: str) -> tuple[int, int] | None:
    """The first and the last year that one-year reports of a place tell of in one reading; None where none does."""
    row = snapshot.rows(
        "SELECT MIN(year) AS first, MAX(year) AS last FROM reported_year WHERE basis = $basis AND province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)",
        {"basis": basis, "province": place.slug},
    )[0]
    return None if row["first"] is None else (row["first"], row["last"])


def _prices(known: Codes, typed: str) -> int | None:
    if typed == "nominal":
        return None
    if typed.isdecimal() and int(typed) in known.price_years:
        return int(typed)
    raise unknown("prices", typed, dict.fromkeys(["nominal", *map(str, known.price_years)]))


def _district(known: Codes, place: Place, typed: str) -> str:
    """The code of a district of the place, typed as code or as name with or without its type. Raises UnknownValue."""
    here = {code: known.districts[code] for code in vocabulary.districts(known, place)}
    if typed in here:
        return typed
    key = search_key(typed)
    found = [code for code, d in here.items() if key in (search_key(d["name"]), search_key(d["short_name"]))]
    if len(found) == 1:
        return found[0]
    raise unknown("district", typed, vocabulary.districts(known, place), place)


def sources_of(snapshot: Snapshot, typed: str) -> list[str]:
    """The sources that an id or its leading part names ("003" is 003_759a….txt): those described, and those of imported figures. Raises UnknownValue."""
    words = vocabulary.sources(snapshot)
    ids = list(words)
    for fits in (
        lambda source: source == typed,
        lambda source: source.startswith(f"{typed}_"),
        lambda source: bool(typed) and source.startswith(typed),
    ):
        found = [source for source in ids if fits(source)]
        if found:
            return found
    raise unknown("source", typed, words)
