"""A table over the records of one kind, thousands or a hundred thousand of them, with columns read off the declaration.

    model = RecordModel(Host, desk.program(), columns=columns_of(Host))
    table = RecordTable(model)
    desk.changed.connect(lambda change: model.follow(desk.program(), change))
    model.edited.connect(lambda item: desk.do(Keep((item,))))      # F2, double click: simple fields only
    table.chosen.connect(show)                                     # ids: table.chosen_ids()
    model.narrow(words, keep)                                      # search and filter
    table.memory() / table.restore(state)                          # columns, widths, order: plain tokens

The model orders and filters plain lists; nothing but the cells in view is ever asked for its words. Whatever changes,
what was chosen stays chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from program.records import Kind
from ui.parts.record_cells import CellDelegate
from ui.parts.record_model import Column, RecordModel, columns_of, runs
from ui.theme import ROW

__all__ = ["Column", "RecordModel", "RecordTable", "columns_of"]

COMPACT = 28
_NARROWEST, _NARROWER = 0.78, 0.66  # of a column's own width; the lesser beside columns that stay as they are


class RecordTable(QTableView):
    """The view: rows chosen whole, columns sorted, moved, sized and hidden by the header."""

    chosen = Signal()
    """Other rows are chosen, or another is the current one."""
    opened = Signal(str)
    """Enter on a row that is not being edited: the record's id."""
    removal = Signal()
    """Delete was pressed."""
    menu_wanted = Signal(object)
    """A context menu is asked for; carries the place on the screen."""

    def __init__(self, model: RecordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self.setModel(model)
        self._sized = False
        self._fitting = True
        self._kept: tuple[frozenset[str], str] = (frozenset(), "")
        self.setItemDelegate(CellDelegate(model, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_compact(False)
        self._dress_header()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu_wanted.emit(self.viewport().mapToGlobal(at)))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._choose_again)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())
        self.setAccessibleName(model.kind.many)

    def set_compact(self, compact: bool) -> None:
        """Lower rows."""
        self.verticalHeader().setDefaultSectionSize(COMPACT if compact else ROW)

    # ---- what is chosen --------------------------------------------------------------------------------------------

    def chosen_ids(self) -> list[str]:
        """The ids of the rows chosen, in their order on the screen."""
        rows = self.records.shown
        ranges = sorted((each.top(), each.bottom()) for each in self.selectionModel().selection().toList())
        return list(dict.fromkeys(rows[at].id for top, bottom in ranges for at in range(top, bottom + 1)))

    def current_id(self) -> str:
        """The id of the row the keyboard is on; empty when it is on none."""
        at = self.currentIndex().row()
        return self.records.shown[at].id if 0 <= at < len(self.records.shown) else ""

    def choose(self, ids: Iterable[str], current: str = "", *, scroll: bool = True) -> None:
        """Choose these rows, as far as they are shown."""
        wanted = frozenset(ids)
        rows = [at for at, item in enumerate(self.records.shown) if item.id in wanted]
        selection = QItemSelection()
        last = self.records.columnCount() - 1
        for top, bottom in runs(rows):
            selection.select(self.records.index(top, 0), self.records.index(bottom, last))
        at = self.records.row_of(current) if current else (rows[0] if rows else -1)
        if at >= 0:
            column = self.currentIndex().column() if self.currentIndex().isValid() else self._first_column()
            index = self.records.index(at, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            if scroll:
                self.scrollTo(index)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _keep(self) -> None:
        self._kept = (frozenset(self.chosen_ids()), self.current_id())

    def _choose_again(self) -> None:
        ids, current = self._kept
        if ids or current:
            self.choose(ids, current, scroll=False)

    # ---- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.editing
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing and self.current_id():
            self.opened.emit(self.current_id())
        elif event.matches(QKeySequence.StandardKey.Delete) and not editing:
            self.removal.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            row = 0 if event.key() == Qt.Key.Key_Home else self.records.rowCount() - 1
            if row >= 0:
                self.setCurrentIndex(self.records.index(row, max(0, self.currentIndex().column())))
        else:
            super().keyPressEvent(event)

    @property
    def editing(self) -> bool:
        """Whether a cell is being edited."""
        return self.state() == QAbstractItemView.State.EditingState

    def edit_current(self) -> None:
        """Edit the cell the keyboard is on, or the row's first cell that can be."""
        index = self.currentIndex()
        if not index.isValid():
            return
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            columns = (self.horizontalHeader().logicalIndex(each) for each in range(self.records.columnCount()))
            index = next(
                (
                    each
                    for each in (index.siblingAtColumn(column) for column in columns if not self.isColumnHidden(column))
                    if each.flags() & Qt.ItemFlag.ItemIsEditable
                ),
                index,
            )
        self.setFocus()
        self.setCurrentIndex(index)
        self.edit(index)

    # ---- columns ---------------------------------------------------------------------------------------------------

    def _dress_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        # The header would ask of every row whether it is chosen, each time it is painted.
        header.setSelectionModel(QItemSelectionModel(self.records, header))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(48)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.columns_menu(header.mapToGlobal(at)))
        header.setAccessibleName("Columns")
        for at, column in enumerate(self.records.columns):
            self.setColumnWidth(at, column.width)
            self.setColumnHidden(at, not column.usual)
        self._fitting = False
        header.setSortIndicator(self.records.sorted_by, _order(self.records.descending))
        header.sortIndicatorChanged.connect(self._sort)
        header.sectionResized.connect(self._resized)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As long as nobody sized a column, let them fill the width, or make do with somewhat less."""
        if self._sized:
            return
        columns = self.records.columns
        shown = [(at, column.width) for at, column in enumerate(columns) if not self.isColumnHidden(at)]
        wide = sum(width for _, width in shown)
        room = self.viewport().width()
        if wide and room > 0:
            # Half a day says nothing: where it gets narrow, dates stay as wide as they are.
            stiff = sum(width for at, width in shown if _stiff(columns[at])) if room < wide else 0
            share = max(_NARROWER if stiff else _NARROWEST, (room - stiff) / max(1, wide - stiff))
            self._fitting = True
            for at, width in shown[:-1]:
                self.setColumnWidth(at, width if stiff and _stiff(columns[at]) else int(width * share))
            last, width = shown[-1]
            left = room - sum(self.columnWidth(at) for at, _ in shown[:-1])
            self.setColumnWidth(last, max(left, int(width * (_NARROWER if stiff else _NARROWEST))))
            self._fitting = False

    def _resized(self, _column: int, _was: int, now: int) -> None:
        # Hidden columns are told as sized to nothing, whenever rows take another order.
        self._sized = self._sized or (now > 0 and not self._fitting)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.records.order(column, order == Qt.SortOrder.DescendingOrder)

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        visual = (header.logicalIndex(each) for each in range(header.count()))
        return next((each for each in visual if not self.isColumnHidden(each)), 0)

    def columns_menu(self, at: QPoint) -> None:
        """Open the menu in which columns are shown and hidden."""
        menu = QMenu(self)
        for place, column in enumerate(self.records.columns):
            entry = menu.addAction(column.label)
            entry.setCheckable(True)
            entry.setChecked(not self.isColumnHidden(place))
            entry.setEnabled(place != self.records.title_column)
            entry.toggled.connect(lambda shown, place=place: self.show_column(place, shown))
        menu.addSeparator()
        menu.addAction("As they were at first").triggered.connect(self.usual_columns)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def show_column(self, place: int, shown: bool) -> None:
        """Show a column, or hide it."""
        self._fitting = True
        self.setColumnHidden(place, not shown)
        self._fitting = False
        self._fit()

    def usual_columns(self) -> None:
        """Columns as they are when nothing was ever chosen."""
        self.restore({})

    def memory(self) -> dict[str, object]:
        """Columns on show in their order, widths and the order of rows, as tokens to remember."""
        header = self.horizontalHeader()
        ordered = [header.logicalIndex(each) for each in range(header.count())]
        keys = [column.key for column in self.records.columns]
        return {
            "columns": [keys[each] for each in ordered if not self.isColumnHidden(each)],
            "widths": {keys[each]: self.columnWidth(each) for each in ordered if not self.isColumnHidden(each)}
            if self._sized
            else {},
            "sort": keys[self.records.sorted_by],
            "down": self.records.descending,
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Take up what `memory` once gave; unknown columns are passed over."""
        places = {column.key: at for at, column in enumerate(self.records.columns)}
        asked = state.get("columns")
        wanted = [key for key in asked if key in places] if isinstance(asked, list | tuple) else []
        if places and self.records.columns[self.records.title_column].key not in wanted:
            wanted = []
        usual = [column.key for column in self.records.columns if column.usual]
        header = self.horizontalHeader()
        shown = wanted or usual
        widths = state.get("widths")
        self._fitting = True
        self._sized = isinstance(widths, Mapping) and bool(widths)
        for at, column in enumerate(self.records.columns):
            self.setColumnHidden(at, column.key not in shown)
            width = widths.get(column.key) if isinstance(widths, Mapping) else None
            self.setColumnWidth(at, width if isinstance(width, int) and 48 <= width <= 1200 else column.width)
        rest = [key for key in places if key not in shown]
        for visual, key in enumerate((*shown, *rest)):
            header.moveSection(header.visualIndex(places[key]), visual)
        sort = state.get("sort")
        header.setSortIndicator(
            places[sort] if isinstance(sort, str) and sort in places else self.records.title_column,
            _order(state.get("down") is True),
        )
        self._fitting = False
        self._fit()


def _stiff(column: Column) -> bool:
    return column.field is not None and column.field.kind is Kind.DATE


def _order(descending: bool) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
