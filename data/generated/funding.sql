-- The plan and the last stage reached of the one state payer, and of the counterpart: six in a thousand do not record one.
WITH
stages AS (
  SELECT *, UNNEST(CASE WHEN status IN ('settled', 'accepted') THEN ['planned', status] WHEN status = 'approved' THEN ['planned'] ELSE ['planned', 'contracted'] END) AS stage FROM base
)
SELECT province, code, tier AS payer, stage, CAST(1000000 * (planned - CASE WHEN stage <> 'planned' AND u_amount > 0.7 THEN 5 ELSE 0 END) AS BIGINT) AS amount_vnd,
       getvariable('file') AS file, 'funding' AS sheet, CAST(i + 1 AS INTEGER) AS row
FROM stages
UNION ALL
SELECT province, code, 'counterpart' AS payer, CASE stage WHEN 'settled' THEN 'accepted' ELSE stage END AS stage, CAST(1000000 * 5 * CEIL(planned * times / 5) AS BIGINT) AS amount_vnd,
       getvariable('file') AS file, 'funding' AS sheet, CAST(i + 1 AS INTEGER) AS row
FROM stages
WHERE u_gap >= 0.006
