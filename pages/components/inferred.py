"""How a province was found that its source does not name: our own note, in the reader's language."""

from html import escape

from analytics.text import catalogue, say
from pages.components import quoted
from pages.components.frame import Choice

_ROOM = "inference."


def note(text: str, language: str) -> str:
    """The note as HTML: ours in the reader's language, one that a department wrote itself as it is."""
    known = next(
        (key for key, said in catalogue("vi").items() if key.startswith(_ROOM) and said == text), None
    )
    return escape(say(known, language)) if known else quoted.said(text)


def notice(choice: Choice, text: str | None) -> str:
    """The box that says so; nothing where the source names its province."""
    if not text:
        return ""
    return f"<div class='notice'><b>{escape(choice.say('place.inferred'))}:</b> {note(text, choice.language)}</div>"
