-- A part of a year beside the plan of that year, both stated by one source, for one tier and measure: begun, not finished.
-- Params: province. Returns: source_id, source_title, source_address, tier, measure (projects, state_support), period_as_stated, done, planned (count or đồng), batch (NULL: the whole plan), unit, done_quote, plan_quote.
SELECT a.source_id, a.source_title, a.source_address, a.tier, a.measure, a.period_start, a.period_end, a.period_as_stated, a.value AS done, p.value AS planned, p.batch, a.unit, a.quote AS done_quote, p.quote AS plan_quote
FROM reported_figure a
JOIN reported_figure p ON p.source_id = a.source_id AND p.province = a.province AND p.measure = a.measure AND p.tier = a.tier AND p.basis = 'plan' AND p.whole_year = EXTRACT(year FROM a.period_start)
WHERE a.province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)
  AND a.basis = 'actual' AND a.whole_year IS NULL AND EXTRACT(year FROM a.period_start) = EXTRACT(year FROM a.period_end)
  AND a.measure IN ('projects', 'state_support') AND a.subject = '' AND p.subject = '' AND NOT a.is_rate AND NOT p.is_rate
  AND a.content_code IS NULL AND p.content_code IS NULL AND a.content_as_stated IS NULL AND p.content_as_stated IS NULL
  AND a.district_as_stated IS NULL AND p.district_as_stated IS NULL AND a.verified <> 'no' AND p.verified <> 'no' AND p.value > 0
ORDER BY a.period_start, a.source_id, a.measure
