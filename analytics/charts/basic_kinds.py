"""Columns, bars, a histogram, a waterfall: each a ChartSpec's kind as Plotly draws it."""

from itertools import pairwise

from analytics.charts import narrow
from analytics.charts.axes import (
    BELOW,
    BELOW_TITLED,
    NUMBERS,
    NUMBERS_TITLED,
    SIZE,
    axis,
    axis_title,
    escape,
)
from analytics.charts.spec import ChartSpec
from analytics.charts.theme import patterns

MARK_ROOM = 18  # pixels of the mark of colour before the name of a series


def columns(spec: ChartSpec, colours: dict, language: str):
    """Columns by year, stacked where there are several series; unfinished years are hatched, and so is a series that grey does not tell from another; direct labels at the right."""
    data, annotations = [], []
    years = [row["x"] for row in spec.rows]
    for series, grey in zip(spec.series, patterns(tuple(s.role for s in spec.series)), strict=True):
        values = [row.get(series.key) for row in spec.rows]
        unfinished = [bool(row.get("unfinished")) for row in spec.rows]
        data.append(
            {
                "type": "bar", "name": series.label, "x": years, "y": [None if v is None else v / spec.options["scale"] for v in values],
                "customdata": [row[f"mark_{series.key}"] if f"mark_{series.key}" in row else row["mark"] for row in spec.rows],
                "marker": _hatched(series.role, unfinished, grey, colours),
                "text": [escape(row.get(f"text_{series.key}", "")) for row in spec.rows], "textposition": "none",
                "hovertemplate": "<b>%{x}</b><br>" + escape(series.label) + ": %{text}<extra></extra>",
            }
        )  # fmt: skip
    if len(spec.series) > 1:
        annotations += _stack_labels(spec, colours)
    elif spec.options.get("label_values", True):
        for trace in data:
            trace |= {
                "textposition": "outside",
                "cliponaxis": False,
                "constraintext": "none",
                "textfont": {"size": SIZE - 2, "color": colours["muted"]},
            }
    beside = len(annotations)
    for row in spec.rows:
        if row.get("over") and len(spec.series) > 1:
            annotations.append(
                {
                    "x": row["x"],
                    "y": (row["top"] or 0) / spec.options["scale"],
                    "text": escape(row.get("over_short", row["over"])),
                    "showarrow": False,
                    "yanchor": "bottom",
                    "font": {"size": SIZE - 2, "color": colours["muted"]},
                }
            )
    layout = narrow.meta(narrow.CLOSE, narrow.years(years), _narrow_columns(spec, colours, annotations, beside)) | {
        "barmode": "stack", "annotations": annotations, "margin": {"l": NUMBERS_TITLED, "r": spec.options.get("label_room", 150) + MARK_ROOM if len(spec.series) > 1 else 12, "t": 18, "b": BELOW},
        "xaxis": axis(colours, tickvals=years, ticktext=[str(y) for y in years], showgrid=False, tickangle=0, tickfont={"color": colours["muted"], "size": SIZE - (3 if len(years) > 9 else 1)}),
        "yaxis": axis(colours, title=axis_title(colours, spec.options["y_title"]), rangemode="tozero", tickformat=",~f", dtick=spec.options.get("dtick")),
    }  # fmt: skip
    return data, layout


def _hatched(role: str, unfinished: list[bool], grey: str, colours: dict) -> dict:
    """The look of a series: filled, an unfinished year hatched on the page's own colour in a shade that stands out on it."""
    strong = colours.get(f"{role}_line", colours[role])
    return {
        "color": [strong if late else colours[role] for late in unfinished],
        "line": {"color": [strong if late else colours["paper"] for late in unfinished], "width": [1.5 if late else 1 for late in unfinished]},
        "pattern": {"shape": ["/" if late else grey for late in unfinished], "size": 7, "solidity": [0.42 if late else 0.28 for late in unfinished], "fillmode": "replace"},
    }  # fmt: skip


def _narrow_columns(spec: ChartSpec, colours: dict, annotations: list[dict], beside: int) -> dict:
    """On a phone the series are named above, not beside, and numbers that would touch give way to the largest and the last.

    `annotations` are the names of the series (`beside` of them), then the numbers above the columns that have one.
    """
    several = len(spec.series) > 1
    rows = [row for row in spec.rows if row.get("over")] if several else list(spec.rows)
    key = "top" if several else spec.series[0].key
    texts = [
        str((row.get("over_short", row["over"]) if several else row.get(f"text_{key}")) or "") for row in rows
    ]
    columns = texts + [""] * (len(spec.rows) - len(rows))
    told = narrow.shown(columns, [row.get(key) for row in rows] + [None] * (len(columns) - len(rows)))
    if not several:
        ink = [colours["muted"] if yes else "rgba(0,0,0,0)" for yes in told]
        return {"data.0.textfont.size": narrow.SMALL, "data.0.textfont.color": ink}
    out = narrow.legend([series.label for series in spec.series], 0, beside)
    for i, yes in zip(range(beside, len(annotations)), told, strict=False):
        out |= {f"layout.annotations.{i}.visible": yes, f"layout.annotations.{i}.font.size": narrow.SMALL}
    return out


def _stack_labels(spec: ChartSpec, colours: dict) -> list[dict]:
    """Each part named beside the last finished column, in the ink of the page after a mark of its colour, pushed apart where they would touch."""
    done = [row for row in spec.rows if not row.get("unfinished")] or list(spec.rows)
    last, top = done[-1], max((row.get("top") or 0) for row in spec.rows) or 1
    labels, below = [], 0
    for series in spec.series:
        value = last.get(series.key) or 0
        labels.append([series, below + value / 2])
        below += value
    gap = top * 0.075
    for i in range(1, len(labels)):
        labels[i][1] = max(labels[i][1], labels[i - 1][1] + gap)
    return [
        {
            "xref": "paper", "x": 1.0, "xanchor": "left", "xshift": 8, "y": at / spec.options["scale"], "align": "left",
            "text": f"<span style='color:{colours[series.role]}'>■</span> <b>{escape(series.label)}</b>", "showarrow": False, "font": {"size": SIZE - 1, "color": colours["text"]},
        }
        for series, at in labels
    ]  # fmt: skip


def bars(spec: ChartSpec, colours: dict, language: str):
    """Horizontal bars from zero with their values beside them."""
    rows = list(spec.rows)
    data = [
        {
            "type": "bar", "orientation": "h", "x": [(row["value"] or 0) / spec.options["scale"] for row in rows], "y": [escape(row["label"]) for row in rows], "customdata": [row["mark"] for row in rows],
            "marker": {"color": [colours[row.get("role", "focus")] for row in rows]}, "text": [escape(row["text"]) for row in rows], "textposition": "outside", "cliponaxis": False,
            "textfont": {"size": SIZE - 1, "color": colours["text"]}, "hovertext": [escape(row["hover"]).replace("\n", "<br>") for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]  # fmt: skip
    top = max((row["value"] or 0) for row in rows) / spec.options["scale"] if rows else 1
    layout = narrow.meta(narrow.names([row["label"] for row in rows])) | {
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8}, "bargap": 0.34,
        "xaxis": axis(colours, title=axis_title(colours, spec.options["x_title"]), rangemode="tozero", range=[0, (top or 1) * 1.36], tickformat=spec.options.get("tickformat", ",~f")),
        "yaxis": axis(colours, autorange="reversed", showgrid=False, tickfont={"size": SIZE - 1, "color": colours["text"]}, type="category"),
    }  # fmt: skip
    return data, layout


HALF_PAGE = 500  # pixels of an axis in one of two columns on a laptop


def histogram(spec: ChartSpec, colours: dict, language: str):
    """Counts by class, each class a bar as wide as any other; names of classes stand upright, on two lines where they need them.

    A row that is `outlined` stands for what is in no class.
    """
    rows = list(spec.rows)
    inks = [colours[row.get("role", "focus")] for row in rows]
    hollow = [bool(row.get("outlined")) for row in rows]
    marker: dict = {
        "color": [colours["paper"] if out else ink for out, ink in zip(hollow, inks, strict=True)]
    }
    if any(hollow):
        marker["line"] = {"color": inks, "width": [2 if out else 0 for out in hollow]}
    data = [
        {
            "type": "bar", "x": [row["label"] for row in rows], "y": [row["value"] for row in rows], "customdata": [row["mark"] for row in rows],
            "marker": marker, "text": [str(row["value"]) if row["value"] else "" for row in rows], "textposition": "outside", "cliponaxis": False,
            "textfont": {"size": SIZE - 1, "color": colours["muted"]}, "hovertext": [escape(row["hover"]) for row in rows], "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]  # fmt: skip
    room = HALF_PAGE / max(len(rows), 1)
    few = all(narrow.wide(row["label"], SIZE - 2) + 6 <= room for row in rows)
    halves = [escape(row["label"]).replace("–", "–<br>") for row in rows]
    named = {"tickvals": [row["label"] for row in rows], "ticktext": halves}
    crowded = not _fit([row["label"] for row in rows])
    two_lines = {
        "layout.xaxis.tickvals": named["tickvals"],
        "layout.xaxis.ticktext": halves,
        "layout.xaxis.tickfont.size": SIZE - 4,
    }
    upright = {
        "layout.xaxis.tickvals": named["tickvals"],
        "layout.xaxis.ticktext": [escape(v) for v in named["tickvals"]],
        "layout.xaxis.tickangle": -90,
        "layout.xaxis.tickfont.size": narrow.SMALL,
    }
    lines = [max(text.split("<br>"), key=len) for text in halves]
    upright = (two_lines if _fit(lines) else upright) if crowded else {}
    layout = narrow.meta(narrow.CLOSE, _smaller(rows), upright, narrow.title(spec.options["x_title"])) | {
        "bargap": 0.06,
        "margin": {"l": NUMBERS_TITLED, "r": 8, "t": 20, "b": BELOW_TITLED},
        "xaxis": axis(
            colours,
            title=axis_title(colours, spec.options["x_title"]),
            showgrid=False,
            type="category",
            tickangle=0,
            **({} if few else named),
            tickfont={"size": SIZE - 2, "color": colours["muted"]},
        ),
        "yaxis": axis(colours, title=axis_title(colours, spec.options["y_title"]), rangemode="tozero"),
    }
    return data, layout


def _smaller(rows: list[dict]) -> dict:
    """On a phone smaller names of the classes where two neighbours would touch."""
    share = (narrow.WIDTH - 50) / max(len(rows), 1)
    wide = [narrow.wide(row["label"], SIZE - 2) + 10 for row in rows]
    touch = any((one + other) / 2 > share for one, other in pairwise(wide))
    return {"layout.xaxis.tickfont.size": SIZE - 4} if touch else {}


def _fit(labels: list[str]) -> bool:
    """Whether the names of the classes stand side by side on a phone."""
    return sum(narrow.wide(label, SIZE - 4) + 6 for label in labels) <= narrow.WIDTH - 50


def waterfall(spec: ChartSpec, colours: dict, language: str):
    """From the old ratio to the new one: floating bars for the effects, whole bars for the ratios."""
    data, annotations, at = [], [], 0.0
    for row in spec.rows:
        whole = row["whole"]
        base = 0 if whole else min(at, at + row["value"])
        height = row["value"] if whole else abs(row["value"])
        data.append(
            {
                "type": "bar", "x": [row["label"]], "y": [height], "base": [base], "customdata": [row["mark"]], "marker": {"color": colours[row["role"]]},
                "hovertext": [escape(row["hover"])], "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )  # fmt: skip
        at = row["value"] if whole else at + row["value"]
        annotations.append(
            {
                "x": row["label"],
                "y": max(base + height, at),
                "text": escape(row["text"]),
                "showarrow": False,
                "yanchor": "bottom",
                "font": {"size": SIZE, "color": colours["text"]},
            }
        )
    labels = [row["label"] for row in spec.rows]
    short = {
        "layout.xaxis.tickvals": labels,
        "layout.xaxis.ticktext": [narrow.wrapped(label, 10) for label in labels],
        "layout.xaxis.tickangle": 0,
        "layout.xaxis.tickfont.size": narrow.SMALL,
    }
    layout = narrow.meta(narrow.CLOSE, short) | {
        "annotations": annotations,
        "bargap": 0.4,
        "margin": {"l": NUMBERS, "r": 8, "t": 24, "b": BELOW},
        "xaxis": axis(
            colours, showgrid=False, type="category", tickfont={"size": SIZE - 1, "color": colours["text"]}
        ),
        "yaxis": axis(colours, title=axis_title(colours, spec.options["y_title"]), rangemode="tozero"),
    }
    return data, layout
