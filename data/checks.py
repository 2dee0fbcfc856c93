"""Rules over the whole of staging: each a question whose rows are faults, told with their place.

A rule of level error keeps a build from being published; a warning is shown and counted. What
a single file can be asked is asked when it is read (`data/sources`); here stands what needs more than one table.
What one receipt changed in another is in `data/replaced.py` and `data/replaced_lists.py`; where a list contradicts
a project's record or another source in `data/list_conflicts.py`; codes that only look different in `data/code_conflicts.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from data import code_conflicts, list_conflicts, replaced, replaced_lists
from data.finding import Finding
from data.replaced import Told

Ask = Callable[[str], list[dict]]


@dataclass(frozen=True)
class Check:
    """One rule. `sql` gives the columns file, sheet, row, column, value, expected, and sequence: the receipt that it
    speaks of. No row: it holds. A column goes by the heading of the form (docs/import-projects.md)."""

    code: str
    level: str
    sql: str


# Figures with another value than the one that stands for their year: counted (that value as stated), others (the other sources that state it;
# NULL where only the figure's own source does).
_RIVALS = """
WITH stated AS (
  SELECT *, COALESCE(tier, 'all') AS fund, value_as_stated || ' ' || COALESCE(unit_as_stated, '') AS told
  FROM reported_figure WHERE whole AND whole_year IS NOT NULL AND verified <> 'no'
),
rivals AS (
  SELECT f.file, f.sheet, f.row, f.sequence, f.told AS value, MIN(o.told) AS counted,
         STRING_AGG(DISTINCT CASE WHEN o.source_id <> f.source_id THEN o.source_id END, ', ' ORDER BY CASE WHEN o.source_id <> f.source_id THEN o.source_id END) AS others
  FROM stated f
  JOIN reported_year y ON y.province = f.province AND y.year = f.whole_year AND y.basis = f.basis AND y.tier = f.fund AND y.measure = f.measure
  JOIN stated o ON o.province = f.province AND o.whole_year = f.whole_year AND o.basis = f.basis AND o.fund = f.fund AND o.measure = f.measure AND o.value = y.value
  WHERE f.value <> y.value
  GROUP BY f.file, f.sheet, f.row, f.sequence, f.told, f.id
)"""

CHECKS = (
    Check(
        "province_unknown", "error",
        """SELECT p.file, p.sheet, p.row, 'Tỉnh' AS "column", p.province AS value, NULL AS expected, p.sequence
           FROM staging.project p LEFT JOIN staging.province x ON x.slug = p.province WHERE x.slug IS NULL
           UNION ALL
           SELECT f.file, f.sheet, f.row, 'Tỉnh', f.province, NULL, f.sequence
           FROM staging.reported_figure f LEFT JOIN staging.province x ON x.slug = f.province WHERE x.slug IS NULL""",
    ),
    Check(
        "content_unknown", "error",
        """SELECT p.file, p.sheet, p.row, 'Nội dung' AS "column", p.content_code AS value, NULL AS expected, p.sequence
           FROM staging.project p LEFT JOIN staging.content c ON c.code = p.content_code WHERE c.code IS NULL
           UNION ALL
           SELECT f.file, f.sheet, f.row, 'Mã nội dung', f.content_code, NULL, f.sequence
           FROM staging.reported_figure f LEFT JOIN staging.content c ON c.code = f.content_code
           WHERE f.content_code IS NOT NULL AND c.code IS NULL""",
    ),
    Check(
        "status_unknown", "error",
        """SELECT p.file, p.sheet, p.row, 'Trạng thái' AS "column", p.status AS value, NULL AS expected, p.sequence
           FROM staging.project p LEFT JOIN staging.status s ON s.code = p.status WHERE s.code IS NULL""",
    ),
    Check(
        "beneficiary_type_unknown", "error",
        """SELECT p.file, p.sheet, p.row, 'Loại hình' AS "column", p.beneficiary_type AS value, NULL AS expected, p.sequence
           FROM staging.support p LEFT JOIN staging.beneficiary_type t ON t.code = p.beneficiary_type WHERE t.code IS NULL""",
    ),
    Check(
        "state_amount_missing", "warning",
        """SELECT p.file, p.sheet, p.row, 'Mã đề án' AS "column", p.code AS value,
                  'trang Kinh phí: KCQG hoặc KCĐP, ở Hợp đồng, Nghiệm thu hoặc Quyết toán' AS expected, p.sequence
           FROM project p JOIN project_money m ON m.project_id = p.project_id AND m.basis = 'actual' WHERE m.state_vnd IS NULL""",
    ),
    Check(
        "counterpart_missing", "warning",
        """SELECT p.file, p.sheet, p.row, 'Mã đề án' AS "column", p.code AS value, 'trang Kinh phí: Đối ứng (không có thì ghi 0)' AS expected, p.sequence
           FROM project p JOIN project_money m ON m.project_id = p.project_id AND m.basis = 'actual' WHERE m.counterpart_vnd IS NULL""",
    ),
    Check(
        "project_superseded", "note",
        """SELECT s.file, s.sheet, s.row, 'Mã đề án' AS "column", s.code AS value, p.file AS expected, s.sequence
           FROM staging.project s JOIN project p ON p.province = s.province AND p.code = s.code AND p.sequence > s.sequence""",
    ),
    Check(
        "reported_rivals", "warning",
        f"""{_RIVALS} SELECT file, sheet, row, 'Giá trị' AS "column", value, others AS expected, sequence FROM rivals WHERE others IS NOT NULL""",
    ),
    Check(
        "reported_twice", "warning",
        f"""{_RIVALS} SELECT file, sheet, row, 'Giá trị' AS "column", value, counted AS expected, sequence FROM rivals WHERE others IS NULL""",
    ),
    Check(
        "activity_rivals", "warning",
        """SELECT a.file, a.sheet, a.row, 'Tên hoạt động' AS "column", a.title AS value, MIN(b.source_id) AS expected, a.sequence
           FROM activity a JOIN activity b ON b.province = a.province AND b.kind = a.kind AND b.title = a.title AND b.period_start = a.period_start
             AND b.district_as_reported IS NOT DISTINCT FROM a.district_as_reported AND b.source_id <> a.source_id
           GROUP BY ALL""",
    ),
    Check(
        "collaborator_rivals", "warning",
        """WITH latest AS (SELECT * FROM staging.collaborator QUALIFY sequence = MAX(sequence) OVER (PARTITION BY source_id, province))
           SELECT c.file, c.sheet, c.row, 'Địa bàn' AS "column", c.area AS value, MIN(o.source_id) AS expected, c.sequence
           FROM collaborator c JOIN latest o ON o.province = c.province AND o.role = c.role AND o.area_level = c.area_level AND o.area_key = c.area_key
             AND o.year = c.year AND o.source_id <> c.source_id
           GROUP BY ALL""",
    ),
    Check(
        "award_repeated", "note",
        """WITH latest AS (SELECT * FROM staging.award QUALIFY sequence = MAX(sequence) OVER (PARTITION BY source_id, province))
           SELECT w.file, w.sheet, w.row, 'Sản phẩm' AS "column", w.product AS value, MIN(o.source_id) AS expected, w.sequence
           FROM award w JOIN latest o ON o.province || '/' || o.product_key = w.product_id AND o.level = w.level AND o.round = w.year AND o.source_id <> w.source_id
           GROUP BY ALL""",
    ),
)  # fmt: skip


def run(ask: Ask) -> list[Told]:
    """Every fault of every rule, and what later receipts replaced. `ask(sql)` -> rows as dicts, of staging and the marts."""
    told = []
    for check in CHECKS:
        for row in ask(check.sql):
            told.append(Told(row.pop("sequence"), Finding(check.code, check.level, **row)))
    lists = (Told(sequence, finding) for sequence, finding in replaced_lists.changes(ask))
    conflicts = [*list_conflicts.classes(ask), *list_conflicts.awards(ask)]
    conflicts += [*code_conflicts.projects(ask), *code_conflicts.activities(ask)]
    return [*told, *conflicts, *replaced.figures(ask), *replaced.projects(ask), *lists]
