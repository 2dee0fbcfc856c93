-- Grain: province × year × basis × tier × measure: the one-year, whole-programme figure that stands for it.
-- Columns: tier (national, local, all; untold counts as all); measure (state_support, counterpart, total_cost, projects); value (đồng or count); source_id, id of the figure; rivals (figures of the same
--   thing with another value: the reader is told).
-- Source: mart reported_figure. Rules stated here only: figures not seen again (verified = no) do not stand in; of several the department's own (last received) counts, then the lowest source id.
CREATE TABLE reported_year AS
WITH ranked AS (
  SELECT province, whole_year AS year, basis, COALESCE(tier, 'all') AS tier, measure, value, source_id, id, sequence,
         ROW_NUMBER() OVER (PARTITION BY province, whole_year, basis, COALESCE(tier, 'all'), measure ORDER BY sequence DESC, source_id, id) AS place,
         COUNT(DISTINCT value) OVER (PARTITION BY province, whole_year, basis, COALESCE(tier, 'all'), measure) - 1 AS rivals
  FROM reported_figure
  WHERE whole AND whole_year IS NOT NULL AND verified <> 'no' AND measure IN ('state_support', 'counterpart', 'total_cost', 'projects')
)
SELECT province, year, basis, tier, measure, CAST(value AS BIGINT) AS value, source_id, id, rivals, sequence > 0 AS own
FROM ranked WHERE place = 1;
