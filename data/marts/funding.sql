-- Grain: project × payer × stage (the last received record of the project).
-- Columns: project_id; payer (national, local, other_state, counterpart, non_budget); stage; stage_rank (order of the life cycle); amount_vnd (đồng).
-- Source: staging.funding; mart project. Rule stated here only, who counts as what: state support is national + local; counterpart is what the beneficiary pays;
--   other_state and non_budget are neither.
CREATE TABLE funding AS
SELECT p.project_id, f.payer, f.stage,
       CASE f.stage WHEN 'registered' THEN 1 WHEN 'planned' THEN 2 WHEN 'adjusted' THEN 3 WHEN 'contracted' THEN 4 WHEN 'advanced' THEN 5 WHEN 'accepted' THEN 6 ELSE 7 END AS stage_rank,
       f.amount_vnd, f.file, f.sheet, f.row
FROM staging.funding f
JOIN project p ON p.province = f.province AND p.code = f.code AND p.sequence = f.sequence
ORDER BY p.province, p.year;
