-- Every row that was received of a place, by file, sheet and table; how many of them a later file replaced.
-- Params: province. Returns: name (staging table), file, sheet, sequence (0: ships with the product), n, replaced.
WITH
here AS (
  SELECT part_slug FROM staging.province_part WHERE slug = $province
),
-- Reported figures and the lists are replaced whole, by source and province.
listed AS (
  SELECT 'activity' AS name, source_id, province, file, sheet, sequence FROM staging.activity
  UNION ALL
  SELECT 'award', source_id, province, file, sheet, sequence FROM staging.award
  UNION ALL
  SELECT 'collaborator', source_id, province, file, sheet, sequence FROM staging.collaborator
  UNION ALL
  SELECT 'reported_figure', source_id, province, file, sheet, sequence FROM staging.reported_figure
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
told AS (
  SELECT r.name, r.province, r.file, r.sheet, r.sequence, p.code IS NULL AS replaced
  FROM recorded r LEFT JOIN project p ON p.province = r.province AND p.code = r.code AND p.sequence = r.sequence
  UNION ALL
  SELECT name, province, file, sheet, sequence, sequence < MAX(sequence) OVER (PARTITION BY name, source_id, province) FROM listed
  UNION ALL
  SELECT 'plan', province, file, sheet, sequence, FALSE FROM staging.plan
  UNION ALL
  SELECT 'reported_project', province, file, sheet, sequence, FALSE FROM staging.reported_project
  UNION ALL
  SELECT 'difficulty', province, file, sheet, sequence, FALSE FROM staging.difficulty
  UNION ALL
  SELECT 'recommendation', province, file, sheet, sequence, FALSE FROM staging.recommendation
)
SELECT name, file, COALESCE(sheet, '') AS sheet, sequence, COUNT(*) AS n, SUM(CASE WHEN replaced THEN 1 ELSE 0 END) AS replaced
FROM told
WHERE province IN (SELECT part_slug FROM here)
GROUP BY name, file, COALESCE(sheet, ''), sequence
ORDER BY sequence, file, name, COALESCE(sheet, '')
