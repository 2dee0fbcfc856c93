SELECT slug, slug AS part_slug, getvariable('file') AS file, '' AS sheet, number + 2 AS row
FROM place
