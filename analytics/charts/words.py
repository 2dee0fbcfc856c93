"""What every chart says the same way: place, period, prices, money in words, hover lines."""

from analytics import format as fmt
from analytics.codes import Codes, codes
from analytics.filters import Filters
from analytics.text import has, say
from data.store import Snapshot

BILLION, MILLION = 1_000_000_000, 1_000_000


_UNITS = {"billion": BILLION, "million": MILLION, "vnd": 1}


def one_unit(amounts) -> str:
    """The unit in which amounts that are read together are told: tỷ where three decimals hold each of them, else triệu, else đồng."""
    known = [fmt.decimal_of(vnd) for vnd in amounts if vnd is not None]
    for name in ("billion", "million"):
        scaled = [vnd / _UNITS[name] for vnd in known]
        if max(map(abs, scaled), default=0) >= 1 and all(fmt.decimals_of(one, 9) <= 3 for one in scaled):
            return name
    return "vnd"


class Words:
    """The reader's language with the codes of a snapshot at hand."""

    def __init__(self, snapshot: Snapshot, filters: Filters, language: str):
        self.language, self.filters = language, filters
        self.codes: Codes = codes(snapshot)
        self.place = self.codes.places[filters.province]

    def say(self, key: str, **values) -> str:
        return say(key, self.language, **values)

    def money(self, vnd, decimals: int = 2) -> str:
        return fmt.money_text(vnd, self.language, decimals)

    def exact(self, vnd, unit: str | None = None) -> str:
        """An amount without rounding, in `unit` or in the unit of its own (`one_unit`)."""
        if vnd is None:
            return self.money(None)
        unit = unit or one_unit([vnd])
        return f"{self.in_unit(vnd, unit)} {self.say(f'unit.told_{unit}')}"

    def in_unit(self, vnd, unit: str) -> str:
        """An amount without rounding as a figure beside others whose unit stands over them."""
        scaled = fmt.decimal_of(vnd) / _UNITS[unit]
        return fmt.number(scaled, self.language, fmt.decimals_of(scaled, 9))

    def ratio(self, value, decimals: int = 2) -> str:
        return fmt.ratio(value, self.language, decimals)

    def percent(self, share, decimals: int = 1) -> str:
        return fmt.percent(share, self.language, decimals)

    def count(self, n) -> str:
        return fmt.count(n, self.language)

    def label(self, dim: str, code) -> str:
        return self.codes.label(
            dim, code, self.language, none=self.none(dim), group=self.say("group.unsplit")
        )

    def none(self, dim: str) -> str:
        return self.say(f"none.{dim}") if dim in ("district", "beneficiary_type", "content") else "—"

    def short(self, dim: str, code, most: int = 34) -> str:
        """A label cut at a word for an axis; the whole one stands in the hover and the table."""
        if dim == "content" and has(f"content_short.{code}", self.language):
            return self.say(f"content_short.{code}")
        text = self.label(dim, code)
        if len(text) <= most:
            return text
        return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,(;") + "…"

    def years(self, years=None) -> str:
        first, last = years or self.filters.years or self.place.years or (None, None)
        return "—" if first is None else str(first) if first == last else f"{first}–{last}"

    def prices(self) -> str:
        return (
            self.say("prices.real", year=self.filters.prices)
            if self.filters.prices
            else self.say("prices.nominal")
        )

    def where(self) -> str:
        """Place, period, prices: the tail of every subtitle."""
        return f"{self.place.label(self.language)}, {self.years()}, {self.prices()}"

    def where_nominal(self) -> str:
        """Place and period where constant prices have no meaning: a project's own ratio has no price year."""
        return f"{self.place.label(self.language)}, {self.years()}, {self.say('prices.nominal')}"

    def names(self, labels: list[str], most: int = 6, of: str = "place") -> str:
        """Names in a sentence, the rest counted; `of` is what they are of: place, district, content, beneficiary_type, file, year."""
        if len(labels) <= most:
            return ", ".join(labels)
        return self.say(f"names.more_{of}", names=", ".join(labels[:most]), n=len(labels) - most)

    def decisions(self, numbers: str) -> str:
        """Numbers of decisions as the reference list joins them, in the reader's language."""
        return numbers.replace(" và ", f" {self.say('names.and')} ")

    def scale(self, top_vnd) -> tuple[int, str]:
        """The unit an axis of money is drawn in: (đồng, its name)."""
        if (top_vnd or 0) >= BILLION:
            return BILLION, self.say("unit.billion")
        return MILLION, self.say("unit.million")
