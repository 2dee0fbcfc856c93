"""What an establishment receives, and what reaches difficult areas."""

from analytics import occasions
from analytics.answer import Answer
from analytics.charts.beneficiaries import amount, class_label, left_out
from analytics.charts.labelled import height, ticks
from analytics.charts.ratio import FEW
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

# How many districts a decision names in all, where its source says so: the reference data may hold fewer.
NAMED = {"353/QĐ-TTg": 74}


def spread(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """How many establishments received how much over the period; median and quartiles in words."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "support_median", (), filters)
    counts = occasions.classes(snapshot, filters)
    rows = tuple(_class_row(words, at, counts[at]) for at in _shown(counts))
    notes = _spread_notes(words, answer.total, ask(snapshot, "support_per_occasion", (), filters).total)
    return Chart(
        ChartSpec(
            kind="histogram", key="ben_spread", title=_spread_title(words, answer.total), subtitle=words.say("chart.ben_spread.subtitle", where=words.where_nominal()), rows=rows, alt=words.say("chart.ben_spread.alt", where=words.where_nominal()),
            summary=" ".join(notes) or "; ".join(r["hover"] for r in rows), notes=tuple(notes), height=360, options={"x_title": words.say("chart.ben_spread.axis"), "y_title": words.say("card.units")},
            fields=(Field("label", words.say("chart.ben_spread.axis")), Field("value", words.say("card.beneficiaries"), "count")),
        ),
        answer,
    )  # fmt: skip


def _shown(counts: list[int]) -> range:
    """The classes from the first to the last that holds anyone, four at least, so that one is not a wall."""
    known = [at for at, n in enumerate(counts) if n]
    if not known:
        return range(0)
    first = min(min(known), len(counts) - 4)
    return range(first, max(max(known), first + 3) + 1)


def _spread_title(words: Words, total: dict) -> str:
    """Half of them below…; of a few only from where to where."""
    if total["value"] is None:
        return words.say("chart.ben_spread.title_none")
    key = "title_part" if total["left_establishments"] else "title"
    if total["counted"] < FEW:
        key = "title_few"
    return words.say(
        f"chart.ben_spread.{key}", value=amount(words, total["value"]), n=words.count(total["counted"]), least=amount(words, total["smallest"]), most=amount(words, total["largest"]),
    )  # fmt: skip


def _spread_notes(words: Words, total: dict, occasion: dict) -> list[str]:
    notes = []
    if total["counted"] >= FEW:
        notes.append(_quartiles(words, "chart.ben_spread.quartiles", total))
    if total["left_establishments"]:
        notes.append(words.say("chart.ben_spread.left", n=words.count(total["left_establishments"])))
    if occasion["counted"] >= FEW:
        notes.append(_quartiles(words, "chart.ben_spread.occasions", occasion))
    return notes


def _quartiles(words: Words, key: str, total: dict) -> str:
    return words.say(
        key, n=words.count(total["counted"]), lower=amount(words, total["lower"]), median=amount(words, total["value"]), upper=amount(words, total["upper"]), most=amount(words, total["largest"]),
    )  # fmt: skip


def _class_row(words: Words, at: int, n: int) -> dict:
    low = occasions.BOUNDS[at]
    high = occasions.BOUNDS[at + 1] if at + 1 < len(occasions.BOUNDS) else None
    label = class_label(words, low, high)
    own = {"from": low} | ({} if high is None else {"below": high})
    return {
        "label": label, "value": n, "n": n, "mark": mark_id(served="amount", **own),
        "hover": words.say("chart.ben_spread.bin", label=label, n=words.count(n)),
    }  # fmt: skip


def difficult(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Difficult areas by count and by money, beside the share of people in the poor districts of a list in force, where one is known."""
    words = Words(snapshot, filters, language)
    count, money = (
        ask(snapshot, "difficult_share", (), filters),
        ask(snapshot, "difficult_money_share", (), filters),
    )
    base, notes = _base(words, occasions.difficult_base(snapshot, filters.province))
    rows = [
        _share_row(
            words,
            "count",
            count,
            words.say(
                "ben.n_of",
                n=words.count(count.total["numerator"]),
                of=words.count(count.total["denominator"]),
            ),
        )
    ]
    rows.append(_share_row(words, "money", money, amount(words, money.total["numerator"])))
    rows = [row for row in rows if row["value"] is not None] + (base if count.value is not None else [])
    title = words.say("chart.ben_difficult.title_none")
    if count.value is not None:
        parts = [words.say("chart.ben_difficult.title", count=words.percent(count.value))]
        parts += (
            [words.say("chart.ben_difficult.title_money", money=words.percent(money.value))]
            if money.value is not None
            else []
        )
        title = ", ".join(parts)
    notes += left_out(words, money)
    return Chart(
        ChartSpec(
            kind="labelled", key="ben_difficult", title=title, subtitle=words.say("chart.ben_difficult.subtitle", where=words.where_nominal()), rows=tuple(rows), alt=words.say("chart.ben_difficult.alt", where=words.where_nominal()),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=tuple(notes), height=height(rows, shares=True), options={"ticks": ticks(words)},
            fields=(Field("full", words.say("ben.f_share_of")), Field("value", words.say("field.share"), "percent", 1), Field("numerator", words.say("ben.f_numerator")), Field("denominator", words.say("ben.f_denominator"))),
        ),
        count,
    )  # fmt: skip


def _share_row(words: Words, kind: str, answer: Answer, text: str) -> dict:
    full = words.say(f"chart.ben_difficult.{kind}")
    sides = (answer.total["numerator"], answer.total["denominator"])
    shown = [amount(words, side) if kind == "money" else words.count(side) for side in sides]
    return {
        "label": full, "full": full, "value": answer.value, "text": f"{words.percent(answer.value)} ({text})", "role": "focus", "mark": mark_id(served="difficult"), "n": answer.total["numerator"],
        "numerator": shown[0], "denominator": shown[1], "hover": f"{full}: {words.percent(answer.value)} ({text})",
    }  # fmt: skip


def _base(words: Words, lists: list[dict]) -> tuple[list[dict], list[str]]:
    """The bar of people in the poor districts that the last list of the period names, and what is not known about it."""
    years = words.filters.years or words.place.years
    in_force = [row for row in lists if not years or row["decision_date"].year <= years[1]]
    notes = [words.say("chart.ben_difficult.note")]
    if not in_force or in_force[-1]["share"] is None:
        return [], [*notes, words.say("chart.ben_difficult.base_unknown")]
    last = in_force[-1]
    names = words.names([words.label("district", code) for code in last["districts"]], 6, of="district")
    named = NAMED.get(last["decision"])
    at_least = named is not None and last["listed"] < named
    told = words.say(
        "chart.ben_difficult.base_note", decision=words.decisions(last["decision"]), date=last["decision_date"].strftime("%d/%m/%Y"), names=names, people=words.count(last["people"]), of=words.count(last["all_people"]),
    )  # fmt: skip
    notes.append(told)
    if at_least:
        notes.append(words.say("chart.ben_difficult.base_part", listed=last["listed"], named=named))
    if words.place.simulated:
        notes.append(words.say("chart.ben_difficult.borrowed"))
    if words.filters.narrowed:
        notes.append(words.say("chart.ben_difficult.base_whole"))
    text = ("≥ " if at_least else "") + words.percent(last["share"])
    full = words.say("chart.ben_difficult.base", n=len(last["districts"]))
    row = {
        "label": full, "full": full, "value": last["share"], "text": text, "role": "pale", "mark": "", "numerator": words.count(last["people"]), "denominator": words.count(last["all_people"]),
        "hover": f"{full}: {text}\n{names}",
    }  # fmt: skip
    return [row], notes
