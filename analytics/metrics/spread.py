"""How evenly: concentration over districts, support beside the people and the lists of a district, and what became of its area."""

from analytics.metrics.base import Example, Metric
from analytics.text import Text

_UNITS = Text(
    "Tính trên mọi huyện có trong kỳ, kể cả huyện không có đề án nào (bằng 0). Huyện có đề án mà chưa ghi số tiền gắn với huyện thì không tính là 0: đứng ngoài và được nêu tên. Dưới mười huyện: “—”.",
    "Over every district of the period, those without a project included (zero). A district with projects but no amount placed in it is not zero: it is left out and named. Under ten districts: “—”.",
)
_POLICY = Text(
    "Cao không hẳn là xấu: “trọng tâm, trọng điểm” là chủ trương.",
    "High is not bad by itself: focus is stated policy.",
)

GINI = Metric(
    key="gini",
    label=Text("Hệ số Gini giữa các huyện", "Gini coefficient over districts"),
    unit=Text("0 (mọi huyện như nhau) đến gần 1 (một huyện giữ tất cả)", "0 (all districts equal) to nearly 1 (one has all)"), kind="ratio",
    meaning=Text("Kinh phí gắn huyện chênh lệch tới đâu giữa các huyện.", "How unequally the support placed in districts is spread over them."),
    formula=Text("Σ|Sᵢ − Sⱼ| theo từng cặp huyện / (n × ΣS)", "Σ|Sᵢ − Sⱼ| over pairs of districts / (n × ΣS)"),
    misread=_POLICY, edge=_UNITS, question="spread", dims=(), over_years="none",
    numerator="sum of differences over pairs", denominator="n × SUM(state_vnd)",
    examples=(Example("made-up", 90, 100, 0.9, Text("mười huyện, một huyện giữ cả 10", "ten districts, one has all 10")),),
)  # fmt: skip
HHI = Metric(
    key="hhi",
    label=Text("Chỉ số tập trung HHI", "Herfindahl index (HHI)"),
    unit=Text("1/số huyện (đều nhau) đến 1 (một huyện giữ tất cả)", "1/number of districts (equal) to 1 (one has all)"), kind="ratio", decimals=3,
    meaning=Text("Tổng bình phương tỷ trọng của các huyện; 1/HHI là số huyện “tương đương” nếu chia đều.", "Sum of squared shares of the districts; 1/HHI is how many equal districts it is worth."),
    formula=Text("Σ(Sᵢ / ΣS)²", "Σ(Sᵢ / ΣS)²"),
    misread=_POLICY, edge=_UNITS, question="spread", dims=(), over_years="none",
    numerator="SUM(state_vnd²)", denominator="SUM(state_vnd)²",
    examples=(Example("made-up", 50, 100, 0.5, Text("hai huyện 5 và 5, tám huyện 0", "two districts of 5 and 5, eight of 0")),),
)  # fmt: skip
SUPPORT_PER_PERSON = Metric(
    key="support_per_1000_people",
    label=Text("Nhà nước hỗ trợ trên 1.000 dân", "State support per 1,000 people"),
    unit=Text("đồng / 1.000 dân (Tổng điều tra 01/4/2019)", "VND per 1,000 people (census of 1 April 2019)"), kind="money", decimals=1,
    meaning=Text("Kinh phí gắn với huyện trong cả kỳ, chia cho dân số huyện năm 2019.", "Support placed in the district over the whole period, per population of 2019."),
    formula=Text("S gắn huyện / (dân số 2019 / 1.000)", "S placed in the district / (population 2019 / 1,000)"),
    misread=Text(
        "Dân số không phải số cơ sở công nghiệp nông thôn: huyện đông dân không hẳn có nhiều cơ sở. Chưa có số cơ sở theo huyện để làm mẫu số.",
        "People are not rural industrial establishments: a populous district need not have many. No count of establishments by district is at hand.",
    ),
    edge=Text(
        "Một mẫu số cho mọi năm. Huyện lập sau 4/2019 lấy tổng các huyện nhập vào nó; huyện tách ra sau đó không có số riêng: “—”.",
        "One denominator for all years. A district made after April 2019 takes the sum of those merged into it; one split off later has none of its own: “—”.",
    ),
    question="spread", dims=("district",),
    numerator="SUM(state_vnd)", denominator="population / 1000",
    examples=(Example("made-up", 1_000_000_000, 50, 20_000_000),),
)  # fmt: skip
LISTED_SHARE = Metric(
    key="listed_district_share",
    label=Text("Kinh phí ở huyện có tên trong danh mục huyện nghèo", "Support in districts on a poor-district list"),
    unit=Text("% kinh phí gắn được với huyện", "% of support placed in districts"), kind="percent", decimals=1,
    meaning=Text("Phần kinh phí gắn huyện thuộc các huyện có tên trong một quyết định đã tìm thấy.", "Share of the placed support in districts named by a decision that was found."),
    formula=Text("S ở huyện trong danh mục / S gắn huyện", "S in listed districts / S placed in districts"),
    misread=Text(
        "Một mình con số này không nói nhiều: đặt bên tỷ trọng dân số và số huyện của danh mục. Danh mục tìm được chưa đủ.",
        "Says little alone: put it beside the lists' share of people and districts. The lists found are not complete.",
    ),
    edge=Text(
        "Chưa xác nhận được ngày hết hiệu lực của từng danh mục, nên không cắt theo năm. Nơi không tìm thấy huyện nào trong danh mục: “—”, không phải 0.",
        "The end of each list is not confirmed, so years are not cut. Where no listed district was found: “—”, not 0.",
    ),
    question="spread", dims=(),
    numerator="SUM(state_vnd) in listed districts", denominator="SUM(state_vnd) placed",
    examples=(Example("made-up", 30, 100, 0.3),),
)  # fmt: skip
COMMUNES_WHOLE = Metric(
    key="communes_in_one_district",
    label=Text("Xã, phường ngày nay nằm trọn trong một huyện cũ", "Today's communes wholly in one former district"),
    unit=Text("% số xã, phường từ 01/07/2025", "% of communes since 1 July 2025"), kind="percent", decimals=1, over_years="none",
    meaning=Text(
        "Bao nhiêu xã, phường lập ngày 01/07/2025 quy được về đúng một huyện cũ; phần còn lại không gắn được với riêng huyện nào.",
        "How many communes of 1 July 2025 lead back to one former district only; the rest cannot be placed in a single one.",
    ),
    formula=Text("số xã, phường thuộc một huyện cũ / số xã, phường", "communes in one former district / communes"),
    misread=Text("Đếm đơn vị hành chính, không phải đề án hay kinh phí.", "Counts administrative units, neither projects nor money."),
    edge=Text("Theo bảng quy đổi huyện cũ sang xã mới; tỷ lệ diện tích là ước tính từ bản đồ đã làm gọn.", "From the crosswalk of former districts to communes; area shares are estimates from a simplified map."),
    question="spread", mart="reference", dims=("district",),
    numerator="communes in one former district", denominator="communes",
    examples=(Example("made-up", 71, 77, 0.922),),
)  # fmt: skip
ALL = (GINI, HHI, SUPPORT_PER_PERSON, LISTED_SHARE, COMMUNES_WHOLE)
