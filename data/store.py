"""A snapshot as readers meet it: one immutable file, opened once, asked through a cursor a call."""

import contextlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.errors import (
    FolderGone,
    SnapshotCorrupt,
    SnapshotGone,
    SnapshotMissing,
    SnapshotSchema,
    UserError,
)
from data.paths import Home
from data.room import patiently, reachable

SCHEMA_VERSION = 7

# DuckDB 2.0.0 takes a LEFT JOIN to a side without rows for one that gives no rows, so that sums over it must be 0, and
# squeezes them into one byte before it sorts: 50 million came out as -128. Without what it believes of values it does not.
RIGHT_SUMS = {"disabled_optimizers": "statistics_propagation"}

# read_only alone is not safety (COPY TO and read_csv worked); a locked configuration is.
_CONFIG = {
    **RIGHT_SUMS,
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
    """One immutable, checked DuckDB file. Equal and hashed by id, so that caches are keyed by it.

    The file is held open while it is the published one or somebody is reading; what was replaced is let go with its
    last reader, so that its memory is free and Windows lets its file be removed. Whoever asks again later opens it again.
    """

    _readers = 0
    _replaced = False

    def __init__(self, path: Path):
        self.path = Path(path)
        self._lock = threading.Lock()
        self._connection = None
        with self.reading() as connection, self._damage_told():
            row = connection.execute(
                "SELECT id, schema_version, content_hash, built_at, files FROM snapshot"
            ).fetchone()
        self.meta = Meta(*row)
        if self.meta.schema_version != SCHEMA_VERSION:
            self.close()
            raise SnapshotSchema(path=str(self.path), found=self.meta.schema_version, expected=SCHEMA_VERSION)

    @contextlib.contextmanager
    def reading(self) -> Iterator:
        """Keep the file open for as long as this lasts, for a page as for a question."""
        with self._lock:
            if self._connection is None:
                with self._damage_told(duckdb.Error):
                    self._connection = duckdb.connect(str(self.path), read_only=True, config=_CONFIG)
            self._readers += 1
            connection = self._connection
        try:
            yield connection
        finally:
            with self._lock:
                self._readers -= 1
                if self._replaced and not self._readers:
                    self._let_go()

    def replaced(self, by_another: bool = True) -> None:
        """From now on another one is published: the last reader closes the file. False: this one is published again."""
        with self._lock:
            self._replaced = by_another
            if by_another and not self._readers:
                self._let_go()

    @property
    def is_open(self) -> bool:
        return self._connection is not None

    @contextlib.contextmanager
    def _damage_told(self, kinds=_DAMAGED) -> Iterator[None]:
        """What DuckDB says of a file that cannot be read, by what is the matter: the folder, the file, or what is in it."""
        try:
            yield
        except kinds as error:
            self._replaced = (
                True  # a connection that failed once fails on; the next question opens the file anew
            )
            folder = self.path.parent
            if not reachable(folder):
                raise FolderGone(path=str(folder.parent)) from error
            raise SnapshotCorrupt(path=str(self.path), reason=str(error).splitlines()[0]) from error

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
        with self.reading() as connection, self._damage_told():
            cursor = connection.cursor()
            try:
                cursor.execute(sql, params or [])
                names = [column[0] for column in cursor.description]
                return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            finally:
                cursor.close()

    def value(self, sql: str, params: dict | list | None = None):
        """The first column of the first row, None where there is no row."""
        rows = self.rows(sql, params)
        return next(iter(rows[0].values())) if rows else None

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(duckdb.Error):
                connection.close()


def current_path(home: Home) -> Path:
    """The file the pointer names.

    Raises SnapshotMissing where nothing was published, SnapshotGone where the file is not there, FolderGone where the
    folder, or the drive it is on, cannot be reached.
    """
    try:
        name = patiently(lambda: home.pointer.read_text(encoding="utf-8")).strip()
    except FileNotFoundError as error:
        # No folder at all: a new home, unless one was open a moment ago or there is not even a place for one.
        if not reachable(home.root) and (held(home) or not reachable(home.root.parent)):
            raise FolderGone(path=str(home.root)) from error
        raise SnapshotMissing(path=str(home.root)) from error
    except OSError as error:
        if not reachable(home.snapshots):
            raise FolderGone(path=str(home.root)) from error
        raise SnapshotCorrupt(path=str(home.pointer), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise SnapshotCorrupt(path=str(home.pointer), reason=str(error)) from error
    path = home.snapshots / name
    if Path(name).name != name or not os.path.isfile(path):
        raise SnapshotGone(path=str(path))
    return path


@dataclass(frozen=True)
class _Held:
    """The snapshot a home is served from, and the state of its file when it was opened."""

    snapshot: Snapshot
    size: int
    changed: int

    def is_of(self, path: Path, state: os.stat_result) -> bool:
        return (self.snapshot.path, self.size, self.changed) == (path, state.st_size, state.st_mtime_ns)


HOMES_HELD = 4  # a server has one; tests open many
_held: dict[Path, _Held] = {}
_turn = threading.Lock()


def held(home: Home) -> Snapshot | None:
    """The snapshot that this process opened last for a home, whatever has become of the folder since."""
    last = _held.get(home.root)
    return last and last.snapshot


def forget() -> None:
    """Let go of every snapshot that is held, as a process does that starts anew."""
    with _turn:
        for last in _held.values():
            last.snapshot.replaced()
        _held.clear()


def current(home: Home) -> Snapshot:
    """The published snapshot, opened once a process; a new one is seen as soon as the pointer names it.

    Raises what `current_path` raises, SnapshotCorrupt and SnapshotSchema.
    """
    with (
        _turn
    ):  # the pointer is read inside: who read it earlier and comes later must not bring the older one back
        path = current_path(home)
        try:
            state = path.stat()
        except OSError as error:
            raise SnapshotGone(path=str(path)) from error
        last = _held.get(home.root)
        if last and last.is_of(path, state):
            last.snapshot.replaced(False)
            return last.snapshot
        snapshot = Snapshot(path)
        _held.pop(home.root, None)
        _held[home.root] = _Held(snapshot, state.st_size, state.st_mtime_ns)
        let_go = [last] if last else []
        let_go += [_held.pop(root) for root in list(_held)[:-HOMES_HELD]]
    for one in let_go:
        one.snapshot.replaced()
    return snapshot


def serving(home: Home) -> tuple[Snapshot, UserError | None]:
    """The published snapshot; where folder or file are gone, the one that is still open, and what is the matter.

    Raises what `current` raises where nothing is open, and where the pointer names another snapshot than the open one.
    """
    try:
        return current(home), None
    except FolderGone as error:
        last, trouble = held(home), error
    except SnapshotGone as error:
        last, trouble = held(home), error
        if last and str(last.path) != error.values["path"]:
            raise
    if last is None or not last.is_open:
        raise trouble
    return last, trouble
