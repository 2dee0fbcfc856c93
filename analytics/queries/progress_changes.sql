-- Adjustments, extensions, stops and withdrawals of the projects of a choice, latest first.
-- Params: those of the condition; limit. Returns: event_on, kind, reason, field, old_value, new_value, amount_before_vnd, amount_after_vnd (đồng; NULL: none), level, document,
--   code, title, year, all_rows (how many there are without the limit), file, sheet, row.
SELECT c.event_on, c.kind, c.reason, c.field, c.old_value, c.new_value, c.amount_before_vnd, c.amount_after_vnd, c.level, c.document, x.code, x.title, x.year,
       COUNT(*) OVER () AS all_rows, c.file, c.sheet, c.row
FROM change c JOIN (SELECT * FROM progress WHERE {where}) AS x ON x.project_id = c.project_id
ORDER BY c.event_on DESC NULLS LAST, x.code, c.kind, c.row
LIMIT $limit
