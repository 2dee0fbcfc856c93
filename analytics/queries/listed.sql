-- A metric of a list that stands beside the projects (activities, awards, collaborators), by dimensions; the row with all_rows = 1 is the whole.
-- Params: those of the condition. Returns: the dimensions, all_rows, numerator, denominator, n (rows of the list that count), what is left out.
SELECT {dims}{grouping} AS all_rows,
       {numerator} AS numerator,
       {denominator} AS denominator,
       {counted} AS n{left}
FROM (SELECT *{beside} FROM {mart} WHERE {where})
WHERE {kept}
GROUP BY {groups}
