"""The codes of a snapshot and how they are said: provinces, contents, types, districts, statuses; read once a snapshot."""

from dataclasses import dataclass
from functools import lru_cache

from analytics.filters import Known
from analytics.text import say
from data.store import Snapshot


@dataclass(frozen=True)
class Place:
    """One choice of place. `parts` are the slugs its numbers are summed over, itself first."""

    slug: str
    name: str
    full_name: str
    name_en: str
    kind: str
    map_code: str | None
    parts: tuple[str, ...]
    has_records: bool
    has_years: bool
    has_reported: bool
    simulated: bool
    has_lists: bool  # activities, awards or collaborators
    has_apart: bool  # tasks, plan items or repayable projects, which are in no sum of grants
    lists_only: bool  # of years nothing else is known: no records, no figures of whole years
    years: tuple[int, int] | None
    last_complete: int | None

    def label(self, language: str) -> str:
        return self.name_en if language == "en" else self.name

    def timed(self, language: str) -> str:
        """The name of a province with the time it stands for, since an old and a new one may share it."""
        key = {"province_34": "frame.place_now", "province_63": "frame.place_then"}.get(self.kind)
        return say(key, language, name=self.label(language)).strip() if key else self.label(language)


@dataclass(frozen=True)
class Codes:
    """Everything a screen needs to say a code in words."""

    places: dict[str, Place]
    contents: dict[str, dict]
    beneficiary_types: dict[str, dict]
    districts: dict[str, dict]
    statuses: dict[str, dict]
    reasons: dict[str, dict]
    price_years: tuple[int, ...]

    @property
    def known(self) -> Known:
        return Known(
            provinces=frozenset(self.places),
            contents=frozenset(self.contents),
            beneficiary_types=frozenset(self.beneficiary_types) | {"group"},
            districts=frozenset(self.districts),
            price_years=frozenset(self.price_years),
        )

    def label(self, dim: str, code, language: str, *, none: str = "—", group: str = "—") -> str:
        """A dimension's code in words; `none` for NULL and `group` for what cannot be split."""
        if code is None:
            return none
        if code == "group":
            return group
        if dim == "district":
            return self.districts.get(code, {}).get("short_name", str(code))
        if dim == "province":
            place = self.places.get(code)
            return place.label(language) if place else str(code)
        table = {
            "content": self.contents,
            "content_parent": self.contents,
            "beneficiary_type": self.beneficiary_types,
            "status": self.statuses,
            "reason": self.reasons,
            "change_reason": self.reasons,
        }.get(dim)
        if table and code in table:
            return table[code]["label_en" if language == "en" else "label_vi"]
        return str(code)


_PLACES = """
SELECT p.slug, p.name, p.full_name, p.name_en, p.kind, p.map_code,
       (SELECT LIST(x.part_slug ORDER BY CASE WHEN x.part_slug = p.slug THEN 0 ELSE 1 END, x.part_slug) FROM staging.province_part x WHERE x.slug = p.slug) AS parts
FROM staging.province p ORDER BY p.name COLLATE vi
"""
_EVIDENCE = """
SELECT province, MIN(year) AS first_year, MAX(year) AS last_year, MAX(CASE WHEN evidence = 'record' THEN 1 ELSE 0 END) = 1 AS has_records,
       COUNT(DISTINCT CASE WHEN evidence = 'reported' AND basis = 'actual' AND state_vnd IS NOT NULL THEN year END) AS reported_years,
       MIN(CASE WHEN basis = 'actual' THEN year END) AS first_actual, MAX(CASE WHEN basis = 'actual' THEN year END) AS last_actual
FROM cube GROUP BY province
"""
_LISTS = """
SELECT province, MIN(year) AS first_year, MAX(year) AS last_year
FROM (SELECT province, year FROM activity UNION ALL SELECT province, year FROM award UNION ALL SELECT province, year FROM collaborator) GROUP BY province
"""
ENOUGH_YEARS = 5  # fewer one-year figures draw no yearly line


@lru_cache(maxsize=4)
def codes(snapshot: Snapshot) -> Codes:
    """The codes of one snapshot, read once."""
    evidence = {row["province"]: row for row in snapshot.rows(_EVIDENCE)}
    reported = {row["province"] for row in snapshot.rows("SELECT DISTINCT province FROM reported_figure")}
    simulated = {
        row["province"] for row in snapshot.rows("SELECT DISTINCT province FROM project WHERE simulated")
    }
    apart = {row["province"] for row in snapshot.rows("SELECT DISTINCT province FROM apart")}
    lists = {row["province"]: (row["first_year"], row["last_year"]) for row in snapshot.rows(_LISTS)}
    places = {}
    for row in snapshot.rows(_PLACES):
        parts = tuple(row.pop("parts") or [row["slug"]])
        mine = [evidence[p] for p in parts if p in evidence]
        listed = [lists[p] for p in parts if p in lists]
        spans = [(e["first_year"], e["last_year"]) for e in mine] or listed
        actual = [e for e in mine if e["first_actual"] is not None]
        records = any(e["has_records"] for e in mine)
        years = any(e["reported_years"] >= ENOUGH_YEARS for e in mine)
        places[row["slug"]] = Place(
            **row,
            parts=parts,
            has_records=records,
            has_years=years,
            has_reported=any(p in reported for p in parts),
            simulated=any(p in simulated for p in parts),
            has_lists=bool(listed),
            has_apart=any(p in apart for p in parts),
            lists_only=bool(listed) and not mine,
            years=(min(first for first, _ in spans), max(last for _, last in spans)) if spans else None,
            last_complete=max((e["last_actual"] for e in actual), default=None),
        )
    return Codes(
        places=places,
        contents=_keyed(
            snapshot,
            "SELECT code, parent, label_vi, label_en, level, sort, decree_9, programme_1881_7, programme_136_7 FROM staging.content ORDER BY sort",
        ),
        beneficiary_types=_keyed(
            snapshot,
            "SELECT code, label_vi, label_en, natural_person FROM staging.beneficiary_type ORDER BY sort",
        ),
        districts=_keyed(
            snapshot,
            "SELECT district_code AS code, name, short_name, type, province, province_code, valid_from, valid_to, now_code FROM district ORDER BY short_name COLLATE vi",
        ),
        statuses=_keyed(
            snapshot, 'SELECT code, label_vi, label_en, "group" FROM staging.status ORDER BY sort'
        ),
        reasons=_keyed(snapshot, "SELECT code, label_vi, label_en FROM staging.reason"),
        price_years=tuple(
            r["year"] for r in snapshot.rows("SELECT DISTINCT year FROM staging.price_index ORDER BY year")
        ),
    )


def _keyed(snapshot: Snapshot, sql: str) -> dict[str, dict]:
    return {row["code"]: row for row in snapshot.rows(sql)}


def default_years(place: Place) -> tuple[int, int] | None:
    """The years a place opens with: from its first to its last complete one."""
    if not place.years:
        return None
    return place.years[0], place.last_complete or place.years[1]
