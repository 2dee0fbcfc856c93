"""Rows of the simulated workbook: accepted projects, ended ones, the unfinished year, and two that are no project."""

import datetime as dt
import random

from data.demo_calibration import UNFINISHED_YEAR
from data.demo_life import (
    MILLION,
    Amounts,
    adjustment_reason,
    change,
    counterpart_amounts,
    dates,
    done_status,
    state_amounts,
)
from data.demo_projects import WIDE, Project
from data.demo_titles import MARK, title
from data.demo_units import Unit, district_names, employees

PROVINCE = "demo"
ACTIVITY = {
    "fair_domestic_join",
    "product_voting",
    "staff_training",
    "review_conference",
    "collaborator_network",
}
EQUIPPED = {"machinery_application", "demo_model_new", "demo_model_replicate", "production_line"}
EVENT_OF_DATE = {
    "registered_on": "registered",
    "approved_on": "approved",
    "contracted_on": "contracted",
    "started_on": "started",
    "accepted_on": "accepted",
    "settled_on": "settled",
}
NO_CHANGE = {
    "reason": None,
    "field": None,
    "old_value": None,
    "new_value": None,
    "amount_before_vnd": None,
    "amount_after_vnd": None,
    "level": None,
    "document": None,
}


class Sheets:
    """The growing rows of the four sheets of records, keyed by staging table; hands out project codes."""

    def __init__(self, seed: int):
        self.seed = seed
        self.tables: dict[str, list[dict]] = {"project": [], "funding": [], "support": [], "event": []}
        self.districts = district_names()
        self._numbers: dict[tuple[int, str], int] = {}

    def next_code(self, year: int, tier: str) -> str:
        number = self._numbers[year, tier] = self._numbers.get((year, tier), 0) + 1
        return f"MP-{year}-{'QG' if tier == 'national' else 'DP'}-{number:02d}"

    def chance(self, code: str) -> random.Random:
        """A source of chance of the project's own, so that one project's rows do not move another's."""
        return random.Random(f"{self.seed}/{code}")

    def add_project(self, code: str, project: Project, status: str, **more) -> dict:
        rng = self.chance(f"{code}/project")
        row = {
            "province": PROVINCE,
            "code": code,
            "kind": "project",
            "plan_year": project.year,
            "batch": 2 if project.tier == "local" and rng.random() < 0.3 else 1,
            "title": title(rng, project.content, project.year, len(project.units) > 1),
            "content_code": project.content,
            "tier": project.tier,
            "form": "group" if len(project.units) > 1 else "single",
            "district_as_reported": self._place(project),
            "commune": None,
            "status": status,
            "repayable": "no",
            **dates(rng, project.year, status),
            **_people(rng, project, status),
            "note": None,
            "simulated": True,
        } | more
        self.tables["project"].append(row)
        self._add_dated_events(row)
        return row

    def add_funding(self, code: str, payer: str, amounts: Amounts) -> None:
        for stage, amount in vars(amounts).items():
            if amount is not None:
                self.tables["funding"].append(
                    {"province": PROVINCE, "code": code, "payer": payer, "stage": stage, "amount_vnd": amount}
                )

    def add_support(self, code: str, project: Project, difficult_known: bool = True) -> None:
        shares = project.shares or ((None, None),) * len(project.units)
        for unit, (state, counterpart) in zip(project.units, shares, strict=True):
            self.tables["support"].append(
                {
                    "province": PROVINCE,
                    "code": code,
                    "beneficiary_code": unit.code,
                    "beneficiary_name": unit.name,
                    "beneficiary_type": unit.kind,
                    "district_as_reported": self.districts[unit.district] if project.place_recorded else None,
                    "commune": None,
                    "difficult_area": unit.difficult if difficult_known else None,
                    "employees": self._employees(code, unit, project.year),
                    "state_share_vnd": state,
                    "counterpart_share_vnd": counterpart,
                }
            )

    def add_event(self, code: str, **values) -> None:
        self.tables["event"].append({"province": PROVINCE, "code": code} | NO_CHANGE | values)

    def _add_dated_events(self, row: dict) -> None:
        for name, kind in EVENT_OF_DATE.items():
            if row[name] is not None:
                self.add_event(row["code"], kind=kind, event_on=row[name])

    def _employees(self, code: str, unit: Unit, year: int) -> int | None:
        """What one project records of it: one row in eight leaves it empty."""
        if self.chance(f"{code}/{unit.code}/employees").random() < 1 / 8:
            return None
        return employees(self.chance(f"{unit.code}/employees"), unit, year)

    def _place(self, project: Project) -> str | None:
        if not project.place_recorded or project.district is None:
            return None
        return WIDE if project.district == WIDE else self.districts[project.district]


def _people(rng: random.Random, project: Project, status: str) -> dict[str, int | None]:
    """Jobs on some projects at establishments only; classes and trainees on training."""
    known = {"jobs_new": None, "jobs_kept": None, "classes": None, "trainees": None}
    done = status in {"accepted", "liquidated", "settled"}
    if done and project.content in EQUIPPED and rng.random() < 0.6:
        known |= {"jobs_new": rng.randrange(2, 13) * len(project.units), "jobs_kept": rng.randrange(8, 45)}
    if project.content == "management_training":
        known |= {"classes": 1, "trainees": 50}  # source 001: 7 classes, over 350 trainees
    if project.content == "vocational_training":
        # Published costs run from 0,5 to 1,5 triệu a trainee.
        known |= {"classes": 2, "trainees": project.state // (1_250_000 * 5) * 5}
    return known


def add_done(sheets: Sheets, projects: list[Project]) -> None:
    """The accepted projects. One in eight was adjusted; four of the oldest do not say whether they are repayable."""
    early = [p for p in projects if p.year <= 2014 and len(p.units) == 1 and p.tier == "local"][:4]
    for number, project in enumerate(projects):
        code = sheets.next_code(project.year, project.tier)
        rng = sheets.chance(code)
        status = done_status(rng, project.year)
        reason = None
        if number % 8 == 3:
            reason = adjustment_reason(rng, project.year, project.content, len(project.units))
        more = {"repayable": "unknown" if project in early else "no"}
        if reason == "covid":
            # Extended from 30/09 to 15/12: accepted in between.
            more["accepted_on"] = dt.date(project.year, 10, 1) + dt.timedelta(days=rng.randrange(76))
        sheets.add_project(code, project, status, **more)
        _add_money(sheets, code, project, status, reason)
        sheets.add_support(code, project)


def _add_money(sheets: Sheets, code: str, project: Project, status: str, reason: str | None) -> None:
    rng = sheets.chance(f"{code}/money")
    activity = project.content in ACTIVITY
    sheets.add_funding(
        code, project.tier, state_amounts(rng, project.state, status, activity, reason is not None)
    )
    before = after = project.counterpart
    if project.counterpart is not None:
        least = project.state if project.content == "machinery_application" else 0
        amounts = counterpart_amounts(rng, project.counterpart, least, reason)
        sheets.add_funding(code, "counterpart", amounts)
        before = amounts.planned
    if reason is not None:
        sheets.add_event(code, **change(rng, project.year, project.tier, reason, before, after))
        if reason == "covid":
            moved = change(rng, project.year, project.tier, reason, None, None)
            sheets.add_event(code, **moved | {"kind": "extended"})


# Ended without acceptance: year, content, tier, planned support in triệu đồng, status, reason.
ENDED = (
    (2014, "machinery_application", "local", 100, "withdrawn", "no_demand"),
    (2016, "machinery_application", "national", 200, "stopped", "finance_shortage"),
    (2017, "trademark", "local", 30, "withdrawn", "incomplete_file"),
    (2018, "demo_model_new", "national", 300, "stopped", "risk_not_foreseen"),
    (2020, "machinery_application", "local", 150, "stopped", "covid"),
    (2021, "fair_domestic_join", "national", 45, "stopped", "covid"),
    (2021, "machinery_application", "local", 140, "withdrawn", "finance_shortage"),
)


def add_ended(sheets: Sheets, everyone: tuple[Unit, ...]) -> None:
    """Stopped and withdrawn projects: planned money, nothing accepted."""
    for number, (year, content, tier, state, status, reason) in enumerate(ENDED):
        code = sheets.next_code(year, tier)
        rng = sheets.chance(code)
        served = () if content == "fair_domestic_join" else (everyone[number],)
        place = served[0].district if served else WIDE
        project = Project(year, tier, content, state * MILLION, None, served, place)
        row = sheets.add_project(code, project, status)
        sheets.add_funding(code, tier, Amounts(planned=project.state))
        if served:
            # At the 50 % rule the least that the establishment had to bring.
            sheets.add_funding(code, "counterpart", Amounts(planned=project.state))
        sheets.add_support(code, project)
        ended = change(rng, year, tier, "other", None, None) | {
            "kind": status,
            "reason": reason,
            "field": None,
        }
        sheets.add_event(row["code"], **ended)


def add_apart(sheets: Sheets, everyone: tuple[Unit, ...]) -> None:
    """What no total of the programme's grants counts: two repayable projects, a task and a plan item."""
    for year, state, unit in ((2019, 300, everyone[0]), (2021, 400, everyone[1])):
        code = sheets.next_code(year, "local")
        money = (state * MILLION, 2 * state * MILLION)
        project = Project(year, "local", "production_line", *money, (unit,), unit.district, True, (money,))
        sheets.add_project(code, project, "settled", repayable="yes", note=f"Hỗ trợ có thu hồi {MARK}")
        _add_money(sheets, code, project, "settled", None)
        sheets.add_support(code, project)
    for year, content, kind, state in (
        (2021, "information_media", "task", 60),
        (2022, "policy_access_guidance", "plan_item", 30),
    ):
        code = sheets.next_code(year, "local")
        project = Project(year, "local", content, state * MILLION, 0)
        sheets.add_project(code, project, "settled", kind=kind)
        _add_money(sheets, code, project, "settled", None)


# The unfinished year: content, tier, support in triệu đồng, establishments, status.
UNFINISHED = (
    ("machinery_application", "national", 300, 1, "in_progress"),
    ("machinery_application", "national", 550, 2, "in_progress"),
    ("machinery_application", "national", 290, 1, "contracted"),
    ("machinery_application", "national", 280, 1, "approved"),
    ("machinery_application", "local", 150, 1, "in_progress"),
    ("machinery_application", "local", 140, 1, "contracted"),
    ("machinery_application", "local", 150, 1, "approved"),
    ("machinery_application", "local", 200, 1, "registered"),
    ("demo_model_new", "national", 450, 1, "contracted"),
    ("trademark", "local", 30, 1, "in_progress"),
    ("trademark", "local", 35, 1, "approved"),
    ("trademark", "local", 35, 1, "registered"),
    ("showroom", "national", 80, 1, "registered"),
    ("vocational_training", "national", 90, 0, "contracted"),
    ("management_training", "national", 75, 0, "in_progress"),
    ("fair_domestic_join", "national", 60, 0, "in_progress"),
    ("fair_domestic_join", "local", 40, 0, "contracted"),
    ("information_media", "local", 50, 0, "in_progress"),
    ("programme_management", "national", 115, 0, "in_progress"),
    ("programme_management", "local", 45, 0, "approved"),
)
# Money of another state programme stands beside three of them; it is no counterpart.
OTHER_STATE = {0: 100, 8: 200, 17: 20}
# The records a department has not finished writing: these lack the counterpart, those the place.
NO_COUNTERPART_YET = {2, 7, 11}
NO_PLACE_YET = {12, 15}


def add_unfinished(sheets: Sheets, everyone: tuple[Unit, ...], new: tuple[Unit, ...]) -> None:
    """The year after the review: registered to in progress, nothing accepted."""
    hosts = list(new) + list(everyone[3:])
    for number, (content, tier, state, count, status) in enumerate(UNFINISHED):
        served, hosts = tuple(hosts[:count]), hosts[count:]
        districts = {unit.district for unit in served}
        place = WIDE if not served else next(iter(districts)) if len(districts) == 1 else None
        place = None if number in NO_PLACE_YET else place
        project = Project(UNFINISHED_YEAR, tier, content, state * MILLION, None, served, place)
        code = sheets.next_code(UNFINISHED_YEAR, tier)
        sheets.add_project(code, project, status)
        sheets.add_funding(code, tier, _so_far(project.state, status, money_out=True))
        # Estimates: twice the support for a model, the least the rule asks for else, none for the centre's own.
        estimate = project.state * (5 if content == "demo_model_new" else 1) if served else 0
        if number not in NO_COUNTERPART_YET:
            sheets.add_funding(code, "counterpart", _so_far(estimate, status, money_out=False))
        if number in OTHER_STATE:
            sheets.add_funding(
                code, "other_state", _so_far(OTHER_STATE[number] * MILLION, status, money_out=False)
            )
        sheets.add_support(code, project, difficult_known=number % 3 > 0)


def _so_far(amount: int, status: str, money_out: bool) -> Amounts:
    """The stages a project of this status has reached; an advance of half once work goes on."""
    if status == "registered":
        return Amounts(registered=amount)
    contracted = amount if status in {"contracted", "in_progress"} else None
    half = amount // 2 if money_out and status == "in_progress" else None
    return Amounts(registered=amount, planned=amount, contracted=contracted, advanced=half)
