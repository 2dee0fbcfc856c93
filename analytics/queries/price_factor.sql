-- What an amount of mart apart is multiplied with to be in prices of a base year: index(base) / index(year); NULL for a year without an index.
-- Params: base_year. Returns: one value.
(SELECT CAST(b.value AS DOUBLE) / CAST(y.value AS DOUBLE) FROM staging.price_index y JOIN staging.price_index b ON b.year = $base_year AND b.series = y.series
 WHERE y.series = 'cpi_vn' AND y.year = apart.year)
