-- Every project with both amounts recorded, largest counterpart first: what the scatter draws and "without the largest" leaves out.
-- Params: those of the condition. Returns: project_id, title, year, tier, content, district, beneficiary_type, state_vnd, counterpart_vnd (đồng).
WITH paired AS (
  SELECT province, project_id, CAST(SUM(state_vnd) AS BIGINT) AS state_vnd, CAST(SUM(counterpart_vnd) AS BIGINT) AS counterpart_vnd
  FROM money_part WHERE {where} AND state_vnd IS NOT NULL AND counterpart_vnd IS NOT NULL
  GROUP BY province, project_id
  ORDER BY counterpart_vnd DESC, project_id
  {limit}
)
SELECT m.project_id, p.title, p.year, p.tier, p.content_code AS content, p.district_code AS district, p.beneficiary_type, m.state_vnd, m.counterpart_vnd
FROM paired m
JOIN project p ON p.province = m.province AND p.project_id = m.project_id
ORDER BY m.counterpart_vnd DESC, m.project_id
