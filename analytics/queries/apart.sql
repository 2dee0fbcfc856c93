-- Tasks, plan items and repayable projects beside an answer, by kind and dimensions under its filters; the rows with all_rows = 1 are the whole.
-- Params: those of the condition; base_year where prices are of one year. Returns: the dimensions, all_rows, kind, n (records), state_vnd (đồng; NULL: none recorded, or some of a year without an index).
SELECT {dims}{grouping} AS all_rows, kind, COUNT(DISTINCT project_id) AS n,
       CASE WHEN COUNT(state_vnd) = COUNT(real_vnd) THEN SUM(real_vnd) END AS state_vnd
FROM (SELECT *, state_vnd * {factor} AS real_vnd FROM apart WHERE {where})
GROUP BY GROUPING SETS ({groups})
