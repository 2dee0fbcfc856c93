"""How a province was found that its source does not name: our own note, in the reader's language."""

from html import escape

from analytics.text import catalogue, say
from pages.components import quoted
from pages.components.frame import Choice

_ROOM = "inference."
# Names that stay Vietnamese in whatever language the note is told.
_NAMES = ("Phạm Văn Binh", "Tiền Phong")


def note(text: str, language: str) -> str:
    """The note as HTML: ours in the reader's language, one that a department wrote itself as it is."""
    known = next(
        (key for key, said in catalogue("vi").items() if key.startswith(_ROOM) and said == text), None
    )
    if known is None:
        return quoted.said(text)
    return escape(text) if language == "vi" else quoted.within(say(known, language), _NAMES)


def notice(choice: Choice, text: str | None) -> str:
    """The box that says so; nothing where the source names its province."""
    if not text:
        return ""
    return f"<div class='notice'><b>{escape(choice.say('place.inferred'))}:</b> {note(text, choice.language)}</div>"
