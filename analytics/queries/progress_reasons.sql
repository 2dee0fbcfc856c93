-- Projects by reason of an adjustment or an end, each reason of a project once; all others of the choice give no row.
-- Params: those of the condition. Returns: the dimensions, change_reason (NULL: not recorded), numerator (projects).
SELECT {dims}change_reason, COUNT(DISTINCT project_id) AS numerator
FROM (SELECT p.*, {told} AS change_reason FROM progress p {join} WHERE {condition}) AS told
WHERE {where}
GROUP BY {columns}change_reason
