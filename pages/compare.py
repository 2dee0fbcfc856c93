"""Compare: any two terms of equal length of one place, why the ratio moved between them, and the place beside what others have published."""

from html import escape

import streamlit as st

from analytics import compare, findings
from analytics.charts import compare as drawn
from analytics.charts import ratio
from analytics.charts.money import LENS_METRIC
from analytics.metrics import METRICS
from pages import place, published
from pages.components import drawer, figure, frame, session
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel

TOTALS = (
    "total_cost",
    "state_support",
    "national_support",
    "local_support",
    "counterpart",
    "leverage",
    "projects",
)
OF_RECORDS = ("beneficiaries", "coverage")


def show(choice: Choice) -> None:
    here = choice.place
    if here.has_records or here.has_years:
        _terms(choice)
    elif any(choice.words.codes.places[slug].has_reported for slug in here.parts):
        heading(choice, published.title(choice), bare=True, placed=True)
        published.stated_terms(choice)
    else:
        place.show(choice)
        return
    published.others(choice)
    if not here.has_records:
        place.needs(choice)


def _terms(choice: Choice) -> None:
    years = choice.filters.years or choice.place.years
    both, good = compare.terms(frame.own("first"), frame.own("last"), years)
    if both is None:
        heading(choice, session.ask(findings.headline, choice.snapshot, choice.filters, choice.language))
        st.html(f"<div class='notice'>{escape(choice.say('compare.one_year'))}</div>")
        return
    first, last = both
    heading(choice, _title(choice, first, last))
    if not good:
        frame.hold(first=None, last=None)
        st.html(f"<div class='notice' role='status'>{escape(choice.say('compare.bad_terms'))}</div>")
    _pickers(choice, years, first, last)
    left, right = st.columns(2, gap="large")
    with left:
        opened = panel(_totals(choice, first, last), key="terms-totals")
    with right:
        if choice.place.has_records:
            figure.show(drawn.between(ratio.change, first, last), choice)
        else:
            figure.show(drawn.between(drawn.by_tier, first, last), choice)
    _charts(choice, first, last)
    if opened:
        drawer.records(choice, opened)


def _title(choice: Choice, first, last) -> str:
    words, lens = choice.words, choice.filters.lens
    whole = session.ask(
        compare.both, choice.snapshot, LENS_METRIC[lens], None, choice.filters, first, last
    ).total
    said = {"first": words.years(first), "last": words.years(last)}
    if whole["before"] is None or whole["after"] is None:
        return words.say("compare.title_none", **said)
    if lens == "ratio":
        return words.say(
            "compare.title_ratio",
            before=words.ratio(whole["before"]),
            after=words.ratio(whole["after"]),
            **said,
        )
    return words.say(
        "compare.title_money",
        lens=words.say(f"lens.{lens}"),
        before=words.money(whole["before"]),
        after=words.money(whole["after"]),
        **said,
    )


def _pickers(choice: Choice, years, first, last) -> None:
    """Length, first and second term; what the address holds decides, so that every control is set from it."""
    state, words = st.session_state, choice.words
    length = first[1] - first[0] + 1
    state["c_length"], state["c_first"], state["c_last"] = length, first, last

    # While the lists change under a quick reader the browser answers with their words: then the address decides, as it is.
    def length_changed():
        n = state["c_length"]
        if isinstance(n, int):
            _keep((years[0], years[0] + n - 1), (years[1] - n + 1, years[1]))

    def term_changed():
        n, begin, after = length, state["c_first"], state["c_last"]
        if isinstance(begin, tuple) and isinstance(after, tuple):
            _keep(begin, after if after[0] > begin[1] else (begin[1] + 1, begin[1] + n))

    with st.container(key="terms", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            words.say("compare.length"), range(1, compare.longest(years) + 1), format_func=lambda n: drawn.length_words(words, n), key="c_length", width=150, on_change=length_changed,
        )  # fmt: skip
        starts = [term for term in compare.windows(years, length) if term[1] + length <= years[1]]
        st.selectbox(
            words.say("compare.first"),
            starts,
            format_func=words.years,
            key="c_first",
            width=190,
            on_change=term_changed,
        )
        ends = [term for term in compare.windows(years, length) if term[0] > first[1]]
        st.selectbox(
            words.say("compare.last"),
            ends,
            format_func=words.years,
            key="c_last",
            width=190,
            on_change=term_changed,
        )
    st.html(f"<p class='subtitle'>{escape(words.say('compare.rule'))}</p>")


def _keep(first, last) -> None:
    frame.keep(first=f"{first[0]}-{first[1]}", last=f"{last[0]}-{last[1]}")


def _totals(choice: Choice, first, last) -> str:
    """The sums of both terms and how they changed; a number opens the projects of its term."""
    words = choice.words
    keys = TOTALS + (OF_RECORDS if choice.place.has_records else ())
    rows = "".join(_total_row(choice, key, first, last) for key in keys)
    head = "".join(
        f"<th{' class=num' if i else ''}>{escape(text)}</th>"
        for i, text in enumerate(
            (words.say("compare.measure"), words.years(first), words.years(last), words.say("field.change"))
        )
    )
    return f"<div class='scroll'><table class='plain terms'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"


def _total_row(choice: Choice, key: str, first, last) -> str:
    words, metric = choice.words, METRICS[key]
    answer = session.ask(compare.both, choice.snapshot, key, None, choice.filters, first, last)
    total, cells = answer.total, ""
    for name, term in (("before", first), ("after", last)):
        text = escape(_written(choice, metric.kind, total[name], total, name))
        mark = f"years={term[0]}-{term[1]}"
        known = total[name] is not None
        cells += f"<td class='num'>{_link(choice, mark, text) if known else text}</td>"
    change = escape(_changed(choice, metric.kind, total)) if total["change"] is not None else "—"
    name = escape(metric.label[words.language])
    strong = " class='strong'" if key == LENS_METRIC[choice.filters.lens] else ""
    return f"<tr{strong}><td>{name}</td>{cells}<td class='num'>{change}</td></tr>"


def _link(choice: Choice, mark: str, text: str) -> str:
    return f"<a class='link' role='button' tabindex='0' data-mark='{escape(mark)}' title='{escape(choice.say('compare.open_term'))}'>{text}</a>"


def _written(choice: Choice, kind: str, value, total: dict, name: str) -> str:
    words = choice.words
    if value is None:
        return "—"
    if kind == "money":
        return words.money(value)
    if kind == "ratio":
        return words.ratio(value)
    if kind == "percent":
        return f"{total[f'numerator_{name}']} / {total[f'denominator_{name}']} ({words.percent(value)})"
    return words.count(value)


def _changed(choice: Choice, kind: str, total: dict) -> str:
    """How a number changed: times for sums, a difference for ratios, points for shares."""
    words, change = choice.words, total["change"]
    sign = "+" if change > 0 else ""
    if kind == "ratio":
        return (sign + words.ratio(change)).replace("-", "−")
    if kind == "percent":
        return words.say("compare.points", points=(sign + words.ratio(100 * change, 1)).replace("-", "−"))
    if change == 0:
        return words.say("compare.same")
    if not total["before"]:
        return (sign + _written(choice, kind, change, total, "after")).replace("-", "−")
    return words.say("compare.times", times=words.ratio(total["after"] / total["before"]))


def _charts(choice: Choice, first, last) -> None:
    """By district, content and legal form, where records tell them."""
    if not choice.place.has_records:
        st.html(
            f"<div class='notice'>{escape(choice.say('compare.dims_need'))} {escape(choice.say('compare.change_needs'))}</div>"
        )
        return
    left, right = st.columns(2, gap="large")
    with left:
        figure.show(drawn.between(drawn.by_district, first, last), choice)
    with right:
        figure.show(drawn.between(drawn.by_content, first, last), choice)
    figure.show(drawn.between(drawn.by_type, first, last), choice)
