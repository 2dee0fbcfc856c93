"""Words that are a source's and not ours, as HTML: marked as Vietnamese, so that a screen reader reads them so on the English page."""

import re
from collections.abc import Iterable
from html import escape


def said(text: str | None) -> str:
    """A few words of a source or a record within a line of ours: a title, a place or an amount as stated."""
    return f"<span lang='vi'>{escape(text)}</span>" if text else ""


def quote(text: str | None) -> str:
    """What a source says, word for word; a dash where it says nothing."""
    return f"<blockquote class='words' lang='vi'>{escape(text or '—')}</blockquote>"


def within(sentence: str, words: Iterable[str | None]) -> str:
    """A sentence of ours that holds words of a source: each of `words` is marked where it stands."""
    known = sorted({word for word in words if word}, key=len, reverse=True)
    if not known:
        return escape(sentence)
    parts = re.split("(" + "|".join(map(re.escape, known)) + ")", sentence)
    return "".join(said(part) if part in known else escape(part) for part in parts)
