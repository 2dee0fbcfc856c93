-- Grain: project × basis × district × beneficiary type. The parts of a project add up to its row in project_money.
-- Columns: part_of (number of parts of the project: 1 for most); split_project (project_id where part_of > 1, so that projects can be counted once); the dimensions; amounts in đồng.
-- Source: marts project_money, project, support. Rule stated here only: a project whose beneficiaries span districts or types is split only where every beneficiary's share of both
--   sides is recorded and the shares add up to the project's own money, one state payer; otherwise its money stands in one part, `group`, never split, never repeated.
-- The rule is a macro of its own, parts_of, so that what stands apart of the projects (mart apart) is split by the very same one.
CREATE MACRO parts_of(money, projects) AS TABLE
WITH
shares AS (
  SELECT project_id, COUNT(*) AS n, COUNT(state_share_vnd) AS n_state, COUNT(counterpart_share_vnd) AS n_counterpart, COUNT(district_code) AS n_placed,
         SUM(state_share_vnd) AS state_vnd, SUM(counterpart_share_vnd) AS counterpart_vnd
  FROM support WHERE (kind = 'project') = projects GROUP BY project_id
),
splittable AS (
  SELECT m.project_id, m.basis
  FROM QUERY_TABLE(money) m
  JOIN project p ON p.project_id = m.project_id
  JOIN shares s ON s.project_id = m.project_id
  WHERE (p.district_code = 'group' OR p.beneficiary_type = 'group')
    AND s.n_state = s.n AND s.n_counterpart = s.n AND s.n_placed = s.n
    AND s.state_vnd = m.state_vnd AND s.counterpart_vnd = m.counterpart_vnd
    AND (m.national_vnd IS NULL OR m.local_vnd IS NULL) AND m.other_state_vnd IS NULL
),
parts AS (
  SELECT x.project_id, x.basis, s.district_code, s.beneficiary_type, SUM(s.state_share_vnd) AS state_vnd, SUM(s.counterpart_share_vnd) AS counterpart_vnd
  FROM splittable x JOIN support s ON s.project_id = x.project_id
  GROUP BY x.project_id, x.basis, s.district_code, s.beneficiary_type
),
counted AS (
  SELECT project_id, basis, COUNT(*) AS part_of FROM parts GROUP BY project_id, basis
)
SELECT m.basis, m.project_id, p.province, p.year, p.tier, p.content_code, p.content_parent, p.management, p.repayable, p.kind,
       COALESCE(c.part_of, 1) AS part_of, CASE WHEN c.part_of > 1 THEN m.project_id END AS split_project,
       CASE WHEN c.part_of IS NULL THEN p.district_code ELSE x.district_code END AS district_code,
       p.district_gap,
       CASE WHEN c.part_of IS NULL THEN p.beneficiary_type ELSE x.beneficiary_type END AS beneficiary_type,
       CASE WHEN c.part_of IS NULL THEN m.national_vnd WHEN m.national_vnd IS NOT NULL THEN CAST(x.state_vnd AS BIGINT) END AS national_vnd,
       CASE WHEN c.part_of IS NULL THEN m.local_vnd WHEN m.local_vnd IS NOT NULL THEN CAST(x.state_vnd AS BIGINT) END AS local_vnd,
       CASE WHEN c.part_of IS NULL THEN m.state_vnd ELSE CAST(x.state_vnd AS BIGINT) END AS state_vnd,
       m.other_state_vnd,
       CASE WHEN c.part_of IS NULL THEN m.counterpart_vnd ELSE CAST(x.counterpart_vnd AS BIGINT) END AS counterpart_vnd
FROM QUERY_TABLE(money) m
JOIN project p ON p.project_id = m.project_id
LEFT JOIN counted c ON c.project_id = m.project_id AND c.basis = m.basis
LEFT JOIN parts x ON x.project_id = m.project_id AND x.basis = m.basis;
CREATE TABLE money_part AS
FROM parts_of('project_money', TRUE)
ORDER BY province, year;
