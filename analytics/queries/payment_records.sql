-- The projects behind a sum of money assigned, begun, settled or advanced: one row a project, that amount by payer.
-- Params: those of the condition. Returns: the columns of records.sql; the amounts are those of the asked reading, counterpart NULL (it is not paid by the state).
SELECT p.project_id, p.code, p.title, p.year, p.tier, p.content_code AS content, p.district_code AS district, p.district_gap, p.beneficiary_type, p.status, p.beneficiary_names AS beneficiaries, p.simulated, 1 AS parts,
       CAST(SUM(CASE WHEN y.payer = 'national' THEN {amount} END) AS BIGINT) AS national_vnd, CAST(SUM(CASE WHEN y.payer = 'local' THEN {amount} END) AS BIGINT) AS local_vnd,
       CAST(SUM({amount}) AS BIGINT) AS state_vnd, CAST(NULL AS BIGINT) AS other_state_vnd, CAST(NULL AS BIGINT) AS counterpart_vnd, p.file, p.sheet, p.row
FROM (SELECT *, 'actual' AS basis FROM project WHERE kind = 'project') AS p
JOIN payment y ON y.project_id = p.project_id AND {amount} IS NOT NULL AND {kept}
WHERE {where}
GROUP BY ALL
ORDER BY p.year, p.code
