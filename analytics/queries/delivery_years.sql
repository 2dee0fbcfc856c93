-- What was done, by province, plan year and tier: the actual side of a plan.
-- Params: those of the condition. Returns: province, year, tier, done, underway, ended (projects), amounts of the done in đồng (NULL: none recorded), trainees, what the amounts leave out.
SELECT province, year, tier, CAST(SUM(done) AS BIGINT) AS done, CAST(SUM(underway) AS BIGINT) AS underway, CAST(SUM(ended) AS BIGINT) AS ended,
       CAST(SUM(state_vnd) AS BIGINT) AS state_vnd, CAST(SUM(national_vnd) AS BIGINT) AS national_vnd, CAST(SUM(local_vnd) AS BIGINT) AS local_vnd,
       CAST(SUM(counterpart_vnd) AS BIGINT) AS counterpart_vnd, CAST(SUM(trainees) AS BIGINT) AS trainees,
       CAST(SUM(no_state_projects) AS BIGINT) AS no_state_projects, CAST(SUM(no_counterpart_projects) AS BIGINT) AS no_counterpart_projects,
       CAST(SUM(no_counterpart_state_vnd) AS BIGINT) AS no_counterpart_state_vnd
FROM delivery
WHERE {where}
GROUP BY province, year, tier
ORDER BY province, year, tier
