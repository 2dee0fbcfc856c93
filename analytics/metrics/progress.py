"""How far projects have come: what was finished, changed, given up, is late, and how long each step took."""

from analytics.metrics.base import CUBE_DIMS, Example, Left, Metric
from analytics.text import Text

_OF_PROJECTS = Text("% số đề án đã giao", "% of the projects assigned")
_ASSIGNED = "SUM(CASE WHEN stage >= 2 THEN 1 ELSE 0 END)"
_COHORT = Text(
    "Tính theo năm kế hoạch, không theo năm xảy ra. Chỉ nói về đề án đã được phê duyệt, giao kế hoạch; khuyến công có thu hồi đứng ngoài.",
    "By plan year, not by the year it happened in. Only of projects approved and assigned; repayable support stands outside.",
)
_NOT_ASSIGNED = Left(
    "not_assigned",
    "SUM(CASE WHEN stage < 2 THEN 1 ELSE 0 END)",
    "SUM(CASE WHEN stage < 2 THEN registered_vnd END)",
)

COMPLETION = Metric(
    key="completion",
    label=Text("Tỷ lệ đề án hoàn thành", "Projects completed"),
    unit=_OF_PROJECTS, kind="percent", decimals=1,
    meaning=Text("Bao nhiêu đề án đã giao của các năm này nay đã nghiệm thu, thanh lý hoặc quyết toán.", "How many of the projects assigned for these years are now accepted, liquidated or settled."),
    formula=Text("số đề án đã nghiệm thu / số đề án đã giao", "projects accepted / projects assigned"),
    misread=Text(
        "Không phải tỷ lệ đạt kế hoạch: kế hoạch có thể giao nhiều hay ít đề án hơn số có hồ sơ. Năm chưa kết thúc luôn thấp.",
        "Not the attainment of a plan: a plan may name more or fewer projects than have records. An unfinished year is always low.",
    ),
    edge=_COHORT, mart="progress", numerator="SUM(CASE WHEN status_group = 'done' THEN 1 ELSE 0 END)", denominator=_ASSIGNED,
    counted=_ASSIGNED, left=(_NOT_ASSIGNED,), mark="course=assigned",
    examples=(Example("made-up", 177, 184, 0.962),),
)  # fmt: skip
STOP_RATE = Metric(
    key="stop_rate",
    label=Text("Tỷ lệ đề án ngừng, rút", "Projects stopped or withdrawn"),
    unit=_OF_PROJECTS, kind="percent", decimals=1,
    meaning=Text("Bao nhiêu đề án đã giao rồi ngừng triển khai hoặc rút.", "How many of the projects assigned were later stopped or withdrawn."),
    formula=Text("số đề án ngừng hoặc rút / số đề án đã giao; theo lý do: tử số là đề án của lý do đó", "projects stopped or withdrawn / projects assigned; by reason: those of the reason above the same denominator"),
    misread=Text(
        "Rút khi chưa được giao không nằm ở đây mà ở nhu cầu chưa đáp ứng. Ngừng kịp thời có thể là quản lý tốt.",
        "One withdrawn before it was assigned is not here but in unmet demand. Stopping in time can be good management.",
    ),
    edge=_COHORT, mart="progress", question="progress", dims=(*CUBE_DIMS, "change_reason"),
    numerator="SUM(CASE WHEN status_group = 'ended' AND stage >= 2 THEN 1 ELSE 0 END)", denominator=_ASSIGNED,
    counted=_ASSIGNED, left=(_NOT_ASSIGNED,), mark="course=ended",
    examples=(Example("made-up", 7, 184, 0.038),),
)  # fmt: skip
_KNOWN = "SUM(CASE WHEN stage >= 2 AND changes_known THEN 1 ELSE 0 END)"
ADJUSTMENT_RATE = Metric(
    key="adjustment_rate",
    label=Text("Tỷ lệ đề án phải điều chỉnh", "Projects adjusted"),
    unit=_OF_PROJECTS, kind="percent", decimals=1,
    meaning=Text("Bao nhiêu đề án đã giao có ít nhất một lần điều chỉnh hoặc gia hạn.", "How many of the projects assigned were adjusted or extended at least once."),
    formula=Text("số đề án có điều chỉnh, gia hạn / số đề án đã giao mà tệp có ghi sự kiện", "projects adjusted or extended / projects assigned whose file records events"),
    misread=Text(
        "Điều chỉnh không hẳn là xấu: giá, thiết bị, dịch bệnh thay đổi. Một đề án điều chỉnh vì hai lý do đứng ở cả hai, nên các lý do cộng lại có thể lớn hơn tỷ lệ chung.",
        "Not bad by itself: prices, equipment, epidemics change. A project adjusted for two reasons stands in both, so that reasons may add up to more than the whole.",
    ),
    edge=Text(
        "Tệp không có dòng sự kiện nào thì không biết đề án có điều chỉnh hay không: không tính là 0 mà nêu riêng. Tính theo năm kế hoạch, trên đề án đã giao.",
        "A file without any event cannot tell whether a project was adjusted: not counted as 0, told apart. By plan year, of projects assigned.",
    ),
    mart="progress", question="progress", dims=(*CUBE_DIMS, "change_reason"),
    numerator="SUM(CASE WHEN stage >= 2 AND adjusted THEN 1 ELSE 0 END)", denominator=_KNOWN, counted=_KNOWN,
    left=(_NOT_ASSIGNED, Left("changes_not_recorded", "SUM(CASE WHEN stage >= 2 AND NOT changes_known THEN 1 ELSE 0 END)", "SUM(CASE WHEN stage >= 2 AND NOT changes_known THEN assigned_vnd END)")),
    mark="course=adjusted",
    examples=(Example("made-up", 22, 184, 0.12),),
)  # fmt: skip
LEAD_TIME = Metric(
    key="lead_time",
    label=Text("Thời gian thực hiện các bước", "Lead time"),
    unit=Text("ngày (trung vị)", "days (median)"), kind="days", decimals=0, over_years="none",
    meaning=Text("Đề án ở giữa mất bao nhiêu ngày từ bước này đến bước kia; số chung là từ đăng ký đến quyết toán.", "Days that the middle project took from one step to another; the overall figure is from registration to settlement."),
    formula=Text("trung vị của (ngày bước sau − ngày bước trước), cùng tứ phân vị và n", "median of (day of the later step − day of the earlier), with quartiles and n"),
    misread=Text(
        "Trung vị các bước không cộng thành trung vị cả quãng. Đăng ký nằm ở năm trước năm kế hoạch: phần lớn thời gian là lịch lập kế hoạch, không phải chậm trễ.",
        "The medians of steps do not add up to the median of the whole. Registration lies in the year before the plan year: most of the time is the calendar of planning, not delay.",
    ),
    edge=Text(
        "Cần cả hai ngày; thiếu một ngày hoặc ngày sau đứng trước ngày trước thì đề án được nêu riêng, không tính là 0 ngày.",
        "Both days are needed; a project that lacks one, or whose later day stands before the earlier, is told apart, not counted as 0 days.",
    ),
    mart="progress", question="progress", dims=("step", *CUBE_DIMS),
    numerator="MEDIAN(days)", left=(Left("dates_not_recorded", "0"),), mark="course=step&step=registered_settled",
    examples=(Example("made-up", 300, None, 300, Text("ba đề án 250, 300, 700 ngày", "three projects of 250, 300, 700 days")),),
)  # fmt: skip
_UNDERWAY = "SUM(CASE WHEN status_group = 'underway' AND stage >= 2 THEN 1 ELSE 0 END)"
OVERDUE = Metric(
    key="overdue",
    label=Text("Đề án quá hạn", "Projects overdue"),
    unit=Text("% số đề án đang thực hiện", "% of the projects under way"), kind="percent", decimals=1,
    meaning=Text("Bao nhiêu đề án đã giao còn dang dở mà năm kế hoạch đã hết tại ngày chốt.", "How many of the projects assigned and not finished had their plan year over at the cut-off date."),
    formula=Text("số đề án dang dở, năm kế hoạch kết thúc trước ngày chốt / số đề án dang dở", "unfinished projects whose plan year ended before the cut-off / unfinished projects"),
    misread=Text(
        "Ngày chốt là ngày muộn nhất ghi trong hồ sơ, không phải hôm nay: hồ sơ cũ không biết điều xảy ra sau đó.",
        "The cut-off is the last day found in the records, not today: old records do not know what happened later.",
    ),
    edge=Text(
        "Sổ đề án không có cột ngày dự kiến hoàn thành, nên chỉ xét được năm kế hoạch. Không đề án nào dang dở: “—”.",
        "The workbook has no column for the day of expected completion, so only the plan year can be held against it. Nothing unfinished: “—”.",
    ),
    mart="progress", numerator="SUM(CASE WHEN overdue AND stage >= 2 THEN 1 ELSE 0 END)", denominator=_UNDERWAY, counted=_UNDERWAY, mark="course=underway",
    examples=(Example("made-up", 3, 20, 0.15),),
)  # fmt: skip
_UNMET = "stage = 1"
_ONLY_RECORDED = Text(
    "Sổ thường chỉ giữ đề án đã được giao: không có dòng nào thì là “—”, không phải bằng 0. Chưa rõ đề án nào đủ điều kiện. Năm kế hoạch chưa hết thì đề án còn có thể được giao.",
    "Registers often keep only what was assigned: no row is “—”, not 0. Which were eligible is not known. While the plan year lasts a project may still be assigned.",
)
UNMET_DEMAND = Metric(
    key="unmet_demand",
    label=Text("Đăng ký, chưa được giao", "Registered, not funded"),
    unit=Text("đề án", "projects"), kind="count", decimals=0, over_years="sum",
    meaning=Text("Đề án đã đăng ký mà hồ sơ không có bước phê duyệt, giao kế hoạch.", "Projects registered whose records have no approval or assignment."),
    formula=Text("đếm đề án dừng ở bước đăng ký, kể cả bị từ chối hoặc rút trước khi giao", "projects that stand at registration, those rejected or withdrawn before assignment included"),
    misread=Text("Không phải toàn bộ nhu cầu: cơ sở chưa đăng ký không có trong sổ.", "Not all demand: firms that never registered are in no register."),
    edge=_ONLY_RECORDED, mart="progress", numerator=f"NULLIF(SUM(CASE WHEN {_UNMET} THEN 1 ELSE 0 END), 0)", counted=f"SUM(CASE WHEN {_UNMET} THEN 1 ELSE 0 END)",
    mark="course=unmet",
    examples=(Example("made-up", 3, None, 3),),
)  # fmt: skip
UNMET_MONEY = Metric(
    key="unmet_demand_money",
    label=Text("Kinh phí đăng ký chưa được giao", "Support asked for, not funded"),
    unit=Text("đồng", "VND"), kind="money", over_years="sum",
    meaning=Text("Kinh phí Nhà nước mà các đề án đăng ký, chưa được giao đã đề nghị.", "State support asked for by projects that are registered and not funded."),
    formula=Text("Σ (KCQG + KCĐP) ở giai đoạn đăng ký, của đề án chưa được giao", "Σ (national + local) at stage registered, of projects not assigned"),
    misread=Text("Số đề nghị, chưa qua thẩm định; giá hiện hành.", "Amounts asked for, not appraised; current prices."),
    edge=_ONLY_RECORDED, mart="progress", numerator=f"SUM(CASE WHEN {_UNMET} THEN registered_vnd END)",
    counted=f"SUM(CASE WHEN {_UNMET} AND registered_vnd IS NOT NULL THEN 1 ELSE 0 END)",
    left=(Left("registered_amount_not_recorded", f"SUM(CASE WHEN {_UNMET} AND registered_vnd IS NULL THEN 1 ELSE 0 END)"),),
    mark="course=unmet",
    examples=(Example("made-up", 315_000_000, None, 315_000_000),),
)  # fmt: skip
ALL = (COMPLETION, LEAD_TIME, ADJUSTMENT_RATE, STOP_RATE, OVERDUE, UNMET_DEMAND, UNMET_MONEY)
