"""How evenly support lies over the districts, beside their people, and how they lead to the communes of today."""

import itertools

from analytics import coverage
from analytics.answer import Answer
from analytics.codes import codes
from analytics.filters import Filters
from analytics.metrics import METRICS, Metric
from analytics.query import compute, metric_by, said, sql_of
from data.store import Snapshot

FEW_DISTRICTS = 10  # under so many a measure of concentration says nothing: only the top share is told


def ask(snapshot: Snapshot, metric: Metric, dims: tuple[str, ...], filters: Filters) -> Answer:
    """The metrics of this room by key. Source: marts district_year, cube, project; staging population, difficult_area, crosswalk_district."""
    if metric.key == "communes_in_one_district":
        return communes(snapshot, filters, dims)
    base, units = districts(snapshot, filters)
    if metric.key == "support_per_1000_people":
        return _per_person(snapshot, base, units, dims)
    if metric.key == "listed_district_share":
        return _listed(snapshot, base, units)
    return _concentration(base, units, metric.key)


def districts(snapshot: Snapshot, filters: Filters) -> tuple[Answer, list[dict]]:
    """Every eligible district with its support (units: district, state_vnd, projects), and the answer of the top share they belong to.

    `state_vnd` is 0 where no project touches the district, None where one does but no amount is placed in it: money that stands in a
    group, or is not recorded. Eligible is what the coverage counts: the districts of the last year, and those with a project.
    """
    cells = [row for row in coverage.grid(snapshot, filters).rows if row["existed"] or row["projects"]]
    last = max((cell["year"] for cell in cells), default=None)
    placed = metric_by(snapshot, METRICS["state_support"], ("district",), filters).by()
    units = []
    for code in sorted({c["district"] for c in cells if c["year"] == last or c["projects"]}):
        touched = sum(c["projects"] for c in cells if c["district"] == code)
        own = placed.get(code)
        amount = own["numerator"] if own else None if touched else 0
        units.append({"district": code, "state_vnd": amount, "projects": own["n"] if own else 0})
    return coverage.top_share(snapshot, filters), units


def _concentration(base: Answer, units: list[dict], key: str) -> Answer:
    """Gini or HHI over the districts whose amount is known. Total: units (how many), unknown (the districts left out)."""
    amounts = sorted(u["state_vnd"] for u in units if u["state_vnd"] is not None)
    whole = sum(amounts)
    if key == "gini":
        top = sum(b - a for a, b in itertools.combinations(amounts, 2))
        bottom = len(amounts) * whole
    else:
        top, bottom = sum(a * a for a in amounts), whole * whole
    value, reason = compute(top if amounts else None, bottom, True)
    if 0 < len(amounts) < FEW_DISTRICTS:
        value, reason = None, "few_districts"
    total = {
        "numerator": top if amounts else None, "denominator": bottom, "value": value, "n": base.n, "units": len(amounts),
        "unknown": tuple(u["district"] for u in units if u["state_vnd"] is None),
    }  # fmt: skip
    return base.but(metric=key, dims=(), rows=(), total=total | ({"reason": reason} if reason else {}))


def known_people(snapshot: Snapshot) -> dict[str, dict]:
    """District as of 30/06/2025 -> people (2019), date, source, listed (decisions), list_sources; what is not known is None."""
    return {row["district"]: row for row in snapshot.rows(sql_of("district_people"))}


def _per_person(snapshot: Snapshot, base: Answer, units: list[dict], dims: tuple[str, ...]) -> Answer:
    """Support per 1,000 people by district; the whole rests on the districts that have both. Rows also: people, listed."""
    known = known_people(snapshot)
    rows = []
    for unit in units:
        told = known.get(unit["district"], {})
        people = told.get("people")
        thousands = people / 1000 if people is not None else None
        value, reason = compute(unit["state_vnd"], thousands, True)
        row = {
            "district": unit["district"],
            "numerator": unit["state_vnd"],
            "denominator": thousands,
            "value": value,
            "n": unit["projects"],
        }
        row |= {"people": people, "listed": told.get("listed")} | ({"reason": reason} if reason else {})
        rows.append(row)
    both = [r for r in rows if r["value"] is not None]
    top, bottom = (sum(r[side] for r in both) if both else None for side in ("numerator", "denominator"))
    value, reason = compute(top, bottom, True)
    total = {"numerator": top, "denominator": bottom, "value": value, "n": base.n} | (
        {"reason": reason} if reason else {}
    )
    return base.but(
        metric="support_per_1000_people", dims=("district",) if dims else (), rows=tuple(rows) if dims else (), total=total,
        sql=f"{base.sql}\n\n{said(sql_of('district_people'), {})}",
    )  # fmt: skip


def _listed(snapshot: Snapshot, base: Answer, units: list[dict]) -> Answer:
    """The listed districts' part of the placed support. Total: listed (districts), units, people_share (None: not known)."""
    known = known_people(snapshot)
    mine = [u for u in units if known.get(u["district"], {}).get("listed")]
    amounts = [u for u in units if u["state_vnd"] is not None]
    top = sum(u["state_vnd"] for u in mine if u["state_vnd"] is not None) if mine else None
    bottom = sum(u["state_vnd"] for u in amounts) if amounts else None
    value, reason = compute(top, bottom, True)
    people = [known.get(u["district"], {}).get("people") for u in units]
    whole = sum(people) if people and None not in people else None
    share = sum(known[u["district"]]["people"] for u in mine) / whole if whole else None
    total = {
        "numerator": top, "denominator": bottom, "value": value, "n": base.n, "listed": tuple(u["district"] for u in mine),
        "units": len(units), "people_share": share,
        "decisions": tuple(sorted({known[u["district"]]["listed"] for u in mine})), "sources": tuple(sorted({known[u["district"]]["list_sources"] for u in mine})),
    }  # fmt: skip
    return base.but(
        metric="listed_district_share", dims=(), rows=(), total=total | ({"reason": reason} if reason else {})
    )


def communes(snapshot: Snapshot, filters: Filters, dims: tuple[str, ...] = ("district",)) -> Answer:
    """Today's communes by former district: wholly inside (numerator) of all that lie in it (denominator).

    Follows place and districts only: areas have no year, tier or content. Rows also: split (communes shared with another district),
    split_area (the part of the district's area in those, 0 to 1), split_names. Total: the same over all communes, each once.
    """
    params = {"province": filters.province}
    found = snapshot.rows(sql_of("crosswalk"), params)
    if filters.districts:
        found = [row for row in found if row["district"] in filters.districts]
    rows = []
    for code, own in itertools.groupby(found, key=lambda row: row["district"]):
        mine = list(own)
        shared = [row for row in mine if row["districts"] > 1]
        row = _whole(len(mine) - len(shared), len(mine)) | {"district": code, "split": len(shared)}
        areas = [r["district_share"] for r in shared]
        row |= {
            "split_area": sum(areas) if None not in areas else None,
            "split_names": tuple(r["commune_name"] for r in shared),
        }
        rows.append(row)
    spans = {row["commune"]: row["districts"] for row in found}
    split = sorted({row["commune_name"] for row in found if row["districts"] > 1})
    total = _whole(sum(1 for n in spans.values() if n == 1), len(spans)) | {
        "split": sum(1 for n in spans.values() if n > 1),
        "split_names": tuple(split),
    }
    return Answer(
        metric="communes_in_one_district", dims=("district",) if dims else (), rows=tuple(rows) if dims else (), total=total, filters=filters,
        snapshot=snapshot.id, basis="none", sql=said(sql_of("crosswalk"), params), simulated=codes(snapshot).places[filters.province].simulated,
    )  # fmt: skip


def _whole(inside: int, all_of_it: int) -> dict:
    value, reason = compute(inside if all_of_it else None, all_of_it, True)
    return {"numerator": inside if all_of_it else None, "denominator": all_of_it, "value": value, "n": 0} | (
        {"reason": reason} if reason else {}
    )


LAST_DISTRICT_YEAR = 2024  # the last whole plan year in which every place had districts


def carried(snapshot: Snapshot, filters: Filters) -> dict:
    """What of the support by former district leads on to the communes of today.

    whole_vnd: in districts all of whose communes lie in them alone; shared_vnd: in the others; nowhere_vnd, state_vnd: in no district, in
    all (None: nothing recorded); later: projects of plan years after the last whole year of districts that have no district. đồng.
    """
    by = metric_by(snapshot, METRICS["state_support"], ("district",), filters)
    split = {row["district"]: row["split"] for row in communes(snapshot, filters).rows}
    placed = {
        row["district"]: row["numerator"] or 0 for row in by.rows if row["district"] not in (None, "group")
    }
    nowhere = [
        row["numerator"]
        for row in by.rows
        if row["district"] in (None, "group") and row["numerator"] is not None
    ]
    later = metric_by(snapshot, METRICS["projects"], ("year", "district"), filters)
    return {
        "whole_vnd": sum(vnd for code, vnd in placed.items() if split.get(code) == 0),
        "shared_vnd": sum(vnd for code, vnd in placed.items() if split.get(code) != 0),
        "nowhere_vnd": sum(nowhere) if nowhere else None,
        "state_vnd": by.total["numerator"],
        "later": sum(
            row["n"] for row in later.rows if row["year"] > LAST_DISTRICT_YEAR and row["district"] is None
        ),
        "any_later": any(row["year"] > LAST_DISTRICT_YEAR for row in later.rows),
    }
