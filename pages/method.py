"""Method: every metric with its formula, worked examples and how it is misread, made from the registry; the rules of counting; the confirmed ceilings."""

from html import escape

import streamlit as st

from analytics import format as fmt
from analytics.metrics import GROUPS, Metric
from pages.components import quoted, session
from pages.components.frame import Choice
from pages.components.heading import heading

# As the reference list notes it.
_UNCHECKED = " (Thông tư 64/2024/TT-BTC sửa đổi, nội dung sửa đổi chưa đối chiếu)"


def show(choice: Choice) -> None:
    n = sum(len(group) for _, group in GROUPS)
    heading(choice, choice.say("method.title", n=n), bare=True)
    parts = [f"<p class='subtitle'>{escape(choice.say('method.intro'))}</p>"]
    for name, group in GROUPS:
        parts.append(f"<h2 class='section'>{escape(choice.say(f'method.group_{name}'))}</h2>")
        parts += [_metric(choice, metric) for metric in group]
    parts.append(f"<h2 class='section'>{escape(choice.say('method.rules'))}</h2>")
    parts += [f"<p>{escape(choice.say(f'method.rule_{i}'))}</p>" for i in range(1, 10)]
    parts.append(_ceilings(choice))
    parts.append(
        f"<h2 class='section'>{escape(choice.say('method.credits'))}</h2><p>{escape(choice.say('map.credit'))}</p><p>{escape(choice.say('method.credit_population'))}</p><p>{escape(choice.say('method.credit_prices'))}</p>"
    )
    st.html(f"<div class='method'>{''.join(parts)}</div>")


def _metric(choice: Choice, metric: Metric) -> str:
    lang = choice.language
    examples = "".join(f"<li>{escape(_example(choice, metric, e))}</li>" for e in metric.examples)
    return (
        f"<h3 id='{escape(metric.key)}'>{escape(metric.label[lang])} <span class='tag'>{escape(metric.key)}</span></h3><p>{escape(metric.meaning[lang])} <b>{escape(choice.say('method.unit'))}:</b> {escape(metric.unit[lang])}.</p>"
        f"<p><code>{escape(metric.formula[lang])}</code></p><p><b>{escape(choice.say('method.misread'))}:</b> {escape(metric.misread[lang])}</p><p><b>{escape(choice.say('method.edge'))}:</b> {escape(metric.edge[lang])}</p>"
        f"<p><b>{escape(choice.say('method.over_years'))}:</b> {escape(choice.say('method.over_' + metric.over_years))}</p><p><b>{escape(choice.say('method.examples'))}:</b></p><ul>{examples}</ul>"
    )


def _example(choice: Choice, metric: Metric, example) -> str:
    """A worked example in one line: the source, the two sides, the value."""
    lang = choice.language
    where = (
        choice.say("method.made_up")
        if example.source == "made-up"
        else choice.say("method.source", source=example.source)
    )
    value = {
        "ratio": lambda v: fmt.ratio(v, lang, 3),
        "percent": lambda v: fmt.percent(v, lang),
        "money": choice.words.exact,
    }.get(metric.kind, lambda v: fmt.number(v, lang))(example.value)

    def side(amount):
        return choice.words.exact(amount) if amount >= 1_000_000 else fmt.count(amount, lang)

    working = f"{side(example.numerator)} / {side(example.denominator)} = " if example.denominator else ""
    note = f" ({example.note[lang]})" if example.note else ""
    return f"{where}: {working}{value}{note}"


def _ceilings(choice: Choice) -> str:
    """National ceilings that are confirmed, with their days; per establishment and occasion, never per project."""
    rows = session.ask(_rules, choice.snapshot)
    lang = choice.language
    body = "".join(
        f"<tr><td>{escape(choice.words.label('content', r['content_code']))}<br><span class='subtitle'>{escape(r['case_en'] if lang == 'en' else r['case_vi'])}</span></td><td>{escape((r['unit_en'] if lang == 'en' else r['unit_vi']) or '—')}</td>"
        f"<td class='num'>{escape('—' if r['percent_max'] is None else fmt.percent(r['percent_max'] / 100, lang, 0))}</td><td class='num'>{escape('—' if r['cap_vnd'] is None else fmt.money_text(r['cap_vnd'], lang, exact=True))}</td>"
        f"<td>{escape(fmt.date_text(r['valid_from'], lang))} – {escape(fmt.date_text(r['last_day'], lang) if r['last_day'] else choice.say('method.open'))}</td><td>{_document(choice, r)}<br><span class='subtitle'>{escape(r['source'])}</span></td></tr>"
        for r in rows
    )
    head = "".join(
        f"<th>{escape(choice.say('method.' + key))}</th>"
        for key in (
            "ceiling_content",
            "ceiling_unit",
            "ceiling_percent",
            "ceiling_cap",
            "ceiling_days",
            "ceiling_document",
        )
    )
    return f"<h2 class='section'>{escape(choice.say('method.ceilings'))}</h2><p>{escape(choice.say('method.ceilings_note'))}</p><div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"


def _document(choice: Choice, rule: dict) -> str:
    """The document by its name and article; what is noted of it in parentheses, in the reader's words."""
    name, noted, _ = rule["document"].partition(_UNCHECKED)
    named = ", ".join(part for part in (name, rule["article"]) if part)
    return quoted.said(named) + (f" ({escape(choice.say('method.ceiling_unchecked'))})" if noted else "")


def _rules(snapshot) -> list[dict]:
    return snapshot.rows(
        "SELECT *, CAST(valid_to - INTERVAL 1 DAY AS DATE) AS last_day FROM staging.ceiling ORDER BY valid_from, rule_id"
    )
