"""Method: an index by topic, every metric folded with its formula, worked examples and how it is misread, made from the registry; the rules of counting; the confirmed ceilings."""

from html import escape

from analytics import format as fmt
from analytics.metrics import GROUPS, Metric
from data.text import search_key
from pages.components import quoted, session
from pages.components.finder import finder
from pages.components.frame import Choice
from pages.components.heading import heading

# As the reference list notes it.
_UNCHECKED = " (Thông tư 64/2024/TT-BTC sửa đổi, nội dung sửa đổi chưa đối chiếu)"


def show(choice: Choice) -> None:
    n = sum(len(group) for _, group in GROUPS)
    heading(choice, choice.say("method.title", n=n), bare=True)
    parts = [f"<p class='subtitle'>{escape(choice.say('method.intro'))}</p>", _search(choice), _index(choice)]
    for name, group in GROUPS:
        entries = "".join(_metric(choice, metric) for metric in group)
        parts.append(
            f"<section data-group><h2 class='section' id='group-{name}' tabindex='-1'>{escape(choice.say(f'method.group_{name}'))}</h2><div class='entries'>{entries}</div></section>"
        )
    parts.append(_section(choice, "rules"))
    parts += [f"<p>{escape(choice.say(f'method.rule_{i}'))}</p>" for i in range(1, 10)]
    parts.append(_ceilings(choice))
    parts.append(
        f"{_section(choice, 'credits')}<p>{escape(choice.say('map.credit'))}</p><p>{escape(choice.say('method.credit_population'))}</p><p>{escape(choice.say('method.credit_prices'))}</p>"
    )
    html = f"<div class='method'>{''.join(parts)}</div>"
    finder(
        html,
        key="method",
        found=choice.say("method.found", n="{n}", of="{of}"),
        none=choice.say("method.found_none"),
    )


def _section(choice: Choice, name: str) -> str:
    return f"<h2 class='section' id='{name}' tabindex='-1'>{escape(choice.say('method.' + name))}</h2>"


def _search(choice: Choice) -> str:
    label, example = escape(choice.say("method.find")), escape(choice.say("method.find_example"))
    return f"<p class='find'><label>{label} <input type='search' autocomplete='off' placeholder='{example}'></label> <span role='status'></span></p>"


def _index(choice: Choice) -> str:
    """By topic the name of every metric, then the parts below them; each leads to its place."""
    lang, groups = choice.language, []
    for name, group in GROUPS:
        links = "".join(
            f"<li data-find='{_key(metric)}'><a href='#{escape(metric.key)}'>{escape(metric.label[lang])}</a></li>"
            for metric in group
        )
        title = escape(choice.say(f"method.group_{name}"))
        groups.append(f"<div data-group><b><a href='#group-{name}'>{title}</a></b><ul>{links}</ul></div>")
    more = "".join(
        f"<li><a href='#{name}'>{escape(choice.say('method.' + name))}</a></li>"
        for name in ("rules", "ceilings", "credits")
    )
    title = escape(choice.say("method.index"))
    return f"<nav class='index' aria-label='{title}'>{''.join(groups)}<div><b>{escape(choice.say('method.more'))}</b><ul>{more}</ul></div></nav>"


def _key(metric: Metric) -> str:
    """What a metric is found by: its names in both languages, its key, what it means."""
    return escape(search_key(" ".join((*(metric.label[x] for x in ("vi", "en")), metric.key, metric.meaning["vi"], metric.meaning["en"]))))  # fmt: skip


def _metric(choice: Choice, metric: Metric) -> str:
    lang = choice.language
    examples = "".join(f"<li>{escape(_example(choice, metric, e))}</li>" for e in metric.examples)
    return (
        f"<details id='{escape(metric.key)}' data-find='{_key(metric)}'><summary><b>{escape(metric.label[lang])}</b></summary><p><span class='tag'>{escape(metric.key)}</span></p><p>{escape(metric.meaning[lang])} <b>{escape(choice.say('method.unit'))}:</b> {escape(metric.unit[lang])}.</p>"
        f"<p><code>{escape(metric.formula[lang])}</code></p><p><b>{escape(choice.say('method.misread'))}:</b> {escape(metric.misread[lang])}</p><p><b>{escape(choice.say('method.edge'))}:</b> {escape(metric.edge[lang])}</p>"
        f"<p><b>{escape(choice.say('method.over_years'))}:</b> {escape(choice.say('method.over_' + metric.over_years))}</p><p><b>{escape(choice.say('method.examples'))}:</b></p><ul>{examples}</ul></details>"
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
        f"<tr><td>{_case(choice, r)}</td><td>{escape((r['unit_en'] if lang == 'en' else r['unit_vi']) or '—')}</td>"
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
    table = f"<div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    told = escape(choice.say("method.ceilings_table", n=len(rows)))
    return f"{_section(choice, 'ceilings')}<p>{escape(choice.say('method.ceilings_note'))}</p><details><summary>{told}</summary>{table}</details>"


def _case(choice: Choice, rule: dict) -> str:
    """The content, and the case of it that the ceiling is for where that says more."""
    content = choice.words.label("content", rule["content_code"])
    case = rule["case_en"] if choice.language == "en" else rule["case_vi"]
    return escape(content) + (f"<br><span class='subtitle'>{escape(case)}</span>" if case != content else "")


def _document(choice: Choice, rule: dict) -> str:
    """The document by its name and article; what is noted of it in parentheses, in the reader's words."""
    name, noted, _ = rule["document"].partition(_UNCHECKED)
    named = ", ".join(part for part in (name, rule["article"]) if part)
    return quoted.said(named) + (f" ({escape(choice.say('method.ceiling_unchecked'))})" if noted else "")


def _rules(snapshot) -> list[dict]:
    return snapshot.rows(
        "SELECT *, CAST(valid_to - INTERVAL 1 DAY AS DATE) AS last_day FROM staging.ceiling ORDER BY valid_from, rule_id"
    )
