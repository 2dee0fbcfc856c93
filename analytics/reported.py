"""Answers from what reports state, where no project records stand: the stated period, never summed years."""

from dataclasses import dataclass, field

from analytics.answer import Alternative, Answer, Missing, Scope
from analytics.codes import codes
from analytics.filters import Filters
from analytics.metrics import METRICS, Metric
from analytics.query import compute, metric_by, said
from analytics.told_years import qualifier_of
from data.store import Snapshot

_SQL = """
SELECT id, source_id, source_title, source_address, province, province_inferred, inference, tier, content_code, content_as_stated, measure, value, unit, value_as_stated, unit_as_stated, batch, qualifier,
       beneficiary_type, quote, verified, file, row, sequence, is_seed
FROM reported_figure
WHERE province = $province AND basis = $basis AND period_start = MAKE_DATE($first_year, 1, 1) AND period_end = MAKE_DATE($last_year, 12, 31)
  AND district_as_stated IS NULL AND district_code IS NULL AND subject = '' AND NOT is_rate AND verified <> 'no'
  AND (qualifier IS NULL OR qualifier NOT IN ('from', 'to', 'up_to'))
  AND measure IN ('state_support', 'counterpart', 'total_cost', 'projects', 'beneficiaries')
ORDER BY sequence DESC, is_seed DESC, source_id, row
"""


@dataclass
class Told:
    """The figures of one source and one scope (content, batch): measure -> tier -> figure."""

    source_id: str
    content: str | None
    batch: int | None
    figures: dict = field(default_factory=dict)
    rank: tuple = ()

    def add(self, row: dict) -> None:
        by_tier = self.figures.setdefault(row["measure"], {})
        if row["measure"] == "beneficiaries" and row["beneficiary_type"]:
            by_tier = self.figures.setdefault("beneficiaries_by_type", {})
            by_tier[row["beneficiary_type"]] = row
            return
        by_tier.setdefault(row["tier"] or "all", row)


@dataclass
class Reading:
    """One reading of one measure: its value, how it came (stated, sum of tiers, of types), its figures, its tier if only one is told."""

    value: int
    how: str
    rows: list
    tier: str | None = None


def ask(snapshot: Snapshot, metric: Metric, filters: Filters) -> Answer | None:
    """The answer to a metric from figures of exactly the asked period; None where none states it (then one-year figures may).

    Order: whole-programme figure, sum of its stated parts, figure of one content or batch (then `scope` says so). Where
    the parts give another value than the whole, or another source does, it is an alternative with its reason.
    Constant prices of a period stated for several years together do not exist: value None, reason `several_years`.
    """
    if filters.years is None or filters.beneficiary_types or filters.districts or not filters.management:
        return None
    params = {
        "province": filters.province,
        "basis": filters.basis,
        "first_year": filters.years[0],
        "last_year": filters.years[1],
    }
    found = [r for r in snapshot.rows(_SQL, params) if _fits(snapshot, r, filters)]
    readings = []
    for told in _scopes(found):
        pair = _pair(told, metric, filters.tier)
        if pair:
            readings.append((told, *pair))
    if not readings:
        return None
    readings.sort(key=lambda item: _order(item, filters))
    told, top, bottom, alternatives = readings[0]
    whole = top.value
    value, reason = compute(whole, bottom.value if bottom else None, metric.is_ratio)
    if (
        filters.prices
        and metric.kind in ("money", "ratio", "percent")
        and filters.years[0] != filters.years[1]
    ):
        value, reason = None, "several_years"
    elif filters.prices and metric.kind == "money":
        whole, value, reason = _real(snapshot, metric, whole, bottom, filters)
    rows = {row["id"]: row for reading in (top, bottom) if reading for row in reading.rows}
    n, untold = _projects(told, _fund(metric, top, filters))
    total = {"numerator": whole, "denominator": bottom.value if bottom else None, "value": value, "n": n} | (
        {"reason": reason} if reason else {}
    )
    return Answer(
        metric=metric.key, dims=(), rows=(), total=total, filters=filters, snapshot=snapshot.id, basis="reported", sql=said(_SQL, params), n=n or 0,
        missing=(Missing(untold, 0),) if untold else (),
        scope=tuple(_scope(told, top, bottom, filters)),
        alternatives=tuple(alternatives) + tuple(_others(readings, metric, value)),
        sources=tuple(rows.values()), figures=len(rows), qualifier=qualifier_of([row["qualifier"] for row in rows.values()], exact=not metric.is_ratio),
        simulated=codes(snapshot).places[filters.province].simulated,
    )  # fmt: skip


def _fits(snapshot: Snapshot, row: dict, filters: Filters) -> bool:
    if filters.batch is not None and row["batch"] != filters.batch:
        return False
    if filters.contents:
        content = codes(snapshot).contents.get(row["content_code"] or "")
        return content is not None and bool({content["code"], content["parent"]} & set(filters.contents))
    return True


def _scopes(rows: list[dict]) -> list[Told]:
    scopes: dict[tuple, Told] = {}
    for row in rows:
        key = (row["source_id"], row["content_code"] or row["content_as_stated"], row["batch"])
        told = scopes.setdefault(
            key, Told(row["source_id"], row["content_code"] or row["content_as_stated"], row["batch"])
        )
        told.add(row)
    return list(scopes.values())


def _pair(told: Told, metric: Metric, tier: str | None):
    """Numerator and denominator readings of one scope and the alternatives its parts give; None where it cannot answer."""
    over, under = metric.reported
    tops = _readings(told, over, tier)
    bottoms = _readings(told, under, tier) if under else [None]
    if not tops or not bottoms:
        return None
    top, bottom = tops[0], bottoms[0]
    if (
        metric.key == "state_share_national"
        and bottom
        and bottom.how == "stated"
        and len(bottoms) == 1
        and "national" not in told.figures.get("state_support", {})
    ):
        return None
    if bottom and top.tier != bottom.tier:
        return None
    alternatives = []
    if len(tops) > 1 or len(bottoms) > 1:
        other_top, other_bottom = tops[-1], bottoms[-1]
        value, _ = compute(other_top.value, other_bottom.value if other_bottom else None, metric.is_ratio)
        stated, _ = compute(top.value, bottom.value if bottom else None, metric.is_ratio)
        if value != stated:
            alternatives.append(
                Alternative(
                    value, "parts_disagree",
                    {"stated_numerator": top.value, "parts_numerator": other_top.value, "stated_denominator": bottom.value if bottom else None,
                     "parts_denominator": other_bottom.value if other_bottom else None, "source_id": told.source_id},
                    other_top.value, other_bottom.value if other_bottom else None,
                )
            )  # fmt: skip
    return top, bottom, alternatives


def _readings(told: Told, measure: str, tier: str | None) -> list[Reading]:
    """The ways one scope tells one measure, the stated whole first, then the sum of its parts where it differs."""
    if measure == "national_support":
        row = told.figures.get("state_support", {}).get("national")
        return [Reading(int(row["value"]), "stated", [row])] if row else []
    if measure == "local_support":
        row = told.figures.get("state_support", {}).get("local")
        return [Reading(int(row["value"]), "stated", [row])] if row else []
    by_tier = told.figures.get(measure, {})
    if tier:
        row = by_tier.get(tier)
        return [Reading(int(row["value"]), "stated", [row])] if row else []
    out = []
    if "all" in by_tier:
        out.append(Reading(int(by_tier["all"]["value"]), "stated", [by_tier["all"]]))
    parts = [by_tier[t] for t in ("national", "local") if t in by_tier]
    if len(parts) == 2:
        total = sum(int(p["value"]) for p in parts)
        if not out or out[0].value != total:
            out.append(Reading(total, "tiers", parts))
    elif parts and not out:
        out.append(Reading(int(parts[0]["value"]), "stated", parts, parts[0]["tier"]))
    types = list(told.figures.get("beneficiaries_by_type", {}).values()) if measure == "beneficiaries" else []
    if types and not out:
        out.append(Reading(sum(int(r["value"]) for r in types), "types", types))
    return out


def _order(item, filters: Filters):
    """Whole programme, then sums of parts, then one tier, one content, one batch."""
    told, top, bottom, _ = item
    how = 0 if top.how == "stated" and (bottom is None or bottom.how == "stated") else 1
    narrow = (told.content is not None and not filters.contents) + (
        told.batch is not None and filters.batch is None
    )
    return (narrow, 1 if top.tier else 0, how)


def _fund(metric: Metric, top: Reading, filters: Filters) -> str | None:
    """The one fund whose money the answer is; None where it is of the whole."""
    return (
        filters.tier or {"national_support": "national", "local_support": "local"}.get(metric.key) or top.tier
    )


def _projects(told: Told, fund: str | None) -> tuple[int | None, str | None]:
    """The projects of exactly the money of the answer; else None and why: the source tells none, or those of other funds."""
    by_tier = told.figures.get("projects", {})
    both = [by_tier[tier] for tier in ("national", "local") if tier in by_tier]
    rows = (
        [by_tier[fund or "all"]]
        if (fund or "all") in by_tier
        else both
        if not fund and len(both) == 2
        else []
    )
    if rows:
        return sum(int(row["value"]) for row in rows), None
    return None, "projects_of_other_funds" if by_tier else "projects_not_stated"


def _scope(told: Told, top: Reading, bottom: Reading | None, filters: Filters):
    if told.content is not None and told.content not in filters.contents:
        yield Scope("content", told.content)
    if top.tier and not filters.tier:
        yield Scope("tier", top.tier)
    if told.batch is not None and filters.batch is None:
        yield Scope("batch", str(told.batch))


def _others(readings, metric: Metric, value):
    """What other sources of the same width give, where it is another value: of the same content, batch and fund."""
    told, chosen, *_ = readings[0]
    for other, top, bottom, _ in readings[1:]:
        width = (other.content, other.batch, top.tier)
        if width != (told.content, told.batch, chosen.tier) or other.source_id == told.source_id:
            continue
        their, _reason = compute(top.value, bottom.value if bottom else None, metric.is_ratio)
        if their is not None and their != value:
            yield Alternative(
                their,
                "other_source",
                {"source_id": other.source_id},
                top.value,
                bottom.value if bottom else None,
            )


def _real(snapshot: Snapshot, metric: Metric, numerator: int, bottom: Reading | None, filters: Filters):
    rows = snapshot.rows(
        "SELECT year, CAST(value AS DOUBLE) AS value FROM staging.price_index WHERE series = 'cpi_vn' AND year IN ($year, $base)",
        {"year": filters.years[0], "base": filters.prices},
    )
    index = {row["year"]: row["value"] for row in rows}
    if len(index) < len({filters.years[0], filters.prices}):
        return numerator, None, "no_price_index"
    real = round(numerator * index[filters.prices] / index[filters.years[0]])
    value, reason = compute(real, bottom.value if bottom else None, metric.is_ratio)
    return real, value, reason


def periods(snapshot: Snapshot, province: str) -> list[dict]:
    """The periods of whole years that are stated of a place, in their order: first_year, last_year, basis, figures. Half a year is none."""
    return snapshot.rows(
        """SELECT CAST(EXTRACT(year FROM period_start) AS INTEGER) AS first_year, CAST(EXTRACT(year FROM period_end) AS INTEGER) AS last_year, basis, COUNT(*) AS figures
           FROM reported_figure WHERE province = $province AND EXTRACT(month FROM period_start) = 1 AND EXTRACT(day FROM period_start) = 1
             AND EXTRACT(month FROM period_end) = 12 AND EXTRACT(day FROM period_end) = 31
           GROUP BY 1, 2, 3 ORDER BY first_year, last_year, basis""",
        {"province": province},
    )


def figures(snapshot: Snapshot, province: str) -> list[dict]:
    """Every figure stated of a place, with its source, quote and whether it was checked, in the order of period and source."""
    return snapshot.rows(
        """SELECT id, source_id, source_title, source_address, source_publisher, source_published, province_inferred, inference, period_start, period_end, period_as_stated,
                  tier, content_code, content_as_stated, basis, measure, value, unit, value_as_stated, unit_as_stated, is_rate, qualifier, batch, beneficiary_type, subject,
                  district_as_stated, quote, note, verified, whole, file, row
           FROM reported_figure WHERE province = $province
           ORDER BY period_start NULLS LAST, period_end, source_id, row""",
        {"province": province},
    )


def yearly(snapshot: Snapshot, key: str, filters: Filters) -> Answer:
    """One-year figures by year from the cube (evidence `reported` where no record stands)."""
    return metric_by(snapshot, METRICS[key], ("year",), filters)
