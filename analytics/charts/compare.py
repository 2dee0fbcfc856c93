"""Two terms of one place: dumbbells, a slope, and the place beside what others have published."""

from functools import lru_cache, partial

from analytics import compare
from analytics.charts.money import LENS_METRIC
from analytics.charts.ratio import FEW
from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import Words
from analytics.compare import ENOUGH_PLACES, Published, Term
from analytics.filters import Filters
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot

_NO_KIND = (None, "group", "all")  # rows that are no district, content, form or fund of their own
MOST_LINES = 10  # a slope of more lines than this is twenty lines again


@lru_cache(maxsize=256)
def between(make, first: Term, last: Term):
    """`make` for these two terms, as one value for the same terms: what is drawn is remembered by what made it."""
    return partial(make, first=first, last=last)


def by_district(snapshot: Snapshot, filters: Filters, language: str, *, first: Term, last: Term) -> Chart:
    """The chosen lens of each district in both terms, sorted by change."""
    return _dumbbell(snapshot, filters, language, "district", first, last)


def by_content(snapshot: Snapshot, filters: Filters, language: str, *, first: Term, last: Term) -> Chart:
    """The chosen lens of each content in both terms, sorted by change."""
    return _dumbbell(snapshot, filters, language, "content", first, last)


def _dumbbell(
    snapshot: Snapshot, filters: Filters, language: str, dim: str, first: Term, last: Term
) -> Chart:
    words, log = Words(snapshot, filters, language), filters.lens == "ratio"
    answer = compare.both(snapshot, LENS_METRIC[filters.lens], dim, filters, first, last)
    rows = [_row(words, dim, row, first, last, log) for row in answer.rows if row[dim] not in (None, "group")]
    rows.sort(key=lambda r: (r["few"], r["change"] is None, -(r["change"] or 0), r["full"]))
    drawn = [row for row in rows if row["drawn"]]
    scale, unit = _scale(words, drawn, log)
    where, lens = _where(words, first, last), words.say(f"lens.{filters.lens}")
    notes = _notes(words, dim, rows, answer, log)
    return Chart(
        ChartSpec(
            kind="dumbbell", key=f"terms_{dim}", title=_title(words, dim, drawn),
            subtitle=words.say(f"compare.subtitle_{dim}", lens=lens, where=where, unit=unit), rows=tuple(rows),
            series=_series(words, first, last),
            alt=words.say(f"compare.alt_{dim}", lens=lens, where=where), summary="; ".join(f"{r['full']}: {r['summary']}" for r in rows) or words.say("compare.none"),
            notes=notes, height=max(300, (36 if dim == "content" else 31) * len(drawn) + 110), options={"log": log, "scale": scale, "x_title": unit}, fields=_fields(words, dim, first, last, log),
        ) if drawn else _nothing(words, f"terms_{dim}", words.say(f"compare.subtitle_{dim}", lens=lens, where=where, unit=unit), notes),
        answer,
    )  # fmt: skip


def _nothing(words: Words, key: str, subtitle: str, notes: tuple[str, ...] = ()) -> ChartSpec:
    return ChartSpec(
        kind="dumbbell",
        key=key,
        title=words.say("compare.none"),
        subtitle=subtitle,
        rows=(),
        alt=subtitle,
        summary=words.say("compare.none"),
        notes=notes,
    )


def _row(words: Words, dim: str, row: dict, first: Term, last: Term, log: bool) -> dict:
    """One unit in both terms. On a log axis zero cannot stand, so such a unit is listed, not drawn; `few`: too few projects to be ranked."""
    before, after = row["before"], row["after"]
    full = words.say(f"tier.{row[dim]}") if dim == "tier" else words.label(dim, row[dim])
    counted = [n for n in (row["n_before"], row["n_after"]) if n]
    few = log and bool(counted) and min(counted) < FEW
    told = [_value(words, value, log) for value in (before, after)]
    return {
        "code": row[dim], "label": full if dim == "tier" else words.short(dim, row[dim], 26).split(" (")[0], "full": full, "before": before, "after": after, "change": row["change"], "n_before": row["n_before"], "n_after": row["n_after"], "few": few,
        "drawn": (before is not None or after is not None) and not (log and (not before or not after)),
        "text": _moved(words, row, first, last, log), "summary": f"{told[0]} → {told[1]}",
        "mark_before": mark_id(**{dim: row[dim]}, years=_span(first)) if row["n_before"] else "", "mark_after": mark_id(**{dim: row[dim]}, years=_span(last)) if row["n_after"] else "",
        "hover_before": _hover(words, full, words.years(first), told[0], row["n_before"], few), "hover_after": _hover(words, full, words.years(last), told[1], row["n_after"], few),
    }  # fmt: skip


def _moved(words: Words, row: dict, first: Term, last: Term, log: bool) -> str:
    """The change in words, or the term of which it is not known."""
    if row["change"] is not None:
        return _signed(words, row["change"], log)
    gone = [words.years(term) for name, term in (("before", first), ("after", last)) if row[name] is None]
    return words.say("compare.unknown_term", term=", ".join(gone))


def _hover(words: Words, full: str, years: str, told: str, n: int, few: bool) -> str:
    tail = f" ({words.say('hover.few')})" if few else ""
    return f"{full}\n{years}: {told}\n{words.say('hover.projects', n=words.count(n))}{tail}"


def _span(term: Term) -> str:
    return f"{term[0]}-{term[1]}"


def _value(words: Words, value, log: bool) -> str:
    return words.ratio(value) if log else words.money(value)


def _signed(words: Words, change, log: bool) -> str:
    return ("+" if change > 0 else "") + _value(words, change, log).replace("-", "−")


def _scale(words: Words, rows: list[dict], log: bool) -> tuple[int, str]:
    if log:
        return 1, words.say("unit.ratio_axis")
    return words.scale(max((v for r in rows for v in (r["before"], r["after"]) if v is not None), default=0))


def _where(words: Words, first: Term, last: Term) -> str:
    """Place, both terms, prices: the tail of every subtitle here."""
    return words.say(
        "compare.where",
        place=words.place.label(words.language),
        first=words.years(first),
        last=words.years(last),
        prices=words.prices(),
    )


def _title(words: Words, dim: str, drawn: list[dict]) -> str:
    """How many rose, fell, are not known in one term, and who changed the most; only of those that may be ranked and are one of their kind."""
    unknown = sum(row["change"] is None and row["code"] not in _NO_KIND for row in drawn)
    moved = [row for row in drawn if not row["few"] and row["change"]]
    whole = next((row for row in moved if dim == "tier" and row["code"] == "all"), None)
    moved = [row for row in moved if row["code"] not in _NO_KIND and row is not whole]
    if whole and not moved:  # both funds together are no fund that rose or fell
        return words.say("compare.title_tier_whole", name=whole["label"], change=whole["text"])
    if not moved:  # money is ranked however few the projects are: there it is the figures that are wanting
        few = words.filters.lens == "ratio"
        return words.say(f"compare.title_{dim}_none", n=FEW) if few else words.say("compare.none")
    up, down = [r for r in moved if r["change"] > 0], [r for r in moved if r["change"] < 0]
    most = max(moved, key=lambda r: abs(r["change"]))
    told = words.say("compare.title_unknown", n=unknown) if unknown else ""
    return words.say(
        f"compare.title_{dim}", up=len(up), down=len(down), unknown=told, name=most["label"], change=most["text"]
    )  # fmt: skip


def _notes(words: Words, dim: str, rows: list[dict], answer, log: bool) -> tuple[str, ...]:
    notes = []
    few = [r["full"] for r in rows if r["few"] and r["drawn"]]
    zero = [r["full"] for r in rows if log and (r["before"] == 0 or r["after"] == 0)]
    single = [r["full"] for r in rows if (r["before"] is None) != (r["after"] is None)]
    if few:
        notes.append(words.say("compare.few", n=FEW, names=words.names(few, 12, of=dim)))
    if zero:
        notes.append(words.say("compare.zero", names=words.names(zero, 8, of=dim)))
    if single:
        notes.append(
            words.say(
                "compare.single_ratio" if log else "compare.single", names=words.names(single, 12, of=dim)
            )
        )
    loose = [r for r in answer.rows if r[dim] in (None, "group")]
    if loose and dim == "district" and not log:
        told = [words.money(sum(r[f"numerator_{t}"] or 0 for r in loose)) for t in ("before", "after")]
        notes.append(words.say("compare.unplaced", before=told[0], after=told[1]))
    return tuple(notes)


def _fields(words: Words, dim: str, first: Term, last: Term, log: bool) -> tuple[Field, ...]:
    kind, unit = ("ratio", "") if log else ("money", words.say("unit.million"))
    n = words.say("field.projects")
    return (
        Field("full", words.say(f"field.{dim}")), Field("before", words.years(first), kind, 2, unit=unit), Field("after", words.years(last), kind, 2, unit=unit), Field("change", words.say("field.change"), kind, 2, unit=unit),
        Field("n_before", f"{n}, {words.years(first)}", "count"), Field("n_after", f"{n}, {words.years(last)}", "count"),
    )  # fmt: skip


def by_type(snapshot: Snapshot, filters: Filters, language: str, *, first: Term, last: Term) -> Chart:
    """The chosen lens by legal form as a slope."""
    return _slope(snapshot, filters, language, "beneficiary_type", first, last)


def by_tier(snapshot: Snapshot, filters: Filters, language: str, *, first: Term, last: Term) -> Chart:
    """The chosen lens of the national and the local fund as a slope: all that yearly totals can tell apart."""
    return _slope(snapshot, filters, language, "tier", first, last)


def _slope(snapshot: Snapshot, filters: Filters, language: str, dim: str, first: Term, last: Term) -> Chart:
    """At most ten lines, the largest; a line of few projects is grey and not ranked."""
    words, log = Words(snapshot, filters, language), filters.lens == "ratio"
    answer = compare.both(snapshot, LENS_METRIC[filters.lens], dim, filters, first, last)
    rows = [_row(words, dim, row, first, last, log) for row in answer.rows]
    side = "denominator" if log else "numerator"
    size = {r[dim]: sum(r[f"{side}_{term}"] or 0 for term in ("before", "after")) for r in answer.rows}
    rows.sort(key=lambda r: (not r["drawn"], -size[r["code"]]))
    for i, row in enumerate(rows):
        row["drawn"] = row["drawn"] and i < MOST_LINES
        row["text_before"], row["text_after"] = (
            _value(words, row["before"], log),
            _value(words, row["after"], log),
        )
    drawn = [row for row in rows if row["drawn"]]
    scale, unit = _scale(words, drawn, log)
    where, lens = _where(words, first, last), words.say(f"lens.{filters.lens}")
    subtitle = words.say(f"compare.subtitle_{dim}", lens=lens, where=where, unit=unit)
    notes = _notes(words, dim, rows, answer, log)
    if not drawn:
        return Chart(_nothing(words, f"terms_{dim}", subtitle, notes), answer)
    return Chart(
        ChartSpec(
            kind="slope", key=f"terms_{dim}", title=_title(words, dim, drawn), subtitle=subtitle, rows=tuple(rows),
            series=_series(words, first, last), alt=words.say(f"compare.alt_{dim}", lens=lens, where=where),
            summary="; ".join(f"{r['full']}: {r['summary']}" for r in rows), notes=notes, height=430, options={"log": log, "scale": scale, "y_title": unit},
            fields=_fields(words, dim, first, last, log),
        ),
        answer,
    )  # fmt: skip


def _series(words: Words, first: Term, last: Term) -> tuple[Series, Series]:
    return Series("before", words.years(first), "second"), Series("after", words.years(last), "focus")


def place_words(words: Words, one: Published) -> str:
    """A published leverage by name: place, its years, and what its source speaks of."""
    name = words.codes.places[one.place].label(words.language)
    if one.inferred:
        name += f", {words.say('place.inferred').lower()}"
    return f"{name}, {words.years(one.years)}"


@lru_cache(maxsize=64)
def beside(place: str, years: Term, basis: str):
    """`others` for one of the place's own periods, as one value for the same period."""
    return partial(others, place=place, years=years, basis=basis)


def others(
    snapshot: Snapshot, filters: Filters, language: str, *, place: str, years: Term, basis: str
) -> Chart | None:
    """The place's own leverage among at least five comparable ones on a log axis; None where there are fewer: a list tells those."""
    words = Words(snapshot, filters, language)
    mine = next(
        (p for p in compare.own(snapshot, filters) if (p.place, p.years, p.basis) == (place, years, basis)),
        None,
    )
    if mine is None:
        return None
    like, _ = compare.against(snapshot, mine, filters.tier)
    if len(like) < ENOUGH_PLACES:
        return None
    rows = []
    for one in sorted((*like, mine), key=lambda p: -p.answer.value):
        name = place_words(words, one)
        text = words.ratio(one.answer.value)
        pair = words.say(
            "hover.pair",
            counterpart=words.money(one.answer.total["numerator"]),
            state=words.money(one.answer.total["denominator"]),
        )
        rows.append(
            {
                "label": name, "full": name, "value": one.answer.value, "text": text, "counterpart": one.answer.total["numerator"], "state": one.answer.total["denominator"], "role": "accent" if one is mine else "focus",
                "hover": f"{name}\n{words.say('hover.ratio', value=text)}\n{pair}", "mark": published_mark(one), "size": 14,
            }
        )  # fmt: skip
    rank = sum(1 for p in like if p.answer.value > mine.answer.value) + 1
    subtitle = words.say(
        "compare.others_subtitle", basis=words.say(f"basis.{basis}"), length=length_words(words, mine.length)
    )
    million = words.say("unit.million")
    return Chart(
        ChartSpec(
            kind="dots", key="others", title=words.say("compare.others_title", place=words.codes.places[place].label(language), value=words.ratio(mine.answer.value), rank=rank, n=len(rows)), subtitle=subtitle, rows=tuple(rows),
            alt=subtitle, summary="; ".join(f"{r['full']}: {r['text']}" for r in rows), notes=(words.say("compare.definitions"),), height=max(300, 34 * len(rows) + 90), options={"x_title": words.say("unit.ratio_axis")},
            fields=(Field("full", words.say("field.place")), Field("value", words.say("lens.ratio"), "ratio", 3), Field("counterpart", words.say("payer.counterpart"), "money", unit=million), Field("state", words.say("payer.state"), "money", unit=million)),
        ),
        mine.answer,
    )  # fmt: skip


def length_words(words: Words, n: int) -> str:
    return words.say("compare.length_year") if n == 1 else words.say("compare.length_years", n=n)


def published_mark(one: Published) -> str:
    return f"{one.place}|{one.years[0]}|{one.years[1]}|{one.basis}"
