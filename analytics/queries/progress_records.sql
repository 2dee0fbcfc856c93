-- The projects behind a mark of their course: one row a project, its money as it stands (done or under way; NULL once ended: nothing was accepted).
-- Params: those of the condition. Returns: the columns of records.sql, and days (of the step that was asked; NULL else).
SELECT x.project_id, x.code, x.title, x.year, x.tier, x.content_code AS content, x.district_code AS district, x.district_gap, x.beneficiary_type, x.status, x.beneficiary_names AS beneficiaries, x.simulated,
       1 AS parts, m.national_vnd, m.local_vnd, m.state_vnd, m.other_state_vnd, m.counterpart_vnd, {days} AS days, x.file, x.sheet, x.row
FROM (SELECT * FROM progress WHERE {where}) AS x
LEFT JOIN project_money m ON m.province = x.province AND m.project_id = x.project_id AND m.basis = CASE x.status_group WHEN 'done' THEN 'actual' WHEN 'underway' THEN 'underway' END
ORDER BY x.year, x.code
