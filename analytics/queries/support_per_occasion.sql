-- Median and quartiles of the support of an occasion (one establishment in one project), over those with a known amount.
-- Params: those of the condition. Returns: dims, value, lower, upper, smallest, largest (đồng), occasions (counted), n (their projects), no_state (projects without a recorded amount), left_n (groups whose shares are not known), left_state_vnd (their state money).
SELECT {names}MEDIAN(state_vnd) AS value, QUANTILE_CONT(state_vnd, 0.25) AS lower, QUANTILE_CONT(state_vnd, 0.75) AS upper, MIN(state_vnd) AS smallest, MAX(state_vnd) AS largest,
       COUNT(state_vnd) AS occasions, COUNT(DISTINCT CASE WHEN state_vnd IS NOT NULL THEN project_id END) AS n,
       COUNT(DISTINCT CASE WHEN project_state_vnd IS NULL THEN project_id END) AS no_state,
       COUNT(DISTINCT CASE WHEN state_vnd IS NULL AND project_state_vnd IS NOT NULL THEN project_id END) AS left_n,
       CAST(SUM(CASE WHEN place = 1 AND state_vnd IS NULL THEN project_state_vnd END) AS BIGINT) AS left_state_vnd
FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY {names}project_id ORDER BY beneficiary_id) AS place
      FROM (SELECT {dims}project_id, beneficiary_id, state_vnd, project_state_vnd FROM occasion WHERE {where}) AS chosen) AS placed
GROUP BY ALL
