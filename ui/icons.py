"""The line icons, tinted by colour role and drawn sharp at every scale.

`set_icon(action, "undo")` keeps a button's or an action's icon in step with the theme. `icon(name)` is a value of the
moment, for models that are asked again after a change; `pixmap(name, ...)` is for painters.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

import resources
from ui.theme import ICON, Theme, theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

Bearer = QAction | QAbstractButton

# Pixels, not points: an icon of 16 is drawn from its own 16, 20, 24, 32 or 40 pixels at 100 to 250 %.
_PIXELS = (16, 20, 24, 32, 40)
_PROPERTY = "rotunda_icon"


def names() -> tuple[str, ...]:
    """All icon names there are."""
    return tuple(name for name in resources.names("icons", ".svg") if name != "app")


def icon(name: str, role: str = "text", checked: str = "") -> QIcon:
    """The icon in the colour of `role`, in that of `checked` while its button is down; greyed while disabled.

    Raises FileNotFoundError for an unknown name, KeyError for an unknown role.
    """
    look = theme().colours
    return _icon(name, look[role], look[checked or role], look["disabled"])


def pixmap(name: str, role: str = "text", size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """The icon for a painter: `size` in device-independent pixels, `ratio` the paint device's devicePixelRatioF()."""
    drawn = _drawn(name, theme().colours[role], round(size * ratio))
    drawn = QPixmap(drawn)
    drawn.setDevicePixelRatio(ratio)
    return drawn


def set_icon(bearer: Bearer, name: str, role: str = "text", checked: str = "", size: int = ICON) -> None:
    """Give a button or an action its icon, and again whenever the theme changes."""
    bearer.setProperty(_PROPERTY, [name, role, checked])
    bearer.setIcon(icon(name, role, checked))
    if isinstance(bearer, QAbstractButton):
        bearer.setIconSize(QSize(size, size))
    _keep_fresh(theme())


def application_icon() -> QIcon:
    """The icon of the program itself."""
    found = QIcon()
    for name in resources.names("icons", ".png"):
        found.addFile(str(resources.path(f"icons/{name}.png")))
    return found


@cache
def _keep_fresh(look: Theme) -> None:
    look.changed.connect(_refresh)


def _refresh() -> None:
    for bearer in _bearers():
        wanted = bearer.property(_PROPERTY)
        if wanted:
            bearer.setIcon(icon(*wanted))


def _bearers() -> Iterator[Bearer]:
    for widget in QApplication.allWidgets():
        if isinstance(widget, QAbstractButton):
            yield widget
        yield from QWidget.actions(widget)  # a page's own `actions` are the table's, not Qt's
        yield from widget.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly)


@cache
def _icon(name: str, normal: str, checked: str, disabled: str) -> QIcon:
    made = QIcon()
    for pixels in _PIXELS:
        made.addPixmap(_drawn(name, normal, pixels), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(_drawn(name, normal, pixels), QIcon.Mode.Selected, QIcon.State.Off)
        made.addPixmap(_drawn(name, disabled, pixels), QIcon.Mode.Disabled, QIcon.State.Off)
        if checked != normal:
            made.addPixmap(_drawn(name, checked, pixels), QIcon.Mode.Normal, QIcon.State.On)
    return made


@cache
def _drawn(name: str, colour: str, pixels: int) -> QPixmap:
    tinted = QPixmap(_shape(name, pixels))
    painter = QPainter(tinted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(tinted.rect(), QColor(colour))
    painter.end()
    return tinted


@cache
def _shape(name: str, pixels: int) -> QPixmap:
    """The icon in black; reading and stroking the drawing is the dear part, so it is done once for all colours."""
    shape = QPixmap(pixels, pixels)
    shape.fill(Qt.GlobalColor.transparent)
    painter = QPainter(shape)
    _renderer(name).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return shape


@cache
def _renderer(name: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(QByteArray(resources.read_text(f"icons/{name}.svg").replace("currentColor", "#000").encode()))
