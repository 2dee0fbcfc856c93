-- Grain: province × plan year × tier × content × management × repayable × the set of districts a project touches × the set of legal forms it serves, over done records of kind project.
-- Columns: districts (sorted, as of 30/06/2025; empty: it touches none), beneficiary_types (sorted; `group` where the project as a whole is of several); projects;
--   recorded_projects, state_vnd: those with a recorded state amount, and their sum (đồng; NULL: none recorded).
-- Source: mart progress. Every project is in exactly one row, so that sums count it once, however many districts it touches.
CREATE TABLE reach AS
SELECT province, year, tier, content_code, content_parent, management, repayable,
       LIST_FILTER(districts, lambda code: code <> 'group') AS districts, beneficiary_types,
       COUNT(*) AS projects, COUNT(state_vnd) AS recorded_projects, CAST(SUM(state_vnd) AS BIGINT) AS state_vnd
FROM progress
WHERE status_group = 'done'
GROUP BY ALL
ORDER BY province, year;
