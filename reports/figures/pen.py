"""What charts are drawn with: boxes, lines, dots and words by units from the top left corner, in the order of drawing.

A unit is a point on paper and a pixel at usual size on a screen. All that was drawn becomes one artist on the axes, so
that a chart of a thousand marks costs no more than handing them to the renderer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from reports.figures import Spot, lettering
from reports.figures.engine import Affine2D, Artist, Axes, GraphicsContextBase, Path, RendererBase, to_rgba
from reports.figures.style import Style
from reports.figures.words import WITHHELD

Align = Literal["left", "centre", "right"]
Place = tuple[float, float]

_MIDDLE = 0.364  # of the size: half the height of our capitals
_HATCH = 5.0  # from one line of a hatching to the next
_ROUND = 0.5523  # where the handles of a Bézier curve lie for a quarter of a circle


class Shape(NamedTuple):
    """A path with its fill and its line; an empty colour is none."""

    path: Path
    fill: str = ""
    edge: str = ""
    line: float = 0.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    sharp: bool = False  # edges on whole pixels


class Words(NamedTuple):
    """A text with the left end of its base line, turned counter-clockwise by `angle` degrees."""

    text: str
    x: float
    y: float
    size: float
    weight: int
    colour: str
    angle: float = 0.0


class Pen:
    """Draws on the whole of the axes. Give the spots of `done()` back from `draw`."""

    def __init__(self, axes: Axes, style: Style) -> None:
        axes.set_axis_off()
        self.axes, self.style = axes, style
        box = axes.bbox
        self._scale = axes.figure.dpi / 72.0
        self.width, self.height = box.width / self._scale, box.height / self._scale
        self.marks: list[Shape | Words] = []
        self._spots: list[Spot] = []

    # --- marks ------------------------------------------------------------------------------------------------------

    def box(
        self, x: float, y: float, width: float, height: float, fill: str = "", *,
        edge: str = "", line: float = 1.0, round_: float = 0.0, opacity: float = 1.0,
    ) -> None:  # fmt: skip
        """A box from its top left corner."""
        if width <= 0 or height <= 0:
            return
        radius = min(round_, width / 2, height / 2)
        path = _rounded(x, y, width, height, radius) if radius > 0.2 else _box(x, y, width, height)
        line = line * self.style.stroke if edge else 0.0
        self.marks.append(Shape(path, fill, edge, line, (), opacity, radius <= 0.2))

    def line(
        self, points: Sequence[Place], colour: str, line: float = 1.0, *,
        dash: tuple[float, ...] = (), opacity: float = 1.0, sharp: bool = False,
    ) -> None:  # fmt: skip
        """A line through points."""
        self.marks.append(Shape(Path(points), "", colour, line * self.style.stroke, dash, opacity, sharp))

    def area(self, points: Sequence[Place], fill: str, opacity: float = 1.0) -> None:
        """What lies within points."""
        self.marks.append(Shape(Path([*points, points[0]], closed=True), fill, opacity=opacity))

    def bows(self, bows: Sequence[tuple[Place, Place, Place]], colour: str, line: float, opacity: float = 1.0) -> None:
        """Bows of one look, each from a start, drawn towards a place, to an end."""
        codes = [Path.MOVETO, Path.CURVE3, Path.CURVE3] * len(bows)
        path = Path([place for bow in bows for place in bow], codes)
        self.marks.append(Shape(path, "", colour, line * self.style.stroke, (), opacity))

    def dots(self, dots: Sequence[tuple[float, float, float]], fill: str, *, edge: str = "", line: float = 1.0) -> None:
        """Full circles of one look, each by its middle and radius."""
        paths = [_rounded(x - size, y - size, 2 * size, 2 * size, size) for x, y, size in dots]
        self.marks.append(Shape(Path.make_compound_path(*paths), fill, edge, line * self.style.stroke if edge else 0.0))

    def dot(self, x: float, y: float, radius: float, fill: str, *, edge: str = "", line: float = 1.0) -> None:
        """A full circle."""
        self.dots([(x, y, radius)], fill, edge=edge, line=line)

    def hatch(self, x: float, y: float, width: float, height: float, words: str = "") -> None:
        """A box whose value is withheld: hatched, with words in it where they fit, and no shade that says something."""
        if width <= 1 or height <= 1:
            return
        role = self.style.colour
        self.box(x, y, width, height, self.style.ground, round_=2)
        lines: list[Place] = []
        start = y + _HATCH / 2
        while start < y + height + width:  # lines falling to the left, each cut to the box
            top, bottom = max(y, start - width), min(start, y + height)
            lines += [(x + start - top, top), (x + start - bottom, bottom)]
            start += _HATCH
        codes = [Path.MOVETO, Path.LINETO] * (len(lines) // 2)
        self.marks.append(Shape(Path(lines, codes), "", role("edge"), 0.7))
        self.box(x, y, width, height, edge=role("edge"), line=0.7, round_=2)
        if not words:
            return
        size = self.style.small
        wide, middle = lettering.width(words, size), (x + width / 2, y + height / 2)
        if wide + 8 <= width and size + 2 <= height:
            self._plate(*middle, wide + 6, size * 1.3)
            self.text(*middle, words, size=size, role="quiet", align="centre")
        elif wide + 8 <= height and size + 4 <= width:
            self._plate(*middle, size * 1.3, wide + 6)
            self.text(*middle, words, size=size, role="quiet", align="centre", angle=90)

    def withheld(self, x: float, y: float, height: float) -> None:
        """The word in place of a lying bar, no longer than it needs, so that its length says nothing."""
        wide = lettering.width(WITHHELD, self.style.small) + self.style.gap * 6
        self.hatch(x, y, min(wide, self.width - x), height, WITHHELD)

    def _plate(self, x: float, y: float, width: float, height: float) -> None:
        """Clear ground under words, around x, y."""
        self.box(x - width / 2, y - height / 2, width, height, self.style.ground, round_=2)

    def text(
        self, x: float, y: float, words: str, *, size: float = 0.0, weight: int = 400, role: str = "text",
        align: Align = "left", room: float = 0.0, angle: float = 0.0,
    ) -> float:  # fmt: skip
        """Words on one line with the middle of its capitals at `y`, cut to `room`; says how wide they came out.

        `role` may be a colour ("#RRGGBB") too. Turned words (90 or any other angle) turn around x, y.
        """
        size = size or self.style.body
        words = lettering.plain(words)
        if room:
            words = lettering.fit(words, room, size, weight)
        if not words:
            return 0.0
        wide = lettering.width(words, size, weight)
        back = {"left": 0.0, "centre": wide / 2, "right": wide}[align]
        turn = Affine2D().rotate_deg(-angle)
        left, base = turn.transform((-back, size * _MIDDLE))
        colour = role if role.startswith("#") else self.style.colour(role)
        self.marks.append(Words(words, x + left, y + base, size, weight, colour, angle))
        return wide

    def measure(self, words: str, size: float = 0.0, weight: int = 400) -> float:
        """Units that words take on one line."""
        return lettering.width(lettering.plain(words), size or self.style.body, weight)

    def nothing(self, words: str = "Nothing to show yet") -> tuple[Spot, ...]:
        """Say in the middle that there is nothing; the end of the chart."""
        self.text(self.width / 2, self.height / 2, words, role="quiet", align="centre", room=self.width - 8)
        self.spot(0, 0, self.width, self.height, words)
        return self.done()

    def more(self, x: float, y: float, count: int, words: str) -> None:
        """Say that there is more, on a screen also where: "and 40 more people, in the table"."""
        said = f"and {count:,} more {words}{'' if self.style.paper else ', in the table'}"
        wide = self.text(x, y, said, size=self.style.small, role="quiet", room=self.width - x)
        self.spot(x, y - self.style.row / 2, wide, self.style.row, said)

    # --- the end ----------------------------------------------------------------------------------------------------

    def spot(self, x: float, y: float, width: float, height: float, words: str) -> None:
        """A place that has something to say, kept within the chart."""
        left, top = max(0.0, min(x, self.width - 1)), max(0.0, min(y, self.height - 1))
        right, bottom = min(self.width, x + width), min(self.height, y + height)
        box = (round(left, 2), round(top, 2), round(max(1.0, right - left), 2), round(max(1.0, bottom - top), 2))
        self._spots.append(Spot(*box, words))

    def done(self) -> tuple[Spot, ...]:
        """Put what was drawn on the axes."""
        self.axes.add_artist(Drawing(self.marks, self.height, self._scale))
        return tuple(self._spots)


class Drawing(Artist):
    """All marks of a chart, in the order in which they were made."""

    def __init__(self, marks: list[Shape | Words], height: float, scale: float) -> None:
        super().__init__()
        self.marks, self._height, self._scale = marks, height, scale

    def draw(self, renderer: RendererBase) -> None:
        """Hand every mark to the renderer."""
        assert self.axes is not None
        box, scale = self.axes.bbox, self._scale
        left, top = box.x0, box.y0 + self._height * scale
        units = Affine2D.from_values(scale, 0, 0, -scale, left, top)
        tall = renderer.get_canvas_width_height()[1]
        for mark in self.marks:
            gc = renderer.new_gc()
            if isinstance(mark, Shape):
                self._shape(renderer, gc, mark, units)
            else:
                gc.set_foreground(mark.colour)
                x, y = left + mark.x * scale, top - mark.y * scale
                font = lettering.font(mark.text, mark.size, mark.weight)
                renderer.draw_text(gc, x, tall - y if renderer.flipy() else y, mark.text, font, mark.angle)
            gc.restore()

    def _shape(self, renderer: RendererBase, gc: GraphicsContextBase, mark: Shape, units: Affine2D) -> None:
        gc.set_alpha(mark.opacity)
        gc.set_linewidth(mark.line if mark.edge else 0.0)  # the renderer scales it to its pixels, and dashes too
        gc.set_foreground(mark.edge or mark.fill)
        gc.set_joinstyle("round")
        gc.set_capstyle("butt" if mark.sharp or mark.dash else "round")
        gc.set_snap(mark.sharp)
        if mark.dash:
            gc.set_dashes(0, list(mark.dash))
        renderer.draw_path(gc, mark.path, units, to_rgba(mark.fill, mark.opacity) if mark.fill else None)


def _box(x: float, y: float, width: float, height: float) -> Path:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return Path(corners, closed=True)


def _rounded(x: float, y: float, width: float, height: float, radius: float) -> Path:
    """A box with round corners, clockwise from the end of its first one; a circle where they meet."""
    right, bottom, far = x + width, y + height, radius * (1 - _ROUND)
    points: list[Place] = [(x + radius, y), (right - radius, y)]
    points += [(right - far, y), (right, y + far), (right, y + radius), (right, bottom - radius)]
    points += [(right, bottom - far), (right - far, bottom), (right - radius, bottom), (x + radius, bottom)]
    points += [(x + far, bottom), (x, bottom - far), (x, bottom - radius), (x, y + radius)]
    points += [(x, y + far), (x + far, y), (x + radius, y), (x + radius, y)]
    turn = [Path.CURVE4] * 3
    return Path(points, [Path.MOVETO, *[Path.LINETO, *turn] * 4, Path.CLOSEPOLY])
