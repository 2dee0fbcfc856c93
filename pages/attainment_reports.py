"""Plan against done for a place that only has reports: the stated periods that can be compared, the words behind them, and what is missing."""

from html import escape

import streamlit as st

from analytics import delivery, plan_stated
from analytics.charts import attainment as charts
from analytics.charts import payments
from analytics.format import date_text
from analytics.query import ask
from pages import place
from pages.components import cards, drawer, figure, quoted, session
from pages.components import inferred as found_out
from pages.components.cards import Card
from pages.components.frame import Choice
from pages.components.heading import heading
from pages.components.panel import panel


def show(choice: Choice) -> None:
    """Each part of the place with a plan: periods compared, work begun in an unfinished year, plans that stand alone."""
    parts = [slug for slug in choice.place.parts if session.ask(plan_stated.has_plan, choice.snapshot, slug)]
    told = [(slug, years) for slug in parts for years in session.ask(plan_stated.comparisons, choice.snapshot, slug)]  # fmt: skip
    begun = [(slug, year) for slug in parts for year in session.ask(plan_stated.begun, choice.snapshot, slug)]
    heading(choice, _title(choice, parts, told, begun), bare=True, placed=True)
    st.html(f"<p class='subtitle'>{escape(choice.say('plan_screen.only_reports'))}</p>")
    held = [years[1] for _, years in told] + [year for _, year in begun]
    day = held and session.ask(plan_stated.last_day, choice.snapshot, choice.filters.province, max(held))
    if day:
        st.html(f"<p class='subtitle'><b>{escape(choice.say('plan_screen.cut_off_stated', day=date_text(day, choice.language)))}</b></p>")  # fmt: skip
    for slug, years in told:
        _compared(choice, slug, years)
    for slug, year in begun:
        _begun(choice, slug, year)
    for slug in parts:
        _alone(choice, slug)
    _rates(choice)
    _quoted(choice)
    needs(choice)


def without_plan(choice: Choice) -> None:
    """Reports that state no plan: their own rates, the contents they speak of, and the periods they state as done."""
    heading(
        choice,
        choice.say("plan_screen.title_none", place=choice.place.label(choice.language)),
        bare=True,
        placed=True,
    )
    st.html(f"<div class='notice'>{escape(choice.say('plan_screen.no_plan_reports'))}</div>")
    _rates(choice)
    _quoted(choice)
    place.blocks(choice)
    needs(choice)


def _of(choice: Choice, slug: str, years: tuple[int, int]) -> Choice:
    """The choice of one part and one stated period; nothing narrower is stated."""
    return choice.but(province=slug, years=years, tier=None, contents=(), beneficiary_types=(), districts=(), prices=None, management=True)  # fmt: skip


def _title(choice: Choice, parts, told, begun) -> str:
    name = choice.place.label(choice.language)
    if told:
        mine = _of(choice, *told[0])
        answer = session.ask(ask, choice.snapshot, "attainment", (), mine.filters)
        text = f"{charts.headline(mine.words, answer)} ({mine.words.years()})"
        return choice.say("plan_screen.title_stated", place=mine.place.label(choice.language), text=text)
    if begun:
        slug, year = begun[0]
        mine = _of(choice, slug, (year, year))
        spec = session.chart(payments.begun, mine.snapshot, mine.filters, mine.language).spec
        return choice.say(
            "plan_screen.title_stated", place=mine.place.label(choice.language), text=spec.title
        )
    n = sum(len(session.ask(plan_stated.plans_alone, choice.snapshot, slug)) for slug in parts)
    return choice.say("plan_screen.title_plans", place=name, n=n)


def _section(choice: Choice, mine: Choice) -> None:
    if len(choice.place.parts) > 1:
        st.html(f"<h2 class='section'>{escape(choice.say('place.part', place=mine.place.label(choice.language)))}</h2>")  # fmt: skip
    inferred = next((f["inference"] for f in _figures(mine) if f.get("province_inferred")), None)
    if inferred:
        st.html(found_out.notice(choice, inferred))


def _figures(mine: Choice) -> list[dict]:
    from analytics import reported

    return session.ask(reported.figures, mine.snapshot, mine.filters.province)


def _compared(choice: Choice, slug: str, years: tuple[int, int]) -> None:
    mine = _of(choice, slug, years)
    _section(choice, mine)
    name = f"{slug}-{years[0]}-{years[1]}"
    plain = session.ask(ask, mine.snapshot, "attainment", (), mine.filters)
    opened = panel(cards.html(measure_cards(mine, plain, {})), key=f"cards-{name}")
    left, right = st.columns((7, 5), gap="large")
    with left:
        figure.show(charts.measures, mine, section=f"attained-{name}")
    with right:
        figure.show(charts.early, mine, section=f"early-{name}")
    answer = session.ask(ask, mine.snapshot, "attainment", ("plan_period",), mine.filters)
    _words(choice, answer.sources)
    if opened:
        drawer.metric(mine, "attainment")


def measure_cards(choice: Choice, answer, adjusted: dict) -> list[Card]:
    """One card a measure: its rate, both sides, and the rate against the adjusted plan."""
    words, out = choice.words, []
    known = [row for row in answer.rows if row["value"] is not None]
    funds = {"national_support", "local_support"} <= {row["measure"] for row in known}
    for row in known:
        if (
            funds and row["measure"] == "state_support"
        ):  # the two funds say more; their sum stands in the chart
            continue
        measure = row["measure"]
        done, plan = (charts.amount(words, measure, row[side]) for side in ("numerator", "denominator"))
        second = adjusted.get(measure)
        quiet = choice.say("plan_screen.adjusted", value=words.percent(second["value"])) if second else ""
        out.append(
            Card("metric:attainment", words.say(f"attained.{measure}"), words.percent(row["value"]), "", f"{done} / {plan}" + (" ·" if quiet else ""), quiet)
        )  # fmt: skip
    return out


def _begun(choice: Choice, slug: str, year: int) -> None:
    mine = _of(choice, slug, (year, year))
    _section(choice, mine)
    figure.show(payments.begun, mine, section=f"begun-{slug}-{year}")
    answer = session.ask(ask, mine.snapshot, "work_started", (), mine.filters)
    _words(choice, answer.sources)


def _words(choice: Choice, sources) -> None:
    """The figures behind a chart: which are plan and which done, of which period, in whose words."""
    words, rows = choice.words, []
    known = {f["id"]: f for f in _all_figures(choice)}
    for source in sources:
        f = known.get(source["figure_id"])
        if f is None:
            continue
        rows.append(
            f"<tr><td>{escape(words.say('basis.' + f['basis']))}<br><span class='subtitle'>{quoted.said(f['period_as_stated']) or escape(date_text(f['period_start'], choice.language))}</span></td>"
            f"<td>{escape(words.say('measure.' + f['measure']))}<br><span class='subtitle'>{escape(words.say('tier.' + (f['tier'] or 'all')))}</span></td><td class='num'>{drawer.stated(choice, f)}</td>"
            f"<td>{quoted.quote(f['quote'])}<span class='subtitle'>{drawer.source_words(f)}</span></td><td>{drawer.verified_tag(choice, f['verified'])}</td></tr>"
        )
    head = "".join(f"<th>{escape(words.say(key))}</th>" for key in ("plan_screen.side", "reported.measure", "reported.value", "reported.words", "reported.checked"))  # fmt: skip
    table = f"<div class='scroll'><table class='plain' style='min-width:44rem'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    st.html(f"<details class='folded'><summary>{escape(choice.say('plan_screen.sources', n=len(rows)))}</summary>{table}</details>")  # fmt: skip


def _all_figures(choice: Choice) -> list[dict]:
    from analytics import reported

    return [f for slug in choice.place.parts for f in session.ask(reported.figures, choice.snapshot, slug)]


def _alone(choice: Choice, slug: str) -> None:
    found = [plan for plan in session.ask(plan_stated.plans_alone, choice.snapshot, slug) if plan["rows"]]
    if not found:
        return
    mine = _of(choice, slug, found[0]["years"])
    name = f" · {mine.place.label(choice.language)}" if len(choice.place.parts) > 1 else ""
    st.html(f"<h2 class='section'>{escape(choice.say('plan_screen.others') + name)}</h2>")
    _words(choice, [row for plan in found for row in plan["rows"]])


def _rates(choice: Choice) -> None:
    """Rates that sources state themselves, as they state them."""
    rows = [
        r for slug in choice.place.parts for r in session.ask(plan_stated.stated_rates, choice.snapshot, slug)
    ]
    if not rows:
        return
    body = "".join(
        f"<tr><td>{quoted.said(r['period_as_stated']) or '—'}</td><td class='num'>{drawer.stated(choice, r)}</td>"
        f"<td>{quoted.quote(r['quote'])}<span class='subtitle'>{drawer.source_words(r)}</span></td><td>{drawer.verified_tag(choice, r['verified'])}</td></tr>"
        for r in rows
    )
    head = "".join(f"<th>{escape(choice.say('reported.' + key))}</th>" for key in ("period", "value", "words", "checked"))  # fmt: skip
    st.html(
        f"<h2 class='section'>{escape(choice.say('plan_screen.stated_rates'))}</h2><p class='subtitle'>{escape(choice.say('plan_screen.stated_rates_note'))}</p>"
        f"<div class='scroll'><table class='plain' style='min-width:44rem'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def quote(said: dict) -> str:
    """The words of a source with its title, as HTML."""
    title = drawer.source_words({"source_id": said["source_id"], "source_title": said["title"], "source_address": said["address"]})  # fmt: skip
    return f"{quoted.quote(said['quote'])}<span class='subtitle'>{title}, {said['year'] or '—'}</span>"


def _quoted(choice: Choice) -> None:
    """Contents that the place's sources say were not carried out, or hardly, with their reason."""
    rows = session.ask(delivery.quoted, choice.snapshot, choice.filters.province)
    if not rows:
        return
    body = "".join(
        f"<tr><td>{escape(choice.words.label('content', r['content']))}</td><td>{escape(choice.say('plan_screen.' + ('limited' if r['category'] == 'no_demand' else 'not_done')))}</td><td>{quote(r)}</td></tr>"
        for r in rows
    )
    head = "".join(
        f"<th>{escape(choice.say('plan_screen.' + key))}</th>" for key in ("content", "state", "reason")
    )
    st.html(
        f"<h2 class='section' id='never_used'>{escape(choice.say('plan_screen.quoted_title'))}</h2><p class='subtitle'>{escape(choice.say('plan_screen.quoted_note'))}</p>"
        f"<div class='scroll'><table class='plain' style='min-width:44rem'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def needs(choice: Choice) -> None:
    items = "".join(f"<li>{escape(choice.say(f'plan_screen.need_{i}'))}</li>" for i in (1, 2, 3))
    st.html(f"<h2 class='section'>{escape(choice.say('plan_screen.needs'))}</h2><ul>{items}</ul>")
