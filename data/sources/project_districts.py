"""Districts of project records, looked up while the workbook is read, so that they are told with every other fault."""

import datetime as dt
from collections.abc import Callable, Iterator

from data.finding import Finding
from data.geography import LAST_DAY, district_of_record, ever_a_district
from data.sources.nearest import nearest_district
from data.sources.numbers import BadCell
from data.sources.project_tables import DISTRICT
from data.sources.project_words import referenced, rows_of
from data.sources.table import read_text, read_year


def check_districts(written: dict[str, list[dict]]) -> Iterator[Finding]:
    """A warning for each district that its province did not have on 30 June of the project's plan year.

    `written`: sheet table -> its rows as written, refused ones too. Where the province cannot be read the district is
    not judged; where the year cannot, a name is told that no year knows.
    """
    map_codes = {row["slug"]: row["map_code"] for row in rows_of("province")}
    homes: dict[str, list[tuple[str | None, int | None]]] = {}
    for row in written.get("project", []):
        home = _read(referenced("province"), row.get("province")), _read(read_year, row.get("plan_year"))
        if row.get("code") is not None:
            homes.setdefault(read_text(row["code"]), []).append(home)
        yield from _judged(row, *home, map_codes)
    for row in written.get("support", []):
        own = _read(referenced("province"), row.get("province"))
        known = homes.get(read_text(row["code"]), []) if row.get("code") is not None else []
        fitting = {home for home in known if own in (None, home[0])}
        if len(fitting) == 1:
            yield from _judged(row, *fitting.pop(), map_codes)


def _read(read: Callable, cell):
    try:
        return None if cell is None else read(cell)
    except BadCell:
        return None


def _is_district(name: str, map_code: str, year: int) -> bool:
    return district_of_record(name, map_code, year) != (None, False)


def _judged(
    row: dict, province: str | None, year: int | None, map_codes: dict[str, str]
) -> Iterator[Finding]:
    cell = row.get("district_as_reported")
    if cell is None or province is None:
        return
    name, map_code = read_text(cell), map_codes.get(province, "")
    if not (ever_a_district(name, map_code) if year is None else _is_district(name, map_code, year)):
        meant = nearest_district(name, map_code, dt.date(year, 6, 30) if year else LAST_DAY)
        where = (row["file"], row["sheet"], row["row"])
        yield Finding("district_unknown", "warning", *where, DISTRICT[0], name, meant)
