"""A table of a round as a card: its people one below the other, with a sign beside those who meet somebody again."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons
from ui.circles.model import SEATS, RoundsModel, Seat
from ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
LINE, PAD = 20, 8
_SIGN = 13


class TableCard(QStyledItemDelegate):
    """Draws the cells of a `RoundsModel`."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(150, max(1, len(index.data(SEATS) or ())) * LINE + 2 * PAD + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        seats: list[Seat] = index.data(SEATS)
        model = index.model()
        assert isinstance(model, RoundsModel)
        look, held = theme(), model.circle is not None and index.column() < model.circle.held
        rect: QRect = option.rect.adjusted(3, 3, -3, -3)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_HasFocus)
        if seats:
            edge = "focus" if focused else "accent" if chosen else "line"
            style = Qt.PenStyle.DashLine if model.is_out(index.row()) and not focused else Qt.PenStyle.SolidLine
            painter.setPen(QPen(look.colour(edge), 2 if focused or chosen else 1, style))
            painter.setBrush(look.colour("sunken" if held or model.is_out(index.row()) else "raised"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        elif focused:
            painter.setPen(QPen(look.colour("focus"), 1))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        for place, seat in enumerate(seats):
            line = QRect(rect.left() + 4, rect.top() + PAD + place * LINE, rect.width() - 8, LINE)
            self._seat(painter, line, seat, dim=model.searching and not seat.found)
        painter.restore()

    def _seat(self, painter: QPainter, line: QRect, seat: Seat, *, dim: bool) -> None:
        look = theme()
        if seat.found:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft"))
            painter.drawRoundedRect(line, 4, 4)
        font = look.font("strong" if seat.found or seat.host else "body")
        room = line.adjusted(6, 0, -6, 0)
        if seat.again:
            sign = icons.pixmap("refresh", "caution", _SIGN, painter.device().devicePixelRatioF())
            painter.drawPixmap(room.right() - _SIGN + 1, room.center().y() - _SIGN // 2, sign)
            room.setRight(room.right() - _SIGN - 4)
        if seat.host:
            painter.setFont(look.font("tiny"))
            painter.setPen(look.colour("quiet"))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "host")
            room.setRight(room.right() - QFontMetrics(look.font("tiny")).horizontalAdvance("host") - 6)
        painter.setFont(font)
        painter.setPen(look.colour("quiet" if dim else "text"))
        words = QFontMetrics(font).elidedText(seat.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
