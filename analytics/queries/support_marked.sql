-- The state support of establishments that bear a mark, over the support of all: own amounts where known; a group project whose establishments all agree counts whole.
-- Params: those of the condition. Returns: dims, numerator, denominator (đồng), n (projects), no_state, no_flag, left_n (projects left out) with no_flag_vnd, left_state_vnd (their state money).
WITH chosen AS (
  SELECT {dims}project_id, beneficiary_id, state_vnd, project_state_vnd, establishments, {mark} AS marked FROM occasion WHERE {where}
),
projects AS (
  SELECT {names}project_id, MIN(project_state_vnd) AS whole_vnd, BOOL_OR(marked) AS any_marked, BOOL_AND(marked) = BOOL_OR(marked) AND COUNT(*) = MIN(establishments) AS agree,
         COUNT(marked) = COUNT(*) AS told, COUNT(state_vnd) = COUNT(*) AS known, SUM(state_vnd) AS own_vnd, SUM(CASE WHEN marked THEN state_vnd ELSE 0 END) AS marked_vnd
  FROM chosen GROUP BY ALL
),
judged AS (
  SELECT *, CASE WHEN whole_vnd IS NULL THEN 'no_state' WHEN NOT told THEN 'no_flag' WHEN known THEN 'own' WHEN agree THEN 'whole' ELSE 'left' END AS how FROM projects
)
SELECT {names}CAST(SUM(CASE how WHEN 'own' THEN marked_vnd WHEN 'whole' THEN CASE WHEN any_marked THEN whole_vnd ELSE 0 END END) AS BIGINT) AS numerator,
       CAST(SUM(CASE how WHEN 'own' THEN own_vnd WHEN 'whole' THEN whole_vnd END) AS BIGINT) AS denominator,
       SUM(CASE WHEN how IN ('own', 'whole') THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN how = 'no_state' THEN 1 ELSE 0 END) AS no_state,
       SUM(CASE WHEN how = 'no_flag' THEN 1 ELSE 0 END) AS no_flag, CAST(SUM(CASE WHEN how = 'no_flag' THEN whole_vnd END) AS BIGINT) AS no_flag_vnd,
       SUM(CASE WHEN how = 'left' THEN 1 ELSE 0 END) AS left_n, CAST(SUM(CASE WHEN how = 'left' THEN whole_vnd END) AS BIGINT) AS left_state_vnd
FROM judged
GROUP BY ALL
