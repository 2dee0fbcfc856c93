-- Grain: one project (kind project; tasks and plan items have no course of their own), the last received record.
-- Columns: the dimensions of project; districts, beneficiary_types (every one it touches, so that a filter finds it once); stage, the last step it has passed: 0 only surveyed, 1 registered, 2 approved and
--   assigned, 3 contracted, 4 accepted, 5 settled; registered_on … settled_on (the sheet's date, else that of the event; NULL: not recorded);
--   changes_known (FALSE: the file that brought it holds no event at all, so that "not adjusted" cannot be told from "not recorded"); adjusted, end_reason;
--   cut_off (the last day found in the province's records); overdue (under way although its plan year had ended by then);
--   registered_vnd (state money asked for; NULL: not recorded), assigned_vnd (state money of the plan), state_vnd (as it stands: done or under way; NULL once ended), đồng.
-- Source: marts project, change, funding, project_money, support; staging.event. Rules stated here only: the status says how far a record has come, and a later step implies the earlier ones;
--   of an ended record the dates, events and stages of money say it, at most up to the contract; what was rejected was never assigned. No sheet has a day of expected completion, so only the plan year can run out.
CREATE TABLE progress AS
WITH
told AS (
  SELECT p.project_id, MIN(CASE WHEN e.kind = 'registered' THEN e.event_on END) AS registered_on, MIN(CASE WHEN e.kind = 'approved' THEN e.event_on END) AS approved_on,
         MIN(CASE WHEN e.kind = 'contracted' THEN e.event_on END) AS contracted_on, MIN(CASE WHEN e.kind = 'started' THEN e.event_on END) AS started_on,
         MIN(CASE WHEN e.kind = 'accepted' THEN e.event_on END) AS accepted_on, MIN(CASE WHEN e.kind = 'settled' THEN e.event_on END) AS settled_on, MAX(e.event_on) AS last_on,
         MAX(CASE WHEN e.kind IN ('contracted', 'started', 'advanced', 'accepted', 'liquidated', 'settled') THEN 3 WHEN e.kind IN ('approved', 'adjusted', 'extended', 'stopped') THEN 2 ELSE 1 END) AS stage
  FROM staging.event e JOIN project p ON p.province = e.province AND p.code = e.code AND p.sequence = e.sequence
  GROUP BY p.project_id
),
logged AS (
  SELECT DISTINCT province, sequence FROM staging.event
),
paid AS (
  SELECT project_id, MAX(CASE WHEN stage_rank >= 4 THEN 3 WHEN stage_rank >= 2 THEN 2 ELSE 1 END) AS stage, MAX(CASE WHEN stage = 'adjusted' THEN 1 ELSE 0 END) = 1 AS adjusted,
         CAST(SUM(CASE WHEN stage = 'registered' AND payer IN ('national', 'local') THEN amount_vnd END) AS BIGINT) AS registered_vnd
  FROM funding GROUP BY project_id
),
altered AS (
  SELECT project_id, MAX(CASE WHEN kind IN ('adjusted', 'extended') THEN 1 ELSE 0 END) = 1 AS adjusted,
         ARG_MAX(reason, (COALESCE(event_on, DATE '0001-01-01'), row)) FILTER (WHERE kind IN ('stopped', 'withdrawn', 'rejected') AND reason IS NOT NULL) AS end_reason
  FROM change GROUP BY project_id
),
touched AS (
  SELECT project_id, LIST(DISTINCT district_code ORDER BY district_code) FILTER (WHERE district_code IS NOT NULL) AS districts, LIST(DISTINCT beneficiary_type ORDER BY beneficiary_type) AS beneficiary_types FROM support GROUP BY project_id
),
plain AS (
  SELECT p.project_id, p.province, p.code, p.title, p.year, p.tier, p.content_code, p.content_parent, p.management, p.repayable, p.status, p.status_group, p.simulated,
         p.district_code, p.district_gap, p.beneficiary_type, p.beneficiary_names, p.file, p.sheet, p.row,
         LIST_SORT(LIST_DISTINCT(LIST_CONCAT(COALESCE(u.districts, []), CASE WHEN p.district_code IS NULL THEN [] ELSE [p.district_code] END))) AS districts,
         LIST_SORT(LIST_DISTINCT(LIST_CONCAT(COALESCE(u.beneficiary_types, []), CASE WHEN p.beneficiary_type IS NULL THEN [] ELSE [p.beneficiary_type] END))) AS beneficiary_types,
         COALESCE(p.registered_on, e.registered_on) AS registered_on, COALESCE(p.approved_on, e.approved_on) AS approved_on, COALESCE(p.contracted_on, e.contracted_on) AS contracted_on,
         COALESCE(p.started_on, e.started_on) AS started_on, COALESCE(p.accepted_on, e.accepted_on) AS accepted_on, COALESCE(p.settled_on, e.settled_on) AS settled_on,
         GREATEST(e.last_on, p.registered_on, p.approved_on, p.contracted_on, p.started_on, p.accepted_on, p.settled_on) AS last_on,
         CASE WHEN p.status = 'settled' THEN 5
              WHEN p.status_group = 'done' THEN 4
              WHEN p.status IN ('contracted', 'advanced', 'in_progress') THEN 3
              WHEN p.status IN ('approved', 'assigned') THEN 2
              WHEN p.status = 'surveyed' THEN 0
              WHEN p.status_group = 'underway' OR p.status = 'rejected' THEN 1
              ELSE GREATEST(CASE WHEN p.status = 'stopped' THEN 2 ELSE 1 END, COALESCE(e.stage, 1), COALESCE(f.stage, 1),
                            CASE WHEN p.contracted_on IS NOT NULL OR p.started_on IS NOT NULL OR p.accepted_on IS NOT NULL OR p.settled_on IS NOT NULL THEN 3 WHEN p.approved_on IS NOT NULL THEN 2 ELSE 1 END) END AS stage,
         COALESCE(a.adjusted, FALSE) OR COALESCE(f.adjusted, FALSE) AS adjusted, l.province IS NOT NULL OR COALESCE(f.adjusted, FALSE) AS changes_known, a.end_reason,
         f.registered_vnd, CAST(m.state_vnd AS BIGINT) AS assigned_vnd, CAST(s.state_vnd AS BIGINT) AS state_vnd
  FROM project p
  LEFT JOIN told e ON e.project_id = p.project_id
  LEFT JOIN logged l ON l.province = p.province AND l.sequence = p.sequence
  LEFT JOIN paid f ON f.project_id = p.project_id
  LEFT JOIN altered a ON a.project_id = p.project_id
  LEFT JOIN touched u ON u.project_id = p.project_id
  LEFT JOIN project_money m ON m.project_id = p.project_id AND m.basis = 'plan'
  LEFT JOIN project_money s ON s.project_id = p.project_id AND s.basis = CASE p.status_group WHEN 'done' THEN 'actual' WHEN 'underway' THEN 'underway' END
  WHERE p.kind = 'project'
),
ends AS (
  SELECT province, MAX(last_on) AS cut_off FROM plain GROUP BY province
)
SELECT x.*, c.cut_off, COALESCE(x.status_group = 'underway' AND MAKE_DATE(x.year, 12, 31) < c.cut_off, FALSE) AS overdue
FROM plain x
JOIN ends c ON c.province = x.province
ORDER BY province, year;
