-- The one-year figures that an answer of the cube rests on: those of the asked measures and tiers where no record stands.
-- Params: province, basis, measures, tiers, years. Returns: year, and every column of reported_figure (qualifier NULL: stated as exact), in the order of year and source.
SELECT y.year, f.*
FROM reported_year y
JOIN reported_figure f ON f.id = y.id AND f.province = y.province
WHERE y.province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province) AND y.basis = $basis
  AND y.measure IN (SELECT UNNEST($measures)) AND y.tier IN (SELECT UNNEST($tiers)) AND y.year IN (SELECT UNNEST($years))
  AND NOT EXISTS (SELECT 1 FROM money_part x WHERE x.province = y.province AND x.year = y.year AND x.basis = y.basis AND (x.tier = y.tier OR y.tier = 'all'))
ORDER BY y.year, f.source_id, f.row, f.id
