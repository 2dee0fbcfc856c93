"""The cards at the top of a page: one number each, with what stands beside it and a hint of its years."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Card:
    """One number: `mark` opens it; `years` are (year, value or None) for the hint of a line."""

    mark: str
    name: str
    figure: str
    unit: str = ""
    beside: str = ""
    quiet: str = ""
    years: tuple = ()


def html(cards: list[Card]) -> str:
    return "<div class='cards'>" + "".join(_card(card) for card in cards) + "</div>"


def _card(card: Card) -> str:
    unit = f"<small>{escape(card.unit)}</small>" if card.unit else ""
    quiet = f" <i>{escape(card.quiet)}</i>" if card.quiet else ""
    return (
        f"<button type='button' class='card' data-mark='{escape(card.mark)}'><span class='name'>{escape(card.name)}</span>"
        f"<span class='figure'>{escape(card.figure)}{unit}</span><span class='beside'>{escape(card.beside)}{quiet}</span>{_bars(card.years)}</button>"
    )


def _bars(years: tuple) -> str:
    """A column a year, first and last year named: a hint, not a chart."""
    known = [value for _, value in years if value]
    if len(known) < 3:
        return ""
    top, n = max(known), len(years)
    step = 200 / n
    bars = "".join(
        f"<rect class='bar' x='{i * step + step * 0.15:.1f}' y='{30 - 30 * (value or 0) / top:.1f}' width='{step * 0.7:.1f}' height='{30 * (value or 0) / top:.1f}'/>"
        for i, (_, value) in enumerate(years)
    )
    ends = f"<text class='ends' x='0' y='42'>{years[0][0]}</text><text class='ends' x='200' y='42' text-anchor='end'>{years[-1][0]}</text>"
    return f"<svg viewBox='0 0 200 44' aria-hidden='true'>{bars}{ends}</svg>"
