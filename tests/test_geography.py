"""Districts change: the map and the names of a day are those of that day."""

import csv
import datetime as dt
from itertools import pairwise

import pytest

from data.geography import (
    FIRST_DAY,
    FOLDER,
    LAST_DAY,
    district_code,
    districts_on,
    provinces_34,
    provinces_63,
)

BEFORE_MERGER = "2025-06-30"


def codes(day, province_code=None):
    return [feature["id"] for feature in districts_on(day, province_code)["features"]]


def polygons(feature):
    shape = feature["geometry"]
    return [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]


def signed_area(ring):
    """Square degrees; above 0 where the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def area(features):
    """Outer rings run clockwise (negative) and holes the other way, so that the sum is minus the area."""
    return -sum(signed_area(ring) for f in features for polygon in polygons(f) for ring in polygon)


def register(day):
    with (FOLDER / "district.csv").open(encoding="utf-8", newline="") as lines:
        return {r["code"]: r["name"] for r in csv.DictReader(lines) if r["valid_from"] <= day < r["valid_to"]}


def test_gia_lai_has_17_distinct_areas_before_the_merger():
    features = districts_on(BEFORE_MERGER, "64")["features"]
    assert len({f["id"] for f in features}) == 17
    assert len({str(f["geometry"]) for f in features}) == 17
    assert features[0]["properties"] == {
        "code": "622", "name": "Thành phố Pleiku", "type": "Thành phố", "province_code": "64",
    }  # fmt: skip


def test_the_districts_of_every_province_fill_it_without_a_gap_or_an_overlap():
    for province in provinces_63()["features"]:
        inside = area(districts_on(BEFORE_MERGER, province["id"])["features"])
        assert inside == pytest.approx(area([province]), rel=1e-3), province["properties"]["name"]


def test_a_district_that_lies_around_another_keeps_its_hole():
    (around,) = (f for f in districts_on(BEFORE_MERGER, "46")["features"] if f["id"] == "474")
    assert around["properties"]["name"] == "Quận Thuận Hóa"
    assert [len(polygon) for polygon in polygons(around)] == [2]


def test_kien_tuong_is_cut_out_of_moc_hoa_in_march_2013():
    before, after = codes("2013-03-18", "80"), codes("2013-03-19", "80")
    assert set(after) - set(before) == {"795"}

    def size(day, code):
        return area([f for f in districts_on(day, "80")["features"] if f["id"] == code])

    assert size("2013-03-19", "798") + size("2013-03-19", "795") == pytest.approx(
        size("2013-03-18", "798"), rel=1e-3
    )


def test_thu_duc_city_takes_the_place_of_three_districts_in_2021():
    before, after = set(codes("2020-12-31", "79")), set(codes("2021-01-01", "79"))
    assert (before - after, after - before) == ({"762", "763"}, set())
    names = {f["id"]: f["properties"]["name"] for f in districts_on("2021-01-01", "79")["features"]}
    assert names["769"] == "Thành phố Thủ Đức"
    three = [f for f in districts_on("2020-12-31", "79")["features"] if f["id"] in {"762", "763", "769"}]
    one = [f for f in districts_on("2021-01-01", "79")["features"] if f["id"] == "769"]
    assert area(one) == pytest.approx(area(three), rel=1e-3)
    assert [len(polygon) for polygon in polygons(one[0])] == [1], "the lines between the three are gone"


@pytest.mark.parametrize(("day", "count"), [("2012-01-01", 698), ("2016-12-31", 713), (BEFORE_MERGER, 696)])
def test_every_district_of_the_register_has_a_shape_and_its_name_of_that_day(day, count):
    shown = {f["id"]: f["properties"]["name"] for f in districts_on(day)["features"]}
    assert len(shown) == count
    assert shown == register(day)


def test_codes_are_text_with_their_leading_zeros():
    assert codes(BEFORE_MERGER, "01")[0] == "001"
    assert all(isinstance(code, str) and len(code) == 3 for code in codes(BEFORE_MERGER))


@pytest.mark.parametrize(
    "layer",
    [lambda: districts_on("2012-06-30"), lambda: districts_on(BEFORE_MERGER), provinces_63, provinces_34],
    ids=["districts 2012", "districts 2025", "63", "34"],
)
def test_outer_rings_run_clockwise_and_holes_the_other_way_and_all_are_closed(layer):
    for feature in layer()["features"]:
        for polygon in polygons(feature):
            for place, ring in enumerate(polygon):
                assert ring[0] == ring[-1] and len(ring) >= 4, feature["id"]
                assert (signed_area(ring) < 0) == (place == 0), feature["id"]


def test_coordinates_lie_in_viet_nam_and_are_short():
    points = [
        p
        for f in districts_on(BEFORE_MERGER)["features"]
        for pol in polygons(f)
        for ring in pol
        for p in ring
    ]
    assert all(102 < x < 118 and 6 < y < 24 for x, y in points)
    assert all(round(x, 4) == x and round(y, 4) == y for x, y in points)


def test_provinces_are_63_and_34_and_cover_the_same_land():
    old, new = provinces_63()["features"], provinces_34()["features"]
    assert (len(old), len(new)) == (63, 34)
    assert area(old) == pytest.approx(area(new), rel=1e-4)
    assert {f["properties"]["new_province_code"] for f in old} == {f["id"] for f in new}
    assert next(f for f in new if f["id"] == "52")["properties"]["name"] == "Tỉnh Gia Lai"
    assert next(f for f in old if f["id"] == "52")["properties"]["name"] == "Tỉnh Bình Định"


def test_a_day_outside_the_register_is_answered_by_its_nearest_day():
    assert codes("2009-12-31", "67") == codes(FIRST_DAY, "67")
    assert codes(dt.date(2026, 1, 1), "64") == codes(LAST_DAY, "64")
    assert district_code("Krông Nô", "67", "2009-12-31") == "664"


def test_an_unknown_province_has_no_features_and_a_bad_day_is_refused():
    assert districts_on(BEFORE_MERGER, "99") == {"type": "FeatureCollection", "features": []}
    with pytest.raises(ValueError):
        districts_on("31/12/2022", "64")


@pytest.mark.parametrize(
    ("name", "province_code", "day", "code"),
    [
        ("Kỳ Anh", "42", "2018-12-31", None),
        ("Thị xã Kỳ Anh", "42", "2018-12-31", "449"),
        ("TX. Kỳ Anh", "42", "2018-12-31", "449"),
        ("Huyện Kỳ Anh", "42", "2018-12-31", "447"),
        ("Kỳ Anh", "42", "2014-12-31", "447"),
        ("Thị xã Kỳ Anh", "42", "2014-12-31", None),
        ("Chư Păh", "64", "2022-12-31", "627"),
        ("huyện Chư Pah", "64", "2022-12-31", "627"),
        ("TP.Pleiku", "64", "2022-12-31", "622"),
        ("622", "64", "2022-12-31", "622"),
        ("622", "66", "2022-12-31", None),
        ("Quan Hóa", "38", "2022-12-31", "385"),
        ("Quan Hoá", "38", "2022-12-31", "385"),
        ("Quận 1", "79", "2022-12-31", "760"),
        ("Q1", "79", "2022-12-31", "760"),
        ("Quận Thủ Đức", "79", "2020-12-31", "762"),
        ("Quận Thủ Đức", "79", "2021-12-31", None),
        ("Châu Thành", "80", "2021-12-31", "808"),
        ("Châu Thành", "64", "2021-12-31", None),
        ("Chỗ không có", "64", "2021-12-31", None),
        ("", "64", "2021-12-31", None),
        (None, "64", "2021-12-31", None),
    ],
)
def test_a_written_name_is_one_district_of_its_province_on_its_day_or_none(name, province_code, day, code):
    assert district_code(name, province_code, day) == code


def test_a_name_from_before_an_upgrade_is_understood_while_the_unit_lives():
    assert register("2021-12-31")["697"] == "Huyện Chơn Thành"
    assert register("2023-12-31")["697"] == "Thị xã Chơn Thành"
    assert district_code("Huyện Chơn Thành", "70", "2023-12-31") == "697"


def test_every_full_name_of_the_register_finds_its_own_code_on_every_new_year_s_eve():
    with (FOLDER / "district.csv").open(encoding="utf-8", newline="") as lines:
        history = list(csv.DictReader(lines))
    for year in range(2012, 2025):
        day = f"{year}-12-31"
        for row in history:
            if row["valid_from"] <= day < row["valid_to"]:
                assert district_code(row["name"], row["province_code"], day) == row["code"], (
                    day,
                    row["name"],
                )
