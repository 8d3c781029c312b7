"""`rotunda demo`: the sample program in a book of its own, opened; without a screen, left as files to look at."""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import Answer
from desktop.files import SUFFIX, has_display, qt_missing, window_trouble
from program.trouble import Trouble
from storage.trouble import told

if TYPE_CHECKING:
    from storage.book import Book

NAME = "Sample"
WHO = "Program lead"
PASSPHRASE = "passphrase.txt"
PLAN, PACK = "rotation-plan.pdf", "committee-pack.pdf"
PICTURES = "pictures"


def demo(arguments: argparse.Namespace) -> Answer | None:
    """Build the sample (or find the one built before), and open it; without a screen leave papers and pictures."""
    out: Path = arguments.out or Path("rotunda-demo")
    with told():
        book = open_sample(out)
    trouble = "" if arguments.no_window else window_trouble()
    screen = has_display() and not trouble
    if screen and not arguments.no_window:
        _show(book, out)
        return None
    try:
        print_papers(book, out)
        pictures = _pictures(book, out / PICTURES, arguments.pages) if not screen else []
    finally:
        book.close()
    data = {
        "book": str(out / f"{NAME}{SUFFIX}"),
        "passphrase": str(out / PASSPHRASE),
        "plan": str(out / PLAN),
        "pack": str(out / PACK),
        "pictures": [str(path) for path in pictures],
    }
    words = [
        "No window was opened." if screen else "There is no screen here, so no window was opened.",
        f"The sample program lies in {out}:",
        f"  {NAME}{SUFFIX}  the book",
        f"  {PASSPHRASE}  its passphrase",
        f"  {PLAN}  the rotation plan",
        f"  {PACK}  the committee’s pack",
    ]
    if pictures:
        words.append(f"  {PICTURES}/  {len(pictures)} pictures of the window")
    words.append("Where there is a screen, “rotunda demo --out” with this folder opens it.")
    return Answer(words, data)


def open_sample(out: Path) -> Book:
    """The sample book in `out`, made there when it is not there yet. Raises Trouble for what was not made here."""
    from program.records import Cohort
    from storage.book import Book
    from storage.trouble import Damaged, Missing, WrongPassphrase

    path, secret = out / f"{NAME}{SUFFIX}", out / PASSPHRASE
    if not path.exists():
        return make_sample(path, secret, date.today())
    try:
        words = secret.read_text(encoding="utf-8-sig").strip()
    except (OSError, ValueError):
        raise _not_ours("stands there without its passphrase") from None
    if not path.is_dir() or not any(path.iterdir()):
        raise _not_ours("is no book")
    try:
        book = Book.open(path, passphrase=words, who=WHO)
    except WrongPassphrase:
        raise _not_ours(f"does not open with the passphrase in {PASSPHRASE}") from None
    except (Damaged, Missing):
        raise _not_ours("is not a whole book") from None
    if not book.program().of(Cohort):
        book.close(backup=False)
        raise _not_ours("has no program in it")
    return book


def _not_ours(why: str) -> Trouble:
    return Trouble(
        f"{NAME}{SUFFIX} in that folder {why}.",
        "It was left as it is.",
        "Choose another folder with --out, or take the folder away if it is of no use.",
    )


def make_sample(path: Path, secret: Path, today: date) -> Book:
    """A new book at `path` with the sample program in it, open; its passphrase in the file `secret`.

    It is made aside and only gets its place when it is whole.
    """
    from desktop.sample import fill, words_of_sample
    from desktop.sample_confidence import notes
    from storage import atomic, passphrase
    from storage.book import Book
    from storage.keys import KdfCost

    path.parent.mkdir(parents=True, exist_ok=True)
    words = passphrase.suggest()
    with tempfile.TemporaryDirectory(prefix=".sample-", dir=path.parent) as aside:
        made = Path(aside) / path.name
        # The passphrase lies beside the book, so that a costly derivation would protect nothing.
        book, _recovery = Book.create(made, words, who=WHO, cost=KdfCost.FLOOR)
        try:
            fill(book.do, book.program, today)
            for command in notes(book.program(), book.notes.written, words_of_sample(), today, WHO):
                book.do(command)
        finally:
            book.close(backup=False)
        atomic.write(secret, f"{words}\n".encode())
        made.rename(path)
    return Book.open(path, passphrase=words, who=WHO)


def print_papers(book: Book, out: Path) -> None:
    """The rotation plan of the newest cohort, and the pack, as PDFs released to the steering committee."""
    from program.records import Cohort
    from storage.releasing import hand_out
    from ui.handout import prepare

    newest = max(book.program().of(Cohort).values(), key=lambda cohort: (cohort.start or date.min, cohort.name))
    purpose = "To see how rotations are planned. Sample data; no person is real."
    for name, key, chosen in ((PLAN, "plan", {"cohort": newest.id}), (PACK, "committee", {})):
        made = prepare(book.program(), book.store, book.stand(), key, chosen, "Steering committee", purpose)
        hand_out(book, out / name, made.outgoing())


def _show(book: Book, out: Path) -> None:
    try:
        from desktop import application
    except ImportError:
        book.close()
        raise Trouble(
            "No window can be opened.", "The sample program is made and lies in its folder.", qt_missing()
        ) from None
    app = application.build()
    app.open_window(book=book)
    print(f"The sample program lies in {out}; its passphrase is in {PASSPHRASE} there.")
    app.run()


def _pictures(book: Book, folder: Path, pages: list[str] | None) -> list[Path]:
    from desktop.cli import keep_log

    keep_log()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # a screen that is named but does not answer is no screen
    try:
        from desktop.shots import SIZES, Photographer
    except ImportError:
        raise Trouble("No pictures could be taken.", "Book and papers are made.", qt_missing()) from None

    with Photographer(folder, SIZES[:1]) as photographer:
        return photographer.pages(book, pages)
