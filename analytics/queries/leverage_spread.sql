-- Median and quartiles of C/S over projects with both recorded and S > 0, by dimensions; all_rows = 1 is the whole.
-- {kept}: the ratios that are counted: all of them, or those above 0. Params: those of the condition.
-- Returns: dims, all_rows, value, lower, upper, smallest, largest, n (counted), zero_counterpart and zero_state_vnd (projects whose counterpart is 0, and their state money). A split project counts once in the whole, by its parts in a dimension.
SELECT {dims}{grouping} AS all_rows, MEDIAN({kept}) AS value, QUANTILE_CONT({kept}, 0.25) AS lower, QUANTILE_CONT({kept}, 0.75) AS upper,
       MIN({kept}) AS smallest, MAX({kept}) AS largest, COUNT({kept}) AS n, SUM(CASE WHEN counterpart_vnd = 0 THEN 1 ELSE 0 END) AS zero_counterpart,
       CAST(SUM(CASE WHEN counterpart_vnd = 0 THEN state_vnd END) AS BIGINT) AS zero_state_vnd
FROM (
  SELECT {columns}project_id, CAST(SUM(counterpart_vnd) AS DOUBLE) / SUM(state_vnd) AS ratio, SUM(counterpart_vnd) AS counterpart_vnd, SUM(state_vnd) AS state_vnd
  FROM money_part
  WHERE {where} AND state_vnd IS NOT NULL AND counterpart_vnd IS NOT NULL
  GROUP BY {columns}project_id
  HAVING SUM(state_vnd) > 0
) AS ratios
GROUP BY {groups}
