"""What a page is drawn from, and how the place of it is called."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from analytics.charts.words import Words
from analytics.codes import Codes, Place, codes
from analytics.filters import Filters
from analytics.text import say
from data.store import Snapshot


@dataclass(frozen=True)
class Choice:
    """What a page is drawn from: the snapshot, the filters, the reader's language and theme.

    `fixed` are the filters that a part of the page sets for itself, whatever the reader chooses.
    """

    snapshot: Snapshot
    filters: Filters
    language: str
    theme: str
    fixed: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def but(self, **fixed) -> "Choice":
        """The same choice with some filters set by the page."""
        return replace(self, filters=self.filters.but(**fixed), fixed={**self.fixed, **fixed})

    @property
    def words(self) -> Words:
        return Words(self.snapshot, self.filters, self.language)

    @property
    def place(self) -> Place:
        return codes(self.snapshot).places[self.filters.province]

    @property
    def place_name(self) -> str:
        """The place with the time it stands for, so that a province of today and the old one of its name are two."""
        return self._name_of(self.filters.province)

    def part_name(self, slug: str) -> str:
        """A part of the place by name; where there are several, with the time it stood for, since both may share a name."""
        return self.place.label(self.language) if len(self.place.parts) == 1 else self._name_of(slug)

    def _name_of(self, slug: str) -> str:
        return place_label(codes(self.snapshot), slug, self.language).strip()

    def say(self, key: str, **values) -> str:
        return say(key, self.language, **values)


def place_label(known: Codes, slug: str, lang: str) -> str:
    place = known.places[slug]
    if place.kind == "province_34":
        return say("frame.place_now", lang, name=place.label(lang))
    if place.kind == "province_63":
        mark = (
            ""
            if place.has_records or place.has_reported or place.has_lists
            else say("frame.place_nothing", lang)
        )
        return say("frame.place_then", lang, name=place.label(lang)) + mark
    return place.label(lang)
