-- Grain: province × plan year × tier × content × management × beneficiary type × district × repayable, over records of kind project: how far what was assigned has come.
-- Columns: basis (always `actual`: what has happened); done, underway, ended (projects by status group);
--   assigned_projects, assigned_vnd (state money as assigned; NULL: none recorded); started_projects, started_vnd (of those: work has begun);
--   paid_projects, paid_assigned_vnd, settled_vnd, advance_vnd: projects of which it is known what was paid, what they were assigned, what is settled, what is advanced and not yet settled;
--   no_payment_*: done and assigned, but no payment is recorded; no_plan_*: done, but no assigned amount is recorded (projects, and the state money of what was done);
--   national_vnd, local_vnd, state_vnd, counterpart_vnd, trainees: of the done; no_state_projects, no_counterpart_projects, no_counterpart_state_vnd: what these sums leave out.
-- Source: marts project, payment (its rules), project_money.
CREATE TABLE delivery AS
WITH
money AS (
  SELECT project_id, SUM(assigned_vnd) AS assigned_vnd, SUM(settled_vnd) AS settled_vnd, SUM(advance_vnd) AS advance_vnd, BOOL_OR(started) AS started, BOOL_OR(known) AS known
  FROM payment
  GROUP BY project_id
),
one AS (
  SELECT p.province, p.year, p.tier, p.content_code, p.content_parent, p.management, p.beneficiary_type, p.district_code, p.repayable, p.status_group,
         CASE WHEN p.status_group = 'done' THEN p.trainees END AS trainees, m.assigned_vnd, m.settled_vnd, m.advance_vnd, m.started, m.known,
         a.national_vnd, a.local_vnd, a.state_vnd, a.counterpart_vnd,
         p.status_group = 'done' AND m.assigned_vnd IS NOT NULL AND NOT m.known AS no_payment, p.status_group = 'done' AND m.assigned_vnd IS NULL AS no_plan
  FROM project p
  LEFT JOIN money m ON m.project_id = p.project_id
  LEFT JOIN project_money a ON a.project_id = p.project_id AND a.basis = 'actual'
  WHERE p.kind = 'project'
)
SELECT 'actual' AS basis, province, year, tier, content_code, content_parent, management, beneficiary_type, district_code, repayable,
       COUNT(CASE WHEN status_group = 'done' THEN 1 END) AS done, COUNT(CASE WHEN status_group = 'underway' THEN 1 END) AS underway, COUNT(CASE WHEN status_group = 'ended' THEN 1 END) AS ended,
       COUNT(assigned_vnd) AS assigned_projects, CAST(SUM(assigned_vnd) AS BIGINT) AS assigned_vnd,
       COUNT(CASE WHEN started THEN assigned_vnd END) AS started_projects, CAST(SUM(CASE WHEN started THEN assigned_vnd END) AS BIGINT) AS started_vnd,
       COUNT(CASE WHEN known THEN 1 END) AS paid_projects, CAST(SUM(CASE WHEN known THEN assigned_vnd END) AS BIGINT) AS paid_assigned_vnd,
       CAST(SUM(CASE WHEN known THEN settled_vnd END) AS BIGINT) AS settled_vnd, CAST(SUM(CASE WHEN known THEN advance_vnd END) AS BIGINT) AS advance_vnd,
       COUNT(CASE WHEN no_payment THEN 1 END) AS no_payment_projects, CAST(SUM(CASE WHEN no_payment THEN state_vnd END) AS BIGINT) AS no_payment_state_vnd,
       COUNT(CASE WHEN no_plan THEN 1 END) AS no_plan_projects, CAST(SUM(CASE WHEN no_plan THEN state_vnd END) AS BIGINT) AS no_plan_state_vnd,
       CAST(SUM(national_vnd) AS BIGINT) AS national_vnd, CAST(SUM(local_vnd) AS BIGINT) AS local_vnd, CAST(SUM(state_vnd) AS BIGINT) AS state_vnd, CAST(SUM(counterpart_vnd) AS BIGINT) AS counterpart_vnd,
       CAST(SUM(trainees) AS BIGINT) AS trainees,
       COUNT(CASE WHEN status_group = 'done' AND state_vnd IS NULL THEN 1 END) AS no_state_projects,
       COUNT(CASE WHEN status_group = 'done' AND counterpart_vnd IS NULL THEN 1 END) AS no_counterpart_projects,
       CAST(SUM(CASE WHEN status_group = 'done' AND counterpart_vnd IS NULL THEN state_vnd END) AS BIGINT) AS no_counterpart_state_vnd
FROM one
GROUP BY province, year, tier, content_code, content_parent, management, beneficiary_type, district_code, repayable
ORDER BY province, year;
