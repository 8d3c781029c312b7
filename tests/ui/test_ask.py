"""The one door for questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from program.findings import Finding, Severity
from ui.ask import Ask
from ui.theme import theme


@pytest.fixture
def ask(qtbot: QtBot) -> Iterator[Ask]:
    theme()
    made = Ask()
    yield made
    assert made.waiting == 0
    made.deleteLater()


def button(dialog: QDialog, words: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == words)


def test_answers_come_from_the_queue_in_order(ask: Ask) -> None:
    ask.next("one", None, True, Path("there"))
    assert ask.text("First?") == "one"
    assert ask.text("Second?") is None
    assert ask.sure("Third?", "Really.") is True
    assert ask.open_file("Fourth?") == Path("there")


@pytest.mark.allow_log("nobody is there to answer")
def test_where_nobody_can_answer_the_answer_is_no(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    assert ask.text("What is the secret of Ana Ruiz?") is None
    assert ask.sure("Erase everything?", "It cannot be undone.") is False
    assert "Ana" not in caplog.text
    assert "nobody is there to answer" in caplog.text


def test_a_line_of_text_is_typed_into_the_real_dialog(ask: Ask, qtbot: QtBot) -> None:
    def type_it(dialog: QDialog) -> None:
        qtbot.keyClicks(dialog.findChild(QLineEdit), "typed")
        qtbot.keyClick(dialog.findChild(QLineEdit), Qt.Key.Key_Return)

    ask.next(type_it)
    assert ask.text("Name?") == "typed"
    ask.next(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert ask.text("Name?", value="given") is None


def test_one_of_several_is_chosen(ask: Ask, qtbot: QtBot) -> None:
    def choose(dialog: QDialog) -> None:
        dialog.findChild(QListWidget).setCurrentRow(1)
        button(dialog, "Choose").click()

    ask.next(choose)
    assert ask.choice("Which?", "One of them.", [("a", "First"), ("b", "Second")]) == "b"


def test_a_reason_must_be_given_and_the_rules_are_named(ask: Ask, qtbot: QtBot) -> None:
    finding = Finding("seat_limit", Severity.HARD, "Finance has 1 seat in Q1 and 2 people", "Finance is full")
    seen: list[str] = []

    def give(dialog: QDialog) -> None:
        accept = button(dialog, "Do it with this reason")
        assert not accept.isEnabled()
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        qtbot.keyClicks(dialog.findChild(QLineEdit), "agreed with the host")
        accept.click()

    ask.next(give)
    assert ask.reason([finding]) == "agreed with the host"
    assert "Finance has 1 seat in Q1 and 2 people." in seen


def test_what_cannot_be_undone_does_not_happen_by_a_careless_enter(ask: Ask, qtbot: QtBot) -> None:
    ask.next(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert ask.sure("Erase Ana?", "Nothing of it can be brought back.", yes="Erase") is False
    ask.next(lambda dialog: button(dialog, "Erase").click())
    assert ask.sure("Erase Ana?", "Nothing of it can be brought back.", yes="Erase") is True


def test_files_are_chosen_in_the_real_dialog(ask: Ask, qtbot: QtBot, tmp_path: Path) -> None:
    def accept(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(tmp_path / "plan.pdf"))
        QDialog.accept(dialog)

    ask.next(accept)
    assert ask.save_file("Save", "plan.pdf", "PDF (*.pdf)", tmp_path) == tmp_path / "plan.pdf"


def test_files_are_looked_for_where_the_last_one_lay(ask: Ask, tmp_path: Path) -> None:
    seen: list[Path] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        seen.append(Path(dialog.directory().absolutePath()))
        dialog.reject()

    ask.next(look, tmp_path / "plan.pdf", look)
    assert [ask.open_file("First"), ask.save_file("Second", "plan.pdf"), ask.open_file("Third")] == [
        None, tmp_path / "plan.pdf", None,
    ]  # fmt: skip
    assert seen[0] != Path.cwd()
    assert seen[1] == tmp_path


def test_open_questions_can_all_be_called_off(ask: Ask) -> None:
    ask.next(lambda _dialog: ask.close_all())
    assert ask.text("Name?", value="given") is None
