"""A table on its way out of the app: what its columns are, so that each writer can show them rightly."""

from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("text", "count", "money", "ratio", "percent", "year", "date", "name", "quote")
NUMBERS = frozenset({"count", "money", "ratio", "percent", "year"})

# The few words that a file carries of its own accord; everything else comes from the caller.
WORDS = {
    "vi": {
        "simulated": "MÔ PHỎNG",
        "simulated_note": "Số liệu MÔ PHỎNG: không phải số liệu thật của một địa phương nào.",
        "masked_note": "Tên cá nhân và hộ kinh doanh được viết tắt.",
        "note": "Ghi chú",
        "unit": "Đơn vị tính",
        "sheet": "Bảng",
        "page": "Trang",
        "yes": "có",
        "no": "không",
    },
    "en": {
        "simulated": "SIMULATED (MÔ PHỎNG)",
        "simulated_note": "SIMULATED data (mô phỏng): not the figures of any real place.",
        "masked_note": "Names of persons and business households are shortened to initials.",
        "note": "Note",
        "unit": "Unit",
        "sheet": "Table",
        "page": "Page",
        "yes": "yes",
        "no": "no",
    },
}


@dataclass(frozen=True)
class Field:
    """One column.

    `kind` says what a cell of `key` holds: money: whole đồng, written in `unit` (a unit of
    `format.UNITS`); percent: a share of one (0.366), written as 36.6 %; count, year: whole numbers; ratio: a number;
    date: a `date`; name: a name that may be a natural person's, told by the row's key `beneficiary_type`; quote:
    free text, titles too, in which such names may stand; text: all else. None (or NaN) is missing and stays empty.
    `decimals`: None for as many as the column needs (money, three at most) or the usual of the kind.
    """

    key: str
    label: str
    kind: str = "text"
    decimals: int | None = None
    unit: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is none of {', '.join(KINDS)}")


@dataclass(frozen=True)
class Sheet:
    """One table with its title and notes. `name` is short (a tab's), `rows` are dicts by the fields' keys.

    A row may hold more keys than there are fields (`beneficiary_type`, `district`): they are not
    written, but tell whose name it is and what is a place. `simulated`: any of it is simulated data.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[dict, ...]
    notes: tuple[str, ...] = ()
    simulated: bool = False
    language: str = "vi"

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.language]


def full_title(sheet: Sheet) -> str:
    """The title; that of simulated data says so first."""
    return f"{sheet.words['simulated']} - {sheet.title}" if sheet.simulated else sheet.title


def all_notes(sheet: Sheet) -> list[str]:
    """The notes, each with its word before it; that the data are simulated stands first."""
    own = (sheet.words["simulated_note"],) if sheet.simulated else ()
    return [f"{sheet.words['note']}: {note}" for note in (*own, *sheet.notes)]


def heading(field: Field, shown_once: str | None = None) -> str:
    """The heading with its unit in brackets, unless that unit already stands once for the whole table."""
    unit = "%" if field.kind == "percent" else field.unit
    return field.label if not unit or unit == shown_once else f"{field.label} ({unit})"


def common_unit(fields: Iterable[Field]) -> str | None:
    """The one unit of all money columns, or None where there is none or more than one."""
    units = {field.unit for field in fields if field.kind == "money"}
    return next(iter(units)) or None if len(units) == 1 else None
