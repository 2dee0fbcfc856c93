"""Figures of one file that stand in it twice: the same words again, or the same thing with another value."""

import re

from data.finding import Finding

# Figures with these subjects are each of another project, so two of them do not contradict each other.
_SEVERAL = ("single_project", "selected_projects", "district_budget")


def repeated(figures: list[dict], words: dict[str, str]) -> list[Finding]:
    """A row that is another one word for word, and one that states another value: both stay, and the reader is told."""
    first: dict[tuple, dict] = {}
    whole: dict[tuple, int] = {}
    found = []
    for figure in figures:
        if figure["subject"] in _SEVERAL:
            continue
        where = (figure["file"], figure["sheet"], figure["row"])
        same_row = tuple(value for name, value in figure.items() if name not in ("id", "row"))
        if whole.setdefault(same_row, figure["row"]) != figure["row"]:
            expected = f"trùng dòng {whole[same_row]}"
            found.append(Finding("row_repeated", "note", *where, words["value"], _stated(figure), expected))
            continue
        earlier = first.setdefault(_cell_of(figure), figure)
        if earlier["value"] != figure["value"] and figure["part_of"] != earlier["id"]:
            other = f"dòng {earlier['row']} nêu {_stated(earlier)}"
            found.append(
                Finding("figure_repeated", "warning", *where, words["value"], _stated(figure), other)
            )
    return found


def _cell_of(figure: dict) -> tuple:
    """What a figure is of: two rows with the same answer tell of one thing."""
    same = ("source_id", "province", "period_start", "period_end", "tier", "content_code", "content_as_stated",
            "basis", "measure", "subject", "beneficiary_type", "district_code", "district_as_stated", "batch",
            "qualifier")  # fmt: skip
    key = tuple(figure[name] for name in same)
    # Without its unit an "other" says nothing of what it counts.
    return (*key, figure["unit"]) if figure["measure"] == "other" else key


def _stated(figure: dict) -> str:
    """Value and unit in the words of the row; the machine's decimal point as a comma."""
    value = figure["value_as_stated"]
    if re.fullmatch(r"\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+", value):
        value = value.replace(".", ",")
    return f"{value} {figure['unit_as_stated']}"
