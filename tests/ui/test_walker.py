"""The walker sees what it says it sees; a test that relies on it is not blind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QSortFilterProxyModel, QStringListModel, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QGraphicsScene,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.walker import hits

TOKEN = "Kanarienvogel"


def _table(role: int) -> QTableView:
    item = QStandardItem("plain")
    item.setData(TOKEN, role)
    view, model = QTableView(), QStandardItemModel()
    model.appendRow(item)
    model.setParent(view)
    proxy = QSortFilterProxyModel(view)
    proxy.setSourceModel(model)
    view.setModel(proxy)
    return view


def _tree() -> QTreeView:
    view = QTreeView()
    model = QStandardItemModel(view)
    parent = QStandardItem("parent")
    parent.appendRow(QStandardItem(TOKEN))
    model.appendRow(parent)
    view.setModel(model)
    return view


def _filtered_out() -> QTableView:
    view = _table(Qt.ItemDataRole.DisplayRole)
    proxy = view.model()
    assert isinstance(proxy, QSortFilterProxyModel)
    proxy.setFilterFixedString("nothing like it")
    return view


def _header() -> QTableView:
    view = QTableView()
    model = QStandardItemModel(1, 1, view)
    model.setHeaderData(0, Qt.Orientation.Horizontal, TOKEN, Qt.ItemDataRole.ToolTipRole)
    view.setModel(model)
    return view


def _completed() -> QLineEdit:
    field = QLineEdit()
    completer = QCompleter(field)
    completer.setModel(QStringListModel([TOKEN], completer))
    field.setCompleter(completer)
    return field


def _undoable() -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.insertPlainText(TOKEN)
    field.selectAll()
    field.insertPlainText("gone")
    return field


def _button(setter: str) -> QPushButton:
    button = QPushButton("plain")
    getattr(button, setter)(TOKEN)
    return button


def _combo() -> QComboBox:
    box = QComboBox()
    box.addItem("plain", {"kept": [TOKEN]})
    return box


def _menu() -> QMenu:
    menu = QMenu()
    menu.addAction("plain").setToolTip(TOKEN)
    return menu


def _property() -> QWidget:
    widget = QWidget()
    widget.setProperty("about", TOKEN)
    return widget


def _attribute() -> QWidget:
    widget = QWidget()
    widget.lines = ["one", (TOKEN,)]  # type: ignore[attr-defined]
    return widget


def _graphics() -> QGraphicsView:
    scene = QGraphicsScene()
    scene.addSimpleText(TOKEN)
    view = QGraphicsView(scene)
    scene.setParent(view)
    return view


PLACES: dict[str, Callable[[], QWidget]] = {
    "label": lambda: QLabel(TOKEN),
    "button": lambda: _button("setText"),
    "tool tip": lambda: _button("setToolTip"),
    "accessible name": lambda: _button("setAccessibleName"),
    "accessible description": lambda: _button("setAccessibleDescription"),
    "window title": lambda: _button("setWindowTitle"),
    "what's this": lambda: _button("setWhatsThis"),
    "object name": lambda: _button("setObjectName"),
    "field": lambda: QLineEdit(TOKEN),
    "undo": _undoable,
    "completer": _completed,
    "combo box data": _combo,
    "menu": _menu,
    "dynamic property": _property,
    "attribute": _attribute,
    "graphics": _graphics,
    "display role": lambda: _table(Qt.ItemDataRole.DisplayRole),
    "own role": lambda: _table(Qt.ItemDataRole.UserRole + 17),
    "accessible role": lambda: _table(Qt.ItemDataRole.AccessibleTextRole),
    "filtered out": _filtered_out,
    "beneath": _tree,
    "header": _header,
}


@pytest.mark.parametrize("place", PLACES)
def test_it_finds_a_text(qtbot: QtBot, place: str) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    QVBoxLayout(outer).addWidget(PLACES[place]())
    assert hits([TOKEN.upper()], outer)
    assert hits([TOKEN])
    assert hits(["something else"], outer) == []


def test_it_changes_nothing_in_a_document(qtbot: QtBot) -> None:
    field = _undoable()
    qtbot.addWidget(field)
    hits([TOKEN], field)
    assert field.toPlainText() == "gone"
    assert field.document().isUndoAvailable()


def test_it_looks_at_what_would_be_dragged(qtbot: QtBot) -> None:
    class Carrier(QStringListModel):
        def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
            carried = super().mimeData(indexes)
            carried.setData("application/x-test", TOKEN.encode())
            return carried

    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(Carrier(["plain"], view))
    assert any("drag payload application/x-test" in hit for hit in hits([TOKEN], view))


def test_it_looks_at_the_clipboard(qtbot: QtBot) -> None:
    QApplication.clipboard().setText(TOKEN)
    try:
        assert [hit for hit in hits([TOKEN]) if hit.startswith("clipboard")]
    finally:
        QApplication.clipboard().clear()
