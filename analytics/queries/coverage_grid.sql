-- Every district of the place × every plan year of the period: what the coverage grid draws.
-- Params: province, first_year, last_year and those of the project condition. Returns: district, year, existed, projects, state_vnd, counterpart_vnd,
-- unsplit (an amount is recorded of a project that touches the cell: where state_vnd is NULL all the same, it stands in a group and cannot be placed).
WITH chosen AS (
  SELECT project_id, province, year, district_code FROM project WHERE {where}
),
touched AS (
  SELECT c.project_id, c.province, c.year, c.district_code FROM chosen c WHERE c.district_code IS NOT NULL AND c.district_code <> 'group'
  UNION
  SELECT c.project_id, c.province, c.year, s.district_code FROM chosen c JOIN support s ON s.project_id = c.project_id WHERE s.district_code IS NOT NULL
),
counted AS (
  SELECT province, year, district_code, COUNT(DISTINCT project_id) AS projects FROM touched GROUP BY province, year, district_code
),
money AS (
  SELECT province, year, district_code, SUM(state_vnd) AS state_vnd, SUM(counterpart_vnd) AS counterpart_vnd
  FROM money_part WHERE {money_where}
  GROUP BY province, year, district_code
),
recorded AS (
  SELECT t.province, t.year, t.district_code FROM touched t JOIN project_money m ON m.project_id = t.project_id AND m.basis = 'actual'
  WHERE m.state_vnd IS NOT NULL
  GROUP BY t.province, t.year, t.district_code
)
SELECT g.district_code AS district, g.year, BOOL_OR(g.existed) AS existed, CAST(SUM(COALESCE(c.projects, 0)) AS BIGINT) AS projects,
       CAST(SUM(m.state_vnd) AS BIGINT) AS state_vnd, CAST(SUM(m.counterpart_vnd) AS BIGINT) AS counterpart_vnd,
       BOOL_OR(r.district_code IS NOT NULL) AS unsplit
FROM district_year g
LEFT JOIN counted c ON c.province = g.province AND c.year = g.year AND c.district_code = g.district_code
LEFT JOIN money m ON m.province = g.province AND m.year = g.year AND m.district_code = g.district_code
LEFT JOIN recorded r ON r.province = g.province AND r.year = g.year AND r.district_code = g.district_code
WHERE g.province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province) AND g.year BETWEEN $first_year AND $last_year
GROUP BY g.district_code, g.year
ORDER BY g.district_code, g.year
