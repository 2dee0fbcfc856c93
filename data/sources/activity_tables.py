"""Activities outside projects, product awards, collaborators and staff: the columns of the three files and the words of their codes."""

from data.sources import project_words
from data.sources.table import Column, Table, choice

# Word as people write it -> code; the first word of each code is the one that a refused cell is answered with.
KINDS = {
    "tư vấn": "advice", "lớp": "class", "lớp đào tạo": "class", "lớp tập huấn": "class", "hội chợ": "fair", "hội chợ, triển lãm": "fair", "triển lãm": "fair",
    "ấn phẩm": "publication", "bản tin": "publication", "truyền hình": "broadcast", "phát thanh, truyền hình": "broadcast", "hội nghị, hội thảo": "seminar",
    "hội thảo": "seminar", "hội nghị": "seminar", "tham quan học tập": "study_tour", "khảo sát nhu cầu": "survey", "khảo sát": "survey",
    "kiểm tra, giám sát": "inspection", "kiểm tra": "inspection",
}  # fmt: skip
# What was advised on. The first three are told by a source of this programme; the others by the list of what advice may be.
TOPICS = {
    "hồ sơ đề án": "project_file", "hồ sơ bình chọn": "voting_file", "nhãn hiệu": "trademark", "đăng ký nhãn hiệu": "trademark", "marketing": "marketing",
    "quản trị": "management", "mẫu mã bao bì": "packaging", "công nghệ": "technology", "khác": "other",
}  # fmt: skip
LEVELS = {
    "cấp xã": "commune", "xã": "commune", "cấp huyện": "district", "huyện": "district", "cấp tỉnh": "province", "tỉnh": "province",
    "cấp khu vực": "region", "khu vực": "region", "cấp quốc gia": "nation", "quốc gia": "nation",
}  # fmt: skip
GROUPS = {
    "thủ công mỹ nghệ": "handicraft", "chế biến nông, lâm, thủy sản và đồ uống": "food_processing", "chế biến nông lâm thủy sản": "food_processing",
    "máy móc, thiết bị, dụng cụ": "machinery", "thiết bị, máy móc": "machinery", "khác": "other", "sản phẩm khác": "other",
}  # fmt: skip
AREAS = {"huyện": "district", "xã": "commune", "trung tâm": "centre", "tỉnh": "province"}
ROLES = {
    "cộng tác viên": "collaborator",
    "cán bộ": "staff",
    "viên chức": "staff",
    "cán bộ, viên chức": "staff",
}
TIERS = {"tất cả": "all", "quốc gia": "national", "địa phương": "local"} | project_words.TIERS
READ = {
    "kind": choice(KINDS), "topic": choice(TOPICS), "level": choice(LEVELS), "product_group": choice(GROUPS), "area_level": choice(AREAS),
    "role": choice(ROLES), "tier": choice(TIERS),
}  # fmt: skip


def _column(name: str, heading: str, example: str | None = None, *, optional: bool = False) -> Column:
    """Cells are read a row at a time (`activities`): what a place or a day means depends on the other cells."""
    return Column(name, (name, heading), read=lambda cell: cell, optional=optional, example=example)


def _more(**headings: str) -> tuple[Column, ...]:
    return tuple(_column(name, heading, optional=True) for name, heading in headings.items())


_SOURCE = _column("source_id", "Nguồn", "so-theo-doi-2022")
_PROVINCE = _column("province", "Tỉnh", "Lâm Đồng")
ACTIVITY = Table(
    "activity",
    (
        _SOURCE,
        _PROVINCE,
        _column("kind", "Loại hoạt động", "tư vấn | lớp | hội chợ"),
        _column("period_start", "Từ ngày", "15/03/2022"),
        _column("title", "Tên hoạt động", "Tư vấn lập hồ sơ đề án"),
        *_more(
            period_end="Đến ngày",
            topic="Chủ đề",
            tier="Cấp",
            content="Nội dung",
            district="Huyện",
            project_code="Mã đề án",
            times="Số cuộc",
            establishments="Số cơ sở",
            people="Số người",
            products="Số sản phẩm",
            booths="Số gian hàng",
            copies="Số bản",
            amount_million="Kinh phí (triệu đồng)",
            reference="Văn bản",
            quote="Trích dẫn",
            simulated="Mô phỏng",
        ),
    ),
)
AWARD = Table(
    "award",
    (
        _SOURCE,
        _PROVINCE,
        _column("product", "Sản phẩm", "Cà phê bột Thanh An"),
        _column("level", "Cấp bình chọn", "cấp tỉnh"),
        _column("round", "Năm của kỳ", "2022"),
        *_more(
            product_code="Mã sản phẩm",
            owner="Cơ sở",
            beneficiary_type="Loại hình",
            product_group="Nhóm sản phẩm",
            district="Huyện",
            certified_on="Ngày chứng nhận",
            reference="Văn bản",
            simulated="Mô phỏng",
        ),
    ),
)
COLLABORATOR = Table(
    "collaborator",
    (
        _SOURCE,
        _PROVINCE,
        _column("area", "Địa bàn", "Huyện Chư Sê"),
        _column("area_level", "Cấp địa bàn", "huyện | xã | trung tâm"),
        _column("role", "Vai trò", "cộng tác viên | cán bộ"),
        _column("year", "Năm", "2022"),
        _column("filled", "Số người", "2"),
        *_more(
            posts="Số vị trí",
            part_time="Kiêm nhiệm",
            reference="Văn bản",
            note="Ghi chú",
            simulated="Mô phỏng",
        ),
    ),
)
TABLES = (ACTIVITY, AWARD, COLLABORATOR)
