"""Any sequence of doing, undoing, redoing, noting, locking and reopening leaves the book as a plain model has it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import msgspec
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from program.commands import Keep, Remove
from program.records import Host, Person, Record
from tests.storage.books import closed, opened, person

State = dict[str, Record]

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(str.strip)
NUMBERS = st.integers(0, 5)


class BookAndModel(RuleBasedStateMachine):
    """The model: a dict of people and hosts, the states before it, and those undone."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="rotunda-model-"))
        self.book = opened(closed(self.folder)[0])
        self.state: State = self.actual()
        self.before: list[State] = []
        self.undone: list[State] = []
        self.marks = [(self.book.head().seq, self.state)]

    def actual(self) -> State:
        program = self.book.program()
        return {**program.of(Person), **program.of(Host)}

    def done(self, after: State) -> None:
        if after != self.state:
            self.before.append(self.state)
            self.undone.clear()
            self.state = after
            self.mark()

    def mark(self) -> None:
        self.marks.append((self.book.head().seq, self.state))

    @rule(number=NUMBERS, name=TEXTS, unit=TEXTS)
    def keep_person(self, number: int, name: str, unit: str) -> None:
        change = self.book.do(Keep((person(number, name=name, unit=unit),)))
        self.done({**self.state, **{pair.after.id: pair.after for pair in change.pairs if pair.after}})

    @rule(numbers=st.sets(NUMBERS, min_size=2), manager=NUMBERS)
    def keep_several(self, numbers: set[int], manager: int) -> None:
        boss = person(manager)
        staff = tuple(person(number, manager=boss.id) for number in numbers if number != manager)
        self.book.do(Keep((boss, *staff)))
        self.done({**self.state, **{item.id: item for item in (boss, *staff)}})

    @rule(number=NUMBERS)
    def remove(self, number: int) -> None:
        gone = self.state.get(f"new{number}")
        if gone is not None:
            self.book.do(Remove((gone,)))
            left = {id_: item for id_, item in self.state.items() if item is not gone}
            self.done({id_: self.without_manager(item, gone.id) for id_, item in left.items()})

    @staticmethod
    def without_manager(item: Record, manager: str) -> Record:
        if isinstance(item, Person) and item.manager == manager:
            return msgspec.structs.replace(item, manager="")
        return item

    @rule(seats=st.integers(0, 9))
    def change_host(self, seats: int) -> None:
        host = msgspec.structs.replace(self.state["ops"], seats=seats)
        self.book.do(Keep((host,)))
        self.done({**self.state, "ops": host})

    @rule()
    def undo(self) -> None:
        change = self.book.undo()
        if self.before:
            assert change
            self.undone.append(self.state)
            self.state = self.before.pop()
            self.mark()
        else:  # what the template did
            assert change is not None
            self.book.redo()

    @rule()
    def redo(self) -> None:
        change = self.book.redo()
        assert bool(change) is bool(self.undone)
        if self.undone:
            self.before.append(self.state)
            self.state = self.undone.pop()
            self.mark()

    @rule(place=st.integers(0, 100))
    def go_back(self, place: int) -> None:
        seq, then = self.marks[place % len(self.marks)]
        self.book.undo_to(seq)
        self.done(then)

    @rule(title=TEXTS)
    def note(self, title: str) -> None:
        self.book.note(title)

    @precondition(lambda self: len(self.marks) % 4 == 0)
    @rule()
    def lock_and_reopen(self) -> None:
        head = self.book.head()
        self.book.close(backup=False)
        self.book = opened(self.book.path)
        assert self.book.head() == head

    @invariant()
    def book_is_model(self) -> None:
        assert self.actual() == self.state
        assert self.book.undo_title is not None
        assert (self.book.redo_title is not None) is bool(self.undone)

    def teardown(self) -> None:
        assert self.book.check() == []
        program, titles = self.book.program(), (self.book.undo_title, self.book.redo_title)
        self.book.close(backup=False)
        with opened(self.book.path) as again:
            assert again.program() == program
            assert (again.undo_title, again.redo_title) == titles
        shutil.rmtree(self.folder)


TestBookAndModel = BookAndModel.TestCase
TestBookAndModel.settings = settings(max_examples=15, stateful_step_count=40)
