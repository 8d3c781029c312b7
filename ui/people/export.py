"""Taking people and placements out into a file, at the tier of whoever will read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QComboBox, QFormLayout, QLabel, QRadioButton, QWidget

from program.commands.base import counted
from program.records import Kind, Person, Placement, Record, Tier
from program.trouble import Trouble
from program.views_reader import readable
from ui.ask import Question
from ui.handout import give_out
from ui.jobs import IsCancelled, Progress
from ui.parts.labels import label

if TYPE_CHECKING:
    from storage.releasing import Outgoing
    from ui.desk import Desk

_READERS = (
    (Tier.PROGRAM, "Facilitators: what the program works with"),
    (Tier.PAIR, "The two people of a pair: with aspirations and goals"),
    (Tier.RESTRICTED, "The program lead alone: all but what is only ever counted"),
)
_WHAT: tuple[tuple[str, tuple[type[Record], ...]], ...] = (
    ("People", (Person,)),
    ("Placements", (Placement,)),
    ("People and placements", (Person, Placement)),
)
_TYPES = ((".xlsx", "Excel workbook (.xlsx)"), (".csv", "Text table (.csv)"))


class ExportDialog(Question):
    """Who will read it, what it holds, of whom, and as what kind of file."""

    def __init__(
        self, everyone: int, chosen: Sequence[str], shown: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Export people and placements",
            "The file lies outside the encrypted book: whoever has it can read it. It holds no more than "
            "its reader may see.",
            parent,
        )
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.reader = _field(form, "For", [words for _, words in _READERS])
        self.what = _field(form, "What", [words for words, _ in _WHAT])
        self.type = _field(form, "As", [words for _, words in _TYPES])
        self._people = QButtonGroup(self)
        self._ids: list[Sequence[str] | None] = [None]
        self._add_people(form, "Of", f"Everyone ({everyone:,})", None, checked=not len(chosen) > 1)
        if 0 < len(shown) < everyone:
            self._add_people(form, "", f"The {counted(len(shown), 'person', 'people')} shown", shown)
        if chosen:
            words = f"The {counted(len(chosen), 'person', 'people')} chosen"
            self._add_people(form, "", words, chosen, checked=len(chosen) > 1)
        self.body.addLayout(form)
        self._fields = label("", "quiet small", wrap=True)
        self.body.addWidget(self._fields)
        for field in (self.reader, self.what):
            field.currentIndexChanged.connect(self._describe)
        self.what.currentIndexChanged.connect(self._offer_types)
        self.buttons("Choose where…")
        self._describe()
        self.setMinimumWidth(540)

    def _add_people(
        self, form: QFormLayout, words: str, name: str, ids: Sequence[str] | None, *, checked: bool = False
    ) -> None:
        button = QRadioButton(name)
        button.setChecked(checked)
        self._people.addButton(button, len(self._people.buttons()))
        if self._people.id(button):
            self._ids.append(ids)
        form.addRow(label(words, "quiet"), button)

    @property
    def tier(self) -> Tier:
        """Whoever reads it may see this tier and what is more open."""
        return _READERS[self.reader.currentIndex()][0]

    @property
    def kinds(self) -> tuple[type[Record], ...]:
        """What it holds."""
        return _WHAT[self.what.currentIndex()][1]

    @property
    def suffix(self) -> str:
        """The kind of file."""
        return _TYPES[self.type.currentIndex()][0]

    @property
    def people(self) -> Sequence[str] | None:
        """Of whom; None for everyone."""
        return self._ids[max(0, self._people.checkedId())]

    def _describe(self) -> None:
        labels = [spec.label for cls in self.kinds for spec in readable(cls, self.tier) if spec.kind is not Kind.CUSTOM]
        self._fields.setText(f"Columns: {', '.join(labels)}.")

    def _offer_types(self) -> None:
        """Text holds one table, so both together go into a workbook."""
        several = len(self.kinds) > 1
        self.type.setEnabled(not several)
        if several:
            self.type.setCurrentIndex(0)


def export_people(desk: Desk, *, chosen: Sequence[str], shown: Sequence[str]) -> None:
    """Ask what to export and where to, write it beside the window, and note in the journal that it was."""
    program = desk.program()
    dialog = ExportDialog(len(program.of(Person)), chosen, shown, desk.ask.window)
    if not desk.ask.show(dialog):
        return
    tier, kinds, suffix, people = dialog.tier, dialog.kinds, dialog.suffix, dialog.people
    words = _WHAT[dialog.what.currentIndex()][0]
    filter_ = f"{_TYPES[dialog.type.currentIndex()][1].partition(' (')[0]} (*{suffix})"
    path = desk.ask.save_file("Where should the file go?", f"{words}{suffix}", filter_)
    if path is None:
        return
    ids = None
    if people is not None:
        wanted = frozenset(people)
        placements = program.of(Placement).values()
        ids = wanted | {placement.id for placement in placements if placement.person in wanted}
    stand, store, reader = desk.book.stand(), desk.book.store, _READERS[dialog.reader.currentIndex()][1]

    def work(_progress: Progress, cancelled: IsCancelled) -> Outgoing:
        from storage.exchange.export import NAMES, export
        from storage.releasing import Copy, Outgoing

        cleared, data = export(program, suffix, kinds, tier, ids=ids, cancelled=cancelled)
        copy = Copy.next(program, store, stand, NAMES[kinds], reader.partition(":")[0])
        return Outgoing.of(cleared, data, copy)

    give_out(desk, path, work, "Exporting", lambda written, _outgoing: f"Exported to {written.name}.")


def copy_people(desk: Desk, chosen: Sequence[str]) -> None:
    """Copy people as a table, as facilitators may read it; the journal says that it was done, not what."""
    from storage.exchange.export import for_pasting

    cleared, text = for_pasting(desk.program(), chosen)
    people = counted(len(cleared.view.rows), "person", "people")
    try:
        if not desk.book.read_only:
            desk.book.note(f"Copied {people}, cleared for the tier {cleared.tier.label}")
    except Trouble as trouble:
        desk.notice.trouble(trouble)
        return
    desk.clipboard.copy(text)
    held = f" Withheld: {'; '.join(cleared.words)}." if cleared.words else ""
    desk.notice.say(f"Copied {people}, with what facilitators may read.{held}")


def _field(form: QFormLayout, words: str, choices: Sequence[str]) -> QComboBox:
    field = QComboBox()
    field.addItems(list(choices))
    field.setAccessibleName(words)
    field.view().setAccessibleName(words)
    name: QLabel = label(words, "quiet")
    name.setBuddy(field)
    form.addRow(name, field)
    return field
