"""What was found and what is needed, in the reader's language; what an officer wrote stays as it is."""

import ast
import re

import pytest

from analytics.finding_words import expected_text, found_text, in_words
from analytics.notes import finding_text
from analytics.text import catalogue
from data.finding import Finding
from data.paths import PROGRAM
from data.sources import activity_tables, project_words
from data.sources.numbers import BadCell
from data.sources.project_tables import TABLES
from data.sources.reported_figures import _BASIS, _MEASURE, _QUALIFIER, EXAMPLES, read_tier
from data.sources.table import choice

VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
# What a cell must hold word for word whatever the reader's language: units of money, names of places.
LITERAL = {"đồng | nghìn đồng | triệu đồng | tỷ đồng | nghìn tỷ đồng", "Lâm Đồng", "ĐA-01", "triệu đồng"}


def constants_of_bad_cells() -> set[str]:
    """Every phrase that `data` refuses a cell with, where it is written down as text."""
    found = set()
    for path in sorted((PROGRAM / "data" / "sources").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BadCell":
                for argument in node.args:
                    if isinstance(argument, ast.Constant):
                        found.add(argument.value)
                    elif isinstance(argument, ast.Name) and argument.id in named:
                        found.add(named[argument.id])
    return found


def examples() -> set[str]:
    own = {c.example for table in TABLES for c in table.columns if c.example}
    return own | {example for example in EXAMPLES.values() if example}


def test_every_phrase_that_a_cell_is_refused_with_has_english_words():
    phrases = constants_of_bad_cells() | examples()

    assert len(phrases) > 25
    told = {p: in_words(p, "en") for p in phrases - LITERAL}
    left = {p: text for p, text in told.items() if VIETNAMESE.search(text.replace("đồng", ""))}
    # The sheet is called by its own name.
    assert {p: text for p, text in left.items() if "Kinh phí" not in text} == {}
    assert all(in_words(p, "vi") == p for p in phrases)


@pytest.mark.parametrize(
    ("read", "phrase"),
    [
        (read_tier, "tất cả | quốc gia | địa phương"),
        (_BASIS, "kế hoạch | thực hiện | mục tiêu"),
        (_MEASURE, "kinh phí hỗ trợ | đối ứng | tổng kinh phí | đề án | cơ sở thụ hưởng | sản phẩm | học viên | lớp | việc làm | khác"),
        (_QUALIFIER, "trên | gần | khoảng | từ | đến | tối đa"),
    ],
)  # fmt: skip
def test_what_an_english_reader_is_told_to_write_is_what_the_reader_of_the_file_takes(read, phrase):
    vietnamese, english = phrase.split(" | "), in_words(phrase, "en").split(" | ")

    assert [read(word) for word in vietnamese] == [read(word) for word in english]


@pytest.mark.parametrize("name", ["TIERS", "KINDS", "FORMS", "PAYERS", "STAGES", "EVENT_KINDS", "MEASURES", "VERSIONS"])  # fmt: skip
def test_words_of_the_workbooks_lists_are_told_in_english_by_codes_that_it_takes(name):
    words = getattr(project_words, name)
    read = choice(words)
    for word, code in words.items():
        told = in_words(word, "en")
        assert not VIETNAMESE.search(told) or told == word
        # Of one word in two lists the other list's code may be told: then the word itself is the same there.
        if told in words.values():
            assert read(told) == code


@pytest.mark.parametrize(
    "words",
    [
        *(activity_tables.KINDS, activity_tables.TOPICS, activity_tables.LEVELS, activity_tables.GROUPS),
        *(activity_tables.AREAS, activity_tables.ROLES, activity_tables.TIERS, project_words.TIERS),
        *(project_words.PLAN_TIERS, project_words.FORMS, project_words.PAYERS, project_words.STAGES),
        *(project_words.EVENT_KINDS, project_words.MEASURES),
    ],
)
def test_a_refused_word_is_answered_with_each_allowed_value_once_the_official_word_first(words):
    with pytest.raises(BadCell) as caught:
        choice(words)("du lịch vũ trụ")

    told = caught.value.expected.split(" | ")
    assert [choice(words)(word) for word in told] == list(dict.fromkeys(words.values()))
    assert told[0] == next(iter(words))


def test_places_and_repeats_are_told_in_english():
    told = {
        "trùng dòng 7": "same as row 7",
        "dòng 5 nêu 420 triệu đồng": "row 5 states 420 triệu đồng",
        "sổ 2021.xlsx, dòng 12": "sổ 2021.xlsx, row 12",
        ">= 01/05/2015 (Ngày ký hợp đồng)": ">= 01/05/2015 (Contracted on)",
        "KCĐP | Đối ứng": "local | counterpart",
        "Huyện Chư Păh? | thuộc Tỉnh Gia Lai": "Huyện Chư Păh? | of Tỉnh Gia Lai",
    }

    assert {phrase: in_words(phrase, "en") for phrase in told} == told


def test_what_stands_in_a_cell_and_what_a_source_says_are_never_put_into_other_words():
    cell = Finding("cell_bad", "error", "f.xlsx", "Đề án", 3, "Nguồn", "có", "KCQG | KCĐP")
    quote = Finding("value_not_in_quote", "warning", "f.csv", "", 3, "Giá trị", "5", "không")
    ours = Finding("simulated_mixed", "error", "f.xlsx", "Đề án", 3, "Mô phỏng", "có", "không")

    assert (found_text(cell, "en"), expected_text(cell, "en")) == ("có", "national | local")
    assert expected_text(quote, "en") == "không"
    assert (found_text(ours, "en"), expected_text(ours, "en")) == ("yes", "no")
    assert "“có”" in finding_text(cell, "en") and "national | local" in finding_text(cell, "en")
    assert "KCQG | KCĐP" in finding_text(cell, "vi")


def test_a_replaced_value_is_told_in_english_where_the_words_are_ours():
    changed = Finding(
        "project_replaced", "note", "moi.xlsx", "Kinh phí", 2, "Số tiền (triệu đồng)", "KT-1: KCĐP / Nghiệm thu: 120 → 90", "cu.xlsx, dòng 2",
    )  # fmt: skip

    assert found_text(changed, "en") == "KT-1: local / accepted: 120 → 90"
    assert expected_text(changed, "en") == "cu.xlsx, row 2"


def test_every_kind_of_finding_has_a_meaning_and_something_to_do():
    rooms = {
        room: {key.removeprefix(f"{room}.") for key in catalogue("vi") if key.startswith(f"{room}.")}
        for room in ("finding", "finding_means", "finding_do")
    }

    assert rooms["finding"] == rooms["finding_means"] == rooms["finding_do"]
