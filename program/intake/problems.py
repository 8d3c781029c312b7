"""What can be wrong with rows of a file, and what the user may have done about each class of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from program.records import Words


class Choice(Words):
    """What to do about a class of problems."""

    SKIP = "skip"  # leave these rows out
    TAKE = "take"  # import them as is, without what cannot be understood
    MERGE = "merge"  # bring them together with the person they double
    INSTEAD = "instead"  # the other way that this class offers


class Concern(Words):
    """A class of problems."""

    MISSING_NAME = "missing_name"
    SHIFTED_ROW = "shifted_row"
    DOUBLED_ROW = "doubled_row"
    DOUBLED_NUMBER = "doubled_number"
    DOUBLED_EMAIL = "doubled_email"
    DOUBLED_NAME = "doubled_name"
    UNKNOWN_MANAGER = "unknown_manager"
    UNCLEAR_MANAGER = "unclear_manager"
    OWN_MANAGER = "own_manager"
    MANAGER_LOOP = "manager_loop"
    IMPOSSIBLE_DATE = "impossible_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    UNKNOWN_STATUS = "unknown_status"
    LEFT_YET_ACTIVE = "left_yet_active"
    UNKNOWN_VALUE = "unknown_value"
    NEW_ENTRY = "new_entry"
    TOO_LONG = "too_long"

    @property
    def label(self) -> str:
        return _OFFERS[self][0]

    @property
    def offers(self) -> Mapping[Choice, str]:
        """What may be chosen, in words; the first is what happens when nothing is chosen."""
        return _OFFERS[self][1]

    @property
    def usual(self) -> Choice:
        """What happens when nothing is chosen."""
        return next(iter(self.offers))


_SKIP = "Leave these rows out"
_EMPTY = "Leave the field empty"
_OFFERS: dict[Concern, tuple[str, Mapping[Choice, str]]] = {
    Concern.MISSING_NAME: (
        "No name",
        {Choice.SKIP: _SKIP, Choice.TAKE: "Name them after their e-mail or number"},
    ),
    Concern.SHIFTED_ROW: (
        "Cells may have shifted",
        {Choice.SKIP: _SKIP, Choice.TAKE: "Import them as they stand"},
    ),
    Concern.DOUBLED_ROW: (
        "The same person twice",
        {Choice.MERGE: "Make one person of them", Choice.SKIP: "Leave the later rows out", Choice.TAKE: "Keep both"},
    ),
    Concern.DOUBLED_NUMBER: (
        "Employee number twice, for different names",
        {
            Choice.TAKE: "Import the later ones without their number",
            Choice.SKIP: "Leave the later rows out",
            Choice.MERGE: "Make one person of them",
        },
    ),
    Concern.DOUBLED_EMAIL: (
        "E-mail of somebody else",
        {
            Choice.TAKE: "Import the later ones without their e-mail",
            Choice.SKIP: "Leave the later rows out",
            Choice.MERGE: "Make one person of them",
        },
    ),
    Concern.DOUBLED_NAME: (
        "Name twice",
        {
            Choice.TAKE: "They are different people",
            Choice.MERGE: "Make one person of them",
            Choice.SKIP: "Leave the later rows out",
        },
    ),
    Concern.UNKNOWN_MANAGER: (
        "Manager not known",
        {Choice.TAKE: "Keep the manager’s name as words", Choice.INSTEAD: _EMPTY, Choice.SKIP: _SKIP},
    ),
    Concern.UNCLEAR_MANAGER: (
        "Manager’s name fits several people",
        {Choice.TAKE: "Keep the manager’s name as words", Choice.INSTEAD: _EMPTY, Choice.SKIP: _SKIP},
    ),
    Concern.OWN_MANAGER: ("Manager of oneself", {Choice.TAKE: _EMPTY, Choice.SKIP: _SKIP}),
    Concern.MANAGER_LOOP: (
        "Managers in a circle",
        {
            Choice.TAKE: "Import them as they stand",
            Choice.INSTEAD: "Keep the manager’s name as words",
            Choice.SKIP: _SKIP,
        },
    ),
    Concern.IMPOSSIBLE_DATE: ("Impossible date", {Choice.TAKE: _EMPTY, Choice.SKIP: _SKIP}),
    Concern.AMBIGUOUS_DATE: ("Day or month first?", {Choice.TAKE: _EMPTY, Choice.SKIP: _SKIP}),
    Concern.UNKNOWN_STATUS: ("Status not known", {Choice.TAKE: "Import them without it", Choice.SKIP: _SKIP}),
    Concern.LEFT_YET_ACTIVE: (
        "Active after the leaving date",
        {Choice.TAKE: "Go by the status", Choice.INSTEAD: "Mark them as left", Choice.SKIP: _SKIP},
    ),
    Concern.UNKNOWN_VALUE: ("Value not understood", {Choice.TAKE: _EMPTY, Choice.SKIP: _SKIP}),
    Concern.NEW_ENTRY: (
        "Not in the book yet",
        {Choice.TAKE: "Add it to the book", Choice.INSTEAD: _EMPTY, Choice.SKIP: _SKIP},
    ),
    Concern.TOO_LONG: (
        "Text too long",
        {Choice.TAKE: _EMPTY, Choice.INSTEAD: "Keep its beginning", Choice.SKIP: _SKIP},
    ),
}


class Problem(msgspec.Struct, frozen=True):
    """One problem: its class, the row as in the file, the column's heading (empty: the whole row), and a sentence.

    The sentence may quote the file; it is for the user's eyes and never for a log.
    """

    concern: Concern
    row: int
    column: str
    words: str


class Ledger:
    """Collects problems and says what was chosen for each."""

    def __init__(self, choices: Iterable[tuple[Concern, Choice]]) -> None:
        self._chosen = dict(choices)
        self.problems: list[Problem] = []

    def note(self, concern: Concern, row: int, column: str, words: str) -> Choice:
        """Keep the problem; returns what to do about it."""
        self.problems.append(Problem(concern, row, column, words))
        choice = self._chosen.get(concern, concern.usual)
        return choice if choice in concern.offers else concern.usual


def counts(problems: Iterable[Problem]) -> Mapping[Concern, int]:
    """How many problems there are of each class, in the order of the classes."""
    met = Counter(problem.concern for problem in problems)
    return {concern: met[concern] for concern in Concern if met[concern]}
