-- Difficulties and recommendations as sources state them, word for word; of a source received twice the last.
-- Params: none. Returns: kind (difficulty, recommendation), province, category, label_vi, label_en, addressee (NULL: not said), quote, year, source_id, source_title, source_address,
--   inferred (the place is inferred: the text names none), inference, file, row.
WITH
told AS (
  SELECT 'difficulty' AS kind, * FROM staging.difficulty
  UNION ALL
  SELECT 'recommendation' AS kind, * FROM staging.recommendation
),
latest AS (
  SELECT kind, source_id, MAX(sequence) AS sequence FROM told GROUP BY kind, source_id
),
described AS (
  SELECT source_id, ARG_MAX(title, sequence) AS title, ARG_MAX(address, sequence) AS address FROM staging.source GROUP BY source_id
),
guessed AS (
  SELECT source_id, province, MAX(inference) AS inference FROM reported_figure WHERE province_inferred GROUP BY source_id, province
)
SELECT t.kind, t.province, t.category, COALESCE(c.label_vi, t.category) AS label_vi, COALESCE(c.label_en, t.category) AS label_en, t.addressee, t.quote, t.year, t.source_id,
       s.title AS source_title, s.address AS source_address, g.source_id IS NOT NULL AS inferred, g.inference, t.file, t.row
FROM told t
JOIN latest l ON l.kind = t.kind AND l.source_id = t.source_id AND l.sequence = t.sequence
LEFT JOIN (SELECT code, MAX(label_vi) AS label_vi, MAX(label_en) AS label_en FROM staging.difficulty_category GROUP BY code) c ON c.code = t.category
LEFT JOIN described s ON s.source_id = t.source_id
LEFT JOIN guessed g ON g.source_id = t.source_id AND g.province = t.province
ORDER BY t.kind, t.source_id, t.row
