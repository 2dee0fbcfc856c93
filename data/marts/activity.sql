-- Grain: one activity as one source tells it (of a source's activities of a province received twice, the last receipt): advice, a class, a fair, a publication, an inspection and the like.
-- Columns: kind, topic (what was advised on; NULL: not told); year (of the first day); tier, content_code, content_parent (NULL: not told); district_then (code as reported), district_code (the same place on 30/06/2025),
--   district_gap (province_wide, not_recorded, unknown_name, split_area: why there is none); project_id (of the project it was carried out in, NULL: none named, or none such received);
--   told_classes, told_trainees (a class whose project is done and records the classes, the trainees itself: counted there, never here); times (how many of it the row stands for);
--   establishments, people, products, booths, copies (NULL: not recorded; each visit counts, they are not distinct); amount_vnd (đồng; what a project paid may stand in the project too: never summed); file, sheet, row.
-- Source: staging.activity, staging.content; marts project, district.
CREATE TABLE activity AS
WITH latest AS (
  SELECT source_id, province, MAX(sequence) AS sequence FROM staging.activity GROUP BY source_id, province
),
-- Projects whose own record is in the totals of classes and trainees.
within AS (
  SELECT project_id, province, code, kind = 'project' AND repayable <> 'yes' AND status_group = 'done' AS counts, classes, trainees FROM project
)
SELECT a.source_id, a.province, a.kind, a.topic, a.title, a.period_start, a.period_end, CAST(EXTRACT(year FROM a.period_start) AS INTEGER) AS year,
       a.tier, a.content_code, COALESCE(c.parent, a.content_code) AS content_parent,
       a.district_as_reported, a.district_code AS district_then, d.now_code AS district_code,
       district_gap(d.now_code, a.province_wide, a.district_as_reported, a.district_code) AS district_gap,
       a.project_code, p.project_id,
       a.kind = 'class' AND COALESCE(p.counts, FALSE) AND p.classes IS NOT NULL AS told_classes,
       a.kind = 'class' AND COALESCE(p.counts, FALSE) AND p.trainees IS NOT NULL AS told_trainees,
       a.times, a.establishments, a.people, a.products, a.booths, a.copies, a.amount_vnd, a.reference, a.quote, a.simulated, a.file, a.sheet, a.row, a.sequence
FROM staging.activity a
JOIN latest l ON l.source_id = a.source_id AND l.province = a.province AND l.sequence = a.sequence
LEFT JOIN staging.content c ON c.code = a.content_code
LEFT JOIN district d ON d.district_code = a.district_code
LEFT JOIN within p ON p.province = a.province AND p.code = a.project_code;
