-- What one-year reports tell under the filters, a row a province, year and tier, as the cube holds it: what the sums, their projects and their gaps are told from.
-- Params: those of the condition. Returns: province, year, tier (national, local; all: what a stated whole has beyond its stated funds); projects, and amounts in đồng: state_vnd, counterpart_vnd, national_vnd, local_vnd,
--   pair_state_vnd, pair_counterpart_vnd, split_state_vnd, total_vnd (NULL: not told); total_stated; beside_records (whether a record of the province and year stands beside it).
SELECT c.province, c.year, c.tier, c.projects, c.state_vnd, c.counterpart_vnd, c.national_vnd, c.local_vnd, c.pair_state_vnd, c.pair_counterpart_vnd, c.split_state_vnd, c.total_vnd, c.total_stated,
       EXISTS (SELECT 1 FROM cube x WHERE x.evidence = 'record' AND x.repayable <> 'yes' AND x.province = c.province AND x.year = c.year AND x.basis = c.basis) AS beside_records
FROM {source} AS c
WHERE {where} AND evidence = 'reported'
ORDER BY c.year, c.province, c.tier
