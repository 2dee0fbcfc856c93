"""What was found and what is needed, in the reader's language: the words are ours, what an officer wrote stays as it is.

Findings carry the Vietnamese words (`data/sources`); the catalogue has each of them in both languages under `needed`, the
Vietnamese one exactly as `data` writes it, with placeholders where a value stands in it. The words of lists (sources of
money, stages) are told in English by their codes, which a workbook may hold as well; labels of the reference lists by
their English labels.
"""

import re
from functools import lru_cache

from analytics.text import catalogue
from data.finding import Finding
from data.sources import activity_tables, project_words
from data.sources.project_tables import TABLES
from data.sources.project_words import rows_of

_ROOM = "needed."
# Where one phrase ends and the next begins.
_BETWEEN = re.compile(r"( \| | → | / |; )")
# Findings whose `value` is put together by us from words of the lists; any other value is what stands in the cell.
_OUR_VALUES = frozenset(
    {"simulated_mixed", "funding_repeated", "project_replaced", "figure_replaced", "award_rivals"}
)
# Findings whose `expected` is what stands in a file: headings, sheets, quotes, names.
_THEIR_EXPECTED = frozenset(
    {"column_missing", "sheet_missing", "plan_value_misplaced", "value_not_in_quote", "project_other_province", "project_superseded",
     "reported_rivals", "reported_twice", "content_unrecognised", "text_legacy", "sheet_left", "sheet_unread",
     "unit_contradicts"}
)  # fmt: skip


def expected_text(finding: Finding, language: str) -> str | None:
    """What would be right, in the reader's language; None where nothing is offered."""
    if finding.expected is None or finding.code in _THEIR_EXPECTED:
        return finding.expected
    return in_words(finding.expected, language)


def found_text(finding: Finding, language: str) -> str | None:
    """What was found: a cell as it stands; words that we put together in the reader's language."""
    if finding.value is None or finding.code not in _OUR_VALUES:
        return finding.value
    return in_words(finding.value, language)


def in_words(phrase: str, language: str) -> str:
    """A phrase of `data` in the reader's language; whatever the catalogue does not know stays as it is."""
    if language == "vi":
        return phrase
    whole = _phrase(phrase, language)
    if whole is not None:
        return whole
    parts = _BETWEEN.split(phrase)
    return "".join(part if at % 2 else _part(part, language) for at, part in enumerate(parts))


def _part(part: str, language: str) -> str:
    if part.endswith("?"):  # something suggested
        return f"{_phrase(part[:-1], language) or part[:-1]}?"
    told = _phrase(part, language)
    return told if told is not None else ": ".join(_phrase(p, language) or p for p in part.split(": "))


def _phrase(phrase: str, language: str) -> str | None:
    """One phrase: of the catalogue, of a list; None where it is neither."""
    for pattern, told in _phrases(language):
        match = pattern.fullmatch(phrase)
        if match:
            values = {name: _phrase(value, language) or value for name, value in match.groupdict().items()}
            return told.format(**values)
    return _listed().get(phrase)


@lru_cache(maxsize=2)
def _phrases(language: str) -> tuple[tuple[re.Pattern, str], ...]:
    """Each phrase of the catalogue as `data` writes it, as a pattern, and its words in the language; those without placeholders first, then the longest."""
    vietnamese, told = catalogue("vi"), catalogue(language)
    keys = sorted(
        (key for key in vietnamese if key.startswith(_ROOM)),
        key=lambda key: ("{" in vietnamese[key], -len(vietnamese[key])),
    )
    return tuple((_pattern(vietnamese[key]), told[key]) for key in keys)


def _pattern(text: str) -> re.Pattern:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(text)))


@lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    """Words of the workbook's lists -> the codes that say the same; Vietnamese labels and headings -> the English ones."""
    words: dict[str, str] = {}
    for listed in (
        project_words.PLAN_TIERS, project_words.KINDS, project_words.FORMS, project_words.REPAYABLE, project_words.PAYERS, project_words.STAGES,
        project_words.EVENT_KINDS, project_words.MEASURES, project_words.VERSIONS,
        activity_tables.KINDS, activity_tables.TOPICS, activity_tables.LEVELS, activity_tables.GROUPS, activity_tables.AREAS, activity_tables.ROLES,
    ):  # fmt: skip
        for word, code in listed.items():
            words.setdefault(word, code)
    for table in ("content", "beneficiary_type", "status", "reason"):
        for row in rows_of(table):
            words.setdefault(row["label_vi"], row["label_en"])
    for column in (column for table in TABLES for column in table.columns):
        words.setdefault(column.headings[0], column.headings[-1])
    return words
