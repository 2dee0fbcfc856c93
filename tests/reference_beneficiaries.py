"""The oracle's beneficiaries: who came back, what an establishment and an occasion received, what is recorded of jobs and classes.

An *occasion* is one establishment in one project. What it received is known where it is alone in its project, or where
every share is recorded and they add up to the project's state money; else it is not known.
"""

from fractions import Fraction
from statistics import median, quantiles

from tests.reference_records import recorded_sum
from tests.reference_sums import Choice, row


def _one_of(values: list, *, placed: bool = False):
    """The one value that all rows of an establishment have, else `group`; None where none is recorded."""
    known = {value for value in values if value is not None}
    if not known:
        return None
    return next(iter(known)) if len(known) == 1 and not (placed and None in values) else "group"


class Beneficiaries(Choice):
    """Each takes (dims, filters) and gives total, rows, missing."""

    def _occasions(self, filters) -> list[dict]:
        """Every occasion under the filters, in the reading of its project that they ask for."""
        found = []
        for one in self.records.projects:
            if one["kind"] != "project" or not self._kept(one, filters):
                continue
            paid = self.records.money(one, filters.basis)
            if paid is None:
                continue
            whole = recorded_sum([paid["national"], paid["local"]])
            for who in sorted({s["who"] for s in one["support"]}):
                found.append(self._occasion(one, who, whole))
        return [
            o
            for o in found
            if (not filters.beneficiary_types or o["beneficiary_type"] in filters.beneficiary_types)
            and (not filters.districts or o["district"] in filters.districts)
        ]

    @staticmethod
    def _occasion(one: dict, who: str, whole: int | None) -> dict:
        mine = [s for s in one["support"] if s["who"] == who]
        alone = len({s["who"] for s in one["support"]}) == 1
        shares = [s["state_share_vnd"] for s in one["support"]]
        received = None
        if whole is not None and alone:
            received = whole
        elif whole is not None and None not in shares and sum(shares) == whole:
            received = sum(s["state_share_vnd"] for s in mine)
        flags = [s["difficult_area"] for s in mine if s["difficult_area"] is not None]
        return {key: one[key] for key in ("province", "year", "tier", "content", "content_parent")} | {
            "project": one["id"],
            "who": who,
            "beneficiary_type": _one_of([s["beneficiary_type"] for s in mine]),
            "district": _one_of([s["district"] for s in mine], placed=True),
            "difficult": any(flags) if flags else None,
            "employees": [s["employees"] for s in mine if s["employees"] is not None],
            "of": len({s["who"] for s in one["support"]}),
            "received": received,
            "whole": whole,
        }

    def _answer_occasions(self, dims, filters, compute, missing) -> dict:
        occasions = self._occasions(filters)
        told = {reason: left for reason, left in missing(occasions).items() if left[0]}
        rows = {group: compute(mine) for group, mine in _grouped(occasions, dims).items()}
        return {"total": compute(occasions), "rows": rows, "missing": told}

    def repeat_rate(self, dims, filters) -> dict:
        def compute(occasions):
            years = _years_of(occasions)
            again = sum(1 for mine in years.values() if len(mine) > 1)
            return row(again, len(years), len({o["project"] for o in occasions}), ratio=True)

        return self._answer_occasions(dims, filters, compute, lambda occasions: {})

    def support_median(self, dims, filters) -> dict:
        def known(occasions):
            sums: dict[str, list] = {}
            for o in occasions:
                sums.setdefault(o["who"], []).append(o["received"])
            return {who: sum(mine) for who, mine in sums.items() if None not in mine}

        def compute(occasions):
            amounts = known(occasions)
            return _middle(list(amounts.values()), {o["project"] for o in occasions if o["who"] in amounts})

        def missing(occasions):
            amounts = known(occasions)
            counted = {o["project"] for o in occasions if o["who"] in amounts}
            gone = {o["project"]: o["whole"] for o in occasions if o["project"] not in counted}
            return {"support_not_whole": (len(gone), recorded_sum(gone.values()))}

        return self._answer_occasions(dims, filters, compute, missing)

    def employees_median(self, dims, filters) -> dict:
        def known(occasions):
            """Who -> the largest number of the last plan year in which one of its projects records any."""
            numbers: dict[str, int] = {}
            for who in {o["who"] for o in occasions}:
                mine = [o for o in occasions if o["who"] == who and o["employees"]]
                if mine:
                    last = max(o["year"] for o in mine)
                    numbers[who] = max(n for o in mine if o["year"] == last for n in o["employees"])
            return numbers

        def compute(occasions):
            numbers = known(occasions)
            return _middle(list(numbers.values()), {o["project"] for o in occasions if o["who"] in numbers})

        def missing(occasions):
            gone = {o["who"] for o in occasions} - set(known(occasions))
            return {"no_employees": (len(gone), None)}

        return self._answer_occasions(dims, filters, compute, missing)

    def support_per_occasion(self, dims, filters) -> dict:
        def compute(occasions):
            told = [o for o in occasions if o["received"] is not None]
            return _middle([o["received"] for o in told], {o["project"] for o in told})

        def missing(occasions):
            unpaid = {o["project"] for o in occasions if o["whole"] is None}
            gone = {o["project"]: o["whole"] for o in occasions if o["received"] is None}
            gone = {project: whole for project, whole in gone.items() if whole is not None}
            return {
                "no_state_amount": (len(unpaid), None),
                "own_share_unknown": (len(gone), recorded_sum(gone.values())),
            }

        return self._answer_occasions(dims, filters, compute, missing)

    def repeat_share(self, dims, filters) -> dict:
        years = _years_of(self._occasions(filters))
        return self._money_marked(dims, filters, lambda o: len(years[o["who"]]) > 1)

    def difficult_money_share(self, dims, filters) -> dict:
        return self._money_marked(dims, filters, lambda o: o["difficult"])

    def _money_marked(self, dims, filters, mark) -> dict:
        """The money of the establishments that bear a mark: own amounts, or a whole group whose members agree."""

        def judged(occasions):
            out = {}
            for project in {o["project"] for o in occasions}:
                mine = [o for o in occasions if o["project"] == project]
                marks, whole = [mark(o) for o in mine], mine[0]["whole"]
                if whole is None:
                    out[project] = ("no_state_amount", None)
                elif None in marks:
                    out[project] = ("no_difficult_flag", whole)
                elif all(o["received"] is not None for o in mine):
                    inside = sum(o["received"] for o, yes in zip(mine, marks, strict=True) if yes)
                    out[project] = ("counted", (inside, sum(o["received"] for o in mine)))
                elif len(set(marks)) == 1 and len(mine) == mine[0]["of"]:
                    out[project] = ("counted", (whole if marks[0] else 0, whole))
                else:
                    out[project] = ("own_share_unknown", whole)
            return out

        def compute(occasions):
            counted = [money for how, money in judged(occasions).values() if how == "counted"]
            sides = [recorded_sum(side) for side in zip(*counted, strict=True)] if counted else [None, None]
            return row(*sides, len(counted), ratio=True)

        def missing(occasions):
            found = judged(occasions).values()
            reasons = ("no_state_amount", "no_difficult_flag", "own_share_unknown")
            of = {reason: [money for how, money in found if how == reason] for reason in reasons}
            return {reason: (len(money), recorded_sum(money)) for reason, money in of.items()}

        return self._answer_occasions(dims, filters, compute, missing)

    def _paid_or_not(self, filters) -> list[dict]:
        """The projects under the filters with their state money; a project over several districts or types is in `group`."""
        found = []
        for one in self.records.projects:
            paid = self.records.money(one, filters.basis) if one["kind"] == "project" else None
            if (
                paid is not None
                and self._kept(one, filters)
                and (not filters.beneficiary_types or one["beneficiary_type"] in filters.beneficiary_types)
                and (not filters.districts or one["district"] in filters.districts)
            ):
                found.append(one | {"state": recorded_sum([paid["national"], paid["local"]])})
        return found

    def _outcome(self, measure: str, dims, filters, cost: bool) -> dict:
        def compute(projects):
            told = [p for p in projects if p[measure] is not None]
            if not cost:
                return row(recorded_sum(p[measure] for p in told), None, len(told), ratio=False)
            paid = [p for p in told if p["state"] is not None]
            sides = (recorded_sum(p["state"] for p in paid), recorded_sum(p[measure] for p in paid))
            return row(*sides, len(paid), ratio=True)

        projects = self._paid_or_not(filters)
        gone = [p for p in projects if p[measure] is None]
        missing = {f"no_{measure}": (len(gone), recorded_sum(p["state"] for p in gone))}
        if cost:
            missing["no_state_amount"] = (
                sum(1 for p in projects if p[measure] is not None and p["state"] is None),
                None,
            )
        groups = _grouped(projects, dims)
        return {
            "total": compute(projects),
            "rows": {group: compute(mine) for group, mine in groups.items()},
            "missing": {reason: left for reason, left in missing.items() if left[0]},
        }

    def jobs_new(self, dims, filters) -> dict:
        return self._outcome("jobs_new", dims, filters, False)

    def jobs_kept(self, dims, filters) -> dict:
        return self._outcome("jobs_kept", dims, filters, False)

    def trainees(self, dims, filters) -> dict:
        return self._outcome("trainees", dims, filters, False)

    def classes(self, dims, filters) -> dict:
        return self._outcome("classes", dims, filters, False)

    def cost_per_job(self, dims, filters) -> dict:
        return self._outcome("jobs_new", dims, filters, True)

    def cost_per_job_kept(self, dims, filters) -> dict:
        return self._outcome("jobs_kept", dims, filters, True)


def _grouped(found: list[dict], dims) -> dict[tuple, list]:
    groups: dict[tuple, list] = {}
    for one in found:
        groups.setdefault(tuple(one[dim] for dim in dims), []).append(one)
    return groups if dims else {}


def _years_of(occasions: list[dict]) -> dict[str, set]:
    years: dict[str, set] = {}
    for o in occasions:
        years.setdefault(o["who"], set()).add(o["year"])
    return years


def _middle(amounts: list[int], projects: set) -> dict:
    exact = [Fraction(amount) for amount in amounts]
    quarter = quantiles(exact, n=4, method="inclusive") if len(exact) > 1 else [*exact] * 3
    return {
        "numerator": None, "denominator": None, "value": median(exact) if exact else None, "n": len(projects),
        "lower": quarter[0] if exact else None, "upper": quarter[2] if exact else None,
    }  # fmt: skip


METRICS = (
    "repeat_rate", "repeat_share", "support_median", "support_per_occasion", "employees_median", "difficult_money_share",
    "jobs_new", "jobs_kept", "trainees", "classes", "cost_per_job", "cost_per_job_kept",
)  # fmt: skip
