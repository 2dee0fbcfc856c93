-- Establishments, and those that appear in projects of two or more plan years, by dimensions (years counted within each group).
-- Params: those of the condition. Returns: dims, numerator, denominator (establishments), n (projects); one row a group, or one row for the whole.
WITH chosen AS (
  SELECT {dims}project_id, beneficiary_id, year AS plan_year FROM occasion WHERE {where}
),
served AS (
  SELECT {names}beneficiary_id, COUNT(DISTINCT plan_year) AS plan_years FROM chosen GROUP BY ALL
)
SELECT {names}CAST(SUM(again) AS BIGINT) AS numerator, CAST(SUM(one) AS BIGINT) AS denominator, CAST(SUM(projects) AS BIGINT) AS n
FROM (
  SELECT {names}CASE WHEN plan_years > 1 THEN 1 ELSE 0 END AS again, 1 AS one, 0 AS projects FROM served
  UNION ALL
  SELECT {names}0 AS again, 0 AS one, 1 AS projects FROM (SELECT DISTINCT {names}project_id FROM chosen) AS each_project
) AS counted
GROUP BY ALL
