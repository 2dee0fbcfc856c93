"""The oracle's years: what the one-year reports of a year leave open for a metric.

Parts are those of tests/reference_sums; amounts are đồng, None is not told.
"""

from tests.reference_records import recorded_sum


def told_in_part(key: str, told: list[dict], mine: list[dict]):
    """What the reports of one year leave open for a metric: (reason, state money); `mine` are the year's records too."""
    neither = bool(told) and all(p[name] is None for p in told for name in ("state", "counterpart"))
    if key == "leverage" and neither:
        yield "no_state_year", None
    if key == "counterpart" and neither:
        yield "no_counterpart_year", None
    if key == "total_cost" and neither and all(p["total"] is None for p in told):
        yield "incomplete_year", None
    if key == "total_cost":  # what a stated total speaks for needs no pair
        whole = {p["province"] for p in told if p["tier"] == "all" and p["total_stated"]}
        told = [p for p in told if not p["total_stated"] and p["province"] not in whole]
    state, counterpart = (recorded_sum(p[name] for p in told) for name in ("state", "counterpart"))
    pairs = [p["pair"] for p in told if p["pair"]]
    paired_state, paired_counterpart = (sum(pair[side] for pair in pairs) for side in (0, 1))
    alone_state = state is not None and (not pairs or state > paired_state)
    alone_counterpart = counterpart is not None and (not pairs or counterpart > paired_counterpart)
    money = None if state is None else state - paired_state
    unlike = alone_state and alone_counterpart
    if key in ("total_cost", "leverage") and unlike:
        yield "unlike_funds_year", money
    alone_state, alone_counterpart = alone_state and not unlike, alone_counterpart and not unlike
    if key == "total_cost" and (alone_state or alone_counterpart):
        yield "incomplete_year", money
    if key in ("counterpart", "leverage") and alone_state:
        yield "no_counterpart_year", money
    if key == "leverage" and alone_counterpart:
        yield "no_state_year", None
    if key == "projects" and all(p["n"] is None for p in told):
        yield "no_projects_year", state
    if key == "support_per_project":
        yield "reports_left_out", state
    if key in ("total_cost", "counterpart", "leverage", "projects", "support_per_project"):
        return
    if state is None:
        yield "no_state_year", None
        return
    fund = {"national_support": "national", "local_support": "local"}.get(key)
    if fund and all(p[fund] is None for p in mine):
        funds = any(p["tier"] != "all" and p["state"] is not None for p in told)
        undivided = not funds or any(p["tier"] == "all" and p["state"] for p in told)
        yield ("state_not_split" if undivided else "other_fund_year"), state
    if key == "state_share_national" and not any(p["split"] for p in told):
        yield "state_not_split", state


def told_of_one_fund(key: str, told: list[dict]):
    """Reasons of one year whose reports (`told`, of provinces without a record in it) count one fund alone for a metric."""
    amount = {"leverage": "pair", "total_cost": "total", "counterpart": "counterpart", "projects": "n"}
    amount |= dict.fromkeys(("state_support", "no_district_share", "evidence_share"), "state")
    if key not in amount:
        return
    tiers: dict[str, set] = {}
    for part in told:
        if part[amount[key]] is not None:
            tiers.setdefault(part["province"], set()).add(part["tier"])
    for tier in ("national", "local"):
        if {tier} in tiers.values():
            yield f"only_{tier}_year"
