"""What was planned and what came of it: each measure alone, money paid apart from work begun."""

from analytics.metrics.base import CUBE_DIMS, Example, Left, Metric
from analytics.text import Text

_OF_PLAN = Text("% kế hoạch", "% of plan")
_ALONE = Text(
    "Mỗi chỉ tiêu một tỷ lệ, không lấy trung bình và không gộp: 134,7 % số đề án có thể đi cùng 61,2 % kinh phí địa phương. Hạ kế hoạch thì tỷ lệ tăng, nên luôn xem cả kế hoạch ban đầu. Vượt kế hoạch không hẳn là tốt.",
    "One rate a measure, never averaged or blended: 134.7 % of projects can go with 61.2 % of local money. Lowering a plan raises the rate, so the original plan is always shown. Passing a plan is not good by itself.",
)
_WHOLE_ONLY = Text(
    "Kế hoạch không chia theo nội dung, huyện, loại hình và quản lý chung, nên không trả lời theo các điều kiện ấy. Năm chỉ biết một bên thì không tính vào bên nào. Số của kỳ chưa hết năm không phải là thực hiện của năm. Kế hoạch bằng 0: “—”.",
    "A plan is not told by content, district, type or management cost, so no answer is given under those conditions. A year of which only one side is known stands in neither. A figure of part of a year is not the year's result. Plan 0: “—”.",
)

ATTAINMENT = Metric(
    key="attainment",
    label=Text("Mức hoàn thành kế hoạch", "Plan attainment"),
    unit=_OF_PLAN, kind="percent", decimals=1,
    meaning=Text(
        "Từng chỉ tiêu thực hiện được bao nhiêu phần kế hoạch, so với kế hoạch ban đầu và kế hoạch đã điều chỉnh.",
        "How much of its plan each measure reached, against the original and the adjusted plan.",
    ),
    formula=Text("thực hiện / kế hoạch, từng chỉ tiêu; nêu rõ kỳ của cả hai", "done / plan, measure by measure; the period of both is named"),
    misread=_ALONE, edge=_WHOLE_ONLY, mart="plan", question="attainment", dims=("measure", "version", "plan_period", "year"),
    numerator="done", denominator="plan",
    examples=(
        Example("003", 66, 49, 1.347, Text("số đề án 2016-2018", "projects 2016-2018")),
        Example("003", 2_096_600_000, 850_000_000, 2.467, Text("khuyến công quốc gia", "national fund")),
        Example("003", 3_893_550_000, 6_360_000_000, 0.612, Text("khuyến công địa phương", "local fund")),
        Example("003", 45_251_840_000, 18_550_000_000, 2.439, Text("vốn đối ứng, số nêu chung", "counterpart, as stated")),
        Example("003", 45_164_050_000, 18_550_000_000, 2.435, Text("vốn đối ứng, cộng từ các phần", "counterpart, from its parts")),
        Example("003", 66, 162, 0.407, Text("số đề án 2016-2018 so với kế hoạch 2016-2020", "projects 2016-2018 against the plan of 2016-2020")),
    ),
)  # fmt: skip
PLAN_SHARE = Metric(
    key="plan_share",
    label=Text("Phần kế hoạch giao cho các năm đầu", "Share of a plan asked of its first years"),
    unit=Text("% kế hoạch nhiều năm", "% of the plan of several years"), kind="percent", decimals=1, over_years="none",
    meaning=Text(
        "Những năm đầu của một kế hoạch nhiều năm được giao bao nhiêu phần của nó; nhỏ hơn phần thời gian tức là dồn về cuối kỳ.",
        "How much of a plan of several years its first years were asked to do; less than their share of the time means it is back-loaded.",
    ),
    formula=Text("kế hoạch các năm đầu / kế hoạch cả kỳ, từng chỉ tiêu", "plan of the first years / plan of the whole period, measure by measure"),
    misread=Text(
        "Đạt kế hoạch của phần đầu nói rất ít về cả kỳ khi phần lớn kế hoạch nằm ở cuối. Dồn về cuối có thể là chủ ý.",
        "Reaching the plan of the first part says little of the whole where most of it lies at the end. It can be meant so.",
    ),
    edge=Text(
        "Chỉ kế hoạch ban đầu. Kế hoạch các năm đầu là số nêu cho đúng kỳ ấy, không có thì cộng kế hoạch từng năm nếu năm nào cũng có.",
        "Original plans only. The first years' plan is the one stated for exactly them, else their yearly plans where every year has one.",
    ),
    mart="plan", question="attainment", dims=("measure",), numerator="plan of the first years", denominator="plan of the whole period",
    examples=(
        Example("003", 7_210_000_000, 25_000_000_000, 0.288, Text("kinh phí 2016-2018 trong 2016-2020", "support 2016-2018 in 2016-2020")),
        Example("003", 850_000_000, 14_050_000_000, 0.060, Text("khuyến công quốc gia", "national fund")),
    ),
)  # fmt: skip
DISBURSEMENT = Metric(
    key="disbursement",
    label=Text("Tỷ lệ giải ngân", "Disbursement"),
    unit=Text("% kinh phí được giao", "% of money assigned"), kind="percent", decimals=1,
    meaning=Text(
        "Bao nhiêu phần kinh phí Nhà nước giao cho đề án đã được trả: đã quyết toán, và đã tạm ứng nhưng chưa quyết toán.",
        "How much of the state money assigned to projects has been paid: settled, and advanced but not yet settled.",
    ),
    formula=Text("(quyết toán + tạm ứng chưa quyết toán) / kinh phí được giao sau điều chỉnh", "(settled + advances not yet settled) / money assigned after adjustment"),
    misread=Text(
        "Tạm ứng không phải kết quả. Giữa năm tỷ lệ luôn thấp: phải xem ngày chốt số liệu. Việc đã triển khai không phải tiền đã trả.",
        "An advance is no result. Mid-year it is always low: read it with the cut-off date. Work begun is not money paid.",
    ),
    edge=Text(
        "Theo năm kế hoạch của đề án. Đề án đã nghiệm thu mà không ghi lần trả tiền nào, hoặc không ghi số được giao: không tính là 0, nêu riêng. Đề án chưa xong không ghi lần trả nào: chưa trả. Giá hiện hành.",
        "By the project's plan year. A done project without any payment recorded, or without an assigned amount, is not 0: told apart. One not yet done without a payment has been paid nothing so far. Nominal amounts.",
    ),
    mart="delivery", question="delivery", dims=CUBE_DIMS, numerator="SUM(settled_vnd) + SUM(advance_vnd)", denominator="SUM(paid_assigned_vnd)",
    left=(Left("no_payment", "SUM(no_payment_projects)", "SUM(no_payment_state_vnd)"), Left("no_plan_amount", "SUM(no_plan_projects)", "SUM(no_plan_state_vnd)")),
    mark="pay=paid",
    examples=(Example("made-up", 650, 1_000, 0.65, Text("quyết toán 500, tạm ứng chưa quyết toán 150", "settled 500, advances not yet settled 150")),),
)  # fmt: skip
WORK_STARTED = Metric(
    key="work_started",
    label=Text("Việc đã triển khai", "Work begun"),
    unit=_OF_PLAN, kind="percent", decimals=1,
    meaning=Text(
        "Bao nhiêu đề án được giao đã triển khai, và kinh phí được giao cho các đề án ấy; đếm riêng với tiền đã trả.",
        "How many of the projects assigned have begun, and the money assigned to them; kept apart from money paid.",
    ),
    formula=Text("đề án đã triển khai / đề án được giao; kinh phí được giao của chúng / kinh phí được giao", "projects begun / projects assigned; the money assigned to them / money assigned"),
    misread=Text(
        "Không phải giải ngân và không phải hoàn thành: 11 trong 23 đề án và 1.104 trong 2.515 triệu đồng ở nguồn 002 là việc đã bắt đầu trong sáu tháng.",
        "Neither disbursement nor completion: 11 of 23 projects and VND 1,104 of 2,515 million in source 002 are work begun within six months.",
    ),
    edge=Text(
        "Có ngày triển khai, hoặc trạng thái đang thực hiện, đã xong. Nơi chỉ có báo cáo: số của kỳ chưa hết năm so với kế hoạch năm, nêu ngày cuối kỳ.",
        "A day of start, or a status of under way or done. With reports only: the figure of part of a year against the year's plan, its last day named.",
    ),
    mart="delivery", question="delivery", dims=("measure", *CUBE_DIMS), numerator="started", denominator="assigned",
    left=(Left("no_plan_amount", "SUM(no_plan_projects)", "SUM(no_plan_state_vnd)"),), mark="pay=begun",
    examples=(
        Example("002", 11, 23, 0.478, Text("đề án, sáu tháng đầu năm 2022, kế hoạch đợt 1", "projects, first half of 2022, plan of batch 1")),
        Example("002", 1_104_000_000, 2_515_000_000, 0.439, Text("kinh phí", "money")),
    ),
)  # fmt: skip
CONTENTS_USED = Metric(
    key="contents_used",
    label=Text("Nội dung đã dùng đến", "Contents made use of"),
    unit=Text("% số nội dung", "% of contents"), kind="percent", decimals=1, over_years="distinct",
    meaning=Text("Bao nhiêu nội dung khuyến công có ít nhất một đề án trong kỳ.", "How many contents of the programme had at least one project in the period."),
    formula=Text("số nội dung có đề án / số nội dung có thể hỗ trợ", "contents with a project / contents that can be supported"),
    misread=Text(
        "Chưa dùng không hẳn là thiếu sót: có thể không có nhu cầu, hoặc nơi khác đã làm. Hãy đọc lý do mà nguồn nêu.",
        "Not used is no fault by itself: there may be no demand, or someone else does it. Read the reasons that sources give.",
    ),
    edge=Text(
        "Danh mục nội dung cấp hai (nhóm không chia, hoặc có đề án ghi thẳng vào nhóm, thì chính nó), có hiệu lực trong kỳ; đề án đã xong hoặc đang thực hiện. Cần hồ sơ đề án: báo cáo không nêu một nội dung không có nghĩa là không có.",
        "Second-level contents (a group itself where it is not divided, or where projects are booked under it) in force in the period; projects done or under way. Needs project records: a report's silence about a content does not mean there was none.",
    ),
    mart="delivery", question="delivery", dims=("content_parent",), numerator="contents with projects", denominator="contents",
    examples=(Example("made-up", 17, 34, 0.5),),
)  # fmt: skip
ALL = (ATTAINMENT, PLAN_SHARE, DISBURSEMENT, WORK_STARTED, CONTENTS_USED)
