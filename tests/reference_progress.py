"""The oracle's course of projects: the step each has passed, its days, its changes, and the rates made of them."""

import datetime as dt
import itertools
from functools import cached_property
from statistics import median, quantiles

from tests.reference_records import recorded_sum
from tests.reference_sums import Choice, row

METRICS = (
    "completion",
    "stop_rate",
    "adjustment_rate",
    "lead_time",
    "overdue",
    "unmet_demand",
    "unmet_demand_money",
)
DAYS = ("registered", "approved", "contracted", "started", "accepted", "settled")
SPANS = (*itertools.pairwise(DAYS), ("registered", "started"), ("registered", "settled"))
BY_STATUS = {
    "surveyed": 0, "registered": 1, "drafted": 1, "appraised_local": 1, "appraised_ministry": 1, "rejected": 1, "approved": 2, "assigned": 2,
    "contracted": 3, "advanced": 3, "in_progress": 3, "accepted": 4, "liquidated": 4, "settled": 5,
}  # fmt: skip
# How far an ended project had come, by what is written of it.
BY_EVENT = {
    "approved": 2, "adjusted": 2, "extended": 2, "stopped": 2, "contracted": 3, "started": 3, "advanced": 3, "accepted": 3, "liquidated": 3, "settled": 3,
}  # fmt: skip
BY_MONEY = {
    "registered": 1,
    "planned": 2,
    "adjusted": 2,
}  # every later stage of money comes after the contract
BY_DAY = {"registered": 1, "approved": 2, "contracted": 3, "started": 3, "accepted": 3, "settled": 3}


class Progress(Choice):
    """Each takes (dims, filters) and gives total, rows, missing."""

    @cached_property
    def courses(self) -> list[dict]:
        """Every project (no task, no plan item) with its step, days and changes."""
        found = [self._course(p) for p in self.records.projects if p["kind"] == "project"]
        last: dict[str, dt.date] = {}
        for one in found:
            for day in one["every_day"]:
                last[one["province"]] = max(day, last.get(one["province"], day))
        for one in found:
            end = last.get(one["province"])
            one["overdue"] = (
                one["group"] == "underway" and end is not None and dt.date(one["year"], 12, 31) < end
            )
        return found

    def _course(self, p: dict) -> dict:
        events = [
            e for e in self.staging["event"] if all(e[k] == p[k] for k in ("province", "code", "sequence"))
        ]
        same_file = [
            e
            for e in self.staging["event"]
            if (e["province"], e["sequence"]) == (p["province"], p["sequence"])
        ]
        days = {}
        for step in DAYS:
            told = [e["event_on"] for e in events if e["kind"] == step and e["event_on"]]
            days[step] = p[f"{step}_on"] or min(told, default=None)
        moved = [e for e in events if e["kind"] in ("adjusted", "extended")]
        ends = [e for e in events if e["kind"] in ("stopped", "withdrawn", "rejected") and e["reason"]]
        ends.sort(key=lambda e: (e["event_on"] or dt.date.min, e["row"]))
        adjusted_money = any(f["stage"] == "adjusted" for f in p["funding"])
        asked = [
            f["amount_vnd"]
            for f in p["funding"]
            if f["stage"] == "registered" and f["payer"] in ("national", "local")
        ]
        plan = self.records.money(p, "plan")
        paid = self.records.money(p, "actual") or self.records.money(p, "underway")
        return p | {
            "step": self._step(p, events),
            "days": days,
            "adjusted": bool(moved) or adjusted_money,
            "known": bool(same_file) or adjusted_money,
            "why_changed": {e["reason"] for e in moved} or ({None} if adjusted_money else set()),
            "why_ended": ends[-1]["reason"] if ends else None,
            "asked": recorded_sum(asked),
            "assigned": recorded_sum([plan["national"], plan["local"]]) if plan else None,
            "paid": recorded_sum([paid["national"], paid["local"]]) if paid else None,
            "every_day": [d for d in (*(p[f"{step}_on"] for step in DAYS), *(e["event_on"] for e in events)) if d],
        }  # fmt: skip

    @staticmethod
    def _step(p: dict, events: list[dict]) -> int:
        """By the status; of an ended project by its dates, events and money, never beyond the contract."""
        if p["status"] in BY_STATUS:
            return BY_STATUS[p["status"]]
        told = [2 if p["status"] == "stopped" else 1]
        told += [BY_EVENT.get(e["kind"], 1) for e in events]
        told += [BY_MONEY.get(f["stage"], 3) for f in p["funding"]]
        told += [BY_DAY[step] for step in DAYS if p[f"{step}_on"]]
        return max(told)

    def _chosen(self, filters) -> list[dict]:
        """By every district and type a project touches."""
        out = []
        for one in self.courses:
            districts = {one["district"], *(s["district"] for s in one["support"])} - {None}
            types = {one["beneficiary_type"], *(s["beneficiary_type"] for s in one["support"])} - {None}
            fits = (not filters.districts or districts & set(filters.districts)) and (
                not filters.beneficiary_types or types & set(filters.beneficiary_types)
            )
            if fits and self._kept(one, filters):
                out.append(one)
        return out

    def _by(self, dims, filters, make) -> tuple[list[dict], dict, dict]:
        """The chosen projects; `make` of all of them; `make` of each group."""
        chosen = self._chosen(filters)
        groups: dict[tuple, list] = {}
        for one in chosen:
            groups.setdefault(tuple(one[dim] for dim in dims), []).append(one)
        return chosen, make(chosen), {g: make(mine) for g, mine in groups.items()} if dims else {}

    def _rate(self, dims, filters, counted, fits, left) -> dict:
        def make(ones):
            below = [one for one in ones if counted(one)]
            return row(sum(1 for one in ones if fits(one)), len(below), len(below), ratio=True)

        chosen, total, rows = self._by(dims, filters, make)
        told = {reason: [one for one in chosen if lacks(one)] for reason, lacks in left.items()}
        missing = {
            reason: (
                len(ones),
                recorded_sum(o["asked" if reason == "not_assigned" else "assigned"] for o in ones),
            )
            for reason, ones in told.items()
            if ones
        }
        return {"total": total, "rows": rows, "missing": missing}

    def _by_reason(self, dims, filters, answer, reasons) -> dict:
        """Each reason's projects above the denominator of the other dimensions."""
        whole = answer(tuple(d for d in dims if d != "change_reason"))
        rows = {}
        for one in self._chosen(filters):
            for reason in reasons(one) if one["step"] >= 2 else ():
                key = tuple(reason if d == "change_reason" else one[d] for d in dims)
                rows[key] = rows.get(key, 0) + 1
        others = [at for at, d in enumerate(dims) if d != "change_reason"]
        out = {}
        for key, n in rows.items():
            below = whole["rows"][tuple(key[at] for at in others)] if others else whole["total"]
            out[key] = row(n, below["denominator"], below["denominator"], ratio=True)
        return whole | {"rows": out}

    def completion(self, dims, filters) -> dict:
        return self._rate(
            dims, filters, lambda o: o["step"] >= 2, lambda o: o["group"] == "done", {"not_assigned": lambda o: o["step"] < 2}
        )  # fmt: skip

    def stop_rate(self, dims, filters) -> dict:
        def answer(dims):
            return self._rate(
                dims, filters, lambda o: o["step"] >= 2, lambda o: o["group"] == "ended" and o["step"] >= 2,
                {"not_assigned": lambda o: o["step"] < 2},
            )  # fmt: skip

        if "change_reason" not in dims:
            return answer(dims)
        return self._by_reason(
            dims, filters, answer, lambda o: {o["why_ended"]} if o["group"] == "ended" else ()
        )

    def adjustment_rate(self, dims, filters) -> dict:
        def answer(dims):
            return self._rate(
                dims, filters, lambda o: o["step"] >= 2 and o["known"], lambda o: o["step"] >= 2 and o["adjusted"],
                {"not_assigned": lambda o: o["step"] < 2, "changes_not_recorded": lambda o: o["step"] >= 2 and not o["known"]},
            )  # fmt: skip

        if "change_reason" not in dims:
            return answer(dims)
        return self._by_reason(dims, filters, answer, lambda o: o["why_changed"])

    def overdue(self, dims, filters) -> dict:
        def counted(one):
            return one["group"] == "underway" and one["step"] >= 2

        return self._rate(dims, filters, counted, lambda o: counted(o) and o["overdue"], {})

    def unmet_demand(self, dims, filters) -> dict:
        def make(ones):
            n = sum(1 for one in ones if one["step"] == 1)
            return row(n or None, None, n, ratio=False)

        _, total, rows = self._by(dims, filters, make)
        return {"total": total, "rows": rows, "missing": {}}

    def unmet_demand_money(self, dims, filters) -> dict:
        def make(ones):
            asked = [one["asked"] for one in ones if one["step"] == 1]
            return row(recorded_sum(asked), None, sum(a is not None for a in asked), ratio=False)

        chosen, total, rows = self._by(dims, filters, make)
        lacking = sum(1 for one in chosen if one["step"] == 1 and one["asked"] is None)
        missing = {"registered_amount_not_recorded": (lacking, None)} if lacking else {}
        return {"total": total, "rows": rows, "missing": missing}

    def lead_time(self, dims, filters) -> dict:
        others = [d for d in dims if d != "step"]
        spans: dict[tuple, list[int]] = {}
        chosen = self._chosen(filters)
        for one in chosen:
            for earlier, later in SPANS:
                start, end = one["days"][earlier], one["days"][later]
                if start and end and end >= start:
                    named = one | {"step": f"{earlier}_{later}"}
                    spans.setdefault((named["step"], *(named[d] for d in others)), []).append(
                        (end - start).days
                    )
        whole: list[int] = []
        for key, days in spans.items():
            whole += days if key[0] == "registered_settled" else []
        rows = {}
        for (name, *rest), days in spans.items():
            if dims and ("step" in dims or name == "registered_settled"):
                values = {"step": name, **dict(zip(others, rest, strict=True))}
                rows[tuple(values[d] for d in dims)] = self._middle(days)
        settled = [one for one in chosen if one["step"] == 5]
        gone = [
            one for one in settled
            if not (one["days"]["registered"] and one["days"]["settled"] and one["days"]["settled"] >= one["days"]["registered"])
        ]  # fmt: skip
        missing = {"dates_not_recorded": (len(gone), recorded_sum(o["paid"] for o in gone))} if gone else {}
        return {"total": self._middle(whole), "rows": rows, "missing": missing}

    @staticmethod
    def _middle(days: list[int]) -> dict:
        quarter = quantiles(days, n=4, method="inclusive") if len(days) > 1 else [*days] * 3
        value = median(days) if days else None
        return {
            "numerator": None, "denominator": None, "value": value, "n": len(days),
            "lower": quarter[0] if days else None, "upper": quarter[2] if days else None,
        }  # fmt: skip
