"""Sources: every document behind a reported figure, its words, what was checked, the difficulties and recommendations it states."""

from html import escape

import streamlit as st

from pages import place
from pages.components import inferred as found_out
from pages.components import quoted, session
from pages.components.frame import Choice
from pages.components.heading import heading

_SOURCES = """
SELECT s.source_id, s.title, s.publisher, s.published, s.address, COALESCE(f.figures, 0) AS figures, COALESCE(f.seen, 0) AS seen, COALESCE(p.projects, 0) AS projects, f.places, f.inferred
FROM staging.source s
LEFT JOIN (SELECT source_id, COUNT(*) AS figures, SUM(CASE WHEN verified IN ('quote', 'value', 'corrected') THEN 1 ELSE 0 END) AS seen, LIST(DISTINCT province) AS places, BOOL_OR(province_inferred) AS inferred FROM reported_figure GROUP BY source_id) f ON f.source_id = s.source_id
LEFT JOIN (SELECT source_id, COUNT(*) AS projects FROM staging.reported_project GROUP BY source_id) p ON p.source_id = s.source_id
ORDER BY s.source_id
"""
_OWN = "SELECT source_id, MIN(file) AS file, COUNT(*) AS figures FROM reported_figure WHERE source_title IS NULL GROUP BY source_id ORDER BY source_id"

_NOTED = (
    ("not stated in the text", "văn bản không nêu"), ("not given by the search", "không rõ"), ("(inferred)", "(suy ra)"),
    (" or later", " hoặc sau đó"), (" or ", " hoặc "), ("captions name", "chú thích ảnh nêu"), ("(signature line)", "(dòng ký)"),
)  # fmt: skip


def show(choice: Choice) -> None:
    rows = session.ask(_rows, choice.snapshot)
    heading(
        choice,
        choice.say(
            "sources.title",
            n=len(rows),
            figures=choice.words.count(sum(r["figures"] for r in rows)),
            projects=sum(r["projects"] for r in rows),
        ),
        bare=True,
    )
    st.html(f"<p class='subtitle'>{escape(choice.say('sources.intro'))}</p>")
    by_id = {row["source_id"]: row for row in rows}
    chosen = st.selectbox(
        choice.say("sources.choose"),
        [None, *by_id],
        format_func=lambda s: (
            choice.say("sources.all")
            if s is None
            else f"{s.split('_')[0]} · {by_id[s]['title'].removeprefix('(seed) ')}"
        ),
        key="s_source",
        placeholder=choice.say("frame.choose"),
    )
    if chosen is None:
        _table(choice, rows)
        return
    row = by_id[chosen]
    facts = [_in_words(choice, row["publisher"]), _in_words(choice, row["published"]), row["address"]]
    st.html(
        f"<h2 class='section'>{quoted.said(row['title'].removeprefix('(seed) '))}</h2><p class='subtitle'>{quoted.said(' · '.join(f for f in facts if f))}</p>"
    )
    figures = session.ask(_figures, choice.snapshot, chosen)
    inferred = next((f["inference"] for f in figures if f["province_inferred"]), None)
    if inferred:
        st.html(found_out.notice(choice, inferred))
    if figures:
        place.all_figures(choice, figures)
    _statements(choice, chosen)
    _projects(choice, chosen)


def _rows(snapshot) -> list[dict]:
    own = [
        {
            "source_id": r["source_id"],
            "title": r["file"] or r["source_id"],
            "publisher": None,
            "published": None,
            "address": None,
            "figures": r["figures"],
            "seen": 0,
            "projects": 0,
            "places": None,
        }
        for r in snapshot.rows(_OWN)
    ]
    return own + snapshot.rows(_SOURCES)


def _figures(snapshot, source: str) -> list[dict]:
    return snapshot.rows(
        "SELECT * FROM reported_figure WHERE source_id = $source ORDER BY row", {"source": source}
    )


def _places(choice: Choice, row: dict) -> str:
    """The places a source speaks of; one that its text does not name is marked."""
    names = ", ".join(choice.words.label("province", p) for p in (row["places"] or []))
    return f"{names} ({choice.say('sources.inferred')})" if row.get("inferred") else names


def _in_words(choice: Choice, text: str | None) -> str:
    """What was noted of a document in English, in the reader's language; names of publishers stay as they are."""
    out = text or ""
    if choice.language == "vi":
        for english, said in _NOTED:
            out = out.replace(english, said)
    return out


def _table(choice: Choice, rows: list[dict]) -> None:
    import pandas as pd  # with the first table, as in the drawers

    words = choice.words
    frame = pd.DataFrame(
        {
            "id": [r["source_id"].split("_")[0] for r in rows], "title": [r["title"].removeprefix("(seed) ") for r in rows],
            "places": [_places(choice, r) for r in rows], "publisher": [_in_words(choice, r["publisher"]) for r in rows], "published": [_in_words(choice, r["published"]) for r in rows],
            "figures": [r["figures"] for r in rows], "seen": [r["seen"] for r in rows], "projects": [r["projects"] for r in rows], "address": [r["address"] or "" for r in rows],
        }
    )  # fmt: skip
    config = {key: st.column_config.Column(words.say(f"sources.col_{key}")) for key in frame.columns}
    st.dataframe(
        frame,
        column_config=config,
        hide_index=True,
        width="stretch",
        height=640,
        placeholder="—",
        key="sources-table",
    )


def _statements(choice: Choice, source: str) -> None:
    """Difficulties and recommendations, word for word."""
    label = "label_en" if choice.language == "en" else "label_vi"
    for table, title in (
        ("difficulty", "sources.difficulties"),
        ("recommendation", "sources.recommendations"),
    ):
        rows = choice.snapshot.rows(
            f"SELECT d.quote, d.addressee, COALESCE(c.{label}, d.category) AS category FROM staging.{table} d LEFT JOIN staging.difficulty_category c ON c.code = d.category WHERE d.source_id = $source ORDER BY d.row",
            {"source": source},
        )
        if rows:
            body = "".join(
                f"<tr><td>{escape(r['category'])}</td><td>{quoted.said(r['addressee']) or '—'}</td><td>{quoted.quote(r['quote'])}</td></tr>"
                for r in rows
            )
            head = "".join(
                f"<th>{escape(choice.say(k))}</th>"
                for k in ("sources.category", "sources.addressee", "reported.words")
            )
            st.html(
                f"<h2 class='section'>{escape(choice.say(title))}</h2><div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
            )


def _projects(choice: Choice, source: str) -> None:
    """The projects a source names: examples, never counted into totals."""
    rows = choice.snapshot.rows(
        "SELECT * FROM staging.reported_project WHERE source_id = $source ORDER BY row", {"source": source}
    )
    if not rows:
        return
    words = choice.words
    body = "".join(
        f"<tr><td>{quoted.said(r['title']) or '—'}<br><span class='subtitle'>{quoted.said(r['beneficiary_name'])}</span></td><td>{quoted.said(r['year']) or '—'}</td><td>{quoted.said(r['district_as_stated']) or '—'}</td>"
        f"<td class='num'>{escape(words.money(r['state_vnd']))}</td><td class='num'>{escape(words.money(r['counterpart_vnd']))}</td><td>{quoted.quote(r['quote'])}</td></tr>"
        for r in rows
    )
    head = "".join(
        f"<th>{escape(words.say(k))}</th>"
        for k in (
            "field.title",
            "field.year",
            "field.district",
            "payer.state",
            "payer.counterpart",
            "reported.words",
        )
    )
    st.html(
        f"<h2 class='section'>{escape(words.say('sources.examples', n=len(rows)))}</h2><div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
