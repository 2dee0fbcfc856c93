-- How many projects stand where, by plan year: the counts behind the pictures of the course; each project once.
-- Params: those of the condition. Returns: year, stage (last step passed), status, status_group, overdue, n, assigned_vnd (đồng; NULL: none recorded), cut_off.
SELECT year, stage, status, status_group, overdue, COUNT(*) AS n, CAST(SUM(assigned_vnd) AS BIGINT) AS assigned_vnd, MAX(cut_off) AS cut_off
FROM progress
WHERE {where}
GROUP BY province, year, stage, status, status_group, overdue
ORDER BY year, stage, status, overdue
