"""The words by which names of persons, households, organisations and places are told apart.

Lists, not rules: `personal_names` reads them. All are folded (`data.text.fold`): lower case, one
place of the tone mark.
"""

import re

from data.text import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


Forms = dict[str, tuple[tuple[str, ...], ...]]


def _pairs(text: str) -> frozenset[tuple[str, ...]]:
    """Phrases parted by commas, as tuples of words."""
    return frozenset(tuple(fold(form).split()) for form in text.split(","))


def _forms(text: str) -> Forms:
    """Phrases by their first word, the longest first, so that the fullest form is found."""
    forms: dict[str, list] = {}
    for form in sorted(_pairs(text), key=len, reverse=True):
        forms.setdefault(form[0], []).append(form)
    return {first: tuple(found) for first, found in forms.items()}


# Any of these, capitalised and followed by a capitalised word, begins a person's name.
FAMILY_NAMES = _words("Nguyễn Trần Lê Phạm Huỳnh Đặng Bùi Đỗ Ngô Võ Trương Trịnh Lương Ksor Rmah Siu Kpă")
# These are parts of place names too ("Bình Dương"): only where no capitalised word stands before them.
UNSURE_FAMILY_NAMES = _words("Hoàng Phan Vũ Dương Lý Đinh")
# And these are common words or many places ("Hồ", "Hà", "Đoàn"): only in a name of three words or more.
LONG_FAMILY_NAMES = _words(
    "Hồ Đoàn Mai Cao Hà Lâm Đào Lưu Tạ Tô Châu Thái Quách Tăng Kiều Chu Triệu Nông Phùng Linh Lò"
)
ALL_FAMILY_NAMES = FAMILY_NAMES | UNSURE_FAMILY_NAMES | LONG_FAMILY_NAMES
NO_FAMILY = _pairs(
    "lý do,lý lịch,lý thuyết,hồ sơ,hồ tiêu,cao su,cao cấp,cao đẳng,cao tốc,dương lịch,đoàn thanh,đoàn viên,đoàn kết,"
    "đoàn thể,hoàng gia,thái dương,hà nội,mai táng,lưu thông,kiều bào,nông nghiệp,nông thôn,nông sản,nông lâm,"
    "triệu đồng,châu á,châu âu,đào tạo,trần nhà,lê lợi"
)
MIDDLE_NAMES = _words("thị văn")
NOT_AFTER_MIDDLE = _words("hóa phòng bản hiến học nghệ trấn xã trường sát phần")

TITLES = _words("ông bà anh chị cô chú bác mr mrs ms")
NO_TITLES = _pairs("bà con,bác hồ,bà rịa,cô tô,bác ái,anh sơn")
# What stands before the name of a household or of a craftsman.
FORMS = _forms(
    "hộ kinh doanh cá thể,hộ kinh doanh,hộ sản xuất kinh doanh,hộ sản xuất,hộ cá thể,hộ gia đình,gia đình,hộ,hkd,"
    "cơ sở sản xuất kinh doanh,cơ sở sản xuất,cơ sở,cssx,nghệ nhân nhân dân,nghệ nhân ưu tú,nghệ nhân,thợ giỏi,"
    "chủ cơ sở,chủ hộ"
)
# After these a name stands even where a place has the same one.
STRONG_FORMS = _forms("hộ kinh doanh cá thể,hộ kinh doanh,hkd,nghệ nhân,chủ cơ sở,chủ hộ,hộ gia đình")
ENGLISH_FORMS = (("household", "business"), ("business", "household"), ("household",))
# "cơ sở Hạ tầng", "cơ sở Sản xuất": a capital that is no name's.
NO_ESTABLISHMENT = _words("hạ vật dữ sản chế công kinh giáo thụ pháp y")
# A number or a plural before a form: "16 cơ sở", "các hộ": no name follows at a distance.
COUNTED = _words("các những nhiều số mỗi một hai ba bốn")

ORGANISATIONS = _forms(
    "tổng công ty,công ty,cty,ctcp,tnhh,dntn,doanh nghiệp tư nhân,liên hiệp hợp tác xã,hợp tác xã,htx,lhhtx,tổ hợp tác,"
    "tht,tập đoàn,xí nghiệp,nhà máy,trung tâm,ngân hàng,hiệp hội,liên minh,chi nhánh,viện,quỹ"
)
# Where a whole cell begins with one of these it names no person, even if no type was recorded.
PUBLIC_BODIES = _forms(
    "ubnd,ủy ban,sở,phòng,ban,bộ,cục,chi cục,hội,đoàn,trường,báo,đài,doanh nghiệp,huyện,xã,thị trấn,phường,thành phố,"
    "thị xã,tỉnh,các,trạm,làng nghề"
)
# Verbs after which the name of an organisation is over and another's begins.
ORGANISATION_STOPS = _words(
    "hỗ giao gửi mời bởi thay cùng gặp phối ký nhờ trao tặng khen xin nêu nói cử đến gồm"
)
ENGLISH_COMPANIES = _words("co company cooperative corporation jsc ltd enterprise")

PLACE_WORDS = _words(
    "tỉnh huyện quận phường xã ấp thôn làng buôn phố đường chợ sông núi đảo trường tp tx tt kcn ccn district province"
)
WIDE_PLACE_WORDS = _words("tỉnh huyện quận tp district province")
PLACE_PHRASES = _pairs("thị trấn,thị xã,thành phố,khu công nghiệp,cụm công nghiệp,khu kinh tế,bệnh viện")
PLACE_TYPES = _forms("tỉnh,thành phố,thị xã,thị trấn,huyện,quận,phường,xã,đặc khu,tp,tx,tt")
ALWAYS_PLACES = ("Hồ Chí Minh", "Bà Rịa", "Vũng Tàu", "Hoàng Sa", "Trường Sa")

# No name reaches past these, written small; in a text all in capitals, past the second list only,
# because some of the others are given names as well (Hai, Năm, Thực).
STOPS = _words(
    "tại ở trên thuộc của do cho đã được có là để với năm thực nhận từ trong về gồm theo sẽ các những một hai này đó "
    "ông bà anh chị hộ tỉnh huyện quận xã phường tp giám chủ và in and from"
)
STOPS_IN_CAPITALS = _words("tại ở thuộc của được huyện tỉnh và")
NO_PART_OF_A_NAME = _words("sở huyện tỉnh xã phường ubnd htx dntn cục bộ cty tnhh")
OFFICES = _pairs(
    "giám đốc,phó giám,tổng giám,chủ tịch,phó chủ,chủ nhiệm,trưởng phòng,phó trưởng,bí thư,chủ cơ,chủ hộ,"
    "chủ doanh,công thương,công ty,hợp tác"
)
ACRONYM = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,}|OCOP|UBND|TTCN")
