"""The board at 1,000 mentees × 12 cycles: what one paint, one scroll and one hover answer cost.

Measured in processor time, so that what else the machine does is left out. The aim for each is 8 ms: half a frame.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

AIM_MS = 8.0
MENTEES, CYCLES = 1000, 12


def lines() -> Iterator[str]:
    """One line a figure, as it is measured."""
    from PySide6.QtWidgets import QApplication

    from program.commands import Place
    from program.records import Placement, new_id
    from storage.book import Book
    from storage.keys import KdfCost
    from tests.ui.board.sample import Hold, sample
    from ui.board.page import BoardPage
    from ui.board.sheet import Gap
    from ui.clipboard import Clipboard
    from ui.desk import Desk
    from ui.settings import Settings
    from ui.theme import theme

    application = QApplication.instance() or QApplication([])
    theme()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        book, _ = Book.create(path / "b.rotunda", "rainbow marble castle 81", who="Lead", cost=KdfCost.FLOOR)
        book.do(Hold(sample(MENTEES, CYCLES)))
        desk = Desk(Settings(path), Clipboard())
        desk.hold(book)
        yield f"Board, {MENTEES:,} mentees × {CYCLES} cycles, in a window of 1280 × 800"
        started = process_time()
        page = BoardPage(desk)
        page.resize(1280 - 188 - 288, 800 - 120)
        page.show()
        application.processEvents()
        yield _line("page made and shown", [(process_time() - started) * 1000], aim=None)
        page.finish()

        view = page.view
        viewport = view.viewport()

        def paint() -> None:
            viewport.repaint()

        yield _line("paint of the whole viewport", _times(paint, 30))
        bar = view.verticalScrollBar()

        def scroll() -> None:
            bar.setValue(bar.value() + 3 * viewport.height())
            paint()

        yield _line("paint after scrolling a page (nothing drawn before)", _times(scroll, 15))

        def roll() -> None:
            bar.setValue(bar.value() + 40)
            paint()

        yield _line("paint after a turn of the wheel", _times(roll, 30))

        gestures = view.gestures
        cells = [cell for cell in view.visible_cells() if view.sheet.card(*cell) is not None]
        card = view.sheet.card(*cells[len(cells) // 2])
        assert card is not None
        started = process_time()
        gestures.take(card)
        yield _line("lifting a card", [(process_time() - started) * 1000])
        targets = [cell for cell in view.visible_cells() if not gestures.lift or not gestures.lift.leaves(cell)]
        step = iter(targets * 3)
        yield _line("hover answer, verdict and inspector", _times(lambda: gestures.carry(next(step), say=False), 60))
        page.finish()
        paint()
        page.finish()
        yield _line("paint of the whole viewport with all verdicts", _times(paint, 30))
        gestures.put_back()
        sheet = view.sheet
        bare = (cell for cell in view.visible_cells() if sheet.card(*cell) is None)
        free = [cell for cell in bare if sheet.gap(*cell) is Gap.FREE]
        times = []
        for row, column in free[:6]:
            person, cycle = sheet.rows[row].key, sheet.columns[column].id
            command = Place((Placement(new_id(), person=person, cycle=cycle),), reason="measured")
            started = process_time()
            desk.do(command)
            paint()
            times.append((process_time() - started) * 1000)
        yield _line("one drop until saved and shown", times, aim=None)
        page.hide()
        page.idle.finish()
        application.processEvents()
        page.inspector().deleteLater()
        page.deleteLater()
        desk.let_go()
        book.close(backup=False)
        application.processEvents()


def _times(work: Callable[[], object], times: int) -> list[float]:
    found = []
    for _ in range(times):
        started = process_time()
        work()
        found.append((process_time() - started) * 1000)
    return found


def _line(what: str, found: list[float], aim: float | None = AIM_MS) -> str:
    middle, worst = statistics.median(found), max(found)
    said = f"  {what:<54} {middle:6.2f} ms, worst {worst:6.2f}"
    return said if aim is None else f"{said}   aim {aim:.0f}  {'reached' if middle <= aim else 'MISSED'}"
