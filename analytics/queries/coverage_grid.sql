-- Every district of the place × every plan year of the period: what the coverage grid draws.
-- Params: province, first_year, last_year and those of the conditions. Returns: district, year, existed, projects, state_vnd, counterpart_vnd,
-- unsplit (an amount is recorded of a project that touches the cell: where state_vnd is NULL all the same, it stands in a group and cannot be placed).
WITH touched AS (
  SELECT province, year, UNNEST(districts) AS district_code, projects, recorded_projects FROM reach WHERE {where}
),
counted AS (
  SELECT province, year, district_code, SUM(projects) AS projects, SUM(recorded_projects) > 0 AS recorded FROM touched GROUP BY province, year, district_code
),
money AS (
  SELECT province, year, district_code, SUM(state_vnd) AS state_vnd, SUM(counterpart_vnd) AS counterpart_vnd
  FROM cube WHERE evidence = 'record' AND {money_where}
  GROUP BY province, year, district_code
)
SELECT g.district_code AS district, g.year, BOOL_OR(g.existed) AS existed, CAST(SUM(COALESCE(c.projects, 0)) AS BIGINT) AS projects,
       CAST(SUM(m.state_vnd) AS BIGINT) AS state_vnd, CAST(SUM(m.counterpart_vnd) AS BIGINT) AS counterpart_vnd,
       BOOL_OR(COALESCE(c.recorded, FALSE)) AS unsplit
FROM district_year g
LEFT JOIN counted c ON c.province = g.province AND c.year = g.year AND c.district_code = g.district_code
LEFT JOIN money m ON m.province = g.province AND m.year = g.year AND m.district_code = g.district_code
WHERE g.province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province) AND g.year BETWEEN $first_year AND $last_year
GROUP BY g.district_code, g.year
ORDER BY g.district_code, g.year
