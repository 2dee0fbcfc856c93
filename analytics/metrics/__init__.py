"""Every metric, by key. A page, an export, the method page and the command line take them from here."""

from analytics.metrics import leverage, money, reach
from analytics.metrics.base import Metric

GROUPS: tuple[tuple[str, tuple[Metric, ...]], ...] = (
    ("money", money.ALL),
    ("leverage", leverage.ALL),
    ("reach", reach.ALL),
)
METRICS: dict[str, Metric] = {metric.key: metric for _, group in GROUPS for metric in group}
