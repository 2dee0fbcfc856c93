"""Names of persons and households are shortened to initials before anything leaves the app.

"Hộ kinh doanh Trần Thị Ngọc Lan" -> "Hộ kinh doanh T.T.N.L."; companies and cooperatives stay. This hides
who a person is from a reader in passing; it is no anonymisation: place, year and amount may still tell.
"""

import re
from collections.abc import Iterable, Iterator

from analytics.name_reader import Reader, Span
from analytics.name_words import FORMS
from analytics.personal_names import Known, Text, is_organisation, is_simulated, name_in, readable
from data.text import search_key

# Codes and labels of `beneficiary_type`, as search keys: whose name is a natural person's (a household
# has no other), and those that leave it open.
NATURAL = frozenset({"business household", "household", "artisan", "ho kinh doanh", "nghe nhan"})
UNTOLD = frozenset({"", "unknown", "group", "chua ro loai hinh", "type not recorded"})
PLACE_KEYS = frozenset(
    {"district", "province", "commune", "district_as_reported", "district_as_stated", "place"}
)
NOTHING = Known()
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}$")


def mask(value, known: Known = NOTHING, kind: str = "quote", beneficiary_type: str | None = None):
    """A text with the names of persons and households shortened to initials.

    `kind`, as in `sheet.Field`: quote: free text, in which known names and whatever reads as a person's
    name are found; text: known names only; name: the whole cell is a name, a person's where
    `beneficiary_type` is a household or an artisan, or is not told and no organisation can be read from it.
    Anything but text is handed back as it is, and so is a text without such names. Masking twice is
    masking once.
    """
    if not isinstance(value, str) or not value.strip():
        return value
    masked = _masked(value, known, kind, beneficiary_type)
    # What stood beside a name may read as one once that is short.
    return masked if masked == value else mask(masked, known, kind, beneficiary_type)


def _masked(value: str, known: Known, kind: str, beneficiary_type: str | None) -> str:
    text = Text.of(readable(value))
    if kind == "name":
        if is_simulated(value):
            return value
        if is_personal(value, beneficiary_type):
            return _with_initials(text, [*_in_name_cell(text, known), *Reader(text, known).spans()], value)
    reader = Reader(text, known)
    return _with_initials(text, list(reader.known_names() if kind == "text" else reader.spans()), value)


def mask_rows(rows: Iterable[dict], fields, known: Known = NOTHING) -> tuple[dict, ...]:
    """The rows with every field of kind name, quote and text masked; other keys and values as they are.

    Names of persons in the rows themselves are looked for in all their texts, besides those in
    `known`. A field that holds a place (PLACE_KEYS) stays.
    """
    rows = tuple(rows)
    known = known_of(rows, fields, known)
    texts = [f for f in fields if f.kind in ("name", "quote", "text") and f.key not in PLACE_KEYS]
    return tuple(
        row
        | {
            field.key: mask(row[field.key], known, field.kind, row.get("beneficiary_type"))
            for field in texts
            if field.key in row
        }
        for row in rows
    )


def known_of(rows: Iterable[dict], fields, known: Known = NOTHING) -> Known:
    """`known`, and the personal names and the places that stand in the rows."""
    rows = tuple(rows)
    columns = [field.key for field in fields if field.kind == "name"]
    names = {
        row[column]
        for row in rows
        for column in columns
        if isinstance(row.get(column), str) and is_personal(row[column], row.get("beneficiary_type"))
    }
    places = {row[key] for row in rows for key in PLACE_KEYS & row.keys() if isinstance(row[key], str)}
    return known.plus(names, places)


def is_personal(name: str, beneficiary_type: str | None = None) -> bool:
    """Whether a name cell is a natural person's; where no type is told, unless it reads as an organisation's."""
    described = name.strip().startswith("(")  # "(24 lao động nông thôn)" describes, names nobody
    if described or is_simulated(name):
        return False
    told = search_key(beneficiary_type) if isinstance(beneficiary_type, str) else ""
    if told in NATURAL:
        return True
    text = Text.of(readable(name))
    if told not in UNTOLD or is_organisation(text):
        return False
    return text.form_at(0, FORMS) > 0 or any(word.capital for word in text.words)


def _in_name_cell(text: Text, known: Known) -> Iterator[Span]:
    """The name itself, and behind it (in brackets, after a comma) every run of capitals that is no place."""
    first, end = name_in(text)
    if first < end and _INITIALS.search(text.text[: text.words[end - 1].end + 1]):
        return  # masked before
    yield first, end
    reader = Reader(text, known)
    at = end
    while at < len(text.words):
        run = reader.run(at)
        if run > at and not reader.is_place((at, run)):
            yield at, run
        at = max(run, at + 1)


def _with_initials(text: Text, spans: list[Span], as_it_was: str) -> str:
    """The text with each span as initials ("T.T.N.L."); overlapping spans are one."""
    joined: list[Span] = []
    for first, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and first < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((first, end))
    if not joined:
        return as_it_was
    parts, done = [], 0
    for first, end in joined:
        words = text.words[first:end]
        letters = (
            f"{word.text[0].upper()}." if word.text[0].isalpha() else f" {word.text} " for word in words
        )
        initials = " ".join("".join(letters).split())
        last = words[-1].end
        if text.text[last : last + 1] == ".":  # one full stop is enough, and masking twice adds none
            initials = initials.removesuffix(".")
        parts += [text.text[done : words[0].start], initials]
        done = last
    return "".join(parts) + text.text[done:]
