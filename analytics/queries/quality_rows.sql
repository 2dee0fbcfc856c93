-- Every row that was received, of one place or of all, by file, sheet and table; how many of them a later file, or another source received later, replaced.
-- Params: province (NULL: all). Returns: name (staging table), file, sheet, sequence (0: ships with the product), n, replaced.
WITH
here AS (
  SELECT part_slug FROM staging.province_part WHERE slug = $province
),
recorded AS (
  SELECT 'project' AS name, province, code, file, sheet, sequence FROM staging.project
  UNION ALL
  SELECT 'funding', province, code, file, sheet, sequence FROM staging.funding
  UNION ALL
  SELECT 'support', province, code, file, sheet, sequence FROM staging.support
  UNION ALL
  SELECT 'event', province, code, file, sheet, sequence FROM staging.event
),
-- Reported figures and the lists are replaced whole, by source and province.
newest AS (
  SELECT 'activity' AS name, province, file, sheet, sequence, sequence < MAX(sequence) OVER (PARTITION BY source_id, province) AS replaced FROM staging.activity
  UNION ALL
  SELECT 'reported_figure', province, file, sheet, sequence, sequence < MAX(sequence) OVER (PARTITION BY source_id, province) FROM staging.reported_figure
),
-- What two sources tell of awards and areas counts as the last received tells it.
awarded AS (
  SELECT 'award' AS name, a.province, a.file, a.sheet, a.sequence, a.sequence < MAX(a.sequence) OVER (PARTITION BY a.source_id, a.province) OR w.product_id IS NOT NULL AS replaced
  FROM staging.award a
  LEFT JOIN award w ON w.product_id = a.province || '/' || a.product_key AND w.level = a.level AND w.year = a.round AND w.source_id <> a.source_id
),
served AS (
  SELECT 'collaborator' AS name, c.province, c.file, c.sheet, c.sequence, c.sequence < MAX(c.sequence) OVER (PARTITION BY c.source_id, c.province) OR w.area_key IS NOT NULL AS replaced
  FROM staging.collaborator c
  LEFT JOIN collaborator w ON w.province = c.province AND w.role = c.role AND w.area_level = c.area_level AND w.area_key = c.area_key AND w.year = c.year AND w.source_id <> c.source_id
),
told AS (
  SELECT r.name, r.province, r.file, r.sheet, r.sequence, p.code IS NULL AS replaced
  FROM recorded r LEFT JOIN project p ON p.province = r.province AND p.code = r.code AND p.sequence = r.sequence
  UNION ALL
  SELECT name, province, file, sheet, sequence, replaced FROM newest
  UNION ALL
  SELECT name, province, file, sheet, sequence, replaced FROM awarded
  UNION ALL
  SELECT name, province, file, sheet, sequence, replaced FROM served
  UNION ALL
  SELECT 'plan', province, file, sheet, sequence, sequence < MAX(sequence) OVER (PARTITION BY province, period_start, period_end, measure, tier, content_code, version) FROM staging.plan
  UNION ALL
  SELECT 'reported_project', province, file, sheet, sequence, FALSE FROM staging.reported_project
  UNION ALL
  SELECT 'difficulty', province, file, sheet, sequence, FALSE FROM staging.difficulty
  UNION ALL
  SELECT 'recommendation', province, file, sheet, sequence, FALSE FROM staging.recommendation
)
SELECT name, file, COALESCE(sheet, '') AS sheet, sequence, COUNT(*) AS n, SUM(CASE WHEN replaced THEN 1 ELSE 0 END) AS replaced
FROM told
WHERE CAST($province AS VARCHAR) IS NULL OR province IN (SELECT part_slug FROM here)
GROUP BY name, file, COALESCE(sheet, ''), sequence
ORDER BY sequence, file, name, COALESCE(sheet, '')
