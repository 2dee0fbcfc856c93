-- Median and quartiles of what each establishment received, over those whose every occasion has a known amount.
-- Params: those of the condition. Returns: dims, value, lower, upper, smallest, largest (đồng), establishments (counted), left_establishments (not), n (projects of the counted), left_n (the other projects), left_state_vnd (their state money).
WITH chosen AS (
  SELECT {dims}project_id, beneficiary_id, state_vnd, project_state_vnd FROM occasion WHERE {where}
),
taken AS (
  SELECT *, SUM(state_vnd) OVER same AS amount, COUNT(state_vnd) OVER same = COUNT(*) OVER same AS known
  FROM chosen WINDOW same AS (PARTITION BY {names}beneficiary_id)
),
both_sides AS (
  SELECT {names}CASE WHEN known THEN amount END AS amount, 1 AS one, CASE WHEN known THEN 1 ELSE 0 END AS known, 0 AS project, 0 AS counted, NULL AS left_vnd
  FROM (SELECT DISTINCT {names}beneficiary_id, amount, known FROM taken) AS each_establishment
  UNION ALL
  -- A project counts where any of its establishments does.
  SELECT {names}NULL, 0, 0, 1, CASE WHEN counted THEN 1 ELSE 0 END, CASE WHEN NOT counted THEN project_state_vnd END
  FROM (SELECT {names}project_id, BOOL_OR(known) AS counted, MIN(project_state_vnd) AS project_state_vnd FROM taken GROUP BY ALL) AS each_project
)
SELECT {names}MEDIAN(amount) AS value, QUANTILE_CONT(amount, 0.25) AS lower, QUANTILE_CONT(amount, 0.75) AS upper, MIN(amount) AS smallest, MAX(amount) AS largest,
       CAST(SUM(known) AS BIGINT) AS establishments, CAST(SUM(one) - SUM(known) AS BIGINT) AS left_establishments,
       CAST(SUM(counted) AS BIGINT) AS n, CAST(SUM(project) - SUM(counted) AS BIGINT) AS left_n, CAST(SUM(left_vnd) AS BIGINT) AS left_state_vnd
FROM both_sides
GROUP BY ALL
