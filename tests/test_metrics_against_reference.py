"""Every metric against the oracle: on invented worlds, and on the snapshot that ships."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from analytics.filters import Filters
from analytics.metrics import METRICS
from tests.comparison import disagreements, each_disagreement
from tests.invented import questions, worlds_of_projects
from tests.reference import ANSWERED, Oracle
from tests.reference_records import staged


def test_every_metric_has_its_oracle():
    assert set(METRICS) == set(ANSWERED)


@settings(
    max_examples=50,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(worlds_of_projects(), questions())
def test_in_any_small_world_every_metric_is_what_the_oracle_says(world, asked):
    found = list(each_disagreement(world.snapshot(), asked))
    assert not found, "\n".join(found)


FILTERS = (
    Filters(),
    Filters(prices=2020),
    Filters(years=(2016, 2019), tier="local"),
    Filters(contents=("technology",), management=False),
    Filters(districts=("622", "631")),
    Filters(beneficiary_types=("sme",)),
    Filters(basis="plan"),
    Filters(basis="underway"),
)


@pytest.fixture(scope="module")
def oracle(shipped):
    return Oracle(staged(shipped))


@pytest.mark.parametrize("key", ANSWERED)
def test_on_the_simulated_province_a_metric_is_what_the_oracle_says(shipped, oracle, key):
    dims = [(), *((dim,) for dim in METRICS[key].dims), METRICS[key].dims[:2]]
    asked = [(key, by, filters) for by in dims for filters in FILTERS]
    assert [line for question in asked for line in disagreements(shipped, *question, oracle)] == []


@pytest.mark.parametrize("province", ["lam-dong", "nghe-an", "dak-nong", "binh-dinh", "viet-nam"])
@pytest.mark.parametrize("basis", ["actual", "plan"])
def test_one_year_figures_stand_in_by_year_as_the_oracle_says(shipped, oracle, province, basis):
    filters = Filters(province=province, basis=basis)
    for key in (
        "state_support", "counterpart", "total_cost", "leverage", "projects", "evidence_share", "state_share_national", "national_support",
    ):  # fmt: skip
        for dims in (("year",), ("tier",), ("year", "tier")):
            if set(dims) <= set(METRICS[key].dims):
                assert disagreements(shipped, key, dims, filters, oracle) == []
                assert disagreements(shipped, key, dims, filters.but(years=(2014, 2025)), oracle) == []
