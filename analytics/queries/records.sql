-- The records behind a mark: every project part that the mark sums, and those that it leaves out because an amount is missing.
-- Params: those of the condition; the table of parts is money_part, or apart for what is kept apart beside it. Returns: project_id, code, title, year, tier, content, district, beneficiary_type, status, beneficiaries (names), kind, parts, amounts in đồng, file, sheet, row.
SELECT m.project_id, p.code, p.title, m.year, m.tier, m.content_code AS content, m.district_code AS district, m.district_gap, m.beneficiary_type, p.status, p.beneficiary_names AS beneficiaries, p.simulated, m.kind,
       MAX(m.part_of) AS parts, CAST(SUM(m.national_vnd) AS BIGINT) AS national_vnd, CAST(SUM(m.local_vnd) AS BIGINT) AS local_vnd, CAST(SUM(m.state_vnd) AS BIGINT) AS state_vnd,
       CAST(SUM(m.other_state_vnd) AS BIGINT) AS other_state_vnd, CAST(SUM(m.counterpart_vnd) AS BIGINT) AS counterpart_vnd, p.file, p.sheet, p.row
FROM (SELECT * FROM {parts} WHERE {where}) AS m
JOIN project p ON p.province = m.province AND p.project_id = m.project_id
GROUP BY m.project_id, p.code, p.title, m.year, m.tier, m.content_code, m.district_code, m.district_gap, m.beneficiary_type, p.status, p.beneficiary_names, p.simulated, m.kind, p.file, p.sheet, p.row
ORDER BY m.year, p.code, m.district_code
