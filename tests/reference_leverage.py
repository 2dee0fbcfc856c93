"""The oracle's leverage in its forms: the middle project, without a group, without the largest, and why it changed."""

from fractions import Fraction
from statistics import median, quantiles

from tests.reference_records import recorded_sum
from tests.reference_sums import Choice, Nominal, row


class Leverage(Choice):
    """Each takes (dims, filters) and gives total, rows, missing."""

    def leverage_median(self, dims, filters) -> dict:
        return self._median(dims, filters, lambda counterpart: True)

    def leverage_median_positive(self, dims, filters) -> dict:
        """The middle of the projects with counterpart; those with a counterpart of 0 are told with their state money."""
        told = self._median(dims, filters, lambda counterpart: counterpart > 0)
        zero = [pair for pair in self.pairs(filters) if pair["counterpart"] == 0 and pair["state"] > 0]
        left = {"zero_counterpart": (len(zero), sum(pair["state"] for pair in zero))} if zero else {}
        return told | {"missing": told["missing"] | left}

    def _median(self, dims, filters, kept) -> dict:
        def spread(parts):
            whole: dict[str, list] = {}
            for part in parts:
                if part["evidence"] == "record" and None not in (part["state"], part["counterpart"]):
                    sides = whole.setdefault(part["project"], [0, 0])
                    sides[0] += part["state"]
                    sides[1] += part["counterpart"]
            ratios = [Fraction(c, s) for s, c in whole.values() if s > 0 and kept(c)]
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
        of_any = self._with_ratio(groups)
        rows = {g: r for g, r in rows.items() if g in of_any}
        plain = Nominal(filters)
        return {"total": spread(parts), "rows": rows, "missing": self.sums("leverage", (), plain)["missing"]}

    @staticmethod
    def _with_ratio(groups: dict) -> set:
        """The groups in which any project has a ratio, counted or not."""
        out = set()
        for group, parts in groups.items():
            sums: dict[str, int] = {}
            for part in parts:
                if None not in (part["state"], part["counterpart"]):
                    sums[part["project"]] = sums.get(part["project"], 0) + part["state"]
            if any(state > 0 for state in sums.values()):
                out.add(group)
        return out

    def leverage_without(self, dims, filters) -> dict:
        dims = dims[:1] or ("content",)
        whole = self.sums("leverage", dims, filters)
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
        whole = self.sums("leverage", (), filters)
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
            self.sums("leverage", dims, Nominal(filters, years=term, prices=filters.prices)) for term in terms
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
