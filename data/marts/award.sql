-- Grain: product × level × round (the last receipt of a source's awards of a province; told by several sources, the last received).
-- Columns: product_id (province and the department's own code of the product, else its name and that of its owner as written: what makes two certificates those of one product); product, owner as written;
--   beneficiary_type of the owner, product_group (NULL: not told); level (commune, district, province, region, nation), level_rank (0 to 4): levels are nested, a product of a higher one was voted at the lower ones first,
--   so that products of several levels are never added; year (of the round; a level votes every so many years: rounds are compared, not years); certified_on; district_then, district_code (on 30/06/2025), district_gap; file, sheet, row.
-- Source: staging.award; mart district.
CREATE TABLE award AS
WITH latest AS (
  SELECT source_id, province, MAX(sequence) AS sequence FROM staging.award GROUP BY source_id, province
),
told AS (
  SELECT a.*, ROW_NUMBER() OVER (PARTITION BY a.province, a.product_key, a.level, a.round ORDER BY a.sequence DESC, a.source_id, a.file, a.row) AS turn
  FROM staging.award a JOIN latest l ON l.source_id = a.source_id AND l.province = a.province AND l.sequence = a.sequence
)
SELECT a.source_id, a.province, a.province || '/' || a.product_key AS product_id, a.product, a.product_code, a.owner, a.beneficiary_type, a.product_group, a.level,
       CASE a.level WHEN 'commune' THEN 0 WHEN 'district' THEN 1 WHEN 'province' THEN 2 WHEN 'region' THEN 3 ELSE 4 END AS level_rank, a.round AS year, a.certified_on,
       a.district_as_reported, a.district_code AS district_then, d.now_code AS district_code,
       district_gap(d.now_code, a.province_wide, a.district_as_reported, a.district_code) AS district_gap,
       a.reference, a.simulated, a.file, a.sheet, a.row, a.sequence
FROM told a
LEFT JOIN district d ON d.district_code = a.district_code
WHERE a.turn = 1;
