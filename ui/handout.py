"""From the present to a file ready to hand over: one road for the reports page, exports and the command line.

What is prepared is what will leave, copy number and mark included: the pages shown are the pages handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from program.leaks import Cleared, clear
from program.program import Program
from program.records import Edition, Release, Snapshot
from program.releases import CallOff, HandOut, Recognised, recognise
from program.trouble import Trouble
from reports.catalogue import REPORTS, Report
from reports.release import Released, release

if TYPE_CHECKING:
    from program.snapshots import Edges
    from program.views import PackView
    from storage.book import Book
    from storage.history import Entry
    from storage.releasing import Copy, Outgoing
    from ui.desk import Desk
    from ui.jobs import IsCancelled, Progress


@dataclass(frozen=True)
class Prepared:
    """A document as it will be handed over, without its password."""

    document: bytes
    code: str
    cleared: Cleared[Any]
    copy: Copy
    keep: Callable[[Release], Snapshot] | None = None  # what a pack was made from, to make it again

    def outgoing(self, password: str = "") -> Outgoing:
        """The file as it leaves, with its record. Raises PasswordTooLong."""
        from storage.releasing import Outgoing

        made = release(self.document, password)
        return Outgoing.of(self.cleared, made.data, self.copy, made.fingerprint, made.sealed, self.keep)


def prepare(
    program: Program,
    store: str,
    stand: Entry,
    key: str,
    chosen: Mapping[str, str],
    reader: str = "",
    purpose: str = "",
    view: Callable[[Program], Any] | None = None,
) -> Prepared:
    """The document `key` of a present, for a reader; without reader and purpose for the usual ones. `view` makes its
    view where the options do not say all of it.

    The view goes through the leak check first. Raises NotForThisReader, NotConsented, and KeyError for no document.
    """
    from program.views import VIEWS
    from reports.making import For, Stand, document, edges, framed
    from storage.releasing import Copy

    report = REPORTS[key]
    options = report.view_options(chosen)
    if report.dated:
        options["day"] = stand.at.date()
    cleared = clear(
        program,
        view or (lambda there: VIEWS[key](there, **options)),
        options.get("tier", report.tier),
        report.purposes,
        about=options.get("id_", ""),
    )
    reader = reader or _of_edition(program, chosen) or report.usual_reader(chosen)
    copy = Copy.next(program, store, stand, report.title, reader, purpose or report.use)
    for_ = For(copy.reader, copy.purpose, copy=copy.number, mark=copy.mark)
    stands = Stand(stand.seq, stand.code, stand.at.date())
    made = document(key, cleared, chosen, program.charter, stands, for_)
    keep = None
    if report.pack is not None:
        around = edges(framed(key, cleared, chosen, program.charter, stands, for_))
        keep = partial(_snapshot, program, report, cleared, around)
    return Prepared(made.data, made.code, cleared, copy, keep)


def _of_edition(program: Program, chosen: Mapping[str, str]) -> str:
    """The reader that the chosen edition is for."""
    edition = program.get(Edition, chosen.get("edition", ""))
    return edition.reader if edition is not None else ""


def _snapshot(
    program: Program, report: Report, cleared: Cleared[PackView], around: Edges, release: Release
) -> Snapshot:
    """What a pack was made from, as it is kept beside its release."""
    from program.consents import withdrawn, without
    from program.snapshots import Content, snapshot
    from program.views import behind

    there = without(program, withdrawn(program, report.purposes))
    content = Content(report.key, cleared.view, around, behind(there, cleared.view))
    return snapshot(release, content, around.made)


def make_again(program: Program, release: Release, password: str = "") -> Released:
    """The document of a release once more, from what was kept of it. Raises Trouble when nothing was, or when that
    cannot be read, and PasswordTooLong."""
    from program.snapshots import decode, of_release
    from reports.making import again

    kept = of_release(program, release.id)
    if kept is None:
        raise Trouble(
            "Nothing was kept from which this copy could be made again.",
            "Nothing was made.",
            "Only the committee’s packs are kept; make a new copy of any other document.",
        )
    return again(decode(kept), password)


def give_out(
    desk: Desk,
    path: Path,
    make: Callable[[Progress, IsCancelled], Outgoing],
    words: str,
    said: Callable[[Path, Outgoing], str],
) -> None:
    """From a window: make the file off its thread, record that it leaves, put it at `path`, and say so.

    `words` are for what is being done, `said` gives what is told when it is done, with what was withheld after it.
    """

    def made(outgoing: Outgoing) -> None:
        if desk.do(HandOut(outgoing.release, outgoing.snapshot), quiet=True) is None:
            return  # refused, which is told already

        def there(written: Path) -> None:
            desk.notice.say(" ".join(filter(None, (said(written, outgoing), outgoing.remark))))

        def fell(trouble: Trouble) -> None:
            desk.do(CallOff(outgoing.release), quiet=True)
            desk.notice.trouble(trouble)

        desk.jobs.run(lambda _progress, _cancelled: outgoing.deliver(path), words, there, fell)

    desk.jobs.run(make, words, made)


def give_again(desk: Desk, path: Path, release: Release) -> None:
    """From a window: make a released pack once more off its thread, put it at `path`, and say so."""
    from storage.releasing import deliver_again

    program = desk.program()

    def work(_progress: Progress, _cancelled: IsCancelled) -> Path:
        made = make_again(program, release)
        return deliver_again(path, release, made.fingerprint, made.data)

    def there(written: Path) -> None:
        copy = f"copy {release.copy} for {release.reader}"
        desk.notice.say(f"Saved as {written.name}: {copy} once more, byte for byte, without a password.")

    desk.jobs.run(work, "Making the copy again", there)


def is_ours(book: Book, data: bytes, password: str = "") -> Recognised:
    """Whether a file is one this book released, and whether it is unchanged."""
    from reports.recognise import look
    from storage.journal import Head

    return recognise(
        book.program(),
        book.store,
        look(data, password),
        lambda id_: next((each for each in book.versions(id_) if isinstance(each, Release)), None),
        lambda seq, code: book.knows(Head(seq, code)),
    )
