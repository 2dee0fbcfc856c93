-- Projects that have passed the last step but whose course cannot be timed from the first: a day is missing, or the days stand in the wrong order.
-- Params: those of the condition. Returns: n, state_vnd (support of these projects, đồng; NULL: none recorded).
SELECT COUNT(*) AS n, CAST(SUM(state_vnd) AS BIGINT) AS state_vnd
FROM progress
WHERE {where} AND stage = 5 AND (registered_on IS NULL OR settled_on IS NULL OR settled_on < registered_on)
