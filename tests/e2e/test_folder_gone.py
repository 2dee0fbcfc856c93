"""The data folder goes away while pages are open: a page goes on from what is open, says so, and needs no restart when it is back."""

import os
import shutil
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from analytics.text import say
from data import store
from data.paths import Home
from tests.e2e.conftest import Server, manage, new_reader, serving, wait_until_drawn, wait_until_idle


@pytest.fixture
def server(other_server) -> Server:
    return other_server


@pytest.fixture
def home(server) -> Home:
    return Home(server.home)


@contextmanager
def away(path):
    """A file or folder under another name, as if its drive had been taken out; back afterwards."""
    if os.name == "nt":
        pytest.skip("Windows itself moves no folder in which a file is open.")
    gone = path.with_name(f"{path.name}-away")
    path.rename(gone)
    try:
        yield gone
    finally:
        gone.rename(path)


def told(page: Page) -> str:
    """The words of the one notice that says what is the matter."""
    notice = page.locator(".notice[role=status]")
    expect(notice).to_have_count(1)
    nothing_of_the_machine(page)
    return notice.inner_text()


def nothing_of_the_machine(page: Page) -> None:
    text = page.locator('[data-testid="stMain"]').inner_text()
    assert "Traceback" not in text and "Error:" not in text
    assert page.locator('[data-testid="stException"]').count() == 0


def go(page: Page, language: str, key: str) -> None:
    page.get_by_role("link", name=say(f"page.{key}", language), exact=True).first.click()
    expect(page.locator(".eyebrow b")).to_have_text(say(f"page.{key}", language))
    wait_until_idle(page)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_next_click_after_the_folder_went_away_shows_the_page_from_what_is_open_and_says_so(
    open_page, home, language
):
    page = open_page(f"/?lang={language}")
    wait_until_drawn(page)
    open_id = store.current_path(home).stem
    with away(home.root):
        go(page, language, "leverage")  # a page that was not asked for before
        wait_until_drawn(page)
        said = told(page)
        assert str(home.root) in said and "DONBAY_HOME" in said
        assert say("page.still_shown", language, id=open_id) in said
        assert page.locator(".plot").count() >= 3
        fresh = open_page(f"/do-phu?lang={language}")
        assert open_id in told(fresh)
    page = open_page(f"/don-bay?lang={language}")
    wait_until_drawn(page)
    assert page.locator(".notice[role=status]").count() == 0


def test_build_and_import_say_that_the_folder_is_gone_and_make_no_other(home, tmp_path):
    inside = (
        tmp_path / "drive" / "donbay"
    )  # the drive is not attached: not even the folder around it is there
    for command in (["build"], ["import", str(tmp_path / "so.xlsx")], ["query", "leverage"]):
        for language, word in (("vi", "Hãy gắn lại ổ đĩa"), ("en", "Attach the drive again")):
            ran = manage(*command, "--lang", language, home=inside)
            assert ran.returncode == 43, ran.stdout + ran.stderr
            assert word in ran.stderr and str(inside) in ran.stderr
            assert "Traceback" not in ran.stderr
    assert not inside.parent.exists()


def test_a_drive_taken_out_before_the_first_visit_is_told_and_all_is_shown_once_it_is_back(
    browser, shipped_copy, tmp_path
):
    with serving(shipped_copy, tmp_path / "log") as server:
        drive = shipped_copy.parent
        context = new_reader(browser, server.address)
        page = context.new_page()
        try:
            with away(drive):
                page.goto("/nguon")
                wait_until_idle(page)
                nothing_of_the_machine(page)
                held = page.locator(".notice")
                assert str(shipped_copy) in held.inner_text()
            page.goto("/nguon")
            wait_until_idle(page)
            expect(page.locator(".notice")).to_have_count(0)
            expect(page.locator(".eyebrow b")).to_have_text(say("page.sources", "vi"))
        finally:
            context.close()


@pytest.fixture
def shipped_copy(data_home, tmp_path):
    (tmp_path / "drive").mkdir()
    return shutil.copytree(data_home, tmp_path / "drive" / "home")


def test_a_snapshot_file_that_was_removed_under_an_open_page_is_shown_on_and_named(open_page, home):
    page = open_page("/")
    wait_until_drawn(page)
    path = store.current_path(home)
    with away(path):
        go(page, "vi", "progress")
        said = told(page)
        assert str(path) in said and "python manage.py build" in said
        assert say("page.still_shown", "vi", id=path.stem) in said
    go(page, "vi", "overview")
    expect(page.locator(".notice[role=status]")).to_have_count(0)


def test_a_pointer_that_was_removed_is_told_and_a_build_mends_it_without_a_restart(open_page, home):
    page = open_page("/")
    home.pointer.unlink()
    page.get_by_role("link", name=say("page.leverage", "vi"), exact=True).first.click()
    expect(page.locator(".notice[role=alert]")).to_have_text(say("error.snapshot_missing", "vi"))
    nothing_of_the_machine(page)

    assert manage("build", home=home.root).returncode == 0
    page = open_page("/don-bay")
    wait_until_drawn(page)
    assert page.locator(".notice").count() == 0
