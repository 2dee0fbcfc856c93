-- How many establishments have how many people at work, each as it was last recorded, by bands.
-- Params: those of the condition, bounds (lower bounds of the bands, ascending, the first 0). Returns: band (0-based; NULL: the establishment records none), establishments.
SELECT CAST(CASE WHEN employees IS NOT NULL THEN LEN(LIST_FILTER($bounds, lambda bound : employees >= bound)) - 1 END AS INTEGER) AS band, COUNT(*) AS establishments
FROM (SELECT beneficiary_id, last_recorded(employees, year) AS employees FROM occasion WHERE {where} GROUP BY beneficiary_id) AS served
GROUP BY band
ORDER BY band
