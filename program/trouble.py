"""Errors with words for the user.

A `Trouble` says what happened, what was kept and what to do next. Its text never holds private content: names of
people and the like live only in attributes such as `RuleBroken.findings`, which a log never prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from program.findings import Finding
    from program.validity import Problem


class Trouble(Exception):
    """Something the user should know: `what` happened, what was `kept`, what `todo` next (each a plain sentence)."""

    def __init__(self, what: str, kept: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.todo = todo

    def sentence(self) -> str:
        """All three parts as one line."""
        return " ".join(part for part in (self.what, self.kept, self.todo) if part)

    def __str__(self) -> str:
        return self.sentence()


class RuleBroken(Trouble):
    """A rotation rule stands against the command; `findings` name which, with people's names inside."""

    def __init__(self, findings: Iterable[Finding], *, reason_helps: bool = True) -> None:
        self.findings = tuple(findings)
        self.reason_helps = reason_helps
        count = len(self.findings)
        super().__init__(
            "A rule stands against this." if count == 1 else f"{count} rules stand against this.",
            kept="Nothing was changed.",
            todo="Give a reason to do it all the same." if reason_helps else "",
        )


class Refused(Trouble):
    """The plan itself stands against the command (a pinned card, no free cell), whatever reason is given."""


class NotValid(Trouble):
    """A record is not complete or not possible; `problems` say field by field what to mend."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        labels = sorted({problem.label for problem in self.problems})
        super().__init__(
            "This cannot be kept as it stands.",
            kept="Nothing was changed.",
            todo=f"Look at: {', '.join(labels)}." if labels else "",
        )


class Cancelled(Trouble):
    """The user stopped a long piece of work."""

    def __init__(self) -> None:
        super().__init__("Stopped as you asked.", kept="Nothing was changed.")
