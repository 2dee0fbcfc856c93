"""Vietnamese text on the way in: one normal form, and a key to compare by."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
# Two ways to place the tone mark ("hoà", "hòa") are two strings even after NFC.
_TONE_PLACES = [
    ("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("õa", "oã"), ("ọa", "oạ"),
    ("òe", "oè"), ("óe", "oé"), ("ỏe", "oẻ"), ("õe", "oẽ"), ("ọe", "oẹ"),
    ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ũy", "uỹ"), ("ụy", "uỵ"),
]  # fmt: skip


def clean(value: str) -> str:
    """NFC, one kind of Đ (sheets carry U+00D0 for U+0110), single spaces, no edges."""
    text = unicodedata.normalize("NFC", value).replace("\u00d0", "\u0110").replace("\u00a0", " ")
    return _SPACES.sub(" ", text).strip()


def fold(value: str) -> str:
    """Lower case with one place of the tone mark ("Hòa", "HOÀ" -> "hoà"), each letter where it stood.

    The marks stay and the length stays (given NFC), so that what is found in the fold
    can be cut out of the text itself.
    """
    text = "".join(c.lower() if len(c.lower()) == 1 else c for c in value)
    for new, old in _TONE_PLACES:
        text = text.replace(new, old)
    return text


def search_key(value: str) -> str:
    """The key by which names are compared: lower case, no marks, đ as d, one space.

    Folding loses tones ("Vĩnh Thanh" and "Vĩnh Thạnh" share a key): good for finding
    and suggesting, never for merging.
    """
    text = clean(value).lower()
    for new, old in _TONE_PLACES:
        text = text.replace(old, new)
    text = unicodedata.normalize("NFD", text.replace("đ", "d"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return _SPACES.sub(" ", re.sub(r"[^a-z0-9%+]+", " ", text)).strip()


def code_key(code: str, zeros: bool = False) -> str:
    """The key of a code by which two that only look different are one: capitals, spaces, kinds of dash, wide letters,
    signs without width, and (unless `zeros`) zeros in front of a number: "BL -03", "bl–3". A space between digits stays.
    """
    text = "".join(c for c in unicodedata.normalize("NFKC", clean(code)) if unicodedata.category(c) != "Cf")
    text = _DASHES.sub("-", fold(text.casefold()))
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text)
    return text if zeros else re.sub(r"(?<!\d)0+(?=\d)", "", text)


def slug(name: str) -> str:
    """A name as an address carries it: "Đắk Lắk" -> "dak-lak"."""
    return search_key(name).replace(" ", "-")
