-- The ratio C/S of every project with both amounts recorded and S > 0, from the lowest.
-- Params: those of the condition. Returns: ratio.
SELECT CAST(SUM(counterpart_vnd) AS DOUBLE) / SUM(state_vnd) AS ratio
FROM money_part
WHERE {where} AND state_vnd IS NOT NULL AND counterpart_vnd IS NOT NULL
GROUP BY province, project_id
HAVING SUM(state_vnd) > 0
ORDER BY ratio
