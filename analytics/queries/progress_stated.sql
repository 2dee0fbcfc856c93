-- What reports say about the course of projects: registered, surveyed, carried over, stopped, withdrawn; and what was reached when a year was not over.
-- Params: province. Returns: the columns of mart reported_figure.
SELECT f.*
FROM reported_figure f
WHERE f.province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)
  AND (f.subject IN ('surveyed', 'registered', 'carried_over', 'stopped', 'withdrawn', 'part_year')
       OR (f.subject = '' AND f.basis = 'actual' AND f.whole_year IS NULL AND EXTRACT(year FROM f.period_start) = EXTRACT(year FROM f.period_end)))
ORDER BY f.period_start NULLS LAST, f.source_id, f.row
