-- How far assigned projects have come, by dimensions; the row with all_rows = 1 is the whole.
-- Params: those of the condition. Returns: the dimensions, all_rows, and the sums of mart delivery; NULL where nothing of it is recorded.
SELECT {dims}{grouping} AS all_rows,
       SUM(assigned_projects) AS assigned_projects, SUM(assigned_vnd) AS assigned_vnd, SUM(started_projects) AS started_projects, SUM(started_vnd) AS started_vnd,
       SUM(paid_projects) AS paid_projects, SUM(paid_assigned_vnd) AS paid_assigned_vnd, SUM(settled_vnd) AS settled_vnd, SUM(advance_vnd) AS advance_vnd,
       SUM(no_payment_projects) AS no_payment_projects, SUM(no_payment_state_vnd) AS no_payment_state_vnd, SUM(no_plan_projects) AS no_plan_projects, SUM(no_plan_state_vnd) AS no_plan_state_vnd
FROM delivery
WHERE {where}
GROUP BY {groups}
