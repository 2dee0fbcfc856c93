"""The figures that reports and public pages state, one a row: published ones, and a department's own yearly totals.

A row with a quote records what a text says, so what the text leaves open (province, period, tier) may stay empty
and is noted; a row without one is the department's own statement and must say everything.
"""

import re

from data.sources import days_ahead
from data.sources.layout import merged_cells, not_hidden, without_subtotals
from data.sources.nearest import nearest_or_all
from data.sources.numbers import WHOLE_DONG, WHOLE_NUMBER, BadCell, read_integer
from data.sources.project_words import TIERS, list_of
from data.sources.reported_cells import Cells
from data.sources.reported_names import UNCLASSIFIED, UNKNOWN, Names, Place, names
from data.sources.reported_numbers import (
    LARGEST,
    MONEY_UNITS,
    contradicts,
    is_rate,
    money_factor,
    read_amount,
    read_day,
)
from data.sources.reported_repeats import repeated
from data.sources.table import (
    Column,
    Received,
    Row,
    Table,
    below_title,
    choice,
    places_of,
    read_flag,
    read_table,
    read_text,
    shared_headings,
    shown,
)
from data.sources.workbook import merges_of

MONEY = ("state_support", "counterpart", "total_cost")
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
read_tier = choice({"tất cả": "all", "quốc gia": "national", "địa phương": "local"} | TIERS)
_BASIS = choice({"kế hoạch": "plan", "thực hiện": "actual", "mục tiêu": "target"})
_MEASURE = choice(
    {"kinh phí hỗ trợ": "state_support", "đối ứng": "counterpart", "tổng kinh phí": "total_cost",
     "đề án": "projects", "cơ sở thụ hưởng": "beneficiaries", "sản phẩm": "products", "học viên": "trainees",
     "lớp": "classes", "việc làm": "jobs", "khác": "other"}
)  # fmt: skip
_QUALIFIER = choice(
    {"trên": "over", "hơn": "over", "gần": "nearly", "khoảng": "about", "từ": "from", "đến": "to",
     "tối đa": "up_to"}
)  # fmt: skip
_VERIFIED = choice({word: word for word in ("quote", "value", "corrected", "no")})
_POINT = choice({"dấu chấm": "point"})


def _column(name: str, heading: str, optional: bool = False, example: str | None = None) -> Column:
    # Cells are read below, a row at a time: whether a value is right depends on its unit, quote and period.
    return Column(name, (name, heading), read=lambda cell: cell, optional=optional, example=example)


FIGURES = Table(
    "reported_figure",
    (
        _column("source_id", "Nguồn", example="bao-cao-so-2022"),
        _column("province", "Tỉnh", example="Lâm Đồng"),
        _column("period_start", "Từ kỳ", example="2022"),
        _column("period_end", "Đến kỳ", example="2022"),
        _column("tier", "Cấp", example="quốc gia | địa phương | tất cả"),
        _column("content", "Nội dung", optional=True),
        _column("basis", "Loại số", example="thực hiện | kế hoạch | mục tiêu"),
        _column("measure", "Chỉ tiêu", example="kinh phí hỗ trợ"),
        _column("value", "Giá trị", example="420; không có số thì bỏ dòng"),
        _column("unit", "Đơn vị", example="triệu đồng"),
        _column("district", "Huyện", optional=True),
        _column("quote", "Trích dẫn", optional=True),
        _column("note", "Ghi chú", optional=True),
        _column("verified", "Kiểm lại", optional=True),
        _column("province_slug", "Mã tỉnh", optional=True),
        _column("qualifier", "Mức nêu", optional=True),
        _column("batch", "Đợt", optional=True),
        _column("beneficiary_type", "Loại hình", optional=True),
        _column("subject", "Đối tượng đếm", optional=True),
        _column("content_code", "Mã nội dung", optional=True),
        _column("district_code", "Mã huyện", optional=True),
        _column("part_of", "Trong đó của", optional=True),
        _column("number_format", "Dạng số", optional=True),
        _column("province_inferred", "Tỉnh suy ra", optional=True),
        _column("inference", "Căn cứ suy ra", optional=True),
        _column("complete", "Đủ các phần", optional=True),
    ),
)


# Columns that say nothing of what a figure is of: where one of them is bad, a repeated figure is told all the same.
_BESIDE = {"quote", "note", "verified", "part_of", "complete", "inference"}
EXAMPLES = {column.name: column.example for column in FIGURES.columns}


def recognise(sheets: dict) -> bool:
    return likeness(sheets) == 1


def likeness(sheets: dict) -> float:
    """The share of the columns that must be there, on the sheet that has most of them."""
    return max((_shared(rows) for rows in sheets.values()), default=0.0)


def _shared(rows: list[list]) -> float:
    return shared_headings(rows, below_title(rows, FIGURES))


def read(sheets: dict, file: str) -> Received:
    """Staging `reported_figure` of docs/data.md, from the sheet with the headings. All faults at once."""
    sheet = max(sheets, key=lambda name: _shared(sheets[name]))
    here = below_title(sheets[sheet], FIGURES)
    place = places_of(sheets[sheet], here)
    # Every figure has these two; a text of its own may begin with "Tổng", but then it has them too.
    needed = [place[name] for name in ("basis", "measure") if name in place]
    grid, sums = without_subtotals(sheets[sheet], here.header_row, needed, file, sheet, lacks=all)
    merged, hidden = merged_cells(merges_of(sheets, sheet), grid, here.header_row, file, sheet)
    raw = read_table(grid, here, file, sheet)
    received = Received({FIGURES.name: []}, [*merged, *raw.findings, *sums], raw.headings, sheets={sheet})
    received.every = raw.every
    rows = _numbered(raw.every[FIGURES.name])
    # A part may be of a row whose source cannot be read: then nobody knows whether its id is there.
    ids = {row["id"] for row in rows} if all(row.knows("source_id") for row in rows) else None
    words = raw.headings[FIGURES.name]
    comparable = []
    for row in rows:
        cells = Cells(row, headings=words, examples=EXAMPLES, received_on=days_ahead.received_on(sheets))
        figure = _figure(cells, names(), ids)
        received.findings += cells.findings
        if cells.good:
            received.tables[FIGURES.name].append(figure)
        if cells.bad <= _BESIDE:
            comparable.append(figure)
    received.findings = not_hidden(received.findings, hidden, grid[here.header_row - 1])
    received.findings += repeated(comparable, words)
    return received


def _numbered(rows: list[Row]) -> list[Row]:
    """The rows with clean cells and an id: source, '#', and the row's number within its source, faulty rows counted."""
    counted: dict[str | None, int] = {}
    numbered = []
    for row in rows:
        values = _text_cells(row)
        source = values["source_id"]
        counted[source] = counted.get(source, 0) + 1
        numbered.append(row.having(values | {"id": f"{source}#{counted[source]}"}))
    return numbered


def _text_cells(row: Row) -> dict:
    """Every cell as clean text, but the value and the period, where a workbook's own type says more."""
    typed = ("value", "period_start", "period_end", "row")
    return {name: cell if name in typed or cell is None else read_text(cell) for name, cell in row.items()}


def _figure(cells: Cells, known: Names, ids: set[str] | None) -> dict:
    """The staging columns of one row; what is bad is None and told in `cells`. `ids`: of all rows of the file, None unknown."""
    open_allowed = cells.text("quote") is not None or "quote" in cells.unread
    start = cells.take("period_start", lambda cell: read_day(cell, last=False), required=not open_allowed)
    end = cells.take("period_end", lambda cell: read_day(cell, last=True), required=not open_allowed)
    if start and end and start > end:
        cells.tell("period_backwards", "error", "period_end", f">= {cells.row['period_start']}")
    basis = cells.take("basis", _BASIS, required=True)
    if basis == "actual":
        days_ahead.tell_period(cells, start, end)
    tier = cells.take("tier", read_tier, required=not open_allowed)
    province, inferred = _province(cells, known, start, end, open_allowed)
    district_code = _district(cells, known, province, end or start)
    for name in ("period_start", "period_end", "tier"):
        if open_allowed and cells.text(name) is None:
            cells.tell("not_stated", "note", name, None)
    return {
        "id": cells.text("id"),
        "source_id": cells.take("source_id", str, required=True),
        "province": province,
        "province_inferred": inferred,
        "inference": cells.text("inference"),
        "period_start": start,
        "period_end": end,
        "period_as_stated": _period(cells),
        "tier": tier,
        "content_code": _content(cells, known),
        "content_as_stated": cells.text("content"),
        "basis": basis,
        **_value(cells),
        "qualifier": cells.take("qualifier", _QUALIFIER),
        "batch": cells.take("batch", read_integer),
        "beneficiary_type": cells.take("beneficiary_type", known.beneficiary_type),
        "subject": cells.text("subject") or "",
        "district_code": district_code,
        "district_as_stated": cells.text("district"),
        "part_of": cells.take("part_of", lambda text: _part(text, ids)),
        "complete": bool(cells.take("complete", read_flag)),
        "quote": cells.text("quote"),
        "note": cells.text("note"),
        "verified": cells.take("verified", _VERIFIED),
        **cells.place,
    }


def _period(cells: Cells) -> str | None:
    """The period in the words of the row: "2022", "2016–2018", "?–2012", "01/2022–06/2022"; None where neither end is stated."""
    start, end = (cells.row[name] for name in ("period_start", "period_end"))
    if start is None and end is None:
        return None
    ends = ["?" if day is None else _MONTH.sub(r"\2/\1", shown(day)) for day in (start, end)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _province(cells: Cells, known: Names, start, end, open_allowed: bool) -> tuple[str | None, bool]:
    """The slug, and whether it was inferred: the text names none and the row says why it must be this one."""
    slug = cells.take("province_slug", lambda text: _slug(text, known))
    if cells.text("province") is None and cells.text("province_inferred") is not None:
        cells.take("inference", str, required=True)
        return cells.take("province_inferred", lambda text: _slug(text, known)), True
    place: Place | None = cells.take(
        "province", lambda text: known.place(text, start, end), required=not open_allowed
    )
    if "province" in cells.unread:
        return slug, False
    if cells.text("province") is None:
        if open_allowed:
            cells.tell("not_stated", "note", "province", None)
        return slug or UNKNOWN, False
    if place and place.other and slug is None:
        cells.tell("province_two_units", "warning", "province", known.two_units(place))
    return slug or (place.slug if place else None), False


def _slug(text: str, known: Names) -> str:
    if text not in known.map_codes:
        raise BadCell("gia-lai | gia-lai-2025")
    return text


def _content(cells: Cells, known: Names) -> str | None:
    """The code given, else the one the words mean; NULL stays for rows that are of no one content."""
    if cells.text("content_code") is not None:
        return cells.take("content_code", lambda text: _content_code(text, known))
    if cells.text("content") is None:
        return None
    code = known.content(cells.text("content"))
    if code is None:
        cells.tell("content_unrecognised", "warning", "content", UNCLASSIFIED)
    return code or UNCLASSIFIED


def _part(text: str, ids: set[str] | None) -> str:
    if ids is not None and text not in ids:
        raise BadCell(min(ids))  # what an id looks like in this file
    return text


def _content_code(text: str, known: Names) -> str:
    if text not in known.contents.values():
        codes = sorted(set(known.contents.values()))
        raise BadCell(nearest_or_all(text, codes, list_of("content")))
    return text


def _district(cells: Cells, known: Names, province: str | None, day) -> str | None:
    if cells.text("district_code") is not None:
        return cells.take("district_code", lambda text: _district_code(text, known, province, day))
    if cells.text("district") is None or province is None:
        return None
    code = known.district(cells.text("district"), province, day)
    undated = day is None and not cells.bad.isdisjoint(("period_start", "period_end"))
    if code is None and not (undated and known.ever_a_district(cells.text("district"), province)):
        meant = known.close_district(cells.text("district"), province, day)
        cells.tell("district_unrecognised", "warning", "district", meant)
    return code


def _district_code(text: str, known: Names, province: str | None, day) -> str:
    code = text.zfill(3)  # a spreadsheet drops the leading zero of "033"
    if known.map_codes.get(province or "") and known.district(code, province, day) is None:
        raise BadCell("622")
    return code


def _value(cells: Cells) -> dict:
    """measure, value, unit, is_rate and both as stated: whole đồng for money, a whole number for a count."""
    measure = cells.take("measure", _MEASURE, required=True)
    unit = cells.take("unit", str, required=True)
    style, quote = cells.take("number_format", _POINT), cells.text("quote")
    number = cells.take("value", lambda cell: read_amount(cell, style, quote), required=True)
    rate = bool(unit) and is_rate(unit)
    factor = money_factor(unit) if unit else None
    if measure in MONEY and unit and factor is None:
        cells.tell("cell_bad", "error", "unit", MONEY_UNITS)
    if measure and measure not in (*MONEY, "other") and unit and factor is not None:
        cells.tell("cell_bad", "error", "unit", "đề án | cơ sở | sản phẩm | lớp | người")
    value, kind = number, unit
    if measure in MONEY:
        value, kind = (None if number is None or factor is None else number * factor), "vnd"
    elif measure != "other":
        kind = "count"
    finest = {"vnd": 0, "count": 0}.get(kind, 4)  # DECIMAL(20,4); đồng and things are whole
    if value is not None and (value != round(value, finest) or value >= LARGEST):
        cells.tell(
            "cell_bad",
            "error",
            "value",
            {"vnd": WHOLE_DONG, "count": WHOLE_NUMBER}.get(kind, "nhiều nhất bốn chữ số sau dấu phẩy"),
        )
    if number is not None and quote and contradicts(quote, number, factor is not None):
        cells.tell("value_not_in_quote", "warning", "value", quote)
    as_stated = None if cells.row["value"] is None else shown(cells.row["value"])
    return {"measure": measure, "value": value, "unit": kind, "value_as_stated": as_stated,
            "unit_as_stated": unit, "is_rate": rate}  # fmt: skip
