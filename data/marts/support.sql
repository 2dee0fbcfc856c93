-- Grain: project × beneficiary (the last received record of the project).
-- Columns: project_id; beneficiary_id (province/own code, else name and commune); name as written; beneficiary_type; district_then, district_code (as of 30/06/2025), NULL if not placed;
--   difficult_area, employees (people who work there, as this project records it; NULL: not recorded); state_share_vnd, counterpart_share_vnd (đồng; NULL: not recorded); the project's year, tier, content_code, content_parent, management, status_group, kind, repayable.
-- Source: staging.support; mart project.
CREATE TABLE support AS
SELECT p.project_id, p.province, p.province || '/' || COALESCE(s.beneficiary_code, s.beneficiary_name || '/' || COALESCE(s.commune, '')) AS beneficiary_id,
       s.beneficiary_name, s.beneficiary_type, m.district_code AS district_then, d.now_code AS district_code, s.commune, s.difficult_area, s.employees,
       s.state_share_vnd, s.counterpart_share_vnd, p.year, p.tier, p.content_code, p.content_parent, p.management, p.status_group, p.kind, p.repayable, s.file, s.sheet, s.row
FROM staging.support s
JOIN project p ON p.province = s.province AND p.code = s.code AND p.sequence = s.sequence
LEFT JOIN staging.district_match m ON m.province = s.province AND m.as_reported = s.district_as_reported AND m.year = p.year
LEFT JOIN district d ON d.district_code = m.district_code
ORDER BY p.province, p.year;
