"""The oracle's choice of records and its plain sums over them.

A *part* is a project's money in one district and legal form, or one stated figure of a year (tests/reference_records).
Filters are any object with the fields of the product's own. Amounts are đồng; None is not recorded.
"""

from fractions import Fraction

from tests.reference_records import Records, recorded_sum, reported_parts
from tests.reference_told import no_money, told_projects
from tests.reference_years import told_in_part, told_of_one_fund


def row(numerator, denominator=None, n=None, *, ratio: bool, **more) -> dict:
    """Both sides, and their quotient where there is one."""
    value = numerator
    if ratio:
        value = None if numerator is None or not denominator else Fraction(numerator) / Fraction(denominator)
    return {"numerator": numerator, "denominator": denominator, "value": value, "n": n} | more


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


def _total_cost(parts):
    """Of a record whatever is recorded of it; of a reported year what is stated as its total, else its complete pairs alone."""
    records = [p for p in parts if p["evidence"] == "record"]
    own = [recorded_sum(p[name] for name in ("state", "other_state", "counterpart")) for p in records]
    told = [p["total"] for p in parts if p["evidence"] == "reported"]
    counted = [p for p in records if (p["state"], p["counterpart"]) != (None, None)]
    return recorded_sum([*own, *told]), None, count(counted)


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
    """Of a report only a year that tells both funds; of a record a fund that is not named paid nothing."""
    known = _priced(parts)
    apart = [p["split"] for p in parts if p["evidence"] == "reported" and p["split"]]
    national = recorded_sum([*(p["national"] or 0 for p in known), *(n for n, _ in apart)])
    return national, recorded_sum([*(p["state"] for p in known), *(s for _, s in apart)]), count(known)


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


def _without_amounts(parts):
    return count(
        [p for p in parts if p["evidence"] == "record" and p["state"] is None and p["counterpart"] is None]
    ), None


def _counterpart_only(parts):
    gone = [
        p for p in parts if p["evidence"] == "record" and p["state"] is None and p["counterpart"] is not None
    ]
    return count(gone), None


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
    "total_cost": (
        _total_cost,
        False,
        {
            "partly_counted": _no_counterpart(True),
            "counterpart_only": _counterpart_only,
            "no_state_amount": _without_amounts,
        },
    ),
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


class Nominal:
    """The same choice in prices of each year, or with other years."""

    def __init__(self, filters, **changes):
        self._filters, self._changes = filters, {"prices": None} | changes

    def __getattr__(self, name):
        return self._changes[name] if name in self._changes else getattr(self._filters, name)


class Choice:
    """What is counted under filters, of one staging."""

    def __init__(self, staging: dict[str, list[dict]]):
        self.staging = staging
        self.records = Records(staging)
        self.parts = self.records.parts + reported_parts(staging, self.records.parts)
        self.index = {
            r["year"]: Fraction(r["value"]) for r in staging["price_index"] if r["series"] == "cpi_vn"
        }
        self._parts_of: dict[str, set[str]] = {}
        for r in staging["province_part"]:
            self._parts_of.setdefault(r["slug"], set()).add(r["part_slug"])

    # Who is counted

    def provinces(self, filters) -> set[str]:
        return self._parts_of.get(filters.province, set())

    def _kept(self, one: dict, filters) -> bool:
        """What a part and a project are chosen by alike; loans are never support."""
        return one["repayable"] != "yes" and self._fits(one, filters)

    def _fits(self, one: dict, filters) -> bool:
        return (
            one["province"] in self.provinces(filters)
            and (not filters.years or filters.years[0] <= one["year"] <= filters.years[1])
            and (not filters.tier or one["tier"] == filters.tier)
            and (
                not filters.contents or bool({one["content"], one["content_parent"]} & set(filters.contents))
            )
            # What a report counts as management is not told: it cannot answer a question without it.
            and (filters.management or one["management"] is False)
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
                amounts = {k: part[k] * factor for k in (*MONEY, "total") if part.get(k) is not None}
                for both in ("pair", "split"):
                    if part.get(both):
                        amounts[both] = tuple(side * factor for side in part[both])
                out.append(part | amounts)
        return out

    def sums(self, key: str, dims, filters) -> dict:
        compute, ratio, left = SUMS[key]
        nominal = self.chosen(filters)
        parts = nominal if key == "projects" else self.real(nominal, filters.prices)
        groups: dict[tuple, list] = {}
        for part in parts:
            groups.setdefault(tuple(part[dim] for dim in dims), []).append(part)
        missing = {reason: lacking(parts) for reason, lacking in left.items()}
        years = self.years_lacking(key, nominal, parts, filters)
        if filters.prices and key != "projects":
            gone = [p for p in nominal if p["year"] not in self.index]
            missing["no_price_index"] = (count(gone), recorded_sum(p["state"] for p in gone))
        told = [p for p in parts if p["evidence"] == "reported"]
        return {
            "total": row(*compute(parts), ratio=ratio) | self._of_reports(key, (), parts, told),
            "rows": (
                {
                    group: row(*compute(mine), ratio=ratio) | self._of_reports(key, dims, mine, told)
                    for group, mine in groups.items()
                }
                if dims
                else {}
            )
            | {
                (year,): row(None, ratio=ratio)
                for year in years.get("no_year", ((),))[0]
                if tuple(dims) == ("year",)
            },
            "missing": {reason: told for reason, told in missing.items() if told[0] or told[1]},
            "years": years,
        }

    @staticmethod
    def _of_reports(key: str, dims, mine: list[dict], told: list[dict]) -> dict:
        """Of a row that rests on reports alone: its projects, and no ratio of what is no money of any project."""
        if not mine or any(p["evidence"] == "record" for p in mine):
            return {}
        if "tier" in dims and mine[0]["tier"] == "all" and no_money(key, mine, told):
            return {"n_told": None} | ({"value": None} if SUMS[key][1] else {})
        return {"n_told": told_projects(key, mine, told, "tier" in dims)}

    # Years

    def years_lacking(self, key: str, nominal: list[dict], parts: list[dict], filters) -> dict:
        """Reason -> (years, state money): what an answer lacks where one-year reports of the place stand in for records."""
        here = [
            p for p in self.parts if p["province"] in self.provinces(filters) and p["basis"] == filters.basis
        ]
        if not parts or not any(p["evidence"] == "reported" for p in here):
            return {}
        answered = {p["year"] for p in here if p["evidence"] == "record"} | {
            p["year"] for p in nominal if p["evidence"] == "reported"
        }
        asked = range(filters.years[0], filters.years[1] + 1) if filters.years else ()
        lacking = {"no_year": (tuple(y for y in asked if y not in answered), None)}
        by_year: dict[int, list] = {}
        for part in parts:
            by_year.setdefault(part["year"], []).append(part)
        for year, mine in sorted(by_year.items()):
            told = [p for p in mine if p["evidence"] == "reported"]
            for reason, money in told_in_part(key, told, mine) if told else ():
                years, had = lacking.get(reason, ((), None))
                lacking[reason] = ((*years, year), recorded_sum([had, money]))
            held = {
                p["province"]
                for p in here
                if p["evidence"] == "record" and p["year"] == year and p["repayable"] != "yes"
            }
            alone = [p for p in told if p["province"] not in held]
            for reason in told_of_one_fund(key, alone) if not filters.tier else ():
                lacking[reason] = ((*lacking.get(reason, ((), None))[0], year), None)
        return {reason: of for reason, of in lacking.items() if of[0]}

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
