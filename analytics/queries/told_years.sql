-- Year by year, what records and one-year reports of a place tell under filters: from it follows which years an answer lacks.
-- Params: province, basis and those of the condition. Returns: year; recorded, reported (whether any stands there under no filter but place and basis); told (a reported figure answers under the filters); counted (and has an index, where prices are asked);
--   reported amounts in đồng under the filters: state_vnd, counterpart_vnd, pair_state_vnd, pair_counterpart_vnd, split_state_vnd, total_vnd; the first four again without what a stated total speaks for (open_*); projects; told_national_vnd, told_local_vnd; and national_vnd, local_vnd of records and reports together. NULL: not told.
WITH standing AS (
  SELECT year, BOOL_OR(evidence = 'record') AS recorded, BOOL_OR(evidence = 'reported') AS reported
  FROM cube
  WHERE province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province) AND basis = $basis
  GROUP BY year
),
answering AS (
  SELECT DISTINCT year FROM cube WHERE evidence = 'reported' AND {where}
),
chosen AS (
  SELECT year, BOOL_OR(evidence = 'reported') AS counted,
         SUM(CASE WHEN evidence = 'reported' THEN state_vnd END) AS state_vnd, SUM(CASE WHEN evidence = 'reported' THEN counterpart_vnd END) AS counterpart_vnd,
         SUM(CASE WHEN evidence = 'reported' THEN pair_state_vnd END) AS pair_state_vnd, SUM(CASE WHEN evidence = 'reported' THEN pair_counterpart_vnd END) AS pair_counterpart_vnd,
         SUM(CASE WHEN evidence = 'reported' AND NOT spoken_for THEN state_vnd END) AS open_state_vnd, SUM(CASE WHEN evidence = 'reported' AND NOT spoken_for THEN counterpart_vnd END) AS open_counterpart_vnd,
         SUM(CASE WHEN evidence = 'reported' AND NOT spoken_for THEN pair_state_vnd END) AS open_pair_state_vnd, SUM(CASE WHEN evidence = 'reported' AND NOT spoken_for THEN pair_counterpart_vnd END) AS open_pair_counterpart_vnd,
         SUM(CASE WHEN evidence = 'reported' THEN total_vnd END) AS total_vnd,
         SUM(CASE WHEN evidence = 'reported' THEN split_state_vnd END) AS split_state_vnd, SUM(CASE WHEN evidence = 'reported' THEN projects END) AS projects,
         SUM(CASE WHEN evidence = 'reported' THEN national_vnd END) AS told_national_vnd, SUM(CASE WHEN evidence = 'reported' THEN local_vnd END) AS told_local_vnd,
         SUM(national_vnd) AS national_vnd, SUM(local_vnd) AS local_vnd
  FROM (SELECT *, total_stated OR BOOL_OR(tier = 'all' AND total_stated) OVER (PARTITION BY province, year) AS spoken_for FROM {source} WHERE {where})
  GROUP BY year
)
SELECT s.year, s.recorded, s.reported, a.year IS NOT NULL AS told, COALESCE(c.counted, FALSE) AS counted, c.state_vnd, c.counterpart_vnd, c.pair_state_vnd, c.pair_counterpart_vnd, c.open_state_vnd, c.open_counterpart_vnd, c.open_pair_state_vnd, c.open_pair_counterpart_vnd, c.total_vnd, c.split_state_vnd, c.projects, c.told_national_vnd, c.told_local_vnd, c.national_vnd, c.local_vnd
FROM standing s LEFT JOIN answering a ON a.year = s.year LEFT JOIN chosen c ON c.year = s.year
ORDER BY s.year
