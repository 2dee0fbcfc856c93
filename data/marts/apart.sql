-- Grain: task, plan item or repayable project × basis (those of project_money, and `any`: the record once, whatever its status) × where its money lies. Empty where a workbook holds grants to projects alone.
-- Columns: kind (task, plan_item; repayable: a project whose support is a loan; a task or plan item that is repayable is told by what it is); split (TRUE: parts as in money_part, shares in their own districts and
--   legal forms; FALSE: the record whole, `group` where it has several, as in gap and delivery); the dimensions of project; districts, beneficiary_types (every one the record touches, as in progress);
--   amounts in đồng, NULL: not recorded; those of `any` are what it stands at: done or under way, NULL once ended.
-- Source: marts project, funding, support, project_money, money_part; the rules of the last two (macros money_of, parts_of). What stands here is in no sum of projects; every answer tells it as left out.
CREATE TEMP TABLE apart_money AS FROM money_of(FALSE);
CREATE TABLE apart AS
WITH
one AS (
  SELECT project_id, CASE WHEN kind = 'project' THEN 'repayable' ELSE kind END AS kind, status_group FROM project WHERE kind <> 'project' OR repayable = 'yes'
),
touched AS (
  SELECT s.project_id, LIST(DISTINCT s.district_code ORDER BY s.district_code) FILTER (WHERE s.district_code IS NOT NULL) AS districts, LIST(DISTINCT s.beneficiary_type ORDER BY s.beneficiary_type) AS beneficiary_types
  FROM support s WHERE s.kind <> 'project' OR s.repayable = 'yes' GROUP BY s.project_id
),
money AS (
  FROM apart_money
  UNION ALL
  SELECT m.* FROM project_money m JOIN project p ON p.project_id = m.project_id AND p.repayable = 'yes'
),
standing AS (
  SELECT project_id, 'any' AS basis, national_vnd, local_vnd, state_vnd, other_state_vnd, counterpart_vnd FROM money WHERE basis IN ('actual', 'underway')
  UNION ALL
  SELECT project_id, 'any', NULL, NULL, NULL, NULL, NULL FROM one WHERE status_group = 'ended'
),
laid AS (
  SELECT TRUE AS split, basis, project_id, part_of, district_code, beneficiary_type, national_vnd, local_vnd, state_vnd, other_state_vnd, counterpart_vnd FROM parts_of('apart_money', FALSE)
  UNION ALL
  SELECT TRUE, basis, project_id, part_of, district_code, beneficiary_type, national_vnd, local_vnd, state_vnd, other_state_vnd, counterpart_vnd FROM money_part WHERE repayable = 'yes'
  UNION ALL
  SELECT FALSE, m.basis, m.project_id, 1, p.district_code, p.beneficiary_type, m.national_vnd, m.local_vnd, m.state_vnd, m.other_state_vnd, m.counterpart_vnd
  FROM (SELECT * FROM standing UNION ALL SELECT project_id, basis, national_vnd, local_vnd, state_vnd, other_state_vnd, counterpart_vnd FROM money) m
  JOIN project p ON p.project_id = m.project_id
)
SELECT l.basis, l.split, o.kind, l.project_id, p.province, p.year, p.tier, p.content_code, p.content_parent, p.management, p.repayable,
       l.part_of, l.district_code, p.district_gap, l.beneficiary_type,
       LIST_SORT(LIST_DISTINCT(LIST_CONCAT(COALESCE(t.districts, []), CASE WHEN p.district_code IS NULL THEN [] ELSE [p.district_code] END))) AS districts,
       LIST_SORT(LIST_DISTINCT(LIST_CONCAT(COALESCE(t.beneficiary_types, []), CASE WHEN p.beneficiary_type IS NULL THEN [] ELSE [p.beneficiary_type] END))) AS beneficiary_types,
       l.national_vnd, l.local_vnd, l.state_vnd, l.other_state_vnd, l.counterpart_vnd
FROM laid l
JOIN one o ON o.project_id = l.project_id
JOIN project p ON p.project_id = l.project_id
LEFT JOIN touched t ON t.project_id = l.project_id
ORDER BY p.province, p.year;
DROP TABLE apart_money;
