-- Establishments come again across years; one in twenty stands in a difficult area, one in twenty does not say. Shares of groups are not recorded.
SELECT province, code, printf('MP-%07d', unit) AS beneficiary_code, 'Cơ sở mô phỏng ' || unit AS beneficiary_name,
       ['sme', 'sme', 'cooperative', 'business_household', 'business_household'][1 + CAST(hash(unit, province) % 5 AS INTEGER)] AS beneficiary_type,
       CASE WHEN u_gap >= 0.004 THEN districts[1 + CAST((h_district + nth) % LEN(districts) AS INTEGER)] END AS district_as_reported, CAST(NULL AS VARCHAR) AS commune,
       CASE WHEN u_gap > 0.05 THEN hash(unit, 'area') % 20 = 0 END AS difficult_area, CAST(NULL AS BIGINT) AS state_share_vnd, CAST(NULL AS BIGINT) AS counterpart_share_vnd,
       getvariable('file') AS file, 'support' AS sheet, CAST(i + 1 AS INTEGER) AS row
FROM units
