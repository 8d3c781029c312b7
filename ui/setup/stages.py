"""How stages look: the three in rising strength of the accent, with the colour of words upon each."""

from __future__ import annotations

from PySide6.QtGui import QColor

from program.records import Stage
from ui.theme import theme


def ground(stage: Stage) -> QColor:
    """The colour of a stage: the later, the stronger."""
    look = theme()
    if stage is Stage.FOUNDATION:
        return look.colour("accent_soft")
    if stage is Stage.LEAD:
        return look.colour("accent")
    soft, full = look.colour("accent_soft"), look.colour("accent")
    part = 0.72
    return QColor.fromRgbF(
        soft.redF() * part + full.redF() * (1 - part),
        soft.greenF() * part + full.greenF() * (1 - part),
        soft.blueF() * part + full.blueF() * (1 - part),
    )


def ink(stage: Stage) -> QColor:
    """The colour of words on it."""
    return theme().colour("on_accent" if stage is Stage.LEAD else "text")
