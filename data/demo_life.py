"""The course of a simulated project: its dates, its amounts at each stage, its changes."""

import datetime as dt
import random
from dataclasses import dataclass

from data.demo_titles import MARK

MILLION = 1_000_000
DATES = ("registered_on", "approved_on", "contracted_on", "started_on", "accepted_on", "settled_on")
# How far a project of each status has come: the dates and stages it has.
REACHED = {
    "registered": 1,
    "approved": 2,
    "contracted": 3,
    "in_progress": 4,
    "accepted": 5,
    "liquidated": 5,
    "settled": 6,
    "withdrawn": 2,
    "stopped": 4,
}
SME_REASONS = ("beneficiary_changed", "investment_level_changed", "equipment_spec_changed")
MINISTRY, PROVINCE = "Cục (mô phỏng)", "Sở Công Thương (mô phỏng)"


@dataclass(frozen=True)
class Amounts:
    """What one payer pays, in đồng, as known at each stage; None where that stage was not recorded."""

    registered: int | None = None
    planned: int | None = None
    adjusted: int | None = None
    contracted: int | None = None
    advanced: int | None = None
    accepted: int | None = None
    settled: int | None = None


def dates(rng: random.Random, year: int, status: str) -> dict[str, dt.date | None]:
    """Registered before 20 June of the year before, approved in the first quarter, accepted by December."""
    registered = dt.date(year - 1, 4, 1) + dt.timedelta(days=rng.randrange(80))
    approved = dt.date(year, 1, 10) + dt.timedelta(days=rng.randrange(77))
    contracted = dt.date(year, 4, 1) + dt.timedelta(days=rng.randrange(45))
    started = contracted + dt.timedelta(days=rng.randrange(5, 26))
    accepted = dt.date(year, 9, 1) + dt.timedelta(days=rng.randrange(106))
    settled = dt.date(year + 1, 1, 15) + dt.timedelta(days=rng.randrange(60))
    course = (registered, approved, contracted, started, accepted, settled)
    known = {
        name: day if n < REACHED[status] else None
        for n, (name, day) in enumerate(zip(DATES, course, strict=True))
    }
    if status not in {"registered", "withdrawn"} and rng.random() < 0.1:
        known["registered_on"] = None  # old files do not always hold the registration
    return known


def done_status(rng: random.Random, year: int) -> str:
    """Most are settled; of the last year a part still waits for it."""
    waiting = 0.4 if year == 2022 else 0.05
    return rng.choice(("accepted", "liquidated")) if rng.random() < waiting else "settled"


def state_amounts(rng: random.Random, amount: int, status: str, activity: bool, adjusted: bool) -> Amounts:
    """Support of a project that ends at `amount`. An activity may cost less than planned; a grant is paid as assigned."""
    planned = amount + 5 * MILLION if activity and amount >= 20 * MILLION and rng.random() < 0.2 else amount
    half = amount // 2 // (5 * MILLION) * 5 * MILLION
    return Amounts(
        registered=planned + rng.choice((0, 0, 10, 20)) * MILLION if rng.random() < 0.6 else None,
        planned=planned,
        adjusted=amount if adjusted else None,
        contracted=amount if adjusted else planned,
        advanced=half if half and rng.random() < 0.6 else None,
        accepted=amount,
        settled=amount if status == "settled" else None,
    )


def counterpart_amounts(rng: random.Random, amount: int, least: int, reason: str | None) -> Amounts:
    """Counterpart of a project that ends at `amount`: planned by estimate, rarely settled."""
    factor = 1.15 if reason == "investment_level_changed" else rng.choice((1.0, 1.0, 0.95, 1.05))
    planned = max(least, round(amount * factor / MILLION) * MILLION) if amount else 0
    return Amounts(
        planned=planned,
        adjusted=amount if reason else None,
        contracted=amount if reason else planned,
        accepted=amount,
    )


def adjustment_reason(rng: random.Random, year: int, content: str, units: int) -> str:
    """A reason that fits: equipment only where there is some, the epidemic only in its years."""
    if year in (2020, 2021) and rng.random() < 0.5:
        return "covid"
    if content in {"machinery_application", "demo_model_new"} and units:
        return rng.choice(SME_REASONS)
    return "investment_level_changed" if units else "other"


def change(
    rng: random.Random, year: int, tier: str, reason: str, before: int | None, after: int | None
) -> dict:
    """The event of one adjustment: what changed, from what to what, who decided, under which simulated document."""
    days = {
        "covid": ("Thời gian thực hiện", f"30/09/{year}", f"15/12/{year}"),
        "beneficiary_changed": ("Đơn vị thụ hưởng", f"Đơn vị khác {MARK}", f"Đơn vị hiện ghi {MARK}"),
        "equipment_spec_changed": ("Thông số thiết bị", f"Máy loại A {MARK}", f"Máy loại B {MARK}"),
        "investment_level_changed": ("Mức đầu tư", None, None),
        "other": ("Kế hoạch chi tiết", None, None),
    }
    field, old, new = days[reason]
    money = reason == "investment_level_changed"
    return {
        "kind": "adjusted",
        "event_on": dt.date(year, 6, 15) + dt.timedelta(days=rng.randrange(45)),
        "reason": reason,
        "field": field,
        "old_value": old,
        "new_value": new,
        "amount_before_vnd": before if money else None,
        "amount_after_vnd": after if money else None,
        "level": MINISTRY if tier == "national" else PROVINCE,
        "document": f"MP-{rng.randrange(1, 90):02d}/QĐ-{year} {MARK}",
    }
