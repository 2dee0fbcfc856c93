-- The periods for which a source states a place's counterpart and state support of a whole programme: what other places can be held against.
-- Params: none. Returns: province, first_year, last_year, basis. Only whole years, verified figures.
SELECT province, CAST(EXTRACT(year FROM period_start) AS INTEGER) AS first_year, CAST(EXTRACT(year FROM period_end) AS INTEGER) AS last_year, basis
FROM reported_figure
WHERE whole AND verified <> 'no' AND measure IN ('counterpart', 'state_support')
  AND EXTRACT(month FROM period_start) = 1 AND EXTRACT(day FROM period_start) = 1 AND EXTRACT(month FROM period_end) = 12 AND EXTRACT(day FROM period_end) = 31
GROUP BY 1, 2, 3, 4
HAVING COUNT(DISTINCT measure) = 2
ORDER BY province, first_year, last_year, basis
