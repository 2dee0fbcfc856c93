"""One fault found in what was received, so that the officer can mend it where it stands."""

from dataclasses import asdict, dataclass

LEVELS = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One fault: its code (text in both languages under `finding.<code>`), level, and place.

    `row` counts as the spreadsheet shows it (the header of a CSV is row 1); None where the
    fault is of the whole file or sheet. `value` is what was found, `expected` what would be right,
    both as text. An error refuses the file; a warning and a note are shown and counted.
    """

    code: str
    level: str
    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str | None = None

    def as_dict(self) -> dict:
        return asdict(self)
