"""Answers of the cube where one-year reports stand in for records: each row with its own projects and its own reason, the whole with what its years lack."""

from analytics import told_cells, told_tiers
from analytics.answer import Answer, Missing
from analytics.metrics import Metric
from analytics.told_years import Told

_NOTHING = {
    "numerator": None, "denominator": None, "value": None, "n": 0, "projects_stated": False, "reason": "not_recorded",
}  # fmt: skip


def told_too(answer: Answer, metric: Metric, told: Told) -> Answer:
    """The answer with what its one-year reports lack and the figures behind it; by year, a line for each asked year that nothing answers."""
    rows, row_years = _rows(answer, metric, told)
    total, whole = (
        _row(metric, answer.total, told.cells, None) if answer.basis == "reported" else (answer.total, None)
    )
    missing = told.missing(metric) + answer.missing + _of_projects(answer, metric, told, whole, row_years)
    others = tuple(told_tiers.alternatives(metric, total, told.tiers))
    return answer.but(
        rows=rows,
        total=total,
        n=answer.n if whole is None else whole.n or 0,
        missing=missing,
        figures=len(told.figures),
        sources=told.figures,
        qualifier=told.qualifier(metric, alone=answer.basis == "reported"),
        alternatives=others,
    )


def _rows(answer: Answer, metric: Metric, told: Told) -> tuple[tuple[dict, ...], set[int]]:
    """The rows, and the years whose projects any of them had to leave empty."""
    rows, untold = [], set()
    for row in answer.rows:
        if row.get("rests_on") == "reported":
            cells = [
                c for c in told.cells if all(c.get(dim) == row[dim] for dim in answer.dims if dim != "tier")
            ]
            row, mine = _row(metric, row, cells, row.get("tier"))
            untold |= {*mine.untold, *mine.unlike}
        if answer.dims == ("year",) and (qualifier := told.qualifier(metric, row["year"])):
            row = row | {"qualifier": qualifier}
        rows.append(row)
    if answer.dims == ("year",):
        rows += [{"year": year} | _NOTHING for year in told.absent]
        rows.sort(key=lambda row: row["year"])
    return tuple(rows), untold


def _row(metric: Metric, row: dict, cells, tier: str | None) -> tuple[dict, told_cells.Projects]:
    """A row that rests on reports alone: the projects of exactly its money, and why it has no value; `tier` where it is of one."""
    of_tier = [c for c in cells if c["tier"] == tier] if tier else cells
    mine = told_cells.projects(metric, cells, tier)
    row = {key: value for key, value in row.items() if key != "projects_stated"} | {"n": mine.n or 0}
    if mine.n is None:
        row["projects_stated"] = False
    if tier == "all" and told_cells.contradicted(metric, cells):
        row |= {"n": 0, "projects_stated": False, "reason": "funds_disagree"}
        row["value"] = None if metric.is_ratio else row["value"]
    elif row["value"] is None and row.get("reason") == "not_recorded":
        _, row["reason"] = told_cells.why_empty(metric, of_tier)
    return row, mine


def _of_projects(
    answer: Answer, metric: Metric, told: Told, whole, row_years: set[int]
) -> tuple[Missing, ...]:
    """What `n` does not say: reported money without the number of exactly its projects; in a mix it counts records alone."""
    if metric.key == "projects":
        return ()
    out, years = [], [row for row in told.years if row["counted"]]
    if answer.basis == "mixed" and years:
        out.append(Missing("projects_of_records_only", 0, None, tuple(row["year"] for row in years)))
    said: set[int] = set()
    if whole is not None:
        said = {*whole.untold, *whole.unlike}
        if whole.n is None and not said:
            out.append(Missing("projects_of_no_money", 0))
        if whole.untold:
            part = tuple(sorted({*whole.untold})) if len({*whole.untold}) < len(years) else ()
            out.append(Missing("projects_not_stated", 0, None, part))
        if whole.unlike:
            out.append(Missing("projects_of_other_funds", 0, None, tuple(sorted({*whole.unlike}))))
    if left := tuple(sorted(row_years - said)):
        out.append(Missing("projects_of_rows", 0, None, left))
    return tuple(out)
