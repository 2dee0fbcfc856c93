"""What sources say stood in the way, and what they ask for: quotes in a register, and the few stated figures on the course of projects."""

from collections import Counter
from dataclasses import dataclass

from analytics.query import sql_of
from data.store import Snapshot

KINDS = ("difficulty", "recommendation")


@dataclass(frozen=True)
class Statement:
    """One difficulty or recommendation in the words of its source.

    `province` is a slug; `inferred`: the text names no province, `inference` says how it was found. `addressee` and
    `year` are None where the source does not say. No source states what became of it, so there is no status.
    """

    kind: str
    province: str
    category: str
    label_vi: str
    label_en: str
    addressee: str | None
    quote: str
    year: int | None
    source_id: str
    source_title: str | None
    source_address: str | None
    inferred: bool
    inference: str | None
    file: str
    row: int

    def label(self, language: str) -> str:
        return self.label_en if language == "en" else self.label_vi


def statements(snapshot: Snapshot) -> tuple[Statement, ...]:
    """Every statement of every source, difficulties first, in the order of the sources. Source: staging.difficulty, staging.recommendation."""
    return tuple(Statement(**row) for row in snapshot.rows(sql_of("obstacles")))


def chosen(
    told: tuple[Statement, ...],
    kind: str | None = None,
    provinces: tuple[str, ...] = (),
    category: str | None = None,
    addressee: str | None = None,
) -> tuple[Statement, ...]:
    """The statements that fit; None and () restrict nothing; addressee '' asks for those without one."""
    return tuple(
        one
        for one in told
        if (kind is None or one.kind == kind)
        and (not provinces or one.province in provinces)
        and (category is None or one.category == category)
        and (addressee is None or (one.addressee or "") == addressee)
    )


def counted(told: tuple[Statement, ...], name: str) -> list[tuple[str, int]]:
    """The values of one field with how many statements have each, most first (None as '')."""
    counts = Counter(getattr(one, name) or "" for one in told)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def widest(told: tuple[Statement, ...]) -> list[tuple[str, int, int]]:
    """Categories by how many places name them, then by statements: (category, places, statements), most first."""
    places: dict[str, set[str]] = {}
    for one in told:
        places.setdefault(one.category, set()).add(one.province)
    counts = Counter(one.category for one in told)
    return sorted(((c, len(p), counts[c]) for c, p in places.items()), key=lambda r: (-r[1], -r[2], r[0]))


def stated(snapshot: Snapshot, province: str) -> list[dict]:
    """The stated figures that speak of the course of projects (columns of mart reported_figure)."""
    return snapshot.rows(sql_of("progress_stated"), {"province": province})


def begun(snapshot: Snapshot, province: str) -> list[dict]:
    """Parts of a year beside the plan of that year (columns: queries/progress_begun.sql). Begun is not finished."""
    return snapshot.rows(sql_of("progress_begun"), {"province": province})
