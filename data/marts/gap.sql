-- Grain: project × basis (those of project_money): what its record does not say.
-- Columns: the dimensions of project; state_vnd (đồng, NULL: not recorded); TRUE where the record lacks it: no_state, no_counterpart (no amount of that basis; 0 is recorded),
--   no_place (no district and not province-wide: nothing is written, or a name that its province did not have), no_date, no_beneficiary (no establishment, so no legal form either),
--   no_document (no event of it names a document); complete (none of the first four is lacking: what the sums, the districts and the years stand on).
-- Source: marts project, project_money, progress; staging.event. Rules stated here only: a done project needs its day of acceptance, any other one at least one day of the six;
--   a district that was shared out is recorded, so its record lacks nothing.
CREATE TABLE gap AS
WITH
named AS (
  SELECT DISTINCT e.province, e.code, e.sequence FROM staging.event e WHERE e.document IS NOT NULL
),
told AS (
  SELECT m.project_id, m.basis, p.province, p.year, p.tier, p.content_code, p.content_parent, p.management, p.repayable, p.beneficiary_type, p.district_code, m.state_vnd,
         m.state_vnd IS NULL AS no_state, m.counterpart_vnd IS NULL AS no_counterpart,
         COALESCE(p.district_gap IN ('not_recorded', 'unknown_name'), FALSE) AS no_place,
         CASE WHEN p.status_group = 'done' THEN x.accepted_on IS NULL
              ELSE COALESCE(x.registered_on, x.approved_on, x.contracted_on, x.started_on, x.accepted_on, x.settled_on) IS NULL END AS no_date,
         p.establishments = 0 AS no_beneficiary, n.code IS NULL AS no_document
  FROM project_money m
  JOIN project p ON p.project_id = m.project_id
  JOIN progress x ON x.project_id = m.project_id
  LEFT JOIN named n ON n.province = p.province AND n.code = p.code AND n.sequence = p.sequence
)
SELECT project_id, basis, province, year, tier, content_code, content_parent, management, repayable, beneficiary_type, district_code, state_vnd,
       no_state, no_counterpart, no_place, no_date, no_beneficiary, no_document, NOT (no_state OR no_counterpart OR no_place OR no_date) AS complete
FROM told
ORDER BY province, year;
