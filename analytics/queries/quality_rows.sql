-- Every row that was received of a place, by file, sheet and table; how many of them a later file replaced.
-- Params: province. Returns: name (staging table), file, sheet, sequence (0: ships with the product), n, replaced.
WITH
here AS (
  SELECT part_slug FROM staging.province_part WHERE slug = $province
),
stated AS (
  SELECT source_id, province, MAX(sequence) AS sequence FROM staging.reported_figure GROUP BY source_id, province
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
  SELECT 'reported_figure', f.province, f.file, f.sheet, f.sequence, f.sequence < s.sequence
  FROM staging.reported_figure f JOIN stated s ON s.source_id = f.source_id AND s.province = f.province
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
