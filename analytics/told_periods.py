"""A period told as one beside the one-year reports of its years: which of the two answers, and what the other gives."""

from analytics.answer import Alternative, Answer
from analytics.apart import REASONS

# Years told of one fund alone: no wider than a period told of one.
_ONE_FUND = {"only_national_year", "only_local_year"}
# What years may lack and be whole all the same.
_NUMBERS_ONLY = {"projects_not_stated", *REASONS.values()}


def of_both(stated: Answer, years: Answer) -> Answer:
    """The answer of a period from a figure of exactly that period (`stated`) and from one-year reports (`years`).

    What is stated of one fund, content or batch never stands for the whole where the years are told of the whole:
    then the years answer, with what they lack, and the narrower figure is another value. What is stated of the whole
    counts; the years are another value where each of them is told and they add up to something else.
    """
    lacks = {missing.reason for missing in years.missing}
    if years.basis != "reported" or years.value is None or stated.filters.prices:
        return stated
    if stated.scope:
        if lacks & _ONE_FUND:
            return stated
        return years.but(alternatives=(*years.alternatives, _narrower(stated)))
    if lacks - _NUMBERS_ONLY or years.value == stated.value:
        return stated
    return stated.but(alternatives=(*stated.alternatives, _other(years, "years_add_up")))


def _narrower(stated: Answer) -> Alternative:
    scope = stated.scope[0]
    named = {"tier": scope.code} if scope.field == "tier" else {}
    return _other(stated, f"period_of_one_{scope.field}", named)


def _other(answer: Answer, why: str, named: dict | None = None) -> Alternative:
    total = answer.total
    return Alternative(answer.value, why, named or {}, total["numerator"], total.get("denominator"))
