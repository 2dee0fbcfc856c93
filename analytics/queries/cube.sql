-- A metric by dimensions under filters; the row with all_rows = 1 is the whole.
-- Params: those of the condition. Returns: the dimensions, all_rows, numerator, denominator, n (projects), n_records (those with a record), what is left out, which evidence.
SELECT {dims}{grouping} AS all_rows,
       {numerator} AS numerator,
       {denominator} AS denominator,
       {counted} AS n,
       {counted_records} AS n_records,
       {left}
       SUM(CASE WHEN evidence = 'record' THEN 1 ELSE 0 END) AS records,
       SUM(CASE WHEN evidence = 'reported' THEN 1 ELSE 0 END) AS reported
FROM {source}
WHERE {where}
GROUP BY {groups}
