"""A place that has only reported figures: one honest page. Stated periods as blocks, every figure with its words, sums that hold or fail, what is missing."""

from html import escape

import streamlit as st

from analytics import notes, reconciliation, reported, told_best
from analytics.answer import Answer
from analytics.charts.words import one_unit
from analytics.filters import Filters
from analytics.metrics import METRICS
from pages.components import drawer, quoted, session
from pages.components import inferred as found_out
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel

BLOCK_METRICS = (
    "total_cost",
    "state_support",
    "national_support",
    "local_support",
    "counterpart",
    "leverage",
    "state_share_national",
    "projects",
    "beneficiaries",
)
SMALL = {"projects", "beneficiaries"}


def show(choice: Choice, only: str | None = None) -> None:
    """The whole page; on the leverage screen a sentence first says why no chart is drawn."""
    place = choice.place
    name = place.label(choice.language)
    told = [slug for slug in place.parts if choice_place(choice, slug).has_reported]
    if not told:
        heading(choice, choice.say("place.nothing", place=name), bare=True, placed=True)
        st.html(f"<div class='empty'>{escape(choice.say('place.nothing_more'))}</div>")
        needs(choice)
        return
    heading(choice, _title(choice), bare=True, placed=True)
    if only:
        st.html(f"<div class='notice'>{escape(choice.say(f'place.only_{only}'))}</div>")
    if not place.has_years:  # where ten years are stated, the other screens do draw them
        st.html(f"<p class='subtitle'>{escape(choice.say('place.intro'))}</p>")
    blocks(choice)
    checks(choice)
    needs(choice)


def _title(choice: Choice) -> str:
    """What the reports answer at best, as the title."""
    one = session.ask(told_best.best, choice.snapshot, choice.filters.province)
    return told_best.sentence(choice.words, title_name(choice, one.place if one else choice.place.slug), one)


def title_name(choice: Choice, slug: str) -> str:
    """How a title calls the place whose figure it tells; where that is a part of the place chosen, both are named."""
    name = choice.place.label(choice.language)
    return name if slug == choice.place.slug else choice.say("place.title_part", place=name, part=choice.part_name(slug))  # fmt: skip


def choice_place(choice: Choice, slug: str):
    return choice.words.codes.places[slug]


def blocks(choice: Choice) -> None:
    """Each stated period of each part as a block, and below it every figure with its words."""
    for slug in choice.place.parts:
        part = choice_place(choice, slug)
        if not part.has_reported:
            continue
        mine = choice.filters.but(
            province=slug,
            tier=None,
            contents=(),
            beneficiary_types=(),
            districts=(),
            prices=None,
            management=True,
        )
        figures = session.ask(reported.figures, choice.snapshot, slug)
        if not figures:
            continue
        title = (
            choice.say("place.part", place=part.label(choice.language))
            if len(choice.place.parts) > 1
            else choice.say("place.periods")
        )
        inferred = next((f["inference"] for f in figures if f["province_inferred"]), None)
        st.html(f"<h2 class='section'>{escape(title)}</h2>" + found_out.notice(choice, inferred))
        told = [
            (period, _answers(choice, mine, (period["first_year"], period["last_year"]), period["basis"]))
            for period in session.ask(reported.periods, choice.snapshot, slug)
        ]
        unit = _unit([answers for _, answers in told])
        found = [_block(choice, period, answers, unit) for period, answers in told]
        shown = "".join(html for html in found if html)
        if shown:
            opened = panel(f"<div class='blocks'>{shown}</div>", key=f"blocks-{slug}")
            if opened:
                first, last, basis = opened.split("|")
                key = next(
                    k
                    for k in (
                        "leverage",
                        "state_support",
                        "counterpart",
                        "total_cost",
                        "projects",
                        "beneficiaries",
                    )
                    if _answers(choice, mine, (int(first), int(last)), basis).get(k)
                )
                drawer.metric(
                    Choice(
                        choice.snapshot,
                        mine.but(years=(int(first), int(last)), basis=basis),
                        choice.language,
                        choice.theme,
                    ),
                    key,
                )
        with st.expander(choice.say("place.all_figures", n=len(figures))):
            all_figures(choice, figures)


def _answers(choice: Choice, mine: Filters, years: tuple[int, int], basis: str) -> dict[str, Answer]:
    filters = mine.but(years=years, basis=basis)
    out = {}
    for key in BLOCK_METRICS:
        answer = session.ask(reported.ask, choice.snapshot, METRICS[key], filters)
        if answer is not None and answer.value is not None:
            out[key] = answer
    return out


def _unit(blocks: list[dict[str, Answer]]) -> str:
    """The one unit of the amounts in blocks that stand side by side, with what their parts give."""
    money = [answer for answers in blocks for key, answer in answers.items() if METRICS[key].kind == "money"]
    return one_unit([value for a in money for value in (a.value, *(alt.value for alt in a.alternatives))])


def _block(choice: Choice, period: dict, answers: dict[str, Answer], unit: str) -> str:
    """One stated period: its sums as stated, what they are of, and where its parts give something else."""
    words = choice.words
    if not answers:
        return ""
    scope = next(iter(answers.values())).scope
    rows = "".join(
        f"<dt>{escape(METRICS[k].label[choice.language])}{_narrower(choice, a, scope)}</dt><dd>{escape(_value(choice, k, a, unit))}</dd>"
        for k, a in answers.items()
    )
    told = " ".join(notes.scope_text(s, words.codes, choice.language) for s in scope)
    other = [(k, alt) for k, a in answers.items() for alt in a.alternatives]
    bad = "".join(
        f"<p class='other'>{escape(METRICS[k].label[choice.language])}: {escape(choice.say('place.or'))} {escape(_number(choice, k, alt.value, unit))}. {escape(choice.say('place.disagree'))}</p>"
        for k, alt in other
    )
    narrow = f"<p class='kind'><span class='tag bad'>{escape(words.say('place.narrow'))}</span> {escape(told)}</p>" if told else ""  # fmt: skip
    money = any(METRICS[key].kind == "money" for key in answers)
    amounts = f" · {escape(words.say('place.amounts_in', unit=words.say(f'unit.{unit}')))}" if money else ""
    years = words.years((period["first_year"], period["last_year"]))
    mark = f"{period['first_year']}|{period['last_year']}|{period['basis']}"
    return (
        f"<div class='block'><h3>{escape(years)}</h3><span class='kind'>{escape(words.say('basis.' + period['basis']))} · {escape(words.say('place.n_figures', n=period['figures']))}{amounts}</span>{narrow}"
        f"<dl>{rows}</dl>{bad}<a class='link' role='button' tabindex='0' data-mark='{escape(mark)}'>{escape(words.say('place.open'))}</a></div>"
    )


def _narrower(choice: Choice, answer: Answer, scope) -> str:
    """A figure that is of less than its block says so beside its name (25 projects that are all machinery)."""
    own = [s for s in answer.scope if s not in scope]
    return "".join(
        f"<br><span class='other'>{escape(notes.scope_text(s, choice.words.codes, choice.language))}</span>"
        for s in own
    )


def _value(choice: Choice, key: str, answer: Answer, unit: str) -> str:
    """A figure with the qualifier its source gives it; what is reckoned from a qualified figure is "about"."""
    qualifier = answer.qualifier
    text = _number(choice, key, answer.value, unit)
    return f"{choice.say('qualifier.' + qualifier)} {text}" if qualifier else text


def _number(choice: Choice, key: str, value, unit: str) -> str:
    from analytics import format as fmt

    kind = METRICS[key].kind
    if kind == "money":
        return choice.words.in_unit(value, unit)
    if kind == "ratio":
        return fmt.ratio(value, choice.language, 3)
    return fmt.percent(value, choice.language) if kind == "percent" else fmt.count(value, choice.language)


def all_figures(choice: Choice, figures: list[dict]) -> None:
    """Figures as a table: period, what, the number as stated, its words and source, whether it was seen again."""
    words, rows, unit = choice.words, [], drawer.unit_of(figures)
    for f in figures:
        period = quoted.said(f["period_as_stated"]) or escape(words.say("reported.no_period"))
        what = [
            escape(words.say("measure." + f["measure"])),
            escape(words.say("tier." + f["tier"])) if f["tier"] and f["tier"] != "all" else "",
            escape(f.get("subject_words") or ""),
            quoted.said(f["content_as_stated"]),
            quoted.said(f["district_as_stated"]),
        ]
        if f["batch"]:
            what.append(escape(notes_batch(choice, f["batch"])))
        rows.append(
            f"<tr><td>{period}<br><span class='subtitle'>{escape(words.say('basis.' + f['basis']))}</span></td><td>{' · '.join(w for w in what if w)}</td><td class='num'>{drawer.stated(choice, f, unit)}</td>"
            f"<td>{quoted.quote(f['quote'])}<span class='subtitle'>{drawer.source_words(f)}</span></td><td>{drawer.verified_tag(choice, f['verified'])}</td></tr>"
        )
    head = "".join(
        f"<th>{escape(words.say('reported.' + key))}</th>"
        for key in ("period", "measure", "value", "words", "checked")
    )
    st.html(
        f"<div class='scroll'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def notes_batch(choice: Choice, batch: int) -> str:
    return choice.say("place.batch", n=batch)


def checks(choice: Choice) -> None:
    """The sums of this place's figures: those that fail first."""
    found = session.ask(reconciliation.reconcile, choice.snapshot, None, choice.filters.province)
    if not found:
        return
    order = {"fails": 0, "rounding": 1, "untestable": 2, "holds": 3}
    rows = "".join(
        f"<tr><td><span class='tag {'bad' if c.verdict == 'fails' else 'good' if c.verdict == 'holds' else ''}'>{escape(choice.say('reconciliation.verdict.' + c.verdict))}</span></td>"
        f"<td>{escape(choice.say('reconciliation.check.' + c.check))}</td><td>{quoted.within(reconciliation.sentence(c, choice.language), reconciliation.source_words(c))}</td></tr>"
        for c in sorted(found, key=lambda c: order[c.verdict])
    )
    st.html(
        f"<h2 class='section'>{escape(choice.say('place.checks'))}</h2><div class='scroll'><table class='plain'><tbody>{rows}</tbody></table></div>"
    )


def needs(choice: Choice) -> None:
    """What would be needed for a yearly picture, a map, a ranking."""
    items = "".join(
        f"<li>{escape(choice.say(f'place.need_{i}'))}</li>"
        for i in (1, 2, 3)
        if i > 1 or not choice.place.has_years
    )
    st.html(f"<h2 class='section'>{escape(choice.say('place.needs'))}</h2><ul>{items}</ul>")
