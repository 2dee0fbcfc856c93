"""What the machine says when a file cannot be written or read, as the user's word for it; and how much room a build needs."""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from data.errors import DiskFull, FolderGone, FolderReadOnly, LocksMissing, UserError
from data.paths import Home

MEGABYTE = 1_000_000
# A first build writes a snapshot of 13 MB and reads files of 2 MB into batches; the rest is for what comes with growth.
FIRST_BUILD = 40 * MEGABYTE
# EFBIG: a quota of one file, or a file system (FAT32) that takes none so large.
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FULL_ON_WINDOWS = {39, 112}  # ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL
# The last two: a file stands where the folder should be.
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST}
_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS}
# Another program has the file open for a moment (a reader of the pointer, a virus scanner): access denied, sharing, lock.
_BUSY_ON_WINDOWS = {5, 32, 33}
_WRITING = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
    duckdb.TransactionException,
)
PATIENCE = 3.0


def needed(home: Home) -> int:
    """Bytes that the next build should find free: a second snapshot of the size of the largest, half again for what it spills."""
    sizes = [_size(path) for path in _files(home.snapshots, "*.duckdb")]
    return max(FIRST_BUILD, 2 * max(sizes, default=0))


def free(home: Home) -> int | None:
    """Bytes free where the data home stands or would be made; None where nobody can say."""
    try:
        return shutil.disk_usage(next(f for f in (home.root, *home.root.parents) if f.exists())).free
    except (OSError, StopIteration):
        return None


def reachable(folder: Path) -> bool:
    """Whether a folder is there and can be looked into."""
    try:
        with os.scandir(folder) as listing:
            next(listing, None)
    except OSError:
        return False
    return True


def as_user_error(error: OSError, root: Path) -> Exception:
    """The user's word for what the machine refused in the data home `root`; the error itself where it is none of these."""
    home = Home(Path(root))
    if error.errno in _FULL or getattr(error, "winerror", None) in _FULL_ON_WINDOWS:
        return disk_full(home)
    if error.errno in _NO_LOCKS:
        return LocksMissing(path=str(root))
    if error.errno in _REFUSED:
        return FolderReadOnly(path=str(root))
    return FolderGone(path=str(root)) if not reachable(home.snapshots) else error


def disk_full(home: Home) -> DiskFull:
    left = free(home)
    return DiskFull(
        path=str(home.root),
        needed=-(-needed(home) // MEGABYTE),
        free="?" if left is None else left // MEGABYTE,
    )


@contextlib.contextmanager
def in_words(home: Home) -> Iterator[None]:
    """Whatever the machine refuses inside becomes the user's word for it."""
    try:
        yield
    except UserError:
        raise
    except OSError as error:
        said = as_user_error(error, home.root)
        if said is error:
            raise
        raise said from error
    except duckdb.Error as error:
        if (said := _said_by_duckdb(home, error)) is None:
            raise
        raise said from error


def _said_by_duckdb(home: Home, error: duckdb.Error) -> UserError | None:
    """DuckDB tells a full disk in the system's own language, so its words are asked last and the disk itself first."""
    if not isinstance(error, _WRITING):
        return None
    if not reachable(home.snapshots):
        return FolderGone(path=str(home.root))
    text = str(error).lower()
    left = free(home)
    short = left is not None and left < needed(home)
    told = any(words in text for words in ("no space left", "disk full", "file too large", "disk quota"))
    return disk_full(home) if short or told else None


def patiently(action: Callable, seconds: float = PATIENCE):
    """Do it again for a while where Windows says that another program has the file open; else at once or never."""
    until = time.monotonic() + seconds
    while True:
        try:
            return action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS or time.monotonic() > until:
                raise
        time.sleep(0.02)


def remove(path: Path) -> None:
    """A file or a folder with all in it; what another program holds open stays until the next time."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with contextlib.suppress(OSError):
        path.unlink()


def _files(folder: Path, pattern: str) -> list[Path]:
    try:
        return list(folder.glob(pattern))
    except OSError:
        return []


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
