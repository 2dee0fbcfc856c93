-- Grain: project × state payer (national, local), over records of kind project that name an amount of that payer at any stage.
-- Columns: assigned_vnd (adjusted where it was adjusted, else planned), settled_vnd, advance_vnd (paid out and not yet settled), đồng, NULL: not recorded;
--   started (work has begun: a day of start, or a status that says so; it is no payment); known (it is known how much of what was assigned has been paid).
-- Source: marts project, funding. Rules stated here only: an advance is part of what its payer later settles, never added to it; of a project not yet done
--   a payment that is not recorded has not been made so far, of a done one it is not known.
CREATE TABLE payment AS
WITH
staged AS (
  SELECT project_id, payer, SUM(CASE WHEN stage = 'planned' THEN amount_vnd END) AS planned_vnd, SUM(CASE WHEN stage = 'adjusted' THEN amount_vnd END) AS adjusted_vnd,
         SUM(CASE WHEN stage = 'advanced' THEN amount_vnd END) AS advanced_vnd, SUM(CASE WHEN stage = 'settled' THEN amount_vnd END) AS settled_vnd
  FROM funding
  WHERE payer IN ('national', 'local')
  GROUP BY project_id, payer
),
whole AS (
  SELECT project_id, COUNT(adjusted_vnd) + COUNT(planned_vnd) > 0 AS assigned, COUNT(settled_vnd) + COUNT(advanced_vnd) > 0 AS paid FROM staged GROUP BY project_id
)
SELECT s.project_id, s.payer, CAST(COALESCE(s.adjusted_vnd, s.planned_vnd) AS BIGINT) AS assigned_vnd, CAST(s.settled_vnd AS BIGINT) AS settled_vnd,
       CAST(CASE WHEN s.settled_vnd IS NULL THEN s.advanced_vnd END AS BIGINT) AS advance_vnd,
       p.started_on IS NOT NULL OR p.status_group = 'done' OR p.status = 'in_progress' AS started,
       w.assigned AND (w.paid OR p.status_group <> 'done') AS known
FROM staged s
JOIN whole w ON w.project_id = s.project_id
JOIN project p ON p.project_id = s.project_id AND p.kind = 'project';
