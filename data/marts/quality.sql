-- Grain: every dimension of a project, summed: how many records there are and how many of them lack what; a project over several districts or legal forms stands whole in `group`.
-- Columns: projects, state_vnd (of all; NULL: none recorded); complete; for each thing that can be lacking: no_… (projects), no_…_vnd (the state money recorded of them, đồng).
-- Source: mart gap (its rules).
CREATE TABLE quality AS
SELECT basis, province, year, tier, content_code, content_parent, management, repayable, beneficiary_type, district_code,
       COUNT(*) AS projects, CAST(SUM(state_vnd) AS BIGINT) AS state_vnd,
       SUM(CASE WHEN complete THEN 1 ELSE 0 END) AS complete, SUM(CASE WHEN no_state THEN 1 ELSE 0 END) AS no_state,
       SUM(CASE WHEN no_counterpart THEN 1 ELSE 0 END) AS no_counterpart, CAST(SUM(CASE WHEN no_counterpart THEN state_vnd ELSE 0 END) AS BIGINT) AS no_counterpart_vnd,
       SUM(CASE WHEN no_place THEN 1 ELSE 0 END) AS no_place, CAST(SUM(CASE WHEN no_place THEN state_vnd ELSE 0 END) AS BIGINT) AS no_place_vnd,
       SUM(CASE WHEN no_date THEN 1 ELSE 0 END) AS no_date, CAST(SUM(CASE WHEN no_date THEN state_vnd ELSE 0 END) AS BIGINT) AS no_date_vnd,
       SUM(CASE WHEN no_beneficiary THEN 1 ELSE 0 END) AS no_beneficiary, CAST(SUM(CASE WHEN no_beneficiary THEN state_vnd ELSE 0 END) AS BIGINT) AS no_beneficiary_vnd,
       SUM(CASE WHEN no_document THEN 1 ELSE 0 END) AS no_document, CAST(SUM(CASE WHEN no_document THEN state_vnd ELSE 0 END) AS BIGINT) AS no_document_vnd
FROM gap
GROUP BY basis, province, year, tier, content_code, content_parent, management, repayable, beneficiary_type, district_code
ORDER BY province, year;
