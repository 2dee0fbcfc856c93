import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.format import (
    UNITS,
    administrative_date,
    amount,
    count,
    date_text,
    decimals_of,
    money_text,
    number,
    percent,
    ratio,
)

DOT = str.maketrans({".": None, ",": "."})


@pytest.mark.parametrize(
    ("vnd", "decimals", "text"),
    [
        (60_182_000_000, 2, "60,18 tỷ"),
        (42_995_000_000, 2, "43,00 tỷ"),
        (12_982_000_000, 1, "13,0 tỷ"),
        (478_000_000, 0, "478 triệu"),
        (5_839_093_000, 2, "5,84 tỷ"),
        (1_755_000_000, 0, "2 tỷ"),
        (500_000, 2, "500.000 đồng"),
        (0, 2, "0 đồng"),
        (-42_995_000_000, 2, "-43,00 tỷ"),
        (5_000_000_000_000, 1, "5.000,0 tỷ"),
    ],
)
def test_an_amount_is_said_in_its_scale_rounded_half_up(vnd, decimals, text):
    assert money_text(vnd, "vi", decimals) == text


@pytest.mark.parametrize(
    ("vnd", "text"),
    [
        (42_995_000_000, "42,995 tỷ"),
        (478_000_000, "478 triệu"),
        (87_790_000, "87,79 triệu"),
        (999_999_999, "999,999999 triệu"),
        (1, "1 đồng"),
    ],
)
def test_an_exact_amount_loses_nothing(vnd, text):
    assert money_text(vnd, "vi", exact=True) == text


@pytest.mark.parametrize(
    ("vnd", "text"), [(999_994_999, "999,99 triệu"), (999_995_000, "1,00 tỷ"), (999_999, "999.999 đồng")]
)
def test_an_amount_that_rounds_up_to_the_next_scale_is_said_in_it(vnd, text):
    assert money_text(vnd) == text


def test_english_amounts_use_bn_and_m():
    assert money_text(60_182_000_000, "en") == "60.18 bn"
    assert money_text(478_500_000, "en", 1) == "478.5 m"
    assert money_text(500_000, "en") == "500,000 đồng"


def test_half_is_rounded_away_from_zero_and_floats_are_taken_as_printed():
    assert [number(v, "vi", 2) for v in (2.675, 1.005, Decimal("-2.675"))] == ["2,68", "1,01", "-2,68"]
    assert [count(v) for v in (0.5, 1.5, 2.5)] == ["1", "2", "3"]


def test_a_negative_zero_is_never_shown():
    assert number(-0.001, "vi", 2) == "0,00"
    assert number(-0.0) == "0"
    assert percent(-0.0001) == "0,0\u00a0%"


def test_percent_takes_a_share_and_stands_off_by_a_no_break_space_in_vietnamese():
    assert percent(0.366) == "36,6\u00a0%"
    assert percent(Decimal("0.15"), "vi", 0) == "15\u00a0%"
    assert percent(2.467, "en") == "246.7%"


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT, Decimal("NaN")])
def test_missing_is_a_dash_and_never_zero(missing):
    shown = [
        money_text(missing),
        amount(missing),
        number(missing),
        percent(missing),
        ratio(missing),
        count(missing),
    ]
    assert {*shown, date_text(missing), administrative_date(missing)} == {"—"}
    assert money_text(0) != "—"


def test_an_amount_in_a_table_is_whole_unless_decimals_are_asked_for():
    assert amount(5_839_093_000) == "5.839,093"
    assert amount(5_839_093_000, "triệu đồng", "vi", 1) == "5.839,1"
    assert amount(5_839_093_000, "đồng", "en") == "5,839,093,000"
    assert amount(1, "tỷ đồng") == "0,000000001"


def test_an_unknown_unit_and_an_infinite_number_are_refused():
    with pytest.raises(ValueError, match="quan tiền"):
        amount(1, "quan tiền")
    with pytest.raises(ValueError, match="finite"):
        ratio(float("inf"))


def test_ratios_counts_and_plain_numbers_follow_the_language():
    assert ratio(1.199) == "1,20"
    assert ratio(1.199, "en") == "1.20"
    assert count(1_234_567) == "1.234.567"
    assert number(1234.5) == "1.234,5"
    assert number(1234.5, "en") == "1,234.5"


def test_dates_are_written_as_vietnamese_and_as_english_readers_expect():
    day = dt.date(2020, 11, 20)
    assert date_text(day) == "20/11/2020"
    assert date_text(dt.datetime(2021, 9, 9, 8, 30)) == "09/09/2021"
    assert date_text(day, "en") == "20 November 2020"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2020, 11, 20), "ngày 20 tháng 11 năm 2020"),
        (dt.date(2021, 2, 5), "ngày 05 tháng 02 năm 2021"),
        (dt.date(2021, 7, 15), "ngày 15 tháng 7 năm 2021"),
    ],
)
def test_an_administrative_date_pads_small_days_and_the_first_two_months(day, text):
    assert administrative_date(day) == text


@given(st.decimals(-(10**20), 10**20, allow_nan=False, places=4), st.integers(0, 6))
def test_a_shown_number_reads_back_as_the_rounded_number(value, decimals):
    expected = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) if decimals < 4 else value
    shown = number(value, "vi", decimals)

    assert Decimal(shown.translate(DOT)) == expected
    assert not shown.startswith("-0") or expected != 0
    assert number(value, "en", decimals).translate(str.maketrans(",.", ".,")) == shown


@given(st.integers(-(10**16), 10**16))
def test_an_exact_amount_reads_back_to_the_dong(vnd):
    figure, word = money_text(vnd, exact=True).split(" ")
    scale = {"tỷ": 10**9, "triệu": 10**6, "đồng": 1}[word]

    assert Decimal(figure.translate(DOT)) * scale == vnd


@given(st.integers(-(10**15), 10**15), st.sampled_from(sorted(UNITS)))
def test_a_table_figure_times_its_unit_is_the_amount(vnd, unit):
    assert Decimal(amount(vnd, unit).translate(DOT)) * UNITS[unit] == vnd


def test_decimals_needed_are_counted_without_trailing_zeros():
    assert [decimals_of(v) for v in (Decimal("1.500"), 100, 0, None, 1 / 3)] == [1, 0, 0, 0, 6]
    assert decimals_of(Decimal("5839.0930"), most=3) == 3
