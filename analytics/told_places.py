"""What is known of districts where no project records stand: those that reports and lists speak of."""

from analytics.codes import codes
from analytics.query import sql_of
from data.store import Snapshot


def districts(snapshot: Snapshot, province: str) -> tuple[dict, ...]:
    """The districts that the sources of a place name, most spoken of first (columns: queries/told_places.sql)."""
    return tuple(snapshot.rows(sql_of("told_places"), {"province": province}))


def how_many(snapshot: Snapshot, province: str) -> int:
    """The districts of a place on 30/06/2025; 0 where it is no province of the register."""
    known = codes(snapshot)
    mine = {known.places[slug].map_code for slug in known.places[province].parts} - {None}
    return sum(d["province_code"] in mine and d["now_code"] == code for code, d in known.districts.items())
