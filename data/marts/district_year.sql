-- Grain: province × district as of 30/06/2025 × plan year, from the first to the last year with project records: every cell of the coverage grid.
-- Columns: district_code, existed (the code was in force on 30 June of that year; the register is known from 2012-01-01 to 2025-06-30, other years are answered as of the nearer end); projects (done, that touch the district), establishments (distinct, supported), underway (not yet done),
--   state_vnd, counterpart_vnd (done; what can be placed in the district; NULL: none recorded). 0 projects = none; a cell of a year in which the code did not exist is told by existed.
-- Source: staging.district, staging.province, marts project, support, money_part. Population: grants (repayable yes left out), kind project; management cost in.
CREATE TABLE district_year AS
WITH
years AS (
  SELECT province, MIN(year) AS first_year, MAX(year) AS last_year FROM project GROUP BY province
),
calendar AS (
  SELECT y.province, CAST(r.range AS INTEGER) AS year, LEAST(GREATEST(MAKE_DATE(CAST(r.range AS INTEGER), 6, 30), DATE '2012-01-01'), DATE '2025-06-30') AS midyear
  FROM years y, RANGE(y.first_year, y.last_year + 1) r
),
cells AS (
  SELECT c.province, c.year, d.district_code,
         MAX(CASE WHEN h.valid_from <= c.midyear AND h.valid_to > c.midyear THEN 1 ELSE 0 END) = 1 AS existed
  FROM calendar c
  JOIN staging.province p ON p.slug = c.province
  JOIN district d ON d.province_code = p.map_code AND d.now_code = d.district_code
  LEFT JOIN staging.district h ON h.code = d.district_code
  GROUP BY c.province, c.year, d.district_code
),
-- A project touches the district of its own place and those of its beneficiaries.
touched AS (
  SELECT project_id, district_code FROM project WHERE district_code IS NOT NULL AND district_code <> 'group'
  UNION
  SELECT project_id, district_code FROM support WHERE district_code IS NOT NULL
),
counted AS (
  SELECT p.province, p.year, t.district_code,
         COUNT(DISTINCT CASE WHEN p.status_group = 'done' THEN p.project_id END) AS projects,
         COUNT(DISTINCT CASE WHEN p.status_group = 'underway' THEN p.project_id END) AS underway
  FROM touched t JOIN project p ON p.project_id = t.project_id
  WHERE p.kind = 'project' AND p.repayable <> 'yes'
  GROUP BY p.province, p.year, t.district_code
),
establishments AS (
  SELECT province, year, district_code, COUNT(DISTINCT beneficiary_id) AS establishments
  FROM support
  WHERE kind = 'project' AND repayable <> 'yes' AND status_group = 'done' AND district_code IS NOT NULL
  GROUP BY province, year, district_code
),
money AS (
  SELECT province, year, district_code, CAST(SUM(state_vnd) AS BIGINT) AS state_vnd, CAST(SUM(counterpart_vnd) AS BIGINT) AS counterpart_vnd
  FROM money_part
  WHERE basis = 'actual' AND repayable <> 'yes'
  GROUP BY province, year, district_code
)
SELECT c.province, c.year, c.district_code, c.existed, COALESCE(n.projects, 0) AS projects, COALESCE(n.underway, 0) AS underway,
       COALESCE(e.establishments, 0) AS establishments, m.state_vnd, m.counterpart_vnd
FROM cells c
LEFT JOIN counted n ON n.province = c.province AND n.year = c.year AND n.district_code = c.district_code
LEFT JOIN establishments e ON e.province = c.province AND e.year = c.year AND e.district_code = c.district_code
LEFT JOIN money m ON m.province = c.province AND m.year = c.year AND m.district_code = c.district_code;
