"""`rotunda demo`: the sample program in a book of its own, opened; without a screen, left as files to look at."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli import Answer
from desktop.files import SUFFIX, has_display
from program.trouble import Trouble

if TYPE_CHECKING:
    from storage.book import Book

NAME = "Sample"
WHO = "Program lead"
PASSPHRASE = "passphrase.txt"
PLAN = "rotation-plan.pdf"
PICTURES = "pictures"


def demo(arguments: argparse.Namespace) -> Answer | None:
    """Build the sample (or find the one built before), and open it; without a screen leave plan and pictures."""
    out: Path = arguments.out or Path("rotunda-demo")
    book = open_sample(out)
    if has_display() and not arguments.no_window:
        _show(book, out)
        return None
    try:
        print_plan(book, out / PLAN)
        pictures = _pictures(book, out / PICTURES) if not has_display() else []
    finally:
        book.close()
    data = {
        "book": str(out / f"{NAME}{SUFFIX}"),
        "passphrase": str(out / PASSPHRASE),
        "plan": str(out / PLAN),
        "pictures": [str(path) for path in pictures],
    }
    words = [
        "There is no screen here, so no window was opened." if not has_display() else "No window was opened.",
        f"The sample program lies in {out}:",
        f"  {NAME}{SUFFIX}  the book",
        f"  {PASSPHRASE}  its passphrase",
        f"  {PLAN}  the rotation plan",
    ]
    if pictures:
        words.append(f"  {PICTURES}/  {len(pictures)} pictures of the window")
    words.append("Where there is a screen, “rotunda demo --out” with this folder opens it.")
    return Answer(words, data)


def open_sample(out: Path) -> Book:
    """The sample book in `out`, made there when it is not there yet."""
    from storage.book import Book

    path, secret = out / f"{NAME}{SUFFIX}", out / PASSPHRASE
    if path.exists():
        if not secret.exists():
            raise Trouble("The folder holds a sample book without its passphrase.", "It was left as it is.")
        return Book.open(path, passphrase=secret.read_text(encoding="utf-8").strip(), who=WHO)
    return make_sample(path, secret, date.today())


def make_sample(path: Path, secret: Path, today: date) -> Book:
    """A new book at `path` with the sample program in it, open; its passphrase in the file `secret`."""
    from desktop.sample import fill
    from storage import atomic, passphrase
    from storage.book import Book
    from storage.keys import KdfCost

    path.parent.mkdir(parents=True, exist_ok=True)
    words = passphrase.suggest()
    atomic.write(secret, f"{words}\n".encode())
    # The passphrase lies beside the book, so that a costly derivation would protect nothing.
    book, _recovery = Book.create(path, words, who=WHO, cost=KdfCost.FLOOR)
    try:
        fill(book.do, book.program, today)
    except BaseException:
        book.close(backup=False)
        raise
    return book


def print_plan(book: Book, path: Path) -> None:
    """The rotation plan of the newest cohort as a PDF."""
    from program.records import Cohort
    from program.views import VIEWS
    from reports.making import For, Stand, document
    from storage.atomic import deliver

    program, stand = book.program(), book.stand()
    newest = max(program.of(Cohort).values(), key=lambda cohort: (cohort.start or date.min, cohort.name))
    view = VIEWS["plan"](program, cohort=newest.id)
    for_ = For("Steering committee", "To see how rotations are planned. Sample data; no person is real.")
    made = document("plan", view, {}, program.charter, Stand(stand.seq, stand.code, stand.at.date()), for_)
    deliver(path, made.data)


def _show(book: Book, out: Path) -> None:
    from desktop import application

    app = application.build()
    app.open_window(book=book)
    print(f"The sample program lies in {out}; its passphrase is in {PASSPHRASE} there.")
    app.run()


def _pictures(book: Book, folder: Path) -> list[Path]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.shots import Photographer

    with Photographer(folder) as photographer:
        return photographer.tour(book)
