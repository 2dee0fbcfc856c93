-- Former districts of a place and the communes of 01/07/2025 that lie in them: what can be led back to one district, and what cannot.
-- Params: province (slug). Returns: district, commune, commune_name, districts (former districts the commune lies in, of any province), district_share (part of the district's area in the commune),
--   commune_share (part of the commune's area in the district). Shares are estimates.
WITH spans AS (
  SELECT new_commune_code, COUNT(DISTINCT old_district_code) AS districts FROM staging.crosswalk_district GROUP BY new_commune_code
)
SELECT x.old_district_code AS district, x.new_commune_code AS commune, x.new_commune AS commune_name, s.districts,
       x.share_of_district_area AS district_share, x.share_of_new_commune_area AS commune_share
FROM staging.crosswalk_district x
JOIN spans s ON s.new_commune_code = x.new_commune_code
WHERE x.old_province_code IN (
  SELECT p.map_code FROM staging.province_part t JOIN staging.province p ON p.slug = t.part_slug WHERE t.slug = $province AND p.map_code <> ''
)
ORDER BY x.old_district_code, x.new_commune_code
