"""Invented worlds for Hypothesis: a few projects with everything that makes counting hard, and questions to ask."""

import datetime as dt
from dataclasses import dataclass, field

from hypothesis import strategies as st

from analytics.filters import Filters
from analytics.metrics import METRICS
from tests import worlds
from tests.reference import ANSWERED

YEARS = (2009, 2014, 2015, 2016, 2017)  # 2009 has no price index
CONTENTS = ("machinery_application", "demo_model_new", "trademark", "programme_management")
STATUSES = ("accepted", "settled", "in_progress", "stopped")
# A rural district, a town, a name without its type, a code; province-wide, not recorded, no such place.
PLACES = ("Huyện Chư Sê", "Thành phố Pleiku", "Đức Cơ", "623", "Toàn tỉnh", None, "Huyện Không Có")
TYPES = ("sme", "cooperative")
PAYERS = ("national", "local", "other_state", "counterpart", "non_budget")
STAGES = ("registered", "planned", "adjusted", "contracted", "advanced", "accepted", "settled")
AMOUNTS = (0, 50, 120, 333, 1000)


@dataclass
class Rows:
    """The rows of one world, as `worlds.make` takes them."""

    projects: list = field(default_factory=list)
    funding: list = field(default_factory=list)
    support: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    activities: list = field(default_factory=list)
    awards: list = field(default_factory=list)
    collaborators: list = field(default_factory=list)

    def __repr__(self) -> str:
        """Short enough to be read in a failing test: each row without file, sheet, row and what is empty."""
        names = ("projects", "funding", "support", "figures", "activities", "awards", "collaborators")
        given = {name: getattr(self, name) for name in names}
        return "\n".join(f"{name}: {_short(row)}" for name, rows in given.items() for row in rows)

    def snapshot(self, patches=None):
        return worlds.make(
            self.projects, self.funding, self.support, self.figures, activities=self.activities, awards=self.awards, collaborators=self.collaborators, patches=patches,
        )  # fmt: skip


def _short(row: dict) -> str:
    dull = {"file", "sheet", "row", "title", "simulated"}
    return " ".join(f"{key}={value}" for key, value in row.items() if key not in dull and value is not None)


@st.composite
def worlds_of_projects(draw) -> Rows:
    """One to twelve projects of two provinces; some received twice, some split, some incomplete, some loans."""
    rows = Rows()
    for number in range(draw(st.integers(1, 12))):
        province = draw(st.sampled_from(("gia-lai", "gia-lai", "gia-lai", "binh-dinh")))
        sequences = draw(st.sampled_from(((1,), (1,), (1,), (1, 2), (2, 1))))
        for sequence in sequences:
            _project(draw, rows, f"A{number}", {"province": province, "sequence": sequence})
    if draw(st.booleans()):
        _figures(draw, rows)
    if draw(st.booleans()):
        _lists(draw, rows)
    return rows


def _project(draw, rows: Rows, code: str, place: dict) -> None:
    chance = draw(st.integers(0, 9))
    rows.projects.append(
        worlds.project(
            code,
            kind=draw(st.sampled_from(("task", "plan_item"))) if chance == 0 else "project",
            plan_year=draw(st.sampled_from(YEARS)),
            content_code=draw(st.sampled_from(CONTENTS)),
            tier=draw(st.sampled_from(("national", "local"))),
            district_as_reported=draw(st.sampled_from(PLACES)),
            status=draw(st.sampled_from(STATUSES)),
            classes=draw(st.sampled_from((None, None, 0, 2))),
            trainees=draw(st.sampled_from((None, None, 40))),
            repayable="yes"
            if chance == 1 or (chance == 0 and draw(st.booleans()))
            else draw(st.sampled_from(("no", "unknown"))),
            **place,
        )
    )
    if draw(st.booleans()):
        _with_complete_shares(draw, rows, code, place)
    else:
        _as_it_comes(draw, rows, code, place)


def _with_complete_shares(draw, rows: Rows, code: str, place: dict) -> None:
    """Shares that add up to the project's money, so that it can be split; or that do not, by one of them."""
    shares = draw(st.lists(st.tuples(*[st.sampled_from(AMOUNTS)] * 2), min_size=1, max_size=3))
    for at, (state, counterpart) in enumerate(shares):
        _served(draw, rows, code, place, at, state, counterpart)
    off = draw(st.sampled_from((0, 0, 0, 1)))
    payer = draw(st.sampled_from(("national", "local")))
    rows.funding.append(worlds.money(code, payer, sum(s for s, _ in shares) + off, **place))
    rows.funding.append(worlds.money(code, "counterpart", sum(c for _, c in shares), **place))


def _as_it_comes(draw, rows: Rows, code: str, place: dict) -> None:
    """Any payer at any stages, or none: missing amounts, zero amounts, plans never carried on."""
    for payer in PAYERS:
        for stage in draw(st.lists(st.sampled_from(STAGES), max_size=3, unique=True)):
            rows.funding.append(worlds.money(code, payer, draw(st.sampled_from(AMOUNTS)), stage, **place))
    for at in range(draw(st.integers(0, 2))):
        _served(draw, rows, code, place, at, draw(st.sampled_from((None, 50))), None)


def _served(draw, rows: Rows, code: str, place: dict, at: int, state, counterpart) -> None:
    rows.support.append(
        worlds.served(
            code,
            f"Cơ sở {draw(st.integers(1, 4))}",
            state,
            counterpart,
            beneficiary_code=draw(st.sampled_from((None, None, "C1"))),
            beneficiary_type=draw(st.sampled_from(TYPES)),
            district_as_reported=draw(st.sampled_from(PLACES[:3] if at else PLACES)),
            difficult_area=draw(st.sampled_from((None, True, False))),
            employees=draw(st.sampled_from((None, None, 0, 7, 18, 250))),
            **place,
        )
    )


def _figures(draw, rows: Rows) -> None:
    asked = st.tuples(
        st.sampled_from(("state_support", "counterpart", "projects")),
        st.sampled_from((2013, 2014, 2015)),
        st.sampled_from(("all", "national", "local", None)),
    )
    for number, (measure, year, tier) in enumerate(draw(st.lists(asked, max_size=6, unique=True))):
        value = (
            draw(st.integers(1, 9))
            if measure == "projects"
            else draw(st.sampled_from(AMOUNTS)) * worlds.MILLION
        )
        rows.figures.append(worlds.figure(number, measure, value, year, tier))


CODES = ("622", "633", "999", None)  # a district, another, none that exists, not told


def _lists(draw, rows: Rows) -> None:
    """Activities, awards and collaborators of two sources, some received twice, some incomplete."""
    some = st.integers(0, 4)
    counts = st.sampled_from((None, 0, 3, 7))
    for number in range(draw(st.integers(0, 6))):
        rows.activities.append(
            worlds.activity(
                number, **_origin(draw), kind=draw(st.sampled_from(("advice", "class", "class", "fair", "publication", "broadcast", "inspection", "survey"))), topic=draw(st.sampled_from((None, "trademark", "other"))),
                period_start=dt.date(draw(st.sampled_from(YEARS)), 5, 4), tier=draw(st.sampled_from((None, "all", "national", "local"))),
                content_code=draw(st.sampled_from((None, "trademark", "demo_model_new"))), district_code=draw(st.sampled_from(CODES)),
                project_code=draw(st.sampled_from((None, "A0", "A1", "A9"))), times=draw(st.integers(1, 3)), establishments=draw(counts), people=draw(counts),
            )
        )  # fmt: skip
    for _ in range(draw(st.integers(0, 7))):
        rows.awards.append(
            worlds.award(
                draw(st.sampled_from(("P1", "P2", "P3"))), draw(st.sampled_from(("district", "province", "region", "nation"))), draw(st.sampled_from(YEARS)), **_origin(draw),
                beneficiary_type=draw(st.sampled_from((None, *TYPES))), district_code=draw(st.sampled_from(CODES)),
            )
        )  # fmt: skip
    for _ in range(draw(st.integers(0, 5))):
        posts, filled = draw(st.sampled_from((None, 0, 2, 3))), draw(some)
        rows.collaborators.append(
            worlds.people(
                draw(st.sampled_from(("Chư Sê", "Pleiku", "Trung tâm"))), draw(st.sampled_from(YEARS)), posts, filled, draw(st.sampled_from((None, 0, filled))), **_origin(draw),
                role=draw(st.sampled_from(("collaborator", "collaborator", "staff"))), district_code=draw(st.sampled_from(CODES)), row=draw(st.integers(2, 99)),
            )
        )  # fmt: skip


def _origin(draw) -> dict:
    return {
        "source_id": draw(st.sampled_from(("so-a", "so-b"))),
        "province": draw(st.sampled_from(("gia-lai", "gia-lai", "binh-dinh"))),
        "sequence": draw(st.sampled_from((1, 1, 2))),
    }


CHOICES = st.builds(
    Filters,
    province=st.sampled_from(("gia-lai", "gia-lai", "binh-dinh", "gia-lai-2025")),
    years=st.sampled_from((None, None, (2014, 2015), (2013, 2017), (2016, 2016))),
    tier=st.sampled_from((None, None, None, "national", "local")),
    contents=st.sampled_from(((), (), ("technology",), ("trademark", "demo_model_new"))),
    beneficiary_types=st.sampled_from(((), (), ("sme",), ("group",))),
    districts=st.sampled_from(((), (), ("633",), ("622", "623"))),
    prices=st.sampled_from((None, None, 2016)),
    management=st.sampled_from((True, True, False)),
    basis=st.sampled_from(("actual", "actual", "actual", "plan", "adjusted", "underway")),
)


class Questions(list):
    """(key, dims, filters) each; told in a failing test as their addresses."""

    def __repr__(self) -> str:
        return "; ".join(f"{key} {dims} {filters.to_url()}" for key, dims, filters in self)


@st.composite
def questions(draw) -> Questions:
    """Every metric once, each by some of its dimensions, under one choice that some of them share."""
    shared = draw(CHOICES)
    asked = Questions()
    for key in ANSWERED:
        metric = METRICS[key]
        dims = draw(st.lists(st.sampled_from(metric.dims), max_size=2, unique=True)) if metric.dims else []
        asked.append((key, tuple(dims), draw(st.sampled_from((Filters(province="gia-lai"), shared)))))
    return asked
