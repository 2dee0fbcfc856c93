-- Days between two steps over the projects that have both days in their order: median and quartiles by step and dimensions; all_rows = 1 is the whole of a step.
-- Params: those of the condition. Returns: step (earlier_later), dims, all_rows, value, lower, upper (days), n.
SELECT step, {dims}{grouping} AS all_rows, MEDIAN(days) AS value, QUANTILE_CONT(days, 0.25) AS lower, QUANTILE_CONT(days, 0.75) AS upper, COUNT(*) AS n
FROM (
  SELECT p.*, s.step, s.days
  FROM (SELECT * FROM progress WHERE {where}) AS p,
       LATERAL (SELECT UNNEST({steps}) AS step, UNNEST({spans}) AS days) AS s
  WHERE s.days >= 0
) AS spans
GROUP BY {groups}
