"""A snapshot as readers meet it: one immutable file, opened once, asked through a cursor a call."""

import contextlib
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from data.errors import SnapshotCorrupt, SnapshotMissing, SnapshotSchema
from data.paths import Home

SCHEMA_VERSION = 3

# read_only alone is not safety (COPY TO and read_csv worked); a locked configuration is.
_CONFIG = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "threads": "2",
    # Here and not by SET: a second connection to the same file shares the first one's instance, where SET is refused.
    "lock_configuration": "true",
}

# What DuckDB says of a file that opens and turns out to be cut off or overwritten further in.
_DAMAGED = (
    duckdb.IOException,
    duckdb.SerializationException,
    duckdb.FatalException,
    duckdb.InternalException,
)


@dataclass(frozen=True)
class Meta:
    """What a snapshot says of itself. `id` is its name, its version and every cache's key."""

    id: str
    schema_version: int
    content_hash: str
    built_at: str
    files: int


class Snapshot:
    """One immutable, checked DuckDB file. Equal and hashed by id, so that caches are keyed by it."""

    def __init__(self, path: Path):
        self.path = Path(path)
        self._lock = threading.Lock()
        try:
            self._connection = duckdb.connect(str(self.path), read_only=True, config=_CONFIG)
            row = self._connection.execute(
                "SELECT id, schema_version, content_hash, built_at, files FROM snapshot"
            ).fetchone()
        except duckdb.Error as error:
            raise SnapshotCorrupt(path=str(self.path), reason=str(error).splitlines()[0]) from error
        self.meta = Meta(*row)
        if self.meta.schema_version != SCHEMA_VERSION:
            self.close()
            raise SnapshotSchema(path=str(self.path), found=self.meta.schema_version, expected=SCHEMA_VERSION)

    @property
    def id(self) -> str:
        return self.meta.id

    def __hash__(self):
        return hash(self.id)

    def __eq__(self, other):
        return isinstance(other, Snapshot) and other.id == self.id and other.path == self.path

    def rows(self, sql: str, params: dict | list | None = None) -> list[dict]:
        """The rows of one SELECT as dicts of plain Python values. A cursor a call: two threads may ask at once.

        Raises SnapshotCorrupt where the file opened but cannot be read to its end.
        """
        cursor = self._connection.cursor()
        try:
            cursor.execute(sql, params or [])
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except _DAMAGED as error:
            raise SnapshotCorrupt(path=str(self.path), reason=str(error).splitlines()[0]) from error
        finally:
            cursor.close()

    def value(self, sql: str, params: dict | list | None = None):
        """The first column of the first row, None where there is no row."""
        rows = self.rows(sql, params)
        return next(iter(rows[0].values())) if rows else None

    def close(self) -> None:
        with contextlib.suppress(duckdb.Error):
            self._connection.close()


def current_path(home: Home) -> Path:
    """The file the pointer names. Raises SnapshotMissing where nothing was published, SnapshotCorrupt where it is gone."""
    try:
        name = home.pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise SnapshotMissing(path=str(home.root)) from error
    except OSError as error:
        raise SnapshotCorrupt(path=str(home.pointer), reason=error.strerror or str(error)) from error
    path = home.snapshots / name
    if Path(name).name != name or not path.is_file():
        raise SnapshotCorrupt(path=str(path), reason="not found")
    return path


@lru_cache(maxsize=4)
def _open(path: Path, size: int, changed: int) -> Snapshot:
    return Snapshot(path)


def current(home: Home) -> Snapshot:
    """The published snapshot, opened once a process; a new one is seen as soon as the pointer names it."""
    path = current_path(home)
    state = path.stat()
    return _open(path, state.st_size, state.st_mtime_ns)
