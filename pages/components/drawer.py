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
    "sheet", "source_words", "sql", "stated", "stated_value", "sums_line", "table", "table_sheet", "unit_of", "value_line", "verified_tag",
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


def table_sheet(choice: Choice, chart: Chart) -> Sheet:
    """The rows behind a chart as a table on its way out, named by its metric: a title without an amount, since the columns have a unit of their own."""
    from pages.components.figure import rests_on

    spec, label = chart.spec, METRICS[chart.answer.metric].label[choice.language]
    first = spec.fields[0].label.lower() if spec.fields else ""
    named = choice.say("drawer.table_title", label=label, first=first) if first else label
    chosen = frame.chosen_words(choice)
    return Sheet(
        name=label, title=f"{named}: {chosen}", fields=spec.fields, rows=spec.rows, language=choice.language,
        notes=(spec.title, *spec.notes, rests_on(chart.answer, choice), choice.say("drawer.asked", chosen=chosen)), simulated=chart.answer.simulated,
    )  # fmt: skip


def _table(choice: Choice, chart: Chart) -> None:
    head(choice, chart.spec.title)
    definition(choice, chart.answer.metric)
    offer(choice, table_sheet(choice, chart), f"{chart.spec.key}-{choice.filters.province}")
    sql(choice, chart.answer.sql)
