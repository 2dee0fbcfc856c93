"""What opens when a number is opened: its definition, its records with file, sheet and row, its table, its files, its SQL."""

from analytics.charts.spec import Chart
from analytics.metrics import METRICS
from analytics.sheet import Sheet
from pages.components import drawer_metric, drawer_records, frame
from pages.components.drawer_metric import value_line
from pages.components.drawer_parts import WIDTH, definition, dialog, head, offer, sql
from pages.components.drawer_records import mark_words, records_sheet, sums_line
from pages.components.frame import Choice
from pages.components.stated_figures import (
    figures_table,
    source_words,
    stated,
    stated_value,
    unit_of,
    verified_tag,
)

# What pages open, and the parts of a drawer for what opens something else than projects.
__all__ = (
    "WIDTH", "definition", "dialog", "figures_table", "head", "mark_words", "metric", "offer", "records", "records_sheet",
    "sheet", "source_words", "sql", "stated", "stated_value", "sums_line", "table", "unit_of", "value_line", "verified_tag",
)  # fmt: skip


def records(choice: Choice, mark: str) -> None:
    """The projects behind a mark."""
    dialog(choice.say("drawer.records"), lambda: drawer_records.show(choice, mark))


def table(choice: Choice, chart: Chart) -> None:
    """The table behind a chart with its definition."""
    dialog(choice.say("drawer.table"), lambda: _table(choice, chart))


def metric(choice: Choice, key: str) -> None:
    """A number of a card, `key` or `key:tier=…`: definition, what it stands on, the records."""
    name, _, tier = key.partition(":tier=")
    if tier:
        choice = Choice(choice.snapshot, choice.filters.but(tier=tier), choice.language, choice.theme)
    dialog(METRICS[name].label[choice.language], lambda: drawer_metric.show(choice, name))


def sheet(choice: Choice, made: Sheet, name: str) -> None:
    """Any table of its own, to be read and taken along."""

    def body():
        head(choice, made.title)
        offer(choice, made, f"{name}-{choice.filters.province}")

    dialog(made.name, body)


def _table(choice: Choice, chart: Chart) -> None:
    from pages.components.figure import rests_on

    spec = chart.spec
    head(choice, spec.title)
    definition(choice, chart.answer.metric)
    sheet = Sheet(
        name=spec.title, title=f"{spec.title} ({spec.subtitle})", fields=spec.fields, rows=spec.rows, language=choice.language,
        notes=(*spec.notes, rests_on(chart.answer, choice), choice.say("drawer.asked", chosen=frame.chosen_words(choice))), simulated=chart.answer.simulated,
    )  # fmt: skip
    offer(choice, sheet, f"{spec.key}-{choice.filters.province}")
    sql(choice, chart.answer.sql)
