"""How much counterpart goes with each đồng of state money, in its forms."""

from analytics.metrics.base import Example, Left, Metric
from analytics.text import Text

_UNIT = Text("đồng đối ứng / 1 đồng Nhà nước", "VND counterpart per VND state")
_NOT_CAUSE = Text(
    "Không phải quan hệ nhân quả: cơ sở có thể đã đầu tư dù không được hỗ trợ. Hệ số đổi theo cơ cấu nội dung: nội dung được hỗ trợ tối đa 50 % chi phí thì hệ số ít nhất là 1,0; 30 % thì ít nhất 2,33.",
    "Not cause and effect: the firm might have invested anyway. It moves with the mix of contents: support of at most 50 % of cost means at least 1.0; 30 % means at least 2.33.",
)
_PAIRS = Text(
    "Chỉ tính đề án ghi đủ cả hai số (ghi 0 là đã ghi). Đề án thiếu một trong hai được nêu riêng cùng số tiền. Mẫu số bằng 0: “—”.",
    "Only projects with both amounts recorded (zero counts as recorded). The others are told apart with their money. Denominator 0: “—”.",
)
_RECORDS_ONLY = Text(
    "Chỉ có khi có hồ sơ từng đề án; đề án có S = 0 không có tỷ số.",
    "Only where project records exist; a project with S = 0 has no ratio.",
)
_NO_COUNTERPART = Left("no_counterpart", "SUM(no_counterpart_projects)", "SUM(no_counterpart_state_vnd)")
_NO_STATE = Left("no_state_amount", "SUM(no_state_projects)")

LEVERAGE = Metric(
    key="leverage",
    label=Text("Hệ số đòn bẩy", "Leverage ratio"),
    unit=_UNIT, kind="ratio",
    meaning=Text("Mỗi đồng Nhà nước hỗ trợ đi kèm bao nhiêu đồng vốn đối ứng.", "Counterpart money that goes with each đồng of state support."),
    formula=Text("ΣC / ΣS (tỷ số của hai tổng, không phải trung bình của các tỷ số)", "ΣC / ΣS (a ratio of sums, never a mean of ratios)"),
    misread=_NOT_CAUSE, edge=_PAIRS,
    numerator="SUM(pair_counterpart_vnd)", denominator="SUM(pair_state_vnd)",
    counted="SUM(pair_projects) + counted_once(CASE WHEN pair_state_vnd IS NOT NULL THEN split_project END)",
    left=(_NO_COUNTERPART, _NO_STATE), reported=("counterpart", "state_support"),
    examples=(
        Example("000", 3_184_093_000, 2_655_000_000, 1.199),
        Example("001", 42_995_000_000, 17_187_000_000, 2.502),
        Example("002", 2_859_000_000, 2_515_000_000, 1.137, Text("kế hoạch", "plan")),
        Example("003", 45_251_840_000, 5_902_360_000, 7.667, Text("số nêu chung; chưa khớp với các phần", "as stated; does not agree with its parts")),
        Example("003", 45_164_050_000, 5_990_150_000, 7.540, Text("cộng từ các phần", "from its parts")),
    ),
)  # fmt: skip
LEVERAGE_MEDIAN = Metric(
    key="leverage_median",
    label=Text("Hệ số của đề án ở giữa (trung vị)", "Median project's ratio"),
    unit=_UNIT, kind="ratio",
    meaning=Text("Một nửa số đề án có tỷ số thấp hơn mức này, một nửa cao hơn.", "Half of the projects have a lower ratio, half a higher one."),
    formula=Text("trung vị của C/S từng đề án, cùng tứ phân vị và n", "median of C/S over projects, with quartiles and n"),
    misread=Text("Đề án điển hình, không phải cả chương trình: vài đề án lớn kéo tổng đi xa trung vị.", "The typical project, not the programme: a few large ones pull the total far from the median."),
    edge=_RECORDS_ONLY, mart="money_part", question="leverage",
    numerator="MEDIAN(C/S)", denominator=None, left=(_NO_COUNTERPART, _NO_STATE),
    examples=(Example("made-up", 0, None, 2.0, Text("ba đề án 1,0; 2,0; 9,0", "three projects 1.0, 2.0, 9.0")),),
)  # fmt: skip
LEVERAGE_MEDIAN_POSITIVE = Metric(
    key="leverage_median_positive",
    label=Text("Trung vị ở đề án có đối ứng", "Median among projects with counterpart"),
    unit=_UNIT, kind="ratio",
    meaning=Text(
        "Trong những đề án có vốn đối ứng lớn hơn 0, một nửa có tỷ số thấp hơn mức này, một nửa cao hơn.",
        "Of the projects with a counterpart above 0, half have a lower ratio, half a higher one.",
    ),
    formula=Text("trung vị của C/S ở đề án có C > 0, cùng tứ phân vị và n", "median of C/S over projects with C > 0, with quartiles and n"),
    misread=Text(
        "Không nói về cả chương trình: đề án vốn không cần đối ứng (đào tạo, hội chợ, truyền thông…) đứng ngoài và được đếm ở M.",
        "Does not speak of the whole programme: projects that need no counterpart (training, fairs, media…) stand outside and are counted in M.",
    ),
    edge=Text(
        "Đối ứng ghi 0 đứng ngoài, nêu ở M cùng kinh phí; chưa ghi đối ứng là chưa biết, nêu riêng.",
        "A counterpart recorded as 0 stands outside and is told in M with its support; one that is not recorded is not known, and told apart.",
    ),
    mart="money_part", question="leverage",
    numerator="MEDIAN(C/S) where C > 0", denominator=None, left=(Left("zero_counterpart", "0"), _NO_COUNTERPART, _NO_STATE),
    examples=(Example("made-up", 2, None, 2.0, Text("bốn đề án 0; 1,0; 2,0; 9,0", "four projects 0; 1.0; 2.0; 9.0")),),
)  # fmt: skip
LEVERAGE_WITHOUT_LARGEST = Metric(
    key="leverage_without_largest",
    label=Text("Hệ số không tính các đề án lớn nhất", "Ratio without the largest projects"),
    unit=_UNIT, kind="ratio",
    meaning=Text("Tỷ số còn lại khi bỏ 1, 3, 5 đề án có vốn đối ứng lớn nhất.", "What is left of the ratio without the 1, 3, 5 projects largest by counterpart."),
    formula=Text("ΣC/ΣS không tính k đề án có C lớn nhất", "ΣC/ΣS without the k projects of largest C"),
    misread=Text("Không phải để loại đề án lớn; để biết con số đứng trên bao nhiêu đề án.", "Not to dismiss large projects; to know on how many projects the number stands."),
    edge=_RECORDS_ONLY, mart="money_part", question="leverage", dims=(),
    numerator="SUM(counterpart_vnd)", denominator="SUM(state_vnd)", left=(_NO_COUNTERPART, _NO_STATE),
    examples=(Example("made-up", 200, 200, 1.0, Text("hai đề án 100/100 và một đề án 900/100 bị bỏ", "two projects 100/100; one of 900/100 left out")),),
)  # fmt: skip
LEVERAGE_WITHOUT = Metric(
    key="leverage_without",
    label=Text("Hệ số không tính một nội dung", "Ratio without one content"),
    unit=_UNIT, kind="ratio",
    meaning=Text("Tỷ số của phần còn lại khi bỏ một nội dung (hoặc nguồn, loại hình, huyện).", "The ratio of the rest without one content (or tier, type, district)."),
    formula=Text("(ΣC − C nội dung) / (ΣS − S nội dung)", "(ΣC − C of it) / (ΣS − S of it)"),
    misread=_NOT_CAUSE, edge=_PAIRS, question="leverage", dims=("content", "content_parent", "tier", "beneficiary_type", "district", "year"),
    numerator="SUM(pair_counterpart_vnd)", denominator="SUM(pair_state_vnd)", left=(_NO_COUNTERPART, _NO_STATE),
    examples=(Example("001", 13_079_000_000, 14_557_000_000, 0.898, Text("không tính mô hình trình diễn", "without demonstration models")),),
)  # fmt: skip
LEVERAGE_CHANGE = Metric(
    key="leverage_change",
    label=Text("Vì sao hệ số đổi: cơ cấu và bản thân", "Why the ratio changed: mix and within"),
    unit=_UNIT, kind="ratio",
    meaning=Text(
        "Phần thay đổi do tiền chuyển sang nội dung khác (cơ cấu) và phần do tỷ số trong từng nội dung đổi (bản thân); cộng lại đúng bằng thay đổi chung.",
        "The part of the change due to money moving between contents (mix) and the part due to ratios moving within contents; they add up exactly.",
    ),
    formula=Text("L₁ − L₀ = Σ(w₁−w₀)(l₀+l₁)/2 + Σ(l₁−l₀)(w₀+w₁)/2", "L₁ − L₀ = Σ(w₁−w₀)(l₀+l₁)/2 + Σ(l₁−l₀)(w₀+w₁)/2"),
    misread=Text("Hiệu ứng cơ cấu không phải hiệu quả: đổi nội dung thì hệ số đổi.", "Mix is not effectiveness: change the contents and the ratio moves."),
    edge=Text("Nhóm không có ở một kỳ nhận tỷ số của kỳ kia (toàn bộ là cơ cấu); nhóm có S = 0 đứng riêng.", "A group absent in one term takes the other's ratio (all of it is mix); groups with S = 0 stand apart."),
    question="leverage", dims=("content", "content_parent", "tier", "beneficiary_type", "district"),
    numerator="SUM(pair_counterpart_vnd)", denominator="SUM(pair_state_vnd)", left=(_NO_COUNTERPART, _NO_STATE),
    examples=(Example("made-up", 0, None, 0.5, Text("A: w 0,5→0,75, l 2→2; B: w 0,5→0,25, l 0→0", "A: w 0.5→0.75, l 2→2; B: w 0.5→0.25, l 0→0")),),
)  # fmt: skip
ALL = (
    LEVERAGE,
    LEVERAGE_MEDIAN,
    LEVERAGE_MEDIAN_POSITIVE,
    LEVERAGE_WITHOUT,
    LEVERAGE_WITHOUT_LARGEST,
    LEVERAGE_CHANGE,
)
