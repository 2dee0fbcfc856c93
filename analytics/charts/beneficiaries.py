"""Who benefits: establishments and money by legal form, from records and as reports state them."""

from analytics import apart, beneficiaries_stated, occasions
from analytics.answer import Answer
from analytics.charts.labelled import height
from analytics.charts.money import LENS_METRIC
from analytics.charts.ratio import FEW
from analytics.charts.spec import Chart, ChartSpec
from analytics.charts.words import BILLION, Words
from analytics.filters import Filters
from analytics.notes import missing_text
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

APART = (None, "group")  # money of no establishment, or of several legal forms


def mark_words(words: Words, asked: dict) -> list[str]:
    """A mark of this screen in words, for the head of the drawer; empty for any other mark."""
    kind = asked.get("served")
    if kind == "type":
        return [words.label("beneficiary_type", asked.get("of") or None)]
    if kind == "years":
        return [words.say("ben.years", n=asked.get("of", "—"))]
    if kind == "amount":
        return [
            class_label(words, int(asked.get("from", 0)), int(asked["below"]) if asked.get("below") else None)
        ]
    if kind == "size":
        return [words.say("ben.mark_size", label=band_label(words, int(asked.get("from", 0))))]
    if kind in ("again", "difficult", "sized", "unsized"):
        return [words.say(f"ben.mark_{kind}")]
    if kind == "recorded":
        return [words.say("ben.mark_recorded", what=words.say(f"ben.outcome_{asked.get('outcome')}").lower())]
    return []


def amount(words: Words, vnd) -> str:
    """Đồng in a sentence: whole triệu, two decimals of a tỷ."""
    return words.money(vnd, 0 if vnd is None or vnd < BILLION else 2)


def left_out(words: Words, answer: Answer) -> list[str]:
    """What a second number of a chart leaves out, as a note: the footnote speaks of the first one, and of tasks and plan items for both. Empty where nothing is."""
    own = [missing for missing in answer.missing if missing not in apart.told(answer.missing)]
    told = "; ".join(missing_text(missing, words.language) for missing in own)
    return [words.say("ben.left_out", told=told)] if told else []


def class_label(words: Words, low: int, high: int | None) -> str:
    """A class of support in triệu đồng: "20–50", "≥ 5.000"."""
    lower = words.count(low / 1_000_000)
    return f"≥ {lower}" if high is None else f"{lower}–{words.count(high / 1_000_000)}"


def band_label(words: Words, low: int) -> str:
    """The band of people at work that begins at a bound of `occasions.SIZES`: "≤ 10", "11–50", "> 200"."""
    above = [bound for bound in occasions.SIZES if bound > low]
    if not above:
        return f"> {words.count(low - 1)}"
    return f"{words.count(low)}–{words.count(above[0] - 1)}" if low else f"≤ {words.count(above[0] - 1)}"


def by_type(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Distinct establishments by legal form."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "beneficiaries", ("beneficiary_type",), filters)
    whole = answer.total["numerator"] or 0
    middle = ask(snapshot, "support_median", ("beneficiary_type",), filters).by()
    found = sorted((r for r in answer.rows if r["numerator"]), key=lambda r: -r["numerator"])
    rows = tuple(_type_row(words, r, whole, middle, i) for i, r in enumerate(found))
    title = words.say("chart.ben_type.title_none")
    if rows:
        title = words.say(
            "chart.ben_type.title",
            n=words.count(rows[0]["value"]),
            of=words.count(whole),
            type=rows[0]["full"].lower(),
        )
    told = [
        words.say(
            "chart.ben_type.middle_of",
            type=r["full"],
            value=amount(words, r["median"]),
            n=words.count(r["known"]),
        )
        for r in rows
        if r["known"] >= FEW
    ]
    notes = (words.say("chart.ben_type.middle", told="; ".join(told)),) if told else ()
    million = words.say("unit.million")
    return Chart(
        ChartSpec(
            kind="labelled", key="ben_type", title=title, subtitle=words.say("chart.ben_type.subtitle", where=where(words)), rows=rows, alt=words.say("chart.ben_type.alt", where=where(words)),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=notes, height=height(rows),
            fields=(Field("full", words.say("ben.f_type")), Field("value", words.say("card.beneficiaries"), "count"), Field("share", words.say("field.share"), "percent", 1), Field("n", words.say("field.projects"), "count"), Field("median", words.say("ben.f_median"), "money", unit=million), Field("known", words.say("ben.f_known"), "count")),
        ),
        answer,
    )  # fmt: skip


def _type_row(words: Words, row: dict, whole: int, middle: dict, place: int) -> dict:
    code, share = row["beneficiary_type"], row["numerator"] / whole
    own = middle.get(code, {})
    label = words.label("beneficiary_type", code)
    text = f"{words.count(row['numerator'])} ({words.percent(share, 0)})"
    return {
        "label": words.short("beneficiary_type", code, 48), "full": label, "value": row["numerator"], "share": share, "text": text, "n": row["n"], "role": "focus" if not place else "second",
        "median": own.get("value"), "known": own.get("counted", 0), "mark": mark_id(served="type", of=code), "hover": f"{label}\n{words.say('ben.establishments', n=text)}\n{words.say('hover.projects', n=words.count(row['n']))}",
    }  # fmt: skip


def money_by_type(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """The chosen lens by legal form; what belongs to no establishment or to several forms stands apart in grey, never split."""
    words = Words(snapshot, filters, language)
    if filters.lens == "ratio":
        return _ratio_by_type(snapshot, filters, words)
    answer = ask(snapshot, LENS_METRIC[filters.lens], ("beneficiary_type",), filters)
    found = [r for r in answer.rows if r["numerator"]]
    found.sort(key=lambda r: (r["beneficiary_type"] in APART, -r["numerator"]))
    whole = sum(r["numerator"] for r in found)
    rows = tuple(_money_row(words, r, whole, i) for i, r in enumerate(found))
    label = words.say(f"lens.{filters.lens}")
    own = [r for r in rows if r["role"] != "pale"]
    title = words.say("chart.ben_money.title_none")
    if own:
        title = words.say(
            "chart.ben_money.title",
            type=own[0]["full"],
            share=words.percent(own[0]["share"], 0),
            lens=label[0].lower() + label[1:],
        )
    return Chart(
        ChartSpec(
            kind="labelled", key="ben_money", title=title, subtitle=words.say("chart.ben_money.subtitle", lens=label, where=words.where()), rows=rows, alt=words.say("chart.ben_money.alt", lens=label, where=words.where()),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=(words.say("chart.ben_money.note"),) if len(own) < len(rows) else (), height=height(rows),
            fields=(Field("full", words.say("ben.f_type")), Field("value", label, "money", unit=words.say("unit.million")), Field("share", words.say("field.share"), "percent", 1), Field("n", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


def _money_row(words: Words, row: dict, whole: int, place: int) -> dict:
    code, share = row["beneficiary_type"], row["numerator"] / whole
    label = words.label("beneficiary_type", code)
    text = f"{words.money(row['numerator'])} ({words.percent(share, 0)})"
    role = "pale" if code in APART else "focus" if not place else "second"
    return {
        "label": words.short("beneficiary_type", code, 48), "full": label, "value": row["numerator"], "share": share, "text": text, "n": row["n"], "role": role,
        "mark": mark_id(beneficiary_type=code), "hover": f"{label}\n{text}\n{words.say('hover.projects', n=words.count(row['n']))}",
    }  # fmt: skip


def _ratio_by_type(snapshot: Snapshot, filters: Filters, words: Words) -> Chart:
    answer = ask(snapshot, "leverage", ("beneficiary_type",), filters)
    found = sorted((r for r in answer.rows if r["value"] is not None), key=lambda r: -r["value"])
    rows = tuple(_ratio_row(words, r) for r in found)
    solid = [r for r in rows if r["value"] and not r["few"]]
    title = words.say("chart.ben_ratio.title_none")
    if solid:
        title = words.say(
            "chart.ben_ratio.title",
            type=solid[0]["full"],
            value=solid[0]["text"],
            whole=words.ratio(answer.value),
        )
    zero = [r["full"] for r in rows if not r["value"]]
    notes = (
        (words.say("chart.zero_units", names=words.names(zero, 4, of="beneficiary_type")),) if zero else ()
    )
    million = words.say("unit.million")
    lines = ()
    if answer.value:
        lines = (
            {"value": answer.value, "text": words.say("chart.whole_line", value=words.ratio(answer.value))},
        )
    return Chart(
        ChartSpec(
            kind="dots", key="ben_money", title=title, subtitle=words.say("chart.ben_ratio.subtitle", where=words.where()), rows=rows, alt=words.say("chart.ben_ratio.alt", where=words.where()),
            summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=notes, height=max(260, 44 * len(rows) + 110), options={"lines": lines, "x_title": words.say("unit.ratio_axis")},
            fields=(Field("full", words.say("ben.f_type")), Field("value", words.say("lens.ratio"), "ratio", 2), Field("counterpart", words.say("payer.counterpart"), "money", unit=million), Field("state", words.say("payer.state"), "money", unit=million), Field("n", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


def _ratio_row(words: Words, row: dict) -> dict:
    code, few = row["beneficiary_type"], row["n"] < FEW
    label = words.label("beneficiary_type", code)
    pair = words.say(
        "hover.pair", counterpart=words.money(row["numerator"]), state=words.money(row["denominator"])
    )
    lines = [
        label,
        words.say("hover.ratio", value=words.ratio(row["value"])),
        pair,
        words.say("hover.projects", n=words.count(row["n"])),
    ]
    return {
        "label": words.short("beneficiary_type", code, 48), "full": label, "value": row["value"], "text": words.ratio(row["value"]), "n": row["n"], "few": few, "size": 14,
        "counterpart": row["numerator"], "state": row["denominator"], "mark": mark_id(beneficiary_type=code), "hover": "\n".join(lines),
    }  # fmt: skip


def where(words: Words) -> str:
    """Place and period: counts have no prices."""
    return f"{words.place.label(words.language)}, {words.years()}"


def stated_types(snapshot: Snapshot, filters: Filters, language: str) -> Chart | None:
    """Establishments by legal form as a report states them for the period of the filters; None where none does."""
    words = Words(snapshot, filters, language)
    told = next(
        (t for t in beneficiaries_stated.types(snapshot, filters.province) if t.years == filters.years), None
    )
    if told is None:
        return None
    place, years = words.place.label(language), words.years(told.years)
    rows = tuple(
        {
            "label": words.short("beneficiary_type", code, 48), "full": words.label("beneficiary_type", code), "value": n, "share": n / told.total, "role": "focus" if not i else "second", "mark": "",
            "text": words.say("ben.reported.share", n=words.count(n), share=words.percent(n / told.total, 0)), "hover": f"{words.label('beneficiary_type', code)}: {words.count(n)}",
        }
        for i, (code, n) in enumerate(sorted(told.counts.items(), key=lambda item: -item[1]))
    )  # fmt: skip
    return Chart(
        ChartSpec(
            kind="labelled", key="ben_stated", title=words.say("ben.reported.types", place=place, years=years), subtitle=words.say("ben.reported.types_subtitle", source=told.source.split("_")[0], n=words.count(told.total)), rows=rows,
            alt=words.say("ben.reported.types_alt", place=place, years=years), summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), height=height(rows),
            fields=(Field("full", words.say("ben.f_type")), Field("value", words.say("card.beneficiaries"), "count"), Field("share", words.say("field.share"), "percent", 1)),
        ),
        ask(snapshot, "beneficiaries", (), filters),
    )  # fmt: skip
