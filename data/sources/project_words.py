"""The words a project workbook uses, and the codes they stand for.

What the law or the domain may change (contents, legal forms, statuses, reasons, provinces) is read from
data/reference; what is part of the tables' grain (payers, stages) is written here.
"""

import csv
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from data.sources.nearest import nearest, nearest_or_all
from data.sources.numbers import BadCell
from data.sources.table import choice
from data.text import search_key

REFERENCE = Path(__file__).resolve().parents[1] / "reference"

TIERS = {
    "KCQG": "national",
    "KCĐP": "local",
    "Quốc gia": "national",
    "Địa phương": "local",
    "Khuyến công quốc gia": "national",
    "Khuyến công địa phương": "local",
    "Trung ương": "national",
}
PLAN_TIERS = TIERS | {"Tất cả": "all", "Chung": "all"}
KINDS = {"Đề án": "project", "Nhiệm vụ": "task", "Kế hoạch": "plan_item"}
FORMS = {
    "Đơn lẻ": "single",
    "Nhóm": "group",
    "Điểm": "flagship",
    "Đề án nhóm": "group",
    "Đề án điểm": "flagship",
}
REPAYABLE = {"Có": "yes", "Không": "no", "Không rõ": "unknown"}
PAYERS = TIERS | {
    "Nhà nước khác": "other_state",
    "Ngân sách khác": "other_state",
    "Đối ứng": "counterpart",
    "Vốn đối ứng": "counterpart",
    "Ngoài ngân sách": "non_budget",
}
STAGES = {
    "Đăng ký": "registered",
    "Giao kế hoạch": "planned",
    "Kế hoạch": "planned",
    "Điều chỉnh": "adjusted",
    "Hợp đồng": "contracted",
    "Tạm ứng": "advanced",
    "Nghiệm thu": "accepted",
    "Quyết toán": "settled",
}
EVENT_KINDS = {
    "Đăng ký": "registered",
    "Phê duyệt": "approved",
    "Ký hợp đồng": "contracted",
    "Bắt đầu": "started",
    "Tạm ứng": "advanced",
    "Nghiệm thu": "accepted",
    "Thanh lý": "liquidated",
    "Quyết toán": "settled",
    "Điều chỉnh": "adjusted",
    "Gia hạn": "extended",
    "Ngừng": "stopped",
    "Rút": "withdrawn",
    "Không phê duyệt": "rejected",
}
# The words of people beside the labels of status.csv. "Hoàn thành" is left out: accepted, or settled?
STATUS_WORDS = {
    "Đã đăng ký": "registered",
    "Đã phê duyệt": "approved",
    "Đã giao kế hoạch": "assigned",
    "Đã ký hợp đồng": "contracted",
    "Đang triển khai": "in_progress",
    "Đã nghiệm thu": "accepted",
    "Đã thanh lý": "liquidated",
    "Đã quyết toán": "settled",
    "Ngừng": "stopped",
}
MEASURES = {
    "Số đề án": "projects",
    "Kinh phí hỗ trợ": "state_support",
    "Vốn đối ứng": "counterpart",
    "Số học viên": "trainees",
}
A_PROVINCE = "tên tỉnh, ví dụ Sóc Trăng; tỉnh hiện nay ghi mã có năm, ví dụ can-tho-2025"
MONEY_MEASURES = {"state_support", "counterpart"}
VERSIONS = {"Ban đầu": "original", "Điều chỉnh": "adjusted"}


def referenced(table: str) -> Callable:
    """A reader of a word of a reference table, by label, alias or code, opened when first needed."""

    def read_word(cell) -> str:
        return _reader(table)(cell)

    return read_word


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a shipped reference file, as text; none where the file is not shipped."""
    path = REFERENCE / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=8)  # one entry a reference table
def _reader(table: str) -> Callable:
    if table == "province":
        units = _unit_names()
        return _telling(choice(_provinces()), lambda cell: nearest(str(cell), units) or A_PROVINCE)
    words, labels = _labels(table)
    return _telling(choice(words), lambda cell: nearest_or_all(str(cell), labels, list_of(table)))


def list_of(table: str) -> str:
    """Where a reader finds the whole of a reference list."""
    return f"data/reference/{table}.csv"


def _labels(table: str) -> tuple[dict[str, str], list[str]]:
    rows = rows_of(table)
    # A label comes before an alias, and the first of two words with one key stays.
    words: dict[str, str] = {}
    for row in rows:
        for column in ("label_vi", "label_en"):
            words.setdefault(search_key(row[column]), row["code"])
    for row in rows_of(f"{table}_alias"):
        words.setdefault(search_key(row["alias"]), row["code"])
    if table == "status":
        for word, code in STATUS_WORDS.items():
            words.setdefault(search_key(word), code)
    return words, [row["label_vi"] for row in rows]


def _provinces() -> dict[str, str]:
    """A bare name means the province as it was to 30/06/2025; today's go by their slug (gia-lai-2025)."""
    rows = rows_of("province")
    words = {search_key(row["slug"]): row["slug"] for row in rows}
    for row in rows:
        if row["kind"] != "province_34":
            words.setdefault(search_key(row["name"]), row["slug"])
            words.setdefault(search_key(row["full_name"]), row["slug"])
    for row in rows_of("province_alias"):
        words.setdefault(search_key(row["alias"]), row["slug"])
    return words


def _unit_names() -> list[str]:
    return [row["name"] for row in rows_of("province") if row["kind"] in ("province_63", "simulated")]


def _telling(read: Callable, meant: Callable) -> Callable:
    """`read`, whose refusal says what `meant(cell)` makes of the cell."""

    def read_told(cell) -> str:
        try:
            return read(cell)
        except BadCell as error:
            raise BadCell(meant(cell)) from error

    return read_told


_LISTED = {
    "kind": KINDS,
    "tier": TIERS,
    "form": FORMS,
    "repayable": REPAYABLE,
    "payer": PAYERS,
    "stage": STAGES,
    "measure": MEASURES,
    "version": VERSIONS,
}
_REFERENCED = {
    "content_code": "content",
    "status": "status",
    "beneficiary_type": "beneficiary_type",
    "reason": "reason",
}


def province_name(slug: str) -> str:
    """The name of a province; of one of today with its time, since an old one may bear the same name."""
    row = next(row for row in rows_of("province") if row["slug"] == slug)
    return f"{row['name']} (từ 01/07/2025)" if row["kind"] == "province_34" else row["name"]


def word_for(table: str, column: str, value):
    """The word of a workbook for a staging value; the value itself where it is no code."""
    if isinstance(value, bool):
        return "có" if value else "không"
    words = EVENT_KINDS if (table, column) == ("event", "kind") else _LISTED.get(column)
    if words is not None:
        return next(word for word, code in words.items() if code == value)
    if column in _REFERENCED:
        return next(row["label_vi"] for row in rows_of(_REFERENCED[column]) if row["code"] == value)
    if column == "province":
        return next(row["name"] for row in rows_of("province") if row["slug"] == value)
    return value
