-- The projects whose record lacks something: one row a project, its money under the basis that was asked.
-- Params: those of the condition. Returns: the columns of records.sql.
SELECT x.project_id, p.code, p.title, x.year, x.tier, x.content_code AS content, x.district_code AS district, p.district_gap, x.beneficiary_type, p.status, b.names AS beneficiaries, p.simulated,
       1 AS parts, m.national_vnd, m.local_vnd, m.state_vnd, m.other_state_vnd, m.counterpart_vnd, p.file, p.sheet, p.row
FROM (SELECT * FROM gap WHERE {where}) AS x
JOIN project p ON p.project_id = x.project_id
JOIN project_money m ON m.project_id = x.project_id AND m.basis = x.basis
LEFT JOIN (SELECT project_id, STRING_AGG(DISTINCT beneficiary_name, '; ' ORDER BY beneficiary_name) AS names FROM support GROUP BY project_id) AS b ON b.project_id = x.project_id
ORDER BY x.year, p.code
