"""What can be done with people: the page's part of the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from program.commands import Keep, Remove
from program.records import Person, Role, new_id
from ui.actions import Action, qaction
from ui.parts.record_dialog import RecordDialog
from ui.people.bulk import MANY, change_people, with_roles

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.parts.record_table import RecordTable
    from ui.people.panel import Panel

ASKED = ("name", "email", "title", "unit", "roles", "status", "cohort", "track", "manager", "external")
"""What is asked of somebody new; everything else has time."""


class Deeds(QObject):
    """Everything the page offers to do with the people chosen."""

    added = Signal(str)
    """Somebody was added: their id."""
    import_wanted = Signal()
    export_wanted = Signal()
    everyone_wanted = Signal()
    attention_wanted = Signal()
    go = Signal(str, str)
    inspect = Signal()

    def __init__(self, desk: Desk, table: RecordTable, panel: Panel) -> None:
        super().__init__(table)
        self._desk, self._table, self._panel = desk, table, panel

    # ---- who -------------------------------------------------------------------------------------------------------

    def chosen(self) -> list[Person]:
        """The people chosen, as they are now."""
        program = self._desk.program()
        found = (program.get(Person, id_) for id_ in self._table.chosen_ids())
        return [person for person in found if person is not None]

    def _can_change(self) -> bool:
        return self._desk.is_open and not self._desk.book.read_only

    def _any(self) -> bool:
        return bool(self._table.chosen_ids())

    def _any_to_change(self) -> bool:
        return self._any() and self._can_change()

    def _one(self) -> bool:
        return len(self._table.chosen_ids()) == 1

    def _one_to_change(self) -> bool:
        return self._one() and self._can_change()

    def _one_of_ours(self) -> bool:
        """Whether it is one person, and the book is the lead's own: somebody else's data is given out and erased there.
        """
        return self._one_to_change() and self._desk.book.handover.came is None

    # ---- doing it --------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask who it is, and add them."""
        dialog = RecordDialog(
            "Add a person", Person(new_id(), name=""), self._desk.program(), yes="Add", only=ASKED, columns=2,
            parent=self._desk.ask.window,
        )  # fmt: skip
        if self._desk.ask.show(dialog):
            records = dialog.form.records()
            if self._desk.do(Keep(records, f"Add {dialog.form.record().name}")) is not None:  # type: ignore[attr-defined]
                self.added.emit(records[-1].id)

    def edit(self) -> None:
        """Edit the cell the keyboard is on."""
        self._table.edit_current()

    def remove(self) -> None:
        """Remove the people chosen, and what cannot be without them; the notice tells how much that was."""
        people = self.chosen()
        if people and self._can_change():
            command = Remove(tuple(people))
            if len(people) > MANY:
                self._desk.do_in_background(command, "Removing people")
            else:
                self._desk.do(command)

    def give_role(self) -> None:
        """Ask for a role and give it to the people chosen."""
        self._role("Give which role?", tuple(Role), lambda person, role: with_roles(person, give=role), "roles")

    def take_role(self) -> None:
        """Ask for a role and take it from the people chosen."""
        held = [role for role in Role if any(role in person.roles for person in self.chosen())]
        if not held:
            self._desk.notice.say("None of them has a role.")
            return
        self._role("Take away which role?", held, lambda person, role: with_roles(person, take=role), "roles")

    def _role(self, title: str, roles: Sequence[Role], change: Callable[[Person, Role], Person], words: str) -> None:
        offered = [role for role in Role if role in roles]
        value = self._desk.ask.choice(title, "", [(role.value, role.label) for role in offered], yes="OK")
        people = self.chosen()
        if value is not None and people:
            change_people(self._desk, people, words, [change(person, Role(value)) for person in people])

    # ---- the table of actions --------------------------------------------------------------------------------------

    def actions(self) -> list[Action]:
        """All of it."""
        rotation, person = self._panel.person.rotation, self._panel.person
        return [
            Action("people_add", "Add a person…", self.add, "plus", "Ctrl+N", self._can_change),
            Action("people_import", "Import people from a file…", self.import_wanted.emit, "import", "Ctrl+Shift+I",
                   self._can_change),
            Action("people_export", "Export people and placements…", self.export_wanted.emit, "export", "Ctrl+E"),
            Action("people_copy", "Copy as a table for facilitators", self._copy, "copy", "Ctrl+C", self._any),
            Action("people_edit", "Edit the cell", self.edit, "edit", "F2", self._any_to_change),
            Action("people_open", "Go to the person’s form", self._open, "person", "Ctrl+Return", self._any),
            Action("people_give", "Give a role…", self.give_role, "tag", "Ctrl+R", self._any_to_change),
            Action("people_take", "Take away a role…", self.take_role, "minus", "Ctrl+Shift+R", self._any_to_change),
            Action("people_absence", "Add an absence…", rotation.add_absence, "calendar", "",
                   self._one_to_change),
            Action("people_conflict", "Add a conflict…", rotation.add_conflict, "flag", "", self._one_to_change),
            Action("people_remove", "Remove", self.remove, "trash", "", self._any_to_change),
            Action("people_board", "Show on the board", lambda: self._leave("board"), "board", "", self._one),
            Action("people_sheet", "Print the person’s sheet…", lambda: self._leave("reports"), "print", "Ctrl+P",
                   self._one),
            Action("people_note", "Drop a note about this person…", self._note, "note", "", self._one_to_change),
            Action("people_held", "Give out everything held of this person…", self._held, "export", "",
                   self._one_of_ours),
            Action("people_erase", "Erase this person for good…", self._erase, "trash", "", self._one_of_ours),
            Action("people_history", "Show the person’s history", lambda: self._tab("history"), "history", "",
                   self._one),
            Action("people_rotation", "Show the person’s rotation", lambda: self._tab("rotation"), "cycle", "",
                   self._one),
            Action("people_profile", "Show the person’s profile", lambda: self._tab("profile"), "person", "",
                   lambda: bool(person.person_id) and self._one()),
            Action("people_everyone", "Show everyone", self.everyone_wanted.emit, "people", "Ctrl+Shift+A"),
            Action("people_attention", "Show who needs attention", self.attention_wanted.emit, "warning"),
            Action("people_columns", "Columns…", self._columns, "columns"),
        ]  # fmt: skip

    def menu(self, at: QPoint) -> None:
        """The menu of the rows chosen."""
        groups = (
            ("people_open", "people_edit"),
            ("people_give", "people_take", "people_absence", "people_conflict"),
            ("people_board", "people_sheet", "people_note", "people_history"),
            ("people_copy", "people_export", "people_held"),
            ("people_remove", "people_erase"),
        )
        table = {action.key: action for action in self.actions()}
        menu = QMenu(self._table)
        for group in groups:
            if menu.actions():
                menu.addSeparator()
            for key in group:
                menu.addAction(_entry(table[key], menu))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _copy(self) -> None:
        from ui.people.export import copy_people

        copy_people(self._desk, self._table.chosen_ids())

    def _open(self) -> None:
        self.inspect.emit()
        self._panel.focus_form()

    def _note(self) -> None:
        ids = self._table.chosen_ids()
        if len(ids) == 1:
            self.go.emit("feedback", f"drop {ids[0]}")

    def _held(self) -> None:
        from ui.people.access import export_person

        if len(people := self.chosen()) == 1:
            export_person(self._desk, people[0])

    def _erase(self) -> None:
        from ui.people.erasing import erase_person

        if len(people := self.chosen()) == 1:
            erase_person(self._desk, people[0])

    def _tab(self, name: str) -> None:
        self.inspect.emit()
        self._panel.person.show_tab(name)

    def _leave(self, page: str) -> None:
        ids = self._table.chosen_ids()
        if len(ids) == 1:
            self.go.emit(page, ids[0])

    def _columns(self) -> None:
        header = self._table.horizontalHeader()
        self._table.columns_menu(header.mapToGlobal(header.rect().bottomLeft()))


def _entry(action: Action, menu: QWidget) -> QAction:
    made = qaction(action, menu)
    made.setEnabled(action.enabled())
    return made
