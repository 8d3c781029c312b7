"""Where the keyboard goes: on to what is used first, and with Tab from place to place."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Leading(QWidget):
    """Given the keyboard, it gives it to what `setFocusProxy` names.

    It is no focus proxy to Qt: with one, Tab would step from outside straight onto it, past everything that stands
    before it, and would stay where it is while it is hidden.
    """

    _lead: QWidget | None = None

    def setFocusProxy(self, widget: QWidget | None) -> None:
        self._lead = widget

    def focusProxy(self) -> QWidget | None:
        return self._lead

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._lead is not None:
            self._lead.setFocus(reason)
        else:
            super().setFocus(reason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._lead is not None:
            self._lead.setFocus(event.reason())


def in_order(*places: QWidget) -> None:
    """Let Tab walk these places in this order, each with all that it holds, whenever they were made."""
    held = (each for place in places for each in (place, *place.findChildren(QWidget)))
    window = places[0].window() if places else None  # lists that open over it are windows of their own
    stops = [each for each in held if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.window() is window]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)
