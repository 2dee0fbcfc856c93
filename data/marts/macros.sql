-- Grain: none: what several marts and questions say alike, said once. Made before every mart, and kept in the snapshot for whoever asks it.
-- Columns: counted_once(id): how many different ids stand in a group, NULL left out: COUNT(DISTINCT id), in a form that is planned faster;
--   last_recorded(number, year): what the last year that records it says, the largest where that year says several; NULL where none does, and then
--   only; for whole numbers from 0 to less than a hundred million;
--   district_gap(now_code, wide, as_reported, then_code): why a row has no district of 30/06/2025 (province_wide, not_recorded, unknown_name, split_area); NULL where it has one.
-- Source: none.
CREATE MACRO counted_once(id) AS COALESCE(LEN(LIST_DISTINCT(LIST(id) FILTER (WHERE id IS NOT NULL))), 0);
CREATE MACRO last_recorded(number, year) AS MAX(CAST(year AS BIGINT) * 100000000 + number) % 100000000;
CREATE MACRO district_gap(now_code, wide, as_reported, then_code) AS
  CASE WHEN now_code IS NOT NULL THEN NULL WHEN wide THEN 'province_wide' WHEN as_reported IS NULL THEN 'not_recorded' WHEN then_code IS NULL THEN 'unknown_name' ELSE 'split_area' END;
