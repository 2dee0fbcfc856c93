-- Every content a project can be booked under, that was in force in the period: how many projects it had, and whether a plan of the period names it.
-- Params: those of the condition, first_year, last_year. Returns: content, content_parent, projects (done or under way), given_up (stopped, withdrawn), planned (a plan names it), planned_group (a plan names its group).
-- A group counts itself where it has no contents of its own, or where projects are booked under the group; what was not split or not classified is none.
WITH named AS (
  SELECT DISTINCT content_code FROM plan
  WHERE content_code IS NOT NULL AND first_year <= $last_year AND last_year >= $first_year AND province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)
),
used AS (
  SELECT content_code, SUM(done) + SUM(underway) AS projects, SUM(ended) AS given_up FROM delivery WHERE {where} GROUP BY content_code
)
SELECT c.code AS content, c.parent AS content_parent, CAST(COALESCE(u.projects, 0) AS BIGINT) AS projects, CAST(COALESCE(u.given_up, 0) AS BIGINT) AS given_up,
       c.code IN (FROM named) AS planned, c.parent <> c.code AND c.parent IN (FROM named) AS planned_group
FROM staging.content c
LEFT JOIN used u ON u.content_code = c.code
WHERE (c.level = 2 OR u.projects > 0 OR NOT EXISTS (SELECT 1 FROM staging.content x WHERE x.parent = c.code AND x.code <> c.code)) AND c.code NOT IN ('unclassified', 'technology_unsplit')
  AND (c.valid_from IS NULL OR EXTRACT(year FROM c.valid_from) <= $last_year)
ORDER BY c.sort
