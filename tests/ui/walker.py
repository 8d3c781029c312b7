"""Walks everything a window shows, tells a screen reader, keeps in a model or would hand out when dragged.

    assert hits(["canary"], projector) == []                # one window and everything under it
    assert hits(["canary"]) == []                           # every widget of the application, shown or hidden

Each hit says where: the kind of object, its accessible or object name, and what of it held the words; the words
themselves stand there as the test made them up. Looked at: every property with text (text, title, tool tip, status tip,
what's this, accessible name and description, placeholder, rich and plain text, dynamic ones), what accessibility
says, text documents and what their undo would bring back, actions, combo boxes, graphics items, every role of every
cell and header of every model (those beneath proxies and of completers too), the drag payload of every cell, the
clipboard, and texts that widgets and models keep in attributes of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractProxyModel,
    QMimeData,
    QModelIndex,
    QObject,
    Qt,
)
from PySide6.QtGui import QAccessible, QAction, QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

#: Standard roles, and as many of a model's own as any of ours uses.
ROLES = (*range(32), *(Qt.ItemDataRole.UserRole + number for number in range(48)))

_SPOKEN = QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help


class Found(NamedTuple):
    """A text, the object that has it, and what of the object it is."""

    owner: str
    what: str
    text: str


def hits(tokens: Iterable[str], *roots: QObject) -> list[str]:
    """Where any of the tokens is found, whatever its case, in `roots` (none: in the whole application)."""
    wanted = [token.casefold() for token in tokens]
    assert wanted and all(wanted), "nothing to look for"
    return [
        f"{found.owner}: {found.what}: {token}"
        for found in everything(*roots)
        for token in wanted
        if token in found.text.casefold()
    ]


def everything(*roots: QObject) -> Iterator[Found]:
    """Every text of these objects and all beneath them, or of the whole application and its clipboard."""
    tops = roots or tuple(QApplication.allWidgets())
    seen: set[int] = set()
    for top in tops:
        for each in (top, *top.findChildren(QObject)):
            if id(each) not in seen:
                seen.add(id(each))
                yield from _of(each, seen)
    if not roots:
        yield from _clipboard()


def _of(each: QObject, seen: set[int]) -> Iterator[Found]:
    owner = _name(each)
    yield from (Found(owner, what, text) for what, value in _properties(each) for text in strings(value))
    yield from (Found(owner, f"attribute {what}", text) for what, value in _kept(each) for text in strings(value))
    if isinstance(each, QWidget):
        yield from _widget(each, owner, seen)
    elif isinstance(each, QTextDocument):
        yield from _document(each, owner)
    elif isinstance(each, QAbstractItemModel):
        yield from _model(each, owner)


def _name(each: QObject) -> str:
    spoken = each.accessibleName() if isinstance(each, QWidget) else ""
    return f"{type(each).__module__}.{type(each).__qualname__}({each.objectName() or spoken})"


def _properties(each: QObject) -> Iterator[tuple[str, Any]]:
    meta = each.metaObject()
    for number in range(meta.propertyCount()):
        named = meta.property(number)
        kind: object = named.typeName()
        if kind in ("QString", "QStringList", "QVariant", "QUrl", "QKeySequence"):
            yield str(named.name()), named.read(each)
    for dynamic in each.dynamicPropertyNames():
        name = dynamic.toStdString()
        with suppress(RuntimeError):  # some of Qt's own are of no Python type
            yield name, each.property(name)


def _kept(each: QObject) -> Iterator[tuple[str, Any]]:
    """Texts, and containers of texts, that the object keeps in Python; not the records it may refer to."""
    yield from ((name, value) for name, value in vars(each).items() if not isinstance(value, msgspec.Struct))


def _widget(each: QWidget, owner: str, seen: set[int]) -> Iterator[Found]:
    spoken = QAccessible.queryAccessibleInterface(each)
    if spoken and spoken.isValid():
        yield from (Found(owner, f"accessible {kind.name}", spoken.text(kind)) for kind in _SPOKEN)
    if isinstance(each, (QTextEdit, QPlainTextEdit)) and id(each.document()) not in seen:
        seen.add(id(each.document()))
        yield from _document(each.document(), owner)
    if isinstance(each, QMenu):
        yield from (Found(owner, "action", text) for action in each.actions() for text in _action(action))
    if isinstance(each, QGraphicsView):
        for item in each.items():
            texts = (getattr(item, name)() for name in ("toolTip", "text", "toPlainText") if hasattr(item, name))
            yield from (Found(owner, "graphics item", str(text)) for text in texts)
    completer = each.completer() if isinstance(each, (QLineEdit, QComboBox)) else None
    views = each.model() if isinstance(each, (QAbstractItemView, QComboBox)) else None
    for model in (views, completer.model() if completer is not None else None):
        while model is not None and id(model) not in seen:
            seen.add(id(model))
            yield from _model(model, _name(model))
            model = model.sourceModel() if isinstance(model, QAbstractProxyModel) else None


def _action(action: QAction) -> tuple[str, ...]:
    return action.text(), action.toolTip(), action.statusTip(), action.whatsThis(), action.iconText()


def _document(document: QTextDocument, owner: str) -> Iterator[Found]:
    yield Found(owner, "document", document.toPlainText())
    yield Found(owner, "document's title", document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
    steps = document.availableUndoSteps()
    for _ in range(steps):
        document.undo()
        yield Found(owner, "document's undo", document.toPlainText())
    for _ in range(steps):
        document.redo()


def _model(model: QAbstractItemModel, owner: str) -> Iterator[Found]:
    roles = sorted({*ROLES, *(int(role) for role in model.roleNames())})
    for way in Qt.Orientation.Horizontal, Qt.Orientation.Vertical:
        for section in range(_columns(model) if way == Qt.Orientation.Horizontal else model.rowCount()):
            for role in roles:
                yield from (
                    Found(owner, f"header {section} role {role}", text)
                    for text in strings(model.headerData(section, way, role))
                )
    for cell in _cells(model, QModelIndex()):
        place = f"cell {cell.row()},{cell.column()}"
        for role in roles:
            yield from (Found(owner, f"{place} role {role}", text) for text in strings(model.data(cell, role)))
        if model.flags(cell) & Qt.ItemFlag.ItemIsDragEnabled:
            carried = model.mimeData([cell])
            for kind in carried.formats():
                raw = bytes(carried.data(kind).data())
                texts = (raw.decode("utf-8", "replace"), raw.decode("utf-16-be", "replace"))
                yield from (Found(owner, f"{place} drag payload {kind}", text) for text in texts)


def _columns(model: QAbstractItemModel, parent: QModelIndex | None = None) -> int:
    # Qt keeps a list's columns to itself.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent or QModelIndex())


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    if model.canFetchMore(parent):
        model.fetchMore(parent)
    for row in range(model.rowCount(parent)):
        for column in range(_columns(model, parent)):
            cell = model.index(row, column, parent)
            yield cell
            if not isinstance(model, QAbstractListModel):
                yield from _cells(model, cell)


def _clipboard() -> Iterator[Found]:
    held: QMimeData | None = QGuiApplication.clipboard().mimeData()  # an empty clipboard may have none
    if held is None:
        return
    for kind in held.formats():
        yield Found("clipboard", kind, bytes(held.data(kind).data()).decode("utf-8", "replace"))
    yield Found("clipboard", "text", held.text())


def strings(value: Any, depth: int = 4) -> Iterator[str]:
    """The texts in a value: itself, in containers, and in the fields of records and other structs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (bytes, bytearray)):
        yield bytes(value).decode("utf-8", "replace")
    elif depth == 0:
        return
    elif isinstance(value, Mapping):
        yield from (text for pair in list(value.items()) for part in pair for text in strings(part, depth - 1))
    elif isinstance(value, (list, tuple, Set)):
        yield from (text for part in list(value) for text in strings(part, depth - 1))
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from strings(getattr(value, name), depth - 1)
    elif hasattr(value, "toPlainText") or hasattr(value, "toString"):
        yield str(value.toPlainText() if hasattr(value, "toPlainText") else value.toString())
