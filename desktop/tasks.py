"""What the sub-commands do to a book: each opens it, does one thing through the one door, and closes it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.cli import Answer, say, understood
from desktop.passphrases import new_passphrase, secrets
from program.commands import AddCycles, Command, Keep, Mode, MovePlacements, Place, Target
from program.lookup import find, read_value
from program.program import Program
from program.records import (
    CHARTER,
    KINDS,
    Cadence,
    Charter,
    Cohort,
    Cycle,
    Host,
    Person,
    Placement,
    Record,
    Stage,
    Tier,
    fields_of,
    kind_of,
    new_id,
    title_of,
)
from program.room import SHOWN, NotInARoom
from program.trouble import Trouble
from program.views_reader import readable

if TYPE_CHECKING:
    from storage.book import Book

#: The kinds of record the command line adds by name, in people's words.
KIND_WORDS = ("person", "host", "track", "cycle", "cohort", "theme", "skill")

_TOLD = 5  # fields of a record that has no name of its own, in a list


@contextmanager
def opened(arguments: argparse.Namespace, *, read_only: bool = False, room: bool = False) -> Iterator[Book]:
    """The book named on the command line, open; closed (and backed up when changed) at the end.

    `read_only` opens without a lock and writes nothing, unless a crash left something that must be written first.
    With the workshop's passphrase only what is meant for a `room` goes on; the rest raises NotInARoom.
    What goes wrong at the end, when all is done, is left in `arguments.afterwards`; what opened the book, for a task
    that must ask the book once more, in `arguments.secret`.
    """
    arguments.untouched = True  # so far; from the opening on, only who reads can be sure of it
    passphrase, recovery = secrets(arguments)
    arguments.secret = {"passphrase": passphrase, "recovery": recovery}
    book = _open(arguments, passphrase, recovery, read_only)
    arguments.untouched = book.read_only
    _answer_doubts(arguments, book)
    try:
        if book.limited and not room:
            raise NotInARoom("The workshop passphrase does not open this on the command line.")
        yield book
    except BaseException:
        with suppress(Exception):  # the first trouble is the one to tell
            book.close(backup=False)
        raise
    finish(arguments, book)


def _open(arguments: argparse.Namespace, passphrase: str | None, recovery: str | None, read_only: bool) -> Book:
    from storage.book import Book
    from storage.trouble import ReadOnly

    if read_only:
        with suppress(ReadOnly):
            return Book.open(
                arguments.book, passphrase=passphrase, recovery=recovery, who=arguments.who, read_only=True
            )
    return Book.open(arguments.book, passphrase=passphrase, recovery=recovery, who=arguments.who)


def _answer_doubts(arguments: argparse.Namespace, book: Book) -> None:
    """What witnesses say against a book stops whoever would write in it, and is told at the end to whoever reads."""
    from storage.witness import Doubtful

    for doubt in book.doubts:
        if book.read_only:
            arguments.afterwards.append(doubt.trouble)
        elif not getattr(arguments, "go_on", False):
            book.close(backup=False)
            raise Doubtful(doubt.words, "Or do it with --go-on: the journal will say so.")
    if book.doubts and not book.read_only:
        book.go_on()


def finish(arguments: argparse.Namespace, book: Book) -> None:
    """Close a book in which all was done. A trouble now, in its backup say, takes nothing back; it is told last."""
    from storage.trouble import BackupFailed, Damaged

    try:
        book.close()
    except Exception as error:
        trouble = understood(error)
        if not isinstance(trouble, BackupFailed | Damaged):
            trouble = Trouble(
                f"What was done is saved, but the backup at the end failed: {trouble.what}",
                todo=" ".join(part for part in (trouble.todo, "Then run “rotunda backup”.") if part),
            )
        arguments.afterwards.append(trouble)


def do(arguments: argparse.Namespace, command: Callable[[Program], Command]) -> Answer:
    """Open the book, do the command made from its present, and tell what changed."""
    with opened(arguments) as book:
        change = book.do(command(book.program()))
        words = f"{change.title}." if change else "Nothing to change."
        return Answer(words, {"title": change.title, "records": len(change.pairs), "journal": str(book.head())})


# ---- the book itself -----------------------------------------------------------------------------------------------


def new(arguments: argparse.Namespace) -> None:
    """Create a book and hand out its recovery key, once, and before anything else can go wrong."""
    from storage.book import Book

    secret = new_passphrase(arguments.passphrase_file)
    charter = Charter(CHARTER, name=arguments.name or arguments.book.stem)
    book, recovery = Book.create(arguments.book, secret, charter=charter, who=arguments.who)
    try:
        words = [f"Created {arguments.book.name}.", "", "The recovery key opens the book when the passphrase is lost."]
        words += ["It is shown now and never again. Write it down and keep it away from the computer:", "", recovery]
        data: dict[str, Any] = {"book": str(arguments.book), "recovery": recovery}
        kit = _kit_paths(arguments.kit, arguments.book.stem) if arguments.kit is not None else ()
        if kit:
            data["kit"] = [str(path) for path in kit]
        say(Answer(words, data), arguments.json)
        if kit:
            _write_kit(arguments, *kit, recovery)
    finally:
        finish(arguments, book)


def _kit_paths(folder: Path, name: str) -> tuple[Path, Path]:
    return folder / f"{name} recovery kit.pdf", folder / f"{name} recovery kit.txt"


def _write_kit(arguments: argparse.Namespace, paper: Path, plain: Path, recovery: str) -> None:
    from reports.documents.recovery import Kit, build, text
    from reports.paper import Frame
    from storage.atomic import deliver

    kit = Kit(arguments.book.stem, recovery, date.today())
    try:
        paper.parent.mkdir(parents=True, exist_ok=True)
        sheet = build(kit, Frame(arguments.book.stem, kit.made))
        wrote = [deliver(paper, sheet), deliver(plain, text(kit).encode())]
    except Exception as error:
        trouble = understood(error)
        arguments.afterwards.append(
            Trouble(
                f"The recovery kit could not be written: {trouble.what}",
                "The book is made, and its recovery key stands above.",
                trouble.todo,
            )
        )
        return
    if not arguments.json:
        say(Answer(["", *(f"Wrote {path.name}." for path in wrote)], None), False)


def backup(arguments: argparse.Namespace) -> Answer:
    """A verified backup, now."""
    with opened(arguments) as book:
        made = book.backup()
    return Answer(f"Backed up and verified: {made.path.name}", {"backup": str(made.path), "bytes": made.size})


def restore(arguments: argparse.Namespace) -> Answer:
    """Put a backup in the book's place; the state before is backed up first."""
    from storage.backup import listed
    from storage.book import Book

    found = listed(arguments.book)
    if arguments.list:
        words = [f"{each.path.name}  {each.size:>10,} bytes" for each in found] or ["There is no backup yet."]
        return Answer(words, [{"backup": str(each.path), "when": each.when, "bytes": each.size} for each in found])
    chosen = arguments.backup or next((each.path for each in found if each.readable), None)
    if chosen is None:
        raise Trouble("There is no backup to restore.", "Nothing was changed.")
    secret, recovery = secrets(arguments)
    book, restored = Book.restore(arguments.book, chosen, passphrase=secret, recovery=recovery, who=arguments.who)
    head = str(book.head())
    finish(arguments, book)
    words = [f"Restored {chosen.name}."]
    if restored.saved is not None:
        words.append(f"What was there before is kept as {restored.saved.name}.")
    if restored.aside is not None:
        words.append(f"The damaged files were set aside in {restored.aside.name}.")
    if restored.earlier_passphrase:
        words.append("The passphrase is the one of the backup's time.")
    return Answer(words, {"restored": str(chosen), "saved": restored.saved, "aside": restored.aside, "journal": head})


def passphrase(arguments: argparse.Namespace) -> Answer:
    """Change the passphrase; old backups still open with the old one."""
    from storage.book import Book

    secret, recovery = secrets(arguments)
    book = Book.open(arguments.book, passphrase=secret, recovery=recovery, who=arguments.who)
    try:
        if book.limited:
            raise NotInARoom("The workshop passphrase changes no passphrase.")
        new_secret = new_passphrase(arguments.new_passphrase_file, "--new-passphrase-file")
        book.locks.change_passphrase(new_secret, passphrase=secret, recovery=recovery)
    except BaseException:
        book.close(backup=False)
        raise
    finish(arguments, book)
    words = "The passphrase is changed. Backups made before still open with the earlier one."
    return Answer(words, {"changed": True})


def history(arguments: argparse.Namespace) -> Answer:
    """The journal, newest first."""
    with opened(arguments, read_only=True) as book:
        person = find(book.program(), Person, arguments.person).id if arguments.person else None
        entries = book.history(record_id=person, text=arguments.search or None, limit=arguments.limit)
    words = [f"#{e.seq:<6} {e.at:%Y-%m-%d %H:%M}  {e.who:<14} {e.words}" for e in entries]
    data = [{"seq": e.seq, "at": e.at, "who": e.who, "what": e.what, "title": e.words, "code": e.code} for e in entries]
    return Answer(words or ["Nothing found."], data)


# ---- records -------------------------------------------------------------------------------------------------------


def listing(arguments: argparse.Namespace) -> Answer:
    """The records of one kind, by name."""
    cls = KINDS[arguments.kind].cls
    wanted = arguments.search.casefold()
    with opened(arguments, read_only=True, room=True) as book:
        program, limited = book.program(), book.limited
        if limited and cls not in SHOWN:
            raise NotInARoom("With the workshop passphrase these are not shown.")
    items = [item for item in program.of(cls).values() if wanted in title_of(item).casefold()]
    items.sort(key=lambda item: title_of(item).casefold())
    if cls is Cycle:
        items.sort(key=lambda item: getattr(item, "start", date.min))
    fields = readable(cls, Tier.PROGRAM) if limited else fields_of(cls)
    data = [{"id": item.id, **{f.name: program.words(item, f.name) for f in fields}} for item in items]
    words = [_line(program, item) for item in items]
    return Answer(words or [f"There is no {kind_of(cls).one.lower()} yet."], data)


def _line(program: Program, item: Record) -> str:
    shown = {Person: ("number", "unit", "title"), Host: ("function", "seats"), Cycle: ("start", "end", "stage")}
    kind = kind_of(item)
    told = shown.get(type(item), () if kind.key in KIND_WORDS else tuple(field.name for field in kind.fields[:_TOLD]))
    details = (program.words(item, name) for name in told)
    return " · ".join(dict.fromkeys(part for part in (title_of(item), *details) if part))


def keep(arguments: argparse.Namespace) -> Answer:
    """Add records, or change the ones of those names."""

    def command(program: Program) -> Command:
        cls = KINDS[arguments.kind].cls
        changes = dict(_setting(program, cls, text) for text in arguments.set)
        by_name = {title_of(item).casefold(): item for item in program.of(cls).values()}
        kept: list[Record] = []
        for name in arguments.name:
            known = by_name.get(name.casefold())
            if known is not None:
                kept.append(msgspec.structs.replace(known, **changes))
                continue
            missing = [f.label for f in fields_of(cls) if f.required and f.name != "name" and f.name not in changes]
            if missing:
                raise Trouble(f"Still missing: {', '.join(missing)}.", "Nothing was changed.", "Give it with --set.")
            kept.append(cls(new_id(), name=name, **changes))  # type: ignore[call-arg]  # every kind listed has a name
        return Keep(tuple(kept))

    return do(arguments, command)


def _setting(program: Program, cls: type[Record], text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    spec = next((f for f in fields_of(cls) if name.casefold() in (f.name, f.label.casefold())), None)
    if spec is None or not equals:
        names = ", ".join(f.name for f in fields_of(cls))
        raise Trouble("There is no such field.", "Nothing was changed.", f"Write FIELD=VALUE; the fields are: {names}.")
    return spec.name, read_value(program, spec, value.strip())


def cycles(arguments: argparse.Namespace) -> Answer:
    """Add a run of cycles."""
    names = [part.strip().casefold() for part in arguments.stages.split(",") if part.strip()]
    known = {stage.value: stage for stage in Stage}
    if not names or any(name not in known for name in names):
        raise Trouble("A stage is not known.", "Nothing was changed.", f"Stages are: {', '.join(known)}.")

    def command(program: Program) -> Command:
        cohort = find(program, Cohort, arguments.cohort).id if arguments.cohort else ""
        stages = tuple(known[name] for name in names)
        adding = AddCycles(arguments.start, stages, Cadence(arguments.cadence), cohort)
        if not arguments.again:
            _demand_new(program, adding)
        return adding

    return do(arguments, command)


def _demand_new(program: Program, adding: AddCycles) -> None:
    """Raises Trouble when the cohort has cycles of the same dates: the command was given twice, most likely."""
    there = {(cycle.start, cycle.end, cycle.cohort) for cycle in program.cycles}
    made = [pair.record for pair in adding.change(program).pairs]
    if any(isinstance(each, Cycle) and (each.start, each.end, each.cohort) in there for each in made):
        raise Trouble("Cycles of the same dates are there already.", "Nothing was changed.", "Add them with --again.")


# ---- the plan ------------------------------------------------------------------------------------------------------


def place(arguments: argparse.Namespace) -> Answer:
    """Place one mentee, or a mentee a row of a file."""
    if arguments.file is not None:
        from program.intake.placements import ImportPlacements
        from storage.exchange.tables import read_table

        table = read_table(arguments.file)
        return do(arguments, lambda _program: ImportPlacements(table, arguments.reason))
    if not arguments.person or not arguments.cycle:
        raise Trouble("Say whom and in which cycle.", "Nothing was changed.", "Or give a file with --from.")

    def command(program: Program) -> Command:
        made = Placement(
            new_id(),
            person=find(program, Person, arguments.person).id,
            cycle=find(program, Cycle, arguments.cycle).id,
            host=find(program, Host, arguments.host).id if arguments.host else "",
            mentor=find(program, Person, arguments.mentor).id if arguments.mentor else "",
        )
        return Place((made,), arguments.reason)

    return do(arguments, command)


def move(arguments: argparse.Namespace) -> Answer:
    """Move a placement along its row."""

    def command(program: Program) -> Command:
        person, cycle = find(program, Person, arguments.person), find(program, Cycle, arguments.cycle)
        card = program.plan.at(person.id, cycle.id)
        if card is None:
            raise Trouble("There is no placement in that cycle.", "Nothing was changed.")
        target = Target(card.id, cycle=find(program, Cycle, arguments.to).id)
        return MovePlacements((target,), Mode(arguments.mode), arguments.reason)

    return do(arguments, command)


def undo(arguments: argparse.Namespace) -> Answer:
    """Take the last change back."""
    return _step(arguments, "undo", "Undone", "There is nothing to undo.")


def redo(arguments: argparse.Namespace) -> Answer:
    """Do again what was undone."""
    return _step(arguments, "redo", "Done again", "There is nothing to redo.")


def _step(arguments: argparse.Namespace, which: str, said: str, nothing: str) -> Answer:
    with opened(arguments) as book:
        change = book.undo() if which == "undo" else book.redo()
    return Answer(f"{said}: {change.title}." if change else nothing, {"title": change.title if change else None})


def plan_findings(arguments: argparse.Namespace) -> Answer:
    """What the rules say about the whole plan, hard findings first, then who is not placed."""
    from program.rules import review, unplaced

    with opened(arguments, read_only=True) as book:
        program = book.program()
    found = sorted(review(program), key=lambda f: (f.severity != "hard", f.points))
    empty = list(unplaced(program))
    data = [
        {"rule": f.rule, "severity": str(f.severity), "words": f.words, "points": f.points} for f in (*found, *empty)
    ]
    lines = [f"{'!' if f.severity == 'hard' else '·'} {f.words}" for f in found] + [f"○ {f.words}" for f in empty]
    return Answer(lines or ["No rule is broken, and everyone is placed."], data)
