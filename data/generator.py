"""Simulated projects over 63 provinces, written straight to Parquet: what the program is measured with.

Every row says that it is simulated, and stands in a simulated province of its own ("Gia Lai (mô phỏng)", drawn on
the map of the real one), so that it can never be added to a real figure. Any number of projects in bounded memory:
one streaming query a table (`data/generated/`), each value a hash of the project's number and the seed, so that the
same order gives the same rows. How values are spread follows the published figures: machinery 1,0 to 2,5 with a wall
where half is state money and a short tail, models 5 to 100, nothing beside training, fairs and information.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data.paths import PROGRAM
from data.sources.project_words import rows_of

FIRST_YEAR, LAST_YEAR = 2016, 2025
SEED = 2022
MEMORY = "1GB"
FOLDER = PROGRAM / "data" / "generated"
HEADINGS = ("simulated_projects", "seed")
# Content, how many in a hundred, support in triệu from and to, establishments (0: the centre itself), kind of ratio.
CONTENTS = (
    ("machinery_application", 42, 50, 300, 1, "machinery"),
    ("demo_model_new", 6, 200, 500, 1, "model"),
    ("trademark", 9, 25, 60, 1, "small"),
    ("showroom", 4, 30, 100, 1, "small"),
    ("association_linkage", 3, 60, 150, 1, "small"),
    ("cluster_infrastructure", 3, 300, 900, 0, "small"),
    ("vocational_training", 8, 30, 150, 0, "none"),
    ("management_training", 6, 30, 100, 0, "none"),
    ("product_voting", 5, 50, 200, 0, "none"),
    ("fair_domestic_join", 6, 20, 150, 0, "none"),
    ("information_media", 4, 15, 80, 0, "none"),
    ("programme_management", 4, 20, 120, 0, "none"),
)


@dataclass(frozen=True)
class Order:
    """How many projects, from which seed."""

    projects: int
    seed: int = SEED

    @property
    def file_name(self) -> str:
        return f"mo-phong-{self.projects}-{self.seed}.csv"

    def as_csv(self) -> str:
        """The file that stands for the order in the inbox: from it the same rows can be made again."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([HEADINGS, (self.projects, self.seed)])
        return out.getvalue()


def writers(order: Order, file: str) -> dict[str, Callable[[Path], None]]:
    """Staging table (province, province_part, project, funding, support) -> what writes its Parquet file, told as rows of `file`.

    A writer raises duckdb.IOException where there is no room.
    """

    def writer(table: str) -> Callable[[Path], None]:
        return lambda path: _write(order, file, table, path)

    tables = ("province", "province_part", "project", "funding", "support")
    return {table: writer(table) for table in tables}


def _write(order: Order, file: str, table: str, path: Path) -> None:
    config = {"threads": "2", "memory_limit": MEMORY, "temp_directory": str(path.parent)}
    with duckdb.connect(config=config) as connection:
        connection.execute("SET preserve_insertion_order = false")
        for name, value in (("projects", order.projects), ("seed", order.seed), ("file", file)):
            connection.execute(f"SET VARIABLE {name} = ?", [value])
        _fill(connection)
        connection.execute(_sql("base"))
        target = path.as_posix().replace("'", "''")
        connection.execute(f"COPY ({_sql(table)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def _fill(connection) -> None:
    """The provinces with their districts, and the contents with the share of projects that each takes."""
    connection.execute(
        "CREATE TABLE place (number INTEGER, slug VARCHAR, name VARCHAR, full_name VARCHAR, name_en VARCHAR, map_code VARCHAR, districts VARCHAR[])"
    )
    connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?)", _places())
    connection.execute(
        "CREATE TABLE kind (content VARCHAR, above DOUBLE, below DOUBLE, least INTEGER, most INTEGER, served INTEGER, ratio VARCHAR)"
    )
    connection.executemany("INSERT INTO kind VALUES (?, ?, ?, ?, ?, ?, ?)", _kinds())


def _places() -> list[tuple]:
    """The 63 provinces, each with the names of those districts that lasted through all the years."""
    lasting: dict[str, list[str]] = {}
    for row in rows_of("district"):
        if row["valid_from"] <= f"{FIRST_YEAR}-01-01" and row["valid_to"] >= f"{LAST_YEAR}-06-30":
            lasting.setdefault(row["province_code"], []).append(row["name"])
    provinces = [row for row in rows_of("province") if row["kind"] == "province_63"]
    return [
        (
            number,
            f"demo-{row['slug']}",
            f"{row['name']} (mô phỏng)",
            f"{row['full_name']} (mô phỏng)",
            f"{row['name_en']} (simulated)",
            row["map_code"],
            lasting[row["map_code"]],
        )
        for number, row in enumerate(provinces)
    ]


def _kinds() -> list[tuple]:
    rows, above = [], 0
    for content, weight, *rest in CONTENTS:
        rows.append((content, above / 100, (above + weight) / 100, *rest))
        above += weight
    return rows
