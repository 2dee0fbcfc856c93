"""What the screen of data quality says first: sentences made by templates from answers, each linked to what shows it."""

from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.findings import Sentence
from analytics.metrics.quality import LACKS
from analytics.query import ask
from analytics.reconciliation import with_records
from data.store import Snapshot

FOR_COMPLETE = LACKS[:4]


def headline(snapshot: Snapshot, filters: Filters, language: str) -> str:
    """Whether the records are complete, and whether stated totals hold: what a signature stands on."""
    words, whole = Words(snapshot, filters, language), ask(snapshot, "complete_share", (), filters)
    if not whole.n:
        return words.say("quality.title_none")
    fails = sum(check.verdict == "fails" for check in with_records(snapshot, filters.province))
    key = "title_fails" if fails else "title_all" if whole.value == 1 else "title"
    return words.say(f"quality.{key}", n=words.count(whole.total["numerator"]), of=words.count(whole.n), share=words.percent(whole.value), fails=fails)  # fmt: skip


def sentences(
    snapshot: Snapshot, filters: Filters, language: str, refused: tuple[str, ...]
) -> list[Sentence]:
    """The largest gap and the money behind it, where it is, what was refused (names of files), and what stated totals say; nothing where nothing is known."""
    words = Words(snapshot, filters, language)
    out = [_largest(words, snapshot, filters), _beside(words, snapshot, filters), _counterpart(words, snapshot, filters), _where(words, snapshot, filters), _totals(words, snapshot, filters), _refused(words, refused)]  # fmt: skip
    return [sentence for sentence in out if sentence]


def _shares(snapshot: Snapshot, filters: Filters) -> dict:
    return {lack: ask(snapshot, f"no_{lack}_share", (), filters) for lack in FOR_COMPLETE}


def worst(snapshot: Snapshot, filters: Filters) -> str | None:
    """Of the four that make a record complete the one that most projects lack; None where none lacks any."""
    shares = {lack: answer.value for lack, answer in _shares(snapshot, filters).items() if answer.value}
    return max(shares, key=shares.get, default=None)


def _largest(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    most = worst(snapshot, filters)
    if most is None:
        return None
    share = ask(snapshot, f"no_{most}_share", (), filters)
    text = words.say("quality_line.largest", lack=_small(words.say(f"lacks.{most}")), n=words.count(share.total["numerator"]), of=words.count(share.n), share=words.percent(share.value))  # fmt: skip
    return Sentence("largest", text, "lacks")


def _beside(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    """What sums and rankings do not need and more projects lack than the largest of the four: establishments, documents; most first."""
    most = max((answer.value or 0 for answer in _shares(snapshot, filters).values()), default=0)
    shares = {lack: ask(snapshot, f"no_{lack}_share", (), filters) for lack in LACKS if lack not in FOR_COMPLETE}  # fmt: skip
    larger = sorted((lack for lack in shares if (shares[lack].value or 0) > most), key=lambda lack: -shares[lack].value)  # fmt: skip
    if not larger:
        return None
    told = "; ".join(
        words.say("quality_line.beside_one", lack=_small(words.say(f"lacks.{lack}")), n=words.count(shares[lack].total["numerator"]), of=words.count(shares[lack].n), share=words.percent(shares[lack].value))
        for lack in larger
    )  # fmt: skip
    return Sentence("beside", words.say("quality_line.beside", told=told), "lacks")


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _counterpart(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    """What stands outside the leverage ratio for want of a counterpart."""
    answer = ask(snapshot, "no_counterpart_money_share", (), filters)
    n = ask(snapshot, "no_counterpart_share", (), filters).total["numerator"]
    if answer.value is None:
        return None
    key = "counterpart" if n else "counterpart_none"
    text = words.say(f"quality_line.{key}", n=words.count(n), money=words.money(answer.total["numerator"]), share=words.percent(answer.value))  # fmt: skip
    return Sentence("counterpart", text, "lack_years")


def _where(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    """The districts in which most records lack something."""
    rows = ask(snapshot, "complete_share", ("district",), filters).rows
    lacking = {r["district"]: r["n"] - r["numerator"] for r in rows if r["district"] not in (None, "group") and r["n"] > r["numerator"]}  # fmt: skip
    if not lacking:
        return None
    order = sorted(lacking, key=lambda code: (-lacking[code], words.label("district", code)))
    names = words.names(
        [f"{words.label('district', code)} ({lacking[code]})" for code in order], 4, of="district"
    )
    return Sentence("where", words.say("quality_line.where", names=names), "lack_district")


def _totals(words: Words, snapshot: Snapshot, filters: Filters) -> Sentence | None:
    checks = [c for c in with_records(snapshot, filters.province) if c.figures]
    if not checks:
        return Sentence("totals", words.say("quality_line.totals_none"), "signed")
    counts = {v: sum(c.verdict == v for c in checks) for v in ("holds", "rounding", "fails", "untestable")}
    key = "totals_simulated" if words.place.simulated else "totals"
    text = words.say(f"quality_line.{key}", n=len(checks), holds=counts["holds"] + counts["rounding"], fails=counts["fails"], untestable=counts["untestable"])  # fmt: skip
    return Sentence("totals", text, "signed")


def _refused(words: Words, refused: tuple[str, ...]) -> Sentence | None:
    if not refused:
        return None
    names = words.names(list(refused), 3, of="file")
    return Sentence("refused", words.say("quality_line.refused", n=len(refused), names=names), "files")
