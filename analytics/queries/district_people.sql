-- People of the census and the poor-district decisions found, by district as of 30/06/2025: what support is held against.
-- Params: none. Returns: district, people (NULL: no census row leads to it), date, source, listed (decision numbers, NULL: on no list that was found), list_sources.
WITH people AS (
  SELECT d.now_code AS district, SUM(p.population) AS people, MAX(p.date) AS date, MIN(p.source) AS source
  FROM staging.population p JOIN district d ON d.district_code = p.district_code
  WHERE d.now_code IS NOT NULL
  GROUP BY d.now_code
),
listed AS (
  SELECT d.now_code AS district, STRING_AGG(DISTINCT a.decision, '; ' ORDER BY a.decision) AS listed, STRING_AGG(DISTINCT a.source, ' ; ' ORDER BY a.source) AS list_sources
  FROM staging.difficult_area a JOIN district d ON d.district_code = a.district_code
  WHERE d.now_code IS NOT NULL
  GROUP BY d.now_code
)
SELECT COALESCE(p.district, l.district) AS district, CAST(p.people AS BIGINT) AS people, p.date, p.source, l.listed, l.list_sources
FROM people p FULL OUTER JOIN listed l ON l.district = p.district
ORDER BY 1
