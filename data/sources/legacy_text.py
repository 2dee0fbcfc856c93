"""Text typed in the fonts of before Unicode (TCVN3: .VnTime; VNI: VNI-Times): found, shown as it reads, never put right silently.

Source of the letters: TCVN 5712:1993 for TCVN3; the VNI fonts write a letter as its base and a second sign for its marks.
"""

import re
import unicodedata
from functools import lru_cache

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬­®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
# A syllable without its tone: as Vietnamese spells them, loosely.
_SYLLABLE = re.compile(r"[bcdđghklmnpqrstvx]{0,3}[aăâeêioôơuưy]{1,3}(c|ch|k|m|n|ng|nh|p|t)?")
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = "".join(chr(mark) for mark in (0x300, 0x301, 0x303, 0x309, 0x323))
FEWEST = 2  # odd words that make a cell such text: one alone may be a foreign name


def reads_as(text: str, fewest: int = FEWEST) -> str | None:
    """What a cell says if it was typed in such a font; None where it is plain Unicode.

    Every word of the answer must be a Vietnamese syllable, and words must have changed that were none before:
    foreign names, signs (©, §, ×) and right Vietnamese stay what they are. `fewest`: odd words there must be.
    """
    if text.isascii():
        return None
    for decode in (_from_tcvn3, _from_vni):
        told = decode(text)
        before, after = _odd_words(text), _odd_words(told)
        if before >= fewest and not after and told != text:
            return told
    return None


def _from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def _from_vni(text: str) -> str:
    """Letter by letter: a base and the sign behind it, then what stands alone."""
    text = unicodedata.normalize("NFC", text)
    return unicodedata.normalize("NFC", _pairs()[0].sub(lambda m: _pairs()[1][m[0]], text))


@lru_cache(maxsize=1)
def _pairs() -> tuple[re.Pattern, dict[str, str]]:
    pairs = dict(_ALONE)
    for base in "aeouy":
        pairs |= {base + sign: base + tone for sign, tone in _TONES.items()}
    for base, letter in (("ô", "ơ"), ("ö", "ư")):
        pairs |= {base + sign: letter + tone for sign, tone in _TONES.items()}
    for base, letter in (("a", "â"), ("e", "ê"), ("o", "ô")):
        pairs |= {base + sign: letter + tone for sign, tone in _HAT.items()}
    pairs |= {"a" + sign: "ă" + tone for sign, tone in _BREVE.items()}
    upper = {
        form: told.upper()
        for pair, told in pairs.items()
        for form in (pair.upper(), pair[:1].upper() + pair[1:])
        if len(form) == len(pair)
    }
    pairs = upper | pairs
    return re.compile("|".join(sorted(map(re.escape, pairs), key=len, reverse=True))), pairs


def _odd_words(text: str) -> int:
    """Words that no Vietnamese syllable is spelt as, broken signs between letters included."""
    words = re.findall(r"\S+", unicodedata.normalize("NFC", text))
    return sum(_is_odd(word) for word in words)


def _is_odd(word: str) -> bool:
    if word.isascii():
        return False  # a code, a number, a word without marks
    word = re.sub(r"^[^\w¡-¾]+|[^\w¡-¾]+$", "", word)
    if not any(letter.isalpha() for letter in word):
        return False
    bare = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c not in _MARKS)
    parts = re.split(r"[-/.,()]", unicodedata.normalize("NFC", bare))
    tones = max(
        sum(c in _MARKS for c in unicodedata.normalize("NFD", p)) for p in re.split(r"[-/.,()]", word)
    )
    return tones > 1 or any(part and not part.isascii() and not _SYLLABLE.fullmatch(part) for part in parts)
