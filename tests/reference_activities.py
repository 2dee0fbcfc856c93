"""The oracle's lists: activities, awards, collaborators, read a second time from the staged rows, and the metrics counted on them."""

from functools import cached_property

from tests.reference_sums import Choice, row

LEVELS = ("commune", "district", "province", "region", "nation")
METRICS = (
    "activities", "advice_sessions", "advised_establishments", "classes_outside", "trainees_outside", "fairs", "fair_establishments", "publications", "broadcasts",
    "inspections", "awarded_products", "award_next_share", "collaborators", "collaborator_filled", "collaborator_part_time", "promotion_staff",
)  # fmt: skip


class Lists(Choice):
    """Each metric takes (dims, filters) and gives total, rows, missing."""

    # The rows that count

    def _last_receipts(self, table: str) -> list[dict]:
        """Of each source's rows of a province the last receipt."""
        newest: dict[tuple, int] = {}
        for one in self.staging[table]:
            key = one["source_id"], one["province"]
            newest[key] = max(newest.get(key, 0), one["sequence"])
        return [
            one for one in self.staging[table] if one["sequence"] == newest[one["source_id"], one["province"]]
        ]

    def _district_now(self, code: str | None) -> str | None:
        """The district of 30/06/2025 that a code of any time leads to, by its one successor."""
        return self.records._now(code)

    @cached_property
    def _list_activities(self) -> list[dict]:
        projects = {(p["province"], p["code"]): p for p in self.records.projects}
        out = []
        for one in self._last_receipts("activity"):
            project = projects.get((one["province"], one["project_code"]))
            counts = one["kind"] == "class" and project is not None and project["kind"] == "project" and project["repayable"] != "yes" and project["group"] == "done"  # fmt: skip
            out.append(
                one | {
                    "year": one["period_start"].year, "content": one["content_code"], "content_parent": self.records.parents.get(one["content_code"], one["content_code"]),
                    "district": self._district_now(one["district_code"]),
                    "told": {"times": counts and project["classes"] is not None, "people": counts and project["trainees"] is not None},
                }
            )  # fmt: skip
        return out

    def _told_once(self, table: str, key: tuple[str, ...]) -> list[dict]:
        """One row of what several sources tell: the last received."""
        order = sorted(
            self._last_receipts(table), key=lambda o: (-o["sequence"], o["source_id"], o["file"], o["row"])
        )
        kept: dict[tuple, dict] = {}
        for one in order:
            kept.setdefault(tuple(one[name] for name in key), one)
        return [one | {"district": self._district_now(one["district_code"])} for one in kept.values()]

    @cached_property
    def _list_awards(self) -> list[dict]:
        found = self._told_once("award", ("province", "product_key", "level", "round"))
        return [one | {"year": one["round"], "who": (one["province"], one["product_key"])} for one in found]

    @cached_property
    def _list_people(self) -> list[dict]:
        return self._told_once("collaborator", ("province", "role", "area_level", "area_key", "year"))

    # The choice

    def _listed(self, rows: list[dict], filters, *, activity=False, award=False) -> list[dict]:
        places = self.provinces(filters)
        out = []
        for one in rows if filters.basis == "actual" else []:
            fits = one["province"] in places
            fits &= not filters.years or filters.years[0] <= one["year"] <= filters.years[1]
            fits &= not filters.districts or one["district"] in filters.districts
            if activity:
                fits &= not filters.tier or one["tier"] == filters.tier
                fits &= not filters.contents or bool(
                    {one["content"], one["content_parent"]} & set(filters.contents)
                )
            if award:
                fits &= not filters.beneficiary_types or one["beneficiary_type"] in filters.beneficiary_types
            if fits:
                out.append(one)
        return out

    @staticmethod
    def _by_dims(rows: list[dict], dims) -> dict[tuple, list[dict]]:
        groups: dict[tuple, list[dict]] = {}
        for one in rows:
            groups.setdefault(tuple(one[dim] for dim in dims), []).append(one)
        return groups

    # Sums over activities

    def _list_sum(self, dims, filters, kind: str | None, what: str, outside: bool = False) -> dict:
        chosen = self._listed(self._list_activities, filters, activity=True)
        mine = [one for one in chosen if kind is None or one["kind"] == kind]
        told = [one for one in mine if outside and one["told"][what]]
        counted = [one for one in mine if not (outside and one["told"][what])]

        def make(rows):
            known = [one[what] for one in rows if one[what] is not None]
            return row(sum(known) if known else None, None, len(known), ratio=False)

        groups = self._by_dims(counted, dims) if dims else {}
        for group in self._by_dims(told, dims) if dims and outside else ():
            groups.setdefault(group, [])
        missing = {}
        lacking = sum(1 for one in counted if one[what] is None)
        if lacking:
            missing["no_people" if what == "people" else "no_establishments"] = (lacking, None)
        if outside and told:
            missing["class_told_by_project"] = (len(told), None)
        return {
            "total": make(counted),
            "rows": {g: make(rows) for g, rows in groups.items()},
            "missing": missing,
        }

    def activities(self, dims, filters):
        return self._list_sum(dims, filters, None, "times", outside=True)

    def advice_sessions(self, dims, filters):
        return self._list_sum(dims, filters, "advice", "times")

    def advised_establishments(self, dims, filters):
        return self._list_sum(dims, filters, "advice", "establishments")

    def classes_outside(self, dims, filters):
        return self._list_sum(dims, filters, "class", "times", outside=True)

    def trainees_outside(self, dims, filters):
        return self._list_sum(dims, filters, "class", "people", outside=True)

    def fairs(self, dims, filters):
        return self._list_sum(dims, filters, "fair", "times")

    def fair_establishments(self, dims, filters):
        return self._list_sum(dims, filters, "fair", "establishments")

    def publications(self, dims, filters):
        return self._list_sum(dims, filters, "publication", "times")

    def broadcasts(self, dims, filters):
        return self._list_sum(dims, filters, "broadcast", "times")

    def inspections(self, dims, filters):
        return self._list_sum(dims, filters, "inspection", "times")

    # Products, level by level

    def _by_level(self, dims, filters, make) -> dict:
        """`make(rows of a group, all chosen rows)`; without the level there is no value."""
        chosen = self._listed(self._list_awards, filters, award=True)
        rows = {group: make(mine, chosen, "level" in dims) for group, mine in self._by_dims(chosen, dims).items()} if dims else {}  # fmt: skip
        rows = {group: found for group, found in rows.items() if found["n"]}
        return {"total": make(chosen, chosen, False), "rows": rows, "missing": {}}

    def awarded_products(self, dims, filters):
        def make(mine, _, with_level):
            n = len({one["who"] for one in mine})
            return row(n if with_level else None, None, n, ratio=False)

        return self._by_level(dims, filters, make)

    def award_next_share(self, dims, filters):
        def make(mine, chosen, with_level):
            below = [one for one in mine if one["level"] != "nation"]
            went = {
                one["who"]
                for one in below
                for other in chosen
                if other["who"] == one["who"] and LEVELS.index(other["level"]) > LEVELS.index(one["level"])
            }
            n = len({one["who"] for one in below})
            return row(len(went), n, n, ratio=True) if with_level else row(None, None, n, ratio=True)

        return self._by_level(dims, filters, make)

    # Stocks: the last year that each province has

    def _list_stock(self, dims, filters, role: str, top, bottom, known, reason: str | None) -> dict:
        chosen = self._listed(self._list_people, filters)
        last: dict[tuple, int] = {}
        for one in chosen:
            key = one["province"], one["role"]
            last[key] = max(last.get(key, 0), one["year"])
        final = [one for one in chosen if one["year"] == last[one["province"], one["role"]]]

        def make(rows):
            rows = [one for one in rows if one["role"] == role]
            counted = [one for one in rows if known(one)]
            above = sum(map(top, counted)) if counted else None
            if bottom is None:
                return row(above, None, len(counted), ratio=False)
            return row(above, sum(map(bottom, counted)) if counted else None, len(counted), ratio=True)

        groups = self._by_dims([o for o in (chosen if "year" in dims else final) if o["role"] == role], dims) if dims else {}  # fmt: skip
        lacking = sum(1 for one in final if one["role"] == role and not known(one))
        missing = {reason: (lacking, None)} if reason and lacking else {}
        told, still = (
            {(o["province"], o["area_level"], o["area_key"]) for o in rows if o["role"] == role}
            for rows in (chosen, final)
        )
        if told - still:
            missing["areas_before"] = (len(told - still), None)
        return {
            "total": make(final),
            "rows": {g: make(rows) for g, rows in groups.items()},
            "missing": missing,
        }

    def collaborators(self, dims, filters):
        return self._list_stock(
            dims, filters, "collaborator", lambda o: o["filled"], None, lambda o: True, None
        )

    def promotion_staff(self, dims, filters):
        return self._list_stock(dims, filters, "staff", lambda o: o["filled"], None, lambda o: True, None)

    def collaborator_filled(self, dims, filters):
        return self._list_stock(
            dims, filters, "collaborator", lambda o: min(o["filled"], o["posts"]), lambda o: o["posts"], lambda o: o["posts"] is not None, "no_posts",
        )  # fmt: skip

    def collaborator_part_time(self, dims, filters):
        return self._list_stock(
            dims, filters, "collaborator", lambda o: o["part_time"], lambda o: o["filled"], lambda o: o["part_time"] is not None, "no_part_time",
        )  # fmt: skip
