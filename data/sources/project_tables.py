"""The five sheets of a project workbook: headings in Vietnamese and English, and how each cell is read.

Column names are those of the staging tables in docs/data.md. Only `plan` differs: its value stands in one of two
columns, a count or money.
"""

import datetime as dt
import re

from data.sources.numbers import MILLION, NOT_NEGATIVE, BadCell, money, read_integer
from data.sources.project_words import (
    EVENT_KINDS,
    FORMS,
    KINDS,
    MEASURES,
    PAYERS,
    PLAN_TIERS,
    REPAYABLE,
    STAGES,
    TIERS,
    VERSIONS,
    referenced,
)
from data.sources.table import (
    Column,
    Table,
    choice,
    read_date,
    read_flag,
    read_year,
    without_year_word,
)
from data.text import clean

# Beyond these a cell is a slip, and would not fit its column: a million tỷ đồng, ten million people.
MOST_VND = 10**15
MOST_COUNT = 10**7
# Of one payer of one project: a thousand tỷ is more than the whole country's programme pays in years, and a million đồng
# (the least that anybody types in đồng) reads as a million triệu.
MOST_OF_PROJECT = 10**12


def read_million(cell) -> int:
    """Triệu đồng -> whole đồng."""
    amount = money(MILLION)(cell)
    if amount > MOST_VND:
        raise BadCell("không quá 1.000.000.000 (triệu đồng)")
    return amount


def read_of_project(cell) -> int:
    """Triệu đồng of one project -> whole đồng. What was typed in đồng is at least a million too large, and refused."""
    amount = money(MILLION)(cell)
    if amount >= MOST_OF_PROJECT:
        raise BadCell("dưới 1.000.000 (triệu đồng); số ghi bằng đồng thì chia cho 1.000.000")
    return amount


def read_count(cell) -> int:
    number = read_integer(cell)
    if number < 0:
        raise BadCell(NOT_NEGATIVE)
    if number > MOST_COUNT:
        raise BadCell("không quá 10.000.000")
    return number


def read_first_day(cell) -> dt.date:
    """A date, or a year for its first day."""
    return _day_of_year(cell, 1, 1)


def read_last_day(cell) -> dt.date:
    """A date, or a year for its last day."""
    return _day_of_year(cell, 12, 31)


def _day_of_year(cell, month: int, day: int) -> dt.date:
    if isinstance(cell, int | float) or re.fullmatch(r"\d{4}", without_year_word(clean(str(cell)))):
        return dt.date(read_year(cell), month, day)
    return read_date(cell)


PROVINCE = ("Tỉnh", "Tỉnh, thành phố", "Province")
CODE = Column("code", ("Mã đề án", "Mã", "Project code", "Code"), required=True, example="ĐA-01")
PLACE = Column("province", PROVINCE, referenced("province"), optional=True)
DISTRICT = ("Địa bàn", "Địa bàn (huyện)", "Huyện", "District")
COMMUNE = Column("commune", ("Xã", "Xã, phường", "Commune"), optional=True)

PROJECT = Table(
    "project",
    (
        Column("province", PROVINCE, referenced("province"), required=True, example="Lâm Đồng"),
        CODE,
        Column("kind", ("Loại", "Kind"), choice(KINDS), optional=True),
        Column("plan_year", ("Năm kế hoạch", "Năm", "Plan year"), read_year, required=True, example="2016"),
        Column("batch", ("Đợt", "Batch"), read_count, optional=True),
        Column("title", ("Tên đề án", "Title"), required=True, example="tên đề án như trong quyết định"),
        Column(
            "content_code",
            ("Nội dung", "Content"),
            referenced("content"),
            required=True,
            example="Chưa phân loại",
        ),
        Column(
            "tier",
            ("Nguồn", "Nguồn (KCQG/KCĐP)", "Tier"),
            choice(TIERS),
            required=True,
            example="KCQG | KCĐP",
        ),
        Column("form", ("Hình thức", "Form"), choice(FORMS), optional=True),
        Column("district_as_reported", DISTRICT),
        COMMUNE,
        Column("status", ("Trạng thái", "Status"), referenced("status"), required=True, example="Nghiệm thu"),
        Column("repayable", ("Có thu hồi", "Repayable"), choice(REPAYABLE), optional=True),
        Column("registered_on", ("Ngày đăng ký", "Registered on"), read_date, optional=True),
        Column("approved_on", ("Ngày phê duyệt", "Approved on"), read_date, optional=True),
        Column("contracted_on", ("Ngày ký hợp đồng", "Contracted on"), read_date, optional=True),
        Column("started_on", ("Ngày bắt đầu", "Started on"), read_date, optional=True),
        Column("accepted_on", ("Ngày nghiệm thu", "Accepted on"), read_date, optional=True),
        Column("settled_on", ("Ngày quyết toán", "Settled on"), read_date, optional=True),
        Column("jobs_new", ("Lao động mới", "New jobs"), read_count, optional=True),
        Column("jobs_kept", ("Lao động duy trì", "Jobs kept"), read_count, optional=True),
        Column("classes", ("Số lớp", "Classes"), read_count, optional=True),
        Column("trainees", ("Số học viên", "Trainees"), read_count, optional=True),
        Column("note", ("Ghi chú", "Note"), optional=True),
        Column("simulated", ("Mô phỏng", "Simulated"), read_flag, optional=True),
    ),
    ("Đề án", "Projects"),
)
FUNDING = Table(
    "funding",
    (
        PLACE,
        CODE,
        Column("payer", ("Nguồn vốn", "Payer"), choice(PAYERS), required=True, example="KCĐP | Đối ứng"),
        Column(
            "stage",
            ("Giai đoạn", "Stage"),
            choice(STAGES),
            required=True,
            example="Giao kế hoạch | Nghiệm thu",
        ),
        Column(
            "amount_vnd",
            ("Số tiền (triệu đồng)", "Amount (VND million)"),
            read_of_project,
            required=True,
            example="135; không có số thì bỏ dòng",
        ),
    ),
    ("Kinh phí", "Funding"),
)
SUPPORT = Table(
    "support",
    (
        PLACE,
        CODE,
        Column("beneficiary_code", ("Mã đơn vị", "Beneficiary code"), optional=True),
        Column(
            "beneficiary_name",
            ("Tên đơn vị", "Đơn vị thụ hưởng", "Beneficiary"),
            required=True,
            example="tên đơn vị",
        ),
        Column(
            "beneficiary_type",
            ("Loại hình", "Type"),
            referenced("beneficiary_type"),
            required=True,
            example="Hợp tác xã",
        ),
        Column("district_as_reported", DISTRICT, optional=True),
        COMMUNE,
        Column("difficult_area", ("Địa bàn khó khăn", "Difficult area"), read_flag, optional=True),
        Column("employees", ("Số lao động", "Lao động", "Employees"), read_count, optional=True),
        Column(
            "state_share_vnd",
            ("Phần hỗ trợ (triệu đồng)", "State share (VND million)"),
            read_of_project,
            optional=True,
        ),
        Column(
            "counterpart_share_vnd",
            ("Phần đối ứng (triệu đồng)", "Counterpart share (VND million)"),
            read_of_project,
            optional=True,
        ),
    ),
    ("Thụ hưởng", "Beneficiaries"),
)
EVENT = Table(
    "event",
    (
        PLACE,
        CODE,
        Column("kind", ("Sự kiện", "Event"), choice(EVENT_KINDS), required=True, example="Gia hạn"),
        Column("event_on", ("Ngày", "Date"), read_date),
        Column("reason", ("Lý do", "Reason"), referenced("reason"), optional=True),
        Column("field", ("Nội dung thay đổi", "Field"), optional=True),
        Column("old_value", ("Giá trị cũ", "Old value"), optional=True),
        Column("new_value", ("Giá trị mới", "New value"), optional=True),
        Column(
            "amount_before_vnd",
            ("Số tiền trước (triệu đồng)", "Amount before (VND million)"),
            read_of_project,
            optional=True,
        ),
        Column(
            "amount_after_vnd",
            ("Số tiền sau (triệu đồng)", "Amount after (VND million)"),
            read_of_project,
            optional=True,
        ),
        Column("level", ("Cấp quyết định", "Level"), optional=True),
        Column("document", ("Số văn bản", "Document"), optional=True),
    ),
    ("Sự kiện", "Events"),
)
# A plan row carries either a count or money: two columns, so that no cell changes its unit from row to row.
PLAN = Table(
    "plan",
    (
        PLACE,
        Column("programme", ("Chương trình", "Programme"), required=True, example="Kế hoạch năm 2022"),
        Column("period_start", ("Từ ngày", "Từ năm", "From"), read_first_day, required=True, example="2022"),
        Column("period_end", ("Đến ngày", "Đến năm", "To"), read_last_day, required=True, example="2022"),
        Column(
            "measure", ("Chỉ tiêu", "Measure"), choice(MEASURES), required=True, example="Kinh phí hỗ trợ"
        ),
        Column("tier", ("Nguồn", "Tier"), choice(PLAN_TIERS), required=True, example="KCQG | KCĐP | Tất cả"),
        Column("content_code", ("Nội dung", "Content"), referenced("content"), optional=True),
        Column("version", ("Bản kế hoạch", "Version"), choice(VERSIONS), required=True, example="Ban đầu"),
        Column("count", ("Số lượng", "Count"), read_count, optional=True),
        Column("amount", ("Số tiền (triệu đồng)", "Amount (VND million)"), read_million, optional=True),
        Column("document", ("Số văn bản", "Document"), optional=True),
    ),
    ("Kế hoạch", "Plans"),
)
TABLES = (PROJECT, FUNDING, SUPPORT, EVENT, PLAN)
NEEDED = (PROJECT, FUNDING)  # without these two there is nothing to count
