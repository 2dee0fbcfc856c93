-- State support of projects with named establishments, over the distinct establishments; all_rows = 1 is the whole.
-- Params: those of the condition. Returns: dims, all_rows, numerator (đồng), denominator (establishments), n (projects), left_0 (projects of establishments without a recorded amount).
WITH chosen AS (
  SELECT province, project_id, establishments, year, tier, content_code, content_parent FROM project WHERE {where}
),
money AS (
  SELECT c.project_id, {columns}m.state_vnd
  FROM chosen c JOIN project_money m ON m.province = c.province AND m.project_id = c.project_id AND m.basis = 'actual'
  WHERE c.establishments > 0
),
paid AS (
  SELECT {plain}{grouping} AS all_rows, SUM(state_vnd) AS numerator, COUNT(state_vnd) AS n, COUNT(*) - COUNT(state_vnd) AS left_0 FROM money GROUP BY {groups}
),
served AS (
  SELECT {plain}{grouping} AS all_rows, COUNT(DISTINCT beneficiary_id) AS denominator
  FROM (SELECT {columns}s.beneficiary_id FROM chosen c JOIN support s ON s.province = c.province AND s.project_id = c.project_id JOIN project_money m ON m.province = c.province AND m.project_id = c.project_id AND m.basis = 'actual' WHERE m.state_vnd IS NOT NULL) AS x
  GROUP BY {groups}
)
SELECT {out}p.all_rows, CAST(p.numerator AS BIGINT) AS numerator, s.denominator, p.n, p.left_0
FROM paid p LEFT JOIN served s ON s.all_rows = p.all_rows{joined}
