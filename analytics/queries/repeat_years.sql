-- How many establishments appear in how many plan years, and in how many projects those are.
-- Params: those of the condition. Returns: plan_years, establishments, occasions.
SELECT plan_years, COUNT(*) AS establishments, CAST(SUM(occasions) AS BIGINT) AS occasions
FROM (SELECT beneficiary_id, COUNT(DISTINCT year) AS plan_years, COUNT(*) AS occasions FROM occasion WHERE {where} GROUP BY beneficiary_id) AS served
GROUP BY plan_years
ORDER BY plan_years
