-- What reports state as done for a whole programme: of whole years, or of a year that was not over yet (until: its last day).
-- Params: province. Returns: province, first_year, last_year, until (NULL for whole years), measure, tier, value (đồng or count), and the figure with its source. One row a thing stated, the last received first.
SELECT province, CAST(EXTRACT(year FROM period_start) AS INTEGER) AS first_year, CAST(EXTRACT(year FROM period_end) AS INTEGER) AS last_year,
       CASE WHEN EXTRACT(month FROM period_end) = 12 AND EXTRACT(day FROM period_end) = 31 THEN NULL ELSE period_end END AS until,
       measure, COALESCE(tier, 'all') AS tier, batch, CAST(value AS BIGINT) AS value, id AS figure_id, source_id, source_title, source_address, province_inferred, quote, verified,
       unit, value_as_stated, unit_as_stated, qualifier, file, row
FROM reported_figure
WHERE province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province) AND basis = 'actual' AND whole AND verified <> 'no'
  AND measure IN ('projects', 'state_support', 'counterpart', 'total_cost', 'trainees') AND period_start IS NOT NULL AND period_end IS NOT NULL
  AND EXTRACT(month FROM period_start) = 1 AND EXTRACT(day FROM period_start) = 1
  AND (EXTRACT(year FROM period_start) = EXTRACT(year FROM period_end) OR (EXTRACT(month FROM period_end) = 12 AND EXTRACT(day FROM period_end) = 31))
ORDER BY province, first_year, last_year, until DESC NULLS FIRST, measure, tier, sequence DESC, is_seed DESC, source_id, id
