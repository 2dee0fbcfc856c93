SELECT slug, map_code AS code, name, full_name, name_en, 'simulated' AS kind, CAST(NULL AS DATE) AS valid_from, CAST(NULL AS DATE) AS valid_to, map_code,
       getvariable('file') AS file, '' AS sheet, number + 2 AS row
FROM place
