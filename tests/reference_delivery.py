"""The oracle's payments: what was assigned, begun, paid, and which contents were made use of; from the staged rows alone."""

from tests.reference_attainment import NOTHING
from tests.reference_records import recorded_sum
from tests.reference_sums import Choice, row

METRICS = ("disbursement", "work_started", "contents_used")


class Delivery(Choice):
    """Each takes (dims, filters) and gives total, rows, missing."""

    def _assigned(self, filters) -> list[dict]:
        out = []
        for p in self._mine(filters):
            if filters.beneficiary_types and p["beneficiary_type"] not in filters.beneficiary_types:
                continue
            if filters.districts and p["district"] not in filters.districts:
                continue
            assigned, settled, advance, paid = [], [], [], False
            for payer in ("national", "local"):
                at = {s: recorded_sum(f["amount_vnd"] for f in p["funding"] if (f["payer"], f["stage"]) == (payer, s)) for s in ("planned", "adjusted", "advanced", "settled")}  # fmt: skip
                assigned.append(at["planned"] if at["adjusted"] is None else at["adjusted"])
                settled.append(at["settled"])
                advance.append(at["advanced"] if at["settled"] is None else None)
                paid = paid or at["settled"] is not None or at["advanced"] is not None
            started = p["started_on"] is not None or p["group"] == "done" or p["status"] == "in_progress"
            state = None
            if p["group"] == "done":
                money = self.records.money(p, "actual")
                state = recorded_sum([money["national"], money["local"]])
            out.append(
                p | {"assigned": recorded_sum(assigned), "paid": (recorded_sum(settled) or 0) + (recorded_sum(advance) or 0),
                     "known": paid or p["group"] != "done", "started": started, "state": state}
            )  # fmt: skip
        return out

    def _mine(self, filters) -> list[dict]:
        return [p for p in self.records.projects if p["kind"] == "project" and self._kept(p, filters)]

    def disbursement(self, dims, filters) -> dict:
        every = self._assigned(filters)
        without_plan = [p for p in every if p["group"] == "done" and p["assigned"] is None]
        unpaid = [p for p in every if p["assigned"] is not None and not p["known"]]
        missing = {"no_plan_amount": without_plan, "no_payment": unpaid}

        def told(projects):
            mine = [p for p in projects if p["assigned"] is not None and p["known"]]
            paid = sum(p["paid"] for p in mine) if mine else None
            return row(paid, recorded_sum(p["assigned"] for p in mine), len(mine), ratio=True)

        return {
            "total": told(every),
            "rows": {g: told(mine) for g, mine in self._grouped(every, dims).items()} if dims else {},
            "missing": {k: (len(v), recorded_sum(p["state"] for p in v)) for k, v in missing.items() if v},
        }

    @staticmethod
    def _grouped(projects, dims) -> dict:
        groups: dict = {}
        for p in projects:
            groups.setdefault(tuple(p[d] for d in dims), []).append(p)
        return groups

    def work_started(self, dims, filters) -> dict:
        """Of records; what reports state of part of a year is tested by its published figures."""
        others = tuple(d for d in dims if d != "measure")
        if not any(
            p["province"] in self.provinces(filters) and p["evidence"] == "record" for p in self.parts
        ):
            return NOTHING
        every = self._assigned(filters)
        groups = self._grouped(every, others) if others else {(): every}
        rows = {}
        for group, mine in groups.items():
            given = [p for p in mine if p["assigned"] is not None]
            begun = [p for p in given if p["started"]]
            n = len(given)
            rows["projects", *group] = row(len(begun) if n else None, n or None, n, ratio=True)
            money = sum(p["assigned"] for p in given) or None
            rows["state_support", *group] = row(sum(p["assigned"] for p in begun) if money else None, money, n, ratio=True)  # fmt: skip
        return NOTHING | {"rows": rows}

    def contents_used(self, dims, filters) -> dict:
        if not any(
            p["province"] in self.provinces(filters) and p["evidence"] == "record" for p in self.parts
        ):
            return NOTHING
        last = self.years(filters)[1]
        booked: dict = {}
        for p in self._assigned(filters):
            if p["group"] in ("done", "underway"):
                booked[p["content"]] = booked.get(p["content"], 0) + 1
        contents = self.staging["content"]
        divided = {c["parent"] for c in contents if c["parent"] != c["code"]}
        mine: dict = {}
        for c in contents:
            if c["code"] in ("unclassified", "technology_unsplit"):
                continue
            if c["valid_from"] and c["valid_from"].year > last:
                continue
            if c["level"] == 2 or c["code"] not in divided or booked.get(c["code"]):
                mine.setdefault(c["parent"], []).append(booked.get(c["code"], 0))

        def told(counts):
            return row(sum(1 for n in counts if n), len(counts), sum(counts), ratio=True)

        rows = {(parent,): told(counts) for parent, counts in mine.items()} if dims else {}
        return {"total": told([n for counts in mine.values() for n in counts]), "rows": rows, "missing": None}
