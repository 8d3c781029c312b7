"""Paragraphs and lists: how they are written, and how they are set."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument, QTextList, QTextListFormat
from pytestqt.qtbot import QtBot

from tests.ui.walker import hits
from ui.feedback.prose import Line, ProseEdit, lines, show


def test_lines_are_paragraphs_and_items() -> None:
    text = "First.\n\n- one\n* two\n\n1. a\n2) b\n-no item\n- "
    assert list(lines(text)) == [
        Line("", "First."), Line("-", "one"), Line("-", "two"), Line("1.", "a"), Line("1.", "b"),
        Line("", "-no item"),
    ]  # fmt: skip


def test_a_document_shows_lists_as_lists_and_markup_as_it_stands(qtbot: QtBot) -> None:
    document = QTextDocument()
    show(document, "A <b>bold</b> word\n- one\n- two\n1. a")
    blocks = []
    block = document.begin()
    while block.isValid():
        list_: QTextList | None = block.textList()
        blocks.append((block.text(), None if list_ is None else list_.format().style()))
        block = block.next()
    dots, numbers = QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListDecimal
    assert blocks == [("A <b>bold</b> word", None), ("one", dots), ("two", dots), ("a", numbers)]
    show(document, "")
    assert document.toPlainText() == "" and not document.isUndoAvailable()


@pytest.fixture
def edit(qtbot: QtBot) -> ProseEdit:
    made = ProseEdit()
    qtbot.addWidget(made)
    return made


def test_enter_goes_on_with_a_list_and_ends_it_on_an_empty_item(edit: ProseEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "- one")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "two")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "9. nine")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.keyClicks(edit, "ten")
    assert edit.toPlainText() == "- one\n- two\n9. nine\n10. ten"


def test_the_buttons_make_a_line_an_item_and_a_paragraph_again(edit: ProseEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "one")
    edit.begin_item("-")
    assert edit.toPlainText() == "- one"
    edit.begin_item("1.")
    assert edit.toPlainText() == "1. one"
    edit.begin_item("1.")
    assert edit.toPlainText() == "one"


def test_a_wiped_field_has_nothing_to_bring_back(edit: ProseEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "canary")
    edit.wipe()
    edit.undo()
    assert hits(["canary"], edit) == []
