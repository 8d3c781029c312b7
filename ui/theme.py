"""The look: palette, style sheet, typeface and measures. Nothing else sets a style sheet or names a colour.

A page says what a widget is for, never how it looks: `dress(label, "title")`, `dress(button, "primary")`,
`dress(chip, "chip", tone="caution")`. The roles, each answered in resources/themes/window.qss:

    words      title heading subtitle section number brand small strong quiet code; good caution bad sealed accent
    surfaces   page card panel well banner notice rule
    rail       rail (the bar), rail-item (its buttons)
    buttons    primary danger flat link field chip
    fields     search plain
    tabs       tight
    tone       accent good caution bad sealed, for chip and banner; good caution bad, for progress; bad, for a field

Delegates and charts paint with `theme().colour(role)` and `theme().font(role)` and repaint on `theme().changed`.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from enum import StrEnum
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLoggingCategory, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

import resources

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCalendarWidget

# One 8-pixel grid, in device-independent pixels.
HALF = 4
GRID = 8
GAP = 16
MARGIN = 24
ROW = 36  # a table row
RAIL = 188  # width of the navigation rail
ICON = 16  # beside text
ICON_LARGE = 20  # alone

# Font roles for painters, as (pixels, weight); the style sheet gives widgets the same.
_FONTS = {
    "body": (13, 400),
    "small": (12, 400),
    "tiny": (11, 400),
    "medium": (13, 500),
    "strong": (13, 600),
    "small-strong": (12, 600),
    "section": (11, 600),
    "heading": (15, 600),
    "title": (22, 700),
    "number": (28, 700),
}
_QT_COLOURS = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "shadow",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "tip",
    QPalette.ColorRole.ToolTipText: "tip_text",
}
_TEXT_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


class Mode(StrEnum):
    """What the user chose in Settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The look of one application. `changed` follows every switch between light and dark."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._hints = application.styleHints()
        self._mode = Mode.SYSTEM
        self._name = ""
        self._colours: dict[str, QColor] = {}
        # Qt tells, for each script of India, of every font that lacks it on the way to the one that has it.
        QLoggingCategory.setFilterRules("qt.text.font.db.info=false")
        # The families in the order in which they stand in for each other.
        families = list(dict.fromkeys(font.family for font in resources.fonts()))
        self._fonts = {role: _font(families, *measure) for role, measure in _FONTS.items()}
        self._unloaded = list(resources.fonts())
        self._load(families[:1])
        application.setFont(self._fonts["body"])
        self._hints.colorSchemeChanged.connect(self._follow)
        self._follow()

    def load_all_scripts(self) -> None:
        """Load the fonts that stand in where ours lacks a character; to be done before any such text is shown."""
        self._load([font.family for font in self._unloaded])

    def _load(self, families: Container[str]) -> None:
        for font in self._unloaded:
            if font.family in families:
                QFontDatabase.addApplicationFont(str(font.path))
        self._unloaded = [font for font in self._unloaded if font.family not in families]

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def name(self) -> str:
        """The palette in force: "light" or "dark"."""
        return self._name

    @property
    def colours(self) -> Mapping[str, str]:
        """The palette in force, as "#RRGGBB" by role, for charts."""
        return resources.palette(self._name)

    def set_mode(self, mode: Mode) -> None:
        """Light, dark, or as the system has it."""
        self._mode = mode
        # Told to Qt too, so that the window frame and native dialogs go along where the platform can.
        match mode:
            case Mode.LIGHT:
                self._hints.setColorScheme(Qt.ColorScheme.Light)
            case Mode.DARK:
                self._hints.setColorScheme(Qt.ColorScheme.Dark)
            case Mode.SYSTEM:
                self._hints.unsetColorScheme()
        self._follow()

    def colour(self, role: str) -> QColor:
        """The colour of a role in the palette in force. Raises KeyError for a role that no palette has."""
        return self._colours[role]

    def font(self, role: str = "body") -> QFont:
        """A font for painters: body small tiny medium strong small-strong section heading title number."""
        return self._fonts[role]

    def motion_ms(self, wanted: int = 120) -> int:
        """How long a movement may take: `wanted` up to 150 ms, 0 when the system asks for less motion."""
        from ui.motion import less_motion

        return 0 if less_motion() else min(wanted, 150)

    def _follow(self) -> None:
        scheme = self._hints.colorScheme()
        name = self._mode.value
        if self._mode is Mode.SYSTEM:
            name = "dark" if scheme is Qt.ColorScheme.Dark else "light"
        if name == self._name:
            return
        self._name = name
        self._colours = {role: QColor(value) for role, value in self.colours.items()}
        self._application.setPalette(self._qt_palette())
        self._application.setStyleSheet(self._sheet())
        self.changed.emit()

    def _qt_palette(self) -> QPalette:
        palette = QPalette()
        for qt_role, role in _QT_COLOURS.items():
            palette.setColor(qt_role, self._colours[role])
        for qt_role in _TEXT_ROLES:
            palette.setColor(QPalette.ColorGroup.Disabled, qt_role, self._colours["disabled"])
        return palette

    def _sheet(self) -> str:
        marks = resources.path(f"themes/{self._name}").as_posix()
        return Template(resources.read_text("themes/window.qss")).substitute(self.colours, marks=marks)


def theme() -> Theme:
    """The look of the running application, made and applied when first asked for.

    Raises RuntimeError when there is no QApplication yet.
    """
    global _theme
    application = QCoreApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("the theme needs a running QApplication")
    if _theme is None or not isValid(_theme):
        _theme = Theme(application)
    return _theme


def dress(widget: QWidget, role: str | None = None, *, tone: str | None = None) -> None:
    """Say what a widget is for (one or more role words) and in which tone; None leaves either as it was."""
    if role is not None:
        widget.setProperty("role", role)
    if tone is not None:
        widget.setProperty("tone", tone)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # never shown so far: the rules are read when it is
    # A rule that looks at the ancestors counts too, so what stands inside is looked at anew as well.
    for each in (widget, *widget.findChildren(QWidget)):
        each.style().unpolish(each)
        each.style().polish(each)


def plain_weekends(calendar: QCalendarWidget) -> None:
    """Take the red off Saturdays and Sundays: in Rotunda it means trouble, and Qt's is unreadable on dark."""
    from PySide6.QtGui import QTextCharFormat

    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, QTextCharFormat())


_theme: Theme | None = None

#: What Qt is to be started with: the one style that looks alike everywhere, and that the style sheet is written for.
STYLE_ARGUMENTS = ("-style", "Fusion")


def _font(families: list[str], pixels: int, weight: int) -> QFont:
    font = QFont(families)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    if pixels == 11 and weight == 600:  # section heads are set in spaced capitals
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
    return font
