"""How values went over time: lines with the bands of their intervals, each named where it ends."""

from __future__ import annotations

from program.metrics.pictures import Line, Point, Trend
from reports.figures import Spot, words
from reports.figures.engine import Axes
from reports.figures.pen import Pen, Place
from reports.figures.placing import around, spread, ticks
from reports.figures.style import Style

_BANDS = 3  # lines whose intervals can be told from each other
_NAMES = 0.34  # of the width, for what stands at the ends of several lines


def draw(axes: Axes, data: Trend, style: Style) -> tuple[Spot, ...]:
    """A line breaks where a value is withheld; the place is hatched when it is the only line."""
    pen = Pen(axes, style)
    points = [each for line in data.lines for each in line.points]
    if not points:
        return pen.nothing()
    return _Lines(pen, data).draw()


class _Lines:
    def __init__(self, pen: Pen, data: Trend) -> None:
        self.pen, self.data, self.style = pen, data, pen.style
        style = self.style
        self.count = max(len(line.points) for line in data.lines)
        longest = max(data.lines, key=lambda line: len(line.points))
        self.places = [point.label for point in longest.points]
        points = [each for line in data.lines for each in line.points if each.value is not None]
        seen = [each for point in points for each in (point.value, point.low, point.high) if each is not None]
        low, high = around(min(seen), max(seen), (data.low, data.high)) if seen else (data.low, data.high)
        self.low, self.high = low, high if high > low else low + 1
        self.many = len(data.lines) > 1
        self.under = not self.many and any(point.n for point in points) and pen.height >= style.body * 12
        self.ticks = ticks(self.low, self.high, max(2, int(pen.height / (style.body * 3.4))), words.finest(data.unit))
        scale = max(pen.measure(self._tick(each), style.small) for each in self.ticks)
        ends = [self._end(line) for line in data.lines]
        room = max(pen.measure(value, weight=600) + style.gap + pen.measure(label) for value, label in ends)
        self.names = min(room, pen.width * _NAMES) if self.many else 0.0
        self.left = scale + style.gap * 1.6
        self.right = pen.width - (self.names + style.gap * 2 if self.many else style.body)
        self.top = style.row * 0.9
        self.bottom = pen.height - style.small * (2.75 if self.under else 1.5) - style.gap

    def x(self, place: int) -> float:
        """Where a place of the horizontal axis lies."""
        if self.count == 1:
            return (self.left + self.right) / 2
        inset = self.style.body * 1.2
        return self.left + inset + (self.right - self.left - inset) * place / (self.count - 1)

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def draw(self) -> tuple[Spot, ...]:
        self._grid()
        for place, line in enumerate(self.data.lines):
            self._line(line, self._colour(place), place)
        self._ends()
        for line in self.data.lines:
            self._spots(line)
        return self.pen.done()

    def _colour(self, place: int) -> str:
        return self.style.host(place) if self.many else self.style.colour("accent")

    def _tick(self, value: float) -> str:
        """A value on the scale; only a short unit is said with each."""
        unit = self.data.unit
        if 0 < len(unit) < 3:
            return words.number(value, unit)
        return words.digits(value, unit, even=any(each != int(each) for each in self.ticks))

    def _grid(self) -> None:
        pen, style = self.pen, self.style
        for value in self.ticks:
            y = self.y(value)
            pen.line([(self.left, y), (self.right, y)], style.colour("line"), 0.8, sharp=True)
            said = self._tick(value)
            pen.text(self.left - style.gap, y, said, size=style.small, role="quiet", align="right")
        step = (self.right - self.left) / max(1, self.count - 1) if self.count > 1 else self.right - self.left
        widest = max(pen.measure(each, style.small) for each in self.places)
        room = min(widest, style.body * 7)
        every = max(1, -(-int(room + style.gap * 1.5) // max(1, int(step))))
        last = self.count - 1
        y = self.bottom + style.gap + style.small * 0.75
        for place, label in enumerate(self.places):
            if (last - place) % every:
                continue
            half = min(room, pen.measure(label, style.small)) / 2
            x = min(max(self.x(place), half), pen.width - half)
            pen.text(x, y, label, size=style.small, role="quiet", align="centre", room=max(room, step - 4))
            point = self.data.lines[0].points[place] if self.under else None
            if point and point.value is not None and point.n:
                said = f"n = {point.n:,}"
                size = style.small * 0.92
                x = min(self.x(place), pen.width - pen.measure(said, size) / 2)
                pen.text(x, y + style.small * 1.3, said, size=size, role="quiet", align="centre")

    def _line(self, line: Line, colour: str, place: int) -> None:
        pen, style = self.pen, self.style
        for start, run in _runs(line.points):
            spots = [(self.x(start + step), self.y(value)) for step, (_, value) in enumerate(run)]
            ends = [(self.x(start + step), point) for step, (point, _) in enumerate(run)]
            banded = [(x, p.low, p.high) for x, p in ends if p.low is not None and p.high is not None]
            if len(self.data.lines) > _BANDS:
                pass  # in the bubbles and the table only
            elif len(banded) == len(run) and len(run) > 1:
                over: list[Place] = [(x, self.y(high)) for x, _, high in banded]
                under: list[Place] = [(x, self.y(low)) for x, low, _ in reversed(banded)]
                pen.area([*over, *under], colour, 0.08 if self.many else 0.13)
            elif banded and (not self.many or len(run) == 1):
                for x, low, high in banded:
                    pen.line([(x, self.y(low)), (x, self.y(high))], colour, 1.2, opacity=0.6)
            if len(spots) > 1:
                pen.line(spots, colour, 2.0 if not self.many else 1.8)
            for x, y in spots:
                pen.dot(x, y, 2.4 * style.stroke, style.ground, edge=colour, line=1.5)
        if not self.many:
            for step, point in enumerate(line.points):
                if point.value is None:
                    wide = min(style.body * 1.5, (self.right - self.left) / max(2, self.count) * 0.8)
                    pen.hatch(self.x(step) - wide / 2, self.top, wide, self.bottom - self.top, words.WITHHELD)

    def _end(self, line: Line) -> tuple[str, str]:
        """The last value of a line, and its name."""
        value = next((point.value for point in reversed(line.points) if point.value is not None), None)
        return words.WITHHELD if value is None else words.digits(value, self.data.unit), words.line(line.label)

    def _ends(self) -> None:
        """The last value of each line, and its name where there are several."""
        pen, style = self.pen, self.style
        lasts: list[tuple[int, float, float]] = []
        for place, line in enumerate(self.data.lines):
            known = [(self.x(at), self.y(p.value)) for at, p in enumerate(line.points) if p.value is not None]
            x, y = known[-1] if known else (self.right, self.bottom)
            lasts.append((place, x, y))
            if known:
                pen.dot(x, y, 3.4 * style.stroke, self._colour(place))
        if not self.many:
            line = self.data.lines[0]
            values = [(at, point.value) for at, point in enumerate(line.points) if point.value is not None]
            if values:
                last, value = values[-1]
                said = words.number(value, self.data.unit)
                x = min(self.x(last), pen.width - pen.measure(said, weight=600) / 2)
                y = self.y(value) - style.row * 0.75
                if y <= style.body * 0.5 or self._falls_onto(x - pen.measure(said, weight=600) / 2, line):
                    y = self.y(value) + style.row * 0.75
                pen.text(x, y, said, weight=600, role="accent", align="centre")
            return
        room = spread([y for _, _, y in lasts], style.body * 1.3, self.top, self.bottom)
        for (place, x, y), at in zip(lasts, room, strict=True):
            start = self.right + style.gap * 2
            pen.line([(x + 4, y), (start - 2, at)], self._colour(place), 0.7, opacity=0.7)
            said, label = self._end(self.data.lines[place])
            wide = pen.text(start, at, said, weight=600)
            start += wide + style.gap * 0.8
            pen.text(start, at, label, role="quiet", room=max(1.0, pen.width - start))

    def _falls_onto(self, left: float, line: Line) -> bool:
        """Whether the line comes down so steeply to its end that words above it, from `left` on, would lie on it."""
        (last, value), *others = [
            (at, p.value) for at, p in reversed(list(enumerate(line.points))) if p.value is not None
        ]
        if not others or others[0][0] != last - 1:
            return False
        x, y = self.x(last), self.y(value)
        before, above = self.x(last - 1), self.y(others[0][1])
        at = max(left, before)
        return y - (y - above) * (x - at) / (x - before) < y - self.style.row * 0.3

    def _spots(self, line: Line) -> None:
        step = (self.right - self.left) / max(1, self.count - 1)
        wide = min(step, self.style.body * 4)
        name = f"{words.line(line.label)}, " if line.label else ""
        for at, point in enumerate(line.points):
            y = (self.top + self.bottom) / 2 if point.value is None else self.y(point.value)
            tall = self.style.body * 1.6
            said = words.value(point.value, self.data.unit, point.n, point.low, point.high)
            self.pen.spot(self.x(at) - wide / 2, y - tall / 2, wide, tall, f"{name}{words.line(point.label)}: {said}")


def _runs(points: tuple[Point, ...]) -> list[tuple[int, list[tuple[Point, float]]]]:
    """Stretches without a gap, each with the place it starts at."""
    runs: list[tuple[int, list[tuple[Point, float]]]] = []
    open_ = False
    for place, point in enumerate(points):
        if point.value is None:
            open_ = False
            continue
        if not open_:
            runs.append((place, []))
        runs[-1][1].append((point, point.value))
        open_ = True
    return runs
