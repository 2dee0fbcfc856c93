-- The poor districts of a place that each decision lists, with their people at the census of 01/04/2019, beside all people of the place's districts as of 30/06/2025.
-- Params: province. Returns: decision, decision_date, list, source, districts (codes), listed (districts of the decision in the whole country that the reference data has), people, all_people, counted, all_districts.
WITH here AS (
  SELECT d.district_code, p.population
  FROM district d LEFT JOIN staging.population p ON p.district_code = d.district_code
  WHERE d.province_code IN (SELECT x.map_code FROM staging.province x WHERE x.slug IN (SELECT part_slug FROM staging.province_part WHERE slug = $province) AND x.map_code IS NOT NULL)
    AND d.now_code = d.district_code
),
whole AS (
  SELECT COUNT(*) AS all_districts, COUNT(population) AS counted, SUM(population) AS all_people FROM here
),
listed AS (
  SELECT decision, COUNT(*) AS listed FROM staging.difficult_area GROUP BY decision
)
SELECT a.decision, a.decision_date, a.list, MIN(a.source) AS source, LIST(d.now_code ORDER BY d.now_code) AS districts, MIN(l.listed) AS listed, CAST(SUM(h.population) AS BIGINT) AS people,
       COUNT(h.population) AS known, CAST(MIN(w.all_people) AS BIGINT) AS all_people, MIN(w.counted) AS counted, MIN(w.all_districts) AS all_districts
FROM staging.difficult_area a
JOIN district d ON d.district_code = a.district_code
JOIN here h ON h.district_code = d.now_code
JOIN listed l ON l.decision = a.decision
CROSS JOIN whole w
GROUP BY a.decision, a.decision_date, a.list
ORDER BY a.decision_date
