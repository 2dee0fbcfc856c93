"""What stands beside the projects: advice, classes, fairs, publications, inspections, product awards by level, collaborators and staff."""

from analytics.metrics.base import Example, Left, Metric
from analytics.text import Text

_DIMS = ("year", "tier", "content", "content_parent", "district", "province")
_STOCK = ("year", "area", "district", "province")
_AWARD = ("level", "year", "district", "beneficiary_type", "province")
_FOLLOWS = Text(
    "Theo tỉnh, năm của ngày đầu, cấp, nội dung và huyện; loại hình, giá và quản lý chung không áp dụng. Dòng không ghi điều đang lọc thì đứng ngoài.",
    "Follows province, year of the first day, tier, content and district; legal form, prices and management do not apply. A row that does not tell what is filtered stands outside.",
)
_VISITS = Text(
    "Lượt, không phải cơ sở khác nhau: một cơ sở được hai lần là hai lượt. Không phải đề án, không gắn với kinh phí.",
    "Visits, not distinct establishments: one that came twice is two. These are no projects and carry no money.",
)


def _of(kind: str, what: str, more: str = "") -> str:
    return f"SUM(CASE WHEN kind = '{kind}'{more} THEN {what} END)"


def _rows(kind: str, more: str = "") -> str:
    return f"SUM(CASE WHEN kind = '{kind}'{more} THEN 1 ELSE 0 END)"


def _count(
    key: str, kind: str, label: Text, unit: Text, meaning: Text, misread: Text, example: Example, *, what: str = "times", more: str = "",
    edge: Text = _FOLLOWS, left: tuple[Left, ...] = (), dims: tuple[str, ...] = _DIMS, only: str = "",
) -> Metric:  # fmt: skip
    """A sum over the activities of one kind; what is not recorded is left out and told."""
    known = "" if what == "times" else f" AND {what} IS NOT NULL"
    return Metric(
        key=key, label=label, unit=unit, kind="count", decimals=0, over_years="sum", meaning=meaning,
        formula=Text(f"Σ {label.vi.lower()}", f"Σ {label.en.lower()}"), misread=misread, edge=edge, question="activities", mart="activity",
        numerator=_of(kind, what, more), counted=_rows(kind, more + known), left=left, dims=dims, mark=f"list=activity&kind={kind}{only}", examples=(example,),
    )  # fmt: skip


ACTIVITIES = Metric(
    key="activities",
    label=Text("Hoạt động ngoài hồ sơ đề án", "Activities beside the project records"),
    unit=Text("cuộc", "activities"), kind="count", decimals=0, over_years="sum",
    meaning=Text("Số cuộc tư vấn, lớp, hội chợ, ấn phẩm, kiểm tra… mà các danh sách hoạt động ghi.", "Sessions of advice, classes, fairs, publications, inspections and the like in the lists of activities."),
    formula=Text("Σ số cuộc", "Σ number of activities"),
    misread=Text("Các loại không so được với nhau: một buổi tư vấn không bằng một kỳ hội chợ. Hãy đọc theo từng loại.", "Kinds are not alike: an hour of advice is no fair. Read each kind by itself."),
    edge=Text("Lớp mà đề án của nó đã xong và ghi số lớp thì chỉ tính ở đề án. " + _FOLLOWS.vi, "A class whose project is done and records classes is counted there alone. " + _FOLLOWS.en),
    question="activities", mart="activity", numerator="SUM(CASE WHEN NOT told_classes THEN times END)", counted="SUM(CASE WHEN NOT told_classes THEN 1 ELSE 0 END)",
    left=(Left("class_told_by_project", "SUM(CASE WHEN told_classes THEN 1 ELSE 0 END)"),), dims=("kind", *_DIMS), mark="list=activity&only=own",
    examples=(Example("made-up", 12, None, 12),),
)  # fmt: skip
ADVICE_SESSIONS = _count(
    "advice_sessions", "advice", Text("Cuộc tư vấn", "Advice sessions"), Text("cuộc", "sessions"),
    Text("Số cuộc tư vấn, hướng dẫn cơ sở công nghiệp nông thôn.", "Sessions of advice and guidance to rural industrial establishments."), _VISITS,
    Example("made-up", 9, None, 9), dims=("topic", *_DIMS),
)  # fmt: skip
ADVISED = _count(
    "advised_establishments", "advice", Text("Lượt cơ sở được tư vấn", "Establishments advised"), Text("lượt cơ sở", "establishments advised"),
    Text("Số cơ sở trong từng cuộc tư vấn, cộng lại.", "Establishments in each session of advice, added up."), _VISITS,
    Example("made-up", 31, None, 31, Text("13 hồ sơ đề án + 13 hồ sơ bình chọn + 5 nhãn hiệu", "13 project files + 13 voting files + 5 trademarks")), what="establishments",
    edge=Text("Cuộc không ghi số cơ sở đứng ngoài và được đếm ở M, không phải bằng 0. " + _FOLLOWS.vi, "A session without its number of establishments stands outside and is counted in M, not as 0. " + _FOLLOWS.en),
    left=(Left("no_establishments", _rows("advice", " AND establishments IS NULL")),), dims=("topic", *_DIMS),
)  # fmt: skip
_OUTSIDE, _OUTSIDE_PEOPLE = " AND NOT told_classes", " AND NOT told_trainees"
_TOLD, _TOLD_PEOPLE = (Left("class_told_by_project", _rows("class", f" AND {told}")) for told in ("told_classes", "told_trainees"))  # fmt: skip
_OUTSIDE_EDGE = Text(
    "Lớp mà đề án của nó đã xong và hồ sơ ghi chính số ấy (số lớp, hoặc học viên) thì chỉ tính ở chỉ tiêu của đề án, không tính lần nữa. "
    + _FOLLOWS.vi,
    "Where the project of a class is done and records this very number (classes, or trainees), it is counted in the project's metric alone, never again here. "
    + _FOLLOWS.en,
)
CLASSES_OUTSIDE = _count(
    "classes_outside", "class", Text("Lớp ngoài đề án", "Classes outside projects"), Text("lớp", "classes"),
    Text("Lớp đào tạo, tập huấn có trong danh sách hoạt động mà chưa đề án đã xong nào ghi.", "Classes in the lists of activities that no finished project records."),
    Text("Lớp dài ngắn khác nhau: không so số lớp giữa các nội dung.", "Classes differ in length: do not compare their number between contents."),
    Example("made-up", 3, None, 3), more=_OUTSIDE, edge=_OUTSIDE_EDGE, left=(_TOLD,), only="&only=own",
)  # fmt: skip
TRAINEES_OUTSIDE = _count(
    "trainees_outside", "class", Text("Học viên ngoài đề án", "Trainees outside projects"), Text("lượt học viên", "attendances"),
    Text("Học viên của những lớp ngoài đề án.", "Trainees of the classes outside projects."),
    Text("Lượt học viên, không phải người khác nhau. Học viên không phải việc làm.", "Attendances, not distinct people. Trainees are not jobs."),
    Example("made-up", 120, None, 120), what="people", more=_OUTSIDE_PEOPLE, edge=_OUTSIDE_EDGE, left=(Left("no_people", _rows("class", f"{_OUTSIDE_PEOPLE} AND people IS NULL")), _TOLD_PEOPLE), only="&only=own_people",
)  # fmt: skip
FAIRS = _count(
    "fairs", "fair", Text("Kỳ hội chợ, triển lãm", "Fairs and exhibitions"), Text("kỳ", "fairs"),
    Text("Số kỳ hội chợ, triển lãm đã tổ chức hoặc tham gia.", "Fairs and exhibitions organised or joined."),
    Text("Một đề án có thể gồm nhiều kỳ và nhiều đơn vị có thể đi cùng một kỳ. Số kỳ không nói lên doanh số.", "A project may hold several fairs. Their number says nothing of sales."), Example("made-up", 4, None, 4),
)  # fmt: skip
FAIR_ESTABLISHMENTS = _count(
    "fair_establishments", "fair", Text("Lượt cơ sở dự hội chợ", "Establishments at fairs"), Text("lượt cơ sở", "attendances"),
    Text("Số cơ sở ở từng kỳ hội chợ, cộng lại.", "Establishments at each fair, added up."), _VISITS, Example("made-up", 22, None, 22), what="establishments",
    edge=Text("Kỳ không ghi số cơ sở đứng ngoài và được đếm ở M. " + _FOLLOWS.vi, "A fair without its number of establishments stands outside and is counted in M. " + _FOLLOWS.en),
    left=(Left("no_establishments", _rows("fair", " AND establishments IS NULL")),),
)  # fmt: skip
PUBLICATIONS = _count(
    "publications", "publication", Text("Ấn phẩm, bản tin", "Publications"), Text("số phát hành", "issues"),
    Text("Số ấn phẩm, bản tin khuyến công đã phát hành.", "Publications and newsletters issued."),
    Text("Số phát hành, không phải số bản in; chương trình truyền hình đếm riêng.", "Issues, not copies; television programmes are counted apart."), Example("made-up", 4, None, 4),
)  # fmt: skip
BROADCASTS = _count(
    "broadcasts", "broadcast", Text("Chương trình phát thanh, truyền hình", "Radio and television programmes"), Text("chương trình", "programmes"),
    Text("Số chương trình, chuyên mục về khuyến công đã phát.", "Programmes on industrial promotion that were broadcast."),
    Text("Số chương trình, không phải số lần phát lại hay số người xem.", "Programmes, not repeats or viewers."), Example("made-up", 3, None, 3),
)  # fmt: skip
INSPECTIONS = _count(
    "inspections", "inspection", Text("Cuộc kiểm tra, giám sát", "Inspections"), Text("cuộc", "inspections"),
    Text("Số cuộc kiểm tra, giám sát được ghi.", "Inspections that are recorded."),
    Text("Danh sách không có dòng nào không có nghĩa là không kiểm tra.", "A list without a row does not mean that nobody inspected."), Example("made-up", 5, None, 5),
)  # fmt: skip
_LEVELS_EDGE = Text(
    "Các cấp lồng nhau, không bao giờ cộng: không chọn cấp thì không có giá trị. Một sản phẩm nhận ra theo mã sản phẩm, không có mã thì theo tên và cơ sở. Theo tỉnh, năm của kỳ, huyện và loại hình của cơ sở; các điều kiện khác không áp dụng.",
    "Levels are nested and never added: without a level there is no value. A product is told by its code, else by its name and owner. Follows province, year of the round, district and the owner's legal form; nothing else applies.",
)
AWARDED = Metric(
    key="awarded_products",
    label=Text("Sản phẩm CNNT tiêu biểu theo cấp", "Typical rural industrial products by level"),
    unit=Text("sản phẩm", "products"), kind="count", decimals=0, over_years="distinct",
    meaning=Text("Số sản phẩm khác nhau được chứng nhận ở một cấp.", "Distinct products certified at one level."),
    formula=Text("đếm sản phẩm khác nhau, từng cấp", "distinct products, level by level"),
    misread=Text("Không cộng các cấp: sản phẩm cấp quốc gia đã qua cấp khu vực và cấp tỉnh. Mỗi cấp có kỳ riêng: so kỳ với kỳ, không so năm chẵn với năm lẻ.", "Never add levels: a national product was a regional and a provincial one before. Each level has rounds of its own: compare rounds, not years."),
    edge=_LEVELS_EDGE, question="activities", mart="award", numerator="COUNT(DISTINCT product_id)", counted="COUNT(DISTINCT product_id)", dims=_AWARD, mark="list=award",
    examples=(Example("made-up", 79, None, 79, Text("79 sản phẩm cấp tỉnh, trong đó 18 cấp khu vực và 6 cấp quốc gia: không phải 103", "79 provincial products, of which 18 regional and 6 national: not 103")),),
)  # fmt: skip
AWARD_NEXT = Metric(
    key="award_next_share",
    label=Text("Sản phẩm đã lên cấp cao hơn", "Products that went on to a higher level"),
    unit=Text("% sản phẩm của cấp", "% of the level's products"), kind="percent", decimals=1, over_years="distinct",
    meaning=Text("Trong các sản phẩm được chứng nhận ở một cấp, bao nhiêu cũng được chứng nhận ở cấp cao hơn.", "Of the products certified at a level, how many are certified at a higher one too."),
    formula=Text("sản phẩm của cấp có cả cấp cao hơn / sản phẩm của cấp", "products of the level that hold a higher one / products of the level"),
    misread=Text("Theo chính từng sản phẩm, không phải hiệu hay tỷ số của hai tổng. Sản phẩm mới được công nhận chưa kịp dự kỳ sau.", "By the very product, not a quotient of two totals. A product certified lately has not yet stood at the next round."),
    edge=Text("Cấp quốc gia không có cấp nào cao hơn nên không có giá trị. Chỉ xét các kỳ trong những năm đã chọn. " + _LEVELS_EDGE.vi, "The national level has none above it and no value. Only rounds of the chosen years count. " + _LEVELS_EDGE.en),
    question="activities", mart="award", numerator="COUNT(DISTINCT CASE WHEN top_rank > level_rank AND level_rank < 4 THEN product_id END)", denominator="COUNT(DISTINCT CASE WHEN level_rank < 4 THEN product_id END)",
    counted="COUNT(DISTINCT CASE WHEN level_rank < 4 THEN product_id END)", dims=_AWARD, mark="list=award&only=higher",
    examples=(Example("made-up", 18, 79, 0.228),),
)  # fmt: skip
_STOCK_EDGE = Text(
    "Số cuối năm, không cộng các năm: một kỳ nhiều năm lấy năm cuối có số của từng tỉnh; địa bàn chỉ có số ở năm trước đứng ngoài và được đếm ở M. Theo tỉnh, năm và huyện; các điều kiện khác không áp dụng.",
    "A stock at the end of the year, never added over years: a period takes the last year that each province has; areas told only in an earlier one stand outside and are counted in M. Follows province, year and district; nothing else applies.",
)
_COLLABORATOR = "role = 'collaborator'"


def _people(role: str) -> str:
    return f"SUM(CASE WHEN role = '{role}' THEN filled END)"


def _areas(condition: str) -> str:
    return f"SUM(CASE WHEN {condition} THEN 1 ELSE 0 END)"


COLLABORATORS = Metric(
    key="collaborators",
    label=Text("Cộng tác viên khuyến công", "Collaborators"),
    unit=Text("người", "people"), kind="count", decimals=0, over_years="none",
    meaning=Text("Số cộng tác viên hiện có ở các địa bàn.", "Collaborators there are in the areas."), formula=Text("Σ số người, năm cuối", "Σ people, last year"),
    misread=Text("Phần lớn kiêm nhiệm: số người không phải thời gian làm việc.", "Most serve beside another office: people are not working time."), edge=_STOCK_EDGE,
    question="activities", mart="collaborator", numerator=_people("collaborator"), counted=_areas(_COLLABORATOR), dims=_STOCK, mark="list=collaborator&role=collaborator",
    examples=(Example("made-up", 14, None, 14),),
)  # fmt: skip
FILLED = Metric(
    key="collaborator_filled",
    label=Text("Vị trí cộng tác viên đã có người", "Collaborator posts filled"),
    unit=Text("% số vị trí", "% of posts"), kind="percent", decimals=1, over_years="none",
    meaning=Text("Bao nhiêu phần vị trí cộng tác viên có người.", "Share of the posts of collaborators that somebody fills."), formula=Text("vị trí có người / vị trí", "posts filled / posts"),
    misread=Text("Có người không có nghĩa là hoạt động: hãy xem kèm phần kiêm nhiệm.", "Filled does not mean active: read it with the share of part-time posts."),
    edge=Text("Địa bàn không ghi số vị trí đứng ngoài và được đếm ở M; người vượt số vị trí không tính thêm. " + _STOCK_EDGE.vi, "Areas without a number of posts stand outside and are counted in M; people beyond the posts add nothing. " + _STOCK_EDGE.en),
    question="activities", mart="collaborator", numerator=f"SUM(CASE WHEN {_COLLABORATOR} THEN posts - vacant END)", denominator=f"SUM(CASE WHEN {_COLLABORATOR} THEN posts END)",
    counted=_areas(f"{_COLLABORATOR} AND posts IS NOT NULL"), left=(Left("no_posts", _areas(f"{_COLLABORATOR} AND posts IS NULL")),), dims=_STOCK, mark="list=collaborator&role=collaborator",
    examples=(Example("made-up", 14, 17, 0.824),),
)  # fmt: skip
PART_TIME = Metric(
    key="collaborator_part_time",
    label=Text("Cộng tác viên kiêm nhiệm", "Part-time collaborators"),
    unit=Text("% số cộng tác viên", "% of collaborators"), kind="percent", decimals=1, over_years="none",
    meaning=Text("Bao nhiêu phần cộng tác viên là kiêm nhiệm.", "Share of the collaborators who serve beside another office."), formula=Text("kiêm nhiệm / số người", "part-time / people"),
    misread=Text("Các báo cáo nêu kiêm nhiệm như một lý do kém hiệu quả; con số này không chứng minh điều đó.", "Reports name it as a cause of poor results; this number does not prove it."),
    edge=Text("Địa bàn không ghi số kiêm nhiệm đứng ngoài và được đếm ở M. " + _STOCK_EDGE.vi, "Areas that do not record it stand outside and are counted in M. " + _STOCK_EDGE.en),
    question="activities", mart="collaborator", numerator=f"SUM(CASE WHEN {_COLLABORATOR} THEN part_time END)", denominator=f"SUM(CASE WHEN {_COLLABORATOR} AND part_time IS NOT NULL THEN filled END)",
    counted=_areas(f"{_COLLABORATOR} AND part_time IS NOT NULL"), left=(Left("no_part_time", _areas(f"{_COLLABORATOR} AND part_time IS NULL")),), dims=_STOCK, mark="list=collaborator&role=collaborator",
    examples=(Example("made-up", 11, 14, 0.786),),
)  # fmt: skip
STAFF = Metric(
    key="promotion_staff",
    label=Text("Cán bộ, viên chức khuyến công", "Promotion staff"),
    unit=Text("người", "people"), kind="count", decimals=0, over_years="none",
    meaning=Text("Số cán bộ, viên chức của trung tâm và các địa bàn.", "Staff of the centre and of the areas."), formula=Text("Σ số người, năm cuối", "Σ people, last year"),
    misread=Text("Trung tâm thường làm nhiều việc khác ngoài khuyến công.", "A centre often has other tasks beside industrial promotion."), edge=_STOCK_EDGE,
    question="activities", mart="collaborator", numerator=_people("staff"), counted=_areas("role = 'staff'"), dims=_STOCK, mark="list=collaborator&role=staff",
    examples=(Example("made-up", 17, None, 17),),
)  # fmt: skip
ALL = (
    ACTIVITIES, ADVICE_SESSIONS, ADVISED, CLASSES_OUTSIDE, TRAINEES_OUTSIDE, FAIRS, FAIR_ESTABLISHMENTS, PUBLICATIONS, BROADCASTS, INSPECTIONS, AWARDED, AWARD_NEXT,
    COLLABORATORS, FILLED, PART_TIME, STAFF,
)  # fmt: skip
