"""Filters as conditions on a mart: the only place where a choice becomes SQL; values travel as parameters only."""

from analytics.filters import Filters

DIM_COLUMNS = {
    "year": "year",
    "tier": "tier",
    "content": "content_code",
    "content_parent": "content_parent",
    "beneficiary_type": "beneficiary_type",
    "district": "district_code",
    "province": "province",
}

# Lists that stand beside the projects; nothing in them is planned, repayable or managed.
LISTS = ("activity", "award", "collaborator")


def where(filters: Filters, mart: str = "cube", loans: bool = False) -> tuple[str, dict]:
    """The condition and its parameters for the cube (or money_part, which has the same columns), for support, progress or reach.

    Population: grants (repayable yes left out, but for `loans`); for support the projects that are done, as reach has them; for progress all of them;
    in both of these a project belonging to every district and type it touches.
    """
    if mart in LISTS:
        return _listed(filters, mart)
    parts = [
        "province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)",
        *(() if loans else ("repayable <> 'yes'",)),
    ]
    params: dict = {"province": filters.province}
    if mart in ("support", "project"):
        parts += ["kind = 'project'", "status_group = 'done'"]
    elif mart not in ("progress", "reach"):
        parts.append("basis = $basis")
        params["basis"] = filters.basis
    if filters.years:
        parts.append("year BETWEEN $first_year AND $last_year")
        params["first_year"], params["last_year"] = filters.years
    if filters.tier:
        parts.append("tier = $tier")
        params["tier"] = filters.tier
    if filters.contents:
        parts.append("(LIST_CONTAINS($contents, content_code) OR LIST_CONTAINS($contents, content_parent))")
        params["contents"] = list(filters.contents)
    several = mart in ("progress", "reach")
    if filters.beneficiary_types:
        parts.append(
            "LIST_HAS_ANY(beneficiary_types, $beneficiary_types)"
            if several
            else "LIST_CONTAINS($beneficiary_types, beneficiary_type)"
        )
        params["beneficiary_types"] = list(filters.beneficiary_types)
    if filters.districts:
        parts.append(
            "LIST_HAS_ANY(districts, $districts)" if several else "LIST_CONTAINS($districts, district_code)"
        )
        params["districts"] = list(filters.districts)
    if not filters.management:
        parts.append("NOT management")
    return " AND ".join(parts), params


def _listed(filters: Filters, mart: str) -> tuple[str, dict]:
    """The condition on a list: place, years and districts; of activities tier and content too, of awards the owner's legal form.

    What is on a list was done: another reading than `actual` has none of it.
    """
    parts = ["province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)"]
    params: dict = {"province": filters.province}
    if filters.basis != "actual":
        parts.append("FALSE")
    if filters.years:
        parts.append("year BETWEEN $first_year AND $last_year")
        params["first_year"], params["last_year"] = filters.years
    if filters.districts:
        parts.append("district_code IN (SELECT UNNEST($districts))")
        params["districts"] = list(filters.districts)
    if mart == "activity" and filters.tier:
        parts.append("tier = $tier")
        params["tier"] = filters.tier
    if mart == "activity" and filters.contents:
        parts.append(
            "(content_code IN (SELECT UNNEST($contents)) OR content_parent IN (SELECT UNNEST($contents)))"
        )
        params["contents"] = list(filters.contents)
    if mart == "award" and filters.beneficiary_types:
        parts.append("beneficiary_type IN (SELECT UNNEST($beneficiary_types))")
        params["beneficiary_types"] = list(filters.beneficiary_types)
    return " AND ".join(parts), params
