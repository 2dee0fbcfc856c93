"""What a sum against its whole says: holds, rounding, fails or untestable, and why."""

from analytics.reconciliation_figures import LOCAL, NATIONAL, Check, Figure, compare, plain, result

SPLITS = {
    "tier": "tiers_add_up",
    "payer": "money_adds_up",
    "content": "contents_add_up",
    "district": "districts_add_up",
    "type": "types_add_up",
    "year": "years_add_up",
}
HOLDS = ("equal", "qualified")


def judge(whole: Figure, split: str, parts: list[Figure]) -> list[Check]:
    """The check of one whole and one way of splitting it; [] where nothing can be said of it."""
    tied = [p for p in parts if p.part_of == whole.id]
    both_tiers = split == "tier" and {p.tier for p in parts} >= {NATIONAL, LOCAL}
    must = both_tiers or whole.complete or (split == "year" and not tied)
    larger = [p for p in tied if compare([whole], [p]) == "above"]
    if larger and not must:
        return [_part_larger(whole, part) for part in larger]
    told = compare([whole], parts)
    if not must and len(parts) == 1:
        return _single(whole, parts[0], told, bool(tied))
    if split not in SPLITS or (split == "tier" and not both_tiers):
        return [_within(whole, parts, told)]
    return [added(SPLITS[split], [whole], parts, told, must)]


def _part_larger(whole: Figure, part: Figure) -> Check:
    """A "trong đó" that exceeds its whole; of another measure it most likely stands beside it."""
    reason = "part_larger" if part.measure == whole.measure else "part_larger_other_measure"
    return result("of_which", "fails", reason, [whole], [part], part_measure=part.measure)


def _single(whole: Figure, part: Figure, told: str, tied: bool) -> list[Check]:
    if told == "above":
        return [_part_larger(whole, part)]
    return [_within(whole, [part], told)] if tied else []


def _within(whole: Figure, parts: list[Figure], told: str) -> Check:
    """Parts that need not be all: they may not exceed their whole."""
    if told == "above":
        return result("of_which", "fails", "parts_above", [whole], parts)
    if told == "rounding":
        return result("of_which", "rounding", told, [whole], parts)
    left = plain(max(whole.value - sum(p.value for p in parts), 0))
    reason = "parts_within" if told == "below" else told
    return result("of_which", "holds", reason, [whole], parts, left=left)


def added(check: str, wholes: list[Figure], parts: list[Figure], told: str, must: bool, **values) -> Check:
    if told in HOLDS:
        return result(check, "holds", told, wholes, parts, **values)
    if told == "rounding":
        return result(check, "rounding", told, wholes, parts, **values)
    if told == "above":
        return result(check, "fails", _why_above(wholes, parts), wholes, parts, **values)
    if must:
        return result(check, "fails", "parts_below", wholes, parts, **values)
    stated, computed = (sum(f.value for f in figures) for figures in (wholes, parts))
    share = float((stated - computed) / stated)
    values |= {"left": plain(stated - computed), "percent_left": share}
    return result(check, "untestable", "not_claimed", wholes, parts, **values)


def _why_above(wholes: list[Figure], parts: list[Figure]) -> str:
    repeated = len(wholes) == 1 and len(parts) > 1 and any(p.value == wholes[0].value for p in parts)
    if repeated:
        return "part_repeats_whole"
    return "beneficiaries_twice" if parts[0].measure == "beneficiaries" else "parts_above"


def with_reason(check: Check, reason: str, **values) -> Check:
    return Check(**{**vars(check), "reason": reason, "values": check.values | values})
