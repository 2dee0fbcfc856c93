"""How large the supported establishments are: people at work, by bands that are of no law."""

from analytics import occasions
from analytics.charts.beneficiaries import band_label, where
from analytics.charts.ratio import FEW
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.format import middle
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot


def bands(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """How many establishments have how many people at work, those that record none as an outlined last bar; None where none records it."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "employees_median", (), filters)
    if answer.value is None:
        return None
    counts, left = occasions.sizes(snapshot, filters)
    rows = [_band_row(words, at, n) for at, n in enumerate(counts)]
    if left:
        rows.append(_unknown_row(words, left))
    notes = [words.say("chart.ben_size.note")]
    if answer.total["counted"] >= FEW:
        notes.insert(0, _told(words, "quartiles", answer.total))
    return Chart(
        ChartSpec(
            kind="histogram", key="ben_size", title=_title(words, answer.total), subtitle=words.say("chart.ben_size.subtitle", where=where(words)), rows=tuple(rows), alt=words.say("chart.ben_size.alt", where=where(words)),
            summary="; ".join(row["hover"] for row in rows), notes=tuple(notes), height=360, options={"x_title": words.say("chart.ben_size.axis"), "y_title": words.say("card.units")},
            fields=(Field("label", words.say("chart.ben_size.axis")), Field("value", words.say("card.beneficiaries"), "count")),
        ),
        answer,
    )  # fmt: skip


def _title(words: Words, total: dict) -> str:
    """Half of them have at most…; of a few only from where to where."""
    key = "title_part" if total["left_establishments"] else "title"
    if total["counted"] < FEW:
        key = "title_few_part" if total["left_establishments"] else "title_few"
    return _told(words, key, total)


def _told(words: Words, key: str, total: dict) -> str:
    least, most = words.count(total["smallest"]), words.count(total["largest"])
    numbers = {name: middle(total[of], words.language) for name, of in (("lower", "lower"), ("median", "value"), ("upper", "upper"))}  # fmt: skip
    return words.say(
        f"chart.ben_size.{key}", n=words.count(total["counted"]), left=words.count(total["left_establishments"]), most=most,
        range=least if least == most else f"{least}–{most}", **numbers,
    )  # fmt: skip


def _band_row(words: Words, at: int, n: int) -> dict:
    low, below = occasions.SIZES[at], occasions.SIZES[at + 1] if at + 1 < len(occasions.SIZES) else None
    label = band_label(words, low)
    return {
        "label": label, "value": n, "n": n, "mark": mark_id(served="size", **{"from": low}, **({} if below is None else {"below": below})),
        "hover": words.say("chart.ben_size.bin", label=label, n=words.count(n)),
    }  # fmt: skip


def _unknown_row(words: Words, n: int) -> dict:
    return {
        "label": words.say("chart.ben_size.unknown"), "value": n, "n": n, "role": "muted", "outlined": True, "mark": mark_id(served="unsized"),
        "hover": words.say("chart.ben_size.bin_unknown", n=words.count(n)),
    }  # fmt: skip
