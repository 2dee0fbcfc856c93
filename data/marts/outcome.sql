-- Grain: every dimension of a project × measure (jobs_new, jobs_kept, trainees, classes), summed; a project over several districts or legal forms stands whole in `group`.
-- Columns: value (sum of what is recorded, NULL where nothing is); projects, state_vnd (all of the cell); recorded_projects, recorded_state_vnd (those that record the measure; 0 is recorded);
--   unrecorded_state_vnd (the money of those that do not); paid_value, paid_projects (those that record the measure and their state money too: the only ones that a cost of one may use);
--   unpaid_projects (record the measure, but not the money). Amounts in đồng.
-- Source: marts project, project_money.
CREATE TABLE outcome AS
WITH
told AS (
  SELECT m.basis, m.state_vnd, p.province, p.year, p.tier, p.content_code, p.content_parent, p.management, p.repayable, p.beneficiary_type, p.district_code,
         x.measure, CASE x.measure WHEN 'jobs_new' THEN p.jobs_new WHEN 'jobs_kept' THEN p.jobs_kept WHEN 'trainees' THEN p.trainees ELSE p.classes END AS value
  FROM project_money m
  JOIN project p ON p.project_id = m.project_id
  CROSS JOIN (VALUES ('jobs_new'), ('jobs_kept'), ('trainees'), ('classes')) AS x(measure)
)
SELECT basis, province, year, tier, content_code, content_parent, management, repayable, beneficiary_type, district_code, measure,
       CAST(SUM(value) AS BIGINT) AS value, COUNT(*) AS projects, CAST(SUM(state_vnd) AS BIGINT) AS state_vnd,
       COUNT(value) AS recorded_projects, CAST(SUM(CASE WHEN value IS NOT NULL THEN state_vnd END) AS BIGINT) AS recorded_state_vnd,
       CAST(SUM(CASE WHEN value IS NULL THEN state_vnd END) AS BIGINT) AS unrecorded_state_vnd,
       CAST(SUM(CASE WHEN state_vnd IS NOT NULL THEN value END) AS BIGINT) AS paid_value,
       SUM(CASE WHEN value IS NOT NULL AND state_vnd IS NOT NULL THEN 1 ELSE 0 END) AS paid_projects,
       SUM(CASE WHEN value IS NOT NULL AND state_vnd IS NULL THEN 1 ELSE 0 END) AS unpaid_projects
FROM told
GROUP BY basis, province, year, tier, content_code, content_parent, management, repayable, beneficiary_type, district_code, measure
ORDER BY province, year;
