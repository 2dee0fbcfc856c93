"""The simulated projects: who carries out each, where, and what each side pays, to the đồng.

Support varies with the seed only by moving money between projects of one kind, so every total stays what it is.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data import demo_calibration as calibration
from data.demo_calibration import COUNTERPARTS, Entry
from data.demo_units import HOMES, MAJOR, Unit, units

MILLION = 1_000_000
# Counterparts are invoices, not grants: they are not round.
INVOICE_STEP = 100_000
WIDE = "Toàn tỉnh"


@dataclass(frozen=True)
class Project:
    """One accepted project of 2012-2022, amounts in đồng.

    `district`: register code, `WIDE`, or None where its beneficiaries span several. `place_recorded` False:
    nobody wrote the place down. `counterpart` None: not recorded; 0: recorded as none. `shares`: state and
    counterpart of each unit, None where not recorded.
    """

    year: int
    tier: str
    content: str
    state: int
    counterpart: int | None
    units: tuple[Unit, ...] = ()
    district: str | None = WIDE
    place_recorded: bool = True
    shares: tuple[tuple[int, int], ...] | None = None


def projects(rng: random.Random) -> list[Project]:
    """All accepted grants, by year. Projects of the centre itself have no establishment and most no district."""
    made: list[Project] = []
    assigned = _assign(calibration.MACHINERY, units())
    machinery = _paid(rng, calibration.MACHINERY, COUNTERPARTS["machinery"], _even_floor, ceiling=True)
    made += [_at_units(e, money, assigned[e]) for e, money in machinery]
    models = _paid(rng, calibration.MODELS, COUNTERPARTS["models"], _no_floor)
    hosts = _model_hosts(assigned)
    made += [_at_units(e, money, (unit,)) for (e, money), unit in zip(models, hosts, strict=True)]
    linkages = _paid(rng, calibration.LINKAGES, COUNTERPARTS["linkages"], _no_floor)
    made += [_at_units(e, money, _network(n, e.units)) for n, (e, money) in enumerate(linkages)]
    made += _brands(rng, made)
    made += _in_districts(rng)
    made += [Project(e.year, e.tier, e.content, e.state * MILLION, 0) for e in calibration.CENTRE]
    return _forget_places(sorted(made, key=lambda p: (p.year, p.tier, p.content, p.state)))


def _even_floor(state: int) -> int:
    return state  # half the cost at most is paid by the state


def _no_floor(state: int) -> int:
    return 0


def _unit_ceiling(year: int) -> int:
    """Triệu đồng an establishment; approvals of 2018 fall before 11/05/2018, when 200 became 300."""
    return 300 if year > 2018 else 200


def _paid(
    rng, entries: Sequence[Entry], counterpart: int, floor, ceiling=False
) -> list[tuple[Entry, tuple[int, int]]]:
    """Each entry with (state, counterpart) in đồng; the counterparts add up to `counterpart` triệu."""
    states = _moved(rng, entries, ceiling)
    bases = [floor(state) for state in states]
    weights = [state * entry.above for state, entry in zip(states, entries, strict=True)]
    counterparts = spread(counterpart * MILLION, [b * MILLION for b in bases], weights)
    money = zip((s * MILLION for s in states), counterparts, strict=True)
    return list(zip(entries, money, strict=True))


def _moved(rng: random.Random, entries: Sequence[Entry], ceiling: bool) -> list[int]:
    """Support with small sums moved between entries of one tier; totals and ceilings stay."""
    states = [entry.state for entry in entries]
    largest = max(states)
    for _ in range(4 * len(entries)):
        giver, taker = rng.sample(range(len(entries)), 2)
        step = 10 if min(states[giver], states[taker]) >= 100 else 5
        least = 0.8 * entries[giver].state
        most = min(1.2 * entries[taker].state, largest)
        if ceiling:
            most = min(most, _unit_ceiling(entries[taker].year) * entries[taker].units)
        same = entries[giver].tier == entries[taker].tier and entries[giver].content == entries[taker].content
        if same and states[giver] - step >= least and states[taker] + step <= most:
            states[giver] -= step
            states[taker] += step
    return states


def spread(total: int, bases: Sequence[int], weights: Sequence[float]) -> list[int]:
    """`total` over members: each its base, the rest by weight in invoice steps, what is left to the heaviest."""
    rest = total - sum(bases)
    whole = sum(weights)
    amounts = [
        base + int(rest * weight / whole) // INVOICE_STEP * INVOICE_STEP
        for base, weight in zip(bases, weights, strict=True)
    ]
    amounts[weights.index(max(weights))] += total - sum(amounts)
    return amounts


def _assign(entries: Sequence[Entry], everyone: tuple[Unit, ...]) -> dict[Entry, tuple[Unit, ...]]:
    """Which establishments each machinery project serves; every one of them once."""
    # The last of each form come through other contents: 23 + 8 + 18 establishments, 17 + 7 + 15 with machinery.
    latest = {"sme": 17, "cooperative": 7, "business_household": 15}
    pool = [u for u in everyone if int(u.code[-2:]) <= latest[u.kind]]
    assigned: dict[Entry, tuple[Unit, ...]] = {}
    same_place = [e for e in entries if e.units > 1 and e.together == "place"]
    for entry, district in zip(same_place, MAJOR, strict=False):
        assigned[entry] = tuple([u for u in pool if u.district == district][: entry.units])
        pool = [u for u in pool if u not in assigned[entry]]
    for entry in sorted((e for e in entries if e.units == 1), key=lambda e: e.tier, reverse=True):
        # The national programme reached companies and cooperatives, the local one households.
        wanted = [u for u in pool if (u.kind == "business_household") == (entry.tier == "local")]
        unit = (wanted or pool)[0]
        assigned[entry] = (unit,)
        pool.remove(unit)
    for entry in (e for e in entries if e.together == "span"):
        assigned[entry] = tuple(pool[: entry.units])
        pool = pool[entry.units :]
    return assigned


def _model_hosts(assigned: dict[Entry, tuple[Unit, ...]]) -> list[Unit]:
    """Nine companies: four of their own, five that also had machinery."""
    companies = [u for u in units() if u.kind == "sme"]
    served = {u for group in assigned.values() for u in group}
    fresh = [u for u in companies if u not in served][:4]
    again = [u for u in companies if u in served and u.district in MAJOR][:5]
    return [u for pair in zip(again, fresh, strict=False) for u in pair] + again[4:]


def _network(number: int, size: int) -> tuple[Unit, ...]:
    everyone = units()
    # Steps of eleven through 49 never meet twice within one network and cross districts and forms.
    return tuple(everyone[(7 * number + 11 * step) % len(everyone)] for step in range(size))


def _at_units(entry: Entry, money: tuple[int, int], served: tuple[Unit, ...]) -> Project:
    state, counterpart = money
    districts = {unit.district for unit in served}
    shares = _shares(state, counterpart, len(served)) if entry.shares else None
    return Project(
        entry.year,
        entry.tier,
        entry.content,
        state,
        counterpart,
        served,
        next(iter(districts)) if len(districts) == 1 else None,
        shares=shares if len(served) > 1 else ((state, counterpart),),
    )


def _shares(state: int, counterpart: int, count: int) -> tuple[tuple[int, int], ...]:
    """Shares that add up exactly: equal in tens of triệu, what is left in tens to the first ones.

    Left to one alone, it could lift that one over the ceiling that the others keep.
    """
    ten = 10 * MILLION
    part = state // count // ten * ten
    left = state - part * count
    states = [part + min(ten, max(0, left - ten * n)) for n in range(count)]
    counterparts = spread(counterpart, states, states)
    return tuple(zip(states, counterparts, strict=True))


def _brands(rng: random.Random, before: list[Project]) -> list[Project]:
    """Trademarks and showrooms: first the establishments that nothing else reached, then where projects are few."""
    recorded = [e for e in calibration.TRADEMARKS if e.state != calibration.FEE_PAID_IN_FULL]
    paid = _paid(rng, _weighted(rng, recorded), COUNTERPARTS["trademarks"], _even_floor)
    paid += _paid(rng, _weighted(rng, calibration.SHOWROOMS), COUNTERPARTS["showrooms"], _even_floor)
    paid += [(e, (e.state * MILLION, 0)) for e in calibration.TRADEMARKS if e not in recorded]
    reached = {u for p in before for u in p.units if p.content != "association_linkage"}
    waiting = [u for u in units() if u not in reached]
    turns: Counter[Unit] = Counter()
    carried = Counter(p.district for p in before if p.counterpart)
    made = []
    for entry, (state, counterpart) in sorted(paid, key=lambda pair: (pair[0].year, pair[0].content)):
        unit = waiting.pop(0) if waiting else _next_host(carried, turns)
        turns[unit] += 1
        carried[unit.district] += 1 if counterpart else 0
        share = None if counterpart is None else ((state, counterpart),)
        made.append(
            Project(
                entry.year, entry.tier, entry.content, state, counterpart, (unit,), unit.district, True, share
            )
        )
    return made


def _weighted(rng: random.Random, entries: Sequence[Entry]) -> list[Entry]:
    """Half of the small projects stand at the 50 % wall, the others somewhat above."""
    return [replace(e, above=0.0 if n % 2 else rng.uniform(0.2, 1.0)) for n, e in enumerate(entries)]


def _next_host(carried: Counter, turns: Counter) -> Unit:
    """The district with the fewest projects for its establishments (all to seven first); there, firms that come again.

    One firm has at most four brands and showrooms, so that the same good ones return without taking everything.
    """
    district = min(MAJOR, key=lambda d: (carried[d] >= 7, carried[d] / HOMES[d], d))
    hosts = [u for u in units() if u.district == district]
    return min(hosts, key=lambda u: (turns[u] >= 4, -turns[u], u.code))


def _in_districts(rng: random.Random) -> list[Project]:
    """Clusters and training: in one district, carried out by the centre or the district, no establishment."""
    clusters = _paid(rng, _weighted(rng, calibration.CLUSTERS), COUNTERPARTS["clusters"], _even_floor)
    made = [
        Project(e.year, e.tier, e.content, state, counterpart, (), MAJOR[n])
        for n, (e, (state, counterpart)) in enumerate(clusters)
    ]
    places = tuple(HOMES)[-2:] + MAJOR
    return made + [
        Project(e.year, e.tier, e.content, e.state * MILLION, 0, (), places[n])
        for n, e in enumerate(calibration.VOCATIONAL)
    ]


def _forget_places(made: list[Project]) -> list[Project]:
    """Five projects whose place nobody wrote down: about 3 % of the projects."""
    small = ("machinery_application", "trademark")
    single = [
        p for p in made if p.content in small and p.tier == "local" and len(p.units) == 1 and p.counterpart
    ]
    forgotten = single[2::7][:5]
    return [replace(p, place_recorded=False) if p in forgotten else p for p in made]
