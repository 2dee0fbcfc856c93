"""What a page filters by itself is held in its address: codes only, unknown ones told and left out."""

import pytest

from analytics import obstacles, reconciliation
from analytics.text import say
from pages.components.register import _code
from tests.test_pages import address, fresh, words_of

REGISTER, RECONCILIATION = "tien-do", "doi-chieu"


@pytest.fixture
def open_page(shipped_home, monkeypatch):
    monkeypatch.setenv("DONBAY_HOME", str(shipped_home.root))
    return fresh


def by_key(elements, start: str):
    return next(e for e in elements if (e.key or "").startswith(start))


def test_a_link_opens_the_register_as_it_was_filtered(open_page, shipped):
    told = obstacles.statements(shipped)
    one = next(s for s in told if s.kind == "recommendation" and s.addressee)
    page = open_page(REGISTER, kind="recommendation", place=one.province, addressee=_code(one.addressee))

    left = obstacles.chosen(told, "recommendation", (one.province,), None, one.addressee)
    assert say("progress.shown", "vi", n=len(left), of=len(told)) in words_of(page)
    kept = {"kind": "recommendation", "place": one.province, "addressee": _code(one.addressee)}
    assert kept.items() <= address(page).items()


def test_a_choice_in_the_register_goes_into_the_address_as_a_code_and_out_again(open_page, shipped):
    told = obstacles.statements(shipped)
    page = open_page(REGISTER, lang="en")
    category = obstacles.counted(told, "category")[0][0]
    by_key(page.selectbox, "p_category").select(category).run()
    assert address(page)["category"] == _code(category)
    by_key(page.selectbox, "p_category").select(None).run()
    assert "category" not in address(page)


def test_every_value_of_the_register_has_a_code_of_its_own_in_plain_letters(shipped):
    told = obstacles.statements(shipped)
    for field in ("province", "category", "addressee"):
        values = {getattr(one, field) or "" for one in told}
        codes = {_code(value) for value in values}
        assert len(codes) == len(values) and "all" not in codes
        assert all(code.isascii() and " " not in code for code in codes)


def test_unknown_codes_of_the_register_are_told_and_left_out(open_page):
    page = open_page(REGISTER, kind="hearsay", place="atlantis", category="<b>x</b>", addressee="nobody")

    text = words_of(page)
    for value in ("hearsay", "atlantis", "<b>x</b>", "nobody"):
        assert value in text
    assert not {"kind", "place", "category", "addressee"} & set(address(page))


def test_a_link_opens_reconciliation_at_its_verdict_and_source_and_tells_unknown_ones(open_page):
    page = open_page(RECONCILIATION, verdict="holds")
    assert address(page)["verdict"] == "holds"
    assert say("reconciliation.check.money_adds_up", "vi") in words_of(page)
    assert page.session_state["r_verdict"] == "holds"

    page = open_page(RECONCILIATION, verdict="perhaps", source="'; DROP TABLE x")
    assert "perhaps" in words_of(page) and "DROP TABLE" in words_of(page)
    assert not {"verdict", "source"} & set(address(page))


def test_a_source_of_a_verdict_is_held_and_only_while_that_verdict_has_it(open_page, shipped):
    checks = reconciliation.reconcile(shipped)
    failing = {c.source for c in checks if c.verdict == "fails"}
    only = sorted(failing - {c.source for c in checks if c.verdict == "untestable"})[0]
    page = open_page(RECONCILIATION, source=only)
    assert address(page)["source"] == only
    assert by_key(page.selectbox, "r_source").value == only
