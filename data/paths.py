"""Where data live: one folder, `var/` beside the program or `$DONBAY_HOME`."""

import os
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Home:
    """The folders of one data home. Nothing is made by looking."""

    root: Path

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def batches(self) -> Path:
        return self.root / "batches"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def pointer(self) -> Path:
        return self.snapshots / "current"


def home() -> Home:
    """The data home of this process: `$DONBAY_HOME`, quotes around it taken off, else `var/` beside the program."""
    # On Windows `set DONBAY_HOME="D:\so lieu"` makes the quotes part of the value, and no path may have them.
    chosen = os.environ.get("DONBAY_HOME", "").strip().strip('"')
    return Home(Path(chosen).expanduser().resolve() if chosen else PROGRAM / "var")
