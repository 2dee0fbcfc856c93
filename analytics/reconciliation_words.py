"""A check in one sentence, in the reader's language."""

from analytics.format import amount, count, number, percent
from analytics.reconciliation_figures import Check
from analytics.text import has, say

_ROOM = "reconciliation"


def sentence(check: Check, language: str = "vi") -> str:
    """What was found, with its numbers, and of what: "Các phần cộng lại là …: lệch … (kinh phí hỗ trợ, …)."

    Simulated data is said to be so first. Raises KeyError for a reason without words.
    """
    text = say(f"{_ROOM}.reason.{check.reason}", language, **_values(check, language))
    if "unclear" in check.values and check.reason != "not_claimed_two_readings":
        text += say(f"{_ROOM}.unclear_left_out", language, **_values(check, language))
    of_what = ", ".join(_scope(check, language))
    parts = [say(f"{_ROOM}.simulated", language)] if check.simulated else []
    return " ".join([*parts, text[0].upper() + text[1:], *([f"({of_what})"] if of_what else [])]) + "."


def source_words(check: Check) -> tuple[str, ...]:
    """The words within `sentence` that are a source's own, in Vietnamese whatever the reader's language."""
    told = (check.values.get(name) for name in ("counted", "quote", "first", "second"))
    return tuple(text for text in (check.content, check.district, *told) if text)


def shown(value, unit: str, language: str) -> str:
    """A number of a check with its unit: money in triệu đồng to the đồng, a count bare."""
    if unit == "vnd":
        return say(f"{_ROOM}.money", language, amount=amount(value, "triệu đồng", language))
    return number(value, language) if isinstance(value, float) else count(value, language)


def _values(check: Check, language: str) -> dict[str, str]:
    """Every value of a check as text; the difference without its sign, for the sentence says which is larger."""
    known = {"stated": check.stated, "computed": check.computed}
    known["difference"] = None if check.difference is None else abs(check.difference)
    out = {name: shown(value, check.unit, language) for name, value in known.items()}
    if "qualifier" in check.values:
        out["stated"] = say(f"{_ROOM}.qualifier.{check.values['qualifier']}", language, number=out["stated"])
    for name, value in check.values.items():
        if name.endswith("measure"):
            out[name] = measure(value, language)
        elif name.startswith("percent"):
            out[name] = percent(value, language)
        elif name in ("left", "other_left", "unclear"):
            out[name] = shown(value, check.unit, language)
        else:
            out[name] = str(value)
    return out


def measure(code: str, language: str) -> str:
    """The measure in words; the code itself for one that has none."""
    key = f"{_ROOM}.measure.{code}"
    return say(key, language) if has(key, language) else code


def _scope(check: Check, language: str):
    if check.measure:
        yield check.values.get("counted") or measure(check.measure, language)
    if check.basis:
        yield say(f"{_ROOM}.basis.{check.basis}", language)
    if check.period and check.check != "period_years":
        yield check.period
    if check.tier in ("national", "local"):
        yield say(f"{_ROOM}.tier.{check.tier}", language)
    if check.batch is not None:
        yield say(f"{_ROOM}.batch", language, batch=check.batch)
    yield from (text for text in (check.content, check.district) if text)
