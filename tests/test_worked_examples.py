"""Every metric says what it is in both languages, and every worked example is right and comes out of the product."""

import dataclasses
from decimal import Decimal
from statistics import median

import pytest

from analytics.answer import Scope
from analytics.filters import Filters
from analytics.leverage import mix_and_within
from analytics.metrics import GROUPS, METRICS
from analytics.metrics.base import Metric
from analytics.query import ask
from analytics.text import LANGUAGES, Text

EXAMPLES = [(key, at) for key, metric in METRICS.items() for at in range(len(metric.examples))]
# The questions to which the first sources are the answer.
SOURCES = {
    "000": Filters(province="soc-trang", years=(2022, 2022)),
    "001": Filters(province="gia-lai", years=(2012, 2022)),
    "002": Filters(province="dak-lak", years=(2022, 2022), basis="plan", batch=1),
    "003": Filters(province="soc-trang", years=(2016, 2018)),
}
# What these sources tell, but not as the answer to one question: their arithmetic alone is tested.
TOLD_IN_PARTS = {("leverage_without", "001"), ("difficult_share", "001")}
OF_A_CONTENT = {("support_per_beneficiary", "001"): ("machinery_application",)}


def test_a_key_stands_once_and_under_itself():
    keys = [metric.key for _, group in GROUPS for metric in group]

    assert len(keys) == len(set(keys)) and set(keys) == set(METRICS)


@pytest.mark.parametrize("key", METRICS)
def test_a_metric_has_every_text_in_both_languages_and_an_example(key):
    metric = METRICS[key]
    texts = [f.name for f in dataclasses.fields(Metric) if isinstance(getattr(metric, f.name), Text)]

    assert {"label", "unit", "meaning", "formula", "misread", "edge"} <= set(texts)
    for name in texts:
        for language in LANGUAGES:
            assert getattr(metric, name)[language].strip(), f"{name} {language}"
    assert metric.label.vi != metric.label.en
    assert metric.examples
    for example in metric.examples:
        assert example.source in {*SOURCES, "made-up"}
        assert example.note is None or all(example.note[language].strip() for language in LANGUAGES)


def half_a_digit(value) -> float:
    """Half of the last digit that the example writes down."""
    exponent = Decimal(repr(value)).as_tuple().exponent
    return 0.5 * 10.0 ** min(exponent, 0) * 1.001


def worked(key: str, example) -> float:
    """The example's value from its two sides, or, where it is no quotient, from what its note tells."""
    if key == "leverage_median":
        return median((1.0, 2.0, 9.0))
    if key == "leverage_change":
        total, _ = mix_and_within({"A": (100, 50), "B": (0, 50)}, {"A": (150, 75), "B": (0, 25)})
        return total["value"]
    return example.numerator if example.denominator is None else example.numerator / example.denominator


@pytest.mark.parametrize("key, at", EXAMPLES)
def test_the_arithmetic_of_an_example_is_right(key, at):
    example = METRICS[key].examples[at]

    assert abs(worked(key, example) - example.value) <= half_a_digit(example.value)


@pytest.mark.parametrize(
    "key, at",
    [
        (key, at)
        for key, at in EXAMPLES
        if METRICS[key].examples[at].source in SOURCES
        and (key, METRICS[key].examples[at].source) not in TOLD_IN_PARTS
    ],
)
def test_an_example_of_a_source_comes_out_of_the_shipped_snapshot(shipped, key, at):
    example = METRICS[key].examples[at]
    filters = SOURCES[example.source].but(contents=OF_A_CONTENT.get((key, example.source), ()))
    answer = ask(shipped, key, (), filters)
    given = [(answer.total["numerator"], answer.total["denominator"], answer.value)]
    given += [(other.numerator, other.denominator, other.value) for other in answer.alternatives]
    given += [(row["numerator"], row["denominator"], row["value"]) for row in answer.rows]

    near = [
        (n, d)
        for n, d, value in given
        if value is not None and abs(value - example.value) <= half_a_digit(example.value)
    ]
    # A ratio's sides may be told from a narrower content than the example's, so both are held against it.
    assert (example.numerator, example.denominator) in near


def test_the_answer_of_soc_trang_in_2022_names_its_scope(shipped):
    answer = ask(shipped, "leverage", (), SOURCES["000"])

    assert round(answer.value, 3) == 1.199
    assert answer.scope == (Scope("content", "machinery_application"),)
    assert ask(shipped, "leverage", (), SOURCES["000"].but(contents=("machinery_application",))).scope == ()


def test_soc_trang_2016_2018_gives_the_stated_ratio_and_that_of_its_parts(shipped):
    answer = ask(shipped, "leverage", (), SOURCES["003"])

    assert round(answer.value, 3) == 7.667
    assert [(round(other.value, 3), other.why) for other in answer.alternatives] == [
        (7.540, "parts_disagree")
    ]


def test_gia_lai_2012_2022_and_its_national_share(shipped):
    assert round(ask(shipped, "leverage", (), SOURCES["001"]).value, 3) == 2.502
    assert round(ask(shipped, "state_share_national", (), SOURCES["001"]).value, 3) == 0.755


def test_the_simulated_province_has_the_same_ratio_from_records_and_says_that_it_is_simulated(shipped):
    answer = ask(shipped, "leverage", (), Filters(province="demo", years=(2012, 2022)))

    assert round(answer.value, 3) == 2.502
    assert (answer.basis, answer.simulated) == ("records", True)


def test_the_plan_of_dak_lak_2022_is_of_its_first_batch_and_is_no_actual(shipped):
    plan = SOURCES["002"]

    assert round(ask(shipped, "leverage", (), plan).value, 3) == 1.137
    assert Scope("batch", "1") in ask(shipped, "leverage", (), plan.but(batch=None)).scope
    assert ask(shipped, "leverage", (), plan.but(basis="actual")).value is None


def test_a_period_stated_together_has_no_constant_price_value_and_no_yearly_line(shipped):
    whole = ask(shipped, "state_support", (), SOURCES["001"].but(prices=2020))

    assert (whole.value, whole.reason) == (None, "several_years")
    assert ask(shipped, "state_support", ("year",), SOURCES["001"]).rows == ()
