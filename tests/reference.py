"""The oracle: every metric a second time, in slow, obvious Python, from the staged rows.

Nothing here comes from `analytics` or the marts; `filters` is any object with the fields of Filters.
`answer` gives {"total": row, "rows": {values of the dims: row}, "missing": {reason: (n, đồng or None)}} with
rows of numerator, denominator, value and n (None where the oracle does not say).
"""

from fractions import Fraction
from statistics import median, quantiles

from tests.reference_records import Records, recorded_sum, reported_parts


def row(numerator, denominator=None, n=None, *, ratio: bool, **more) -> dict:
    """Both sides, and their quotient where there is one."""
    value = numerator
    if ratio:
        value = None if numerator is None or not denominator else Fraction(numerator) / Fraction(denominator)
    return {"numerator": numerator, "denominator": denominator, "value": value, "n": n} | more


class Oracle:
    """The metrics of one staging."""

    def __init__(self, staging: dict[str, list[dict]]):
        self.staging = staging
        self.records = Records(staging)
        self.parts = self.records.parts + reported_parts(staging, self.records.parts)
        self.index = {
            r["year"]: Fraction(r["value"]) for r in staging["price_index"] if r["series"] == "cpi_vn"
        }

    def answer(self, key: str, dims: tuple[str, ...], filters) -> dict:
        """One metric by dims under filters. Raises KeyError for a metric the oracle does not know."""
        if key in SUMS:
            return self._sums(key, dims, filters)
        return OTHERS[key](self, dims, filters)

    # Who is counted

    def provinces(self, filters) -> set[str]:
        return {r["part_slug"] for r in self.staging["province_part"] if r["slug"] == filters.province}

    def _kept(self, one: dict, filters) -> bool:
        """What a part and a project are chosen by alike; loans are never support."""
        return (
            one["province"] in self.provinces(filters)
            and one["repayable"] != "yes"
            and (not filters.years or filters.years[0] <= one["year"] <= filters.years[1])
            and (not filters.tier or one["tier"] == filters.tier)
            and (
                not filters.contents or bool({one["content"], one["content_parent"]} & set(filters.contents))
            )
            and (filters.management or not one["management"])
        )

    def chosen(self, filters) -> list[dict]:
        return [
            part
            for part in self.parts
            if part["basis"] == filters.basis
            and self._kept(part, filters)
            and (not filters.beneficiary_types or part["beneficiary_type"] in filters.beneficiary_types)
            and (not filters.districts or part["district"] in filters.districts)
        ]

    def done(self, filters) -> list[dict]:
        """The projects (never tasks or plan items) that are accepted or settled."""
        return [
            p
            for p in self.records.projects
            if p["kind"] == "project" and p["group"] == "done" and self._kept(p, filters)
        ]

    def years(self, filters) -> tuple[int, int]:
        known = [p["year"] for p in self.parts if p["province"] in self.provinces(filters)]
        return filters.years or ((min(known), max(known)) if known else (0, 0))

    # Sums over parts

    def real(self, parts: list[dict], base: int | None) -> list[dict]:
        """In prices of the base year; a year without an index is left out, never extrapolated."""
        if base is None:
            return parts
        out = []
        for part in parts:
            if part["year"] in self.index and base in self.index:
                factor = self.index[base] / self.index[part["year"]]
                amounts = {k: part[k] * factor for k in MONEY if part[k] is not None}
                if part.get("pair"):
                    amounts["pair"] = tuple(side * factor for side in part["pair"])
                out.append(part | amounts)
        return out

    def _sums(self, key: str, dims, filters) -> dict:
        compute, ratio, left = SUMS[key]
        nominal = self.chosen(filters)
        parts = nominal if key == "projects" else self.real(nominal, filters.prices)
        groups: dict[tuple, list] = {}
        for part in parts:
            groups.setdefault(tuple(part[dim] for dim in dims), []).append(part)
        missing = {reason: lacking(parts) for reason, lacking in left.items()}
        if filters.prices and key != "projects":
            gone = [p for p in nominal if p["year"] not in self.index]
            missing["no_price_index"] = (count(gone), recorded_sum(p["state"] for p in gone))
        return {
            "total": row(*compute(parts), ratio=ratio),
            "rows": {group: row(*compute(mine), ratio=ratio) for group, mine in groups.items()}
            if dims
            else {},
            "missing": {reason: told for reason, told in missing.items() if told[0] or told[1]},
        }

    def pairs(self, filters) -> list[dict]:
        """Projects with both amounts, nominal: their parts under the filters put together again."""
        whole: dict[str, dict] = {}
        for part in self.chosen(filters):
            if part["evidence"] == "record" and None not in (part["state"], part["counterpart"]):
                one = whole.setdefault(
                    part["project"], {"project": part["project"], "state": 0, "counterpart": 0}
                )
                one["state"] += part["state"]
                one["counterpart"] += part["counterpart"]
        return list(whole.values())

    # Leverage in its forms

    def leverage_median(self, dims, filters) -> dict:
        def spread(parts):
            whole: dict[str, list] = {}
            for part in parts:
                if part["evidence"] == "record" and None not in (part["state"], part["counterpart"]):
                    sides = whole.setdefault(part["project"], [0, 0])
                    sides[0] += part["state"]
                    sides[1] += part["counterpart"]
            ratios = [Fraction(c, s) for s, c in whole.values() if s > 0]
            quarter = quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else [*ratios] * 3
            value = median(ratios) if ratios else None
            more = {"lower": quarter[0] if ratios else None, "upper": quarter[2] if ratios else None}
            return {"numerator": None, "denominator": None, "value": value, "n": len(ratios)} | more

        parts = self.chosen(filters)
        groups: dict[tuple, list] = {}
        for part in parts:
            if part["evidence"] == "record":
                groups.setdefault(tuple(part[dim] for dim in dims), []).append(part)
        rows = {g: spread(mine) for g, mine in groups.items()} if dims else {}
        rows = {g: r for g, r in rows.items() if r["n"]}
        plain = Nominal(filters)
        return {"total": spread(parts), "rows": rows, "missing": self._sums("leverage", (), plain)["missing"]}

    def leverage_without(self, dims, filters) -> dict:
        dims = dims[:1] or ("content",)
        whole = self._sums("leverage", dims, filters)
        rows = {}
        for group, own in whole["rows"].items():
            rest = [other for key, other in whole["rows"].items() if key != group]
            numerator, denominator = (
                recorded_sum(r[side] for r in rest) for side in ("numerator", "denominator")
            )
            rows[group] = row(numerator, denominator, ratio=True, own=own["value"])
        return whole | {"rows": rows}

    def leverage_without_largest(self, dims, filters) -> dict:
        filters = Nominal(filters)
        whole = self._sums("leverage", (), filters)
        largest = sorted(self.pairs(filters), key=lambda p: (-p["counterpart"], p["project"]))
        rows = {}
        for k in (1, 3, 5):
            numerator = (whole["total"]["numerator"] or 0) - sum(p["counterpart"] for p in largest[:k])
            denominator = (whole["total"]["denominator"] or 0) - sum(p["state"] for p in largest[:k])
            rows[(k,)] = row(numerator, denominator, len(largest[k:]), ratio=True)
        return whole | {"rows": rows}

    def leverage_change(self, dims, filters) -> dict:
        """Between the first and the second half of the period; the middle year of an odd one is in neither."""
        dims = dims[:1] or ("content",)
        first, last = self.years(filters)
        half = (last - first + 1) // 2
        terms = [(first, first + half - 1), (last - half + 1, last)] if half else [(0, 0), (0, 0)]
        both = [
            self._sums("leverage", dims, Nominal(filters, years=term, prices=filters.prices))
            for term in terms
        ]
        before, after = (term["total"]["value"] for term in both)
        value = None if before is None or after is None else after - before
        return {
            "total": {"value": value, "n": None, "numerator": None, "denominator": None},
            "rows": self._effects(both, value),
            "missing": None,
        }

    @staticmethod
    def _effects(both: list[dict], value) -> dict:
        if value is None:
            return {}
        whole = [term["total"]["denominator"] for term in both]
        rows = {}
        for group in set(both[0]["rows"]) | set(both[1]["rows"]):
            c, s = (
                [term["rows"].get(group, {}).get(side) or 0 for term in both]
                for side in ("numerator", "denominator")
            )
            ratio = [Fraction(c[i]) / Fraction(s[i]) if s[i] else None for i in (0, 1)]
            weight = [Fraction(s[i]) / Fraction(whole[i]) for i in (0, 1)]
            # A term without state money in the group: its counterpart can belong to no ratio and stands apart.
            apart = sum(
                sign * (Fraction(c[i]) / Fraction(whole[i])) for i, sign in ((0, -1), (1, 1)) if not s[i]
            )
            mix = within = Fraction(0)
            if any(s):
                start, end = (ratio[i] if ratio[i] is not None else ratio[1 - i] for i in (0, 1))
                mix, within = (weight[1] - weight[0]) * (start + end) / 2, (end - start) * sum(weight) / 2
            rows[group] = {"mix": mix, "within": within, "unweighted": apart}
        return rows

    # Where and whom

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
        code = self.records.map_codes[province]
        last = [
            r
            for r in self.staging["district"]
            if r["province_code"] == code and r["valid_to"].year == 2025 and r["valid_to"].month == 7
        ]
        return {r["code"] for r in last}

    def _existed(self, district: str, year: int) -> bool:
        import datetime as dt

        from tests.reference_records import FIRST_DAY, LAST_DAY

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
        by_district = self._sums("state_support", ("district",), filters)
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
        told = {"no_district": (count(known), recorded_sum(p["state"] for p in known))} if known else {}
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


class Nominal:
    """The same choice in prices of each year, or with other years."""

    def __init__(self, filters, **changes):
        self._filters, self._changes = filters, {"prices": None} | changes

    def __getattr__(self, name):
        return self._changes[name] if name in self._changes else getattr(self._filters, name)


MONEY = ("national", "local", "other_state", "state", "counterpart")


def count(parts) -> int:
    """Each project once, however many parts; a reported part says how many it is, if it does."""
    told = recorded_sum(p["n"] for p in parts if p["evidence"] == "reported")
    return len({p["project"] for p in parts if p["evidence"] == "record"}) + (told or 0)


def _total(*names):
    """The sum of the recorded; counted: the projects of which any is recorded."""

    def compute(parts):
        values = [recorded_sum(p[name] for name in names) for p in parts]
        # Of a fund: the projects whose state amount is recorded, whichever fund paid it.
        known = [name for name in ("state", "counterpart") if name in names] or ["state"]
        counted = [
            p for p in parts if p["evidence"] == "reported" or any(p[name] is not None for name in known)
        ]
        return recorded_sum(values), None, count(counted)

    return compute


def _projects(parts):
    told = [p for p in parts if p["evidence"] == "record" or p["n"] is not None]
    return (count(told) if told else None), None, count(told)


def _leverage(parts):
    pairs = []
    for p in parts:
        if p["evidence"] == "reported":
            pairs += [(p, p["pair"])] if p["pair"] else []
        elif None not in (p["state"], p["counterpart"]):
            pairs.append((p, (p["state"], p["counterpart"])))
    return (
        recorded_sum(c for _, (_, c) in pairs),
        recorded_sum(s for _, (s, _) in pairs),
        count([p for p, _ in pairs]),
    )


def _priced(parts):
    return [p for p in parts if p["evidence"] == "record" and p["state"] is not None]


def _national_share(parts):
    known = _priced(parts)
    national = recorded_sum(p["national"] or 0 for p in known)
    return national, recorded_sum(p["state"] for p in known), count(known)


def _per_project(parts):
    known = _priced(parts)
    return recorded_sum(p["state"] for p in known), count(known), count(known)


def _without_district(parts):
    placed_in_none = [p for p in parts if p["district"] in (None, "group")]
    known = [p for p in parts if p["evidence"] == "reported" or p["state"] is not None]
    return (
        recorded_sum(p["state"] for p in placed_in_none) or 0,
        recorded_sum(p["state"] for p in parts),
        count(known),
    )


def _evidence(parts):
    known = [p for p in parts if p["evidence"] == "reported" or p["state"] is not None]
    return (
        recorded_sum(p["state"] for p in parts if p["evidence"] == "record") or 0,
        recorded_sum(p["state"] for p in parts),
        count(known),
    )


def _no_state(parts):
    return count([p for p in parts if p["evidence"] == "record" and p["state"] is None]), None


def _no_counterpart(only_with_state: bool):
    def lacking(parts):
        gone = [
            p
            for p in parts
            if p["evidence"] == "record"
            and p["counterpart"] is None
            and (p["state"] is not None or not only_with_state)
        ]
        return count(gone), recorded_sum(p["state"] for p in gone)

    return lacking


_NO_STATE = {"no_state_amount": _no_state}
_NEITHER_PAIR = {"no_counterpart": _no_counterpart(True), **_NO_STATE}
# Metric -> what it sums, whether it is a quotient, what it leaves out.
SUMS = {
    "total_cost": (_total("state", "other_state", "counterpart"), False, _NEITHER_PAIR),
    "state_support": (_total("state"), False, _NO_STATE),
    "national_support": (_total("national"), False, _NO_STATE),
    "local_support": (_total("local"), False, _NO_STATE),
    "counterpart": (_total("counterpart"), False, {"no_counterpart": _no_counterpart(False)}),
    "projects": (_projects, False, {}),
    "state_share_national": (_national_share, True, _NO_STATE),
    "support_per_project": (_per_project, True, _NO_STATE),
    "leverage": (_leverage, True, _NEITHER_PAIR),
    "no_district_share": (_without_district, True, _NO_STATE),
    "evidence_share": (_evidence, True, _NO_STATE),
}
OTHERS = {
    name: getattr(Oracle, name)
    for name in (
        "leverage_median", "leverage_without", "leverage_without_largest", "leverage_change", "coverage", "coverage_years",
        "years_since_support", "top_share", "beneficiaries", "difficult_share", "support_per_beneficiary",
    )
}  # fmt: skip
