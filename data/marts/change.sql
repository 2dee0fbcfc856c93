-- Grain: one change of the course of a record: an adjustment, an extension, a stop, a withdrawal, a refusal (the last received record).
-- Columns: project_id; kind (adjusted, extended, stopped, withdrawn, rejected); event_on; reason (NULL: not recorded); field, old_value, new_value (what changed, as written);
--   amount_before_vnd, amount_after_vnd (đồng; NULL: no amount was changed, or none recorded; whose money it is, the sheet does not say); level (who decided), document; file, sheet, row.
-- Source: staging.event; mart project. Dated steps (registered … settled) are no change: they stand in mart progress.
CREATE TABLE change AS
SELECT p.project_id, e.kind, e.event_on, e.reason, e.field, e.old_value, e.new_value, e.amount_before_vnd, e.amount_after_vnd, e.level, e.document, e.file, e.sheet, e.row
FROM staging.event e
JOIN project p ON p.province = e.province AND p.code = e.code AND p.sequence = e.sequence
WHERE e.kind IN ('adjusted', 'extended', 'stopped', 'withdrawn', 'rejected')
ORDER BY p.province, p.year;
