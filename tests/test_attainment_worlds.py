"""Worlds of plans: every metric of plans and payments is what the oracle says."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.filters import Filters
from analytics.metrics import METRICS
from tests import worlds
from tests.comparison import disagreements
from tests.reference import Oracle
from tests.reference_attainment import METRICS as OF_PLANS
from tests.reference_delivery import METRICS as OF_DELIVERY
from tests.reference_records import staged

MILLION = worlds.MILLION


def plan(measure: str, value: int, first: int = 2015, last: int | None = None, **changes) -> dict:
    """One row of the sheet Kế hoạch; `value` in triệu đồng for money."""
    row = {
        "province": "gia-lai", "programme": "Kế hoạch", "period_start": dt.date(first, 1, 1), "period_end": dt.date(last or first, 12, 31), "measure": measure,
        "tier": "local", "content_code": None, "version": "original", "value": value if measure in ("projects", "trainees") else value * MILLION, "document": None, "sequence": 1,
    }  # fmt: skip
    return {"file": "world.xlsx", "sheet": "Kế hoạch", "row": 2} | row | changes


MEASURES = ("projects", "state_support", "counterpart", "trainees")
PERIODS = ((2014, 2014), (2015, 2015), (2016, 2016), (2014, 2016), (2015, 2018))
TIERS = ("national", "local", "all")


@st.composite
def planned_worlds(draw) -> dict:
    """Some projects at any stage, plans of one or several years from sheet and reports, and figures stated of the same periods."""
    rows: dict = {"projects": [], "funding": [], "plans": [], "figures": []}
    for n in range(draw(st.integers(0, 6))):
        place = {"province": draw(st.sampled_from(("gia-lai", "gia-lai", "binh-dinh")))}
        rows["projects"].append(
            worlds.project(
                f"A{n}", plan_year=draw(st.sampled_from((2014, 2015, 2016))), status=draw(st.sampled_from(("accepted", "settled", "in_progress", "stopped", "approved"))),
                tier=draw(st.sampled_from(("national", "local"))), trainees=draw(st.sampled_from((None, 0, 30))), started_on=draw(st.sampled_from((None, dt.date(2015, 4, 1)))),
                content_code=draw(st.sampled_from(("trademark", "vocational_training", "programme_management"))), repayable=draw(st.sampled_from(("no", "no", "yes"))), **place,
            )
        )  # fmt: skip
        for payer in ("national", "local", "counterpart"):
            stages = st.lists(st.sampled_from(("planned", "adjusted", "advanced", "accepted", "settled")), max_size=4, unique=True)  # fmt: skip
            rows["funding"] += [
                worlds.money(f"A{n}", payer, draw(st.sampled_from((0, 50, 120))), stage, **place)
                for stage in draw(stages)
            ]
    sheet = st.tuples(st.sampled_from(("gia-lai", "binh-dinh")), st.sampled_from(PERIODS), st.sampled_from(MEASURES), st.sampled_from(TIERS), st.sampled_from(("original", "original", "adjusted")))  # fmt: skip
    for province, period, measure, tier, version in draw(st.lists(sheet, max_size=10, unique=True)):
        rows["plans"].append(plan(measure, draw(st.integers(0, 9)), *period, province=province, tier=tier, version=version))  # fmt: skip
    stated = st.tuples(st.sampled_from(("gia-lai", "binh-dinh")), st.sampled_from(PERIODS), st.sampled_from(MEASURES[:3]), st.sampled_from((*TIERS, None)), st.sampled_from(("plan", "actual", "actual")), st.sampled_from((None, None, 1)))  # fmt: skip
    for n, (province, (first, last), measure, tier, basis, batch) in enumerate(draw(st.lists(stated, max_size=8, unique=True))):  # fmt: skip
        value = draw(st.integers(0, 9)) * (1 if measure == "projects" else MILLION)
        rows["figures"].append(worlds.figure(n, measure, value, first, tier, province=province, basis=basis, batch=batch, is_rate=draw(st.sampled_from((False, False, True))), period_end=dt.date(last, 12, 31)))  # fmt: skip
    return rows


CHOICES = st.builds(
    Filters,
    province=st.sampled_from(("gia-lai", "gia-lai", "binh-dinh", "gia-lai-2025")),
    years=st.sampled_from((None, (2015, 2015), (2014, 2016), (2014, 2018), (2015, 2016))),
    tier=st.sampled_from((None, None, "national", "local")),
    batch=st.sampled_from((None, None, 1)),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(planned_worlds(), CHOICES)
def test_in_any_world_of_plans_every_metric_of_them_is_what_the_oracle_says(rows, filters):
    world = worlds.make(**rows)
    oracle = Oracle(staged(world))
    questions = [
        (key, dims)
        for key in (*OF_PLANS, *OF_DELIVERY)
        for dims in ((), ("version",), ("plan_period",), ("year",), ("version", "plan_period"), ("tier",), ("content_parent",))
        if set(dims) <= set(METRICS[key].dims)
    ]  # fmt: skip
    found = [line for key, dims in questions for line in disagreements(world, key, dims, filters, oracle)]
    assert not found, "\n".join(found)
