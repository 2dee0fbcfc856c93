-- Grain: province × year × basis (actual, plan) × tier (national, local, and all of them) of what the project records add up to (grants, as every metric counts them: loans are left out).
-- Columns: projects; state_support, counterpart, total_cost in đồng, NULL where no project of the cell records any;
--   no_state, no_counterpart: projects that lack the amount and so make the sum smaller than it was; simulated.
-- Source: mart cube (evidence record), staging.province.
SELECT c.province, c.year, c.basis, COALESCE(c.tier, 'all') AS tier,
       SUM(c.projects) + counted_once(c.split_project) AS projects,
       CAST(SUM(c.state_vnd) AS BIGINT) AS state_support, CAST(SUM(c.counterpart_vnd) AS BIGINT) AS counterpart,
       CAST(SUM(c.total_vnd) AS BIGINT) AS total_cost,
       SUM(c.no_state_projects) AS no_state, SUM(c.no_counterpart_projects) AS no_counterpart,
       COALESCE(BOOL_OR(p.kind = 'simulated'), FALSE) AS simulated
FROM cube c
LEFT JOIN staging.province p ON p.slug = c.province
WHERE c.evidence = 'record' AND c.repayable <> 'yes' AND c.basis IN ('actual', 'plan')
GROUP BY GROUPING SETS ((c.province, c.year, c.basis, c.tier), (c.province, c.year, c.basis))
ORDER BY 1, 2, 3, 4
