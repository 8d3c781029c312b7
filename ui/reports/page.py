"""The reports page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from program.commands.records import Keep
from program.records import Circle, Edition, Release
from program.releases import Recognised, Standing
from program.snapshots import since
from program.trouble import Trouble
from program.views import composed
from reports.catalogue import REPORTS
from ui import icons
from ui.actions import Action
from ui.desk import Desk
from ui.handout import Prepared, give_again, give_out, is_ours, prepare
from ui.jobs import IsCancelled, Job, Progress
from ui.page import Memory, Page
from ui.parts.labels import Elided
from ui.parts.leading import in_order
from ui.reports.builder import Builder
from ui.reports.options import OptionsForm
from ui.reports.preview import Preview, page_sizes
from ui.reports.register import Register
from ui.reports.shelf import REGISTER, Shelf
from ui.theme import dress

if TYPE_CHECKING:
    from storage.releasing import Outgoing

_SIDE = 324  # width of the column of choices
_PAUSE = 250  # milliseconds of no further choice before the document is made anew


class ReportsPage(Page):
    """Documents at the left with what can be chosen about them, the pages at the right, exactly as they will print."""

    key = "reports"
    title = "Reports"
    icon = "reports"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.made: Prepared | None = None
        """The document shown, as it would be handed over but for its password."""
        self._report = next(iter(REPORTS.values()))
        self._chosen: dict[str, dict[str, str]] = {}
        self._job: Job | None = None
        self._pages = 0
        self._shelf = Shelf()
        self._form = OptionsForm()
        self.builder = Builder()
        self.composing = False
        self._preview = Preview(desk.jobs)
        self._count = Elided("", "quiet small")
        self._save = QPushButton("Save PDF…")
        dress(self._save, "primary")
        icons.set_icon(self._save, "save", "on_accent")
        self._save.clicked.connect(self.save)
        self.register = Register()
        self._shown = QStackedWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._make)
        self._lay_out()
        self._form.changed.connect(self._pause.start)
        self._form.compose.clicked.connect(lambda _checked=False: self.compose())
        self.builder.changed.connect(self._pause.start)
        self.builder.kept.connect(self.keep_edition)
        self.builder.left.connect(self.go_back)
        self._shelf.report.connect(self.show_report)
        self._shelf.register.connect(self.show_register)
        self._shelf.ours.connect(self.recognise)
        self.register.again.connect(self.make_again)
        desk.changed.connect(self._present_changed)
        self._form.follow(desk.program())
        self.builder.follow(desk.program())
        self.register.follow(desk.program())
        self.show_report(self._report.key)

    # ---- what the frame asks ---------------------------------------------------------------------------------------

    def subtitle(self) -> str:
        if self._shown.currentWidget() is self.register:
            return "What was released"
        return f"{self._report.title}: a new edition" if self.composing else self._report.title

    def actions(self) -> list[Action]:  # type: ignore[override]  # ours is the table's kind of action, not Qt's
        shown = [
            Action(f"report-{r.key}", f"Show: {r.title}", lambda key=r.key: self.show_report(key), "reports")  # type: ignore[misc]
            for r in REPORTS.values()
        ]
        return [
            *shown,
            Action("report-save", "Save PDF…", self.save, "save", "Ctrl+S", lambda: self.made is not None),
            Action("report-compose", "Compose an edition of this pack…", self.compose, "edit", "", self._may_compose),
            Action("report-register", "Show what was released", self.show_register, "history"),
            Action("report-ours", "Is this file ours?…", self.recognise, "search"),
        ]

    def reveal(self, record_id: str) -> None:
        """A document by its key (after a colon the id of a circle it is of), a circle's round sheet by its id, or the
        sheet of a person by the person's id."""
        report, colon, circle = record_id.partition(":")
        if colon and report in REPORTS:
            self.show_report(report)
            self._form.choose("circle", circle)
            self._make()
        elif record_id in REPORTS:
            self.show_report(record_id)
        elif self.desk.program().get(Circle, record_id) is not None:
            self.show_report("circle")
            self._form.choose("circle", record_id)
            self._make()
        elif record_id:
            self.show_report("person")
            self._form.choose("id_", record_id)
            self._make()

    def state(self) -> Memory:
        return {"report": self._report.key}

    def restore(self, state: Memory) -> None:
        key = state.get("report")
        if isinstance(key, str) and key in REPORTS:
            self.show_report(key)

    def scenes(self) -> dict[str, Callable[[], object]]:
        """States of the page to look at, by name."""
        return {"register": self.show_register, "compose": self.compose}

    # ---- what can be done ------------------------------------------------------------------------------------------

    def show_report(self, key: str) -> None:
        """Show this document, with the options chosen for it before."""
        self._side(composing=False)
        self._chosen[self._report.key] = self._form.chosen()
        self._report = REPORTS[key]
        self._form.show()
        self._save.show()
        self._shown.setCurrentWidget(self._preview)
        self._form.show_report(self._report, self._chosen.get(key, {}))
        in_order(self._shelf, *self._form.stops(), self._save, self._preview)
        self._shelf.show_chosen(key)
        self.heading.emit()
        self._make()

    def show_register(self) -> None:
        """Show what was released."""
        self._side(composing=False)
        self._shelf.show_chosen(REGISTER)
        self._form.hide()
        self._save.hide()
        self._count.setText("What was saved or exported, for whom, and how it is known again.")
        self._shown.setCurrentWidget(self.register)
        self.heading.emit()

    def compose(self) -> None:
        """Put an edition of this pack together, beginning with the one that is chosen."""
        kind = self._report.pack
        if kind is None:
            return
        self.show_report(self._report.key)
        chosen = self.desk.program().get(Edition, self._form.edition())
        self.builder.show_edition(chosen or Edition("", name="", kind=kind), self._report.reader)
        self._side(composing=True)
        self.builder.name.setFocus()
        self.heading.emit()
        self._make()

    def keep_edition(self) -> None:
        """Save the edition in the book, and show the document it asks for."""
        edition = self.builder.edition()
        if self.desk.do(Keep((edition,), f"Save edition {edition.name}")) is None:
            return  # refused, which is told already
        self.leave_builder()
        self._form.choose("edition", edition.id)
        self._make()

    def go_back(self) -> None:
        """Back to the documents; whether what is not saved may go is asked first."""
        words = "What you put together is not saved yet, and would be lost."
        if not self.builder.unsaved or self.desk.ask.sure("Leave this edition?", words, yes="Leave without saving"):
            self.leave_builder()

    def leave_builder(self) -> None:
        """Back to the documents, whatever stands in the builder."""
        self._side(composing=False)
        self._form.compose.setFocus()
        self.heading.emit()
        self._make()

    def _may_compose(self) -> bool:
        return self._report.pack is not None

    def _side(self, *, composing: bool) -> None:
        """The builder, or the documents and their options."""
        self.composing = composing
        for widget in (self.builder, self.builder.back, self.builder.save):
            widget.setVisible(composing)
        self._shelf.setVisible(not composing)
        self._form.setVisible(not composing)
        self._save.setVisible(not composing)

    def make_again(self, release: Release) -> None:
        """Ask where to, and put a copy that has left before there once more, byte for byte; ask first when it heeds
        less than one made anew would."""
        words = since(self.desk.program(), release)
        if words and not self.desk.ask.sure("Make this copy again?", words, yes="Make it again", danger=False):
            return
        name = f"{release.document} copy {release.copy}.pdf"
        path = self.desk.ask.save_file(f"Make again: {release.document}", name, "PDF (*.pdf)")
        if path is not None:
            give_again(self.desk, path, release)

    def recognise(self) -> None:
        """Ask for a file, and say whether this book released it, to whom and when, and whether it is unchanged."""
        kinds = "Documents, tables and charts (*.pdf *.xlsx *.csv *.png *.svg)"
        path = self.desk.ask.open_file("Is this file ours?", kinds)
        if path is not None:
            self._recognise(path, "")

    def _recognise(self, path: Path, password: str) -> None:
        book = self.desk.book

        def work(_progress: Progress, _cancelled: IsCancelled) -> Recognised:
            from storage.trouble import told

            with told():
                return is_ours(book, path.read_bytes(), password)

        def done(found: Recognised) -> None:
            if found.standing is Standing.SHUT and not password:
                typed = self.desk.ask.text("Password of the PDF", found.words, secret=True, yes="Look inside")
                if typed:
                    self._recognise(path, typed)
                    return
            if found.release is not None:
                self.show_register()
                self.register.choose(found.release.id)
            self.desk.notice.say(found.words)

        self.desk.jobs.run(work, "Looking at the file", done, owner=self)

    def save(self) -> None:
        """Ask where to; record that this copy leaves, and put it there."""
        made, password = self.made, self._form.password.text
        if made is None:
            return
        name = f"{made.copy.document} {self.desk.book.stand().at.date().isoformat()}.pdf"
        path = self.desk.ask.save_file(f"Save: {made.copy.document}", name, "PDF (*.pdf)")
        if path is None:
            return
        self._form.password.clear()
        locked = ", with a password" if password else ""

        def said(there: Path, outgoing: Outgoing) -> str:
            copy = f"copy {outgoing.release.copy} for {outgoing.release.reader}"
            return f"Saved as {there.name}{locked}: {copy}. Its mark is {made.code}."

        give_out(self.desk, path, lambda _progress, _cancelled: made.outgoing(password), "Saving the PDF", said)

    # ---- making it -------------------------------------------------------------------------------------------------

    def _present_changed(self) -> None:
        self._form.follow(self.desk.program())
        self.builder.follow(self.desk.program())
        self.register.follow(self.desk.program())
        self._pause.start()

    def _make(self) -> None:
        """Make the document anew off the window's thread; one still being made is dropped."""
        self._pause.stop()
        if self._job is not None:
            self._job.drop()
            self._job = None
        self.made = None
        self._save.setEnabled(False)
        report, chosen, for_ = self._report, self._form.chosen(), self._form.for_()
        missing = next((o for o in report.options if o.required and not chosen.get(o.key)), None)
        if missing is not None:
            self._count.setText("")
            self._preview.say(f"Choose a {missing.words.lower()} at the left, and the page appears here.")
            return
        program, stand, store = self.desk.program(), self.desk.book.stand(), self.desk.book.store
        edition = program.get(Edition, chosen.get("edition", ""))
        self._form.suggest((edition and edition.reader) or report.usual_reader(chosen), report.use)
        view, reader = None, for_.reader
        if self.composing:
            draft, reader = self.builder.edition(), self.builder.reader.text().strip()
            chosen = {key: value for key, value in chosen.items() if key in report.papers}
            view = partial(composed, edition=draft, day=stand.at.date())
        if self._shown.currentWidget() is self._preview:
            self._count.setText("Making it…")

        def work(_progress: Progress, _cancelled: IsCancelled) -> tuple[Prepared, list[tuple[float, float]]]:
            made = prepare(program, store, stand, report.key, chosen, reader, for_.purpose, view)
            return made, page_sizes(made.document)

        self._job = self.desk.jobs.run(work, f"Making the {report.title.lower()}", self._show, self._fail, owner=self)

    def _show(self, result: tuple[Prepared, list[tuple[float, float]]]) -> None:
        self._job = None
        self.made, sizes = result
        self._save.setEnabled(True)
        pages = f"{len(sizes)} page" if len(sizes) == 1 else f"{len(sizes)} pages"
        copy = self.made.copy
        facts = [pages, f"copy {copy.number} for {copy.reader}", f"mark {self.made.code}"]
        if self.made.cleared.words:
            facts.append("what is withheld stands in it")
        if self._shown.currentWidget() is self._preview:
            self._count.setText(" · ".join(facts))
        self._preview.show_document(self.made.document, sizes)

    def _fail(self, trouble: Trouble) -> None:
        self._job = None
        self._count.setText("")
        self._preview.say(trouble.sentence())

    # ---- the look --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 4, 16, 16)
        column.setSpacing(4)
        column.addWidget(self._shelf)
        column.addSpacing(8)
        column.addWidget(self._form)
        column.addWidget(self.builder)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(side)
        area.setFixedWidth(_SIDE)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 24, 12)
        right.setSpacing(8)
        bar = QHBoxLayout()
        bar.addWidget(self._count, 1)
        bar.setSpacing(8)
        for button in (self.builder.back, self.builder.save, self._save):
            bar.addWidget(button)
        right.addLayout(bar)
        self._shown.addWidget(self._preview)
        self._shown.addWidget(self.register)
        right.addWidget(self._shown, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(area)
        row.addLayout(right, 1)
        self.setFocusProxy(self._preview)
