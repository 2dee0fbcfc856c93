-- The rows of a list behind a mark.
-- Params: those of the condition. Returns: the columns of the mart, and what its metrics need beside them.
SELECT *
FROM (SELECT *{beside} FROM {mart} WHERE {where})
WHERE {kept}
ORDER BY {order}
