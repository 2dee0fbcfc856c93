"""Answers that a process keeps: each made once, also when several readers ask for it at the same moment.

Keys are values (function, snapshot, filters, language), never time, so that a new snapshot is asked anew.
"""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from functools import update_wrapper
from threading import Lock


class Once:
    """A function whose last `most` results are kept. Who asks for one that is being made waits for it.

    Arguments must be hashable. What is raised goes to all who wait, and is not kept.
    """

    def __init__(self, function: Callable, most: int):
        self._function, self._most = function, most
        self._kept: OrderedDict[tuple, Future] = OrderedDict()
        self._lock = Lock()
        update_wrapper(self, function)

    def __call__(self, *arguments):
        with self._lock:
            found = self._kept.get(arguments)
            if found is None:
                mine = self._kept[arguments] = Future()
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(arguments)
        return found.result() if found else self._make(mine, arguments)

    def _make(self, mine: Future, arguments: tuple):
        try:
            mine.set_result(self._function(*arguments))
        except BaseException as error:
            with self._lock:
                self._kept.pop(arguments, None)
            mine.set_exception(error)
            raise
        return mine.result()

    def __contains__(self, arguments: tuple) -> bool:
        return arguments in self._kept


class Kept:
    """A function whose results are kept from `remember` on; before, and after `forget`, it is asked anew each time."""

    def __init__(self, function: Callable):
        self._function, self._once = function, None
        update_wrapper(self, function)
        _all.append(self)

    def __call__(self, *arguments):
        return (self._once or self._function)(*arguments)

    def keep(self, most: int) -> None:
        self._once = Once(self._function, most) if most else None


_all: list[Kept] = []


def kept(function: Callable) -> Kept:
    """For a question that screens ask many times; its arguments must be hashable, its result must not be changed."""
    return Kept(function)


def remember(most: int) -> None:
    """Keep so many results of each question of this process, from none on: for a server."""
    for one in _all:
        one.keep(most)


def forget() -> None:
    """Keep nothing from now on."""
    remember(0)
