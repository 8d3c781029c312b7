"""Which chart draws which kind of picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from program.metrics import pictures
from program.metrics.pictures import Picture
from reports.figures import Spot, bars, curve, funnel, groups, heat, loads, matrix, network, slopes, trend
from reports.figures.engine import Axes
from reports.figures.style import Style

Draw = Callable[[Axes, Any, Style], tuple[Spot, ...]]

CHARTS: Mapping[type[Picture], Draw] = {
    pictures.Bars: bars.draw,
    pictures.Heat: heat.draw,
    pictures.Loads: loads.draw,
    pictures.Network: network.draw,
    pictures.Slopes: slopes.draw,
    pictures.Funnel: funnel.draw,
    pictures.Trend: trend.draw,
    pictures.Matrix: matrix.draw,
    pictures.Curve: curve.draw,
    pictures.Groups: groups.draw,
}


def draw(axes: Axes, picture: Picture, style: Style) -> tuple[Spot, ...]:
    """Draw a picture on axes, whatever its kind. Raises KeyError for a kind no chart draws."""
    return CHARTS[type(picture)](axes, picture, style)
