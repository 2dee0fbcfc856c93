-- Grain: province × period of whole years × measure × tier × content × batch × version: the one plan figure that answers for it.
-- Columns: evidence (`record`: a row of the department's plan sheet; `reported`: a plan that a report states); programme (of the sheet; NULL from a report); first_year, last_year;
--   measure (projects, state_support, counterpart, total_cost, trainees); tier (all, national, local; untold counts as all); content_code (NULL: all); batch (NULL: the whole plan);
--   version (original, adjusted; a report tells only its plan: original); value (đồng or count); qualifier, document, figure_id (id in reported_figure, NULL from the sheet);
--   rivals (figures of the same thing with another value); file, sheet, row.
-- Source: staging.plan, mart reported_figure. Rules stated here only: the sheet goes before reports, the last received before earlier ones, then the founders' sources, then the lowest id;
--   a target is no plan; what was not seen again (verified = no), a rate, a range end, a narrower subject, a district or a legal form is no plan of the whole.
CREATE TABLE plan AS
WITH
told AS (
  SELECT province, 'record' AS evidence, programme, CAST(EXTRACT(year FROM period_start) AS INTEGER) AS first_year, CAST(EXTRACT(year FROM period_end) AS INTEGER) AS last_year,
         measure, tier, content_code, CAST(NULL AS INTEGER) AS batch, version, CAST(value AS BIGINT) AS value, CAST(NULL AS VARCHAR) AS qualifier, document,
         CAST(NULL AS VARCHAR) AS figure_id, file, sheet, row, 0 AS standing, sequence, FALSE AS is_seed, programme AS name, period_start, period_end
  FROM staging.plan
  UNION ALL
  SELECT province, 'reported' AS evidence, CAST(NULL AS VARCHAR) AS programme, CAST(EXTRACT(year FROM period_start) AS INTEGER) AS first_year, CAST(EXTRACT(year FROM period_end) AS INTEGER) AS last_year,
         measure, COALESCE(tier, 'all') AS tier, content_code, batch, 'original' AS version, CAST(value AS BIGINT) AS value, qualifier, CAST(NULL AS VARCHAR) AS document,
         id AS figure_id, file, sheet, row, 1 AS standing, sequence, is_seed, id AS name, period_start, period_end
  FROM reported_figure
  WHERE basis = 'plan' AND measure IN ('projects', 'state_support', 'counterpart', 'total_cost', 'trainees') AND period_start IS NOT NULL AND period_end IS NOT NULL
    AND subject = '' AND NOT is_rate AND verified <> 'no' AND district_as_stated IS NULL AND district_code IS NULL AND beneficiary_type IS NULL
    AND (qualifier IS NULL OR qualifier NOT IN ('from', 'to', 'up_to')) AND (content_as_stated IS NULL OR content_code IS NOT NULL)
),
ranked AS (
  SELECT *,
         ROW_NUMBER() OVER (PARTITION BY province, first_year, last_year, measure, tier, content_code, batch, version ORDER BY standing, sequence DESC, is_seed DESC, name, row DESC) AS place,
         COUNT(DISTINCT value) OVER (PARTITION BY province, first_year, last_year, measure, tier, content_code, batch, version) - 1 AS rivals
  FROM told
  WHERE EXTRACT(month FROM period_start) = 1 AND EXTRACT(day FROM period_start) = 1 AND EXTRACT(month FROM period_end) = 12 AND EXTRACT(day FROM period_end) = 31
)
SELECT province, evidence, programme, first_year, last_year, measure, tier, content_code, batch, version, value, qualifier, document, figure_id, rivals, file, sheet, row
FROM ranked
WHERE place = 1;
