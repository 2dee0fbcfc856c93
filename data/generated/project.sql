-- Four in a thousand without a place, half of what the centre carries out itself over the whole province; jobs are recorded for seven in ten.
SELECT province, code, 'project' AS kind, year AS plan_year, CAST(NULL AS INTEGER) AS batch, content || ' ' || code || ' (mô phỏng)' AS title, content AS content_code, tier,
       CASE WHEN units > 1 THEN 'group' ELSE 'single' END AS form,
       CASE WHEN u_gap < 0.004 THEN NULL WHEN served = 0 AND u_gap < 0.5 THEN 'Toàn tỉnh' ELSE districts[1 + CAST(h_district % LEN(districts) AS INTEGER)] END AS district_as_reported,
       CAST(NULL AS VARCHAR) AS commune, status, 'no' AS repayable, MAKE_DATE(year - 1, 6, 15) AS registered_on, MAKE_DATE(year, 2, 10) AS approved_on,
       CASE WHEN status <> 'approved' THEN MAKE_DATE(year, 5, 20) END AS contracted_on, CAST(NULL AS DATE) AS started_on,
       CASE WHEN status IN ('settled', 'accepted') THEN MAKE_DATE(year, 11, 15) END AS accepted_on, CASE WHEN status = 'settled' THEN MAKE_DATE(year, 12, 20) END AS settled_on,
       CASE WHEN served = 1 AND u_gap > 0.3 THEN CAST(h_unit % 12 AS INTEGER) END AS jobs_new, CAST(NULL AS INTEGER) AS jobs_kept,
       CASE WHEN content LIKE '%training' THEN 1 END AS classes, CASE WHEN content LIKE '%training' THEN CAST(25 + h_unit % 26 AS INTEGER) END AS trainees,
       CAST(NULL AS VARCHAR) AS note, TRUE AS simulated, getvariable('file') AS file, 'project' AS sheet, CAST(i + 1 AS INTEGER) AS row
FROM base
