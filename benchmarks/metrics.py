"""Every metric at 10^4 and 10^7 projects, asked in turn: the ratio of the two, and whether a mart carries it."""

import statistics
import sys
import time

from analytics.filters import Filters
from analytics.metrics import METRICS
from analytics.query import ask
from benchmarks import machine
from data.store import Snapshot

TURNS = 15


def main(small: int, large: int) -> None:
    """Medians of TURNS pairs, small and large in turn, so that a slow moment of the machine falls on both."""
    both = [Snapshot(machine.snapshot(machine.home(size))) for size in (small, large)]
    filters = Filters(province=machine.PLACE, years=(2016, 2025))
    ratios = {}
    for key, metric in METRICS.items():
        for dims in ((), *((dim,) for dim in metric.dims[:2])):
            for snapshot in both:
                ask(snapshot, key, dims, filters)
            pairs = [[_time(snapshot, key, dims, filters) for snapshot in both] for _ in range(TURNS)]
            first, second = (statistics.median(column) * 1e3 for column in zip(*pairs, strict=True))
            ratios[key, dims] = statistics.median(b / a for a, b in pairs)
            print(
                f"{key:30s}{', '.join(dims):18s}{metric.mart:16s}{first:8.1f} ms {second:8.1f} ms  x {ratios[key, dims]:.2f}",
                flush=True,
            )
    within = sum(ratio <= 1.5 for ratio in ratios.values())
    print(
        f"{within} of {len(ratios)} questions at {large:,} take at most 1.5 times what they take at {small:,}"
    )


def _time(snapshot: Snapshot, key: str, dims: tuple, filters: Filters) -> float:
    start = time.perf_counter()
    ask(snapshot, key, dims, filters)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(*(int(float(size)) for size in sys.argv[1:] or (10**4, 10**6)))
