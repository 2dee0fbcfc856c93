-- Staging: what was received, typed. One table a received table; every row tells its file, sheet and row.
-- `sequence` is the order of arrival of the file: where two files carry the same thing, the later one counts.
-- Money is whole đồng. NULL = not recorded, 0 = recorded as zero.
CREATE SCHEMA staging;

CREATE TABLE staging.province (slug VARCHAR NOT NULL, code VARCHAR, name VARCHAR NOT NULL, full_name VARCHAR NOT NULL, name_en VARCHAR NOT NULL,
  kind VARCHAR NOT NULL CHECK (kind IN ('province_63', 'province_34', 'simulated', 'country', 'region', 'unknown')),
  valid_from DATE, valid_to DATE, map_code VARCHAR, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.province_part (slug VARCHAR NOT NULL, part_slug VARCHAR NOT NULL, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.province_alias (alias VARCHAR NOT NULL, slug VARCHAR NOT NULL, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.content (code VARCHAR NOT NULL, parent VARCHAR NOT NULL, label_vi VARCHAR NOT NULL, label_en VARCHAR NOT NULL, level INTEGER NOT NULL, sort INTEGER NOT NULL,
  decree_9 VARCHAR, programme_1881_7 VARCHAR, programme_136_7 VARCHAR, valid_from DATE, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.content_alias (alias VARCHAR NOT NULL, code VARCHAR NOT NULL, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.beneficiary_type (code VARCHAR NOT NULL, label_vi VARCHAR NOT NULL, label_en VARCHAR NOT NULL, sort INTEGER NOT NULL, natural_person BOOLEAN NOT NULL,
  file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.beneficiary_type_alias (alias VARCHAR NOT NULL, code VARCHAR NOT NULL, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.status (code VARCHAR NOT NULL, label_vi VARCHAR NOT NULL, label_en VARCHAR NOT NULL, sort INTEGER NOT NULL,
  "group" VARCHAR NOT NULL CHECK ("group" IN ('done', 'underway', 'ended')), file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.reason (code VARCHAR NOT NULL, label_vi VARCHAR NOT NULL, label_en VARCHAR NOT NULL, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.district (code VARCHAR NOT NULL, name VARCHAR NOT NULL, type VARCHAR NOT NULL, province_code VARCHAR NOT NULL, valid_from DATE NOT NULL, valid_to DATE NOT NULL,
  decree VARCHAR, predecessor VARCHAR, successor VARCHAR, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.population (district_code VARCHAR NOT NULL, population BIGINT NOT NULL, urban BIGINT, rural BIGINT, date DATE NOT NULL, source VARCHAR NOT NULL,
  file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.price_index (year INTEGER NOT NULL, series VARCHAR NOT NULL, value DECIMAL(10, 4) NOT NULL CHECK (value > 0), source VARCHAR NOT NULL,
  file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.difficult_area (decision VARCHAR NOT NULL, decision_date DATE NOT NULL, list VARCHAR NOT NULL, district_code VARCHAR, district VARCHAR, province_code VARCHAR,
  province VARCHAR, source VARCHAR NOT NULL, note VARCHAR, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.ceiling (rule_id VARCHAR NOT NULL, content_code VARCHAR NOT NULL, case_vi VARCHAR NOT NULL, case_en VARCHAR NOT NULL, unit_vi VARCHAR, unit_en VARCHAR,
  percent_max INTEGER, cap_vnd BIGINT, valid_from DATE NOT NULL, valid_to DATE, document VARCHAR NOT NULL, article VARCHAR, source VARCHAR NOT NULL,
  file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.commune_2025 (code VARCHAR NOT NULL, name VARCHAR NOT NULL, type VARCHAR NOT NULL, province_code VARCHAR NOT NULL, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.crosswalk_district (old_district_code VARCHAR NOT NULL, old_district VARCHAR, old_province_code VARCHAR, new_commune_code VARCHAR NOT NULL, new_commune VARCHAR,
  new_province_code VARCHAR, old_communes_whole INTEGER, old_communes_part INTEGER, share_of_district_area DOUBLE, share_of_new_commune_area DOUBLE,
  file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);

CREATE TABLE staging.project (province VARCHAR NOT NULL, code VARCHAR NOT NULL, kind VARCHAR NOT NULL CHECK (kind IN ('project', 'task', 'plan_item')), plan_year INTEGER NOT NULL,
  batch INTEGER, title VARCHAR NOT NULL, content_code VARCHAR NOT NULL, tier VARCHAR NOT NULL CHECK (tier IN ('national', 'local')),
  form VARCHAR CHECK (form IN ('single', 'group', 'flagship')), district_as_reported VARCHAR, commune VARCHAR, status VARCHAR NOT NULL,
  repayable VARCHAR NOT NULL CHECK (repayable IN ('yes', 'no', 'unknown')),
  registered_on DATE, approved_on DATE, contracted_on DATE, started_on DATE, accepted_on DATE, settled_on DATE,
  jobs_new INTEGER, jobs_kept INTEGER, classes INTEGER, trainees INTEGER, note VARCHAR, simulated BOOLEAN NOT NULL,
  file VARCHAR NOT NULL, sheet VARCHAR NOT NULL, row INTEGER NOT NULL, sequence INTEGER);
CREATE TABLE staging.funding (province VARCHAR, code VARCHAR NOT NULL, payer VARCHAR NOT NULL CHECK (payer IN ('national', 'local', 'other_state', 'counterpart', 'non_budget')),
  stage VARCHAR NOT NULL CHECK (stage IN ('registered', 'planned', 'adjusted', 'contracted', 'advanced', 'accepted', 'settled')), amount_vnd BIGINT NOT NULL CHECK (amount_vnd >= 0),
  file VARCHAR NOT NULL, sheet VARCHAR NOT NULL, row INTEGER NOT NULL, sequence INTEGER);
CREATE TABLE staging.support (province VARCHAR, code VARCHAR NOT NULL, beneficiary_code VARCHAR, beneficiary_name VARCHAR NOT NULL, beneficiary_type VARCHAR NOT NULL,
  district_as_reported VARCHAR, commune VARCHAR, difficult_area BOOLEAN, employees INTEGER, state_share_vnd BIGINT, counterpart_share_vnd BIGINT,
  file VARCHAR NOT NULL, sheet VARCHAR NOT NULL, row INTEGER NOT NULL, sequence INTEGER);
CREATE TABLE staging.event (province VARCHAR, code VARCHAR NOT NULL, kind VARCHAR NOT NULL, event_on DATE, reason VARCHAR, field VARCHAR, old_value VARCHAR, new_value VARCHAR,
  amount_before_vnd BIGINT, amount_after_vnd BIGINT, level VARCHAR, document VARCHAR, file VARCHAR NOT NULL, sheet VARCHAR NOT NULL, row INTEGER NOT NULL, sequence INTEGER);
CREATE TABLE staging.plan (province VARCHAR NOT NULL, programme VARCHAR NOT NULL, period_start DATE NOT NULL, period_end DATE NOT NULL, measure VARCHAR NOT NULL,
  tier VARCHAR NOT NULL CHECK (tier IN ('all', 'national', 'local')), content_code VARCHAR, version VARCHAR NOT NULL CHECK (version IN ('original', 'adjusted')),
  value BIGINT NOT NULL, document VARCHAR, file VARCHAR NOT NULL, sheet VARCHAR NOT NULL, row INTEGER NOT NULL, sequence INTEGER);

CREATE TABLE staging.source (source_id VARCHAR NOT NULL, title VARCHAR NOT NULL, address VARCHAR, published VARCHAR, publisher VARCHAR, is_seed BOOLEAN,
  stated_years INTEGER, stated_years_quote VARCHAR, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.reported_figure (id VARCHAR NOT NULL, source_id VARCHAR NOT NULL, province VARCHAR NOT NULL, province_inferred BOOLEAN NOT NULL, inference VARCHAR,
  period_start DATE, period_end DATE, period_as_stated VARCHAR, tier VARCHAR CHECK (tier IN ('all', 'national', 'local')), content_code VARCHAR, content_as_stated VARCHAR,
  basis VARCHAR NOT NULL CHECK (basis IN ('plan', 'actual', 'target')), measure VARCHAR NOT NULL, value DECIMAL(20, 4) NOT NULL, unit VARCHAR NOT NULL,
  value_as_stated VARCHAR NOT NULL, unit_as_stated VARCHAR, is_rate BOOLEAN NOT NULL, qualifier VARCHAR, batch INTEGER, beneficiary_type VARCHAR, subject VARCHAR NOT NULL,
  district_code VARCHAR, district_as_stated VARCHAR, part_of VARCHAR, complete BOOLEAN NOT NULL, quote VARCHAR, note VARCHAR, verified VARCHAR,
  file VARCHAR NOT NULL, sheet VARCHAR, row INTEGER NOT NULL, sequence INTEGER);
CREATE TABLE staging.reported_project (source_id VARCHAR NOT NULL, province VARCHAR NOT NULL, year VARCHAR, title VARCHAR, beneficiary_name VARCHAR, beneficiary_type VARCHAR,
  district_as_stated VARCHAR, district_code VARCHAR, commune VARCHAR, content_code VARCHAR, content_as_stated VARCHAR, tier VARCHAR, state_vnd BIGINT, counterpart_vnd BIGINT,
  total_vnd BIGINT, quote VARCHAR, note VARCHAR, verified VARCHAR, file VARCHAR NOT NULL, sheet VARCHAR, row INTEGER NOT NULL, sequence INTEGER);
CREATE TABLE staging.difficulty (source_id VARCHAR NOT NULL, province VARCHAR NOT NULL, category VARCHAR NOT NULL, addressee VARCHAR, quote VARCHAR NOT NULL, year INTEGER,
  file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.recommendation (source_id VARCHAR NOT NULL, province VARCHAR NOT NULL, category VARCHAR NOT NULL, addressee VARCHAR, quote VARCHAR NOT NULL, year INTEGER,
  file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);
CREATE TABLE staging.difficulty_category (code VARCHAR NOT NULL, label_vi VARCHAR NOT NULL, label_en VARCHAR NOT NULL, file VARCHAR, sheet VARCHAR, row INTEGER, sequence INTEGER);

CREATE TABLE staging.activity (source_id VARCHAR NOT NULL, province VARCHAR NOT NULL, kind VARCHAR NOT NULL, topic VARCHAR, title VARCHAR NOT NULL,
  period_start DATE NOT NULL, period_end DATE NOT NULL, tier VARCHAR CHECK (tier IN ('all', 'national', 'local')), content_code VARCHAR,
  district_as_reported VARCHAR, district_code VARCHAR, province_wide BOOLEAN NOT NULL, project_code VARCHAR, times INTEGER NOT NULL CHECK (times > 0),
  establishments INTEGER CHECK (establishments >= 0), people INTEGER CHECK (people >= 0), products INTEGER CHECK (products >= 0), booths INTEGER CHECK (booths >= 0), copies INTEGER CHECK (copies >= 0),
  amount_vnd BIGINT CHECK (amount_vnd >= 0), reference VARCHAR, quote VARCHAR, simulated BOOLEAN NOT NULL, file VARCHAR NOT NULL, sheet VARCHAR, row INTEGER NOT NULL, sequence INTEGER);
CREATE TABLE staging.award (source_id VARCHAR NOT NULL, province VARCHAR NOT NULL, product VARCHAR NOT NULL, product_code VARCHAR, product_key VARCHAR NOT NULL, owner VARCHAR, beneficiary_type VARCHAR,
  product_group VARCHAR, level VARCHAR NOT NULL CHECK (level IN ('commune', 'district', 'province', 'region', 'nation')), round INTEGER NOT NULL, certified_on DATE,
  district_as_reported VARCHAR, district_code VARCHAR, province_wide BOOLEAN NOT NULL, reference VARCHAR, simulated BOOLEAN NOT NULL, file VARCHAR NOT NULL, sheet VARCHAR, row INTEGER NOT NULL, sequence INTEGER);
CREATE TABLE staging.collaborator (source_id VARCHAR NOT NULL, province VARCHAR NOT NULL, area VARCHAR NOT NULL, area_key VARCHAR NOT NULL,
  area_level VARCHAR NOT NULL CHECK (area_level IN ('district', 'commune', 'centre', 'province')), district_code VARCHAR, role VARCHAR NOT NULL CHECK (role IN ('collaborator', 'staff')), year INTEGER NOT NULL,
  posts INTEGER CHECK (posts >= 0), filled INTEGER NOT NULL CHECK (filled >= 0), part_time INTEGER CHECK (part_time >= 0), reference VARCHAR, note VARCHAR, simulated BOOLEAN NOT NULL,
  file VARCHAR NOT NULL, sheet VARCHAR, row INTEGER NOT NULL, sequence INTEGER);

CREATE TABLE staging.finding (batch VARCHAR NOT NULL, code VARCHAR NOT NULL, level VARCHAR NOT NULL, file VARCHAR NOT NULL, sheet VARCHAR, row INTEGER, "column" VARCHAR,
  value VARCHAR, expected VARCHAR);
-- Every name of a place in a record, and the district it was found to be (NULL: none). Filled by the build through data/geography.py.
CREATE TABLE staging.district_match (province VARCHAR NOT NULL, as_reported VARCHAR NOT NULL, year INTEGER NOT NULL, district_code VARCHAR, province_wide BOOLEAN NOT NULL);
