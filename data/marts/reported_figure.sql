-- Grain: one figure as one source states it of one province (of a source's figures of a province received twice, the last receipt: one department's file says nothing of another's province).
-- Columns: as staging.reported_figure, with its source's title, address, publisher, published; whole_year (the plan year, where the stated period is one calendar year); stated_years;
--   id and part_of: as staged for what ships; for a department's own file with the province in them, since several may name their report alike; value in đồng where unit = 'vnd', a count or the stated unit otherwise; whole (answers for a whole: no content, district, batch, legal form or narrower subject, no rate, no range end).
-- Source: staging.reported_figure, staging.source.
CREATE TABLE reported_figure AS
WITH latest AS (
  SELECT source_id, province, MAX(sequence) AS sequence FROM staging.reported_figure GROUP BY source_id, province
),
named AS (
  SELECT *, CASE WHEN sequence = 0 THEN id ELSE source_id || '/' || province || REGEXP_EXTRACT(id, '#[^#]*$') END AS full_id FROM staging.reported_figure
),
wholes AS (
  SELECT sequence, id, MIN(full_id) AS full_id FROM named GROUP BY sequence, id
),
described AS (
  SELECT source_id, MAX(sequence) AS sequence FROM staging.source GROUP BY source_id
)
SELECT f.full_id AS id, f.source_id, s.title AS source_title, s.address AS source_address, s.publisher AS source_publisher, s.published AS source_published,
       COALESCE(s.is_seed, FALSE) AS is_seed, s.stated_years, s.stated_years_quote,
       f.province, f.province_inferred, f.inference, f.period_start, f.period_end, f.period_as_stated,
       CASE WHEN EXTRACT(month FROM f.period_start) = 1 AND EXTRACT(day FROM f.period_start) = 1 AND EXTRACT(month FROM f.period_end) = 12 AND EXTRACT(day FROM f.period_end) = 31
             AND EXTRACT(year FROM f.period_start) = EXTRACT(year FROM f.period_end) THEN CAST(EXTRACT(year FROM f.period_start) AS INTEGER) END AS whole_year,
       f.tier, f.content_code, f.content_as_stated, f.basis, f.measure, f.value, f.unit, f.value_as_stated, f.unit_as_stated, f.is_rate, f.qualifier, f.batch,
       f.beneficiary_type, f.subject, f.district_code, f.district_as_stated, COALESCE(w.full_id, f.part_of) AS part_of, f.complete, f.quote, f.note, COALESCE(f.verified, 'own') AS verified,
       f.content_as_stated IS NULL AND f.content_code IS NULL AND f.district_as_stated IS NULL AND f.district_code IS NULL AND f.batch IS NULL AND f.beneficiary_type IS NULL
         AND f.subject = '' AND NOT f.is_rate AND (f.qualifier IS NULL OR f.qualifier NOT IN ('from', 'to', 'up_to')) AS whole,
       f.file, f.sheet, f.row, f.sequence
FROM named f
JOIN latest l ON l.source_id = f.source_id AND l.province = f.province AND l.sequence = f.sequence
LEFT JOIN wholes w ON w.sequence = f.sequence AND w.id = f.part_of
LEFT JOIN described d ON d.source_id = f.source_id
LEFT JOIN staging.source s ON s.source_id = f.source_id AND s.sequence = d.sequence;
