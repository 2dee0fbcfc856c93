"""A disk of a few megabytes for tests that fill it: a file system of its own where this machine lets us have one."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

MEGABYTE = 1_000_000


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A memory file system of that size at `folder`; skips the test where none may be mounted."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip(
            "A small file system can be mounted by root on Linux alone; the limit on file sizes is tested instead."
        )
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes * MEGABYTE}", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if mounted.returncode:
        pytest.skip(f"This machine lets nobody mount a file system: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        # Lazily: what a failed test still holds open must not keep the mount.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def leave_free(disk: Path, room: int) -> Path:
    """Fill the disk with one file until only `room` bytes are free; the file, which frees them again when removed."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    left = shutil.disk_usage(disk).free - room
    with ballast.open("wb") as file:
        while left > 0:
            left -= file.write(bytes(min(left, MEGABYTE)))
    return ballast
