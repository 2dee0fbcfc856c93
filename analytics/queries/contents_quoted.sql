-- What sources say of contents that were not carried out, or hardly: the content is found through its names (staging.content_alias) in the quoted words.
-- Params: province. Returns: content, category, year, quote, source_id, title, address; a whole group only where none of its contents is named.
WITH said AS (
  SELECT DISTINCT d.source_id, d.row, d.category, d.year, d.quote, c.code, c.parent, c.level
  FROM staging.difficulty d
  JOIN staging.content_alias a ON LENGTH(a.alias) > 10 AND CONTAINS(REPLACE(LOWER(d.quote), ' các ', ' '), LOWER(a.alias))
  JOIN staging.content c ON c.code = a.code AND c.code <> 'unclassified'
  WHERE d.category IN ('content_not_done', 'no_infrastructure_capital', 'no_demand') AND d.province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)
)
SELECT s.code AS content, s.category, s.year, s.quote, s.source_id, x.title, x.address
FROM said s
LEFT JOIN (SELECT source_id, ARG_MAX(title, sequence) AS title, ARG_MAX(address, sequence) AS address FROM staging.source GROUP BY source_id) x ON x.source_id = s.source_id
WHERE NOT EXISTS (SELECT 1 FROM said y WHERE y.source_id = s.source_id AND y.row = s.row AND y.parent = s.code AND y.code <> s.code)
ORDER BY s.year DESC, s.source_id, s.row, s.code
