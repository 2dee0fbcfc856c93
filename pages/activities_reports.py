"""What reports state of activities and products: wholes with their parts and whether they add up, products by level, every figure with its words, what is missing."""

from html import escape

import streamlit as st

from analytics import activities_stated, reconciliation
from analytics.charts.activities_stated import OfLevels, OfWhole
from pages import place
from pages.components import figure, listed, session, templates
from pages.components import inferred as found_out
from pages.components.frame import Choice
from pages.components.heading import heading

GAPS = {
    "advice": lambda f: f["subject"] == "advised" or f["content_code"] in ("advisory", "advisory_service", "policy_access_guidance"),
    "classes": lambda f: f["measure"] in ("classes", "trainees"),
    "fairs": lambda f: f["subject"] == "fairs" or (f["content_code"] or "").startswith("fair_"),
    "publications": lambda f: f["content_code"] in ("information", "information_media"),
    "products": lambda f: f["measure"] == "products",
    "people": lambda f: f["content_code"] in ("collaborator_network", "staff_training"),
}  # fmt: skip


def page(choice: Choice) -> None:
    """The whole page of a place without lists and without classes in projects."""
    told = [slug for slug in choice.place.parts if choice.words.codes.places[slug].has_reported]
    if not told and not choice.place.has_records:
        place.show(choice)
        return
    name = choice.place.label(choice.language)
    figures = [f for slug in told for f in _figures(choice, slug)]
    wholes = [w for slug in told for w in session.ask(activities_stated.wholes, choice.snapshot, slug)]
    advised = next((w for w in wholes if w.figure["subject"] == "advised"), None)
    title = choice.say("act.stated.title" if figures else "act.stated.title_none", place=name, n=len(figures))
    if advised:
        title = choice.say("act.stated.title_advised", place=name, n=choice.words.count(advised.total), sums=" + ".join(choice.words.count(p["value"]) for p in advised.parts))  # fmt: skip
    heading(choice, title, bare=True, placed=True)
    st.html(f"<p class='subtitle'>{escape(choice.say('act.stated.intro'))}</p>")
    parts(choice)
    needs(choice)


def _figures(choice: Choice, slug: str) -> list[dict]:
    return session.ask(activities_stated.figures, choice.snapshot, slug)


def parts(choice: Choice) -> None:
    """Each place of the choice that reports speak of, those with most to say first."""
    told = [slug for slug in choice.place.parts if choice.words.codes.places[slug].has_reported]
    for slug in sorted(told, key=lambda slug: -len(_figures(choice, slug))):
        found = _figures(choice, slug)
        if found:
            _part(choice, slug, found)
        else:
            st.html(f"<p>{escape(choice.say('act.stated.nothing', place=choice.part_name(slug)))}</p>")


def _part(choice: Choice, slug: str, found: list[dict]) -> None:
    name = choice.part_name(slug)
    st.html(f"<h2 class='section'>{escape(choice.say('act.stated.section', place=name))}</h2>")
    inferred = next((f["inference"] for f in found if f["province_inferred"]), None)
    if inferred:
        st.html(found_out.notice(choice, inferred))
    own = Choice(choice.snapshot, choice.filters.__class__(province=slug), choice.language, choice.theme)
    makes = [OfWhole(w.figure["id"]) for w in session.ask(activities_stated.wholes, choice.snapshot, slug)]
    makes += [OfLevels(one.source, one.period, one.basis) for one in session.ask(activities_stated.levels, choice.snapshot, slug)]  # fmt: skip
    for at in range(0, len(makes), 2):
        for column, (number, make) in zip(st.columns(2, gap="large"), enumerate(makes[at : at + 2], at), strict=False):  # fmt: skip
            with column:
                figure.show(make, own, section=f"stated-{slug}-{number}", opens=listed.stated(found))
    _checks(choice, slug, found)
    gaps = [choice.say(f"act.stated.gap_{key}") for key, fits in GAPS.items() if not any(map(fits, found))]
    if gaps:
        st.html(f"<p>{escape(choice.say('act.stated.missing', place=name))}: {escape('; '.join(gaps))}.</p>")
    place.all_figures(choice, found)


def _checks(choice: Choice, slug: str, found: list[dict]) -> None:
    """The sums of these figures, as the reconciliation tells them."""
    ids = {f["id"] for f in found}
    checks = session.ask(reconciliation.reconcile, choice.snapshot, None, slug)
    mine = [c for c in checks if c.province == slug and c.figures and ids >= set(c.figures)]
    rows = "".join(
        f"<tr><td><span class='tag {'bad' if c.verdict == 'fails' else 'good' if c.verdict == 'holds' else ''}'>{escape(choice.say('reconciliation.verdict.' + c.verdict))}</span></td>"
        f"<td>{escape(choice.say('reconciliation.check.' + c.check))}</td><td>{escape(reconciliation.sentence(c, choice.language))}</td></tr>"
        for c in mine
    )
    if rows:
        st.html(f"<h3 class='finding'>{escape(choice.say('place.checks'))}</h3><div class='scroll'><table class='plain'><tbody>{rows}</tbody></table></div>")  # fmt: skip


def needs(choice: Choice) -> None:
    """Which files would bring the charts of this screen."""
    templates.needs(choice, tuple(templates.FILES))
