"""The oracle: every metric a second time, in slow, obvious Python, from the staged rows.

Nothing here or in the modules it stands on comes from `analytics` or the marts; `filters` is any object with
the fields of Filters. `answer` gives {"total": row, "rows": {values of the dims: row}, "missing": {reason: (n, đồng
or None)}} with rows of numerator, denominator, value and n (None where the oracle does not say).
"""

from tests.reference_activities import METRICS as OF_LISTS
from tests.reference_activities import Lists
from tests.reference_apart import Apart
from tests.reference_attainment import METRICS as OF_PLANS
from tests.reference_attainment import Attainment
from tests.reference_beneficiaries import METRICS as OF_BENEFICIARIES
from tests.reference_beneficiaries import Beneficiaries
from tests.reference_delivery import METRICS as OF_DELIVERY
from tests.reference_delivery import Delivery
from tests.reference_leverage import Leverage
from tests.reference_progress import METRICS as OF_PROGRESS
from tests.reference_progress import Progress
from tests.reference_quality import METRICS as OF_QUALITY
from tests.reference_quality import Quality
from tests.reference_spread import KEYS as OF_SPREAD
from tests.reference_spread import Spread
from tests.reference_sums import SUMS


class Oracle(Leverage, Beneficiaries, Progress, Attainment, Delivery, Spread, Quality, Lists, Apart):
    """The metrics of one staging."""

    def answer(self, key: str, dims: tuple[str, ...], filters) -> dict:
        """One metric by dims under filters, with the tasks and plan items it leaves out. Raises KeyError for a metric the oracle does not know."""
        told = self.sums(key, dims, filters) if key in SUMS else OTHERS[key](self, dims, filters)
        if told["missing"] is None:
            return told
        return told | {"missing": told["missing"] | self.apart(key, filters)}

    def years(self, filters) -> tuple[int, int]:
        """The years asked for, else those of the place; of a place without any amount, those of its lists."""
        places = self.provinces(filters)
        if filters.years or any(part["province"] in places for part in self.parts):
            return super().years(filters)
        lists = (self._list_activities, self._list_awards, self._list_people)
        told = [one["year"] for rows in lists for one in rows if one["province"] in places]
        return (min(told), max(told)) if told else (0, 0)


OTHERS = {
    name: getattr(Oracle, name)
    for name in (
        "leverage_median", "leverage_median_positive", "leverage_without", "leverage_without_largest", "leverage_change", "coverage", "coverage_years",
        "years_since_support", "top_share", "beneficiaries", "difficult_share", "support_per_beneficiary", *OF_BENEFICIARIES,
        *OF_PROGRESS, *OF_PLANS, *OF_DELIVERY,
        *OF_SPREAD, *OF_QUALITY, *OF_LISTS,
    )
}  # fmt: skip
# Every key that the oracle answers; a metric that is missing here fails test_every_metric_has_its_oracle.
ANSWERED = (*SUMS, *OTHERS)
