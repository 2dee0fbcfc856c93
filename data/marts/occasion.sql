-- Grain: project × basis × establishment: one occasion on which one establishment took part in a project (lượt hỗ trợ).
-- Columns: beneficiary_id, beneficiary_name; beneficiary_type, district_code (as of 30/06/2025) of the establishment as this project records it (`group` where it records
--   several; district NULL where none is placed); difficult_area (any of its rows; NULL: not recorded); employees (the most that any of its rows records; NULL: none does); establishments (how many the project has);
--   state_vnd: what this establishment received, NULL where that is not known; project_state_vnd: the state money of the whole project, the same on each of its rows; the project's dimensions.
-- Source: marts support, project_money. Rule stated here only: an establishment that is alone in its project received the project's state money; one among several received
--   its recorded share where every share is recorded and they add up to the project's own money; anything else is not known, never split evenly.
CREATE TABLE occasion AS
WITH
shares AS (
  SELECT project_id, COUNT(DISTINCT beneficiary_id) AS establishments, COUNT(*) AS n, COUNT(state_share_vnd) AS n_state, SUM(state_share_vnd) AS state_vnd
  FROM support GROUP BY project_id
),
taken AS (
  SELECT project_id, beneficiary_id, MIN(beneficiary_name) AS beneficiary_name,
         CASE WHEN COUNT(DISTINCT beneficiary_type) > 1 THEN 'group' ELSE MIN(beneficiary_type) END AS beneficiary_type,
         CASE WHEN COUNT(DISTINCT district_code) > 1 OR (COUNT(DISTINCT district_code) = 1 AND COUNT(district_code) < COUNT(*)) THEN 'group' ELSE MIN(district_code) END AS district_code,
         BOOL_OR(difficult_area) AS difficult_area, MAX(employees) AS employees, SUM(state_share_vnd) AS share_vnd,
         MIN(province) AS province, MIN(year) AS year, MIN(tier) AS tier, MIN(content_code) AS content_code, MIN(content_parent) AS content_parent,
         BOOL_OR(management) AS management, MIN(repayable) AS repayable
  FROM support GROUP BY project_id, beneficiary_id
)
SELECT m.basis, t.project_id, t.beneficiary_id, t.beneficiary_name, t.beneficiary_type, t.district_code, t.difficult_area, t.employees, s.establishments,
       t.province, t.year, t.tier, t.content_code, t.content_parent, t.management, t.repayable,
       CAST(CASE WHEN m.state_vnd IS NULL THEN NULL WHEN s.establishments = 1 THEN m.state_vnd WHEN s.n_state = s.n AND s.state_vnd = m.state_vnd THEN t.share_vnd END AS BIGINT) AS state_vnd,
       m.state_vnd AS project_state_vnd
FROM taken t
JOIN shares s ON s.project_id = t.project_id
JOIN project_money m ON m.project_id = t.project_id
ORDER BY t.province, t.year;
