"""The oracle's projects beside reported money, and the differences that are no money of any project.

Parts are those of tests/reference_sums that reports tell; amounts are đồng, None is not told.
"""

_OF = {
    "total_cost": "total", "counterpart": "counterpart", "projects": "n", "national_support": "national", "local_support": "local",
}  # fmt: skip


def _money(key: str, part: dict) -> tuple:
    """The amounts of a part that stand in the number; empty where none does."""
    if key == "support_per_project":
        return ()
    if key == "leverage":
        return part["pair"] or ()
    if key == "state_share_national":
        return (part["split"][1],) if part["split"] else ()
    amount = part[_OF.get(key, "state")]
    return () if amount is None else (amount,)


def _years(parts: list[dict]):
    for place in sorted({(p["province"], p["year"]) for p in parts}):
        yield {p["tier"]: p for p in parts if (p["province"], p["year"]) == place}


def told_projects(key: str, mine: list[dict], everything: list[dict], by_tier: bool) -> int | None:
    """How many projects stand behind exactly the money of a row; None where a year does not tell it. `everything`: all reported parts under the filters."""
    numbers = []
    for own in _years(mine):
        some = next(iter(own.values()))
        year = {
            p["tier"]: p for p in everything if (p["province"], p["year"]) == (some["province"], some["year"])
        }
        tells = {tier for tier, part in year.items() if _money(key, part)}
        counted = tells & set(own)
        if not counted or (by_tier and not any(_money(key, own[tier])[0] for tier in counted)):
            continue
        numbers.append(_number(year, counted, tells))
    return sum(numbers) if numbers and None not in numbers else None


def _number(year: dict, counted: set, tells: set) -> int | None:
    told = {tier: part["n"] for tier, part in year.items() if part["n"] is not None}
    funds = [told.get("national"), told.get("local")]
    whole = told["all"] + sum(n or 0 for n in funds) if "all" in told else None
    if counted in ({"national"}, {"local"}):
        return told.get(*counted)
    beside = tells - counted
    if whole is None:
        return None if beside or None in funds else sum(funds)
    less = [told.get(tier) for tier in beside]
    return None if None in less or sum(less) > whole else whole - sum(less)


def no_money(key: str, mine: list[dict], everything: list[dict]) -> bool:
    """Whether what a stated whole has beyond its funds is less than nothing, or something though both funds are told."""
    for own in _years(mine):
        part = own["all"]
        year = [p for p in everything if (p["province"], p["year"]) == (part["province"], part["year"])]
        funds = {p["tier"] for p in year if p["tier"] != "all" and _money(key, p)}
        if any(amount < 0 or (amount > 0 and len(funds) == 2) for amount in _money(key, part)):
            return True
    return False
