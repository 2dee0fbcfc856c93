-- The projects that touch a district in a year: a cell of the coverage grid. Amounts are what can be placed in the district; NULL where the money stands in an unsplit group.
-- Params: those of the condition, district. Returns: as records.sql.
WITH chosen AS (
  SELECT * FROM project WHERE {where}
),
touched AS (
  SELECT province, project_id FROM chosen WHERE district_code = $district
  UNION
  SELECT s.province, s.project_id FROM support s JOIN chosen c ON c.province = s.province AND c.project_id = s.project_id WHERE s.district_code = $district
)
SELECT p.project_id, p.code, p.title, p.year, p.tier, p.content_code AS content, p.district_code AS district, p.district_gap, p.beneficiary_type, p.status, p.beneficiary_names AS beneficiaries, p.simulated,
       MAX(m.part_of) AS parts, CAST(SUM(m.national_vnd) AS BIGINT) AS national_vnd, CAST(SUM(m.local_vnd) AS BIGINT) AS local_vnd, CAST(SUM(m.state_vnd) AS BIGINT) AS state_vnd,
       CAST(SUM(m.other_state_vnd) AS BIGINT) AS other_state_vnd, CAST(SUM(m.counterpart_vnd) AS BIGINT) AS counterpart_vnd, p.file, p.sheet, p.row
FROM touched t
JOIN project p ON p.province = t.province AND p.project_id = t.project_id
LEFT JOIN money_part m ON m.province = t.province AND m.project_id = t.project_id AND m.basis = 'actual' AND m.district_code = $district{part}
GROUP BY p.project_id, p.code, p.title, p.year, p.tier, p.content_code, p.district_code, p.district_gap, p.beneficiary_type, p.status, p.beneficiary_names, p.simulated, p.file, p.sheet, p.row
ORDER BY p.year, p.code
