"""What the records of a place lack, and what was received of it: files, rows, what a later file replaced, what was found."""

from analytics.conditions import DIM_COLUMNS, where
from analytics.filters import Filters
from analytics.metrics.quality import LACKS
from analytics.query import said, sql_of
from data.finding import LEVELS, Finding
from data.store import Snapshot

# What a mark `lacks=…` may name: the condition on mart gap.
CONDITIONS = {lack: f"no_{lack}" for lack in LACKS} | {"any": "NOT complete"}


def records(
    snapshot: Snapshot, asked: dict, filters: Filters, years: tuple[int, int] | None
) -> tuple[list[dict], str]:
    """The projects of a mark `lacks=…` (with year, district, basis…), one row each; an unknown lack opens nothing. Returns (rows, SQL)."""
    condition, params = where(filters.but(basis=asked.get("basis", filters.basis), years=years), "gap")
    condition += f" AND {CONDITIONS.get(asked['lacks'], 'FALSE')}"
    for dim, column in DIM_COLUMNS.items():
        if dim in asked and dim != "year":
            condition += f" AND {column} IS NOT DISTINCT FROM NULLIF($mark_{dim}, '')"
            params[f"mark_{dim}"] = asked[dim]
    sql = sql_of("gap_records").format(where=condition)
    return snapshot.rows(sql, params), said(sql, params)


# Staging tables whose rows are of a place: what `rows` counts.
PLACED = frozenset(
    {"project", "funding", "support", "event", "plan", "reported_figure", "reported_project", "difficulty", "recommendation", "activity", "award", "collaborator"}
)  # fmt: skip


def rows(snapshot: Snapshot, province: str | None) -> tuple[dict, ...]:
    """Rows received of a place (None: of all) by file, sheet and table (columns: queries/quality_rows.sql)."""
    return tuple(snapshot.rows(sql_of("quality_rows"), {"province": province}))


def findings(snapshot: Snapshot, province: str) -> tuple[Finding, ...]:
    """What was found in the files that count, of one place: warnings and notes, in order of level and code."""
    return tuple(Finding(**row) for row in snapshot.rows(sql_of("quality_findings"), {"province": province}))


def all_findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """What was found in all files that count, in order of level, code, file, row."""
    return tuple(
        Finding(**row)
        for row in snapshot.rows(
            """SELECT code, level, file, sheet, row, "column", value, expected FROM staging.finding
               ORDER BY CASE level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, code, file, sheet, row"""
        )
    )


def found_everywhere(snapshot: Snapshot) -> dict:
    """Of all files that count: n (findings), warnings (and errors), places (slugs whose rows they are of, most first)."""
    counted = snapshot.rows("SELECT COUNT(*) AS n, COUNT(CASE WHEN level <> 'note' THEN 1 END) AS warnings FROM staging.finding")[0]  # fmt: skip
    placed = " UNION ALL ".join(f"SELECT file, COALESCE(sheet, '') AS sheet, row, province FROM staging.{table}" for table in sorted(PLACED))  # fmt: skip
    places = snapshot.rows(
        f"""SELECT r.province FROM staging.finding f JOIN ({placed}) r ON r.file = f.file AND r.sheet = COALESCE(f.sheet, '') AND r.row = f.row
            GROUP BY r.province ORDER BY COUNT(*) DESC, r.province"""
    )
    return counted | {"places": tuple(row["province"] for row in places)}


def by_code(found: tuple[Finding, ...]) -> dict[tuple[str, str], list[Finding]]:
    """(level, code) -> its findings; errors first, then the most frequent."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in found:
        groups.setdefault((finding.level, finding.code), []).append(finding)
    order = sorted(groups, key=lambda key: (LEVELS.index(key[0]), -len(groups[key]), key[1]))
    return {key: groups[key] for key in order}


def by_source(snapshot: Snapshot, province: str) -> tuple[dict, ...]:
    """The sources whose figures stand for a place: source_id, source_title, figures, seen (of them: found again in the source's own
    words or as a value), unseen (could not be found again), own (the department's own statement)."""
    return tuple(
        snapshot.rows(
            """SELECT source_id, MIN(COALESCE(source_title, source_id)) AS source_title, COUNT(*) AS figures,
                      COUNT(CASE WHEN verified IN ('quote', 'value', 'corrected') THEN 1 END) AS seen,
                      COUNT(CASE WHEN verified = 'no' THEN 1 END) AS unseen, COUNT(CASE WHEN verified = 'own' THEN 1 END) AS own
               FROM reported_figure WHERE province IN (SELECT part_slug FROM staging.province_part WHERE slug = $province)
               GROUP BY source_id ORDER BY source_id""",
            {"province": province},
        )
    )
