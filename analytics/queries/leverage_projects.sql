-- Every project with both amounts recorded, largest counterpart first: what the scatter draws and "without the largest" leaves out.
-- Params: those of the condition. Returns: project_id, title, year, tier, content, district, beneficiary_type, state_vnd, counterpart_vnd (đồng).
SELECT m.project_id, p.title, p.year, p.tier, p.content_code AS content, p.district_code AS district, p.beneficiary_type, CAST(SUM(m.state_vnd) AS BIGINT) AS state_vnd,
       CAST(SUM(m.counterpart_vnd) AS BIGINT) AS counterpart_vnd
FROM (SELECT province, project_id, state_vnd, counterpart_vnd FROM money_part WHERE {where} AND state_vnd IS NOT NULL AND counterpart_vnd IS NOT NULL) AS m
JOIN project p ON p.province = m.province AND p.project_id = m.project_id
GROUP BY m.project_id, p.title, p.year, p.tier, p.content_code, p.district_code, p.beneficiary_type
ORDER BY counterpart_vnd DESC, m.project_id
{limit}
