"""What an answer, a fault or an error says in words: for the command line, and for any screen that wants the same sentence."""

from analytics.answer import Alternative, Answer, Missing, Scope
from analytics.codes import Codes, Place
from analytics.format import MISSING, amount, count, date_text, percent, ratio
from analytics.metrics import METRICS, Metric
from analytics.text import say
from data.errors import UnknownValue, UserError
from data.finding import Finding

_MONEY = frozenset({"state_support", "counterpart", "total_cost", "national_support", "local_support"})
_HIDDEN = ("findings", "n_findings")


def value_text(metric: Metric, value, language: str) -> str:
    """A metric's value without its unit: money in đồng, ratios with three decimals, shares as per cent; None is "—"."""
    if metric.kind == "money":
        return count(value, language)
    if metric.kind == "ratio":
        return ratio(value, language, 3)
    if metric.kind == "percent":
        return percent(value, language)
    return count(value, language)


def missing_text(missing: Missing, language: str) -> str:
    """What is left out, with the money behind it where that is known."""
    text = say(f"missing.{missing.reason}", language, n=count(missing.n, language))
    if missing.state_vnd is None:
        return text
    return f"{text} ({_million(missing.state_vnd, language)})"


def scope_text(scope: Scope, codes: Codes, language: str) -> str:
    """Where the answer is narrower than the question; the code in words."""
    value = scope.code
    if scope.field == "content":
        value = codes.label("content", scope.code, language)
    elif scope.field == "tier":
        value = say(f"cli.tier.{scope.code}", language)
    return say(f"scope.{scope.field}", language, value=value)


def alternative_text(alternative: Alternative, metric: Metric, language: str) -> str:
    """Why the same sources give another value, with the amounts that disagree."""
    values = {
        name: say(f"attained.{value}", language) if name == "measure" else date_text(value, language) if name == "until" else value
        for name, value in alternative.values.items()
    }
    key = alternative.why
    if key == "parts_disagree":
        over, under = metric.reported or (None, None)
        for side, measure in (("numerator", over), ("denominator", under)):
            for name in (f"stated_{side}", f"parts_{side}"):
                values[name] = _measured(values.get(name), measure, language)
        key = "parts_disagree" if under else "parts_disagree_sum"
    return say(f"alternative.{key}", language, **values)


def _measured(value, measure: str | None, language: str) -> str:
    if value is None:
        return MISSING
    return _million(value, language) if measure in _MONEY else count(value, language)


def _million(vnd: int, language: str) -> str:
    unit = "triệu đồng" if language == "vi" else "VND million"
    return f"{amount(vnd, unit, language)} {unit}"


def answer_notes(answer: Answer, codes: Codes, language: str) -> list[str]:
    """The lines under an answer: what it rests on, leaves out, how narrow it is, what else is stated; simulated data first."""
    metric = METRICS[answer.metric]
    lines = [say("cli.simulated", language)] if answer.simulated else []
    basis = say(f"basis.{answer.basis}", language)
    n = stated_n(answer)
    if answer.basis == "none":
        lines.append(say("cli.rests_on_nothing", language))
    elif n is None:
        lines.append(say("cli.rests_on", language, basis=basis))
    else:
        lines.append(say("cli.rests_on_n", language, basis=basis, n=count(n, language)))
    lines += [say("cli.left_out", language, what=missing_text(m, language)) for m in answer.missing]
    lines += [scope_text(scope, codes, language) for scope in answer.scope]
    for other in answer.alternatives:
        value, why = value_text(metric, other.value, language), alternative_text(other, metric, language)
        lines.append(say("cli.alternative", language, value=value, why=why))
    return lines


def stated_n(answer: Answer) -> int | None:
    """How many projects the answer counts; None where its source does not say (which is not none at all)."""
    return None if any(m.reason == "projects_not_stated" for m in answer.missing) else answer.n


def finding_text(finding: Finding, language: str) -> str:
    """One fault in a sentence; what it has no value for is "—"."""
    values = {name: MISSING if value in (None, "") else value for name, value in finding.as_dict().items()}
    return say(f"finding.{finding.code}", language, **values)


def error_text(error: UserError, language: str) -> str:
    """A user's error in a sentence: what is wrong, and what to do."""
    values = {
        name: _shown(name, value, language) for name, value in error.values.items() if name not in _HIDDEN
    }
    if isinstance(error, UnknownValue):
        values["field"] = say(f"error_field.{error.values['field']}", language)
        values["known"] = _known(error.values, language)
    return say(error.key, language, **values)


def _shown(name: str, value, language: str):
    if isinstance(value, Place):
        return f"{value.label(language)} ({value.slug})"  # several places share a name
    if name == "periods":
        return "; ".join(period_text(*period, language) for period in value)
    if name == "why":
        return say(f"error_why.{value}", language)
    return value


def period_text(first: int, last: int, basis: str, language: str) -> str:
    """A stated period: "2016-2018 (thực hiện)"."""
    years = str(first) if first == last else f"{first}-{last}"
    return f"{years} ({say(f'basis.{basis}', language)})"


def _known(values: dict, language: str) -> str:
    known, close = values["known"], values.get("close", ())
    if not known:
        return say("error_known.none", language)
    told = [say("error_known.close", language, values=", ".join(close))] if close else []
    return " ".join([*told, say("error_known.all", language, values=", ".join(known))])
