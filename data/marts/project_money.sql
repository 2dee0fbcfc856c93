-- Grain: project × basis. A basis is a reading of the same record: `actual` (the project is done), `underway` (it is not yet), `plan` (as first assigned), `adjusted` (plan after changes).
-- Columns: province; national_vnd, local_vnd, state_vnd (national + local; NULL where neither is recorded), other_state_vnd, counterpart_vnd, total_vnd (what is recorded of all), đồng;
--   state_stage, counterpart_stage: the stage the amount is of.
-- Source: marts project, funding. Rules stated here only:
--   the amount of a payer is that of the latest stage reached; an advance is money paid out, never the amount;
--   what the state has done (`actual`) is contracted, accepted or settled: a planned amount never stands for it; a counterpart rarely has a settled row, so its latest record counts;
--   plan is stage planned, adjusted is stage adjusted where there is one, else planned.
-- The rules are a macro of their own, money_of, so that what stands apart of the projects (mart apart) is read by the very same ones.
CREATE MACRO money_of(projects) AS TABLE
WITH
-- DuckDB needs no dialect for this: one row a project, payer and basis, then one row a project and basis.
readings AS (
  SELECT f.project_id, f.payer, f.stage, f.stage_rank, f.amount_vnd, CASE WHEN p.status_group = 'done' THEN 'actual' ELSE 'underway' END AS basis
  FROM funding f JOIN project p ON p.project_id = f.project_id
  WHERE (p.kind = 'project') = projects AND f.stage <> 'advanced'
    AND (p.status_group = 'underway' OR (p.status_group = 'done' AND (f.stage_rank >= 4 OR f.payer IN ('counterpart', 'non_budget'))))
  UNION ALL
  SELECT f.project_id, f.payer, f.stage, f.stage_rank, f.amount_vnd, 'plan' AS basis
  FROM funding f JOIN project p ON p.project_id = f.project_id
  WHERE (p.kind = 'project') = projects AND f.stage = 'planned'
  UNION ALL
  SELECT f.project_id, f.payer, f.stage, f.stage_rank, f.amount_vnd, 'adjusted' AS basis
  FROM funding f JOIN project p ON p.project_id = f.project_id
  WHERE (p.kind = 'project') = projects AND f.stage IN ('planned', 'adjusted')
),
reached AS (
  SELECT project_id, basis, payer, MAX(stage_rank) AS stage_rank FROM readings GROUP BY project_id, basis, payer
),
amounts AS (
  SELECT r.project_id, r.basis, r.payer, r.stage, r.stage_rank, SUM(r.amount_vnd) AS amount_vnd
  FROM readings r JOIN reached x ON x.project_id = r.project_id AND x.basis = r.basis AND x.payer = r.payer AND x.stage_rank = r.stage_rank
  GROUP BY r.project_id, r.basis, r.payer, r.stage, r.stage_rank
),
bases AS (
  SELECT project_id, CASE WHEN status_group = 'done' THEN 'actual' ELSE 'underway' END AS basis FROM project WHERE (kind = 'project') = projects AND status_group IN ('done', 'underway')
  UNION
  SELECT project_id, basis FROM amounts
)
SELECT MIN(p.province) AS province, b.project_id, b.basis,
       CAST(MAX(CASE WHEN a.payer = 'national' THEN a.amount_vnd END) AS BIGINT) AS national_vnd,
       CAST(MAX(CASE WHEN a.payer = 'local' THEN a.amount_vnd END) AS BIGINT) AS local_vnd,
       CAST(SUM(CASE WHEN a.payer IN ('national', 'local') THEN a.amount_vnd END) AS BIGINT) AS state_vnd,
       CAST(MAX(CASE WHEN a.payer = 'other_state' THEN a.amount_vnd END) AS BIGINT) AS other_state_vnd,
       CAST(MAX(CASE WHEN a.payer = 'counterpart' THEN a.amount_vnd END) AS BIGINT) AS counterpart_vnd,
       CAST(SUM(CASE WHEN a.payer IN ('national', 'local', 'other_state', 'counterpart') THEN a.amount_vnd END) AS BIGINT) AS total_vnd,
       MAX(CASE WHEN a.payer IN ('national', 'local') THEN a.stage END) AS state_stage,
       MAX(CASE WHEN a.payer = 'counterpart' THEN a.stage END) AS counterpart_stage
FROM bases b
JOIN project p ON p.project_id = b.project_id
LEFT JOIN amounts a ON a.project_id = b.project_id AND a.basis = b.basis
GROUP BY b.project_id, b.basis;
CREATE TABLE project_money AS
FROM money_of(TRUE)
ORDER BY province, project_id;
