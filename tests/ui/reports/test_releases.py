"""The reports page hands files over, keeps the register of them, and knows them again."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.records import Release
from storage import profile
from storage.book import Book
from storage.journal import Head
from tests.program.scene import scene
from tests.ui.conftest import PASSPHRASE, new_book, quiet
from ui.history.page import HistoryPage
from ui.reports.page import ReportsPage
from ui.window import Window

Opened = Callable[..., Window]


@pytest.fixture
def page(opened: Opened, qtbot: QtBot) -> ReportsPage:
    window = opened()
    window.go("reports")
    found = window.page
    assert isinstance(found, ReportsPage)
    found.show_report("roster")
    qtbot.waitUntil(lambda: found.made is not None, timeout=30_000)
    return found


def ready(page: ReportsPage, qtbot: QtBot) -> None:
    """Wait until the document is made of the present."""
    page._pause.timeout.emit()
    qtbot.waitUntil(lambda: page.made is not None, timeout=30_000)
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]


def save(page: ReportsPage, qtbot: QtBot, path: Path) -> bytes:
    ready(page, qtbot)
    page.desk.ask.next(path)
    page.save()
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]
    return path.read_bytes()


def recognised(page: ReportsPage, qtbot: QtBot, path: Path, *answers: object) -> str:
    page.desk.ask.next(path, *answers)
    page.recognise()
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]
    assert page.desk.notice.last is not None
    return page.desk.notice.last.words


def test_every_copy_is_numbered_for_its_reader_and_stands_on_the_register(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page._form.reader.setText("Committee")
    one = save(page, qtbot, tmp_path / "one.pdf")
    two = save(page, qtbot, tmp_path / "two.pdf")
    page._form.reader.setText("")
    save(page, qtbot, tmp_path / "usual.pdf")
    assert one != two
    releases = page.desk.program().of(Release).values()
    assert [(r.document, r.reader, r.copy) for r in releases] == [
        ("Roster", "Committee", 1),
        ("Roster", "Committee", 2),
        ("Roster", "Lead and facilitators", 1),
    ]
    page.show_register()
    assert page.register.model.rowCount() == 3
    page.register.choose(next(iter(releases)).id)
    assert next(iter(releases)).fingerprint in page.register.facts.text().replace(" ", "")
    assert page.desk.undo_title == "Fill the book"  # a file that has left has left
    assert "copy 2 for Committee" in recognised(page, qtbot, tmp_path / "two.pdf")


def test_a_file_is_known_again_changed_or_not(page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    page._form.reader.setText("Committee")
    made = save(page, qtbot, tmp_path / "one.pdf")
    said = recognised(page, qtbot, tmp_path / "one.pdf")
    assert said.startswith("This book released it, and it is unchanged: Roster")
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(io.BytesIO(made)) as pdf:
        pdf.docinfo["/Title"] = "Something else"
        pdf.save(changed)
    assert "is not what was released" in recognised(page, qtbot, changed)
    stranger = tmp_path / "stranger.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stranger)
    assert "does not know it" in recognised(page, qtbot, stranger)


def test_a_file_with_a_password_is_known_by_itself_and_by_its_content(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page._form.password.set_text("open sesame, please")
    save(page, qtbot, tmp_path / "shut.pdf")
    assert "unchanged" in recognised(page, qtbot, tmp_path / "shut.pdf")
    assert page._form.password.text == ""
    again = tmp_path / "again.pdf"
    with pikepdf.open(tmp_path / "shut.pdf", password="open sesame, please") as pdf:
        pdf.save(again, encryption=pikepdf.Encryption(user="other", owner="other", R=6))
    assert "This book released it" in recognised(page, qtbot, again, "other")


def test_what_cannot_be_written_is_called_off(page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    ready(page, qtbot)
    page.desk.ask.next(tmp_path / "nowhere" / "one.pdf")
    page.save()
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]
    assert not page.desk.program().of(Release)
    first = page.desk.history(limit=1)[0].title
    assert first.startswith("Call off the release of Roster")


def test_a_code_off_paper_is_compared_with_the_journal(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.go("history")
    page = window.page
    assert isinstance(page, HistoryPage)
    head = window.desk.book.head()
    for typed, said in (
        (f"{head.seq} {head.code}", "✓ Entry"),
        (f"Journal #{head.seq} · {head.code.lower()}", "✓ Entry"),
        (f"{head.seq} AAAA-AA", "✗ This book was written anew"),
        (f"{head.seq + 1} {head.code}", "✗ This book is older"),
        ("no code", "That is no code"),
        ("", ""),
    ):
        page.printed.setText(typed)
        page.compare()
        assert page.known.text().startswith(said)


@pytest.mark.parametrize("goes_on", [True, False])
def test_an_older_book_is_not_opened_without_a_word(
    app: Application, qtbot: QtBot, tmp_path: Path, goes_on: bool
) -> None:
    profile.keep_in(tmp_path / "witnesses")
    path = tmp_path / "Old.rotunda"
    book = new_book(path, scene())
    book.close(backup=False)
    assert profile.recalled(book.store) == book.head()
    profile.remember(book.store, Head(99, "AAAA-AA"))
    window = app.open_window(book=Book.open(path, passphrase=PASSPHRASE, who="Lead"))
    window.desk.ask.next(goes_on)
    qtbot.waitUntil(lambda: window.desk.ask.waiting == 0, timeout=10_000)
    if goes_on:
        quiet(qtbot, window)
        assert window.desk.book.doubts == ()
        assert window.desk.history(limit=1)[0].title.startswith("Went on although it was said: This book is older")
    else:
        qtbot.waitUntil(lambda: not window.desk.is_open, timeout=10_000)
