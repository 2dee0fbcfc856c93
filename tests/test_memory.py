"""Answers kept by a process: each made once, also when many ask at the same moment; faults are not kept."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from analytics.memory import Once, forget, kept, remember


def test_many_who_ask_at_once_get_what_was_made_once():
    made, go = [], threading.Event()

    def slow(number):
        go.wait(5)
        made.append(number)
        return object()

    once = Once(slow, 4)
    with ThreadPoolExecutor(8) as readers:
        asked = [readers.submit(once, 1) for _ in range(8)]
        go.set()
        results = {id(one.result()) for one in asked}

    assert (made, len(results)) == ([1], 1)


def test_only_the_last_ones_are_kept():
    made = []
    once = Once(made.append, 2)
    for number in (1, 2, 1, 3, 1, 2):
        once(number)

    assert made == [1, 2, 3, 2]
    assert (1,) in once and (3,) not in once


def test_what_is_raised_reaches_all_and_is_not_kept():
    turns = iter([ValueError("first"), "second"])

    def sometimes(_):
        turn = next(turns)
        if isinstance(turn, Exception):
            raise turn
        return turn

    once = Once(sometimes, 4)
    with pytest.raises(ValueError):
        once(1)
    assert once(1) == "second"


def test_nothing_is_kept_before_it_is_asked_for_and_after_it_is_forgotten():
    made = []

    @kept
    def question(number):
        made.append(number)

    question(1), question(1)
    remember(8)
    question(1), question(1)
    forget()
    question(1)

    assert made == [1] * 4
