"""The lists that ship with the product: they read, they agree with each other, and no rule is more than confirmed."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from functools import lru_cache

import pytest

from data.sources.reference import FORMATS, SHIPPED
from data.sources.workbook import read_sheets
from data.text import search_key

NAMES = tuple(path.stem for path in SHIPPED)
REPORTED = SHIPPED[0].parents[1] / "reported"


@lru_cache
def received(name):
    (path,) = (path for path in SHIPPED if path.stem == name)
    sheets = read_sheets(path, path.name)
    (form,) = (form for form in FORMATS if form.recognise(sheets))
    return form.read(sheets, path.name)


def rows(name):
    return received(name).tables[name]


def column(name, key):
    return [row[key] for row in rows(name)]


def codes_by_alias(name, target):
    return {search_key(row["alias"]): row[target] for row in rows(name)}


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_list_is_recognised_by_one_format_and_reads_without_a_finding(name):
    answer = received(name)
    assert list(answer.tables) == [name]
    assert answer.findings == []
    assert rows(name)[0]["file"] == f"{name}.csv"
    assert [row["row"] for row in rows(name)] == list(range(2, len(rows(name)) + 2))


def test_every_list_has_the_number_of_rows_its_source_has():
    expected = {
        "province": 101, "province_part": 164, "content": 43, "beneficiary_type": 11, "status": 16, "reason": 9,
        "district": 781, "population": 712, "price_index": 16, "difficult_area": 69, "commune_2025": 3321,
        "crosswalk_district": 3652,
    }  # fmt: skip
    assert {name: len(rows(name)) for name in expected} == expected


def test_a_list_with_a_heading_too_many_or_too_few_is_no_reference_list():
    headings = ["code", "label_vi", "label_en"]
    known = [form.name for form in FORMATS if form.recognise({"": [headings, ["a", "b", "c"]]})]
    assert known == ["reference_reason"]
    for other in ([*headings, "price"], headings[:2]):
        assert not any(form.recognise({"": [other, ["a", "b", "c", "d"]]}) for form in FORMATS)


def test_the_two_alias_lists_are_told_apart_by_their_codes():
    for code, name in [("sme", "beneficiary_type_alias"), ("showroom", "content_alias")]:
        grid = {"": [["alias", "code"], ["x", code]]}
        assert [form.name for form in FORMATS if form.recognise(grid)] == [f"reference_{name}"]
    assert not any(form.recognise({"": [["alias", "code"], ["x", "no-such-code"]]}) for form in FORMATS)


def test_a_bad_cell_is_told_with_its_place():
    (form,) = (form for form in FORMATS if form.name == "reference_price_index")
    answer = form.read(
        {"": [["year", "series", "value", "source"], ["2024", "cpi_vn", "many", "x"]]}, "p.csv"
    )
    assert answer.tables["price_index"] == []
    assert [(f.code, f.level, f.row, f.column, f.value) for f in answer.findings] == [
        ("cell_bad", "error", 2, "value", "many")
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [("province", "slug"), ("content", "code"), ("beneficiary_type", "code"), ("status", "code"), ("reason", "code"),
     ("population", "district_code"), ("price_index", "year"), ("ceiling", "rule_id"), ("commune_2025", "code")],
)  # fmt: skip
def test_codes_are_unique(name, key):
    assert [code for code, n in Counter(column(name, key)).items() if n > 1] == []


@pytest.mark.parametrize(
    ("aliases", "key", "target", "target_key"),
    [
        ("content_alias", "code", "content", "code"),
        ("beneficiary_type_alias", "code", "beneficiary_type", "code"),
        ("province_alias", "slug", "province", "slug"),
        ("ceiling", "content_code", "content", "code"),
        ("content", "parent", "content", "code"),
        ("province_part", "slug", "province", "slug"),
        ("province_part", "part_slug", "province", "slug"),
        ("population", "district_code", "district", "code"),
        ("difficult_area", "district_code", "district", "code"),
        ("crosswalk_district", "old_district_code", "district", "code"),
        ("crosswalk_district", "new_commune_code", "commune_2025", "code"),
    ],
)
def test_every_code_used_exists(aliases, key, target, target_key):
    assert set(column(aliases, key)) - {None} <= set(column(target, target_key))


@pytest.mark.parametrize("name", ["content_alias", "beneficiary_type_alias", "province_alias"])
def test_no_wording_means_two_things(name):
    assert [key for key, n in Counter(search_key(a) for a in column(name, "alias")).items() if n > 1] == []


def test_every_label_of_a_content_and_of_a_type_is_understood_as_itself():
    for name, aliases in [("content", "content_alias"), ("beneficiary_type", "beneficiary_type_alias")]:
        known = codes_by_alias(aliases, "code")
        assert {row["code"]: known[search_key(row["label_vi"])] for row in rows(name)} == {
            code: code for code in column(name, "code")
        }


def test_wordings_that_hold_several_contents_are_not_given_to_one():
    known = codes_by_alias("content_alias", "code")
    expected = {
        "ứng dụng máy móc thiết bị tiên tiến": "machinery_application",
        "mô hình trình diễn kỹ thuật": "demo_model_new",
        "mô hình trình diễn kỹ thuật và ứng dụng máy móc thiết bị tiên tiến": "technology_unsplit",
        "mô hình trình diễn kỹ thuật, chuyển giao công nghệ": "technology_unsplit",
        "dây chuyền sản xuất, ứng dụng máy móc thiết bị tiên tiến": "technology_unsplit",
        "ứng dụng máy móc thiết bị tiên tiến; bao bì": "unclassified",
        "hội nghị, hội chợ": "unclassified",
        "cơ khí": "unclassified",
        "đăng ký nhãn hiệu; phòng trưng bày": "product_development",
        "xử lý ô nhiễm môi trường": "linkage_cluster",
        "tập huấn": "unclassified",
        "tập huấn nghiệp vụ khuyến công": "staff_training",
        "chi phí quản lý": "programme_management",
        "xây dựng và phát triển thương hiệu": "trademark",
    }
    assert {wording: known.get(search_key(wording)) for wording in expected} == expected


@pytest.mark.parametrize("file", ["reported_figures.csv", "reported_projects.csv"])
def test_every_wording_and_province_of_the_published_figures_is_known(file):
    headings, *cells = read_sheets(REPORTED / file, file)[""]
    written = {key: {row[headings.index(key)] for row in cells} - {""} for key in ("content", "province")}
    contents, provinces = codes_by_alias("content_alias", "code"), codes_by_alias("province_alias", "slug")
    assert {w for w in written["content"] if search_key(w) not in contents} <= {"khuyến công có thu hồi"}
    assert {w for w in written["province"] if search_key(w) not in provinces} == set()


def test_recoverable_support_is_a_way_of_paying_and_no_content():
    assert search_key("khuyến công có thu hồi") not in codes_by_alias("content_alias", "code")


def test_contents_have_two_levels_and_a_first_level_one_is_its_own_parent():
    for row in rows("content"):
        assert (row["level"] == 1) == (row["parent"] == row["code"]), row["code"]
        parent = next(other for other in rows("content") if other["code"] == row["parent"])
        assert parent["level"] == 1
    assert sorted(column("content", "sort")) == column("content", "sort")


def test_the_three_contents_of_2025_and_only_they_begin_on_their_day():
    begun = {row["code"]: row["valid_from"] for row in rows("content") if row["valid_from"]}
    day = dt.date(2025, 10, 15)
    assert begun == dict.fromkeys(
        ("sustainable_production", "digital_transformation", "artisan_support"), day
    )


def groups(key):
    """Group label -> codes, the cells that are none left out."""
    found = {}
    for row in rows("content"):
        if row[key]:
            found.setdefault(row[key], set()).add(row["code"])
    return found


def children(parent):
    return {row["code"] for row in rows("content") if row["parent"] == parent}


def test_the_nine_groups_of_the_decree_are_the_nine_parents_with_all_their_children():
    parents = ["vocational_training", "management_capacity", "technology", "product_development", "advisory",
               "information", "linkage_cluster", "international_cooperation", "promotion_capacity"]  # fmt: skip
    assert sorted(map(sorted, groups("decree_9").values())) == sorted(sorted(children(p)) for p in parents)


def test_programme_1881_joins_people_and_splits_off_cleaner_production_and_advice():
    cleaner = {"cleaner_production_pilot", "establishment_pollution_treatment"}
    expected = [
        children("vocational_training") | children("management_capacity") | {"advisory_service"},
        children("technology") - cleaner,
        cleaner,
        children("product_development"),
        children("information") | {"policy_access_guidance"},
        children("linkage_cluster") - cleaner,
        children("promotion_capacity"),
    ]
    assert sorted(map(sorted, groups("programme_1881_7").values())) == sorted(map(sorted, expected))


def test_programme_136_joins_advice_and_information_and_knows_no_cleaner_production():
    cleaner = {"cleaner_production_pilot", "establishment_pollution_treatment"}
    expected = [
        children("vocational_training"),
        children("management_capacity"),
        children("technology") - cleaner,
        children("product_development"),
        children("advisory") | children("information"),
        children("linkage_cluster") - cleaner,
        children("promotion_capacity"),
    ]
    assert sorted(map(sorted, groups("programme_136_7").values())) == sorted(map(sorted, expected))


def test_a_grouping_that_does_not_know_a_content_says_empty_text_and_not_null():
    for row in rows("content"):
        assert None not in (row["decree_9"], row["programme_1881_7"], row["programme_136_7"])


def test_provinces_are_63_then_34_and_the_simulated_one_borrows_a_map():
    assert Counter(column("province", "kind")) == {
        "province_63": 63, "province_34": 34, "simulated": 1, "country": 1, "region": 1, "unknown": 1,
    }  # fmt: skip
    by_slug = {row["slug"]: row for row in rows("province")}
    assert (by_slug["gia-lai"]["code"], by_slug["gia-lai"]["valid_to"]) == ("64", dt.date(2025, 7, 1))
    assert (by_slug["gia-lai-2025"]["code"], by_slug["gia-lai-2025"]["valid_from"]) == (
        "52",
        dt.date(2025, 7, 1),
    )
    assert by_slug["demo"]["map_code"] == "64"
    assert "mô phỏng" in by_slug["demo"]["name"]
    assert by_slug["viet-nam"]["code"] == ""
    assert by_slug["ha-noi"]["code"] == "01"


def test_every_choice_lists_itself_and_today_s_provinces_also_what_they_were_made_of():
    parts = {}
    for row in rows("province_part"):
        parts.setdefault(row["slug"], []).append(row["part_slug"])
    assert set(parts) == set(column("province", "slug"))
    assert all(slug in made_of for slug, made_of in parts.items())
    assert parts["gia-lai"] == ["gia-lai"]
    assert sorted(parts["gia-lai-2025"]) == ["binh-dinh", "gia-lai", "gia-lai-2025"]
    assert sorted(parts["can-tho-2025"]) == ["can-tho", "can-tho-2025", "hau-giang", "soc-trang"]
    old = Counter(
        p for slug, made_of in parts.items() if slug.endswith("-2025") for p in made_of if p != slug
    )
    assert len(old) == 63 and set(old.values()) == {1}


@pytest.mark.parametrize(
    ("written", "slug"),
    [("Đăk Lăk", "dak-lak"), ("ĐắkLắk", "dak-lak"), ("TP. HCM", "ho-chi-minh"), ("TP. Hồ Chí Minh", "ho-chi-minh"),
     ("Hoà Bình", "hoa-binh"), ("Tỉnh Hòa Bình", "hoa-binh"), ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"),
     ("Thừa Thiên Huế", "hue"), ("Cả nước", "viet-nam"), ("Miền Trung - Tây Nguyên", "mien-trung-tay-nguyen"),
     ("Miền Trung - Tây Nguyên (15 tỉnh)", "mien-trung-tay-nguyen"), ("Gia Lai", "gia-lai")],
)  # fmt: skip
def test_provinces_are_known_by_the_spellings_that_people_use(written, slug):
    assert codes_by_alias("province_alias", "slug").get(search_key(written)) == slug


def test_only_confirmed_national_ceilings_are_shipped():
    shipped = {row["rule_id"]: (row["percent_max"], row["cap_vnd"]) for row in rows("ceiling")}
    million = 1_000_000
    assert shipped == {
        "ttlt-26-2014.startup_support": (None, 10 * million),
        "ttlt-26-2014.demo_model_new": (30, 500 * million),
        "ttlt-26-2014.demo_model_replicate": (None, 100 * million),
        "ttlt-26-2014.machinery_application": (50, 200 * million),
        "ttlt-26-2014.fair_abroad": (100, None),
        "ttlt-26-2014.product_voting.regional": (None, 100 * million),
        "ttlt-26-2014.product_voting.national": (None, 200 * million),
        "ttlt-26-2014.establishment_pollution_treatment": (30, 300 * million),
        "ttlt-26-2014.cluster_infrastructure": (None, 3_000 * million),
        "tt-28-2018.startup_support": (None, 10 * million),
        "tt-28-2018.demo_model_new": (30, 1_000 * million),
        "tt-28-2018.machinery_application": (50, 300 * million),
        "tt-28-2018.production_line": (50, 450 * million),
        "tt-28-2018.fair_abroad": (100, None),
        "tt-28-2018.product_voting.regional": (None, 200 * million),
        "tt-28-2018.product_voting.national": (None, 400 * million),
        "tt-28-2018.relocation_interest": (50, 500 * million),
        "tt-28-2018.cluster_infrastructure": (None, 6_000 * million),
    }


def test_clauses_are_named_only_where_a_source_names_them():
    assert {row["rule_id"]: row["article"] for row in rows("ceiling") if row["article"]} == {
        "tt-28-2018.demo_model_new": "Điều 8 khoản 2",
        "tt-28-2018.machinery_application": "Điều 8 khoản 4",
        "tt-28-2018.production_line": "Điều 8 khoản 4",
        "tt-28-2018.fair_abroad": "Điều 8 khoản 6",
        "tt-28-2018.relocation_interest": "Điều 8 khoản 14",
    }
    assert all(row["source"].startswith("http") for row in rows("ceiling"))


def test_one_regime_of_ceilings_ends_on_the_day_the_next_begins():
    ends = {row["rule_id"].split(".")[0]: (row["valid_from"], row["valid_to"]) for row in rows("ceiling")}
    assert ends == {
        "ttlt-26-2014": (dt.date(2014, 4, 8), dt.date(2018, 5, 11)),
        "tt-28-2018": (dt.date(2018, 5, 11), None),
    }


def test_prices_are_annual_from_2010_to_2025_without_a_gap():
    index = {row["year"]: row["value"] for row in rows("price_index")}
    assert list(index) == list(range(2010, 2026))
    assert (index[2010], index[2022], index[2025]) == (
        Decimal("100.00"),
        Decimal("177.31"),
        Decimal("195.98"),
    )
    assert set(column("price_index", "series")) == {"cpi_vn"}


def test_the_2019_census_counts_every_district_of_its_day_and_adds_up():
    assert sum(column("population", "population")) == 96_208_984
    assert all(row["urban"] + row["rural"] == row["population"] for row in rows("population"))
    alive = {r["code"] for r in rows("district") if r["valid_from"] <= dt.date(2019, 4, 1) < r["valid_to"]}
    assert set(column("population", "district_code")) <= alive


def test_shares_that_are_not_known_are_null_and_not_zero():
    unknown = [row for row in rows("crosswalk_district") if row["share_of_district_area"] is None]
    assert sorted(row["old_district_code"] for row in unknown) == ["318", "471", "498", "576", "755"]


def test_status_groups_say_what_is_done_and_what_ended():
    by_group = {}
    for row in rows("status"):
        by_group.setdefault(row["group"], set()).add(row["code"])
    assert by_group["done"] == {"accepted", "liquidated", "settled"}
    assert by_group["ended"] == {"stopped", "rejected", "withdrawn"}
    assert set(by_group) == {"done", "underway", "ended"}


def test_natural_persons_are_households_and_artisans():
    persons = {row["code"] for row in rows("beneficiary_type") if row["natural_person"]}
    assert persons == {"business_household", "artisan"}
