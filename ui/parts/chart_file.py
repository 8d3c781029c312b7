"""A chart as it leaves: a picture or a table behind it, at its tier, through the leak check and onto the register."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from program.metrics.pictures import Picture
from program.program import Program
from program.records import Purpose, Tier
from ui.jobs import IsCancelled, Progress

if TYPE_CHECKING:
    from program.leaks import Cleared
    from storage.releasing import Outgoing
    from ui.desk import Desk

Remake = Callable[[Program], Picture]
"""Makes the picture of a program: it leaves as it is without those who took back their consent."""


class Remakes(NamedTuple):
    """What makes a picture again: as it is shown, and for those who may not know names or small groups."""

    shown: Remake
    nameless: Remake | None = None


#: What a chart can be saved as: the ending, the words for it, and what the question for a place calls it.
KINDS = (
    (".png", "Picture (PNG)", "PNG (*.png)"),
    (".svg", "Drawing (SVG)", "SVG (*.svg)"),
    (".csv", "Table (CSV)", "CSV (*.csv)"),
)
READERS = {
    Tier.RESTRICTED: "Program lead",
    Tier.PAIR: "The two people of a pair",
    Tier.PROGRAM: "Facilitators",
    Tier.AGGREGATE: "Steering committee",
    Tier.PUBLISHABLE: "Everyone",
}
#: The same within a sentence.
FOR = {
    Tier.RESTRICTED: "the program lead",
    Tier.PAIR: "the two people of a pair",
    Tier.PROGRAM: "facilitators",
    Tier.AGGREGATE: "the steering committee",
    Tier.PUBLISHABLE: "everyone",
}


def save_chart(desk: Desk, remake: Remake, tier: Tier, document: str, suffix: str) -> None:
    """Ask where to; record that this chart leaves for readers of `tier`, and put it there."""
    from ui.handout import give_out  # brings the documents with it, which a chart on a page does not need

    kinds = next(filter_ for ending, _, filter_ in KINDS if ending == suffix)
    stand, store, program = desk.book.stand(), desk.book.store, desk.program()
    path = desk.ask.save_file("Where should the chart go?", f"{document} {stand.at.date().isoformat()}{suffix}", kinds)
    if path is None:
        return

    def work(_progress: Progress, _cancelled: IsCancelled) -> Outgoing:
        from storage.releasing import Copy, Outgoing

        cleared = checked(program, remake, tier)
        data = made(cleared, suffix)
        return Outgoing.of(cleared, data, Copy.next(program, store, stand, document, READERS[tier]))

    def said(written: Path, outgoing: Outgoing) -> str:
        return f"Saved as {written.name}: copy {outgoing.release.copy} for {outgoing.release.reader}."

    give_out(desk, path, work, "Saving the chart", said)


def copy_table(desk: Desk, remake: Remake, tier: Tier) -> None:
    """Copy the table behind a chart as text, as its reader may have it; the journal says that it was done, not what."""
    from program.trouble import Trouble
    from reports.figures import table
    from storage.exchange.write import Sheet, as_tabs

    cleared = checked(desk.program(), remake, tier)
    text = as_tabs(Sheet("Chart", *table(cleared.view)))
    try:
        if not desk.book.read_only:
            desk.book.note(f"Copied the table of a chart, cleared for the tier {cleared.tier.label}")
    except Trouble as trouble:
        desk.notice.trouble(trouble)
        return
    desk.clipboard.copy(text)
    held = f" Withheld: {'; '.join(cleared.words)}." if cleared.words else ""
    desk.notice.say(f"Copied the table, for {FOR[tier]}.{held}")


def called(shown: Picture) -> str:
    """What the register calls a chart: by its figure, never by its finding, which may name somebody."""
    return f"Chart - {shown.measure.label if shown.measure is not None else shown.key}"


def checked(program: Program, remake: Remake, tier: Tier) -> Cleared[Picture]:
    """The picture as it may leave for a reader of this tier. Where nobody is named it is made of the same people as a
    pack: one less in the one than in the other would be told by taking them from each other."""
    from program.leaks import clear

    of_names = () if tier >= Tier.AGGREGATE else (Purpose.RUNNING_THE_PROGRAM,)
    return clear(program, remake, tier, (*of_names, Purpose.FIGURES))


def made(cleared: Cleared[Picture], suffix: str) -> bytes:
    """The file of a cleared picture."""
    from reports.figures import Style, csv, png, svg

    if suffix == ".csv":
        return csv(cleared.view).encode("utf-8-sig")  # with a mark, so that spreadsheet programs know
    return (svg if suffix == ".svg" else png)(cleared.view, Style())
