-- Grain: area × role × year (the last receipt of a source's areas of a province; told by several sources, the last received): a stock at the end of the year, never added over years.
-- Columns: role (collaborator, staff); area as written, area_key (what makes two cells one area: the code of its district, else its name), area_level (district, commune, centre, province); district_then, district_code (on 30/06/2025; NULL for other areas); posts, part_time (NULL: not recorded), filled (people there are);
--   vacant (posts nobody fills; NULL where posts are not recorded); file, sheet, row.
-- Source: staging.collaborator; mart district.
CREATE TABLE collaborator AS
WITH latest AS (
  SELECT source_id, province, MAX(sequence) AS sequence FROM staging.collaborator GROUP BY source_id, province
),
told AS (
  SELECT c.*, ROW_NUMBER() OVER (PARTITION BY c.province, c.role, c.area_level, c.area_key, c.year ORDER BY c.sequence DESC, c.source_id, c.file, c.row) AS turn
  FROM staging.collaborator c JOIN latest l ON l.source_id = c.source_id AND l.province = c.province AND l.sequence = c.sequence
)
SELECT c.source_id, c.province, c.role, c.area, c.area_key, c.area_level, c.district_code AS district_then, d.now_code AS district_code, c.year,
       c.posts, c.filled, c.part_time, CASE WHEN c.posts IS NOT NULL THEN GREATEST(c.posts - c.filled, 0) END AS vacant, c.reference, c.note, c.simulated, c.file, c.sheet, c.row, c.sequence
FROM told c
LEFT JOIN district d ON d.district_code = c.district_code
WHERE c.turn = 1;
