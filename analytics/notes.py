"""What an answer, a fault or an error says in words: for the command line, and for any screen that wants the same sentence."""

from analytics import apart
from analytics.answer import Alternative, Answer, Missing, Scope
from analytics.codes import Codes, Place
from analytics.conditions import LISTS
from analytics.filters import Filters
from analytics.finding_words import expected_text, found_text, in_words
from analytics.format import MISSING, amount, count, date_text, middle, percent, ratio
from analytics.metrics import METRICS, Metric
from analytics.text import has, say
from data.errors import UnknownValue, UserError
from data.finding import Finding
from data.received import File

_MONEY = frozenset({"state_support", "counterpart", "total_cost", "national_support", "local_support"})
_HIDDEN = ("findings", "n_findings")
# Where M says so, the number of projects of the whole is not known.
UNTOLD_PROJECTS = frozenset({"projects_not_stated", "projects_of_other_funds", "projects_of_no_money"})
# What M says of an answer that is no leaving out: such money is inside the sum, or the number of projects is not told.
_NOT_LEFT_OUT = frozenset(
    {
        "partly_counted",
        "counterpart_only",
        "projects_not_stated",
        "projects_of_other_funds",
        "projects_of_rows",
        "projects_of_no_money",
        "projects_of_records_only",
        "only_national_year",
        "only_local_year",
        "class_told_by_project",
    }
)


def value_text(metric: Metric, value, language: str) -> str:
    """A metric's value without its unit: money in đồng, ratios with three decimals, shares as per cent; None is "—"."""
    if metric.kind == "money":
        return count(value, language)
    if metric.kind == "ratio":
        return ratio(value, language, 3)
    if metric.kind == "percent":
        return percent(value, language)
    if metric.kind == "count" and metric.decimals:
        return middle(value, language)
    return count(value, language)


def missing_text(missing: Missing, language: str) -> str:
    """What is left out, with the money behind it where that is known."""
    text = say(
        f"missing.{missing.reason}", language, n=count(missing.n, language), years=years_text(missing.years)
    )
    if missing.reason in UNTOLD_PROJECTS and missing.years:
        text = f"{text} ({years_text(missing.years)})"
    if missing.state_vnd is None:
        return text
    return f"{text} ({_million(missing.state_vnd, language)})"


def apart_text(missing: tuple[Missing, ...], language: str) -> str:
    """The tasks, plan items and repayable projects of M in one line, each kind with its money where that is known; empty where there are none."""
    told = []
    for one in apart.told(missing):
        key = f"apart.{one.reason}_one" if one.n == 1 else f"apart.{one.reason}"
        text = say(key, language, n=count(one.n, language))
        told.append(text if one.state_vnd is None else f"{text} ({_million(one.state_vnd, language)})")
    if not told:
        return ""
    listed = say("apart.and", language).join((*([", ".join(told[:-1])] if told[1:] else ()), told[-1]))
    return say("apart.line", language, told=listed)


def years_text(years: tuple[int, ...]) -> str:
    """Years in order, neighbours together: "2013, 2016–2018"."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def filters_in_words(filters: Filters, codes: Codes, language: str) -> str:
    """Every restriction beside place, years and reading in words, "; " between them; empty where there is none."""
    told = []
    if filters.tier:
        told.append(say("asked.tier", language, value=say(f"cli.tier.{filters.tier}", language)))
    for name, dim, chosen in (
        ("contents", "content", filters.contents),
        ("types", "beneficiary_type", filters.beneficiary_types),
        ("districts", "district", filters.districts),
    ):
        if chosen:
            group = say("cli.group", language)
            labels = ", ".join(codes.label(dim, code, language, group=group) for code in chosen)
            told.append(say(f"asked.{name}", language, value=labels))
    if filters.batch is not None:
        told.append(say("asked.batch", language, value=filters.batch))
    if filters.prices:
        told.append(say("asked.prices", language, value=filters.prices))
    if not filters.management:
        told.append(say("asked.no_management", language))
    return "; ".join(told)


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
        name: say(f"attained.{value}", language)
        if name == "measure"
        else date_text(value, language)
        if name == "until"
        else years_text(value)
        if name == "years"
        else say(f"cli.tier.{value}", language)
        if name == "tier"
        else value
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


def left_out(missing: Missing) -> bool:
    """Whether what is told as missing stands outside the number, and is not only something to mind."""
    return missing.reason not in _NOT_LEFT_OUT


def answer_notes(answer: Answer, codes: Codes, language: str) -> list[str]:
    """The lines under an answer: what it rests on, leaves out, how narrow it is, what else is stated; simulated data first."""
    metric = METRICS[answer.metric]
    lines = [say("cli.simulated", language)] if answer.simulated else []
    lines.append(rests_on(answer, language))
    if answer.qualifier:
        lines.append(say("cli.qualified", language, word=say(f"qualifier.{answer.qualifier}", language)))
    for missing in answer.missing:
        key = "cli.mind" if missing.reason in _NOT_LEFT_OUT else "cli.left_out"
        lines.append(say(key, language, what=missing_text(missing, language)))
    if answer.total.get("dropped"):
        lines.append(say("cli.dropped_year", language, year=answer.total["dropped"]))
    if metric.question == "coverage":
        lines.append(say("cli.geography", language))
    lines += [scope_text(scope, codes, language) for scope in answer.scope]
    for other in answer.alternatives:
        value, why = value_text(metric, other.value, language), alternative_text(other, metric, language)
        lines.append(say("cli.alternative", language, value=value, why=why))
    return lines


def rests_on(answer: Answer, language: str) -> str:
    """What stands behind an answer: projects, reported figures, both or nothing; a number that is not told is not 0."""
    if answer.basis == "none":
        return say("cli.rests_on_nothing", language)
    if METRICS[answer.metric].mart in LISTS:
        stated = answer.basis == "reported"
        key = "cli.rests_on_stated" if stated else f"cli.rests_on_{METRICS[answer.metric].mart}"
        return say(key, language, n=count(answer.figures if stated else answer.n, language))
    basis, n = say(f"basis.{answer.basis}", language), stated_n(answer)
    figures = count(answer.figures, language)
    if answer.basis == "mixed" and answer.figures:
        return say("cli.rests_on_mixed", language, n=count(answer.n, language), figures=figures)
    if n is None:
        key = "cli.rests_on_figures" if answer.figures else "cli.rests_on"
        return say(key, language, basis=basis, figures=figures)
    return say("cli.rests_on_n", language, basis=basis, n=count(n, language))


def stated_n(answer: Answer) -> int | None:
    """How many projects the answer counts; None where its source does not say (which is not none at all)."""
    return None if any(m.reason in UNTOLD_PROJECTS for m in answer.missing) else answer.n


def finding_text(finding: Finding, language: str) -> str:
    """One fault in a sentence, and what was most likely meant where that is known; what it has no value for is "—"."""
    told = finding.as_dict() | {
        "value": found_text(finding, language),
        "expected": expected_text(finding, language),
    }
    values = {name: MISSING if value in (None, "") else value for name, value in told.items()}
    text, meant = say(f"finding.{finding.code}", language, **values), f"finding_meant.{finding.code}"
    return f"{text} {say(meant, language, **values)}" if finding.expected and has(meant, language) else text


def refusal_text(file: File, language: str) -> str:
    """Why a received file was refused, in a sentence."""
    values = {name: _shown(name, value, language) for name, value in file.values.items()}
    return say(file.error, language, **values)


def error_text(error: UserError, language: str) -> str:
    """A user's error in a sentence: what is wrong, and what to do."""
    values = {
        name: _shown(name, value, language) for name, value in error.values.items() if name not in _HIDDEN
    }
    if isinstance(error, UnknownValue):
        if error.values["field"] == "dimension" and not error.values["n"]:
            return say("cli.no_dimensions", language)
        values["field"] = say(f"error_field.{error.values['field']}", language)
        values["known"] = _known(error.values, language)
    return say(error.key, language, **values)


def _shown(name: str, value, language: str):
    if isinstance(value, Place):
        return value.timed(language)  # several places share a name
    if name == "periods":
        return "; ".join(period_text(*period, language) for period in value)
    if name == "expected" and isinstance(value, str):
        return in_words(value, language)
    if name == "status":
        return say(f"file_status.{value}", language)
    if name == "why":
        return say(f"error_why.{value}", language)
    return value


def period_text(first: int, last: int, basis: str, language: str) -> str:
    """A stated period: "2016-2018 (thực hiện)"."""
    years = str(first) if first == last else f"{first}-{last}"
    return f"{years} ({say(f'basis.{basis}', language)})"


def _known(values: dict, language: str) -> str:
    """The nearest words first, then all of a short list, or how a long one is listed."""
    told = []
    if values["close"]:
        near = "; ".join(f"{code}: {name[language]}" if name else code for code, name in values["close"])
        told.append(say("error_known.close", language, values=near))
    if values["known"]:
        told.append(say("error_known.all", language, values=", ".join(values["known"])))
    elif values["n"]:
        place = f" --province {values['place']}" if values["place"] else ""
        command = f"manage.py codes {values['field']}{place}"
        told.append(say("error_known.how", language, n=count(values["n"], language), command=command))
    return " ".join(told) or say("error_known.none", language)
