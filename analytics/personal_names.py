"""Where in a Vietnamese text the name of a person or a household stands.

Nothing here knows who anybody is: a name is told by the words before it (ông, bà, hộ kinh doanh,
cơ sở ...), by a family name and capitals, or because a record says so (`Known`). Names of places
and organisations are left alone. Where the two cannot be told apart a name is found rather
than missed: an initial too many costs a reader little.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from analytics.name_words import (
    ALL_FAMILY_NAMES,
    ALWAYS_PLACES,
    ENGLISH_COMPANIES,
    ENGLISH_FORMS,
    FAMILY_NAMES,
    FORMS,
    LONG_FAMILY_NAMES,
    MIDDLE_NAMES,
    ORGANISATIONS,
    PLACE_TYPES,
    PUBLIC_BODIES,
    UNSURE_FAMILY_NAMES,
    Forms,
)
from data.text import fold, search_key

# "H'Lan" is one word; so are the two of "TrầnThị", which pages print without their space, but apart.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NAME_GAP = re.compile(r"[\s_.\-]{0,3}")
_PLACE_GAP = re.compile(r"[\s.\-–]{0,3}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SIMULATED = re.compile(r"mô phỏng(?: [\d.\-/]+)?$")


@dataclass(frozen=True)
class Known:
    """What the caller knows: names of persons and households as recorded, and names of places, with or without type."""

    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def plus(self, names: Iterable[str] = (), places: Iterable[str] = ()) -> "Known":
        return Known(self.names | set(names), self.places | set(places))


@dataclass(frozen=True)
class Word:
    start: int
    end: int
    text: str
    key: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def readable(text: str) -> str:
    """NFC, one kind of Đ, nothing invisible inside a word: what the words below are cut from."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("\u00d0", "\u0110"))


def _unglued(found: re.Match) -> Iterable[tuple[int, int]]:
    """Where the words in a run of letters begin and end: a capital after a small letter begins one."""
    letters, first = found[0], 0
    for at in range(1, len(letters)):
        if letters[at].isupper() and letters[at - 1].islower():
            yield found.start() + first, found.start() + at
            first = at
    yield found.start() + first, found.end()


@dataclass(frozen=True)
class Text:
    """A readable text and its words. A span is (first word, word after the last)."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str) -> "Text":
        folded = fold(text)
        cut = [place for m in _WORD.finditer(text) for place in _unglued(m)]
        return cls(text, tuple(Word(a, b, text[a:b], folded[a:b].replace("’", "'")) for a, b in cut))

    def gap(self, at: int) -> str:
        """What stands between the word before `at` and the word at `at`."""
        return self.text[self.words[at - 1].end : self.words[at].start]

    def spaced(self, at: int) -> bool:
        """Whether only space (no full stop, no empty line) parts the word at `at` from the one before."""
        gap = self.gap(at)
        return not gap or (gap.isspace() and gap.count("\n") < 2)

    def keys(self, start: int, length: int) -> tuple[str, ...]:
        return tuple(word.key for word in self.words[start : start + length])

    def form_at(self, at: int, forms: Forms) -> int:
        """How many words the longest of the forms takes at this place; 0 where none stands."""
        for form in forms.get(self.words[at].key, ()) if at < len(self.words) else ():
            if self.keys(at, len(form)) == form and all(
                self.spaced(i) for i in range(at + 1, at + len(form))
            ):
                return len(form)
        return 0


class Phrases:
    """Many known phrases looked up word by word; the text is read once, however many they are."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], int, bool]], gap: re.Pattern):
        self.gap = gap
        self.by_first: dict[str, list] = {}
        for phrase in sorted(set(phrases), key=lambda p: (len(p[0]), not p[2]), reverse=True):
            self.by_first.setdefault(phrase[0][0], []).append(phrase)

    def at(self, text: Text, at: int):
        """The phrases (words, where the name begins in it, capitals needed) that stand here, longest first."""
        for phrase in self.by_first.get(text.words[at].key, ()):
            length = len(phrase[0])
            if text.keys(at, length) == phrase[0] and all(
                self.gap.fullmatch(text.gap(i)) for i in range(at + 1, at + length)
            ):
                yield phrase


def name_in(text: Text) -> tuple[int, int]:
    """Which words of a whole name cell are the name itself, the legal form and the trade left out.

    "Hộ kinh doanh bánh tráng trộn Cô Út" -> the span of "Cô Út". Empty where there is no name.
    """
    start, end = 0, len(text.words)
    while length := text.form_at(start, FORMS):
        start += length
    for form in ENGLISH_FORMS:
        if end - len(form) > start and text.keys(end - len(form), len(form)) == form:
            end -= len(form)
            break
    for at in range(start + 1, end):
        if re.search(r"[(,;:–]", text.gap(at)):
            end = at
            break
    capitals = [i for i in range(start, end) if text.words[i].capital]
    for names in (FAMILY_NAMES, UNSURE_FAMILY_NAMES | LONG_FAMILY_NAMES):
        for at in capitals:
            follows = text.words[at + 1] if at + 1 < end else None
            if text.words[at].key in names and follows and (follows.capital or follows.key in MIDDLE_NAMES):
                return at, end
    small = [i for i in range(start, end) if text.words[i].text[0].islower()]
    first = small[-1] + 1 if small else start
    if not any(at >= first for at in capitals):  # small to the end: more is hidden rather than less
        first = capitals[0] if capitals else start
    return first, end


def is_simulated(name: str) -> bool:
    """Whether a name is made up by the simulation and says so at its end: "Hộ kinh doanh mô phỏng 12"."""
    return bool(_SIMULATED.search(fold(readable(name)).strip()))


def is_organisation(text: Text) -> bool:
    """Whether a whole cell begins (in English: ends) as the name of an organisation does."""
    if text.form_at(0, ORGANISATIONS) or text.form_at(0, PUBLIC_BODIES):
        return True
    return any(word.key in ENGLISH_COMPANIES for word in text.words[1:])


def _variants(name: str) -> Iterable[tuple[tuple[str, ...], int, bool]]:
    """The ways a recorded name may stand in a text: (words, where the name begins, capitals needed).

    A trade name alone ("Thành Công", "Hòa Bình") is a common phrase when written small, so it
    counts only in capitals; a full personal name and anything with its form before it always.
    A single syllable alone is too common to be looked for.
    """
    text = Text.of(readable(name))
    first, end = name_in(text)
    if first == end or is_simulated(name):
        return
    starts = {0, first}
    at = 0
    while length := text.form_at(at, FORMS):
        at += length
        starts.add(at)
    for start in starts:
        keys = text.keys(start, end - start)
        if start > first or (start == first and len(keys) < 2):
            continue
        capitals = start == first and not (len(keys) > 2 and keys[0] in ALL_FAMILY_NAMES)
        yield keys, first - start, capitals
        plain = tuple(search_key(key) for key in keys)
        if all(plain):
            yield plain, first - start, capitals


def _place_names(places: Iterable[str]) -> Iterable[tuple[tuple[str, ...], int, bool]]:
    for place in places:
        for part in (place, *re.split(r"\s*[-–]\s*", place)):
            text = Text.of(readable(part))
            start = text.form_at(0, PLACE_TYPES)
            if keys := text.keys(start, len(text.words)):
                yield keys, 0, True


@lru_cache(maxsize=8)
def index(known: Known) -> tuple[Phrases, Phrases]:
    names = (variant for name in known.names for variant in _variants(name))
    return Phrases(names, _NAME_GAP), Phrases(_place_names((*ALWAYS_PLACES, *known.places)), _PLACE_GAP)
