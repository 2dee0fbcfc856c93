"""The oracle's reach: which districts and establishments the projects came to."""

import datetime as dt

from tests.reference_records import FIRST_DAY, LAST_DAY, recorded_sum
from tests.reference_sums import Choice, Nominal, count, row


class Reach(Choice):
    """Each takes (dims, filters) and gives total, rows, missing."""

    def _grid(self, filters) -> dict[tuple[str, int], int | None]:
        """(district, year) -> projects that touch it; None where it neither existed nor was touched."""
        first, last = self.years(filters)
        cells: dict[tuple[str, int], int | None] = {}
        for province in self.provinces(filters):
            recorded = [p["year"] for p in self.records.projects if p["province"] == province]
            for year in range(max(first, min(recorded)), min(last, max(recorded)) + 1) if recorded else ():
                for district in self._districts_of(province):
                    cells[district, year] = 0 if self._existed(district, year) else None
        for one in self._reached(filters):
            for district in self._touched(one):
                if (district, one["year"]) in cells:
                    cells[district, one["year"]] = (cells[district, one["year"]] or 0) + 1
        return {cell: n for cell, n in cells.items() if not filters.districts or cell[0] in filters.districts}

    def _reached(self, filters) -> list[dict]:
        types = set(filters.beneficiary_types)
        wanted = Nominal(filters, years=self.years(filters))
        return [
            p
            for p in self.done(wanted)
            if not types or types & {p["beneficiary_type"], *(s["beneficiary_type"] for s in p["support"])}
        ]

    @staticmethod
    def _touched(one: dict) -> set[str]:
        return {
            d for d in (one["district"], *(s["district"] for s in one["support"])) if d not in (None, "group")
        }

    def _districts_of(self, province: str) -> set[str]:
        """The districts of the province on the last day of districts."""
        code = self.records.map_codes[province]
        rows = self.staging["district"]
        return {r["code"] for r in rows if r["province_code"] == code and r["valid_to"] > LAST_DAY}

    def _existed(self, district: str, year: int) -> bool:
        day = min(max(dt.date(year, 6, 30), FIRST_DAY), LAST_DAY)
        return any(
            r["code"] == district and r["valid_from"] <= day < r["valid_to"] for r in self.staging["district"]
        )

    def _nowhere(self, filters) -> dict:
        reached = self._reached(filters)
        gone = [p for p in reached if not self._touched(p)]
        money = [self.records.money(p, "actual") for p in gone]
        state = recorded_sum(recorded_sum([m["national"], m["local"]]) for m in money)
        return {"no_district": (len(gone), state)} if gone else {}

    def coverage(self, dims, filters) -> dict:
        cells = {cell: n for cell, n in self._grid(filters).items() if n is not None}
        last = max((year for _, year in cells), default=None)
        reached = {d for (d, _), n in cells.items() if n}
        total = reached | {d for d, year in cells if year == last}
        rows = {}
        for year in {year for _, year in cells} if dims else ():
            own = {d: n for (d, y), n in cells.items() if y == year}
            rows[(year,)] = row(sum(1 for n in own.values() if n), len(own), ratio=True)
        return {
            "total": row(len(reached), len(total), ratio=True),
            "rows": rows,
            "missing": self._nowhere(filters),
        }

    def coverage_years(self, dims, filters) -> dict:
        cells = {cell: n for cell, n in self._grid(filters).items() if n is not None}
        rows = {}
        for district in {d for d, _ in cells} if dims else ():
            own = [n for (d, _), n in cells.items() if d == district]
            rows[(district,)] = row(sum(1 for n in own if n), len(own), ratio=True)
        total = row(sum(1 for n in cells.values() if n), len(cells), ratio=True)
        return {"total": total, "rows": rows, "missing": self._nowhere(filters)}

    def years_since_support(self, dims, filters) -> dict:
        cells = self._grid(filters)
        last = max((year for _, year in cells), default=0)
        rows = {}
        for district in {d for d, _ in cells}:
            touched = [y for (d, y), n in cells.items() if d == district and n]
            value = last - max(touched) if touched else None
            rows[(district,)] = {"numerator": value, "denominator": None, "value": value, "n": len(touched)}
        nothing = {"numerator": None, "denominator": None, "value": None, "n": None}
        return {"total": nothing, "rows": rows, "missing": self._nowhere(filters)}

    def top_share(self, dims, filters) -> dict:
        by_district = self.sums("state_support", ("district",), filters)
        placed = {
            d: r["numerator"]
            for (d,), r in by_district["rows"].items()
            if d not in (None, "group") and r["numerator"]
        }
        top = sorted(placed.items(), key=lambda item: (-item[1], item[0]))[:3]
        whole = sum(placed.values())
        total = row(sum(v for _, v in top) if placed else None, whole, ratio=True)
        gone = [
            p for p in self.real(self.chosen(filters), filters.prices) if p["district"] in (None, "group")
        ]
        known = [p for p in gone if p["state"] is not None]
        told = (
            {"no_single_district": (count(known), recorded_sum(p["state"] for p in known))} if known else {}
        )
        return {
            "total": total,
            "rows": {(d,): row(v, whole, ratio=True) for d, v in top},
            "missing": by_district["missing"] | told,
        }

    def _served(self, filters) -> list[dict]:
        """Rows of establishments of the projects that are done, with their project's dimensions."""
        rows = []
        for one in self.done(filters):
            for s in one["support"]:
                if filters.beneficiary_types and s["beneficiary_type"] not in filters.beneficiary_types:
                    continue
                if filters.districts and s["district"] not in filters.districts:
                    continue
                own = {k: s[k] for k in ("district", "beneficiary_type", "difficult_area", "who")}
                rows.append(
                    {k: one[k] for k in ("province", "year", "tier", "content", "content_parent")}
                    | own
                    | {"project": one["id"]}
                )
        return rows

    def _distinct(self, dims, filters, compute, ratio: bool, missing) -> dict:
        groups: dict[tuple, list] = {}
        served = self._served(filters)
        for s in served:
            groups.setdefault(tuple(s[dim] for dim in dims), []).append(s)
        rows = {group: row(*compute(mine), ratio=ratio) for group, mine in groups.items()} if dims else {}
        return {"total": row(*compute(served), ratio=ratio), "rows": rows, "missing": missing(served)}

    def beneficiaries(self, dims, filters) -> dict:
        def compute(rows):
            return len({r["who"] for r in rows}), None, len({r["project"] for r in rows})

        return self._distinct(dims, filters, compute, False, lambda rows: {})

    def difficult_share(self, dims, filters) -> dict:
        def compute(rows):
            known = [r for r in rows if r["difficult_area"] is not None]
            difficult = {r["who"] for r in known if r["difficult_area"]}
            return len(difficult), len({r["who"] for r in known}), len({r["project"] for r in known})

        def missing(rows):
            n = len({r["project"] for r in rows if r["difficult_area"] is None})
            return {"no_difficult_flag": (n, None)} if n else {}

        return self._distinct(dims, filters, compute, True, missing)

    def support_per_beneficiary(self, dims, filters) -> dict:
        """Projects that lie wholly in the chosen districts and types: a group's money is never split."""
        chosen = [
            p
            for p in self.done(filters)
            if p["support"]
            and (not filters.beneficiary_types or p["beneficiary_type"] in filters.beneficiary_types)
            and (not filters.districts or p["district"] in filters.districts)
        ]
        groups: dict[tuple, list] = {}
        for one in chosen:
            paid = self.records.money(one, "actual")
            one = one | {"state": recorded_sum([paid["national"], paid["local"]])}
            groups.setdefault((), []).append(one)
            if dims:
                groups.setdefault(tuple(one[dim] for dim in dims), []).append(one)

        def compute(projects):
            known = [p for p in projects if p["state"] is not None]
            who = {s["who"] for p in known for s in p["support"]}
            return row(recorded_sum(p["state"] for p in known), len(who), len(known), ratio=True)

        lacking = sum(1 for p in groups.get((), []) if p["state"] is None)
        rows = {group: compute(mine) for group, mine in groups.items() if group}
        return {
            "total": compute(groups.get((), [])),
            "rows": rows,
            "missing": {"no_state_amount": (lacking, None)} if lacking else {},
        }
