"""What the room looks at: its view, which round and which side of it, and the time. The projector gets nothing else."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from program.views import WorkshopView
from program.views_circle import RoundSheet


class Side(StrEnum):
    """What is in front in the room."""

    TABLES = "tables"
    NEXT = "next"
    LISTS = "lists"
    TITLE = "title"


class Scene(msgspec.Struct, frozen=True):
    """One moment of the room. `number` is the round in front, counted from 1."""

    view: WorkshopView | None = None
    number: int = 1
    side: Side = Side.TABLES
    time: str = ""
    part: float = 0.0
    over: bool = False
    running: bool = False

    @property
    def shown(self) -> RoundSheet | None:
        """The round whose tables are in front."""
        return self.round(self.number + (self.side is Side.NEXT))

    def round(self, number: int) -> RoundSheet | None:
        """A round by its number, without those who are marked as away from it; None when it is not planned."""
        circle = self.view.circle if self.view is not None else None
        if circle is None or not 1 <= number <= len(circle.rounds):
            return None
        assert self.view is not None
        away = {each.name for each in self.view.attendance if each.round == number and each.presence == "away"}
        found = circle.rounds[number - 1]
        if not away:
            return found
        tables = tuple(
            msgspec.structs.replace(table, people=tuple(name for name in table.people if name not in away))
            for table in found.tables
        )
        return msgspec.structs.replace(found, tables=tables, out=tuple(n for n in found.out if n not in away))

    @property
    def title(self) -> str:
        """ "Round 2 of 4"; the circle's name where there are no rounds."""
        circle = self.view.circle if self.view is not None else None
        if circle is None:
            return self.view.program if self.view is not None else ""
        if self.side in (Side.TITLE, Side.LISTS) or not circle.rounds:
            return circle.name
        if self.side is Side.NEXT:
            return f"Next: round {self.number + 1}" if self.number < len(circle.rounds) else "That was the last round"
        return f"Round {self.number} of {len(circle.rounds)}"

    @property
    def beside(self) -> str:
        """What stands small over the title."""
        circle = self.view.circle if self.view is not None else None
        if circle is None:
            return ""
        parts = [circle.name] if circle.name != self.title else [self.view.program if self.view is not None else ""]
        parts += [f"with {circle.facilitator}"] if circle.facilitator else []
        return "   ·   ".join(filter(None, parts))

    @property
    def words(self) -> str:
        """All of it in words, for whoever hears the screen."""
        lines = [self.beside, self.title, self.time]
        if (shown := self.shown) is not None and self.side in (Side.TABLES, Side.NEXT):
            for table in shown.tables:
                names = ", ".join(f"{name} (host)" if name == table.host else name for name in table.people)
                lines.append(f"Table {table.number}: {names}")
            lines += [f"Sitting out: {', '.join(shown.out)}"] if shown.out else []
        lines += [f"{title}: {'; '.join(each)}" for title, each in self.lists() if each]
        return ". ".join(filter(None, lines))

    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The lists of the room: a title and its lines each."""
        view = self.view
        if view is None:
            return ()
        actions = tuple(
            " – ".join(filter(None, (each.title, ", ".join(filter(None, (each.owner, each.due))))))
            for each in view.actions
            if not each.done
        )
        return ("Actions", actions), ("Parking lot", view.parked), ("Learnt", view.learnt)
