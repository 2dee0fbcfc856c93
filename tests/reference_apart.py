"""The oracle's tasks, plan items and loans: what stands beside the projects of a metric under its filters, and is in none of their sums."""

from fractions import Fraction

from tests.reference_beneficiaries import METRICS as OF_BENEFICIARIES
from tests.reference_delivery import METRICS as OF_DELIVERY
from tests.reference_progress import METRICS as OF_PROGRESS
from tests.reference_quality import METRICS as OF_QUALITY
from tests.reference_records import recorded_sum
from tests.reference_spread import KEYS as OF_SPREAD
from tests.reference_sums import SUMS, Choice

REASONS = {"task": "tasks_apart", "plan_item": "plan_items_apart", "repayable": "repayable_apart"}
# Whose money lies where the parts of a project do.
OF_PARTS = {
    *SUMS, "leverage_median", "leverage_median_positive", "leverage_without", "leverage_without_largest", "top_share", *OF_SPREAD,
}  # fmt: skip
# Never in prices of one year.
NOMINAL = {"projects", "leverage_median", "leverage_median_positive", "leverage_without_largest"}
COVERAGE = {"coverage", "coverage_years", "years_since_support"}
# Whoever has an establishment in what is done, or in what the filters ask for.
SERVED_DONE = {"beneficiaries", "difficult_share", "support_per_beneficiary"}
SERVED = {
    "repeat_rate",
    "repeat_share",
    "support_median",
    "support_per_occasion",
    "employees_median",
    "difficult_money_share",
}
# Every metric of projects; those of lists, areas and plans have none of them beside.
KNOWN = OF_PARTS | COVERAGE | SERVED | SERVED_DONE | {*OF_BENEFICIARIES, *OF_DELIVERY, *OF_PROGRESS, *OF_QUALITY}  # fmt: skip


class Apart(Choice):
    """What M says of records that are no projects, and of projects that are no grants."""

    def apart(self, key: str, filters) -> dict:
        """Reason -> (records, state money or None), of a metric under filters."""
        if key not in KNOWN:
            return {}
        if key in OF_PARTS:
            prices = None if key in NOMINAL else filters.prices
            return self._sums_apart([(p, p["project"]) for p in self._parts_apart(filters)], prices)
        return self._sums_apart([(p, p["id"]) for p in self._records_apart(key, filters)], None)

    def apart_by(self, key: str, dims, filters) -> dict:
        """The same of a sum by the values of the dims."""
        groups: dict[tuple, list] = {}
        for part in self._parts_apart(filters):
            groups.setdefault(tuple(part[dim] for dim in dims), []).append((part, part["project"]))
        prices = None if key in NOMINAL else filters.prices
        return {group: self._sums_apart(mine, prices) for group, mine in groups.items()}

    def _sums_apart(self, found, prices) -> dict:
        out = {}
        for kind, reason in REASONS.items():
            mine = [(one, name) for one, name in found if one["apart"] == kind]
            if mine:
                out[reason] = (
                    len({name for _, name in mine}),
                    self._money_apart([one for one, _ in mine], prices),
                )
        return out

    def _money_apart(self, ones: list[dict], prices):
        """What is recorded of them; not known as soon as one of them lies in a year without a price index."""
        paid = [one for one in ones if one["state"] is not None]
        if prices is None:
            return recorded_sum(one["state"] for one in paid)
        if any(one["year"] not in self.index for one in paid):
            return None
        return recorded_sum(
            Fraction(one["state"]) * self.index[prices] / self.index[one["year"]] for one in paid
        )

    def _parts_apart(self, filters) -> list[dict]:
        return [
            part
            for part in self.records.apart
            if part["basis"] == filters.basis
            and self._fits(part, filters)
            and (not filters.beneficiary_types or part["beneficiary_type"] in filters.beneficiary_types)
            and (not filters.districts or part["district"] in filters.districts)
        ]

    def _records_apart(self, key: str, filters) -> list[dict]:
        """The records whole, each with its state money: of one basis, or of any status as it stands."""
        out = []
        for p in self.records.projects:
            if not p["apart"] or not self._fits(p, filters) or not self._lies_beside(key, p, filters):
                continue
            if key in OF_PROGRESS or key in OF_DELIVERY:
                basis = {"done": "actual", "underway": "underway"}.get(p["group"])
                paid = (self.records.money(p, basis) if basis else None) or {}
            else:
                done = key in COVERAGE or key in SERVED_DONE
                paid = self.records.money(p, "actual" if done else filters.basis)
            if paid is not None:
                out.append(p | {"state": recorded_sum([paid.get("national"), paid.get("local")])})
        return out

    @staticmethod
    def _lies_beside(key: str, p: dict, filters) -> bool:
        """Whether it lies in the chosen districts and legal forms, whole or with any of its establishments, as the metric asks."""
        types, districts = {p["beneficiary_type"]}, {p["district"]}
        if key in OF_PROGRESS or key in COVERAGE or key in SERVED or key in SERVED_DONE - {"support_per_beneficiary"}:  # fmt: skip
            types |= {s["beneficiary_type"] for s in p["support"]}
            districts |= {s["district"] for s in p["support"]}
        return (
            (not filters.beneficiary_types or bool(types & set(filters.beneficiary_types)))
            and (not filters.districts or bool(districts & set(filters.districts)))
            and (bool(p["support"]) or key not in SERVED | SERVED_DONE)
        )
