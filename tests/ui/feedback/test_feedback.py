"""Private notes in the real window: dropped while sealed, read after unsealing, and gone from every widget after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.application import Application
from program.commands import Keep
from program.packs import usual_fields
from program.records import Grant, Note, NoteKind
from storage import handover
from storage.book import Book
from storage.keys import KdfCost
from storage.notes import Content
from storage.signing import identity
from tests.program.scene import placed, scene
from tests.ui.conftest import PASSPHRASE, Clock, new_book, quiet
from tests.ui.walker import hits
from ui.feedback.page import FeedbackPage
from ui.feedback.unsealing import UnsealDialog
from ui.feedback.writing import NoteDialog
from ui.window import Window

Opened = Callable[..., Window]
SECRET = "She will leave in Maytime canary"


class Hands:
    """The page, and what one does on it."""

    def __init__(self, window: Window, qtbot: QtBot, clock: Clock) -> None:
        self.window, self.qtbot, self.clock = window, qtbot, clock
        window.go("feedback")
        page = window.page
        assert isinstance(page, FeedbackPage)
        self.page = page
        quiet(qtbot, window)

    @property
    def notes(self) -> list[Note]:
        return list(self.window.desk.program().of(Note).values())

    def keep(self, id_: str, text: str, about: str = "ana", **more: object) -> Note:
        """A note that lies in the book already."""
        note = self.window.desk.book.notes.written(
            Note(id_, about=about, author="Lead", **more),  # type: ignore[arg-type]
            Content(NoteKind.OBSERVATION, text, ("https://example.org/canary",)),
        )
        assert self.window.desk.do(Keep((note,)), quiet=True) is not None
        return note

    def unseal(self, secret: str = PASSPHRASE) -> list[str]:
        """Give the passphrase; returns what the dialog complained of, after which it was called off."""
        said: list[str] = []

        def use(dialog: QDialog) -> None:
            assert isinstance(dialog, UnsealDialog)
            dialog.present.set_text(secret)
            dialog.accept()
            self.qtbot.waitUntil(lambda: not dialog.working, timeout=20_000)
            if dialog.isVisible():
                said.append(dialog.trouble.words)
                dialog.reject()

        self.window.desk.ask.next(use)
        self.page.unsealing.ask()
        quiet(self.qtbot, self.window)
        return said

    def read(self, id_: str) -> str:
        """Read a note; what then stands there."""
        self.page.table.choose([id_], id_)
        self.page.read()
        return self.page.reader.text.toPlainText().partition("\nLinks\n")[0]

    def titles(self) -> list[str]:
        return [entry.title for entry in self.window.desk.history()]


@pytest.fixture
def feedback(opened: Opened, qtbot: QtBot, clock: Clock) -> Hands:
    return Hands(opened(scene(placed("x1", "ana", "q1", "ops", "okafor"))), qtbot, clock)


def test_a_note_is_dropped_while_everything_is_sealed_and_leaves_no_trace(feedback: Hands) -> None:
    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        about = dialog.form.editors["about"]
        about.show_value("ana")  # type: ignore[arg-type]
        dialog.text.setPlainText(f"{SECRET}\n- one\n- two")
        dialog.links.setPlainText("https://example.org/canary")
        dialog.accept()

    feedback.window.desk.ask.next(write)
    feedback.page.drop()
    (note,) = feedback.notes
    assert (note.about, note.author, note.revision) == ("ana", "Lead", 1)
    assert note.on == date.today()
    assert "canary" not in note.body
    assert hits(["canary"]) == []
    assert feedback.titles()[0] == "Add private note"
    feedback.unseal()
    assert feedback.read(note.id) == f"{SECRET}\none\ntwo"


def test_a_note_without_a_word_or_about_nobody_is_not_kept(feedback: Hands) -> None:
    said = []

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        dialog.accept()
        dialog.form.editors["about"].show_value("ana")  # type: ignore[arg-type]
        dialog.accept()
        said.append(dialog.trouble.words)
        dialog.reject()

    feedback.window.desk.ask.next(write)
    feedback.page.drop()
    assert said == ["The note says nothing yet."] and feedback.notes == []


def test_what_is_written_and_called_off_leaves_no_trace(feedback: Hands) -> None:
    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        dialog.text.setPlainText(SECRET)
        dialog.reject()

    feedback.window.desk.ask.next(write)
    feedback.page.drop("ana")
    assert feedback.notes == [] and hits(["canary"]) == []


def test_a_wrong_passphrase_says_so_and_unseals_nothing(feedback: Hands) -> None:
    feedback.keep("n1", SECRET)
    (said,) = feedback.unseal("not the passphrase at all")
    assert "passphrase" in said.lower()
    assert feedback.page.unsealing.now is None
    feedback.page.table.choose(["n1"])
    feedback.window.desk.ask.next(None)
    feedback.page.read()
    assert not feedback.page.reader.shows
    assert not any("Read" in title or "Unsealed" in title for title in feedback.titles())


def test_every_unsealing_and_reading_is_in_the_history_and_no_word_of_it(feedback: Hands) -> None:
    feedback.keep("n1", SECRET)
    feedback.unseal()
    assert feedback.read("n1") == SECRET
    assert feedback.titles()[:2] == ["Read private note n1", "Unsealed the private notes"]
    assert not any("canary" in title for title in feedback.titles())


def seal_by_button(feedback: Hands) -> None:
    feedback.page.band.deed.click()


def seal_by_escape(feedback: Hands) -> None:
    window = feedback.window.windowHandle()
    watch = feedback.page.unsealing.idle
    assert watch is not None
    watch.watch(window)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    feedback.qtbot.waitUntil(lambda: feedback.page.unsealing.now is None)


def seal_by_idleness(feedback: Hands) -> None:
    idle = feedback.page.unsealing.idle
    assert idle is not None
    for _ in range(12):
        feedback.clock.now += 16
        if feedback.page.unsealing.now is not None:
            idle.look()


def seal_by_leaving(feedback: Hands) -> None:
    feedback.window.go("people")


def seal_by_hiding(feedback: Hands) -> None:
    feedback.window.hide_all()
    assert feedback.page.unsealing.now is None
    feedback.window.blank.forget()


def seal_by_shortcut(feedback: Hands) -> None:
    next(each for each in feedback.window.actions_table() if each.key == "feedback_seal").trigger()


SEALS = (seal_by_button, seal_by_escape, seal_by_idleness, seal_by_leaving, seal_by_hiding, seal_by_shortcut)


@pytest.mark.parametrize("seal", SEALS)
def test_sealing_wipes_the_text_from_every_widget(feedback: Hands, seal: Callable[[Hands], None]) -> None:
    feedback.keep("n1", SECRET)
    feedback.unseal()
    feedback.read("n1")
    assert hits(["canary"], feedback.page.reader) != []
    seal(feedback)
    assert feedback.page.unsealing.now is None and not feedback.page.reader.shows
    assert hits(["canary"]) == []


def test_only_the_reader_shows_what_was_unsealed(feedback: Hands) -> None:
    feedback.keep("n1", SECRET)
    feedback.unseal()
    feedback.read("n1")
    shown = hits(["canary"], feedback.window)
    assert shown and set(shown) == set(hits(["canary"], feedback.page.reader))
    names = ("accessible Name", "accessible Description", "accessibleName", "toolTip", "windowTitle", "role ")
    assert not [each for each in shown for name in names if name in each]


def test_a_sign_of_life_keeps_them_open(feedback: Hands) -> None:
    feedback.keep("n1", SECRET)
    feedback.unseal()
    idle = feedback.page.unsealing.idle
    assert idle is not None
    for _ in range(20):
        feedback.clock.now += 16
        idle.life()
        idle.look()
    assert feedback.page.unsealing.now is not None
    assert "3:00" in feedback.page.band.words


def test_locking_seals_and_wipes(feedback: Hands) -> None:
    feedback.keep("n1", SECRET)
    feedback.unseal()
    feedback.read("n1")
    feedback.window.lock()
    quiet(feedback.qtbot, feedback.window)
    assert hits(["canary"]) == []


def test_a_new_revision_is_sealed_beside_the_earlier_one(feedback: Hands) -> None:
    feedback.keep("n1", "as it was")
    feedback.unseal()
    feedback.read("n1")

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        assert dialog.text.toPlainText() == "as it was"
        dialog.text.setPlainText("as it is")
        dialog.accept()

    feedback.window.desk.ask.next(write)
    feedback.page.edit()
    reader = feedback.page.reader
    assert [note.revision for note in feedback.notes] == [2]
    assert reader.text.toPlainText().startswith("as it is\nLinks\nhttps")
    assert reader.versions.count() == 2
    reader.version.emit(1)
    assert reader.text.toPlainText().startswith("as it was\n")
    feedback.window.desk.undo()
    assert [note.revision for note in feedback.notes] == [1] and not reader.shows


def test_removing_can_be_undone(feedback: Hands) -> None:
    feedback.keep("n1", SECRET)
    feedback.page.table.choose(["n1"])
    feedback.page.remove()
    assert feedback.notes == []
    feedback.window.desk.undo()
    feedback.unseal()
    assert feedback.read("n1") == SECRET


def test_words_are_searched_only_while_unsealed(feedback: Hands) -> None:
    feedback.keep("n1", SECRET)
    feedback.keep("n2", "nothing to see", about="jon")
    page = feedback.page

    def shown(words: str) -> list[str]:
        page.search(words)
        page._look()
        quiet(feedback.qtbot, feedback.window)
        return [note.id for note in page.model.shown]

    assert shown("maytime") == [] and shown("Jon") == ["n2"]
    feedback.unseal()
    assert shown("maytime") == ["n1"] and shown("Jon") == ["n2"] and shown("") == ["n1", "n2"]
    shown("maytime")
    page.unsealing.seal()
    assert page.model.shown == []


def test_copying_is_a_deed_of_its_own(feedback: Hands) -> None:
    feedback.keep("n1", SECRET)
    feedback.unseal()
    feedback.read("n1")
    text = feedback.page.reader.text
    text.selectAll()
    QTest.keySequence(text, "Ctrl+C")
    assert SECRET not in QGuiApplication.clipboard().text()
    feedback.page.copy()
    assert QGuiApplication.clipboard().text().startswith(SECRET)
    assert feedback.window.desk.clipboard.holds_ours
    feedback.window.desk.clipboard.clear()


def test_due_follow_ups_and_notes_about_one_person(feedback: Hands) -> None:
    yesterday, tomorrow = date.today() - timedelta(1), date.today() + timedelta(1)
    feedback.keep("n1", "late", follow_up=yesterday)
    feedback.keep("n2", "early", follow_up=tomorrow)
    feedback.keep("n3", "about Jon", about="jon", other="ana")
    page = feedback.page
    assert page.filters.due.text() == "Follow-ups due (1)"
    page.filters.due.click()
    assert [note.id for note in page.model.shown] == ["n1"]
    page.show_all()
    page.reveal("jon")
    assert [note.id for note in page.model.shown] == ["n3"]


def test_a_follow_up_can_be_set_without_unsealing(feedback: Hands) -> None:
    feedback.keep("n1", SECRET)
    feedback.page.table.choose(["n1"])
    form = feedback.page.panel.form
    form.editors["follow_up"].take(date(2027, 4, 5))
    assert feedback.notes[0].follow_up == date(2027, 4, 5)
    feedback.unseal()
    assert feedback.read("n1") == SECRET


def test_a_note_about_a_placement_begins_with_its_pair(feedback: Hands) -> None:
    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        dialog.text.setPlainText("well matched")
        dialog.accept()

    feedback.window.desk.ask.next(write)
    feedback.window.go("feedback", "drop x1")
    feedback.qtbot.waitUntil(lambda: bool(feedback.notes))
    (note,) = feedback.notes
    assert (note.about, note.other, note.placement) == ("ana", "okafor", "x1")


@pytest.mark.parametrize("page, deed, about", [("people", "people_note", ""), ("board", "board_note", "x1")])
def test_people_and_the_board_lead_to_a_note(feedback: Hands, page: str, deed: str, about: str) -> None:
    window = feedback.window
    window.go(page, about or "ana")
    quiet(feedback.qtbot, window)
    written: list[Note] = []

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        note = dialog.form.record()
        assert isinstance(note, Note)
        written.append(note)
        dialog.reject()

    window.desk.ask.next(write)
    next(each for each in window.actions_table() if each.key == deed).trigger()
    feedback.qtbot.waitUntil(lambda: bool(written))
    assert (written[0].about, written[0].placement) == ("ana", about)


def test_a_room_only_drops_notes(app: Application, qtbot: QtBot, tmp_path: Path, clock: Clock) -> None:
    words = "velvet-harbour-lantern-orbit-maple-stone"
    book = new_book(tmp_path / "Room.rotunda", scene())
    book.locks.set_workshop(words, passphrase=PASSPHRASE)
    book.close(backup=False)
    window = app.open_window(book=Book.open(tmp_path / "Room.rotunda", passphrase=words, who="Facilitator"))
    feedback = Hands(window, qtbot, clock)

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        dialog.text.setPlainText(SECRET)
        dialog.accept()

    window.desk.ask.next(write)
    feedback.page.drop("ana")
    assert feedback.page.band.deed.isHidden()
    assert [action.key for action in feedback.page.actions()] == ["feedback_drop"]
    assert hits(["canary"]) == []
    window.lock()
    quiet(qtbot, window)
    with Book.open(tmp_path / "Room.rotunda", passphrase=PASSPHRASE) as again:
        (note,) = again.program().of(Note).values()
        assert again.notes.unseal(passphrase=PASSPHRASE).read(note).text == SECRET
        assert note.author == "Facilitator"


def test_a_facilitator_drops_notes_for_the_lead_and_reads_none(
    feedback: Hands, app: Application, qtbot: QtBot, tmp_path: Path, clock: Clock
) -> None:
    grant = Grant("g", name="Spring", facilitator="chen", people=("ana",), cycles=("q1",), fields=usual_fields())
    key = identity(bytearray(range(32)))
    made = feedback.window.desk.book.handover.prepare(grant, to=str(key.to_public()), passphrase=PASSPHRASE)
    book, _ = handover.begin(
        tmp_path / "Field.rotunda", "calm harbour beyond nine lanterns", handover.opened(made.file, identity=key),
        who="Li Chen", cost=KdfCost.FLOOR,
    )  # fmt: skip
    field = Hands(app.open_window(book=book), qtbot, clock)

    def write(dialog: QDialog) -> None:
        assert isinstance(dialog, NoteDialog)
        dialog.text.setPlainText(SECRET)
        dialog.accept()

    field.window.desk.ask.next(write)
    field.page.drop("ana")
    assert [note.author for note in field.notes] == ["Li Chen"]
    assert "hand-back" in field.page.band.words and field.page.band.deed.isHidden()
    field.page.read()
    assert not field.page.reader.shows and hits(["canary"], field.window) == []
    field.window.go("people", "ana")
    quiet(qtbot, field.window)
    able = {each.key: each.enabled() for each in field.window.actions_table()}
    assert not able["people_held"] and not able["people_erase"]
