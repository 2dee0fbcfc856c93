-- Grain: one simulated project. Tables place and kind are filled before; variables: projects (how many), seed, file (the name they are told by).
-- Every u_ column is a number in [0, 1), a hash of the project's number: the same order gives the same rows, in whatever order they are made.
-- Amounts in triệu đồng, in steps of five. times: counterpart for each đồng of support.
CREATE MACRO u(i, k) AS (hash(i, k, getvariable('seed')) >> 11) / 9007199254740992.0;
CREATE VIEW drawn AS
SELECT i, CAST(hash(i, 1, getvariable('seed')) % 63 AS INTEGER) AS place_number, u(i, 2) AS u_year, u(i, 3) AS u_kind, u(i, 4) AS u_tier, u(i, 5) AS u_amount, u(i, 6) AS u_ratio, u(i, 7) AS u_wall,
       u(i, 8) AS u_status, u(i, 9) AS u_gap, u(i, 10) AS u_group, hash(i, 11, getvariable('seed')) AS h_district, hash(i, 12, getvariable('seed')) AS h_unit
FROM range(1, getvariable('projects') + 1) numbers(i);
CREATE VIEW base AS
SELECT d.i, p.slug AS province, printf('MP%08d', d.i) AS code, CAST(2016 + FLOOR(10 * POW(d.u_year, 0.85)) AS INTEGER) AS year, k.content, k.served,
       CASE WHEN d.u_tier < 0.22 THEN 'national' ELSE 'local' END AS tier, p.districts, d.h_district, d.h_unit, d.u_gap, d.u_amount,
       CASE WHEN k.served = 1 AND d.u_group < 0.06 THEN 2 + CAST(d.h_unit % 3 AS INTEGER) ELSE k.served END AS units,
       5 * ROUND((k.least + (k.most - k.least) * d.u_amount) / 5) AS planned,
       CASE WHEN d.u_status < 0.55 THEN 'settled' WHEN d.u_status < 0.93 THEN 'accepted' WHEN d.u_status < 0.96 THEN 'in_progress' WHEN d.u_status < 0.98 THEN 'approved' ELSE 'stopped' END AS status,
       CASE k.ratio WHEN 'machinery' THEN CASE WHEN d.u_wall < 0.4 THEN 1.0 WHEN d.u_wall < 0.97 THEN 1.0 + 1.5 * d.u_ratio ELSE 2.5 + 5 * d.u_ratio * d.u_ratio END
                    WHEN 'model' THEN 5 * POW(20, d.u_ratio * d.u_ratio) WHEN 'small' THEN 0.8 + 1.2 * d.u_ratio ELSE 0 END AS times
FROM drawn d
JOIN place p ON p.number = d.place_number
JOIN kind k ON d.u_kind >= k.above AND d.u_kind < k.below;
-- One row an establishment of a project; it stands in a district of its own, and comes again in other projects of its province.
CREATE VIEW units AS
SELECT *, CAST((h_unit + 7919 * nth) % GREATEST(CAST(getvariable('projects') AS UBIGINT) // 100, 10) AS BIGINT) AS unit
FROM (SELECT *, UNNEST(RANGE(units)) AS nth FROM base WHERE units > 0);
