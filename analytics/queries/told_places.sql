-- The districts that the reports and lists of a place speak of, where no project records stand: what is known of reach without them.
-- Params: province. Returns one row a district: province, district (as of 30/06/2025; NULL: not recognised or shared out), told (its name as the sources write it), figures, examples (projects named as an example), listed (rows of lists),
--   communes (names told with it), first_year, last_year (of those that tell one; NULL: none does). Figures that were not seen again are left out.
WITH here AS (
  SELECT part_slug FROM staging.province_part WHERE slug = $province
),
latest AS (
  SELECT source_id, province, MAX(sequence) AS sequence FROM staging.reported_project GROUP BY source_id, province
),
told AS (
  SELECT 'figure' AS kind, province, district_code, district_as_stated AS name, NULL AS commune, CAST(EXTRACT(year FROM period_start) AS INTEGER) AS first_year, CAST(EXTRACT(year FROM period_end) AS INTEGER) AS last_year
  FROM reported_figure WHERE verified <> 'no'
  UNION ALL
  SELECT 'example', p.province, p.district_code, p.district_as_stated, p.commune, TRY_CAST(p.year AS INTEGER), TRY_CAST(p.year AS INTEGER)
  FROM staging.reported_project p JOIN latest l ON l.source_id = p.source_id AND l.province = p.province AND l.sequence = p.sequence
  WHERE COALESCE(p.verified, '') <> 'no'
  UNION ALL
  SELECT 'list', province, district_then, district_as_reported, NULL, year, year FROM activity
  UNION ALL
  SELECT 'list', province, district_then, district_as_reported, NULL, year, year FROM award
  UNION ALL
  SELECT 'list', province, district_then, area, NULL, year, year FROM collaborator WHERE area_level = 'district'
)
SELECT t.province, d.now_code AS district, STRING_AGG(DISTINCT COALESCE(t.name, d.name), ', ' ORDER BY COALESCE(t.name, d.name)) AS told,
       COUNT(CASE WHEN t.kind = 'figure' THEN 1 END) AS figures, COUNT(CASE WHEN t.kind = 'example' THEN 1 END) AS examples, COUNT(CASE WHEN t.kind = 'list' THEN 1 END) AS listed,
       STRING_AGG(DISTINCT t.commune, ', ' ORDER BY t.commune) AS communes, MIN(t.first_year) AS first_year, MAX(t.last_year) AS last_year
FROM told t
LEFT JOIN district d ON d.district_code = t.district_code
WHERE t.province IN (SELECT part_slug FROM here) AND (t.district_code IS NOT NULL OR (t.name IS NOT NULL AND t.kind <> 'list'))
GROUP BY t.province, d.now_code, CASE WHEN d.now_code IS NULL THEN COALESCE(t.district_code, t.name) END
ORDER BY COUNT(*) DESC, told
