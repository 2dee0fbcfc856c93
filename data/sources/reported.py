"""What ships in `data/reported`, and the formats by which a department's own files of that kind are read.

Figures: `data/sources/reported_figures.py`. Here: the sources they are from, projects that sources name, and
the difficulties and recommendations that reports state, word for word.
"""

import datetime as dt
import re
from pathlib import Path

from data.sources import reported_figures
from data.sources.numbers import WHOLE_DONG, BadCell, read_integer
from data.sources.reported_cells import Cells
from data.sources.reported_figures import read_tier
from data.sources.reported_names import UNCLASSIFIED, UNKNOWN, Names, names
from data.sources.reported_numbers import MONEY_UNITS, money_factor, read_amount, read_day
from data.sources.table import (
    Column,
    Format,
    Received,
    Table,
    has_headings,
    read_flag,
    read_table,
    read_year,
)

FOLDER = Path(__file__).parents[1] / "reported"
YEAR = re.compile(r"(199|20\d)\d")  # one calendar year; a source may also state "2016-2020"
SHIPPED: tuple[Path, ...] = tuple(
    FOLDER / f"{name}.csv"
    for name in (
        "sources", "reported_figures", "reported_projects", "difficulties", "recommendations", "difficulty_category"
    )
)  # fmt: skip

SOURCES = Table(
    "source",
    (
        Column("source_id", ("source_id",), required=True),
        Column("title", ("title",), required=True),
        Column("address", ("address",)),
        Column("published", ("published_date",)),
        Column("publisher", ("publisher",)),
        Column("is_seed", ("is_seed",), read_flag, optional=True),
        Column("stated_years", ("stated_years",), read_integer, optional=True),
        Column("stated_years_quote", ("stated_years_quote",), optional=True),
    ),
)
PROJECTS = Table(
    "reported_project",
    tuple(
        Column(name, (name,), required=name == "source_id", optional=name.endswith("_code"))
        for name in (
            "source_id", "province", "year", "project_title", "beneficiary_name", "beneficiary_type", "district",
            "commune", "content", "tier", "state_support", "counterpart", "total_cost", "unit", "quote", "note",
            "verified", "content_code", "district_code", "beneficiary_type_code",
        )
    ),
)  # fmt: skip
CATEGORIES = Table(
    "difficulty_category",
    (
        Column("code", ("category",), required=True),
        Column("label_vi", ("label_vi",), required=True),
        Column("label_en", ("label_en",), required=True),
    ),
)


def _statements(name: str, heading: str) -> Table:
    """Difficulties and recommendations differ in the heading of their words, so that files tell themselves apart."""
    return Table(
        name,
        (
            Column("source_id", ("source_id",), required=True),
            Column("province", ("province",), required=True),
            Column("category", ("category",), required=True),
            Column("addressee", ("addressee",)),
            Column("quote", (heading,), required=True),
            Column("year", ("year",), read_year),
        ),
    )


DIFFICULTIES = _statements("difficulty", "difficulty")
RECOMMENDATIONS = _statements("recommendation", "recommendation")


def _with_slugs(received: Received, table: Table) -> Received:
    """Province names of statements as slugs, as of the first day of their year."""
    good = []
    for row in received.tables[table.name]:
        cells = Cells(row)
        day = dt.date(row["year"], 1, 1) if row["year"] else None
        place = cells.take("province", lambda text, day=day: names().place(text, day, None))
        received.findings += cells.findings
        if place is not None:
            good.append(row | {"province": place.slug})
    received.tables[table.name] = good
    return received


def _project(cells: Cells, known: Names) -> dict:
    """One named project. `year` stays as stated ("2016-2020" too); amounts are whole đồng, NULL where not stated."""
    year = cells.text("year") or ""
    day = read_day(year, last=False) if YEAR.fullmatch(year) else None
    place = cells.take("province", lambda text: known.place(text, day, None))
    slug = place.slug if place else UNKNOWN
    content, district = cells.text("content"), cells.text("district")
    kind = "beneficiary_type_code" if cells.text("beneficiary_type_code") else "beneficiary_type"
    return {
        "source_id": cells.text("source_id"),
        "province": slug,
        "year": cells.text("year"),
        "title": cells.text("project_title"),
        "beneficiary_name": cells.text("beneficiary_name"),
        "beneficiary_type": cells.take(kind, known.beneficiary_type),
        "district_as_stated": district,
        "district_code": cells.text("district_code")
        or (known.district(district, slug, None) if district else None),
        "commune": cells.text("commune"),
        "content_code": cells.text("content_code")
        or (known.content(content) or UNCLASSIFIED if content else None),
        "content_as_stated": content,
        "tier": cells.take("tier", read_tier),
        "state_vnd": _amount(cells, "state_support"),
        "counterpart_vnd": _amount(cells, "counterpart"),
        "total_vnd": _amount(cells, "total_cost"),
        **{name: cells.text(name) for name in ("quote", "note", "verified")},
        **cells.place,
    }


def _amount(cells: Cells, name: str) -> int | None:
    """An amount of the row in whole đồng."""

    def read(cell: str) -> int:
        factor = money_factor(cells.text("unit") or "")
        if factor is None:
            raise BadCell(MONEY_UNITS)
        amount = read_amount(cell, None, cells.text("quote")) * factor
        if amount != amount.to_integral_value():
            raise BadCell(WHOLE_DONG)
        return int(amount)

    return cells.take(name, read)


def _typed_projects(received: Received, table: Table) -> Received:
    projects = []
    for row in received.tables[table.name]:
        cells = Cells(row)
        project = _project(cells, names())
        received.findings += cells.findings
        if cells.good:
            projects.append(project)
    received.tables[table.name] = projects
    return received


def _format(name: str, table: Table, finish=None) -> Format:
    """A format of one table on one sheet; `finish(received, table)` does what a single cell cannot say."""

    def recognise(sheets: dict) -> bool:
        return any(has_headings(rows, table) for rows in sheets.values())

    def read(sheets: dict, file: str) -> Received:
        sheet = next(sheet for sheet, rows in sheets.items() if has_headings(rows, table))
        received = read_table(sheets[sheet], table, file, sheet)
        return finish(received, table) if finish else received

    return Format(name, recognise, read, tuple(column.headings[0] for column in table.columns))


FORMATS: tuple[Format, ...] = (
    Format(
        "reported_figures",
        reported_figures.recognise,
        reported_figures.read,
        tuple(column.headings[-1] for column in reported_figures.FIGURES.columns),
        reported_figures.likeness,
    ),
    _format("sources", SOURCES),
    _format("reported_projects", PROJECTS, _typed_projects),
    _format("difficulties", DIFFICULTIES, _with_slugs),
    _format("recommendations", RECOMMENDATIONS, _with_slugs),
    _format("difficulty_category", CATEGORIES),
)
