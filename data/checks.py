"""Rules over the whole of staging: each a question whose rows are faults, told with their place.

A rule of level error keeps a build from being published; a warning is shown and counted. What
a single file can be asked is asked when it is read (`data/sources`); here stands what needs more than one table.
"""

from dataclasses import dataclass

from data.finding import Finding


@dataclass(frozen=True)
class Check:
    """One rule. `sql` gives the columns file, sheet, row, column, value, expected; no row: it holds."""

    code: str
    level: str
    sql: str


CHECKS = (
    Check(
        "province_unknown", "error",
        """SELECT p.file, p.sheet, p.row, 'province' AS "column", p.province AS value, NULL AS expected
           FROM staging.project p LEFT JOIN staging.province x ON x.slug = p.province WHERE x.slug IS NULL
           UNION ALL
           SELECT f.file, f.sheet, f.row, 'province', f.province, NULL
           FROM staging.reported_figure f LEFT JOIN staging.province x ON x.slug = f.province WHERE x.slug IS NULL""",
    ),
    Check(
        "content_unknown", "error",
        """SELECT p.file, p.sheet, p.row, 'content_code' AS "column", p.content_code AS value, NULL AS expected
           FROM staging.project p LEFT JOIN staging.content c ON c.code = p.content_code WHERE c.code IS NULL
           UNION ALL
           SELECT f.file, f.sheet, f.row, 'content_code', f.content_code, NULL
           FROM staging.reported_figure f LEFT JOIN staging.content c ON c.code = f.content_code
           WHERE f.content_code IS NOT NULL AND c.code IS NULL""",
    ),
    Check(
        "status_unknown", "error",
        """SELECT p.file, p.sheet, p.row, 'status' AS "column", p.status AS value, NULL AS expected
           FROM staging.project p LEFT JOIN staging.status s ON s.code = p.status WHERE s.code IS NULL""",
    ),
    Check(
        "beneficiary_type_unknown", "error",
        """SELECT p.file, p.sheet, p.row, 'beneficiary_type' AS "column", p.beneficiary_type AS value, NULL AS expected
           FROM staging.support p LEFT JOIN staging.beneficiary_type t ON t.code = p.beneficiary_type WHERE t.code IS NULL""",
    ),
    Check(
        "district_unknown", "warning",
        """SELECT r.file, r.sheet, r.row, 'district' AS "column", r.district_as_reported AS value, NULL AS expected
           FROM (SELECT province, code, plan_year, district_as_reported, file, sheet, row, sequence FROM staging.project
                 UNION ALL
                 SELECT s.province, s.code, p.plan_year, s.district_as_reported, s.file, s.sheet, s.row, s.sequence
                 FROM staging.support s JOIN staging.project p ON p.province = s.province AND p.code = s.code AND p.sequence = s.sequence) r
           JOIN staging.district_match m ON m.province = r.province AND m.as_reported = r.district_as_reported AND m.year = r.plan_year
           WHERE m.district_code IS NULL AND NOT m.province_wide""",
    ),
    Check(
        "state_amount_missing", "warning",
        """SELECT p.file, p.sheet, p.row, 'state_vnd' AS "column", p.code AS value, NULL AS expected
           FROM project p JOIN project_money m ON m.project_id = p.project_id AND m.basis = 'actual' WHERE m.state_vnd IS NULL""",
    ),
    Check(
        "counterpart_missing", "warning",
        """SELECT p.file, p.sheet, p.row, 'counterpart_vnd' AS "column", p.code AS value, NULL AS expected
           FROM project p JOIN project_money m ON m.project_id = p.project_id AND m.basis = 'actual' WHERE m.counterpart_vnd IS NULL""",
    ),
    Check(
        "project_superseded", "note",
        """SELECT s.file, s.sheet, s.row, 'code' AS "column", s.code AS value, p.file AS expected
           FROM staging.project s JOIN project p ON p.province = s.province AND p.code = s.code AND p.sequence > s.sequence""",
    ),
    Check(
        "reported_rivals", "warning",
        """SELECT f.file, f.sheet, f.row, f.measure AS "column", f.value_as_stated || ' ' || COALESCE(f.unit_as_stated, '') AS value, y.source_id AS expected
           FROM reported_figure f
           JOIN reported_year y ON y.province = f.province AND y.year = f.whole_year AND y.basis = f.basis AND y.tier = COALESCE(f.tier, 'all') AND y.measure = f.measure
           WHERE f.whole AND f.verified <> 'no' AND y.rivals > 0 AND f.value <> y.value""",
    ),
)  # fmt: skip


def run(connection) -> list[Finding]:
    """Every fault of every rule, on a connection that holds staging and the marts."""
    findings = []
    for check in CHECKS:
        cursor = connection.execute(check.sql)
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            findings.append(Finding(check.code, check.level, **dict(zip(names, row, strict=True))))
    return findings
