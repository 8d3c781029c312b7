"""Everything a user can do, on one page. Importing a file of people is in `program.intake`."""

from program.commands.base import Command
from program.commands.cycles import AddCycles, RollForward
from program.commands.placements import (
    EditPlacements,
    Mode,
    MovePlacements,
    Pin,
    Place,
    SetState,
    Target,
    Unplace,
)
from program.commands.records import Keep, Remove

__all__ = [
    "AddCycles",
    "Command",
    "EditPlacements",
    "Keep",
    "Mode",
    "MovePlacements",
    "Pin",
    "Place",
    "Remove",
    "RollForward",
    "SetState",
    "Target",
    "Unplace",
]
