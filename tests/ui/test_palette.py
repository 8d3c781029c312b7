"""The palette: a few letters find any action, page, person or host."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from program.records import Host, Person
from tests.program.scene import mentee, scene
from tests.ui.conftest import quiet
from ui import shortcuts
from ui.palette import LINE, Entry, Palette, best, entries
from ui.window import Window

Opened = Callable[..., Window]


def offered(*words: str) -> list[Entry]:
    return [Entry(each, "", "person", lambda: None) for each in words]


def found(words: list[Entry], text: str) -> list[str]:
    return [entry.words for entry in best(words, text)]


def test_what_begins_as_typed_comes_first() -> None:
    words = offered("Juan Anaya", "Ana Ruiz", "Diana Ross", "Banana bread")
    assert found(words, "ana")[0] == "Ana Ruiz"


def test_slips_of_the_finger_still_find() -> None:
    assert found(offered("Back up now", "Undo", "Overview"), "bakc up")[0] == "Back up now"


def test_accents_and_case_do_not_matter_to_the_exact_hit() -> None:
    assert found(offered("Émile Zola", "Emil Nolde"), "ÉMILE")[0] == "Émile Zola"


def test_what_fits_nothing_finds_nothing() -> None:
    assert found(offered("Ana Ruiz", "Jon Bakke"), "xqzw") == []


def test_it_offers_actions_people_and_hosts(opened: Opened) -> None:
    window = opened()
    went: list[tuple[str, str]] = []
    pages = ("people", "setup")
    every = entries(window.actions_table(), window.desk.program(), lambda key, id_: went.append((key, id_)), pages)
    words = {entry.words for entry in every}
    assert {"Ana Ruiz", "Finance", "Lock", "History", "Back up now"} <= words
    assert "Undo" in words
    next(entry for entry in every if entry.words == "Ana Ruiz").run()
    next(entry for entry in every if entry.words == "Finance").run()
    assert went == [("people", "ana"), ("setup", "fin")]


def test_ctrl_k_type_enter(opened: Opened, qtbot: QtBot) -> None:
    window = opened()

    def use(dialog: QDialog) -> None:
        assert isinstance(dialog, Palette)
        qtbot.keyClicks(dialog.field, "histo")
        qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
        qtbot.keyClick(dialog.field, Qt.Key.Key_Up)
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)

    window.desk.ask.next(use)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    quiet(qtbot, window)
    assert window.frame is not None
    assert window.frame.key == "history"


def test_it_is_as_high_as_what_it_found(opened: Opened, qtbot: QtBot) -> None:
    palette = Palette(offered(*(f"Ana {each}" for each in range(9)), "Zoe"), parent=opened())
    qtbot.addWidget(palette)
    palette.show()
    qtbot.waitUntil(palette.isVisible)
    high = palette.height()
    qtbot.keyClicks(palette.field, "zoe")
    assert palette.list.count() == 1
    assert high - palette.height() == 9 * LINE


def test_escape_does_nothing(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.desk.ask.next(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    window.show_palette()
    assert window.frame is not None
    assert window.frame.key == "overview"


def test_enter_in_the_search_field_of_a_page_without_search_opens_it(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, Palette)
        seen.extend(entry.words for entry in dialog._shown[:1])
        dialog.reject()

    window.desk.ask.next(look)
    assert window.frame is not None
    qtbot.keyClicks(window.frame.header.search, "jon")
    qtbot.keyClick(window.frame.header.search, Qt.Key.Key_Return)
    assert seen == ["Jon Bakke"]


def test_thousands_of_people_are_searched_at_once(opened: Opened) -> None:
    people = [mentee(f"p{number}", f"Person {number:04}") for number in range(3000)]
    program = scene(*people, Host("h", name="Harbour"))
    every = entries((), program, lambda *_: None, ("people", "setup"))
    assert len(every) == len(program.of(Person)) + len(program.of(Host))
    assert found(every, "person 2718")[0] == "Person 2718"


def test_the_shortcuts_page_lists_every_key(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    window.desk.ask.next(read)
    qtbot.keyClick(window, "?")
    for words, keys in (row for rows in shortcuts.rows(window.actions_table()).values() for row in rows):
        assert words in seen
        assert keys in seen


def test_no_two_actions_share_a_key(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    assert window.frame is not None
    for key in window.frame.entries:
        window.go(key)
        quiet(qtbot, window)
        actions = window.actions_table()
        keys = [action.shortcut for action in actions if action.shortcut]
        assert sorted(keys) == sorted(set(keys)), key
        names = [action.key for action in actions]
        assert sorted(names) == sorted(set(names)), key
