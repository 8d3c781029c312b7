"""Editions of the pack are put together on the page, kept, chosen again, and come out as by the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.__main__ import main
from desktop.cli import DONE
from program.commands import Keep
from program.records import Consent, Edition, PackKind, Person, Purpose, Release, Section, Snapshot
from tests.reports import pdf
from tests.reports.governed import governed
from tests.ui.conftest import PASSPHRASE, quiet
from ui.reports.page import ReportsPage
from ui.window import Window

Opened = Callable[..., Window]


@pytest.fixture
def page(opened: Opened, qtbot: QtBot, tmp_path: Path) -> ReportsPage:
    window = opened(governed())
    window.go("reports")
    found = window.page
    assert isinstance(found, ReportsPage)
    found.show_report("committee")
    ready(found, qtbot)
    return found


def ready(page: ReportsPage, qtbot: QtBot) -> None:
    """Wait until the document is made of the present and of what is chosen."""
    page._pause.timeout.emit()
    qtbot.waitUntil(lambda: page.made is not None, timeout=60_000)
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]


def text(page: ReportsPage) -> str:
    assert page.made is not None
    return pdf.words(page.made.document)


def test_an_edition_is_put_together_kept_and_chosen_again(page: ReportsPage, qtbot: QtBot) -> None:
    page.compose()
    builder = page.builder
    assert not builder.save.isEnabled()  # it has no name yet
    builder.name.setText("Short")
    for section, each in builder.sections.items():
        each.box.setChecked(section in (Section.STATUS, Section.RISKS))
    builder.sections[Section.RISKS].field.setPlainText("We look at them every month.")
    builder.watermark.setText("Draft")
    ready(page, qtbot)
    made = text(page)
    assert "We look at them every month." in made and "Draft" in made and "Decisions required" not in made
    assert page.made is not None
    looked_at = page.made.cleared.view
    assert page.desk.program().of(Edition).keys() == {"e1"}  # nothing is kept while it is looked at
    page.builder.kept.emit()
    ready(page, qtbot)
    (kept,) = (each for each in page.desk.program().of(Edition).values() if each.id != "e1")
    assert (kept.name, kept.kind, kept.sections) == ("Short", PackKind.COMMITTEE, (Section.STATUS, Section.RISKS))
    assert not page.composing and page._form.edition() == kept.id
    assert page.made.cleared.view == looked_at
    page.show_report("annual")
    ready(page, qtbot)
    assert kept.id in page._form._fields["edition"].leave_out  # of another kind
    page.desk.undo()
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]
    assert page.desk.program().get(Edition, kept.id) is None


def test_the_keyboard_goes_where_something_is_to_be_written(page: ReportsPage, qtbot: QtBot) -> None:
    page.compose()
    builder, inside = page.builder, page.focusWidget
    assert inside() is builder.name
    words = builder.sections[Section.STATUS]
    words.more.click()
    assert inside() is words.field
    builder.back.click()
    assert inside() is page._form.compose


def test_names_in_the_leads_words_are_shown_before_saving_and_taken_out(page: ReportsPage, qtbot: QtBot) -> None:
    name = "Ana Ruiz"
    page.compose()
    words = page.builder.sections[Section.STATUS]
    words.more.setChecked(True)
    words.field.setPlainText(f"Thank {name} for it.")
    assert words.leak.text() == f"Will be taken out: {name}."
    ready(page, qtbot)
    assert "Thank [name withheld] for it." in text(page) and name not in text(page)
    assert page.made is not None
    assert any(line.startswith("1 name: in text somebody typed") for line in page.made.cleared.words)
    page.desk.ask.next(False)
    page.builder.back.click()
    assert page.composing and "Thank" in words.field.toPlainText()  # nothing is lost by a slip
    page.desk.ask.next(True)
    page.builder.back.click()
    ready(page, qtbot)
    assert "Thank" not in text(page)


def test_beginning_with_an_edition_keeps_what_it_says(page: ReportsPage, qtbot: QtBot) -> None:
    page._form.choose("edition", "e1")
    ready(page, qtbot)
    assert "for Board" in text(page)
    page.compose()
    assert page.builder.name.text() == "Board in spring"
    assert page.builder.edition() == governed().of(Edition)["e1"]


def test_the_page_and_the_command_line_give_the_same_bytes(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page._form.choose("edition", "e1")
    ready(page, qtbot)
    assert page.made is not None
    shown, book = page.made.document, page.desk.book.path
    window = page.window()
    window.close()
    window.wait_closed()  # type: ignore[attr-defined]
    QApplication.processEvents()
    (tmp_path / "secret").write_text(PASSPHRASE, "utf-8")
    out = tmp_path / "by-line.pdf"
    words = ["report", str(book), "committee", "--edition", "Board in spring", "--out", str(out)]
    assert main([*words, "--passphrase-file", str(tmp_path / "secret")]) == DONE, capsys.readouterr().err
    assert out.read_bytes() == shown


def test_a_released_pack_is_made_again_from_the_register(page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    page.desk.ask.next(first)
    page.save()
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]
    (release,) = page.desk.program().of(Release).values()
    assert len(page.desk.program().of(Snapshot)) == 1
    page.show_register()
    page.register.choose(release.id)
    assert not page.register.remake.isHidden()
    page.desk.ask.next(again)
    page.register.remake.click()
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]
    assert again.read_bytes() == first.read_bytes()
    assert len(page.desk.program().of(Release)) == 1
    page.show_report("roster")
    ready(page, qtbot)
    page.desk.ask.next(tmp_path / "roster.pdf")
    page.save()
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]
    page.show_register()
    page.register.choose(next(r.id for r in page.desk.program().of(Release).values() if r.document == "Roster"))
    assert page.register.remake.isHidden()  # only packs are kept


def test_whoever_took_consent_back_since_is_told_of_before_a_copy_is_made_again(
    page: ReportsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    first, again = tmp_path / "first.pdf", tmp_path / "again.pdf"
    page.desk.ask.next(first)
    page.save()
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]
    (release,) = page.desk.program().of(Release).values()
    somebody = next(iter(page.desk.program().of(Person)))
    page.desk.do(Keep((Consent("back", somebody, Purpose.FIGURES, withdrawn=release.on),)))
    page.show_register()
    page.register.choose(release.id)
    page.desk.ask.next(False)
    page.register.remake.click()
    assert not again.exists()
    page.desk.ask.next(True)
    page.desk.ask.next(again)
    page.register.remake.click()
    quiet(qtbot, page.desk.window)  # type: ignore[arg-type]
    assert again.read_bytes() == first.read_bytes()
