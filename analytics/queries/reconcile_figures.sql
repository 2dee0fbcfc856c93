-- Grain: one stated figure that can take part in arithmetic: no rate, no end of a range, no ceiling.
-- Columns: as mart reported_figure, with content_parent (first-level code of the content) and simulated (of the simulated province).
-- Source: mart reported_figure, staging.content, staging.province.
SELECT f.id, f.source_id, f.source_title, f.province, f.period_start, f.period_end, f.period_as_stated, f.whole_year, f.tier,
       f.content_code, f.content_as_stated, f.basis, f.measure, f.value, f.unit, f.value_as_stated, f.unit_as_stated, f.qualifier,
       f.batch, f.beneficiary_type, f.subject, COALESCE(f.district_code, f.district_as_stated) AS district, f.district_as_stated, f.part_of, f.complete,
       f.quote, f.verified, f.whole, f.is_seed, f.stated_years, f.stated_years_quote, f.sequence,
       c.parent AS content_parent, COALESCE(p.simulated, FALSE) AS simulated
FROM reported_figure f
LEFT JOIN (SELECT code, MAX(parent) AS parent FROM staging.content GROUP BY code) c ON c.code = f.content_code
LEFT JOIN (SELECT slug, BOOL_OR(kind = 'simulated') AS simulated FROM staging.province GROUP BY slug) p ON p.slug = f.province
WHERE NOT f.is_rate AND f.value IS NOT NULL AND (f.qualifier IS NULL OR f.qualifier NOT IN ('from', 'to', 'up_to'))
ORDER BY f.source_id, f.row, f.id
