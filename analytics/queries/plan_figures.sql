-- Every plan of the whole programme of a place (its parts each), with the words of its source where a report states it.
-- Params: province. Returns: the columns of mart plan, and of the reported figure (NULL where the plan sheet has it).
SELECT p.*, f.source_id, f.source_title, f.source_address, f.province_inferred, f.quote, f.verified, f.unit, f.value_as_stated, f.unit_as_stated
FROM plan p
LEFT JOIN reported_figure f ON f.id = p.figure_id AND f.province = p.province
WHERE p.province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province) AND p.content_code IS NULL
ORDER BY p.province, p.first_year, p.last_year, p.measure, p.tier, p.version, p.batch
