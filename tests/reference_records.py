"""The oracle's reading of the staged rows: what each record is, where it lies and what it carries.

Slow and obvious on purpose: plain loops over plain dicts, nothing from `analytics` or the marts. The rules are
those of the design, said a second time. None is not recorded; 0 is recorded as zero.
"""

import datetime as dt
import unicodedata

LIFE = ("registered", "planned", "adjusted", "contracted", "advanced", "accepted", "settled")
BASES = ("actual", "underway", "plan", "adjusted")
LAST_DAY = dt.date(2025, 6, 30)
FIRST_DAY = dt.date(2012, 1, 1)
TABLES = (
    "project",
    "funding",
    "support",
    "event",
    "reported_figure",
    "plan",
    "source",
    "province",
    "province_part",
    "content",
    "status",
    "district",
    "price_index",
    "population",
    "difficult_area",
    "crosswalk_district",
    "activity",
    "award",
    "collaborator",
)


def staged(snapshot) -> dict[str, list[dict]]:
    """Staging table -> its rows, as plain dicts."""
    return {table: snapshot.rows(f"SELECT * FROM staging.{table}") for table in TABLES}


def recorded_sum(values):
    """The sum of what is recorded; None where nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _of(row: dict) -> tuple:
    return row["province"], row["code"], row["sequence"]


def by_project(rows: list[dict]) -> dict[tuple, list[dict]]:
    """(province, code, sequence) -> the rows that tell of that project as received then."""
    out: dict[tuple, list[dict]] = {}
    for row in rows:
        out.setdefault(_of(row), []).append(row)
    return out


class Records:
    """The project records of one staging, each opened into its parts by basis."""

    def __init__(self, staging: dict[str, list[dict]]):
        self.staging = staging
        self.groups = {row["code"]: row["group"] for row in staging["status"]}
        self.parents = {row["code"]: row["parent"] for row in staging["content"]}
        self.map_codes = {row["slug"]: row["map_code"] for row in staging["province"]}
        self._meant: dict[tuple, str | None] = {}
        self._support, self._funding = by_project(staging["support"]), by_project(staging["funding"])
        self.projects = self._last_received()
        every = [(one, part) for one in self.projects for basis in BASES for part in self._parts(one, basis)]
        self.parts = [part for one, part in every if one["kind"] == "project"]
        # Tasks, plan items and loans: read as projects are, and in no sum of them.
        self.apart = [part | {"apart": one["apart"]} for one, part in every if one["apart"]]

    def _last_received(self) -> list[dict]:
        """A later file supersedes an earlier one, record by record: by province and own code."""
        last: dict[tuple, dict] = {}
        for row in self.staging["project"]:
            key = (row["province"], row["code"])
            if key not in last or row["sequence"] > last[key]["sequence"]:
                last[key] = row
        return [self._described(row) for row in last.values()]

    def _described(self, row: dict) -> dict:
        support = []
        for s in self._support.get(_of(row), ()):
            name = s["beneficiary_code"] or f"{s['beneficiary_name']}/{s['commune'] or ''}"
            district = self.district(s["district_as_reported"], row["province"], row["plan_year"])
            support.append(s | {"who": f"{row['province']}/{name}", "district": district})
        types = {s["beneficiary_type"] for s in support}
        return row | {
            "id": f"{row['province']}/{row['code']}",
            "year": row["plan_year"],
            "content": row["content_code"],
            "content_parent": self.parents.get(row["content_code"], row["content_code"]),
            "management": row["content_code"] == "programme_management",
            "group": self.groups[row["status"]],
            # As what it stands apart of the grants to projects; a task that is repayable, as a task.
            "apart": row["kind"] if row["kind"] != "project" else {"yes": "repayable"}.get(row["repayable"]),
            "support": support,
            "funding": self._funding.get(_of(row), []),
            "district": self._place(row, support),
            "beneficiary_type": None if not types else next(iter(types)) if len(types) == 1 else "group",
        }

    def _place(self, row: dict, support: list[dict]) -> str | None:
        """The district of its establishments; `group` if several or only some are placed; else its own."""
        placed = [s["district"] for s in support if s["district"]]
        if not placed:
            return self.district(row["district_as_reported"], row["province"], row["plan_year"])
        if len(set(placed)) > 1 or len(placed) < len(support):
            return "group"
        return placed[0]

    def district(self, name: str | None, province: str, year: int) -> str | None:
        """A written name -> the code, as of 30/06/2025, of the district it meant on 30 June of the plan year."""
        return self._now(self.meant(name, province, year))

    def meant(self, name: str | None, province: str, year: int) -> str | None:
        """A written name -> the code that the district had then; each name is looked up once."""
        key = (name, province, year)
        if key not in self._meant:
            self._meant[key] = self._then(name, province, year)
        return self._meant[key]

    def _then(self, name, province, year) -> str | None:
        rows = self.staging["district"]
        if name is None or name in {"Toàn tỉnh", "Toàn thành phố"}:
            return None
        here = [row for row in rows if row["province_code"] == self.map_codes.get(province)]
        if name in {row["code"] for row in here}:
            return name
        day = min(max(dt.date(year, 6, 30), FIRST_DAY), LAST_DAY)
        alive = [row for row in here if row["valid_from"] <= day < row["valid_to"]]
        ever = [row for row in here if row["code"] in {a["code"] for a in alive}]
        for among in (alive, ever):
            codes = {
                row["code"] for row in among if _plain(name) in {_plain(row["name"]), _plain(_bare(row))}
            }
            if codes:
                return next(iter(codes)) if len(codes) == 1 else None
        return None

    def _now(self, code: str | None) -> str | None:
        """The district that holds the area on the last day of districts; None where it was shared out."""
        while code is not None:
            rows = sorted(
                (r for r in self.staging["district"] if r["code"] == code), key=lambda r: r["valid_to"]
            )
            if not rows or rows[-1]["valid_to"] > LAST_DAY:
                return code if rows else None
            code = rows[-1]["successor"]
        return None

    # Money

    def money(self, one: dict, basis: str) -> dict | None:
        """Payer -> amount under one reading of the record; None where the reading does not apply."""
        after_signing, but_advances = LIFE[3:], LIFE
        if basis == "actual":
            if one["group"] != "done":
                return None
            stages = {
                "national": after_signing,
                "local": after_signing,
                "other_state": after_signing,
                "counterpart": but_advances,
            }
        elif basis == "underway":
            if one["group"] != "underway":
                return None
            stages = dict.fromkeys(("national", "local", "other_state", "counterpart"), but_advances)
        else:
            allowed = ("planned",) if basis == "plan" else ("planned", "adjusted")
            if not any(f["stage"] in allowed for f in one["funding"]):
                return None
            stages = dict.fromkeys(("national", "local", "other_state", "counterpart"), allowed)
        return {payer: self._latest(one["funding"], payer, allowed) for payer, allowed in stages.items()}

    @staticmethod
    def _latest(funding: list[dict], payer: str, allowed) -> int | None:
        """The amount at the latest stage; an advance is money paid out, never the amount of a project."""
        for stage in reversed(LIFE):
            rows = [
                f
                for f in funding
                if f["payer"] == payer and f["stage"] == stage and stage in allowed and stage != "advanced"
            ]
            if rows:
                return sum(f["amount_vnd"] for f in rows)
        return None

    def _parts(self, one: dict, basis: str) -> list[dict]:
        """A project's money by district and type: split only where every share is recorded and they add up."""
        if (paid := self.money(one, basis)) is None:
            return []
        paid["state"] = recorded_sum([paid["national"], paid["local"]])
        whole = {
            key: one[key]
            for key in ("province", "year", "tier", "content", "content_parent", "management", "repayable")
        }
        whole |= {"project": one["id"], "evidence": "record", "basis": basis}
        if not self._splits(one, paid):
            return [whole | {"district": one["district"], "beneficiary_type": one["beneficiary_type"]} | paid]
        parts = []
        payer = "national" if paid["national"] is not None else "local"
        for district, kind in sorted({(s["district"], s["beneficiary_type"]) for s in one["support"]}):
            mine = [s for s in one["support"] if (s["district"], s["beneficiary_type"]) == (district, kind)]
            state = sum(s["state_share_vnd"] for s in mine)
            share = {"national": None, "local": None, "other_state": None, "state": state}
            share |= {payer: state, "counterpart": sum(s["counterpart_share_vnd"] for s in mine)}
            parts.append(whole | {"district": district, "beneficiary_type": kind} | share)
        return parts

    @staticmethod
    def _splits(one: dict, paid: dict) -> bool:
        if "group" not in (one["district"], one["beneficiary_type"]):
            return False
        rows = one["support"]
        complete = all(
            s["district"] and s["state_share_vnd"] is not None and s["counterpart_share_vnd"] is not None
            for s in rows
        )
        one_payer = (paid["national"] is None) != (paid["local"] is None) and paid["other_state"] is None
        return (
            complete
            and one_payer
            and sum(s["state_share_vnd"] for s in rows) == paid["state"]
            and sum(s["counterpart_share_vnd"] for s in rows) == paid["counterpart"]
        )


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower()


def _bare(row: dict) -> str:
    return row["name"].removeprefix(row["type"]).strip()


# Reported figures


def reported_parts(staging: dict[str, list[dict]], record_parts: list[dict]) -> list[dict]:
    """One-year, whole-programme figures where no record of that province, year and tier stands."""
    chosen: dict[tuple, dict] = {}
    newest: dict[tuple, int] = {}
    for row in staging["reported_figure"]:
        of = row["source_id"], row["province"]
        newest[of] = max(newest.get(of, 0), row["sequence"])
    for row in staging["reported_figure"]:
        if row["sequence"] != newest[row["source_id"], row["province"]] or not _stands_for_a_year(row):
            continue
        key = (row["province"], row["period_start"].year, row["basis"], row["tier"] or "all", row["measure"])
        best = chosen.get(key)
        if best is None or (-row["sequence"], row["source_id"], row["id"]) < (
            -best["sequence"],
            best["source_id"],
            best["id"],
        ):
            chosen[key] = row
    told: dict[tuple, dict] = {}
    held = {
        (part["province"], part["year"], part["basis"], part["tier"])
        for part in record_parts
        if part["repayable"] != "yes"
    }
    for (province, year, basis, tier, measure), row in chosen.items():
        tiers = ("national", "local") if tier == "all" else (tier,)
        if not any((province, year, basis, t) in held for t in tiers):
            told.setdefault((province, year, basis), {})[measure, tier] = int(row["value"])
    return [part for key, figures in told.items() for part in _of_a_year(key, figures, held)]


def _stands_for_a_year(row: dict) -> bool:
    start, end = row["period_start"], row["period_end"]
    one_year = (
        start and end and (start.month, start.day, end.month, end.day, start.year) == (1, 1, 12, 31, end.year)
    )
    narrower = (
        "content_as_stated",
        "content_code",
        "district_as_stated",
        "district_code",
        "batch",
        "beneficiary_type",
    )
    whole = all(row[name] is None for name in narrower) and row["subject"] == "" and not row["is_rate"]
    return bool(
        one_year
        and whole
        and row["qualifier"] not in ("from", "to", "up_to")
        and row["verified"] != "no"
        and row["measure"] in ("state_support", "counterpart", "total_cost", "projects")
    )


def _of_a_year(key: tuple, figures: dict, held: set) -> list[dict]:
    """The stated tiers, and in tier `all` what the stated whole has beyond them."""
    province, year, basis = key
    parts = []
    # The funds are told apart where the national one is, and the other one or the whole; a record of a tier tells it.
    told = {
        tier: ("state_support", tier) in figures or (*key, tier) in held
        for tier in ("national", "local", "all")
    }
    split = told["national"] and (told["local"] or told["all"])
    if figures.get(("state_support", "national"), 0) > figures.get(("state_support", "all"), float("inf")):
        split = False  # a part larger than its whole has no share in it
    for tier in ("national", "local", "all"):
        amounts = {}
        for name, measure in (("state", "state_support"), ("counterpart", "counterpart"), ("n", "projects")):
            amounts[name] = figures.get((measure, tier))
            if tier == "all" and amounts[name] is not None:
                amounts[name] -= sum(figures.get((measure, t), 0) for t in ("national", "local"))
        total = _total(figures, tier)
        if not total["total_stated"] and all(value is None for value in amounts.values()):
            continue
        parts.append(
            dict.fromkeys(("project", "content", "content_parent", "beneficiary_type", "district", "national", "local", "other_state"))
            | {"evidence": "reported", "basis": basis, "province": province, "year": year, "tier": tier}
            | {"management": None, "repayable": "unknown"} | amounts
            | ({tier: amounts["state"]} if tier != "all" else {})
            | {"split": (figures.get(("state_support", tier), 0) if tier == "national" else 0, amounts["state"]) if split and amounts["state"] is not None else None}
            | _pairs(figures, tier) | total
        )  # fmt: skip
    return parts


def _pairs(figures: dict, tier: str) -> dict:
    """Which two stated figures may meet in a ratio: those of one tier, or the whole (stated, else both tiers) with the whole."""
    states = {t: figures.get(("state_support", t)) for t in ("national", "local", "all")}
    counterparts = {t: figures.get(("counterpart", t)) for t in ("national", "local", "all")}
    both = {
        t: (states[t], figures[("counterpart", t)])
        for t in ("national", "local")
        if states[t] is not None and ("counterpart", t) in figures
    }
    if tier != "all":
        return {"pair": both.get(tier)}
    whole, counterpart = _whole(states), _whole(counterparts)
    if whole is None or counterpart is None or (states["all"], counterparts["all"]) == (None, None):
        return {"pair": None}
    return {
        "pair": (whole - sum(s for s, _ in both.values()), counterpart - sum(c for _, c in both.values()))
    }


def _whole(by_tier: dict):
    """The stated whole, else both tiers together; one tier alone is no whole."""
    if by_tier["all"] is not None:
        return by_tier["all"]
    tiers = [by_tier["national"], by_tier["local"]]
    return None if None in tiers else sum(tiers)


def _total(figures: dict, tier: str) -> dict:
    """The cost of a tier, stated or its pair; in tier `all` what the whole has beyond that; whether it is stated."""
    stated = {t: figures.get(("total_cost", t)) for t in ("national", "local", "all")}
    pairs = {t: _pairs(figures, t)["pair"] for t in stated}
    tiers = {
        t: stated[t] if stated[t] is not None else sum(pairs[t]) if pairs[t] else None
        for t in ("national", "local")
    }
    if tier != "all":
        return {"total": tiers[tier], "total_stated": stated[tier] is not None}
    whole = _whole(stated)
    told = whole is not None
    if not told and pairs["all"]:
        whole = sum(sum(pair) for pair in pairs.values() if pair)
    beyond = None if whole is None else whole - sum(value or 0 for value in tiers.values())
    return {"total": beyond, "total_stated": told}
