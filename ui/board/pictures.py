"""Draws faces: cards, verdicts, gaps and tallies, each once per size, from then on as a picture.

The pictures belong to one board and go with it when the book is locked.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap

from program.verdict import Outcome
from ui import icons
from ui.board.changedrawing import draw_change
from ui.board.faces import SIGNS, CardFace, ChangeFace, Face, GapFace, GroundFace, OriginFace, TallyFace, VerdictFace
from ui.board.measures import Measures
from ui.board.writing import Writing
from ui.theme import theme

BUDGET = 48_000_000
"""Bytes of pictures kept at most."""


class Pictures:
    """The drawn faces of one board."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], QPixmap] = OrderedDict()
        self._bytes = 0
        self._writing = Writing()
        self._hatch: dict[tuple[str, str], QBrush] = {}

    def clear(self) -> None:
        """Forget all pictures, after a change of theme."""
        self._kept.clear()
        self._hatch.clear()
        self._writing.clear()
        self._bytes = 0

    def knows(self, face: Face, size: QSize, ratio: float, measures: Measures) -> bool:
        """Whether this picture is drawn already."""
        return _key(face, size, ratio, measures) in self._kept

    def of(self, face: Face, size: QSize, ratio: float, measures: Measures) -> QPixmap:
        """The picture of a face at a size in device-independent pixels."""
        key = _key(face, size, ratio, measures)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        picture = self._begun(face, size, ratio, measures)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, 0, size.width(), size.height())
        _Drawing(painter, area, ratio, measures, self._hatched, self._writing).draw(face)
        painter.end()
        self._kept[key] = picture
        self._bytes += _weight(picture)
        while self._bytes > BUDGET and len(self._kept) > 1:
            self._bytes -= _weight(self._kept.popitem(last=False)[1])
        return picture

    def _begun(self, face: Face, size: QSize, ratio: float, measures: Measures) -> QPixmap:
        """An empty picture; for a card, one with its ground, which many cards share."""
        if isinstance(face, CardFace):
            return self.of(GroundFace(face.bar, "bad" if face.warning else "line"), size, ratio, measures).copy()
        picture = QPixmap(max(1, round(size.width() * ratio)), max(1, round(size.height() * ratio)))
        if ratio != 1.0:  # setting it copies the picture
            picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        return picture

    def _hatched(self, ground: str, stripe: str) -> QBrush:
        """Broad slanting stripes: what is blocked is seen without its colour."""
        if (ground, stripe) not in self._hatch:
            tile = QPixmap(12, 12)
            tile.fill(theme().colour(ground))
            painter = QPainter(tile)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(_thin(theme().colour(stripe), 34), 4.2))
            for start in (-12, 0, 12):
                painter.drawLine(QPointF(start - 2, 14), QPointF(start + 14, -2))
            painter.end()
            self._hatch[ground, stripe] = QBrush(tile)
        return self._hatch[ground, stripe]


class _Drawing:
    """One face on one painter."""

    def __init__(
        self,
        painter: QPainter,
        area: QRectF,
        ratio: float,
        measures: Measures,
        hatched: Callable[[str, str], QBrush],
        writing: Writing,
    ) -> None:
        self._painter = painter
        self._area = area
        self._ratio = ratio
        self._m = measures
        self._hatched = hatched
        self._writing = writing
        self._colour = theme().colour

    def draw(self, face: Face) -> None:
        if isinstance(face, CardFace):
            self._card(face)
        elif isinstance(face, GroundFace):
            self._ground(face)
        elif isinstance(face, VerdictFace):
            self._verdict(face)
        elif isinstance(face, GapFace):
            self._gap(face)
        elif isinstance(face, OriginFace):
            self._origin(face)
        elif isinstance(face, ChangeFace):
            draw_change(self._painter, self._area, self._ratio, self._m, self._writing, face)
        else:
            self._tally(face)

    # ---- cards -----------------------------------------------------------------------------------------------------

    def _card(self, face: CardFace) -> None:
        m = self._m
        left, right = m.bar + m.pad, self._area.width() - m.pad
        lines = self._lines(m.lines)
        for name, role in (("pin", "accent"), (face.state, "quiet")):
            if name and (name != "pin" or face.pinned):
                right = self._sign(name, role, right, lines[0])
        if m.lines == 1:
            right = self._sign("warning", "bad", right, lines[0]) if face.warning else right
            used = self._text(lines[0], left, right, face.title, m.strong, m.strong_metrics, "text")
            self._text(lines[0], used + m.pad, right, face.second, m.small, m.small_metrics, "quiet")
            return
        self._text(lines[0], left, right, face.title, m.strong, m.strong_metrics, "text")
        right = self._area.width() - m.pad
        if face.warning:
            self._warned(lines[-1], left, right, face.warning)
        elif m.lines == 3:
            self._text(lines[2], left, right, face.third, m.small, m.small_metrics, "quiet")
        if m.lines == 3:
            self._text(lines[1], left, right, face.second, m.small, m.small_metrics, "quiet")
        elif not face.warning:
            both = " · ".join(part for part in (face.second, face.third) if part)
            self._text(lines[1], left, right, both, m.small, m.small_metrics, "quiet")

    def _ground(self, face: GroundFace) -> None:
        shape = self._shape()
        self._painter.fillPath(shape, self._colour("raised"))
        self._bar(shape, face.bar)
        self._painter.setPen(QPen(self._colour(face.edge), 1))
        self._painter.drawPath(shape)

    def _warned(self, line: QRectF, left: float, right: float, words: str) -> None:
        m = self._m
        self._icon("warning", "bad", left, line)
        self._text(line, left + m.icon + m.gap, right, words, m.tiny, m.tiny_metrics, "bad")

    # ---- verdicts --------------------------------------------------------------------------------------------------

    def _verdict(self, face: VerdictFace) -> None:
        painter, m = self._painter, self._m
        role, sign = SIGNS[face.outcome]
        firm = face.outcome in (Outcome.BLOCKED, Outcome.IMPOSSIBLE)
        ground = self._hatched("bad_soft", "bad") if firm else QBrush(self._colour(f"{role}_soft"))
        shape = self._shape()
        left, right = m.pad, self._area.width() - m.pad
        covered = bool(face.under) and m.lines > 1
        start = left + m.icon + m.gap + (m.bar if covered else 0)
        first, rest = face.words, ""
        if covered and m.lines == 3 and start + m.tiny_metrics.horizontalAdvance(first) > right:
            first, rest = _broken(first, m.tiny_metrics, right - start)
        lines = self._lines((3 if rest else 2) if covered else 1)
        painter.fillPath(shape, self._colour("raised") if covered else ground)
        if covered:
            # The card that lies here stays readable; the verdict stands in a strip at its foot.
            painter.save()
            painter.setClipPath(shape)
            top = lines[1].top() - m.gap / 2
            painter.fillRect(QRectF(0, top, self._area.width(), self._area.height() - top), ground)
            painter.restore()
            self._bar(shape, face.bar, 0.7)
            left += m.bar
        painter.setPen(QPen(_thin(self._colour(role), 150), 1))
        painter.drawPath(shape)
        width = m.tiny_strong_metrics.horizontalAdvance(face.points)
        if covered:
            self._text(lines[0], left, right - width - m.gap, face.under, m.small, m.small_metrics, "quiet")
            self._text(lines[0], right - width - 1, right, face.points, m.tiny_strong, m.tiny_strong_metrics, role)
            self._icon(sign, role, left, lines[1])
            self._text(lines[1], start, right, first, m.tiny, m.tiny_metrics, role)
            if rest:
                self._text(lines[2], start, right, rest, m.tiny, m.tiny_metrics, role)
            return
        room = right - (width + m.gap if face.points else 0)
        if m.lines > 1 and start + m.small_metrics.horizontalAdvance(first) > room:
            first, rest = _broken(first, m.small_metrics, right - start)
            lines = self._lines(2)
        if rest:
            self._text(lines[1], start, room, rest, m.small, m.small_metrics, role)
        self._icon(sign, role, left, lines[0])
        self._text(lines[0], start, right if len(lines) > 1 else room, first, m.small, m.small_metrics, role)
        self._text(lines[-1], right - width - 1, right, face.points, m.tiny_strong, m.tiny_strong_metrics, role)

    def _origin(self, face: OriginFace) -> None:
        self._dashed("edge")
        line = self._lines(1)[0]
        m = self._m
        self._text(line, m.pad, self._area.width() - m.pad, face.words, m.small, m.small_metrics, "quiet")

    # ---- gaps and tallies ------------------------------------------------------------------------------------------

    def _gap(self, face: GapFace) -> None:
        m = self._m
        if face.open:
            self._dashed("edge")
        line = self._lines(1)[0]
        self._text(line, m.pad, self._area.width() - m.pad, face.words, m.small, m.small_metrics, "quiet")

    def _tally(self, face: TallyFace) -> None:
        painter, m = self._painter, self._m
        size, step = 8 * m.part, 12 * m.part
        middle = self._area.height() / 2
        if face.dots and face.whole * step <= self._area.width() - m.pad:
            for place in range(face.whole):
                painter.setPen(QPen(self._colour("accent"), 1.2))
                painter.setBrush(self._colour("accent") if place < face.part else Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QRectF(m.pad + place * step, middle - size / 2, size - 1, size - 1))
            return
        words = f"{face.part} of {face.whole}"
        line = QRectF(0, middle - 14 * m.part, self._area.width(), 16 * m.part)
        self._text(line, m.pad, self._area.width() - m.pad, words, m.small, m.small_metrics, "text")
        track = QRectF(m.pad, middle + 5 * m.part, self._area.width() - 2 * m.pad, 4 * m.part)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour("line"))
        painter.drawRoundedRect(track, 2, 2)
        if face.whole:
            over = face.part > face.whole
            track.setWidth(track.width() * min(1.0, face.part / face.whole))
            painter.setBrush(self._colour("bad" if over else "accent"))
            painter.drawRoundedRect(track, 2, 2)

    # ---- strokes ---------------------------------------------------------------------------------------------------

    def _shape(self) -> QPainterPath:
        shape = QPainterPath()
        shape.addRoundedRect(self._area.adjusted(0.5, 0.5, -0.5, -0.5), self._m.radius, self._m.radius)
        return shape

    def _bar(self, shape: QPainterPath, role: str, opacity: float = 1.0) -> None:
        painter = self._painter
        painter.setClipPath(shape)
        painter.setOpacity(opacity)
        painter.fillRect(QRectF(0, 0, self._m.bar, self._area.height()), self._colour(role))
        painter.setOpacity(1.0)
        painter.setClipping(False)

    def _dashed(self, role: str) -> None:
        pen = QPen(self._colour(role), 1, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        self._painter.setPen(pen)
        self._painter.drawPath(self._shape())

    def _lines(self, number: int) -> list[QRectF]:
        """Lines of text, together in the middle of the card."""
        heights = [self._m.strong_height] + [self._m.small_height] * (number - 1)
        top = (self._area.height() - sum(heights)) / 2
        found = []
        for height in heights:
            found.append(QRectF(0, top, self._area.width(), height))
            top += height
        return found

    def _text(
        self, line: QRectF, left: float, right: float, words: str, font: QFont, metrics: QFontMetrics, role: str
    ) -> float:
        """Draw words between `left` and `right`, elided where they do not fit; returns where they end."""
        room = int(right - left)
        if room <= 4 or not words:
            return left
        text, width = self._writing.laid(words, font, metrics, room)
        painter = self._painter
        painter.setFont(font)
        painter.setPen(self._colour(role))
        painter.drawStaticText(QPointF(left, line.top() + (line.height() - metrics.height()) / 2), text)
        return left + width

    def _sign(self, name: str, role: str, right: float, line: QRectF) -> float:
        """An icon at the right end; returns what is left of it."""
        self._icon(name, role, right - self._m.icon, line)
        return right - self._m.icon - self._m.gap

    def _icon(self, name: str, role: str, left: float, line: QRectF) -> None:
        size = self._m.icon
        drawn = icons.pixmap(name, role, size, self._ratio)
        self._painter.drawPixmap(QPointF(left, line.center().y() - size / 2), drawn)


def _key(face: Face, size: QSize, ratio: float, measures: Measures) -> tuple[object, ...]:
    return (type(face), face, size.width(), size.height(), ratio, measures.row, measures.lines)


def _thin(colour: QColor, alpha: int) -> QColor:
    thin = QColor(colour)
    thin.setAlpha(alpha)
    return thin


def _broken(words: str, metrics: QFontMetrics, room: float) -> tuple[str, str]:
    """As many words as fit into a line, and the rest."""
    parts = words.split()
    for taken in range(len(parts), 1, -1):
        if metrics.horizontalAdvance(" ".join(parts[:taken])) <= room:
            return " ".join(parts[:taken]), " ".join(parts[taken:])
    return parts[0] if parts else "", " ".join(parts[1:])


def _weight(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
