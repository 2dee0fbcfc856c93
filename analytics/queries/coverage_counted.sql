-- What the coverage metrics count in the cells of the grid: districts reached of the districts of the last year (or reached), and district-years.
-- {cells}: the text of coverage_grid. Params: those of coverage_grid, districts (codes; an empty list: all). {reached} … are the names of the four counts.
-- Returns: the districts reached, the districts, the district-years reached, the district-years.
WITH cells AS (
{cells}
),
eligible AS (
  SELECT district, year, projects FROM cells WHERE (existed OR projects > 0) AND (LEN($districts) = 0 OR LIST_CONTAINS($districts, district))
)
SELECT COUNT(DISTINCT CASE WHEN projects > 0 THEN district END) AS {reached},
       COUNT(DISTINCT CASE WHEN projects > 0 OR year = (SELECT MAX(year) FROM eligible) THEN district END) AS {districts},
       COUNT(CASE WHEN projects > 0 THEN 1 END) AS {reached_years}, COUNT(*) AS {district_years}
FROM eligible
