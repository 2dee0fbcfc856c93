"""What the reader chose: there and back through the address, and nothing of what an address makes up."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.codes import codes
from analytics.filters import BASES, LENSES, TIERS, Filters, Known, from_url, parse_years
from analytics.metrics import METRICS
from analytics.query import ask

KNOWN = Known(
    provinces=frozenset({"demo", "gia-lai", "gia-lai-2025", "soc-trang"}),
    contents=frozenset({"technology", "machinery_application", "trademark"}),
    beneficiary_types=frozenset({"sme", "cooperative", "group"}),
    districts=frozenset({"622", "623", "633"}),
    price_years=frozenset(range(2010, 2026)),
)


def several(values) -> st.SearchStrategy:
    return st.lists(st.sampled_from(sorted(values)), unique=True, max_size=3).map(tuple)


def or_none(strategy) -> st.SearchStrategy:
    return st.one_of(st.none(), strategy)


YEARS = st.tuples(st.integers(1990, 2100), st.integers(1990, 2100)).map(sorted).map(tuple)
FILTERS = st.builds(
    Filters,
    province=st.sampled_from(sorted(KNOWN.provinces)),
    years=or_none(YEARS),
    tier=or_none(st.sampled_from(TIERS)),
    contents=several(KNOWN.contents),
    beneficiary_types=several(KNOWN.beneficiary_types),
    districts=several(KNOWN.districts),
    lens=st.sampled_from(LENSES),
    prices=or_none(st.sampled_from(sorted(KNOWN.price_years))),
    management=st.booleans(),
    basis=st.sampled_from(BASES),
    batch=or_none(st.integers(0, 99)),
)


@given(FILTERS)
def test_any_choice_comes_back_from_its_address(filters):
    read = from_url(filters.to_url(), KNOWN)

    assert (read.filters, read.refused) == (filters, [])


def test_the_default_choice_has_an_empty_address():
    assert Filters().to_url() == {}


def test_every_field_but_the_default_is_in_the_address():
    changed = Filters(
        province="gia-lai", years=(2015, 2016), tier="local", contents=("trademark",), beneficiary_types=("sme",), districts=("622",),
        lens="state", prices=2020, management=False, basis="plan", batch=1,
    )  # fmt: skip

    assert set(changed.to_url()) == {field.name for field in dataclasses.fields(Filters)}


NAMES = (
    "province",
    "years",
    "tier",
    "contents",
    "beneficiary_types",
    "districts",
    "lens",
    "prices",
    "management",
    "basis",
    "batch",
)


@given(st.dictionaries(st.sampled_from((*NAMES, "khác")), st.text(max_size=30), max_size=6))
def test_whatever_stands_in_an_address_only_known_codes_come_through(params):
    read = from_url(params, KNOWN)
    chosen = read.filters

    assert chosen.province in KNOWN.provinces
    assert set(chosen.contents) <= KNOWN.contents and set(chosen.districts) <= KNOWN.districts
    assert set(chosen.beneficiary_types) <= KNOWN.beneficiary_types
    assert chosen.prices is None or chosen.prices in KNOWN.price_years
    assert (chosen.tier is None or chosen.tier in TIERS) and chosen.lens in LENSES and chosen.basis in BASES
    assert chosen.years is None or chosen.years[0] <= chosen.years[1]
    assert from_url(chosen.to_url(), KNOWN).filters == chosen


@pytest.mark.parametrize(
    "name, value",
    [
        ("province", "sao-hoa"),
        ("province", "demo'; DROP TABLE cube; --"),
        ("province", "../../etc"),
        ("years", "2016-2014"),
        ("years", "2016-2018-2020"),
        ("years", "16"),
        ("years", "2016 OR 1=1"),
        ("tier", "all"),
        ("contents", "machinery_application') OR ('1'='1"),
        ("beneficiary_types", "<script>alert(1)</script>"),
        ("districts", "622'"),
        ("lens", "profit"),
        ("prices", "1066"),
        ("prices", "-2020"),
        ("management", "maybe"),
        ("basis", "actual UNION SELECT 1"),
        ("batch", "-1"),
        ("batch", "1000"),
    ],
)
def test_an_unknown_code_or_injected_text_is_refused_and_told(name, value):
    read = from_url({name: value}, KNOWN)

    assert read.filters == Filters()
    assert read.refused == [(name, value)]


def test_of_several_codes_the_known_stay_once_and_the_others_are_told():
    read = from_url({"contents": "trademark,nothing,trademark,technology"}, KNOWN)

    assert read.filters.contents == ("trademark", "technology")
    assert read.refused == [("contents", "nothing")]


def test_what_is_told_of_a_long_text_is_short():
    ((_, told),) = from_url({"province": "x" * 5000}, KNOWN).refused

    assert len(told) == 80


@pytest.mark.parametrize(
    "text, years",
    [
        ("2022", (2022, 2022)),
        ("2016-2018", (2016, 2018)),
        ("2018-2016", None),
        ("", None),
        ("abcd", None),
        ("2016-", None),
    ],
)
def test_years_as_an_address_writes_them(text, years):
    assert parse_years(text) == years


INJECTED = (
    "' OR '1'='1",
    "machinery_application') OR ('1'='1",
    "x; DROP TABLE cube; --",
    "$nothing",
    "{where}",
)


@pytest.mark.parametrize("text", INJECTED)
def test_text_that_reaches_a_question_stays_a_value(shipped, text):
    before = ask(shipped, "state_support", (), Filters()).value
    for field in ("contents", "beneficiary_types", "districts"):
        answer = ask(shipped, "state_support", ("year",), Filters().but(**{field: (text,)}))
        assert (answer.value, answer.rows) == (None, ())
        quoted = "'" + text.replace("'", "''") + "'"
        assert quoted in answer.sql and text not in answer.sql.replace(quoted, "")
        assert [row["numerator"] for row in shipped.rows(answer.sql)] in ([], [None])
    assert ask(shipped, "state_support", (), Filters(tier=text)).value is None
    assert ask(shipped, "state_support", (), Filters()).value == before


def test_what_a_snapshot_knows_is_what_an_address_may_say(shipped):
    known = codes(shipped).known

    assert {"demo", "gia-lai", "gia-lai-2025", "soc-trang"} <= known.provinces
    assert {"technology", "machinery_application"} <= known.contents
    assert (
        {"sme", "group"} <= known.beneficiary_types and "622" in known.districts and 2020 in known.price_years
    )


@pytest.mark.parametrize("key", METRICS)
def test_an_unknown_dimension_is_refused_with_the_known_ones(shipped, key):
    with pytest.raises(ValueError, match="has no dimension"):
        ask(shipped, key, ("year; DROP TABLE cube",), Filters())
    with pytest.raises(ValueError, match="no metric"):
        ask(shipped, f"{key}'", (), Filters())
