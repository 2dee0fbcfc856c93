"""The oracle's reading of what records lack: amounts, place, day of acceptance, establishment, document."""

from functools import cached_property

from tests.reference_records import by_project, recorded_sum
from tests.reference_sums import Choice, row

LACKS = ("state", "counterpart", "place", "date", "beneficiary", "document")
FOR_COMPLETE = LACKS[:4]
DAYS = ("registered", "approved", "contracted", "started", "accepted", "settled")
WIDE = {"Toàn tỉnh", "Toàn thành phố"}
METRICS = (
    "complete_share",
    *(f"no_{lack}_share" for lack in LACKS),
    *(f"no_{lack}_money_share" for lack in LACKS[1:]),
)


class Quality(Choice):
    """Each takes (dims, filters) and gives total, rows, missing."""

    @cached_property
    def _events(self) -> dict[tuple, list[dict]]:
        return by_project(self.staging["event"])

    def _gaps(self, filters) -> list[dict]:
        out = []
        for p in self.records.projects:
            paid = self.records.money(p, filters.basis) if p["kind"] == "project" else None
            if filters.basis in ("actual", "underway") and p["kind"] == "project":
                reads = p["group"] == ("done" if filters.basis == "actual" else "underway")
                paid = (paid or {}) if reads else None
            fits = (
                paid is not None
                and self._kept(p, filters)
                and (not filters.beneficiary_types or p["beneficiary_type"] in filters.beneficiary_types)
                and (not filters.districts or p["district"] in filters.districts)
            )
            if fits:
                out.append(p | self._lacks(p, paid))
        return out

    def _lacks(self, p: dict, paid: dict) -> dict:
        events = self._events.get((p["province"], p["code"], p["sequence"]), [])
        known = {d: p[f"{d}_on"] or any(e["kind"] == d and e["event_on"] for e in events) for d in DAYS}
        name = p["district_as_reported"]
        unplaced = name is None or self.records.meant(name, p["province"], p["year"]) is None
        state = recorded_sum([paid.get("national"), paid.get("local")])
        return {
            "state": state,
            "lacks": {
                "state": state is None,
                "counterpart": paid.get("counterpart") is None,
                "place": p["district"] is None and name not in WIDE and unplaced,
                "date": not known["accepted"] if p["group"] == "done" else not any(known.values()),
                "beneficiary": not p["support"],
                "document": not any(e["document"] for e in events),
            },
        }

    def _answer(self, dims, filters, make, missing) -> dict:
        found = self._gaps(filters)
        groups: dict[tuple, list] = {}
        for one in found:
            groups.setdefault(tuple(one[dim] for dim in dims), []).append(one)
        return {
            "total": make(found),
            "rows": {group: make(mine) for group, mine in groups.items()} if dims else {},
            "missing": missing(found),
        }

    def complete_share(self, dims, filters) -> dict:
        def make(ones):
            whole = [o for o in ones if not any(o["lacks"][lack] for lack in FOR_COMPLETE)]
            return row(len(whole), len(ones), len(ones), ratio=True)

        return self._answer(dims, filters, make, lambda found: {})

    def _share(self, lack, dims, filters) -> dict:
        def make(ones):
            return row(sum(o["lacks"][lack] for o in ones), len(ones), len(ones), ratio=True)

        return self._answer(dims, filters, make, lambda found: {})

    def _money_share(self, lack, dims, filters) -> dict:
        def make(ones):
            paid = [o for o in ones if o["state"] is not None]
            lacking = sum(o["state"] for o in paid if o["lacks"][lack])
            return row(lacking, recorded_sum(o["state"] for o in paid), len(paid), ratio=True)

        def missing(found):
            n = sum(o["state"] is None for o in found)
            return {"no_state_amount": (n, None)} if n else {}

        return self._answer(dims, filters, make, missing)


def _shares(lack: str):
    def share(self, dims, filters):
        return self._share(lack, dims, filters)

    def money(self, dims, filters):
        return self._money_share(lack, dims, filters)

    return share, money


for _lack in LACKS:
    _one, _two = _shares(_lack)
    setattr(Quality, f"no_{_lack}_share", _one)
    if _lack != "state":
        setattr(Quality, f"no_{_lack}_money_share", _two)
