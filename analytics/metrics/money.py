"""How much: sums of what is recorded."""

from analytics.metrics.base import Example, Left, Metric
from analytics.text import Text

_VND = Text("đồng", "VND")
_NO_STATE = Left("no_state_amount", "SUM(no_state_projects)")
# N: projects whose state amount is recorded; the others are M.
_PAID = "SUM(projects - no_state_projects) + counted_once(split_project)"
_PAID_RECORDS = "SUM(CASE WHEN evidence = 'record' THEN projects - no_state_projects ELSE 0 END) + counted_once(split_project)"
_MISSING_EDGE = Text(
    "Đề án chưa ghi số tiền không được tính là 0: chúng được đếm riêng ở dòng dưới biểu đồ.",
    "A project without a recorded amount is not counted as 0: it is told in the line under the chart.",
)
_SUM_MISREAD = Text(
    "Giá hiện hành của các năm khác nhau không so trực tiếp được; hãy xem giá so sánh.",
    "Nominal amounts of different years do not compare directly; look at constant prices.",
)

STATE_SUPPORT = Metric(
    key="state_support",
    label=Text("Kinh phí Nhà nước hỗ trợ", "State support"),
    unit=_VND, kind="money", decimals=2, over_years="sum",
    meaning=Text("Khuyến công quốc gia cộng khuyến công địa phương.", "National plus local industrial-promotion funds."),
    formula=Text("S = KCQG + KCĐP, theo giai đoạn muộn nhất đã ghi", "S = national + local, at the latest stage recorded"),
    misread=_SUM_MISREAD, edge=_MISSING_EDGE,
    numerator="SUM(state_vnd)", counted=_PAID, left=(_NO_STATE,), reported=("state_support", None),
    examples=(Example("000", 2_655_000_000, None, 2_655_000_000), Example("001", 17_187_000_000, None, 17_187_000_000)),
)  # fmt: skip
NATIONAL_SUPPORT = Metric(
    key="national_support",
    label=Text("Khuyến công quốc gia", "National fund"),
    unit=_VND, kind="money", over_years="sum",
    meaning=Text("Phần ngân sách trung ương hỗ trợ.", "The part the central budget pays."),
    formula=Text("Σ KCQG", "Σ national"), misread=_SUM_MISREAD, edge=_MISSING_EDGE,
    numerator="SUM(national_vnd)", counted=_PAID, left=(_NO_STATE,), reported=("national_support", None),
    examples=(Example("001", 12_982_000_000, None, 12_982_000_000),),
)  # fmt: skip
LOCAL_SUPPORT = Metric(
    key="local_support",
    label=Text("Khuyến công địa phương", "Local fund"),
    unit=_VND, kind="money", over_years="sum",
    meaning=Text("Phần ngân sách địa phương hỗ trợ.", "The part the local budget pays."),
    formula=Text("Σ KCĐP", "Σ local"), misread=_SUM_MISREAD, edge=_MISSING_EDGE,
    numerator="SUM(local_vnd)", counted=_PAID, left=(_NO_STATE,), reported=("local_support", None),
    examples=(Example("001", 4_205_000_000, None, 4_205_000_000),),
)  # fmt: skip
COUNTERPART = Metric(
    key="counterpart",
    label=Text("Vốn đối ứng", "Counterpart"),
    unit=_VND, kind="money", over_years="sum",
    meaning=Text("Tiền của cơ sở thụ hưởng bỏ ra cùng đề án.", "Money the beneficiaries put in beside the project."),
    formula=Text("C = Σ đối ứng; vốn nhà nước khác không tính vào", "C = Σ counterpart; other state money is never in it"),
    misread=Text(
        "Không phải vốn do khuyến công “tạo ra”: cơ sở có thể đã đầu tư dù không được hỗ trợ.",
        "Not money the programme “created”: the firm might have invested anyway.",
    ),
    edge=_MISSING_EDGE,
    numerator="SUM(counterpart_vnd)",
    counted="SUM(projects - no_counterpart_projects - no_amount_projects) + counted_once(split_project)",
    left=(Left("no_counterpart", "SUM(no_counterpart_projects + no_amount_projects)", "SUM(no_counterpart_state_vnd)"),),
    reported=("counterpart", None),
    examples=(Example("000", 3_184_093_000, None, 3_184_093_000), Example("001", 42_995_000_000, None, 42_995_000_000)),
)  # fmt: skip
TOTAL_COST = Metric(
    key="total_cost",
    label=Text("Tổng kinh phí", "Total cost"),
    unit=_VND, kind="money", over_years="sum",
    meaning=Text("Nhà nước hỗ trợ, vốn nhà nước khác và vốn đối ứng.", "State support, other state money and counterpart."),
    formula=Text("T = S + vốn nhà nước khác + C", "T = S + other state + C"), misread=_SUM_MISREAD, edge=_MISSING_EDGE,
    numerator="SUM(total_vnd)", counted="SUM(projects - no_amount_projects) + counted_once(split_project)",
    # What is recorded of a project is in the sum, so that M says which side is in it and which is not.
    left=(
        Left("partly_counted", "SUM(no_counterpart_projects)", "SUM(no_counterpart_state_vnd)"),
        Left("counterpart_only", "SUM(no_state_projects - no_amount_projects)"),
        Left("no_state_amount", "SUM(no_amount_projects)"),
    ),
    reported=("total_cost", None),
    examples=(Example("001", 60_182_000_000, None, 60_182_000_000), Example("000", 5_839_093_000, None, 5_839_093_000)),
)  # fmt: skip
PROJECTS = Metric(
    key="projects",
    label=Text("Số đề án", "Projects"),
    unit=Text("đề án", "projects"), kind="count", decimals=0, over_years="sum",
    meaning=Text("Số đề án đã nghiệm thu hoặc quyết toán.", "Projects accepted or settled."),
    formula=Text("đếm mỗi đề án một lần; nhiệm vụ, kế hoạch đếm riêng", "each project once; tasks and plan items apart"),
    misread=Text(
        "Một đề án nhóm có nhiều cơ sở: số đề án không phải số cơ sở. “Quản lý chung” cũng được ghi là đề án; có thể bỏ ra.",
        "A group project has several establishments: projects are not establishments. Programme management is booked as a project too; it can be left out.",
    ),
    edge=Text("Đề án tách được theo huyện hoặc loại hình vẫn chỉ đếm một lần ở tổng.", "A project split by district or type is still counted once in the whole."),
    numerator="SUM(projects) + counted_once(split_project)", reported=("projects", None),
    examples=(Example("000", 15, None, 15), Example("003", 66, None, 66)),
)  # fmt: skip
STATE_SHARE_NATIONAL = Metric(
    key="state_share_national",
    label=Text("Tỷ trọng khuyến công quốc gia", "National share of support"),
    unit=Text("% kinh phí Nhà nước hỗ trợ", "% of state support"), kind="percent", decimals=1,
    meaning=Text("Bao nhiêu phần kinh phí Nhà nước là của trung ương.", "How much of the state support is central money."),
    formula=Text("KCQG / (KCQG + KCĐP)", "national / (national + local)"),
    misread=Text(
        "Cao có thể là giỏi tranh thủ vốn quốc gia, cũng có thể là ngân sách địa phương yếu: hãy nhìn cả hai số tiền.",
        "High can mean success in winning national money, or a weak local budget: look at both amounts.",
    ),
    edge=Text("Chỉ tính khi ít nhất một trong hai nguồn được ghi; mẫu số bằng 0: “—”.", "Only where one of the two is recorded; denominator 0: “—”."),
    # One-year reports often state one fund alone: only records can tell that the other paid nothing, so the cube says which years are told apart.
    numerator="SUM(split_national_vnd)", denominator="SUM(split_state_vnd)",
    counted="SUM(CASE WHEN evidence = 'record' OR split_state_vnd IS NOT NULL THEN projects - no_state_projects END) + counted_once(split_project)",
    left=(_NO_STATE,), reported=("national_support", "state_support"),
    examples=(Example("001", 12_982_000_000, 17_187_000_000, 0.755), Example("000", 900_000_000, 2_655_000_000, 0.339)),
)  # fmt: skip
SUPPORT_PER_PROJECT = Metric(
    key="support_per_project",
    label=Text("Hỗ trợ bình quân một đề án", "Support per project"),
    unit=Text("đồng / đề án", "VND per project"), kind="money", decimals=1,
    meaning=Text("Kinh phí Nhà nước chia cho số đề án có ghi kinh phí.", "State support over projects with a recorded amount."),
    formula=Text("ΣS / số đề án", "ΣS / projects"),
    misread=Text("Không so với mức trần: mức trần tính cho mỗi cơ sở và mỗi lần hỗ trợ.", "Not to be held against a ceiling: ceilings are per establishment and occasion."),
    edge=Text("Đề án chưa ghi kinh phí đứng ngoài cả tử và mẫu.", "A project without an amount is in neither side."),
    # One-year reports state money and projects of different tiers: only records bring the two together.
    numerator="SUM(CASE WHEN evidence = 'record' THEN state_vnd END)", denominator=_PAID_RECORDS, counted=_PAID_RECORDS,
    left=(_NO_STATE,), reported=("state_support", "projects"),
    examples=(Example("001", 7_318_000_000, 25, 292_720_000.0),),
)  # fmt: skip
ALL = (
    TOTAL_COST, STATE_SUPPORT, NATIONAL_SUPPORT, LOCAL_SUPPORT, COUNTERPART, PROJECTS, STATE_SHARE_NATIONAL, SUPPORT_PER_PROJECT,
)  # fmt: skip
