"""A chart as a card on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from program.metrics.pictures import Funnel, Heat, Loads, Network, Picture, Slopes
from ui.parts.chart import HIGH, ChartView
from ui.parts.chart_file import Remakes
from ui.theme import dress

if TYPE_CHECKING:
    from ui.desk import Desk

_ROW, _EDGES = 24, 56  # a line of names, and what stands around them
_MOST = 720


class ChartCard(QFrame):
    """A raised field with one chart in it."""

    def __init__(
        self, desk: Desk, height: int = 0, *, compact: bool = False, parent: QWidget | None = None
    ) -> None:
        """`height` is that of the drawing, 0 for as high as each picture needs to be."""
        super().__init__(parent)
        self._fixed = height
        dress(self, "card")
        self.chart = ChartView(desk, height or HIGH, compact=compact)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 10, 12)
        column.addWidget(self.chart)

    def show_picture(self, picture: Picture, remakes: Remakes) -> None:
        """Show this one, as high as it needs to be."""
        self.chart.canvas.set_height(self._fixed or height_of(picture))
        self.chart.show_picture(picture, remakes)
        self.setAccessibleName(picture.title)


def height_of(picture: Picture) -> int:
    """How high a chart is to be in a gallery, in device-independent pixels."""
    if isinstance(picture, Heat):
        return min(_MOST, max(HIGH, _EDGES + _ROW * len(picture.rows)))
    if isinstance(picture, Loads):
        return min(_MOST, max(HIGH, _EDGES + _ROW * len(picture.loads)))
    if isinstance(picture, Slopes):
        return min(_MOST, max(HIGH + 40, _EDGES + _ROW * len(picture.slopes)))
    if isinstance(picture, Funnel):
        return max(_EDGES, 66 * len(picture.steps) - 8)
    return HIGH + (160 if isinstance(picture, Network) else 60)
