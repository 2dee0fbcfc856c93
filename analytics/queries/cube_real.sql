-- The cube in prices of a base year: every amount times index(base) / index(year); rows of years without an index are left out (and told by the caller).
-- Params: base_year.
SELECT c.basis, c.evidence, c.province, c.year, c.tier, c.content_code, c.content_parent, c.management, c.beneficiary_type, c.district_code, c.district_gap, c.repayable, c.split_project,
       c.projects, c.pair_projects, c.no_counterpart_projects, c.no_state_projects, c.no_amount_projects, c.total_stated,
       c.national_vnd * f.factor AS national_vnd, c.local_vnd * f.factor AS local_vnd, c.state_vnd * f.factor AS state_vnd, c.other_state_vnd * f.factor AS other_state_vnd,
       c.counterpart_vnd * f.factor AS counterpart_vnd, c.total_vnd * f.factor AS total_vnd, c.pair_state_vnd * f.factor AS pair_state_vnd,
       c.pair_counterpart_vnd * f.factor AS pair_counterpart_vnd, c.split_state_vnd * f.factor AS split_state_vnd, c.split_national_vnd * f.factor AS split_national_vnd,
       c.no_counterpart_state_vnd * f.factor AS no_counterpart_state_vnd
FROM cube c
JOIN (SELECT y.year, CAST(b.value AS DOUBLE) / CAST(y.value AS DOUBLE) AS factor
      FROM staging.price_index y JOIN staging.price_index b ON b.year = $base_year AND b.series = y.series
      WHERE y.series = 'cpi_vn') f ON f.year = c.year
