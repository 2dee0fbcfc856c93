-- What was found in the files that count, of one place: findings of its rows; those that name no row of any place, where their file has rows of it.
-- Params: province. Returns: code, level, file, sheet, row, column, value, expected.
WITH
here AS (
  SELECT part_slug FROM staging.province_part WHERE slug = $province
),
placed AS (
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.project
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.funding
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.support
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.event
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.plan
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.reported_figure
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.reported_project
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.activity
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.award
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.collaborator
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.difficulty
  UNION ALL
  SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.recommendation
),
cells AS (
  SELECT file, sheet, row, MAX(CASE WHEN province IN (SELECT part_slug FROM here) THEN 1 ELSE 0 END) AS mine FROM placed GROUP BY file, sheet, row
),
files AS (
  SELECT file, MAX(mine) AS mine FROM cells GROUP BY file
)
SELECT f.code, f.level, f.file, f.sheet, f.row, f."column", f.value, f.expected
FROM staging.finding f
LEFT JOIN cells c ON c.file = f.file AND c.sheet = COALESCE(f.sheet, '') AND c.row = f.row
LEFT JOIN files x ON x.file = f.file
WHERE COALESCE(c.mine, x.mine, 0) = 1
ORDER BY CASE f.level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, f.code, f.file, f.sheet, f.row
