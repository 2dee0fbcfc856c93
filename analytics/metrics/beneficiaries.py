"""Who benefits, how often, by how much, and what of it is recorded: repeat support, medians, difficult areas in money, jobs, trainees."""

from analytics.metrics.base import Example, Left, Metric
from analytics.text import Text

_NO_STATE = Left("no_state_amount", "0")
_OWN_UNKNOWN = Left("own_share_unknown", "0")
_NOT_WHOLE = Left("support_not_whole", "0")
_NO_EMPLOYEES = Left("no_employees", "0")
_ESTABLISHMENT_DIMS = ("tier", "content", "content_parent", "beneficiary_type", "district", "province")
_SPLIT_EDGE = Text(
    "Cơ sở đứng một mình trong đề án nhận cả kinh phí đề án; trong đề án nhóm chỉ tính phần đã ghi riêng và cộng lại đúng bằng kinh phí đề án. Không chia đều: phần không rõ nằm ở M.",
    "An establishment alone in its project received the project's support; in a group only shares that are recorded and add up to it are used. Nothing is split evenly: what is not known is in M.",
)
_REPEAT_MISREAD = Text(
    "Không phải thiên vị: đăng ký nhãn hiệu, bình chọn, phòng trưng bày tự nhiên quay lại cùng cơ sở tốt. Hãy xem theo nội dung. Kỳ càng dài, tỷ lệ càng cao.",
    "Not favouritism: trademarks, product votes and showrooms naturally return to the same good firms. Look at it by content. The longer the period, the higher it is.",
)

REPEAT_RATE = Metric(
    key="repeat_rate",
    label=Text("Cơ sở được hỗ trợ từ hai năm trở lên", "Establishments supported in two or more years"),
    unit=Text("% số cơ sở", "% of establishments"), kind="percent", decimals=1, over_years="distinct",
    meaning=Text("Phần cơ sở có mặt trong đề án của ít nhất hai năm kế hoạch khác nhau.", "Share of establishments that appear in projects of at least two plan years."),
    formula=Text("số cơ sở có từ 2 năm kế hoạch / số cơ sở khác nhau", "establishments of 2 or more plan years / distinct establishments"),
    misread=_REPEAT_MISREAD,
    edge=Text(
        "Hai đề án trong cùng một năm là một năm. Theo nội dung: từ hai năm trong chính nội dung đó. Cơ sở nhận theo mã, không có mã thì theo tên và xã: trùng tên, đổi tên làm số đổi.",
        "Two projects of one year are one year. By content: two years within that content. Establishments are told by code, else by name and commune: same names or new names move it.",
    ),
    question="beneficiaries", mart="occasion", dims=_ESTABLISHMENT_DIMS,
    numerator="establishments of two or more plan years", denominator="COUNT(DISTINCT beneficiary_id)",
    examples=(Example("made-up", 4, 10, 0.4),),
)  # fmt: skip
REPEAT_SHARE = Metric(
    key="repeat_share",
    label=Text("Phần kinh phí của cơ sở được hỗ trợ nhiều năm", "Share of support of establishments supported in several years"),
    unit=Text("% kinh phí Nhà nước hỗ trợ cơ sở", "% of state support to establishments"), kind="percent", decimals=1,
    meaning=Text("Bao nhiêu phần kinh phí hỗ trợ cơ sở thuộc về những cơ sở có từ hai năm kế hoạch.", "How much of the support to establishments belongs to those of two or more plan years."),
    formula=Text("S của cơ sở có từ 2 năm kế hoạch / S của đề án có cơ sở", "S of establishments of 2 or more plan years / S of projects with establishments"),
    misread=_REPEAT_MISREAD,
    edge=Text(
        "Đề án nhóm mà mọi cơ sở cùng loại (đều nhiều năm, hoặc đều một năm) tính cả đề án; lẫn lộn thì cần phần ghi riêng, không có thì nằm ở M.",
        "A group project whose establishments are all of one kind counts whole; a mixed one needs recorded shares, else it is in M.",
    ),
    question="beneficiaries", mart="occasion", dims=(),
    numerator="SUM(state_vnd) of repeat establishments", denominator="SUM(state_vnd)", left=(_NO_STATE, _OWN_UNKNOWN),
    examples=(Example("made-up", 60, 100, 0.6),),
)  # fmt: skip
SUPPORT_MEDIAN = Metric(
    key="support_median",
    label=Text("Cơ sở ở giữa nhận (trung vị)", "Support of the middle establishment (median)"),
    unit=Text("đồng / cơ sở trong cả kỳ", "VND per establishment over the period"), kind="money", decimals=1, over_years="distinct",
    meaning=Text("Một nửa số cơ sở nhận ít hơn mức này trong cả kỳ, một nửa nhiều hơn.", "Half of the establishments received less over the period, half more."),
    formula=Text("trung vị của tổng hỗ trợ từng cơ sở, cùng tứ phân vị và số cơ sở", "median of each establishment's total support, with quartiles and the number of establishments"),
    misread=Text(
        "Chỉ nói về cơ sở biết trọn phần mình nhận; cơ sở trong đề án nhóm không ghi phần riêng đứng ngoài, nên hai nhóm có thể khác nhau.",
        "Speaks only of establishments whose whole support is known; those of groups without shares stand outside, and may differ.",
    ),
    edge=_SPLIT_EDGE,
    question="beneficiaries", mart="occasion", dims=("year", *_ESTABLISHMENT_DIMS),
    numerator="MEDIAN(support of an establishment)", left=(_NOT_WHOLE,),
    examples=(Example("made-up", 180, None, 180, Text("ba cơ sở nhận 30, 180, 400", "three establishments of 30, 180, 400")),),
)  # fmt: skip
SUPPORT_PER_OCCASION = Metric(
    key="support_per_occasion",
    label=Text("Một lượt hỗ trợ ở giữa (trung vị)", "Support of the middle occasion (median)"),
    unit=Text("đồng / lượt", "VND per occasion"), kind="money", decimals=1, over_years="sum",
    meaning=Text("Một lượt là một cơ sở trong một đề án. Một nửa số lượt nhỏ hơn mức này.", "An occasion is one establishment in one project. Half of them are smaller."),
    formula=Text("trung vị của hỗ trợ từng lượt, cùng tứ phân vị", "median of the support of each occasion, with quartiles"),
    misread=Text(
        "Lượt không phải cơ sở: một cơ sở quay lại nhiều lần có nhiều lượt nhỏ. Lượt nhãn hiệu và lượt máy móc khác hẳn nhau: hãy xem theo nội dung.",
        "Occasions are not establishments: one that returns has several small ones. A trademark and a machine differ widely: look by content.",
    ),
    edge=_SPLIT_EDGE,
    question="beneficiaries", mart="occasion", dims=("year", *_ESTABLISHMENT_DIMS),
    numerator="MEDIAN(state_vnd)", left=(_NO_STATE, _OWN_UNKNOWN),
    examples=(Example("made-up", 110, None, 110, Text("ba lượt 30, 110, 240", "three occasions of 30, 110, 240")),),
)  # fmt: skip
EMPLOYEES_MEDIAN = Metric(
    key="employees_median",
    label=Text("Lao động của cơ sở ở giữa (trung vị)", "Employees of the middle establishment (median)"),
    unit=Text("lao động / cơ sở", "employees per establishment"), kind="count", decimals=1, over_years="distinct",
    meaning=Text("Một nửa số cơ sở có ghi số lao động có không quá mức này, một nửa có từ mức này trở lên.", "Half of the establishments that record their employees have at most this many, half have this many or more."),
    formula=Text("trung vị của số lao động từng cơ sở có ghi, cùng tứ phân vị và số cơ sở", "median of the employees of each establishment that records them, with quartiles and the number of establishments"),
    misread=Text(
        "Không phải phân loại doanh nghiệp theo luật. Chỉ nói về cơ sở có ghi; cơ sở chưa ghi có thể khác. Số do cơ sở khai, không phải việc làm đi kèm đề án.",
        "No legal class of enterprise. Speaks only of establishments that record it; the others may differ. Self-reported, and not the jobs that go with a project.",
    ),
    edge=Text(
        "Mỗi cơ sở một số: số của năm kế hoạch gần nhất có ghi trong kỳ, số lớn nhất nếu năm đó ghi nhiều số. Ghi 0 là đã ghi. Cơ sở không ghi lần nào được đếm ở M.",
        "One number an establishment: that of the last plan year of the period that records one, the largest where that year records several. 0 is recorded. Establishments that record none are counted in M.",
    ),
    question="beneficiaries", mart="occasion", dims=("year", *_ESTABLISHMENT_DIMS),
    numerator="MEDIAN(employees of an establishment)", left=(_NO_EMPLOYEES,), mark="served=sized",
    examples=(Example("made-up", 14, None, 14, Text("ba cơ sở có 6, 14, 60 lao động", "three establishments of 6, 14, 60 employees")),),
)  # fmt: skip
DIFFICULT_MONEY_SHARE = Metric(
    key="difficult_money_share",
    label=Text("Kinh phí cho cơ sở ở địa bàn khó khăn", "Support to establishments in difficult areas"),
    unit=Text("% kinh phí Nhà nước hỗ trợ cơ sở", "% of state support to establishments"), kind="percent", decimals=1,
    meaning=Text("Bao nhiêu phần kinh phí hỗ trợ cơ sở đến cơ sở ở địa bàn khó khăn khi phê duyệt.", "How much of the support to establishments went to those in areas listed as difficult at approval."),
    formula=Text("S của cơ sở ở địa bàn khó khăn / S của đề án có cơ sở đã ghi địa bàn", "S of establishments in difficult areas / S of projects whose establishments have the mark recorded"),
    misread=Text(
        "Một mình con số này không nói nhiều: cần đặt cạnh tỷ trọng dân số hay cơ sở ở địa bàn đó. Danh mục đổi thì số đổi, dù chính sách không đổi.",
        "Says little alone: set it beside the share of people or establishments there. The list changes, the figure moves, whatever the policy.",
    ),
    edge=Text(
        "Chưa ghi không phải là “không khó khăn”: nằm ở M. Hội chợ, truyền thông không có cơ sở riêng nên không ở tử số lẫn mẫu số.",
        "Not recorded is not “not difficult”: it is in M. Fairs and media have no establishment of their own and stand in neither side.",
    ),
    question="beneficiaries", mart="occasion", dims=("year", "tier", "content", "content_parent"),
    numerator="SUM(state_vnd) in difficult areas", denominator="SUM(state_vnd)",
    left=(_NO_STATE, Left("no_difficult_flag", "0"), _OWN_UNKNOWN),
    examples=(Example("made-up", 5, 100, 0.05),),
)  # fmt: skip


def _of(measure: str, what: str) -> str:
    return f"SUM(CASE WHEN measure = '{measure}' THEN {what} END)"


def _lacking(measure: str) -> tuple[str, str]:
    """What counts the projects that do not record a measure, and what sums the state money behind them."""
    return _of(measure, "projects - recorded_projects"), _of(measure, "unrecorded_state_vnd")


_NO_JOBS_NEW = Left("no_jobs_new", *_lacking("jobs_new"))
_NO_JOBS_KEPT = Left("no_jobs_kept", *_lacking("jobs_kept"))
_NO_TRAINEES = Left("no_trainees", *_lacking("trainees"))
_NO_CLASSES = Left("no_classes", *_lacking("classes"))
_RECORDED_EDGE = Text(
    "Chỉ cộng đề án có ghi (ghi 0 là đã ghi); đề án không ghi được đếm riêng ở M cùng kinh phí, không phải là 0.",
    "Only projects that record it are summed (zero is recorded); the others are counted in M with their money, not as 0.",
)
_JOBS_MISREAD = Text(
    "Số do cơ sở tự khai, không kiểm lại sau đó; thường là lao động của cả cơ sở. Học viên không phải việc làm. Đi kèm đề án, không phải do đề án tạo ra.",
    "Self-reported by the firm and not followed up; often the staff of the whole firm. Trainees are not jobs. They go with the project, it does not create them.",
)


def _sum_of(
    measure: str, left: Left, label: Text, unit: Text, meaning: Text, misread: Text, example: Example
) -> Metric:
    return Metric(
        key=measure, label=label, unit=unit, kind="count", decimals=0, over_years="sum", meaning=meaning,
        formula=Text(f"Σ {label.vi.lower()} của đề án có ghi", f"Σ {label.en.lower()} over projects that record it"), misread=misread, edge=_RECORDED_EDGE,
        mart="outcome", numerator=_of(measure, "value"), counted=_of(measure, "recorded_projects"), left=(left,), mark=f"served=recorded&outcome={measure}", examples=(example,),
    )  # fmt: skip


JOBS_NEW = _sum_of(
    "jobs_new", _NO_JOBS_NEW, Text("Việc làm mới", "New jobs"), Text("việc làm", "jobs"),
    Text("Việc làm mới mà hồ sơ đề án ghi.", "New jobs that the project records state."), _JOBS_MISREAD, Example("made-up", 12, None, 12),
)  # fmt: skip
JOBS_KEPT = _sum_of(
    "jobs_kept", _NO_JOBS_KEPT, Text("Việc làm duy trì", "Jobs kept"), Text("việc làm", "jobs"),
    Text("Việc làm được duy trì mà hồ sơ đề án ghi.", "Jobs kept that the project records state."), _JOBS_MISREAD, Example("made-up", 40, None, 40),
)  # fmt: skip
_TRAINEES_MISREAD = Text(
    "Lượt học viên, không phải người khác nhau: một người học hai lớp là hai. Học viên không phải việc làm.",
    "Attendances, not distinct people: one person in two classes is two. Trainees are not jobs.",
)
TRAINEES = _sum_of(
    "trainees", _NO_TRAINEES, Text("Học viên", "Trainees"), Text("lượt học viên", "attendances"),
    Text("Lượt học viên mà hồ sơ các đề án có lớp ghi.", "Attendances that the records of projects with classes state."), _TRAINEES_MISREAD, Example("made-up", 350, None, 350),
)  # fmt: skip
CLASSES = _sum_of(
    "classes", _NO_CLASSES, Text("Lớp đào tạo, tập huấn", "Classes"), Text("lớp", "classes"),
    Text("Số lớp mà hồ sơ đề án ghi.", "Classes that the project records state."),
    Text("Lớp dài ngắn khác nhau: không so số lớp giữa các nội dung.", "Classes differ in length: do not compare their number between contents."), Example("made-up", 7, None, 7),
)  # fmt: skip


def _cost(key: str, measure: str, left: Left, label: Text, formula: Text) -> Metric:
    return Metric(
        key=key, label=label, unit=Text("đồng / việc làm", "VND per job"), kind="money", decimals=1,
        meaning=Text("Kinh phí Nhà nước của những đề án có ghi việc làm, chia cho số việc làm đó.", "State support of the projects that record jobs, over those jobs."), formula=formula,
        misread=Text(
            "Không xếp hạng nội dung: hội chợ, truyền thông vốn không gắn với việc làm. Không nói về đề án chưa ghi: luôn xem kèm phần kinh phí mà con số bao quát. " + _JOBS_MISREAD.vi,
            "No ranking of contents: fairs and media go with no jobs by design. Says nothing of projects that record none: always read it with the share of support it covers. " + _JOBS_MISREAD.en,
        ),
        edge=Text("Cần ghi đủ cả kinh phí và việc làm. Mẫu số bằng 0: “—”.", "Needs both money and jobs recorded. Denominator 0: “—”."),
        mart="outcome", numerator=_of(measure, "recorded_state_vnd"), denominator=_of(measure, "paid_value"), counted=_of(measure, "paid_projects"),
        left=(left, Left("no_state_amount", _of(measure, "unpaid_projects"))), mark=f"served=recorded&outcome={measure}", examples=(Example("made-up", 1_200, 80, 15),),
    )  # fmt: skip


COST_PER_JOB = _cost(
    "cost_per_job", "jobs_new", _NO_JOBS_NEW, Text("Hỗ trợ trên một việc làm mới", "Support per new job"),
    Text("ΣS của đề án ghi việc làm mới / Σ việc làm mới", "ΣS of projects that record new jobs / Σ new jobs"),
)  # fmt: skip
COST_PER_JOB_KEPT = _cost(
    "cost_per_job_kept", "jobs_kept", _NO_JOBS_KEPT, Text("Hỗ trợ trên một việc làm duy trì", "Support per job kept"),
    Text("ΣS của đề án ghi việc làm duy trì / Σ việc làm duy trì", "ΣS of projects that record jobs kept / Σ jobs kept"),
)  # fmt: skip
ALL = (
    REPEAT_RATE, REPEAT_SHARE, SUPPORT_MEDIAN, SUPPORT_PER_OCCASION, EMPLOYEES_MEDIAN, DIFFICULT_MONEY_SHARE,
    JOBS_NEW, JOBS_KEPT, COST_PER_JOB, COST_PER_JOB_KEPT, TRAINEES, CLASSES,
)  # fmt: skip
