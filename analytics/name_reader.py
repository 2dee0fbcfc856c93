"""Reads one text for the names of persons and households: the rules, over the words of `name_words`."""

import re
from collections.abc import Iterator

from analytics.name_words import (
    ACRONYM,
    ALL_FAMILY_NAMES,
    COUNTED,
    ENGLISH_COMPANIES,
    FAMILY_NAMES,
    FORMS,
    LONG_FAMILY_NAMES,
    MIDDLE_NAMES,
    NO_ESTABLISHMENT,
    NO_FAMILY,
    NO_PART_OF_A_NAME,
    NO_TITLES,
    NOT_AFTER_MIDDLE,
    OFFICES,
    ORGANISATION_STOPS,
    ORGANISATIONS,
    PLACE_PHRASES,
    PLACE_WORDS,
    STOPS,
    STOPS_IN_CAPITALS,
    STRONG_FORMS,
    TITLES,
    WIDE_PLACE_WORDS,
)
from analytics.personal_names import Known, Text, index
from data.text import search_key

_PLAIN_FAMILY_NAMES = frozenset(search_key(name) for name in ALL_FAMILY_NAMES)
_LONGEST_NAME = 5  # words: "Nguyễn Trần Thị Mai Lan"
_LONGEST_ORGANISATION = 16
_FAR = 8  # words from "cơ sở" over its trade to its name
Span = tuple[int, int]


class Reader:
    """Reads one text for names; spans are (first word, word after the last)."""

    def __init__(self, text: Text, known: Known):
        self.text, self.words, self.size = text, text.words, len(text.words)
        self.names, self.places = index(known)
        self.organisation = self._organisations()

    def spans(self) -> Iterator[Span]:
        yield from self.known_names()
        for at in range(self.size):
            yield from (self._titled(at), self._formed(at), self._family(at), self._middle(at))

    def known_names(self) -> Iterator[Span]:
        for at in range(self.size):
            for keys, offset, capitals in self.names.at(self.text, at):
                span = at + offset, at + len(keys)
                if capitals and not all(word.capital for word in self.words[at : span[1]]):
                    continue
                # A trade name alone may be a place's or a company's as well.
                if capitals and (self.is_place(span) or at in self.organisation):
                    continue
                yield span

    def run(self, at: int, longest: int = _LONGEST_NAME) -> int:
        """Where the capitalised words that begin at this word and may be one name are over."""
        end = at
        while (
            end < min(self.size, at + longest)
            and self._may_be_name(end)
            and (end == at or self.text.spaced(end))
        ):
            end += 1
        return end

    def _may_be_name(self, at: int) -> bool:
        word = self.words[at]
        return (
            word.capital
            and not any(letter.isdigit() for letter in word.text)
            and not ACRONYM.fullmatch(word.text)
            and word.key not in NO_PART_OF_A_NAME
            and not (word.shouted and word.key in STOPS_IN_CAPITALS)
            and self.text.keys(at, 2) not in OFFICES
            and not self.text.form_at(at, ORGANISATIONS)
        )

    def is_place(self, span: Span) -> bool:
        """Whether a word for a place stands before the span, or it is made of known places."""
        at, end = span
        while at < end and (length := self._place_at(at)):
            at += length
        return at >= end or self._after_place_word(*span)

    def _after_place_word(self, first: int, end: int) -> bool:
        if not first or not re.fullmatch(r"[\s.]{1,3}", self.text.gap(first)):
            return False
        before = self.words[first - 1].key
        # "Chủ tịch UBND huyện Nguyễn Thị Hoa": no district but a known one has such a name.
        of_an_office = before in WIDE_PLACE_WORDS or self.text.keys(first - 2, 1) in (("ubnd",), ("dân",))
        if of_an_office and end - first > 2 and self.words[first + 1].key in MIDDLE_NAMES:
            return False
        return before in PLACE_WORDS or any(
            first >= len(form) and self.text.keys(first - len(form), len(form)) == form
            for form in PLACE_PHRASES
        )

    def _place_at(self, at: int) -> int:
        for keys, _, _ in self.places.at(self.text, at):
            if self.words[at].capital:
                return len(keys)
        return 0

    def _titled(self, at: int) -> Span:
        """ông, bà, anh, chị ... and the name after it."""
        here, nothing = self.words[at], (at, at)
        if here.key not in TITLES or at + 1 == self.size or at in self.organisation:
            return nothing
        inside = (
            at > 0
            and here.capital
            and not here.shouted
            and self.words[at - 1].capital
            and self.text.spaced(at)
        )
        apart = not re.fullmatch(r"\s|[.:] ", self.text.gap(at + 1))
        if inside or apart or self.text.keys(at, 2) in NO_TITLES or self._place_at(at) > 1:
            return nothing
        return at + 1, self.run(at + 1, _LONGEST_NAME - 1)

    def _formed(self, at: int) -> Span:
        """hộ kinh doanh, cơ sở ..., over the trade written small, to the name."""
        nothing = at, at
        length = self.text.form_at(at, FORMS)
        if not length or at in self.organisation:
            return nothing
        strong = self.text.form_at(at, STRONG_FORMS)
        alone = self.text.keys(at, length) in (("hộ",), ("gia", "đình"))
        counted = at > 0 and (self.words[at - 1].key in COUNTED or self.words[at - 1].text.isdigit())
        start = at + length
        while start < self.size and (more := self.text.form_at(start, FORMS)):
            start += more
        first, end = self._first_run(start)
        far = first > start
        if far and (counted or alone or (end - first < 2 and not strong)):
            return nothing
        if first == end or self.text.keys(first, 2) == ("mô", "phỏng"):
            return nothing
        return nothing if self.is_place((first, end)) and (far or not strong) else (first, end)

    def _first_run(self, start: int) -> Span:
        """The first capitalised run after a form; a lone capital before a small word ("Lạp xưởng") is the trade's."""
        lone = None
        for at in range(start, min(self.size, start + _FAR)):
            word = self.words[at]
            gap = r'\s*[-:"“‘\']?\s*' if at == start else r"\s"
            if not re.fullmatch(gap, self.text.gap(at)) or self._stops(at):
                break
            end = self.run(at)
            followed = end < self.size and self.text.spaced(end) and not self._stops(end)
            if end > at + 1 or (end == at + 1 and not (followed and self.words[end].text[0].islower())):
                return at, end
            if end == at + 1 and at == start and word.key not in NO_ESTABLISHMENT:
                lone = at, end
            if word.key == "cnnt" or self.text.keys(at, 4) == ("công", "nghiệp", "nông", "thôn"):
                break
        return lone or (start, start)

    def _stops(self, at: int) -> bool:
        word = self.words[at]
        return (word.key in STOPS or word.key in PLACE_WORDS) and not word.capital

    def _family(self, at: int) -> Span:
        """A family name and the capitalised words after it."""
        here, nothing = self.words[at], (at, at)
        if here.key not in ALL_FAMILY_NAMES or not here.capital or at in self.organisation:
            return nothing
        sure = here.key in FAMILY_NAMES
        end = self.run(at)
        inside = at > 0 and self.words[at - 1].capital and self.text.spaced(at)
        if self.text.keys(at, 2) in NO_FAMILY or (not sure and (inside or here.shouted)):
            return nothing
        fewest = 3 if here.key in LONG_FAMILY_NAMES else 2
        return (at, end) if end - at >= fewest and not self.is_place((at, end)) else nothing

    def _middle(self, at: int) -> Span:
        """Any capitalised word, Thị or Văn, and a capitalised word: families of all peoples."""
        nothing = at, at
        keys = self.text.keys(at, 3)
        if (
            len(keys) < 3
            or not self.words[at].capital
            or not self.words[at + 2].capital
            or at in self.organisation
        ):
            return nothing
        if not (self.text.spaced(at + 1) and self.text.spaced(at + 2)) or keys[2] in NOT_AFTER_MIDDLE:
            return nothing
        family = keys[0] in ALL_FAMILY_NAMES
        plain = keys[1] in ("thi", "van") and keys[0] in _PLAIN_FAMILY_NAMES
        if not plain and not (keys[1] in MIDDLE_NAMES and (family or self.words[at + 1].capital)):
            return nothing
        end = max(at + 3, self.run(at + 2, 2))
        return nothing if self.is_place((at, end)) else (at, end)

    def _organisations(self) -> frozenset[int]:
        """The words that belong to the name of a company, a cooperative or another organisation."""
        found: set[int] = set()
        for at in range(self.size):
            length = self.text.form_at(at, ORGANISATIONS)
            if not length and self.text.keys(at, 2) == ("doanh", "nghiệp"):
                length = 2 if at + 2 < self.size and self.words[at + 2].capital else 0
            if length:
                found.update(range(at, self._organisation_end(at + length)))
            if self.words[at].key in ENGLISH_COMPANIES and self.words[at].capital:
                first = at
                while (
                    first
                    and at - first < _FAR
                    and self.words[first - 1].capital
                    and self.text.gap(first) in " , "
                ):
                    first -= 1
                found.update(range(first, at + 1))
        return frozenset(found)

    def _organisation_end(self, at: int) -> int:
        first = at
        while at < min(self.size, first + _LONGEST_ORGANISATION) and re.fullmatch(
            r"\s*[-–&/]?\s*", self.text.gap(at)
        ):
            word = self.words[at]
            joins = word.key == "và" and not (at + 1 < self.size and self.words[at + 1].key in FAMILY_NAMES)
            ends = word.key in STOPS or word.key in ORGANISATION_STOPS or self.text.form_at(at, FORMS)
            if ends and not word.capital and not joins:
                break
            at += 1
        return at
