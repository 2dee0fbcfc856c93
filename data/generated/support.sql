-- Establishments come again across years; one in twenty stands in a difficult area, one in twenty does not say. Shares of groups are not recorded.
-- One establishment in seven never records how many work there, one row in ten does not; few are large.
SELECT province, code, printf('MP-%07d', unit) AS beneficiary_code, 'Cơ sở mô phỏng ' || unit AS beneficiary_name,
       ['sme', 'sme', 'cooperative', 'business_household', 'business_household'][1 + CAST(hash(unit, province) % 5 AS INTEGER)] AS beneficiary_type,
       CASE WHEN u_gap >= 0.004 THEN districts[1 + CAST((h_district + nth) % LEN(districts) AS INTEGER)] END AS district_as_reported, CAST(NULL AS VARCHAR) AS commune,
       CASE WHEN u_gap > 0.05 THEN hash(unit, 'area') % 20 = 0 END AS difficult_area,
       CASE WHEN hash(unit, 'silent') % 7 > 0 AND hash(i, unit, 'told') % 10 > 0 THEN CAST(2 + ROUND(298 * POW((hash(unit, 'employees') % 1000) / 1000.0, 5)) AS INTEGER) + year % 3 END AS employees,
       CAST(NULL AS BIGINT) AS state_share_vnd, CAST(NULL AS BIGINT) AS counterpart_share_vnd,
       getvariable('file') AS file, 'support' AS sheet, CAST(i + 1 AS INTEGER) AS row
FROM units
