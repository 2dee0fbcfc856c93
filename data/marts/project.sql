-- Grain: one record (project, task or plan item), the last received under its province and own code.
-- Columns: project_id (province/code); year (plan year); content_code, content_parent; management (booked as a project, but the cost of running the programme);
--   status_group (done, underway, ended); district_then (code as reported), district_code (the same place on 30/06/2025), `group` where its beneficiaries span several,
--   NULL where none was recorded; district_gap (province_wide, not_recorded, unknown_name, split_area: why there is none); beneficiary_type likewise
--   (`group` if several, NULL if no establishment); establishments (distinct, 0 if none), beneficiary_names; difficult_area (NULL: not recorded); dates; file, sheet, row.
-- Source: staging.project, support, status, content, district_match; mart district. Money: see project_money.
CREATE TABLE project AS
WITH
latest AS (
  SELECT province, code, MAX(sequence) AS sequence FROM staging.project GROUP BY province, code
),
place AS (
  SELECT s.province, s.code, s.sequence, s.beneficiary_name, s.beneficiary_type, s.difficult_area, m.district_code AS district_then, d.now_code AS district_code,
         COALESCE(s.beneficiary_code, s.beneficiary_name || '/' || COALESCE(s.commune, '')) AS beneficiary
  FROM staging.support s
  JOIN staging.project p ON p.province = s.province AND p.code = s.code AND p.sequence = s.sequence
  LEFT JOIN staging.district_match m ON m.province = s.province AND m.as_reported = s.district_as_reported AND m.year = p.plan_year
  LEFT JOIN district d ON d.district_code = m.district_code
),
served AS (
  SELECT province, code, sequence, COUNT(DISTINCT beneficiary) AS establishments, COUNT(DISTINCT beneficiary_type) AS types, MIN(beneficiary_type) AS one_type,
         COUNT(DISTINCT district_code) AS districts, COUNT(*) AS rows_all, COUNT(district_code) AS rows_placed, MIN(district_code) AS one_district, MIN(district_then) AS one_then,
         BOOL_OR(difficult_area) AS difficult_area, STRING_AGG(DISTINCT beneficiary_name, '; ' ORDER BY beneficiary_name) AS beneficiary_names
  FROM place
  GROUP BY province, code, sequence
)
SELECT p.province || '/' || p.code AS project_id, p.province, p.code, p.kind, p.plan_year AS year, p.batch, p.title, p.content_code,
       COALESCE(c.parent, p.content_code) AS content_parent, p.content_code = 'programme_management' AS management, p.tier, COALESCE(p.form, 'single') AS form,
       p.status, st."group" AS status_group, p.repayable, p.simulated,
       p.district_as_reported, p.commune,
       CASE WHEN s.districts > 1 OR (s.districts = 1 AND s.rows_placed < s.rows_all) THEN 'group' WHEN s.districts = 1 THEN s.one_then ELSE m.district_code END AS district_then,
       CASE WHEN s.districts > 1 OR (s.districts = 1 AND s.rows_placed < s.rows_all) THEN 'group' WHEN s.districts = 1 THEN s.one_district ELSE d.now_code END AS district_code,
       CASE WHEN s.districts >= 1 THEN NULL ELSE district_gap(d.now_code, m.province_wide, p.district_as_reported, m.district_code) END AS district_gap,
       CASE WHEN s.types > 1 THEN 'group' ELSE s.one_type END AS beneficiary_type,
       COALESCE(s.establishments, 0) AS establishments, s.beneficiary_names, s.difficult_area,
       p.registered_on, p.approved_on, p.contracted_on, p.started_on, p.accepted_on, p.settled_on,
       p.jobs_new, p.jobs_kept, p.classes, p.trainees, p.note, p.file, p.sheet, p.row, p.sequence
FROM staging.project p
JOIN latest l ON l.province = p.province AND l.code = p.code AND l.sequence = p.sequence
LEFT JOIN staging.content c ON c.code = p.content_code
LEFT JOIN staging.status st ON st.code = p.status
LEFT JOIN staging.district_match m ON m.province = p.province AND m.as_reported = p.district_as_reported AND m.year = p.plan_year
LEFT JOIN district d ON d.district_code = m.district_code
LEFT JOIN served s ON s.province = p.province AND s.code = p.code AND s.sequence = p.sequence
ORDER BY p.province, p.plan_year;
