"""Real .xlsx files with the faults that officers' files have: rows as they are typed, read as an import reads them."""

from pathlib import Path

import openpyxl

from data.sources import SOURCES
from data.sources.table import Received
from data.sources.workbook import read_sheets

PROJECTS = ["Tỉnh", "Mã đề án", "Năm kế hoạch", "Tên đề án", "Nội dung", "Nguồn", "Địa bàn", "Trạng thái"]
FUNDING = ["Mã đề án", "Nguồn vốn", "Giai đoạn", "Số tiền (triệu đồng)"]
EVENTS = ["Mã đề án", "Sự kiện", "Ngày", "Lý do"]
PLANS = ["Chương trình", "Từ ngày", "Đến ngày", "Chỉ tiêu", "Nguồn", "Bản kế hoạch", "Số tiền (triệu đồng)"]
UNITS = ["Mã đề án", "Mã đơn vị", "Tên đơn vị", "Loại hình"]
ACTIVITIES = ["Nguồn", "Tỉnh", "Loại hoạt động", "Từ ngày", "Tên hoạt động", "Huyện", "Số cơ sở"]
FIGURES = ["Nguồn", "Tỉnh", "Từ kỳ", "Đến kỳ", "Cấp", "Loại số", "Chỉ tiêu", "Giá trị", "Đơn vị"]


def project(code, title: str = "Hỗ trợ máy sấy", year=2016, **other) -> list:
    """A row of the sheet of projects; `other`: cells by heading."""
    row = ["Kon Tum", code, year, title, "Ứng dụng máy móc, thiết bị", "KCĐP", "Huyện Đăk Hà", "Nghiệm thu"]
    return [other.get(heading, cell) for heading, cell in zip(PROJECTS, row, strict=True)]


def paid(code, amount=5) -> list[list]:
    """The rows of the sheet of funding for one project."""
    return [[code, payer, "Nghiệm thu", amount] for payer in ("KCĐP", "Đối ứng")]


def write(path: Path, sheets: dict[str, list[list]]) -> Path:
    """A workbook of these sheets; a cell that begins with "=" is a formula without a result."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def read(path: Path) -> Received:
    """The file through the format that recognises it, as an import reads it."""
    sheets = read_sheets(path, path.name)
    source = next((s for s in SOURCES if s.recognise(sheets)), None)
    source = source or max(SOURCES, key=lambda one: one.likeness(sheets))
    return source.read(sheets, path.name)


def told(received: Received) -> list[tuple]:
    """Code, level, sheet, row and column of each finding."""
    return [(f.code, f.level, f.sheet, f.row, f.column) for f in received.findings]
