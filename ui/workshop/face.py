"""The room's picture, painted to the size of the screen: title, time, tables, and the lists of the room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme
from ui.workshop.lettering import line, paragraph
from ui.workshop.scene import Scene, Side
from ui.workshop.tables import draw_tables, laid_out

TURN_MS = 12_000
"""How long some of the tables are on show when they do not all fit."""


class Face(QWidget):
    """Shows one `Scene`, on the projector or small on the lead's panel; it holds nothing else."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.scene = Scene()
        self._turn, self._turns = 0, 1
        self._turning = QTimer(self)
        self._turning.setInterval(TURN_MS)
        self._turning.timeout.connect(self.turn)
        theme().changed.connect(self.update)

    def show_scene(self, scene: Scene) -> None:
        """Show another moment."""
        if (scene.number, scene.side) != (self.scene.number, self.scene.side):
            self._turn = 0
        self.scene = scene
        self.setAccessibleDescription(scene.words)
        self.update()

    def turn(self) -> None:
        """Show the next of the tables that do not all fit."""
        self._turn = (self._turn + 1) % self._turns
        self.update()

    # ---- painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, scene = theme(), self.scene
        painter.fillRect(self.rect(), look.colour("surface"))
        unit = min(self.height(), self.width() * 0.62) / 100  # a narrow screen has smaller letters, not cut ones
        whole = QRectF(self.rect()).adjusted(5 * unit, 3.5 * unit, -5 * unit, -4 * unit)
        if scene.side is Side.TITLE or scene.view is None:
            self._title(painter, whole, unit)
            return
        body = self._head(painter, whole, unit)
        if scene.side is Side.LISTS:
            self._lists(painter, body, unit)
        else:
            self._tables(painter, body, unit)

    def _title(self, painter: QPainter, place: QRectF, unit: float) -> None:
        look, scene = theme(), self.scene
        middle = QRectF(place.left(), place.center().y() - 12 * unit, place.width(), 14 * unit)
        line(painter, middle, scene.title, 11 * unit, look.colour("text"), strong=True, shrink=True)
        below = QRectF(place.left(), middle.bottom(), place.width(), 6 * unit)
        line(painter, below, scene.beside, 4 * unit, look.colour("quiet"), shrink=True)
        if scene.time:
            time = QRectF(place.left(), below.bottom() + 3 * unit, place.width(), 14 * unit)
            line(painter, time, scene.time, 11 * unit, look.colour("accent"), strong=True)

    def _head(self, painter: QPainter, place: QRectF, unit: float) -> QRectF:
        """Title and time with the line of time below; gives the place that is left."""
        look, scene = theme(), self.scene
        left = place.width()
        if scene.time:
            clock = QRectF(place.left(), place.top(), place.width(), 13 * unit)
            tone = look.colour("accent" if scene.running or scene.over else "quiet")
            left -= line(painter, clock, scene.time, 12 * unit, tone, strong=True, right=True) + 4 * unit
        words = QRectF(place.left(), place.top(), left, 4.2 * unit)
        line(painter, words, scene.beside, 3.1 * unit, look.colour("quiet"))
        title = QRectF(place.left(), words.bottom(), left, 8.6 * unit)
        line(painter, title, scene.title, 7 * unit, look.colour("text"), strong=True, shrink=True)
        bar = QRectF(place.left(), place.top() + 14.4 * unit, place.width(), 0.9 * unit)
        painter.setPen(look.colour("line"))
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        if scene.part > 0:
            done = QRectF(bar.left(), bar.top(), max(bar.height(), bar.width() * scene.part), bar.height())
            painter.setPen(look.colour("accent"))
            painter.setBrush(look.colour("accent"))
            painter.drawRoundedRect(done, bar.height() / 2, bar.height() / 2)
        top = bar.bottom() + 2.4 * unit
        if scene.over:
            said = QRectF(place.left(), bar.bottom() + 1.2 * unit, place.width(), 5.4 * unit)
            line(painter, said, "Time to finish the sentence, and change tables.", 3.6 * unit, look.colour("accent"))
            top = said.bottom() + 1.4 * unit
        return QRectF(place.left(), top, place.width(), place.bottom() - top)

    def _tables(self, painter: QPainter, place: QRectF, unit: float) -> None:
        look, shown = theme(), self.scene.shown
        if shown is None:
            words = "The rounds are not planned yet." if self.scene.side is Side.TABLES else "Thank you."
            paragraph(painter, place, words, 5 * unit, look.colour("quiet"))
            self._go_on(1)
            return
        wide = place.width() * 0.27
        narrower = QRectF(place.left(), place.top(), place.width() - wide - 3 * unit, place.height())
        # Lists stand beside the tables as long as these can be read well; else they have a side of their own.
        roomy = laid_out(shown.tables, narrower.width(), narrower.height(), self.height()).pixels >= 3.2 * unit
        sections = self._sections(shown.out, lists=roomy)
        if sections:
            side = QRectF(place.right() - wide, place.top(), wide, place.height())
            self._column(painter, side, sections, 2.7 * unit)
            place = narrower
        turns = draw_tables(painter, place, shown.tables, self.height(), self._turn)
        self._go_on(turns)
        if turns > 1:
            foot = QRectF(place.left(), place.bottom() + 0.6 * unit, place.width(), 3 * unit)
            words = f"{self._turn % turns + 1} of {turns}"
            line(painter, foot, words, 2.2 * unit, look.colour("quiet"), right=True)

    def _sections(self, out: tuple[str, ...], *, lists: bool) -> list[tuple[str, tuple[str, ...]]]:
        """What stands beside the tables: who sits out, now and next, and the lists where there is room."""
        scene = self.scene
        sections = [("Sitting out", (", ".join(out),))] if out else []
        following = scene.round(scene.number + 1)
        if scene.side is Side.TABLES and following is not None and following.out:
            sections.append(("Sitting out next round", (", ".join(following.out),)))
        return sections + [(title, lines) for title, lines in scene.lists()[:2] if lines and lists]

    def _lists(self, painter: QPainter, place: QRectF, unit: float) -> None:
        filled = [(title, lines) for title, lines in self.scene.lists() if lines]
        if not filled:
            paragraph(painter, place, "Nothing was written down yet.", 5 * unit, theme().colour("quiet"))
        gap = 4 * unit
        wide = (place.width() - gap * (len(filled) - 1)) / max(1, len(filled))
        for number, section in enumerate(filled):
            column = QRectF(place.left() + number * (wide + gap), place.top(), wide, place.height())
            self._column(painter, column, [section], 3.3 * unit)
        self._go_on(1)

    def _column(
        self, painter: QPainter, place: QRectF, sections: list[tuple[str, tuple[str, ...]]], pixels: float
    ) -> None:
        """Sections below each other; the newest lines stay when there are more than fit."""
        look, top = theme(), place.top()
        share = place.height() / len(sections)
        for number, (title, lines) in enumerate(sections):
            end = max(top, place.top() + (number + 1) * share)
            head = QRectF(place.left(), top, place.width(), pixels * 1.6)
            line(painter, head, title, pixels * 0.92, look.colour("accent"), strong=True)
            top = head.bottom() + pixels * 0.1
            first = self._first(painter, place, lines, pixels, end - top)
            for text in lines[first:]:
                room = QRectF(place.left(), top, place.width(), end - top)
                top += paragraph(painter, room, text, pixels, look.colour("text")) + pixels * 0.45
            top += pixels * 0.6

    def _first(self, painter: QPainter, place: QRectF, lines: tuple[str, ...], pixels: float, room: float) -> int:
        """The first of the last lines that fit."""
        nowhere = QRectF(place.left(), 0, place.width(), 0)
        for first in range(len(lines), 0, -1):
            room -= paragraph(painter, nowhere, lines[first - 1], pixels, theme().colour("text")) + pixels * 0.45
            if room < 0:
                return first
        return 0

    def _go_on(self, turns: int) -> None:
        self._turns = turns
        if turns > 1 and not self._turning.isActive():
            self._turning.start()
        elif turns == 1:
            self._turning.stop()
