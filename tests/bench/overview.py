"""The overview over 1,000 people: what a redraw of its charts costs, and how much of it the window has to wait for.

Measured in processor time, so that what else the machine does is left out. A chart is to be drawn within 100 ms, beside
the window; what the window itself does is to fit into a frame or two.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import msgspec

from program.records import Record, as_values

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from program.program import Program

PEOPLE, CYCLES = 1000, 8
DRAW_MS, FRAME_MS = 100.0, 33.0
WIDE, HIGH = 560, 240


def lines() -> Iterator[str]:
    """One line a figure, as it is measured."""
    from PySide6.QtWidgets import QApplication

    from program.metrics.figure import Scope
    from reports.figures import Style, drawn
    from ui.overview.glance import WANTED
    from ui.overview.page import CHARTS
    from ui.parts.chart_source import pictures
    from ui.parts.reckoning import reckon

    application = QApplication.instance() or QApplication([])
    program = _program()
    scope = Scope(program.cycles[5].end)
    yield f"Overview, {PEOPLE:,} mentees × {CYCLES} cycles"
    reckon(program, scope, WANTED)  # brings in what counting needs
    yield _line("counting its figures (beside the window)", _times(lambda: reckon(program, scope, WANTED), 5), None)
    made = pictures(program, scope, CHARTS, rows=5)
    prepare = _times(lambda: pictures(program, scope, CHARTS, rows=5), 5)
    yield _line("preparing its charts (beside the window)", prepare, None)
    for key, picture in made.items():
        found = _times(lambda picture=picture: drawn(picture, Style(), WIDE, HIGH, 2.0), 12)  # type: ignore[misc]
        yield _line(f"drawing “{key}”, {WIDE} × {HIGH} at 200 %", found[2:], DRAW_MS)
    yield from _window(application, program)


def _window(application: Any, program: Program) -> Iterator[str]:
    """What the window's own thread does for it."""
    from storage.book import Book
    from storage.keys import KdfCost
    from tests.ui.board.sample import Hold
    from ui.clipboard import Clipboard
    from ui.desk import Desk
    from ui.overview.page import OverviewPage
    from ui.settings import Settings
    from ui.theme import theme

    theme()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        book, _ = Book.create(path / "b.rotunda", "rainbow marble castle 81", who="Lead", cost=KdfCost.FLOOR)
        book.do(Hold(program))
        desk = Desk(Settings(path), Clipboard())
        desk.hold(book)
        page = OverviewPage(desk)
        page.resize(1092, 680)
        page.show()
        canvases = [card.chart.canvas for card in page.charts.values()]
        while desk.jobs.running or not all(canvas.fresh for canvas in canvases[:2]):
            application.processEvents()
        yield _line("painting the page, charts and all", _times(page.grab, 12), FRAME_MS)
        middle = canvases[1].rect().center().toPointF()

        def hover() -> None:
            canvases[1].spot_at(middle)
            canvases[1].grab()

        yield _line("hover over a chart, answered and painted", _times(hover, 20), FRAME_MS)
        yield _line("what can be read off at once, after a change", _times(page._refresh, 8), None)
        page.hide()
        page.deleteLater()
        desk.let_go()
        desk.jobs.wait()
        book.close(backup=False)
        application.processEvents()


def _program() -> Program:
    """The board's sample with two surveys a cycle and a rating of readiness for one mentee in three."""
    from program.program import Program
    from program.records import Answers, CriticalRole, Horizon, Nomination, RaterGroup, Readiness, Role, Survey
    from tests.ui.board.sample import sample

    drawn = sample(PEOPLE, CYCLES)
    shift = date.today() - drawn.cycles[5].end
    plain = Program.of_records(_moved(item, shift) for item in drawn.everything())
    more: list[Any] = [CriticalRole(f"r{n}", name=f"Role {n}", needed=plain.cycles[7].end) for n in range(40)]
    for at, person in enumerate(plain.people(Role.MENTEE)):
        for cycle in plain.cycles[:5]:
            more.append(
                Answers(f"a{at}{cycle.id}", Survey.SAFETY, cycle.id, cycle.end, Role.MENTEE, person.id,
                        2, 5, 3, 5, 3, 4 + at % 3, 6)
            )  # fmt: skip
        if at % 3 == 0:
            more += [
                Nomination(f"n{at}", person.id, f"r{at % 40}", on=plain.cycles[0].start),
                Readiness(f"d{at}", person.id, f"r{at % 40}", tuple(Horizon)[at % 4], RaterGroup.SPONSOR,
                          plain.cycles[3].end),
            ]  # fmt: skip
    return Program.of_records([*plain.everything(), *more])


def _moved(item: Record, shift: timedelta) -> Record:
    """The record with all its days moved."""
    days = {name: day + shift for name, day in as_values(item).items() if isinstance(day, date)}
    return msgspec.structs.replace(item, **days) if days else item


def _times(work: Callable[[], object], times: int) -> list[float]:
    found = []
    for _ in range(times):
        started = process_time()
        work()
        found.append((process_time() - started) * 1000)
    return found


def _line(what: str, found: list[float], aim: float | None) -> str:
    middle, worst = statistics.median(found), max(found)
    said = f"  {what:<54} {middle:6.1f} ms, worst {worst:6.1f}"
    return said if aim is None else f"{said}   aim {aim:.0f}  {'reached' if middle <= aim else 'MISSED'}"
