"""The oracle's evenness: concentration over districts, support beside people and lists, and the communes of today.

Takes what the oracle of reach says of districts and what its sums say of money; says the formulas a second time.
"""

from fractions import Fraction

from tests.reference_reach import Reach
from tests.reference_sums import Nominal, row

FEW = 10


class Spread(Reach):
    """Each takes (dims, filters) and gives total, rows, missing."""

    def _units(self, filters) -> dict[str, int | None]:
        """District -> what is placed in it: 0 where no project came, None where one came but no amount is placed."""
        cells = {cell: n for cell, n in self._grid(filters).items() if n is not None}
        last = max((year for _, year in cells), default=None)
        came = {d for (d, _), n in cells.items() if n}
        money = {
            d: r["numerator"]
            for (d,), r in self.sums("state_support", ("district",), filters)["rows"].items()
        }
        eligible = came | {d for d, year in cells if year == last}
        return {d: money.get(d, None if d in came else 0) for d in eligible}

    def placed(self, key: str, district: str, filters, term: tuple[int, int]) -> int | None:
        """What is placed in a district in one term: 0 where its province has records in every year and no project came; None: not known."""
        wanted = Nominal(filters, years=term, prices=filters.prices)
        row = self.sums(key, ("district",), wanted)["rows"].get((district,))
        if row is not None:
            return row["value"]
        if filters.basis != "actual":
            return None
        cells = {year: n for (d, year), n in self._grid(wanted).items() if d == district}
        mine = [p for p in self.provinces(filters) if district in self._districts_of(p)]
        recorded = {
            p["year"] for p in self.records.projects if p["province"] in mine and p["kind"] == "project"
        }
        known = recorded.issuperset(range(term[0], term[1] + 1)) and any(
            n is not None for n in cells.values()
        )
        return 0 if known and not any(cells.values()) else None

    def _told(self, total: dict, filters, rows=None) -> dict:
        return {"total": total, "rows": rows or {}, "missing": self.top_share((), filters)["missing"]}

    def _even(self, filters, value, top, bottom) -> dict:
        known = [v for v in self._units(filters).values() if v is not None]
        total = row(top(known) if known else None, bottom(known), ratio=True)
        if len(known) < FEW:
            total["value"] = None
        return self._told(total | value, filters)

    def gini(self, dims, filters) -> dict:
        """Half the mean difference of all ordered pairs over the mean, written out."""
        return self._even(
            filters, {},
            lambda known: Fraction(sum(abs(a - b) for a in known for b in known), 2),
            lambda known: len(known) * sum(known),
        )  # fmt: skip

    def hhi(self, dims, filters) -> dict:
        return self._even(filters, {}, lambda known: sum(v**2 for v in known), lambda known: sum(known) ** 2)

    def _people(self) -> dict[str, int]:
        people: dict[str, int] = {}
        for one in self.staging["population"]:
            now = self.records._now(one["district_code"])
            if now:
                people[now] = people.get(now, 0) + one["population"]
        return people

    def support_per_1000_people(self, dims, filters) -> dict:
        people, units = self._people(), self._units(filters)
        rows = {}
        for district, amount in units.items():
            thousands = Fraction(people[district], 1000) if district in people else None
            rows[(district,)] = row(amount, thousands, ratio=True)
        both = [r for r in rows.values() if r["value"] is not None]
        sums = (sum(r[side] for r in both) if both else None for side in ("numerator", "denominator"))
        return self._told(row(*sums, ratio=True), filters, rows if dims else {})

    def listed_district_share(self, dims, filters) -> dict:
        named = {self.records._now(one["district_code"]) for one in self.staging["difficult_area"]}
        units = self._units(filters)
        mine = [v for d, v in units.items() if d in named]
        known = [v for v in units.values() if v is not None]
        top = sum(v for v in mine if v is not None) if mine else None
        return self._told(row(top, sum(known) if known else None, ratio=True), filters)

    def communes_in_one_district(self, dims, filters) -> dict:
        codes = {
            r["map_code"]
            for r in self.staging["province"]
            if r["slug"] in self.provinces(filters) and r["map_code"]
        }
        everywhere: dict[str, set] = {}
        for one in self.staging["crosswalk_district"]:
            everywhere.setdefault(one["new_commune_code"], set()).add(one["old_district_code"])
        inside: dict[str, set] = {}
        for one in self.staging["crosswalk_district"]:
            district = one["old_district_code"]
            if one["old_province_code"] in codes and (not filters.districts or district in filters.districts):
                inside.setdefault(district, set()).add(one["new_commune_code"])

        def share(communes):
            whole = sum(1 for c in communes if len(everywhere[c]) == 1)
            return row(whole if communes else None, len(communes), ratio=True)

        rows = {(d,): share(communes) for d, communes in inside.items()} if dims else {}
        return {"total": share(set().union(*inside.values())), "rows": rows, "missing": None}


KEYS = ("gini", "hhi", "support_per_1000_people", "listed_district_share", "communes_in_one_district")
