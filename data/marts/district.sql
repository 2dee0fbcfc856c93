-- Grain: one district code; its last name, and the code of the district that holds its area on the day of analysis.
-- Columns: district_code; name, short_name (without type), type; province (slug of 63); valid_from, valid_to (first and last day under the code);
--   now_code: the code as of 30/06/2025, the last day of the district level; NULL where the area was shared out among several.
-- Source: staging.district (the register), staging.province. Rule stated here only: a district that ended is followed through its one successor.
CREATE TABLE district AS
WITH RECURSIVE
latest AS (
  SELECT code, MIN(valid_from) AS valid_from, MAX(valid_to) AS valid_to, ARG_MAX(name, valid_to) AS name, ARG_MAX(type, valid_to) AS type,
         ARG_MAX(province_code, valid_to) AS province_code, ARG_MAX(successor, valid_to) AS successor
  FROM staging.district
  GROUP BY code
),
followed AS (
  SELECT code, code AS at_code, 0 AS steps FROM latest
  UNION ALL
  SELECT f.code, l.successor AS at_code, f.steps + 1 AS steps
  FROM followed f JOIN latest l ON l.code = f.at_code
  WHERE l.valid_to < DATE '2025-07-01' AND l.successor IS NOT NULL AND f.steps < 9
)
SELECT l.code AS district_code, l.name, TRIM(REGEXP_REPLACE(l.name, '^(Thành phố|Thị xã|Huyện|Quận)\s+', '')) AS short_name, l.type,
       p.slug AS province, l.province_code, l.valid_from, l.valid_to, e.code AS now_code
FROM latest l
LEFT JOIN staging.province p ON p.code = l.province_code AND p.kind = 'province_63'
LEFT JOIN followed f ON f.code = l.code AND EXISTS (SELECT 1 FROM latest x WHERE x.code = f.at_code AND x.valid_to >= DATE '2025-07-01')
LEFT JOIN latest e ON e.code = f.at_code;
