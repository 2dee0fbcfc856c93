"""What the simulated province did outside its projects: advice, fairs, publications, inspections, awards, collaborators; all made up, and marked so.

Held to its project records: every accepted fair project has one fair, every class of management training stands in its project (and is
counted there alone), the network of collaborators begins with its first project, and rounds of voting are those that projects paid for.
Nothing here carries money, so no total of the province moves. Same seed, same bytes.
"""

import csv
import datetime as dt
import io
import random

from data.demo_calibration import FIRST_YEAR, LAST_YEAR
from data.demo_titles import MARK, PRODUCTS
from data.demo_units import HOMES, MAJOR, Unit, district_names, units
from data.sources.activity_tables import ACTIVITY, AWARD, COLLABORATOR
from data.sources.table import Table

FILES = {
    "hoat-dong-mo-phong.csv": ACTIVITY,
    "san-pham-tieu-bieu-mo-phong.csv": AWARD,
    "cong-tac-vien-mo-phong.csv": COLLABORATOR,
}
SOURCE = "mo-phong"
CAPITAL = "622"  # the city of the borrowed map
DONE = {"accepted", "liquidated", "settled"}
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
ADVICE = {
    "hồ sơ đề án": "Tư vấn lập hồ sơ đề án khuyến công",
    "hồ sơ bình chọn": "Hướng dẫn hồ sơ bình chọn sản phẩm CNNT tiêu biểu",
    "nhãn hiệu": "Hướng dẫn hồ sơ đăng ký nhãn hiệu",
    "mẫu mã bao bì": "Tư vấn thiết kế mẫu mã, bao bì",
    "công nghệ": "Tư vấn lựa chọn máy móc, công nghệ",
}
# Products certified in each round: how many of those that hold the level below, how many that did not stand before it.
DISTRICT_ROUNDS = {2015: 18, 2017: 20, 2019: 22, 2021: 24}
PROVINCE_ROUNDS = {2012: 8, 2014: 9, 2016: 12, 2018: 13, 2020: 15, 2022: 17}
REGION_ROUNDS = {2016: 6, 2020: 8}
NATION_ROUNDS = {2017: 2, 2021: 3}


def rows(projects: list[dict], seed: int) -> dict[str, list[dict]]:
    """The rows of each table by its name, in the words of its file; `projects` as `demo.generate` gives them."""
    rng = random.Random(f"{seed}/activities")
    return {
        ACTIVITY.name: _activities(rng, projects),
        AWARD.name: _awards(rng),
        COLLABORATOR.name: _people(rng),
    }


def files(projects: list[dict], seed: int) -> dict[str, bytes]:
    """The three files (docs/import-activities.md) by name, the same bytes each time."""
    made = rows(projects, seed)
    return {name: _as_csv(table, made[table.name]) for name, table in FILES.items()}


def _as_csv(table: Table, given: list[dict]) -> bytes:
    out = io.StringIO(newline="")
    columns = [column.name for column in table.columns]
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(columns)
    for row in given:
        whole = {"source_id": SOURCE, "province": "demo", "simulated": "có"} | row
        lines.writerow([_cell(whole.get(column)) for column in columns])
    return out.getvalue().encode()


def _cell(value) -> str:
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)


def _activities(rng: random.Random, projects: list[dict]) -> list[dict]:
    made = []
    for year in YEARS:
        made += _advice(rng, year)
        made += _published(rng, year)
        made += _visits(rng, year)
        of_year = [
            p for p in projects if p["plan_year"] == year and p["status"] in DONE and p["kind"] == "project"
        ]
        made += [_fair(rng, p) for p in of_year if p["content_code"] == "fair_domestic_join"]
        made += [_class(rng, p) for p in of_year if p["content_code"] == "management_training"]
        checked = [p for p in of_year if p["content_code"] == "machinery_application"]
        made += [_inspection(rng, p) for p in checked]
    return made


def _day(rng: random.Random, year: int) -> dt.date:
    return dt.date(year, 2, 1) + dt.timedelta(days=rng.randrange(300))


def _advice(rng: random.Random, year: int) -> list[dict]:
    """Sessions in the districts; of a few nobody wrote down how many establishments came."""
    names = district_names()
    made = []
    for _ in range(rng.randrange(6, 10) + (year - FIRST_YEAR) // 3):
        topic = rng.choices(list(ADVICE), weights=(9, 5, 4, 3, 3))[0]
        came = None if rng.random() < 0.06 else rng.randrange(1, 6)
        made.append(
            {
                "kind": "tư vấn", "period_start": _day(rng, year), "title": f"{ADVICE[topic]} {MARK}", "topic": topic, "tier": "địa phương", "content": "advisory_service",
                "district": names[rng.choice(list(HOMES))], "establishments": came,
                "products": came and came + rng.randrange(0, 2) if topic == "hồ sơ bình chọn" else None,
            }
        )  # fmt: skip
    return made


def _published(rng: random.Random, year: int) -> list[dict]:
    """Two or more issues of a newsletter a year; television from 2014."""
    whole = {"tier": "địa phương", "content": "information_media", "district": "Toàn tỉnh"}
    made = [
        {"kind": "bản tin", "period_start": _day(rng, year), "title": f"Bản tin khuyến công số {n}/{year} {MARK}", "copies": rng.choice((500, 600, 800, 1000))} | whole
        for n in range(1, rng.randrange(3, 6))
    ]  # fmt: skip
    for n in range(1, rng.randrange(2, 5) if year >= 2014 else 1):
        made.append({"kind": "truyền hình", "period_start": _day(rng, year), "title": f"Chuyên mục khuyến công số {n}/{year} {MARK}"} | whole)  # fmt: skip
    return made


def _visits(rng: random.Random, year: int) -> list[dict]:
    """A survey of needs a year, a seminar every other one, a study tour every third."""
    names = district_names()
    made = [
        {"kind": "khảo sát nhu cầu", "period_start": _day(rng, year), "title": f"Khảo sát nhu cầu hỗ trợ năm {year + 1} {MARK}", "district": names[rng.choice(list(HOMES))], "establishments": rng.randrange(10, 26)}
    ]  # fmt: skip
    if year % 2 == 0:
        made.append({"kind": "hội nghị, hội thảo", "period_start": _day(rng, year), "title": f"Hội thảo kết nối tiêu thụ sản phẩm CNNT {MARK}", "district": "Toàn tỉnh", "establishments": rng.randrange(20, 45), "people": rng.randrange(50, 90)})  # fmt: skip
    if year % 3 == 0:
        made.append({"kind": "tham quan học tập", "period_start": _day(rng, year), "title": f"Tham quan học tập mô hình sản xuất {MARK}", "content": "study_tour_establishment", "district": "Toàn tỉnh", "establishments": rng.randrange(8, 16), "people": rng.randrange(12, 20)})  # fmt: skip
    return made


def _fair(rng: random.Random, project: dict) -> dict:
    start = _day(rng, project["plan_year"])
    came = rng.randrange(3, 10)
    return {
        "kind": "hội chợ", "period_start": start, "period_end": start + dt.timedelta(days=rng.randrange(4, 7)), "title": project["title"], "tier": _tier(project), "content": project["content_code"],
        "district": "Toàn tỉnh", "project_code": project["code"], "establishments": came, "products": came * rng.randrange(2, 5), "booths": rng.randrange(2, 7),
    }  # fmt: skip


def _class(rng: random.Random, project: dict) -> dict:
    start = _day(rng, project["plan_year"])
    return {
        "kind": "lớp", "period_start": start, "period_end": start + dt.timedelta(days=2), "title": project["title"], "tier": _tier(project), "content": project["content_code"],
        "district": "Toàn tỉnh", "project_code": project["code"], "times": project["classes"], "people": project["trainees"],
    }  # fmt: skip


def _inspection(rng: random.Random, project: dict) -> dict:
    return {
        "kind": "kiểm tra, giám sát", "period_start": _day(rng, project["plan_year"]), "title": f"Kiểm tra tiến độ: {project['title']}", "tier": _tier(project), "content": project["content_code"],
        "district": project["district_as_reported"], "project_code": project["code"],
    }  # fmt: skip


def _tier(project: dict) -> str:
    return {"national": "quốc gia", "local": "địa phương"}[project["tier"]]


def _awards(rng: random.Random) -> list[dict]:
    """Each establishment may show one product; what goes to a higher level was certified at the lower one before."""
    names, products = district_names(), {}
    for unit in units():
        products[unit] = f"{rng.choice(PRODUCTS)} {unit.code.removeprefix('MP-')} {MARK}".capitalize()
    everyone = list(products)
    held: dict[str, list[Unit]] = {"district": [], "province": [], "region": [], "nation": []}
    made = []

    def certify(level: str, year: int, chosen: list[Unit]) -> None:
        for unit in sorted(chosen, key=lambda u: u.code):
            made.append(
                {
                    "product": products[unit], "level": {"district": "cấp huyện", "province": "cấp tỉnh", "region": "cấp khu vực", "nation": "cấp quốc gia"}[level], "round": year, "product_code": f"SP-{unit.code}",
                    "owner": unit.name, "beneficiary_type": unit.kind, "product_group": rng.choice(("chế biến nông lâm thủy sản", "thủ công mỹ nghệ", "thiết bị, máy móc", "khác")),
                    "district": names[unit.district], "certified_on": dt.date(year, 9, 1) + dt.timedelta(days=rng.randrange(90)),
                }
            )  # fmt: skip
            held[level].append(unit)

    for year in YEARS:
        if year in DISTRICT_ROUNDS:
            certify("district", year, rng.sample(everyone, DISTRICT_ROUNDS[year]))
        if year in PROVINCE_ROUNDS:
            # District rounds began in 2015; until then the province was the first level.
            certify("province", year, rng.sample(_once(held["district"]) or everyone, PROVINCE_ROUNDS[year]))
        if year in REGION_ROUNDS:
            certify("region", year, rng.sample(_once(held["province"]), REGION_ROUNDS[year]))
        if year in NATION_ROUNDS:
            certify("nation", year, rng.sample(_once(held["region"]), NATION_ROUNDS[year]))
    return made


def _once(held: list[Unit]) -> list[Unit]:
    return list(dict.fromkeys(held))


def _people(rng: random.Random) -> list[dict]:
    """Posts of collaborators in each district from the network's first project on, filled little by little, most beside another office; the centre's own staff."""
    names, first = district_names(), 2015
    order = rng.sample(list(names), len(names))
    made = []
    for year in YEARS:
        made.append(
            {
                "area": "Trung tâm Khuyến công (mô phỏng)", "area_level": "trung tâm", "role": "cán bộ", "year": year, "posts": 18, "filled": rng.randrange(14, 18), "part_time": 0,
            }
        )  # fmt: skip
        if year < first:
            continue
        for at, code in enumerate(order):
            posts = 3 if code == CAPITAL else 2 if code in MAJOR else 1
            # One district after another, and its further posts later than its first.
            filled = sum(
                at + 4 * post < 7 + 2 * (year - first) and rng.random() > 0.06 for post in range(posts)
            )
            part_time = min(filled, rng.randrange(max(filled, 1), posts + 1) if at % 5 else filled // 2)
            made.append(
                {
                    "area": names[code], "area_level": "huyện", "role": "cộng tác viên", "year": year, "posts": posts, "filled": filled, "part_time": part_time,
                }
            )  # fmt: skip
    return made
