"""Every metric, by key. A page, an export, the method page and the command line take them from here."""

from analytics.metrics import (
    activities,
    beneficiaries,
    delivery,
    leverage,
    money,
    progress,
    quality,
    reach,
    spread,
)
from analytics.metrics.base import Metric

GROUPS: tuple[tuple[str, tuple[Metric, ...]], ...] = (
    ("money", money.ALL),
    ("leverage", leverage.ALL),
    ("reach", reach.ALL),
    ("beneficiaries", beneficiaries.ALL),
    ("spread", spread.ALL),
    ("delivery", delivery.ALL),
    ("progress", progress.ALL),
    ("activities", activities.ALL),
    ("quality", quality.ALL),
)
METRICS: dict[str, Metric] = {metric.key: metric for _, group in GROUPS for metric in group}
