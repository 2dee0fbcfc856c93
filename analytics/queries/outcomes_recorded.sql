-- What the records say of jobs, trainees and classes: sums, and how much of the programme records them at all.
-- Params: those of the condition. Returns: measure, value, projects, recorded_projects, state_vnd, recorded_state_vnd (đồng; NULL where no money is recorded).
SELECT measure, CAST(SUM(value) AS BIGINT) AS value, CAST(SUM(projects) AS BIGINT) AS projects, CAST(SUM(recorded_projects) AS BIGINT) AS recorded_projects,
       CAST(SUM(state_vnd) AS BIGINT) AS state_vnd, CAST(SUM(recorded_state_vnd) AS BIGINT) AS recorded_state_vnd
FROM outcome
WHERE {where}
GROUP BY measure
ORDER BY measure
