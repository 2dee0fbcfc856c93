"""Titles of simulated projects: worded as real ones are, and each saying that it is simulated."""

import random

MARK = "(mô phỏng)"

PRODUCTS = (
    "cà phê bột",
    "hạt điều",
    "đồ gỗ mỹ nghệ",
    "mật ong",
    "gạch không nung",
    "tiêu sọ",
    "bún khô",
    "máy nông cụ",
    "viên nén gỗ",
    "măng khô",
    "bánh tráng",
    "dược liệu",
    "ván ép",
    "nước ép chanh dây",
    "hàng thổ cẩm",
    "phân hữu cơ vi sinh",
    "gạo đóng gói",
    "khoai lang sấy",
)
TITLES = {
    "machinery_application": "Hỗ trợ ứng dụng máy móc thiết bị tiên tiến trong sản xuất {product}",
    "production_line": "Hỗ trợ dây chuyền công nghệ sản xuất {product}",
    "demo_model_new": "Xây dựng mô hình trình diễn kỹ thuật sản xuất {product}",
    "demo_model_replicate": "Nhân rộng mô hình đang hoạt động hiệu quả trong sản xuất {product}",
    "trademark": "Hỗ trợ xây dựng, đăng ký nhãn hiệu cho sản phẩm {product}",
    "showroom": "Hỗ trợ phòng trưng bày, giới thiệu sản phẩm {product}",
    "association_linkage": "Hỗ trợ thành lập cụm liên kết doanh nghiệp ngành {product}",
    "cluster_planning": "Hỗ trợ lập quy hoạch chi tiết cụm công nghiệp",
    "vocational_training": "Đào tạo nghề sản xuất {product} cho lao động nông thôn",
    "management_training": "Tập huấn nâng cao năng lực quản lý cho cơ sở CNNT năm {year}",
    "product_voting": "Bình chọn sản phẩm CNNT tiêu biểu năm {year}",
    "fair_domestic_join": "Tham gia hội chợ, triển lãm hàng CNNT năm {year}",
    "programme_management": "Quản lý chung chương trình khuyến công năm {year}",
    "staff_training": "Tập huấn nghiệp vụ cho cán bộ khuyến công năm {year}",
    "review_conference": "Hội nghị đánh giá hoạt động khuyến công năm {year}",
    "collaborator_network": "Duy trì mạng lưới cộng tác viên khuyến công năm {year}",
    "information_media": "Thông tin, tuyên truyền về khuyến công năm {year}",
    "policy_access_guidance": "Kế hoạch hướng dẫn tiếp cận chính sách khuyến công năm {year}",
}


def title(rng: random.Random, content: str, year: int, group: bool) -> str:
    """A title in Vietnamese; a group project says so, as published titles do."""
    words = TITLES[content].format(product=rng.choice(PRODUCTS), year=year)
    return f"{words} (đề án nhóm) {MARK}" if group else f"{words} {MARK}"
