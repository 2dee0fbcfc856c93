-- How many establishments received how much over the period, by classes; those with an occasion of unknown amount are left out.
-- Params: those of the condition, bounds (lower bounds of the classes in đồng, ascending, the first 0). Returns: class (0-based), establishments.
SELECT CAST(LEN(LIST_FILTER($bounds, lambda bound : amount >= bound)) - 1 AS INTEGER) AS class, COUNT(*) AS establishments
FROM (SELECT beneficiary_id, SUM(state_vnd) AS amount FROM occasion WHERE {where} GROUP BY beneficiary_id HAVING COUNT(state_vnd) = COUNT(*)) AS served
GROUP BY class
ORDER BY class
