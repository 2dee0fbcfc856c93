"""The course of projects: how far they came, by plan year, how long the steps took, what is not finished, what changed and why."""

from collections import Counter

from analytics import apart, progress
from analytics import format as fmt
from analytics.charts.parts import ROW
from analytics.charts.spec import Chart, ChartSpec, Series
from analytics.charts.words import Words
from analytics.filters import Filters
from analytics.query import ask
from analytics.records import mark_id
from analytics.sheet import Field
from data.store import Snapshot


def funnel(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """From registered to settled: what has passed each step, what still stands at the one before, what ended there."""
    words = Words(snapshot, filters, language)
    answer = progress.course(snapshot, filters)
    counts = answer.rows
    rows = []
    for rank, stage in enumerate(progress.STAGES, 1):
        reached = sum(r["n"] for r in counts if r["stage"] >= rank)
        before = rows[-1]["reached"] if rows else None
        row = {
            "label": words.say(f"stage.{stage}"),
            "reached": reached,
            "kept": reached / before if before else None,
        }
        row["mark_reached"] = mark_id(course=f"reached_{stage}")
        previous = progress.STAGES[rank - 2] if rank > 1 else stage
        for part, ended in (("paused", False), ("ended", True)):
            row[part] = sum(
                r["n"]
                for r in counts
                if rank > 1 and r["stage"] == rank - 1 and (r["status_group"] == "ended") == ended
            )
            row[f"mark_{part}"] = (
                mark_id(course=f"{part}_{previous}") if rank > 1 else ""
            )  # before the first step nothing stands
        row["text"] = (
            words.say("chart.funnel.kept", n=words.count(reached), share=words.percent(row["kept"]))
            if before
            else words.say("unit_projects", n=words.count(reached))
        )
        for part in ("reached", "paused", "ended"):
            row[f"hover_{part}"] = (
                f"{row['label']}\n{words.say(f'chart.funnel.{part}')}: {words.say('unit_projects', n=words.count(row[part]))}"
            )
        rows.append(row)
    registered, settled = rows[0]["reached"], rows[-1]["reached"]
    ended = sum(r["n"] for r in counts if r["status_group"] == "ended")
    title = words.say("chart.funnel.title_none")
    if registered:
        title = words.say(
            "chart.funnel.title" if ended else "chart.funnel.title_whole",
            settled=words.count(settled),
            n=words.count(registered),
            ended=words.count(ended),
        )
    used = tuple(
        s
        for s in _series(words, "funnel", (("reached", "focus"), ("paused", "pale"), ("ended", "accent")))
        if any(row[s.key] for row in rows)
    )
    return Chart(
        ChartSpec(
            kind="parts", key="funnel", title=title, subtitle=words.say("chart.funnel.subtitle", where=_where(words)), rows=tuple(rows) if registered else (), series=used,
            alt=words.say("chart.funnel.alt", where=_where(words)), summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), height=ROW * len(rows) + 110,
            notes=(words.say("chart.funnel.note"),), options={"x_title": words.say("field.projects")},
            fields=(Field("label", words.say("field.step")), Field("reached", words.say("chart.funnel.reached"), "count"), Field("kept", words.say("chart.funnel.share"), "percent", 1), Field("paused", words.say("chart.funnel.paused"), "count"), Field("ended", words.say("chart.funnel.ended"), "count")),
        ),
        answer.but(n=registered, missing=apart.told(answer.missing)),
    )  # fmt: skip


def _series(words: Words, chart: str, keys) -> tuple[Series, ...]:
    return tuple(Series(key, words.say(f"chart.{chart}.{key}"), role) for key, role in keys)


def _where(words: Words) -> str:
    """Place and period: counts and days have no prices."""
    return f"{words.place.label(words.language)}, {words.years()}"


_STANDS = (
    ("settled", "reached_settled", "national", lambda r: r["stage"] == 5),
    ("waiting", "waiting", "second", lambda r: r["stage"] == 4 and r["status_group"] == "done"),
    ("underway", "underway", "counterpart", lambda r: r["status_group"] == "underway" and r["stage"] >= 2),
    ("ended", "ended", "accent", lambda r: r["status_group"] == "ended" and r["stage"] >= 2),
)


def cohorts(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """The projects assigned for each plan year by where they stand now; the unfinished years are hatched."""
    wide = progress.with_unfinished(snapshot, filters)
    words = Words(snapshot, wide, language)
    answer = progress.course(snapshot, wide)
    last = words.place.last_complete
    years = wide.years or words.place.years or (0, -1)
    rows = []
    for year in range(years[0], years[1] + 1):
        row: dict = {"x": year, "unfinished": last is not None and year > last}
        for key, course, _, fits in _STANDS:
            row[key] = sum(r["n"] for r in answer.rows if r["year"] == year and fits(r)) or None
            row[f"text_{key}"] = words.say("unit_projects", n=words.count(row[key] or 0))
            row[f"mark_{key}"] = mark_id(course=course, year=year)
        row["top"] = sum(row[key] or 0 for key, *_ in _STANDS) or None
        row["over"] = row["over_short"] = words.count(row["top"]) if row["top"] else ""
        rows.append(row)
    known = [row for row in rows if row["top"]]
    finished = [row for row in known if not row["unfinished"]]
    used = tuple(
        Series(key, words.say(f"chart.cohorts.{key}"), role)
        for key, _, role, _ in _STANDS
        if any(row[key] for row in rows)
    )
    worst = max(finished, key=lambda row: (row["waiting"] or 0) + (row["underway"] or 0), default=None)
    title = words.say("chart.cohorts.title_none")
    if worst:
        left = (worst["waiting"] or 0) + (worst["underway"] or 0)
        title = words.say(
            "chart.cohorts.title" if left else "chart.cohorts.title_all",
            year=worst["x"],
            n=words.count(left),
            of=words.count(worst["top"]),
        )
    notes = [words.say("chart.cohorts.unfinished", year=row["x"]) for row in known if row["unfinished"]]
    return Chart(
        ChartSpec(
            kind="columns", key="cohorts", title=title, subtitle=words.say("chart.cohorts.subtitle", where=_where(words)), rows=tuple(rows) if known else (), series=used,
            alt=words.say("chart.cohorts.alt", where=_where(words)), summary="; ".join(f"{row['x']}: {row['over']}" for row in known), height=ROW * 5 + 110, notes=tuple(notes),
            options={"scale": 1, "y_title": words.say("field.projects"), "label_room": 126},
            fields=(Field("x", words.say("field.year"), "year"), *(Field(s.key, s.label, "count") for s in used), Field("top", words.say("chart.cohorts.all"), "count")),
        ),
        answer,
    )  # fmt: skip


def lead_times(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Days between the steps: the middle project and the middle half; the last two rows are spans over several steps."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "lead_time", ("step",), filters)
    found = answer.by("step")
    rows = []
    for name in progress.STEP_NAMES:
        row = found.get(name)
        if row is None:
            continue
        days = {key: fmt.count(row[key], language) for key in ("value", "lower", "upper")}
        label = words.say(f"step.{name}")
        rows.append(
            {
                "label": label, "step": name, **{key: row[key] for key in ("value", "lower", "upper", "n")}, "mark": mark_id(course="step", step=name),
                "text": words.say("chart.lead.text", **days),
                "hover": words.say("chart.lead.hover", step=label, n=words.count(row["n"]), **days),
            }
        )  # fmt: skip
    title = words.say("chart.lead.title_none")
    if rows:
        keys = [name for name in ("registered_started", "accepted_settled") if name in found] or [
            rows[0]["step"]
        ]
        title = "; ".join(words.say("chart.lead.part", step=words.say(f"step.{name}"), days=fmt.count(found[name]["value"], language)) for name in keys)  # fmt: skip
    return Chart(
        ChartSpec(
            kind="spans", key="lead", title=title, subtitle=words.say("chart.lead.subtitle", where=_where(words)), rows=tuple(rows), alt=words.say("chart.lead.alt", where=_where(words)),
            summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), height=ROW * len(rows) + 70, notes=(words.say("chart.lead.note"),), options={"x_title": words.say("unit_days")},
            fields=(Field("label", words.say("field.step")), Field("value", words.say("chart.lead.median"), "ratio", 1), Field("lower", words.say("chart.lead.lower"), "ratio", 1), Field("upper", words.say("chart.lead.upper"), "ratio", 1), Field("n", words.say("field.projects"), "count")),
        ),
        answer,
    )  # fmt: skip


# The parts of the picture of what is not settled: key, the course its mark opens, role.
_PENDING = (
    ("within", "unfinished_within", "focus"),
    ("over", "unfinished_over", "accent"),
    ("waiting", "waiting", "second"),
)


def pending(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """The projects assigned and not settled on the cut-off day, by status; the unfinished years are in.

    Those not finished by whether their plan year was over; those accepted and not yet settled are a set of their own, in a
    colour and a sentence of their own. What is only registered is not assigned and stands in a sentence, never in a bar.
    """
    wide = progress.with_unfinished(snapshot, filters)
    words = Words(snapshot, wide, language)
    answer = progress.course(snapshot, wide)
    counts: Counter = Counter()
    for r in answer.rows:
        if r["status_group"] == "underway" and r["stage"] >= 2:
            counts[r["status"], "over" if r["overdue"] else "within"] += r["n"]
        elif r["status_group"] == "done" and r["stage"] == 4:
            counts[r["status"], "waiting"] += r["n"]
    years = mark_id(years=f"{wide.years[0]}-{wide.years[1]}") + "&" if wide.years else ""
    rows = []
    for status in (code for code in words.codes.statuses if any(key[0] == code for key in counts)):
        label = words.label("status", status)
        if counts[status, "waiting"]:
            label = words.say("chart.pending.waiting_as", status=label)
        row = {"label": label, "status": status}
        for key, course, _ in _PENDING:
            row[key] = counts[status, key]
            row[f"mark_{key}"] = years + mark_id(course=course, status=status)
            row[f"hover_{key}"] = (
                f"{label}\n{words.say(f'chart.pending.{key}')}: {words.say('unit_projects', n=words.count(row[key]))}"
            )
        row["text"] = words.count(sum(row[key] for key, *_ in _PENDING))
        rows.append(row)
    within, over, waiting = (sum(row[key] for row in rows) for key, *_ in _PENDING)
    title = words.say("chart.pending.title_none" if answer.rows else "chart.funnel.title_none")
    if rows:
        which = "title" if over else "title_in_time" if within else "title_waiting"
        title = words.say(f"chart.pending.{which}", n=words.count(within + over), over=words.count(over), waiting=words.count(waiting))  # fmt: skip
    notes = (
        [words.say("chart.pending.note_waiting", waiting=words.count(waiting))]
        if waiting and within + over
        else []
    )
    registered = sum(r["n"] for r in answer.rows if r["stage"] < 2 and r["status_group"] == "underway")
    notes += [words.say("chart.pending.note_registered", n=words.count(registered))] if registered else []
    used = tuple(
        s
        for s in _series(words, "pending", tuple((key, role) for key, _, role in _PENDING))
        if any(row[s.key] for row in rows)
    )
    return Chart(
        ChartSpec(
            kind="parts", key="pending", title=title, subtitle=words.say("chart.pending.subtitle", where=_where(words), days=cut_off_words(snapshot, words)), rows=tuple(rows), series=used,
            alt=words.say("chart.pending.alt", where=_where(words)), summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), height=ROW * len(rows) + 110,
            notes=(*notes, words.say("chart.pending.note")), options={"x_title": words.say("field.projects")},
            fields=(Field("label", words.say("field.status")), *(Field(key, words.say(f"chart.pending.{key}"), "count") for key, *_ in _PENDING)),
        ),
        answer.but(n=sum(counts.values()), missing=apart.told(answer.missing)),
    )  # fmt: skip


def cut_off_words(snapshot: Snapshot, words: Words) -> str:
    """The cut-off day in words; of a place of several provinces each with its name; "—" where no day is recorded."""
    found = progress.cut_offs(snapshot, words.filters.province)
    days = [fmt.date_text(row["cut_off"], words.language) for row in found]
    if len(days) < 2:
        return days[0] if days else fmt.MISSING
    return ", ".join(
        f"{words.label('province', row['province'])} {day}" for row, day in zip(found, days, strict=True)
    )


def reasons(snapshot: Snapshot, filters: Filters, language: str) -> Chart:
    """Projects adjusted, and projects stopped or withdrawn, by recorded reason."""
    words = Words(snapshot, filters, language)
    answer = ask(snapshot, "adjustment_rate", ("change_reason",), filters)
    sides = {"adjusted": answer.by(), "ended": ask(snapshot, "stop_rate", ("change_reason",), filters).by()}
    rows = []
    for reason in {**sides["adjusted"], **sides["ended"]}:
        row = {
            "reason": reason,
            "label": words.label("reason", reason) if reason else words.say("none_reason"),
        }
        for key, side in sides.items():
            row[key] = side[reason]["numerator"] if reason in side else 0
            row[f"mark_{key}"] = mark_id(course=key, reason=reason)
            row[f"hover_{key}"] = (
                f"{row['label']}\n{words.say(f'chart.reasons.{key}')}: {words.say('unit_projects', n=words.count(row[key]))}"
            )
        row["text"] = " · ".join(
            words.say(f"chart.reasons.n_{key}", n=words.count(row[key])) for key in sides if row[key]
        )
        rows.append(row)
    rows.sort(key=lambda row: (-row["adjusted"] - row["ended"], row["label"]))
    most = max(rows, key=lambda row: row["adjusted"], default=None)
    title = words.say("chart.reasons.title_none")
    if most and most["adjusted"]:
        title = words.say(
            "chart.reasons.title",
            reason=most["label"],
            n=words.count(most["adjusted"]),
            of=words.count(answer.total["numerator"]),
        )
    elif most:
        title = words.say("chart.reasons.title_ended", n=words.count(sum(row["ended"] for row in rows)))
    used = tuple(
        s
        for s in _series(words, "reasons", (("adjusted", "focus"), ("ended", "accent")))
        if any(row[s.key] for row in rows)
    )
    return Chart(
        ChartSpec(
            kind="parts", key="reasons", title=title, subtitle=words.say("chart.reasons.subtitle", where=_where(words)), rows=tuple(rows), series=used,
            alt=words.say("chart.reasons.alt", where=_where(words)), summary="; ".join(f"{r['label']}: {r['text']}" for r in rows), height=ROW * len(rows) + 100,
            notes=(words.say("chart.reasons.note"),), options={"x_title": words.say("field.projects")},
            fields=(Field("label", words.say("field.reason")), Field("adjusted", words.say("chart.reasons.adjusted"), "count"), Field("ended", words.say("chart.reasons.ended"), "count")),
        ),
        answer,
    )  # fmt: skip
