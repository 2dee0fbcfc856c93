"""Whom and where the money reached."""

from analytics.metrics.base import SUPPORT_DIMS, Example, Left, Metric
from analytics.text import Text

_NO_STATE = Left("no_state_amount", "SUM(no_state_projects)")
_PAID = "SUM(projects - no_state_projects) + counted_once(split_project)"
_DISTRICTS = Text(
    "Huyện tính theo ranh giới 30/06/2025; huyện đủ điều kiện là mọi huyện tồn tại trong năm đó. Hoạt động toàn tỉnh không tính cho huyện nào.",
    "Districts as of 30/06/2025; every district that existed in the year is eligible. Province-wide activities count for no district.",
)

COVERAGE = Metric(
    key="coverage",
    label=Text("Độ phủ huyện", "District coverage"),
    unit=Text("% số huyện", "% of districts"), kind="percent", decimals=1,
    meaning=Text("Bao nhiêu huyện có ít nhất một cơ sở hoặc đề án được hỗ trợ trong kỳ.", "Districts with at least one supported establishment or project in the period."),
    formula=Text("số huyện có hỗ trợ / số huyện", "districts reached / districts"),
    misread=Text("Một lần chạm trong mười năm cũng là “phủ”: hãy xem độ phủ theo huyện-năm.", "One touch in ten years counts: look at district-years too."),
    edge=_DISTRICTS, mart="district_year", question="coverage", dims=("year",),
    numerator="districts with projects", denominator="districts",
    examples=(Example("made-up", 14, 17, 0.8235),),
)  # fmt: skip
COVERAGE_YEARS = Metric(
    key="coverage_years",
    label=Text("Độ phủ huyện-năm", "District-year coverage"),
    unit=Text("% số huyện-năm", "% of district-years"), kind="percent", decimals=1,
    meaning=Text("Bao nhiêu ô huyện × năm có ít nhất một đề án: sự đều đặn.", "How many district × year cells have a project: continuity."),
    formula=Text("số huyện-năm có hỗ trợ / số huyện-năm", "district-years reached / district-years"),
    misread=Text("Thấp không hẳn là bỏ quên: hỗ trợ tập trung có thể là chủ trương.", "Low is not neglect by itself: focus can be stated policy."),
    edge=_DISTRICTS, mart="district_year", question="coverage", dims=("district",),
    numerator="district-years with projects", denominator="district-years",
    examples=(Example("made-up", 60, 187, 0.3209),),
)  # fmt: skip
YEARS_SINCE = Metric(
    key="years_since_support",
    label=Text("Số năm chưa có đề án", "Years since support"),
    unit=Text("năm kế hoạch", "plan years"), kind="years", decimals=0, over_years="none",
    meaning=Text("Từ đề án gần nhất của huyện đến năm cuối của kỳ.", "From the district's last project to the end of the period."),
    formula=Text("năm cuối kỳ − năm kế hoạch của đề án gần nhất", "last year of the period − plan year of the last project"),
    misread=Text("“Chưa từng” là một dấu riêng, không phải một số năm lớn.", "“Never” has its own mark, it is not a large number of years."),
    edge=_DISTRICTS, mart="district_year", question="coverage", dims=("district",),
    numerator="last year − year of last project",
    examples=(Example("made-up", 4, None, 4),),
)  # fmt: skip
NO_DISTRICT_SHARE = Metric(
    key="no_district_share",
    label=Text("Phần kinh phí không gắn huyện", "Support with no district"),
    unit=Text("% kinh phí Nhà nước hỗ trợ", "% of state support"), kind="percent", decimals=1,
    meaning=Text("Hoạt động toàn tỉnh, nhóm không tách được và đề án chưa ghi huyện.", "Province-wide activities, unsplit groups, and projects without a district."),
    formula=Text("S không gắn huyện / S", "S with no district / S"),
    misread=Text("Không phải lỗi: hội chợ, truyền thông vốn là của cả tỉnh. Nhưng mọi tỷ lệ theo huyện chỉ nói về phần còn lại.", "Not a fault: fairs and media are province-wide. But every share by district speaks of the rest only."),
    edge=Text("Nhóm nhiều huyện chưa ghi phần của từng cơ sở nằm ở đây, không chia đều.", "Groups over several districts without recorded shares stand here, never split evenly."),
    numerator="COALESCE(SUM(CASE WHEN district_code IS NULL OR district_code = 'group' THEN state_vnd END), 0)", denominator="SUM(state_vnd)",
    counted=_PAID, left=(_NO_STATE,), dims=("year", "tier", "content", "content_parent", "beneficiary_type"),
    examples=(Example("made-up", 30, 100, 0.3),),
)  # fmt: skip
TOP_SHARE = Metric(
    key="top_share",
    label=Text("Phần của ba huyện nhiều nhất", "Share of the top three districts"),
    unit=Text("% kinh phí gắn được với huyện", "% of support placed in districts"), kind="percent", decimals=1,
    meaning=Text("Ba huyện nhận nhiều nhất giữ bao nhiêu phần kinh phí gắn được với huyện.", "How much of the support placed in districts the top three hold."),
    formula=Text("S của ba huyện lớn nhất / S gắn huyện", "S of the three largest / S placed in districts"),
    misread=Text("Cao không hẳn là xấu: “trọng tâm, trọng điểm” là chủ trương.", "High is not bad by itself: focus is stated policy."),
    edge=Text("Tính trên mọi huyện kể cả huyện không có gì.", "Over all districts including those with nothing."),
    question="coverage", dims=(),
    numerator="SUM(state_vnd) of the top three", denominator="SUM(state_vnd) placed",
    examples=(Example("made-up", 60, 100, 0.6),),
)  # fmt: skip
BENEFICIARIES = Metric(
    key="beneficiaries",
    label=Text("Số cơ sở được hỗ trợ", "Establishments supported"),
    unit=Text("cơ sở", "establishments"), kind="count", decimals=0, over_years="distinct",
    meaning=Text("Số cơ sở khác nhau; được hỗ trợ nhiều lần vẫn đếm một.", "Distinct establishments; supported twice is one."),
    formula=Text("đếm cơ sở khác nhau", "distinct establishments"),
    misread=Text("Không cộng các năm với nhau: một cơ sở có thể có mặt nhiều năm.", "Do not add years: one establishment may appear in several."),
    edge=Text("Đề án của Trung tâm (hội chợ, truyền thông…) không có cơ sở thụ hưởng riêng.", "Projects of the promotion centre (fairs, media…) have no establishment of their own."),
    mart="support", dims=SUPPORT_DIMS, counted="COUNT(DISTINCT project_id)",
    numerator="COUNT(DISTINCT beneficiary_id)", reported=("beneficiaries", None),
    examples=(Example("000", 16, None, 16), Example("001", 49, None, 49, Text("23 + 8 + 18, tổng là phép cộng của chúng tôi", "23 + 8 + 18, the sum is ours"))),
)  # fmt: skip
SUPPORT_PER_BENEFICIARY = Metric(
    key="support_per_beneficiary",
    label=Text("Hỗ trợ bình quân một cơ sở", "Support per establishment"),
    unit=Text("đồng / cơ sở", "VND per establishment"), kind="money", decimals=1,
    meaning=Text("Kinh phí của các đề án có cơ sở thụ hưởng chia cho số cơ sở khác nhau.", "Support of projects with named establishments over distinct establishments."),
    formula=Text("ΣS (đề án có cơ sở) / số cơ sở khác nhau", "ΣS (projects with establishments) / distinct establishments"),
    misread=Text("Cơ sở được hỗ trợ nhiều lần làm mức này cao hơn mức mỗi lần.", "Repeat support makes this higher than the amount per occasion."),
    edge=Text("Đề án nhóm tính cả số tiền một lần, chia cho mọi cơ sở của nó.", "A group project counts its money once, over all its establishments."),
    question="beneficiaries", mart="support", dims=("year", "tier", "content", "content_parent"),
    numerator="SUM(state_vnd)", denominator="COUNT(DISTINCT beneficiary_id)", reported=("state_support", "beneficiaries"),
    left=(Left("no_state_amount", "0"),),
    examples=(Example("001", 7_318_000_000, 39, 187_641_025.6),),
)  # fmt: skip
DIFFICULT_SHARE = Metric(
    key="difficult_share",
    label=Text("Cơ sở ở địa bàn khó khăn", "Establishments in difficult areas"),
    unit=Text("% số cơ sở", "% of establishments"), kind="percent", decimals=1,
    meaning=Text("Phần cơ sở thuộc địa bàn khó khăn theo danh mục có hiệu lực khi phê duyệt.", "Share of establishments in areas listed as difficult at approval."),
    formula=Text("số cơ sở ở địa bàn khó khăn / số cơ sở có ghi", "establishments in difficult areas / those with the mark recorded"),
    misread=Text("Một mình con số này không nói nhiều: cần tỷ trọng nền của dân số hay cơ sở ở địa bàn đó. Danh mục đổi thì số đổi.", "Says little alone: it needs the base share of people or establishments there. Lists change, the figure moves."),
    edge=Text("Chưa ghi không phải là “không khó khăn”: nằm ở M.", "Not recorded is not “not difficult”: it is in M."),
    mart="support", dims=SUPPORT_DIMS, counted="COUNT(DISTINCT CASE WHEN difficult_area IS NOT NULL THEN project_id END)",
    numerator="COUNT(DISTINCT CASE WHEN difficult_area THEN beneficiary_id END)",
    denominator="COUNT(DISTINCT CASE WHEN difficult_area IS NOT NULL THEN beneficiary_id END)",
    left=(Left("no_difficult_flag", "COUNT(DISTINCT CASE WHEN difficult_area IS NULL THEN project_id END)"),),
    examples=(Example("001", 3, 49, 0.061),),
)  # fmt: skip
EVIDENCE_SHARE = Metric(
    key="evidence_share",
    label=Text("Kinh phí có hồ sơ đề án", "Support resting on project records"),
    unit=Text("% kinh phí Nhà nước hỗ trợ", "% of state support"), kind="percent", decimals=1,
    meaning=Text("Bao nhiêu phần kinh phí dựa trên hồ sơ từng đề án; phần còn lại dựa trên số báo cáo.", "How much of the support rests on project records; the rest on reported figures."),
    formula=Text("S từ hồ sơ / (S từ hồ sơ + S từ báo cáo năm)", "S from records / (S from records + S from one-year reports)"),
    misread=Text("Không nói con số nào đúng hơn; nói con số nào mở ra được tới từng đề án.", "Does not say which number is right; says which can be opened to its projects."),
    edge=Text("Năm không có cả hai được đếm và nêu tên.", "Years with neither are counted and named."),
    numerator="COALESCE(SUM(CASE WHEN evidence = 'record' THEN state_vnd END), 0)", denominator="SUM(state_vnd)",
    counted=_PAID, left=(_NO_STATE,), dims=("year", "tier", "province"),
    examples=(Example("made-up", 80, 100, 0.8),),
)  # fmt: skip
ALL = (
    COVERAGE, COVERAGE_YEARS, YEARS_SINCE, NO_DISTRICT_SHARE, TOP_SHARE, BENEFICIARIES, SUPPORT_PER_BENEFICIARY, DIFFICULT_SHARE, EVIDENCE_SHARE,
)  # fmt: skip
