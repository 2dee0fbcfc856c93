"""The oracle's plans: what was asked for, and what came of it; from the staged rows alone."""

from tests.reference_records import recorded_sum
from tests.reference_sums import Choice, Nominal, row

METRICS = ("attainment", "plan_share")
MEASURES = (
    "projects",
    "state_support",
    "national_support",
    "local_support",
    "counterpart",
    "total_cost",
    "trainees",
)
FUND = {"national_support": "national", "local_support": "local"}
NOTHING = {"total": row(None, None, ratio=True), "rows": {}, "missing": None}
TOLD = ("projects", "state_support", "counterpart", "total_cost", "trainees")


def _whole_years(start, end) -> bool:
    return bool(start and end) and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _tiers(measure: str, asked: str | None) -> tuple[str, ...]:
    if measure in FUND:
        return (FUND[measure],) if asked in (None, FUND[measure]) else ()
    if measure == "state_support":
        return () if asked else ("all",)
    return (asked,) if asked else ("all", "national", "local")


def _at(by_tier: dict, tier: str):
    if tier in by_tier:
        return by_tier[tier]
    if tier == "all" and "national" in by_tier and "local" in by_tier:
        return by_tier["national"] + by_tier["local"]
    return None


class Attainment(Choice):
    """Each takes (dims, filters) and gives total, rows, missing."""

    # What is planned and stated

    def _figures(self, basis: str) -> list[dict]:
        newest: dict[str, int] = {}
        for f in self.staging["reported_figure"]:
            newest[f["source_id"]] = max(newest.get(f["source_id"], 0), f["sequence"])
        seeds = {s["source_id"] for s in self.staging["source"] if s["is_seed"]}
        kept = [
            f
            for f in self.staging["reported_figure"]
            if f["sequence"] == newest[f["source_id"]]
            and f["basis"] == basis
            and f["measure"] in TOLD
            and f["period_start"]
            and f["period_end"]
            and f["subject"] == ""
            and not f["is_rate"]
            and f["verified"] != "no"
            and f["qualifier"] not in ("from", "to", "up_to")
            and not (f["district_as_stated"] or f["district_code"] or f["beneficiary_type"])
            and not (f["content_as_stated"] or f["content_code"])
        ]
        return sorted(
            kept, key=lambda f: (-f["sequence"], f["source_id"] not in seeds, f["source_id"], f["id"])
        )

    def _plans(self, filters) -> dict:
        """(province, first, last, version, measure) -> tier -> value."""
        ranked = []
        for p in self.staging["plan"]:
            if p["content_code"] is None:
                ranked.append(((0, -p["sequence"], p["programme"], -p["row"]), p | {"batch": None}))
        seeds = {s["source_id"] for s in self.staging["source"] if s["is_seed"]}
        for f in self._figures("plan"):
            order = (1, -f["sequence"], str(f["source_id"] not in seeds) + f["id"], 0)
            ranked.append((order, f | {"version": "original", "tier": f["tier"] or "all"}))
        found: dict = {}
        for _, p in sorted(ranked, key=lambda pair: pair[0]):
            if not _whole_years(p["period_start"], p["period_end"]):
                continue
            if p["province"] not in self.provinces(filters):
                continue
            key = (p["province"], p["period_start"].year, p["period_end"].year, p["version"], p["measure"])
            found.setdefault(key, {}).setdefault(p["batch"], {}).setdefault(p["tier"], int(p["value"]))
        out = {}
        for key, batches in found.items():
            if filters.batch is not None:
                chosen = batches.get(filters.batch)
            else:
                chosen = batches.get(None) or batches[min(b for b in batches if b is not None)]
            if chosen:
                out[key] = chosen
        return out

    def _stated(self, filters) -> dict:
        """(province, first, last, measure) -> tier -> value, of whole years."""
        out: dict = {}
        for f in self._figures("actual"):
            if (
                f["batch"] is None
                and _whole_years(f["period_start"], f["period_end"])
                and f["province"] in self.provinces(filters)
            ):
                key = (f["province"], f["period_start"].year, f["period_end"].year, f["measure"])
                out.setdefault(key, {}).setdefault(f["tier"] or "all", int(f["value"]))
        return out

    # What the records hold

    def _projects(self, filters) -> list[dict]:
        return [p for p in self.records.projects if p["kind"] == "project" and self._kept(p, filters)]

    def _recorded(self, projects: list[dict], measure: str) -> dict:
        """Tier -> value of one province and year; a tier still under way, or without any amount, is not known."""
        by_tier, whole = {}, []
        for tier in ("national", "local"):
            mine = [p for p in projects if p["tier"] == tier]
            done = [p for p in mine if p["group"] == "done"]
            if not mine:
                continue
            if not done:
                value = None if any(p["group"] == "underway" for p in mine) else 0
            elif measure == "projects":
                value = len(done)
            elif measure == "trainees":
                value = recorded_sum(p["trainees"] for p in done)
            else:
                names = {"counterpart": ("counterpart",), "state_support": ("national", "local")}[measure]
                value = recorded_sum(self.records.money(p, "actual")[name] for p in done for name in names)
            whole.append(value)
            if value is not None:
                by_tier[tier] = value
        if measure == "state_support":
            by_tier = self._funds(projects)
        if whole and None not in whole:
            by_tier["all"] = sum(whole)
        return by_tier

    def _funds(self, projects: list[dict]) -> dict:
        out = {}
        for fund in ("national", "local"):
            done = [p for p in projects if p["group"] == "done"]
            paid = recorded_sum(self.records.money(p, "actual")[fund] for p in done)
            own = [p for p in projects if p["tier"] == fund]
            if paid is not None:
                out[fund] = paid
            elif own and all(p["group"] == "ended" for p in own):
                out[fund] = 0
        return out

    # Plan against done

    def attainment(self, dims, filters) -> dict:
        if filters.contents or filters.beneficiary_types or filters.districts or not filters.management:
            return NOTHING
        dims = ("measure", *(d for d in dims if d != "measure"))
        plans, stated = self._plans(filters), self._stated(filters)
        years = self._asked(filters, plans, stated)
        found = [c for m in MEASURES for c in self._comparisons(m, plans, stated, years, filters)]
        rows = {}
        for measure in MEASURES:
            mine = [c for c in found if c["measure"] == measure]
            if "year" in dims:
                mine = [c for c in mine if c["yearly"]]
            if "plan_period" not in dims and mine:
                best = min(mine, key=lambda c: (c["rank"], c["plan"][0] - c["plan"][1], c["version"] != "original"))  # fmt: skip
                mine = [c for c in mine if c["kind"] == best["kind"]]
            if "version" not in dims:
                mine = [c for c in mine if c["version"] == "original"] or mine
            for c in mine:
                told = {"measure": measure, "version": c["version"], "plan_period": c["kind"]}
                for year, cells in self._split(c, "year" in dims).items():
                    group = tuple((told | {"year": year})[d] for d in dims)
                    rows[group] = row(sum(d for d, _ in cells), sum(p for _, p in cells), ratio=True)
        return NOTHING | {"rows": rows}

    @staticmethod
    def _split(comparison: dict, by_year: bool) -> dict:
        out: dict = {}
        for (_, first, _), cell in comparison["cells"].items():
            out.setdefault(first if by_year else None, []).append(cell)
        return out

    def _comparisons(self, measure: str, plans, stated, years, filters) -> list[dict]:
        """Of one measure, everything it can be set against; places added where they tell the same tier."""
        name = "state_support" if measure in FUND else measure
        groups: dict = {}
        for province in sorted(self.provinces(filters)):
            for version in ("original", "adjusted"):
                for one in self._of(province, version, measure, name, plans, stated, years, filters):
                    groups.setdefault((one["kind"], version), []).append(one)
        out = []
        for same in groups.values():
            first = same[0]
            for other in same[1:]:
                if other["tier"] == first["tier"]:
                    first["cells"] |= other["cells"]
                    first["plan"] = (min(first["plan"][0], other["plan"][0]), max(first["plan"][1], other["plan"][1]))  # fmt: skip
            covered = {key[1] for key in first["cells"]}
            exact = first["plan"] == years and first["kind"] != "yearly"
            full = first["kind"] == "yearly" and len(covered) == years[1] - years[0] + 1
            first["rank"] = 0 if full else 1 if exact else 2 if first["kind"] == "yearly" else 3
            out.append(first)
        return out

    def _asked(self, filters, plans, stated) -> tuple[int, int]:
        if filters.years:
            return filters.years
        known = [y for key in plans for y in key[1:3]] + [y for key in stated for y in key[1:3]]
        known += [p["year"] for p in self._projects(Nominal(filters, years=None))]
        known += [
            f["period_start"].year
            for f in self._figures("actual")
            if f["batch"] is None
            and f["province"] in self.provinces(filters)
            and f["period_start"].timetuple().tm_yday == 1
            and f["period_start"].year == f["period_end"].year
        ]
        return (min(known), max(known)) if known else (0, 0)

    def _of(self, province, version, measure, name, plans, stated, years, filters):
        periods = sorted({(a, b) for p, a, b, _, _ in plans if p == province and a <= years[1] and b >= years[0]})  # fmt: skip
        if version == "adjusted":
            changed = [p for p in periods if (province, *p, "adjusted", name) in plans]
            ones = [p for p in periods if p[0] == p[1]] if any(p[0] == p[1] for p in changed) else []
            periods = ones + [p for p in changed if p[0] < p[1]]
        yearly: dict = {}
        for period in (p for p in periods if p[0] == p[1]):
            pair = self._pair(province, version, measure, name, period, [period], plans, stated, filters)
            if pair:
                yearly.setdefault(pair[0], {})[province, *period] = pair[1]
        if yearly:
            tier = max(yearly, key=lambda t: len(yearly[t]))
            covered = [key[1] for key in yearly[tier]]
            plan = (min(covered), max(covered))
            kind = "yearly" if years[0] < years[1] else str(years[0])
            yield {"measure": measure, "version": version, "kind": kind, "tier": tier, "plan": plan, "cells": yearly[tier], "yearly": True}  # fmt: skip
        recorded = any(p["province"] == province for p in self._projects(Nominal(filters, years=None)))
        for a, b in (p for p in periods if p[0] < p[1]):
            if recorded:
                within = [(y, y) for y in range(max(a, years[0]), min(b, years[1]) + 1)]
            elif a <= years[0] and years[1] <= b:
                within = [years]
            else:
                within = [(a, b)] if years[0] <= a and b <= years[1] else []
            pair = self._pair(province, version, measure, name, (a, b), within, plans, stated, filters)
            if pair:
                first = pair[2][0]
                yield {"measure": measure, "version": version, "kind": f"{a}-{b}", "tier": pair[0], "plan": (a, b), "cells": {(province, *first): pair[1]}, "yearly": False}  # fmt: skip

    def _pair(self, province, version, measure, name, period, within, plans, stated, filters):
        plan = dict(plans.get((province, *period, "original", name), {}))
        if version == "adjusted":
            changed = plans.get((province, *period, "adjusted", name), {})
            if changed and "all" not in changed:
                plan.pop("all", None)
            plan |= changed
        for tier in _tiers(measure, filters.tier):
            asked = _at(plan, tier)
            told = [(p, v) for p in within if (v := _at(self._done(province, p, name, stated, filters), tier)) is not None]  # fmt: skip
            if asked is not None and told:
                return tier, (sum(v for _, v in told), asked), [p for p, _ in told]
        return None

    def _done(self, province, period, name, stated, filters) -> dict:
        if period[0] == period[1]:
            mine = [p for p in self._projects(Nominal(filters, years=period)) if p["province"] == province]
            if mine:
                return self._recorded(mine, name) if name != "total_cost" else {}
        return stated.get((province, *period, name), {})

    def plan_share(self, dims, filters) -> dict:
        if filters.contents or filters.beneficiary_types or filters.districts or not filters.management:
            return NOTHING
        plans = self._plans(filters)
        years = self._asked(filters, plans, self._stated(filters))
        cells: dict = {}
        for province in sorted(self.provinces(filters)):
            periods = {(a, b) for p, a, b, _, _ in plans if p == province and a < b and a <= years[1] and b >= years[0]}  # fmt: skip
            for a, b in periods:
                last = years[1] if years[0] == a and years[1] < b else a + -(-(b - a + 1) // 2) - 1
                for measure in MEASURES:
                    pair = self._first_years(plans, province, measure, (a, b), (a, last), filters)
                    if pair:
                        cells.setdefault(((a, b), last), {}).setdefault(measure, []).append(pair)
        if not cells:
            return NOTHING
        chosen = cells[max(cells, key=lambda key: (key[0][1] - key[0][0], key[0]))]
        rows = {(m,): row(sum(p for p, _ in pairs), sum(w for _, w in pairs), ratio=True) for m, pairs in chosen.items()}  # fmt: skip
        return NOTHING | {"rows": rows}

    @staticmethod
    def _first_years(plans, province, measure, whole, part, filters):
        name = "state_support" if measure in FUND else measure

        def planned(period, tier):
            return _at(plans.get((province, *period, "original", name), {}), tier)

        for tier in _tiers(measure, filters.tier):
            under, over = planned(whole, tier), planned(part, tier)
            if under is None:
                continue
            if over is None:
                yearly = [planned((y, y), tier) for y in range(part[0], part[1] + 1)]
                over = None if None in yearly else sum(yearly)
            if over is not None:
                return over, under
        return None
