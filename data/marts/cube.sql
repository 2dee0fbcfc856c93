-- Grain: every dimension of the questions, summed: basis × evidence × province × year × tier × content × management × beneficiary type × district × repayable × split project.
-- Columns: projects (whole projects of the cell; a split project is a row of its own with 0 here and its id in split_project, so that
--     SUM(projects) + counted_once(split_project) counts each once under any filter);
--   national_vnd, local_vnd, state_vnd, other_state_vnd, counterpart_vnd, total_vnd: sums of what is recorded, NULL where nothing is;
--   pair_state_vnd, pair_counterpart_vnd: the same sums over projects that have both, the only ones a ratio may use; pair_projects;
--   split_state_vnd, split_national_vnd: the same sums where both funds are told, so that one may be held against the other: every record (a fund
--     that a record does not name paid nothing); of a reported year only where the national fund and either the local one or a whole that is not less than it are told, or recorded;
--   no_counterpart_*, no_state_*: what a ratio leaves out and the money behind it; no_amount_projects: those of no_state_projects without a counterpart too.
-- Source: mart money_part (evidence `record`); mart reported_year (evidence `reported`: one-year figures of a province-year-tier without project records, never both).
-- What a report counts as management is not told: NULL, so that a question without it is not answered from reports.
-- The total of a reported year is the stated one (total_stated; it may hold money that stands on neither side), else that of its complete pairs: a year that lacks one side has no total.
-- A difference between a stated whole and its stated tiers stands in tier 'all', so that the whole stays the stated one.
CREATE TABLE cube AS
WITH
record AS (
  SELECT basis, 'record' AS evidence, province, year, tier, content_code, content_parent, management, beneficiary_type, district_code, district_gap, repayable, split_project,
         SUM(CASE WHEN split_project IS NULL THEN 1 ELSE 0 END) AS projects,
         SUM(national_vnd) AS national_vnd, SUM(local_vnd) AS local_vnd, SUM(state_vnd) AS state_vnd, SUM(other_state_vnd) AS other_state_vnd, SUM(counterpart_vnd) AS counterpart_vnd,
         SUM(CASE WHEN state_vnd IS NOT NULL AND counterpart_vnd IS NOT NULL AND split_project IS NULL THEN 1 ELSE 0 END) AS pair_projects,
         SUM(CASE WHEN counterpart_vnd IS NOT NULL THEN state_vnd END) AS pair_state_vnd,
         SUM(CASE WHEN state_vnd IS NOT NULL THEN counterpart_vnd END) AS pair_counterpart_vnd,
         SUM(state_vnd) AS split_state_vnd, SUM(CASE WHEN state_vnd IS NOT NULL THEN COALESCE(national_vnd, 0) END) AS split_national_vnd,
         SUM(CASE WHEN state_vnd IS NOT NULL AND counterpart_vnd IS NULL THEN 1 ELSE 0 END) AS no_counterpart_projects,
         SUM(CASE WHEN counterpart_vnd IS NULL THEN state_vnd END) AS no_counterpart_state_vnd,
         SUM(CASE WHEN state_vnd IS NULL THEN 1 ELSE 0 END) AS no_state_projects,
         SUM(CASE WHEN state_vnd IS NULL AND counterpart_vnd IS NULL THEN 1 ELSE 0 END) AS no_amount_projects
  FROM money_part
  GROUP BY basis, province, year, tier, content_code, content_parent, management, beneficiary_type, district_code, district_gap, repayable, split_project
),
-- One-year figures where no record of that province-year (and tier) stands; a repayable project is in no sum and stands in for none.
recorded AS (
  SELECT DISTINCT province, year, tier, basis FROM money_part WHERE repayable <> 'yes'
),
open_years AS (
  SELECT r.province, r.year, r.basis, r.tier, r.measure, r.value
  FROM reported_year r
  WHERE NOT EXISTS (SELECT 1 FROM recorded x WHERE x.province = r.province AND x.year = r.year AND x.basis = r.basis AND (x.tier = r.tier OR r.tier = 'all'))
),
wide AS (
  SELECT province, year, basis,
         MAX(CASE WHEN measure = 'state_support' AND tier = 'national' THEN value END) AS s_national, MAX(CASE WHEN measure = 'state_support' AND tier = 'local' THEN value END) AS s_local,
         MAX(CASE WHEN measure = 'state_support' AND tier = 'all' THEN value END) AS s_all,
         MAX(CASE WHEN measure = 'counterpart' AND tier = 'national' THEN value END) AS c_national, MAX(CASE WHEN measure = 'counterpart' AND tier = 'local' THEN value END) AS c_local,
         MAX(CASE WHEN measure = 'counterpart' AND tier = 'all' THEN value END) AS c_all,
         MAX(CASE WHEN measure = 'total_cost' AND tier = 'national' THEN value END) AS t_national, MAX(CASE WHEN measure = 'total_cost' AND tier = 'local' THEN value END) AS t_local,
         MAX(CASE WHEN measure = 'total_cost' AND tier = 'all' THEN value END) AS t_all,
         MAX(CASE WHEN measure = 'projects' AND tier = 'national' THEN value END) AS n_national, MAX(CASE WHEN measure = 'projects' AND tier = 'local' THEN value END) AS n_local,
         MAX(CASE WHEN measure = 'projects' AND tier = 'all' THEN value END) AS n_all
  FROM open_years
  GROUP BY province, year, basis
),
-- Of which years both funds are told: the national one, and the local one or a whole that is not less than it; a record of a tier tells it too.
funds AS (
  SELECT w.province, w.year, w.basis,
         (w.s_national IS NOT NULL OR BOOL_OR(COALESCE(x.tier = 'national', FALSE)))
           AND (w.s_local IS NOT NULL OR w.s_all IS NOT NULL OR BOOL_OR(COALESCE(x.tier = 'local', FALSE)))
           AND COALESCE(w.s_national <= w.s_all, TRUE) AS split
  FROM wide w LEFT JOIN recorded x ON x.province = w.province AND x.year = w.year AND x.basis = w.basis
  GROUP BY w.province, w.year, w.basis, w.s_national, w.s_local, w.s_all
),
tiers AS (
  SELECT province, year, basis, 'national' AS tier, n_national AS projects, s_national AS national_vnd, CAST(NULL AS BIGINT) AS local_vnd, s_national AS state_vnd, c_national AS counterpart_vnd, t_national AS stated_vnd FROM wide
  UNION ALL
  SELECT province, year, basis, 'local' AS tier, n_local AS projects, CAST(NULL AS BIGINT) AS national_vnd, s_local AS local_vnd, s_local AS state_vnd, c_local AS counterpart_vnd, t_local AS stated_vnd FROM wide
),
-- What the stated whole has beyond its tiers. Two wholes pair (stated, else the sum of both tiers), or the two figures of one tier: never one tier's support with the counterpart of all.
rest AS (
  SELECT province, year, basis, 'all' AS tier,
         CASE WHEN n_all IS NOT NULL THEN n_all - COALESCE(n_national, 0) - COALESCE(n_local, 0) END AS projects,
         CASE WHEN s_all IS NOT NULL THEN s_all - COALESCE(s_national, 0) - COALESCE(s_local, 0) END AS state_vnd,
         CASE WHEN c_all IS NOT NULL THEN c_all - COALESCE(c_national, 0) - COALESCE(c_local, 0) END AS counterpart_vnd,
         COALESCE(s_all, s_national + s_local) AS whole_state, COALESCE(c_all, c_national + c_local) AS whole_counterpart,
         (CASE WHEN s_national IS NOT NULL AND c_national IS NOT NULL THEN s_national ELSE 0 END) + (CASE WHEN s_local IS NOT NULL AND c_local IS NOT NULL THEN s_local ELSE 0 END) AS paired_state,
         (CASE WHEN s_national IS NOT NULL AND c_national IS NOT NULL THEN c_national ELSE 0 END) + (CASE WHEN s_local IS NOT NULL AND c_local IS NOT NULL THEN c_local ELSE 0 END) AS paired_counterpart,
         s_all IS NOT NULL OR c_all IS NOT NULL AS has_whole,
         COALESCE(t_all, t_national + t_local) AS whole_total,
         COALESCE(t_national, s_national + c_national, 0) + COALESCE(t_local, s_local + c_local, 0) AS tier_total
  FROM wide
),
reported AS (
  SELECT basis, 'reported' AS evidence, province, year, tier, projects, national_vnd, local_vnd, state_vnd, counterpart_vnd,
         CASE WHEN counterpart_vnd IS NOT NULL AND state_vnd IS NOT NULL THEN state_vnd END AS pair_state_vnd,
         CASE WHEN counterpart_vnd IS NOT NULL AND state_vnd IS NOT NULL THEN counterpart_vnd END AS pair_counterpart_vnd,
         COALESCE(stated_vnd, state_vnd + counterpart_vnd) AS total_vnd, stated_vnd IS NOT NULL AS total_stated
  FROM tiers
  WHERE state_vnd IS NOT NULL OR counterpart_vnd IS NOT NULL OR projects IS NOT NULL OR stated_vnd IS NOT NULL
  UNION ALL
  SELECT basis, 'reported' AS evidence, province, year, tier, projects, CAST(NULL AS BIGINT) AS national_vnd, CAST(NULL AS BIGINT) AS local_vnd, state_vnd, counterpart_vnd,
         CASE WHEN has_whole AND whole_counterpart IS NOT NULL THEN whole_state - paired_state END AS pair_state_vnd,
         CASE WHEN has_whole AND whole_state IS NOT NULL THEN whole_counterpart - paired_counterpart END AS pair_counterpart_vnd,
         COALESCE(whole_total, CASE WHEN has_whole THEN whole_state + whole_counterpart END) - tier_total AS total_vnd, whole_total IS NOT NULL AS total_stated
  FROM rest
  WHERE state_vnd IS NOT NULL OR counterpart_vnd IS NOT NULL OR projects IS NOT NULL OR whole_total IS NOT NULL
)
SELECT basis, evidence, province, year, tier, content_code, content_parent, management, beneficiary_type, district_code, district_gap, repayable, split_project,
       CAST(projects AS BIGINT) AS projects, CAST(national_vnd AS BIGINT) AS national_vnd, CAST(local_vnd AS BIGINT) AS local_vnd, CAST(state_vnd AS BIGINT) AS state_vnd,
       CAST(other_state_vnd AS BIGINT) AS other_state_vnd, CAST(counterpart_vnd AS BIGINT) AS counterpart_vnd,
       CAST(CASE WHEN state_vnd IS NULL AND other_state_vnd IS NULL AND counterpart_vnd IS NULL THEN NULL
            ELSE COALESCE(state_vnd, 0) + COALESCE(other_state_vnd, 0) + COALESCE(counterpart_vnd, 0) END AS BIGINT) AS total_vnd,
       CAST(pair_projects AS BIGINT) AS pair_projects, CAST(pair_state_vnd AS BIGINT) AS pair_state_vnd, CAST(pair_counterpart_vnd AS BIGINT) AS pair_counterpart_vnd,
       CAST(split_state_vnd AS BIGINT) AS split_state_vnd, CAST(split_national_vnd AS BIGINT) AS split_national_vnd,
       CAST(no_counterpart_projects AS BIGINT) AS no_counterpart_projects, CAST(no_counterpart_state_vnd AS BIGINT) AS no_counterpart_state_vnd,
       CAST(no_state_projects AS BIGINT) AS no_state_projects, CAST(no_amount_projects AS BIGINT) AS no_amount_projects, FALSE AS total_stated
FROM record
UNION ALL
SELECT r.basis, r.evidence, r.province, r.year, r.tier, CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS BOOLEAN), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), 'not_recorded', 'unknown', CAST(NULL AS VARCHAR),
       CAST(r.projects AS BIGINT), CAST(r.national_vnd AS BIGINT), CAST(r.local_vnd AS BIGINT), CAST(r.state_vnd AS BIGINT), CAST(NULL AS BIGINT), CAST(r.counterpart_vnd AS BIGINT),
       CAST(r.total_vnd AS BIGINT),
       CASE WHEN r.pair_state_vnd IS NOT NULL THEN CAST(r.projects AS BIGINT) END, CAST(r.pair_state_vnd AS BIGINT), CAST(r.pair_counterpart_vnd AS BIGINT),
       CASE WHEN f.split THEN CAST(r.state_vnd AS BIGINT) END, CASE WHEN f.split AND r.state_vnd IS NOT NULL THEN CAST(COALESCE(r.national_vnd, 0) AS BIGINT) END,
       0, CAST(NULL AS BIGINT), 0, 0, r.total_stated
FROM reported r
JOIN funds f ON f.province = r.province AND f.year = r.year AND f.basis = r.basis
ORDER BY province, year;
