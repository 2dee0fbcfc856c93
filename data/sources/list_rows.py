"""One row of each list beside the project records: an activity, a product award, the people of an area, cell by cell."""

import datetime as dt
import re
from functools import lru_cache

from data import geography
from data.sources import days_ahead
from data.sources.activity_tables import READ
from data.sources.numbers import NOT_NEGATIVE, BadCell, read_integer
from data.sources.project_tables import read_of_project
from data.sources.project_words import rows_of
from data.sources.reported_cells import Cells
from data.sources.reported_names import UNCLASSIFIED, Names
from data.sources.reported_numbers import read_day
from data.sources.table import read_date, read_flag, read_year
from data.text import clean, fold

COUNTS = ("establishments", "people", "products", "booths", "copies")
ONE_OR_MORE = "số nguyên từ 1; để trống là 1"


def read_count(cell) -> int:
    """A whole number of things, 0 too. Raises BadCell."""
    number = read_integer(cell)
    if number < 0:
        raise BadCell(NOT_NEGATIVE)
    return number


def _times(cell) -> int:
    number = read_integer(cell)
    if number < 1:
        raise BadCell(ONE_OR_MORE)
    return number


def activity(cells: Cells, known: Names) -> dict:
    start = cells.take("period_start", lambda cell: read_day(cell, last=False), required=True)
    # Without a last day the period is what the first cell says: a day, a month, a year.
    end = cells.take("period_end", lambda cell: read_day(cell, last=True))
    if start and cells.row.get("period_end") is None:
        end = read_day(cells.row["period_start"], last=True)
    if start and end and start > end:
        cells.tell("period_backwards", "error", "period_end", f">= {start:%d/%m/%Y}")
    days_ahead.tell_period(cells, start, end)
    common = _common(cells, known, start, end)
    return common | {
        "kind": cells.take("kind", READ["kind"], required=True),
        "topic": cells.take("topic", READ["topic"]),
        "title": cells.take("title", str, required=True),
        "period_start": start,
        "period_end": end,
        "tier": cells.take("tier", READ["tier"]),
        "content_code": _content(cells, known),
        **_district_told(cells, known, "activity_district_unrecognised", common["province"], start),
        "project_code": cells.text("project_code"),
        "times": cells.take("times", _times) or 1,
        **{name: cells.take(name, read_count) for name in COUNTS},
        "amount_vnd": cells.take("amount_million", read_of_project),
        "reference": cells.text("reference"),
        "quote": cells.text("quote"),
    }


def award(cells: Cells, known: Names) -> dict:
    year = cells.take("round", read_year, required=True)
    day = dt.date(year, 1, 1) if year else None
    common = _common(cells, known, day, None)
    product, owner = cells.take("product", str, required=True), cells.text("owner")
    certified = cells.take("certified_on", read_date)
    if certified and year and certified.year < year:
        cells.tell("certified_before_round", "error", "certified_on", f">= {year}")
    days_ahead.tell_year(cells, "round", year)
    days_ahead.tell_day(cells, "certified_on", certified)
    code = cells.text("product_code")
    return common | {
        "product": product,
        "product_code": code,
        # Tones and marks stay: "Vĩnh Thanh" and "Vĩnh Thạnh" are two products.
        "product_key": f"#{code}" if code else f"{fold(clean(product or ''))}/{fold(clean(owner or ''))}",
        "owner": owner,
        "beneficiary_type": cells.take("beneficiary_type", known.beneficiary_type),
        "product_group": cells.take("product_group", READ["product_group"]),
        "level": cells.take("level", READ["level"], required=True),
        "round": year,
        "certified_on": certified,
        **_district_told(cells, known, "award_district_unrecognised", common["province"], day),
        "reference": cells.text("reference"),
    }


def collaborator(cells: Cells, known: Names) -> dict:
    year = cells.take("year", read_year, required=True)
    days_ahead.tell_year(cells, "year", year)
    day = dt.date(year, 1, 1) if year else None
    common = _common(cells, known, day, None)
    level = cells.take("area_level", READ["area_level"], required=True)
    area = cells.take("area", str, required=True)
    posts, filled, part_time = (
        cells.take(name, read_count, required=name == "filled") for name in ("posts", "filled", "part_time")
    )
    if None not in (part_time, filled) and part_time > filled:
        cells.tell("part_time_above_filled", "error", "part_time", str(filled))
    if None not in (posts, filled) and filled > posts:
        cells.tell("filled_above_posts", "warning", "filled", str(posts))
    place = (
        _district_told(cells, known, "collaborator_district_unrecognised", common["province"], day, "area")
        if level == "district"
        else {}
    )
    return common | {
        "area": area,
        "area_key": _area_key(area or "", level, place.get("district_code")),
        "area_level": level,
        "district_code": place.get("district_code"),
        "role": cells.take("role", READ["role"], required=True),
        "year": year,
        "posts": posts,
        "filled": filled,
        "part_time": part_time,
        "reference": cells.text("reference"),
        "note": cells.text("note"),
    }


def _area_key(area: str, level: str | None, code: str | None) -> str:
    """What makes two cells one area: its district's code where known, else its name without the word for its type.

    A town and a commune of one name are two areas, so only the commune's own word is dropped.
    """
    if code:
        return f"#{code}"
    name = geography.bare_district(area) if level == "district" else clean(area)
    return fold(re.sub(r"(?i)^(xã|x\.)\s*", "", name) if level == "commune" else name)


def _common(cells: Cells, known: Names, start: dt.date | None, end: dt.date | None) -> dict:
    """Source, province, and whether the row is simulated: which only rows of a simulated province may and must be."""
    place = cells.take("province", lambda text: known.place(text, start, end), required=True)
    if place and place.other:
        cells.tell("province_two_units", "warning", "province", known.two_units(place))
    slug = place.slug if place else None
    simulated = bool(cells.take("simulated", read_flag))
    if slug and simulated != (slug in _simulated_places()):
        value, expected = ("có", "không") if simulated else ("không", "có")
        cells.tell("simulated_mixed", "error", "simulated", expected, value)
    return {
        "source_id": cells.take("source_id", str, required=True),
        "province": slug,
        "simulated": simulated,
        **cells.place,
    }


@lru_cache(maxsize=1)
def _simulated_places() -> frozenset[str]:
    return frozenset(row["slug"] for row in rows_of("province") if row["kind"] == "simulated")


def _district_told(
    cells: Cells, known: Names, fault: str, province: str | None, day, column: str = "district"
) -> dict:
    """The district's code as of the row's year, and whether the cell says province-wide; an unknown name is kept and told with the code of its table."""
    written = cells.text(column)
    out = {"district_as_reported": written, "district_code": None, "province_wide": False}
    if written is None or province is None:
        return out
    if day is None:  # the time cannot be read: a name that no time knows is told all the same
        if not known.ever_a_district(written, province):
            cells.tell(fault, "warning", column, known.close_district(written, province, None))
        return out
    code, wide = geography.district_of_record(written, known.map_codes.get(province, ""), day.year)
    if code is None and not wide:
        cells.tell(fault, "warning", column, known.close_district(written, province, day))
    return out | {"district_code": code, "province_wide": wide}


def _content(cells: Cells, known: Names) -> str | None:
    written = cells.text("content")
    if written is None:
        return None
    code = known.content(written)
    if code is None:
        cells.tell("content_unrecognised", "warning", "content", UNCLASSIFIED)
    return code or UNCLASSIFIED
