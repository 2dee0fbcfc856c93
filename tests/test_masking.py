import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analytics.masking import Known, is_personal, known_of, mask, mask_rows
from analytics.sheet import Field
from data.text import fold

# Names as the published sources write them, and what may leave the app of them.
HOUSEHOLDS = {
    "Hộ kinh doanh Trần Thị Ngọc Lan": "Hộ kinh doanh T.T.N.L.",
    "Hộ kinh doanh Đoàn Thị Út": "Hộ kinh doanh Đ.T.Ú.",
    "Hộ kinh doanh Lê Văn Bảo": "Hộ kinh doanh L.V.B.",
    "Hộ kinh doanh Linh Thị Phương": "Hộ kinh doanh L.T.P.",
    "Hộ kinh doanh Nguyễn Thị Mai Liên": "Hộ kinh doanh N.T.M.L.",
    "Hộ kinh doanh Dương Hữu Điện": "Hộ kinh doanh D.H.Đ.",
    "Hộ kinh doanh Kim Thoa": "Hộ kinh doanh K.T.",
    "Hộ kinh doanh Trung Tuấn": "Hộ kinh doanh T.T.",
    "Hộ kinh doanh Cơ sở Ba Buôi": "Hộ kinh doanh Cơ sở B.B.",
    "Hộ kinh doanh Lạp xưởng Kim Huệ": "Hộ kinh doanh Lạp xưởng K.H.",
    "Hộ kinh doanh bánh tráng trộn Cô Út": "Hộ kinh doanh bánh tráng trộn C.Ú.",
    "Hộ kinh doanh cơ sở sản xuất chả lụa Sơn Lâm": "Hộ kinh doanh cơ sở sản xuất chả lụa S.L.",
    "Cơ sở cơ khí Nguyễn Phước": "Cơ sở cơ khí N.P.",
    "Cơ sở chế biến thực phẩm Viết Nghi": "Cơ sở chế biến thực phẩm V.N.",
    "Pham Muoi household business": "P.M. household business",
    "Hoang Van Khoa household business": "H.V.K. household business",
}
ORGANISATIONS = [
    "Công ty TNHH MTV Thuận Lợi Mộc Hóa",
    "Công ty TNHH Đoàn Thảo tỉnh Điện Biên",
    "Công ty TNHH Hoàng Lâm",
    "Công ty TNHH Dũng Nguyệt Anh Quảng Bình",
    "Công ty TNHH MTV Xây dựng - Thương mại Thái Dương",
    "Công ty CP Y dược học dân tộc Hòa Bình",
    "DNTN tôm khô Chí Tâm",
    "HTX thương mại vận tải Tuấn Băng",
    "HTX Nông Lâm Ngư nghiệp Lâm Bình",
    "Hợp tác xã Sản xuất và Thương mại Xứ Tuyên",
    "Hoang Mai Steel Structure Factory Joint Stock Company",
    "Nguyen Phat Co., Ltd.",
    "Thanh Tinh Tea Cooperative",
]
PLACES = frozenset(
    [
        "Quận Ngô Quyền",
        "Huyện Lý Nhân",
        "Thành phố Phan Rang-Tháp Chàm",
        "Huyện Đoàn Hùng",
        "Huyện Trần Đề",
        "Huyện Trần Văn Thời",
        "Thành phố Phan Thiết",
        "Huyện Vũ Quang",
        "Hà Tĩnh",
        "Huyện Cô Tô",
        "Huyện Dương Minh Châu",
        "Thành phố Tân An",
    ]
)
KNOWN = Known(frozenset(HOUSEHOLDS), PLACES)
ONLY_PLACES = Known(places=PLACES)


@pytest.mark.parametrize(("name", "masked"), HOUSEHOLDS.items())
def test_a_household_keeps_its_form_and_trade_and_loses_its_name(name, masked):
    assert mask(name, kind="name", beneficiary_type="business_household") == masked
    assert mask(name, kind="name", beneficiary_type=None) == masked
    assert mask(f"kinh phí hỗ trợ đối với {name}, đã nghiệm thu", KNOWN) == (
        f"kinh phí hỗ trợ đối với {masked}, đã nghiệm thu"
    )


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_companies_and_cooperatives_keep_their_names(name):
    assert mask(name, kind="name", beneficiary_type="sme") == name
    assert mask(name, kind="name", beneficiary_type=None) == name
    assert mask(f"Kinh phí hỗ trợ {name} (xã Tân Bình)", KNOWN) == f"Kinh phí hỗ trợ {name} (xã Tân Bình)"


@pytest.mark.parametrize(
    ("quote", "masked"),
    [
        ("Lê Văn Bảo (Lộc Hà", "L.V.B. (Lộc Hà"),
        ("Hồ Thị Dung (Thạch Hà", "H.T.D. (Thạch Hà"),
        (
            "hộ kinh doanh Lương Văn Lạc, xã Yên Nguyên (Chiêm Hoá)",
            "hộ kinh doanh L.V.L., xã Yên Nguyên (Chiêm Hoá)",
        ),
        ("hộ Kinh doanh Linh Thị Phương", "hộ Kinh doanh L.T.P."),
        ("cơ sở Minh Chiến (huyện Buôn Đôn)", "cơ sở M.C. (huyện Buôn Đôn)"),
        (
            "ông Phạm Văn Binh-Giám đốc Sở Công thương cho biết",
            "ông P.V.B.-Giám đốc Sở Công thương cho biết",
        ),
        ("it names the director Lê Mậu Khánh, whom", "it names the director L.M.K., whom"),
        ("hộ kinh doanh Lan sản xuất bún", "hộ kinh doanh L. sản xuất bún"),
        ("Chủ tịch UBND huyện Nguyễn Thị Hoa phát biểu", "Chủ tịch UBND huyện N.T.H. phát biểu"),
        ("hộ bà Rơ Châm H'Lan", "hộ bà R.C.H."),
        ("HTX An Quang và Nguyễn Văn Lạc", "HTX An Quang và N.V.L."),
        ("ÔNG PHẠM VĂN BINH GIÁM ĐỐC SỞ", "ÔNG P.V.B. GIÁM ĐỐC SỞ"),
        ("cơ sở Ba Buôi, Cô Út", "cơ sở B.B., Cô Ú."),
    ],
)
def test_names_nobody_recorded_are_found_by_the_words_around_them(quote, masked):
    assert mask(quote) == masked


@pytest.mark.parametrize(
    "text",
    [
        "tại thành phố Hồ Chí Minh, TP. Hồ Chí Minh và Hồ Chí Minh",
        "quận Ngô Quyền, Lý Nhân, Phan Rang - Tháp Chàm, Phan Rang, Đoàn Hùng, Trần Đề, Trần Văn Thời, Phan Thiết",
        "Vũ Quang Hà Tĩnh; huyện đảo Cô Tô; Bà Rịa - Vũng Tàu; huyện Dương Minh Châu",
        "đường Nguyễn Huệ, phường Lê Lợi, thị trấn Đinh Văn, xã Thái Bình Trung, TP.Tân An",
        "các cơ sở CNNT trên địa bàn tỉnh Đắk Lắk; 16 cơ sở công nghiệp nông thôn tiêu biểu Đắk Lắk",
        "Phòng Kinh tế và Hạ tầng, cơ sở hạ tầng, Sở Công Thương, Bà con, Đoàn Thanh niên, HỒ SƠ, LÝ DO",
        "tỉnh Bình Dương, Hải Dương; Nghị định số 60/2021/NĐ-CP ngày 21/6/2021",
        "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp tỉnh Sóc Trăng",
    ],
)
def test_places_and_common_words_are_left_alone(text):
    assert mask(text, ONLY_PLACES) == text


def test_a_person_named_as_a_place_begins_is_still_a_person():
    assert mask("ông Trần Đề Thám ở Vũ Quang; Vũ Quang Minh", ONLY_PLACES) == "ông T.Đ.T. ở Vũ Quang; V.Q.M."


def test_a_recorded_name_is_found_in_any_case_tone_placing_and_unicode_form():
    known = Known(frozenset({"Hộ kinh doanh Nguyễn Thuý Hoà"}))
    for written in (
        "Nguyễn Thúy Hòa",
        "NGUYỄN THUÝ HOÀ",
        "nguyễn thúy hoà",
        "Nguyễn  Thuý\u00a0Hòa",
        "NguyễnThuý Hoà",
    ):
        for form in ("NFC", "NFD"):
            assert mask(unicodedata.normalize(form, f"tại {written}, xã"), known, "text") == "tại N.T.H., xã"


def test_a_recorded_name_is_found_in_an_address_without_marks():
    address = "https://x.vn/ho-kinh-doanh-tran-thi-ngoc-lan.html"
    assert "lan" not in mask(address, KNOWN)


def test_a_trade_name_written_small_is_taken_for_the_common_words_it_is():
    known = Known(frozenset({"Hộ kinh doanh Thành Công"}))
    assert mask("thành công của hộ kinh doanh thành công và Thành Công", known) == (
        "thành công của hộ kinh doanh T.C. và T.C."
    )


def test_a_trade_name_that_is_also_a_place_or_a_companys_stays_where_it_is_theirs():
    known = Known(frozenset({"Hộ kinh doanh Tân An"}), PLACES)
    assert mask("Tân An: Hộ kinh doanh Tân An, Công ty TNHH Tân An", known) == (
        "Tân An: Hộ kinh doanh T.A., Công ty TNHH Tân An"
    )


@pytest.mark.parametrize("name", ["Hộ kinh doanh mô phỏng 12", "Cơ sở mộc mô phỏng 3", "Nghệ nhân mô phỏng"])
def test_simulated_names_need_no_masking(name):
    assert mask(name, kind="name", beneficiary_type="business_household") == name
    assert mask(f"Hỗ trợ máy cho {name}", Known(frozenset({name}))) == f"Hỗ trợ máy cho {name}"


def test_a_name_of_untold_type_is_hidden_unless_it_reads_as_an_organisation():
    assert mask("Kim Thoa", kind="name") == "K.T."
    assert mask("hộ kinh doanh kim thoa", kind="name", beneficiary_type="unknown") == "hộ kinh doanh K.T."
    assert mask("UBND huyện Krông Nô", kind="name") == "UBND huyện Krông Nô"
    assert not is_personal("(24 lao động nông thôn)", None)
    assert is_personal("Siu Blơh", "artisan")
    assert not is_personal("Tuấn Băng", "cooperative")


def test_a_second_name_in_brackets_of_a_name_cell_is_hidden_too():
    assert mask("Trần Văn An (Út Lan)", kind="name", beneficiary_type="artisan") == "T.V.A. (Ú.L.)"


def test_a_number_in_a_name_stays_and_a_masked_name_is_not_masked_again():
    for name, masked in (("Cơ sở Sơn Lâm 2", "Cơ sở S.L. 2"), ("Bà Siu Lan", "Bà S.L."), ("12 3T", "12 3T")):
        once = mask(name, kind="name", beneficiary_type="artisan")
        assert once == masked
        assert mask(once, kind="name", beneficiary_type="artisan") == masked


def test_what_is_no_text_comes_back_as_it_is():
    assert [mask(value, KNOWN) for value in (None, 12, "", 3.5)] == [None, 12, "", 3.5]


FIELDS = (
    Field("title", "Tên đề án", "quote"),
    Field("beneficiary_name", "Đơn vị thụ hưởng", "name"),
    Field("district", "Huyện"),
    Field("note", "Ghi chú"),
    Field("state_vnd", "Kinh phí", "money", unit="triệu đồng"),
)


def test_rows_are_masked_by_what_their_own_rows_know_and_places_stay():
    rows = (
        {
            "beneficiary_name": "Hộ kinh doanh Viết Nghi",
            "beneficiary_type": "business_household",
            "state_vnd": 5,
        },
        {
            "title": "Lò sấy của Viết Nghi",
            "beneficiary_name": "HTX Kim Thoa",
            "beneficiary_type": "cooperative",
            "district": "Huyện Trần Đề",
            "note": "như Viết Nghi ở Trần Đề",
            "state_vnd": None,
        },
    )
    masked = mask_rows(rows, FIELDS)

    assert masked[0] == rows[0] | {"beneficiary_name": "Hộ kinh doanh V.N."}
    assert masked[1] == rows[1] | {"title": "Lò sấy của V.N.", "note": "như V.N. ở Trần Đề"}


def test_a_plain_text_field_is_searched_for_recorded_names_only():
    row = {"note": "Lê Hồng Phong và Trần Thị Ngọc Lan"}
    assert mask_rows([row], FIELDS, KNOWN) == ({"note": "Lê Hồng Phong và T.T.N.L."},)


def test_names_and_places_of_rows_join_what_is_known():
    known = known_of(
        [{"beneficiary_name": "Siu Blơh", "beneficiary_type": "artisan", "district": "Chư Păh"}], FIELDS
    )
    assert known == Known(frozenset({"Siu Blơh"}), frozenset({"Chư Păh"}))


FAMILY = st.sampled_from(
    ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Hồ", "Đoàn", "Linh", "Siu", "Quàng", "Mã"]
)
MIDDLE = st.sampled_from(["Thị", "Văn", "Hữu", "Ngọc", "Quốc", "Thuý", "Hòa"])
GIVEN = st.sampled_from(["Lan", "Út", "Bảo", "Hoài", "Dũng", "Quyền", "Oanh", "Khoa", "Thúy", "Huệ"])
PERSON = st.tuples(FAMILY, MIDDLE, GIVEN).map(" ".join)
FORM = st.sampled_from(["", "Hộ kinh doanh ", "Cơ sở ", "Nghệ nhân ", "Hộ kinh doanh bún khô "])
WRITTEN = st.sampled_from(
    [
        lambda name: name,
        str.upper,
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: name.replace("uý", "úy").replace("òa", "oà"),
    ]
)
AROUND = st.sampled_from(
    [
        "",
        "tại ",
        "hỗ trợ ",
        "máy sấy của ",
        "(",
        '"',
        "ông ",
        "Công ty TNHH An Hồng, ",
        "huyện Trần Đề; ",
        "10 triệu ",
    ]
)
AFTER = st.sampled_from(["", ".", "...", ", xã Tân An", " (Lộc Hà", '"', " đã nghiệm thu", "-Giám đốc", "\n"])


@settings(max_examples=300)
@given(PERSON, FORM, WRITTEN, AROUND, AFTER)
def test_no_recorded_name_survives_in_a_text(person, form, written, around, after):
    known = Known(frozenset({form + person}), PLACES)
    text = around + written(form + person) + after

    for kind in ("quote", "text"):
        masked = mask(text, known, kind)
        assert fold(person) not in fold(unicodedata.normalize("NFC", masked))
        assert mask(masked, known, kind) == masked


@settings(max_examples=300)
@given(st.text(), st.sampled_from(["quote", "text", "name"]))
def test_any_text_at_all_can_be_masked(text, kind):
    mask(text, KNOWN, kind)


@given(
    st.lists(
        st.sampled_from(
            ["ông", "Lan", "hộ kinh doanh", "Trần", "Thị", ",", "xã", "K.", "TNHH", "-", "Công ty"]
        )
    )
)
@example(["Lan", "Thị", "TNHH", "Trần", "Lan"])
def test_masking_twice_is_masking_once(words):
    once = mask(" ".join(words), KNOWN)
    assert mask(once, KNOWN) == once
