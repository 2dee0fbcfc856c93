"""The projects behind a mark: whatever is clicked opens to rows whose sum is the mark."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from analytics import apart, delivery, occasions, progress, quality
from analytics.codes import codes
from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters, parse_years
from analytics.metrics import METRICS
from analytics.query import headed, said, sql_of
from data.store import Snapshot

MONEY = ("national_vnd", "local_vnd", "state_vnd", "other_state_vnd", "counterpart_vnd")


def mark_id(**dims) -> str:
    """A mark as text: what a chart gives back when it is clicked. NULL is an empty value."""
    return urlencode({key: "" if value is None else value for key, value in dims.items()})


def read_mark(text: str) -> dict[str, str]:
    return dict(parse_qsl(text, keep_blank_values=True))


@dataclass(frozen=True)
class Behind:
    """The rows behind a mark. `rows`: one dict a project part; `sums` adds each amount up over what is recorded
    (None: nothing is); `projects` counts each project once; `figures` are the reported figures that stand in for records;
    `apart` are the tasks, plan items and repayable projects under the same mark, which are in no sum of it."""

    rows: tuple[dict, ...]
    sums: dict
    projects: int
    figures: tuple[dict, ...]
    sql: str
    apart: tuple[dict, ...] = ()


def behind(snapshot: Snapshot, mark: str, filters: Filters) -> Behind:
    """What a mark stands on, under the filters it was drawn with.

    The mark narrows the filters by its dimensions (year, years, tier, content, content_parent, beneficiary_type, district,
    project, a class of ratios); `basis` changes the reading (underway for the unfinished year); `touch` asks for the projects that touch
    a district, as the coverage grid counts them, `course` for the projects that stand somewhere on their way (analytics.progress), `served` for those of establishments (analytics.occasions), `pay` for money assigned or paid (analytics.delivery), `lacks` for the projects whose record lacks something (analytics.quality). Unknown keys are passed over. Source: marts money_part, project, support, reported_year.
    """
    asked = read_mark(mark)
    if "course" in asked:
        rows, sql = progress.records(snapshot, asked, filters, _years(asked, filters))
    elif "served" in asked:
        rows, sql = occasions.records(snapshot, asked, filters, _years(asked, filters))
    elif "pay" in asked:
        rows, sql = delivery.records(snapshot, asked, filters, _years(asked, filters))
    elif "lacks" in asked:
        rows, sql = quality.records(snapshot, asked, filters, _years(asked, filters))
    elif asked.get("touch"):
        rows, sql = _touching(snapshot, asked, filters)
    else:
        rows, sql = _summed(snapshot, asked, filters)
    if "ratio_from" in asked:
        rows = [row for row in rows if _within(row, float(asked["ratio_from"]), float(asked["ratio_to"]))]
    sums = {key: _sum(row[key] for row in rows) for key in MONEY}
    figures = _figures(snapshot, asked, filters)
    return Behind(
        tuple(rows),
        sums,
        len({row["project_id"] for row in rows}),
        tuple(figures),
        headed(sql, snapshot.id) if sql else "",
        tuple(_apart(snapshot, asked, filters)),
    )


def _within(row: dict, low: float, high: float) -> bool:
    """A class of the histogram: zero stands alone, the others hold their lower bound."""
    if not row["state_vnd"] or row["counterpart_vnd"] is None:
        return False
    ratio = row["counterpart_vnd"] / row["state_vnd"]
    return ratio == 0 if high == 0 else low <= ratio < high and ratio > 0


def _sum(values) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _summed(snapshot: Snapshot, asked: dict, filters: Filters) -> tuple[list[dict], str]:
    condition, params = where(_asked(asked, filters), "money_part")
    condition, params = _marked(asked, condition, params)
    sql = sql_of("records").format(parts="money_part", where=condition)
    return snapshot.rows(sql, params), said(sql, params)


# Marks of sets of projects that what is kept apart is no part of: how far they came, whose they are, what was paid, what they lack, their ratio.
_OF_PROJECTS = ("course", "served", "pay", "lacks", "touch", "project", "ratio_from")


def _apart(snapshot: Snapshot, asked: dict, filters: Filters) -> list[dict]:
    """The records kept apart beside the sums of a mark, one row a part, kind told."""
    if any(key in asked for key in _OF_PROJECTS):
        return []
    return _apart_rows(snapshot, asked, _asked(asked, filters), "cube")


def beside(snapshot: Snapshot, key: str, filters: Filters) -> list[dict]:
    """The records kept apart that the answer of a metric tells as left out, one row a part, amounts nominal."""
    return _apart_rows(snapshot, {}, filters, apart.mart_of(METRICS[key]))


def _apart_rows(snapshot: Snapshot, asked: dict, filters: Filters, mart: str) -> list[dict]:
    if mart not in apart.POPULATIONS or not codes(snapshot).places[filters.province].has_apart:
        return []
    condition, params = _marked(asked, *apart.chosen(filters, mart))
    return snapshot.rows(sql_of("records").format(parts="apart", where=condition), params)


def _asked(asked: dict, filters: Filters) -> Filters:
    """The filters in the reading and years of a mark."""
    return filters.but(basis=asked.get("basis", filters.basis), years=_years(asked, filters))


def _marked(asked: dict, condition: str, params: dict) -> tuple[str, dict]:
    """The condition narrowed by the dimensions, the project and the fund of a mark."""
    params = dict(params)
    for dim, column in DIM_COLUMNS.items():
        if dim in asked and dim != "year":
            if asked[dim] == "":
                condition += f" AND {column} IS NULL"
            else:
                condition += f" AND {column} = $mark_{dim}"
                params[f"mark_{dim}"] = asked[dim]
    if "project" in asked:
        condition += " AND project_id = $mark_project"
        params["mark_project"] = asked["project"]
    if "measure" in asked and f"{asked['measure']}_vnd" in ("national_vnd", "local_vnd"):
        condition += f" AND {asked['measure']}_vnd IS NOT NULL"
    return condition, params


def _touching(snapshot: Snapshot, asked: dict, filters: Filters) -> tuple[list[dict], str]:
    condition, params = where(
        filters.but(years=_years(asked, filters), districts=(), beneficiary_types=()), "project"
    )
    part = ""
    if filters.beneficiary_types:
        part = " AND m.beneficiary_type IN (SELECT UNNEST($types))"  # of a project of several types, the chosen ones' share
        condition += " AND (beneficiary_type IN (SELECT UNNEST($types)) OR project_id IN (SELECT project_id FROM support WHERE beneficiary_type IN (SELECT UNNEST($types))))"
        params["types"] = list(filters.beneficiary_types)
    sql = sql_of("records_touching").format(where=condition, part=part)
    params |= {"district": asked["district"]}
    return snapshot.rows(sql, params), said(sql, params)


def _years(asked: dict, filters: Filters) -> tuple[int, int] | None:
    if "years" in asked:
        return parse_years(asked["years"]) or filters.years
    if asked.get("year", "").isdecimal():
        return int(asked["year"]), int(asked["year"])
    return filters.years


def _figures(snapshot: Snapshot, asked: dict, filters: Filters) -> list[dict]:
    """The one-year figures of the mark's years, where the place has no records for them."""
    years = _years(asked, filters) or codes(snapshot).places[filters.province].years
    if (
        years is None
        or filters.narrowed
        or any(dim in asked for dim in ("district", "content", "project", "course", "served", "pay", "lacks"))
    ):
        return []
    return snapshot.rows(
        """SELECT f.id, f.source_id, f.source_title, f.source_address, f.province, f.whole_year AS year, f.tier, f.measure, f.value, f.unit, f.value_as_stated, f.unit_as_stated,
                  f.qualifier, f.quote, f.verified, f.province_inferred, f.file, f.row
           FROM reported_year y JOIN reported_figure f ON f.id = y.id AND f.province = y.province
           WHERE y.province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province) AND y.basis = $basis AND y.year BETWEEN $first_year AND $last_year
             AND EXISTS (SELECT 1 FROM cube c WHERE c.province = y.province AND c.year = y.year AND c.basis = y.basis AND c.evidence = 'reported')
           ORDER BY y.year, f.measure, f.tier""",
        {
            "province": filters.province,
            "basis": asked.get("basis", filters.basis),
            "first_year": years[0],
            "last_year": years[1],
        },
    )


def establishments(snapshot: Snapshot, filters: Filters) -> list[dict]:
    """The distinct establishments under the filters: name, beneficiary_type, district_code, difficult (None: not recorded), employees (as last recorded; None: not), projects, first_year, last_year.

    Population as the metric `beneficiaries`: done projects, grants. Source: mart support.
    """
    condition, params = where(filters, "support")
    return snapshot.rows(
        f"""SELECT beneficiary_id, MIN(beneficiary_name) AS name, MIN(beneficiary_type) AS beneficiary_type, MIN(district_code) AS district_code, BOOL_OR(difficult_area) AS difficult, last_recorded(employees, year) AS employees,
                   COUNT(DISTINCT project_id) AS projects, MIN(year) AS first_year, MAX(year) AS last_year
            FROM support WHERE {condition} GROUP BY beneficiary_id ORDER BY MIN(beneficiary_name) COLLATE vi""",
        params,
    )
