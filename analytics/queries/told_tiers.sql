-- Of which funds the one-year reports of each province and year tell, where no record stands beside them; and what a stated whole has beyond its two stated funds.
-- Params: those of the condition. Returns: province, year; state_tiers, counterpart_tiers, pair_tiers, total_tiers, projects_tiers (the tiers in order with ",", all: told of the whole; NULL: not told);
--   beyond_state_vnd, beyond_counterpart_vnd (đồng: the whole less both funds, NULL where not all three are told or they agree); whole_pair (whether the wholes stand in the ratio); whole_total (whether a total of the whole is stated).
WITH reported AS (
  SELECT * FROM {source} AS c
  WHERE {where} AND evidence = 'reported'
    AND NOT EXISTS (SELECT 1 FROM cube x WHERE x.evidence = 'record' AND x.province = c.province AND x.year = c.year AND x.basis = c.basis)
)
SELECT province, year,
       STRING_AGG(CASE WHEN state_vnd IS NOT NULL THEN tier END, ',' ORDER BY tier) AS state_tiers,
       STRING_AGG(CASE WHEN counterpart_vnd IS NOT NULL THEN tier END, ',' ORDER BY tier) AS counterpart_tiers,
       STRING_AGG(CASE WHEN pair_state_vnd IS NOT NULL THEN tier END, ',' ORDER BY tier) AS pair_tiers,
       STRING_AGG(CASE WHEN total_vnd IS NOT NULL THEN tier END, ',' ORDER BY tier) AS total_tiers,
       STRING_AGG(CASE WHEN projects IS NOT NULL THEN tier END, ',' ORDER BY tier) AS projects_tiers,
       CASE WHEN COUNT(CASE WHEN tier <> 'all' THEN state_vnd END) = 2 THEN NULLIF(SUM(CASE WHEN tier = 'all' THEN state_vnd END), 0) END AS beyond_state_vnd,
       CASE WHEN COUNT(CASE WHEN tier <> 'all' THEN counterpart_vnd END) = 2 THEN NULLIF(SUM(CASE WHEN tier = 'all' THEN counterpart_vnd END), 0) END AS beyond_counterpart_vnd,
       COALESCE(BOOL_OR(tier = 'all' AND pair_state_vnd IS NOT NULL), FALSE) AS whole_pair,
       COALESCE(BOOL_OR(tier = 'all' AND total_stated), FALSE) AS whole_total
FROM reported
GROUP BY province, year
ORDER BY province, year
