"""Words of the product, in Vietnamese first: one folder of catalogues a language, and pairs that live beside a definition."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Text:
    """The same words in both languages."""

    vi: str
    en: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.vi


@lru_cache(maxsize=2)
def catalogue(language: str) -> dict[str, str]:
    """All texts of one language by dotted key, from every file of its folder."""
    texts: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / "i18n" / language).glob("*.toml")):
        texts |= dict(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    return texts


def _flat(tree: dict, prefix: str = ""):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def say(key: str, language: str, **values) -> str:
    """The text of a key with its values put in. Raises KeyError for an unknown key, so that a test meets it."""
    return catalogue(language)[key].format(**values)


def has(key: str, language: str) -> bool:
    return key in catalogue(language)
