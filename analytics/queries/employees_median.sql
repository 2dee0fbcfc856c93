-- Median and quartiles of how many people work at an establishment, each as it was last recorded, over those that record it.
-- Params: those of the condition. Returns: dims, value, lower, upper, smallest, largest (people), establishments (counted), left_establishments (that record none), n (projects of the counted).
WITH chosen AS (
  SELECT {dims}project_id, beneficiary_id, year AS plan_year, employees FROM occasion WHERE {where}
),
taken AS (
  SELECT *, COUNT(employees) OVER (PARTITION BY {names}beneficiary_id) > 0 AS known FROM chosen
),
both_sides AS (
  SELECT {names}last_recorded(employees, plan_year) AS employees, 1 AS one, 0 AS counted FROM chosen GROUP BY {names}beneficiary_id
  UNION ALL
  -- A project counts where any of its establishments does.
  SELECT {names}NULL, 0, 1 FROM taken WHERE known GROUP BY {names}project_id
)
SELECT {names}MEDIAN(employees) AS value, QUANTILE_CONT(employees, 0.25) AS lower, QUANTILE_CONT(employees, 0.75) AS upper, MIN(employees) AS smallest, MAX(employees) AS largest,
       COUNT(employees) AS establishments, CAST(SUM(one) - COUNT(employees) AS BIGINT) AS left_establishments, CAST(SUM(counted) AS BIGINT) AS n
FROM both_sides
GROUP BY ALL
