"""The staged rows of the simulated workbook, with the few sums its tests ask for, written out the slow way."""

from collections import defaultdict

from data import demo
from data.sources.projects import FORMATS
from data.sources.workbook import read_sheets

MILLION = 1_000_000
DONE = {"accepted", "liquidated", "settled"}
MODELS = {"demo_model_new"}
# An advance is money paid out on the way, never the amount of a project.
STAGES = ("registered", "planned", "adjusted", "contracted", "accepted", "settled")
# The totals must hold whatever the seed; the first is the one that ships.
SEEDS = (demo.SEED, 1, 31)


class Staged:
    """One workbook, written and read back without a finding."""

    def __init__(self, tables: dict[str, list[dict]]):
        self.tables = tables
        self.projects = tables["project"]
        self.amounts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for row in tables["funding"]:
            self.amounts[row["code"], row["payer"]][row["stage"]] = row["amount_vnd"]
        self.support = defaultdict(list)
        for row in tables["support"]:
            self.support[row["code"]].append(row)
        self.done = [p for p in self.projects if is_counted(p)]

    def latest(self, project: dict, payer: str) -> int | None:
        stages = self.amounts.get((project["code"], payer), {})
        return next((stages[stage] for stage in reversed(STAGES) if stage in stages), None)

    def state(self, project: dict) -> int:
        return (self.latest(project, "national") or 0) + (self.latest(project, "local") or 0)

    def total(self, payer: str, contents: set[str] | None = None) -> int:
        chosen = [p for p in self.done if contents is None or p["content_code"] in contents]
        return sum(self.latest(p, payer) or 0 for p in chosen)

    def state_total(self, contents: set[str] | None = None) -> int:
        return self.total("national", contents) + self.total("local", contents)

    def of(self, *contents: str) -> list[dict]:
        return [p for p in self.done if p["content_code"] in contents]

    def units(self, projects: list[dict]) -> dict[str, dict]:
        return {row["beneficiary_code"]: row for p in projects for row in self.support[p["code"]]}


def is_counted(project: dict) -> bool:
    return (
        project["kind"] == "project"
        and project["status"] in DONE
        and project["repayable"] != "yes"
        and 2012 <= project["plan_year"] <= 2022
    )


def stage(seed: int, folder) -> Staged:
    path = folder / f"{seed}.xlsx"
    demo.write(path, seed)
    received = FORMATS[0].read(read_sheets(path, path.name), path.name)
    assert received.findings == []
    return Staged(received.tables)


def place_of(staged: Staged, project: dict) -> str | None:
    rows = staged.support[project["code"]]
    places = {row["district_as_reported"] for row in rows} or {project["district_as_reported"]}
    return next(iter(places)) if len(places) == 1 else "several"


def spanning(staged: Staged) -> list[list[dict]]:
    groups = [staged.support[p["code"]] for p in staged.done]
    return [g for g in groups if len({(r["district_as_reported"], r["beneficiary_type"]) for r in g}) > 1]
